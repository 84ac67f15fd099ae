//! What a statement signs with that is no person: a desk, a pen name, the house.

use crate::text;

use super::name::{before_date, is_dated};
use super::names::{after_by, after_date};
use super::words::{DESKS, NOT_NAMES, PROGRAMS};

/// The most words under which a desk signs.
const DESK_WORDS: usize = 5;

/// Letters of the shortest and the longest pen name of one word.
const PEN_NAME: (usize, usize) = (3, 20);

/// The desk or pen name that a statement signs with: "Courier Staff", "oddmarsh"; `None` for anything else.
pub(super) fn signature(value: &str) -> Option<String> {
    let value = after_by(value).unwrap_or(value);
    let value = value.split(['|', '·', '•', ',']).next().unwrap_or(value).trim();
    let words: Vec<&str> = value.split_whitespace().collect();
    if value.contains(['@', '/', '<', '>', '=', '_', ':']) || value.contains(|c: char| c.is_numeric()) {
        return None;
    }
    let is_in = |list: &[&str], word: &str| list.contains(&&*text::fold(word));
    let named = words.len() > 1 || words.iter().any(|word| word.eq_ignore_ascii_case("newsdesk"));
    let desk = named && words.len() <= DESK_WORDS && words.iter().any(|word| is_in(DESKS, word));
    let pen = words.len() == 1
        && value.chars().all(char::is_alphabetic)
        && value.contains(char::is_lowercase)
        && (PEN_NAME.0..=PEN_NAME.1).contains(&value.chars().count())
        && !is_in(NOT_NAMES, value);
    (desk || pen).then(|| words.join(" "))
}

/// What a statement signs with, whatever it names; `None` for addresses, codes, and the names of roles and programs.
pub(super) fn house(value: &str) -> Option<String> {
    let value = after_by(value).unwrap_or(value);
    let first = value.split(['|', '·', '•', ',']).map(str::trim).find(|part| !part.is_empty())?;
    let words: Vec<&str> = first.split_whitespace().collect();
    is_house(&words).then(|| words.join(" "))
}

/// The same for a line of the page, which may hold a date, too.
pub(super) fn house_line(value: &str) -> Option<String> {
    let value = after_by(value).or_else(|| after_date(value)).unwrap_or(value);
    let first = value.split(['|', '·', '•', ',', '—', '–']).find(|part| !is_dated(part))?;
    let first = first.split(" - ").next().unwrap_or(first);
    let words = before_date(first);
    is_house(&words).then(|| words.join(" "))
}

fn is_house(words: &[&str]) -> bool {
    let folded: Vec<_> = words.iter().map(|word| text::fold(word)).collect();
    let code = |word: &&str| word.contains(char::is_numeric) && word.contains(char::is_alphabetic);
    let sign = |c: char| !c.is_alphanumeric() && !"&.'’-®™".contains(c);
    (1..=DESK_WORDS).contains(&words.len())
        && words.iter().any(|word| word.contains(char::is_alphabetic))
        && !words.iter().any(|word| code(word) || word.contains(sign))
        && !folded.iter().any(|word| PROGRAMS.contains(&&**word))
        && !folded.iter().all(|word| NOT_NAMES.contains(&&**word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_may_sign_as_a_desk_or_under_a_pen_name() {
        assert_eq!(signature("Courier Staff").as_deref(), Some("Courier Staff"));
        assert_eq!(signature("oddmarsh").as_deref(), Some("oddmarsh"));
        assert_eq!(signature("admin"), None);
        assert_eq!(signature("Estuary Wire"), None);
        assert_eq!(signature("https://courier.example"), None);
    }
}
