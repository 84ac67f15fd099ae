//! Everything that reads what others wrote, on inputs broken in the ways that they are broken: every reader on its
//! samples, the parser on queries. Whatever comes, it is read to an end, in time. (The cleaner is broken by `tests/fuzz`.)
//!
//! A few dozen inputs of a kind are part of every run of the tests. For longer ones, by seconds of a processor:
//!
//! ```text
//! CUTTINGS_SECONDS=600 cargo test --release --test it mangled::readers::pdf
//! CUTTINGS_SECONDS=3600 cargo test --release --test it mangled::queries
//! ```
//!
//! A find is written to `finds` in the temporary folder, and the test says where.

mod damage;
mod dice;
mod queries;
mod readers;
mod trial;
