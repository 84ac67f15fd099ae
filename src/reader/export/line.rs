//! What lines of an export look like: dates, copyright, lengths, languages.

use crate::lang;
use crate::text;

/// Words of the longest date line: weekday, date, time and zone.
const DATE_WORDS: usize = 12;

/// Bytes of the longest line that is looked at for a date.
const DATE_BYTES: usize = 120;

/// Whether a line is a date with its year, and little else.
pub(super) fn is_date(line: &str) -> bool {
    let line = line.trim();
    if line.len() > DATE_BYTES || !line.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let year =
        |word: &&str| word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1600..2200).contains(&year));
    words.len() <= DATE_WORDS
        && words.iter().any(year)
        && (words.iter().any(|word| is_month(word)) || in_figures(&words))
        && words.first().is_some_and(|word| opens_date(word))
}

/// A weekday, a month or a number.
fn opens_date(word: &str) -> bool {
    let folded = text::fold(word);
    word.starts_with(|c: char| c.is_ascii_digit())
        || is_month(word)
        || lang::PACKS.iter().any(|pack| pack.weekdays.contains(&&*folded))
}

fn is_month(word: &str) -> bool {
    let folded = text::fold(word);
    lang::PACKS.iter().any(|pack| pack.months.iter().any(|(name, _)| *name == folded))
}

/// `14.06.2023`, `2023-06-14`.
fn in_figures(words: &[&str]) -> bool {
    words.iter().take(3).filter(|word| word.parse::<u32>().is_ok()).count() == 3
}

/// Openings of lines that say whose a text is, folded.
const LEGAL: &[&str] = &[
    "copyright",
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits reserves",
    "todos los derechos reservados",
    "reservados todos los derechos",
    "derechos reservados",
    "tutti i diritti riservati",
    "alle rechten voorbehouden",
];

/// Words of the longest such line.
const LEGAL_WORDS: usize = 60;

/// Whether a line says whose a text is.
pub(super) fn is_legal(line: &str) -> bool {
    let line = line.trim();
    if line.split_whitespace().nth(LEGAL_WORDS).is_some() {
        return false;
    }
    let folded = text::fold(line);
    if line.starts_with('©') {
        return true;
    }
    if folded.starts_with("(c) ") || folded.starts_with("(copyright") {
        return folded.contains(|c: char| c.is_ascii_digit()) || folded.contains("rights");
    }
    match LEGAL.iter().find(|opening| folded.starts_with(*opening)) {
        Some(&"copyright") => folded.contains(|c: char| c.is_ascii_digit()) || folded.contains('©'),
        found => found.is_some(),
    }
}

/// Bytes of the longest line of a text that is wrapped, and of the shortest one that ends where the next word would not
/// fit.
const WRAPPED: usize = 132;
const FULL: usize = 40;

/// The paragraphs of a text: its lines, or, where it is wrapped, those that go on with one another.
pub(super) fn unwrapped(lines: &[&str]) -> Vec<String> {
    let width = lines.iter().map(|line| line.trim().len()).max().unwrap_or(0);
    let goes_on = |pair: &[&str]| {
        let line = pair[0].trim();
        line.len() >= FULL
            && !pair[1].trim().is_empty()
            && !line.ends_with(['.', '?', '!', ':', '"', '”', '»'])
    };
    let wrapped = width <= WRAPPED && lines.windows(2).any(goes_on);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut last = "";
    for line in lines.iter().map(|line| line.trim()) {
        let word = line.split_whitespace().next().unwrap_or_default();
        let full = last.len() + 1 + word.len() > width && last.len() >= FULL;
        match paragraphs.last_mut() {
            Some(open) if wrapped && !line.is_empty() && (full || goes_on(&[last, line])) => {
                open.push(' ');
                open.push_str(line);
            }
            _ if !line.is_empty() => paragraphs.push(line.to_owned()),
            _ => {}
        }
        last = line;
    }
    paragraphs
}

/// Words for "words", folded.
const WORDS: &[&str] =
    &["words", "word", "worter", "wort", "mots", "mot", "palabras", "parole", "palavras", "woorden"];

/// Whether a line is the length of an article: "1,234 words".
pub(super) fn is_length(line: &str) -> bool {
    let line = line.trim();
    let Some((number, unit)) = line.rsplit_once(char::is_whitespace) else { return false };
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}');
    line.len() <= 24
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(figure)
        && WORDS.contains(&&*text::fold(unit))
}

/// Names of languages, folded, and their codes.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("en", &["english", "englisch", "anglais", "ingles"]),
    ("de", &["german", "deutsch", "allemand", "aleman"]),
    ("fr", &["french", "franzosisch", "francais", "frances"]),
    ("es", &["spanish", "spanisch", "espagnol", "espanol", "castellano"]),
    ("it", &["italian", "italienisch", "italien", "italiano"]),
    ("pt", &["portuguese", "portugiesisch", "portugais", "portugues"]),
    ("nl", &["dutch", "niederlandisch", "neerlandais", "neerlandes", "nederlands"]),
    ("ru", &["russian", "russisch", "russe", "ruso", "русский"]),
    ("ar", &["arabic", "arabisch", "arabe", "العربية"]),
    ("zh", &["chinese", "chinesisch", "chinois", "chino", "中文"]),
    ("pl", &["polish", "polnisch", "polonais", "polaco"]),
    ("tr", &["turkish", "turkisch", "turc", "turco"]),
    ("ja", &["japanese", "japanisch", "japonais", "japones"]),
];

/// The code of a language by its name in one of four languages: "GERMAN; Deutsch" is `de`.
pub(in crate::reader) fn language(name: &str) -> Option<&'static str> {
    let first = name.split([';', ',', '/', '(']).next()?.trim();
    let folded = text::fold(first);
    LANGUAGES.iter().find(|(_, names)| names.contains(&&*folded)).map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_stand_alone() {
        assert!(is_date("June 14, 2023 Wednesday 8:15 AM GMT"));
        assert!(is_date("Mittwoch, 14. Juni 2023"));
        assert!(is_date("14 juin 2023"));
        assert!(is_date("14 de junio de 2023 miércoles"));
        assert!(is_date("14.06.2023"));
        assert!(!is_date("The strike of June 2023"));
        assert!(!is_date("Harrowmere, 14 June"));
    }

    #[test]
    fn what_says_whose_it_is_is_legal() {
        assert!(is_legal("Copyright 2023 Courier Press Ltd"));
        assert!(is_legal("Alle Rechte vorbehalten"));
        assert!(is_legal("© 2023 Courier Press."));
        assert!(!is_legal("(c) is a letter, the lawyer said."));
        assert!(!is_legal("Copyright law is to be changed, the minister said."));
    }

    #[test]
    fn wrapped_lines_are_joined_and_paragraphs_are_not() {
        let wrapped = [
            "The ferry from Corrin will sail again on Monday, the harbour",
            "master said.",
            "",
            "Nobody was hurt.",
        ];
        assert_eq!(
            unwrapped(&wrapped),
            ["The ferry from Corrin will sail again on Monday, the harbour master said.", "Nobody was hurt."]
        );
        let lines = ["The ferry from Corrin will sail again on Monday.", "Nobody was hurt."];
        assert_eq!(unwrapped(&lines), lines);
    }

    #[test]
    fn lengths_and_languages_are_known() {
        assert!(is_length("1,234 words") && is_length("534 Wörter") && is_length("1 204 mots"));
        assert!(!is_length("He had two words"));
        assert_eq!(language("GERMAN; Deutsch; DEUTSCH"), Some("de"));
        assert_eq!(language("Español"), Some("es"));
    }
}
