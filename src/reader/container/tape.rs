//! A stream that is read by lines and blocks, its place known, its last bytes put back at need.

use std::io::{self, BufRead};

use memchr::memmem::Finder;

/// A container's bytes on their way past the reader.
pub(in crate::reader) struct Tape<'a> {
    input: &'a mut dyn BufRead,
    back: Vec<u8>,
    at: usize,
    /// Bytes from the beginning to here.
    pub(in crate::reader) offset: u64,
}

/// A line that is longer than it may be.
const CUT: usize = 64 * 1024;

impl<'a> Tape<'a> {
    pub(in crate::reader) fn new(input: &'a mut dyn BufRead) -> Self {
        Self { input, back: Vec::new(), at: 0, offset: 0 }
    }

    /// The next bytes, as many as are at hand; none at the end.
    pub(in crate::reader) fn peek(&mut self) -> io::Result<&[u8]> {
        if self.at < self.back.len() { Ok(&self.back[self.at..]) } else { self.input.fill_buf() }
    }

    /// Passes over bytes that were seen.
    pub(in crate::reader) fn pass(&mut self, bytes: usize) {
        self.offset += bytes as u64;
        if self.at < self.back.len() {
            self.at += bytes;
            if self.at == self.back.len() {
                self.back.clear();
                self.at = 0;
            }
        } else {
            self.input.consume(bytes);
        }
    }

    /// Puts bytes back that were read last.
    pub(in crate::reader) fn put_back(&mut self, mut bytes: Vec<u8>) {
        self.offset -= bytes.len() as u64;
        bytes.extend_from_slice(&self.back[self.at..]);
        (self.back, self.at) = (bytes, 0);
    }

    /// The next line with its end, into `line`; false at the end of the stream. Of a line that is longer than
    /// [`CUT`] the rest comes as the next line.
    pub(in crate::reader) fn line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        loop {
            let next = self.peek()?;
            let end = memchr::memchr(b'\n', next);
            let taken = end.map_or(next.len(), |end| end + 1).min(CUT - line.len());
            line.extend_from_slice(&next[..taken]);
            self.pass(taken);
            if taken == 0 || line.ends_with(b"\n") || line.len() == CUT {
                return Ok(!line.is_empty());
            }
        }
    }

    /// As many bytes, or fewer where the stream ends before.
    pub(in crate::reader) fn block(&mut self, length: u64) -> io::Result<Vec<u8>> {
        let mut block = Vec::new();
        while (block.len() as u64) < length {
            let next = self.peek()?;
            let taken = next.len().min(usize::try_from(length - block.len() as u64).unwrap_or(usize::MAX));
            if taken == 0 {
                break;
            }
            block.extend_from_slice(&next[..taken]);
            self.pass(taken);
        }
        Ok(block)
    }

    /// Passes over so many bytes, in bounded memory, but not over what `is_end` says is the end of them after one of
    /// the needle's places; false where it stopped before, at such a place or the end of the stream.
    pub(in crate::reader) fn skip(
        &mut self,
        length: u64,
        needle: &Finder<'_>,
        is_end: fn(&[u8]) -> bool,
    ) -> io::Result<bool> {
        let mut left = length;
        while left > 0 {
            let window = self.block(left.min(SKIPPED))?;
            if window.is_empty() {
                return Ok(false);
            }
            let found = needle.find_iter(&window).find(|at| is_end(&window[*at..]));
            if let Some(at) = found {
                self.put_back(window[at..].to_vec());
                return Ok(false);
            }
            left -= window.len() as u64;
            if left > 0 {
                // A place at the edge is whole in the next window.
                let edge = window.len() - EDGE.min(window.len() / 2);
                left += (window.len() - edge) as u64;
                self.put_back(window[edge..].to_vec());
            }
        }
        Ok(true)
    }
}

/// Bytes that are looked at in one piece while skipping, and of its end again.
const SKIPPED: u64 = 256 * 1024;
const EDGE: usize = 64;
