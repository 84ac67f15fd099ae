//! How the text of a query is typed.
//!
//! Queries of test collections are often headlines or names that nobody wrote in our query language: capitals say
//! `NOT`, a dash opens a correction, brackets hold a company's code. They are asked as plain words, unless they use a
//! field or stand in a template.

use crate::query::OPERATORS;
use crate::text;

/// Stands for the text of a query in a template.
pub(super) const PLACE: &str = "{}";

/// What is typed to ask this query.
pub(super) fn typed(query: &str, template: Option<&str>) -> String {
    match template {
        Some(template) => fill(template, query),
        None if uses_a_field(query) => query.to_owned(),
        None => plain(query),
    }
}

/// The template with the query in it; inside quotation marks without quotation marks of its own.
fn fill(template: &str, query: &str) -> String {
    let mut parts = template.split(PLACE);
    let mut typed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let quoted = typed.matches('"').count() % 2 == 1;
        typed += &if quoted { query.replace('"', " ") } else { query.to_owned() };
        typed += part;
    }
    typed
}

/// The words of the query, with nothing between them that could mean something.
fn plain(query: &str) -> String {
    let words: Vec<String> = text::words(query).map(|word| literal(&query[word])).collect();
    // Marks alone find nothing; no text at all would ask for every article.
    if words.is_empty() { "\"\"".to_owned() } else { words.join(" ") }
}

/// The word, in small letters where capitals would join or exclude.
fn literal(word: &str) -> String {
    if ["AND", "OR", "NOT"].contains(&word) { word.to_lowercase() } else { word.to_owned() }
}

/// Whether a word of the query is a field's name in small letters, a colon, and its value right behind.
fn uses_a_field(query: &str) -> bool {
    query.split_whitespace().any(|word| {
        let word = word.trim_start_matches(['-', '(']);
        word.split_once(':').is_some_and(|(name, value)| !value.is_empty() && is_field(name))
    })
}

fn is_field(name: &str) -> bool {
    OPERATORS.iter().any(|operator| operator.name == name || operator.aliases.contains(&name))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::{self, Clause};

    #[test]
    fn a_headline_is_its_words() {
        let typed = typed("BALANCE OF TRADE: - (RPT) HARROWMERE <HRW> NOT \"VERY\" ILL -SOURCE*", None);
        assert_eq!(typed, "BALANCE OF TRADE RPT HARROWMERE HRW not VERY ILL SOURCE");
        assert!(query::parse(&typed).notices.is_empty());
    }

    #[test]
    fn a_query_with_a_field_is_in_the_query_language() {
        for query in ["person:\"Ada Thorne\" OR quay", "storm -(title:ferry)", "date:2023-06"] {
            assert_eq!(typed(query, None), query);
        }
        assert_eq!(typed("DATE:SET place: harbour", None), "DATE SET place harbour");
    }

    #[test]
    fn a_template_is_in_the_query_language() {
        assert_eq!(typed("Ada \"Ace\" Thorne", Some("person:\"{}\"")), "person:\"Ada  Ace  Thorne\"");
        assert_eq!(typed("\"old quay\" -storm", Some("{}")), "\"old quay\" -storm");
    }

    #[test]
    fn marks_alone_find_nothing() {
        assert_eq!(query::parse(&typed("-- <>", None)).query, Clause::Nothing);
    }

    proptest! {
        #[test]
        fn plain_words_hold_no_operator(query in "\\PC{0,40}|[A-Z \"():*-]{0,40}") {
            let parsed = query::parse(&plain(&query));
            let clauses = match parsed.query {
                Clause::And(clauses) => clauses,
                clause => vec![clause],
            };
            for clause in clauses {
                prop_assert!(matches!(clause, Clause::Word(_) | Clause::Nothing | Clause::Phrase(_)));
            }
        }
    }
}
