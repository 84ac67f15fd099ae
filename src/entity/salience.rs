//! How central an entity is to an article.

use super::resolve::Group;
use super::token::Tokens;

/// Weight of a mention in the headline.
const HEADLINE: f32 = 0.3;
/// Weight of a mention in the lead, the first two blocks of the body.
const LEAD: f32 = 0.2;
/// Weight of the share of mentions.
const SHARE: f32 = 0.3;
/// Weight of the spread.
const SPREAD: f32 = 0.2;

/// The salience of a group, `0.0..=1.0`:
///
/// `0.3 headline + 0.2 lead + 0.3 count / most + 0.2 quarters / 4`, where headline and lead are 1 or 0, `count` is
/// the number of its mentions, `most` that of the most mentioned entity, and `quarters` says in how many quarters
/// of the body's blocks it is named.
///
/// The features are those of Dunietz and Gillick 2014 (doi:10.3115/v1/E14-4040); the weights are ours, set by
/// hand, and stand to be measured.
pub(super) fn of(group: &Group, most: usize, tokens: &Tokens<'_>) -> f32 {
    let blocks = tokens.lines.iter().filter_map(|line| line.block).max().map_or(1, |last| last + 1);
    let places = || group.mentions.iter().map(|(line, _)| tokens.lines[*line].block);
    let quarters =
        (0..4).filter(|quarter| places().flatten().any(|block| block * 4 / blocks == *quarter)).count();
    let flag = |found: bool| if found { 1.0 } else { 0.0 };
    HEADLINE * flag(places().any(|block| block.is_none()))
        + LEAD * flag(places().flatten().any(|block| block < 2))
        + SHARE * group.mentions.len() as f32 / most.max(1) as f32
        + SPREAD * quarters as f32 / 4.0
}
