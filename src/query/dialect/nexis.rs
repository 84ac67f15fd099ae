//! Nexis: `w/n`, `pre/n`, `/s`, `/p`, `atleast`, segments, `!` and `*`.
//!
//! Source: the database's public guide to connectors and commands.

use crate::query::dialect::{Connector, Field, Grammar, native, one_letter, up_to};

pub(super) static GRAMMAR: Grammar =
    Grammar { name: "nexis", phrases: true, connector, field, equals: true, word };

fn connector(name: &str) -> Option<Connector> {
    if let Some(times) = name.strip_prefix("atleast").filter(|times| times.parse::<u32>().is_ok()) {
        return Some(Connector::AtLeast(times.to_owned()));
    }
    match name {
        "and" | "&" => return Some(native("AND")),
        "or" => return Some(native("OR")),
        "not" | "andnot" | "-" => return Some(native("NOT")),
        "w/seg" | "/seg" => {
            return Some(Connector::Nearly("AND".to_owned(), "one segment is taken for the whole article"));
        }
        _ => {}
    }
    let plus = name.strip_prefix('+').map(|far| ("pre", far));
    let (how, far) = name.split_once('/').or(plus)?;
    let far = match far {
        "s" | "sent" => "s",
        "p" | "para" => "p",
        digits if digits.parse::<u64>().is_ok_and(|far| far > 0) => digits,
        _ => return None,
    };
    match how {
        "" | "w" | "near" => Some(native(format!("w/{far}"))),
        "pre" | "onear" if far == "s" || far == "p" => Some(Connector::Nearly(
            format!("w/{far}"),
            "order within a sentence or paragraph does not count here",
        )),
        "pre" | "onear" => Some(native(format!("pre/{far}"))),
        _ => None,
    }
}

fn field(name: &str) -> Option<Field> {
    Some(match name {
        "headline" | "title" => Field::Ours("title:"),
        "hlead" => Field::Ours("hlead"),
        "lead" => Field::Ours("lead"),
        "body" | "text" => Field::Text,
        "byline" | "author" => Field::Ours("by:"),
        "publication" | "source" | "publication-name" => Field::Ours("outlet:"),
        "section" => Field::Ours("section:"),
        "person" | "person-name" => Field::Ours("person:"),
        "company" | "organization" => Field::Ours("org:"),
        "geographic" | "city" | "country" | "state" => Field::Ours("place:"),
        "language" => Field::Language,
        "length" => Field::Words,
        "date" => Field::Date,
        "allcaps" => Field::Letters(str::to_uppercase),
        "caps" => Field::Letters(capital),
        "nocaps" => Field::Letters(str::to_lowercase),
        "singular" | "plural" => Field::ThisForm,
        "subject" | "terms" | "ticker" | "industry" | "load-date" | "publication-type" | "cite" => {
            Field::None("this segment is the database's own and has no counterpart here")
        }
        _ => return None,
    })
}

/// A word with its first letter a capital.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// `!` stands for any letters at the end, `*` for one letter; at the end each star for one or none.
fn word(word: &str) -> String {
    if let Some(stem) = word.strip_suffix('!') {
        return format!("{}*", stem.replace('*', "?"));
    }
    let stem = word.trim_end_matches('*');
    let open = word.len() - stem.len();
    let stem = stem.replace('*', "?");
    if open == 0 { one_letter(&stem) } else { up_to(&stem, open) }
}
