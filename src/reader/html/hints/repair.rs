//! Reads JSON as pages carry it: in comments, with line feeds inside strings, commas too many.

use serde_json::Value;

/// The value; `None` where it cannot be mended cheaply.
pub(super) fn parse(script: &str) -> Option<Value> {
    let text = unwrapped(script);
    first(text).or_else(|| first(&mended(text)))
}

/// The first value of the text, whatever follows it.
fn first(text: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(text).into_iter().next()?.ok()
}

/// Without the comment or CDATA marks around the value.
fn unwrapped(script: &str) -> &str {
    match script.find(['{', '[']) {
        // A CDATA mark has a bracket of its own.
        Some(at) if script[at..].starts_with("[CDATA[") => {
            let rest = &script[at + "[CDATA[".len()..];
            rest.find(['{', '[']).map_or("", |at| &rest[at..])
        }
        Some(at) => &script[at..],
        None => "",
    }
}

/// With control characters in strings as blanks, and without commas before a closing bracket.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped, mut comma) = (false, false, None);
    for c in text.chars() {
        if !quoted
            && matches!(c, '}' | ']')
            && let Some(at) = comma
        {
            out.truncate(at);
        }
        if quoted || !c.is_whitespace() {
            comma = (!quoted && c == ',').then_some(out.len());
        }
        if c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && c == '\\' && !escaped;
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}
