//! What one element says by its name and attributes.

use super::attributes::Attributes;
use super::tree::{NodeRef, Value};
use crate::reader::BlockKind;

/// Bytes of class words kept of one element: more is noise.
const CLASS_BYTES: usize = 160;

/// Nodes of a table row that are looked at to see whether it holds data or layout.
const ROW_NODES: usize = 400;

/// Bytes of text above which a table row is layout.
const ROW_BYTES: usize = 1500;

pub(super) fn is_list(name: &str) -> bool {
    matches!(name, "ul" | "ol" | "dl" | "menu")
}

/// `<p class="wp-caption-text">` and its like say what `<figcaption>` says.
pub(super) fn caption_class(attributes: &Attributes<'_>) -> Option<(BlockKind, u8)> {
    let class = attributes.class.filter(|class| has_caption(class))?;
    let says = |word: &str| word.split(['-', '_']).any(|part| part.eq_ignore_ascii_case("caption"));
    class.split_ascii_whitespace().any(says).then_some((BlockKind::Caption, 0))
}

/// Whether a text has the letters of "caption" in it: few have, and this is quick.
fn has_caption(text: &str) -> bool {
    let (bytes, word) = (text.as_bytes(), b"caption");
    let spells = |at: usize| {
        let start = at.checked_sub(2)?;
        bytes.get(start..start + word.len()).map(|here| here.eq_ignore_ascii_case(word))
    };
    memchr::memchr2_iter(b'p', b'P', bytes).any(|at| spells(at) == Some(true))
}

pub(super) fn is_hidden(attributes: &Attributes<'_>) -> bool {
    let styled = |style: &str| {
        let style: String =
            style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    attributes.hidden.is_some()
        || attributes.aria_hidden.is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || attributes.style.is_some_and(styled)
}

/// The words of the attributes by which authors name the parts of a page; those made by machines for styling
/// (with a colon, bracket or slash) are left out.
pub(super) fn push_classes(out: &mut String, attributes: &Attributes<'_>) {
    let start = out.len();
    for value in [attributes.class, attributes.id, attributes.role, attributes.itemprop] {
        for word in value.unwrap_or("").split_ascii_whitespace() {
            let made = |byte: u8| matches!(byte, b':' | b'[' | b'/' | b'>' | b'(');
            let named = word.len() <= 48 && !word.bytes().any(made);
            if named && out.len() - start + word.len() < CLASS_BYTES {
                out.push_str(if out.len() > start { " " } else { "" });
                out.push_str(word);
            }
        }
    }
}

/// Whether a table row holds data: several short cells without blocks of their own.
pub(super) fn is_data_row(row: NodeRef<'_>) -> bool {
    let (mut cells, mut parts, mut bytes) = (0, 0, 0);
    for node in row.descendants().skip(1).take(ROW_NODES) {
        match node.value() {
            Value::Text(text) => bytes += text.trim().len(),
            Value::Element(element) => match element.name() {
                "td" | "th" => cells += 1,
                "p" | "div" => parts += 1,
                "table" | "ul" | "ol" | "dl" | "h1" | "h2" | "h3" | "h4" | "article" | "section" | "form"
                | "figure" | "blockquote" | "script" | "iframe" => return false,
                _ => {}
            },
            Value::Other => {}
        }
    }
    cells > 1 && parts <= 2 * cells && bytes <= ROW_BYTES
}
