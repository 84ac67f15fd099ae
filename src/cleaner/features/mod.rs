//! The features of a page's blocks, as the model sees them.
//!
//! A feature is the number of what is looked at (the first argument of [`Sheet::put`]) and two values seen there, in
//! one hash; pages with markup and pages without have their own. The weights of the stored model are found by these
//! numbers, and by the order of [`Kind`](crate::cleaner::Kind), [`BlockKind`](crate::reader::BlockKind) and the other
//! enums that are values of features: who changes one of them trains the model again.

mod place;
mod sight;
mod steps;
mod story;
mod words;

use crate::cleaner::elements::Elements;
use crate::cleaner::evidence::Evidence;
use crate::cleaner::texture::Texture;
use crate::reader::Page;
use crate::sequence::{self, Rows};

use sight::Sight;

/// What is known of a page before its blocks are judged.
pub(super) struct Known<'a> {
    pub(super) page: &'a Page,
    /// The words of the outlet's name; none where it is not known.
    pub(super) outlet: &'a [u64],
    pub(super) evidence: &'a [Evidence],
    pub(super) textures: &'a [Texture],
    pub(super) elements: &'a Elements,
    /// Per block, a bit for each way that keeps it.
    pub(super) votes: &'a [u32],
}

/// What the groups of a row's features are called where the judge's reasons are shown, in their order.
pub(super) const GROUPS: [&str; 6] = [
    "its form",
    "its place",
    "its words",
    "what it is about",
    "the ways to find the story",
    "the elements around it",
];

/// Features of an ordinary row: room is made for so many.
const USUAL: usize = 120;

/// The rows of a page, a block each, and where the groups of each row end.
pub(super) fn rows(known: &Known<'_>) -> (Rows, Vec<[u32; GROUPS.len()]>) {
    let sight = Sight::of(known);
    let mut sheet =
        Sheet { rows: Rows::with_capacity(known.evidence.len(), USUAL), marked: sight.marked, width: 0 };
    let mut ends = Vec::with_capacity(known.evidence.len());
    for at in 0..known.evidence.len() {
        ends.push(describe(&sight, at, &mut sheet));
        sheet.rows.end_row();
    }
    (sheet.rows, ends)
}

fn describe(sight: &Sight<'_>, at: usize, sheet: &mut Sheet) -> [u32; GROUPS.len()] {
    let parts: [fn(&Sight<'_>, usize, &mut Sheet); GROUPS.len()] =
        [words::form, place::place, words::words, story::about, story::judged, place::marks];
    place::seam(sight, at, sheet);
    sheet.width = 0;
    let mut ends = [0; GROUPS.len()];
    for (part, end) in parts.iter().zip(&mut ends) {
        part(sight, at, sheet);
        *end = sheet.width;
    }
    ends
}

/// Rows in the making.
struct Sheet {
    rows: Rows,
    marked: bool,
    /// Features of the row so far.
    width: u32,
}

impl Sheet {
    #[inline]
    fn put(&mut self, look: u32, a: u32, b: u32) {
        self.rows.push(sequence::feature(look * 2 + u32::from(self.marked), a, b));
        self.width += 1;
    }

    #[inline]
    fn put_seam(&mut self, look: u32, a: u32, b: u32) {
        self.rows.push_seam(sequence::feature(look * 2 + u32::from(self.marked), a, b));
    }
}
