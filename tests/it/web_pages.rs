//! Title and authors of saved web pages, in the shapes that sites give them.

use chrono::NaiveDate;
use cuttings::article::Metadata;
use cuttings::ingest;
use cuttings::overrule::Rules;

pub(crate) const STORY: &str = "<p>The harbour board voted on Tuesday to keep the old ferry running through the winter, after a \
    meeting that lasted four hours and drew more people than the hall could seat.</p><p>The chairman said that the \
    boat would need a new engine before the spring, and that nobody yet knew who was going to pay for it.</p>";

pub(crate) fn told(page: &str) -> Metadata {
    let today = NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day");
    let mut records = ingest::clean_bytes("ferry.html", page.as_bytes(), &Rules::default(), today);
    records.remove(0).expect("a page").article.meta
}

pub(crate) fn page(head: &str, body: &str) -> String {
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
fn the_byline_under_the_headline_outdoes_whom_only_a_program_names() {
    let body = |line: &str| {
        format!("<article><h1>Old ferry to sail all winter</h1><p class='byline'>{line}</p>{STORY}</article>")
    };
    let meta = "<meta name='author' content='Ivo Marsh'>";
    check_authors(meta, &body("By Maren Holt"), &["Maren Holt"]);
    check_authors(meta, &body("Photo by Maren Holt"), &["Ivo Marsh"]);
    check_authors(meta, &body("By Maren Holt and Ivo Marsh"), &["Maren Holt", "Ivo Marsh"]);
    check_authors(
        meta,
        &body("By Maren Holt, Ivo Marsh | In Harbour News, Ferry Guides 2023"),
        &["Ivo Marsh"],
    );
    let both = format!("{}<footer>Put up by Ivo Marsh</footer>", body("By Maren Holt"));
    check_authors(meta, &both, &["Ivo Marsh"]);
}

#[test]
fn where_an_author_works_is_no_other_author() {
    let meta = |author: &str| format!("<meta name='author' content='{author}'>");
    let body = format!("<article><h1>Old ferry to sail all winter</h1>{STORY}</article>");
    check_authors(&meta("Maren Holt, Director of Fishing, PELM Institute"), &body, &["Maren Holt"]);
    check_authors(&meta("Maren Holt, Head of Ports and Harbour Development"), &body, &["Maren Holt"]);
    check_authors(&meta("Maren Holt, Senior Writer, Ivo Marsh"), &body, &["Maren Holt", "Ivo Marsh"]);
}

#[test]
fn several_authors_stand_under_one_label() {
    let body = |label: &str| {
        format!(
            "<article><h1>Old ferry to sail all winter</h1><div class='meta'><h6>{label}</h6><ul><li><a href='/m'>Maren \
             Holt</a></li><li><a href='/i'>Ivo Marsh</a></li></ul></div>{STORY}</article>"
        )
    };
    check_authors("", &body("Author(s)"), &["Maren Holt", "Ivo Marsh"]);
    check_authors("", &body("Author"), &["Maren Holt"]);
}

#[test]
fn a_story_may_say_itself_who_wrote_it() {
    let body =
        |line: &str| format!("<article><h1>Old ferry to sail all winter</h1><p>{line}</p>{STORY}</article>");
    let line = "This report was written by Maren Holt, a pilot at Pellworth Services.";
    check_authors("", &body(line), &["Maren Holt"]);
    check_authors("", &body("The rules were written by Maren Holt, who died in 1873."), &[]);
}
