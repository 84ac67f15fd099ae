//! What in an archive deserves a second look: outlets whose pages change, articles that lack their bodies or more.

use std::collections::BTreeMap;

use chrono::Datelike;

use crate::index::{Archive, BREAKS_OFF, IndexError, PAY_FOLLOWS, Place};
use crate::search::facet;
use crate::search::shape::{self, Group, Row};

/// Articles from which on an outlet has a length of its own.
const OWN_LENGTH: usize = 10;

/// An article is suspiciously short below this part of its outlet's median.
const SHORT: u32 = 5;

/// Months on each side of a change that are compared, and the articles that they must hold.
const MONTHS: i64 = 3;
const EVIDENCE: usize = 8;

/// An outlet that asks for money behind more than this share of its articles does so whether they go on or not.
const USUAL_APPEAL: f64 = 0.3;

/// Changes of the removed share, and of the median length by a factor, that are told.
///
/// Source: neither is reached on four made-up outlets of 300 articles each that never change (`cuttings generate`).
const SHARE_CHANGE: f64 = 0.25;
const LENGTH_CHANGE: f64 = 2.5;

/// An article to look at, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// Where it lies.
    pub place: Place,
    /// What is odd about it.
    pub why: String,
}

/// A change of an outlet's pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The outlet.
    pub outlet: String,
    /// The month from which on its pages are different: `2023-06`.
    pub month: String,
    /// What is different.
    pub why: String,
    /// The first article after the change.
    pub place: Place,
}

/// What deserves a second look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suspects {
    /// Articles without a body.
    pub empty: Vec<Suspect>,
    /// Articles that are very short for their outlet, or end where the page asks for money; shortest first.
    pub short: Vec<Suspect>,
    /// Outlets whose pages change abruptly, by name.
    pub changes: Vec<Change>,
}

/// Looks through the columns of the index.
///
/// # Errors
///
/// When the index cannot be read.
pub fn suspects(archive: &Archive) -> Result<Suspects, IndexError> {
    let mut suspects = Suspects::default();
    let (mut empty, mut short) = (Vec::new(), Vec::new());
    for group in shape::groups(archive)? {
        let usual = Usual::of(&group);
        for row in &group.rows {
            if row.words == 0 {
                empty.push((row.id_key, row.place, "no body".to_owned()));
            } else if let Some(why) = usual.too_short(row) {
                short.push(((row.words, row.id_key), row.place, why));
            }
        }
        suspects.changes.extend(change(&group));
    }
    suspects.empty = sorted(empty);
    suspects.short = sorted(short);
    suspects.changes.sort_by(|a, b| a.outlet.cmp(&b.outlet));
    Ok(suspects)
}

fn sorted<K: Ord>(mut all: Vec<(K, Place, String)>) -> Vec<Suspect> {
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.into_iter().map(|(_, place, why)| Suspect { place, why }).collect()
}

/// What the articles of an outlet are like, where there are enough of them to tell.
#[derive(Debug, Clone, Copy, Default)]
struct Usual {
    median: Option<u32>,
    /// Whether the page asks for money behind most any article.
    appeals: bool,
}

impl Usual {
    fn of(group: &Group) -> Self {
        if group.rows.len() < OWN_LENGTH || group.outlet.is_empty() {
            return Self::default();
        }
        let asking = group.rows.iter().filter(|row| row.ending & PAY_FOLLOWS > 0).count();
        Self {
            median: Some(shape::median(group.rows.iter().map(|row| row.words))),
            appeals: asking as f64 > USUAL_APPEAL * group.rows.len() as f64,
        }
    }

    /// Why an article looks cut short; `None` where it does not.
    fn too_short(&self, row: &Row) -> Option<String> {
        let words = if row.words == 1 { "1 word".to_owned() } else { format!("{} words", row.words) };
        let usual = self.median.map_or(String::new(), |median| format!(" where {median} are usual"));
        let less = |part: u32| self.median.is_some_and(|median| row.words < median / part);
        let asks = row.ending & PAY_FOLLOWS > 0;
        if asks && row.ending & BREAKS_OFF > 0 && (less(1) || self.median.is_none()) {
            Some(format!("{words}{usual}: breaks off, and the page asks for money there"))
        } else if asks && !self.appeals && less(2) {
            Some(format!("{words}{usual}, and the page asks for money behind them"))
        } else if less(SHORT) {
            Some(format!("{words}{usual}"))
        } else {
            None
        }
    }
}

/// The greatest change of an outlet's pages from one stretch of months to the next; `None` where none is great.
fn change(group: &Group) -> Option<Change> {
    let mut months: BTreeMap<i64, Vec<&Row>> = BTreeMap::new();
    for row in &group.rows {
        if let Some(date) = row.day.and_then(facet::date).filter(|_| !group.outlet.is_empty()) {
            months.entry(i64::from(date.year()) * 12 + i64::from(date.month0())).or_default().push(row);
        }
    }
    let changes = months.keys().filter_map(|month| {
        let within = |from, to| months.range(from..to).flat_map(|(_, rows)| rows.iter().copied()).collect();
        let (before, after): (Vec<&Row>, Vec<&Row>) =
            (within(month - MONTHS, *month), within(*month, month + MONTHS));
        let (size, why) = difference(&before, &after)?;
        Some((size, *month, why))
    });
    let (_, month, why) = changes.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))?;
    let first = months[&month].iter().min_by_key(|row| (row.day, row.id_key))?;
    let month = format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
    Some(Change { outlet: group.outlet.clone(), month, why, place: first.place })
}

/// How different two stretches are, in units of what is told, and in words; `None` for what is not told.
fn difference(before: &[&Row], after: &[&Row]) -> Option<(f64, String)> {
    if before.len() < EVIDENCE || after.len() < EVIDENCE {
        return None;
    }
    let share = |rows: &[&Row]| shape::share(rows.iter().copied());
    let median = |rows: &[&Row]| f64::from(shape::median(rows.iter().map(|row| row.words)).max(1));
    let (old, new) = (share(before), share(after));
    let shares = (new - old).abs() / SHARE_CHANGE;
    let (shorter, longer) = (median(before), median(after));
    let lengths = (longer / shorter).max(shorter / longer) / LENGTH_CHANGE;
    if shares.max(lengths) < 1.0 {
        return None;
    }
    let told = if shares >= lengths {
        format!("{:.0} % of the words removed, {:.0} % before", new * 100.0, old * 100.0)
    } else {
        format!("{longer:.0} words in the middle article, {shorter:.0} before")
    };
    Some((shares.max(lengths), told))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(months: std::ops::Range<i64>, words: u32, removed: u32) -> Vec<Row> {
        let row = |(month, number): (i64, u32)| Row {
            place: Place::new(0, number),
            id_key: u64::from(number),
            words: words + number,
            removed,
            day: Some(month * 31),
            ending: 0,
        };
        months.flat_map(|month| (0..4).map(move |number| (month, number))).map(row).collect()
    }

    fn told(rows: Vec<Row>) -> Option<String> {
        let change = change(&Group { outlet: "The Bell".to_owned(), rows })?;
        Some(format!("{}: {}", change.month, change.why))
    }

    #[test]
    fn a_redesign_shows_in_what_is_removed_or_kept() {
        let removed = [rows(0..6, 400, 100), rows(6..12, 400, 600)].concat();
        assert_eq!(told(removed).as_deref(), Some("1970-07: 60 % of the words removed, 20 % before"));
        let kept = [rows(0..6, 400, 100), rows(6..12, 40, 10)].concat();
        assert_eq!(told(kept).as_deref(), Some("1970-07: 41 words in the middle article, 401 before"));
    }

    #[test]
    fn an_outlet_that_stays_as_it_is_or_is_hardly_known_has_not_changed() {
        assert_eq!(told(rows(0..12, 400, 100)), None);
        assert_eq!(told([rows(0..1, 400, 100), rows(1..2, 400, 900)].concat()), None);
    }

    #[test]
    fn an_article_is_short_against_its_outlet_or_where_money_is_asked_for() {
        let row = |words, ending| Row { ending, ..rows(0..1, words, 0)[0] };
        let said = |words, ending, median| {
            Usual { median, appeals: false }.too_short(&row(words, ending)).unwrap_or_default()
        };
        assert_eq!(said(79, 0, Some(400)), "79 words where 400 are usual");
        assert_eq!(said(80, 0, Some(400)), "");
        assert_eq!(
            said(199, PAY_FOLLOWS, Some(400)),
            "199 words where 400 are usual, and the page asks for money behind them"
        );
        assert_eq!(
            said(350, PAY_FOLLOWS | BREAKS_OFF, Some(400)),
            "350 words where 400 are usual: breaks off, and the page asks for money there"
        );
        assert_eq!(
            said(350, PAY_FOLLOWS | BREAKS_OFF, None),
            "350 words: breaks off, and the page asks for money there"
        );
        assert_eq!(said(3, PAY_FOLLOWS, None), "");
        let rows = [rows(0..3, 400, 9), vec![Row { ending: PAY_FOLLOWS, ..row(150, 0) }; 8]].concat();
        let usual = Usual::of(&Group { outlet: "The Bell".to_owned(), rows: rows.clone() });
        assert_eq!(usual.too_short(&rows[19]), None, "most of its pages ask for money");
    }
}
