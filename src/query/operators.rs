//! The words with a meaning, as data: the parser and the help pages read the same table.

use crate::lang::{self, Lang};
use crate::query::amount::Amount;
use crate::query::clause::{Clause, Duplicates, Field};
use crate::query::date::DateTest;
use crate::text;

/// What stands behind the colon of an operator.
pub struct Argument<'a> {
    /// As typed, without quotation marks; empty for a parenthesised group.
    pub text: &'a str,
    /// As a clause of its own.
    pub clause: Clause,
}

/// A word with a meaning in front of a colon.
pub struct Operator {
    /// What is typed in front of the colon.
    pub name: &'static str,
    /// Other words for the same.
    pub aliases: &'static [&'static str],
    /// One line of help.
    pub help: &'static str,
    /// A query that uses it.
    pub example: &'static str,
    /// Whether it asks for a number, and is understood without a colon, too (`words>500`).
    pub counts: bool,
    /// What it makes of its argument; the error says, in lower case, why it was taken literally.
    pub clause: fn(Argument<'_>) -> Result<Clause, String>,
}

/// Every operator, in the order of the help page.
pub static OPERATORS: &[Operator] = &[
    Operator {
        name: "title",
        aliases: &["headline"],
        help: "words of the headline",
        example: "title:harbour",
        counts: false,
        clause: |argument| field(Field::Title, argument),
    },
    Operator {
        name: "by",
        aliases: &["author", "byline"],
        help: "words of an author's name",
        example: "by:\"Mara Quill\"",
        counts: false,
        clause: |argument| field(Field::By, argument),
    },
    Operator {
        name: "outlet",
        aliases: &["source", "publisher"],
        help: "words of the outlet's name",
        example: "outlet:courier",
        counts: false,
        clause: |argument| field(Field::Outlet, argument),
    },
    Operator {
        name: "section",
        aliases: &[],
        help: "words of the part of the paper",
        example: "section:politics",
        counts: false,
        clause: |argument| field(Field::Section, argument),
    },
    Operator {
        name: "person",
        aliases: &["people"],
        help: "part of the name of somebody who is named; the more central, the better",
        example: "person:\"Ada Thorne\"",
        counts: false,
        clause: |argument| field(Field::Person, argument),
    },
    Operator {
        name: "org",
        aliases: &["organisation", "organization"],
        help: "part of the name of an organisation",
        example: "org:\"Harbour Board\"",
        counts: false,
        clause: |argument| field(Field::Org, argument),
    },
    Operator {
        name: "place",
        aliases: &["location"],
        help: "part of the name of a place",
        example: "place:Harrowmere",
        counts: false,
        clause: |argument| field(Field::Place, argument),
    },
    Operator {
        name: "about",
        aliases: &[],
        help: "name of a person, organisation or place that is central to the article",
        example: "about:\"Ada Thorne\"",
        counts: false,
        clause: |argument| field(Field::About, argument),
    },
    Operator {
        name: "said",
        aliases: &["quotes"],
        help: "name of a person or organisation that is quoted; shows what they said",
        example: "said:\"Ada Thorne\"",
        counts: false,
        clause: |argument| field(Field::Said, argument),
    },
    Operator {
        name: "mentions",
        aliases: &[],
        help: "how often the names beside it are mentioned, together; also `mentions>3`",
        example: "mentions:>3",
        counts: true,
        clause: |argument| count("mentions", argument).map(Clause::Mentions),
    },
    Operator {
        name: "exact",
        aliases: &["verbatim"],
        help: "text as it is written: capitals, punctuation and all",
        example: "exact:\"Fox-IT\"",
        counts: false,
        clause: exact,
    },
    Operator {
        name: "words",
        aliases: &["length"],
        help: "how many words the body has; also `words>500`",
        example: "words:>500",
        counts: true,
        clause: |argument| count("words", argument).map(Clause::Words),
    },
    Operator {
        name: "like",
        aliases: &["similar"],
        help: "articles much like the one with this id",
        example: "like:3f2a9c",
        counts: false,
        clause: like_article,
    },
    Operator {
        name: "lang",
        aliases: &["language"],
        help: "the language it is written in, as a code of two letters or by its English name",
        example: "lang:de",
        counts: false,
        clause: language,
    },
    Operator {
        name: "date",
        aliases: &["published"],
        help: "a day, month or year, a range, a comparison, a time back from today, or `none`",
        example: "date:2023-06-01..2023-06-30",
        counts: false,
        clause: |argument| Ok(DateTest::parse(argument.text)?.clause()),
    },
    Operator {
        name: "topic",
        aliases: &["subject"],
        help: "what it is about: words of a phrase of its own, or the name of a topic of topics.toml",
        example: "topic:\"dock strike\"",
        counts: false,
        clause: |argument| field(Field::Topic, argument),
    },
    Operator {
        name: "path",
        aliases: &["file"],
        help: "words of the file's path, in sequence",
        example: "path:\"2023/06\"",
        counts: false,
        clause: |argument| field(Field::Path, argument),
    },
    Operator {
        name: "url",
        aliases: &["link"],
        help: "words of the address, in sequence",
        example: "url:example.org",
        counts: false,
        clause: |argument| field(Field::Url, argument),
    },
    Operator {
        name: "dup",
        aliases: &["duplicates"],
        help: "near-duplicates in the whole list: `fold` them, `show` all, `only` articles that have some",
        example: "dup:only strike",
        counts: false,
        clause: duplicates,
    },
    Operator {
        name: "tag",
        aliases: &["tagged"],
        help: "a tag that `cuttings tag` put on it, the whole of it; `tag:*` any",
        example: "tag:todo",
        counts: false,
        clause: |argument| field(Field::Tag, argument),
    },
    Operator {
        name: "in",
        aliases: &[],
        help: "`in:removed` looks for the words beside it in what cleaning removed",
        example: "in:removed newsletter",
        counts: false,
        clause: scope,
    },
];

/// The operator of this name or alias, capitals or not.
pub(super) fn find(name: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|operator| names(operator).any(|known| known.eq_ignore_ascii_case(name)))
}

/// The operator whose name is most like this one, if any is.
pub(super) fn like(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let far = if name.len() < 4 { 1 } else { 2 };
    // What is longer by more is not compared letter by letter: a name can be as long as a query.
    let length = name.chars().count();
    OPERATORS
        .iter()
        .flat_map(names)
        .filter(|known| known.len().abs_diff(length) <= far)
        .map(|known| (strsim::osa_distance(known, &name), known))
        .filter(|(distance, _)| *distance <= far)
        .min()
        .map(|(_, known)| known)
}

fn names(operator: &'static Operator) -> impl Iterator<Item = &'static str> {
    std::iter::once(operator.name).chain(operator.aliases.iter().copied())
}

fn field(field: Field, argument: Argument<'_>) -> Result<Clause, String> {
    match argument.clause {
        Clause::Nothing => Err("nothing to look for".to_owned()),
        clause => Ok(Clause::Field(field, Box::new(clause))),
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the table wants one shape of function")]
fn language(argument: Argument<'_>) -> Result<Clause, String> {
    if argument.text.is_empty() {
        return Err("one language at a time; join several with OR".to_owned());
    }
    let named = lang::PACKS.iter().find(|pack| pack.name.eq_ignore_ascii_case(argument.text));
    let lang = named.map(|pack| pack.lang).or_else(|| Lang::parse(argument.text));
    lang.map(Clause::Lang).ok_or_else(|| {
        format!("no language `{}`; write its code of two letters, as in `lang:en`", argument.text)
    })
}

#[allow(clippy::needless_pass_by_value, reason = "the table wants one shape of function")]
fn scope(argument: Argument<'_>) -> Result<Clause, String> {
    if argument.text.eq_ignore_ascii_case("removed") {
        return Ok(Clause::Removed);
    }
    Err("`in:removed` is the only place to look in".to_owned())
}

#[allow(clippy::needless_pass_by_value, reason = "the table wants one shape of function")]
fn duplicates(argument: Argument<'_>) -> Result<Clause, String> {
    let known = Duplicates::ALL.into_iter().find(|known| known.name().eq_ignore_ascii_case(argument.text));
    known.map(Clause::Duplicates).ok_or_else(|| "write `dup:fold`, `dup:show` or `dup:only`".to_owned())
}

#[allow(clippy::needless_pass_by_value, reason = "the table wants one shape of function")]
fn count(name: &str, argument: Argument<'_>) -> Result<Amount, String> {
    let read = Amount::parse(argument.text);
    read.ok_or_else(|| format!("no number; write `{name}>3`, `{name}:3` or `{name}:2..5`"))
}

#[allow(clippy::needless_pass_by_value, reason = "the table wants one shape of function")]
fn exact(argument: Argument<'_>) -> Result<Clause, String> {
    let text = argument.text.trim();
    if text::words(text).next().is_none() {
        return Err("no word in it; write the text in quotation marks, as in `exact:\"Fox-IT\"`".to_owned());
    }
    Ok(Clause::Exact(text.to_owned()))
}

/// Digits of an id.
const ID_DIGITS: usize = 32;

#[allow(clippy::needless_pass_by_value, reason = "the table wants one shape of function")]
fn like_article(argument: Argument<'_>) -> Result<Clause, String> {
    let id = argument.text.to_ascii_lowercase();
    let good = (1..=ID_DIGITS).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    good.then_some(Clause::Like(id)).ok_or_else(|| "no id; `cuttings search` prints ids".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query;

    #[test]
    fn names_are_unique_and_in_lower_case() {
        let mut all: Vec<&str> = OPERATORS.iter().flat_map(names).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(all.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase())));
    }

    #[test]
    fn every_example_is_understood_and_uses_its_operator() {
        for operator in OPERATORS {
            assert!(operator.example.starts_with(&format!("{}:", operator.name)), "{}", operator.name);
            assert_eq!(query::parse(operator.example).notices, [], "{}", operator.example);
        }
    }

    #[test]
    fn a_slip_of_the_finger_finds_the_operator_meant() {
        assert_eq!(like("autor"), Some("author"));
        assert_eq!(like("Titel"), Some("title"));
        assert_eq!(like("recipe"), None);
    }
}
