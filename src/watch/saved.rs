//! A saved search: `searches/NAME.toml`.

use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use crate::lang::Lang;
use crate::notebook::{self, Fault, NotebookError};
use crate::query::{Dialect, Notice, Translation};
use crate::search::{Day, Duplicates, Order, Request};
use crate::watch::name;

/// What a search asks for, as it was typed. Its file names these things as the flags of `cuttings search` do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// As typed, in the syntax of `dialect`.
    pub query: String,
    /// The syntax of a news database; `None` for our own.
    pub dialect: Option<Dialect>,
    /// Whether any of the words is enough.
    pub any: bool,
    /// Whether unquoted words stand for all forms of their stem.
    pub stems: bool,
    /// Whether a short question for any of its words is widened by related ones.
    pub widen: bool,
    /// People that must be named, each.
    pub people: Vec<String>,
    /// Organisations that must be named, each.
    pub organisations: Vec<String>,
    /// Places that must be named, each.
    pub places: Vec<String>,
    /// Outlets, one of which must have published it.
    pub outlets: Vec<String>,
    /// Languages, one of which it must be written in.
    pub languages: Vec<Lang>,
    /// First day of publication.
    pub since: Option<Day>,
    /// Last day of publication.
    pub until: Option<Day>,
    /// In which order; `None` leaves it to who asks.
    pub order: Option<Order>,
    /// What becomes of near-duplicates; [`Duplicates::Only`] cannot be saved.
    pub duplicates: Duplicates,
    /// How many articles at once.
    pub limit: Option<usize>,
    /// How many passages an article; `None` leaves it to who asks.
    pub passages: Option<usize>,
    /// Sentences of context to each side of a passage.
    pub context: Option<usize>,
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    query: Spanned<String>,
    syntax: Option<Spanned<String>>,
    #[serde(default)]
    any: bool,
    #[serde(default)]
    no_stem: bool,
    #[serde(default)]
    no_widen: bool,
    person: Option<OneOrMore>,
    org: Option<OneOrMore>,
    place: Option<OneOrMore>,
    outlet: Option<OneOrMore>,
    lang: Option<Spanned<OneOrMore>>,
    since: Option<Spanned<String>>,
    until: Option<Spanned<String>>,
    sort: Option<Spanned<String>>,
    dup: Option<Spanned<String>>,
    limit: Option<Spanned<usize>>,
    passages: Option<usize>,
    context: Option<usize>,
}

/// A string, or a list of them.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text in quotes, or a list of them")]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn list(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::More(all) => all,
        }
    }
}

/// Words for orders and for what becomes of near-duplicates.
const ORDERS: [(&str, Order); 3] =
    [("relevance", Order::Relevance), ("newest", Order::Newest), ("oldest", Order::Oldest)];
const DUPLICATES: [(&str, Duplicates); 2] = [("fold", Duplicates::Fold), ("show", Duplicates::Show)];

impl Saved {
    /// Nothing but a query.
    pub fn new(query: &str) -> Self {
        Self {
            query: query.to_owned(),
            dialect: None,
            any: false,
            stems: true,
            widen: true,
            people: Vec::new(),
            organisations: Vec::new(),
            places: Vec::new(),
            outlets: Vec::new(),
            languages: Vec::new(),
            since: None,
            until: None,
            order: None,
            duplicates: Duplicates::Fold,
            limit: None,
            passages: None,
            context: None,
        }
    }

    /// The search of this name, which must be [valid](crate::watch::valid).
    ///
    /// # Errors
    ///
    /// When the file is not there or cannot be read, or anything in it is wrong.
    pub fn open(archive: &Path, name: &str) -> Result<Self, NotebookError> {
        notebook::read(&name::file(archive, name), false, meaning)
    }

    /// The request for this, with the defaults for everything else, and what has no meaning in our language of a query
    /// in another syntax.
    pub fn request(&self, today: NaiveDate) -> (Request, Vec<Notice>) {
        let translated = self.dialect.map(|dialect| dialect.translate(&self.query));
        let Translation { native, notices } =
            translated.unwrap_or_else(|| Translation { native: self.query.clone(), notices: Vec::new() });
        let usual = Request::new(&native, today);
        let request = Request {
            any: self.any,
            people: self.people.clone(),
            organisations: self.organisations.clone(),
            places: self.places.clone(),
            outlets: self.outlets.clone(),
            languages: self.languages.clone(),
            since: self.since.map(|day| day.first(today)),
            until: self.until.map(|day| day.last(today)),
            order: self.order.unwrap_or(usual.order),
            duplicates: self.duplicates,
            limit: self.limit.unwrap_or(usual.limit),
            passages: self.passages.unwrap_or(usual.passages),
            context: self.context.unwrap_or(usual.context),
            stems: self.stems,
            widen: self.widen,
            ..usual
        };
        (request, notices)
    }

    /// What its file says.
    pub fn toml(&self) -> String {
        let mut lines = vec![entry("query", self.query.clone())];
        lines.extend(self.dialect.map(|dialect| entry("syntax", dialect.name())));
        let switches = [("any", self.any), ("no_stem", !self.stems), ("no_widen", !self.widen)];
        lines.extend(switches.into_iter().filter(|(_, on)| *on).map(|(key, _)| entry(key, true)));
        let languages: Vec<String> = self.languages.iter().map(|lang| lang.code().to_owned()).collect();
        let lists = [
            ("person", &self.people),
            ("org", &self.organisations),
            ("place", &self.places),
            ("outlet", &self.outlets),
            ("lang", &languages),
        ];
        lines.extend(
            lists
                .into_iter()
                .filter(|(_, list)| !list.is_empty())
                .map(|(key, list)| entry(key, list.clone())),
        );
        let days = [("since", self.since), ("until", self.until)];
        lines.extend(days.into_iter().filter_map(|(key, day)| Some(entry(key, day?.to_string()))));
        let order = ORDERS.iter().find(|(_, order)| Some(*order) == self.order);
        lines.extend(order.map(|(word, _)| entry("sort", *word)));
        if self.duplicates == Duplicates::Show {
            lines.push(entry("dup", "show"));
        }
        let numbers = [("limit", self.limit), ("passages", self.passages), ("context", self.context)];
        let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        lines.extend(numbers.into_iter().filter_map(|(key, value)| Some(entry(key, number(value?)))));
        lines.concat()
    }
}

fn entry(key: &str, value: impl Into<toml::Value>) -> String {
    format!("{key} = {}\n", value.into())
}

fn meaning(text: &str) -> Result<Saved, Fault> {
    let written: Written = toml::from_str(text)
        .map_err(|error| notebook::fault(&error, "`query` and, where wanted, filters"))?;
    if written.query.get_ref().trim().is_empty() {
        let message = "`query` is empty; write words to look for, or '*' for every article";
        return Err(Fault { at: written.query.span().start, message: message.to_owned() });
    }
    if let Some(zero) = written.limit.as_ref().filter(|limit| *limit.get_ref() == 0) {
        let message = "`limit` is 0; write at least 1, or leave it out for no limit";
        return Err(Fault { at: zero.span().start, message: message.to_owned() });
    }
    let dialects = Dialect::ALL.map(|dialect| (dialect.name(), dialect));
    let list = |names: Option<OneOrMore>| names.map_or_else(Vec::new, OneOrMore::list);
    Ok(Saved {
        dialect: written.syntax.map(|word| known(word, "syntax", &dialects)).transpose()?,
        any: written.any,
        stems: !written.no_stem,
        widen: !written.no_widen,
        people: list(written.person),
        organisations: list(written.org),
        places: list(written.place),
        outlets: list(written.outlet),
        languages: written.lang.map_or_else(|| Ok(Vec::new()), languages)?,
        since: written.since.map(|day| self::day(day, "since")).transpose()?,
        until: written.until.map(|day| self::day(day, "until")).transpose()?,
        order: written.sort.map(|word| known(word, "sort", &ORDERS)).transpose()?,
        duplicates: written
            .dup
            .map(|word| known(word, "dup", &DUPLICATES))
            .transpose()?
            .unwrap_or(Duplicates::Fold),
        limit: written.limit.map(Spanned::into_inner),
        passages: written.passages,
        context: written.context,
        query: written.query.into_inner(),
    })
}

/// What a word of a table stands for.
fn known<T: Copy>(word: Spanned<String>, key: &str, table: &[(&str, T)]) -> Result<T, Fault> {
    let at = word.span().start;
    let word = word.into_inner();
    let found = table.iter().find(|(name, _)| name.eq_ignore_ascii_case(word.trim()));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
        Fault { at, message: format!("`{key}` is {word:?}; it may be {}", names.join(", ")) }
    })
}

fn day(day: Spanned<String>, key: &str) -> Result<Day, Fault> {
    let at = day.span().start;
    let day = day.into_inner();
    Day::parse(day.trim()).map_err(|remedy| Fault { at, message: format!("`{key}` is {day:?}; {remedy}") })
}

fn languages(written: Spanned<OneOrMore>) -> Result<Vec<Lang>, Fault> {
    let at = written.span().start;
    let known = |code: String| {
        let message = format!("`lang` is {code:?}; write a language as two letters, as in `en`");
        Lang::parse(&code).ok_or(Fault { at, message })
    };
    written.into_inner().list().into_iter().map(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        let fault = meaning(text).expect_err("refused");
        format!("line {}: {}", notebook::place(text, fault.at).0, fault.message)
    }

    fn full() -> Saved {
        Saved {
            dialect: Some(Dialect::Nexis),
            any: true,
            stems: false,
            widen: false,
            people: vec!["Ann \"Nan\" Reed".into(), "Quill".into()],
            organisations: vec!["Dockers' Union".into()],
            places: vec!["Harrowmere".into()],
            outlets: vec!["Courier\\".into()],
            languages: vec![Lang::EN],
            since: Some(Day::Ago(30)),
            until: Day::parse("2023-06").ok(),
            order: Some(Order::Oldest),
            duplicates: Duplicates::Show,
            limit: Some(20),
            passages: Some(3),
            context: Some(1),
            ..Saved::new("strike \"night boat\"\n'ferry' #1")
        }
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        for saved in [full(), Saved::new("strike")] {
            assert_eq!(meaning(&saved.toml()).expect("good"), saved);
        }
        assert_eq!(Saved::new("strike").toml(), "query = \"strike\"\n");
    }

    #[test]
    fn every_filter_reaches_the_request() {
        let today = NaiveDate::from_ymd_opt(2024, 3, 1).expect("a day");
        let (request, _) = Saved { dialect: None, ..full() }.request(today);
        assert_eq!(request.people.len(), 2);
        assert_eq!((request.stems, request.widen, request.any), (false, false, true));
        assert_eq!(request.since, NaiveDate::from_ymd_opt(2024, 1, 31));
        assert_eq!(request.until, NaiveDate::from_ymd_opt(2023, 6, 30));
        assert_eq!((request.order, request.limit, request.passages), (Order::Oldest, 20, 3));
        let (translated, _) = Saved { query: "strike w/5 ferry".into(), ..full() }.request(today);
        assert_eq!(translated.query, Dialect::Nexis.translate("strike w/5 ferry").native);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        insta::assert_snapshot!(refusal("query = 'a'\nperson = 'x'\nauthor = 'y'"), @"line 3: there is no `author`, only `query`, `syntax`, `any`, `no_stem`, `no_widen`, `person`, `org`, `place`, `outlet`, `lang`, `since`, `until`, `sort`, `dup`, `limit`, `passages`, `context`");
        insta::assert_snapshot!(refusal("query = ' '"), @"line 1: `query` is empty; write words to look for, or '*' for every article");
        insta::assert_snapshot!(refusal("person = 'x'"), @"line 1: missing field `query`");
        insta::assert_snapshot!(refusal("query = 'a'\nsince = 'yesterday'"), @r#"line 2: `since` is "yesterday"; write 2023-06-14, 2023-06, 2023, or 30d for thirty days ago"#);
        insta::assert_snapshot!(refusal("query = 'a'\n\nsort = 'best'"), @r#"line 3: `sort` is "best"; it may be relevance, newest, oldest"#);
        insta::assert_snapshot!(refusal("query = 'a'\nlang = ['en', 'english']"), @r#"line 2: `lang` is "english"; write a language as two letters, as in `en`"#);
        insta::assert_snapshot!(refusal("query = 'a'\noutlet = 3"), @"line 2: expected a text in quotes, or a list of them");
        insta::assert_snapshot!(refusal("query = 'a'\nlimit = 0"), @"line 2: `limit` is 0; write at least 1, or leave it out for no limit");
        insta::assert_snapshot!(refusal("query = 'a'\ndup = 'only'"), @r#"line 2: `dup` is "only"; it may be fold, show"#);
        insta::assert_snapshot!(refusal("query = 'a"), @"line 1: invalid literal string, expected `'`");
    }
}
