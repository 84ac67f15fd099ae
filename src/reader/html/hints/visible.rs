//! What a reader sees marked as author and date: microdata, `rel=author`, `<time>`, class names.

use super::classes::Classes;
use super::{classes, hint, lead};
use crate::reader::html::attributes::Attributes;
use crate::reader::html::tree::{Element, NodeId, NodeRef, Value};
use crate::reader::{Field, Hint, Origin};
use crate::text;

/// Elements apart that two marks may stand to belong to one byline.
const TOGETHER: usize = 30;

/// Elements before the headline in which its date or byline may stand.
const ABOVE: usize = 60;

/// Elements after the headline from which on a date is more likely that of another story than one before it.
const FAR: usize = 120;

/// Elements after the headline in which a link to a writer's page is a byline.
const BELOW: usize = 40;

/// Characters of the longest byline and of the longest date line.
const LONGEST: (usize, usize) = (160, 80);

/// Text nodes looked at for one element: bounds the work on nested marks.
const TEXT_NODES: usize = 40;

/// The most marks kept of a page.
const MOST: usize = 400;

/// What is marked on the page so far.
#[derive(Default)]
pub(super) struct Visible {
    elements: usize,
    headline: Option<usize>,
    /// Elements around that hold other stories, comments, menus.
    aside: Option<Aside>,
    marks: Vec<Mark>,
}

/// A part of the page that holds something other than the story.
struct Aside {
    node: NodeId,
    /// Whether its classes say so: else it is one by its tag alone, and may hold the story's byline.
    by_class: bool,
}

struct Mark {
    at: usize,
    field: Field,
    origin: Origin,
    strength: u8,
    value: String,
}

impl Visible {
    /// Looks at one element.
    pub(super) fn open(
        &mut self,
        node: NodeRef<'_>,
        element: &str,
        (attributes, classes): (&Attributes<'_>, Classes),
    ) {
        self.elements += 1;
        if element == "h1" && self.headline.is_none() {
            self.headline = Some(self.elements);
            // Whatever its classes say, what holds the headline holds the story.
            self.aside = None;
        }
        if self.aside.is_none()
            && classes::is_aside(element, classes)
            && !classes::is_credit(element, attributes)
        {
            let by_class = classes.is_aside() || element == "form";
            self.aside = Some(Aside { node: node.id(), by_class });
        }
        if self.marks.len() >= MOST || self.aside.as_ref().is_some_and(|aside| aside.by_class) {
            return;
        }
        let rel = attributes.rel.is_some_and(|rel| rel.eq_ignore_ascii_case("author"));
        if self.aside.is_none() || rel {
            self.author(node, element, (attributes, classes));
        }
        if self.aside.is_none() {
            self.date(node, element, (attributes, classes));
        }
    }

    /// Leaves an element.
    pub(super) fn close(&mut self, node: NodeId) {
        if self.aside.as_ref().is_some_and(|aside| aside.node == node) {
            self.aside = None;
        }
    }

    fn author(
        &mut self,
        node: NodeRef<'_>,
        element: &str,
        (attributes, classes): (&Attributes<'_>, Classes),
    ) {
        let near = self.headline.is_some_and(|at| self.elements - at <= BELOW);
        let in_line = || node.parent().is_some_and(|line| shown(line).chars().count() <= LONGEST.0);
        let linked =
            || (near && classes::is_profile(element, attributes) && in_line()).then_some((1, Origin::Byline));
        let Some((strength, origin)) = classes::author_strength(attributes, classes).or_else(linked) else {
            return;
        };
        if lead::follows_other(node) {
            return;
        }
        let value = credit(node);
        if value.chars().count() <= LONGEST.0 && may_name(&value) {
            self.mark(Field::Byline, origin, strength, value);
        }
    }

    fn date(&mut self, node: NodeRef<'_>, element: &str, (attributes, classes): (&Attributes<'_>, Classes)) {
        let Some((strength, origin)) = classes::date_strength(element, attributes, classes) else { return };
        let stated = attributes.datetime.or(attributes.content);
        let value =
            stated.filter(|value| !value.trim().is_empty()).map_or_else(|| shown(node), str::to_owned);
        let dated = value.contains(|c: char| c.is_numeric()) && value.chars().count() <= LONGEST.1;
        if dated && !lead::follows_update(node) && !lead::is_within_update(node) {
            self.mark(Field::Date, origin, strength, value);
        }
    }

    fn mark(&mut self, field: Field, origin: Origin, strength: u8, value: String) {
        self.marks.push(Mark { at: self.elements, field, origin, strength, value });
    }

    /// The hints: the byline of one place, and the dates by the headline, the surest first.
    pub(super) fn finish(self) -> Vec<Hint> {
        let headline = self.headline.unwrap_or(0);
        let near = |mark: &&Mark| mark.at + ABOVE >= headline;
        let (after, before): (Vec<&Mark>, Vec<&Mark>) =
            self.marks.iter().filter(near).partition(|mark| mark.at >= headline);
        let marks: Vec<&Mark> = after.into_iter().chain(before).collect();
        let mut hints = byline(&marks);
        let mut dates: Vec<&&Mark> = marks.iter().filter(|mark| mark.field == Field::Date).collect();
        let far = |mark: &Mark| self.headline.is_some() && mark.at > headline + FAR;
        dates.sort_by_key(|mark| (std::cmp::Reverse(mark.strength), far(mark)));
        hints.extend(dates.into_iter().take(6).filter_map(|mark| hint(mark.field, mark.origin, &mark.value)));
        hints
    }
}

/// The marks of the first place that names authors, of the surest kind found there.
fn byline(marks: &[&Mark]) -> Vec<Hint> {
    let mut authors = marks.iter().filter(|mark| mark.field == Field::Byline).peekable();
    let Some(mut last) = authors.peek().map(|mark| mark.at) else { return Vec::new() };
    let mut group: Vec<&Mark> = Vec::new();
    for mark in authors {
        if mark.at < last || mark.at - last > TOGETHER {
            break;
        }
        last = mark.at;
        group.push(mark);
    }
    let best = group.iter().map(|mark| mark.strength).max().unwrap_or(0);
    let best = group.into_iter().filter(|mark| mark.strength == best);
    best.filter_map(|mark| hint(mark.field, mark.origin, &mark.value)).collect()
}

/// The text that an element shows, white space folded; cut where it is long.
pub(super) fn shown(node: NodeRef<'_>) -> String {
    text::squeeze(&pieces(node).join(" "))
}

/// What an element that names authors says, with `|` between its parts: names, roles and dates are run together on
/// the page. Without its dates.
fn credit(node: NodeRef<'_>) -> String {
    let pieces = pieces(node).into_iter().map(|piece| unlabelled(&text::squeeze(&piece)));
    let pieces: Vec<String> = pieces.filter(|piece| !is_dated(piece)).collect();
    let mut credit = String::new();
    let other = |piece: &&String| lead::OTHER_WORK.iter().any(|words| piece.to_lowercase().contains(words));
    let pieces = pieces.iter().take_while(|piece| !other(piece));
    for piece in pieces.filter(|piece| !piece.is_empty() && !is_noise(piece)) {
        let halves = [credit.rsplit('|').next().unwrap_or(""), piece].iter().all(|part| is_half(part));
        match (credit.is_empty(), halves) {
            (true, _) => {}
            (false, true) => credit.push(' '),
            (false, false) => credit.push_str(" | "),
        }
        credit.push_str(piece);
    }
    credit
}

/// Whether a piece is a date: short, with a number of two or four digits in it.
fn is_dated(piece: &str) -> bool {
    piece.len() <= LONGEST.1
        && piece.contains(|c: char| c.is_ascii_digit())
        && piece.split_whitespace().count() <= 8
}

/// The piece without the label before a name.
fn unlabelled(piece: &str) -> String {
    let labels = ["Author:", "Authors:", "Writer:", "Writers:", "Written by:", "Words:"];
    labels.iter().find_map(|label| piece.strip_prefix(label)).unwrap_or(piece).trim().to_owned()
}

/// Labels that stand between names and dates in bylines, in lower case.
const NOISE: &[&str] = &[
    "min read",
    "mins read",
    "minute read",
    "minutes read",
    "shares",
    "share",
    "facebook",
    "twitter",
    "paid",
    "∙ paid",
    "email",
    "print",
    "comments",
    "comment",
    "updated",
    "last updated",
    "published",
    "follow",
    "view profile",
    "posted by",
    "posted",
    "by:",
    "author",
    "authors",
    "author:",
    "authors:",
    "written by",
    "written by:",
    "about the author",
];

fn is_noise(piece: &str) -> bool {
    NOISE.contains(&piece.to_lowercase().as_str())
}

/// Whether a piece is one word that can be half of a name: "Nora" in an element, "Lind" in the next.
fn is_half(piece: &str) -> bool {
    let piece = piece.trim();
    !piece.contains(' ')
        && piece.chars().all(char::is_alphabetic)
        && piece.chars().next().is_some_and(char::is_uppercase)
        && !["By", "Von", "Par", "Por", "Di", "Door", "Words", "Written", "Text", "Author"].contains(&piece)
}

/// Beginnings of lines that name others than the author, in lower case.
const OTHERS: &[&str] = &[
    "reviewed",
    "medically",
    "fact",
    "edited",
    "photo",
    "photograph",
    "photographs",
    "illustration",
    "illustrated",
    "updated",
    "last",
    "published",
    "posted on",
    "share",
    "follow",
    "filed",
    "in ",
    "read",
    "view all",
    "more",
    "contributors",
    "all posts",
    "see all",
    "about",
];

/// Whether a line can name an author: two words at least that are no numbers, or one in a script without capitals,
/// and nobody who did other work.
fn may_name(value: &str) -> bool {
    let lower = value.to_lowercase();
    let words = value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let letters = words.filter(|word| !word.contains(char::is_numeric)).count();
    let uncased = !value.contains(|c: char| c.is_lowercase() || c.is_uppercase());
    letters >= if uncased { 1 } else { 2 } && !OTHERS.iter().any(|word| lower.starts_with(word))
}

/// The texts in an element, in order, at most [`TEXT_NODES`] of them.
fn pieces(node: NodeRef<'_>) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut bytes = 0;
    for text in node.descendants().take(4 * TEXT_NODES) {
        if let Value::Text(content) = text.value()
            && !is_silent(text)
        {
            bytes += content.len();
            // A text longer than that is no byline: what it begins with says so.
            let content = content.trim_start();
            pieces.push(content[..content.floor_char_boundary(4 * LONGEST.0 + 1)].to_owned());
        }
        if bytes > 4 * LONGEST.0 || pieces.len() > TEXT_NODES {
            break;
        }
    }
    pieces
}

fn is_silent(text: NodeRef<'_>) -> bool {
    let parent = text.parent();
    let name = parent.and_then(|parent| parent.element().map(Element::name));
    name.is_some_and(|name| matches!(name, "script" | "style" | "noscript" | "svg" | "title" | "button"))
}
