//! Reads markdown.

use crate::reader::{Reader, Sink, Source};
use crate::source::Format;

pub(super) struct Markdown;

impl Reader for Markdown {
    fn format(&self) -> Format {
        Format::Markdown
    }

    fn help(&self) -> &'static str {
        "markdown"
    }

    fn read(&self, _source: &mut Source<'_>, _pages: Sink<'_>) {}
}
