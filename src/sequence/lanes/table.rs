//! Where the weights of features stand, to be found by many features at once.

use std::ops::Range;

/// Features whose weights are wanted, looked up together: one look into memory does not wait for another.
const AT_ONCE: usize = 64;

/// Features of a bucket that are looked at in one step; of the stored models hardly any bucket has more.
const BUCKET: usize = 8;

/// A one in the lowest bit of each byte.
const ONES: u64 = 0x0101_0101_0101_0101;
/// A one in the highest bit of each byte.
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Where features stand: in the order of their numbers, so that those of a bucket stand together. Most that are asked for
/// were never learnt, so a byte of what tells them apart is kept by itself: all of these stay near the processor, where the
/// weights never would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// Where each bucket begins, and where the last one ends.
    starts: Vec<u32>,
    /// Per feature a byte of its [`check`], and noughts behind the last one.
    marks: Vec<u8>,
    /// Per feature the weights; the first label has none, and the check stands in its place.
    weights: Vec<[i16; 8]>,
}

impl Table {
    /// Of features in the order of their numbers.
    pub(super) fn of(rows: &[(u32, [i16; 7])]) -> Self {
        let mut table = Self { starts: vec![0; BUCKETS + 1], marks: Vec::new(), weights: Vec::new() };
        for (feature, weights) in rows {
            table.starts[bucket(*feature) + 1] += 1;
            let check = check(*feature);
            table.marks.push(mark(check));
            let mut stored = [check; 8];
            stored[1..].copy_from_slice(weights);
            table.weights.push(stored);
        }
        table.marks.extend([0; BUCKET]);
        for bucket in 0..BUCKETS {
            table.starts[bucket + 1] += table.starts[bucket];
        }
        table
    }

    /// The weights of the features in order.
    pub(super) fn weights(&self) -> impl Iterator<Item = &[i16]> {
        self.weights.iter().map(|stored| &stored[1..])
    }

    /// Adds the weights of features that were learnt to `row`, and with them, to its first label, their checks.
    #[inline]
    pub(super) fn add(&self, features: &[u32], row: &mut [i32; 8]) {
        for features in features.chunks(AT_ONCE) {
            self.add_some(features, row);
        }
    }

    /// The same for [`AT_ONCE`] features at the most: all are looked for before any weights are.
    #[inline]
    fn add_some(&self, features: &[u32], row: &mut [i32; 8]) {
        let mut found = [(0_u32, 0_i16); AT_ONCE];
        let mut count = 0;
        for feature in features {
            let check = check(*feature);
            let bucket = bucket(*feature);
            let (start, end) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
            let marks = self.marks[start..].first_chunk().map_or(0, |marks| u64::from_le_bytes(*marks));
            let alike = places(marks, mark(check)) & FIRST[(end - start).min(BUCKET)];
            // One place that looks right, or none: what comes of it is known without a choice.
            let place = start + alike.trailing_zeros() as usize / 8;
            found[count] = (place as u32, check);
            count += usize::from(alike != 0);
            if alike & alike.wrapping_sub(1) != 0 || end - start > BUCKET {
                count -= usize::from(alike != 0);
                self.add_one(check, start..end, row);
            }
        }
        for (place, check) in &found[..count] {
            let weights = &self.weights[*place as usize];
            if weights[0] == *check {
                add(row, weights);
            }
        }
    }

    /// The same for one feature, by what tells it apart and the places where it may stand.
    #[cold]
    fn add_one(&self, check: i16, places: Range<usize>, row: &mut [i32; 8]) {
        if let Some(weights) = self.weights[places].iter().find(|weights| weights[0] == check) {
            add(row, weights);
        }
    }
}

/// Buckets: one for each value of a feature's upper half.
const BUCKETS: usize = 1 << 16;

/// The bucket of a feature.
#[inline]
fn bucket(feature: u32) -> usize {
    (feature >> 16) as usize
}

/// A one in the highest bit of each of the first so many bytes.
const FIRST: [u64; BUCKET + 1] = {
    let mut first = [HIGHS; BUCKET + 1];
    let mut count = 0;
    while count < BUCKET {
        first[count] = HIGHS & ((1 << (8 * count)) - 1);
        count += 1;
    }
    first
};

#[inline]
fn add(row: &mut [i32; 8], weights: &[i16; 8]) {
    // Eight at once are as quick as seven.
    for label in 0..8 {
        row[label] += i32::from(weights[label]);
    }
}

/// The highest bit of each byte that is this one, all others nought.
#[inline]
fn places(marks: u64, mark: u8) -> u64 {
    let differs = marks ^ (ONES * u64::from(mark));
    !(((differs & !HIGHS) + !HIGHS) | differs) & HIGHS
}

/// What tells the features of one bucket apart: the lower half.
#[inline]
fn check(feature: u32) -> i16 {
    (feature as u16).cast_signed()
}

/// The byte of a check that is looked at first.
#[inline]
fn mark(check: i16) -> u8 {
    check.to_le_bytes()[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_its_own_weights_and_all_others_have_none() {
        // Many are in one bucket, the last one.
        let crowded = (0..40_u32).map(|number| u32::MAX - 97 * number);
        let spread = (0..400_u32).map(|number| number.wrapping_mul(0x9e37_79b9) & !0xff);
        let mut features: Vec<u32> = crowded.chain(spread).collect();
        features.sort_unstable();
        let weight = |at: usize| i16::try_from(at + 1).expect("there are few");
        let rows: Vec<(u32, [i16; 7])> =
            features.iter().enumerate().map(|(at, feature)| (*feature, [weight(at); 7])).collect();
        let table = Table::of(&rows);
        let sum = |features: &[u32]| {
            let mut row = [0; 8];
            table.add(features, &mut row);
            row[7]
        };
        for (at, feature) in features.iter().enumerate() {
            assert_eq!(sum(&[*feature]), i32::from(weight(at)), "{feature}");
        }
        assert_eq!(sum(&features), (1..=440).sum::<i32>());
        assert_eq!(sum(&[u32::MAX - 1, 0x1234_5678, 77]), 0);
        assert_eq!(sum(&[]), 0);
    }
}
