//! Feeds a page to the tokenizer, and its tokens to the builder of the tree.

use std::convert::Infallible;

use html5ever::interface::TreeSink;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5gum::{Readable, Reader, StringReader, Tokenizer};

use super::Tree;
use super::budget::Budget;
use super::emitter::Emitter;
use super::sink::Sink;

/// Whether the content of style sheets is of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) enum Styles {
    /// It is read.
    Read,
    /// It is passed over.
    PassedOver,
}

impl Tree {
    /// The tree of a page; `None` where it would cost more than pages that people write cost.
    pub(in crate::reader) fn of(page: &str, styles: Styles) -> Option<Self> {
        let builder = TreeBuilder::new(Sink::of(page.len()), TreeBuilderOpts::default());
        let page = page.strip_prefix('\u{feff}').unwrap_or(page);
        let text = Text { rest: page.to_reader(), budget: &builder.sink.budget };
        let Ok(()) = Tokenizer::new_with_emitter(text, Emitter::new(&builder, styles)).finish();
        let sink = builder.sink;
        (!sink.budget.is_spent()).then(|| sink.finish())
    }
}

/// The text of a page, which ends where its budget does: only so does the tokenizer come back from within a tag.
struct Text<'a> {
    rest: StringReader<'a>,
    budget: &'a Budget,
}

impl Reader for Text<'_> {
    type Error = Infallible;

    #[inline]
    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        if self.budget.is_spent() { Ok(None) } else { self.rest.read_byte() }
    }

    #[inline]
    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        self.rest.try_read_string(text, case_sensitive)
    }

    #[inline]
    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        if self.budget.is_spent() { Ok(None) } else { self.rest.read_until(needle, buffer) }
    }
}
