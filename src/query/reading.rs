//! A query in plain words, line by line.

use crate::query::clause::{Clause, Duplicates, Field, LEAD, Near, Reach, Region};

/// One line of a reading: a part of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// How deep it lies in the query, from 0.
    pub depth: usize,
    /// What it asks for, in plain words.
    pub words: String,
    /// The same as a query of its own; `None` for what means nothing by itself (`in:removed`).
    pub clause: Option<Clause>,
}

/// The parts of a query, each behind the one that holds it; `stems` says whether unquoted words stand for all forms of
/// their stem.
pub fn reading(query: &Clause, stems: bool) -> Vec<Reading> {
    let mut reader = Reader { stems, lines: Vec::new() };
    reader.read(query, &|clause| clause, 0);
    reader.lines
}

struct Reader {
    stems: bool,
    lines: Vec<Reading>,
}

impl Reader {
    /// Reads a clause that stands `within` others: in a field, among removed blocks.
    fn read(&mut self, clause: &Clause, within: &dyn Fn(Clause) -> Clause, depth: usize) {
        let whole = within(clause.clone());
        let leaf = self.leaf(clause);
        let mut line = |words: String| {
            self.lines.push(Reading { depth, words, clause: Some(whole.clone()) });
        };
        match clause {
            Clause::And(clauses) => {
                line("all of these".to_owned());
                self.parts(clauses, within, depth + 1);
            }
            Clause::Or(clauses) => {
                line("any of these".to_owned());
                clauses.iter().for_each(|clause| self.read(clause, within, depth + 1));
            }
            Clause::Not(inner) => {
                line("everything but this".to_owned());
                self.read(inner, within, depth + 1);
            }
            Clause::Near(left, near, right) => {
                line(near.in_words());
                self.read(left, within, depth + 1);
                self.read(right, within, depth + 1);
            }
            Clause::Within(region, inner) => {
                line(region.in_words());
                self.read(inner, within, depth + 1);
            }
            Clause::AtLeast(times, inner) => {
                line(format!("at least {times} times"));
                self.read(inner, within, depth + 1);
            }
            Clause::Boost(inner, boost) => {
                line(format!("counts {} times as much in the order of hits", boost.factor()));
                self.read(inner, within, depth + 1);
            }
            Clause::Field(field, value) => {
                line(field.in_words().to_owned());
                let inside = |clause| within(Clause::Field(*field, Box::new(clause)));
                // Words of prose alone stand for others.
                let stems = self.stems;
                self.stems &= *field == Field::Title;
                self.read(value, &inside, depth + 1);
                self.stems = stems;
            }
            Clause::Duplicates(_) => self.lines.push(Reading { depth, words: leaf, clause: None }),
            Clause::Removed => self.lines.push(Reading {
                depth,
                words: "words of this group are looked for in what cleaning removed".to_owned(),
                clause: Some(Clause::Removed),
            }),
            _ => line(leaf),
        }
    }

    fn parts(&mut self, clauses: &[Clause], within: &dyn Fn(Clause) -> Clause, depth: usize) {
        let removed = clauses.contains(&Clause::Removed);
        let scoped = |clause: Clause| match (removed, &clause) {
            (true, clause) if *clause != Clause::Removed => {
                within(Clause::And(vec![Clause::Removed, clause.clone()]))
            }
            _ => within(clause),
        };
        clauses.iter().for_each(|clause| self.read(clause, &scoped, depth));
    }

    fn leaf(&self, clause: &Clause) -> String {
        match clause {
            Clause::All => "every article".to_owned(),
            Clause::Nothing => "nothing to look for".to_owned(),
            Clause::Word(text) if self.stems => format!("{text}, in any of its forms"),
            Clause::Word(text) => text.clone(),
            Clause::Phrase(text) if !text.contains(char::is_whitespace) => format!("{text}, in this form"),
            Clause::Phrase(text) => format!("“{text}”, these words in sequence"),
            Clause::Pattern(text) => format!("{text}, with letters left open"),
            Clause::Alike(text, 1) => format!("{text}, or a word one slip away"),
            Clause::Alike(text, slips) => format!("{text}, or a word up to {slips} slips away"),
            Clause::Loose(text, more) => {
                format!("“{text}”, these words in any order with at most {more} others among them")
            }
            Clause::Exact(text) => format!("“{text}”, as it is written"),
            Clause::Lang(lang) => {
                format!("written in {}", crate::lang::pack(*lang).map_or(lang.code(), |pack| pack.name))
            }
            Clause::Date(test) => format!("published: {test}"),
            Clause::Words(amount) => format!("words of the body: {amount}"),
            Clause::Mentions(amount) => format!("mentions of the names beside it: {amount}"),
            Clause::Duplicates(Duplicates::Show) => {
                "near-duplicates are listed like other articles".to_owned()
            }
            Clause::Duplicates(Duplicates::Fold) => "near-duplicates stand under the best of them".to_owned(),
            Clause::Duplicates(Duplicates::Only) => {
                "only articles that have near-duplicates are listed".to_owned()
            }
            Clause::Like(id) => format!("much like the article {id}"),
            other => other.to_string(),
        }
    }
}

impl Near {
    fn in_words(self) -> String {
        let (is, how) = match self.reach {
            Reach::Words(1) => ("right beside", String::new()),
            Reach::Words(most) => ("at most", format!(" {most} words from")),
            Reach::Before(1) => ("right before", String::new()),
            Reach::Before(most) => ("before and at most", format!(" {most} words from")),
            Reach::Sentence => ("in one sentence with", String::new()),
            Reach::Paragraph => ("in one paragraph with", String::new()),
        };
        let not = if self.apart { "not " } else { "" };
        format!("the first of these {not}{is}{how} the second")
    }
}

impl Region {
    fn in_words(self) -> String {
        match self {
            Self::Lead => format!("in the lead, the first {LEAD} words"),
            Self::HeadAndLead => format!("in the headline, or in the first {LEAD} words"),
            Self::First(words) => format!("in the first {words} words"),
        }
    }
}

impl Field {
    fn in_words(self) -> &'static str {
        match self {
            Self::Title => "in the headline",
            Self::By => "in the byline",
            Self::Outlet => "in the name of the outlet",
            Self::Section => "in the name of the section",
            Self::Person => "names a person",
            Self::Org => "names an organisation",
            Self::Place => "names a place",
            Self::About => "is about someone or something",
            Self::Said => "quotes someone",
            Self::Topic => "is about a topic",
            Self::Path => "in the path of the file",
            Self::Url => "in the address",
            Self::Tag => "has a tag of yours",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query;

    fn read(typed: &str) -> String {
        let lines = reading(&query::parse(typed).query, true);
        let line = |line: &Reading| {
            let clause = line.clause.as_ref().map_or(String::new(), ToString::to_string);
            format!("{}{} | {clause}\n", "  ".repeat(line.depth), line.words)
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn every_part_of_a_query_is_a_line() {
        assert_eq!(
            read("title:quay storm w/5 \"night boat\" -fog"),
            "all of these | title:quay (storm w/5 \"night boat\") -fog\n\
             \x20 in the headline | title:quay\n\
             \x20   quay, in any of its forms | title:quay\n\
             \x20 the first of these at most 5 words from the second | storm w/5 \"night boat\"\n\
             \x20   storm, in any of its forms | storm\n\
             \x20   “night boat”, these words in sequence | \"night boat\"\n\
             \x20 everything but this | -fog\n\
             \x20   fog, in any of its forms | fog\n"
        );
    }

    #[test]
    fn what_is_looked_for_among_removed_blocks_is_counted_there() {
        assert!(read("in:removed fog").contains("fog, in any of its forms | in:removed fog\n"));
    }
}
