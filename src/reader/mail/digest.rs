//! Newsletters that tell several stories: a page for each, where it is clear where one ends.

use crate::reader::{Block, BlockKind, Field, Hint, Origin, Page};
use crate::source::Digest;
use crate::text;

/// Stories that make a digest; fewer are an article with links.
const FEWEST: usize = 3;

/// Letters of running text under a headline that make a story of it.
const STORY_CHARS: usize = 60;

/// Words of a headline, and of the text before the first one that is a story of its own.
const HEADLINE_WORDS: usize = 3;
const LEAD_WORDS: usize = 40;

/// Words of a line that leads to the rest of a story, in the languages of the packs, folded.
const MORE: [&str; 12] = [
    "read",
    "continue",
    "more",
    "story",
    "weiterlesen",
    "mehr",
    "lire",
    "suite",
    "leer",
    "seguir",
    "leggi",
    "lees",
];

/// The stories of a digest; the page as it was where it is none.
///
/// A digest has at least three headings of one level that lead to a story, being links or with a line "read more" under
/// their text, and these are most of the headings of that level.
pub(super) fn split(page: Page) -> Result<Vec<Page>, Page> {
    let Some(starts) = (1..=6).find_map(|level| starts(&page.blocks, level)) else { return Err(page) };
    let lead = &page.blocks[..starts[0]];
    let lead_words: usize = lead.iter().filter(|block| is_prose(block)).map(|block| words(&block.text)).sum();
    let mut begins = starts.clone();
    if lead_words < LEAD_WORDS {
        begins[0] = 0;
    }
    let ends = begins.iter().skip(1).copied().chain([page.blocks.len()]);
    let stories = begins.iter().zip(ends).zip(&starts);
    let mut pages: Vec<Page> = stories
        .enumerate()
        .map(|(at, ((begin, end), headline))| story(&page, at + 1, *begin..end, Some(*headline)))
        .collect();
    if begins[0] > 0 {
        pages.insert(0, story(&page, 0, 0..begins[0], None));
    }
    Ok(pages)
}

fn story(page: &Page, at: usize, blocks: std::ops::Range<usize>, headline: Option<usize>) -> Page {
    let own = &page.blocks[blocks];
    let mut hints = page.hints.clone();
    if let Some(headline) = headline {
        hints.retain(|hint| hint.field != Field::Title);
        let value = page.blocks[headline].text.clone();
        hints.insert(0, Hint { field: Field::Title, value, origin: Origin::Mail });
    }
    let mut content = page.digest.as_bytes().to_vec();
    content.extend_from_slice(&(at as u64).to_le_bytes());
    own.iter().for_each(|block| content.extend_from_slice(block.text.as_bytes()));
    Page { digest: Digest::of(&content), hints, blocks: own.to_vec(), article_body: None, ..page.clone() }
}

/// Where the stories begin that headings of this level tell, if it is these that do.
fn starts(blocks: &[Block], level: u8) -> Option<Vec<usize>> {
    let is_heading = |at: &usize| blocks[*at].kind == BlockKind::Heading && blocks[*at].level == level;
    let headings: Vec<usize> = (0..blocks.len()).filter(is_heading).collect();
    let ends = headings.iter().skip(1).copied().chain([blocks.len()]);
    let stories: Vec<usize> = headings
        .iter()
        .zip(ends)
        .filter(|(at, end)| is_story(&blocks[**at], &blocks[**at + 1..*end]))
        .map(|(at, _)| *at)
        .collect();
    (stories.len() >= FEWEST && stories.len() * 3 >= headings.len() * 2).then_some(stories)
}

fn is_story(headline: &Block, under: &[Block]) -> bool {
    let linked = |block: &Block| block.linked_chars as usize * 2 > block.text.chars().count();
    let more = |block: &Block| {
        let folded = text::fold(&block.text);
        linked(block) && words(&block.text) <= 8 && MORE.iter().any(|word| folded.contains(word))
    };
    let prose: usize =
        under.iter().filter(|block| is_prose(block)).map(|block| block.text.chars().count()).sum();
    words(&headline.text) >= HEADLINE_WORDS
        && prose >= STORY_CHARS
        && (linked(headline) || under.iter().any(more))
}

fn is_prose(block: &Block) -> bool {
    let chars = block.text.chars().count();
    block.kind != BlockKind::Heading && (block.linked_chars as usize) * 3 < chars
}

fn words(text: &str) -> usize {
    text::words(text).count()
}
