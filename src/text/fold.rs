//! Folding: one form for words that people take as the same.

use std::borrow::Cow;

use memchr::{memchr_iter, memchr2, memchr3, memchr3_iter, memmem};
use unicode_normalization::UnicodeNormalization;

/// A word in lower case and without diacritics, as the index compares words.
///
/// Compatibility forms become plain ones (full-width letters, ligatures), accents and other marks of the Latin,
/// Greek, Cyrillic, Hebrew and Arabic scripts go, as do apostrophes and invisible joiners; ß is ss, æ is ae, œ is
/// oe, ø is o, ł is l, đ is d; Arabic alef, ya and ta marbuta have one form, tatweel goes, and its digits are
/// ASCII's. Marks of other scripts are letters in all but name and stay. Folding twice changes nothing more.
///
/// Borrowed where the word is folded already: lower-case ASCII costs one look at each byte.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(is_folded_byte) {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    if folded == word { Cow::Borrowed(word) } else { Cow::Owned(folded) }
}

/// A word in small letters, diacritics and all; borrowed where it is of small ASCII letters already.
pub fn small(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

/// Appends the folded form of a word to a buffer: [`fold`] for loops that reuse one.
pub fn fold_into(word: &str, folded: &mut String) {
    if word.is_ascii() {
        let start = folded.len();
        if word.contains('\'') {
            folded.extend(word.split('\''));
        } else {
            folded.push_str(word);
        }
        folded[start..].make_ascii_lowercase();
        return;
    }
    let start = folded.len();
    let mut wide = false;
    for c in word.nfkd().flat_map(char::to_lowercase) {
        wide |= c >= '\u{900}';
        match c {
            // Russian takes й for a letter of its own, and its stemmer counts on that.
            '\u{306}' if folded.ends_with('и') => {
                folded.pop();
                folded.push('й');
            }
            c if is_dropped(c) => {}
            c => push_plain(c, folded),
        }
    }
    // Hangul syllables, kana and Indic letters came apart above; only accents were meant to go.
    if wide {
        let whole: String = folded[start..].nfc().collect();
        folded.truncate(start);
        folded.push_str(&whole);
    }
}

fn is_folded_byte(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_uppercase() && byte != b'\''
}

fn push_plain(c: char, folded: &mut String) {
    let plain = match c {
        'ß' => return folded.push_str("ss"),
        'æ' => return folded.push_str("ae"),
        'œ' => return folded.push_str("oe"),
        'þ' => return folded.push_str("th"),
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        'ς' => 'σ',
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        c => c,
    };
    folded.push(plain);
}

fn digit(c: char, zero: char) -> char {
    char::from(b'0' + (c as u32 - zero as u32) as u8)
}

/// Marks of the scripts that are read without them, apostrophes, tatweel and invisible joiners.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\'' | '’' | 'ʼ' | '\u{ad}' | '\u{640}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
        | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'
        | '\u{5c1}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// The text with every run of white space (no-break spaces among it) as one blank, none at the ends.
pub fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

/// The same for a text that is one's own, which comes back as it is where there is nothing to do.
pub fn squeezed(text: String) -> String {
    if is_squeezed(&text) { text } else { squeeze(&text) }
}

fn is_squeezed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let blank = |byte: Option<&u8>| byte == Some(&b' ');
    let twice = || memmem::find(bytes, b"  ").is_some();
    // The lead bytes of the white space beyond ASCII.
    let wide = |at: usize| text[at..].starts_with(char::is_whitespace);
    let other = || {
        memchr3(b'\t', b'\n', 0xb, bytes).is_some()
            || memchr2(0xc, b'\r', bytes).is_some()
            || memchr_iter(0xc2, bytes).any(wide)
            || memchr3_iter(0xe1, 0xe2, 0xe3, bytes).any(wide)
    };
    !blank(bytes.first()) && !blank(bytes.last()) && !twice() && !other()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_folded_word_is_not_copied() {
        assert!(matches!(fold("harbour"), Cow::Borrowed("harbour")));
        assert!(matches!(fold("北"), Cow::Borrowed("北")));
    }

    #[test]
    fn case_and_accents_do_not_count() {
        for (word, folded) in [
            ("Harrowmere", "harrowmere"),
            ("São", "sao"),
            ("Straße", "strasse"),
            ("GROẞ", "gross"),
            ("Łódź", "lodz"),
            ("Ærø", "aero"),
            ("Ёлка", "елка"),
            ("Чайка", "чайка"),
            ("ΟΔΟΣ", "οδοσ"),
            ("İzmir", "izmir"),
            ("ＦＵＬＬ", "full"),
        ] {
            assert_eq!(fold(word), folded);
        }
    }

    #[test]
    fn apostrophes_do_not_count() {
        assert_eq!(fold("don't"), fold("dont"));
        assert_eq!(fold("O’Brien"), "obrien");
        assert_eq!(fold("U.S"), "u.s");
    }

    #[test]
    fn arabic_spellings_meet() {
        assert_eq!(fold("أَحْمَد"), fold("احمد"));
        assert_eq!(fold("إلى"), fold("الي"));
        assert_eq!(fold("مدينة"), fold("مدينه"));
        assert_eq!(fold("بيـــان"), fold("بيان"));
        assert_eq!(fold("٢٠٢٣"), "2023");
    }

    #[test]
    fn other_scripts_keep_their_marks() {
        assert_eq!(fold("ガス"), "ガス");
        assert_eq!(fold("한국"), "한국");
        assert_eq!(fold("हिन्दी"), "हिन्दी");
    }

    #[test]
    fn white_space_is_squeezed() {
        assert_eq!(squeeze(" a\u{a0}\n b "), "a b");
        assert_eq!(squeeze(" \n"), "");
    }

    proptest! {
        #[test]
        fn squeezing_in_place_is_squeezing(text in "[ab \t\u{a0}\u{2009}é“]{0,12}") {
            prop_assert_eq!(squeezed(text.clone()), squeeze(&text));
        }

        #[test]
        fn folding_twice_changes_nothing_more(text in any::<String>()) {
            let once = fold(&text).into_owned();
            prop_assert_eq!(fold(&once), once.as_str());
        }
    }
}
