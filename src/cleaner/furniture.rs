//! What an outlet repeats across its pages, as counts over raw pages, taken before any judging.

use serde::{Deserialize, Serialize};

use crate::cleaner::headline::SEPARATORS;
use crate::outlet::Outlet;
use crate::reader::{Block, BlockKind, Field, Page};
use crate::text::{self, Fingerprint};

/// Words of the longest title suffix and of the longest first line that may be a headline, in bytes.
const SUFFIX_BYTES: usize = 60;
const HEADLINE_BYTES: usize = 200;

/// Lines at the head of a page among which its headline is looked for.
const HEAD_LINES: usize = 4;

/// What a page adds to the counts of its outlet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// Which story it is: pages of one story count once. From the folded headline, else the longest block with
    /// few links.
    pub story: u64,
    /// Per block, the outlet and the block's fingerprint in one number.
    pub blocks: Vec<u64>,
    /// The same for the last part of the title, after a site separator, where there is one.
    pub title_suffix: Option<u64>,
}

/// The keys of a page. The story comes from this page alone.
pub fn keys(page: &Page, outlet: Option<&Outlet>) -> Keys {
    let name = outlet.map_or("", |outlet| outlet.key.as_str());
    let outlet = outlet.map_or(0, |outlet| Fingerprint::of(&outlet.key).0);
    let blocks = page.blocks.iter().map(|block| mix(outlet, Fingerprint::of(&block.text).0)).collect();
    let suffix = title(page).and_then(|title| split_suffix(title).1);
    let suffix = suffix.map(|suffix| mix(!outlet, Fingerprint::of(suffix).0));
    Keys { story: story(page, name), blocks, title_suffix: suffix }
}

/// The step of a count of stories: 0 for one or none, then 1, 2, 3 and 4 from two, three, five and ten on.
///
/// Verdicts depend on steps, not counts, so that a further page seldom changes the judgement of others.
pub fn step(stories: usize) -> u8 {
    match stories {
        0 | 1 => 0,
        2 => 1,
        3 | 4 => 2,
        5..=9 => 3,
        _ => 4,
    }
}

/// One number of two, each bit of either changing about half of its bits.
///
/// Source: the finishing steps of splitmix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195).
fn mix(outlet: u64, block: u64) -> u64 {
    let mut z = outlet.rotate_left(23) ^ block;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// `outlet` is the key of the page's outlet: a page that opens with its masthead has its headline nobody knows where.
fn story(page: &Page, outlet: &str) -> u64 {
    let headline = title(page)
        .map(|title| split_suffix(title).0)
        .or_else(|| first_line(page).filter(|line| !opens_with(line, outlet)));
    let text = headline.or_else(|| longest(page)).unwrap_or("");
    text::keyed_words(text).fold(0, |sum, word| mix(sum, word.key))
}

/// Whether a line is the outlet's name, alone or with its article.
fn opens_with(line: &str, outlet: &str) -> bool {
    let line = text::fold(line);
    !outlet.is_empty() && (line == outlet || line.ends_with(outlet) && line.len() <= outlet.len() + 4)
}

fn title(page: &Page) -> Option<&str> {
    page.hints.iter().find(|hint| hint.field == Field::Title).map(|hint| hint.value.as_str())
}

/// A title without its last part, and that part, where it can be the name of a site.
fn split_suffix(title: &str) -> (&str, Option<&str>) {
    let last = SEPARATORS.iter().filter_map(|by| title.rfind(by).map(|at| (at, by.len()))).max();
    match last {
        Some((at, length)) if at > 0 && title.len() - at - length <= SUFFIX_BYTES => {
            (&title[..at], Some(&title[at + length..]))
        }
        _ => (title, None),
    }
}

/// The headline of a page that states none: its first first-level heading, else the longest of the lines before its
/// first sentence: the name of a column, a byline and a date line, which others of its pages share, are shorter.
fn first_line(page: &Page) -> Option<&str> {
    let first_level = |block: &&Block| block.kind == BlockKind::Heading && block.level == 1;
    let line = |block: &&Block| {
        block.linked_chars == 0 && block.text.len() <= HEADLINE_BYTES && !block.text.ends_with('.')
    };
    // In plain text a heading is what the reader took for one: the first line, whatever it says.
    let heading = page.blocks.iter().find(first_level).filter(|_| page.has_markup());
    let lines: Vec<&Block> = page.blocks.iter().take(HEAD_LINES).take_while(line).collect();
    let longest = lines.into_iter().rev().max_by_key(|block| telling_words(&block.text));
    heading.or(longest).map(|block| block.text.as_str())
}

/// Number of words that are no numbers.
fn telling_words(text: &str) -> usize {
    text::words(text).filter(|span| !text[span.clone()].contains(|c: char| c.is_ascii_digit())).count()
}

fn longest(page: &Page) -> Option<&str> {
    let unlinked = |block: &&Block| (block.linked_chars as usize) * 3 < block.text.len();
    let longest = page.blocks.iter().rev().filter(unlinked).max_by_key(|block| block.text.len());
    longest.map(|block| block.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{Hint, Origin};
    use crate::source::{Digest, Format};

    fn page(title: Option<&str>, lines: &[&str]) -> Page {
        let block = |text: &&str| Block {
            kind: BlockKind::Paragraph,
            level: 0,
            text: (*text).to_owned(),
            linked_chars: 0,
            marks: None,
        };
        let hint =
            |title: &str| Hint { field: Field::Title, value: title.to_owned(), origin: Origin::TitleElement };
        Page {
            record: 0,
            digest: Digest::of(b""),
            format: Format::Plain,
            hints: title.map(hint).into_iter().collect(),
            blocks: lines.iter().map(block).collect(),
            article_body: None,
        }
    }

    #[test]
    fn a_reprint_is_the_same_story_whatever_stands_around_it() {
        let one = page(Some("Harbour strike ends | The Courier"), &["Dockers returned."]);
        let other = page(None, &["HARBOUR STRIKE ENDS", "Dockers returned on Monday."]);
        assert_eq!(keys(&one, None).story, keys(&other, None).story);
    }

    #[test]
    fn the_name_of_a_column_makes_no_two_pages_one_story() {
        let page =
            |headline| page(None, &["From the gull's nest", headline, "By Noor Feddersen", "It rained."]);
        let (one, other) = (page("What the heron saw"), page("Nobody waits for the ferry any more"));
        assert_ne!(keys(&one, None).story, keys(&other, None).story);
    }

    #[test]
    fn the_same_line_of_two_outlets_is_counted_apart() {
        let page = page(None, &["Join our newsletter"]);
        let outlet = Outlet { name: "Courier".into(), key: "courier".into(), origin: Origin::Masthead };
        assert_ne!(keys(&page, None).blocks, keys(&page, Some(&outlet)).blocks);
    }

    #[test]
    fn the_last_part_of_a_title_is_its_suffix() {
        assert_eq!(split_suffix("Eels - and us | The Courier"), ("Eels - and us", Some("The Courier")));
        assert_eq!(split_suffix("Eels return"), ("Eels return", None));
    }

    #[test]
    fn steps_widen() {
        assert_eq!([0, 1, 2, 3, 4, 5, 9, 10, 10_000].map(step), [0, 0, 1, 2, 2, 3, 3, 4, 4]);
    }
}
