//! Reads one document of `ProQuest`.

use crate::reader::export::label::{self, Label};
use crate::reader::export::{Draft, line};
use crate::reader::{Field, Hint, Origin};
use crate::source;
use crate::text;

/// Labels that a document has at the least, so that it is no cover page.
const LEAST_LABELS: usize = 3;

/// The article of one document; `None` where it has hardly any labels.
pub(super) fn draft(text: &str) -> Option<Draft> {
    let unified = text.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n");
    let lines: Vec<&str> = unified.split('\n').collect();
    let mut reading = Reading::default();
    for (line, prose) in lines.iter().zip(prose_ahead(&lines)) {
        reading.line(line, prose);
    }
    reading.close();
    (reading.labels >= LEAST_LABELS).then(|| reading.finish())
}

/// Words from which a paragraph that ends as a sentence does is prose.
const PROSE_WORDS: usize = 12;

/// For each line, whether prose stands after it and before the next label that stands nowhere but after the text.
fn prose_ahead(lines: &[&str]) -> Vec<bool> {
    let mut ahead = false;
    let mut found = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate().rev() {
        found[at] = ahead;
        let apart = at == 0 || lines[at - 1].trim().is_empty();
        ahead = match label::labelled(line) {
            _ if is_part(line).is_some() => false,
            Some(_) if is_last(line) => false,
            Some(_) => ahead,
            None => ahead || apart && is_prose(line),
        };
    }
    found
}

fn is_prose(line: &str) -> bool {
    let ended = line.trim_end().ends_with(['.', '?', '!', '"', '”', '’', ',', ';']);
    line.split_whitespace().nth(PROSE_WORDS).is_some() && ended && !line::is_legal(line)
}

/// Labels that stand nowhere but after the text, folded: their first words.
const LAST: &[&str] = &[
    "proquest",
    "publication title",
    "publication date",
    "publication year",
    "source type",
    "document url",
    "language of publication",
    "last updated",
    "database",
    "publikation",
    "titel der publikation",
    "erscheinungs",
    "quellentyp",
    "dokument",
    "sprache der publikation",
    "zuletzt",
    "datenbank",
    "titre de la publication",
    "titre de publication",
    "date de publication",
    "annee de publication",
    "type de source",
    "url du document",
    "langue de",
    "derniere mise",
    "base de",
    "id du document",
    "titulo de",
    "fecha de publicacion",
    "ano de publicacion",
    "tipo de fuente",
    "url del documento",
    "idioma de",
    "ultima actualizacion",
    "id del documento",
];

pub(super) fn is_last(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default();
    let folded = text::fold(name.trim()).replace('-', " ");
    LAST.iter().any(|first| folded.starts_with(first))
}

/// Lines that head a part of a document, in capitals and without a colon, folded.
const PARTS: &[(&str, Label)] = &[
    ("full text", Label::Text),
    ("volltext", Label::Text),
    ("texte integral", Label::Text),
    ("texto completo", Label::Text),
    ("abstract", Label::Abstract),
    ("zusammenfassung", Label::Abstract),
    ("resume", Label::Abstract),
    ("resumen", Label::Abstract),
    ("details", Label::Tail),
    ("einzelheiten", Label::Tail),
    ("detalles", Label::Tail),
    ("links", Label::Tail),
    ("liens", Label::Tail),
    ("enlaces", Label::Tail),
];

/// What a line heads: "FULL TEXT", "ABSTRACT (ENGLISH)".
fn is_part(line: &str) -> Option<Label> {
    let name = line.split('(').next().unwrap_or_default().trim();
    if name.is_empty() || name.len() > 30 || name.contains(char::is_lowercase) {
        return None;
    }
    let folded = text::fold(name);
    PARTS.iter().find(|(known, _)| *known == folded).map(|(_, label)| *label)
}

/// Words of the longest value of a field that ends as a sentence does.
const SENTENCE_WORDS: usize = 8;

#[derive(Default)]
struct Reading<'t> {
    draft: Draft,
    current: Option<Label>,
    value: Vec<&'t str>,
    labels: usize,
    /// The first line, where no label names the headline.
    title: Option<&'t str>,
    /// Authors, outlet, place, date and page in one, under the headline.
    origin: Option<&'t str>,
}

impl<'t> Reading<'t> {
    /// Takes a line; the text goes on after it where there is prose ahead.
    fn line(&mut self, line: &'t str, prose: bool) {
        if let Some(part) = is_part(line).filter(|part| *part != Label::Tail || !prose) {
            return self.open(part, "");
        }
        match label::labelled(line).filter(|(label, rest)| self.may(*label, rest, prose) || is_last(line)) {
            Some((label, rest)) => self.open(label, rest),
            None if self.current.is_none() => self.opening(line),
            // Fields other than texts are one paragraph; a link in the middle of nowhere belongs to none.
            None if line.trim().is_empty() && !self.is_text() => self.close(),
            None => self.value.push(line),
        }
    }

    fn open(&mut self, label: Label, value: &'t str) {
        self.close();
        self.labels += 1;
        self.current = Some(label);
        self.value.push(value);
    }

    fn is_text(&self) -> bool {
        matches!(self.current, Some(Label::Text | Label::Abstract))
    }

    /// Whether a label may stand here. Inside the text a paragraph may begin with a word that is a label elsewhere: only
    /// those of the fields that stand after it end it, at the start of a paragraph.
    fn may(&self, label: Label, rest: &str, prose: bool) -> bool {
        if self.current != Some(Label::Text) {
            return true;
        }
        let apart = self.value.last().is_none_or(|last| last.trim().is_empty());
        apart
            && match label {
                Label::Abstract => self.value.iter().all(|line| line.trim().is_empty() || is_missing(line)),
                Label::Text | Label::Standfirst | Label::Head => false,
                _ => !prose && !is_sentence(rest),
            }
    }

    /// Lines before the first label: the headline, maybe a number and a link, and what it was published in.
    fn opening(&mut self, line: &'t str) {
        let line = line.trim();
        let passed = line.is_empty() || line.contains("://") || line::is_legal(line);
        if passed || self.labels > 0 || source::is_nexis_count(line.as_bytes()) {
            return;
        }
        if self.title.is_some() {
            let dated = line.rsplit_once(']').is_some_and(|(_, rest)| line::is_date(date_of(rest)));
            self.origin = self.origin.or(dated.then_some(line));
        }
        self.title = self.title.or(Some(line));
    }

    /// Ends the field that is open.
    fn close(&mut self) {
        let value = std::mem::take(&mut self.value);
        let Some(label) = self.current.take() else { return };
        match label {
            Label::Text => {
                let text = body(&mut self.draft.legal, &value);
                self.draft.paragraph(&text);
            }
            Label::Title => self.draft.state(Field::Title, without_edition(&value.join(" "))),
            Label::Byline => value.join(" ").split(';').for_each(|name| author(&mut self.draft, name)),
            Label::Url => self.draft.state(Field::Url, value.first().unwrap_or(&"")),
            label => self.draft.label(label, &value.join(" ")),
        }
    }

    fn finish(mut self) -> Draft {
        self.draft.state(Field::Title, without_edition(self.title.unwrap_or_default()));
        if let Some(origin) = self.origin {
            self.published(origin);
        }
        self.draft
    }

    /// "Lind, Nora; Marsh, Ivo. The Courier; Harrowmere [Harrowmere]. 14 June 2023: 4."
    fn published(&mut self, origin: &str) {
        let Some((before, rest)) = origin.rsplit_once(']') else { return };
        let before = before.split('[').next().unwrap_or(before);
        let outlet = self.draft.hints.iter().find(|hint| hint.field == Field::Outlet);
        let start = outlet.and_then(|outlet| before.find(&outlet.value)).or_else(|| last_stop(before));
        let (authors, outlet) = before.split_at(start.unwrap_or(0));
        if !self.draft.knows(Field::Byline) {
            authors.split(';').for_each(|name| author(&mut self.draft, name));
        }
        self.draft.state(Field::Outlet, outlet.split([';', ',']).next().unwrap_or(outlet));
        self.draft.state(Field::Date, date_of(rest));
    }
}

/// ". 14 June 2023: 4." without its page.
fn date_of(rest: &str) -> &str {
    rest.split(':').next().unwrap_or(rest).trim_matches(['.', ' ', '\u{a0}'])
}

/// Where the sentence after the last stop that no initial has begins.
fn last_stop(text: &str) -> Option<usize> {
    let initial = |at: usize| text[..at].chars().nth_back(1).is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(". ").map(|(at, _)| at).filter(|at| !initial(*at)).last().map(|at| at + 2)
}

/// Values that say that there is none, folded.
const MISSING: &[&str] = &[
    "not available",
    "none available",
    "full text not available",
    "nicht verfugbar",
    "nicht vorhanden",
    "non disponible",
    "aucun disponible",
    "no disponible",
    "ninguno disponible",
];

fn is_missing(line: &str) -> bool {
    MISSING.contains(&&*text::fold(line.trim().trim_end_matches('.')))
}

fn is_sentence(value: &str) -> bool {
    value.ends_with(['.', '?', '!', '"', '”']) && value.split_whitespace().nth(SENTENCE_WORDS).is_some()
}

/// A headline without the edition that is put after it: "Strike ends: [Final Edition]".
fn without_edition(title: &str) -> &str {
    let title = title.trim();
    match title.strip_suffix(']').and_then(|title| title.rsplit_once('[')) {
        Some((before, edition)) if !before.is_empty() && text::fold(edition).contains("edition") => {
            before.trim_end().trim_end_matches(':').trim_end()
        }
        _ => title,
    }
}

/// The paragraphs of a text, its copyright lines apart.
fn body(legal: &mut Vec<String>, lines: &[&str]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in lines {
        if line::is_legal(line) {
            legal.push(text::squeeze(line));
        } else if !is_missing(line) {
            kept.push(line);
        }
    }
    line::unwrapped(&kept).join("\n\n")
}

/// An author, surname first or last: "Lind, Nora" is Nora Lind. Nobody is called Anonymous.
fn author(draft: &mut Draft, name: &str) {
    let name = name.trim().trim_end_matches('.').trim();
    let value = match name.split_once(',') {
        Some((last, first)) if !first.contains(',') => format!("{} {}", first.trim(), last.trim()),
        _ => name.to_owned(),
    };
    let value = text::squeeze(&value);
    if !value.is_empty() && text::fold(&value) != "anonymous" {
        draft.hints.push(Hint { field: Field::Byline, value, origin: Origin::Record });
    }
}
