//! The recogniser's model as a file: what is known of words, and the weights of both stages.

use super::knowledge::Knowledge;
use crate::sequence::ModelError;
use crate::sequence::lanes::Lanes;

/// First bytes of a stored model.
const MAGIC: &[u8; 4] = b"nam1";

/// All that was learnt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    pub(super) knowledge: Knowledge,
    /// Labels words by themselves and their neighbours.
    pub(super) first: Lanes,
    /// Adds what the first said elsewhere in the article.
    pub(super) second: Lanes,
}

impl Model {
    /// The model as bytes, for [`Model::parse`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let knowledge = self.knowledge.to_bytes();
        let mut bytes = MAGIC.to_vec();
        bytes.extend((knowledge.len() as u32).to_le_bytes());
        bytes.extend(knowledge);
        bytes.extend(self.first.to_bytes());
        bytes.extend(self.second.to_bytes());
        bytes
    }

    /// A stored model.
    ///
    /// # Errors
    ///
    /// Where the bytes are not those of [`Model::to_bytes`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Form)?;
        let (length, rest) = rest.split_first_chunk().ok_or(ModelError::Length)?;
        let (knowledge, rest) =
            rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or(ModelError::Length)?;
        let knowledge = Knowledge::parse(knowledge).ok_or(ModelError::Form)?;
        let (first, rest) = Lanes::parse(rest)?;
        let (second, rest) = Lanes::parse(rest)?;
        if rest.is_empty() { Ok(Self { knowledge, first, second }) } else { Err(ModelError::Length) }
    }
}
