//! The language of a page.

use crate::article::Stated;
use crate::lang::{self, Lang};
use crate::reader::{Field, Origin, Page};

/// Bytes of prose that are looked at.
const SAMPLE: usize = 1_500;

/// A block of fewer bytes is more likely a menu entry than prose.
const PROSE: usize = 60;

/// The language of a page: as its text tells, where that is long enough to tell, else as stated. Many pages state the
/// language of their template.
pub fn language(page: &Page) -> Option<Stated<Lang>> {
    let stated = stated(page);
    if page.is_judged() {
        return stated;
    }
    let sample = sample(page);
    match lang::detect(&sample) {
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

/// The page's prose, or all of its text where there is none.
fn sample(page: &Page) -> String {
    let mut sample = String::new();
    let prose = page.blocks.iter().filter(|block| block.text.len() >= PROSE && block.linked_chars == 0);
    let rest = page.blocks.iter().filter(|block| block.text.len() < PROSE || block.linked_chars > 0);
    for block in prose.chain(rest) {
        sample.push_str(&block.text);
        sample.push('\n');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    sample
}
