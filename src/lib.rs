//! A clippings library for a folder of saved articles: clean, find and cite, offline.
//!
//! Data walks through once, and the modules stand in that order:
//!
//! ```text
//! source files → reader → blocks → cleaner → article → entities, topics, quotations → index
//!                                                                               ↓
//!                             surface ← output ← answer ← passages ← search ← query
//! ```

pub mod text;

pub mod settings;

pub mod notebook;

pub mod lang;

pub mod sequence;

pub mod source;

pub mod reader;

pub mod outlet;

pub mod cleaner;

pub mod overrule;

pub mod article;

pub mod entity;

pub mod topic;

pub mod quotation;

pub mod annotation;

pub mod index;

pub mod query;

pub mod passage;

pub mod search;

pub mod watch;

pub mod output;

pub mod ingest;

pub mod eval;

pub mod generate;

pub mod surface;
