//! What to look for, as `search` and `export` take it.

use anyhow::bail;
use clap::Args;

use crate::lang::Lang;
use crate::output::terminal;
use crate::query::{self, Dialect, Notice, Resolved};
use crate::search::{Day, Request};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{shelf, words};
use crate::watch::Saved;

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

fn language(typed: &str) -> Result<Lang, String> {
    Lang::parse(typed).ok_or_else(|| "write a language as two letters, as in `en`".to_owned())
}

impl Question {
    /// The request for this, with the defaults for everything else. Says how a query in another syntax reads, and what
    /// of it means nothing here.
    pub(super) fn request(&self, desk: &Desk<'_>) -> anyhow::Result<Request> {
        let saved = self.saved();
        let (request, notices) = saved.request(desk.today());
        if saved.dialect.is_some() {
            notices.iter().for_each(|notice| desk::say(&terminal::notice(&saved.query, notice)));
            desk::say(&format!("read as: {}", terminal::line(&request.query)));
        }
        if request.query.is_empty() {
            bail!("the query is empty; write words to look for, or '*' for every article");
        }
        let duplicates = Request::new("", desk.today()).duplicates;
        let (names, topics, annotations) =
            (shelf::names(desk), shelf::topics(desk)?, shelf::annotations(desk)?);
        Ok(Request { duplicates, names, topics, annotations, ..request })
    }

    /// The same as it can be saved.
    pub(super) fn saved(&self) -> Saved {
        Saved {
            dialect: self.syntax,
            any: self.any,
            stems: !self.no_stem,
            widen: !self.no_widen,
            people: self.person.clone(),
            organisations: self.org.clone(),
            places: self.place.clone(),
            outlets: self.outlet.clone(),
            languages: self.lang.clone(),
            since: self.since,
            until: self.until,
            ..Saved::new(&words::joined(&self.words))
        }
    }
}

fn dialect(name: &str) -> Result<Dialect, String> {
    let known = Dialect::ALL.into_iter().find(|dialect| dialect.name().eq_ignore_ascii_case(name));
    let names = Dialect::ALL.map(Dialect::name).join(", ");
    known.ok_or_else(|| format!("no syntax of this name; known are {names}"))
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
        ("harb*, wom?n, *berg", "words with letters left open; =harbou? at the end"),
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
///
/// Every start of these commands makes the page, so that this counts columns by characters, which is right for our own
/// text, and not by what a terminal makes of a stranger's.
fn row(example: &str, help: &str) -> String {
    let mut lines = format!("  {example:<EXAMPLE$}");
    let mut columns = 0;
    for word in help.split(' ') {
        let length = word.chars().count();
        if columns > 0 && columns + 1 + length > HELP {
            lines += &format!("\n  {:<EXAMPLE$}", "");
            columns = 0;
        }
        lines.push(' ');
        lines += word;
        columns += length + usize::from(columns > 0);
    }
    lines + "\n"
}
