//! Where sentences end.

use crate::text::{Span, small};

/// The sentences of one block, in order; they tile the text, blanks behind a stop belong to the sentence before.
/// An empty text has none.
pub fn sentences(text: &str) -> Vec<Span> {
    sentences_with(text, &[])
}

/// The same, with a language's own abbreviations (in lower case, without their last dot).
///
/// The abbreviations come on top of a few that every newspaper uses. An entry `0` says that a dot behind a number
/// of one or two digits ends nothing (German "am 3. Mai").
pub fn sentences_with(text: &str, abbreviations: &[&str]) -> Vec<Span> {
    let mut spans = Vec::new();
    each_sentence(text, abbreviations, &mut |span| spans.push(span));
    spans
}

/// Hands out the same, one by one.
pub(super) fn each_sentence(text: &str, abbreviations: &[&str], each: &mut impl FnMut(Span)) {
    let mut start = 0;
    let mut at = 0;
    while let Some((stop, c)) = next_stop(text, at) {
        let closed =
            skip(text, stop, |next| is_stop(next) || is_closer(next) && !(next == '“' && is_wide_stop(c)));
        at = closed;
        if let Some(next) = boundary(text, stop, c, closed, abbreviations) {
            if next < text.len() {
                each(start..next);
                start = next;
            }
            at = next;
        }
    }
    if start < text.len() {
        each(start..text.len());
    }
}

/// The next character that may end a sentence, at or after `from`.
fn next_stop(text: &str, from: usize) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        // Most stretches of eight bytes hold no stop; they are passed over in one step.
        while let Some(chunk) = bytes.get(at..at + 8).filter(|chunk| !may_stop(chunk)) {
            at += chunk.len();
        }
        let byte = *bytes.get(at)?;
        match byte {
            b'.' | b'!' | b'?' => return Some((at, char::from(byte))),
            // The lead bytes of the stops beyond ASCII in `is_stop`.
            0xd8 | 0xdb | 0xe0 | 0xe2 | 0xe3 | 0xef => {
                let c = text[at..].chars().next()?;
                if is_stop(c) {
                    return Some((at, c));
                }
                at += c.len_utf8();
            }
            _ => at += 1,
        }
    }
}

/// Whether one of eight bytes is a stop or not ASCII.
fn may_stop(chunk: &[u8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x80 * ONES;
    let bytes = u64::from_le_bytes(chunk.try_into().expect("eight bytes were taken"));
    let has = |byte: u8| {
        let zeroed = bytes ^ (ONES * u64::from(byte));
        zeroed.wrapping_sub(ONES) & !zeroed
    };
    (bytes | has(b'.') | has(b'!') | has(b'?')) & HIGHS != 0
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।') || is_wide_stop(c)
}

/// Stops that need no blank behind them.
fn is_wide_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | '“' | ')' | ']' | '」' | '』' | '）' | '】' | '》')
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '‘' | '«' | '»' | '„' | '‚' | '(' | '[' | '¿' | '¡' | '—' | '–' | '-' | '*'
    )
}

/// The first place at or after `from` whose character is not skipped.
fn skip(text: &str, from: usize, skipped: impl Fn(char) -> bool) -> usize {
    text[from..].find(|c: char| !skipped(c)).map_or(text.len(), |found| from + found)
}

/// Where the next sentence begins, if the stop `c` at `stop`, closed by quotes up to `closed`, ends one.
fn boundary(text: &str, stop: usize, c: char, closed: usize, abbreviations: &[&str]) -> Option<usize> {
    let run = &text[stop..closed];
    let next = behind_french_quote(text, skip(text, closed, char::is_whitespace), closed);
    if next == text.len() || run.contains(is_wide_stop) {
        return Some(next);
    }
    let blank = next > closed;
    let follower = text[next..].chars().find(|&c| !is_opener(c))?;
    if !blank || follower.is_lowercase() {
        return None;
    }
    let lone_dot = c == '.' && run.chars().filter(|&c| is_stop(c)).count() == 1;
    if lone_dot && is_abbreviated(text, stop, next, abbreviations) { None } else { Some(next) }
}

/// A closing `»` may stand behind a blank, as the French write it.
fn behind_french_quote(text: &str, next: usize, closed: usize) -> usize {
    let behind = next + '»'.len_utf8();
    let follows = next > closed && text[next..].starts_with("» ");
    if follows { skip(text, behind, char::is_whitespace) } else { next }
}

/// Whether the dot at `stop` belongs to the word before it and the sentence goes on at `next`.
fn is_abbreviated(text: &str, stop: usize, next: usize, abbreviations: &[&str]) -> bool {
    let word = word_before(text, stop);
    let follower = word_at(text, next);
    if word.is_empty() {
        return false;
    }
    if is_number(word) {
        return abbreviations.contains(&"0") && word.len() <= 2;
    }
    if is_initial(word) || word.contains('.') {
        return !STARTERS.contains(&follower);
    }
    if word.len() > longest(abbreviations) {
        return false;
    }
    let lower = small(word);
    let known = |list: &[&str]| list.contains(&&*lower);
    if NUMBERED.contains(&&*lower) {
        return follower.starts_with(|c: char| c.is_ascii_digit());
    }
    known(BEFORE_NAMES) || ((known(ABBREVIATIONS) || known(abbreviations)) && !STARTERS.contains(&follower))
}

/// Bytes of the longest abbreviation: most sentences end in a longer word, which is looked up nowhere.
fn longest(abbreviations: &[&str]) -> usize {
    abbreviations.iter().map(|word| word.len()).fold(LONGEST, usize::max)
}

/// One capital letter, as before a surname; "I" is a word.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    word != "I" && chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The longest run of letters, digits and inner dots before `end`, up to 24 bytes: no abbreviation is longer.
fn word_before(text: &str, end: usize) -> &str {
    let mut start = end;
    for (at, c) in text[..end].char_indices().rev() {
        if !(c.is_alphanumeric() || c == '.') || end - at > 24 {
            break;
        }
        start = at;
    }
    text[start..end].trim_start_matches('.')
}

fn word_at(text: &str, start: usize) -> &str {
    let start = skip(text, start, is_opener);
    let end = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |found| start + found);
    &text[start..end]
}

/// Bytes of the longest word in the three tables below.
const LONGEST: usize = 6;

/// Abbreviations that a name follows: their dot never ends a sentence.
#[rustfmt::skip]
const BEFORE_NAMES: &[&str] = &[
    "adm", "capt", "cmdr", "col", "dr", "drs", "fr", "gen", "gov", "hon", "lt", "maj", "messrs", "mgr",
    "mlle", "mme", "mr", "mrs", "ms", "mt", "pres", "prof", "rep", "rev", "sen", "sgt", "sr", "sra", "srta",
    "st", "ste", "supt", "vs",
];

/// Abbreviations that a number follows.
const NUMBERED: &[&str] = &["art", "ch", "fig", "no", "nos", "nr", "núm", "p", "pp", "sec", "vol"];

/// Abbreviations after which a sentence may end, and does if the next word says so.
#[rustfmt::skip]
const ABBREVIATIONS: &[&str] = &[
    "apr", "approx", "assn", "aug", "ave", "blvd", "bros", "cf", "co", "corp", "dec", "dept", "dist", "ed",
    "eds", "est", "etc", "feb", "govt", "inc", "intl", "jan", "jr", "ltd", "mar", "natl", "nov", "oct",
    "op", "ph", "plc", "rd", "sep", "sept", "sq", "univ", "viz",
];

/// English words that begin sentences and follow no abbreviation inside one.
#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "A", "After", "All", "Also", "Although", "An", "And", "As", "At", "Because", "Before", "But", "By",
    "Despite", "During", "Each", "Even", "For", "From", "He", "Her", "Here", "His", "How", "However", "I",
    "If", "In", "Instead", "It", "Its", "Last", "Many", "Meanwhile", "More", "Most", "My", "No", "Not",
    "Now", "On", "One", "Only", "Or", "Other", "Our", "Police", "She", "Since", "So", "Some", "Such",
    "That", "The", "Their", "Then", "There", "These", "They", "This", "Those", "Though", "To", "Under",
    "Until", "We", "What", "When", "Where", "Which", "While", "Who", "Why", "With", "Yet", "You",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The sentences are parted by `|` in the sample.
    fn check(sample: &str) {
        let text = sample.replace('|', "");
        let found: Vec<&str> = sentences(&text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found.join("|"), sample);
    }

    #[test]
    fn a_stop_and_a_capital_part_sentences() {
        check("Dockers returned. |The port opened at noon! |Will it last?");
        check("");
        check("No stop at all");
    }

    #[test]
    fn no_abbreviation_is_longer_than_the_longest() {
        let all = [BEFORE_NAMES, NUMBERED, ABBREVIATIONS].concat();
        assert_eq!(all.iter().map(|word| word.len()).max(), Some(LONGEST));
    }

    #[test]
    fn titles_and_initials_end_nothing() {
        check("Mr. Reed met Dr. Vale and J. K. Osei. |They talked.");
        check("The U.S. President spoke to Gen. Marsh. |He left.");
    }

    #[test]
    fn an_abbreviation_can_close_a_sentence() {
        check("She moved to the U.S. |The firm stayed.");
        check("It was bought by Tern Bros. |They paid cash.");
        check("He works for Tern Co. Limited in Harrowmere.");
    }

    #[test]
    fn numbers_and_addresses_end_nothing() {
        check("Prices rose 2.5 percent. |See harrowmere.example for No. 5 and more.");
    }

    #[test]
    fn quotes_close_behind_the_stop() {
        check("“We won.” |Then she left. |“Why?” he asked. |(It rained.) |So what?");
        check("Il a dit : « C’est fini. » |Puis il est parti.");
    }

    #[test]
    fn dots_that_trail_off_end_a_sentence_before_a_capital() {
        check("He waited... |Nobody came. |Well… perhaps.");
    }

    #[test]
    fn other_scripts_have_their_own_stops() {
        check("他说罢工结束了。|港口开放！|“真的吗？”|是的。");
        check("هل انتهى الإضراب؟ |نعم انتهى. |عاد العمال.");
    }

    #[test]
    fn a_language_brings_its_own_abbreviations() {
        let text = "Am 3. Mai kam ca. Alles zurück. Gut.";
        let with = |list: &[&str]| sentences_with(text, list).len();
        assert_eq!(with(&["0", "ca"]), 2);
        assert_eq!(with(&[]), 4);
    }

    proptest! {
        #[test]
        fn sentences_tile_the_text(text in any::<String>()) {
            let joined: String = sentences(&text).into_iter().map(|span| &text[span]).collect();
            prop_assert_eq!(joined, text);
        }

        #[test]
        fn sentences_tile_what_is_full_of_stops(text in "[A-Ca-c1.!?…。”» ]{0,40}") {
            let spans = sentences(&text);
            prop_assert!(spans.iter().all(|span| span.start < span.end));
            let joined: String = spans.into_iter().map(|span| &text[span]).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
