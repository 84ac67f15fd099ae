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
    let parts: Vec<&[Line]> = lines.split(|line| is(line, ENDS)).collect();
    let (rest, ended) = parts.split_last().filter(|(_, ended)| !ended.is_empty())?;
    // What is ended is a document, if only one that the database could not show.
    let whole = ended.iter().filter(|part| !part.is_empty());
    let mut found: Vec<_> = whole.map(|part| (draft(part).unwrap_or_default(), *part)).collect();
    found.extend(draft(rest).map(|draft| (draft, *rest)));
    Some(found)
}

/// Openings of the lines over a list of the documents of a download, folded.
const COVERS: &[&str] = &["job number", "numero de tarea", "auftragsnummer", "numero du travail"];

/// Whether a document is such a list by itself, without the documents.
pub(in crate::reader) fn is_list(lines: &[Line]) -> bool {
    let counts = |line: &Line| {
        let folded = text::fold(&line.text);
        folded.ends_with(')')
            && folded.contains('(')
            && ["document", "dokument"].iter().any(|name| folded.starts_with(name))
    };
    let head = &lines[..lines.len().min(HEAD_LINES)];
    let job = |line: &Line| COVERS.iter().any(|name| text::fold(&line.text).starts_with(name));
    head.iter().any(job) && head.iter().any(counts)
}

/// Lines of the longest head of such a list.
const HEAD_LINES: usize = 8;

/// The article of one document; `None` where nothing dates or labels it, as after the last one.
fn draft(lines: &[Line]) -> Option<Draft> {
    let marked = lines.iter().position(|line| is(line, BODIES));
    let head = &lines[..marked.unwrap_or(lines.len())];
    let date = date(head, marked.is_some());
    if marked.is_none() && date.is_none() {
        return None;
    }
    let mut draft = Draft::default();
    let above =
        date.unwrap_or_else(|| head.iter().position(|line| is_stated_head(&line.text)).unwrap_or(head.len()));
    date.iter().for_each(|at| draft.state(Field::Date, &head[*at].text));
    masthead(&mut draft, &head[..above]);
    let after = date.map_or(above, |at| at + 1);
    let labels = labels(&mut draft, &head[after..], marked.is_some());
    let body = marked.map_or(after + labels, |at| at + 1);
    fill(&mut draft, &lines[body.min(lines.len())..]);
    Some(draft)
}

/// Whether a line is a label or says whose a text is.
fn is_stated_head(line: &str) -> bool {
    line::is_legal(line) || label::labelled(line).is_some()
}

/// The line of the date: the last one over the text or, where nothing marks that, the first one.
fn date(head: &[Line], marked: bool) -> Option<usize> {
    let is_date = |line: &Line| line::is_date(&line.text);
    if marked { head.iter().rposition(is_date) } else { head.iter().position(is_date) }
}

/// Headline and outlet, which stand right over the date.
fn masthead(draft: &mut Draft, above: &[Line]) {
    let mut above: Vec<&Line> = above.iter().filter(|line| !line::is_legal(&line.text)).collect();
    // A headline alone is in bold.
    let alone = above.len() == 1 && above[0].strong;
    if let Some(outlet) = above.pop_if(|_| !alone) {
        draft.state(Field::Outlet, &outlet.text);
    }
    if let Some(title) = above.pop() {
        draft.state(Field::Title, &title.text);
    }
}

/// Words of the longest line between labels that is no text.
const EDITION_WORDS: usize = 12;

/// Takes the labels between date and text; gives the place of the line after the last of them. Where nothing marks the
/// text, it begins after them.
fn labels(draft: &mut Draft, lines: &[Line], marked: bool) -> usize {
    let mut end = 0;
    for (at, line) in lines.iter().enumerate() {
        if line::is_legal(&line.text) {
            draft.legal(&line.text);
        } else if let Some((found, value)) =
            label::labelled(&line.text).filter(|_| marked || !is_stated(line))
        {
            // A label alone has its value in the next cell.
            let next = lines.get(at + 1).filter(|next| label::labelled(&next.text).is_none());
            let value = if value.is_empty() { next.map_or("", |next| &next.text) } else { value };
            draft.label(found, value);
        } else if marked || end == 0 && line.text.split_whitespace().nth(EDITION_WORDS).is_none() {
            continue;
        } else {
            return end;
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

/// Labels that end the text by themselves, folded and without hyphens: words that open a paragraph as well are none.
const STATED: &[&str] = &[
    "load date",
    "ladedatum",
    "date de chargement",
    "date chargement",
    "fecha de carga",
    "fecha carga",
    "data di caricamento",
    "language",
    "sprache",
    "langue",
    "idioma",
    "publication type",
    "publikationstyp",
    "zeitungstyp",
    "type de publication",
    "tipo de publicacion",
    "journal code",
    "document type",
    "update",
];

fn is_stated(line: &Line) -> bool {
    let name = line.text.split(':').next().unwrap_or_default();
    name.len() <= MARK_BYTES && STATED.contains(&&*text::fold(name.trim()).replace('-', " "))
}
