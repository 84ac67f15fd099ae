//! One whole article, exactly: every block kept or removed as a careful editor would, every field or its absence.
//!
//! A pack is a folder with `gold.json` and the source file that it names. Texts are compared after folding runs of
//! white space into one blank.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Deserialize;

use crate::article::{Article, Removed};
use crate::eval::scorecard::share;
use crate::eval::{EvalError, Group, Prf, Scorecard, Worst, pack};
use crate::ingest::{self, Cleaned};
use crate::overrule::Rules;
use crate::reader::BlockKind;
use crate::text;

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The pack.
    pub folder: PathBuf,
    /// How many differences to name.
    pub worst: usize,
    /// No publication date is later than this day.
    pub today: NaiveDate,
}

#[derive(Debug, Deserialize)]
struct Gold {
    source: String,
    title: Option<String>,
    outlet: Option<String>,
    language: Option<String>,
    date: Option<String>,
    headings: Vec<String>,
    body: Vec<String>,
    removed: Vec<Taken>,
}

#[derive(Debug, Deserialize)]
struct Taken {
    text: String,
    kind: String,
}

/// A block as it is compared: kind (empty where the gold has none), then text.
type Line = (String, String);

/// Compares the article with its gold. Every score but the F1s is 1 or 0.
///
/// # Errors
///
/// Where a file of the pack cannot be read or is of another form.
pub fn measure(options: &Options) -> Result<Scorecard, EvalError> {
    let gold: Gold = pack::json(&options.folder.join("gold.json"))?;
    let (article, removed) = article(&options.folder.join(&gold.source), &gold.source, options.today)?;
    let mut group = Group::new("article", 1);
    let mut card = Scorecard { name: "seed", groups: Vec::new(), worst: Vec::new() };
    blocks(&mut group, &gold, &article, &removed);
    fields(&mut group, &gold, &article);
    let mut notes = differences("body", &gold_body(&gold), &given_body(&article));
    notes.extend(differences("removed", &gold_removed(&gold), &given_removed(&removed)));
    card.groups.push(group);
    card.add_worst(notes, options.worst);
    Ok(card)
}

/// The first article of a source file, and what was not the article; an empty one where it cannot be read as one.
fn article(path: &Path, name: &str, today: NaiveDate) -> Result<(Article, Vec<Removed>), EvalError> {
    let cleaned = ingest::clean_bytes(name, &pack::bytes(path)?, &Rules::default(), today).into_iter().next();
    let parts = |cleaned: Cleaned| (cleaned.removed(), cleaned.article);
    let (removed, article) = cleaned.and_then(Result::ok).map(parts).unwrap_or_default();
    Ok((article, removed))
}

fn blocks(group: &mut Group, gold: &Gold, article: &Article, removed: &[Removed]) {
    let (right, given) = (gold_body(gold), given_body(article));
    let headings = |of: &[Line]| of.iter().filter(|(kind, _)| kind == "heading").cloned().collect::<Vec<_>>();
    group.push("body_exact", share(texts(&right) == texts(&given)));
    group.push("body_block_f1", overlap(&texts(&right), &texts(&given)).f1);
    group.push("headings_exact", share(headings(&right) == headings(&given)));
    let (right, given) = (gold_removed(gold), given_removed(removed));
    group.push("removed_exact", share(texts(&right) == texts(&given)));
    group.push("removed_block_f1", overlap(&texts(&right), &texts(&given)).f1);
    group.push("removed_kinds_exact", share(right == given));
}

fn fields(group: &mut Group, gold: &Gold, article: &Article) {
    let meta = &article.meta;
    let mut put = |name, gold: Option<&str>, given: Option<String>| {
        group.push(name, share(gold.map(text::squeeze) == given));
    };
    put("title_exact", gold.title.as_deref(), meta.title.as_ref().map(|title| text::squeeze(&title.value)));
    put("outlet_exact", gold.outlet.as_deref(), meta.outlet.as_ref().map(|outlet| outlet.value.clone()));
    put("date_exact", gold.date.as_deref(), meta.date.as_ref().map(|date| date.value.to_string()));
    let language = meta.language.as_ref().map(|lang| lang.value.to_string());
    put("language_exact", gold.language.as_deref(), language);
}

fn gold_body(gold: &Gold) -> Vec<Line> {
    let headings: BTreeSet<String> = gold.headings.iter().map(|text| text::squeeze(text)).collect();
    let kind = |text: &String| if headings.contains(text) { "heading" } else { "" };
    gold.body.iter().map(|text| text::squeeze(text)).map(|text| (kind(&text).to_owned(), text)).collect()
}

fn given_body(article: &Article) -> Vec<Line> {
    let kind = |kind| if kind == BlockKind::Heading { "heading" } else { "" };
    let line = |kind: &str, text: &str| (kind.to_owned(), text::squeeze(text));
    article.body.iter().map(|block| line(kind(block.kind), &block.text)).collect()
}

fn gold_removed(gold: &Gold) -> Vec<Line> {
    gold.removed.iter().map(|taken| (taken.kind.clone(), text::squeeze(&taken.text))).collect()
}

fn given_removed(removed: &[Removed]) -> Vec<Line> {
    removed.iter().map(|taken| (taken.kind.name().to_owned(), text::squeeze(&taken.text))).collect()
}

fn texts(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|(_, text)| text.as_str()).collect()
}

/// Precision and recall of blocks as bags: a block counts when its text is equal.
pub(super) fn overlap(gold: &[&str], given: &[&str]) -> Prf {
    let mut rest = gold.to_vec();
    rest.sort_unstable();
    let mut shared = 0;
    for text in given {
        if let Ok(at) = rest.binary_search(text) {
            rest.remove(at);
            shared += 1;
        }
    }
    Prf::or_perfect(gold.len() as u64, given.len() as u64, shared)
}

/// The blocks that only one side has, missing ones first.
fn differences(group: &str, gold: &[Line], given: &[Line]) -> Vec<Worst> {
    let only = |these: &[Line], those: &[Line], item: &str| {
        let extra = these.iter().filter(|line| !those.contains(line));
        let note = |(kind, text): &Line| format!("{kind} {}", text.chars().take(70).collect::<String>());
        let worst =
            |line| Worst { group: group.to_owned(), item: item.to_owned(), score: 0.0, note: note(line) };
        extra.map(worst).collect::<Vec<_>>()
    };
    let mut all = only(gold, given, "missing");
    all.extend(only(given, gold, "extra"));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_compared_as_bags() {
        let scores = overlap(&["a", "b", "b"], &["b", "c"]);
        assert!((scores.precision - 0.5).abs() < 1e-12);
        assert!((scores.recall - 1.0 / 3.0).abs() < 1e-12);
        assert!((overlap(&[], &[]).f1 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_difference_names_its_side() {
        let line = |kind: &str, text: &str| (kind.to_owned(), text.to_owned());
        let notes = differences("removed", &[line("legal", "© 2023")], &[line("other", "© 2023")]);
        let notes: Vec<String> = notes.into_iter().map(|worst| worst.item + ": " + &worst.note).collect();
        assert_eq!(notes, ["missing: legal © 2023", "extra: other © 2023"]);
    }
}
