//! Runs: the ranked lists of one configuration of the program.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use crate::eval::EvalError;
use crate::eval::qrels::malformed;

/// The ranked documents of each query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    lists: BTreeMap<String, Vec<(String, f32)>>,
}

impl Run {
    /// Reads lines `query Q0 document rank score name` (the TREC format), ordered as `trec_eval` does: by score,
    /// highest first, equal scores by document, last first; the rank is not read. A document that is listed twice
    /// counts with its highest score. Empty lines are passed over.
    ///
    /// # Errors
    ///
    /// [`EvalError::Malformed`], with `path` as the file's name, for a line with fewer fields or a score that is no
    /// number.
    pub fn parse(path: &Path, text: &str) -> Result<Self, EvalError> {
        let mut scores: BTreeMap<String, BTreeMap<String, f32>> = BTreeMap::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let listed = listed(line);
            let wrong = || malformed(path, at, "not `query Q0 document rank score name`");
            let (query, document, score) = listed.ok_or_else(wrong)?;
            let known =
                scores.entry(query.to_owned()).or_default().entry(document.to_owned()).or_insert(score);
            *known = known.max(score);
        }
        Ok(Self { lists: scores.into_iter().map(|(query, scores)| (query, ordered(scores))).collect() })
    }

    /// Adds the list of a query, best first. Scores are kept as they are where they fall, and lowered by the least
    /// step where they do not, so that whoever sorts by score finds this order.
    pub fn add(&mut self, query: &str, ranked: impl IntoIterator<Item = (String, f32)>) {
        let mut last = f32::INFINITY;
        let fall = |(document, score): (String, f32)| {
            last = if score < last { score } else { last.next_down() };
            (document, last)
        };
        self.lists.insert(query.to_owned(), ranked.into_iter().map(fall).collect());
    }

    /// The documents of a query, best first; none for a query that the run does not answer.
    pub fn ranked(&self, query: &str) -> impl Iterator<Item = &str> {
        self.lists.get(query).into_iter().flatten().map(|(document, _)| document.as_str())
    }

    /// In the TREC format, under this name; queries in order of their names. White space inside a name becomes `_`:
    /// the format parts its fields by it.
    pub fn to_trec(&self, name: &str) -> String {
        let mut text = String::new();
        for (query, list) in &self.lists {
            let query = one_word(query);
            for (rank, (document, score)) in (1_usize..).zip(list) {
                let document = one_word(document);
                writeln!(text, "{query} Q0 {document} {rank} {score} {name}")
                    .expect("a string takes every line");
            }
        }
        text
    }
}

fn listed(line: &str) -> Option<(&str, &str, f32)> {
    let mut fields = line.split_whitespace();
    let (query, document) = (fields.next()?, fields.nth(1)?);
    let score: f32 = fields.nth(1)?.parse().ok()?;
    (!score.is_nan()).then_some((query, document, score))
}

fn ordered(scores: BTreeMap<String, f32>) -> Vec<(String, f32)> {
    let mut list: Vec<(String, f32)> = scores.into_iter().rev().collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1));
    list
}

fn one_word(name: &str) -> String {
    name.replace(char::is_whitespace, "_")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Run, EvalError> {
        Run::parse(Path::new("quay.run"), text)
    }

    #[test]
    fn scores_make_the_order_and_names_break_ties() {
        let run = read("ferry Q0 a 1 2.5 x\nferry Q0 b 2 2.5 x\nferry Q0 c 3 7 x\nferry Q0 a 4 1 x\n");
        let run = run.expect("four lines of a run");
        assert_eq!(run.ranked("ferry").collect::<Vec<_>>(), ["c", "b", "a"]);
        assert_eq!(run.ranked("storm").count(), 0);
    }

    #[test]
    fn equal_scores_are_written_falling() {
        let mut run = Run::default();
        run.add("ferry", [("a", 2.5), ("b", 2.5), ("c 1", 0.0), ("d", 0.0)].map(|(d, s)| (d.to_owned(), s)));
        insta::assert_snapshot!(run.to_trec("x"), @r"
        ferry Q0 a 1 2.5 x
        ferry Q0 b 2 2.4999998 x
        ferry Q0 c_1 3 0 x
        ferry Q0 d 4 -0.000000000000000000000000000000000000000000001 x
        ");
    }

    #[test]
    fn a_line_of_another_form_is_named() {
        for text in ["ferry Q0 a 1 2.5 x\nferry Q0 a 1\n", "ferry Q0 a 1 2.5 x\nferry Q0 a 1 nan x\n"] {
            let error = read(text).expect_err("no line of a run");
            assert!(error.to_string().starts_with("quay.run, line 2: "), "{error}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_as_the_same_order(scores in prop::collection::vec(0_f32..3.0, 0..60)) {
            let mut scores: Vec<f32> = scores.iter().map(|score| score.round()).collect();
            scores.sort_by(|a, b| b.total_cmp(a));
            let mut run = Run::default();
            run.add("ferry", scores.iter().enumerate().map(|(at, score)| (at.to_string(), *score)));
            let again = read(&run.to_trec("x")).expect("what we write is a run");
            prop_assert!(again.ranked("ferry").eq(run.ranked("ferry")));
        }
    }
}
