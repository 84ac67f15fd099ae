//! Reads plain.

use crate::reader::{Reader, Sink, Source};
use crate::source::Format;

pub(super) struct Plain;

impl Reader for Plain {
    fn format(&self) -> Format {
        Format::Plain
    }

    fn help(&self) -> &'static str {
        "plain"
    }

    fn read(&self, _source: &mut Source<'_>, _pages: Sink<'_>) {}
}
