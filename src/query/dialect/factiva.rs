//! Factiva: `adjN`, `nearN`, `same`, `/Fn/`, `hd=`, `wc>`, `$` and `*`.
//!
//! Source: the database's public guide to search operators and field codes.

use crate::query::dialect::{CODES, Connector, Field, Grammar, native, number_behind, one_letter, up_to};

pub(super) static GRAMMAR: Grammar =
    Grammar { name: "factiva", phrases: true, connector, field, equals: true, word };

fn connector(name: &str) -> Option<Connector> {
    match name {
        "and" => return Some(native("AND")),
        "or" => return Some(native("OR")),
        "not" => return Some(native("NOT")),
        "same" => return Some(native("w/p")),
        _ => {}
    }
    if let Some(times) = name.strip_prefix("atleast").filter(|times| times.parse::<u32>().is_ok()) {
        return Some(Connector::AtLeast(times.to_owned()));
    }
    let far = |how| number_behind(name, how).filter(|far| far != "0");
    if let Some(far) = far("adj").or_else(|| far("w/")) {
        return Some(native(format!("pre/{far}")));
    }
    far("near").or_else(|| far("/n")).map(|far| native(format!("w/{far}")))
}

fn field(name: &str) -> Option<Field> {
    Some(match name {
        "hd" => Field::Ours("title:"),
        "hlp" => Field::Ours("hlead"),
        "lp" => Field::Ours("lead"),
        "td" => Field::Text,
        "by" => Field::Ours("by:"),
        "sn" => Field::Ours("outlet:"),
        "se" => Field::Ours("section:"),
        "la" => Field::Language,
        "wc" => Field::Words,
        "date" | "pd" => Field::Date,
        "sc" | "rst" | "ns" | "co" | "re" | "in" | "ipc" | "ipd" | "vnd" | "an" | "pub" | "cr" | "de"
        | "fds" => Field::None(CODES),
        _ => return None,
    })
}

/// `$` and `*` stand for any letters, `$3` for up to three, `?` for one.
fn word(word: &str) -> String {
    match word.rsplit_once('$') {
        Some((stem, "")) => format!("{stem}*"),
        Some((stem, most)) => most.parse().map_or_else(|_| one_letter(word), |most| up_to(stem, most)),
        None => one_letter(word),
    }
}
