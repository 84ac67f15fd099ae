//! Small help with XML.

use quick_xml::events::{BytesStart, Event};

/// Adds the text of an event; markup adds none.
pub(super) fn push_text(event: &Event<'_>, into: &mut String) {
    match event {
        Event::Text(text) => into.push_str(&String::from_utf8_lossy(text)),
        Event::CData(text) => into.push_str(&String::from_utf8_lossy(text)),
        Event::GeneralRef(name) => match name.resolve_char_ref() {
            Ok(Some(c)) => into.push(c),
            _ => into.push(entity(name)),
        },
        _ => {}
    }
}

fn entity(name: &[u8]) -> char {
    match name {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        _ => ' ',
    }
}

/// The value of an attribute, by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let raw = String::from_utf8_lossy(&found.value).into_owned();
    Some(quick_xml::escape::unescape(&raw).map_or_else(|_| raw.clone(), std::borrow::Cow::into_owned))
}
