//! From Markdown to blocks.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::reader::{Block, BlockKind, credit};
use crate::text;

/// The blocks of a Markdown text, markup resolved; those without a letter or digit are left out.
pub(super) fn of(text: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut builder = Builder::default();
    for event in Parser::new_ext(text, options) {
        builder.take(event);
    }
    builder.close();
    builder.blocks
}

/// Blocks under construction.
#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    text: String,
    heading: u8,
    lists: u8,
    quotations: u32,
    table: bool,
    links: u32,
    linked_chars: u32,
    /// Depth of images, whose alternative text is not shown.
    images: u32,
    /// Whether an element of raw HTML that shows no text is open.
    unseen: bool,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.add(&text),
            Event::SoftBreak | Event::HardBreak => self.add(" "),
            Event::Html(html) => self.raw(&html),
            Event::InlineHtml(html) if html.starts_with("<br") => self.add(" "),
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.close();
                self.heading = *level as u8;
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotations += 1;
            }
            Tag::List(_) => {
                self.close();
                self.lists = self.lists.saturating_add(1);
            }
            Tag::TableHead | Tag::TableRow => {
                self.close();
                self.table = true;
            }
            Tag::TableCell if !self.text.is_empty() => self.text.push_str(" | "),
            Tag::Link { .. } => self.links += 1,
            Tag::Image { .. } => self.images += 1,
            Tag::Paragraph | Tag::Item | Tag::CodeBlock(_) | Tag::FootnoteDefinition(_) | Tag::HtmlBlock => {
                self.close();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => self.links = self.links.saturating_sub(1),
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::TableCell => {}
            _ => {
                self.close();
                self.leave(tag);
            }
        }
    }

    fn leave(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.heading = 0,
            TagEnd::BlockQuote(_) => self.quotations = self.quotations.saturating_sub(1),
            TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
            TagEnd::TableHead | TagEnd::TableRow => self.table = false,
            TagEnd::HtmlBlock => self.unseen = false,
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if self.images > 0 {
            return;
        }
        if self.links > 0 {
            self.linked_chars = self.linked_chars.saturating_add(text.chars().count() as u32);
        }
        self.text.push_str(text);
    }

    /// Raw HTML: its text without the tags; scripts and styles show none.
    fn raw(&mut self, html: &str) {
        let lower = html.to_ascii_lowercase();
        self.unseen |= ["<script", "<style", "<!--"].iter().any(|tag| lower.contains(tag));
        if !self.unseen {
            let mut parts = html.split('<');
            self.text.push_str(parts.next().unwrap_or(""));
            parts.filter_map(|part| part.split_once('>')).for_each(|(_, text)| {
                self.text.push(' ');
                self.text.push_str(text);
            });
        }
        self.unseen &= !["</script", "</style", "-->"].iter().any(|tag| lower.contains(tag));
    }

    fn close(&mut self) {
        let text = text::squeeze(&self.text);
        self.text.clear();
        let linked_chars = std::mem::take(&mut self.linked_chars).min(text.chars().count() as u32);
        if text.contains(char::is_alphanumeric) {
            let (kind, level) = match self.kind() {
                (BlockKind::Paragraph, level) if credit::ends(&text) => (BlockKind::Caption, level),
                kind => kind,
            };
            self.blocks.push(Block { kind, level, text, linked_chars, marks: None });
        }
    }

    fn kind(&self) -> (BlockKind, u8) {
        if self.heading > 0 {
            (BlockKind::Heading, self.heading)
        } else if self.table {
            (BlockKind::TableRow, 0)
        } else if self.lists > 0 {
            (BlockKind::ListItem, self.lists)
        } else if self.quotations > 0 {
            (BlockKind::Quotation, 0)
        } else {
            (BlockKind::Paragraph, 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Heading, ListItem, Paragraph, Quotation, TableRow};
    use proptest::prelude::*;

    fn check(text: &str, expected: &[(BlockKind, &str)]) {
        let blocks = of(text);
        let got: Vec<_> = blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn markup_is_resolved() {
        check(
            "# The *tide*\n\nIt [turned][a] at\n**six**. ![boat](b.png)\n\n[a]: https://tide.example\n",
            &[(Heading, "The tide"), (Paragraph, "It turned at six.")],
        );
    }

    #[test]
    fn lists_quotations_and_tables_are_blocks_of_their_kind() {
        check(
            "- one\n- two\n\n  more of two\n\n> We wait.\n\n| Port | Ships |\n|---|---|\n| Oxley | 3 |\n",
            &[
                (ListItem, "one"),
                (ListItem, "two"),
                (ListItem, "more of two"),
                (Quotation, "We wait."),
                (TableRow, "Port | Ships"),
                (TableRow, "Oxley | 3"),
            ],
        );
    }

    #[test]
    fn links_are_counted() {
        let blocks = of("Read [the tide tables](x) now.");
        assert_eq!(blocks[0].linked_chars, 15);
    }

    #[test]
    fn raw_html_loses_its_tags() {
        check(
            "<div>\n<p>The tide</p>\n</div>\n\n<script>\nlet x = 1;\n</script>\n",
            &[(Paragraph, "The tide")],
        );
    }

    proptest! {
        #[test]
        fn any_text_has_blocks_that_are_never_empty(text in any::<String>()) {
            prop_assert!(of(&text).iter().all(|block| !block.text.is_empty()));
        }
    }
}
