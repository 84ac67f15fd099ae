//! What to look for, as `search` and `export` take it.

use anyhow::bail;
use chrono::{Days, NaiveDate};
use clap::Args;

use crate::lang::Lang;
use crate::output::terminal::Painted;
use crate::output::{Rows, Sheet, terminal};
use crate::query::{self, Dialect, Notice, Resolved, Translation};
use crate::search::Request;
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{shelf, words};
use crate::text::PartialDate;

/// What to look for.
#[derive(Args)]
pub(super) struct Question {
    /// Find articles with all of these words; see the query language below. Quote what the shell would take
    /// away. Example: harbour '"night boat"' -ferry
    #[arg(required = true, value_name = "QUERY")]
    words: Vec<String>,
    /// Find articles with any of the words, those with more of them first; without it, all words must occur.
    #[arg(long)]
    any: bool,
    /// Read the query in the syntax of this news database, and say how it reads here. Example: --syntax nexis
    #[arg(long, value_name = "DATABASE", value_parser = dialect)]
    syntax: Option<Dialect>,
    /// Take unquoted words as they stand, not in all their forms.
    #[arg(long)]
    no_stem: bool,
    /// Leave a short question for any of its words as it is; without it, related words widen it.
    #[arg(long)]
    no_widen: bool,
    /// Only articles that name this person, again for several. Example: --person Abbas
    #[arg(long, value_name = "NAME", help_heading = "Only articles that")]
    person: Vec<String>,
    /// Only articles that name this organisation, again for several. Example: --org "Dockers' Union"
    #[arg(long, value_name = "NAME", help_heading = "Only articles that")]
    org: Vec<String>,
    /// Only articles that name this place, again for several. Example: --place Harrowmere
    #[arg(long, value_name = "NAME", help_heading = "Only articles that")]
    place: Vec<String>,
    /// Only articles of this outlet, again for one of several. Example: --outlet Courier
    #[arg(long, value_name = "NAME", help_heading = "Only articles that")]
    outlet: Vec<String>,
    /// Only articles published on this day or later; a month or year counts from its first day. Example: --since 2023-06
    #[arg(long, value_name = "DATE", value_parser = Day::parse, help_heading = "Only articles that")]
    since: Option<Day>,
    /// Only articles published on this day or before; a month or year counts to its last day. Example: --until 2023
    #[arg(long, value_name = "DATE", value_parser = Day::parse, help_heading = "Only articles that")]
    until: Option<Day>,
    /// Only articles in this language, again for one of several: two letters. Example: --lang fr
    #[arg(long, value_name = "CODE", value_parser = language, help_heading = "Only articles that")]
    lang: Vec<Lang>,
}

/// A day as typed: a date, a month, a year, or days before today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    Date(PartialDate),
    Ago(u64),
}

impl Day {
    fn parse(typed: &str) -> Result<Self, String> {
        let ago = || typed.strip_suffix('d')?.parse().ok().filter(|days| *days < 1_000_000);
        PartialDate::parse(typed)
            .map(Self::Date)
            .or_else(|| ago().map(Self::Ago))
            .ok_or_else(|| "write 2023-06-14, 2023-06, 2023, or 30d for thirty days ago".to_owned())
    }

    fn first(self, today: NaiveDate) -> NaiveDate {
        match self {
            Self::Date(date) => date.first_day(),
            Self::Ago(days) => before(today, days),
        }
    }

    fn last(self, today: NaiveDate) -> NaiveDate {
        match self {
            Self::Date(date) => date.last_day(),
            Self::Ago(days) => before(today, days),
        }
    }
}

fn before(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

fn language(typed: &str) -> Result<Lang, String> {
    Lang::parse(typed).ok_or_else(|| "write a language as two letters, as in `en`".to_owned())
}

impl Question {
    /// The request for this, with the defaults for everything else.
    pub(super) fn request(&self, desk: &Desk<'_>) -> anyhow::Result<Request> {
        let today = desk.today();
        let typed = words::joined(&self.words);
        let query = self.syntax.map_or(typed.clone(), |dialect| translated(dialect, &typed));
        if query.is_empty() {
            bail!("the query is empty; write words to look for, or '*' for every article");
        }
        Ok(Request {
            any: self.any,
            people: self.person.clone(),
            organisations: self.org.clone(),
            places: self.place.clone(),
            outlets: self.outlet.clone(),
            languages: self.lang.clone(),
            since: self.since.map(|day| day.first(today)),
            until: self.until.map(|day| day.last(today)),
            names: shelf::names(desk),
            topics: shelf::topics(desk)?,
            annotations: shelf::annotations(desk)?,
            stems: !self.no_stem,
            widen: !self.no_widen,
            ..Request::new(&query, today)
        })
    }
}

fn dialect(name: &str) -> Result<Dialect, String> {
    let known = Dialect::ALL.into_iter().find(|dialect| dialect.name().eq_ignore_ascii_case(name));
    let names = Dialect::ALL.map(Dialect::name).join(", ");
    known.ok_or_else(|| format!("no syntax of this name; known are {names}"))
}

/// A query of a database in our language; says how it reads, and what means nothing here.
fn translated(dialect: Dialect, typed: &str) -> String {
    let Translation { native, notices } = dialect.translate(typed);
    notices.iter().for_each(|notice| desk::say(&terminal::notice(typed, notice)));
    desk::say(&format!("read as: {}", terminal::line(&native)));
    native
}

/// Names that are listed for one that was asked for, at the most.
const LISTED: usize = 6;

/// Says what was taken literally, and whom names were taken for where that is not plain.
pub(super) fn explain(query: &str, notices: &[Notice], names: &[Resolved]) {
    notices.iter().for_each(|notice| desk::say(&terminal::notice(query, notice)));
    names.iter().filter_map(taken).for_each(|line| desk::say(&line));
}

/// Which words an answer was widened by.
pub(super) fn widened(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| terminal::line(word)).collect();
    format!("widened by {}; --no-widen leaves that", words.join(", "))
}

/// Whom a name was taken for; `None` where it is just that name.
fn taken(name: &Resolved) -> Option<String> {
    let all = &name.taken;
    match all.as_slice() {
        [] => return None,
        [one] if one.name == name.asked => return None,
        _ => {}
    }
    let listed = all.iter().take(LISTED);
    let listed: Vec<String> = listed
        .map(|taken| format!("{} ({})", taken.name, terminal::count(taken.articles, "article")))
        .collect();
    let more = all.len().saturating_sub(LISTED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    Some(format!("{} “{}”: {}{more}", name.kind.word(), name.asked, listed.join(", ")))
}

/// Columns of the examples of the query language, and of the lines beside them.
const EXAMPLE: usize = 28;
const HELP: usize = 66;

/// The query language for the help page: every operator with its line and example.
pub(super) fn help() -> String {
    let words = [
        ("harbour strike", "both words, in any of their forms"),
        ("\"night boat\"", "these words in sequence, exactly"),
        ("strike OR walkout", "one of them"),
        ("strike -ferry", "the first without the second (also NOT)"),
        ("harb*, wom?n, *berg", "words with letters left open"),
        ("harbor~1", "this word, give or take a slip (up to 2)"),
        ("=harbours", "this form only"),
        ("harbour w/5 strike", "at most 5 words apart; pre/5 in this order; not w/5 without"),
        ("harbour w/s strike", "in one sentence; w/p in one paragraph"),
        ("\"night boat\"~3", "these words in any order, 3 others among them"),
        ("lead(strike)", "in the first 75 words; hlead() or in the headline; first50()"),
        ("atleast3(strike)", "at least 3 times"),
        ("strike^2", "counts twice as much in the order of hits"),
        ("*", "every article"),
    ];
    let operators = query::OPERATORS.iter().map(|operator| (operator.example, operator.help));
    let rows = words.into_iter().chain(operators).map(|(example, help)| row(example, help));
    format!("Query language:\n{}", rows.collect::<String>())
}

/// An example and, beside it, what it finds, on as many lines as that takes.
fn row(example: &str, help: &str) -> String {
    let sheet = Sheet { width: Some(HELP), ..Sheet::plain(Rows::Hits) };
    let lines = terminal::wrapped("", 0, &Painted::plain(help), &sheet);
    let beside = std::iter::once(example).chain(std::iter::repeat(""));
    let lines: Vec<String> =
        beside.zip(lines).map(|(example, help)| format!("  {example:<EXAMPLE$} {help}\n")).collect();
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 3, 1).expect("a day")
    }

    fn days(typed: &str) -> Result<(String, String), String> {
        let day = Day::parse(typed)?;
        Ok((day.first(today()).to_string(), day.last(today()).to_string()))
    }

    #[test]
    fn a_month_begins_on_its_first_day_and_ends_on_its_last() {
        assert_eq!(days("2024-02"), Ok(("2024-02-01".into(), "2024-02-29".into())));
        assert_eq!(days("1d"), Ok(("2024-02-29".into(), "2024-02-29".into())));
    }

    #[test]
    fn what_is_no_date_is_told_how_to_write_one() {
        for typed in ["yesterday", "2024-13", "", "d", "-3d", "99999999999999d"] {
            assert!(days(typed).is_err_and(|message| message.contains("30d")), "{typed}");
        }
    }
}
