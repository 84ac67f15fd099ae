//! Reads plain text.
//!
//! In: text. Out: a block for each paragraph, which is a line, or, where the file is wrapped by hand, all up to
//! the next blank or short line. Marks of lists, quotations and headings that people type are understood.

mod blocks;
mod header;
mod line;
mod wrap;

use crate::reader::{Block, Page, ReadError, Reader, Sink, Source, input};
use crate::source::{self, Digest, Format};

pub(super) struct Plain;

impl Reader for Plain {
    fn format(&self) -> Format {
        Format::Plain
    }

    fn help(&self) -> &'static str {
        ".txt .text: plain text, a paragraph a line or wrapped by hand"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let _ = pages(input::all(source).and_then(|bytes| page(&bytes)));
    }
}

/// The blocks of a plain text, as JSON records hold it; none where it has no letter or digit.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    blocks::of(text)
}

fn page(bytes: &[u8]) -> Result<Page, ReadError> {
    let (text, _) = source::decode(bytes, None);
    let (hints, text) = header::split(&text);
    let blocks = blocks::of(text);
    if blocks.is_empty() {
        return Err(ReadError::NoText { record: 0 });
    }
    Ok(Page {
        record: 0,
        digest: Digest::of(bytes),
        format: Format::Plain,
        hints,
        blocks,
        article_body: None,
    })
}
