//! What a saved page says of itself in its head and markup.
//!
//! In: the parsed page. Out: hints, the most trustworthy statement of each kind first: JSON-LD, then `<meta>`,
//! then the head's other elements, then what a reader sees marked as author and date.

mod classes;
mod head;
mod json_ld;
mod lead;
mod meta;
mod repair;
mod section;
mod visible;

use classes::Classes;

use crate::reader::html::attributes::Attributes;
use crate::reader::html::tree::{NodeId, NodeRef};
use crate::reader::{Field, Hint, Origin};

/// What a page has stated of itself so far.
#[derive(Default)]
pub(super) struct Facts {
    head: head::Head,
    visible: visible::Visible,
    section: section::Section,
    template: Option<Template>,
}

/// What a page is to the program that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Template {
    /// One of a series: a post.
    Entry,
    /// A page that stands for itself and has no date.
    Standing,
}

impl Template {
    /// As `WordPress` marks it in the classes of `<body>`.
    fn of(classes: &str) -> Option<Self> {
        let mut words = classes.split_ascii_whitespace().take(MOST_BODY_CLASSES);
        words.find_map(|word| match word {
            "single" => Some(Self::Entry),
            _ if word.starts_with("page-id-") => Some(Self::Standing),
            _ => None,
        })
    }
}

/// Class words of `<body>` that are looked at.
const MOST_BODY_CLASSES: usize = 100;

impl Facts {
    /// Looks at a node, with its attributes where it is an element.
    pub(super) fn enter(&mut self, node: NodeRef<'_>, attributes: &Attributes<'_>) {
        let Some(element) = node.element() else { return };
        self.head.open(node, element);
        let (name, classes) = (element.name(), Classes::of(attributes));
        self.visible.open(node, name, (attributes, classes));
        self.section.open(node, name, classes);
        if name == "body" {
            self.template = self.template.or(attributes.class.and_then(Template::of));
        }
    }

    /// Leaves a node.
    pub(super) fn leave(&mut self, node: NodeId) {
        self.visible.close(node);
    }

    /// The metadata that the page states, the kinds of statement in the order above and each kind best first, and the
    /// text of its article where it states that.
    pub(super) fn finish(self) -> (Vec<Hint>, Option<String>) {
        let (mut hints, body, page_only) = self.head.finish();
        hints.extend(self.visible.finish());
        hints.extend(self.section.finish());
        let signed = hints.iter().any(|hint| hint.field == Field::Byline);
        let standing = self.template.map_or(!signed, |template| template == Template::Standing);
        if page_only && standing {
            // A standing page: the date in its JSON-LD is when it was made.
            hints.retain(|hint| hint.field != Field::Date || hint.origin != Origin::JsonLd);
        }
        dedup(&mut hints);
        (hints, body)
    }
}

/// Leaves out what was stated before in the same words by the same kind of statement.
fn dedup(hints: &mut Vec<Hint>) {
    let mut seen: std::collections::BTreeSet<(Field, Origin, String)> = std::collections::BTreeSet::new();
    hints.retain(|hint| seen.insert((hint.field, hint.origin, hint.value.clone())));
}

/// A hint with its white space folded; `None` for one that says nothing.
fn hint(field: Field, origin: Origin, value: &str) -> Option<Hint> {
    let value = crate::text::squeeze(value);
    let empty = value.is_empty() || matches!(value.as_str(), "null" | "undefined" | "None");
    (!empty).then_some(Hint { field, value, origin })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<Hint> {
        crate::reader::html::parts(html).1
    }

    fn first(html: &str, field: Field) -> Option<(String, Origin)> {
        read(html).into_iter().find(|hint| hint.field == field).map(|hint| (hint.value, hint.origin))
    }

    fn check(html: &str, field: Field, value: &str, origin: Origin) {
        assert_eq!(first(html, field), Some((value.to_owned(), origin)));
    }

    #[test]
    fn json_ld_comes_first() {
        let html = r##"<meta property="og:title" content="Strike ends | Tidewater Voice">
            <script type="application/ld+json">{"@graph": [
              {"@type": "WebSite", "name": "Tidewater Voice", "@id": "#site"},
              {"@type": ["NewsArticle"], "headline": "Strike ends", "author": [{"@id": "#nora"},
                {"@type": "Organization", "name": "Newsdesk"}], "publisher": {"@id": "#site"},
                "datePublished": "2023-06-14T09:00:00Z", "dateModified": "2023-07-01",
                "articleBody": "Dockers returned."},
              {"@type": "Person", "@id": "#nora", "name": "Nora Lind"}]}</script>"##;
        check(html, Field::Title, "Strike ends", Origin::JsonLd);
        check(html, Field::Byline, "Nora Lind", Origin::JsonLd);
        check(html, Field::Outlet, "Tidewater Voice", Origin::JsonLd);
        check(html, Field::Date, "2023-06-14T09:00:00Z", Origin::JsonLd);
        assert_eq!(read(html).iter().filter(|hint| hint.field == Field::Byline).count(), 1);
        assert_eq!(crate::reader::html::parts(html).2.as_deref(), Some("Dockers returned."));
    }

    #[test]
    fn broken_json_ld_is_mended_where_that_is_cheap() {
        let html = "<script type='application/ld+json'>//<![CDATA[\n{\"@type\":\"NewsArticle\",\n\
                    \"headline\":\"Strike\nends\",}\n//]]></script>";
        check(html, Field::Title, "Strike ends", Origin::JsonLd);
        assert_eq!(first("<script type='application/ld+json'>{\"@type\":</script>", Field::Title), None);
    }

    #[test]
    fn meta_elements_are_read_by_name_and_property() {
        let html = r#"<html lang="de-DE"><title>Streik endet - Hafenbote</title>
            <link rel="canonical" href="https://hafenbote.example/2023/06/14/streik">
            <meta name="author" content="Nora Lind"><meta property="article:published_time" content="2023-06-14">
            <meta property="og:site_name" content="Der Hafenbote"><meta name="description" content="Nach  Tagen.">"#;
        check(html, Field::Byline, "Nora Lind", Origin::Meta);
        check(html, Field::Date, "2023-06-14", Origin::Meta);
        check(html, Field::Outlet, "Der Hafenbote", Origin::OpenGraph);
        check(html, Field::Standfirst, "Nach Tagen.", Origin::Meta);
        check(html, Field::Language, "de-DE", Origin::Html);
        check(html, Field::Title, "Streik endet - Hafenbote", Origin::TitleElement);
        check(html, Field::Url, "https://hafenbote.example/2023/06/14/streik", Origin::Html);
    }

    #[test]
    fn what_is_marked_as_author_and_date_by_the_headline_is_read() {
        let html = r#"<aside class="related"><span class="byline">By Ivo Marsh</span><time datetime="2021-01-01">x</time>
            </aside><h1>Strike ends</h1><div class="byline">By <a rel="author" href="/n">Nora Lind</a> and
            <a rel="author" href="/o">Odd Marsh</a></div><time datetime="2023-06-14">14 June</time>
            <p>Dockers returned.</p><div class="comments"><span class="author">troll</span></div>"#;
        let authors: Vec<_> = read(html).into_iter().filter(|hint| hint.field == Field::Byline).collect();
        assert_eq!(
            authors.iter().map(|hint| hint.value.as_str()).collect::<Vec<_>>(),
            ["Nora Lind", "Odd Marsh"]
        );
        check(html, Field::Date, "2023-06-14", Origin::TimeElement);
    }

    #[test]
    fn a_kicker_or_the_last_crumb_over_the_headline_is_the_section() {
        let kicker = r#"<p class="kicker">Harbour</p><h1>Strike ends</h1><p class="kicker">Sport</p>"#;
        check(kicker, Field::Section, "Harbour", Origin::Html);
        let crumbs = r#"<div class="breadcrumbs"><a>Home</a> / <a>Weather</a></div><h1>Fog</h1>"#;
        check(crumbs, Field::Section, "Weather", Origin::Html);
        assert_eq!(first("<h1>Fog</h1>", Field::Section), None);
    }

    #[test]
    fn a_reviewer_is_no_author() {
        let html = r#"<h1>Fog</h1><p class="byline">By <a class="author-name">Nora Lind</a> | Reviewed by
            <a class="author-name">Odd Marsh</a></p>"#;
        check(html, Field::Byline, "Nora Lind", Origin::Byline);
        assert_eq!(read(html).iter().filter(|hint| hint.field == Field::Byline).count(), 1);
    }

    #[test]
    fn a_standing_page_was_not_published_on_a_day() {
        let page = r#"<script type="application/ld+json">{"@type": "WebPage", "name": "Tides",
            "datePublished": "2023-06-14"}</script><h1>Tides</h1>"#;
        assert_eq!(first(page, Field::Date), None);
        let signed = format!(r#"{page}<a rel="author" href="/n">Nora Lind</a>"#);
        check(&signed, Field::Date, "2023-06-14", Origin::JsonLd);
    }

    #[test]
    fn the_time_of_an_update_is_no_date() {
        let html = r#"<h1>Strike</h1><p>Updated <time datetime="2023-07-01">1 July</time></p>
            <time itemprop="dateModified" datetime="2023-07-02">x</time><p class="post-date">14 June 2023</p>"#;
        check(html, Field::Date, "14 June 2023", Origin::Byline);
    }

    proptest::proptest! {
        #[test]
        fn any_markup_is_read_to_an_end(
            parts in proptest::collection::vec(proptest::sample::select(vec![
                "<h1>", "</h1>", "<p class='byline author'>", "</p>", "<time datetime='2023'>", "<a rel=author>", "By ",
                "<script type='application/ld+json'>", "{\"@type\":\"Article\",", "\"author\":[", "]}", "</script>",
                "<meta name=author content='Nora Lind'>", "<aside>", "</aside>", "Nora Lind", "<div class=breadcrumbs>",
            ]), 0..40)
        ) {
            let hints = read(&parts.concat());
            proptest::prop_assert!(hints.iter().all(|hint| !hint.value.is_empty()));
        }
    }
}
