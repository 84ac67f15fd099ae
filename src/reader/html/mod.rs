//! Reads saved web pages.

mod hints;

use crate::reader::{Reader, Sink, Source};
use crate::source::Format;

pub(super) struct Html;

impl Reader for Html {
    fn format(&self) -> Format {
        Format::Html
    }

    fn help(&self) -> &'static str {
        "html"
    }

    fn read(&self, _source: &mut Source<'_>, _pages: Sink<'_>) {
        let _ = hints::hints;
    }
}
