//! Reads tar archives, as they stream.

use std::borrow::Cow;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use tar::{Archive, Entry, EntryType};

use crate::reader::container::{self, Member, Members};
use crate::reader::{Reader, Sink, Source};
use crate::source::Format;

/// Bytes of the longest name that is read.
const NAME_BYTES: u64 = 4096;

pub(in crate::reader) struct Tar;

impl Reader for Tar {
    fn format(&self) -> Format {
        Format::Tar
    }

    fn help(&self) -> &'static str {
        ".tar .tar.gz .tgz .tar.zst: an archive of files of any of these formats"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let mut members = Members::new(source, pages);
        let mut archive = Archive::new(&mut source.input);
        let entries = match archive.entries() {
            // Raw: long names are read here, with a bound.
            Ok(entries) => entries.raw(true),
            Err(error) => {
                let _ = members.fail("", &damaged(&error));
                return;
            }
        };
        let mut long_name = None;
        for entry in entries {
            let flow = match entry {
                Ok(entry) => read(entry, &mut long_name, &mut members),
                Err(error) => {
                    let _ = members.fail("", &damaged(&error));
                    return;
                }
            };
            if flow.is_break() {
                return;
            }
        }
    }
}

fn damaged(error: &std::io::Error) -> String {
    format!("the archive is damaged or cut off ({error}); what comes before is read, the rest is not")
}

/// Reads one entry; one that only names the next is remembered.
fn read<R: Read>(
    mut entry: Entry<'_, R>,
    long_name: &mut Option<String>,
    members: &mut Members<'_>,
) -> ControlFlow<()> {
    let kind = entry.header().entry_type();
    match kind {
        EntryType::GNULongName => {
            *long_name = text(&mut entry).map(|name| name.trim_end_matches('\0').to_owned());
        }
        EntryType::XHeader => {
            *long_name = text(&mut entry).and_then(|records| pax_path(&records)).or(long_name.take());
        }
        EntryType::Regular | EntryType::Continuous => {
            let name = long_name.take().unwrap_or_else(|| name(&entry).into_owned());
            // A folder of old archives is a file whose name ends so.
            if !name.ends_with('/') && !container::is_passed_over(&name) {
                return members.read(Member::new(&name, Box::new(BufReader::new(entry))));
            }
        }
        EntryType::GNUSparse => {
            let name = long_name.take().unwrap_or_else(|| name(&entry).into_owned());
            return members.fail(&name, "a sparse file; pack it again without --sparse");
        }
        EntryType::XGlobalHeader | EntryType::GNULongLink => {}
        _ => *long_name = None,
    }
    ControlFlow::Continue(())
}

fn name<'a, R: Read>(entry: &'a Entry<'_, R>) -> Cow<'a, str> {
    match entry.path_bytes() {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

fn text<R: Read>(entry: &mut Entry<'_, R>) -> Option<String> {
    let mut bytes = Vec::new();
    entry.take(NAME_BYTES).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The name among the records of an extended header: `<length> path=<name>`, a line each.
fn pax_path(records: &str) -> Option<String> {
    let mut paths = records.lines().filter_map(|line| line.split_once(' ')?.1.strip_prefix("path="));
    paths.next_back().map(str::to_owned)
}
