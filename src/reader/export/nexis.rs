//! Reads classic Nexis text: documents parted by lines such as "3 of 250 DOCUMENTS".
//!
//! A document opens with outlet, date and edition in lines of their own, then the headline, labels in capitals, the text,
//! and labels again. The copyright line stands at its very top or bottom.

use std::ops::ControlFlow;

use crate::reader::export::label::{self, Label};
use crate::reader::export::{self, Draft, Line, line};
use crate::reader::{Field, ReadError, Reader, Sink, Source, input};
use crate::source::{self, Format};

pub(in crate::reader) struct Nexis;

impl Reader for Nexis {
    fn format(&self) -> Format {
        Format::Nexis
    }

    fn help(&self) -> &'static str {
        ".txt: text that Nexis exports, many articles in one file (N of M DOCUMENTS)"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        if export::is_page(source) {
            return export::read_whole(source, Format::Nexis, pages);
        }
        let mut records = Records { source, bytes: Vec::new(), number: 0, begun: false, over: false };
        records.read(pages);
    }
}

/// The articles of a document and the lines of each; `None` where no line parts documents. What stands before the
/// first is a cover.
pub(super) fn drafts(lines: &[Line]) -> Option<Vec<(Draft, &[Line])>> {
    let parts = lines.split(|line| source::is_nexis_delimiter(line.text.as_bytes()));
    let found: Vec<_> =
        parts.skip(1).filter(|part| !part.is_empty()).map(|part| (draft(&standing(part)), part)).collect();
    (!found.is_empty()).then_some(found)
}

/// Lines as text; what may name an edition stands in the middle, as it does in print.
fn standing(lines: &[Line]) -> String {
    let edition = |line: &Line| line.text.split_whitespace().nth(EDITION_WORDS).is_none() && !line.strong;
    let indented = |line: &Line| {
        let text = if edition(line) { format!("{:CENTRED$}{}", "", line.text) } else { line.text.clone() };
        Line { text, strong: line.strong }
    };
    export::joined(&lines.iter().map(indented).collect::<Vec<_>>())
}

/// The documents of a file, one at a time.
struct Records<'s, 'a> {
    source: &'s mut Source<'a>,
    /// Of the document so far.
    bytes: Vec<u8>,
    number: u32,
    /// Whether a delimiter was seen: what stands before the first one is a cover page.
    begun: bool,
    /// Whether the document is past the limit.
    over: bool,
}

impl Records<'_, '_> {
    fn read(&mut self, pages: Sink<'_>) {
        while let Some(found) = input::line(self.source, self.number) {
            match found {
                Ok(bytes) if source::is_nexis_delimiter(&bytes) => {
                    if self.flush(pages).is_break() {
                        return;
                    }
                    self.begun = true;
                }
                Ok(bytes) => self.add(&bytes),
                Err(ReadError::TooLarge { .. }) => self.over = true,
                Err(error) => {
                    let _ = self.flush(pages).is_continue() && pages(Err(error)).is_continue();
                    return;
                }
            }
        }
        let _ = self.flush(pages);
        if self.number == 0 {
            let _ = pages(Err(ReadError::NoText { record: 0 }));
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        if !self.begun || self.over {
            return;
        }
        self.over = (self.bytes.len() + bytes.len()) as u64 > self.source.limit;
        if self.over {
            self.bytes.clear();
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    /// Hands on the document that ends here.
    fn flush(&mut self, pages: Sink<'_>) -> ControlFlow<()> {
        let bytes = std::mem::take(&mut self.bytes);
        let over = std::mem::take(&mut self.over);
        if !self.begun {
            return ControlFlow::Continue(());
        }
        let record = self.number;
        self.number += 1;
        if over {
            return pages(Err(ReadError::TooLarge { record, limit: self.source.limit }));
        }
        let (text, _) = source::decode(&bytes, self.source.charset.as_deref());
        pages(draft(&text).page(record, bytes.trim_ascii(), Format::Nexis))
    }
}

/// Where in a document we are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Masthead,
    Headline,
    Labels,
    Text,
    Tail,
}

/// The article of one document.
fn draft(text: &str) -> Draft {
    let mut reading = Reading { draft: Draft::default(), stage: Stage::Masthead, open: Vec::new() };
    let unified = text.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n");
    let mut group: Vec<&str> = Vec::new();
    for line in unified.split('\n') {
        if line.trim().is_empty() {
            reading.group(&std::mem::take(&mut group));
        } else {
            group.push(line);
        }
    }
    reading.group(&group);
    reading.finish()
}

struct Reading<'t> {
    draft: Draft,
    stage: Stage,
    /// Groups of the text so far.
    open: Vec<Vec<&'t str>>,
}

impl<'t> Reading<'t> {
    /// Takes lines between blank ones.
    fn group(&mut self, lines: &[&'t str]) {
        let Some(first) = lines.first() else { return };
        if let Some((found, _)) = label::shouted(first) {
            return self.labels(found, lines);
        }
        match self.stage {
            Stage::Masthead => self.masthead(lines),
            Stage::Headline if lines.len() == 1 && is_edition(first) => {}
            Stage::Headline => {
                self.draft.state(Field::Title, &lines.join(" "));
                self.stage = Stage::Labels;
            }
            Stage::Tail => self.legal(lines),
            Stage::Labels | Stage::Text => {
                self.stage = Stage::Text;
                self.open.push(lines.to_vec());
            }
        }
    }

    /// Outlet, date and edition.
    fn masthead(&mut self, lines: &[&str]) {
        for line in lines {
            if line::is_legal(line) {
                self.draft.legal(line);
            } else if line::is_date(line) {
                self.draft.state(Field::Date, line);
                self.stage = Stage::Headline;
                return;
            } else if self.draft.knows(Field::Outlet) {
                // Neither outlet nor date: an edition, or a headline where there is no date.
                self.draft.state(Field::Title, line);
            } else {
                self.draft.state(Field::Outlet, without_edition(line));
            }
        }
    }

    /// One label or several, each with its lines.
    fn labels(&mut self, first: Label, lines: &[&'t str]) {
        let mut current = first;
        let mut value: Vec<&'t str> = Vec::new();
        for line in lines {
            if let Some((found, rest)) = label::shouted(line) {
                self.labelled(current, &std::mem::take(&mut value));
                current = found;
                value.push(rest);
            } else if line::is_legal(line) {
                self.draft.legal(line);
            } else {
                value.push(line);
            }
        }
        self.labelled(current, &value);
    }

    fn labelled(&mut self, found: Label, value: &[&'t str]) {
        if value.is_empty() {
            return;
        }
        match found {
            Label::Text | Label::Abstract => {
                self.stage = Stage::Text;
                self.open.push(value.to_vec());
                return;
            }
            // A language stands after the text, too.
            Label::Tail | Label::Language if !self.open.is_empty() => self.stage = Stage::Tail,
            _ if matches!(self.stage, Stage::Text | Stage::Tail) => {}
            _ if found == Label::Title || self.draft.knows(Field::Title) || self.stage == Stage::Masthead => {
                self.stage = Stage::Labels;
            }
            _ => {}
        }
        self.draft.label(found, &value.join(" "));
    }

    fn legal(&mut self, lines: &[&str]) {
        lines.iter().filter(|line| line::is_legal(line)).for_each(|line| self.draft.legal(line));
    }

    fn finish(mut self) -> Draft {
        while let Some(last) = self.open.pop_if(|group| group.iter().all(|line| line::is_legal(line))) {
            last.iter().rev().for_each(|line| self.draft.legal(line));
        }
        for group in &self.open {
            paragraphs(group).iter().for_each(|paragraph| self.draft.paragraph(paragraph));
        }
        self.draft
    }
}

/// Words of edition lines, folded.
const EDITIONS: &[&str] = &["edition", "ausgabe", "edicion", "final", "corrected"];

/// Words of the longest edition line.
const EDITION_WORDS: usize = 4;

/// An outlet without its edition: "The Courier - Final Edition".
fn without_edition(line: &str) -> &str {
    match line.rsplit_once(" - ") {
        Some((outlet, edition)) if names_edition(edition) => outlet,
        _ => line,
    }
}

fn names_edition(text: &str) -> bool {
    crate::text::fold(text).split_whitespace().any(|word| EDITIONS.contains(&word))
}

/// Columns of indent of a line that stands in the middle.
const CENTRED: usize = 12;

/// Whether a line in the middle names an edition.
fn is_edition(line: &str) -> bool {
    let indent = line.len() - line.trim_start().len();
    indent >= CENTRED && names_edition(line)
}

/// Bytes from which a line is a paragraph that nobody wrapped.
const UNWRAPPED: usize = 120;

/// The paragraphs of lines between blank ones: one that is wrapped, or several that are a line or an indent each.
fn paragraphs(lines: &[&str]) -> Vec<String> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let whole = lines.iter().any(|line| line.trim().len() > UNWRAPPED);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut last = 0;
    for line in lines {
        match paragraphs.last_mut() {
            Some(open) if !whole && indent(line) <= last => {
                open.push(' ');
                open.push_str(line.trim());
            }
            _ => paragraphs.push(line.trim().to_owned()),
        }
        last = indent(line);
    }
    paragraphs
}
