//! What dates are made of: numbers, names of months, and words that say what a date is of.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::months::MONTHS;
use crate::lang::PACKS;
use crate::text;

/// Words after which a date is that of a visit, folded.
const VISITED: &[&str] = &["accessed", "archived", "downloaded", "retrieved", "today"];

/// Words after which a date is not that of publication but of a change, folded.
const LATER: &[&str] = &[
    "actualise",
    "actualisee",
    "actualizada",
    "actualizado",
    "aktualisiert",
    "corrected",
    "edited",
    "geandert",
    "maj",
    "mise",
    "modificado",
    "modifie",
    "modified",
    "modifiee",
    "reviewed",
    "revised",
    "stand",
    "update",
    "updated",
    "تحديث",
    "更新",
];

/// Words after which a date is that of publication again, folded.
const PUBLISHED: &[&str] = &[
    "aparecio",
    "appeared",
    "erschien",
    "erschienen",
    "erstellt",
    "originally",
    "paru",
    "posted",
    "publicada",
    "publicado",
    "publie",
    "publiee",
    "published",
    "veroffentlicht",
    "نشر",
    "发布",
    "发表",
];

/// One part of a text that may hold a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// A number of so many digits, with the character before it.
    Number { value: u32, digits: usize, before: char },
    /// The name of a month.
    Month(u8),
    /// A word for an update and the like.
    Later,
    /// A word for a visit of the page.
    Visited,
    /// A word for publication.
    Published,
    /// Any other word.
    Word,
}

/// Numbers, month names and other words of a text, in order, without what stands between a word for an update or
/// a visit and the next one for publication.
pub(super) fn of(text: &str) -> Vec<Piece> {
    let mut later = false;
    let mut pieces = all(text);
    pieces.retain(|piece| {
        later = matches!(piece, Piece::Later | Piece::Visited) || later && *piece != Piece::Published;
        !later
    });
    pieces
}

/// The same for what follows the first word for an update; empty where there is none.
pub(super) fn of_update(text: &str) -> Vec<Piece> {
    let mut pieces = all(text);
    let update = pieces.iter().position(|piece| *piece == Piece::Later).unwrap_or(pieces.len());
    pieces.split_off(update)
}

/// Whether a text has a word for an update or a visit.
pub(super) fn says_later(text: &str) -> bool {
    all(text).iter().any(|piece| matches!(piece, Piece::Later | Piece::Visited))
}

/// Digits of every script as ASCII ones.
fn digit(c: char) -> char {
    let from = |zero: u32| char::from_digit(u32::from(c) - zero, 10).unwrap_or(c);
    match c {
        '٠'..='٩' => from(0x660),
        '۰'..='۹' => from(0x6F0),
        '０'..='９' => from(0xFF10),
        _ => c,
    }
}

/// Chinese numerals before the signs for year, month and day as digits: `二〇二三年十一月三日`.
fn numerals(text: &str) -> String {
    if !text.contains('年') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut run: Vec<char> = Vec::new();
    for c in text.chars() {
        if "〇零一二三四五六七八九十".contains(c) {
            run.push(c);
            continue;
        }
        if is_cjk_unit(c) && !run.is_empty() {
            out.push_str(&value(&run));
        } else {
            out.extend(&run);
        }
        run.clear();
        out.push(c);
    }
    out.extend(run);
    out
}

/// A run of numerals in digits: each for itself, or with a ten among them.
fn value(run: &[char]) -> String {
    let of = |c: &char| match "〇一二三四五六七八九".chars().position(|digit| digit == *c) {
        Some(value) => value as u32,
        None => 0,
    };
    match run.iter().position(|c| *c == '十') {
        Some(ten) => {
            let tens = ten.checked_sub(1).map_or(1, |at| of(&run[at]));
            (tens * 10 + run.get(ten + 1).map_or(0, of)).to_string()
        }
        None => run.iter().map(|c| of(c).to_string()).collect(),
    }
}

fn all(text: &str) -> Vec<Piece> {
    if text.is_ascii() {
        return split(text);
    }
    split(&numerals(&text.chars().map(digit).collect::<String>()))
}

fn split(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len() / 6 + 1);
    let mut rest = text.char_indices().peekable();
    let mut before = ' ';
    let mut last = "";
    while let Some((start, c)) = rest.next() {
        if !c.is_alphanumeric() || is_cjk_unit(c) {
            before = c;
            continue;
        }
        let numeric = c.is_ascii_digit();
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = rest.peek() {
            if !next.is_alphanumeric() || next.is_ascii_digit() != numeric || is_cjk_unit(next) {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        let word = &text[start..end];
        match two_words(last, word) {
            Some(month) => {
                pieces.pop();
                pieces.push(Piece::Month(month));
            }
            None => pieces.push(piece(word, numeric, before)),
        }
        last = word;
        before = if numeric { ' ' } else { before_word(c) };
    }
    pieces
}

/// A month whose name is two words, as some are in Arabic.
fn two_words(first: &str, second: &str) -> Option<u8> {
    if first.is_ascii() {
        return None;
    }
    let both = text::fold(&format!("{first} {second}")).into_owned();
    month(&both)
}

fn month(folded: &str) -> Option<u8> {
    match KNOWN.get(folded) {
        Some(Piece::Month(month)) => Some(*month),
        _ => None,
    }
}

fn before_word(c: char) -> char {
    if c == 'T' { ' ' } else { 'x' }
}

fn is_cjk_unit(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
}

fn piece(word: &str, numeric: bool, before: char) -> Piece {
    if numeric {
        return match word.parse() {
            Ok(value) => Piece::Number { value, digits: word.len(), before },
            Err(_) => Piece::Word,
        };
    }
    let folded = text::fold(word);
    // Chinese runs its words together.
    if folded.starts_with("更新") {
        return Piece::Later;
    }
    if folded.starts_with("发布") {
        return Piece::Published;
    }
    KNOWN.get(&*folded).copied().unwrap_or(Piece::Word)
}

/// What every word means that means something, folded.
static KNOWN: LazyLock<FxHashMap<&str, Piece>> = LazyLock::new(|| {
    // Where languages share a name, the first one has it.
    let months = PACKS.iter().rev().flat_map(|pack| pack.months.iter().rev());
    let months = MONTHS.iter().chain(months).map(|(name, month)| (*name, Piece::Month(*month)));
    let published = PUBLISHED.iter().map(|word| (*word, Piece::Published));
    let later = LATER.iter().map(|word| (*word, Piece::Later));
    let visited = VISITED.iter().map(|word| (*word, Piece::Visited));
    months.chain(published).chain(later).chain(visited).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_folded_and_sorted() {
        for list in [VISITED, LATER, PUBLISHED] {
            assert!(list.iter().all(|word| text::fold(word) == *word), "{list:?}");
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
    }

    #[test]
    fn chinese_numerals_are_digits_before_their_signs() {
        assert_eq!(numerals("二〇二三年十一月二十三日"), "2023年11月23日");
        assert_eq!(numerals("一个人"), "一个人");
    }
}
