//! Where in a segment a sequence of words stands, and how often in each document.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use crate::query::leaf::Leaf;
use crate::query::slot::Slot;

/// First character that a word of the dictionary can begin with: stems and boundaries stand before it.
const FIRST_WORD: &str = "\u{3}";
/// Completions that are held open at a time where a beginning stands in a sequence; the rest, in the order of the
/// dictionary, is not looked at. Bounds memory: each takes about 3 KB.
const MAX_OPEN: usize = 4096;

/// Single steps that are tried before a jump, which costs as much as about eight: the postings of a frequent word are
/// dense, so its next document is hardly ever far.
const STEPS: usize = 4;

/// How often a leaf's words stand in the documents of one segment, asked in rising order of documents.
pub enum Frequencies {
    /// Any of these terms.
    Terms(Vec<SegmentPostings>),
    /// Added up for every document of the segment.
    Table(Vec<u32>),
    /// Words in sequence.
    Sequence(Box<Sequence>),
}

impl Frequencies {
    /// Opens the postings of a leaf in a segment.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn open(leaf: &Leaf, segment: &SegmentReader) -> tantivy::Result<Self> {
        let [slot] = leaf.slots.as_slice() else {
            return Ok(Self::Sequence(Box::new(Sequence::open(leaf, segment)?)));
        };
        let index = segment.inverted_index(leaf.field)?;
        match &slot.prefix {
            Some(prefix) => Ok(Self::Table(table(&index, prefix, segment.max_doc())?)),
            None => Ok(Self::Terms(postings(leaf, slot, &index, IndexRecordOption::WithFreqs)?)),
        }
    }

    /// How often in this document; documents must not go backwards from call to call.
    pub fn at(&mut self, doc: DocId) -> u32 {
        match self {
            Self::Terms(terms) => terms.iter_mut().map(|postings| frequency(postings, doc)).sum(),
            Self::Table(table) => table[doc as usize],
            Self::Sequence(sequence) if sequence.doc > doc => 0,
            Self::Sequence(sequence) => {
                if sequence.seek(doc) == doc {
                    sequence.starts.len() as u32
                } else {
                    0
                }
            }
        }
    }
}

/// Frequencies of all completions of a beginning, added up per document: they can be too many to hold open.
fn table(index: &InvertedIndexReader, prefix: &str, documents: u32) -> tantivy::Result<Vec<u32>> {
    let mut table = vec![0; documents as usize];
    completions(index, prefix, |_, info| {
        let mut postings = index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        while postings.doc() != TERMINATED {
            table[postings.doc() as usize] += postings.term_freq();
            postings.advance();
        }
        Ok(())
    })?;
    Ok(table)
}

fn frequency(postings: &mut SegmentPostings, doc: DocId) -> u32 {
    if go(postings, doc) == doc { postings.term_freq() } else { 0 }
}

/// Goes on to the first document from `doc` on, where the postings are not there or past it yet.
fn go(postings: &mut SegmentPostings, doc: DocId) -> DocId {
    let mut at = postings.doc();
    for _ in 0..STEPS {
        if at >= doc {
            return at;
        }
        at = postings.advance();
    }
    if at < doc { postings.seek(doc) } else { at }
}

/// Calls `each` for every word of the dictionary that begins so.
pub(super) fn completions(
    index: &InvertedIndexReader,
    prefix: &str,
    mut each: impl FnMut(&[u8], &tantivy::postings::TermInfo) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let from = if prefix.is_empty() { FIRST_WORD } else { prefix };
    let mut stream = index.terms().range().ge(from).into_stream()?;
    while let Some((term, info)) = stream.next() {
        if !term.starts_with(prefix.as_bytes()) {
            break;
        }
        each(term, info)?;
    }
    Ok(())
}

/// The postings of every term that may stand in a slot.
fn postings(
    leaf: &Leaf,
    slot: &Slot,
    index: &InvertedIndexReader,
    option: IndexRecordOption,
) -> tantivy::Result<Vec<SegmentPostings>> {
    let mut all = Vec::new();
    for term in &slot.terms {
        all.extend(index.read_postings(&Term::from_field_text(leaf.field, term), option)?);
    }
    if let Some(prefix) = &slot.prefix {
        completions(index, prefix, |_, info| {
            if all.len() < MAX_OPEN {
                all.push(index.read_postings_from_terminfo(info, option)?);
            }
            Ok(())
        })?;
    }
    Ok(all)
}

/// The documents in which the slots of a leaf stand one after the other, and how often.
pub struct Sequence {
    slots: Vec<Vec<SegmentPostings>>,
    doc: DocId,
    /// Positions in this document at which the sequence begins.
    starts: Vec<u32>,
    positions: Vec<u32>,
    rarest_first: Vec<usize>,
}

impl Sequence {
    /// Opens the sequence at its first document.
    pub(super) fn open(leaf: &Leaf, segment: &SegmentReader) -> tantivy::Result<Self> {
        let index = segment.inverted_index(leaf.field)?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let slots: tantivy::Result<Vec<_>> =
            leaf.slots.iter().map(|slot| postings(leaf, slot, &index, option)).collect();
        let slots = slots?;
        let mut rarest_first: Vec<usize> = (0..slots.len()).collect();
        rarest_first.sort_by_key(|&at| size(&slots[at]));
        let mut sequence = Self { slots, doc: 0, starts: Vec::new(), positions: Vec::new(), rarest_first };
        sequence.settle(0);
        Ok(sequence)
    }

    /// Goes to the first document from `target` on that has the sequence.
    fn settle(&mut self, mut target: DocId) -> DocId {
        self.doc = loop {
            target = self.align(target);
            if target == TERMINATED || self.stands(target) {
                break target;
            }
            target += 1;
        };
        self.doc
    }

    /// The first document from `target` on in which every slot has a word; all slots go there.
    fn align(&mut self, mut target: DocId) -> DocId {
        loop {
            let before = target;
            for &slot in &self.rarest_first {
                target = seek(&mut self.slots[slot], target).max(target);
            }
            if target == before || target == TERMINATED {
                return target;
            }
        }
    }

    /// Whether the sequence stands in a document at which all slots are; finds where.
    fn stands(&mut self, doc: DocId) -> bool {
        for at in 0..self.slots.len() {
            gather(&mut self.slots[at], doc, &mut self.positions);
            if at == 0 {
                std::mem::swap(&mut self.starts, &mut self.positions);
            } else {
                keep_followed(&mut self.starts, &self.positions, at as u32);
            }
            if self.starts.is_empty() {
                return false;
            }
        }
        !self.starts.is_empty()
    }
}

/// The positions of a slot's words in a document, in order, each once.
fn gather(slot: &mut [SegmentPostings], doc: DocId, positions: &mut Vec<u32>) {
    positions.clear();
    for postings in slot.iter_mut().filter(|postings| postings.doc() == doc) {
        postings.append_positions_with_offset(0, positions);
    }
    if slot.len() > 1 {
        positions.sort_unstable();
        positions.dedup();
    }
}

/// Documents that a slot's words have at the most.
fn size(slot: &[SegmentPostings]) -> u32 {
    slot.iter().map(DocSet::size_hint).fold(0, u32::saturating_add)
}

/// Moves every term of a slot to `target` or behind it; gives the first document there.
fn seek(slot: &mut [SegmentPostings], target: DocId) -> DocId {
    let seek = |postings: &mut SegmentPostings| {
        if postings.doc() < target { postings.seek(target) } else { postings.doc() }
    };
    slot.iter_mut().map(seek).min().unwrap_or(TERMINATED)
}

/// Keeps the starts that have one of the positions `offset` behind them; both in rising order.
fn keep_followed(starts: &mut Vec<u32>, positions: &[u32], offset: u32) {
    let mut rest = positions;
    starts.retain(|start| {
        let wanted = start + offset;
        rest = &rest[rest.iter().take_while(|position| **position < wanted).count()..];
        rest.first() == Some(&wanted)
    });
}

impl DocSet for Sequence {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.settle(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target { self.doc } else { self.settle(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.slots.iter().map(|slot| size(slot)).min().unwrap_or(0)
    }

    /// Positions are read for every document that has all words.
    fn cost(&self) -> u64 {
        u64::from(self.size_hint()) * 10
    }
}
