//! What is said in many lists, in little memory: noted in a row, sorted by lists once in a while.
//!
//! In: list, document and position, documents in order, and positions in order within a document. Out: per list the same,
//! in order. A list is never gone to while things are noted, which would be a look into memory that is far away.

use std::{hint, mem};

use tantivy::DocId;

/// Lists that can be told apart.
pub(super) const MOST_LISTS: u32 = 1 << LIST_BITS;

/// How much of a number is a list; a document, counted from the first of its run; and a position.
const LIST_BITS: u32 = 24;
const DOC_BITS: u32 = 12;
const POSITION_BITS: u32 = 28;

/// What is noted at the most before it is sorted, about a thousand articles: with more, a list that comes back has more to
/// say at once and takes less; with a million, this and the room to sort it in take 16 MB.
const MOST: usize = 1 << 20;

/// Bits that one pass of sorting looks at.
const DIGIT: u32 = 11;

/// What is said in lists.
#[derive(Default)]
pub(super) struct Runs {
    /// What was noted last: list, document from the first one on, position.
    noted: Vec<u64>,
    first: DocId,
    /// Room to sort in, and to write chunks in.
    room: Vec<u64>,
    out: Vec<u8>,
    done: Vec<Run>,
    /// Bytes of those.
    bytes: usize,
}

/// Chunks, in the order of lists: how many lists further, how many bytes, and the bytes. In these stand numbers: how much
/// further the next document is, or how much further in a document the next position is; the lowest bit says which.
struct Run {
    first: DocId,
    /// Bytes of all runs before.
    start: usize,
    chunks: Box<[u8]>,
}

impl Runs {
    /// Bytes that they take.
    pub(super) fn bytes(&self) -> usize {
        self.bytes + (self.noted.capacity() + self.room.capacity()) * size_of::<u64>() + self.out.capacity()
    }

    /// Whether some more documents may be more than can be told apart.
    pub(super) fn is_full(&self) -> bool {
        self.bytes > u32::MAX as usize / 2
    }

    /// Notes that a document has something at a position. What is behind the 268,435,456th word of a document is left out.
    #[inline]
    pub(super) fn add(&mut self, list: u32, doc: DocId, position: u32) {
        if self.noted.len() >= MOST || (doc - self.first) >> DOC_BITS != 0 {
            self.close();
        }
        if self.noted.is_empty() {
            self.first = doc;
        }
        if position >> POSITION_BITS == 0 {
            let place = u64::from(doc - self.first) << POSITION_BITS | u64::from(position);
            self.noted.push(u64::from(list) << (DOC_BITS + POSITION_BITS) | place);
        }
    }

    /// Makes a run of what was noted.
    fn close(&mut self) {
        if self.noted.is_empty() {
            return;
        }
        sort(&mut self.noted, &mut self.room);
        let Self { out, .. } = self;
        out.clear();
        let (mut chunk, mut before) = (Vec::new(), 0);
        for same in self.noted.chunk_by(|a, b| list_of(*a) == list_of(*b)) {
            let (mut last_doc, mut last) = (None, 0);
            for each in same {
                let (doc, position) = place_of(*each);
                if last_doc != Some(doc) {
                    push(u64::from(doc - last_doc.unwrap_or(0)) << 1 | 1, &mut chunk);
                    (last_doc, last) = (Some(doc), 0);
                }
                push(u64::from(position - last) << 1, &mut chunk);
                last = position;
            }
            let further = list_of(same[0]) - mem::replace(&mut before, list_of(same[0]));
            push(u64::from(further), out);
            push(chunk.len() as u64, out);
            out.append(&mut chunk);
        }
        self.noted.clear();
        self.done.push(Run { first: self.first, start: self.bytes, chunks: Box::from(out.as_slice()) });
        self.bytes += out.len();
    }

    /// All that was noted, by list; there are so many lists.
    pub(super) fn chunks(mut self, lists: u32) -> Chunks {
        self.close();
        // The room is given back before more is taken.
        let runs = mem::take(&mut self.done);
        drop(self);
        let mut next = vec![0_u32; lists as usize];
        runs.iter().for_each(|run| run.each(|list, _| next[list as usize] += 1));
        let mut start = 0;
        next.iter_mut().for_each(|count| start += mem::replace(count, start));
        let mut places = vec![0; start as usize];
        for run in &runs {
            run.each(|list, at| {
                let next = &mut next[list as usize];
                places[*next as usize] = (run.start + at) as u32;
                *next += 1;
            });
        }
        // Where the next chunk of each list would go is where its chunks end.
        Chunks { runs, ends: next, places }
    }
}

impl Run {
    /// The lists of the chunks in turn, and where the length of each chunk stands.
    fn each(&self, mut take: impl FnMut(u32, usize)) {
        let (mut at, mut list) = (0, 0);
        while at < self.chunks.len() {
            list += pull(&self.chunks, &mut at) as u32;
            take(list, at);
            let length = pull(&self.chunks, &mut at) as usize;
            at += length;
        }
    }
}

/// What is said in lists, to be read by list.
pub(super) struct Chunks {
    runs: Vec<Run>,
    /// Per list, where its chunks end in `places`; those of the one before end where they begin.
    ends: Vec<u32>,
    /// Where chunks stand, counted over the bytes of all runs.
    places: Vec<u32>,
}

impl Chunks {
    /// Looks at the first chunks of some lists at once.
    pub(super) fn fetch(&self, lists: impl Iterator<Item = u32>) {
        let first = |list: u32| {
            let begin = list.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
            let place = *self.places.get(begin as usize)? as usize;
            let run = self.run(place);
            run.chunks.get(place - run.start)
        };
        hint::black_box(lists.filter_map(first).fold(0, |sum, byte| sum ^ byte));
    }

    /// The run in which a place is.
    fn run(&self, place: usize) -> &Run {
        &self.runs[self.runs.partition_point(|run| run.start <= place) - 1]
    }

    /// Gives the documents and positions of a list to `take`.
    pub(super) fn each(&self, list: u32, mut take: impl FnMut(DocId, u32)) {
        let begin = list.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        for place in &self.places[begin as usize..self.ends[list as usize] as usize] {
            let place = *place as usize;
            let run = self.run(place);
            let mut at = place - run.start;
            let length = pull(&run.chunks, &mut at) as usize;
            let (chunk, mut at) = (&run.chunks[at..at + length], 0);
            let (mut doc, mut position) = (run.first, 0);
            while at < chunk.len() {
                let number = pull(chunk, &mut at);
                if number & 1 == 0 {
                    position += (number >> 1) as u32;
                    take(doc, position);
                } else {
                    (doc, position) = (doc + (number >> 1) as u32, 0);
                }
            }
        }
    }
}

fn list_of(noted: u64) -> u32 {
    (noted >> (DOC_BITS + POSITION_BITS)) as u32
}

/// Document, from the first one of the run, and position.
fn place_of(noted: u64) -> (u32, u32) {
    ((noted >> POSITION_BITS) as u32 & ((1 << DOC_BITS) - 1), noted as u32 & ((1 << POSITION_BITS) - 1))
}

/// Sorts by lists; what is said in one list stays in its order. A radix sort from the lowest digit on.
fn sort(noted: &mut Vec<u64>, room: &mut Vec<u64>) {
    let most = noted.iter().copied().map(list_of).max().unwrap_or(0);
    room.resize(noted.len(), 0);
    let mut from = 0;
    while most >> from != 0 {
        let digit = |each: u64| (list_of(each) >> from) as usize & ((1 << DIGIT) - 1);
        let mut next = [0_u32; 1 << DIGIT];
        noted.iter().for_each(|each| next[digit(*each)] += 1);
        let mut start = 0;
        next.iter_mut().for_each(|count| start += mem::replace(count, start));
        for each in &*noted {
            let at = &mut next[digit(*each)];
            room[*at as usize] = *each;
            *at += 1;
        }
        mem::swap(noted, room);
        from += DIGIT;
    }
}

/// Appends a number, seven bits a byte, the last byte marked.
#[inline]
fn push(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8);
        number >>= 7;
    }
    out.push(number as u8 | 0x80);
}

/// The number that stands at a place, which is then behind it.
#[inline]
fn pull(bytes: &[u8], at: &mut usize) -> u64 {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 != 0 {
            return number;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is said in a list.
    fn said(chunks: &Chunks, list: u32) -> Vec<(DocId, u32)> {
        let mut said = Vec::new();
        chunks.each(list, |doc, position| said.push((doc, position)));
        said
    }

    /// Notes some things, and reads them again.
    fn check(noted: &[(u32, DocId, u32)], close_after: usize) {
        let mut runs = Runs::default();
        for (at, (list, doc, position)) in noted.iter().enumerate() {
            runs.add(*list, *doc, *position);
            if at % close_after == close_after - 1 {
                runs.close();
            }
        }
        let lists = noted.iter().map(|(list, ..)| list + 1).max().unwrap_or(0);
        let chunks = runs.chunks(lists);
        for list in 0..lists {
            let wanted =
                noted.iter().filter(|(of, ..)| *of == list).map(|(_, doc, position)| (*doc, *position));
            assert_eq!(said(&chunks, list), wanted.collect::<Vec<_>>(), "{list}");
        }
    }

    proptest! {
        #[test]
        fn what_is_noted_of_lists_is_read_again(
            steps in prop::collection::vec(
                (prop_oneof![0..5_u32, 0..5_000_u32], prop_oneof![0..3_u32, 0..9_000_u32], prop_oneof![1..200_u32, 1..2_000_000_u32]),
                0..60,
            ),
            close_after in 1..30_usize,
        ) {
            let (mut doc, mut position) = (0, 0);
            let noted: Vec<_> = steps
                .into_iter()
                .map(|(list, further, step)| {
                    position = if further == 0 { position + step } else { step - 1 };
                    doc += further;
                    (list, doc, position)
                })
                .collect();
            check(&noted, close_after);
        }
    }

    #[test]
    fn many_things_are_sorted_by_lists_and_stay_in_their_order() {
        let number = |at: usize| (at as u32).wrapping_mul(0x9e37_79b1) >> 9;
        let noted: Vec<_> =
            (0..20_000).map(|at| (number(at) % 10_000, at as u32 / 7, at as u32 % 7)).collect();
        check(&noted, 6_000);
    }

    #[test]
    fn what_is_too_far_back_in_a_document_is_left_out() {
        let mut runs = Runs::default();
        runs.add(0, 3, (1 << POSITION_BITS) - 1);
        runs.add(0, 3, 1 << POSITION_BITS);
        let chunks = runs.chunks(2);
        assert_eq!(said(&chunks, 0), [(3, (1 << POSITION_BITS) - 1)]);
        assert_eq!(said(&chunks, 1), []);
    }
}
