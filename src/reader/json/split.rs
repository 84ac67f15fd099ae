//! Parts a JSON document into its objects, one in memory at a time.

use crate::reader::{ReadError, Source, input};

/// The objects of a document: it is one, or an array of them, or several one after the other.
#[derive(Default)]
pub(super) struct Records {
    /// Whether there was anything but white space.
    pub(super) any: bool,
    ended: bool,
}

/// Where in a record a byte stands.
#[derive(Default)]
struct State {
    bytes: Vec<u8>,
    depth: u32,
    quoted: bool,
    escaped: bool,
    too_large: bool,
}

/// What a byte means for the record.
enum Seen {
    More,
    End,
    Stray(u8),
}

impl Records {
    /// The bytes of the next object; `None` at the end. `record` is its number in the errors.
    ///
    /// # Errors
    ///
    /// For an object past the limit (passed over in bounded memory), a document that ends inside an object or
    /// holds other things than objects (nothing follows then), and what the system reports (nothing follows).
    pub(super) fn next(
        &mut self,
        source: &mut Source<'_>,
        record: u32,
    ) -> Option<Result<Vec<u8>, ReadError>> {
        let mut state = State::default();
        while !self.ended {
            match self.feed(source, &mut state) {
                Ok(Some(Seen::End)) if state.too_large => {
                    return Some(Err(ReadError::TooLarge { record, limit: source.limit }));
                }
                Ok(Some(Seen::End)) => return Some(Ok(state.bytes)),
                Ok(Some(Seen::Stray(byte))) => return Some(Err(self.end_stray(record, byte))),
                Ok(Some(Seen::More)) => {}
                Ok(None) => return self.end(&state, record),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(input::failed(&error)));
                }
            }
        }
        None
    }

    /// Reads on to the end of the buffer or of the object; `None` at the end of the source.
    fn feed(&mut self, source: &mut Source<'_>, state: &mut State) -> std::io::Result<Option<Seen>> {
        let limit = source.limit;
        let buffer = source.input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        for (at, byte) in buffer.iter().enumerate() {
            self.any |= !byte.is_ascii_whitespace();
            let seen = state.take(*byte, limit);
            if !matches!(seen, Seen::More) {
                source.input.consume(at + 1);
                return Ok(Some(seen));
            }
        }
        let length = buffer.len();
        source.input.consume(length);
        Ok(Some(Seen::More))
    }

    fn end(&mut self, state: &State, record: u32) -> Option<Result<Vec<u8>, ReadError>> {
        self.ended = true;
        let reason = "the file ends inside this record; save it again".to_owned();
        (state.depth > 0).then_some(Err(ReadError::Malformed { record, reason }))
    }

    fn end_stray(&mut self, record: u32, byte: u8) -> ReadError {
        self.ended = true;
        let reason = format!(
            "`{}` where an object was expected; an article is a JSON object with a title and a text",
            byte.escape_ascii()
        );
        ReadError::Malformed { record, reason }
    }
}

impl State {
    fn take(&mut self, byte: u8, limit: u64) -> Seen {
        if self.depth == 0 {
            return self.outside(byte);
        }
        if !self.too_large && (self.bytes.len() as u64) < limit {
            self.bytes.push(byte);
        } else {
            self.too_large = true;
            self.bytes = Vec::new();
        }
        self.inside(byte);
        if self.depth == 0 { Seen::End } else { Seen::More }
    }

    fn outside(&mut self, byte: u8) -> Seen {
        match byte {
            b'{' => {
                self.bytes.push(byte);
                self.depth = 1;
                Seen::More
            }
            // The bytes of a UTF-8 mark pass, too.
            b'[' | b']' | b',' | 0xef | 0xbb | 0xbf => Seen::More,
            _ if byte.is_ascii_whitespace() => Seen::More,
            _ => Seen::Stray(byte),
        }
    }

    fn inside(&mut self, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if self.quoted {
            self.escaped = byte == b'\\';
            self.quoted = byte != b'"';
        } else {
            match byte {
                b'"' => self.quoted = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth -= 1,
                _ => {}
            }
        }
    }
}
