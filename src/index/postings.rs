//! What a segment in the making knows of its terms: per term the documents that have it, and where in them.
//!
//! In: per document, list and position, as they come. Out: the dictionary, the lists and the positions, as the engine
//! writes them. The engine's own way looks each word up by its letters; here the word's list is known from the last time.

use tantivy::index::Segment;
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, TantivyError};
use tantivy_stacker::{ExpUnrolledLinkedList, MemoryArena, SharedArenaHashMap};

/// Names the list of a term.
pub(super) type List = u32;

/// No list.
pub(super) const NONE: List = List::MAX;

/// Bytes of the longest term; longer ones are left out, as the engine's own way would.
const LONGEST: usize = u16::MAX as usize - 5;

/// Terms that the dictionary has room for at first.
const FIRST: usize = 1 << 10;

/// The documents of one term.
#[derive(Debug, Clone, Copy, Default)]
struct Docs {
    /// How many.
    count: u32,
    /// The last one, and the last position in it.
    last: DocId,
    position: u32,
    /// Numbers as [`Docs::push`] writes them.
    numbers: ExpUnrolledLinkedList,
}

/// The terms of a segment, each with its documents.
pub(super) struct Postings {
    /// Lists by field and term.
    lists: SharedArenaHashMap,
    docs: Vec<Docs>,
    arena: MemoryArena,
    /// Per field how often any term was met.
    met: Vec<u64>,
    key: Vec<u8>,
}

impl Postings {
    /// None yet, for so many fields.
    pub(super) fn new(fields: usize) -> Self {
        let (lists, arena) = (SharedArenaHashMap::with_capacity(FIRST), MemoryArena::default());
        Self { lists, docs: Vec::new(), arena, met: vec![0; fields], key: Vec::new() }
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.lists.mem_usage() + self.arena.mem_usage() + self.docs.capacity() * size_of::<Docs>()
    }

    /// The list of a term of a field; [`NONE`] for a term that is too long.
    pub(super) fn list(&mut self, field: Field, term: &[u8]) -> List {
        if term.len() > LONGEST {
            return NONE;
        }
        let number = u8::try_from(field.field_id()).expect("the schema has few fields");
        self.key.clear();
        self.key.push(number);
        self.key.extend_from_slice(term);
        let next = self.docs.len() as List;
        let known = |known: Option<List>| known.unwrap_or(next);
        let list = self.lists.mutate_or_create(&self.key, &mut self.arena, known);
        if list == next {
            self.docs.push(Docs::default());
        }
        list
    }

    /// Notes that a document has the term of a list at a position; documents and positions come in order.
    #[inline]
    pub(super) fn add(&mut self, list: List, doc: DocId, position: u32) {
        let Some(docs) = self.docs.get_mut(list as usize) else { return };
        if docs.count == 0 || docs.last != doc {
            docs.push(&mut self.arena, doc - docs.last, true);
            docs.count += 1;
            (docs.last, docs.position) = (doc, 0);
        }
        docs.push(&mut self.arena, position - docs.position, false);
        docs.position = position;
    }

    /// Notes that so many terms of a field were met.
    pub(super) fn count(&mut self, field: Field, terms: usize) {
        self.met[field.field_id() as usize] += terms as u64;
    }

    /// Writes all to the files of a segment.
    pub(super) fn write(self, segment: &Segment) -> Result<(), TantivyError> {
        let mut terms: Vec<(&[u8], List)> =
            self.lists.iter(&self.arena).map(|(key, at)| (key, self.arena.read(at))).collect();
        terms.sort_unstable();
        let schema = segment.schema();
        let mut files = InvertedIndexSerializer::open(segment)?;
        let mut room = Room::default();
        for terms in terms.chunk_by(|(a, _), (b, _)| a[0] == b[0]) {
            let field = Field::from_field_id(terms[0].0[0].into());
            let option = schema.get_field_entry(field).field_type().index_record_option();
            let placed = option.is_some_and(IndexRecordOption::has_positions);
            let mut out = files.new_field(field, self.met[field.field_id() as usize], None)?;
            for (key, list) in terms {
                let docs = &self.docs[*list as usize];
                out.new_term(&key[1..], docs.count, placed)?;
                docs.write(&self.arena, placed, &mut out, &mut room);
                out.close_term()?;
            }
            out.close()?;
        }
        Ok(files.close()?)
    }
}

/// Room to work in.
#[derive(Default)]
struct Room {
    bytes: Vec<u8>,
    positions: Vec<u32>,
}

impl Docs {
    /// Appends a number: how much further the next document is, or how much further in a document the next position is.
    /// Seven bits a byte, the last byte marked; the lowest bit of all says which of the two it is.
    #[inline]
    fn push(&mut self, arena: &mut MemoryArena, number: u32, is_doc: bool) {
        let mut rest = u64::from(number) << 1 | u64::from(is_doc);
        let mut bytes = [0; 5];
        let mut length = 0;
        while rest >= 0x80 {
            bytes[length] = (rest & 0x7f) as u8;
            rest >>= 7;
            length += 1;
        }
        bytes[length] = rest as u8 | 0x80;
        self.numbers.writer(arena).extend_from_slice(&bytes[..=length]);
    }

    fn write(&self, arena: &MemoryArena, placed: bool, out: &mut FieldSerializer<'_>, room: &mut Room) {
        let Room { bytes, positions } = room;
        bytes.clear();
        self.numbers.read_to_end(arena, bytes);
        let mut doc = None::<DocId>;
        for (number, is_doc) in numbers(bytes) {
            if is_doc {
                if let Some(doc) = doc {
                    write_doc(doc, placed, positions, out);
                }
                doc = Some(doc.unwrap_or(0) + number);
            } else {
                positions.push(number);
            }
        }
        if let Some(doc) = doc {
            write_doc(doc, placed, positions, out);
        }
    }
}

/// Writes one document, and forgets its positions.
fn write_doc(doc: DocId, placed: bool, positions: &mut Vec<u32>, out: &mut FieldSerializer<'_>) {
    if placed {
        out.write_doc(doc, positions.len() as u32, positions);
    } else {
        out.write_doc(doc, 0, &[]);
    }
    positions.clear();
}

/// The numbers that [`Docs::push`] wrote, and whether each is a document's.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = (u32, bool)> + '_ {
    let mut bytes = bytes.iter();
    std::iter::from_fn(move || {
        let (mut number, mut shift) = (0_u64, 0);
        loop {
            let byte = *bytes.next()?;
            number |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 != 0 {
                return Some(((number >> 1) as u32, number & 1 == 1));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_noted_of_a_term_is_read_again(
            steps in prop::collection::vec((0..3_u32, prop_oneof![0..200_u32, 0..20_000_000_u32]), 1..60),
        ) {
            let mut postings = Postings::new(2);
            let field = Field::from_field_id(1);
            let (list, other) = (postings.list(field, b"ferry"), postings.list(field, b"dock"));
            let (mut doc, mut position, mut wanted) = (0, 0, Vec::new());
            for (further, step) in steps {
                position = if further == 0 { position + step } else { step };
                doc += further;
                postings.add(list, doc, position);
                postings.add(other, doc, position);
                wanted.push((doc, position));
            }
            prop_assert_eq!(postings.list(field, b"ferry"), list);
            prop_assert!(postings.list(Field::from_field_id(0), b"ferry") != list);
            let docs = postings.docs[list as usize];
            let mut bytes = Vec::new();
            docs.numbers.read_to_end(&postings.arena, &mut bytes);
            let (mut doc, mut position, mut found) = (0, 0, Vec::new());
            for (number, is_doc) in numbers(&bytes) {
                (doc, position) = if is_doc { (doc + number, 0) } else { (doc, position + number) };
                if !is_doc {
                    found.push((doc, position));
                }
            }
            prop_assert_eq!(&found, &wanted);
            found.dedup_by_key(|(doc, _)| *doc);
            prop_assert_eq!(docs.count as usize, found.len());
        }
    }

    #[test]
    fn a_term_that_is_too_long_is_left_out() {
        let mut postings = Postings::new(1);
        let list = postings.list(Field::from_field_id(0), "x".repeat(70_000).as_bytes());
        assert_eq!(list, NONE);
        postings.add(list, 0, 0);
        assert!(postings.docs.is_empty());
    }
}
