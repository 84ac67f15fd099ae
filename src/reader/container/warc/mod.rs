//! Reads web archives.
//!
//! In: WARC 1.0 and 1.1 (0.17 and 0.18 are alike), a record a gzip member or all in one. Out: the pages of responses and
//! resources, and texts that were made of them (`conversion`). The address and the time of the capture are hints; the
//! time of a capture is no date of publication. What is no page (pictures, scripts, redirects, errors of servers) is
//! passed over; a capture that only says "as before" (`revisit`) adds nothing where the one before is in the same file.
//!
//! After damage (a length that is wrong, a gzip member that is cut off) reading goes on at the next record.
//!
//! Source: ISO 28500:2017, WARC 1.1.

mod http;
mod record;

use std::collections::HashSet;
use std::io::Cursor;
use std::ops::ControlFlow;

use crate::reader::container::tape::Tape;
use crate::reader::container::{Member, Members};
use crate::reader::{Field, Hint, Mark, Origin, Reader, Sink, Source, input};
use crate::source::{Digest, Format};

use http::Response;
use record::{Head, Next};

pub(in crate::reader) struct Warc;

impl Reader for Warc {
    fn format(&self) -> Format {
        Format::Warc
    }

    fn help(&self) -> &'static str {
        ".warc .warc.gz: web archives; the pages that they captured"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let members = Members::of_records(source, pages);
        let Source { input, limit, from, marked, .. } = source;
        let tape = Tape::new(input);
        let mut run = Run {
            tape,
            members,
            limit: *limit,
            from: *from,
            marked: *marked,
            quiet: false,
            seen: HashSet::new(),
        };
        run.all();
    }
}

/// Responses and resources are pages if they are of these kinds.
const PAGES: [&str; 3] = ["text/html", "application/xhtml+xml", "application/pdf"];

/// One reading of a web archive.
struct Run<'s, 'p> {
    tape: Tape<'s>,
    members: Members<'p>,
    limit: u64,
    from: Mark,
    marked: Option<&'s dyn Fn(Mark)>,
    /// Whether the record was read in an earlier run: it only tells what was captured.
    quiet: bool,
    /// Captures so far, by what revisits name them with.
    seen: HashSet<[u8; 8]>,
}

impl Run<'_, '_> {
    fn all(&mut self) {
        let (mut flow, mut stuck) = (ControlFlow::Continue(()), None);
        while flow.is_continue() {
            flow = match record::next(&mut self.tape) {
                Ok(Next::Record(begin)) => self.record(begin),
                Ok(Next::Damage) => self.fail("", "bytes that are no record; read on at the next record"),
                Ok(Next::End) => break,
                Err(error) => self.broken("", &error),
            };
            // An error that takes the stream no further comes again and again.
            let here = self.tape.offset;
            if stuck.replace(here) == Some(here) {
                break;
            }
        }
    }

    fn broken(&mut self, name: &str, error: &std::io::Error) -> ControlFlow<()> {
        self.fail(name, &input::failed(error).to_string())
    }

    fn fail(&mut self, name: &str, reason: &str) -> ControlFlow<()> {
        if self.quiet { ControlFlow::Continue(()) } else { self.members.fail(name, reason) }
    }

    /// Reads the record that begins here.
    fn record(&mut self, begin: u64) -> ControlFlow<()> {
        self.quiet = begin < self.from.offset;
        if begin == self.from.offset {
            self.members.next = self.from.record;
        }
        if let Some(marked) = self.marked.filter(|_| !self.quiet) {
            marked(Mark { offset: begin, record: self.members.next });
        }
        let head = match Head::read(&mut self.tape) {
            Ok(head) => head,
            Err(error) => return self.broken("", &error),
        };
        let name = head.get("warc-target-uri").trim_matches(['<', '>']).to_owned();
        let Some(length) = head.length() else {
            return self.fail(&name, "a record without a Content-Length; passed over");
        };
        match record::block(&mut self.tape, length, self.limit) {
            Ok(Ok(block)) => self.content(&head, &name, block),
            Ok(Err(reason)) => self.fail(&name, reason),
            Err(error) => self.broken(&name, &error),
        }
    }

    /// What a whole record holds; `None` for one that is larger than the limit.
    fn content(&mut self, head: &Head, name: &str, block: Option<Vec<u8>>) -> ControlFlow<()> {
        let kind = head.get("warc-type").to_ascii_lowercase();
        match kind.as_str() {
            "response" | "resource" => self.remember(head, name),
            "revisit" => return self.revisit(head, name, block.as_deref().unwrap_or_default()),
            "conversion" => {}
            _ => return ControlFlow::Continue(()),
        }
        if self.quiet || !name.contains("://") && kind != "conversion" {
            return ControlFlow::Continue(());
        }
        let Some(block) = block else {
            let large = format!(
                "more than {} bytes; raise `max_record_bytes` in cuttings.toml to read it",
                self.limit
            );
            return if may_be_page(head) { self.fail(name, &large) } else { ControlFlow::Continue(()) };
        };
        match kind.as_str() {
            "response" if block.starts_with(b"HTTP/") || head.get("content-type").contains("http") => {
                self.response(head, name, &block)
            }
            "conversion" => self.page(head, name, block, "text/plain", None),
            _ => {
                let (media, charset) = http::media(&head.get("content-type"));
                self.page(head, name, block, &media, charset)
            }
        }
    }

    fn response(&mut self, head: &Head, name: &str, block: &[u8]) -> ControlFlow<()> {
        let Some(response) = Response::parse(block) else {
            return self.fail(name, "a response that is not HTTP");
        };
        let (media, charset) = http::media(response.get("content-type"));
        if !response.is_success() || !(media.is_empty() || PAGES.contains(&media.as_str())) {
            return ControlFlow::Continue(());
        }
        match response.body(self.limit) {
            Ok(body) => self.page(head, name, body, &media, charset),
            Err(reason) => self.fail(name, &reason),
        }
    }

    /// Hands a page to the reader of its format.
    fn page(
        &mut self,
        head: &Head,
        name: &str,
        body: Vec<u8>,
        media: &str,
        charset: Option<String>,
    ) -> ControlFlow<()> {
        let format = match media {
            "text/html" | "application/xhtml+xml" => Some(Format::Html),
            "text/plain" if head.get("warc-type") == "conversion" => Some(Format::Plain),
            "" if crate::source::sniff("", &body) == Some(Format::Html) => Some(Format::Html),
            "application/pdf" => None,
            _ => return ControlFlow::Continue(()),
        };
        if body.trim_ascii().is_empty() {
            return ControlFlow::Continue(());
        }
        let hints = hints(name, &head.get("warc-date"));
        let input = Box::new(Cursor::new(body));
        self.members.read(Member { format, charset, hints, ..Member::new(name, input) })
    }

    /// Notes a capture under the names that a revisit may give it.
    fn remember(&mut self, head: &Head, name: &str) {
        let names = [head.get("warc-payload-digest"), head.get("warc-record-id"), name.to_owned()];
        self.seen.extend(names.iter().filter(|name| !name.is_empty()).map(|name| short(name)));
    }

    /// A capture that was as the one before: that one's article is this one, if it is in this file.
    fn revisit(&mut self, head: &Head, name: &str, block: &[u8]) -> ControlFlow<()> {
        let names =
            ["warc-payload-digest", "warc-refers-to", "warc-refers-to-target-uri"].map(|name| head.get(name));
        let known = names.iter().any(|name| {
            self.seen.contains(&short(name.trim_matches(['<', '>']))) || self.seen.contains(&short(name))
        });
        let response = Response::parse(block);
        let media = response.map_or(String::new(), |response| http::media(response.get("content-type")).0);
        if known || !(media.is_empty() || PAGES.contains(&media.as_str())) {
            return ControlFlow::Continue(());
        }
        self.fail(name, "a revisit of a page whose capture is not in this file; add the archive that has it")
    }
}

/// Whether a record that is too large to be read may have been a page.
fn may_be_page(head: &Head) -> bool {
    let payload = head.get("warc-identified-payload-type");
    payload.is_empty() || PAGES.contains(&payload.as_str())
}

fn short(name: &str) -> [u8; 8] {
    let mut short = [0; 8];
    short.copy_from_slice(&Digest::of(name.as_bytes()).as_bytes()[..8]);
    short
}

fn hints(address: &str, captured: &str) -> Vec<Hint> {
    let hint =
        |field, value: &str| Hint { field, value: crate::text::squeeze(value), origin: Origin::Capture };
    let address = address.contains("://").then(|| hint(Field::Url, address));
    let captured = (!captured.is_empty()).then(|| hint(Field::Captured, captured));
    address.into_iter().chain(captured).collect()
}

#[cfg(test)]
mod tests;
