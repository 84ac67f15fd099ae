//! Where in a document words stand one after the other.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use crate::query::postings::{first_of, fitting, placed};
use crate::query::slot::{self, Slot};

/// Words fitting one slot whose postings are held open at a time, at about 3 KB each. Where more fit, their places are
/// read at once, at 8 bytes each.
const MAX_OPEN: usize = 512;

/// The documents in which the words of slots stand one after the other, and where.
pub struct Sequence {
    /// The words of every slot; of those that are alike, once.
    words: Vec<Words>,
    /// The words that stand at each place.
    places: Vec<usize>,
    doc: DocId,
    /// The first document that can have it, behind the last one it was looked for in.
    ahead: DocId,
    /// Positions at which the sequence begins, in the last document it was looked for in.
    starts: Vec<u32>,
    positions: Vec<u32>,
    rarest_first: Vec<usize>,
}

impl Sequence {
    /// Opens the sequence at its first document.
    pub(in crate::query) fn open(
        field: Field,
        slots: &[Slot],
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let mut sequence = Self::idle(field, slots, segment)?;
        sequence.settle(0);
        Ok(sequence)
    }

    /// Opens the sequence before its first document, to be asked for [places](Self::places) alone.
    pub(in crate::query) fn idle(
        field: Field,
        slots: &[Slot],
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let (slots, places) = slot::distinct(slots);
        let words = slots.into_iter().map(|slot| Words::open(field, slot, segment));
        let words = words.collect::<tantivy::Result<Vec<_>>>()?;
        let mut rarest_first: Vec<usize> = (0..words.len()).collect();
        rarest_first.sort_by_key(|&at| words[at].size());
        Ok(Self { words, places, doc: 0, ahead: 0, starts: Vec::new(), positions: Vec::new(), rarest_first })
    }

    /// Words of the sequence.
    pub(in crate::query) fn length(&self) -> u32 {
        self.places.len() as u32
    }

    /// The positions in a document at which the sequence begins, in order; documents must not go backwards from call to
    /// call.
    pub(in crate::query) fn places(&mut self, doc: DocId) -> &[u32] {
        if doc < self.ahead || !self.reaches(doc) || !self.stands(doc) {
            self.starts.clear();
        }
        &self.starts
    }

    /// Whether every slot has a word in a document; all slots go there, as far as they have to.
    fn reaches(&mut self, doc: DocId) -> bool {
        for &slot in &self.rarest_first {
            self.ahead = self.words[slot].seek(doc);
            if self.ahead != doc {
                return false;
            }
        }
        true
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
                target = self.words[slot].seek(target).max(target);
            }
            if target == before || target == TERMINATED {
                return target;
            }
        }
    }

    /// Whether the sequence stands in a document at which all slots are; finds where.
    fn stands(&mut self, doc: DocId) -> bool {
        for (at, words) in self.places.iter().enumerate() {
            self.words[*words].gather(doc, &mut self.positions);
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
        self.words.iter().map(Words::size).min().unwrap_or(0)
    }

    /// Positions are read for every document that has all words.
    fn cost(&self) -> u64 {
        u64::from(self.size_hint()) * 10
    }
}

/// Where the words of one slot stand.
enum Words {
    Open(Vec<SegmentPostings>),
    /// Every document and position, in order, and how many of them are passed.
    Listed(Vec<(DocId, u32)>, usize),
}

impl Words {
    fn open(field: Field, slot: &Slot, segment: &SegmentReader) -> tantivy::Result<Self> {
        let index = segment.inverted_index(field)?;
        let mut open = placed(field, slot, segment)?;
        let mut listed: Vec<(DocId, u32)> = Vec::new();
        if let Some(pattern) = &slot.pattern {
            fitting(&index, pattern, |_, info| {
                let option = IndexRecordOption::WithFreqsAndPositions;
                let postings = index.read_postings_from_terminfo(info, option)?;
                if open.len() < MAX_OPEN {
                    open.push(postings);
                } else {
                    list(postings, &mut listed);
                }
                Ok(())
            })?;
        }
        if listed.is_empty() {
            return Ok(Self::Open(open));
        }
        open.into_iter().for_each(|postings| list(postings, &mut listed));
        listed.sort_unstable();
        listed.dedup();
        Ok(Self::Listed(listed, 0))
    }

    /// Documents that the words have at the most.
    fn size(&self) -> u32 {
        match self {
            Self::Open(all) => all.iter().map(DocSet::size_hint).fold(0, u32::saturating_add),
            Self::Listed(list, _) => list.len() as u32,
        }
    }

    /// Moves on to `target` or behind it; gives the first document there.
    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Open(all) => first_of(all, target),
            Self::Listed(list, at) => {
                *at += list[*at..].partition_point(|(doc, _)| *doc < target);
                list.get(*at).map_or(TERMINATED, |(doc, _)| *doc)
            }
        }
    }

    /// The positions in a document, in order, each once.
    fn gather(&mut self, doc: DocId, positions: &mut Vec<u32>) {
        positions.clear();
        match self {
            Self::Open(all) => {
                for postings in all.iter_mut().filter(|postings| postings.doc() == doc) {
                    postings.append_positions_with_offset(0, positions);
                }
                if all.len() > 1 {
                    positions.sort_unstable();
                    positions.dedup();
                }
            }
            Self::Listed(list, at) => {
                let here = list[*at..].iter().take_while(|(known, _)| *known == doc);
                positions.extend(here.map(|(_, position)| *position));
            }
        }
    }
}

fn list(mut postings: SegmentPostings, into: &mut Vec<(DocId, u32)>) {
    let mut positions = Vec::new();
    while postings.doc() != TERMINATED {
        positions.clear();
        postings.append_positions_with_offset(0, &mut positions);
        into.extend(positions.iter().map(|position| (postings.doc(), *position)));
        postings.advance();
    }
}
