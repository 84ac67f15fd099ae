//! What the elements of HTML mean for blocks.

use crate::reader::BlockKind;

/// What an element does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// Parts blocks at its start and end.
    Block,
    /// Runs along with the text around it, as part of a word at most.
    Format,
    /// Runs along with the text around it, as a piece of its own.
    Inline,
    /// Ends a line.
    Break,
    /// Shows no text.
    Silent,
}

/// The nature of an element by its name in lower case. Elements that nobody knows are inline, as browsers
/// have it; custom elements (with a dash in the name) mostly hold blocks.
pub(super) fn nature(name: &str) -> Nature {
    match name {
        "script" | "style" | "noscript" | "template" | "svg" | "math" | "head" | "select" | "datalist"
        | "option" | "optgroup" | "input" | "textarea" | "button" | "label" | "legend" | "output"
        | "progress" | "meter" | "iframe" | "object" | "embed" | "applet" | "canvas" | "audio" | "video"
        | "map" | "img" | "picture" | "source" | "track" | "param" | "noframes" | "noembed" | "title"
        | "amp-img" | "amp-analytics" | "amp-ad" | "wbr" => Nature::Silent,
        "br" => Nature::Break,
        "b" | "i" | "em" | "strong" | "u" | "s" | "strike" | "del" | "ins" | "sub" | "sup" | "mark"
        | "font" | "q" | "code" | "big" | "tt" | "kbd" | "samp" | "var" | "abbr" | "acronym" | "bdi"
        | "bdo" | "ruby" | "rt" | "rp" | "nobr" | "dfn" => Nature::Format,
        "a" | "span" | "time" | "small" | "cite" | "data" => Nature::Inline,
        _ if is_block(name) || name.contains('-') => Nature::Block,
        _ => Nature::Inline,
    }
}

fn is_block(name: &str) -> bool {
    is_part(name) || is_paragraph(name) || is_table(name)
}

/// Elements that pages are parted by.
fn is_part(name: &str) -> bool {
    matches!(
        name,
        "article"
            | "aside"
            | "body"
            | "details"
            | "dialog"
            | "div"
            | "fieldset"
            | "figure"
            | "footer"
            | "form"
            | "frameset"
            | "header"
            | "hgroup"
            | "html"
            | "main"
            | "nav"
            | "search"
            | "section"
    )
}

/// Elements that hold running text, headings and lists.
fn is_paragraph(name: &str) -> bool {
    matches!(
        name,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "dir"
            | "menu"
            | "hr"
            | "pre"
            | "address"
            | "blockquote"
            | "center"
            | "figcaption"
            | "plaintext"
            | "summary"
            | "xmp"
    )
}

fn is_table(name: &str) -> bool {
    matches!(name, "table" | "caption" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th")
}

/// Whether the element is a box that a page is built of, by which blocks belong together.
pub(super) fn is_container(name: &str) -> bool {
    matches!(
        name,
        "article"
            | "aside"
            | "body"
            | "div"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "main"
            | "nav"
            | "ol"
            | "section"
            | "table"
            | "td"
            | "ul"
            | "dl"
    ) || name.contains('-')
}

/// The kind and level that an element gives to the blocks in it, if it says anything of that.
pub(super) fn kind(name: &str) -> Option<(BlockKind, u8)> {
    Some(match name {
        "h1" => (BlockKind::Heading, 1),
        "h2" => (BlockKind::Heading, 2),
        "h3" => (BlockKind::Heading, 3),
        "h4" => (BlockKind::Heading, 4),
        "h5" => (BlockKind::Heading, 5),
        "h6" => (BlockKind::Heading, 6),
        "blockquote" => (BlockKind::Quotation, 0),
        "li" | "dt" | "dd" => (BlockKind::ListItem, 1),
        "figcaption" | "caption" | "figure" => (BlockKind::Caption, 0),
        "td" | "th" | "article" | "section" | "aside" | "nav" | "footer" => (BlockKind::Paragraph, 0),
        _ => return None,
    })
}
