//! Reads PDF: the text layer, in reading order.
//!
//! In: the bytes of a document. Out: one page of blocks. Glyphs and the letters that they stand for come from a
//! library, which runs on a thread of its own with bounds on what a hostile file may cost ([`open`]); columns
//! ([`columns`]), lines ([`lines`]), running heads ([`running`]) and paragraphs ([`paragraphs`]) are found here, from
//! where the letters stand.

mod columns;
mod info;
mod lines;
mod open;
mod paragraphs;
mod running;
mod unpack;

use crate::reader::{Page, ReadError, Reader, Sink, Source, input};
use crate::source::{Digest, Format};

pub(super) struct Pdf;

impl Reader for Pdf {
    fn format(&self) -> Format {
        Format::Pdf
    }

    fn help(&self) -> &'static str {
        ".pdf: the text layer of a document, columns and paragraphs put together"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let _ = pages(input::all(source).and_then(page));
    }
}

/// The page of a document.
///
/// # Errors
///
/// When it is damaged, locked, costs more than a document may, or has no text layer.
fn page(bytes: Vec<u8>) -> Result<Page, ReadError> {
    let digest = Digest::of(&bytes);
    let opened =
        open::open(bytes).map_err(|reason| ReadError::Malformed { record: 0, reason: reason.to_owned() })?;
    let (info, sheets) = (opened.info, running::part(opened.sheets));
    let mut blocks = paragraphs::blocks(&sheets.body);
    if blocks.is_empty() {
        return Err(ReadError::Malformed { record: 0, reason: missing(opened.unnamed, sheets.any) });
    }
    let hints = info.hints(&blocks, &sheets.margins);
    blocks.extend(sheets.margins.iter().map(|text| running::block(text)));
    Ok(Page { record: 0, digest, format: Format::Pdf, hints, blocks, article_body: None })
}

/// What is said of a document without text.
fn missing(unnamed: usize, margins: bool) -> String {
    if unnamed > 0 {
        return "its fonts do not say which letters they show; have its text recognised (OCR) and save it again".to_owned();
    }
    let but = if margins { " but page numbers and running heads" } else { "" };
    format!(
        "no text layer{but}, as where pages are scanned; have its text recognised (OCR) and save it again"
    )
}

#[cfg(test)]
mod tests;
