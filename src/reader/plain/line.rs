//! What one line of a plain text says by its marks.

use crate::reader::BlockKind;

/// A line with text on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// What its marks make it.
    pub(super) kind: BlockKind,
    /// Heading level or list depth, else 0.
    pub(super) level: u8,
    /// Columns of white space before it.
    pub(super) indent: usize,
    /// Without its marks and the white space around it.
    pub(super) text: &'a str,
    /// As it stands in the file.
    pub(super) raw: &'a str,
    /// Whether a blank line (or a rule) stands before it.
    pub(super) gap: bool,
}

/// The lines with text; blank lines, rules and underlines leave their traces on the others.
pub(super) fn scan<'a>(raw: &[&'a str]) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(raw.len());
    let (mut gap, mut adjacent) = (true, false);
    for line in raw {
        if let Some(found) = read(line, gap) {
            lines.push(found);
            (gap, adjacent) = (false, true);
        } else {
            match (underline(line), lines.last_mut()) {
                (Some(level), Some(last)) if adjacent && is_over(last.raw, line) => {
                    (last.kind, last.level) = (BlockKind::Heading, level);
                }
                _ => {}
            }
            (gap, adjacent) = (true, false);
        }
    }
    lines
}

/// The heading level that a line of `=` or `-` gives the line above it.
fn underline(line: &str) -> Option<u8> {
    let line = line.trim();
    let all = |mark: char| line.len() >= 3 && line.chars().all(|c| c == mark);
    if all('=') { Some(1) } else { all('-').then_some(2) }
}

/// Whether an underline is about as long as what it stands under; else it is a rule between parts.
fn is_over(text: &str, rule: &str) -> bool {
    text.trim().chars().count().abs_diff(rule.trim().len()) <= 2
}

/// One line; `None` where it has no letter or digit.
fn read(raw: &str, gap: bool) -> Option<Line<'_>> {
    if !raw.contains(char::is_alphanumeric) {
        return None;
    }
    let content = raw.trim();
    let indent = raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let (kind, level, text) = marked(content, indent);
    Some(Line { kind, level, indent, text, raw, gap })
}

fn marked(content: &str, indent: usize) -> (BlockKind, u8, &str) {
    if let Some(text) = bullet(content) {
        return (BlockKind::ListItem, depth(indent), text);
    }
    if is_numbered(content) {
        return (BlockKind::ListItem, depth(indent), content);
    }
    if content.starts_with('>') {
        return (BlockKind::Quotation, 0, content.trim_start_matches(['>', ' ']));
    }
    let hashes = content.bytes().take_while(|byte| *byte == b'#').count();
    match content[hashes..].strip_prefix(' ') {
        Some(text) if (1..=6).contains(&hashes) => (BlockKind::Heading, hashes as u8, text.trim()),
        _ => (BlockKind::Paragraph, 0, content),
    }
}

/// The depth of a list item: a level for each two columns of indent.
fn depth(indent: usize) -> u8 {
    (1 + indent / 2).min(9) as u8
}

/// Marks that open a list item when a blank follows. Dashes open dialogue, too, and are not among them.
const BULLETS: &[char] = &['-', '*', '+', '•', '‣', '◦', '▪', '●', '·'];

fn bullet(content: &str) -> Option<&str> {
    let rest = content.strip_prefix(BULLETS)?;
    let text = rest.trim_start();
    (rest.starts_with(char::is_whitespace) && !text.is_empty()).then_some(text)
}

/// `1. ` or `12) `; the number stays in the text, for others may refer to it.
fn is_numbered(content: &str) -> bool {
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &content[digits..];
    (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_between_parts_is_no_underline() {
        let lines = scan(&["The tide turned that night and the boats came home.", "-----", "More."]);
        assert_eq!(lines[0].kind, BlockKind::Paragraph);
        assert!(lines[1].gap);
    }

    #[test]
    fn a_number_that_opens_a_sentence_is_no_list() {
        assert!(!is_numbered("2023. A year"[..4].trim()));
        assert!(!is_numbered("1,900 dockers walked out."));
        assert!(is_numbered("12) the pay"));
    }
}
