//! The lines of web pages and of text.

use crate::reader::export::{Line, label};
use crate::reader::html::{self, Edge, Element, NodeRef, Styles, Tree, Value};

/// The lines of an export that is a web page or text.
pub(super) fn lines_of(content: &str) -> Vec<Line> {
    if content.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        lines(&html::tree(content, Styles::Read))
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
fn lines(page: &Tree) -> Vec<Line> {
    let mut scan = Scan { centring: centring(page), ..Scan::default() };
    for edge in page.walk() {
        match edge {
            Edge::Enter(node) => match node.value() {
                Value::Text(text) if scan.hidden == 0 => scan.open.push_str(text),
                Value::Element(element) => scan.begin(element),
                _ => {}
            },
            Edge::Leave(node) => node.element().into_iter().for_each(|element| scan.end(element)),
        }
    }
    scan.flush();
    scan.lines
}

#[derive(Default)]
struct Scan {
    lines: Vec<Line>,
    open: String,
    strong: bool,
    /// How many elements around hide what is in them, and put it in the middle.
    hidden: u32,
    middle: u32,
    /// Whether a mere line break stands before what is open.
    broken: bool,
    /// Classes of what stands in the middle.
    centring: Vec<String>,
}

impl Scan {
    fn begin(&mut self, element: &Element) {
        let name = element.name();
        self.hidden += u32::from(is_hidden(name));
        self.part(name);
        self.middle += u32::from(self.is_middle(element));
        self.strong |= is_headline(element);
    }

    fn end(&mut self, element: &Element) {
        let name = element.name();
        self.hidden -= u32::from(is_hidden(name));
        // A line break has no end.
        if name != "br" {
            self.part(name);
        }
        self.middle -= u32::from(self.is_middle(element));
    }

    fn part(&mut self, name: &str) {
        if parts(name) {
            let pushed = self.flush();
            self.broken = name == "br" && pushed;
        }
    }

    /// Ends the line that is open; whether there is one.
    fn flush(&mut self) -> bool {
        let text = std::mem::take(&mut self.open);
        let (strong, centred) = (std::mem::take(&mut self.strong), self.middle > 0);
        let line = Line::new(&text, strong).map(|line| Line { centred, goes_on: self.broken, ..line });
        let some = line.is_some();
        self.lines.extend(line);
        some
    }

    fn is_middle(&self, element: &Element) -> bool {
        let centred = |name: &str| {
            element.attr(name).is_some_and(|value| value.to_ascii_lowercase().contains("center"))
        };
        element.name() == "center"
            || centred("align")
            || centred("style")
            || classes(element).any(|class| self.centring.iter().any(|known| known == class))
    }
}

/// The classes that the page's own style puts in the middle: `.c0 { text-align: center }`.
fn centring(page: &Tree) -> Vec<String> {
    let styles =
        page.root().descendants().filter(|node| node.element().is_some_and(|one| one.name() == "style"));
    let text: String = styles.flat_map(NodeRef::texts).take(MOST_STYLES).collect();
    let rules = text.split('}').filter_map(|rule| rule.split_once('{'));
    let centring =
        rules.filter(|(_, rule)| rule.contains("text-align: center") || rule.contains("text-align:center"));
    let class = |selector: &str| selector.trim().rsplit('.').next().map(str::to_owned);
    centring.flat_map(|(selectors, _)| selectors.split(',').filter_map(class)).take(MOST_CLASSES).collect()
}

/// Texts of style sheets, and classes in them, that are looked at.
const MOST_STYLES: usize = 8;
const MOST_CLASSES: usize = 64;

fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "title" | "noscript")
}

fn parts(name: &str) -> bool {
    html::is_block(name) || matches!(name, "br" | "td" | "th" | "tr" | "pre")
}

fn classes(element: &Element) -> impl Iterator<Item = &str> {
    element.attr("class").unwrap_or("").split_ascii_whitespace()
}

/// Whether an element is marked as the headline: `class="enHeadline"`, `class="headline"`, or `<h1>`.
fn is_headline(element: &Element) -> bool {
    let mut classes = classes(element);
    matches!(element.name(), "h1" | "h2")
        || classes.any(|class| class.to_ascii_lowercase().ends_with("headline"))
}
