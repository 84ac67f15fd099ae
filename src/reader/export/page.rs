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
    let mut scan = Scan { centring: centring(page), ..Scan::default() };
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Text(text) if scan.hidden == 0 => scan.open.push_str(text),
                Node::Element(_) => {
                    ElementRef::wrap(node).into_iter().for_each(|element| scan.begin(element));
                }
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                ElementRef::wrap(node).into_iter().for_each(|element| scan.end(element));
            }
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
    fn begin(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        self.hidden += u32::from(is_hidden(name));
        self.part(name);
        self.middle += u32::from(self.is_middle(element));
        self.strong |= is_headline(element);
    }

    fn end(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
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

    fn is_middle(&self, element: ElementRef<'_>) -> bool {
        let centred = |name: &str| {
            element.attr(name).is_some_and(|value| value.to_ascii_lowercase().contains("center"))
        };
        element.value().name() == "center"
            || centred("align")
            || centred("style")
            || element.value().classes().any(|class| self.centring.iter().any(|known| known == class))
    }
}

/// The classes that the page's own style puts in the middle: `.c0 { text-align: center }`.
fn centring(page: &scraper::Html) -> Vec<String> {
    let mut styles =
        page.tree.nodes().filter_map(ElementRef::wrap).filter(|element| element.value().name() == "style");
    let text: String = styles.by_ref().flat_map(|style| style.text()).take(MOST_STYLES).collect();
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

/// Whether an element is marked as the headline: `class="enHeadline"`, `class="headline"`, or `<h1>`.
fn is_headline(element: ElementRef<'_>) -> bool {
    let mut classes = element.value().classes();
    matches!(element.value().name(), "h1" | "h2")
        || classes.any(|class| class.to_ascii_lowercase().ends_with("headline"))
}
