//! Reads classic Nexis text: documents parted by lines such as "3 of 250 DOCUMENTS".
//!
//! A document opens with outlet, date and edition in lines of their own, then the headline, labels in capitals, the text,
//! and labels again. The copyright line stands at its very top or bottom.

mod document;

use std::ops::ControlFlow;

use crate::reader::export::{self, Draft, Line, label};
use crate::reader::{ReadError, Reader, Sink, Source, input};
use crate::source::{self, Format};
use document::draft;

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
    let parts: Vec<_> = lines.split(delimiter(lines)).collect();
    let found: Vec<_> = parts
        .into_iter()
        .skip(1)
        .filter(|part| !part.is_empty())
        .map(|part| (draft(&standing(part)), part))
        .collect();
    (!found.is_empty()).then_some(found)
}

/// Which lines part documents. Those that count with the name first are of Nexis where its label of the length is met.
fn delimiter(lines: &[Line]) -> impl Fn(&Line) -> bool {
    let named = lines.iter().any(|line| label::is_length(&line.text));
    move |line| {
        let text = line.text.as_bytes();
        source::is_nexis_delimiter(text) || named && source::is_nexis_count(text)
    }
}

/// Lines as text: what stands in the middle is indented, as it is in print. Where nobody knows what does, it is what may
/// name an edition.
fn standing(lines: &[Line]) -> String {
    let centred = lines.iter().filter(|line| line.centred).count();
    let known = centred > 0 && centred * 2 < lines.len();
    let indented = |(at, line): (usize, &Line)| {
        let indent = match () {
            () if known && line.centred => document::MIDDLE,
            () if !known && document::may_be_edition(&line.text) && !line.strong => document::CENTRED,
            () => 0,
        };
        // A sentence that has ended is a paragraph, however it is parted from the next one.
        let ended =
            at.checked_sub(1).is_some_and(|before| lines[before].text.ends_with(['.', '?', '!', '"']));
        let text = format!("{:indent$}{}", "", line.text);
        Line { text, goes_on: line.goes_on && !ended, ..line.clone() }
    };
    export::joined(&lines.iter().enumerate().map(indented).collect::<Vec<_>>())
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
