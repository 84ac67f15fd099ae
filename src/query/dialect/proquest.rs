//! `ProQuest`: `NEAR/n`, `PRE/n`, `TI()`, `[*n]`.
//!
//! Source: the database's public guide to operators and search fields.

use crate::query::dialect::{Connector, Field, Grammar, native, one_letter, up_to};

pub(super) static GRAMMAR: Grammar =
    Grammar { name: "proquest", phrases: false, connector, field, equals: false, word };

fn connector(name: &str) -> Option<Connector> {
    match name {
        "and" => return Some(native("AND")),
        "or" => return Some(native("OR")),
        "not" => return Some(native("NOT")),
        "near" | "n" => return Some(native("w/4")),
        "pre" | "p" => return Some(native("pre/4")),
        _ => {}
    }
    let (how, far) = name.split_once('/')?;
    far.parse::<u64>().ok().filter(|far| *far > 0)?;
    match how {
        "near" | "n" | "w" => Some(native(format!("w/{far}"))),
        "pre" | "p" => Some(native(format!("pre/{far}"))),
        _ => None,
    }
}

fn field(name: &str) -> Option<Field> {
    Some(match name {
        "ti" | "title" => Field::Ours("title:"),
        "ab" | "abstract" => Field::Ours("lead"),
        "au" | "author" => Field::Ours("by:"),
        "pub" | "pubtitle" => Field::Ours("outlet:"),
        "sec" => Field::Ours("section:"),
        "per" | "pn" => Field::Ours("person:"),
        "org" | "co" => Field::Ours("org:"),
        "loc" | "geo" => Field::Ours("place:"),
        "la" => Field::Language,
        "pd" | "yr" => Field::Date,
        "ft" | "tx" | "fulltext" => Field::Text,
        "exact" => Field::ThisForm,
        "su" | "subject" | "mainsubject" => {
            Field::None("subjects of the database's thesaurus mean nothing here; use `topic:` or words")
        }
        "dtype" | "stype" | "rtype" => Field::None("kinds of documents are not told apart here"),
        "issn" | "isbn" | "an" | "dockey" => Field::None("numbers of the database mean nothing here"),
        _ => return None,
    })
}

/// `[*5]`, `*5` and `$5` stand for up to five letters, `*` for any, `?` for one.
fn word(word: &str) -> String {
    let word = word.replace(['[', ']'], "");
    let (stem, most) = word.rsplit_once(['*', '$']).unwrap_or((&word, ""));
    most.parse().map_or_else(|_| one_letter(&word), |most| up_to(stem, most))
}
