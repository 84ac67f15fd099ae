//! Finds source files and turns their bytes into text.
//!
//! In: a corpus folder. Out: [`SourceFile`]s in path order, and their contents, decompressed and decoded.

mod container;
mod decode;
mod digest;
mod export;
mod filter;
mod follow;
mod gzip;
mod mail;
mod sniff;
mod twice;
mod unpack;
mod walk;

pub use container::is_parts_folder;
pub use decode::{Transcoded, decode, utf16};
pub use digest::Digest;
pub use export::{is_factiva_end, is_nexis_count, is_nexis_delimiter, is_proquest_delimiter};
pub use filter::{Filter, IGNORE_FILE, PatternError};
pub use follow::{Follower, Following};
pub use mail::{is_from_line, is_header_field};
pub use sniff::{Format, sniff};
pub use unpack::{FREE_BYTES, MOST_RATIO, bomb, is_packed, open, unpacked};
pub use walk::{SourceFile, Walk, WalkProblem, filtered, walk};
