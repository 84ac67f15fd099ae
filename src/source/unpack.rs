//! Takes the compression off a stream.
//!
//! In: any bytes. Out: the same, decompressed where they are gzip or zstd, one layer of it. A stream that unpacks to
//! far more than it is long is given up; a gzip stream that is damaged gives an error and, read on, what follows the
//! damage.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use crate::source::gzip::Gzip;

/// The first two bytes of a gzip stream.
///
/// Source: RFC 1952, section 2.3.1.
pub(super) const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The first four bytes of a zstd stream.
///
/// Source: RFC 8878, section 3.1.1.
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// How many times its own size a stream may unpack to: text hardly ever passes a twentieth of that, bombs live on more.
pub const MOST_RATIO: u64 = 200;

/// Bytes that any stream may unpack to, whatever its size.
pub const FREE_BYTES: u64 = 64 << 20;

/// Opens a file for reading, decompressed where its content is gzip or zstd, whatever its name.
///
/// Readers take at most their limit and a byte from it for one record; a stream that unpacks to more than
/// [`MOST_RATIO`] times its size, past the first [`FREE_BYTES`], ends with an error.
///
/// # Errors
///
/// When the file cannot be opened or its head not be read.
pub fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    unpacked(BufReader::new(File::open(path)?))
}

/// The same for what is open already, as standard input is.
///
/// # Errors
///
/// When its head cannot be read.
pub fn unpacked<'a>(mut input: impl BufRead + 'a) -> io::Result<Box<dyn BufRead + 'a>> {
    let head = input.fill_buf()?;
    if head.starts_with(&GZIP) {
        return guarded(input, |input| Ok(Gzip::new(input)));
    }
    if head.starts_with(&ZSTD) {
        return guarded(input, zstd::stream::read::Decoder::with_buffer);
    }
    Ok(Box::new(input))
}

/// Whether these first bytes are those of a stream that [`unpacked`] decompresses.
pub fn is_packed(head: &[u8]) -> bool {
    head.starts_with(&GZIP) || head.starts_with(&ZSTD)
}

fn guarded<'a, R: BufRead + 'a, D: Read + 'a>(
    input: R,
    decoder: impl FnOnce(Counted<R>) -> io::Result<D>,
) -> io::Result<Box<dyn BufRead + 'a>> {
    let packed = Rc::new(Cell::new(0));
    let inner = decoder(Counted { inner: input, read: Rc::clone(&packed) })?;
    Ok(Box::new(BufReader::new(Guarded { inner, packed, unpacked: 0 })))
}

/// Counts what is read through it.
struct Counted<R> {
    inner: R,
    read: Rc<Cell<u64>>,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.read.set(self.read.get() + amount as u64);
        self.inner.consume(amount);
    }
}

/// A decompressed stream that ends where it is out of proportion.
struct Guarded<D> {
    inner: D,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl<D: Read> Read for Guarded<D> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.unpacked > FREE_BYTES + MOST_RATIO * self.packed.get() {
            return Err(bomb());
        }
        let read = self.inner.read(into)?;
        self.unpacked += read as u64;
        Ok(read)
    }
}

/// What is said of a stream that unpacks to more than it may.
pub fn bomb() -> io::Error {
    let reason =
        format!("unpacks to more than {MOST_RATIO} times its size; unpack it by hand if you trust it");
    io::Error::other(reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(bytes).expect("packed");
        gzip.finish().expect("packed")
    }

    fn read(bytes: &[u8]) -> io::Result<u64> {
        io::copy(&mut unpacked(bytes)?, &mut io::sink())
    }

    #[test]
    fn gzip_and_zstd_are_known_by_their_content() {
        let text = b"The harbour";
        let packed = zstd::stream::encode_all(&text[..], 3).expect("packed");
        for bytes in [gzip(text), packed, text.to_vec()] {
            let mut all = Vec::new();
            unpacked(&bytes[..]).expect("opens").read_to_end(&mut all).expect("reads");
            assert_eq!(all, text);
        }
    }

    #[test]
    fn what_unpacks_out_of_proportion_is_given_up() {
        let zeros = vec![0_u8; 100 << 20];
        let error = read(&gzip(&zeros)).expect_err("a bomb");
        assert!(error.to_string().contains("200 times"), "{error}");
        let packed = zstd::stream::encode_all(&zeros[..], 1).expect("packed");
        assert!(read(&packed).is_err());
        assert_eq!(read(&gzip(&zeros[..60 << 20])).ok(), Some(60 << 20));
    }
}
