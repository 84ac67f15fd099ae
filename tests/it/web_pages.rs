//! Title, authors and date of saved web pages, in the shapes that sites give them.

use chrono::NaiveDate;
use cuttings::article::Metadata;
use cuttings::ingest;
use cuttings::overrule::Rules;

const STORY: &str = "<p>The harbour board voted on Tuesday to keep the old ferry running through the winter, after a \
    meeting that lasted four hours and drew more people than the hall could seat.</p><p>The chairman said that the \
    boat would need a new engine before the spring, and that nobody yet knew who was going to pay for it.</p>";

fn told(page: &str) -> Metadata {
    let today = NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day");
    let mut records = ingest::clean_bytes("ferry.html", page.as_bytes(), &Rules::default(), today);
    records.remove(0).expect("a page").article.meta
}

fn page(head: &str, body: &str) -> String {
    format!("<html><head>{head}</head><body><main>{body}</main></body></html>")
}

fn check_title(head: &str, body: &str, title: &str) {
    let found = told(&page(head, body)).title.map(|title| title.value);
    assert_eq!(found.as_deref(), Some(title));
}

fn check_authors(head: &str, body: &str, authors: &[&str]) {
    let head = format!("<title>Old ferry to sail all winter</title>{head}");
    let found = told(&page(&head, body)).byline.map(|byline| byline.value).unwrap_or_default();
    assert_eq!(found, authors, "{head} {body}");
}

/// The date and where it was found; `-` for none.
fn check_date(head: &str, lines: &str, date: &str) {
    let head = format!("<title>Old ferry to sail all winter</title>{head}");
    let body = format!("<article><h1>Old ferry to sail all winter</h1>{lines}{STORY}</article>");
    let found = told(&page(&head, &body)).date;
    let found = found.map(|date| format!("{} {}", date.value, date.origin.name()));
    assert_eq!(found.as_deref().unwrap_or("-"), date, "{head} {lines}");
}

#[test]
fn the_first_heading_outdoes_a_crumb_and_a_subhead() {
    let head = "<title>Ferry winter service: what is known</title>";
    let crumb = "<ul class='breadcrumbs'><li>Home</li><li>Ferry winter service</li></ul>";
    let body = format!(
        "{crumb}<h1>Ferry winter service: what we know so far</h1><article><h2>Ferry winter service</h2>{STORY}\
         </article>"
    );
    check_title(head, &body, "Ferry winter service: what we know so far");
}

#[test]
fn what_follows_a_title_is_cut_off() {
    let body = format!("<article><h1>Old ferry to sail all winter</h1>{STORY}</article>");
    check_title(
        "<title>Old ferry to sail all winter - Tides and More - Quayside Ltd</title>",
        &body,
        "Old ferry to sail all winter",
    );
    let body = body.replace("</h1>", " | Harbour news</h1>");
    check_title(
        "<title>Old ferry to sail all winter | Harbour news</title>",
        &body,
        "Old ferry to sail all winter",
    );
}

#[test]
fn a_label_before_a_headline_is_none_of_it() {
    let head = "<meta property='og:title' content='Old ferry to sail all winter'>";
    let body = format!("<article><h1>Blog: Old ferry to sail all winter</h1>{STORY}</article>");
    check_title(head, &body, "Old ferry to sail all winter");
}

#[test]
fn a_page_signs_with_its_outlets_name_where_two_statements_say_so() {
    let body = |line: &str| format!("<article><h1>Old ferry to sail all winter</h1>{line}{STORY}</article>");
    let json = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Old ferry to sail all winter",
        "author": {"@type": "Person", "name": "Quayside Services"}}</script>"#;
    let name = "<meta property='og:site_name' content='Quayside Services'>";
    let meta = "<meta name='author' content='Quayside Services'>";
    check_authors(&format!("{name}{json}"), &body(""), &[]);
    check_authors(&format!("{name}{json}{meta}"), &body(""), &["Quayside Services"]);
    check_authors(name, &body("<p class='byline'>By Quayside Services</p>"), &["Quayside Services"]);
    check_authors(&format!("{name}{}", meta.replace("Quayside Services", "admin")), &body(""), &[]);
}

#[test]
fn a_name_by_the_headline_is_an_author_where_the_page_tells_who_that_is() {
    let body = |box_: &str| {
        format!(
            "<article><h1>Old ferry to sail all winter</h1><div class='top'><div>Maren Holt</div></div>{STORY}\
             </article>{box_}"
        )
    };
    check_authors("", &body(""), &[]);
    let told = "<div class='author-box'><p>Maren Holt is a reporter who writes about the harbour.</p></div>";
    check_authors("", &body(told), &["Maren Holt"]);
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
