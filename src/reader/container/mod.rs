//! Files that hold other files: archives, mail boxes, web archives.
//!
//! In: a container. Out: the pages of its members, numbered as records of the outermost file.
//!
//! A member is read as if it lay in the corpus by itself: unpacked, told by its content, handed to the reader of its
//! format, be that a container again. So each of its records is an article with the digest of its own bytes (a page
//! is the same article loose and packed), and what cannot be read is a failure line of its own with the member's
//! name. A name is for telling formats and people, never a path: nothing is unpacked to a place that a name says.
//! Members stream one at a time; a [`Budget`] that all of them share bounds what a bomb costs.

pub(super) mod tape;
pub(super) mod tar;
pub(super) mod warc;
pub(super) mod zip;

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use crate::reader::{self, Hint, Page, ReadError, Sink, Source};
use crate::settings::Mappings;
use crate::source::{self, FREE_BYTES, Format, MOST_RATIO};

/// How deep containers may lie in one another: an attachment of a message of a mail box in a packed folder in an
/// archive.
pub(super) const MOST_DEPTH: u32 = 5;

/// Members that one archive may have, those of its members counted in. Records of web archives and letters are none:
/// each takes its bytes in the file.
pub(super) const MOST_MEMBERS: u32 = 2_000_000;

/// Bytes that all members of a file may unpack to, whatever its size; past that, [`MOST_RATIO`] times its size.
const FREE_TOTAL: u64 = 1 << 30;

/// Characters of a member's name that are shown.
const NAME_CHARS: usize = 120;

/// What all members of one outermost file may take together.
#[derive(Debug)]
pub struct Budget {
    bytes: Cell<u64>,
    members: Cell<u32>,
}

impl Budget {
    /// For a file of so many bytes; of a stream of unknown length nothing is known.
    pub fn of(size: Option<u64>) -> Rc<Self> {
        let bytes = size.map_or(u64::MAX, |size| FREE_TOTAL.saturating_add(size.saturating_mul(MOST_RATIO)));
        Rc::new(Self { bytes: Cell::new(bytes), members: Cell::new(MOST_MEMBERS) })
    }

    /// Takes bytes off; whether there were as many.
    fn take(&self, bytes: u64) -> bool {
        let left = self.bytes.get();
        self.bytes.set(left.saturating_sub(bytes));
        left > 0 || bytes == 0
    }

    /// Takes a member off, where that counts; why there may be none any more.
    fn member(&self, counts: bool) -> Result<(), String> {
        let left = if counts { self.members.get() } else { MOST_MEMBERS };
        if left == 0 {
            return Err(format!("more than {MOST_MEMBERS} members; unpack it by hand and index the folder"));
        }
        if self.bytes.get() == 0 {
            return Err(source::bomb().to_string());
        }
        if counts {
            self.members.set(left - 1);
        }
        Ok(())
    }
}

/// One member of a container.
pub(super) struct Member<'a> {
    /// As the container says it; empty where members have none.
    pub(super) name: &'a str,
    pub(super) input: Box<dyn BufRead + 'a>,
    /// What it is, where the container says so.
    pub(super) format: Option<Format>,
    /// Bytes that it takes in the container, where it is compressed there.
    pub(super) packed: Option<u64>,
    /// The encoding that the container states for it.
    pub(super) charset: Option<String>,
    /// What the container says of it: goes after what it says itself.
    pub(super) hints: Vec<Hint>,
}

impl<'a> Member<'a> {
    /// A member of which nothing more is known.
    pub(super) fn new(name: &'a str, input: Box<dyn BufRead + 'a>) -> Self {
        Self { name, input, format: None, packed: None, charset: None, hints: Vec::new() }
    }
}

/// Numbers the pages of a container's members.
pub(super) struct Members<'p> {
    pages: Sink<'p>,
    limit: u64,
    depth: u32,
    /// Whether members are counted.
    counted: bool,
    budget: Rc<Budget>,
    mappings: Rc<Mappings>,
    /// The number of the next record.
    pub(super) next: u32,
}

impl<'p> Members<'p> {
    /// For the members of this container.
    pub(super) fn new(source: &Source<'_>, pages: Sink<'p>) -> Self {
        let (depth, budget) = (source.depth + 1, Rc::clone(&source.budget));
        let mappings = Rc::clone(&source.mappings);
        Self { pages, limit: source.limit, depth, counted: true, budget, mappings, next: 0 }
    }

    /// For the records of a file that is read from front to end and has room for each of them.
    pub(super) fn of_records(source: &Source<'_>, pages: Sink<'p>) -> Self {
        Self { counted: false, ..Self::new(source, pages) }
    }

    /// Reads a member with the reader of its format.
    pub(super) fn read(&mut self, member: Member<'_>) -> ControlFlow<()> {
        let Member { name, input, format, packed, charset, hints } = member;
        if let Err(reason) = self.budget.member(self.counted) {
            self.fail("", &reason)?;
            return ControlFlow::Break(());
        }
        let metered = Metered { inner: input, budget: Rc::clone(&self.budget), packed, read: 0 };
        let input = match source::unpacked(BufReader::new(metered)) {
            Ok(input) => input,
            Err(error) => return self.fail(name, &error.to_string()),
        };
        let mut inner = Source { charset, depth: self.depth, ..Source::new(name, input, self.limit) };
        inner.budget = Rc::clone(&self.budget);
        inner.mappings = Rc::clone(&self.mappings);
        let (first, next, pages) = (self.next, &mut self.next, &mut self.pages);
        let mut flow = ControlFlow::Continue(());
        let mut pass = |page: Result<Page, ReadError>| {
            let page = match page {
                Ok(page) => Ok(numbered(page, first, &hints)),
                Err(error) => Err(error.of_member(name, first)),
            };
            let record = page.as_ref().map_or_else(ReadError::record, |page| page.record);
            *next = (*next).max(record.saturating_add(1));
            flow = pages(page);
            flow
        };
        match format {
            Some(format) if inner.depth < MOST_DEPTH => reader::read(format, &mut inner, &mut pass),
            _ => reader::records(&mut inner, &mut pass),
        }
        flow
    }

    /// Hands on a page that the container has made of a record of its own.
    pub(super) fn page(&mut self, page: Page) -> ControlFlow<()> {
        let page = numbered(page, self.next, &[]);
        self.next = page.record.saturating_add(1);
        (self.pages)(Ok(page))
    }

    /// Reports what went wrong with a record.
    pub(super) fn error(&mut self, error: ReadError) -> ControlFlow<()> {
        let record = self.next;
        self.next = record.saturating_add(1);
        // Of a file that is nothing but this record, the error says it all.
        (self.pages)(Err(if record == 0 { error } else { error.of_member("", record) }))
    }

    /// Reports a record that is larger than the limit.
    pub(super) fn too_large(&mut self) -> ControlFlow<()> {
        self.error(ReadError::TooLarge { record: 0, limit: self.limit })
    }

    /// Reports a record that cannot be read.
    pub(super) fn fail(&mut self, name: &str, reason: &str) -> ControlFlow<()> {
        let record = self.next;
        self.next = record.saturating_add(1);
        (self.pages)(Err(ReadError::Malformed { record, reason: named(name, reason) }))
    }
}

fn numbered(page: Page, first: u32, hints: &[Hint]) -> Page {
    let mut page = Page { record: first.saturating_add(page.record), ..page };
    page.hints.extend_from_slice(hints);
    page
}

/// A reason with the member's name before it, cut to a length that a line holds.
pub(super) fn named(name: &str, reason: &str) -> String {
    match name.char_indices().nth(NAME_CHARS) {
        _ if name.is_empty() => reason.to_owned(),
        Some((cut, _)) => format!("{}…: {reason}", &name[..cut]),
        None => format!("{name}: {reason}"),
    }
}

/// Whether a member is one that a walk of the corpus would pass over, too: a hidden one, or a part of a saved page.
pub(super) fn is_passed_over(name: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX";
    let mut folders = name.rsplit('/').skip(1);
    name.split('/').any(hidden) || folders.any(source::is_parts_folder)
}

/// What is read of a member, as far as the budget goes and in proportion to its size.
struct Metered<'a> {
    inner: Box<dyn BufRead + 'a>,
    budget: Rc<Budget>,
    packed: Option<u64>,
    read: u64,
}

impl Read for Metered<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = self.packed.map_or(u64::MAX, |packed| FREE_BYTES.saturating_add(MOST_RATIO * packed));
        if self.read > most {
            return Err(source::bomb());
        }
        let read = self.inner.read(into)?;
        self.read += read as u64;
        if self.budget.take(read as u64) { Ok(read) } else { Err(source::bomb()) }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use ::zip::ZipWriter;
    use ::zip::write::SimpleFileOptions;
    use std::io::{Cursor, Write};

    fn zipped<T: AsRef<[u8]>>(members: &[(&str, T)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            zip.start_file(*name, SimpleFileOptions::default()).expect("started");
            zip.write_all(bytes.as_ref()).expect("written");
        }
        zip.finish().expect("finished").into_inner()
    }

    fn tarred(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ::tar::Builder::new(Vec::new());
        for (name, bytes) in members {
            let mut header = ::tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            archive.append_data(&mut header, name, *bytes).expect("written");
        }
        archive.into_inner().expect("written")
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(bytes).expect("packed");
        gzip.finish().expect("packed")
    }

    /// All that a file gives.
    pub(in crate::reader) fn read(path: &str, bytes: &[u8]) -> Vec<Result<Page, ReadError>> {
        let mut pages = Vec::new();
        let input = source::unpacked(bytes).expect("opens");
        let mut source = Source::new(path, input, 1 << 20).of_size(bytes.len() as u64);
        reader::records(&mut source, &mut |page| {
            pages.push(page);
            ControlFlow::Continue(())
        });
        pages
    }

    /// What was read, a line a record: its number and first block, or what is said of it.
    pub(in crate::reader) fn told(pages: &[Result<Page, ReadError>]) -> Vec<String> {
        let line = |page: &Result<Page, ReadError>| match page {
            Ok(page) => format!("{} {}", page.record, page.blocks[0].text),
            Err(error) => format!("{} {error}", error.record()),
        };
        pages.iter().map(line).collect()
    }

    const STORY: &str = "The harbour reopened on Monday.";
    const OTHER: &str = "The ferry to Vellamar sails again.";

    #[test]
    fn every_member_is_read_as_what_it_is() {
        let html = format!("<html><body><p>{STORY}</p></body></html>");
        let lines = format!("{{\"text\": \"{STORY}\"}}\n{{\"text\": \"{OTHER}\"}}\n");
        let packed = gzip(OTHER.as_bytes());
        let members: [(&str, &[u8]); 4] = [
            ("a.html", html.as_bytes()),
            ("b.jsonl", lines.as_bytes()),
            ("c.png", b"\x89PNG"),
            ("d.txt.gz", &packed),
        ];
        let expected = [
            format!("0 {STORY}"),
            format!("1 {STORY}"),
            format!("2 {OTHER}"),
            "3 c.png: no reader for this format; `cuttings formats` lists the readers".to_owned(),
            format!("4 {OTHER}"),
        ];
        assert_eq!(told(&read("a.zip", &zipped(&members))), expected);
        assert_eq!(told(&read("a.tar", &tarred(&members))), expected);
        assert_eq!(told(&read("a.tar.gz", &gzip(&tarred(&members)))), expected);
        let packed = zstd::stream::encode_all(&tarred(&members)[..], 1).expect("packed");
        assert_eq!(told(&read("a.tar.zst", &packed)), expected);
    }

    #[test]
    fn a_member_is_the_same_article_as_the_loose_file() {
        let loose = read("a.txt", STORY.as_bytes());
        let packed = read("a.zip", &zipped(&[("x/a.txt", STORY)]));
        assert_eq!(packed, loose);
    }

    #[test]
    fn archives_lie_in_archives_to_a_depth() {
        let mut bytes = STORY.as_bytes().to_vec();
        for depth in 1..8 {
            bytes = zipped(&[(if depth == 1 { "a.txt" } else { "a.zip" }, bytes)]);
            let told = told(&read("a.zip", &bytes));
            let fits = depth <= MOST_DEPTH;
            assert_eq!(told[0] == format!("0 {STORY}"), fits, "{depth}: {told:?}");
            assert_eq!(told[0].contains("more than 5 containers"), !fits, "{depth}: {told:?}");
        }
    }

    #[test]
    fn what_a_walk_passes_over_is_passed_over_in_archives() {
        let names =
            ["__MACOSX/._a.txt", ".git/config", "Saved page_files/a.html", "../../etc/up.txt", "/root.txt"];
        let members: Vec<_> = names.iter().map(|name| (*name, format!("{STORY} {name}"))).collect();
        let told = told(&read("a.zip", &zipped(&members)));
        assert_eq!(told, [format!("0 {STORY} ../../etc/up.txt"), format!("1 {STORY} /root.txt")]);
    }

    #[test]
    fn a_bomb_is_a_failure_line_and_the_rest_is_read() {
        let zeros = zipped(&[("zeros.txt", vec![b' '; 80 << 20])]);
        let bytes = zipped(&[("bomb.zip", zeros.as_slice()), ("a.txt", STORY.as_bytes())]);
        let told = told(&read("a.zip", &bytes));
        assert!(told[0].starts_with("0 bomb.zip: zeros.txt: more than 1048576 bytes"), "{told:?}");
        assert_eq!(told[1], format!("1 {STORY}"));
        let bytes =
            zipped(&[("bomb.tar", tarred(&[("zeros.txt", &vec![b' '; 80 << 20])])), ("a.txt", STORY.into())]);
        let told = self::told(&read("a.zip", &bytes));
        assert!(told[1].contains("200 times"), "{told:?}");
        assert_eq!(told[2], format!("2 {STORY}"));
    }

    #[test]
    fn archives_that_are_cut_off_say_so() {
        let bytes = zipped(&[("a.txt", STORY)]);
        let cut = told(&read("a.zip", &bytes[..bytes.len() - 30]));
        assert!(cut.len() == 1 && cut[0].contains("the zip is damaged or cut off"), "{cut:?}");
        let bytes = tarred(&[("a.txt", STORY.as_bytes()), ("b.txt", &[b'x'; 3000])]);
        let cut = told(&read("a.tar", &bytes[..2000]));
        assert_eq!(cut[0], format!("0 {STORY}"));
        assert!(cut.last().is_some_and(|line| line.contains("damaged or cut off")), "{cut:?}");
    }

    #[test]
    fn a_zip_of_a_hundred_thousand_members_is_read_to_its_end() {
        let mut members: Vec<(String, &str)> =
            (0..99_999).map(|n| (format!("{n}.png"), "\u{1}\u{2}\u{0}")).collect();
        members.push(("last.txt".to_owned(), STORY));
        let members: Vec<(&str, &str)> = members.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        let pages = read("a.zip", &zipped(&members));
        assert_eq!(pages.len(), 100_000);
        assert_eq!(told(&pages[99_999..]), [format!("99999 {STORY}")]);
    }

    #[test]
    fn records_are_no_members() {
        let budget = Budget::of(None);
        budget.members.set(1);
        assert!(budget.member(true).is_ok() && budget.member(true).is_err() && budget.member(false).is_ok());
    }

    #[test]
    fn long_names_of_tars_are_whole() {
        let name = format!("{}/a.png", "folder-".repeat(30));
        let told = told(&read("a.tar", &tarred(&[(&name, b"\x89PNG")])));
        assert!(told[0].starts_with("0 folder-folder") && told[0].contains("…:"), "{told:?}");
    }
}
