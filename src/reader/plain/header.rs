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
    ("newspaper", Field::Outlet),
    ("titel", Field::Title),
    ("autor", Field::Byline),
    ("autorin", Field::Byline),
    ("datum", Field::Date),
    ("quelle", Field::Outlet),
    ("zeitung", Field::Outlet),
    ("rubrik", Field::Section),
    ("título", Field::Title),
    ("titular", Field::Title),
    ("autora", Field::Byline),
    ("fecha", Field::Date),
    ("fuente", Field::Outlet),
    ("medio", Field::Outlet),
    ("sección", Field::Section),
    ("titre", Field::Title),
    ("auteur", Field::Byline),
    ("auteure", Field::Byline),
    ("journal", Field::Outlet),
    ("rubrique", Field::Section),
    ("العنوان", Field::Title),
    ("الكاتب", Field::Byline),
    ("التاريخ", Field::Date),
    ("المصدر", Field::Outlet),
    ("القسم", Field::Section),
    ("标题", Field::Title),
    ("作者", Field::Byline),
    ("日期", Field::Date),
    ("来源", Field::Outlet),
    ("版面", Field::Section),
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
    let (name, value) = line.split_once([':', '：'])?;
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
    fn header_lines_are_read_in_the_languages_of_the_corpus() {
        let (hints, _) = split("标题：罢工结束\n日期：2022年5月3日\n\n工人回来了。");
        assert_eq!(hints.iter().map(|hint| hint.field).collect::<Vec<_>>(), [Field::Title, Field::Date]);
        assert_eq!(split("Fuente: El Correo\nFecha: 3 de mayo de 2022\n\nVolvieron.").0.len(), 2);
    }

    #[test]
    fn one_such_line_is_the_storys_own() {
        let text = "Date: a fruit with a stone\nThe harvest began.";
        assert_eq!(split(text), (Vec::new(), text));
    }
}
