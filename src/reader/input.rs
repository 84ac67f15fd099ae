//! Reading bytes with a bound.

use std::io::{self, BufRead, Read};

use crate::reader::{ReadError, Source};

/// Bytes of a file that room is made for before they are read, at the most.
const ROOM: u64 = 1 << 20;

/// All bytes of a source that holds one record.
///
/// # Errors
///
/// [`ReadError::Empty`] for no bytes, [`ReadError::TooLarge`] past the limit (a byte more than that is read, no
/// further one), [`ReadError::Io`] for what the system or the decompression reports.
pub(super) fn all(source: &mut Source<'_>) -> Result<Vec<u8>, ReadError> {
    let limit = source.limit;
    let mut bytes = Vec::with_capacity(source.size.min(limit).min(ROOM) as usize);
    let read = source.input.by_ref().take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| failed(&error))?;
    match bytes.len() as u64 {
        0 => Err(ReadError::Empty),
        length if length > limit => Err(ReadError::TooLarge { record: 0, limit }),
        _ => Ok(bytes),
    }
}

/// The next line without its end, for as long as it keeps within the limit; `None` at the end of the source.
///
/// A longer line is passed over in bounded memory.
///
/// # Errors
///
/// As [`all`], with the given record number.
pub(super) fn line(source: &mut Source<'_>, record: u32) -> Option<Result<Vec<u8>, ReadError>> {
    let mut line = Vec::new();
    let limit = source.limit;
    match source.input.by_ref().take(limit.saturating_add(1)).read_until(b'\n', &mut line) {
        Err(error) => Some(Err(failed(&error))),
        Ok(0) => None,
        Ok(_) if line.last() == Some(&b'\n') => Some(Ok(line)),
        Ok(length) if length as u64 > limit => Some(
            pass_line(source)
                .map_or_else(|error| Err(failed(&error)), |()| Err(ReadError::TooLarge { record, limit })),
        ),
        Ok(_) => Some(Ok(line)),
    }
}

fn pass_line(source: &mut Source<'_>) -> io::Result<()> {
    loop {
        let buffer = source.input.fill_buf()?;
        let length = buffer.len();
        if length == 0 {
            return Ok(());
        }
        if let Some(end) = buffer.iter().position(|byte| *byte == b'\n') {
            source.input.consume(end + 1);
            return Ok(());
        }
        source.input.consume(length);
    }
}

/// What the system or the decompression reports, in words that say what to do.
pub(super) fn failed(error: &io::Error) -> ReadError {
    ReadError::Io(match error.kind() {
        io::ErrorKind::UnexpectedEof => "the compressed file is cut short; save it again".to_owned(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            format!("the compressed file is damaged ({error}); save it again")
        }
        _ => error.to_string(),
    })
}
