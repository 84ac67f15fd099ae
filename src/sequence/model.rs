//! The table of weights.

/// First bytes of a stored model.
const MAGIC: &[u8; 4] = b"seq1";

/// The most labels: seams look at pairs of them.
const MOST_LABELS: u8 = 32;

/// The finest unit of weights.
const MOST_UNIT: f64 = 1e9;

/// The largest table, as a power of two.
const MOST_BITS: u8 = 22;

/// Weights of features and labels, as whole numbers in a table of fixed size.
///
/// The first label is the one to compare with: its weights are nought and take no room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    labels: u8,
    bits: u8,
    unit: u32,
    weights: Vec<i16>,
}

/// Why stored bytes are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Other first bytes, or numbers out of bounds.
    #[error("not a model of this program; train it again")]
    Form,
    /// The table is shorter or longer than it says.
    #[error("the model's table is cut off; train it again")]
    Length,
}

impl Model {
    /// A model without knowledge, for so many labels (2 to 32) and with a table of two to the power of `bits` (1 to
    /// 22); other numbers are brought within.
    pub fn empty(labels: u8, bits: u8) -> Self {
        let (labels, bits) = (labels.clamp(2, MOST_LABELS), bits.clamp(1, MOST_BITS));
        Self { labels, bits, unit: 1, weights: vec![0; 1 << bits] }
    }

    /// A model of real weights, in the finest unit in which all of them can be stored.
    #[expect(clippy::cast_sign_loss, reason = "the unit is 1 at least")]
    pub(super) fn of_weights(labels: u8, bits: u8, weights: &[f64]) -> Self {
        let largest = weights.iter().fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
        let unit =
            if largest > 0.0 { (f64::from(i16::MAX) / largest).floor().clamp(1.0, MOST_UNIT) } else { 1.0 };
        let weights = weights.iter().map(|weight| (weight * unit) as i16).collect();
        Self { labels, bits, unit: unit as u32, weights }
    }

    pub(super) fn bits(&self) -> u8 {
        self.bits
    }

    /// What a margin of 1, in the costs of the examples, is in the whole numbers of scores and margins.
    pub fn unit(&self) -> u32 {
        self.unit
    }

    /// How many labels there are.
    pub fn labels(&self) -> usize {
        usize::from(self.labels)
    }

    /// The model as bytes, for [`Model::parse`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([self.labels, self.bits]);
        bytes.extend(self.unit.to_le_bytes());
        bytes.extend(self.weights.iter().flat_map(|weight| weight.to_le_bytes()));
        bytes
    }

    /// A stored model.
    ///
    /// # Errors
    ///
    /// Where the bytes are not those of [`Model::to_bytes`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Form)?;
        let [labels, bits, a, b, c, d, table @ ..] = rest else { return Err(ModelError::Form) };
        let unit = u32::from_le_bytes([*a, *b, *c, *d]);
        if unit == 0 || !(2..=MOST_LABELS).contains(labels) || !(1..=MOST_BITS).contains(bits) {
            return Err(ModelError::Form);
        }
        if table.len() != 2 << bits {
            return Err(ModelError::Length);
        }
        let weights = table.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
        Ok(Self { labels: *labels, bits: *bits, unit, weights })
    }

    /// What one feature of a row says for a label.
    #[inline]
    pub fn weight(&self, feature: u32, label: usize) -> i32 {
        if label == 0 { 0 } else { i32::from(self.weights[cell(feature, label as u32, self.bits)]) }
    }
}

/// The number that stands for a pair of labels where weights are looked up; 0 for twice the first.
pub(super) fn seam_label(labels: usize, (before, label): (usize, usize)) -> usize {
    if before + label == 0 { 0 } else { labels * (before + 1) + label }
}

/// The place of a feature and label in a table of two to the power of `bits`.
#[inline]
pub(super) fn cell(feature: u32, label: u32, bits: u8) -> usize {
    let mixed = (feature ^ label.wrapping_mul(0x9e37_79b1)).wrapping_mul(0x85eb_ca6b);
    (mixed >> (32 - u32::from(bits))) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_model_reads_as_it_was() {
        let model = Model::of_weights(3, 2, &[0.1, -0.2, 3.0, -32.0]);
        assert_eq!(model.unit(), 1023);
        assert_eq!(Model::parse(&model.to_bytes()), Ok(model));
    }

    #[test]
    fn other_bytes_are_no_model() {
        assert_eq!(Model::parse(b"PK"), Err(ModelError::Form));
        assert_eq!(Model::parse(b"seq1\x02\xff"), Err(ModelError::Form));
        assert_eq!(Model::parse(b"seq1\x02\x02\x01\0\0\0\0\0"), Err(ModelError::Length));
    }
}
