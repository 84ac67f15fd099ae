//! Reads tables: CSV and TSV whose first row names the columns.
//!
//! In: rows, read one at a time; a cell past the limit costs its row alone. Out: a page a row, its columns read as the
//! fields of a JSON object are.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

use serde_json::{Map, Value};

use crate::reader::json::mapped;
use crate::reader::{ReadError, Reader, Sink, Source, input, json};
use crate::settings::{Mapping, Mappings, Places};
use crate::source::{self, Digest, Format};

pub(super) struct Table;

impl Reader for Table {
    fn format(&self) -> Format {
        Format::Table
    }

    fn help(&self) -> &'static str {
        ".csv .tsv: a table with a row an article, its columns named in the first row"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let (mut first, charset) = (row(source, 0), source.charset.clone());
        let told = first.as_ref().and_then(|first| first.as_ref().ok()).and_then(|first| told(first));
        if told.is_some() {
            first = row(source, 0);
        }
        let Some(Ok(first)) = first else {
            let _ = pages(Err(ReadError::Malformed {
                record: 0,
                reason: "no row that names the columns".to_owned(),
            }));
            return;
        };
        let delimiter = told.unwrap_or_else(|| delimiter(&first));
        let columns: Vec<String> =
            cells(&first, delimiter, charset.as_deref()).iter().map(|name| column(name)).collect();
        if !columns.iter().any(|name| json::is_body(name)) && !is_mapped(source, &columns) {
            let _ = pages(Err(json::no_article(0)));
            return;
        }
        rows(source, &columns, delimiter, pages);
    }
}

fn rows(source: &mut Source<'_>, columns: &[String], delimiter: u8, pages: Sink<'_>) {
    let (mut record, mappings) = (0, by_columns(&source.mappings));
    while let Some(found) = row(source, record) {
        let last = matches!(found, Err(ReadError::Io(_)));
        if found.as_ref().is_ok_and(|bytes| bytes.trim_ascii().is_empty()) {
            continue;
        }
        let page = found.and_then(|bytes| {
            let cells = cells(&bytes, delimiter, source.charset.as_deref());
            let object: Map<String, Value> =
                columns.iter().cloned().zip(cells.into_iter().map(Value::String)).collect();
            let digest = Digest::of(bytes.trim_ascii());
            match mapped::find(&mappings, source.path, &object) {
                Some(mapping) => json::mapped_page(mapping, &object, digest, record, Format::Table),
                None => json::page(&object, digest, record, Format::Table),
            }
        });
        if pages(page).is_break() || last {
            return;
        }
        record += 1;
    }
    if record == 0 {
        let _ = pages(Err(ReadError::NoText { record: 0 }));
    }
}

/// Whether the user has told of a table with these columns.
fn is_mapped(source: &Source<'_>, columns: &[String]) -> bool {
    let mut of = source.mappings.csv.iter().filter(|mapping| mapping.is_of(source.path));
    of.any(|mapping| mapping.text.0.iter().any(|place| columns.contains(&column(place))))
}

/// The shapes of tables that the user has told of, with columns as they are named here.
fn by_columns(mappings: &Mappings) -> Vec<Mapping> {
    let named = |places: Places| Places(places.0.iter().map(|place| column(place)).collect());
    let shape = |mapping: Mapping| Mapping {
        text: named(mapping.text),
        title: named(mapping.title),
        standfirst: named(mapping.standfirst),
        byline: named(mapping.byline),
        outlet: named(mapping.outlet),
        date: named(mapping.date),
        language: named(mapping.language),
        url: named(mapping.url),
        section: named(mapping.section),
        path: mapping.path,
        records: None,
    };
    mappings.csv.iter().cloned().map(shape).collect()
}

/// A column's name as fields of records are written.
fn column(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_")
}

/// What a line for Excel over the names of the columns says that parts the cells: `sep=;`.
fn told(line: &[u8]) -> Option<u8> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii_end();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line.to_ascii_lowercase().strip_prefix(b"sep=") {
        Some([sign]) => Some(*sign),
        // The tab is trimmed as white space.
        Some([]) => Some(b'\t'),
        _ => None,
    }
}

/// What parts the cells: the sign that the first row has most of.
fn delimiter(row: &[u8]) -> u8 {
    let count = |sign: u8| memchr::memchr_iter(sign, row).count();
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

fn cells(row: &[u8], delimiter: u8, charset: Option<&str>) -> Vec<String> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(row);
    let mut record = csv::ByteRecord::new();
    match reader.read_byte_record(&mut record) {
        Ok(true) => record.iter().map(|cell| source::decode(cell, charset).0.into_owned()).collect(),
        _ => Vec::new(),
    }
}

/// The next row: up to a line end outside quotation marks. One past the limit is passed over in bounded memory.
fn row(source: &mut Source<'_>, record: u32) -> Option<Result<Vec<u8>, ReadError>> {
    let mut row = Row { bytes: Vec::new(), quoted: false, over: false, any: false };
    loop {
        match row.fill(&mut source.input, source.limit) {
            Err(error) => return Some(Err(input::failed(&error))),
            Ok(ControlFlow::Continue(())) => {}
            Ok(ControlFlow::Break(())) => break,
        }
    }
    match row {
        Row { any: false, .. } => None,
        Row { over: true, .. } => Some(Err(ReadError::TooLarge { record, limit: source.limit })),
        Row { bytes, .. } => Some(Ok(bytes)),
    }
}

struct Row {
    bytes: Vec<u8>,
    quoted: bool,
    over: bool,
    any: bool,
}

impl Row {
    /// Takes what the buffer holds of the row; breaks at its end.
    fn fill(&mut self, input: &mut dyn BufRead, limit: u64) -> io::Result<ControlFlow<()>> {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(ControlFlow::Break(()));
        }
        self.any = true;
        let mut end = None;
        for at in memchr::memchr2_iter(b'"', b'\n', buffer) {
            if buffer[at] == b'"' {
                self.quoted = !self.quoted;
            } else if !self.quoted {
                end = Some(at + 1);
                break;
            }
        }
        let taken = end.unwrap_or(buffer.len());
        self.over |= (self.bytes.len() + taken) as u64 > limit;
        if self.over {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(&buffer[..taken]);
        }
        input.consume(taken);
        Ok(if end.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{Field, Page};
    use proptest::prelude::*;

    fn read(bytes: &[u8], limit: u64) -> Vec<Result<Page, ReadError>> {
        let mut pages = Vec::new();
        Table.read(&mut Source::new("a.csv", Box::new(bytes), limit), &mut |page| {
            pages.push(page);
            ControlFlow::Continue(())
        });
        pages
    }

    #[test]
    fn a_row_is_an_article() {
        let pages = read(
            "Title;Full Text;Date\n\"Strike; ends\";\"Dockers \"\"all\"\"\n\nreturned.\";2023-06-14\n"
                .as_bytes(),
            1000,
        );
        let page = pages[0].as_ref().expect("an article");
        let title = page.hints.iter().find(|hint| hint.field == Field::Title).map(|hint| hint.value.as_str());
        assert_eq!(title, Some("Strike; ends"));
        assert_eq!(page.blocks[0].text, "Dockers \"all\"");
        assert_eq!((page.blocks.len(), pages.len()), (2, 1));
    }

    #[test]
    fn a_cell_past_the_limit_costs_its_row_alone() {
        let table = format!("title,text\na,\"{}\nx\"\nb,Two.\n", "x".repeat(500));
        let pages = read(table.as_bytes(), 100);
        assert_eq!(pages[0], Err(ReadError::TooLarge { record: 0, limit: 100 }));
        assert_eq!(pages[1].as_ref().expect("an article").blocks[0].text, "Two.");
    }

    #[test]
    fn a_table_without_a_text_is_one_failure() {
        assert_eq!(read(b"a,b\n1,2\n3,4\n", 100).len(), 1);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(!read(&[b"text,a\n", &bytes[..]].concat(), 50).is_empty());
        }
    }
}
