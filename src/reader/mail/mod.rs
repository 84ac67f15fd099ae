//! Reads mail: single messages, mail boxes, and web pages saved as MHTML.
//!
//! In: messages by RFC 5322 and MIME. Out: a page for each, of its HTML part where it has one, else of its text; of
//! newsletters that tell several stories a page for each story; and what is attached, read as what it is. Subject, date,
//! sender and list are hints.

mod digest;
mod message;

use std::ops::ControlFlow;

use crate::reader::container::Members;
use crate::reader::container::tape::Tape;
use crate::reader::{Mark, Reader, Sink, Source, input};
use crate::source::{self, Format};

pub(super) struct Mail;

impl Reader for Mail {
    fn format(&self) -> Format {
        Format::Mail
    }

    fn help(&self) -> &'static str {
        ".eml and files of a maildir: messages, newsletters first of all"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        single(source, pages, false);
    }
}

pub(super) struct Mhtml;

impl Reader for Mhtml {
    fn format(&self) -> Format {
        Format::Mhtml
    }

    fn help(&self) -> &'static str {
        ".mhtml .mht: web pages saved with their parts in one file"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        single(source, pages, true);
    }
}

fn single(source: &mut Source<'_>, pages: Sink<'_>, mhtml: bool) {
    let all = input::all(source);
    let mut members = Members::new(source, pages);
    let _ = match all {
        Ok(bytes) => message::read(&bytes, mhtml, &mut members),
        Err(error) => members.error(error),
    };
}

pub(super) struct Mbox;

impl Reader for Mbox {
    fn format(&self) -> Format {
        Format::Mbox
    }

    fn help(&self) -> &'static str {
        ".mbox: mail boxes, a message after the other"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let members = Members::of_records(source, pages);
        let Source { input, limit, from, marked, .. } = source;
        let mut run = Run { tape: Tape::new(input), members, limit: *limit, from: *from, marked: *marked };
        let _ = run.all();
    }
}

/// One reading of a mail box.
struct Run<'s, 'p> {
    tape: Tape<'s>,
    members: Members<'p>,
    limit: u64,
    from: Mark,
    marked: Option<&'s dyn Fn(Mark)>,
}

impl Run<'_, '_> {
    fn all(&mut self) -> ControlFlow<()> {
        let mut line = Vec::new();
        loop {
            let begin = self.tape.offset;
            match self.tape.line(&mut line) {
                Ok(true) if line.trim_ascii().is_empty() => {}
                Ok(true) => {
                    if !line.starts_with(b"From ") {
                        self.tape.put_back(std::mem::take(&mut line));
                    }
                    self.message(begin)?;
                }
                Ok(false) => return ControlFlow::Continue(()),
                Err(error) => return self.members.error(input::failed(&error)),
            }
        }
    }

    /// Reads the message that begins here, its `From ` line passed.
    fn message(&mut self, begin: u64) -> ControlFlow<()> {
        let quiet = begin < self.from.offset;
        if begin == self.from.offset {
            self.members.next = self.from.record;
        }
        if let Some(marked) = self.marked.filter(|_| !quiet) {
            marked(Mark { offset: begin, record: self.members.next });
        }
        let (mut message, mut large) = (Vec::new(), false);
        let (mut line, mut after_blank) = (Vec::new(), false);
        loop {
            match self.tape.line(&mut line) {
                Ok(true) if after_blank && self.is_next(&line) => {
                    self.tape.put_back(std::mem::take(&mut line));
                    break;
                }
                Ok(true) => {
                    after_blank = line.trim_ascii().is_empty();
                    large |= message.len() as u64 + line.len() as u64 > self.limit;
                    if !quiet && !large {
                        message.extend_from_slice(unquoted(&line));
                    }
                }
                Ok(false) => break,
                // What was read of it is no whole message.
                Err(error) => return self.members.error(input::failed(&error)),
            }
        }
        if quiet {
            ControlFlow::Continue(())
        } else if large {
            self.members.too_large()
        } else {
            message::read(without_last_line(&message), false, &mut self.members)
        }
    }

    /// Whether a line parts two messages: it says so, and a field of a header stands under it. Bodies have lines that
    /// begin with `From ` too.
    fn is_next(&mut self, line: &[u8]) -> bool {
        if !source::is_from_line(line) {
            return false;
        }
        let mut under = Vec::new();
        let read = self.tape.line(&mut under).unwrap_or(false);
        let is_field = read && source::is_header_field(&under);
        self.tape.put_back(under);
        is_field
    }
}

/// A line of a body that was marked as no `From ` line, without the mark.
///
/// Source: the mbox family, "mboxrd": every `>` before `From ` may have one more.
fn unquoted(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    if marks > 0 && line[marks..].starts_with(b"From ") { &line[1..] } else { line }
}

/// A message without the blank line that parts it from the next one.
fn without_last_line(message: &[u8]) -> &[u8] {
    let end = message.strip_suffix(b"\r\n").or_else(|| message.strip_suffix(b"\n")).unwrap_or(message);
    if end.ends_with(b"\n") { end } else { message }
}

#[cfg(test)]
mod tests;
