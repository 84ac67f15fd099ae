//! Feeds a page to the tokenizer, and its tokens to the builder of the tree.

use html5ever::interface::TreeSink;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5gum::Tokenizer;

use super::Tree;
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
        let Ok(()) = Tokenizer::new_with_emitter(page, Emitter::new(&builder, styles)).finish();
        let sink = builder.sink;
        (!sink.budget.is_spent()).then(|| sink.finish())
    }
}
