//! A stranger's text on a terminal.

use std::borrow::Cow;

/// The text without what could act on a terminal or deceive the eye.
///
/// Control characters (escape among them, tab and line feed not) become U+FFFD, so that a reader sees that
/// something stood there; characters that turn the direction of text, break lines out of sight or show nothing
/// are left out. A joiner between two letters beyond ASCII stays: Persian, Hindi and emoji need it.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return Cow::Borrowed(text);
    }
    if text.chars().all(|c| matches!(fate(c), Fate::Shown)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(cleansed(text))
}

fn cleansed(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match fate(c) {
            Fate::Shown => shown.push(c),
            Fate::Replaced => shown.push('\u{fffd}'),
            Fate::Blank => shown.push(' '),
            Fate::Hidden => {}
            Fate::Joiner => {
                let joins = chars.peek().is_some_and(|&next| is_joined(next));
                if joins && shown.chars().next_back().is_some_and(is_joined) {
                    shown.push(c);
                }
            }
        }
    }
    shown
}

fn is_joined(c: char) -> bool {
    !c.is_ascii() && !c.is_whitespace() && matches!(fate(c), Fate::Shown)
}

enum Fate {
    Shown,
    Replaced,
    Blank,
    Hidden,
    Joiner,
}

/// Source: the `Bidi_Control` and `Default_Ignorable_Code_Point` properties of Unicode 16, less the variation
/// selectors of emoji; C0 and C1 controls.
fn fate(c: char) -> Fate {
    match c {
        '\n' | '\t' | ' '..='~' => Fate::Shown,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Fate::Replaced,
        '\u{2028}' | '\u{2029}' => Fate::Blank,
        '\u{200c}' | '\u{200d}' => Fate::Joiner,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Fate::Hidden,
        _ => Fate::Shown,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(printable("Strike ends\n"), Cow::Borrowed(_)));
        assert!(matches!(printable("Grève à Harrowmere"), Cow::Borrowed(_)));
    }

    #[test]
    fn an_escape_sequence_does_not_reach_the_terminal() {
        assert_eq!(printable("red \u{1b}[31malert\u{9b}2J\r"), "red \u{fffd}[31malert\u{fffd}2J\u{fffd}");
    }

    #[test]
    fn nothing_turns_the_direction_of_the_text() {
        assert_eq!(printable("invoice\u{202e}fdp.exe\u{2066}"), "invoicefdp.exe");
    }

    #[test]
    fn a_hidden_line_break_is_a_blank() {
        assert_eq!(printable("one\u{2028}two"), "one two");
    }

    #[test]
    fn a_joiner_stays_between_letters_that_need_it_only() {
        assert_eq!(printable("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(printable("pay\u{200d}pal \u{200c}"), "paypal ");
    }

    proptest! {
        #[test]
        fn what_is_printed_holds_no_control(text in any::<String>()) {
            let shown = printable(&text).into_owned();
            let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
            prop_assert!(!shown.contains(bad));
            prop_assert_eq!(printable(&shown), shown.as_str());
        }
    }
}
