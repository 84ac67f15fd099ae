//! Reads JSON and JSON Lines.

use crate::reader::{Reader, Sink, Source};
use crate::source::Format;

pub(super) struct Json;

impl Reader for Json {
    fn format(&self) -> Format {
        Format::Json
    }

    fn help(&self) -> &'static str {
        "json"
    }

    fn read(&self, _source: &mut Source<'_>, _pages: Sink<'_>) {}
}

pub(super) struct JsonLines;

impl Reader for JsonLines {
    fn format(&self) -> Format {
        Format::JsonLines
    }

    fn help(&self) -> &'static str {
        "json lines"
    }

    fn read(&self, _source: &mut Source<'_>, _pages: Sink<'_>) {}
}
