//! Queries as they are typed at the big news databases, turned into ours.
//!
//! In: a query in the syntax of one of them. Out: a [`Translation`]: the same in our language, and what has no meaning
//! here. What a database leaves to its form (sources, dates) is an option of the command here.

mod factiva;
mod nexis;
mod proquest;
mod raw;
mod writer;

use crate::query::Notice;

/// A database whose syntax is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Nexis, Nexis Uni, Lexis+.
    Nexis,
    /// Factiva.
    Factiva,
    /// `ProQuest`.
    Proquest,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Nexis, Self::Factiva, Self::Proquest];

    /// The name that is typed.
    pub fn name(self) -> &'static str {
        self.grammar().name
    }

    fn grammar(self) -> &'static Grammar {
        match self {
            Self::Nexis => &nexis::GRAMMAR,
            Self::Factiva => &factiva::GRAMMAR,
            Self::Proquest => &proquest::GRAMMAR,
        }
    }

    /// Turns a query into ours. Never fails; linear in its length.
    pub fn translate(self, query: &str) -> Translation {
        writer::write(self.grammar(), query)
    }
}

/// A query in our language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// The query.
    pub native: String,
    /// What has no meaning here or another one, with its place in the query as typed.
    pub notices: Vec<Notice>,
}

/// What sets one database's syntax apart.
struct Grammar {
    name: &'static str,
    /// Whether words beside each other are a phrase; else all of them are wanted.
    phrases: bool,
    /// Connectors by their name in lower case; `None` where a word is none.
    connector: fn(&str) -> Option<Connector>,
    /// What a name in front of a parenthesis or `=` stands for.
    field: fn(&str) -> Option<Field>,
    /// Whether fields are written `hd=…`, too.
    equals: bool,
    /// A word with the database's wildcards, in ours.
    word: fn(&str) -> String,
}

/// What stands between two parts of a query, or in front of one.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Connector {
    /// `and`, `or`, `not`, `w/5` in our words.
    Native(String),
    /// The same, but only nearly; the reason is said.
    Nearly(String, &'static str),
    /// `atleast5` in front of a word or group.
    AtLeast(String),
}

/// What a field of a database is here.
#[derive(Debug, Clone, Copy)]
enum Field {
    /// A field or function of ours: `title:(…)`, `hlead(…)`.
    Ours(&'static str),
    /// The text itself, which needs no name.
    Text,
    /// A word in capitals (`allcaps`), with a capital (`caps`), in small letters (`nocaps`).
    Letters(fn(&str) -> String),
    /// Only this form of a word.
    ThisForm,
    /// A number of words: `length > 500`, `wc>500`.
    Words,
    /// A date, in words and signs of the database.
    Date,
    /// A language.
    Language,
    /// Nothing here; the reason is said.
    None(&'static str),
}

/// Codes of databases are their own.
const CODES: &str =
    "codes of the database mean nothing here; name what they stand for, as in `org:` or `topic:`";

fn native(text: impl Into<String>) -> Connector {
    Connector::Native(text.into())
}

/// More letters than a word's end is said to have at the most: any number of them.
const MANY: usize = 9;

/// A word with so many letters behind it or fewer, in this form only.
fn up_to(word: &str, letters: usize) -> String {
    match word {
        "" => return String::new(),
        word if letters > MANY => return format!("{word}*"),
        _ => {}
    }
    let all: Vec<String> = (0..=letters).map(|letters| format!("={word}{}", "?".repeat(letters))).collect();
    format!("({})", all.join(" OR "))
}

/// A word in which `?` stands for one letter, at its end, too.
fn one_letter(word: &str) -> String {
    if word.ends_with('?') { format!("={word}") } else { word.to_owned() }
}

/// The number behind a name (`adj5`); 1 where there is none.
fn number_behind(word: &str, name: &str) -> Option<String> {
    let rest = word.strip_prefix(name)?;
    match rest {
        "" => Some("1".to_owned()),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query;

    #[track_caller]
    fn check(dialect: Dialect, typed: &str, wanted: &str) {
        let translation = dialect.translate(typed);
        let notices: Vec<String> =
            translation.notices.iter().map(|notice| format!(" | {}", notice.message)).collect();
        assert_eq!(format!("{}{}", translation.native, notices.concat()), wanted, "{typed}");
        let read = query::parse(&translation.native);
        assert_eq!(read.notices, [], "{typed}: {}", translation.native);
    }

    #[test]
    fn nexis_connectors_segments_and_wildcards() {
        let nexis = |typed, wanted| check(Dialect::Nexis, typed, wanted);
        nexis("climate change W/5 polic!", "\"climate change\" w/5 polic*");
        nexis("harbo*r AND (strike OR walkout) AND NOT ferry", "harbo?r AND (strike OR walkout) NOT ferry");
        nexis("oil /s price PRE/3 rise +2 fall", "oil w/s price pre/3 rise pre/2 fall");
        nexis("HLEAD(merger w/10 bank) and LENGTH > 500", "hlead(merger w/10 bank) AND words:>500");
        nexis(
            "atleast5(asbestos) and (dust not w/3 removal)",
            "atleast5(asbestos) AND (dust not w/3 removal)",
        );
        nexis("allcaps(aids) or caps(turkey)", "exact:\"AIDS\" OR exact:\"Turkey\"");
        nexis("bank* and date aft 1/31/2020", "(=bank OR =bank?) AND date:>2020-01-31");
        nexis("oil and date bef 6/2020", "oil AND date:<2020-06");
        nexis("PUBLICATION(The Harrowmere Courier)", "outlet:(\"The Harrowmere Courier\")");
        nexis("oil w/seg price", "oil AND price | one segment is taken for the whole article");
    }

    #[test]
    fn factiva_connectors_fields_and_wildcards() {
        let factiva = |typed, wanted| check(Dialect::Factiva, typed, wanted);
        factiva("hd=(merger adj3 bank) and wc>500", "title:(merger pre/3 bank) AND words:>500");
        factiva("oil near5 price same barrel$", "oil w/5 price w/p barrel*");
        factiva("barrel$2 or g20 or wom?n?", "(=barrel OR =barrel? OR =barrel??) OR g20 OR =wom?n?");
        factiva("barrel$99", "barrel*");
        check(Dialect::Factiva, "merger/F50/ not rst=tnwp", &format!("first50(merger) | {CODES}"));
        factiva("atleast3 asbestos and la=en", "atleast3(asbestos) AND lang:en");
        factiva(
            "date from 20200101 to 20201231 and hlp=strike",
            "date:2020-01-01..2020-12-31 AND hlead(strike)",
        );
        factiva("by=(Mara Quill) and sn=courier", "by:(\"Mara Quill\") AND outlet:(courier)");
    }

    #[test]
    fn proquest_connectors_fields_and_wildcards() {
        let proquest = |typed, wanted| check(Dialect::Proquest, typed, wanted);
        proquest("TI(harbour strike) AND oil NEAR/4 price", "title:(harbour strike) AND oil w/4 price");
        proquest(
            "nation[*1] PRE/2 \"debt crisis\" NOT AU(quill)",
            "(=nation OR =nation?) pre/2 \"debt crisis\" NOT by:(quill)",
        );
        proquest("colo*r N/3 wom?n P/1 x", "colo*r w/3 wom?n pre/1 x");
        proquest("nation$1 OR boat*1", "(=nation OR =nation?) OR (=boat OR =boat?)");
        proquest("nation* OR boat?", "nation* OR =boat?");
        proquest("YR(2010-2012) AND LA(German)", "date:2010..2012 AND lang:de");
        proquest("DTYPE(feature) AND oil", "oil | kinds of documents are not told apart here");
    }

    #[test]
    fn what_is_typed_amiss_is_still_translated() {
        for typed in
            ["", "(", ")", "and", "w/5", "hd=", "HEADLINE(", "\"", "date from", "length >", "atleast", "((a)"]
        {
            for dialect in Dialect::ALL {
                query::parse(&dialect.translate(typed).native);
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_translated(typed in "[a-z(){}\\[\\]\"*!?/$=>+ 0-9WANDORT]{0,60}|\\PC{0,40}") {
            for dialect in Dialect::ALL {
                let translation = dialect.translate(&typed);
                for notice in translation.notices {
                    prop_assert!(typed.get(notice.at).is_some());
                }
            }
        }
    }
}
