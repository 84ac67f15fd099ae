//! Who wrote an article.

use crate::article::Stated;
use crate::cleaner::{Kind, Verdict};
use crate::lang::PACKS;
use crate::outlet::Outlet;
use crate::reader::{Field, Origin, Page};
use crate::text;

/// Words that no name of a person holds: who carries one is a desk, an agency, a role or a company.
const NOT_NAMES: [&str; 69] = [
    "articles",
    "author",
    "authors",
    "corresponding",
    "courtesy",
    "posts",
    "size",
    "admin",
    "administrator",
    "agency",
    "agencies",
    "analyst",
    "anonymous",
    "associate",
    "bureau",
    "chief",
    "columnist",
    "com",
    "contributing",
    "contributor",
    "contributors",
    "correspondent",
    "correspondents",
    "desk",
    "digital",
    "director",
    "edited",
    "editor",
    "editorial",
    "editors",
    "executive",
    "freelance",
    "guest",
    "head",
    "inc",
    "journalist",
    "llc",
    "ltd",
    "magazine",
    "manager",
    "marketing",
    "media",
    "member",
    "network",
    "news",
    "newsroom",
    "office",
    "online",
    "photographer",
    "president",
    "press",
    "producer",
    "publisher",
    "redaction",
    "redaktion",
    "reporter",
    "reporters",
    "reporting",
    "senior",
    "service",
    "specialist",
    "staff",
    "team",
    "user",
    "webmaster",
    "wire",
    "writer",
    "writers",
    "founder",
];

/// Words that join two names.
const AND: [&str; 8] = ["and", "und", "et", "y", "e", "with", "con", "و"];

/// The most words that the name of one person has.
const NAME_WORDS: usize = 6;

/// The authors: as the page states them, in the order of trust, else as its byline names them. No name is made up of
/// a desk, an agency or the outlet itself.
pub(super) fn of(page: &Page, verdicts: &[Verdict], outlet: Option<&Outlet>) -> Option<Stated<Vec<String>>> {
    let order = [
        Origin::User,
        Origin::FrontMatter,
        Origin::Record,
        Origin::JsonLd,
        Origin::Meta,
        Origin::Byline,
        Origin::OpenGraph,
        Origin::Microdata,
        Origin::Html,
    ];
    for origin in order {
        let hints = page.hints.iter().filter(|hint| hint.field == Field::Byline && hint.origin == origin);
        let names = gather(hints.flat_map(|hint| names(&hint.value)), outlet, origin);
        if !names.is_empty() {
            return Some(Stated { value: names, origin });
        }
    }
    let lines = page.blocks.iter().zip(verdicts).filter(|(_, verdict)| is_byline(verdict));
    let found = lines
        .filter_map(|(block, _)| line(&block.text))
        .map(|names| gather(names.into_iter(), outlet, Origin::Byline));
    found.into_iter().find(|names| !names.is_empty()).map(|value| Stated { value, origin: Origin::Byline })
}

fn is_byline(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Drop { kind: Kind::Author, .. })
}

/// Names in order, each once, the outlet's own name left out.
fn gather(names: impl Iterator<Item = String>, outlet: Option<&Outlet>, origin: Origin) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        let folded = text::fold(&name).into_owned();
        let is_outlet = outlet
            .is_some_and(|outlet| text::fold(&outlet.name).contains(&folded) || outlet.key.contains(&folded));
        // A person who publishes under their own name is both: markup of authors says so, running text does not.
        let marked = matches!(origin, Origin::JsonLd | Origin::Meta | Origin::Microdata | Origin::Byline);
        let is_outlet = is_outlet && !(marked && is_person(&name));
        if !is_outlet && !all.iter().any(|known| text::fold(known) == folded) {
            all.push(name);
        }
    }
    all
}

/// Whether a name that is the outlet's, too, reads as a person's: two or three words with capitals, no article, no word
/// that is common in names of outlets and firms.
fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=3).contains(&words.len())
        && words
            .iter()
            .all(|word| starts_upper(word) && word.chars().skip(1).any(char::is_lowercase) || word.len() <= 2)
        && !words.iter().any(|word| FIRMS.contains(&&*text::fold(word)))
}

/// Words of names that are no person's, folded.
const FIRMS: [&str; 43] = [
    "the",
    "net",
    "wire",
    "voice",
    "post",
    "times",
    "herald",
    "courier",
    "review",
    "journal",
    "tribune",
    "gazette",
    "chronicle",
    "daily",
    "weekly",
    "today",
    "security",
    "care",
    "agency",
    "services",
    "solutions",
    "group",
    "bank",
    "health",
    "travel",
    "store",
    "university",
    "college",
    "institute",
    "center",
    "centre",
    "council",
    "construction",
    "strategies",
    "renovation",
    "company",
    "co",
    "labs",
    "lab",
    "systems",
    "studio",
    "blog",
    "house",
];

/// The names that a byline gives, without the words that open it, roles, addresses and dates.
fn names(value: &str) -> Vec<String> {
    let value = after_by(value).unwrap_or(value);
    let parts = value.split([',', ';', '/', '|', '&', '\n', '·', '•', '،', '、', '(', ')']);
    parts.flat_map(split_and).filter_map(|part| name(&part)).collect()
}

/// The names on a line of the page that opens like a byline or an agency's closing line; `None` for any other line.
fn line(value: &str) -> Option<Vec<String>> {
    let value = value.trim_matches(['(', ')', ' ', '[', ']']);
    let rest = after_by(value)?;
    // "(Reporting by A and B; editing by C)": editors did not write it.
    let rest = rest.split(';').next().unwrap_or(rest);
    Some(names(rest)).filter(|names| !names.is_empty())
}

/// What follows the opening of a byline ("By", "Reporting by", "Von").
fn after_by(value: &str) -> Option<&str> {
    let mut rest = value.trim_start();
    let mut opened = false;
    for _ in 0..3 {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let word = text::fold(&rest[..end]);
        let opens = PACKS.iter().any(|pack| pack.by_words.contains(&&*word)) || word == "additional";
        if !opens {
            break;
        }
        opened = true;
        rest = rest[end..].trim_start_matches([':', ' ', '\u{a0}', '-']);
    }
    opened.then_some(rest)
}

fn split_and(part: &str) -> Vec<String> {
    let mut names = vec![Vec::new()];
    for word in part.split_whitespace() {
        if AND.contains(&&*text::fold(word)) {
            names.push(Vec::new());
        } else if let Some(last) = names.last_mut() {
            last.push(word);
        }
    }
    names.into_iter().map(|words| words.join(" ")).collect()
}

/// One name, if it can be one: two to six words, no digits, no address, no word of a role or desk. A single word is a
/// name where it is written without capitals in its script (Chinese, Arabic).
fn name(part: &str) -> Option<String> {
    let words = part.split_whitespace().enumerate();
    // Months are forenames, too, so the first word is never one.
    let words = words.take_while(|(at, word)| !is_date_word(word) && (*at < 2 || !is_month(word)));
    let words: Vec<&str> = words.map(|(_, word)| word).collect();
    let part = words.join(" ");
    let part = part.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let cased = part.chars().any(char::is_lowercase) || part.chars().any(char::is_uppercase);
    let enough = if cased { 2 } else { 1 };
    let fits = (enough..=NAME_WORDS).contains(&words.len())
        && !part.contains(['@', '<', '>', '=', '_'])
        && !part.contains("://")
        && !part.chars().any(|c| c.is_ascii_digit())
        && (!cased || part.split_whitespace().filter(|word| starts_upper(word)).count() * 2 >= words.len())
        && !text::words(part).any(|span| NOT_NAMES.contains(&&*text::fold(&part[span])));
    fits.then(|| part.to_owned())
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_month(word: &str) -> bool {
    let folded = text::fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    PACKS.iter().any(|pack| pack.months.iter().any(|(name, _)| *name == folded))
}

/// Whether a word opens a date: what follows a name on its line.
fn is_date_word(word: &str) -> bool {
    let folded = text::fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    folded.chars().next().is_some_and(|c| c.is_ascii_digit())
        || ["published", "updated", "on", "posted", "for", "in", "is", "at"].contains(&&*folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &[&str]) {
        assert_eq!(names(value), expected, "{value}");
    }

    #[test]
    fn names_are_cut_out_of_bylines() {
        check("By Maren Holt", &["Maren Holt"]);
        check("Maren Holt and Idris Vane, Staff Writers", &["Maren Holt", "Idris Vane"]);
        check("Von Hanne Brückstedt", &["Hanne Brückstedt"]);
        check("Maren Holt | 14 June 2023", &["Maren Holt"]);
        check("Maren Holt, maren@courier.example", &["Maren Holt"]);
        check("林海涛", &["林海涛"]);
        check("By Maren Holt June 14, 2023", &["Maren Holt"]);
        check("April Holt", &["April Holt"]);
    }

    #[test]
    fn desks_and_agencies_are_nobody() {
        check("By Courier Staff", &[]);
        check("admin", &[]);
        check("Estuary Wire", &[]);
        check("https://courier.example/authors/holt", &[]);
    }

    #[test]
    fn who_publishes_under_their_own_name_wrote_it() {
        assert!(is_person("Maren Holt"));
        assert!(!is_person("Estuary Wire") && !is_person("The Maren Holts"));
    }

    #[test]
    fn editors_of_a_closing_line_did_not_write_it() {
        let names = line("(Reporting by Maren Holt; editing by Idris Vane)");
        assert_eq!(names, Some(vec!["Maren Holt".to_owned()]));
        assert_eq!(line("Maren Holt lives in Pellworth"), None);
    }
}
