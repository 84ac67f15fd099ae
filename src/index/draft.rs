//! A document on its way into a segment: made by one thread, put in by the one whose turn it is.

use std::ops::Range;

use tantivy::TantivyDocument;
use tantivy::schema::Field;

use crate::index::analyzer::{self, PARAGRAPH_GAP};
use crate::index::forms::Forms;
use crate::index::schema::PROSE_FIELDS;
use crate::text::{self, Parts};

/// Stand among the numbers of words, in front of the first word of a paragraph and of a sentence.
pub(super) const PARAGRAPH_MARK: u32 = u32::MAX;
pub(super) const SENTENCE_MARK: u32 = u32::MAX - 1;

/// Fields of the schema, at the most.
const FIELDS: usize = 64;

/// Values of fields that are no prose, their terms, and bytes of a term: what most articles have, about.
const LISTED: usize = 48;
const TERMS: usize = 128;
const TERM: usize = 8;

/// A value of a field that is no prose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub(super) field: Field,
    /// How often it stands there, each time so much further on.
    pub(super) times: u32,
    pub(super) apart: u32,
    /// Where its terms end in [`Draft::terms`].
    end: usize,
}

/// A document before it has a place.
pub(super) struct Draft {
    /// What goes into columns and into the store.
    pub(super) values: TantivyDocument,
    /// The number of the language of its prose, as [`Analysis`](crate::index::analyzer::Analysis) counts them.
    pub(super) language: usize,
    /// The prose fields in order: numbers of words, with marks between them.
    prose: Vec<u32>,
    /// Where each of them ends there.
    ends: [usize; PROSE_FIELDS],
    /// The values of all other fields, and their terms: where each ends in the text, and its position.
    listed: Vec<Value>,
    terms: Vec<(u32, u32)>,
    text: String,
    /// Per field, where its next value begins.
    next: [u32; FIELDS],
}

impl Draft {
    /// Without anything; `bytes` are those of its text, about.
    pub(super) fn new(language: usize, bytes: usize) -> Self {
        Self {
            values: TantivyDocument::with_capacity(bytes * 3 / 2),
            language,
            // News has a word in six bytes.
            prose: Vec::with_capacity(bytes / 5),
            ends: [0; PROSE_FIELDS],
            listed: Vec::with_capacity(LISTED),
            terms: Vec::with_capacity(TERMS),
            text: String::with_capacity(TERMS * TERM),
            next: [0; FIELDS],
        }
    }

    /// Adds the text of a prose field.
    pub(super) fn add_prose<'a>(
        &mut self,
        field: usize,
        forms: &mut Forms,
        blocks: impl Iterator<Item = Parts<'a>>,
    ) {
        for Parts { text, words, starts } in blocks {
            let mut starts = starts.iter().map(|start| *start as usize).peekable();
            if !words.is_empty() {
                self.prose.push(PARAGRAPH_MARK);
            }
            let mut opens = true;
            forms.numbers(words, text, |word, number| {
                while starts.next_if(|start| *start <= word.span().start).is_some() {
                    opens = true;
                }
                if std::mem::take(&mut opens) {
                    self.prose.push(SENTENCE_MARK);
                }
                self.prose.push(number);
            });
        }
        self.ends[field..].fill(self.prose.len());
    }

    /// Words of prose, with the marks between them.
    pub(super) fn words(&self) -> usize {
        self.prose.len()
    }

    /// The numbers of a prose field.
    pub(super) fn prose(&self, field: usize) -> &[u32] {
        let start = field.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.prose[start..self.ends[field]]
    }

    /// Adds a value that is one term.
    pub(super) fn add_whole(&mut self, field: Field, value: &str) {
        self.text.push_str(value);
        self.end(0);
        self.close(field, 1, 1);
    }

    /// Adds the words of a value.
    pub(super) fn add_words(&mut self, field: Field, value: &str) {
        let words = self.push_words(field, value);
        self.close(field, 1, words);
    }

    /// Adds a name, as many times as its salience has steps: the term of all of it, and its words.
    pub(super) fn add_name(&mut self, field: Field, steps: u32, key: &str, name: &str) {
        self.text.push_str(&analyzer::name_term(key));
        self.end(self.next[field.field_id() as usize]);
        let words = self.push_words(field, name);
        self.close(field, steps, words.max(1));
    }

    /// The values of fields that are no prose, each with the positions of its terms.
    pub(super) fn listed(
        &self,
    ) -> impl Iterator<Item = (Value, impl ExactSizeIterator<Item = u32> + Clone + '_)> {
        self.ranges().map(|(value, terms)| (value, self.terms[terms].iter().map(|(_, position)| *position)))
    }

    /// All their terms in order, each with its field.
    pub(super) fn terms(&self) -> impl Iterator<Item = (Field, &str)> + Clone {
        let mut start = 0;
        let fields = self.ranges().flat_map(|(value, terms)| terms.map(move |_| value.field));
        fields.zip(&self.terms).map(move |(field, (end, _))| {
            let begin = std::mem::replace(&mut start, *end);
            (field, &self.text[begin as usize..*end as usize])
        })
    }

    /// The values, each with where its terms are.
    fn ranges(&self) -> impl Iterator<Item = (Value, Range<usize>)> + Clone + '_ {
        let mut first = 0;
        self.listed.iter().map(move |value| (*value, std::mem::replace(&mut first, value.end)..value.end))
    }

    fn push_words(&mut self, field: Field, value: &str) -> u32 {
        let base = self.next[field.field_id() as usize];
        let mut count = 0;
        for span in text::words(value) {
            text::fold_into(&value[span], &mut self.text);
            self.end(base + count);
            count += 1;
        }
        count
    }

    /// What was added to the text is a term.
    fn end(&mut self, position: u32) {
        self.terms.push((self.text.len() as u32, position));
    }

    /// What was added are the terms of a value of so many words; nothing goes on from it to the next.
    fn close(&mut self, field: Field, times: u32, words: u32) {
        let apart = words + PARAGRAPH_GAP;
        self.next[field.field_id() as usize] += times * apart;
        self.listed.push(Value { field, times, apart, end: self.terms.len() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::text::Parted;

    /// Field, terms with their positions, how often, how far apart.
    fn shown(draft: &Draft) -> Vec<String> {
        let mut terms = draft.terms();
        let mut shown = Vec::new();
        for (value, positions) in draft.listed() {
            let Value { field, times, apart, .. } = value;
            let mut line = format!("{}:", field.field_id());
            for (position, (of, term)) in positions.zip(&mut terms) {
                assert_eq!(of, field);
                line += &format!(" {term}@{position}");
            }
            shown.push(format!("{line} {times}x{apart}"));
        }
        assert!(terms.next().is_none());
        shown
    }

    #[test]
    fn a_name_stands_as_often_as_its_salience_has_steps_and_nothing_runs_over() {
        let mut draft = Draft::new(0, 0);
        let (people, paths) = (Field::from_field_id(3), Field::from_field_id(9));
        draft.add_name(people, 2, "marta osei", "Marta Osei");
        draft.add_words(paths, "Vale/tides.txt");
        draft.add_name(people, 1, "vale", "Vale");
        draft.add_whole(Field::from_field_id(0), "ab 12");
        assert_eq!(
            shown(&draft),
            [
                "3: \u{2}nmarta osei@0 marta@0 osei@1 2x3",
                "9: vale@0 tides@1 txt@2 1x4",
                "3: \u{2}nvale@6 vale@6 1x2",
                "0: ab 12@0 1x2",
            ]
        );
    }

    #[test]
    fn prose_is_words_with_marks_of_paragraphs_and_sentences() {
        let mut forms = Forms::new(Lang::parse("en"));
        let mut draft = Draft::new(0, 0);
        let blocks = ["Docks open. Docks close.", "Docks!"];
        let parted = Parted::of(blocks.into_iter());
        draft.add_prose(1, &mut forms, (0..2).map(|at| parted.parts(at, blocks[at])));
        let shown = |number: &u32| match *number {
            PARAGRAPH_MARK => "¶".to_owned(),
            SENTENCE_MARK => "§".to_owned(),
            word => forms.word(word).to_owned(),
        };
        assert!(draft.prose(0).is_empty() && draft.prose(2).is_empty());
        let shown: Vec<String> = draft.prose(1).iter().map(shown).collect();
        assert_eq!(shown.join(" "), "¶ § docks open § docks close ¶ § docks");
    }
}
