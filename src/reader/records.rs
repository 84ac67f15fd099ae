//! Hands a source file to the reader of its format.

use std::io::{self, BufRead, Read};

use crate::reader::{READERS, ReadError, Sink, Source, container};
use crate::source::{self, Format};

/// Bytes that are looked at to tell the format: exports of databases begin with covers, lists of titles and style sheets.
const HEAD: usize = 256 << 10;

/// Reads every record of decompressed content, whatever its format.
pub fn records(source: &mut Source<'_>, pages: Sink<'_>) {
    let (mut head, mut damage) = (Vec::with_capacity(source.size.min(HEAD as u64) as usize), Damage(None));
    unify(source);
    let known = match source.input.by_ref().take(HEAD as u64).read_to_end(&mut head) {
        Ok(0) => Err(ReadError::Empty),
        Ok(_) => source::sniff(source.path, &head).ok_or(ReadError::UnknownFormat),
        Err(error) => match source::sniff(source.path, &head).filter(|format| format.is_container()) {
            // Of a container what is not damaged is read.
            Some(format) => {
                damage = Damage(Some(error));
                Ok(format)
            }
            None => Err(ReadError::Io(format!("{error}; the file is damaged or cut off"))),
        },
    };
    match known {
        Ok(format) if format.is_container() && source.depth >= container::MOST_DEPTH => {
            let most = container::MOST_DEPTH;
            let reason = format!("lies in more than {most} containers; unpack it by hand");
            let _ = pages(Err(ReadError::Malformed { record: 0, reason }));
        }
        Ok(format) => {
            let rest = std::mem::replace(&mut source.input, Box::new(io::empty()));
            source.input = Box::new(io::Cursor::new(head).chain(damage).chain(rest));
            read(format, source, pages);
        }
        Err(error) => {
            let _ = pages(Err(error));
        }
    }
}

/// Puts UTF-8 for text of two bytes a character, so that its lines can be told.
fn unify(source: &mut Source<'_>) {
    let encoding = source.input.fill_buf().map(source::utf16);
    match encoding {
        Ok(None) => {}
        Ok(Some(encoding)) => {
            let input = std::mem::replace(&mut source.input, Box::new(io::empty()));
            source.input = Box::new(io::BufReader::new(source::Transcoded::new(input, encoding)));
            source.charset = None;
        }
        // Some inputs tell of their damage once.
        Err(error) => {
            let rest = std::mem::replace(&mut source.input, Box::new(io::empty()));
            source.input = Box::new(Damage(Some(error)).chain(rest));
        }
    }
}

/// An error that was met before its place, for whoever reads on to there.
struct Damage(Option<io::Error>);

impl Read for Damage {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Damage {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

/// Reads a source file with the reader of its format.
pub fn read(format: Format, source: &mut Source<'_>, pages: Sink<'_>) {
    match READERS.iter().find(|reader| reader.format() == format) {
        Some(reader) => reader.read(source, pages),
        None => {
            let _ = pages(Err(ReadError::UnknownFormat));
        }
    }
}
