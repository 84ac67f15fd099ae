//! Reads JSON and JSON Lines.
//!
//! In: objects with the field names that collectors of news use. Out: a page each: hints from the fields, blocks
//! from the text, be it plain, HTML or a list of blocks. Records are read one at a time; one that is broken is
//! an error of its own and the next is read.

pub(super) mod fields;
pub(super) mod mapped;
mod record;
mod split;

use std::ops::ControlFlow;

use crate::reader::{ReadError, Reader, Sink, Source, input};
use crate::source::Format;

pub(super) use record::{mapped_page, no_article, page};

/// Whether a field of this name holds the text of an article.
pub(super) fn is_body(name: &str) -> bool {
    fields::BODY.contains(&name)
}

pub(super) struct Json;

impl Reader for Json {
    fn format(&self) -> Format {
        Format::Json
    }

    fn help(&self) -> &'static str {
        ".json: an object an article, an array of them, or a list of them in a field"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let mut records = split::Records::default();
        let mut number = 0;
        while let Some(record) = records.next(source, number) {
            if pass(record, &mut number, Format::Json, source, pages).is_break() {
                return;
            }
        }
        nothing(number, records.any, pages);
    }
}

pub(super) struct JsonLines;

impl Reader for JsonLines {
    fn format(&self) -> Format {
        Format::JsonLines
    }

    fn help(&self) -> &'static str {
        ".jsonl .ndjson: an object a line"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let (mut number, mut any) = (0, false);
        while let Some(line) = input::line(source, number) {
            any = true;
            let last = matches!(line, Err(ReadError::Io(_)));
            if line.as_ref().is_ok_and(|line| line.trim_ascii().is_empty()) {
                continue;
            }
            if pass(line, &mut number, Format::JsonLines, source, pages).is_break() || last {
                return;
            }
        }
        nothing(number, any, pages);
    }
}

/// Hands on the pages of one record, and counts it.
fn pass(
    record: Result<Vec<u8>, ReadError>,
    number: &mut u32,
    format: Format,
    source: &Source<'_>,
    pages: Sink<'_>,
) -> ControlFlow<()> {
    match record.and_then(|bytes| record::pages(&bytes, *number, format, source)) {
        Ok(found) => {
            for page in found {
                *number += 1;
                pages(page)?;
            }
            ControlFlow::Continue(())
        }
        Err(error) => {
            *number += 1;
            pages(Err(error))
        }
    }
}

/// Reports a file without records.
fn nothing(number: u32, any: bool, pages: Sink<'_>) {
    if number == 0 {
        let _ = pages(Err(if any { ReadError::NoText { record: 0 } } else { ReadError::Empty }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{BlockKind, Field, Page};
    use proptest::prelude::*;

    fn read(reader: &dyn Reader, text: &[u8], limit: u64) -> Vec<Result<Page, ReadError>> {
        let mut pages = Vec::new();
        let mut source = Source::new("a", Box::new(text), limit);
        reader.read(&mut source, &mut |page| {
            pages.push(page);
            ControlFlow::Continue(())
        });
        pages
    }

    fn hint(page: &Page, field: Field) -> Option<&str> {
        page.hints.iter().find(|hint| hint.field == field).map(|hint| hint.value.as_str())
    }

    #[test]
    fn fields_become_hints_and_text_blocks() {
        let text = br#"{"headline": "Strike  ends", "maintext": "Dockers returned.\n\nGates opened.",
            "authors": [{"name": "Nora Lind"}, "Ivo Marsh"], "publisher": {"name": "Tidewater Voice"}}"#;
        let pages = read(&Json, text, 1000);
        let page = pages[0].as_ref().expect("an article");
        assert_eq!(hint(page, Field::Title), Some("Strike ends"));
        assert_eq!(hint(page, Field::Outlet), Some("Tidewater Voice"));
        let authors: Vec<_> = page.hints.iter().filter(|hint| hint.field == Field::Byline).collect();
        assert_eq!(authors.len(), 2);
        assert_eq!(page.blocks.len(), 2);
    }

    #[test]
    fn a_broken_line_is_an_error_and_the_next_is_read() {
        let text = b"{\"text\": \"One.\"}\n{\"text\": \n\n{\"text\": \"Three.\"}";
        let pages = read(&JsonLines, text, 1000);
        assert_eq!(pages.len(), 3);
        assert!(matches!(&pages[1], Err(ReadError::Malformed { record: 1, .. })));
        assert_eq!(pages[2].as_ref().expect("an article").record, 2);
    }

    #[test]
    fn a_line_past_the_limit_is_passed_over() {
        let text = b"{\"text\": \"A long line that is past the limit.\"}\n{\"text\": \"Two.\"}\n";
        let pages = read(&JsonLines, text, 20);
        assert_eq!(pages[0], Err(ReadError::TooLarge { record: 0, limit: 20 }));
        assert!(pages[1].is_ok());
    }

    #[test]
    fn arrays_and_lists_in_a_field_hold_records() {
        let array = br#"[{"text": "One."}, {"text": "Two ] }."}]"#;
        assert_eq!(read(&Json, array, 1000).iter().filter(|page| page.is_ok()).count(), 2);
        let wrapped = br#"{"status": "ok", "articles": [{"content": "One."}, {"content": "Two."}]}"#;
        let pages = read(&Json, wrapped, 1000);
        let numbers: Vec<_> = pages.iter().map(|page| page.as_ref().expect("an article").record).collect();
        assert_eq!(numbers, [0, 1]);
    }

    #[test]
    fn json_that_is_no_article_names_the_fields_looked_for() {
        let pages = read(&Json, br#"{"name": "tool", "version": 3}"#, 1000);
        let message = pages[0].as_ref().expect_err("no article").to_string();
        assert!(message.contains("maintext"), "{message}");
        assert_eq!(read(&Json, b"", 1000), [Err(ReadError::Empty)]);
        assert_eq!(read(&Json, b"[]", 1000), [Err(ReadError::NoText { record: 0 })]);
    }

    #[test]
    fn the_shape_of_our_own_export_is_read() {
        let text = br#"{"version":1,"title":"Strike ends","date":"2022-06","body":[{"kind":"paragraph","text":"One."},
            {"kind":"list_item","text":"Two"}],"removed":[{"kind":"legal","text":"x","evidence":["y"],"before":0}]}"#;
        let pages = read(&Json, text, 1000);
        let kinds: Vec<_> =
            pages[0].as_ref().expect("an article").blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::ListItem]);
    }

    #[test]
    fn a_record_has_the_digest_of_its_own_bytes() {
        let line = br#"{"text": "One."}"#;
        let alone = read(&JsonLines, line, 1000);
        let array = read(&Json, br#"[ {"text": "One."} ]"#, 1000);
        let digest = |pages: &[Result<Page, ReadError>]| pages[0].as_ref().expect("an article").digest;
        assert_eq!(digest(&alone), digest(&array));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            read(&Json, &bytes, 50);
            read(&JsonLines, &bytes, 50);
        }

        #[test]
        fn any_punctuation_is_read_to_an_end(text in r#"[\[\]{},:"a0\\ ]{0,60}"#) {
            prop_assert!(!read(&Json, text.as_bytes(), 50).is_empty());
        }
    }
}
