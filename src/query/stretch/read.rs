//! Places in the index.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, Term};

use crate::index::analyzer;
use crate::query::clause::{Near, Reach};
use crate::query::postings::{Sequence, go};
use crate::query::stretch::pair::{self, Run};
use crate::query::stretch::{Leaf, Part, Spot, Stretch, Text, stored::Stored};

/// One field of the documents of a segment, asked in rising order of documents.
pub(super) struct Columns {
    part: Part,
    leaves: Vec<Column>,
    sentences: Begins,
    paragraphs: Begins,
}

enum Column {
    Words(Box<Sequence>),
    Stored(Spot),
}

impl Columns {
    /// Opens what leaves need of a field; where sentences begin takes long to open, and not every shape needs it.
    pub(super) fn open(
        part: Part,
        field: Field,
        leaves: &[Leaf],
        sentences: bool,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let open = |leaf: &Leaf| -> tantivy::Result<Column> {
            Ok(match &leaf.spot {
                Spot::Words(slots) => Column::Words(Box::new(Sequence::idle(field, slots, segment)?)),
                spot => Column::Stored(spot.clone()),
            })
        };
        Ok(Self {
            part,
            leaves: leaves.iter().map(open).collect::<tantivy::Result<_>>()?,
            sentences: if sentences {
                Begins::open(field, analyzer::SENTENCE, segment)?
            } else {
                Begins::default()
            },
            paragraphs: Begins::open(field, analyzer::PARAGRAPH, segment)?,
        })
    }

    /// Whether two leaves stand near each other in a document, which must not come before the last one asked for;
    /// `None` where that takes more than their positions.
    pub(super) fn meet(&mut self, doc: DocId, leaves: (usize, usize), near: Near) -> Option<bool> {
        let Self { leaves: columns, sentences, paragraphs, .. } = self;
        let [Column::Words(left), Column::Words(right)] =
            columns.get_disjoint_mut([leaves.0, leaves.1]).ok()?
        else {
            return None;
        };
        if near.apart {
            return None;
        }
        let left = run(left, doc);
        if left.starts.is_empty() {
            return Some(false);
        }
        let pieces = || {
            let begins = if near.reach == Reach::Sentence { sentences } else { paragraphs };
            begins.read(doc);
            begins.words.as_slice()
        };
        pair::meet(left, near, run(right, doc), pieces)
    }

    /// The text of a document, which must not come before the last one asked for.
    pub(super) fn at<'a>(&'a mut self, doc: DocId, stored: &'a mut Stored) -> Document<'a> {
        if self.part == Part::Body || self.part == Part::Removed {
            self.paragraphs.read(doc);
        } else {
            self.paragraphs.words.clear();
            self.paragraphs.words.push(0);
        }
        Document { columns: self, doc, stored, has_sentences: false, starts: Vec::new() }
    }
}

fn run(sequence: &mut Sequence, doc: DocId) -> Run<'_> {
    Run { more: sequence.length() - 1, starts: sequence.places(doc) }
}

/// One field of one document.
pub(super) struct Document<'a> {
    columns: &'a mut Columns,
    stored: &'a mut Stored,
    doc: DocId,
    has_sentences: bool,
    /// The words that paragraphs begin with.
    starts: Vec<u32>,
}

impl Text for Document<'_> {
    fn places(&mut self, leaf: usize) -> Vec<Stretch> {
        let Columns { leaves, paragraphs, part, .. } = &mut *self.columns;
        match &mut leaves[leaf] {
            Column::Words(sequence) => {
                let more = sequence.length() - 1;
                let starts = words(&paragraphs.words, sequence.places(self.doc));
                starts.map(|first| Stretch { first, last: first + more }).collect()
            }
            Column::Stored(spot) => self.stored.places(self.doc, *part, spot),
        }
    }

    fn sentences(&mut self) -> &[u32] {
        if !self.has_sentences {
            let Columns { sentences, paragraphs, .. } = &mut *self.columns;
            sentences.read(self.doc);
            let all: Vec<u32> = words(&paragraphs.words, &sentences.words).collect();
            sentences.words = all;
            self.has_sentences = true;
        }
        &self.columns.sentences.words
    }

    fn paragraphs(&mut self) -> &[u32] {
        if self.starts.is_empty() {
            let begins = &self.columns.paragraphs.words;
            self.starts = words(begins, begins).collect();
        }
        &self.starts
    }

    fn part(&self) -> Part {
        self.columns.part
    }
}

/// The numbers of words at positions: between two paragraphs, one position stays free.
fn words<'a>(paragraphs: &'a [u32], positions: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let mut begun = 0;
    positions.iter().map(move |position| {
        while paragraphs.get(begun).is_some_and(|begin| begin <= position) {
            begun += 1;
        }
        position - (begun as u32).saturating_sub(1)
    })
}

/// Where pieces of a document begin; nowhere by default.
#[derive(Default)]
struct Begins {
    postings: Option<SegmentPostings>,
    words: Vec<u32>,
}

impl Begins {
    fn open(field: Field, term: &str, segment: &SegmentReader) -> tantivy::Result<Self> {
        let term = Term::from_field_text(field, term);
        let option = IndexRecordOption::WithFreqsAndPositions;
        let postings = segment.inverted_index(field)?.read_postings(&term, option)?;
        Ok(Self { postings, words: Vec::new() })
    }

    fn read(&mut self, doc: DocId) {
        self.words.clear();
        let Some(postings) = &mut self.postings else { return };
        if go(postings, doc) == doc {
            postings.append_positions_with_offset(0, &mut self.words);
        }
    }
}
