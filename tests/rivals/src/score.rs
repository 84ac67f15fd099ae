//! The measures of the pack's README: words of the body as bags, title, set of authors and day exactly.

use std::collections::BTreeSet;

use cuttings::eval::{Prf, bag_scores, normal};

use crate::pack::{Item, Truth};
use crate::tools::Extracted;

/// Means over the pages; those of a field over the pages whose truth has it.
pub(crate) struct Means {
    pub(crate) f1: f64,
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    /// Pages whose F1 is below 0.80.
    pub(crate) low: usize,
    pub(crate) title: f64,
    pub(crate) authors: f64,
    pub(crate) date: f64,
}

impl Means {
    pub(crate) fn of(items: &[Item], found: &[Extracted]) -> Self {
        let pairs = || items.iter().map(|item| &item.truth).zip(found);
        let scores: Vec<Prf> =
            pairs().map(|(truth, found)| bag_scores(&found.body, &truth.main_content)).collect();
        let over = |part: fn(&Prf) -> f64| scores.iter().map(part).sum::<f64>() / scores.len().max(1) as f64;
        Self {
            f1: over(|score| score.f1),
            precision: over(|score| score.precision),
            recall: over(|score| score.recall),
            low: scores.iter().filter(|score| score.f1 < 0.8).count(),
            title: share(pairs().filter_map(|(truth, found)| same_title(truth, found))),
            authors: share(pairs().filter_map(|(truth, found)| same_authors(truth, found))),
            date: share(pairs().filter_map(|(truth, found)| same_day(truth, found))),
        }
    }
}

fn share(values: impl Iterator<Item = bool>) -> f64 {
    let (all, right) = values.fold((0_u32, 0_u32), |(all, right), is_so| (all + 1, right + u32::from(is_so)));
    f64::from(right) / f64::from(all.max(1))
}

fn filled(field: &Option<String>) -> Option<&str> {
    field.as_deref().filter(|text| !text.is_empty())
}

fn same_title(truth: &Truth, found: &Extracted) -> Option<bool> {
    filled(&truth.title).map(|title| normal(title) == normal(found.title.as_deref().unwrap_or("")))
}

fn same_authors(truth: &Truth, found: &Extracted) -> Option<bool> {
    let given: BTreeSet<String> = found.authors.iter().flat_map(|author| names(author)).collect();
    filled(&truth.author).map(|author| names(author) == given)
}

fn same_day(truth: &Truth, found: &Extracted) -> Option<bool> {
    day(truth.publish_date.as_deref()?).map(|right| found.date.as_deref().and_then(day) == Some(right))
}

/// The names in an author field without its "By", parted at `; , / | &`, line ends and the word "and".
fn names(field: &str) -> BTreeSet<String> {
    let field = field.trim_start();
    let opening = ["written by ", "story by ", "by "]
        .into_iter()
        .find(|opening| field.get(..opening.len()).is_some_and(|head| head.eq_ignore_ascii_case(opening)));
    let field = &field[opening.map_or(0, str::len)..];
    let parts = field.split([';', ',', '/', '|', '&', '\n']);
    parts.flat_map(|part| split_at_and(&normal(part))).filter(|name| !name.is_empty()).collect()
}

fn split_at_and(part: &str) -> Vec<String> {
    let words: Vec<&str> = part.split(' ').collect();
    words.split(|word| *word == "and").map(|name| name.join(" ")).collect()
}

/// The day at the head of a date, `YYYY-MM-DD`.
fn day(date: &str) -> Option<&str> {
    let head = date.trim_start().get(..10)?;
    let digit = |at: usize, byte: u8| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    head.bytes().enumerate().all(|(at, byte)| digit(at, byte)).then_some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_field_is_a_set_of_names() {
        let set = |field: &str| names(field).into_iter().collect::<Vec<_>>();
        assert_eq!(set("By Ida Brandt and Sandy Land; J. Roe"), ["ida brandt", "j roe", "sandy land"]);
        assert!(set(" ").is_empty());
    }

    #[test]
    fn a_field_that_the_truth_leaves_open_is_not_counted() {
        let truth = |title: Option<&str>| Truth {
            id: String::new(),
            title: title.map(str::to_owned),
            author: None,
            publish_date: Some("June 2023".to_owned()),
            main_content: String::new(),
        };
        let found = Extracted { title: Some("THE TIDE".to_owned()), ..Extracted::default() };
        assert_eq!(same_title(&truth(Some("The tide")), &found), Some(true));
        assert_eq!(same_title(&truth(None), &found), None);
        assert_eq!(same_day(&truth(None), &found), None);
    }
}
