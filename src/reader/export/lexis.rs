//! Reads the lines of what Nexis Uni and Lexis+ export: documents that end in "End of Document".
//!
//! A document opens with headline, outlet and date in lines of their own, a copyright line, and labels; its text stands
//! between a line "Body" and a line "Classification".

use crate::reader::Field;
use crate::reader::export::label::{self, Label};
use crate::reader::export::{Draft, Line, line};
use crate::text;

/// The last line of each document, folded.
const ENDS: &[&str] = &[
    "end of document",
    "ende des dokuments",
    "dokumentende",
    "fin du document",
    "fin del documento",
    "fin de documento",
    "fine del documento",
    "einde van document",
];

/// The line over the text, folded.
const BODIES: &[&str] = &[
    "body",
    "text",
    "haupttext",
    "volltext",
    "corps",
    "corps du texte",
    "texte integral",
    "texte",
    "cuerpo",
    "texto",
];

/// Lines after which the text is over, folded.
const TAILS: &[&str] = &[
    "classification",
    "klassifizierung",
    "klassifikation",
    "clasificacion",
    "classificazione",
    "graphic",
    "grafik",
    "graphique",
    "grafico",
    "notes",
    "correction",
];

/// Bytes of the longest line that is one of these.
const MARK_BYTES: usize = 40;

fn is(line: &Line, marks: &[&str]) -> bool {
    line.text.len() <= MARK_BYTES && marks.contains(&&*text::fold(line.text.trim_end_matches([':', '.'])))
}

/// The articles of a document and the lines of each; `None` where no line ends one.
pub(super) fn drafts(lines: &[Line]) -> Option<Vec<(Draft, &[Line])>> {
    if !lines.iter().any(|line| is(line, ENDS)) {
        return None;
    }
    let parts = lines.split(|line| is(line, ENDS));
    let found: Vec<_> = parts.filter_map(|part| Some((draft(part)?, part))).collect();
    (!found.is_empty()).then_some(found)
}

/// The article of one document; `None` where nothing dates or labels it, as after the last one.
fn draft(lines: &[Line]) -> Option<Draft> {
    let marked = lines.iter().position(|line| is(line, BODIES));
    let head = &lines[..marked.unwrap_or(lines.len())];
    let date = date(head, marked.is_some());
    if marked.is_none() && date.is_none() {
        return None;
    }
    let mut draft = Draft::default();
    if let Some(at) = date {
        draft.state(Field::Date, &head[at].text);
        masthead(&mut draft, &head[..at]);
    }
    let after = date.map_or(0, |at| at + 1);
    let labels = labels(&mut draft, &head[after..]);
    if date.is_none() {
        // Without a date the headline is what the exporter prints in bold, or else the first line.
        let title = head.iter().find(|line| line.strong).or(head.first());
        title.iter().for_each(|line| draft.state(Field::Title, &line.text));
    }
    let body = marked.map_or(after + labels, |at| at + 1);
    fill(&mut draft, &lines[body.min(lines.len())..]);
    Some(draft)
}

/// The line of the date: the last one over the text or, where nothing marks that, the first one.
fn date(head: &[Line], marked: bool) -> Option<usize> {
    let is_date = |line: &Line| line::is_date(&line.text);
    if marked { head.iter().rposition(is_date) } else { head.iter().position(is_date) }
}

/// Headline and outlet, which stand right over the date.
fn masthead(draft: &mut Draft, above: &[Line]) {
    let mut above: Vec<&Line> = above.iter().filter(|line| !line::is_legal(&line.text)).collect();
    if let Some(outlet) = above.pop() {
        draft.state(Field::Outlet, &outlet.text);
    }
    if let Some(title) = above.pop() {
        draft.state(Field::Title, &title.text);
    }
}

/// Takes the labels between date and text; gives the place of the line after the last of them.
fn labels(draft: &mut Draft, lines: &[Line]) -> usize {
    let mut end = 0;
    for (at, line) in lines.iter().enumerate() {
        if line::is_legal(&line.text) {
            draft.legal(&line.text);
        } else if let Some((found, value)) = label::labelled(&line.text) {
            // A label alone has its value in the next cell.
            let next = lines.get(at + 1).filter(|next| label::labelled(&next.text).is_none());
            let value = if value.is_empty() { next.map_or("", |next| &next.text) } else { value };
            draft.label(found, value);
        } else {
            continue;
        }
        end = at + 1;
    }
    end
}

/// Takes the text and what stands after it.
fn fill(draft: &mut Draft, lines: &[Line]) {
    let tail = |line: &Line| {
        is(line, TAILS)
            || matches!(label::labelled(&line.text), Some((Label::Tail | Label::Language, _)))
                && is_stated(line)
    };
    let end = lines.iter().position(tail).unwrap_or(lines.len());
    for line in &lines[..end] {
        if line::is_legal(&line.text) {
            draft.legal(&line.text);
        } else {
            draft.paragraph(&line.text);
        }
    }
    for line in &lines[end..] {
        match label::labelled(&line.text) {
            Some((found @ (Label::Language | Label::Byline | Label::Section | Label::Url), value)) => {
                draft.label(found, value);
            }
            _ if line::is_legal(&line.text) => draft.legal(&line.text),
            _ => {}
        }
    }
}

/// Labels that end the text by themselves, folded: words that open a paragraph as well are none.
const STATED: &[&str] = &[
    "load-date",
    "ladedatum",
    "language",
    "sprache",
    "langue",
    "idioma",
    "publication-type",
    "journal code",
    "update",
];

fn is_stated(line: &Line) -> bool {
    let name = line.text.split(':').next().unwrap_or_default();
    name.len() <= MARK_BYTES && STATED.contains(&&*text::fold(name.trim()))
}
