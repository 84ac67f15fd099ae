//! From a JSON object to pages.

use serde_json::{Map, Value};

use crate::reader::json::{fields, mapped};
use crate::reader::{Block, BlockKind, Field, Hint, Origin, Page, ReadError, Source, html, plain};
use crate::settings::Mapping;
use crate::source::{Digest, Format};
use crate::text;

/// The pages of one record: one, or those of the list of articles that it wraps.
///
/// # Errors
///
/// When the bytes are not a JSON object or hold neither a text nor a list of articles.
pub(super) fn pages(
    bytes: &[u8],
    record: u32,
    format: Format,
    source: &Source<'_>,
) -> Result<Vec<Result<Page, ReadError>>, ReadError> {
    let bytes = bytes.trim_ascii();
    let (text, _) = crate::source::decode(bytes, None);
    let value: Value = serde_json::from_str(&text)
        .map_err(|error| ReadError::Malformed { record, reason: format!("not valid JSON: {error}") })?;
    let Value::Object(object) = value else {
        return Err(no_article(record));
    };
    if let Some(mapping) = mapped::find(&source.mappings.json, source.path, &object) {
        return Ok(by_mapping(mapping, &object, bytes, record, format));
    }
    if let Some(list) = fields::list(&object) {
        let (numbered, shared) = ((record..).zip(list), fields::feed(&object));
        return Ok(numbered.map(|(record, object)| wrapped(&object, &shared, record, format)).collect());
    }
    page(&object, Digest::of(bytes), record, format).map(|page| vec![Ok(page)])
}

/// The pages of an object of a shape that the user has told of.
fn by_mapping(
    mapping: &Mapping,
    object: &Map<String, Value>,
    bytes: &[u8],
    record: u32,
    format: Format,
) -> Vec<Result<Page, ReadError>> {
    let one = |(record, object): (u32, &Map<String, Value>)| {
        let own = if mapping.records.is_some() {
            serde_json::to_vec(object).unwrap_or_default()
        } else {
            bytes.to_vec()
        };
        mapped_page(mapping, object, Digest::of(&own), record, format)
    };
    (record..).zip(mapped::records(mapping, object)).map(one).collect()
}

/// The page of an object of a shape that the user has told of.
///
/// # Errors
///
/// When it holds no text.
pub(in crate::reader) fn mapped_page(
    mapping: &Mapping,
    object: &Map<String, Value>,
    digest: Digest,
    record: u32,
    format: Format,
) -> Result<Page, ReadError> {
    let blocks: Vec<Block> = mapped::text(mapping, object).into_iter().flat_map(blocks).collect();
    if blocks.is_empty() {
        return Err(ReadError::NoText { record });
    }
    Ok(Page { record, digest, format, hints: mapped::hints(mapping, object), blocks, article_body: None })
}

/// A record inside another: its digest is that of its own content, keys in order. It has what the other says of all its
/// records, where it says nothing itself.
fn wrapped(
    object: &Map<String, Value>,
    shared: &[Hint],
    record: u32,
    format: Format,
) -> Result<Page, ReadError> {
    let bytes = serde_json::to_vec(object).map_err(|error| ReadError::Io(error.to_string()))?;
    let mut page = page(object, Digest::of(&bytes), record, format)?;
    let own = page.hints.clone();
    let more = shared.iter().filter(|hint| !own.iter().any(|known| known.field == hint.field));
    page.hints.extend(more.cloned());
    Ok(page)
}

/// The page of an object.
///
/// # Errors
///
/// When it holds no text.
pub(in crate::reader) fn page(
    object: &Map<String, Value>,
    digest: Digest,
    record: u32,
    format: Format,
) -> Result<Page, ReadError> {
    let (object, body) = fields::body(object).ok_or_else(|| no_article(record))?;
    let blocks = blocks(body);
    if blocks.is_empty() {
        return Err(ReadError::NoText { record });
    }
    let mut hints = fields::hints(object, Origin::Record);
    hints.retain(|hint| hint.field != Field::Standfirst || !opens(&hint.value, &blocks));
    Ok(Page { record, digest, format, hints, blocks, article_body: None })
}

/// Whether a description is but the beginning of the text, as programs cut it.
fn opens(description: &str, blocks: &[Block]) -> bool {
    let start = description.trim_end_matches(['…', '.', ' ', '[', ']']);
    blocks.iter().take(3).any(|block| block.text.starts_with(start))
}

/// Why an object is not read.
pub(in crate::reader) fn no_article(record: u32) -> ReadError {
    let reason = format!("not an article: it has none of the fields {}", fields::BODY[..6].join(", "));
    ReadError::Malformed { record, reason }
}

fn blocks(body: &Value) -> Vec<Block> {
    match body {
        Value::String(text) if is_html(text) => html::fragment(text),
        Value::String(text) => plain::blocks(text),
        Value::Array(parts) => parts.iter().flat_map(part).collect(),
        Value::Object(object) if object.contains_key("sections") => sections(object),
        Value::Object(_) => part(body),
        _ => Vec::new(),
    }
}

/// The body of an article of Fundus: sections of headlines and paragraphs. Its summary is what the page says under the
/// headline.
fn sections(body: &Map<String, Value>) -> Vec<Block> {
    let texts = |value: Option<&Value>| -> Vec<String> {
        let texts = value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        texts.map(text::squeeze).filter(|text| !text.is_empty()).collect()
    };
    let of =
        |kind| move |text| Block { kind, level: default_level(kind), text, linked_chars: 0, marks: None };
    let mut blocks: Vec<Block> =
        texts(body.get("summary")).into_iter().map(of(BlockKind::Paragraph)).collect();
    for section in body.get("sections").and_then(Value::as_array).into_iter().flatten() {
        blocks.extend(texts(section.get("headline")).into_iter().map(of(BlockKind::Heading)));
        blocks.extend(texts(section.get("paragraphs")).into_iter().map(of(BlockKind::Paragraph)));
    }
    blocks
}

/// One of a list of blocks: a text, or an object with `text` and maybe `kind` and `level`.
fn part(part: &Value) -> Vec<Block> {
    let Value::Object(object) = part else {
        return if part.is_string() { blocks(part) } else { Vec::new() };
    };
    let Some(content) =
        ["text", "content", "html", "value"].iter().find_map(|name| object.get(*name)?.as_str())
    else {
        return Vec::new();
    };
    let kind = object.get("kind").or_else(|| object.get("type")).and_then(Value::as_str).and_then(kind);
    match kind {
        Some(kind) if !is_html(content) => stated(kind, object, content),
        _ => blocks(&Value::String(content.to_owned())),
    }
}

fn stated(kind: BlockKind, object: &Map<String, Value>, content: &str) -> Vec<Block> {
    let text = text::squeeze(content);
    let level =
        object.get("level").and_then(Value::as_u64).map_or(default_level(kind), |level| level.min(9) as u8);
    if text.is_empty() { Vec::new() } else { vec![Block { kind, level, text, linked_chars: 0, marks: None }] }
}

fn default_level(kind: BlockKind) -> u8 {
    match kind {
        BlockKind::Heading => 2,
        BlockKind::ListItem => 1,
        _ => 0,
    }
}

fn kind(name: &str) -> Option<BlockKind> {
    Some(match name {
        "paragraph" | "p" | "text" => BlockKind::Paragraph,
        "heading" | "header" | "h2" | "h3" | "subhead" => BlockKind::Heading,
        "list_item" | "li" => BlockKind::ListItem,
        "quotation" | "quote" | "blockquote" => BlockKind::Quotation,
        "caption" => BlockKind::Caption,
        "table_row" => BlockKind::TableRow,
        _ => return None,
    })
}

/// Whether a text is marked up: it closes or breaks a paragraph, or opens as a page does.
fn is_html(text: &str) -> bool {
    text.contains('<')
        && ["</p>", "<p>", "<p ", "<br", "</div>", "<html", "<!doctype", "</h2>", "</li>", "</a>"]
            .iter()
            .any(|tag| text.contains(tag))
}
