//! Reads documents of Word: the paragraphs of the document part of a package.

use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::reader::export::Line;
use crate::reader::{ReadError, Reader, Sink, Source, document, input, xml};
use crate::source::Format;

pub(super) struct Docx;

impl Reader for Docx {
    fn format(&self) -> Format {
        Format::Docx
    }

    fn help(&self) -> &'static str {
        ".docx: documents of Word; exports of Nexis Uni and Lexis+ article by article"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let limit = source.limit;
        let found = input::all(source).and_then(|bytes| lines(&bytes, limit).map(|lines| (bytes, lines)));
        match found {
            Ok((bytes, lines)) => document::hand_on(&bytes, &lines, Format::Docx, pages),
            Err(error) => {
                let _ = pages(Err(error));
            }
        }
    }
}

/// The part of the package that holds the text.
const PART: &str = "word/document.xml";

/// The paragraphs of a package.
///
/// # Errors
///
/// When it cannot be unpacked, or its text unpacks to more than the limit.
fn lines(bytes: &[u8], limit: u64) -> Result<Vec<Line>, ReadError> {
    let broken = |reason: String| ReadError::Malformed { record: 0, reason };
    let mut package = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| broken(format!("the document cannot be unpacked ({error}); save it again")))?;
    let part = package
        .by_name(PART)
        .map_err(|error| broken(format!("no text part in the document ({error}); save it as .docx again")))?;
    let mut input = BufReader::new(part.take(limit.saturating_add(1)));
    let mut scan = Scan::default();
    scan.read(&mut input);
    if input.into_inner().limit() == 0 {
        return Err(ReadError::TooLarge { record: 0, limit });
    }
    match scan.broken {
        Some(error) if scan.lines.is_empty() => Err(broken(format!("the document is damaged ({error})"))),
        _ => Ok(scan.lines),
    }
}

#[derive(Default)]
struct Scan {
    lines: Vec<Line>,
    text: String,
    /// Whether the paragraph's style is that of a heading.
    heading: bool,
    /// Characters of the paragraph in bold.
    bold_chars: usize,
    bold: bool,
    /// Elements open of those whose text counts, and of those that repeat other content.
    in_text: u32,
    in_copy: u32,
    broken: Option<String>,
}

impl Scan {
    fn read(&mut self, input: &mut dyn BufRead) {
        let mut reader = quick_xml::Reader::from_reader(input);
        reader.config_mut().check_end_names = false;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(element)) => self.open(&element, false),
                Ok(Event::Empty(element)) => self.open(&element, true),
                Ok(Event::End(element)) => self.close(element.local_name().as_ref()),
                Ok(Event::Eof) => break,
                Ok(event) if self.in_text > 0 && self.in_copy == 0 => {
                    let before = self.text.len();
                    xml::push_text(&event, &mut self.text);
                    self.bold_chars += if self.bold { self.text.len() - before } else { 0 };
                }
                Ok(_) => {}
                Err(error) => {
                    self.broken = Some(error.to_string());
                    break;
                }
            }
        }
        self.end_line();
    }

    fn open(&mut self, element: &BytesStart<'_>, empty: bool) {
        match element.local_name().as_ref() {
            b"p" | b"br" | b"cr" => self.end_line(),
            b"t" if !empty => self.in_text += 1,
            // What was moved elsewhere, and what programs show that know no boxes.
            b"Fallback" | b"moveFrom" if !empty => self.in_copy += 1,
            b"tab" | b"ptab" => self.text.push(' '),
            b"noBreakHyphen" => self.text.push('-'),
            b"r" => self.bold = false,
            b"b" => self.bold = !matches!(xml::attribute(element, b"val").as_deref(), Some("0" | "false")),
            b"pStyle" => {
                self.heading = xml::attribute(element, b"val").is_some_and(|style| is_heading(&style));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8]) {
        match name {
            b"p" => self.end_line(),
            b"t" => self.in_text = self.in_text.saturating_sub(1),
            b"Fallback" | b"moveFrom" => self.in_copy = self.in_copy.saturating_sub(1),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.text);
        let strong = self.heading || self.bold_chars > 0 && self.bold_chars >= text.trim().len();
        self.lines.extend(Line::new(&text, strong));
        (self.heading, self.bold_chars) = (false, 0);
    }
}

/// Names of styles of headings, as Word stores them in several languages.
fn is_heading(style: &str) -> bool {
    let style = style.to_lowercase();
    ["heading", "title", "berschrift", "titre", "titulo", "ttulo", "titel"]
        .iter()
        .any(|name| style.contains(name))
}
