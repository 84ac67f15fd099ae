//! Titles, authors and dates, as the pack's scorer compares them.

use std::collections::BTreeSet;

use crate::eval::Group;
use crate::eval::scorecard::{mean, share};
use crate::eval::words::normal;

use super::{Extracted, Truth};

/// What may open an author field; cut off once.
const OPENINGS: [&str; 3] = ["written by", "story by", "by"];

/// Adds the measures of metadata to a group. A mean runs over the pages whose truth has the field; the
/// `…_where_none` ones show how often something was given where the truth has nothing.
pub(super) fn scores(group: &mut Group, pairs: &[(&Truth, &Extracted)]) {
    let mut put = |name, values: &mut dyn Iterator<Item = bool>| {
        group.push(name, mean(values.map(share)).unwrap_or(0.0));
    };
    let filled = |value: &Option<String>| value.as_deref().is_some_and(|value| !value.is_empty());
    put("title_exact", &mut pairs.iter().filter(|(truth, _)| filled(&truth.title)).map(same_title));
    let signed = || pairs.iter().filter(|(truth, _)| filled(&truth.author)).map(authors);
    put("author_equal", &mut signed().map(|(gold, given)| gold == given));
    put("author_overlap", &mut signed().map(|(gold, given)| !gold.is_disjoint(&given)));
    let dated = pairs.iter().filter(|(truth, _)| truth.publish_date.as_deref().and_then(day).is_some());
    put("date_equal", &mut dated.map(same_day));
    let unsigned = pairs.iter().filter(|(truth, _)| !filled(&truth.author));
    put("author_where_none", &mut unsigned.map(|pair| !authors(pair).1.is_empty()));
    let undated = pairs.iter().filter(|(truth, _)| !filled(&truth.publish_date));
    put("date_where_none", &mut undated.map(|(_, made)| made.date.is_some()));
}

fn same_title((truth, made): &(&Truth, &Extracted)) -> bool {
    let text = |title: &Option<String>| normal(title.as_deref().unwrap_or(""));
    text(&truth.title) == text(&made.title)
}

fn same_day((truth, made): &(&Truth, &Extracted)) -> bool {
    made.date.as_deref().and_then(day) == truth.publish_date.as_deref().and_then(day)
}

/// The names of the truth and of the extraction.
fn authors((truth, made): &(&Truth, &Extracted)) -> (BTreeSet<String>, BTreeSet<String>) {
    let gold = names(truth.author.as_deref().unwrap_or(""));
    (gold, made.authors.iter().flat_map(|author| names(author)).collect())
}

/// The names in an author field, parted at commas, `;`, `/`, `&`, `|`, line ends and the word "and".
fn names(field: &str) -> BTreeSet<String> {
    let parts = without_opening(field).split([';', ',', '/', '|', '&', '\n']);
    parts.flat_map(split_at_and).map(|name| normal(&name)).filter(|name| !name.is_empty()).collect()
}

fn without_opening(field: &str) -> &str {
    let field = field.trim_start();
    let rest = OPENINGS.iter().find_map(|opening| {
        let head = field.get(..opening.len())?;
        let rest = &field[opening.len()..];
        (head.eq_ignore_ascii_case(opening) && rest.starts_with(char::is_whitespace)).then_some(rest)
    });
    rest.unwrap_or(field)
}

/// Parts at "and" where it is a word by itself, in any case.
fn split_at_and(part: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut word = String::new();
    for c in part.chars().chain(['\n']) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        if word.eq_ignore_ascii_case("and") {
            names.push(String::new());
        } else if let Some(name) = names.last_mut() {
            name.push_str(&word);
        }
        if let Some(name) = names.last_mut() {
            name.push(c);
        }
        word.clear();
    }
    names
}

/// The day at the head of a date, `YYYY-MM-DD`.
fn day(date: &str) -> Option<&str> {
    let head = date.trim_start().get(..10)?;
    let fits = head
        .bytes()
        .enumerate()
        .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    fits.then_some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_field_is_a_set_of_names() {
        let set = |field: &str| names(field).into_iter().collect::<Vec<_>>();
        assert_eq!(set("By Ida Brandt and Sandy Land; J. Roe"), ["ida brandt", "j roe", "sandy land"]);
        assert_eq!(set("Bylund Karl"), ["bylund karl"]);
        assert!(set(" ").is_empty());
    }

    #[test]
    fn a_date_is_compared_by_its_day() {
        assert_eq!(day(" 2023-06-14T10:00"), Some("2023-06-14"));
        assert_eq!(day("2023-06"), None);
        assert_eq!(day("14 June 2023"), None);
    }
}
