//! Documents of office programs: paragraphs that are either one article or the export of a database.

use crate::reader::export::{self, Line};
use crate::reader::{Block, BlockKind, Page, ReadError, Sink, credit};
use crate::source::{Digest, Format};

/// Words of the longest paragraph in bold that is a heading.
const HEADING_WORDS: usize = 20;

/// Hands on the articles of a document.
pub(super) fn hand_on(bytes: &[u8], lines: &[Line], format: Format, pages: Sink<'_>) {
    if let Some(articles) = export::of_lines(lines, format) {
        let _ = articles.into_iter().try_for_each(pages);
        return;
    }
    if export::is_list(lines) {
        let reason = "a list of the documents of a download, without their texts".to_owned();
        let _ = pages(Err(ReadError::Malformed { record: 0, reason }));
        return;
    }
    let blocks: Vec<Block> = lines.iter().enumerate().map(|(at, line)| block(at, line)).collect();
    let page =
        Page { record: 0, digest: Digest::of(bytes), format, hints: Vec::new(), blocks, article_body: None };
    let _ = pages(if page.blocks.is_empty() { Err(ReadError::NoText { record: 0 }) } else { Ok(page) });
}

fn block(at: usize, line: &Line) -> Block {
    let heading = line.strong && line.text.split_whitespace().nth(HEADING_WORDS).is_none();
    let (kind, level) = match heading {
        true if at == 0 => (BlockKind::Heading, 1),
        true => (BlockKind::Heading, 2),
        false if credit::ends(&line.text) => (BlockKind::Caption, 0),
        false => (BlockKind::Paragraph, 0),
    };
    Block { kind, level, text: line.text.clone(), linked_chars: 0, marks: None }
}
