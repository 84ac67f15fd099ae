//! The lines of web pages and of text.

use scraper::{ElementRef, Node};

use crate::reader::export::{Line, label};
use crate::reader::html;

/// The lines of an export that is a web page or text.
pub(super) fn lines_of(content: &str) -> Vec<Line> {
    if content.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        lines(&html::tree(content))
    } else {
        paragraphs(content)
    }
}

/// Codes from which a text is one of codes.
const FEWEST_CODES: usize = 5;

/// The paragraphs of a text: lines up to a blank one, or to one that opens with a code of Factiva's; where it has none
/// of these, a line each.
fn paragraphs(text: &str) -> Vec<Line> {
    let opens = |line: &str| line.split_whitespace().next().is_some_and(|word| label::code(word).is_some());
    if text.lines().filter(|line| opens(line)).count() < FEWEST_CODES {
        return text.lines().filter_map(|line| Line::new(line, false)).collect();
    }
    let (mut lines, mut open) = (Vec::new(), String::new());
    for line in text.lines() {
        if line.trim().is_empty() || opens(line) {
            lines.extend(Line::new(&std::mem::take(&mut open), false));
        }
        open.push_str(line);
        open.push(' ');
    }
    lines.extend(Line::new(&open, false));
    lines
}

/// The lines of a page: its paragraphs and the cells of its tables.
fn lines(page: &scraper::Html) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut open, mut strong, mut hidden) = (String::new(), false, 0_u32);
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Text(text) if hidden == 0 => open.push_str(text),
                Node::Element(element) => {
                    hidden += u32::from(is_hidden(element.name()));
                    if parts(element.name()) {
                        lines.extend(Line::new(&std::mem::take(&mut open), std::mem::take(&mut strong)));
                    }
                    strong |= ElementRef::wrap(node).is_some_and(is_headline);
                }
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    hidden -= u32::from(is_hidden(element.name()));
                    if parts(element.name()) {
                        lines.extend(Line::new(&std::mem::take(&mut open), std::mem::take(&mut strong)));
                    }
                }
            }
        }
    }
    lines.extend(Line::new(&open, strong));
    lines
}

fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "title" | "noscript")
}

fn parts(name: &str) -> bool {
    html::is_block(name) || matches!(name, "br" | "td" | "th" | "tr" | "pre")
}

/// Whether an element is marked as the headline: `class="enHeadline"`, `class="headline"`, or `<h1>`.
fn is_headline(element: ElementRef<'_>) -> bool {
    let mut classes = element.value().classes();
    matches!(element.value().name(), "h1" | "h2")
        || classes.any(|class| class.to_ascii_lowercase().ends_with("headline"))
}
