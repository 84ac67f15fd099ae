//! What an outlet repeats across its pages, as counts over raw pages, taken before any judging.

use crate::outlet::Outlet;
use crate::reader::Page;
use crate::text::{self, Fingerprint};

/// What a page adds to the counts of its outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    let outlet = outlet.map_or("", |outlet| outlet.key.as_str());
    let key = |text: &str| Fingerprint::of(&format!("{outlet}\0{:x}", Fingerprint::of(text).0)).0;
    let longest = page.blocks.iter().max_by_key(|block| block.text.len());
    Keys {
        story: longest.map_or(0, |block| Fingerprint::of(&text::fold(&block.text)).0),
        blocks: page.blocks.iter().map(|block| key(&block.text)).collect(),
        title_suffix: None,
    }
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
