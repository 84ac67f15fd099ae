//! Reads saved web pages.
//!
//! In: the bytes of a page. Out: its blocks with [`Marks`](crate::reader::Marks), and the hints of its head. The
//! tree is walked without recursion, and markup that would make the parser slow is flattened first, so that any
//! bytes give a page, or no page, in time linear in their number.

mod attributes;
mod blocks;
mod capture;
mod element;
mod hints;
mod running;
mod soup;
mod tags;
mod tree;

use std::io::Read;

use crate::reader::{Block, Hint, Page, ReadError, Reader, Sink, Source};
use crate::source::{self, Digest, Format};

use attributes::Attributes;
pub(super) use tree::{Edge, Element, NodeRef, Styles, Tree, Value};

pub(super) struct Html;

impl Reader for Html {
    fn format(&self) -> Format {
        Format::Html
    }

    fn help(&self) -> &'static str {
        ".html .htm .xhtml: saved web pages, with the metadata of their head (JSON-LD, OpenGraph, meta)"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let _ = pages(slurp(source).and_then(|bytes| page(&bytes, source.charset.as_deref())));
    }
}

/// The blocks of a piece of HTML, as JSON records hold it; none where it shows no text.
pub(super) fn fragment(html: &str) -> Vec<Block> {
    blocks::of(&tree(html, Styles::PassedOver))
}

/// The tree of a page, in time linear in its length: where it would take longer, the page is flattened first.
pub(super) fn tree(html: &str, styles: Styles) -> Tree {
    Tree::of(html, styles).or_else(|| Tree::of(&soup::flat(html), styles)).unwrap_or_default()
}

/// The blocks of a page, its hints, and its own statement of its article's text.
pub(super) fn parts(html: &str) -> (Vec<Block>, Vec<Hint>, Option<String>) {
    let tree = tree(html, Styles::PassedOver);
    let (mut facts, mut walk) = (hints::Facts::default(), blocks::Walk::new());
    for edge in tree.walk() {
        match edge {
            Edge::Enter(node) => {
                let attributes = node.element().map(Attributes::of).unwrap_or_default();
                facts.enter(node, &attributes);
                walk.enter(node, &attributes);
            }
            Edge::Leave(node) => {
                facts.leave(node.id());
                walk.leave(node);
            }
        }
    }
    let (hints, article_body) = facts.finish();
    (walk.finish(), hints, article_body)
}

/// Whether an element parts blocks.
pub(super) fn is_block(name: &str) -> bool {
    tags::nature(name) == tags::Nature::Block
}

fn slurp(source: &mut Source<'_>) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let limit = source.limit;
    let read = source.input.by_ref().take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| ReadError::Io(error.to_string()))?;
    match bytes.len() as u64 {
        0 => Err(ReadError::Empty),
        length if length > limit => Err(ReadError::TooLarge { record: 0, limit }),
        _ => Ok(bytes),
    }
}

fn page(bytes: &[u8], charset: Option<&str>) -> Result<Page, ReadError> {
    let (text, _) = source::decode(bytes, charset.or_else(|| declared_charset(bytes)));
    let (blocks, mut hints, article_body) = parts(&text);
    if blocks.is_empty() {
        return Err(ReadError::NoText { record: 0 });
    }
    hints.extend(capture::hints(&text));
    Ok(Page { record: 0, digest: Digest::of(bytes), format: Format::Html, hints, blocks, article_body })
}

/// How far into a page its encoding may be declared, in bytes.
///
/// Source: the HTML standard's prescan looks at 1024; saved pages often put a comment of their own on top.
const PRESCAN: usize = 4096;

/// The encoding that a page declares in its head (`charset=…`), as written there.
fn declared_charset(bytes: &[u8]) -> Option<&str> {
    const KEY: &[u8] = b"charset=";
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let at = head.windows(KEY.len()).position(|window| window.eq_ignore_ascii_case(KEY))? + KEY.len();
    let rest = &head[at..];
    let start = rest.iter().position(|byte| !matches!(byte, b'"' | b'\'' | b' '))?;
    let label = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
    let length = rest[start..].iter().position(|byte| !label(byte)).unwrap_or(rest.len() - start);
    std::str::from_utf8(&rest[start..start + length]).ok().filter(|label| !label.is_empty())
}
