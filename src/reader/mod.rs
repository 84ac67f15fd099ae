//! Turns any source file into the same thing: pages of blocks.
//!
//! In: the bytes of a source file. Out: one [`Page`] a record: [`Block`]s in reading order, and [`Hint`]s, the
//! metadata that the format states, each with its origin. Nothing is judged here.

mod block;
mod container;
mod credit;
mod document;
mod docx;
mod export;
mod feed;
mod hint;
mod html;
mod input;
mod json;
mod mail;
mod markdown;
mod pdf;
mod plain;
mod records;
mod rtf;
mod table;
mod xml;

use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::Path;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

pub use block::{Block, BlockKind, Judged, Marks};
pub use container::Budget;
pub use hint::{Field, Hint, Origin};
pub use records::{read, records};

use crate::settings::Mappings;
use crate::source::{Digest, Format};

/// A source file open for reading.
pub struct Source<'a> {
    /// Relative to the corpus, parts joined by `/`.
    pub path: &'a str,
    /// The decompressed content.
    pub input: Box<dyn BufRead + 'a>,
    /// The most bytes that one record may have.
    pub limit: u64,
    /// Where the very bytes of `input` lie on disk, for formats that are not read from the front.
    pub place: Option<&'a Path>,
    /// The encoding that is stated beside it, as in the headers of HTTP and mail.
    pub charset: Option<String>,
    /// How many containers it lies in.
    pub depth: u32,
    /// Bytes of its file; 0 where it is none.
    pub size: u64,
    /// What it and all that lies in it may unpack to.
    pub budget: Rc<Budget>,
    /// Where the fields stand in JSON and tables of shapes of one's own.
    pub mappings: Rc<Mappings>,
    /// Where to begin: what comes before was read in an earlier run. Mail boxes and web archives alone know of it.
    pub from: Mark,
    /// Is told where each record begins, by formats that grow at their end.
    pub marked: Option<&'a dyn Fn(Mark)>,
}

/// A place between two records of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mark {
    /// Bytes of decompressed content before it.
    pub offset: u64,
    /// Number of the record that begins there.
    pub record: u32,
}

impl<'a> Source<'a> {
    /// Content of which nothing more is known: a stream by itself.
    pub fn new(path: &'a str, input: Box<dyn BufRead + 'a>, limit: u64) -> Self {
        Self {
            path,
            input,
            limit,
            place: None,
            charset: None,
            depth: 0,
            size: 0,
            budget: Budget::of(None),
            mappings: Rc::default(),
            from: Mark::default(),
            marked: None,
        }
    }

    /// The same for content that lies uncompressed at a place on disk.
    #[must_use]
    pub fn at(self, place: Option<&'a Path>) -> Self {
        Self { place, ..self }
    }

    /// The same with shapes that the user has told of.
    #[must_use]
    pub fn with_mappings(self, mappings: &Mappings) -> Self {
        Self { mappings: Rc::new(mappings.clone()), ..self }
    }

    /// The same for a file of so many bytes, which bounds what it may unpack to.
    #[must_use]
    pub fn of_size(self, bytes: u64) -> Self {
        Self { size: bytes, budget: Budget::of(Some(bytes)), ..self }
    }
}

/// One record of a source file: what a page shows, and what it says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Place of the record in its file, from 0.
    pub record: u32,
    /// Of the record's own bytes.
    pub digest: Digest,
    /// What it was read from.
    pub format: Format,
    /// Metadata that the format states, in order of appearance.
    pub hints: Vec<Hint>,
    /// What a reader of the page sees, in reading order.
    pub blocks: Vec<Block>,
    /// The page's own statement of its article's text (JSON-LD `articleBody`), if any.
    pub article_body: Option<String>,
}

impl Page {
    /// Whether its format has headings of its own, so that a heading is more than a line that looks like one.
    pub fn has_markup(&self) -> bool {
        self.format != Format::Plain
    }

    /// Whether this program wrote it as an article, so that what it says of itself and of its blocks holds.
    pub fn is_judged(&self) -> bool {
        self.format == Format::Cuttings
    }
}

/// Whether an element of HTML, by its name in lower case, is one of those that [`Marks`] name: it parts blocks.
pub fn is_block_element(name: &str) -> bool {
    html::is_block(name)
}

/// Why a file or record could not become a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ReadError {
    /// No reader claims the file.
    #[error("no reader for this format; `cuttings formats` lists the readers")]
    UnknownFormat,
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Larger than the limit, in bytes.
    #[error("more than {limit} bytes; raise `max_record_bytes` in cuttings.toml to read it")]
    TooLarge {
        /// From 0.
        record: u32,
        /// In bytes.
        limit: u64,
    },
    /// The format's own rules are broken.
    #[error("{reason}")]
    Malformed {
        /// From 0.
        record: u32,
        /// What is wrong and where.
        reason: String,
    },
    /// The record holds no text.
    #[error("no text to read in it")]
    NoText {
        /// From 0.
        record: u32,
    },
    /// The system refused.
    #[error("{0}")]
    Io(String),
}

impl ReadError {
    /// Number of the record that it is about, from 0; 0 where it is about the whole file.
    pub fn record(&self) -> u32 {
        match self {
            Self::TooLarge { record, .. } | Self::Malformed { record, .. } | Self::NoText { record } => {
                *record
            }
            Self::UnknownFormat | Self::Empty | Self::Io(_) => 0,
        }
    }

    /// The same of a member of a container whose first record has this number there.
    fn of_member(self, name: &str, first: u32) -> Self {
        let record = first.saturating_add(self.record());
        match self {
            Self::TooLarge { limit, .. } if name.is_empty() => Self::TooLarge { record, limit },
            Self::NoText { .. } if name.is_empty() => Self::NoText { record },
            error => Self::Malformed { record, reason: container::named(name, &error.to_string()) },
        }
    }
}

/// Takes pages, or what went wrong with one; says whether to go on.
pub type Sink<'a> = &'a mut dyn FnMut(Result<Page, ReadError>) -> ControlFlow<()>;

/// A format that can be read.
pub trait Reader: Sync {
    /// Which format.
    fn format(&self) -> Format;

    /// One line for `cuttings formats`: file endings and what is read.
    fn help(&self) -> &'static str;

    /// Reads every record of a source file, in order.
    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>);
}

/// Every reader.
pub static READERS: &[&dyn Reader] = &[
    &plain::Plain,
    &markdown::Markdown,
    &html::Html,
    &json::Json,
    &json::JsonLines,
    &export::nexis::Nexis,
    &export::proquest::ProQuest,
    &export::factiva::Factiva,
    &docx::Docx,
    &rtf::Rtf,
    &pdf::Pdf,
    &table::Table,
    &feed::Feed,
    &container::zip::Zip,
    &container::zip::Wacz,
    &container::tar::Tar,
    &container::warc::Warc,
    &mail::Mail,
    &mail::Mbox,
    &mail::Mhtml,
];
