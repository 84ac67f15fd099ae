//! A labeller for rows of many features: the weights of all labels of a feature lie side by side, so that a feature
//! costs one look; a feature that was not learnt is known as such; a seam is told by its kind alone.
//!
//! In: per row the sum of its features' lanes, from [`Lanes::add`]. Out: a label a row, from [`Lanes::decode`]. Which
//! labels may follow which is settled when a model is [`fit`]; the first label stands for "nothing" and lies outside a
//! sequence as well.

mod fit;
mod model;
mod table;

pub use fit::{Course, Lesson, fit};
pub use model::{Lane, Lanes, UNIT};
