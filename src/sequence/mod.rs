//! Labels the rows of a sequence, each from its evidence and from the label of the row before it.
//!
//! In: [`Rows`], hashed features a row and a seam. Out: a label a row, from [`decode`] with a [`Model`] that [`train`]
//! has fit. The judge of the [`cleaner`](crate::cleaner) is such a model; what the labels mean is its users' affair.
//!
//! The model is linear: every feature and label has a whole number in a table of fixed size, and the labels of a
//! sequence are those with the greatest sum. Features are known by their hashes alone.
//!
//! [`lanes`] is the same for rows of many features and much text: the recogniser of names.

mod decode;
pub mod lanes;
mod model;
mod rows;
mod train;

pub use decode::{Lattice, decode};
pub use model::{Model, ModelError};
pub use rows::{Rows, feature};
pub use train::{Example, FREE, Options, train};
