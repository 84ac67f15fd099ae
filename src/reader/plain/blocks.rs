//! From lines to blocks.

use std::borrow::Cow;

use memchr::{memchr3, memchr3_iter};

use crate::reader::plain::line::Line;
use crate::reader::plain::{line, wrap};
use crate::reader::{Block, BlockKind, credit};
use crate::text;

/// The blocks of a text. Lines without a letter or digit part blocks and are none.
pub(super) fn of(text: &str) -> Vec<Block> {
    let text = unified(text);
    let raw: Vec<&str> = text.split('\n').collect();
    let lines = line::scan(&raw);
    let mut paragraphs = join(&lines, wrap::width(&raw));
    let airy = lines.iter().skip(1).any(|line| line.gap);
    mark_quotations(&mut paragraphs);
    mark_captions(&mut paragraphs);
    mark_headings(&mut paragraphs, airy);
    paragraphs.into_iter().map(Paragraph::block).collect()
}

/// The text with every kind of line end as a line feed.
fn unified(text: &str) -> Cow<'_, str> {
    if !has_odd_ends(text.as_bytes()) {
        return text.into();
    }
    let odd = |c: char| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.replace("\r\n", "\n").replace(odd, "\n").into()
}

/// Whether a text has line ends beyond the line feed, looked for by their least common byte.
fn has_odd_ends(text: &[u8]) -> bool {
    let behind = |at: usize, lead: &[u8]| text[..at].ends_with(lead);
    memchr3(b'\r', 0xb, 0xc, text).is_some()
        || memchr3_iter(0x85, 0xa8, 0xa9, text).any(|at| match text[at] {
            0x85 => behind(at, &[0xc2]),
            _ => behind(at, &[0xe2, 0x80]),
        })
}

/// Lines that belong together.
struct Paragraph {
    kind: BlockKind,
    level: u8,
    text: String,
    /// Whether a blank line stands before it.
    gap: bool,
    /// Least indent of its lines, in columns.
    indent: usize,
    /// Indent of its last line.
    last_indent: usize,
    lines: usize,
}

impl Paragraph {
    fn start(line: &Line<'_>) -> Self {
        Self {
            kind: line.kind,
            level: line.level,
            text: line.text.to_owned(),
            gap: line.gap,
            indent: line.indent,
            last_indent: line.indent,
            lines: 1,
        }
    }

    fn add(&mut self, line: &Line<'_>) {
        wrap::join(&mut self.text, line.text);
        self.indent = self.indent.min(line.indent);
        self.last_indent = line.indent;
        self.lines += 1;
    }

    /// Whether a line may go on with this paragraph, as far as marks and indents tell.
    fn takes(&self, line: &Line<'_>) -> bool {
        let indented = line.indent > self.last_indent;
        !line.gap
            && match (self.kind, line.kind) {
                (BlockKind::ListItem, BlockKind::Paragraph) => self.lines > 1 || indented,
                (BlockKind::Paragraph, BlockKind::Paragraph) => !indented,
                (BlockKind::Quotation, BlockKind::Quotation) => true,
                _ => false,
            }
    }

    fn is_numbered(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    fn block(self) -> Block {
        let text = text::squeezed(self.text);
        Block { kind: self.kind, level: self.level, text, linked_chars: 0, marks: None }
    }
}

/// Joins the lines of wrapped paragraphs; without a width a line is a paragraph.
fn join(lines: &[Line<'_>], width: Option<usize>) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::with_capacity(if width.is_none() { lines.len() } else { 0 });
    for (at, line) in lines.iter().enumerate() {
        let full = |width| at > 0 && wrap::is_full(lines[at - 1].raw, line.text, width);
        match paragraphs.last_mut() {
            Some(open) if width.is_some_and(full) && open.takes(line) => open.add(line),
            _ => paragraphs.push(Paragraph::start(line)),
        }
    }
    paragraphs
}

/// Columns of indent that set a paragraph apart.
const QUOTATION_INDENT: usize = 2;

/// A paragraph that is indented as a whole is a quotation, in a text whose paragraphs are not.
fn mark_quotations(paragraphs: &mut [Paragraph]) {
    let set_in = |paragraph: &Paragraph| {
        paragraph.kind == BlockKind::Paragraph && paragraph.indent >= QUOTATION_INDENT
    };
    let plain = paragraphs.iter().filter(|paragraph| paragraph.kind == BlockKind::Paragraph).count();
    let many = paragraphs.iter().filter(|paragraph| set_in(paragraph)).count() * 2 > plain;
    if !many {
        paragraphs.iter_mut().filter(|paragraph| set_in(paragraph)).for_each(|paragraph| {
            paragraph.kind = BlockKind::Quotation;
        });
    }
}

fn mark_captions(paragraphs: &mut [Paragraph]) {
    for paragraph in paragraphs.iter_mut().filter(|this| this.kind == BlockKind::Paragraph) {
        if credit::ends(&paragraph.text) {
            paragraph.kind = BlockKind::Caption;
        }
    }
}

/// Words of the longest line that may be a heading. Longer ones are sentences without their stop.
const HEADING_WORDS: usize = 14;

/// Characters of a heading in scripts without blanks, which say as much in fewer.
const HEADING_WIDE: usize = 30;

/// A short line without a stop that stands alone is a heading: of level 1 at the top, else 2. So is a numbered
/// one that no other follows.
fn mark_headings(paragraphs: &mut [Paragraph], airy: bool) {
    let interview = paragraphs.iter().any(|paragraph| is_asked(&paragraph.text) && is_long(&paragraph.text));
    for at in 0..paragraphs.len() {
        let apart = |at: usize| at == 0 || !airy || paragraphs.get(at).is_none_or(|next| next.gap);
        let this = &paragraphs[at];
        let may = match this.kind {
            BlockKind::Paragraph => apart(at) && apart(at + 1),
            BlockKind::ListItem => airy && this.is_numbered() && apart(at) && leads(paragraphs.get(at + 1)),
            _ => false,
        };
        let speech = this.text.starts_with(['"', '“', '„', '«', '「']);
        let question = is_asked(&this.text) && (interview || speech);
        if may && is_heading(&this.text) && (at == 0 || !question) {
            paragraphs[at].kind = BlockKind::Heading;
            paragraphs[at].level = if at == 0 { 1 } else { 2 };
        }
    }
}

/// Words of the longest question that stands over a part of a story. One longer question in a text shows an
/// interviewer, whose short questions are no headings either.
const QUESTION_WORDS: usize = 8;

fn is_asked(text: &str) -> bool {
    text.ends_with(['?', '？', '؟']) || text.trim_end_matches(['"', '”', '»', '“']).ends_with('?')
}

fn is_long(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words > QUESTION_WORDS && words <= 3 * QUESTION_WORDS
}

/// Whether what follows is running text set apart, as under a heading.
fn leads(next: Option<&Paragraph>) -> bool {
    next.is_some_and(|next| next.gap && next.kind == BlockKind::Paragraph)
}

/// Whether a line reads as a heading: short, and without the stop of a sentence.
fn is_heading(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '」', '“']).chars().next_back();
    let stops = ['.', '!', '…', ':', ';', ',', '。', '！', '：', '；', '，', '،', '؛', '۔'];
    end.is_some_and(|end| !stops.contains(&end)) && is_short(text)
}

fn is_short(text: &str) -> bool {
    let few_words = || text.split_whitespace().nth(HEADING_WORDS).is_none();
    if text.is_ascii() {
        return few_words();
    }
    match text.chars().filter(|c| wrap::is_wide(*c)).count() {
        0 => few_words(),
        wide => wide <= HEADING_WIDE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[(BlockKind, &str)]) {
        let blocks = of(text);
        let got: Vec<_> = blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
        assert_eq!(got, expected);
    }

    use BlockKind::{Heading, ListItem, Paragraph, Quotation};

    #[test]
    fn a_line_is_a_block() {
        check(
            "Strike ends at the port\n\nDockers returned on Monday.\nThe gates opened at six.\n",
            &[
                (Heading, "Strike ends at the port"),
                (Paragraph, "Dockers returned on Monday."),
                (Paragraph, "The gates opened at six."),
            ],
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        check(
            "Strike ends\n\nDockers returned to the port of Harrowmere on\nMonday, after talks that had \
             lasted through\nthe night. The gates opened before six, and\nthe first ship moved.\n\nNobody \
             had slept, said the harbour master,\nleast of all he.\n\nBy Nora Lind\nHarrowmere",
            &[
                (Heading, "Strike ends"),
                (
                    Paragraph,
                    "Dockers returned to the port of Harrowmere on Monday, after talks that had lasted through \
                     the night. The gates opened before six, and the first ship moved.",
                ),
                (Paragraph, "Nobody had slept, said the harbour master, least of all he."),
                (Paragraph, "By Nora Lind"),
                (Paragraph, "Harrowmere"),
            ],
        );
    }

    #[test]
    fn marks_of_lists_and_quotations_are_not_text() {
        check(
            "The demands:\n- longer notice\n• a paid rest\n1. one\n2. two\n> We will wait.\n* * *\nThe end came soon.",
            &[
                (Paragraph, "The demands:"),
                (ListItem, "longer notice"),
                (ListItem, "a paid rest"),
                (ListItem, "1. one"),
                (ListItem, "2. two"),
                (Quotation, "We will wait."),
                (Paragraph, "The end came soon."),
            ],
        );
    }

    #[test]
    fn an_underlined_line_is_a_heading() {
        check(
            "The tide turns.\n===============\n\nWater came in.",
            &[(Heading, "The tide turns."), (Paragraph, "Water came in.")],
        );
        check("# The tide\nWater came in.", &[(Heading, "The tide"), (Paragraph, "Water came in.")]);
    }

    #[test]
    fn an_indented_paragraph_is_a_quotation() {
        check(
            "He wrote this.\n\n    The sea is not a door.\n\nNobody answered.",
            &[
                (Paragraph, "He wrote this."),
                (Quotation, "The sea is not a door."),
                (Paragraph, "Nobody answered."),
            ],
        );
    }

    #[test]
    fn a_numbered_line_over_a_paragraph_is_a_heading_and_an_interviewers_question_is_not() {
        check(
            "Strike ends\n\n1. Ask early\n\nThey did.\n\nWhat came next?\n\nAnd did you see it coming, at that time of night?\n\nNothing. Photo: N. Lind",
            &[
                (Heading, "Strike ends"),
                (Heading, "1. Ask early"),
                (Paragraph, "They did."),
                (Paragraph, "What came next?"),
                (Paragraph, "And did you see it coming, at that time of night?"),
                (BlockKind::Caption, "Nothing. Photo: N. Lind"),
            ],
        );
    }

    #[test]
    fn text_without_letters_has_no_blocks() {
        check("\n * * * \n\n---\n…\n", &[]);
        check("", &[]);
    }

    proptest! {
        #[test]
        fn every_letter_of_the_text_is_in_a_block(text in "[a-zé \\n.>#*=-]{0,200}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            let blocks: String = of(&text).iter().map(|block| letters(&block.text)).collect();
            prop_assert_eq!(blocks, letters(&text));
        }

        #[test]
        fn any_text_has_blocks_that_are_never_empty(text in any::<String>()) {
            prop_assert!(of(&text).iter().all(|block| !block.text.is_empty()));
        }
    }
}
