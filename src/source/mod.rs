//! Finds source files and turns their bytes into text.
//!
//! In: a corpus folder. Out: [`SourceFile`]s in path order, and their contents, decompressed and decoded.

mod decode;
mod digest;
mod sniff;
mod walk;

pub use decode::{decode, open, unpacked};
pub use digest::Digest;
pub use sniff::{Format, sniff};
pub use walk::{SourceFile, Walk, WalkProblem, walk};
