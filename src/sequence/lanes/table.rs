//! Where the weights of features stand, to be found by many features at once.

use std::hint;

/// Weights that a feature has at the most: those of all labels but the first.
pub(super) const MOST: usize = 6;

/// Rows of a line, which is what the processor fetches from memory at once.
const LINE: usize = 4;

/// A feature, lower half first, and its weights. Nothing but noughts where a line has room left.
type Row = [i16; 2 + MOST];

/// Rows that stand together.
#[repr(align(64))]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Line([Row; LINE]);

impl Line {
    /// Whether it has no room left. Of all features nought comes first, so that it never stands last.
    fn is_full(&self) -> bool {
        feature(&self.0[LINE - 1]) != 0
    }
}

/// The rows of features in the order of their numbers, in lines half of which are left empty: which line a feature is in
/// follows from its number, but for the few whose line was full, which are in the next one that was not. So a feature
/// costs one look into memory, mostly, and looks for different features do not wait for each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    lines: Vec<Line>,
    /// How many lines a number is reckoned to; behind the last of them stands what they had no room for.
    homes: u64,
}

impl Table {
    /// Of different features in the order of their numbers.
    pub(super) fn of(rows: &[(u32, [i16; MOST])]) -> Self {
        let homes = (rows.len() as u64 * 2).div_ceil(LINE as u64).max(1);
        let mut table = Self { lines: vec![Line::default(); homes as usize], homes };
        let (mut at, mut taken) = (0, 0);
        for (feature, weights) in rows {
            let home = table.home(*feature);
            if at < home {
                (at, taken) = (home, 0);
            } else if taken == LINE {
                (at, taken) = (at + 1, 0);
            }
            if at == table.lines.len() {
                table.lines.push(Line::default());
            }
            let row = &mut table.lines[at].0[taken];
            (row[0], row[1]) = ((*feature as u16).cast_signed(), ((*feature >> 16) as u16).cast_signed());
            row[2..].copy_from_slice(weights);
            taken += 1;
        }
        // A look that goes on from a full line ends here at the latest.
        table.lines.push(Line::default());
        table
    }

    /// The features in order, each with its weights; one of number nought that has none is left out.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, &[i16])> {
        let rows = self.lines.iter().flat_map(|line| &line.0).filter(|row| **row != Row::default());
        rows.map(|row| (feature(row), &row[2..]))
    }

    /// Looks at the lines of features before any is used, so that none is waited for alone.
    #[inline]
    pub(super) fn fetch<'f>(&self, features: impl Iterator<Item = &'f u32>) {
        let first = |feature: &u32| self.lines[self.home(*feature)].0[0][0];
        hint::black_box(features.map(first).fold(0, |all, half| all ^ half));
    }

    /// The sum of the weights of features, as far as they were learnt.
    #[inline]
    pub(super) fn sum(&self, features: &[u32]) -> [i32; MOST] {
        let mut sum = [0_i32; 2 + MOST];
        for wanted in features {
            let mut at = self.home(*wanted);
            loop {
                let line = &self.lines[at];
                let mut places = 0;
                for (place, row) in line.0.iter().enumerate() {
                    places |= u32::from(feature(row) == *wanted) << place;
                }
                let is_here = places != 0;
                // Without a choice: of another row nothing is added, and of the first two, which are no weights, anything.
                let row = &line.0[places.trailing_zeros() as usize % LINE];
                let mask = -i16::from(is_here);
                sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i32::from(weight & mask));
                if is_here || !line.is_full() {
                    break;
                }
                at += 1;
            }
        }
        std::array::from_fn(|weight| sum[2 + weight])
    }

    /// The line of a feature, if that is not full; lines rise with features.
    #[inline]
    fn home(&self, feature: u32) -> usize {
        ((u64::from(feature) * self.homes) >> 32) as usize
    }
}

/// The feature of a row.
#[inline]
fn feature(row: &Row) -> u32 {
    u32::from(row[0].cast_unsigned()) | u32::from(row[1].cast_unsigned()) << 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_its_own_weights_and_all_others_have_none() {
        // Many belong in one line, the last one; and nought is a feature like any other.
        let crowded = (0..40_u32).map(|number| u32::MAX - 97 * number);
        let spread = (0..400_u32).map(|number| number.wrapping_mul(0x9e37_79b9) & !0xff);
        let mut features: Vec<u32> = crowded.chain(spread).chain(1..9).collect();
        features.sort_unstable();
        let weights = |at: usize| {
            let weight = i16::try_from(at + 1).expect("there are few");
            [weight, -weight, 0, 1, i16::MAX, i16::MIN]
        };
        let rows: Vec<(u32, [i16; MOST])> =
            features.iter().enumerate().map(|(at, feature)| (*feature, weights(at))).collect();
        let table = Table::of(&rows);
        for (at, feature) in features.iter().enumerate() {
            assert_eq!(table.sum(&[*feature]), weights(at).map(i32::from), "{feature}");
        }
        assert_eq!(table.sum(&features)[..4], [100_576, -100_576, 0, 448]);
        assert_eq!(table.sum(&[u32::MAX - 1, 0x1234_5678, 77]), [0; MOST]);
        assert_eq!(table.sum(&[]), [0; MOST]);
        let stored: Vec<_> = table.rows().collect();
        assert!(stored.iter().copied().eq(rows.iter().map(|(feature, weights)| (*feature, &weights[..]))));
    }

    #[test]
    fn an_empty_table_has_no_weights() {
        assert_eq!(Table::of(&[]).sum(&[0, 1, u32::MAX]), [0; MOST]);
        assert_eq!(Table::of(&[]).rows().count(), 0);
    }
}
