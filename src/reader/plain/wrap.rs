//! Tells text that was wrapped by hand from text with a paragraph a line.

use unicode_segmentation::UnicodeSegmentation;

/// Widths at which people and mail programs wrap text, in columns. Longer lines are paragraphs.
const WIDTHS: std::ops::RangeInclusive<usize> = 36..=132;

/// Line ends inside paragraphs that it takes to see a habit.
const FEWEST_ENDS: usize = 3;

/// Share of those line ends that must stand where the next word would not have fitted, in hundredths.
const FULL_SHARE: usize = 75;

/// How far short of the width a line may end and still count as full: editors wrap at slightly different places.
const SLACK: usize = 4;

/// The width a text is wrapped at, in columns; `None` where a line is a paragraph.
///
/// A wrapped line is full: the first word of the next one would not have fitted. So the width is that of the
/// longest line (the longest twentieth left aside: addresses do not wrap), and the text counts as wrapped when
/// most line ends inside its paragraphs are full.
pub(super) fn width(lines: &[&str]) -> Option<usize> {
    let inner: Vec<(&str, &str)> = lines
        .windows(2)
        .map(|pair| (pair[0].trim_end(), pair[1].trim()))
        .filter(|(line, next)| !line.is_empty() && !next.is_empty())
        .collect();
    if inner.len() < FEWEST_ENDS {
        return None;
    }
    let mut widths: Vec<usize> = inner.iter().map(|(line, _)| columns(line)).collect();
    widths.sort_unstable();
    let width = widths[widths.len() - 1 - widths.len() / 20];
    let full = inner.iter().filter(|(line, next)| is_full(line, next, width)).count();
    (WIDTHS.contains(&width) && full * 100 >= inner.len() * FULL_SHARE).then_some(width)
}

/// Whether the next line's first word would have gone past the width on this line.
pub(super) fn is_full(line: &str, next: &str, width: usize) -> bool {
    columns(line.trim_end()) + gap(line, next) + columns(first_word(next)) + SLACK > width
}

/// Joins two lines of a paragraph: with a blank, but none between ideographs and after a hyphen.
pub(super) fn join(paragraph: &mut String, next: &str) {
    if gap(paragraph, next) == 1 {
        paragraph.push(' ');
    }
    paragraph.push_str(next);
}

fn gap(line: &str, next: &str) -> usize {
    let before = line.trim_end().chars().next_back();
    let wide = before.is_some_and(is_wide) && next.chars().next().is_some_and(is_wide);
    let mut last = line.trim_end().chars().rev();
    let hyphen = last.next() == Some('-') && last.next().is_some_and(char::is_alphanumeric);
    usize::from(!wide && !hyphen)
}

fn first_word(line: &str) -> &str {
    let word = line.split_whitespace().next().unwrap_or("");
    match word.chars().next() {
        Some(first) if is_wide(first) => &word[..first.len_utf8()],
        // A compound may be parted at its hyphen.
        _ => word.split_inclusive('-').next().unwrap_or(word),
    }
}

/// Columns that a text takes in a fixed-width font: two for an ideograph, none for a combining mark.
fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(|cluster| if cluster.chars().next().is_some_and(is_wide) { 2 } else { 1 }).sum()
}

/// Ideographs, kana, hangul and their punctuation.
///
/// Source: the blocks of Unicode Standard Annex #11 whose characters are wide.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_lines_show_the_width() {
        let text = "The harbour authority said on Monday\nthat the strike had ended and that\nthe gates would open \
                    before the tide\nturned in the evening.";
        assert!(width(&text.lines().collect::<Vec<_>>()).is_some());
    }

    #[test]
    fn short_lines_of_uneven_length_are_not_wrapped() {
        let lines = [
            "Latest news",
            "Strike ends",
            "The ferry to Corrin sails again on Monday",
            "Rovers win",
            "Sport",
        ];
        assert_eq!(width(&lines), None);
    }

    #[test]
    fn ideographs_join_without_a_blank() {
        let mut text = "港口工人星期一".to_owned();
        join(&mut text, "结束罢工");
        assert_eq!(text, "港口工人星期一结束罢工");
        let mut text = "a well-".to_owned();
        join(&mut text, "known man");
        assert_eq!(text, "a well-known man");
    }
}
