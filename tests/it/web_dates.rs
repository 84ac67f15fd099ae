//! The date of saved web pages, in the shapes that sites give it.

use crate::web_pages::{STORY, page, told};

/// The date and where it was found; `-` for none.
fn check_date(head: &str, lines: &str, date: &str) {
    let head = format!("<title>Old ferry to sail all winter</title>{head}");
    let body = format!("<article><h1>Old ferry to sail all winter</h1>{lines}{STORY}</article>");
    let found = told(&page(&head, &body)).date;
    let found = found.map(|date| format!("{} {}", date.value, date.origin.name()));
    assert_eq!(found.as_deref().unwrap_or("-"), date, "{head} {lines}");
}

#[test]
fn the_date_of_an_update_is_given_where_there_is_no_other_and_said_to_be_one() {
    check_date("", "<p class='byline'>By Maren Holt</p><p>Updated 5 May 2022</p>", "2022-05-05 update line");
    check_date("", "<p>Published 3 May 2022, updated 5 May 2022</p>", "2022-05-03 byline");
    let meta = "<meta property='article:published_time' content='2022-05-03'>";
    check_date(meta, "<p class='byline'>By Maren Holt</p><p>Updated 5 May 2022</p>", "2022-05-03 meta");
}

#[test]
fn a_date_that_a_script_alone_states_gives_way_to_the_one_under_the_headline() {
    let json = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Old ferry to sail all winter",
        "datePublished": "2021-02-03"}</script>"#;
    check_date(json, "<p class='date'>3 May 2022</p>", "2022-05-03 byline");
    let meta = "<meta property='article:published_time' content='2021-02-03'>";
    check_date(&format!("{json}{meta}"), "<p class='date'>3 May 2022</p>", "2021-02-03 json-ld");
    let meta = "<meta name='date' content='3 May 2022'>";
    check_date(&format!("{json}{meta}"), "<p class='date'>3 May 2022</p>", "2022-05-03 byline");
}

#[test]
fn a_page_that_was_written_anew_is_of_the_day_that_it_shows() {
    let json = |date: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Old ferry to sail all winter",
            "datePublished": "{date}"}}</script>"#
        )
    };
    let updated = "<p class='date'>Updated 3 May 2022</p>";
    check_date(&json("2021-02-03"), updated, "2022-05-03 update line");
    check_date(&json("2022-05-01"), updated, "2022-05-01 json-ld");
    let meta = "<meta property='article:published_time' content='2021-02-03'>";
    check_date(&format!("{}{meta}", json("2021-02-03")), updated, "2021-02-03 json-ld");
    check_date(&json("2021-02-03"), &format!("<p>3 February 2021</p>{updated}"), "2021-02-03 json-ld");
}

#[test]
fn a_line_at_the_end_that_says_published_dates_a_page() {
    let body =
        format!("<h1>Old ferry to sail all winter</h1>{STORY}<p class='date'>Posted on 3 May 2022</p>");
    let found = told(&page("<title>Old ferry to sail all winter</title>", &body)).date;
    assert_eq!(found.map(|date| date.value.to_string()).as_deref(), Some("2022-05-03"));
}

#[test]
fn figures_are_read_as_the_country_of_a_page_has_them() {
    let date = |address: &str| {
        let head =
            format!("<link rel=canonical href='{address}'><title>Old ferry to sail all winter</title>");
        let body = format!("<h1>Old ferry to sail all winter</h1><p class='date'>3/4/2022</p>{STORY}");
        told(&page(&head, &body).replace("<html>", "<html lang=en>")).date.map(|date| date.value.to_string())
    };
    assert_eq!(date("https://quayside.example/ferry").as_deref(), Some("2022-03-04"));
    assert_eq!(date("https://quayside.co.uk/ferry").as_deref(), Some("2022-04-03"));
}

#[test]
fn json_ld_in_a_meta_element_is_read() {
    let meta = r#"<meta name="script:ld+json" content='{"@type": "NewsArticle", "headline": "Old ferry to sail all winter",
        "datePublished": "2021-02-03"}'>"#;
    check_date(meta, "", "2021-02-03 json-ld");
}

const META: &str = "<meta property='article:published_time' content='2021-02-03T10:00:00Z'>";

fn json(kind: &str, rest: &str) -> String {
    format!(
        r#"<script type="application/ld+json">{{"@type": "{kind}", "datePublished": "2021-02-03T10:00:00Z"{rest}}}
        </script>"#
    )
}

#[test]
fn the_time_element_under_the_headline_outdoes_the_stamps_in_the_head() {
    check_date(META, "<p><time datetime='2022-05-03'>3 May 2022</time></p>", "2022-05-03 byline");
    check_date(META, "<p>3 May 2022</p>", "2021-02-03 meta");
    let updated = "<p><span class='updated-on'><time class='published updated' datetime='2022-05-03'>3 May 2022\
        </time></span></p>";
    check_date(META, updated, "2021-02-03 meta");
    let neighbour = "<p><time datetime='2021-02-02T20:00:00-05:00'>2 February 2021</time></p>";
    check_date(META, neighbour, "2021-02-03 meta");
}

#[test]
fn times_of_several_days_are_those_of_a_list() {
    let list = "<ul><li><time datetime='2020-01-02'>2 January 2020</time></li><li><time datetime='2020-03-04'>4 March \
        2020</time></li></ul>";
    let label = "<div><h4>Published</h4><h5>Publish date</h5><p>3 May 2022</p></div>";
    let body = format!("<h1>Old ferry to sail all winter</h1>{STORY}{label}{list}");
    let found = told(&page("<title>Old ferry to sail all winter</title>", &body)).date;
    assert_eq!(found.map(|date| date.value.to_string()).as_deref(), Some("2022-05-03"));
}

#[test]
fn the_label_of_a_review_is_no_label_of_a_date() {
    let reviewed =
        "<div><div>Date Last Reviewed:</div><div><time datetime='2022-05-03'>3 May 2022</time></div></div>";
    check_date(META, reviewed, "2021-02-03 meta");
    check_date("", &format!("<p>2 May 2022</p>{reviewed}"), "2022-05-02 byline");
}

#[test]
fn a_date_that_its_class_marks_outdoes_a_script() {
    let json = json("NewsArticle", r#", "headline": "Old ferry to sail all winter""#);
    let body = format!(
        "<h1>Old ferry to sail all winter</h1>{STORY}<div class='related'><div class='post-date'>3 May 2022</div></div>"
    );
    let date = |body: &str| {
        let head = format!("<title>Old ferry to sail all winter</title>{json}");
        told(&page(&head, body)).date.map(|date| date.value.to_string())
    };
    assert_eq!(date(&body).as_deref(), Some("2021-02-03"));
    let own = body.replace("related", "meta-date");
    assert_eq!(date(&own).as_deref(), Some("2022-05-03"));
    let two = own.replace("</div></div>", "</div></div><div class='post-date'>9 May 2022</div>");
    assert_eq!(date(&two).as_deref(), Some("2021-02-03"));
}

#[test]
fn a_page_among_the_pages_has_a_date_where_it_is_an_entry_or_has_a_headline() {
    let date = |head: &str, class: &str| {
        let head = format!("<title>Old ferry to sail all winter</title>{head}");
        let body = format!("<h1>Old ferry to sail all winter</h1>{STORY}");
        let page = page(&head, &body).replace("<body>", &format!("<body class='{class}'>"));
        told(&page).date.map(|date| date.value.to_string())
    };
    let plain = json("WebPage", r#", "name": "Old ferry to sail all winter""#);
    assert_eq!(date(&plain, ""), None);
    assert_eq!(date(&plain, "single single-podcast postid-7").as_deref(), Some("2021-02-03"));
    let signed = format!("{plain}<meta name=author content='Maren Holt'>");
    assert_eq!(date(&signed, "").as_deref(), Some("2021-02-03"));
    assert_eq!(date(&signed, "page page-id-7"), None);
    let headed = json("WebPage", r#", "headline": "Old ferry to sail all winter""#);
    assert_eq!(date(&headed, "").as_deref(), Some("2021-02-03"));
}

#[test]
fn the_stamps_of_a_front_page_tell_when_the_site_was_made() {
    let at = |address: &str| format!("<link rel=canonical href='{address}'>{META}");
    check_date(&at("https://quayside.example/"), "", "-");
    check_date(&at("https://quayside.example/ferry"), "", "2021-02-03 meta");
    check_date(&at("https://quayside.example"), "<p>3 May 2022</p>", "2022-05-03 byline");
}

#[test]
fn an_update_at_the_foot_of_a_page_is_its_last_resort() {
    let date = |foot: &str| {
        let body = format!("<h1>Old ferry to sail all winter</h1>{STORY}<p class='date'>{foot}</p>");
        let found = told(&page("<title>Old ferry to sail all winter</title>", &body)).date;
        found.map(|date| format!("{} {}", date.value, date.origin.name()))
    };
    assert_eq!(date("Last updated: 3 May 2022").as_deref(), Some("2022-05-03 update line"));
    assert_eq!(date("Site last updated: 3 May 2022"), None);
    assert_eq!(date("Open today, 3 May 2022"), None);
}

#[test]
fn a_line_over_the_story_dates_a_page_whose_headline_is_elsewhere() {
    let json = json("NewsArticle", "");
    let date = |line: &str| {
        let body = format!("<div class='tags'><p>{line}</p></div>{STORY}");
        let head = format!("<title>Old ferry to sail all winter</title>{json}");
        told(&page(&head, &body)).date.map(|date| format!("{} {}", date.value, date.origin.name()))
    };
    assert_eq!(date("Updated 3 May 2022 · 12 min read").as_deref(), Some("2022-05-03 update line"));
    assert_eq!(date("Summer 2022 in pictures").as_deref(), Some("2021-02-03 json-ld"));
}

#[test]
fn a_line_that_introduces_a_quotation_dates_nothing() {
    check_date("", "<p class='byline'><a href='/f'>Posted on the forum</a> on 3 May 2022:</p>", "-");
    check_date("", "<p class='byline'>Posted on 3 May 2022</p>", "2022-05-03 byline");
}
