//! The terms of a segment in the making, numbered as they are met.
//!
//! In: terms, each of a field and a language. Out: the number of each. Where many are asked for, their places are looked
//! at together first: they lie far from each other, and none is waited for alone.

use std::hash::Hasher;
use std::{hint, iter};

use rustc_hash::FxHasher;

use crate::index::runs::MOST_LISTS;

/// Bytes of a language's code, which stands behind a term.
pub(super) const CODE: usize = 2;

/// Slots at first, and how many there are at the least for each term.
const FIRST: usize = 1 << 10;
const SPARE: usize = 2;

/// Bits of a place that say where in its page it is; the longest term fits into a page.
const PAGE_BITS: u32 = 18;
const PAGE: usize = 1 << PAGE_BITS;
const MOST_PAGES: usize = 1 << (u32::BITS - PAGE_BITS);

/// Bytes in front of a term: its number, and how long it is.
const HEAD: usize = 4 + 2;

/// What has a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key<'a> {
    pub(super) field: u8,
    /// Of less than 65,536 bytes, with the field and the code.
    pub(super) term: &'a [u8],
    pub(super) code: [u8; CODE],
}

impl Key<'_> {
    /// What a slot tells terms apart by at first sight.
    fn tag(self) -> u32 {
        let mut hasher = FxHasher::default();
        hasher.write(self.term);
        hasher.write_u32(u32::from_le_bytes([self.field, self.code[0], self.code[1], 0]));
        hasher.finish() as u32
    }

    fn bytes(self) -> usize {
        1 + self.term.len() + CODE
    }

    /// Whether these bytes are those of the term.
    fn is(self, bytes: &[u8]) -> bool {
        let code = bytes.len() - CODE;
        bytes[0] == self.field && bytes[1..code] == *self.term && bytes[code..] == self.code
    }
}

/// Where a term is told of; its own place follows from its tag.
#[derive(Debug, Clone, Copy)]
struct Slot {
    tag: u32,
    place: u32,
}

const EMPTY: Slot = Slot { tag: 0, place: u32::MAX };

/// Terms with their numbers, from 0 on.
pub(super) struct Terms {
    slots: Vec<Slot>,
    /// Number, length, field, letters and code of a term, in the order of numbers, each in one page.
    pages: Vec<Vec<u8>>,
    count: u32,
    tags: Vec<u32>,
}

impl Terms {
    /// Without any.
    pub(super) fn new() -> Self {
        Self { slots: vec![EMPTY; FIRST], pages: Vec::new(), count: 0, tags: Vec::new() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        self.count
    }

    /// Whether there is room for so many more of so many bytes together.
    pub(super) fn have_room(&self, more: usize, bytes: usize) -> bool {
        // Where a term does not fit into a page any more, three quarters of that are taken.
        let pages = (bytes + more * (HEAD + 1 + CODE)) / (PAGE / 4 * 3) + 2;
        self.count as usize + more <= MOST_LISTS as usize && self.pages.len() + pages <= MOST_PAGES
    }

    /// Bytes that they take.
    pub(super) fn bytes(&self) -> usize {
        self.slots.len() * size_of::<Slot>() + self.pages.len() * PAGE
    }

    /// The number of a term, and whether it is a new one.
    pub(super) fn number(&mut self, term: Key<'_>) -> (u32, bool) {
        self.tagged(term, term.tag())
    }

    /// Gives the numbers of some terms to `take`.
    pub(super) fn numbers<'a>(
        &mut self,
        terms: impl Iterator<Item = Key<'a>> + Clone,
        mut take: impl FnMut(u32),
    ) {
        let mut tags = std::mem::take(&mut self.tags);
        tags.clear();
        tags.extend(terms.clone().map(Key::tag));
        self.fetch(&tags);
        terms.zip(&tags).for_each(|(term, tag)| take(self.tagged(term, *tag).0));
        self.tags = tags;
    }

    /// Field, letters and code of every term, in the order of their numbers.
    pub(super) fn all(&self) -> impl Iterator<Item = &[u8]> {
        self.pages.iter().flat_map(|page| {
            let mut rest = page.as_slice();
            iter::from_fn(move || {
                let (_, bytes) = (!rest.is_empty()).then(|| entry(rest))?;
                rest = &rest[HEAD + bytes.len()..];
                Some(bytes)
            })
        })
    }

    /// Looks at the slots of all of these, then at the terms that those tell of.
    fn fetch(&self, tags: &[u32]) {
        let slot = |tag: &u32| self.slots[self.home(*tag)];
        hint::black_box(tags.iter().fold(0, |all, tag| all ^ slot(tag).place));
        let known = tags.iter().filter(|tag| slot(tag).tag == **tag && slot(tag).place != EMPTY.place);
        hint::black_box(known.fold(0, |all, tag| all ^ self.rest(slot(tag).place)[0]));
    }

    fn home(&self, tag: u32) -> usize {
        ((u64::from(tag) * self.slots.len() as u64) >> 32) as usize
    }

    fn tagged(&mut self, term: Key<'_>, tag: u32) -> (u32, bool) {
        let mut at = self.home(tag);
        while self.slots[at].place != EMPTY.place {
            if self.slots[at].tag == tag {
                let (number, bytes) = entry(self.rest(self.slots[at].place));
                if term.is(bytes) {
                    return (number, false);
                }
            }
            at = self.behind(at);
        }
        let number = self.len();
        let place = self.write(number, term);
        self.slots[at] = Slot { tag, place };
        self.count += 1;
        if self.count as usize * SPARE > self.slots.len() {
            self.grow();
        }
        (number, true)
    }

    fn behind(&self, at: usize) -> usize {
        if at + 1 == self.slots.len() { 0 } else { at + 1 }
    }

    fn grow(&mut self) {
        let slots = vec![EMPTY; 2 * self.slots.len()];
        let all = std::mem::replace(&mut self.slots, slots).into_iter();
        for slot in all.filter(|slot| slot.place != EMPTY.place) {
            let mut at = self.home(slot.tag);
            while self.slots[at].place != EMPTY.place {
                at = self.behind(at);
            }
            self.slots[at] = slot;
        }
    }

    /// Writes a term down; gives its place.
    fn write(&mut self, number: u32, term: Key<'_>) -> u32 {
        let bytes = HEAD + term.bytes();
        if self.pages.last().is_none_or(|page| page.len() + bytes > PAGE) {
            self.pages.push(Vec::with_capacity(PAGE));
        }
        let at = self.pages.len() as u32 - 1;
        let page = self.pages.last_mut().expect("one was pushed where none was");
        let place = at << PAGE_BITS | page.len() as u32;
        page.extend_from_slice(&number.to_le_bytes());
        page.extend_from_slice(&(term.bytes() as u16).to_le_bytes());
        page.push(term.field);
        page.extend_from_slice(term.term);
        page.extend_from_slice(&term.code);
        place
    }

    /// What stands from a place to the end of its page.
    fn rest(&self, place: u32) -> &[u8] {
        &self.pages[(place >> PAGE_BITS) as usize][place as usize & (PAGE - 1)..]
    }
}

/// The number of the term that bytes begin with, and its field, letters and code.
fn entry(bytes: &[u8]) -> (u32, &[u8]) {
    let (head, rest) = bytes.split_at(HEAD);
    let number = u32::from_le_bytes([head[0], head[1], head[2], head[3]]);
    let length = u16::from_le_bytes([head[4], head[5]]);
    (number, &rest[..usize::from(length)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_keeps_its_number_however_many_come() {
        let mut terms = Terms::new();
        // More than pages hold, and the growth of the slots.
        let long = |at| format!("{at}{}", "long".repeat(16_000));
        let texts: Vec<String> = (0..5_000).map(|at| format!("w{at}")).chain((0..5).map(long)).collect();
        let all = || {
            let of = |field| texts.iter().map(move |text| (field, text));
            of(0).chain(of(1)).map(|(field, text)| Key { field, term: text.as_bytes(), code: [0; CODE] })
        };
        for is_new in [true, false] {
            for (at, term) in all().enumerate() {
                assert_eq!(terms.number(term), (at as u32, is_new));
            }
        }
        assert!(terms.pages.len() > 2);
        let mut numbers = Vec::new();
        terms.numbers(
            all().take(9).chain(all().take(1).map(|term| Key { code: *b"en", ..term })),
            |number| {
                numbers.push(number);
            },
        );
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 8, 10_010]);
        let shown = |term: Key<'_>| [&[term.field], term.term, &term.code].concat();
        assert!(terms.all().eq(all().chain([Key { field: 0, term: b"w0", code: *b"en" }]).map(shown)));
    }
}
