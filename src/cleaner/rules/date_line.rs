//! A line that holds a date, a time, and hardly anything else.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::cleaner::Kind;
use crate::cleaner::form;
use crate::cleaner::rules::{Rule, Sight};
use crate::lang;
use crate::text;

/// Words that stand with a date: months and days of the week come from the language packs.
const WORDS: &str = "published updated posted on at am pm last modified first ago hours hour minutes minute mins min read \
    days day gmt bst utc est edt pst pdt cet cest et h uhr am den vom stand um de del le à a las el publicado publicada \
    actualizado actualizada publié mis jour modifié veröffentlicht aktualisiert the of st nd rd th date time lesezeit minuten lecture lectura temps tiempo kl klokken \
    january february march april may june july august september october november december jan feb mar apr jun jul aug sep \
    sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun 年 月 日 时 分 \
    发布 更新 星期";

static KNOWN: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    let months = lang::PACKS.iter().flat_map(|pack| pack.months.iter().map(|(name, _)| *name));
    let days = lang::PACKS.iter().flat_map(|pack| pack.weekdays.iter().copied());
    WORDS.split_whitespace().chain(months).chain(days).flat_map(form::hashes).collect()
});

/// Words of the longest date line.
const MOST_WORDS: usize = 16;

/// Capitalised words that may stand with a whole date: who wrote, where.
const MOST_NAMES: usize = 5;

pub(super) struct DateLine;

impl Rule for DateLine {
    fn name(&self) -> &'static str {
        "a date line"
    }

    fn kind(&self) -> Kind {
        Kind::Author
    }

    fn speaks(&self, sight: &Sight<'_>) -> bool {
        let text = &sight.block.text;
        if sight.form.hashes.len() > MOST_WORDS || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let (mut numbers, mut known, mut names, mut other) = (0, 0, 0, 0);
        for span in text::words(text) {
            let word = &text[span];
            match word {
                _ if word.starts_with(|c: char| c.is_ascii_digit()) => numbers += 1,
                _ if KNOWN.contains(&form::hash(word)) => known += 1,
                _ if word.starts_with(|c: char| !c.is_lowercase()) => names += 1,
                _ => other += 1,
            }
        }
        let dated = numbers > 2 || (numbers > 1 && known > 0);
        other == 0 && ((names == 0 && known > 0) || (dated && names <= MOST_NAMES))
    }
}
