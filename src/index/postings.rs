//! What a segment in the making knows of its terms: per term the documents that have it, and where in them.
//!
//! In: per document, list and position, as they come. Out: the dictionary, the lists and the positions, as the engine
//! writes them. The engine's own way looks each word up by its letters, and goes to its list each time; here the word's
//! list is known from the last time, and what comes is noted in a row and sorted by lists once in a while (`runs`). What
//! is said of a stem is put together from what is said of its words, when all is written.

use std::hint;

use tantivy::index::Segment;
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, TantivyError};

use crate::index::runs::{Chunks, MOST_LISTS, Runs};
use crate::index::terms::{CODE, Key, Terms};
use crate::lang::Lang;

/// Names the list of a term.
pub(super) type List = u32;

/// No list.
pub(super) const NONE: List = List::MAX;

/// Bytes of the longest term; longer ones are left out, as the engine's own way would.
const LONGEST: usize = u16::MAX as usize - 5;

/// What stands behind the term of a list that is of no language.
const NO_LANGUAGE: [u8; CODE] = [0; CODE];

/// Lists that are looked at together before they are read.
const AHEAD: usize = 32;

/// The terms of a segment, each with its documents.
pub(super) struct Postings {
    /// Fields and terms; the number of each is its list.
    terms: Terms,
    /// What is said in them.
    runs: Runs,
    /// Fields and terms of the stems of words, one behind the other: the list of each word, and where its stem ends.
    stems: Vec<u8>,
    stemmed: Vec<(List, u32)>,
    /// Per field how often any term was met.
    met: Vec<u64>,
}

impl Postings {
    /// None yet, for so many fields.
    pub(super) fn new(fields: usize) -> Self {
        Self {
            terms: Terms::new(),
            runs: Runs::default(),
            stems: Vec::new(),
            stemmed: Vec::new(),
            met: vec![0; fields],
        }
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        let stems = self.stems.capacity() + self.stemmed.capacity() * size_of::<(List, u32)>();
        self.terms.bytes() + self.runs.bytes() + stems
    }

    /// Whether there are so many lists that some more documents may have more than can be told apart.
    pub(super) fn is_full(&self) -> bool {
        self.terms.len() > MOST_LISTS / 4 || self.runs.is_full()
    }

    /// The list of a term of a field; [`NONE`] for a term that is too long.
    pub(super) fn list(&mut self, field: Field, term: &[u8]) -> List {
        if self.takes(term) { self.terms.number(plain(field, term)).0 } else { NONE }
    }

    /// Appends the lists of some terms, each of a field.
    pub(super) fn lists<'a>(
        &mut self,
        terms: impl Iterator<Item = (Field, &'a str)> + Clone,
        lists: &mut Vec<List>,
    ) {
        let measure = |(count, bytes, longest): (usize, usize, usize), (_, term): (Field, &str)| {
            (count + 1, bytes + term.len(), longest.max(term.len()))
        };
        let (count, bytes, longest) = terms.clone().fold((0, 0, 0), measure);
        if longest <= LONGEST && self.terms.have_room(count, bytes) {
            let terms = terms.map(|(field, term)| plain(field, term.as_bytes()));
            self.terms.numbers(terms, |list| lists.push(list));
        } else {
            lists.extend(terms.map(|(field, term)| self.list(field, term.as_bytes())));
        }
    }

    /// The list of a word of a language: what it says is said of the word's term and of that of its stem.
    pub(super) fn list_with_stem(&mut self, field: Field, word: &str, language: Lang, stem: &str) -> List {
        if !self.takes(word.as_bytes()) {
            return NONE;
        }
        let code = language.code().as_bytes().try_into().unwrap_or(NO_LANGUAGE);
        let (list, is_new) = self.terms.number(Key { code, ..plain(field, word.as_bytes()) });
        if is_new && stem.len() <= LONGEST {
            self.stems.push(number(field));
            self.stems.extend_from_slice(stem.as_bytes());
            self.stemmed.push((list, self.stems.len() as u32));
        }
        list
    }

    /// Whether there is room for a term: [`is_full`](Self::is_full) says long before that there is none for more.
    fn takes(&self, term: &[u8]) -> bool {
        term.len() <= LONGEST && self.terms.have_room(1, term.len())
    }

    /// Notes that a document has the term of a list at a position; documents and positions come in order.
    #[inline]
    pub(super) fn add(&mut self, list: List, doc: DocId, position: u32) {
        if list != NONE {
            self.runs.add(list, doc, position);
        }
    }

    /// Notes that so many terms of a field were met.
    pub(super) fn count(&mut self, field: Field, terms: usize) {
        self.met[field.field_id() as usize] += terms as u64;
    }

    /// Writes all to the files of a segment.
    pub(super) fn write(mut self, segment: &Segment) -> Result<(), TantivyError> {
        let chunks = std::mem::take(&mut self.runs).chunks(self.terms.len());
        let schema = segment.schema();
        let mut files = InvertedIndexSerializer::open(segment)?;
        let mut room = Room::default();
        for terms in self.sorted().chunk_by(|a, b| a.whole[0] == b.whole[0]) {
            let field = Field::from_field_id(terms[0].whole[0].into());
            let option = schema.get_field_entry(field).field_type().index_record_option();
            let placed = option.is_some_and(IndexRecordOption::has_positions);
            let mut out = files.new_field(field, self.met[field.field_id() as usize], None)?;
            let (mut at, mut fetched) = (0, 0);
            for lists in terms.chunk_by(|a, b| a.whole == b.whole) {
                if at >= fetched {
                    fetched = terms.len().min(at + AHEAD);
                    fetch(&terms[at..fetched], &chunks);
                }
                at += lists.len();
                room.take(lists.iter().map(|term| term.list), &chunks);
                out.new_term(&lists[0].whole[1..], room.docs(), placed)?;
                room.write(placed, &mut out);
                out.close_term()?;
            }
            out.close()?;
        }
        Ok(files.close()?)
    }

    /// The field and the term of every list, and of the stem of every word that has one, in order.
    fn sorted(&self) -> Vec<Term<'_>> {
        let all = self.terms.all().zip(0..);
        let mut terms: Vec<Term<'_>> =
            all.map(|(term, list)| Term::new(&term[..term.len() - CODE], list)).collect();
        let mut start = 0;
        terms.extend(self.stemmed.iter().map(|(list, end)| {
            let begin = std::mem::replace(&mut start, *end as usize);
            Term::new(&self.stems[begin..*end as usize], *list)
        }));
        terms.sort_unstable();
        terms
    }
}

/// A term with one of its lists, in the order of terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Term<'a> {
    /// Its first bytes, which nearly always tell it from another.
    start: [u8; 8],
    /// Its field, and what it is.
    whole: &'a [u8],
    list: List,
}

impl<'a> Term<'a> {
    fn new(whole: &'a [u8], list: List) -> Self {
        let mut start = [0; 8];
        let length = whole.len().min(start.len());
        start[..length].copy_from_slice(&whole[..length]);
        Self { start, whole, list }
    }
}

/// Looks at some terms and the first chunks of their lists at once: they lie far from each other, and who reads them next
/// waits for none of them alone.
fn fetch(terms: &[Term<'_>], chunks: &Chunks) {
    hint::black_box(terms.iter().fold(0, |all, term| all ^ term.whole[term.whole.len() - 1]));
    chunks.fetch(terms.iter().map(|term| term.list));
}

/// A term of no language.
fn plain(field: Field, term: &[u8]) -> Key<'_> {
    Key { field: number(field), term, code: NO_LANGUAGE }
}

/// A field's number, as it stands in front of terms.
fn number(field: Field) -> u8 {
    u8::try_from(field.field_id()).expect("the schema has few fields")
}

/// What is said of one term.
#[derive(Default)]
struct Room {
    /// Documents and positions, a document above its position.
    all: Vec<u64>,
    /// The positions of one document, each from the one before.
    positions: Vec<u32>,
}

impl Room {
    /// Takes what is said in some lists.
    #[expect(
        clippy::stable_sort_primitive,
        reason = "it finds the lists, each of which is sorted, and merges them"
    )]
    fn take(&mut self, lists: impl ExactSizeIterator<Item = List>, chunks: &Chunks) {
        self.all.clear();
        let several = lists.len() > 1;
        for list in lists {
            chunks.each(list, |doc, position| self.all.push(u64::from(doc) << 32 | u64::from(position)));
        }
        if several {
            self.all.sort();
        }
    }

    fn by_doc(&self) -> impl Iterator<Item = &[u64]> {
        self.all.chunk_by(|a, b| a >> 32 == b >> 32)
    }

    /// How many documents have the term.
    fn docs(&self) -> u32 {
        self.by_doc().count() as u32
    }

    fn write(&mut self, placed: bool, out: &mut FieldSerializer<'_>) {
        let mut positions = std::mem::take(&mut self.positions);
        for places in self.by_doc() {
            positions.clear();
            if placed {
                let mut last = 0;
                let positions_of = places.iter().map(|place| *place as u32);
                positions
                    .extend(positions_of.map(|position| position - std::mem::replace(&mut last, position)));
            }
            out.write_doc((places[0] >> 32) as DocId, positions.len() as u32, &positions);
        }
        self.positions = positions;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(postings: Postings) -> Vec<String> {
        let mut postings = postings;
        let chunks = std::mem::take(&mut postings.runs).chunks(postings.terms.len());
        let terms = postings.sorted();
        let mut room = Room::default();
        let lists = terms.chunk_by(|a, b| a.whole == b.whole);
        lists
            .map(|lists| {
                room.take(lists.iter().map(|term| term.list), &chunks);
                let places = room.all.iter().map(|place| format!("{}@{}", place >> 32, *place as u32));
                let term = String::from_utf8_lossy(&lists[0].whole[1..]);
                format!("{term} in {}: {}", room.docs(), places.collect::<Vec<_>>().join(" "))
            })
            .collect()
    }

    #[test]
    fn a_stem_has_what_its_words_of_one_language_have_and_a_word_what_it_has_in_any() {
        let field = Field::from_field_id(0);
        let german = Lang::parse("de").expect("a code");
        let mut postings = Postings::new(1);
        let dock = postings.list_with_stem(field, "docks", Lang::EN, "|dock");
        let docking = postings.list_with_stem(field, "docking", Lang::EN, "|dock");
        let other = postings.list_with_stem(field, "docks", german, "|docks");
        let plain = postings.list(field, b"docks");
        assert_eq!(postings.list_with_stem(field, "docks", Lang::EN, "|dock"), dock);
        for (list, doc, position) in [
            (docking, 0, 3),
            (dock, 0, 5),
            (other, 1, 0),
            (docking, 2, 1),
            (plain, 3, 9),
            (docking, 2, 7),
            (dock, 4, 2),
        ] {
            postings.add(list, doc, position);
        }
        postings.add(dock, 4, 3);
        assert_eq!(
            shown(postings),
            [
                "docking in 2: 0@3 2@1 2@7",
                "docks in 4: 0@5 1@0 3@9 4@2 4@3",
                "|dock in 3: 0@3 0@5 2@1 2@7 4@2 4@3",
                "|docks in 1: 1@0",
            ]
        );
    }

    #[test]
    fn a_term_that_is_too_long_is_left_out() {
        let mut postings = Postings::new(1);
        let list = postings.list(Field::from_field_id(0), "x".repeat(70_000).as_bytes());
        assert_eq!(list, NONE);
        postings.add(list, 0, 0);
        assert!(shown(postings).is_empty());
    }
}
