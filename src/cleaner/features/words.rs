//! What the block itself looks like, and what it says.

use crate::cleaner::features::Sheet;
use crate::cleaner::features::sight::Sight;
use crate::cleaner::features::steps::{joined, log, parts, share};
use crate::cleaner::form::Form;

/// Words of a block whose every word is looked at, and of one that is looked at as a whole.
const SHORT: u32 = 24;
const TINY: u32 = 6;

/// Words of a block whose last word is looked at.
const MEDIUM: u32 = 40;

/// Length, ending, links, characters; and the looks of the blocks around.
pub(super) fn form(sight: &Sight<'_>, at: usize, s: &mut Sheet) {
    let (one, look) = (&sight.known.evidence[at], &sight.known.textures[at]);
    let form = &one.form;
    let class = sight.classes[at];
    let length = log(form.words);
    s.put(0, 0, 0);
    s.put(1, class, 0);
    s.put(2, length, form.kind as u32);
    s.put(3, length, form.ending as u32);
    s.put(4, share(parts(form.link_share, 1000.0), 1000), length.min(9));
    s.put(5, form.kind as u32, sight.known.page.blocks[at].level.into());
    s.put(6, look.stops, length.min(10));
    s.put(7, look.capitals, length.min(8));
    s.put(8, look.digits, length.min(8));
    s.put(9, look.sentences, class);
    s.put(10, look.commas, class);
    for sign in (0..u32::BITS).filter(|sign| look.signs >> sign & 1 == 1) {
        s.put(11, sign, class);
        s.put(12, sign, sight.in_stretch(at));
    }
    for (nth, by) in [-3, -2, -1, 1, 2, 3].into_iter().enumerate() {
        s.put(20 + nth as u32, sight.class(at, by), class);
    }
    s.put(26, sight.class(at, -1) * 32 + sight.class(at, 1), class);
    s.put(27, sight.class(at, 1) * 32 + sight.class(at, 2), class);
    s.put(28, sight.class(at, -1) * 32 + sight.class(at, -2), class);
    s.put(29, log(sight.copies(at)), class);
    s.put(30, u32::from(one.twin.is_some()), class);
}

/// Its words, and those of a short line right before it, which may open what it is.
pub(super) fn words(sight: &Sight<'_>, at: usize, s: &mut Sheet) {
    let form = &sight.known.evidence[at].form;
    let class = sight.classes[at];
    let word = |nth: usize| form.hashes.get(nth).map_or(0, |word| *word as u32);
    s.put(60, word(0), u32::from(form.words > 12));
    s.put(61, word(0), word(1));
    s.put(62, word(1).wrapping_mul(31) ^ word(2), word(0));
    if form.words <= MEDIUM {
        s.put(63, form.hashes.last().map_or(0, |word| *word as u32), class);
    }
    if form.words <= TINY {
        s.put(64, joined(&form.hashes), 0);
    }
    every_word(form, s);
    let before = at.checked_sub(1).map(|before| &sight.known.evidence[before].form);
    if let Some(before) = before.filter(|before| before.words <= TINY) {
        s.put(68, joined(&before.hashes), class);
        before.hashes.iter().for_each(|word| s.put(69, *word as u32, class));
    }
}

fn every_word(form: &Form, s: &mut Sheet) {
    if form.words > SHORT {
        form.hashes.iter().take(MEDIUM as usize).for_each(|word| s.put(67, *word as u32, 0));
        return;
    }
    form.hashes.iter().for_each(|word| s.put(65, *word as u32, u32::from(form.words > 8)));
    form.hashes.windows(2).for_each(|pair| s.put(66, pair[0] as u32, pair[1] as u32));
}
