//! Gzip streams of many members, read past damage.

use std::io::{self, BufRead, ErrorKind, Read};

use flate2::bufread::GzDecoder;

use crate::source::unpack::GZIP;

/// Compressed bytes that are kept to look for the next member in, after damage: no record of a web archive that is
/// cut off is longer by much.
const KEPT: usize = 4 << 20;

/// Reads one member after the other. Damage is one error; reading on gives the next member that can be found.
///
/// The bytes of a damaged member are looked through again from its beginning, for a member that was cut off takes the
/// beginning of the next one for its own continuation. What is looked through twice is bounded by what was read once.
pub(super) struct Gzip<R> {
    member: Option<GzDecoder<Kept<R>>>,
    between: Option<Kept<R>>,
}

impl<R: BufRead> Gzip<R> {
    pub(super) fn new(inner: R) -> Self {
        let kept = Kept { inner, bytes: Vec::new(), start: 0, at: 0, whole: true, read: 0, again: 0 };
        Self { member: Some(GzDecoder::new(kept)), between: None }
    }

    /// Goes on to the next member; whether there is one.
    fn next(&mut self) -> io::Result<bool> {
        let Some(kept) = &mut self.between else { return Ok(true) };
        if kept.is_at_end()? {
            return Ok(false);
        }
        let whole = kept.is_at_member()?;
        let found = whole || kept.seek_member()?;
        if let Some(mut kept) = self.between.take_if(|_| found) {
            kept.begin();
            self.member = Some(GzDecoder::new(kept));
        }
        if whole {
            Ok(true)
        } else {
            Err(io::Error::new(ErrorKind::InvalidData, "bytes between its members"))
        }
    }
}

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while !into.is_empty() && self.next()? {
            let Some(decoder) = &mut self.member else { break };
            match decoder.read(into) {
                Ok(0) => self.between = self.member.take().map(GzDecoder::into_inner),
                Err(error) if error.kind() != ErrorKind::Interrupted => {
                    let mut kept = self.member.take().map(GzDecoder::into_inner);
                    if let Some(kept) = &mut kept {
                        kept.go_back();
                        // What the search meets shows when the stream is read on.
                        let _ = kept.seek_member();
                    }
                    self.between = kept;
                    return Err(error);
                }
                other => return other,
            }
        }
        Ok(0)
    }
}

/// A stream that remembers its last bytes, from the beginning of a member on.
struct Kept<R> {
    inner: R,
    bytes: Vec<u8>,
    /// Where the member begins in `bytes`.
    start: usize,
    /// The next byte in `bytes`; their number where the next one is of the stream.
    at: usize,
    /// Whether all of the member is kept.
    whole: bool,
    /// Bytes taken from the stream, and bytes gone back.
    read: u64,
    again: u64,
}

impl<R: BufRead> Kept<R> {
    /// A member begins here.
    fn begin(&mut self) {
        self.start = self.at;
        self.whole = true;
        if self.start > KEPT || self.at == self.bytes.len() {
            self.bytes.drain(..self.start);
            self.at -= self.start;
            self.start = 0;
        }
    }

    /// Goes back to the byte after the member's first, where that is kept.
    fn go_back(&mut self) {
        let way = (self.at - self.start) as u64;
        if self.whole && way > 0 && self.again + way <= self.read + KEPT as u64 {
            self.again += way;
            self.at = self.start + 1;
        }
    }

    fn is_at_end(&mut self) -> io::Result<bool> {
        Ok(self.fill_buf()?.is_empty())
    }

    /// Whether a member begins here, as far as its first two bytes tell.
    fn is_at_member(&mut self) -> io::Result<bool> {
        let next = self.fill_buf()?;
        // Of a buffer that ends after one byte the decoder will tell.
        Ok(next.starts_with(&GZIP) || next == &GZIP[..1])
    }

    /// Passes over bytes up to the next that look like the beginning of a member; whether there are any.
    fn seek_member(&mut self) -> io::Result<bool> {
        loop {
            let next = self.fill_buf()?;
            if next.is_empty() {
                return Ok(false);
            }
            let (passed, found) = match memchr::memchr(GZIP[0], next) {
                None => (next.len(), false),
                Some(at) => match next.get(at + 1..at + 4) {
                    Some(rest) if is_member(rest) => (at, true),
                    Some(_) => (at + 1, false),
                    // At the edge of the buffer: a member that begins just there is taken on trust.
                    None => (at, self.edge(at)?),
                },
            };
            self.consume(passed + usize::from(!found && passed == 0));
            if found {
                return Ok(true);
            }
        }
    }

    /// Whether the bytes from here to the edge of the buffer may be the beginning of a member.
    fn edge(&mut self, at: usize) -> io::Result<bool> {
        Ok(self.fill_buf()?[at..].iter().zip([GZIP[0], GZIP[1], 8]).all(|(byte, want)| *byte == want))
    }
}

/// Whether the bytes after the first of a member's are those of one: method 8, no reserved flag.
///
/// Source: RFC 1952, section 2.3.1.
fn is_member(rest: &[u8]) -> bool {
    matches!(rest, [second, 8, flags] if *second == GZIP[1] && flags & 0xe0 == 0)
}

impl<R: BufRead> Read for Kept<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let next = self.fill_buf()?;
        let length = next.len().min(into.len());
        into[..length].copy_from_slice(&next[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Kept<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.bytes.len() { Ok(&self.bytes[self.at..]) } else { self.inner.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        if self.at < self.bytes.len() {
            self.at += amount;
            return;
        }
        self.read += amount as u64;
        if self.whole && self.bytes.len() - self.start + amount > KEPT {
            self.whole = false;
        }
        if self.whole {
            let next = self.inner.fill_buf().unwrap_or_default();
            self.bytes.extend_from_slice(&next[..amount.min(next.len())]);
            self.at = self.bytes.len();
        } else {
            self.bytes.clear();
            (self.start, self.at) = (0, 0);
        }
        self.inner.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::{BufReader, Write};

    fn member(text: &[u8]) -> Vec<u8> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text).expect("packed");
        gzip.finish().expect("packed")
    }

    /// All that can be read, and the number of errors on the way.
    fn read(bytes: &[u8], buffer: usize) -> (Vec<u8>, usize) {
        let mut gzip = Gzip::new(BufReader::with_capacity(buffer, bytes));
        let (mut all, mut errors) = (Vec::new(), 0);
        while gzip.read_to_end(&mut all).is_err() {
            errors += 1;
            assert!(errors <= bytes.len(), "an error a byte");
        }
        (all, errors)
    }

    #[test]
    fn members_follow_one_another() {
        let bytes = [member(b"one "), member(b""), member(b"two")].concat();
        assert_eq!(read(&bytes, 7), (b"one two".to_vec(), 0));
    }

    #[test]
    fn a_member_that_is_cut_off_does_not_take_the_next_one_along() {
        let text: Vec<u8> = (0..5000_u32).flat_map(|n| (n * n % 7919).to_le_bytes()).collect();
        let cut = member(&text);
        let bytes =
            [member(b"one "), cut[..cut.len() / 2].to_vec(), member(b"two "), member(b"three")].concat();
        for buffer in [3, 64, 8192] {
            let (all, errors) = read(&bytes, buffer);
            assert!(all.starts_with(b"one ") && all.ends_with(b"two three"), "buffer {buffer}");
            assert_eq!(errors, 1, "buffer {buffer}");
        }
    }

    #[test]
    fn the_end_that_is_cut_off_is_an_error() {
        let bytes = member(b"one two three");
        assert_eq!(read(&bytes[..bytes.len() - 9], 64).1, 1);
    }

    proptest! {
        #[test]
        fn any_damage_is_read_to_an_end(
            texts in prop::collection::vec("[a-c ]{0,40}", 1..5),
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
            buffer in 1_usize..40,
        ) {
            let mut bytes: Vec<u8> = texts.iter().flat_map(|text| member(text.as_bytes())).collect();
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            read(&bytes, buffer);
        }
    }
}
