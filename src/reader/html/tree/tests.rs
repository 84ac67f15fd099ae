use std::time::{Duration, Instant};

use proptest::prelude::*;
use scraper::{Html, Node};

use super::budget::Budget;
use super::{Edge, Styles, Tree, Value};
use crate::reader::html;

fn is_built(page: &str) -> bool {
    Tree::of(page, Styles::PassedOver).is_some()
}

/// The names, classes and texts of a page, those of scripts and styles aside, as the parser's own tokenizer gives them.
fn as_parsed(page: &str) -> String {
    let mut out = Outline::default();
    for edge in Html::parse_document(page).tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Element(element) => out.enter(element.name(), element.attr("class")),
                Node::Text(text) => out.text(text),
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) if node.value().is_element() => out.leave(),
            ego_tree::iter::Edge::Close(_) => {}
        }
    }
    out.written
}

/// The same of the tree that we build.
fn as_built(page: &str) -> String {
    let mut out = Outline::default();
    for edge in html::tree(page, Styles::PassedOver).walk() {
        match edge {
            Edge::Enter(node) => match node.value() {
                Value::Element(element) => out.enter(element.name(), element.attr("class")),
                Value::Text(text) => out.text(text),
                Value::Other => {}
            },
            Edge::Leave(node) if node.element().is_some() => out.leave(),
            Edge::Leave(_) => {}
        }
    }
    out.written
}

#[derive(Default)]
struct Outline {
    written: String,
    around: Vec<String>,
}

impl Outline {
    fn enter(&mut self, name: &str, class: Option<&str>) {
        self.written += &["<", name, " ", class.unwrap_or("-"), ">"].concat();
        self.around.push(name.to_owned());
    }

    fn text(&mut self, text: &str) {
        if !matches!(self.around.last().map(String::as_str), Some("script" | "style")) {
            self.written += text;
        }
    }

    fn leave(&mut self) {
        self.written += "</>";
        self.around.pop();
    }
}

proptest! {
    #[test]
    fn it_is_the_tree_of_the_parser(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "<p>", "</p>", "<div class=a>", "</div>", "<b>", "</b>", "<a href=x class='b c'>", "</a>", "<i class=\"x\" CLASS=y>",
            "<table>", "<tr>", "<td>", "</table>", "<script>", "</script>", "<script type='application/ld+json'>", "<style>",
            "</style >", "<!--", "-->", "<!---->", "<!DOCTYPE html>", "<br/>", "text", " ", "\r\n", "\0", "&amp;", "&notin", "&#x41;",
            "é", "<é", "<", ">", "</", "\"", "'", "=", "<svg>", "</svg>", "<title>", "</title>", "<![CDATA[", "]]>", "<select><option>",
            "<template>", "</template>", "<textarea>", "</textarea>", "<h1>", "</h1>", "<li>", "<ul>", "</body>", "<head>",
            "<noscript>", "</noscript>", "<pre>\n", "<math><mi>", "<p/ class=q>", "<plaintext>", "</script", "<body class=z>", "<form>",
        ]), 0..30)
    ) {
        let page = parts.concat();
        prop_assert_eq!(as_built(&page), as_parsed(&page));
    }
}

#[test]
fn the_text_of_scripts_is_passed_over_and_that_of_json_ld_is_not() {
    let text = |page: &str| html::tree(page, Styles::PassedOver).text().trim().to_owned();
    assert_eq!(text("<script>if (a<b) {}</script>One<style>p {}</style>"), "One");
    assert_eq!(text("<script type='application/LD+JSON'>{}</script>One"), "{}One");
    assert_eq!(text("<script><!-- <script>x</script> y --></script>One"), "One");
    assert_eq!(text("<!-- <script>x --><p>One</p></script>"), "One");
    assert_eq!(html::tree("<style>p {}</style>One", Styles::Read).text(), "p {}One");
}

#[test]
fn pages_that_people_write_are_built() {
    let head = "<link href=a>".repeat(150);
    assert!(is_built(&format!("<head>{head}</head>{}", "<div><p>x</p></div>".repeat(20_000))));
    assert!(is_built(&"<div><section></div></section>".repeat(50_000)));
    assert!(is_built(&"<p><span>It <b>rains</b></span></p>".repeat(50_000)));
    assert!(is_built(&format!("{}{}", "<aside>".repeat(30), "<p>x</p>".repeat(100_000))));
}

#[test]
fn pages_that_would_take_long_are_given_up() {
    assert!(!is_built(&"<aside></article>".repeat(2000)));
    assert!(!is_built(&"<readers></a></a>".repeat(5000)));
    assert!(!is_built(&format!("{}{}", "<aside>".repeat(1000), "</p>".repeat(300_000))));
    let fonts: Vec<String> = (0..500).map(|size| format!("<font size={size}>")).collect();
    assert!(!is_built(&["<p>", &fonts.concat(), &"<p>x".repeat(50_000)].concat()));
}

#[test]
fn a_tree_has_two_million_nodes_at_most() {
    let budget = Budget::of(1 << 30);
    (0..1_999_999).for_each(|_| budget.make());
    assert!(!budget.is_spent());
    budget.make();
    assert!(budget.is_spent());
}

#[test]
fn comparing_open_elements_is_work_too() {
    let cell = "<b><u><a href=y><i><code><a href=y><i>First<a href=z></a></div><b><code><u><i>";
    let nested =
        format!("<h1><a href=y><b>x</h1><nobr><big><div>x</div><table><tr><td><table><tr><td>{cell}");
    let start = Instant::now();
    assert!(!is_built(&nested.repeat(3000)));
    // A second; without a bound on that, minutes.
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn a_tag_of_many_attributes_does_not_exhaust_the_stack() {
    for attribute in ["a=\"\" ", "a=\"1\"\n", "a='1' ", "a=1 ", "a ", "a=\"1\"/"] {
        let tag = |times: usize| format!("<p {}>The ferry sails.</p>", attribute.repeat(times));
        assert!(is_built(&tag(200)), "{attribute}");
        assert!(!is_built(&tag(200_000)), "{attribute}");
        let blocks = html::fragment(&tag(200_000));
        assert_eq!(blocks.len(), 1, "{attribute}");
        assert_eq!(blocks[0].text, "The ferry sails.", "{attribute}");
    }
}

#[test]
fn deep_nesting_leaves_the_text() {
    let page = format!("{}The ferry sails.</p><p>It rains.", "<div>".repeat(100_000));
    let blocks = html::fragment(&page);
    assert_eq!(
        blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(),
        ["The ferry sails.", "It rains."]
    );
}
