//! Tells the exports of databases of newspapers from other text.

use crate::source::Format;
use crate::source::sniff::trimmed;

/// What kind of export a text begins as.
pub(super) fn sniff(head: &[u8]) -> Option<Format> {
    if is_factiva(head) {
        return Some(Format::Factiva);
    }
    if trimmed(head).starts_with(b"<") {
        return of_page(head);
    }
    let has = |letters: &[u8]| memchr::memmem::find(head, letters).is_some();
    // What every line that parts documents says, in any of its languages.
    if has(b"UMENT") && head.split(|byte| *byte == b'\n').any(is_nexis_delimiter) {
        return Some(Format::Nexis);
    }
    if has(CODES[0]) && is_coded(head) {
        return Some(Format::Factiva);
    }
    is_proquest(head).then_some(Format::ProQuest)
}

/// What kind of export a web page is, Factiva's aside.
fn of_page(head: &[u8]) -> Option<Format> {
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    let line = |at: usize| {
        let start = head[..at].iter().rposition(|byte| *byte == b'>').map_or(0, |start| start + 1);
        let end = head[at..].iter().position(|byte| *byte == b'<').map_or(head.len(), |end| at + end);
        is_nexis_delimiter(&head[start..end])
    };
    let mut counts =
        [&b" DOCUMENT"[..], b" DOKUMENT"].into_iter().flat_map(|name| memchr::memmem::find_iter(head, name));
    if counts.any(line) {
        return Some(Format::Nexis);
    }
    let labels = has(b"ProQuest document") && (has(b"Publication title") || has(b"Publication info"));
    labels.then_some(Format::ProQuest)
}

/// Codes of Factiva's that every article of text has, each at the start of a line.
const CODES: [&[u8]; 5] = [b"HD", b"WC", b"PD", b"SN", b"LA"];

/// Whether a text is one of Factiva's codes.
fn is_coded(head: &[u8]) -> bool {
    let opens = |line: &[u8], code: &[u8]| {
        line.strip_prefix(code).is_some_and(|rest| rest.first().is_none_or(u8::is_ascii_whitespace))
    };
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_start);
    CODES.iter().all(|code| lines.by_ref().any(|line| opens(line, code)))
}

/// Bytes of the longest line that parts documents.
const LINE: usize = 160;

/// Whether a line parts documents of Nexis: "3 of 250 DOCUMENTS", "Dokument 3 von 250", "3 de 250 DOCUMENTOS".
pub fn is_nexis_delimiter(line: &[u8]) -> bool {
    if line.len() > LINE || !line.iter().any(u8::is_ascii_digit) {
        return false;
    }
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let words: Vec<&str> = line.trim_start_matches('\u{feff}').split_whitespace().collect();
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    let of = |word: &str| matches!(&*word.to_lowercase(), "of" | "von" | "de" | "sur" | "di" | "van");
    let documents = |word: &str| {
        let word = word.to_lowercase();
        word.starts_with("document") || word.starts_with("dokument")
    };
    match words[..] {
        [first, middle, last, name] => {
            number(first) && of(middle) && number(last) && documents(name) && is_loud(name)
        }
        _ => false,
    }
}

/// Whether a word is in capitals, as classic Nexis prints it.
fn is_loud(word: &str) -> bool {
    !word.contains(char::is_lowercase)
}

/// Underscores of the shortest line that parts documents of `ProQuest`.
const UNDERSCORES: usize = 20;

/// Whether a line parts documents of `ProQuest`: nothing but underscores.
pub fn is_proquest_delimiter(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.len() >= UNDERSCORES && line.iter().all(|byte| *byte == b'_')
}

/// Whether a text has lines of underscores, and first lines that name the house or its labels.
fn is_proquest(head: &[u8]) -> bool {
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    let ruled = || head.split(|byte| *byte == b'\n').any(is_proquest_delimiter);
    (has(b"ProQuest") || has(b"Publication info") || has(b"Publication title") || has(b"Full text:"))
        && ruled()
}

/// Whether a page is an export of Factiva: its class names, or its codes in cells.
fn is_factiva(head: &[u8]) -> bool {
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    trimmed(head).starts_with(b"<")
        && (has(b"enHeadline")
            || has(b"enArticle")
            || has(b"Headline\"") && has(b"class=\"article ")
            || has(b"<title>Factiva")
            || has(b"Dow Jones Factiva")
            || has(b"<b>HD</b>")
            || has(b"<b>SE</b>") && has(b"<b>WC</b>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_are_told_by_their_lines() {
        assert!(is_nexis_delimiter(b"                     3 of 1,250 DOCUMENTS\r\n"));
        assert!(is_nexis_delimiter(b"3 von 250 DOKUMENTEN"));
        assert!(!is_nexis_delimiter(b"He read 3 of 250 documents"));
        assert!(!is_nexis_delimiter(b"3 of 250 documents"));
        let text =
            "Report Information from ProQuest\n\n____________________________________\n\nA strike ends\n";
        assert_eq!(sniff(text.as_bytes()), Some(Format::ProQuest));
        assert_eq!(sniff(b"____________________________________\nHarrowmere"), None);
        assert_eq!(sniff(b"<html><div class=\"article enArticle\">"), Some(Format::Factiva));
    }
}
