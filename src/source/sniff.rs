//! Tells formats apart.

use serde::{Deserialize, Serialize};

use crate::source::{container, decode, export};

/// The format of a source file's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Format {
    /// Plain text.
    Plain,
    /// Markdown, with or without front matter.
    Markdown,
    /// A saved web page.
    Html,
    /// One JSON object or an array of them.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// A zip archive.
    Zip,
    /// Web archives packed with their index.
    Wacz,
    /// A tar archive.
    Tar,
    /// A web archive.
    Warc,
    /// One message.
    Mail,
    /// A mail box of many messages.
    Mbox,
    /// A web page and its parts as one message.
    Mhtml,
    /// Text of many articles that Nexis exports.
    Nexis,
    /// Text of many articles that `ProQuest` exports.
    ProQuest,
    /// A web page of many articles that Factiva exports.
    Factiva,
    /// A document of Word, or of what writes its format.
    Docx,
    /// Rich Text.
    Rtf,
    /// A table whose first row names its columns.
    Table,
    /// A feed: RSS or Atom.
    Feed,
    /// A PDF with a text layer.
    Pdf,
    /// An article that this program wrote as JSON.
    Cuttings,
}

impl Format {
    /// The name shown to people and used in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Zip => "zip",
            Self::Wacz => "wacz",
            Self::Tar => "tar",
            Self::Warc => "warc",
            Self::Mail => "mail",
            Self::Mbox => "mbox",
            Self::Mhtml => "mhtml",
            Self::Nexis => "nexis",
            Self::ProQuest => "proquest",
            Self::Factiva => "factiva",
            Self::Docx => "docx",
            Self::Rtf => "rtf",
            Self::Table => "csv",
            Self::Feed => "feed",
            Self::Pdf => "pdf",
            Self::Cuttings => "cuttings",
        }
    }

    /// Whether files of it hold files.
    pub fn is_container(self) -> bool {
        matches!(
            self,
            Self::Zip | Self::Wacz | Self::Tar | Self::Warc | Self::Mail | Self::Mbox | Self::Mhtml
        )
    }
}

/// File endings that say the format, in lower case.
pub(super) const SUFFIXES: &[(&str, Format)] = &[
    ("txt", Format::Plain),
    ("text", Format::Plain),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("json", Format::Json),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
    ("csv", Format::Table),
    ("tsv", Format::Table),
    ("rss", Format::Feed),
    ("atom", Format::Feed),
];

/// Endings of text files that are not articles: what browsers save beside a page, feeds, tables, code.
const NOT_ARTICLES: &[&str] = &[
    "css",
    "js",
    "mjs",
    "cjs",
    "map",
    "svg",
    "xml",
    "log",
    "ini",
    "toml",
    "yaml",
    "yml",
    "lock",
    "py",
    "rs",
    "c",
    "h",
    "cpp",
    "java",
    "go",
    "rb",
    "php",
    "pl",
    "sh",
    "bat",
    "ps1",
    "sql",
    "tex",
    "bib",
    "ris",
    "ics",
    "vcf",
    "webmanifest",
    "scss",
    "less",
    "ts",
    "tsx",
    "jsx",
    "bak",
    "tmp",
    "part",
    "crdownload",
    "ds_store",
];

/// First bytes of formats that no reader knows.
///
/// Source: the formats' own specifications; the same signatures as in the WHATWG's MIME Sniffing Standard.
const MAGIC: &[&[u8]] = &[
    b"%!PS",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x7fELF",
    b"MZ\x90",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
    b"ID3",
    b"OggS",
    b"RIFF",
    b"wOFF",
    b"wOF2",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format 3",
];

/// First bytes that tell a format; those of exports of databases may stand anywhere in what is given.
const HEAD: usize = 4096;

/// The format of a file, from its name (a final `.gz` or `.zst` left aside) and its first bytes, decompressed;
/// `None` for what no reader knows: binaries, pictures, programs.
///
/// A known ending is believed unless the content is binary or, for text, plainly a web page. A file with an
/// unknown ending is what its content shows.
pub fn sniff(path: &str, begin: &[u8]) -> Option<Format> {
    let head = &begin[..begin.len().min(HEAD)];
    if let Some(format) = container::sniff(path, head) {
        return Some(format);
    }
    if is_pdf(head) {
        return Some(Format::Pdf);
    }
    if looks_like_html(head) && memchr::memmem::find(begin, b"PK\x03\x04").is_some() {
        // A page that SingleFile packed into itself.
        return Some(Format::Zip);
    }
    if is_binary(head) {
        return None;
    }
    if trimmed(head).starts_with(b"{\\rtf") {
        return Some(Format::Rtf);
    }
    if looks_like_feed(head) {
        return Some(Format::Feed);
    }
    if let Some(format) = export::sniff(begin) {
        return Some(format);
    }
    let suffix = suffix(path);
    if suffix == "pdf" {
        // A page that a server sent in its place, or noise.
        return looks_like_html(head).then_some(Format::Html);
    }
    match SUFFIXES.iter().find(|(name, _)| *name == suffix).map(|(_, format)| *format) {
        Some(Format::Plain) if looks_like_html(head) => Some(Format::Html),
        Some(Format::Json | Format::JsonLines) => Some(json_shape(&suffix, head)),
        Some(format) => Some(format),
        None if NOT_ARTICLES.contains(&suffix.as_str()) => None,
        None => by_content(head),
    }
}

/// What follows the last dot of the file name, in lower case, a final `.gz` or `.zst` left aside; empty where no dot
/// is.
pub(super) fn suffix(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    name.rsplit_once('.').map_or(String::new(), |(_, suffix)| suffix.to_owned())
}

/// Bytes before which the mark of a PDF stands, whatever a server or a mail put before it.
///
/// Source: ISO 32000-1, Annex H, note 13.
const PDF_BYTES: usize = 1024;

/// Whether a file is a PDF: its mark opens a line.
fn is_pdf(head: &[u8]) -> bool {
    let at = memchr::memmem::find(&head[..head.len().min(PDF_BYTES)], b"%PDF-");
    at.is_some_and(|at| at == 0 || matches!(head[at - 1], b'\n' | b'\r') && !head.starts_with(b"<"))
}

fn is_binary(head: &[u8]) -> bool {
    let utf16 =
        head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || decode::wide(head).is_some();
    MAGIC.iter().any(|magic| head.starts_with(magic)) || (head.contains(&0) && !utf16)
}

/// One object a line, or one document? Files of either kind are met under the other's name.
fn json_shape(suffix: &str, head: &[u8]) -> Format {
    let mut lines = trimmed(head).split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.next().unwrap_or_default();
    let second = lines.find(|line| !line.is_empty()).unwrap_or_default();
    let one_document = first.starts_with(b"[") || first == b"{" || second.starts_with(b"\"");
    let object_a_line = first.ends_with(b"}") && second.starts_with(b"{");
    match suffix {
        _ if one_document => Format::Json,
        "json" if !object_a_line => Format::Json,
        _ => Format::JsonLines,
    }
}

/// How far into a file a tag may stand that makes it a web page.
const TAG_BYTES: usize = 1024;

fn looks_like_html(head: &[u8]) -> bool {
    let head = trimmed(head);
    let head = head[..head.len().min(TAG_BYTES)].to_ascii_lowercase();
    let has = |tag: &[u8]| head.windows(tag.len()).any(|window| window == tag);
    head.starts_with(b"<") && (has(b"<html") || has(b"<!doctype html") || has(b"<head") || has(b"<body"))
}

fn looks_like_feed(head: &[u8]) -> bool {
    let head = trimmed(head);
    let head = &head[..head.len().min(TAG_BYTES)];
    let has = |tag: &[u8]| memchr::memmem::find(head, tag).is_some();
    let atom = || has(b"<feed") && has(b"http://www.w3.org/2005/Atom");
    head.starts_with(b"<") && (has(b"<rss") || has(b"<rdf:RDF") || atom())
}

fn looks_like_json(head: &[u8]) -> bool {
    let head = trimmed(head);
    let Some((open, rest)) = head.split_first() else { return false };
    let next = rest.trim_ascii_start().first();
    (*open == b'{' && next == Some(&b'"')) || (*open == b'[' && next == Some(&b'{'))
}

pub(super) fn trimmed(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start()
}

fn by_content(head: &[u8]) -> Option<Format> {
    if looks_like_html(head) {
        return Some(Format::Html);
    }
    if looks_like_json(head) {
        return Some(json_shape("", head));
    }
    is_prose(head).then_some(Format::Plain)
}

/// Share of letters and blanks that text has at the least, in hundredths; program code and encoded data have
/// less, random bytes far less.
const PROSE_SHARE: usize = 80;

fn is_prose(head: &[u8]) -> bool {
    // The cut at the end of the head may go through a character.
    let (text, _) = decode::decode(head, None);
    let (mut all, mut good, mut bad) = (0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        good += usize::from(c.is_alphabetic() || c.is_whitespace());
        bad += usize::from(c.is_control() && !c.is_whitespace());
    }
    all == 0 || (good * 100 >= all * PROSE_SHARE && bad * 100 <= all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_format() {
        assert_eq!(sniff("2023/a.TXT", b"The strike ended."), Some(Format::Plain));
        assert_eq!(sniff("a.md.gz", b"# The strike"), Some(Format::Markdown));
        assert_eq!(sniff("a.ndjson", b"{\"title\":1}\n"), Some(Format::JsonLines));
    }

    #[test]
    fn the_content_overrules_an_ending_that_cannot_be() {
        assert_eq!(sniff("a.html", b"%PDF-1.7 and more"), Some(Format::Pdf));
        assert_eq!(sniff("a.html", b"<!DOCTYPE html><html><!--PK\x03\x04\0\0"), Some(Format::Zip));
        assert_eq!(sniff("a.txt", b"PK\x03\x04\0\0"), Some(Format::Zip));
        assert_eq!(sniff("a.txt", b"<!DOCTYPE html><html><p>x"), Some(Format::Html));
        assert_eq!(sniff("a.json", b"{\"a\":1}\n{\"a\":2}\n"), Some(Format::JsonLines));
        assert_eq!(sniff("a.jsonl", b"[\n{\"a\":1}]"), Some(Format::Json));
    }

    #[test]
    fn an_unknown_ending_is_read_by_content() {
        assert_eq!(sniff("saved-page", b"\n<html><body>"), Some(Format::Html));
        assert_eq!(sniff("dump", b"{\"title\": \"x\",\n \"text\": \"y\"}"), Some(Format::Json));
        assert_eq!(sniff("notes", "Der Hafen blieb heute geschlossen.".as_bytes()), Some(Format::Plain));
        assert_eq!(sniff("noise", b"\x01\x02\x9f\x03q\x7f\x10\x11z"), None);
        assert_eq!(sniff("style.css", b"body { margin: 0 }"), None);
    }

    #[test]
    fn utf16_is_not_binary() {
        let bytes: Vec<u8> = "The harbour".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff("a.txt", &bytes), Some(Format::Plain));
    }
}
