//! Cuts the names out of a credit.

use crate::lang::PACKS;
use crate::text;

use super::degrees;
use super::name::{
    Trust, before_date, is_date_word, is_dated, is_firm, is_forename, is_month, name, starts_upper,
};
use super::words::{AND, BEFORE_BY, NOT_NAMES};

/// The people that a credit names, without the words that open it, roles, addresses and dates. Where the first of
/// its parts is no name, what follows on the page is not the author either.
pub(super) fn people(value: &str, trust: Trust) -> Vec<String> {
    let opened = after_by(value).or_else(|| after_label(value));
    let single = trust == Trust::Marked || trust == Trust::Shown && opened.is_some();
    let value = opened.unwrap_or(value);
    let single = single && value.split_whitespace().count() <= SHORT;
    let parts = parts(value);
    let is_name = |part: &String| name(part, trust, single).is_some();
    if trust == Trust::Shown && !parts.first().is_some_and(is_name) {
        return Vec::new();
    }
    credited(&parts, |_, part| name(part, trust, single))
}

/// The names that `read` finds in the parts of a credit, each with the degrees that follow it.
fn credited(parts: &[String], read: impl Fn(usize, &str) -> Option<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut role = false;
    for (at, part) in parts.iter().enumerate() {
        role |= !names.is_empty() && is_role(part);
        match names.last_mut() {
            // "Maren Holt, Director of Fishing, Pellworth Institute": where she works.
            _ if role && is_workplace(part) => {}
            Some(name) if degrees::is_degrees(part) && degrees::may_follow(name) => {
                name.push_str(", ");
                name.push_str(part.trim_end_matches('*').trim());
            }
            _ => names.extend(read(at, part)),
        }
    }
    names
}

/// Whether a part is what somebody does: "Senior Editor", "Head of Fishing".
fn is_role(part: &str) -> bool {
    part.starts_with(char::is_lowercase)
        || text::words(part).any(|span| NOT_NAMES.contains(&&*text::fold(&part[span])))
}

/// Whether a part ends in a word for a firm or one of its branches.
fn is_workplace(part: &str) -> bool {
    let last = part.trim_end_matches('.').rsplit(' ').next();
    last.is_some_and(|last| is_firm(last) || BRANCHES.contains(&&*text::fold(last)))
}

/// Words of branches of firms, folded.
const BRANCHES: &[&str] = &[
    "affairs",
    "communications",
    "development",
    "management",
    "operations",
    "research",
    "sales",
    "strategy",
];

/// Words of the longest credit in which a word alone is a name.
const SHORT: usize = 5;

/// What follows a label that ends in "by": "Recipe by | Maren Holt".
fn after_label(value: &str) -> Option<&str> {
    let (label, rest) = value.split_once(" | ")?;
    let last = text::fold(label.rsplit(' ').next()?.trim_end_matches(':')).into_owned();
    let opens = PACKS.iter().any(|pack| pack.by_words.contains(&&*last));
    opens.then(|| after_by(rest).unwrap_or(rest))
}

/// The names on a line of the page that opens like a byline or an agency's closing line, after a date at most; `None`
/// for any other line. `single` lets a forename alone be a name.
pub(super) fn line(value: &str, single: bool) -> Option<Vec<String>> {
    let value = value.trim_matches(['(', ')', ' ', '[', ']']);
    let rest = after_by(value).or_else(|| after_date(value)).or_else(|| after_written(value))?;
    // "by Maren": other openings ("text", "from") are words of headings, too.
    let before = value[..value.len() - rest.len()].trim_end_matches([' ', ':', '|', '\u{a0}']);
    let single = single
        && before.get(before.len().saturating_sub(2)..).is_some_and(|by| by.eq_ignore_ascii_case("by"));
    // "(Reporting by A and B; editing by C)": editors did not write it.
    let rest = rest.split(';').next().unwrap_or(rest);
    let names = credited(&parts(rest), |at, part| {
        name(part, Trust::Shown, false).or_else(|| lone(part, single && at == 0))
    });
    Some(names).filter(|names| !names.is_empty())
}

/// Whether a line opens with "By", names somebody, gives a date and no more.
pub(super) fn is_dated_credit(value: &str) -> bool {
    let short = value.len() <= CREDIT_BYTES && value.contains(|c: char| c.is_ascii_digit());
    let Some(rest) = short.then(|| after_by(value)).flatten() else { return false };
    let names = parts(rest).first().is_some_and(|part| name(part, Trust::Shown, false).is_some());
    let words = rest.split([' ', ',']).filter(|word| !word.is_empty());
    let others = words.filter(|word| !starts_upper(word) && !is_date_word(word) && !is_month(word));
    names && others.filter(|word| !AND.contains(word)).count() == 0
}

/// Bytes of the longest line that names somebody and gives a date.
const CREDIT_BYTES: usize = 100;

/// A forename alone at the start of a part, before the date.
fn lone(part: &str, single: bool) -> Option<String> {
    let word = before_date(part).join(" ");
    let plain = single && is_forename(&word) && !is_month(&word) && !NOT_NAMES.contains(&&*text::fold(&word));
    plain.then_some(word)
}

/// What follows "by" where nothing but a date and the like stands before it.
pub(super) fn after_date(value: &str) -> Option<&str> {
    let lower = value.to_ascii_lowercase();
    let at =
        lower.find("by ").filter(|at| *at > 0 && lower[..*at].ends_with(|c: char| !c.is_alphanumeric()))?;
    // "by Maren": other openings ("text", "from") are words of headings, too.
    let before = value[..at].split(['|', '·', '•', '—', '–']).all(is_dated);
    before.then(|| after_by(&value[at..])).flatten()
}

/// What follows "written by" in a line that says so of itself.
fn after_written(value: &str) -> Option<&str> {
    let at = value.find(" written by ")?;
    after_by(&value[at..])
}

/// The people on a line that says "Author:" before them.
pub(super) fn authors(value: &str) -> Option<Vec<String>> {
    let (label, rest) = value.split_once(": ")?;
    let names = AUTHOR.contains(&&*text::fold(label)).then(|| people(rest, Trust::Shown))?;
    Some(names).filter(|names| !names.is_empty())
}

/// Words for an author, folded.
const AUTHOR: &[&str] = &["author", "author(s)", "authors", "autor", "autora", "auteur", "作者"];

/// Whether a line is the label of a byline that stands in the next one.
pub(super) fn is_label(value: &str) -> bool {
    if value.len() > LABEL_BYTES {
        return false;
    }
    let folded = text::fold(value.trim_end_matches([':', ' '])).into_owned();
    let last = folded.rsplit(' ').next().unwrap_or("");
    let by = PACKS.iter().any(|pack| pack.by_words.contains(&last)) && last.len() < 4;
    AUTHOR.contains(&folded.as_str()) || by
}

/// Whether such a label stands over several lines: "Authors".
pub(super) fn is_plural_label(value: &str) -> bool {
    let value = value.trim_end_matches([':', ' ']);
    value.ends_with(['s', ')']) && is_label(value)
}

/// Bytes of the longest label of a byline.
const LABEL_BYTES: usize = 16;

/// The person that a line names which is nothing but a name.
pub(super) fn alone(value: &str) -> Option<String> {
    let first = parts(value).into_iter().next()?;
    name(&first, Trust::Shown, false)
        .filter(|name| name.split_whitespace().count() <= 4 && name.contains(' '))
}

/// The name on a line that is nothing but a name, its date and a role: the first of its parts, or what follows the date.
pub(super) fn bare(value: &str) -> Option<String> {
    let first = value.split(['|', '·', '•', '—', '–']).find(|part| !is_dated(part))?;
    let words: Vec<&str> = first.split_whitespace().collect();
    let dated = words.iter().take_while(|word| is_date_word(word) || is_month(word)).count();
    let name = name(&words[dated..].join(" "), Trust::Shown, false)?;
    let plain = name.split_whitespace().all(starts_upper) && name.split_whitespace().count() <= 4;
    let told = value.contains(|c: char| c.is_ascii_digit());
    (plain && told && words.len() <= 12).then_some(name)
}

/// What follows the opening of a byline ("By", "Reporting by", "Von").
pub(super) fn after_by(value: &str) -> Option<&str> {
    let mut rest = value.trim_start();
    let mut opened = false;
    for _ in 0..3 {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let word = text::fold(&rest[..end]);
        let opens = PACKS.iter().any(|pack| pack.by_words.contains(&&*word)) || word == "additional";
        if !opens && !BEFORE_BY.contains(&&*word) {
            break;
        }
        opened |= opens;
        rest = rest[end..].trim_start_matches([':', ' ', '\u{a0}', '-', '|']);
    }
    opened.then_some(rest)
}

/// The parts of a credit that may each be one name; what stands in brackets at the end is none.
fn parts(value: &str) -> Vec<String> {
    let plain = value.trim_end().strip_suffix(')').and_then(|open| open.rsplit_once('('));
    let value = plain.map_or(value, |(before, _)| before);
    let parts = value.split([',', ';', '/', '|', '&', '\n', '·', '•', '،', '、']);
    parts.filter(|part| !part.trim().is_empty()).flat_map(split_and).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &[&str]) {
        assert_eq!(people(value, Trust::Shown), expected, "{value}");
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
        check("Theresa May", &["Theresa May"]);
        check("By Jan van der Vane . Last updated", &["Jan van der Vane"]);
        check("Maren Holt, MD, Ph.D. and Idris Vane, RDN", &["Maren Holt, MD, Ph.D.", "Idris Vane, RDN"]);
        check("Maren Holt, AFP", &["Maren Holt"]);
    }

    #[test]
    fn desks_and_agencies_are_nobody() {
        check("By Courier Staff", &[]);
        check("admin", &[]);
        check("Estuary Wire", &[]);
        check("Maren Holt Foundation", &[]);
        check("Pellworth Coalition for the Tides", &[]);
        check("By | oddmarsh | Pellworth Woodworking", &[]);
        assert_eq!(people("Centre for the Sea and Shore", Trust::Marked), Vec::<String>::new());
        check("https://courier.example/authors/holt", &[]);
        check("Recipe by | Maren Holt", &["Maren Holt"]);
        check("Make an Impact", &[]);
    }

    #[test]
    fn a_forename_alone_is_a_name_where_it_is_marked() {
        assert_eq!(people("Maren", Trust::Marked), ["Maren"]);
        assert_eq!(people("maren holt", Trust::Marked), ["maren holt"]);
        check("By Maren", &["Maren"]);
        check("Maren", &[]);
        check("maren holt", &[]);
        assert_eq!(line("By Reuters", false), None);
    }

    #[test]
    fn a_byline_may_follow_its_date() {
        let named = |value| line(value, true).unwrap_or_default().join("; ");
        assert_eq!(named("03/01/2017 by Maren Holt, Keeper of the Tides"), "Maren Holt");
        assert_eq!(named("Posted by Maren at December 16, 2025 11:15 AM"), "Maren");
        assert_eq!(named("by Maren · Dec 20, 2025 at 3:00 am · One comment so far"), "Maren");
        assert_eq!(named("This post was written by Maren Holt, keeper of the tides."), "Maren Holt");
        assert_eq!(named("Stand by me"), "");
    }

    #[test]
    fn a_credit_with_its_date_is_one_wherever_it_stands() {
        assert!(is_dated_credit("by Maren Holt, 18 November 2022"));
        assert!(is_dated_credit("Von Maren Holt und Idris Vane, 18. November 2022"));
        assert!(!is_dated_credit("By noon on 18 November the quay was full"));
        assert!(!is_dated_credit("By the numbers: 18"));
    }

    #[test]
    fn a_name_with_its_date_needs_no_by() {
        assert_eq!(bare("Dec 17, 2025 Maren K. Holt").as_deref(), Some("Maren K. Holt"));
        assert_eq!(bare("Dec. 19, 2025 · Maren Holt on behalf of all").as_deref(), Some("Maren Holt"));
        assert_eq!(bare("Maren Holt | Senior Writer | July 2, 2025").as_deref(), Some("Maren Holt"));
        assert_eq!(bare("Maren Holt 02 Feb 2026 Reviews 7 Comments").as_deref(), Some("Maren Holt"));
        assert_eq!(bare("3 min read"), None);
        assert_eq!(bare("The tide turns and nobody came"), None);
    }

    #[test]
    fn editors_of_a_closing_line_did_not_write_it() {
        let names = line("(Reporting by Maren Holt; editing by Idris Vane)", false);
        assert_eq!(names, Some(vec!["Maren Holt".to_owned()]));
        assert_eq!(line("Maren Holt lives in Pellworth", true), None);
    }
}
