//! The blocks of a parsed page: one walk over the tree in document order, without recursion.

use super::attributes::Attributes;
use super::element::{caption_class, is_data_row, is_hidden, is_list, push_classes};
use super::running::Running;
use super::tags::{self, Nature};
use super::tree::{Edge, Element, NodeId, NodeRef, Tree, Value};
use crate::reader::{Block, BlockKind, Marks};

/// Elements around a block that its marks tell of, outermost first. Real pages reach forty or so.
const MARKED_DEPTH: usize = 64;

/// Bytes of marks allowed for a page of no size, and for each byte of text in it: past that, blocks get none.
const MARK_BYTES: (usize, usize) = (4 << 20, 64);

/// What a page shows, in reading order; none for a page without text.
pub(super) fn of(page: &Tree) -> Vec<Block> {
    let mut walk = Walk::new();
    for edge in page.walk() {
        match edge {
            Edge::Enter(node) => walk.enter(node, &node.element().map(Attributes::of).unwrap_or_default()),
            Edge::Leave(node) => walk.leave(node),
        }
    }
    walk.finish()
}

/// Hidden text longer than this stays, marked: a page may hide its story behind an offer.
const HIDDEN_BYTES: usize = 120;

/// The blocks without short hidden ones. Where most of the text is hidden, scripts were to show it: then none is.
fn without_hidden(mut blocks: Vec<Block>) -> Vec<Block> {
    let is_hidden = |block: &Block| block.marks.as_ref().is_some_and(|marks| marks.hidden);
    let bytes = |hidden: bool| -> usize {
        blocks.iter().filter(|block| is_hidden(block) == hidden).map(|block| block.text.len()).sum()
    };
    if bytes(true) > bytes(false) {
        for marks in blocks.iter_mut().filter_map(|block| block.marks.as_mut()) {
            marks.hidden = false;
        }
    } else {
        blocks.retain(|block| !is_hidden(block) || block.text.len() > HIDDEN_BYTES);
    }
    blocks
}

/// Class words given to the blocks around a form that asks for an e-mail address.
const EMAIL_FORM: &str = " email-form";

/// Bytes of text around such a form above which it stands in something larger.
const FORM_BYTES: usize = 600;

/// What the controls of a form ask for.
#[derive(Default)]
struct Asks {
    /// An e-mail address.
    address: bool,
    /// A text or a password.
    more: bool,
}

/// An element that the walk is in.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about one element")]
struct Frame {
    nature: Nature,
    kind: Option<(BlockKind, u8)>,
    link: bool,
    hidden: bool,
    marked: bool,
    form: bool,
    container: Option<u32>,
    row: bool,
    /// Blocks before it.
    first: usize,
    /// What a form in it or it asks for.
    asks: Asks,
    path: usize,
    classes: usize,
}

/// A walk over a page, with what it shows so far.
#[derive(Default)]
pub(super) struct Walk {
    blocks: Vec<Block>,
    frames: Vec<Frame>,
    path: String,
    classes: String,
    /// Numbers of the block-level elements around, outermost first.
    around: Vec<u32>,
    container: u32,
    elements: u32,
    mark_bytes: usize,
    links: usize,
    hidden: usize,
    lists: u8,
    /// Depth in frames of the data row that the walk is in.
    row: Option<usize>,
    /// The element whose content is passed over.
    silent: Option<NodeId>,
    text: Running,
}

impl Walk {
    pub(super) fn new() -> Self {
        Self { mark_bytes: MARK_BYTES.0, ..Self::default() }
    }

    /// The blocks of the page.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flush();
        without_hidden(self.blocks)
    }

    /// Into a node, with its attributes where it is an element.
    pub(super) fn enter(&mut self, node: NodeRef<'_>, attributes: &Attributes<'_>) {
        if self.silent.is_some() {
            return;
        }
        match node.value() {
            Value::Text(text) => self.text.push(text, self.links > 0),
            Value::Element(element) => self.open(node, element, attributes),
            Value::Other => {}
        }
        if self.text.breaks() > 1 {
            self.flush();
        }
    }

    fn open(&mut self, node: NodeRef<'_>, element: &Element, attributes: &Attributes<'_>) {
        let name = element.name();
        let nature = tags::nature(name);
        match nature {
            Nature::Silent => {
                self.text.blank_if(name == "button" || name == "img");
                self.ask(element);
                self.silent = Some(node.id());
                return;
            }
            Nature::Break => self.text.line_break(),
            Nature::Inline => self.text.blank_if(self.text.after_inline()),
            Nature::Format => {}
            Nature::Block => self.part(name),
        }
        self.push(node, element.name(), (nature, attributes));
    }

    /// A new block begins, or in a data row a new cell.
    fn part(&mut self, name: &str) {
        if self.row.is_none() {
            self.flush();
        } else if matches!(name, "td" | "th") {
            self.text.cell();
        } else {
            self.text.blank_if(true);
        }
    }

    fn push(&mut self, node: NodeRef<'_>, name: &str, (nature, attributes): (Nature, &Attributes<'_>)) {
        let frame = Frame {
            nature,
            kind: tags::kind(name).or_else(|| caption_class(attributes)),
            link: name == "a",
            hidden: is_hidden(attributes),
            marked: nature == Nature::Block && self.around.len() < MARKED_DEPTH,
            form: name == "form",
            container: tags::is_container(name).then_some(self.container),
            row: self.row.is_none() && name == "tr" && is_data_row(node),
            first: self.blocks.len(),
            asks: Asks::default(),
            path: self.path.len(),
            classes: self.classes.len(),
        };
        if frame.marked {
            self.mark(name, attributes);
        }
        self.links += usize::from(frame.link);
        self.hidden += usize::from(frame.hidden);
        self.lists = self.lists.saturating_add(u8::from(is_list(name)));
        if frame.row {
            self.row = Some(self.frames.len());
        }
        if frame.container.is_some() {
            self.container = self.elements;
        }
        self.elements += u32::from(nature == Nature::Block);
        self.frames.push(frame);
    }

    fn mark(&mut self, name: &str, attributes: &Attributes<'_>) {
        let first = self.path.is_empty();
        self.path.push_str(if first { "" } else { ">" });
        self.path.push_str(name);
        self.classes.push_str(if first { "" } else { ">" });
        push_classes(&mut self.classes, attributes);
        self.around.push(self.elements);
    }

    /// Out of a node.
    pub(super) fn leave(&mut self, node: NodeRef<'_>) {
        if let Some(silent) = self.silent {
            if silent == node.id() {
                self.silent = None;
            }
            return;
        }
        let Value::Element(element) = node.value() else { return };
        let Some(frame) = self.frames.last() else { return };
        match frame.nature {
            Nature::Block if self.row.is_none() || frame.row => self.flush(),
            Nature::Block => self.text.blank_if(true),
            Nature::Inline => self.text.end_inline(),
            _ => {}
        }
        self.pop(element.name());
    }

    fn pop(&mut self, name: &str) {
        let Some(frame) = self.frames.pop() else { return };
        self.path.truncate(frame.path);
        self.classes.truncate(frame.classes);
        self.links -= usize::from(frame.link);
        self.hidden -= usize::from(frame.hidden);
        self.lists -= u8::from(is_list(name) && self.lists > 0);
        if frame.row {
            self.row = None;
        }
        if frame.marked {
            self.around.pop();
        }
        if let Some(container) = frame.container {
            self.container = container;
        }
        if frame.asks.address && !frame.asks.more {
            self.name_form();
        }
    }

    /// Notes what the form around a control asks for.
    fn ask(&mut self, control: &Element) {
        let kind = control.attr("type").unwrap_or("");
        let asks = Asks {
            address: control.name() == "input" && kind.eq_ignore_ascii_case("email"),
            more: control.name() == "textarea" || kind.eq_ignore_ascii_case("password"),
        };
        if let Some(frame) = self.frames.iter_mut().rev().take(MARKED_DEPTH).find(|frame| frame.form) {
            frame.asks.address |= asks.address;
            frame.asks.more |= asks.more;
        }
    }

    /// Names the blocks around a form that asks for an address and nothing else, where they are few words.
    fn name_form(&mut self) {
        let first = self.frames.last().map_or(0, |parent| parent.first);
        let around = self.blocks.get_mut(first..).unwrap_or_default();
        let small = around.len() <= FORM_BYTES / 10
            && around.iter().map(|block| block.text.len()).sum::<usize>() <= FORM_BYTES;
        for marks in around.iter_mut().filter(|_| small).filter_map(|block| block.marks.as_mut()) {
            if !marks.classes.ends_with(EMAIL_FORM) {
                marks.classes.push_str(EMAIL_FORM);
            }
        }
    }

    /// Makes a block of the text so far, if there is any.
    fn flush(&mut self) {
        let Some((text, linked_chars)) = self.text.take() else { return };
        let (kind, level) = self.kind();
        self.mark_bytes += text.len() * MARK_BYTES.1;
        let marks = self.marks();
        self.blocks.push(Block { kind, level, text, linked_chars, marks });
    }

    fn kind(&self) -> (BlockKind, u8) {
        if self.row.is_some() {
            return (BlockKind::TableRow, 0);
        }
        match self.frames.iter().rev().take(MARKED_DEPTH).find_map(|frame| frame.kind) {
            Some((BlockKind::ListItem, _)) => (BlockKind::ListItem, self.lists.max(1)),
            Some(kind) => kind,
            None => (BlockKind::Paragraph, 0),
        }
    }

    fn marks(&mut self) -> Option<Marks> {
        let bytes = self.path.len() + self.classes.len() + 4 * self.around.len();
        self.mark_bytes = self.mark_bytes.checked_sub(bytes)?;
        Some(Marks {
            path: self.path.clone(),
            classes: self.classes.clone(),
            container: self.container,
            around: self.around.clone(),
            hidden: self.hidden > 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn blocks(html: &str) -> Vec<Block> {
        of(&crate::reader::html::tree(html, crate::reader::html::Styles::PassedOver))
    }

    fn check(html: &str, expected: &[(BlockKind, &str)]) {
        let found = blocks(html);
        let found: Vec<(BlockKind, &str)> =
            found.iter().map(|block| (block.kind, block.text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn block_level_elements_part_blocks() {
        use BlockKind::{Caption, Heading, ListItem, Paragraph, Quotation};
        check(
            "<div>Loose text <p>The <b>fer</b>ry sails.</p><h2>Crew</h2><ul><li>One</li></ul>\
             <blockquote><p>We wait.</p></blockquote><figure><img><figcaption>The quay</figcaption></figure></div>",
            &[
                (Paragraph, "Loose text"),
                (Paragraph, "The ferry sails."),
                (Heading, "Crew"),
                (ListItem, "One"),
                (Quotation, "We wait."),
                (Caption, "The quay"),
            ],
        );
    }

    #[test]
    fn two_line_breaks_part_paragraphs_and_one_does_not() {
        check(
            "<p>One<br>two<br><br>three</p>",
            &[(BlockKind::Paragraph, "One two"), (BlockKind::Paragraph, "three")],
        );
    }

    #[test]
    fn links_side_by_side_are_joined_by_blanks() {
        check("<div><a>Home</a><a>Harbour</a></div>", &[(BlockKind::Paragraph, "Home Harbour")]);
    }

    #[test]
    fn data_tables_give_rows_and_layout_tables_do_not() {
        check(
            "<table><tr><td>Fares</td><td>12 crowns</td></tr></table>",
            &[(BlockKind::TableRow, "Fares | 12 crowns")],
        );
        check(
            "<table><tr><td><h2>Ferry</h2></td><td>It sails.</td></tr></table>",
            &[(BlockKind::Heading, "Ferry"), (BlockKind::Paragraph, "It sails.")],
        );
    }

    #[test]
    fn what_a_page_does_not_show_gives_no_block() {
        check(
            "<p>It sails.</p><script>x</script><noscript>y</noscript><button>Go</button><p hidden>z</p>\
             <label>Name</label><p style='display: none'>w</p>",
            &[(BlockKind::Paragraph, "It sails.")],
        );
    }

    #[test]
    fn linked_characters_are_counted() {
        let found = blocks("<p>See <a href=x>the chart</a>.</p>");
        assert_eq!(found[0].linked_chars, 9);
    }

    #[test]
    fn a_form_for_an_address_names_what_is_around_it() {
        let found = blocks("<aside><h3>The Ebb</h3><form><input type=email></form></aside><p>It sails.</p>");
        assert!(found[0].marks.as_ref().is_some_and(|marks| marks.classes.ends_with(EMAIL_FORM)));
        assert!(found[1].marks.as_ref().is_some_and(|marks| !marks.classes.contains(EMAIL_FORM)));
    }

    proptest! {
        #[test]
        fn any_text_gives_folded_blocks(html in "(<(/?(p|div|table|tr|td|a|b|ul|li|form|input type=email)>)| |x|é|\u{ad}){0,80}") {
            for block in blocks(&html) {
                prop_assert!(!block.text.is_empty());
                prop_assert_eq!(block.text.split_whitespace().collect::<Vec<_>>().join(" "), block.text.clone());
                prop_assert!(block.linked_chars as usize <= block.text.chars().count());
            }
        }
    }
}
