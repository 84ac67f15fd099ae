//! Articles that this program exported: what it says of them is taken as stated.
//!
//! Its shape is the one of `cuttings clean --json` and of `cuttings export --articles`: blocks with their verdicts, and
//! metadata with their origins. Both travel as the page's marks and hints, for those that judge and assemble.

use serde_json::{Map, Value};

use crate::reader::json::record;
use crate::reader::{Block, BlockKind, Field, Hint, Judged, Marks, Origin, Page, ReadError};
use crate::source::{Digest, Format};
use crate::text;

/// The number of the shape that is known here.
const VERSION: u64 = 1;

/// Fields of the shape and what they are about.
const FIELDS: [(&str, Field); 8] = [
    ("title", Field::Title),
    ("standfirst", Field::Standfirst),
    ("byline", Field::Byline),
    ("outlet", Field::Outlet),
    ("date", Field::Date),
    ("language", Field::Language),
    ("url", Field::Url),
    ("section", Field::Section),
];

/// Whether an object has the shape.
pub(super) fn is_ours(object: &Map<String, Value>) -> bool {
    let list = |name: &str| object.get(name).and_then(Value::as_array);
    let judged = |block: &Value| block.get("kind").is_some() && block.get("text").is_some();
    object.get("version").and_then(Value::as_u64) == Some(VERSION)
        && object.get("sources").is_some_and(Value::is_object)
        && [list("body"), list("removed")].iter().all(|list| list.is_some_and(|list| list.iter().all(judged)))
}

/// The page of an object that has the shape.
///
/// # Errors
///
/// When it holds no text.
pub(super) fn page(object: &Map<String, Value>, digest: Digest, record: u32) -> Result<Page, ReadError> {
    let blocks = blocks(object);
    if blocks.is_empty() {
        return Err(ReadError::NoText { record });
    }
    let hints = FIELDS.iter().flat_map(|(name, field)| hints(object, name, *field)).collect();
    Ok(Page { record, digest, format: Format::Cuttings, hints, blocks, article_body: None })
}

/// The statements of a field, each with the origin that is named for it.
fn hints(object: &Map<String, Value>, name: &str, field: Field) -> Vec<Hint> {
    let named = object.get("sources").and_then(|sources| sources.get(name)?.as_str());
    let origin = named.and_then(Origin::of_name).unwrap_or(Origin::Record);
    let values = match object.get(name) {
        Some(Value::String(value)) => vec![value],
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(|value| if let Value::String(value) = value { Some(value) } else { None })
            .collect(),
        _ => Vec::new(),
    };
    let values = values.into_iter().map(|value| text::squeeze(value)).filter(|value| !value.is_empty());
    values.map(|value| Hint { field, value, origin }).collect()
}

/// Every block of the page, in the order of its numbers; where these are missing, a removed block stands in front of the
/// block of the body that it names.
fn blocks(object: &Map<String, Value>) -> Vec<Block> {
    let list = |name: &str| object.get(name).and_then(Value::as_array).into_iter().flatten().enumerate();
    let body =
        list("body").map(|(at, block)| (place(block, (at as u64, 1)), self::block(block, &Judged::Kept)));
    let removed = list("removed").map(|(_, block)| {
        let before = block.get("before").and_then(Value::as_u64).unwrap_or(u64::MAX);
        (place(block, (before, 0)), self::block(block, &dropped(block)))
    });
    let fields = list("fields").map(|(_, block)| {
        let field = text_of(block, "field").to_owned();
        (place(block, (0, 0)), self::block(block, &Judged::Field(field)))
    });
    let mut all: Vec<((u64, u8), Option<Block>)> = body.chain(removed).chain(fields).collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().filter_map(|(_, block)| block).collect()
}

fn place(block: &Value, otherwise: (u64, u8)) -> (u64, u8) {
    block.get("paragraph").and_then(Value::as_u64).map_or(otherwise, |number| (number, 0))
}

fn dropped(block: &Value) -> Judged {
    let evidence = block.get("evidence").and_then(Value::as_array).into_iter().flatten();
    let evidence = evidence.filter_map(Value::as_str).map(str::to_owned).collect();
    Judged::Dropped(text_of(block, "kind").to_owned(), evidence)
}

/// A block with what was said of it; a removed one's looks stand in `block`, for its kind is what it was removed as.
fn block(block: &Value, judged: &Judged) -> Option<Block> {
    let looks = if let Judged::Dropped(..) = judged { "block" } else { "kind" };
    let kind = record::kind(text_of(block, looks)).unwrap_or(BlockKind::Paragraph);
    let level = block.get("level").and_then(Value::as_u64).unwrap_or_default().min(9) as u8;
    let text = text::squeeze(text_of(block, "text"));
    let marks = Some(Marks::judged(judged));
    (!text.is_empty()).then_some(Block { kind, level, text, linked_chars: 0, marks })
}

fn text_of<'a>(block: &'a Value, name: &str) -> &'a str {
    block.get(name).and_then(Value::as_str).unwrap_or_default()
}
