//! The query language, from what was typed to a plan over the index.
//!
//! In: typed text. Out: a [`Query`], with [`Notice`]s for what was taken literally, and its plan.
//!
//! Words beside each other are all wanted; `OR` joins alternatives and binds more loosely than standing beside
//! each other; `-` or `NOT` leaves out. `"…"` is words in sequence, exactly; `harb*` every word that begins so;
//! `*` every article. [`OPERATORS`] lists the words with a colon.

mod amount;
mod clause;
mod date;
mod dialect;
mod leaf;
mod lexer;
mod matcher;
mod names;
mod numbers;
mod operators;
mod parser;
mod pattern;
mod plan;
mod postings;
mod reading;
mod slot;
mod stretch;
mod weighed;

pub use amount::Amount;
pub use clause::{Boost, Clause, Duplicates, Field, LEAD, Near, Reach, Region};
pub use date::{DateTest, Period};
pub use dialect::{Dialect, Translation};
pub use leaf::Leaf;
pub use matcher::{Match, Matcher};
pub use names::{Resolved, Taken, resolve, shown};
pub use operators::{Argument, OPERATORS, Operator};
pub use parser::parse;
pub use pattern::{Alike, Pattern};
pub use plan::{Need, Place, Plan, Sense, Stand, Unit, asked_names, documents, plan};
pub use postings::{Frequencies, Sequence, alive, articles, blocks, fitting};
pub use reading::{Reading, reading};
pub use slot::Slot;
pub use stretch::{Paragraph as Standing, Shape};

use crate::text::Span;

/// What a query means: a tree of clauses.
pub type Query = Clause;

/// A query as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// What it means.
    pub query: Query,
    /// What was taken literally or otherwise than may be expected, in order of place.
    pub notices: Vec<Notice>,
}

/// Something to know about how a query was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Where, in bytes of the query.
    pub at: Span,
    /// What, starting in lower case.
    pub message: String,
}
