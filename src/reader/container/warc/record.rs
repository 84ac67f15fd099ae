//! Where records of a web archive begin and end, whatever their lengths say.

use std::io;

use memchr::memmem::{self, Finder};

use crate::reader::container::tape::Tape;

/// What every record begins with.
const MAGIC: &[u8] = b"WARC/";

/// Lines of a head that are kept, and bytes of one.
const HEAD_LINES: usize = 256;

/// What comes next.
pub(super) enum Next {
    /// A record, from this offset on.
    Record(u64),
    /// A line that is neither blank nor the beginning of a record, and all up to the next record was passed over.
    Damage,
    /// The end of the file.
    End,
}

/// Goes to the next record.
pub(super) fn next(tape: &mut Tape<'_>) -> io::Result<Next> {
    let (mut line, mut damage) = (Vec::new(), false);
    loop {
        let begin = tape.offset;
        if !tape.line(&mut line)? {
            return Ok(if damage { Next::Damage } else { Next::End });
        }
        if line.starts_with(MAGIC) {
            tape.put_back(line);
            return Ok(if damage { Next::Damage } else { Next::Record(begin) });
        }
        damage |= !line.trim_ascii().is_empty();
    }
}

/// The named lines over a record's block.
pub(super) struct Head(Vec<(String, String)>);

impl Head {
    /// Reads the version line and all lines up to the blank one; folded lines are joined.
    pub(super) fn read(tape: &mut Tape<'_>) -> io::Result<Self> {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut line = Vec::new();
        tape.line(&mut line)?;
        while tape.line(&mut line)? && !line.trim_ascii().is_empty() {
            let text = String::from_utf8_lossy(&line);
            match (text.starts_with([' ', '\t']), text.split_once(':')) {
                (true, _) => {
                    if let Some((_, value)) = fields.last_mut() {
                        value.push_str(text.trim_end());
                    }
                }
                (false, Some((name, value))) if fields.len() < HEAD_LINES => {
                    fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
                _ => {}
            }
        }
        Ok(Self(fields))
    }

    /// The value of a line by its name in lower case; empty where there is none.
    pub(super) fn get(&self, name: &str) -> String {
        let field = self.0.iter().find(|(known, _)| known == name);
        field.map_or(String::new(), |(_, value)| value.clone())
    }

    /// The stated length of the block.
    pub(super) fn length(&self) -> Option<u64> {
        self.get("content-length").parse().ok()
    }
}

/// The block of a record with so many bytes, whole; `None` where it is larger than the limit, and passed over. Why it
/// is not whole, otherwise: then all up to the next record that was seen is passed over.
pub(super) fn block(
    tape: &mut Tape<'_>,
    length: u64,
    limit: u64,
) -> io::Result<Result<Option<Vec<u8>>, &'static str>> {
    let needle = Finder::new(b"\nWARC/");
    if length > limit {
        let whole = tape.skip(length, &needle, is_head)?;
        return Ok(if whole && ends_here(tape)? { Ok(None) } else { Err(CUT_OFF) });
    }
    let mut block = tape.block(length)?;
    let whole = block.len() as u64 == length;
    if whole && ends_here(tape)? {
        return Ok(Ok(Some(block)));
    }
    match needle.find_iter(&block).find(|at| is_head(&block[*at..])) {
        Some(at) => {
            tape.put_back(block.split_off(at + 1));
            Ok(Err("its Content-Length is too large; passed over"))
        }
        None if whole => {
            find(tape)?;
            Ok(Err("its Content-Length is too small; passed over"))
        }
        None => Ok(Err(CUT_OFF)),
    }
}

const CUT_OFF: &str = "cut off; passed over";

/// Whether a record ends here: line ends, then the next record or the end of the file.
fn ends_here(tape: &mut Tape<'_>) -> io::Result<bool> {
    let mut blank = Vec::new();
    loop {
        let next = tape.peek()?;
        match next.first() {
            None => return Ok(true),
            Some(byte @ (b'\r' | b'\n')) if blank.len() < 8 => {
                blank.push(*byte);
                tape.pass(1);
            }
            Some(_) => break,
        }
    }
    let head = tape.block(MAGIC.len() as u64)?;
    let ends = MAGIC.starts_with(&head);
    tape.put_back(head);
    Ok(ends)
}

/// Passes over lines up to the next record.
fn find(tape: &mut Tape<'_>) -> io::Result<()> {
    let mut line = Vec::new();
    while tape.line(&mut line)? {
        if line.starts_with(MAGIC) {
            tape.put_back(line);
            break;
        }
    }
    Ok(())
}

/// Whether a record's head begins at this line end: the version, and a named line of one under it.
fn is_head(bytes: &[u8]) -> bool {
    let line = &bytes[1..bytes.len().min(24)];
    let Some(end) = memmem::find(line, b"\n") else { return false };
    let version = line[..end].trim_ascii_end();
    let is_version =
        version.len() <= 10 && version.starts_with(MAGIC) && version.last().is_some_and(u8::is_ascii_digit);
    let under = &bytes[1 + end + 1..];
    is_version
        && (under.len() < 5
            || under[..5].eq_ignore_ascii_case(b"WARC-")
            || under[..5].eq_ignore_ascii_case(b"Conte"))
}
