//! What is known of each row of a sequence, as hashes.

/// The features of a sequence: those of each row, and those of each seam, which is where a row meets the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    rows: Ragged,
    seams: Ragged,
}

/// Lists of hashes, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ragged {
    hashes: Vec<u32>,
    ends: Vec<u32>,
}

impl Ragged {
    fn get(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.hashes[start..self.ends[at] as usize]
    }
}

impl Default for Rows {
    fn default() -> Self {
        Self::with_capacity(0, 0)
    }
}

impl Rows {
    /// No rows yet, with room for so many and for so many features of each.
    pub fn with_capacity(rows: usize, features: usize) -> Self {
        let ragged = |features: usize| Ragged {
            hashes: Vec::with_capacity(rows * features),
            ends: Vec::with_capacity(rows),
        };
        Self { rows: ragged(features), seams: ragged(features.min(4)) }
    }

    /// Adds a feature to the row in the making.
    #[inline]
    pub fn push(&mut self, feature: u32) {
        self.rows.hashes.push(feature);
    }

    /// Adds a feature to the seam between the row before and the row in the making. Those of the first row count for
    /// nothing.
    pub fn push_seam(&mut self, feature: u32) {
        self.seams.hashes.push(feature);
    }

    /// The row in the making is complete.
    pub fn end_row(&mut self) {
        self.rows.ends.push(self.rows.hashes.len() as u32);
        self.seams.ends.push(self.seams.hashes.len() as u32);
    }

    /// How many rows are complete.
    pub fn len(&self) -> usize {
        self.rows.ends.len()
    }

    /// Whether no row is complete.
    pub fn is_empty(&self) -> bool {
        self.rows.ends.is_empty()
    }

    /// The features of a row.
    pub fn row(&self, at: usize) -> &[u32] {
        self.rows.get(at)
    }

    /// The features of the seam before a row.
    pub fn seam(&self, at: usize) -> &[u32] {
        self.seams.get(at)
    }
}

/// A feature's hash: the number of what is looked at, and two values seen there.
///
/// Source: the finishing steps of `MurmurHash3` (Appleby 2011, public domain).
#[inline]
pub fn feature(template: u32, a: u32, b: u32) -> u32 {
    let mut h = template.wrapping_mul(0x9e37_79b1) ^ a.wrapping_mul(0x85eb_ca77).rotate_left(13);
    h = h.wrapping_add(b.wrapping_mul(0xc2b2_ae3d).rotate_left(7));
    h = (h ^ (h >> 16)).wrapping_mul(0x85eb_ca6b);
    h = (h ^ (h >> 13)).wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_they_were_written() {
        let mut rows = Rows::default();
        rows.push(7);
        rows.push(8);
        rows.end_row();
        rows.push_seam(9);
        rows.end_row();
        assert_eq!(rows.len(), 2);
        assert_eq!((rows.row(0), rows.row(1)), ([7, 8].as_slice(), [].as_slice()));
        assert_eq!((rows.seam(0), rows.seam(1)), ([].as_slice(), [9].as_slice()));
    }

    #[test]
    fn features_differ_in_each_part() {
        let all = [feature(1, 2, 3), feature(2, 2, 3), feature(1, 3, 3), feature(1, 2, 2), feature(1, 3, 2)];
        for (at, one) in all.iter().enumerate() {
            assert!(!all[..at].contains(one));
        }
    }
}
