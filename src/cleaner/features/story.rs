//! What the block is about, and what each way to find the story says of it.

use crate::cleaner::features::Sheet;
use crate::cleaner::features::sight::{Sight, is_sure};
use crate::cleaner::features::steps::{joined, log, parts, share};
use crate::cleaner::rules::RULES;
use crate::cleaner::ways;

/// Words of a heading that are looked at.
const HEADING_WORDS: usize = 8;

/// The heading over the block, the names in it, and how far it speaks of what the page speaks of.
pub(super) fn about(sight: &Sight<'_>, at: usize, s: &mut Sheet) {
    match sight.sections[at] {
        Some(section) => under(sight, at, section, s),
        None => s.put(143, 98, sight.classes[at]),
    }
    names(sight, at, s);
    topic(sight, at, s);
}

fn under(sight: &Sight<'_>, at: usize, section: usize, s: &mut Sheet) {
    let class = sight.classes[at];
    let heading = &sight.known.evidence[section].form;
    let words = &heading.hashes[..heading.hashes.len().min(HEADING_WORDS)];
    for word in words {
        s.put(140, *word as u32, 0);
        s.put(141, *word as u32, class);
    }
    s.put(142, joined(words), 0);
    s.put(143, sight.said(section, 0), class);
    s.put(144, log((at - section) as u32), class);
    s.put(145, log(heading.words), sight.in_stretch(at));
    s.put(146, sight.in_stretch(section), sight.in_stretch(at));
    s.put(157, sight.known.page.blocks[section].level.into(), class);
}

/// Whether the block names the authors or the outlet.
fn names(sight: &Sight<'_>, at: usize, s: &mut Sheet) {
    let words = &sight.known.evidence[at].form.hashes;
    let class = sight.classes[at];
    let before = share(sight.before[at], sight.prose);
    let has = |name: &[u64]| !name.is_empty() && name.iter().all(|word| words.contains(word));
    let author = sight.authors.iter().any(|author| has(author));
    let opens = sight.authors.iter().any(|author| words.starts_with(&author[..1]));
    let author = u32::from(author) * 2 + u32::from(opens);
    s.put(147, author, class);
    s.put(158, author, before);
    let outlet = has(sight.known.outlet);
    let outlet = u32::from(outlet) * 2 + u32::from(outlet && words.starts_with(sight.known.outlet));
    s.put(148, outlet, class);
    s.put(149, outlet, before);
}

/// How many of its telling words other blocks of the story, and the headline, have.
fn topic(sight: &Sight<'_>, at: usize, s: &mut Sheet) {
    let one = &sight.known.evidence[at];
    let (class, before) = (sight.classes[at], share(sight.before[at], sight.prose));
    let own = u32::from(is_sure(one));
    let (mut all, mut known, mut often, mut titled) = (0, 0, 0, 0);
    for word in sight.known.textures[at].telling(&one.form) {
        let blocks = sight.topic.get(&word).copied().unwrap_or(0);
        all += 1;
        known += u32::from(blocks > own);
        often += u32::from(blocks > own + 2);
        titled += u32::from(sight.title_words.contains(&word));
    }
    let all = all.max(1);
    s.put(150, known * 8 / all, class);
    s.put(151, often * 8 / all, class);
    s.put(152, known * 8 / all, sight.known.votes[at]);
    s.put(153, often * 8 / all, before);
    s.put(154, titled.min(6), class);
    s.put(155, titled * 6 / all, class);
    s.put(156, titled.min(3), before);
}

/// The ways that keep the block and its neighbours, phrases, rules, and the page's own statement.
pub(super) fn judged(sight: &Sight<'_>, at: usize, s: &mut Sheet) {
    let one = &sight.known.evidence[at];
    let (class, votes, said) = (sight.classes[at], sight.known.votes[at], sight.said(at, 0));
    s.put(80, votes, 0);
    s.put(81, votes, class);
    s.put(82, votes.count_ones(), class);
    s.put(83, (sight.vote(at, -1) & 1) * 4 + (votes & 1) * 2 + (sight.vote(at, 1) & 1), class);
    s.put(84, sight.vote(at, -1), votes);
    s.put(85, sight.vote(at, 1), votes);
    s.put(86, said, votes & 1);
    s.put(87, said, class);
    s.put(88, sight.said(at, -1), class);
    s.put(89, sight.said(at, 1), class);
    s.put(90, sight.said(at, -2), class);
    let rule = one.rule.and_then(|rule| RULES.iter().position(|other| other.name() == rule.name()));
    s.put(91, rule.map_or(0, |rule| rule as u32 + 1), class);
    let stated = one.stated.map_or(15, |share| parts(share, 10.0));
    s.put(92, stated, class);
    s.put(93, stated, votes & 1);
    for way in 0..ways::WAYS {
        s.put(94, way * 2 + (votes >> way & 1), class);
    }
}
