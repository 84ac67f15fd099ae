//! Which language a text is written in.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Lang, PACKS};
use crate::text;

/// Bytes of a text that are looked at: about two hundred words tell as much as the whole.
pub const SAMPLE: usize = 1_200;
/// Letters that a text must have: a headline of four words is a guess.
const MIN_LETTERS: usize = 24;
/// The same for scripts whose characters are words.
const MIN_WIDE_LETTERS: usize = 8;
/// Share of the letters that one script must have.
const SCRIPT_SHARE: f64 = 0.6;
/// Weighted share of function words above which a language is sure. Prose has 0.25 to 0.45 in its own language
/// and up to 0.12 in a related one, measured with the packs on news of ten languages.
const SURE: f64 = 0.2;
/// How many times the share of the second best the best must have.
const LEAD: f64 = 1.5;
/// Letters from which on the slower detector, which looks at letter triples, is asked.
const MIN_FOR_TRIGRAMS: usize = 80;

/// The language that most of a text is written in; `None` where it is too short or too mixed to say.
///
/// The script settles Chinese, Japanese, Korean, Arabic, Hebrew, Greek and Thai. Others are told by their function
/// words (about 20 µs); whatlang's letter triples are asked only where those do not agree.
pub fn detect(text: &str) -> Option<Lang> {
    detect_keyed(text, text::keyed_words(text).map(|word| (word.span().end, word.key)))
}

/// The same with the words of the text: where each ends in it, and its [`key`](crate::text::key).
pub fn detect_keyed(text: &str, words: impl Iterator<Item = (usize, u64)>) -> Option<Lang> {
    let sample = start_of(text);
    let keys = words.take_while(|(end, _)| *end <= sample.len()).map(|(_, key)| key);
    let scripts = Scripts::count(sample);
    match scripts.main()? {
        Script::Han => lang(*b"zh"),
        Script::Kana => lang(*b"ja"),
        Script::Hangul => lang(*b"ko"),
        Script::Hebrew => lang(*b"he"),
        Script::Greek => lang(*b"el"),
        Script::Thai => lang(*b"th"),
        Script::Latin | Script::Cyrillic | Script::Arabic => by_words(sample, keys, scripts.letters),
        Script::Other => by_trigrams(sample, scripts.letters),
    }
}

/// The first bytes of a text, cut at the end of a character.
fn start_of(text: &str) -> &str {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}

#[expect(clippy::unnecessary_wraps, reason = "the arms of a match that also knows no answer")]
fn lang(code: [u8; 2]) -> Option<Lang> {
    Some(Lang(code))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Thai,
    Kana,
    Han,
    Hangul,
    Other,
}

/// Letters of a text by script, in the order of [`Script`].
#[derive(Default)]
struct Scripts {
    counts: [usize; 10],
    letters: usize,
}

impl Scripts {
    fn count(text: &str) -> Self {
        let mut scripts = Self::default();
        if text.is_ascii() {
            scripts.letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
            scripts.counts[Script::Latin as usize] = scripts.letters;
            return scripts;
        }
        scripts.letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
        scripts.counts[Script::Latin as usize] = scripts.letters;
        let mut at = 0;
        while let Some(wide) = text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii()) {
            at += wide;
            let Some(c) = text[at..].chars().next() else { break };
            if let Some(script) = script(c) {
                scripts.counts[script as usize] += 1;
                scripts.letters += 1;
            }
            at += c.len_utf8();
        }
        scripts
    }

    /// The script of most letters. Japanese is written in Han and kana together, so kana wins over Han.
    fn main(&self) -> Option<Script> {
        let of = |script: Script| self.counts[script as usize];
        let wide = of(Script::Han) + of(Script::Kana) + of(Script::Hangul);
        if self.is_most(wide) && wide >= MIN_WIDE_LETTERS {
            let kana = of(Script::Kana) * 10 > wide;
            let hangul = of(Script::Hangul) * 2 > wide;
            return Some(if hangul {
                Script::Hangul
            } else if kana {
                Script::Kana
            } else {
                Script::Han
            });
        }
        let narrow =
            [Script::Latin, Script::Cyrillic, Script::Arabic, Script::Greek, Script::Hebrew, Script::Thai];
        let main = narrow.into_iter().chain([Script::Other]).find(|&script| self.is_most(of(script)))?;
        (self.letters >= MIN_LETTERS).then_some(main)
    }

    fn is_most(&self, letters: usize) -> bool {
        letters as f64 > self.letters as f64 * SCRIPT_SHARE
    }
}

fn script(c: char) -> Option<Script> {
    let script = match c {
        'a'..='z' | 'A'..='Z' => return Some(Script::Latin),
        '\0'..='\u{a9}' => return None,
        '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
            Script::Arabic
        }
        '\u{e00}'..='\u{e7f}' => Script::Thai,
        '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Script::Kana,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => Script::Han,
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => Script::Hangul,
        _ => Script::Other,
    };
    c.is_alphabetic().then_some(script)
}

/// The keys of the function words of all packs, each with a bit per language, in the order of [`PACKS`].
static FUNCTION_WORDS: LazyLock<FxHashMap<u64, u16>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for (at, pack) in PACKS.iter().enumerate() {
        for word in pack.stop_words {
            *words.entry(text::key(word)).or_default() |= 1 << at;
        }
    }
    words
});

/// Judges by function words; a word of several languages counts in parts.
fn by_words(sample: &str, keys: impl Iterator<Item = u64>, letters: usize) -> Option<Lang> {
    let mut scores = [0.0; 16];
    let mut words = 0;
    for key in keys {
        words += 1;
        if let Some(&langs) = FUNCTION_WORDS.get(&key) {
            score(&mut scores, langs);
        }
    }
    let mut ranked: Vec<(f64, Lang)> =
        PACKS.iter().zip(scores).map(|(pack, score)| (score, pack.lang)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let sure = ranked[0].0 >= SURE * f64::from(words) && ranked[0].0 >= LEAD * ranked[1].0;
    let known = (sure && !has_letters_of_another(sample, ranked[0].1)).then_some(ranked[0].1);
    known.or_else(|| by_trigrams(sample, letters))
}

fn score(scores: &mut [f64; 16], langs: u16) {
    let share = 1.0 / f64::from(langs.count_ones());
    let mut left = langs;
    while left != 0 {
        scores[left.trailing_zeros() as usize] += share;
        left &= left - 1;
    }
}

/// Letters of Persian and Urdu are not Arabic, those of Ukrainian not Russian.
fn has_letters_of_another(sample: &str, lang: Lang) -> bool {
    let foreign: &[char] = match lang.code() {
        "ar" => &['پ', 'چ', 'ژ', 'گ', 'ی', 'ٹ', 'ڈ', 'ے'],
        "ru" => &['і', 'ї', 'є', 'ў', 'ј', 'љ', 'њ', 'ћ'],
        _ => return false,
    };
    let found = sample.matches(foreign).count();
    found * 50 > sample.chars().count()
}

fn by_trigrams(sample: &str, letters: usize) -> Option<Lang> {
    if letters < MIN_FOR_TRIGRAMS {
        return None;
    }
    let info = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    let code = info.lang().code();
    TWO_LETTERS.iter().find(|(three, _)| *three == code).map(|(_, two)| Lang(**two))
}

/// Codes of ISO 639-3 with those of ISO 639-1, for the languages that whatlang knows.
#[rustfmt::skip]
const TWO_LETTERS: &[(&str, &[u8; 2])] = &[
    ("afr", b"af"), ("aka", b"ak"), ("amh", b"am"), ("ara", b"ar"), ("aze", b"az"), ("bel", b"be"),
    ("ben", b"bn"), ("bul", b"bg"), ("cat", b"ca"), ("ces", b"cs"), ("cmn", b"zh"), ("cym", b"cy"),
    ("dan", b"da"), ("deu", b"de"), ("ell", b"el"), ("eng", b"en"), ("epo", b"eo"), ("est", b"et"),
    ("fin", b"fi"), ("fra", b"fr"), ("guj", b"gu"), ("heb", b"he"), ("hin", b"hi"), ("hrv", b"hr"),
    ("hun", b"hu"), ("hye", b"hy"), ("ind", b"id"), ("ita", b"it"), ("jav", b"jv"), ("jpn", b"ja"),
    ("kan", b"kn"), ("kat", b"ka"), ("khm", b"km"), ("kor", b"ko"), ("lat", b"la"), ("lav", b"lv"),
    ("lit", b"lt"), ("mal", b"ml"), ("mar", b"mr"), ("mkd", b"mk"), ("mya", b"my"), ("nep", b"ne"),
    ("nld", b"nl"), ("nob", b"nb"), ("ori", b"or"), ("pan", b"pa"), ("pes", b"fa"), ("pol", b"pl"),
    ("por", b"pt"), ("ron", b"ro"), ("rus", b"ru"), ("sin", b"si"), ("slk", b"sk"), ("slv", b"sl"),
    ("sna", b"sn"), ("spa", b"es"), ("srp", b"sr"), ("swe", b"sv"), ("tam", b"ta"), ("tel", b"te"),
    ("tgl", b"tl"), ("tha", b"th"), ("tuk", b"tk"), ("tur", b"tr"), ("ukr", b"uk"), ("urd", b"ur"),
    ("uzb", b"uz"), ("vie", b"vi"), ("yid", b"yi"), ("zul", b"zu"),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, code: Option<&str>) {
        assert_eq!(detect(text).map(String::from).as_deref(), code, "{text}");
    }

    #[test]
    fn a_short_text_has_no_language() {
        check("", None);
        check("Strike ends", None);
        check("12 345 — 67", None);
    }

    #[test]
    fn a_mixed_text_has_no_language() {
        check("The strike 罢工结束了港口开放了工人 забастовка окончена", None);
    }

    #[test]
    fn a_language_without_a_pack_is_told_by_its_letters() {
        check(
            "Strejken i hamnen är över sedan arbetarna på torsdagen godkände avtalet med rederiet, och \
             färjorna börjar gå igen redan på lördag morgon enligt hamnens chef.",
            Some("sv"),
        );
        check("罷工終於結束しました。港は明日から開きます。", Some("ja"));
        check("Η απεργία στο λιμάνι τελείωσε χθες το βράδυ.", Some("el"));
    }

    proptest! {
        #[test]
        fn detection_returns_on_any_text(text in any::<String>()) {
            let _ = detect(&text);
        }
    }
}
