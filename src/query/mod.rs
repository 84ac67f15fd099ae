//! The query language, from what was typed to a plan over the index.
//!
//! In: typed text. Out: a [`Query`], with [`Notice`]s for what was taken literally, and its plan.

use crate::text::Span;

/// Something to know about how a query was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Where, in bytes of the query.
    pub at: Span,
    /// What, starting in lower case.
    pub message: String,
}
