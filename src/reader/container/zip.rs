//! Reads zip archives, and web archives packed as WACZ.
//!
//! The list of members stands at the end, so the file is opened a second time by its place; what is a stream only (a
//! member of another archive, standard input) is first written to a temporary file without a name.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use zip::ZipReadOptions;

use zip::read::{Config, ZipFileEntry};
use zip::unstable::read::ZipIterable;

use crate::reader::container::{self, Member, Members};
use crate::reader::{Reader, Sink, Source};
use crate::source::Format;

/// Bytes of a stream that are held in memory before they go to a temporary file.
const IN_MEMORY: usize = 4 << 20;

/// Members whose names are looked at to tell what kind of zip it is.
const LOOKED_AT: usize = 4096;

pub(in crate::reader) struct Zip;

impl Reader for Zip {
    fn format(&self) -> Format {
        Format::Zip
    }

    fn help(&self) -> &'static str {
        ".zip: an archive of files of any of these formats"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        read(source, pages, Kind::Files);
    }
}

/// What is read of a zip.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Files of any format.
    Files,
    /// Web archives alone.
    Wacz,
    /// A page that the zip is hidden in, with its pictures: the page alone.
    Page,
}

impl Kind {
    fn passes_over(self, name: &str) -> bool {
        match self {
            Self::Files => container::is_passed_over(name),
            Self::Wacz => !is_web_archive(name),
            Self::Page => name != "index.html",
        }
    }
}

pub(in crate::reader) struct Wacz;

impl Reader for Wacz {
    fn format(&self) -> Format {
        Format::Wacz
    }

    fn help(&self) -> &'static str {
        ".wacz: web archives packed with their index, as browser extensions save them"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        read(source, pages, Kind::Wacz);
    }
}

trait Disk: Read + Seek {}
impl<T: Read + Seek> Disk for T {}

/// Two readers of one file: one goes through the list, one reads what is listed.
type Pair = (BufReader<Box<dyn Disk>>, BufReader<Box<dyn Disk>>);

fn read(source: &mut Source<'_>, pages: Sink<'_>, told: Kind) {
    let hidden = source.input.fill_buf().is_ok_and(|head| !head.starts_with(b"PK"));
    let opened = open(source);
    let mut members = Members::new(source, pages);
    let read = opened.map_err(|error| error.to_string()).and_then(|(list, mut bodies)| {
        let mut zip = ZipIterable::try_new(list, Config::default()).map_err(|error| damaged(&error))?;
        let kind = match told {
            Kind::Files if hidden => Kind::Page,
            Kind::Files if is_wacz(&mut zip).map_err(|error| damaged(&error))? => Kind::Wacz,
            told => told,
        };
        for entry in zip.files().map_err(|error| damaged(&error))? {
            let entry = entry.map_err(|error| damaged(&error))?;
            if one(entry, &mut bodies, kind, &mut members).is_break() {
                break;
            }
        }
        Ok(())
    });
    if let Err(reason) = read {
        let _ = members.fail("", &reason);
    }
}

fn damaged(error: &zip::result::ZipError) -> String {
    format!("the zip is damaged or cut off ({error}); save it again")
}

fn open(source: &mut Source<'_>) -> io::Result<Pair> {
    let buffered = |disk: Box<dyn Disk>| BufReader::new(disk);
    if let Some(place) = source.place {
        let (list, bodies) = (File::open(place)?, File::open(place)?);
        return Ok((buffered(Box::new(list)), buffered(Box::new(bodies))));
    }
    let mut memory = Vec::new();
    source.input.by_ref().take(IN_MEMORY as u64).read_to_end(&mut memory)?;
    if memory.len() < IN_MEMORY {
        let shared: std::rc::Rc<[u8]> = memory.into();
        let list = io::Cursor::new(std::rc::Rc::clone(&shared));
        return Ok((buffered(Box::new(list)), buffered(Box::new(io::Cursor::new(shared)))));
    }
    let file = tempfile::NamedTempFile::new()?;
    let bodies = file.reopen()?;
    let mut list = file.into_file();
    io::copy(&mut io::Cursor::new(memory).chain(&mut source.input), &mut list)?;
    list.seek(SeekFrom::Start(0))?;
    Ok((buffered(Box::new(list)), buffered(Box::new(bodies))))
}

/// Whether it holds web archives with their index: `datapackage.json` and `archive/`.
///
/// Source: the WACZ format, version 1.1.1, section 5.
fn is_wacz<R: Read + Seek>(zip: &mut ZipIterable<R>) -> zip::result::ZipResult<bool> {
    let (mut package, mut archive) = (false, false);
    for entry in zip.files()?.take(LOOKED_AT) {
        let entry = entry?;
        let name = name(&entry);
        package |= name == "datapackage.json";
        archive |= is_web_archive(&name);
    }
    Ok(package && archive)
}

fn is_web_archive(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.strip_prefix("archive/")
        .is_some_and(|name| [".warc", ".warc.gz"].iter().any(|end| name.ends_with(end)))
}

fn name<'a>(entry: &'a ZipFileEntry<'_>) -> Cow<'a, str> {
    entry.name().unwrap_or_else(|_| String::from_utf8_lossy(entry.name_raw()))
}

fn one<R: Read + Seek>(
    entry: ZipFileEntry<'_>,
    bodies: &mut R,
    kind: Kind,
    members: &mut Members<'_>,
) -> ControlFlow<()> {
    let name = name(&entry).into_owned();
    let packed = Some(entry.compressed_size());
    if kind.passes_over(&name) || entry.is_dir() || name.ends_with('/') {
        return ControlFlow::Continue(());
    }
    if entry.encrypted() {
        return members.fail(&name, "locked with a password; unpack it by hand");
    }
    match entry.with_reader(bodies, ZipReadOptions::new()) {
        Ok(file) => members.read(Member { packed, ..Member::new(&name, Box::new(BufReader::new(file))) }),
        Err(error) => members.fail(&name, &format!("cannot be unpacked ({error})")),
    }
}
