//! The postings of a term, a block of documents at a time: counting in all of a block costs a third of going from one
//! document to the next.

use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{BitSet, DocId, InvertedIndexReader, TERMINATED};

use crate::index::Alive;

/// Documents of a full block.
const BLOCK: usize = 128;

/// Single steps that are tried before a jump, which costs as much as about eight: the postings of a frequent word are
/// dense, so its next document is hardly ever far.
const STEPS: usize = 4;

/// The documents of a term, with how often it stands there where the postings were opened for that.
pub struct Blocks {
    blocks: BlockSegmentPostings,
    /// The next document's place in its block.
    at: usize,
}

impl Blocks {
    /// Opens the postings of a term that an index knows like this.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn open(
        index: &InvertedIndexReader,
        info: &TermInfo,
        option: IndexRecordOption,
    ) -> tantivy::Result<Self> {
        Ok(Self { blocks: index.read_block_postings_from_terminfo(info, option)?, at: 0 })
    }

    /// The next document, or [`TERMINATED`].
    #[inline]
    fn doc(&self) -> DocId {
        self.blocks.doc(self.at)
    }

    /// Goes on to the first document from `doc` on, where it is not there or past it yet.
    #[inline]
    fn go(&mut self, doc: DocId) -> DocId {
        let at = self.doc();
        if at >= doc { at } else { self.step(doc) }
    }

    fn step(&mut self, doc: DocId) -> DocId {
        for _ in 0..STEPS {
            self.at += 1;
            if self.at == BLOCK {
                self.next_block();
            }
            if self.doc() >= doc {
                return self.doc();
            }
        }
        self.at = self.blocks.seek(doc);
        self.doc()
    }

    fn next_block(&mut self) {
        self.at = 0;
        self.blocks.advance();
    }

    /// Adds up how often it stands in documents, given with their places among the `times`; they must rise, from call to
    /// call too.
    pub(super) fn count(&mut self, docs: impl Iterator<Item = (usize, DocId)>, times: &mut [u32]) {
        for (at, doc) in docs {
            if self.go(doc) == doc {
                times[at] += self.blocks.freq(self.at);
            }
        }
    }

    /// Adds up how often it stands in each document from `first` on, as many as there are `times`.
    pub(super) fn count_all(&mut self, first: DocId, times: &mut [u32]) {
        let end = first.saturating_add(times.len() as u32);
        self.go(first);
        while self.doc() < end {
            let docs = self.blocks.docs();
            let here = self.at + docs[self.at..].partition_point(|doc| *doc < end);
            for at in self.at..here {
                times[(self.blocks.doc(at) - first) as usize] += self.blocks.freq(at);
            }
            self.at = here;
            if here == BLOCK {
                self.next_block();
            }
        }
    }

    /// Every block of documents from here on.
    pub(in crate::query) fn each(&mut self, mut each: impl FnMut(&[DocId])) {
        while self.doc() != TERMINATED {
            each(&self.blocks.docs()[self.at..]);
            self.next_block();
        }
    }

    /// Every document from here on, with how often it stands there.
    pub fn each_times(&mut self, mut each: impl FnMut(DocId, u32)) {
        while self.doc() != TERMINATED {
            let times = self.blocks.freqs();
            self.blocks.docs()[self.at..]
                .iter()
                .zip(&times[self.at..])
                .for_each(|(doc, times)| each(*doc, *times));
            self.next_block();
        }
    }

    /// Marks its documents in a set.
    pub(in crate::query) fn mark(mut self, found: &mut BitSet) {
        self.each(|docs| {
            for doc in docs {
                found.insert(*doc);
            }
        });
    }

    /// Marks those of its documents that are in another set.
    pub(in crate::query) fn mark_among(mut self, among: &BitSet, found: &mut BitSet) {
        self.each(|docs| {
            for doc in docs.iter().filter(|doc| among.contains(**doc)) {
                found.insert(*doc);
            }
        });
    }

    /// How many of its documents are not deleted.
    #[must_use]
    pub fn alive(mut self, alive: &Alive) -> u32 {
        let mut count = 0;
        self.each(|docs| count += alive.count(docs));
        count
    }
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{Index, IndexWriter, SegmentReader, Term, doc};

    use super::*;

    /// Documents; the word stands in two of seven, once or twice, and in none from 900 to 999.
    const DOCUMENTS: u32 = 1200;

    fn times(doc: DocId) -> u32 {
        if (900..1000).contains(&doc) { 0 } else { [0, 1, 0, 0, 2, 0, 0][doc as usize % 7] }
    }

    fn with_segment(deleted: impl Fn(u32) -> bool, check: impl Fn(&SegmentReader, &dyn Fn() -> Blocks)) {
        let mut schema = Schema::builder();
        let (text, number) = (schema.add_text_field("text", TEXT), schema.add_text_field("number", TEXT));
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter =
            index.writer_with_num_threads(1, 15_000_000).expect("an index in memory");
        for at in 0..DOCUMENTS {
            let words = "quay ".repeat(times(at) as usize) + "other";
            writer.add_document(doc!(text => words, number => at.to_string())).expect("an index in memory");
        }
        writer.commit().expect("an index in memory");
        for at in (0..DOCUMENTS).filter(|at| deleted(*at)) {
            writer.delete_term(Term::from_field_text(number, &at.to_string()));
        }
        writer.commit().expect("an index in memory");
        let searcher = index.reader().expect("an index in memory").searcher();
        let [segment] = searcher.segment_readers() else { panic!("one segment") };
        let inverted = segment.inverted_index(text).expect("an index in memory");
        let info = inverted
            .get_term_info(&Term::from_field_text(text, "quay"))
            .expect("a dictionary")
            .expect("a term");
        check(segment, &|| Blocks::open(&inverted, &info, IndexRecordOption::WithFreqs).expect("postings"));
    }

    #[test]
    fn a_window_counts_what_single_documents_do() {
        with_segment(
            |_| false,
            |_, open| {
                for width in [1, 3, 100, 127, 128, 129, 500, DOCUMENTS as usize] {
                    let (mut all, mut single) = (open(), open());
                    for first in (0..DOCUMENTS).step_by(width + 5) {
                        let (mut here, mut there) = (vec![0; width], vec![0; width]);
                        all.count_all(first, &mut here);
                        single.count((0..width).map(|at| (at, first + at as u32)), &mut there);
                        let truth: Vec<u32> = (first..)
                            .take(width)
                            .map(|doc| if doc < DOCUMENTS { times(doc) } else { 0 })
                            .collect();
                        assert_eq!((&here, &there), (&truth, &truth), "{width} from {first}");
                    }
                }
            },
        );
    }

    #[test]
    fn far_jumps_count_too() {
        with_segment(
            |_| false,
            |_, open| {
                let mut counts = vec![0; 3];
                open().count([(0, 1), (1, 697), (2, 1198)].into_iter(), &mut counts);
                assert_eq!(counts, [times(1), times(697), times(1198)]);
            },
        );
    }

    #[test]
    fn every_block_is_marked_and_counted() {
        with_segment(
            |_| false,
            |_, open| {
                let (mut set, mut counts) = (BitSet::with_max_value(DOCUMENTS), vec![0; DOCUMENTS as usize]);
                open().mark(&mut set);
                open().each_times(|doc, times| counts[doc as usize] += times);
                for doc in 0..DOCUMENTS {
                    let truth = times(doc);
                    assert_eq!((set.contains(doc), counts[doc as usize]), (truth > 0, truth), "{doc}");
                }
            },
        );
    }

    #[test]
    fn deleted_documents_are_not_alive() {
        with_segment(
            |at| at % 2 == 0,
            |segment, open| {
                let truth = (0..DOCUMENTS).filter(|at| at % 2 == 1 && times(*at) > 0).count() as u32;
                assert_eq!(open().alive(&Alive::of(segment).expect("deletions")), truth);
            },
        );
    }
}
