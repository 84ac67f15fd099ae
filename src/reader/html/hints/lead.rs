//! What the words before an element, and the elements around it, make of a name or a date.

use super::classes::Classes;
use super::visible::shown;
use crate::reader::html::attributes::Attributes;
use crate::reader::html::tree::{NodeRef, Value};
use crate::text;

/// Characters of the longest date line.
const LONGEST: usize = 80;

/// Bytes of a text, from its end, that are looked at for what it says of the element after it.
const LEAD_BYTES: usize = 256;

/// Words before a date that make it the date of a change, or of the visit, in lower case.
const UPDATES: &[&str] = &[
    "today",
    "updated",
    "update",
    "modified",
    "revised",
    "reviewed",
    "aktualisiert",
    "actualizado",
    "actualizada",
    "mis à jour",
    "mise à jour",
    "aggiornato",
    "atualizado",
    "bijgewerkt",
    "обновлено",
    "تحديث",
    "更新",
];

/// The text right before an element, in lower case: of its own line, or of the element before it.
fn lead(node: NodeRef<'_>) -> String {
    let sibling = node.earlier().map(|before| match before.value() {
        Value::Text(text) => text::squeeze(end_of(text)),
        Value::Element(_) => shown(before),
        Value::Other => String::new(),
    });
    let lead = sibling.into_iter().take(3).find(|text| !text.is_empty()).unwrap_or_default();
    lead.to_lowercase().trim_end_matches([':', ',', ' ']).to_owned()
}

fn end_of(text: &str) -> &str {
    let text = text.trim_end();
    &text[text.floor_char_boundary(text.len().saturating_sub(LEAD_BYTES))..]
}

/// The same, or the label in the element before one that holds nothing else.
fn label(node: NodeRef<'_>) -> String {
    let around = std::iter::successors(Some(node), |node| node.parent()).take(LEVELS);
    let mut leads = around.map(lead).enumerate();
    let found = leads.find(|(_, lead)| !lead.is_empty());
    found
        .filter(|(level, lead)| *level == 0 || lead.len() <= LABEL_BYTES)
        .map(|(_, lead)| lead)
        .unwrap_or_default()
}

/// Elements around a date in which its label or the mark of an update is looked for.
const LEVELS: usize = 3;

/// Bytes of the longest label of a date.
const LABEL_BYTES: usize = 24;

/// Whether an element around a date that holds nothing else is marked as that of an update.
pub(super) fn is_within_update(node: NodeRef<'_>) -> bool {
    let around = std::iter::successors(node.parent(), |node| node.parent()).take(LEVELS - 1);
    let mut short = around.take_while(|node| shown(*node).chars().count() <= LONGEST);
    short.any(|node| node.element().is_some_and(|element| Classes::of(&Attributes::of(element)).is_update()))
}

/// Words before a name of someone who did not write the article, in lower case.
pub(super) const OTHER_WORK: &[&str] = &[
    "contact",
    "reviewed by",
    "edited by",
    "checked by",
    "fact-checked by",
    "photos by",
    "photo by",
    "photographs by",
    "photography by",
    "pictures by",
    "illustrations by",
    "illustration by",
    "images by",
    "video by",
    "narrated by",
    "translated by",
    "approved by",
    "verified by",
    "produced by",
];

pub(super) fn follows_other(node: NodeRef<'_>) -> bool {
    let lead = lead(node);
    OTHER_WORK.iter().any(|words| lead.ends_with(words))
}

/// Whether the text right before an element, or its own first words, speak of an update.
pub(super) fn follows_update(node: NodeRef<'_>) -> bool {
    let lead = label(node);
    let own = shown(node).to_lowercase();
    UPDATES
        .iter()
        .any(|word| lead.ends_with(word) || lead.ends_with(&format!("{word} on")) || own.starts_with(word))
        || own.starts_with("last ")
}
