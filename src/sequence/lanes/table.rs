//! Where the weights of features stand, to be found by many features at once.

/// Features whose weights are wanted, looked up together: one look into memory does not wait for another.
const AT_ONCE: usize = 64;

/// Features that share a bucket; half of the places in all of them together are empty.
const BUCKET: usize = 8;

/// A one in the lowest bit of each byte.
const ONES: u64 = 0x0101_0101_0101_0101;
/// A one in the highest bit of each byte.
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Where features stand. Most that are asked for were never learnt, so a byte of what tells them apart is kept by itself:
/// all of these stay near the processor, where the weights never would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// Per bucket and place a byte of the feature's [`check`], nought where it is empty. A feature for which there is
    /// no place stands in the next bucket that has one.
    marks: Vec<u64>,
    /// Per place the weights; the first label has none, and the check stands in its place.
    weights: Vec<[i16; BUCKET]>,
}

impl Table {
    pub(super) fn of(rows: &[(u32, [i16; 7])]) -> Self {
        let buckets = rows.len() / (BUCKET / 2) + 1;
        let mut table = Self { marks: vec![0; buckets], weights: vec![[0; 8]; BUCKET * buckets] };
        for (feature, weights) in rows {
            let mut bucket = table.bucket(*feature);
            while is_full(table.marks[bucket]) {
                bucket = table.next(bucket);
            }
            let place = places(table.marks[bucket], 0).trailing_zeros() as usize / 8;
            let check = check(*feature);
            table.marks[bucket] |= u64::from(mark(check)) << (8 * place);
            let stored = &mut table.weights[BUCKET * bucket + place];
            stored[0] = check;
            stored[1..].copy_from_slice(weights);
        }
        table
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
            let bucket = self.bucket(*feature);
            let marks = self.marks[bucket];
            let alike = places(marks, mark(check));
            // One place that looks right, or none: what comes of it is known without a choice.
            let place = BUCKET * bucket + (alike.trailing_zeros() as usize / 8) % BUCKET;
            found[count] = (place as u32, check);
            count += usize::from(alike != 0);
            if alike & alike.wrapping_sub(1) != 0 || is_full(marks) {
                count -= usize::from(alike != 0);
                self.add_one(check, bucket, row);
            }
        }
        for (place, check) in &found[..count] {
            let weights = &self.weights[*place as usize];
            if weights[0] == *check {
                add(row, weights);
            }
        }
    }

    /// The same for one feature, by what tells it apart and the bucket where the search for it begins.
    #[cold]
    fn add_one(&self, check: i16, mut bucket: usize, row: &mut [i32; 8]) {
        loop {
            let marks = self.marks[bucket];
            let mut alike = places(marks, mark(check));
            while alike != 0 {
                let weights = &self.weights[BUCKET * bucket + alike.trailing_zeros() as usize / 8];
                if weights[0] == check {
                    add(row, weights);
                    return;
                }
                alike &= alike - 1;
            }
            if !is_full(marks) {
                return;
            }
            bucket = self.next(bucket);
        }
    }

    /// The bucket where the search for a feature begins.
    #[inline]
    fn bucket(&self, feature: u32) -> usize {
        ((u64::from(feature) * self.marks.len() as u64) >> 32) as usize
    }

    fn next(&self, bucket: usize) -> usize {
        if bucket + 1 == self.marks.len() { 0 } else { bucket + 1 }
    }
}

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

/// Whether no byte is nought.
#[inline]
fn is_full(marks: u64) -> bool {
    places(marks, 0) == 0
}

/// What tells features apart that are looked for in one bucket; never nought.
#[inline]
fn check(feature: u32) -> i16 {
    (feature as u16).max(1).cast_signed()
}

/// The byte of a check that is looked at first; never nought.
#[inline]
fn mark(check: i16) -> u8 {
    check.to_le_bytes()[0].max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_its_own_weights_and_all_others_have_none() {
        // Many begin in one bucket, which runs over into the next, and over the end of the table.
        let crowded = (0..40_u32).map(|number| u32::MAX - 97 * number);
        let spread = (0..400_u32).map(|number| number.wrapping_mul(0x9e37_79b9) & !0xff);
        let features: Vec<u32> = crowded.chain(spread).collect();
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
