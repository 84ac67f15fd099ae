//! The lines `Title: …`, `Date: …` that programs put on top of a saved text.

use crate::reader::{Field, Hint, Origin};
use crate::text;

/// Names of header lines, in lower case.
const NAMES: &[(&str, Field)] = &[
    ("title", Field::Title),
    ("headline", Field::Title),
    ("author", Field::Byline),
    ("authors", Field::Byline),
    ("byline", Field::Byline),
    ("date", Field::Date),
    ("published", Field::Date),
    ("publication date", Field::Date),
    ("source", Field::Outlet),
    ("publication", Field::Outlet),
    ("outlet", Field::Outlet),
    ("publisher", Field::Outlet),
    ("section", Field::Section),
    ("language", Field::Language),
    ("url", Field::Url),
    ("link", Field::Url),
];

/// Header lines that it takes to be a header: one alone may be the story's own.
const FEWEST: usize = 2;

/// Parts the header from the text. Without one, or with one header line alone, all is text.
pub(super) fn split(text: &str) -> (Vec<Hint>, &str) {
    let mut hints = Vec::new();
    let mut rest = text;
    while let Some((line, after)) = first_line(rest) {
        let Some(hint) = hint(line) else { break };
        hints.push(hint);
        rest = after;
    }
    if hints.len() < FEWEST { (Vec::new(), text) } else { (hints, rest) }
}

fn first_line(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(['\n', '\r']);
    (!text.is_empty()).then(|| text.split_once('\n').unwrap_or((text, "")))
}

fn hint(line: &str) -> Option<Hint> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim().to_lowercase();
    let (_, field) = NAMES.iter().find(|(known, _)| *known == name)?;
    let value = text::squeeze(value);
    (!value.is_empty()).then_some(Hint { field: *field, value, origin: Origin::FrontMatter })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_lines_become_hints() {
        let (hints, rest) = split("Title: Strike ends\nURL: https://tide.example/a\n\nDockers returned.");
        assert_eq!(hints.len(), 2);
        assert_eq!((hints[1].field, hints[1].value.as_str()), (Field::Url, "https://tide.example/a"));
        assert_eq!(rest.trim(), "Dockers returned.");
    }

    #[test]
    fn one_such_line_is_the_storys_own() {
        let text = "Date: a fruit with a stone\nThe harvest began.";
        assert_eq!(split(text), (Vec::new(), text));
    }
}
