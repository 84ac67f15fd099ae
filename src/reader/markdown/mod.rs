//! Reads Markdown.
//!
//! In: Markdown, with front matter in YAML, TOML or JSON or without. Out: blocks with the markup resolved, hints
//! from the front matter.

mod blocks;
mod front;

use crate::reader::json::fields;
use crate::reader::{Origin, Page, ReadError, Reader, Sink, Source, input};
use crate::source::{self, Digest, Format};

pub(super) struct Markdown;

impl Reader for Markdown {
    fn format(&self) -> Format {
        Format::Markdown
    }

    fn help(&self) -> &'static str {
        ".md .markdown: Markdown, with front matter in YAML, TOML or JSON"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let _ = pages(input::all(source).and_then(|bytes| page(&bytes)));
    }
}

fn page(bytes: &[u8]) -> Result<Page, ReadError> {
    let (text, _) = source::decode(bytes, None);
    let (matter, text) = front::split(&text);
    let blocks = blocks::of(text);
    if blocks.is_empty() {
        return Err(ReadError::NoText { record: 0 });
    }
    let hints = fields::hints(&matter, Origin::FrontMatter);
    Ok(Page {
        record: 0,
        digest: Digest::of(bytes),
        format: Format::Markdown,
        hints,
        blocks,
        article_body: None,
    })
}
