//! The table of lanes, and the best labels of a sequence.

use super::table::{MOST, Table};
use crate::sequence::ModelError;

/// Scores of labels, seven at the most; eight are as quick as seven. The first label is the one to compare with: what
/// stands for it does not count.
pub type Lane = [i32; 8];

/// What a score of 1, in the costs of the lessons, is in whole numbers.
pub const UNIT: f32 = 8192.0;

/// Less than any sum of scores: what a forbidden pair of labels scores.
const NEVER: i32 = i32::MIN / 4;

/// How far the best sum may go from nought, either way; half of [`NEVER`], so that a forbidden one stays far below.
const FAR: i32 = -(NEVER / 2);

/// How a forbidden pair is stored.
const FORBIDDEN: i16 = i16::MIN;

/// Bytes of the scores of pairs at one kind of seam.
const KIND_BYTES: usize = 128;
/// Bytes of a feature with its weights, and of those that are not there: room for an eighth label.
const ROW_BYTES: usize = 18;
const SPARE_BYTES: usize = 2;

/// Labels of a model, the first one included.
const MOST_LABELS: usize = 1 + MOST;

/// Weights of features for up to seven labels, and of pairs of labels by the kind of the seam between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lanes {
    labels: usize,
    /// Per kind of seam, label before and label: a score.
    seams: Vec<[Lane; 8]>,
    /// The learnt features, each with the weights of the labels from the second on.
    table: Table,
}

impl Lanes {
    /// A model of some features with their weights; the features differ.
    ///
    /// `seams` holds the scores of pairs by kind, with `None` for pairs that are forbidden.
    pub(super) fn new(labels: usize, seams: &[[[Option<f32>; 8]; 8]], rows: &[(u32, [f32; 8])]) -> Self {
        let pair = |score: Option<f32>| score.map_or(NEVER, |score| i32::from(whole(score)));
        let mut rows: Vec<(u32, [i16; MOST])> = rows
            .iter()
            .map(|(feature, weights)| (*feature, std::array::from_fn(|label| whole(weights[label + 1]))))
            .collect();
        rows.sort_unstable_by_key(|(feature, _)| *feature);
        Self {
            labels,
            seams: seams.iter().map(|kind| kind.map(|before| before.map(pair))).collect(),
            table: Table::of(&rows),
        }
    }

    /// Looks for features that are added next, in as many steps as one likes: all together they are found sooner.
    #[inline]
    pub fn fetch<'f>(&self, features: impl Iterator<Item = &'f u32>) {
        self.table.fetch(features);
    }

    /// Adds what features say to a row's scores, the same whatever their order.
    #[inline]
    pub fn add(&self, features: &[u32], row: &mut Lane) {
        let sum = self.table.sum(features);
        row[1..].iter_mut().zip(sum).for_each(|(score, sum)| *score += sum);
    }

    /// Appends the labels with the greatest sum of scores to `labels`; what a row holds for the first label
    /// does not count.
    ///
    /// `rows` and `seams` are of one length; the kind of the first seam is that of the sequence's start. `back` is room to
    /// work in.
    pub fn decode(&self, rows: &[Lane], seams: &[u8], labels: &mut Vec<u8>, back: &mut Vec<[u8; 8]>) {
        if let ([row], [seam]) = (rows, seams) {
            labels.push(self.lone(row, usize::from(*seam)));
            return;
        }
        let start = labels.len();
        let mut score = [NEVER; 8];
        score[0] = 0;
        back.clear();
        for (row, seam) in rows.iter().zip(seams) {
            let (next, from) = self.step(&score, row, usize::from(*seam));
            score = next;
            back.push(from);
        }
        let mut label = self.last(&score);
        labels.resize(start + rows.len(), 0);
        for (at, from) in back.iter().enumerate().rev() {
            labels[start + at] = label;
            label = from[usize::from(label)];
        }
    }

    /// The best label of a sequence of one row.
    fn lone(&self, row: &Lane, seam: usize) -> u8 {
        let pairs = &self.seams[seam.min(self.seams.len() - 1)][0];
        let score = |label: usize| if label == 0 { pairs[0] } else { pairs[label] + row[label] };
        let ends = |label: &usize| self.seams[0][*label][0] > NEVER && pairs[*label] > NEVER;
        let better = |best: usize, label: usize| if score(label) > score(best) { label } else { best };
        (1..self.labels).filter(ends).fold(0, better) as u8
    }

    /// The best scores that end in each label of a row, and the label before it that leads there.
    fn step(&self, score: &Lane, row: &Lane, seam: usize) -> (Lane, [u8; 8]) {
        let pairs = &self.seams[seam.min(self.seams.len() - 1)];
        let (mut best, mut from) = ([i32::MIN; 8], [0; 8]);
        for (before, pairs) in pairs.iter().enumerate().take(self.labels) {
            for label in 0..8 {
                let through = score[before] + pairs[label];
                if through > best[label] {
                    best[label] = through;
                    from[label] = before as u8;
                }
            }
        }
        for label in 1..8 {
            best[label] = (best[label] + row[label]).max(NEVER);
        }
        draw_near(&mut best);
        (best, from)
    }

    /// The best label of the last row, which must be one that "nothing" may follow.
    fn last(&self, score: &Lane) -> u8 {
        let ends = |label: &usize| self.seams[0][*label][0] > NEVER;
        let better = |best: usize, label: usize| if score[label] > score[best] { label } else { best };
        (1..self.labels).filter(ends).fold(0, better) as u8
    }

    /// The model as bytes, for [`Lanes::parse`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![self.labels as u8, self.seams.len() as u8];
        bytes.extend((self.table.rows().count() as u32).to_le_bytes());
        let stored = |score: &i32| if *score <= NEVER { FORBIDDEN } else { *score as i16 };
        bytes.extend(self.seams.iter().flatten().flatten().flat_map(|score| stored(score).to_le_bytes()));
        for (feature, weights) in self.table.rows() {
            bytes.extend(feature.to_le_bytes());
            bytes.extend(weights.iter().flat_map(|weight| weight.to_le_bytes()));
            bytes.extend([0; SPARE_BYTES]);
        }
        bytes
    }

    /// A stored model, and the bytes behind it.
    ///
    /// # Errors
    ///
    /// Where the bytes are not those of [`Lanes::to_bytes`].
    pub fn parse(bytes: &[u8]) -> Result<(Self, &[u8]), ModelError> {
        let [labels, kinds, a, b, c, d, rest @ ..] = bytes else { return Err(ModelError::Form) };
        let (labels, kinds) = (usize::from(*labels), usize::from(*kinds));
        let count = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        if !(2..=MOST_LABELS).contains(&labels) || kinds == 0 {
            return Err(ModelError::Form);
        }
        let (seams, rest) = rest.split_at_checked(kinds * KIND_BYTES).ok_or(ModelError::Length)?;
        let (rows, rest) = rest.split_at_checked(count * ROW_BYTES).ok_or(ModelError::Length)?;
        let number = |bytes: &[u8], at: usize| i16::from_le_bytes([bytes[at], bytes[at + 1]]);
        let score = |stored: i16| if stored == FORBIDDEN { NEVER } else { i32::from(stored) };
        let kind = |bytes: &[u8]| -> [Lane; 8] {
            std::array::from_fn(|before| {
                std::array::from_fn(|label| score(number(bytes, 16 * before + 2 * label)))
            })
        };
        let row = |bytes: &[u8]| {
            let feature = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
            (feature, std::array::from_fn(|label| number(bytes, 4 + 2 * label)))
        };
        let rows: Vec<(u32, [i16; MOST])> = rows.chunks_exact(ROW_BYTES).map(row).collect();
        if !rows.is_sorted_by_key(|(feature, _)| *feature) {
            return Err(ModelError::Form);
        }
        let seams = seams.chunks_exact(KIND_BYTES).map(kind).collect();
        Ok((Self { labels, seams, table: Table::of(&rows) }, rest))
    }

    /// What pairs of labels score at a kind of seam, `None` where they are forbidden.
    pub(super) fn pairs(&self, kind: usize) -> [[Option<f32>; 8]; 8] {
        self.seams[kind].map(|before| before.map(|score| (score > NEVER).then(|| score as f32 / UNIT)))
    }
}

/// Takes the best score from all, where a long sequence has brought it far from nought: only how far scores are from
/// each other counts.
#[inline]
fn draw_near(scores: &mut Lane) {
    let best = scores.iter().copied().fold(NEVER, i32::max);
    if best.abs() > FAR {
        scores.iter_mut().for_each(|score| *score = score.saturating_sub(best).max(NEVER));
    }
}

/// A weight as it is stored.
fn whole(weight: f32) -> i16 {
    (weight * UNIT).clamp(-32_767.0, 32_767.0) as i16
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const A: u32 = 0x9e37_79b1;
    const B: u32 = 0x85eb_ca77;

    /// Two features for two labels besides nothing; the third label may only follow the second; all other pairs
    /// score the same.
    fn model(every: f32) -> Lanes {
        let mut pairs = [[None; 8]; 8];
        for (before, pairs) in pairs.iter_mut().enumerate().take(3) {
            for (label, pair) in pairs.iter_mut().enumerate().take(3) {
                *pair = (label != 2 || before == 1).then_some(every);
            }
        }
        let weights = |a: f32, b: f32| [0.0, a, b, 0.0, 0.0, 0.0, 0.0, 0.0];
        Lanes::new(3, &[pairs], &[(A, weights(1.0, 0.0)), (B, weights(-0.5, 2.0))])
    }

    fn labels(model: &Lanes, features: &[u32]) -> Vec<u8> {
        let row = |feature: &u32| {
            let mut row = Lane::default();
            model.add(&[*feature], &mut row);
            row
        };
        let rows: Vec<Lane> = features.iter().map(row).collect();
        let mut labels = Vec::new();
        model.decode(&rows, &vec![0; rows.len()], &mut labels, &mut Vec::new());
        labels
    }

    #[test]
    fn forbidden_pairs_are_never_given() {
        let model = model(0.0);
        assert_eq!(labels(&model, &[A, B]), [1, 2]);
        assert_eq!(labels(&model, &[B]), [0]);
        assert_eq!(labels(&model, &[0xc0de_cafe, A]), [0, 1]);
        assert_eq!(labels(&model, &[A]), [1]);
        assert_eq!(labels(&model, &[]), [0; 0]);
    }

    #[test]
    fn sums_of_a_long_sequence_stay_in_their_range() {
        for pair in [0.0, -3.0, 3.0] {
            let found = labels(&model(pair), &vec![A; 300_000]);
            assert!(found.iter().all(|label| *label == 1), "{pair}");
        }
    }

    #[test]
    fn a_stored_model_reads_as_it_was() {
        let mut bytes = model(0.0).to_bytes();
        bytes.push(42);
        assert_eq!(Lanes::parse(&bytes), Ok((model(0.0), [42].as_slice())));
        assert_eq!(Lanes::parse(&bytes[..40]), Err(ModelError::Length));
        assert_eq!(Lanes::parse(b"12"), Err(ModelError::Form));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), feature: u32) {
            if let Ok((model, _)) = Lanes::parse(&bytes) {
                model.add(&[feature], &mut Lane::default());
            }
        }
    }
}
