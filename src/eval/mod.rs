//! Measures the program against judged data, with the definitions of those who made the data.
//!
//! In: the folder of a pack and what is to be measured of it. Out: a [`Scorecard`] with the means of each group of
//! items, the worst items by name, and the same numbers for floors that must not fall.

pub mod corpus;
pub mod entities;
pub mod extraction;
pub mod floors;
mod fresh;
pub mod furniture;
mod pack;
mod parallel;
pub mod qrels;
pub mod quotations;
pub mod ranking;
pub mod retrieval;
pub mod run;
mod scorecard;
pub mod seed;
pub mod siblings;
mod significance;
mod words;

pub use pack::EvalError;
pub use scorecard::{Group, Score, Scorecard, Worst};
pub use words::{Prf, bag_scores, normal, words};
