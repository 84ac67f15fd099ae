//! Reads `ProQuest` text: documents parted by lines of underscores, each a list of labelled fields.

mod document;

use std::ops::ControlFlow;

use crate::reader::export::{self, Draft, Line, label};
use crate::reader::{ReadError, Reader, Sink, Source, input};
use crate::source::{self, Format};
use document::draft;

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

/// The articles of a document and the lines of each; `None` where no line parts documents and none has its labels.
pub(super) fn drafts(lines: &[Line]) -> Option<Vec<(Draft, &[Line])>> {
    let ends = |line: &Line| {
        let text = line.text.as_bytes();
        source::is_proquest_delimiter(text) || source::is_nexis_count(text)
    };
    let parts = if lines.iter().any(ends) { lines.split(ends).collect() } else { unruled(lines) };
    let found: Vec<_> =
        parts.into_iter().filter_map(|part| Some((draft(&export::joined(part))?, part))).collect();
    (!found.is_empty()).then_some(found)
}

/// The documents of a page without rules between them: a document begins after the last labels of the one before.
fn unruled(lines: &[Line]) -> Vec<&[Line]> {
    let (mut parts, mut start, mut tail) = (Vec::new(), 0, false);
    for (at, line) in lines.iter().enumerate() {
        let labelled = label::labelled(&line.text).is_some();
        if tail && !labelled {
            parts.push(&lines[start..at]);
            start = at;
        }
        tail = labelled && (tail || document::is_last(&line.text));
    }
    parts.push(&lines[start..]);
    let is_document = |line: &Line| label::labelled(&line.text).is_some() && document::is_last(&line.text);
    parts.retain(|part| part.iter().any(is_document));
    parts
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
