//! What the building of a tree may cost.
//!
//! A start tag costs the parser the formatting elements that are open at that point (it opens them again in every
//! paragraph) and, for some tags, a look at every element that is open. Pages that people write stay far below the
//! bounds here; hostile ones are given up.

use std::cell::Cell;

/// Depth above which a tree is given up.
///
/// Source: browsers stop nesting at 512 (Chromium, `WebKit`).
const DEPTH: u32 = 1500;

/// Looks at open elements allowed for each byte of a page, and for a page of no size.
///
/// Source: the pages of 793 sites need 5 a byte at most.
const LOOKS: (u64, u64) = (40, 1 << 20);

/// Looks that the making of a node costs as much as.
const MAKING: u64 = 64;

/// Looks allowed for any page: two million nodes, which take 300 MB.
const MOST: u64 = 2_000_000 * MAKING;

/// Attributes of one tag above which a tree is given up: the tokenizer calls itself for each that follows in quotes,
/// and a page must not exhaust the stack.
///
/// Source: the pages of 793 sites have 26 such at most.
const ATTRIBUTES: usize = 256;

/// The cost so far of a tree in the making.
pub(super) struct Budget {
    left: Cell<u64>,
}

impl Budget {
    /// That of a page of so many bytes.
    pub(super) fn of(bytes: usize) -> Self {
        Self { left: Cell::new((LOOKS.0 * bytes as u64 + LOOKS.1).min(MOST)) }
    }

    /// Whether nothing of it is left.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// The parser looks at an element.
    pub(super) fn look(&self) {
        self.spend(1);
    }

    /// The parser makes an element.
    pub(super) fn make(&self) {
        self.spend(MAKING);
    }

    /// A node is put at this depth.
    pub(super) fn sink(&self, depth: u32) {
        if depth > DEPTH {
            self.left.set(0);
        }
    }

    /// A tag has so many attributes by now.
    pub(super) fn attribute(&self, so_far: usize) {
        if so_far > ATTRIBUTES {
            self.left.set(0);
        }
    }

    fn spend(&self, looks: u64) {
        self.left.set(self.left.get().saturating_sub(looks));
    }
}
