//! How often the words of a leaf stand in each document of a segment.

mod blocks;
mod sequence;
mod table;

pub(super) use blocks::Blocks;
pub use sequence::Sequence;

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::query::{EnableScoring, Query as Filter};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, TantivyError, Term};
use tantivy_fst::Automaton;

use self::table::Table;
use crate::index::{Archive, IndexError, analyzer};
use crate::query::leaf::Leaf;
use crate::query::pattern::{Pattern, Walk};
use crate::query::slot::{self, Slot};

/// Single steps that are tried before a jump, which costs as much as about eight: the postings of a frequent word are
/// dense, so its next document is hardly ever far.
const STEPS: usize = 4;

/// How often a leaf's words stand in the documents of one segment, asked in rising order of documents.
pub enum Frequencies {
    /// Any of these terms.
    Terms(Vec<Blocks>),
    /// Any of these terms, with their places.
    Placed(Vec<SegmentPostings>),
    /// Added up over all words that fit a pattern: they can be too many to hold open.
    Table(Table),
    /// Words in sequence.
    Sequence(Box<Sequence>),
    /// The words of a sequence, wherever they stand: how often the rarest of them does bounds the sequence.
    Bound(Vec<Vec<Blocks>>),
}

/// Words whose postings are held open together, at the most.
const OPEN: usize = 32;

/// One of how many documents has a term at the most that is counted without the set of all that are undeleted, which
/// costs as much to put together as looking up so many.
const RARE: u32 = 4;

impl Frequencies {
    /// Opens the postings of a leaf in a segment.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn open(leaf: &Leaf, segment: &SegmentReader) -> tantivy::Result<Self> {
        let [slot] = leaf.slots.as_slice() else {
            return Ok(Self::Sequence(Box::new(Sequence::idle(leaf.field, &leaf.slots, segment)?)));
        };
        let index = segment.inverted_index(leaf.field)?;
        match &slot.pattern {
            Some(pattern) => Self::of_pattern(&index, pattern, segment.max_doc()),
            None => Ok(Self::Terms(blocks(leaf.field, slot, &index)?)),
        }
    }

    /// Opens the postings of all words that fit a pattern, or adds them up where these are many.
    fn of_pattern(index: &InvertedIndexReader, pattern: &Pattern, documents: u32) -> tantivy::Result<Self> {
        let mut words = Vec::new();
        fitting(index, pattern, |_, info| {
            words.push(info.clone());
            Ok(())
        })?;
        let mut lists = words.iter().map(|info| Blocks::open(index, info, IndexRecordOption::WithFreqs));
        if words.len() <= OPEN {
            return Ok(Self::Terms(lists.collect::<tantivy::Result<_>>()?));
        }
        let each = |each: &mut dyn FnMut(DocId, u32)| {
            lists.try_for_each(|list| list.map(|mut list| list.each_times(&mut *each)))
        };
        Table::of(documents, each).map(Self::Table)
    }

    /// The same, but of words in sequence only a bound, which needs no places.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn open_bound(leaf: &Leaf, segment: &SegmentReader) -> tantivy::Result<Self> {
        if leaf.slots.len() < 2 || leaf.slots.iter().any(|slot| slot.pattern.is_some()) {
            return Self::open(leaf, segment);
        }
        let index = segment.inverted_index(leaf.field)?;
        let open = |slot| blocks(leaf.field, slot, &index);
        slot::distinct(&leaf.slots).0.into_iter().map(open).collect::<tantivy::Result<_>>().map(Self::Bound)
    }

    /// The same with places.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn open_placed(leaf: &Leaf, segment: &SegmentReader) -> tantivy::Result<Self> {
        match leaf.slots.as_slice() {
            [slot] if slot.pattern.is_none() => Ok(Self::Placed(placed(leaf.field, slot, segment)?)),
            _ => Self::open(leaf, segment),
        }
    }

    /// The positions in a document, in order, as many as it stands there; none where words are open, and where the
    /// postings were opened without places. Documents must not go backwards from call to call.
    pub fn places(&mut self, doc: DocId, into: &mut Vec<u32>) {
        match self {
            Self::Placed(terms) => {
                for postings in terms.iter_mut() {
                    if go(postings, doc) == doc {
                        postings.append_positions_with_offset(0, into);
                    }
                }
                into.sort_unstable();
            }
            Self::Terms(_) | Self::Table(_) | Self::Bound(_) => {}
            Self::Sequence(sequence) => into.extend_from_slice(sequence.places(doc)),
        }
    }

    /// Adds up how often (at the most, of a bound) in documents, given with their places among the `times`; they must
    /// rise, from call to call too.
    ///
    /// Where the places are those of all documents from a `first` one on, documents in between may be counted as well.
    pub fn count(
        &mut self,
        docs: impl Iterator<Item = (usize, DocId)> + Clone,
        first: Option<DocId>,
        times: &mut [u32],
    ) {
        match self {
            Self::Terms(lists) => count(lists, &docs, first, times),
            Self::Table(table) => docs.for_each(|(at, doc)| times[at] += table.times(doc)),
            Self::Placed(lists) => {
                for list in lists {
                    for (at, doc) in docs.clone() {
                        times[at] += if go(list, doc) == doc { list.term_freq() } else { 0 };
                    }
                }
            }
            Self::Sequence(sequence) => {
                docs.for_each(|(at, doc)| times[at] += sequence.places(doc).len() as u32);
            }
            Self::Bound(slots) => {
                let mut least = vec![u32::MAX; times.len()];
                for lists in slots {
                    let mut here = vec![0; times.len()];
                    count(lists, &docs, first, &mut here);
                    least.iter_mut().zip(here).for_each(|(least, here)| *least = here.min(*least));
                }
                docs.for_each(|(at, _)| times[at] += least[at]);
            }
        }
    }
}

fn count(
    lists: &mut [Blocks],
    docs: &(impl Iterator<Item = (usize, DocId)> + Clone),
    first: Option<DocId>,
    times: &mut [u32],
) {
    for list in lists {
        match first {
            Some(first) => list.count_all(first, times),
            None => list.count(docs.clone(), times),
        }
    }
}

/// The first document from `target` on that is in any of the lists, which all go on to there.
pub(super) fn first_of(lists: &mut [SegmentPostings], target: DocId) -> DocId {
    let mut first = TERMINATED;
    for list in lists {
        first = first.min(go(list, target));
    }
    first
}

/// Goes on to the first document from `doc` on, where the postings are not there or past it yet.
#[inline]
pub(super) fn go(postings: &mut SegmentPostings, doc: DocId) -> DocId {
    let at = postings.doc();
    if at >= doc { at } else { step(postings, doc) }
}

fn step(postings: &mut SegmentPostings, doc: DocId) -> DocId {
    for _ in 0..STEPS {
        let at = postings.advance();
        if at >= doc {
            return at;
        }
    }
    postings.seek(doc)
}

/// Calls `each` for every word of the dictionary that fits a pattern, in their order.
///
/// # Errors
///
/// When the index cannot be read, and those of `each`.
pub fn fitting(
    index: &InvertedIndexReader,
    pattern: &Pattern,
    mut each: impl FnMut(&str, &TermInfo) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let mut take = |term: &[u8], info: &TermInfo| match std::str::from_utf8(term) {
        Ok(word) if pattern.takes(word) => each(word, info),
        _ => Ok(()),
    };
    match pattern.automaton() {
        Some(Walk::Glob(glob)) => return walk(index, glob, take),
        Some(Walk::Alike(alike)) => return walk(index, alike, take),
        None => {}
    }
    let beginning = pattern.beginning();
    let from = if beginning.is_empty() { analyzer::FIRST_WORD } else { &beginning };
    let mut stream = index.terms().range().ge(from).into_stream()?;
    while let Some((term, info)) = stream.next().filter(|(term, _)| term.starts_with(beginning.as_bytes())) {
        take(term, info)?;
    }
    Ok(())
}

/// Calls `take` for every term that an automaton accepts.
fn walk<A: Automaton>(
    index: &InvertedIndexReader,
    automaton: A,
    mut take: impl FnMut(&[u8], &TermInfo) -> tantivy::Result<()>,
) -> tantivy::Result<()>
where
    A::State: Clone,
{
    let mut stream = index.terms().search(automaton).into_stream()?;
    while let Some((term, info)) = stream.next() {
        take(term, info)?;
    }
    Ok(())
}

/// The postings of the terms of a slot, for counting.
///
/// # Errors
///
/// When the index cannot be read.
pub fn blocks(field: Field, slot: &Slot, index: &InvertedIndexReader) -> tantivy::Result<Vec<Blocks>> {
    let mut all = Vec::with_capacity(slot.terms.len());
    for term in &slot.terms {
        if let Some(info) = index.get_term_info(&Term::from_field_text(field, term))? {
            all.push(Blocks::open(index, &info, IndexRecordOption::WithFreqs)?);
        }
    }
    Ok(all)
}

/// The same with places.
fn placed(field: Field, slot: &Slot, segment: &SegmentReader) -> tantivy::Result<Vec<SegmentPostings>> {
    let index = segment.inverted_index(field)?;
    let mut all = Vec::with_capacity(slot.terms.len());
    for term in &slot.terms {
        let term = Term::from_field_text(field, term);
        all.extend(index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?);
    }
    Ok(all)
}

/// How often a leaf stands in the undeleted articles that a filter finds, all together.
///
/// # Errors
///
/// When the index cannot be read.
pub(super) fn times(archive: &Archive, leaf: &Leaf, among: &dyn Filter) -> Result<u64, IndexError> {
    let weight = among.weight(EnableScoring::disabled_from_searcher(archive.searcher()))?;
    let mut sum = 0;
    for segment in archive.searcher().segment_readers() {
        let mut found = weight.scorer(segment, 1.0)?;
        let mut docs = Vec::new();
        while found.doc() != TERMINATED {
            if !segment.is_deleted(found.doc()) {
                docs.push(found.doc());
            }
            found.advance();
        }
        let mut times = vec![0; docs.len()];
        Frequencies::open(leaf, segment)?.count(docs.into_iter().enumerate(), None, &mut times);
        sum += times.into_iter().map(u64::from).sum::<u64>();
    }
    Ok(sum)
}

/// In how many undeleted articles a term of a field stands.
///
/// # Errors
///
/// When the index cannot be read.
pub fn articles(archive: &Archive, field: Field, term: &str) -> Result<u64, IndexError> {
    let term = Term::from_field_text(field, term);
    if let Some(known) = archive.counted(&term) {
        return Ok(known);
    }
    let mut sum = 0;
    for (at, segment) in archive.searcher().segment_readers().iter().enumerate() {
        let index = segment.inverted_index(field)?;
        if let Some(info) = index.get_term_info(&term).map_err(TantivyError::from)? {
            sum += u64::from(alive(archive, at, &index, &info)?);
        }
    }
    archive.count(term, sum);
    Ok(sum)
}

/// In how many undeleted documents of a segment of the archive a term stands.
///
/// # Errors
///
/// When the index cannot be read.
pub fn alive(
    archive: &Archive,
    segment: usize,
    index: &InvertedIndexReader,
    info: &TermInfo,
) -> Result<u32, IndexError> {
    let reader = archive.searcher().segment_reader(segment as u32);
    let Some(bits) = reader.alive_bitset() else { return Ok(info.doc_freq) };
    let mut blocks = Blocks::open(index, info, IndexRecordOption::Basic)?;
    let is_rare = info.doc_freq < reader.max_doc() / RARE;
    if let Some(alive) = if is_rare { None } else { archive.alive(segment) } {
        return Ok(blocks.alive(alive));
    }
    let mut count = 0;
    blocks.each(|docs| count += docs.iter().filter(|doc| bits.is_alive(**doc)).count() as u32);
    Ok(count)
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{Index, IndexWriter, doc};

    use super::*;
    use crate::query::Alike;

    /// Every word of one to five of three letters, in order.
    fn all() -> Vec<String> {
        let mut words = vec![String::new()];
        for length in 0..5 {
            let last: Vec<String> =
                words.iter().filter(|word| word.chars().count() == length).cloned().collect();
            words
                .extend(last.iter().flat_map(|word| ["a", "b", "é"].map(|letter| format!("{word}{letter}"))));
        }
        words.remove(0);
        words.sort();
        words
    }

    #[test]
    fn what_fits_is_found_without_looking_at_every_word() -> tantivy::Result<()> {
        let mut schema = Schema::builder();
        let field = schema.add_text_field("body", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000)?;
        writer.add_document(doc!(field => all().join(" ")))?;
        writer.commit()?;
        let dictionary = index.reader()?.searcher().segment_reader(0).inverted_index(field)?;
        let alike = [("ab", 1), ("ba", 2), ("abab", 1), ("aébba", 2), ("bbéb", 2), ("xaby", 2)];
        let alike = alike.map(|(word, far)| Pattern::Alike(Alike::new(word, far)));
        let open =
            ["*b", "a?é*", "?", "*é*b?", "b*a"].map(|word| Pattern::parse(word).expect("open letters"));
        for pattern in alike.into_iter().chain(open) {
            assert!(pattern.automaton().is_some());
            let mut found = Vec::new();
            fitting(&dictionary, &pattern, |word, _| {
                found.push(word.to_owned());
                Ok(())
            })?;
            let wanted: Vec<String> = all().into_iter().filter(|other| pattern.takes(other)).collect();
            assert!(!wanted.is_empty());
            assert_eq!(found, wanted, "{pattern:?}");
        }
        Ok(())
    }
}
