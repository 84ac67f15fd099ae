//! Judgements: which documents answer which query, and how well.

use std::collections::BTreeMap;
use std::path::Path;

use crate::eval::EvalError;

/// The judgements of a test collection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Qrels {
    grades: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Qrels {
    /// Reads lines `query 0 document grade`, parted by blanks (the TREC format). Grades of 0 and less are left out;
    /// of two judgements of one document the later one counts; empty lines are passed over.
    ///
    /// # Errors
    ///
    /// [`EvalError::Malformed`], with `path` as the file's name, for a line with fewer fields or a grade that is no
    /// whole number.
    pub fn parse(path: &Path, text: &str) -> Result<Self, EvalError> {
        let mut qrels = Self::default();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let judged = match fields.as_slice() {
                [query, _, document, grade, ..] => grade.parse().ok().map(|grade| (*query, *document, grade)),
                _ => None,
            };
            let wrong = || malformed(path, at, "not `query 0 document grade`");
            let (query, document, grade) = judged.ok_or_else(wrong)?;
            qrels.add(query, document, grade);
        }
        Ok(qrels)
    }

    fn add(&mut self, query: &str, document: &str, grade: i64) {
        if let Ok(grade @ 1..) = u32::try_from(grade) {
            self.grades.entry(query.to_owned()).or_default().insert(document.to_owned(), grade);
        }
    }

    /// The queries with at least one relevant document, in order of their names: what means are taken over.
    pub fn queries(&self) -> impl Iterator<Item = &str> {
        self.grades.keys().map(String::as_str)
    }

    /// Every grade above 0 of a query; none for a query without a relevant document.
    pub fn judged(&self, query: &str) -> Vec<u32> {
        self.grades.get(query).map_or(Vec::new(), |judged| judged.values().copied().collect())
    }

    /// The grade of a document for a query; 0 where it was not judged relevant.
    pub fn grade(&self, query: &str, document: &str) -> u32 {
        self.grades.get(query).and_then(|judged| judged.get(document)).copied().unwrap_or(0)
    }
}

/// The error of a line, counted from 0.
pub(super) fn malformed(path: &Path, at: usize, reason: &str) -> EvalError {
    EvalError::Malformed { path: path.to_owned(), line: at + 1, reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Qrels, EvalError> {
        Qrels::parse(Path::new("quay.qrels"), text)
    }

    #[test]
    fn only_relevant_documents_are_kept() {
        let qrels =
            read("ferry 0 a 2\nferry 0 b 0\n\nferry\t0\tc\t1\nstorm 0 a -1\n").expect("four judgements");
        assert_eq!(qrels.queries().collect::<Vec<_>>(), ["ferry"]);
        assert_eq!(qrels.judged("ferry"), [2, 1]);
        assert_eq!(
            (qrels.grade("ferry", "a"), qrels.grade("ferry", "b"), qrels.grade("storm", "a")),
            (2, 0, 0)
        );
    }

    #[test]
    fn a_line_of_another_form_is_named() {
        for text in ["ferry 0 a 1\nferry 0 a\n", "ferry 0 a 1\nferry 0 a yes\n"] {
            let error = read(text).expect_err("no judgement");
            assert!(error.to_string().starts_with("quay.qrels, line 2: "), "{error}");
        }
    }
}
