//! The language of a page.

use crate::article::Stated;
use crate::lang::{self, Lang};
use crate::reader::{Field, Origin, Page};
use crate::text::Parted;

/// A block of fewer bytes is more likely a menu entry than prose.
const PROSE: usize = 60;

/// The language of a page: as its text tells, where that is long enough to tell, else as stated. Many pages state the
/// language of their template.
pub fn language(page: &Page) -> Option<Stated<Lang>> {
    language_parted(page, &Parted::of(page.blocks.iter().map(|block| block.text.as_str())))
}

/// The same with the words of the page's blocks.
pub fn language_parted(page: &Page, words: &Parted) -> Option<Stated<Lang>> {
    let stated = stated(page);
    if page.is_judged() {
        return stated;
    }
    let (mut sample, mut taken) = (String::with_capacity(2 * lang::SAMPLE), Vec::new());
    for at in telling(page) {
        let parts = words.parts(at, &page.blocks[at].text);
        taken.push((sample.len(), parts.words));
        sample.push_str(parts.text);
        sample.push('\n');
        if sample.len() >= lang::SAMPLE {
            break;
        }
    }
    let all = taken
        .iter()
        .flat_map(|(start, words)| words.iter().map(move |word| (start + word.span().end, word.key)));
    match lang::detect_keyed(&sample, all) {
        Some(found) if stated.as_ref().is_none_or(|stated| stated.value != found) => {
            Some(Stated { value: found, origin: Origin::Text })
        }
        _ => stated,
    }
}

fn stated(page: &Page) -> Option<Stated<Lang>> {
    let hints = page.hints.iter().filter(|hint| hint.field == Field::Language);
    hints.into_iter().find_map(|hint| Some(Stated { value: Lang::parse(&hint.value)?, origin: hint.origin }))
}

/// The blocks that tell best: the page's prose, and behind it the rest.
fn telling(page: &Page) -> impl Iterator<Item = usize> + '_ {
    let is_prose = |at: &usize| page.blocks[*at].text.len() >= PROSE && page.blocks[*at].linked_chars == 0;
    let all = 0..page.blocks.len();
    all.clone().filter(is_prose).chain(all.filter(move |at| !is_prose(at)))
}
