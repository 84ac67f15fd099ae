//! Reads `ProQuest` text: documents parted by lines of underscores, each a list of labelled fields.

use std::ops::ControlFlow;

use crate::reader::export::label::{self, Label};
use crate::reader::export::{self, Draft, Line, line};
use crate::reader::{Field, ReadError, Reader, Sink, Source, input};
use crate::source::{self, Format};

pub(in crate::reader) struct ProQuest;

impl Reader for ProQuest {
    fn format(&self) -> Format {
        Format::ProQuest
    }

    fn help(&self) -> &'static str {
        ".txt: text that ProQuest exports, many articles in one file (parted by underscores)"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        if export::is_page(source) {
            return export::read_whole(source, Format::ProQuest, pages);
        }
        let mut records = Records { bytes: Vec::new(), number: 0, over: false, limit: source.limit };
        while let Some(found) = input::line(source, records.number) {
            let flow = match found {
                Ok(bytes) if source::is_proquest_delimiter(&bytes) => records.flush(source, pages),
                Ok(bytes) => records.add(&bytes),
                Err(ReadError::TooLarge { .. }) => records.too_large(),
                Err(error) => {
                    let _ = records.flush(source, pages).is_continue() && pages(Err(error)).is_continue();
                    return;
                }
            };
            if flow.is_break() {
                return;
            }
        }
        let flow = records.flush(source, pages);
        if flow.is_continue() && records.number == 0 {
            let _ = pages(Err(ReadError::NoText { record: 0 }));
        }
    }
}

/// The articles of a document and the lines of each; `None` where no line parts documents.
pub(super) fn drafts(lines: &[Line]) -> Option<Vec<(Draft, &[Line])>> {
    let ends = |line: &Line| source::is_proquest_delimiter(line.text.as_bytes()) || is_number(&line.text);
    let found: Vec<_> =
        lines.split(ends).filter_map(|part| Some((draft(&export::joined(part))?, part))).collect();
    (lines.iter().any(ends) && !found.is_empty()).then_some(found)
}

/// Whether a line counts documents: "Document 3 of 20".
fn is_number(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let figure = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    match words[..] {
        [name, first, middle, last] => {
            let named = matches!(&*crate::text::fold(name), "document" | "dokument" | "documento");
            named && figure(first) && matches!(middle, "of" | "von" | "de" | "sur") && figure(last)
        }
        _ => false,
    }
}

struct Records {
    /// Of the document so far.
    bytes: Vec<u8>,
    number: u32,
    /// Whether the document is past the limit.
    over: bool,
    limit: u64,
}

impl Records {
    fn add(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        if (self.bytes.len() + bytes.len()) as u64 > self.limit {
            return self.too_large();
        }
        if !self.over {
            self.bytes.extend_from_slice(bytes);
        }
        ControlFlow::Continue(())
    }

    fn too_large(&mut self) -> ControlFlow<()> {
        self.bytes.clear();
        self.over = true;
        ControlFlow::Continue(())
    }

    /// Hands on the document that ends here; covers and lists of titles are none.
    fn flush(&mut self, source: &Source<'_>, pages: Sink<'_>) -> ControlFlow<()> {
        let (bytes, record) = (std::mem::take(&mut self.bytes), self.number);
        if std::mem::take(&mut self.over) {
            self.number += 1;
            return pages(Err(ReadError::TooLarge { record, limit: self.limit }));
        }
        let (text, _) = source::decode(&bytes, source.charset.as_deref());
        match draft(&text) {
            Some(draft) => {
                self.number += 1;
                pages(draft.page(record, bytes.trim_ascii(), Format::ProQuest))
            }
            None => ControlFlow::Continue(()),
        }
    }
}

/// Labels that a document has at the least, so that it is no cover page.
const LEAST_LABELS: usize = 3;

/// The article of one document; `None` where it has hardly any labels.
fn draft(text: &str) -> Option<Draft> {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut reading = Reading::default();
    unified.split('\n').for_each(|line| reading.line(line));
    reading.close();
    (reading.labels >= LEAST_LABELS).then_some(reading.draft)
}

/// Words of the longest value of a field that ends as a sentence does.
const SENTENCE_WORDS: usize = 8;

#[derive(Default)]
struct Reading<'t> {
    draft: Draft,
    current: Option<Label>,
    value: Vec<&'t str>,
    labels: usize,
}

impl<'t> Reading<'t> {
    fn line(&mut self, line: &'t str) {
        match label::labelled(line).filter(|(label, rest)| self.may(*label) && !self.goes_on(rest)) {
            Some((label, rest)) => {
                self.close();
                self.labels += 1;
                self.current = Some(label);
                self.value.push(rest);
            }
            None if self.current.is_none() => self.opening(line),
            // Fields other than texts are one paragraph; a link in the middle of nowhere belongs to none.
            None if line.trim().is_empty() && !self.is_text() => self.close(),
            None => self.value.push(line),
        }
    }

    fn is_text(&self) -> bool {
        matches!(self.current, Some(Label::Text | Label::Abstract))
    }

    /// Inside the text a paragraph may begin with a word that is a label elsewhere: only those of the fields that stand
    /// after it end it, at the start of a paragraph.
    fn may(&self, label: Label) -> bool {
        let apart = self.value.last().is_none_or(|last| last.trim().is_empty());
        self.current != Some(Label::Text)
            || (apart && !matches!(label, Label::Text | Label::Abstract | Label::Standfirst | Label::Head))
    }

    /// Whether what follows a word and a colon inside the text is a sentence.
    fn goes_on(&self, rest: &str) -> bool {
        let sentence =
            rest.ends_with(['.', '?', '!', '"', '”']) && rest.split_whitespace().count() > SENTENCE_WORDS;
        self.current == Some(Label::Text) && sentence
    }

    /// Lines before the first label: the headline, maybe a number and a link.
    fn opening(&mut self, line: &str) {
        let line = line.trim();
        let count = line.split_whitespace().filter(|word| word.parse::<u32>().is_ok()).count() == 2;
        let numbered = count && line.split_whitespace().count() <= 4;
        if !line.is_empty() && self.labels == 0 && !numbered && !line.contains("://") {
            self.draft.state(Field::Title, line);
        }
    }

    /// Ends the field that is open.
    fn close(&mut self) {
        let value = std::mem::take(&mut self.value);
        let Some(label) = self.current.take() else { return };
        match label {
            Label::Text => {
                let text = without_legal(&mut self.draft.legal, &value);
                self.draft.paragraph(&text);
            }
            Label::Byline => value.join(" ").split(';').for_each(|name| author(&mut self.draft, name)),
            Label::Url => self.draft.state(Field::Url, value.first().unwrap_or(&"")),
            label => self.draft.label(label, &value.join(" ")),
        }
    }
}

/// The lines of a text, its copyright lines apart.
fn without_legal(legal: &mut Vec<String>, lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        if line::is_legal(line) {
            legal.push(crate::text::squeeze(line));
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// An author, surname first or last: "Lind, Nora" is Nora Lind.
fn author(draft: &mut Draft, name: &str) {
    let name = name.trim().trim_end_matches('.').trim();
    let value = match name.split_once(',') {
        Some((last, first)) if !first.contains(',') => format!("{} {}", first.trim(), last.trim()),
        _ => name.to_owned(),
    };
    let value = crate::text::squeeze(&value);
    if !value.is_empty() {
        draft.hints.push(crate::reader::Hint {
            field: Field::Byline,
            value,
            origin: crate::reader::Origin::Record,
        });
    }
}
