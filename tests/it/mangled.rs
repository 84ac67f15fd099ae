//! Every reader on samples broken in the ways that files are broken: cut, spliced, repeated, swapped, lengths inflated,
//! and, where a format packs others, broken inside and packed again. Whatever comes, it is read to an end, in time.
//!
//! A few dozen files a reader are part of every run of the tests. For longer ones:
//!
//! ```text
//! CUTTINGS_SECONDS=600 cargo test --release --test it mangled::pdf
//! ```
//!
//! A find is written to `finds` in the temporary folder, and the test says where.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use cuttings::ingest;
use cuttings::overrule::Rules;
use cuttings::reader::Source;
use cuttings::source;

/// Files of a reader in a run of all tests.
const CASES: u64 = 25;

/// What a file of a megabyte at the most may take of a processor without optimisation, and altogether on a busy machine.
const LONGEST: Duration = Duration::from_mins(1);
const LONGEST_WAIT: Duration = Duration::from_mins(10);

/// Bytes of the largest file.
const LARGEST: usize = 1 << 20;

/// A row of numbers that look thrown.
///
/// Source: Vigna's splitmix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A stretch of a text, short ones as likely as long ones.
    fn stretch(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let most = 1 << self.below(usize::BITS as usize - length.leading_zeros() as usize + 1);
        start..(start + self.below(most + 1)).min(length)
    }
}

/// Pieces that mean something to one format or another.
const PIECES: &[&str] = &[
    "\n",
    "\r\n\r\n",
    "\0",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\\u12345?",
    "\\'",
    "\\bin9999999 ",
    "<",
    ">",
    "<!--",
    "]]>",
    "<![CDATA[",
    "&#x10ffff;",
    "&#0;",
    "</p>",
    "<table>",
    "<<",
    ">>",
    "stream\n",
    "endstream",
    "endobj",
    "1 0 R",
    "/Kids[2 0 R]",
    "/Length 99999999",
    "/Filter/FlateDecode",
    "BT",
    "Tj",
    "(",
    ")",
    "q ",
    "From a@b.example Tue May 16 09:30:00 2023\n",
    "WARC/1.0\r\n",
    "Content-Length: 18446744073709551615\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
    "Transfer-Encoding: chunked\r\n",
    "ffffffffffffffff\r\n",
    "End of Document",
    "Document ABCDEF0020230614ej6e0001a",
    "HD",
    "TD",
    "9 of 9 DOCUMENTS\n",
    "____________________________\n",
    "Full text: ",
    "LENGTH: 9 words\n",
    ",",
    ";",
    "\t",
    "\u{202e}",
    "\u{feff}",
    "é",
    "港口",
];

const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "1",
    "255",
    "65536",
    "4294967295",
    "9223372036854775807",
    "18446744073709551616",
    "1e999",
    "00000000000000000001",
];

fn mangle(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let range = dice.stretch(bytes.len());
    match dice.below(10) {
        0 => bytes.truncate(range.start),
        1 => drop(bytes.drain(range)),
        2 => {
            let piece = bytes[range.clone()].repeat(1 << dice.below(8));
            bytes.splice(range.start..range.start, piece);
        }
        3 => {
            let from = dice.stretch(other.len());
            bytes.splice(range, other[from].iter().copied());
        }
        4 => {
            let to = dice.stretch(bytes.len());
            let piece = bytes[range].to_vec();
            bytes.splice(to, piece);
        }
        5 => number(bytes, range.start, dice),
        6 | 7 => {
            let piece = PIECES[dice.below(PIECES.len())];
            let many = if dice.below(8) == 0 { 1 << dice.below(14) } else { 1 };
            bytes.splice(range.start..range.start, piece.repeat(many).into_bytes());
        }
        8 => swap_lines(bytes, dice),
        _ => {
            for _ in 0..=dice.below(8) {
                let at = dice.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
        }
    }
    bytes.truncate(LARGEST);
}

/// Puts another number for the first one from a place on.
fn number(bytes: &mut Vec<u8>, from: usize, dice: &mut Dice) {
    let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) else { return };
    let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    bytes.splice(start..start + length, NUMBERS[dice.below(NUMBERS.len())].bytes());
}

fn swap_lines(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let (one, two) = (dice.below(lines.len()), dice.below(lines.len()));
    if !lines.is_empty() {
        lines.swap(one, two);
    }
    *bytes = lines.concat();
}

/// Breaks a file, half of the time inside its packing.
fn broken(sample: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let times = 1 + dice.below(4);
    let mut mangled =
        |bytes: &mut Vec<u8>, dice: &mut Dice| (0..times).for_each(|_| mangle(bytes, other, dice));
    let inside = dice.below(2) == 0;
    if inside && sample.starts_with(b"PK\x03\x04") {
        return zipped(sample, dice, &mut mangled).unwrap_or_default();
    }
    let mut bytes = sample.to_vec();
    if inside && source::is_packed(sample) {
        let mut plain = Vec::new();
        let _ = source::unpacked(sample).and_then(|mut input| input.read_to_end(&mut plain));
        mangled(&mut plain, dice);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&plain).expect("packed");
        return gzip.finish().expect("packed");
    }
    mangled(&mut bytes, dice);
    bytes
}

/// A zip with some of its members broken.
fn zipped(
    sample: &[u8],
    dice: &mut Dice,
    mangled: &mut dyn FnMut(&mut Vec<u8>, &mut Dice),
) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(sample)).ok()?;
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).ok()?;
        let (name, mut bytes) = (member.name().ok()?.into_owned(), Vec::new());
        member.read_to_end(&mut bytes).ok()?;
        if dice.below(2) == 0 {
            mangled(&mut bytes, dice);
        }
        packed.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        packed.write_all(&bytes).ok()?;
    }
    packed.finish().ok().map(Cursor::into_inner)
}

/// Reads a file to its end, as `cuttings clean` does.
fn read(name: &str, bytes: &[u8]) {
    let today = NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day");
    let Ok(input) = source::unpacked(bytes) else { return };
    let mut source = Source::new(name, input, LARGEST as u64).of_size(bytes.len() as u64);
    let mut records = 0;
    ingest::clean(&mut source, &Rules::default(), today, &mut |_| {
        records += 1;
        if records < 200 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
}

/// Files to break, by their names in `tests/data`.
#[expect(clippy::print_stdout, reason = "how much a longer run did is for who asked for it")]
fn check(names: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let samples: Vec<Vec<u8>> =
        names.iter().map(|name| fs::read(folder.join(name)).expect("the sample is there")).collect();
    let seconds =
        std::env::var("CUTTINGS_SECONDS").ok().and_then(|text| text.parse().ok()).map(Duration::from_secs);
    let (mut dice, start, mut cases) = (Dice(names[0].len() as u64), Instant::now(), 0_u64);
    while seconds.map_or(cases < CASES, |seconds| start.elapsed() < seconds) {
        let at = dice.below(samples.len());
        let other = dice.below(samples.len());
        let bytes = broken(&samples[at], &samples[other], &mut dice);
        let name = names[at].rsplit('/').next().unwrap_or_default();
        let (before, used, find) = (Instant::now(), spent(), || kept(name, cases, &bytes));
        let result = panic::catch_unwind(AssertUnwindSafe(|| read(name, &bytes)));
        assert!(result.is_ok(), "a panic; the file is {}", find().display());
        let (taken, waited) = (spent().saturating_sub(used), before.elapsed());
        assert!(
            taken < LONGEST && waited < LONGEST_WAIT,
            "{taken:?} in {waited:?}; the file is {}",
            find().display()
        );
        cases += 1;
    }
    if seconds.is_some() {
        println!("{}: {cases} files in {:?}", names[0], start.elapsed());
    }
}

/// Processor time of this thread so far; none where the system does not tell.
fn spent() -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|nanos| nanos.parse().ok()).map_or(Duration::ZERO, Duration::from_nanos)
}

fn kept(name: &str, case: u64, bytes: &[u8]) -> PathBuf {
    let folder = std::env::temp_dir().join("finds");
    let place = folder.join(format!("{case}-{name}"));
    fs::create_dir_all(&folder).and_then(|()| fs::write(&place, bytes)).expect("the find can be kept");
    place
}

macro_rules! readers {
    ($($reader:ident: $($name:literal)*;)*) => {
        $(#[test] fn $reader() { check(&[$($name),*]); })*
    };
}

readers! {
    plain: "readers/story.txt";
    markdown: "readers/story.md";
    html: "containers/singlefile.html" "containers/singlefile-zip.html";
    json: "readers/fundus.json" "readers/webhose.json" "readers/news-article.json" "readers/json-feed.json";
    jsonl: "readers/story.jsonl";
    nexis: "readers/nexis.txt" "readers/nexis-pages.html" "readers/nexis-styled.html" "readers/nexis-middle.txt" "readers/nexis-places.txt";
    proquest: "readers/proquest.txt" "readers/proquest-pages.html" "readers/proquest-fields.txt" "readers/proquest-parts.txt";
    factiva: "readers/factiva-codes.html" "readers/factiva-plain.html" "readers/factiva-lines.txt" "readers/factiva-saved.txt";
    docx: "readers/lexis.docx" "readers/lexis-cover.docx" "readers/lexis-bare.docx";
    rtf: "readers/factiva.rtf" "readers/lexis.rtf";
    table: "readers/archive.csv" "readers/excel.csv" "readers/wide.csv";
    feed: "readers/feed.xml";
    pdf: "readers/columns.pdf" "readers/cycle.pdf" "readers/scanned.pdf";
    zip: "containers/folder.zip" "containers/site.wacz";
    tar: "containers/folder.tar" "containers/folder.tar.gz";
    warc: "containers/site.warc" "containers/site.warc.gz";
    mail: "containers/letter.eml" "containers/digest.eml";
    mbox: "containers/letters.mbox";
    mhtml: "containers/page.mhtml";
}
