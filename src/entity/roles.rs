//! What people are said to be where they are named: "Foreign Minister Shen Liwei", "Jonas Vale, the harbour master".

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lang::{self, Lang};
use crate::text::{self, Span};

/// Bytes before and after a name in which its role may stand.
const NEAR: usize = 96;

/// Words of the longest role.
const MOST_WORDS: usize = 7;

/// Titles of courtesy, which say nothing of what someone does, folded.
const COURTESY: &[&str] = &[
    "mr", "mrs", "ms", "miss", "mister", "sir", "lady", "lord", "dame", "mme", "mlle", "madame", "monsieur",
    "herr", "frau", "señor", "senor", "senora", "don", "dona", "signor", "signora", "mx", "dr", "st",
    "saint",
];

/// Words that stand before a title in small letters and belong to it.
const BEFORE: &[&str] = &[
    "acting",
    "assistant",
    "associate",
    "chief",
    "deputy",
    "executive",
    "finance",
    "foreign",
    "former",
    "general",
    "health",
    "interim",
    "interior",
    "junior",
    "managing",
    "prime",
    "senior",
    "vice",
];

/// Words that stand inside a role.
const INSIDE: &[&str] = &["of", "for", "and", "de", "du", "des", "der", "del", "für"];

/// Articles that a role may open with; they are no part of it.
const ARTICLES: &[&str] = &["the", "a", "an", "le", "la", "el", "der", "die"];

/// Titles of a language, folded.
fn titles(lang: Option<Lang>) -> &'static FxHashSet<String> {
    static ALL: LazyLock<FxHashMap<&'static str, FxHashSet<String>>> = LazyLock::new(|| {
        let titles = |pack: &lang::Pack| -> FxHashSet<String> {
            let all = pack.titles.iter().map(|title| text::fold(title).into_owned());
            all.filter(|title| !COURTESY.contains(&title.as_str())).collect()
        };
        lang::PACKS.iter().map(|pack| (pack.lang.code(), titles(pack))).collect()
    });
    let lang = lang.unwrap_or(Lang::EN);
    ALL.get(lang.code()).unwrap_or(&ALL[Lang::EN.code()])
}

/// Whether a word is a small one of the language, though a sentence may begin with it: "With", "The".
fn is_small(word: &str, lang: Option<Lang>) -> bool {
    let small = lang::pack(lang.unwrap_or(Lang::EN)).is_some_and(|pack| pack.stop_words.contains(&word));
    small || ARTICLES.contains(&word)
}

/// The role that a text gives whoever is named at `name`; `None` where it gives none. Looks at a few words around the
/// name alone.
pub(super) fn at(line: &str, name: &Span, lang: Option<Lang>) -> Option<String> {
    let titles = titles(lang);
    before(&line[..name.start], titles, lang).or_else(|| after(&line[name.end..], titles))
}

/// "Foreign Minister" of "…, said Foreign Minister ", "harbour master" of "the harbour master, ".
fn before(line: &str, titles: &FxHashSet<String>, lang: Option<Lang>) -> Option<String> {
    // Most names have no title, which is seen at the one word before them.
    let close = line.strip_suffix(", ").or_else(|| line.strip_suffix(' '))?;
    let tail = close.rfind(' ').map_or(close, |blank| &close[blank..]);
    let title = text::words(tail).last()?;
    if !titles.contains(&*text::fold(&tail[title])) {
        return None;
    }
    let mut start = line.len().saturating_sub(NEAR);
    while !line.is_char_boundary(start) {
        start += 1;
    }
    let line = &line[start..];
    let words: Vec<Span> = text::words(line).collect();
    let folded = |word: &Span| text::fold(&line[word.clone()]);
    let last = words.last()?;
    let mut first = last;
    for (at, word) in words.iter().enumerate().rev().skip(1).take(MOST_WORDS - 1) {
        if !matches!(&line[word.end..words[at + 1].start], " " | "-") {
            break;
        }
        let written = folded(word);
        let own =
            starts_upper(&line[word.clone()]) || titles.contains(&*written) || BEFORE.contains(&&*written);
        // "the harbour master": one small word between an article and the title.
        let between = at > 0 && first == last && ARTICLES.contains(&&*folded(&words[at - 1]));
        if own && !is_small(&written, lang) || between {
            first = word;
        } else if !INSIDE.contains(&&*written) {
            break;
        }
    }
    shown(line[first.start..].trim_end_matches([' ', ',']))
}

/// "harbour master of Corrin" of ", the harbour master of Corrin, said".
fn after(line: &str, titles: &FxHashSet<String>) -> Option<String> {
    let rest = line.strip_prefix(", ")?;
    let mut end = rest.len().min(NEAR);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let stop = rest[..end].find([',', '.', ';', '(', '“', '"', ':', '?', '!'])?;
    let part = &rest[..stop];
    let part = part.split(" who ").next().unwrap_or(part);
    let words = text::words(part).count();
    let opens = text::words(part).next().map(|word| text::fold(&part[word]));
    let named = opens.is_some_and(|word| {
        ARTICLES.contains(&&*word)
            || titles.contains(&*word)
            || BEFORE.contains(&&*word)
            || word.ends_with("'s")
    });
    let fits = named && (1..=MOST_WORDS + 1).contains(&words) && has_title(part, titles);
    if fits { shown(part) } else { None }
}

fn has_title(text: &str, titles: &FxHashSet<String>) -> bool {
    text::words(text).any(|word| titles.contains(&*text::fold(&text[word])))
}

fn starts_upper(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// A role without an article before it.
fn shown(role: &str) -> Option<String> {
    let role = text::squeeze(role);
    let (first, rest) = role.split_once(' ').unwrap_or((&role, ""));
    let bare = if ARTICLES.contains(&first.to_lowercase().as_str()) { rest } else { &role };
    (!bare.is_empty()).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, name: &str, role: Option<&str>) {
        let start = line.find(name).expect("the name is in the line");
        assert_eq!(at(line, &(start..start + name.len()), Some(Lang::EN)).as_deref(), role, "{line}");
    }

    #[test]
    fn a_role_stands_before_a_name() {
        check("It was Foreign Minister Shen Liwei who spoke.", "Shen Liwei", Some("Foreign Minister"));
        check("On Monday, foreign minister Shen Liwei spoke.", "Shen Liwei", Some("foreign minister"));
        check("The foreign minister, Shen Liwei, arrived.", "Shen Liwei", Some("foreign minister"));
        check("It was the harbour master, Tobias Renn, who spoke.", "Tobias Renn", Some("harbour master"));
        check(
            "With Energy Minister Lev Castellane away, it rained.",
            "Lev Castellane",
            Some("Energy Minister"),
        );
        check("Then the harbour master Tobias Renn spoke.", "Tobias Renn", Some("harbour master"));
    }

    #[test]
    fn a_role_stands_after_a_name() {
        check("Jonas Vale, the mayor of Corrin, left.", "Jonas Vale", Some("mayor of Corrin"));
        check(
            "Jonas Vale, president of the board who came late, left.",
            "Jonas Vale",
            Some("president of the board"),
        );
        check("Jonas Vale, a tall man, left.", "Jonas Vale", None);
        check("Jonas Vale, said the mayor, left.", "Jonas Vale", None);
    }

    #[test]
    fn courtesy_and_other_people_are_no_role() {
        check("Then Mr Vale left.", "Vale", None);
        check("Ada Thorne and Jonas Vale left.", "Jonas Vale", None);
        check("Jonas Vale", "Jonas Vale", None);
        check("President", "President", None);
    }

    #[test]
    fn any_text_around_a_name_is_fine() {
        let long = "é".repeat(200) + "Vale" + &", ü".repeat(200);
        check(&long, "Vale", None);
    }
}
