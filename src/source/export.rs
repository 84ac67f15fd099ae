//! Tells the exports of databases of newspapers from other text.

use std::sync::LazyLock;

use aho_corasick::packed::Searcher;

use crate::source::Format;
use crate::source::sniff::trimmed;

/// What kind of export a text begins as.
pub(super) fn sniff(head: &[u8]) -> Option<Format> {
    if trimmed(head).starts_with(b"<") {
        return Some(head).filter(|head| may_be_export(head)).and_then(of_page);
    }
    let has = |letters: &[u8]| memchr::memmem::find(head, letters).is_some();
    let documents = names_documents(head);
    if documents && head.split(|byte| *byte == b'\n').any(is_nexis_delimiter) {
        return Some(Format::Nexis);
    }
    if has(CODES[0]) && is_coded(head) || documents && is_numbered(head) {
        return Some(Format::Factiva);
    }
    is_proquest(head).then_some(Format::ProQuest)
}

/// Whether a text has what every line that counts or ends documents says, in any of its languages.
fn names_documents(head: &[u8]) -> bool {
    let ending = b"ument";
    memchr::memchr2_iter(b'u', b'U', head)
        .any(|at| head.get(at..at + ending.len()).is_some_and(|here| here.eq_ignore_ascii_case(ending)))
}

/// Finds what stands in every export that is a web page, one of these words.
static SPEAKING: LazyLock<Option<Searcher>> = LazyLock::new(|| {
    let factiva = [
        "enHeadline",
        "enArticle",
        "Headline\"",
        "<title>Factiva",
        "Dow Jones Factiva",
        "<b>HD</b>",
        "<b>SE</b>",
    ];
    Searcher::new(factiva.into_iter().chain(NEXIS).chain(["ProQuest document"]))
});

/// Whether a web page may be an export: nearly none is, and this is quick.
fn may_be_export(head: &[u8]) -> bool {
    SPEAKING.as_ref().is_none_or(|words| words.find(head).is_some())
}

/// What stands before or behind the number of a document in the pages of Nexis.
const NEXIS: [&str; 5] = [" DOCUMENT", " DOKUMENT", "Dokument ", "Document ", "Documento "];

/// What kind of export a web page is.
fn of_page(head: &[u8]) -> Option<Format> {
    if is_factiva(head) {
        return Some(Format::Factiva);
    }
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    let line = |at: usize| {
        let start = head[..at].iter().rposition(|byte| *byte == b'>').map_or(0, |start| start + 1);
        let end = head[at..].iter().position(|byte| *byte == b'<').map_or(head.len(), |end| at + end);
        is_nexis_delimiter(&head[start..end]) || is_nexis_count(&head[start..end]) && !has(b"ProQuest")
    };
    if NEXIS.into_iter().flat_map(|name| memchr::memmem::find_iter(head, name)).any(line) {
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

/// Letters and digits of the shortest accession number of Factiva's.
const NUMBER: usize = 15;

/// Whether a line ends an article of Factiva's: "Document" and its accession number.
pub fn is_factiva_end(line: &str) -> bool {
    // The number's own code may stand before it.
    let line = line.trim();
    let mut words = line.strip_prefix("AN ").unwrap_or(line).split_whitespace();
    let (Some(word), Some(number), None) = (words.next(), words.next(), words.next()) else { return false };
    is_document(word)
        && number.len() >= NUMBER
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && number.bytes().filter(u8::is_ascii_digit).count() >= 8
}

/// Whether a text has lines that end articles of Factiva's.
fn is_numbered(head: &[u8]) -> bool {
    let line = |line: &[u8]| line.len() <= LINE && std::str::from_utf8(line).is_ok_and(is_factiva_end);
    head.split(|byte| *byte == b'\n').any(line)
}

/// Bytes of the longest line that parts documents.
const LINE: usize = 160;

/// Columns of white space before a line that classic Nexis prints in the middle.
const CENTRED: usize = 8;

/// Whether a line of text parts documents of Nexis: "3 of 250 DOCUMENTS", "3 de 250 DOCUMENTOS" and, where it stands in
/// the middle, "Dokument 3 von 250".
pub fn is_nexis_delimiter(line: &[u8]) -> bool {
    let Some((text, words)) = counting(line) else { return false };
    if let [first, middle, last, name] = words[..]
        && is_documents(name)
    {
        let loud = !name.contains(char::is_lowercase);
        return is_figure(first) && is_of(middle) && is_figure(last) && loud;
    }
    is_centred(text) && is_nexis_count(line)
}

/// Whether a line counts documents with their name first, as Nexis does in German and French, but `ProQuest`, too:
/// "Dokument 3 von 250".
pub fn is_nexis_count(line: &[u8]) -> bool {
    let Some((_, words)) = counting(line) else { return false };
    match words[..] {
        [name, first, middle, last] => {
            is_document(name) && is_figure(first) && is_of(middle) && is_figure(last)
        }
        _ => false,
    }
}

/// A line that may count documents, and its words.
fn counting(line: &[u8]) -> Option<(&str, Vec<&str>)> {
    if line.len() > LINE || !line.iter().any(u8::is_ascii_digit) {
        return None;
    }
    let line = std::str::from_utf8(line).ok()?.trim_start_matches(['\u{feff}', '\u{c}']);
    Some((line, line.split_whitespace().collect()))
}

fn is_centred(line: &str) -> bool {
    line.len() - line.trim_start().len() >= CENTRED
}

fn is_figure(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
}

fn is_of(word: &str) -> bool {
    matches!(&*word.to_lowercase(), "of" | "von" | "de" | "sur" | "di" | "van" | "/")
}

fn is_document(word: &str) -> bool {
    matches!(&*word.to_lowercase(), "document" | "dokument" | "documento")
}

fn is_documents(word: &str) -> bool {
    let word = word.to_lowercase();
    word.starts_with("document") || word.starts_with("dokument")
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
    has(b"enHeadline")
        || has(b"enArticle")
        || has(b"Headline\"") && has(b"class=\"article ")
        || has(b"<title>Factiva")
        || has(b"Dow Jones Factiva")
        || has(b"<b>HD</b>")
        || has(b"<b>SE</b>") && has(b"<b>WC</b>")
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
        assert!(is_nexis_delimiter(b"                       Dokument 3 von 250\r\n"));
        assert!(!is_nexis_delimiter(b"Document 3 of 250") && is_nexis_count(b"Document 3 of 250"));
        assert_eq!(sniff(b"By X\nText.\nDocument HRMCOU0020230614ej6e0001a\n"), Some(Format::Factiva));
        let text =
            "Report Information from ProQuest\n\n____________________________________\n\nA strike ends\n";
        assert_eq!(sniff(text.as_bytes()), Some(Format::ProQuest));
        assert_eq!(sniff(b"____________________________________\nHarrowmere"), None);
        assert_eq!(sniff(b"<html><div class=\"article enArticle\">"), Some(Format::Factiva));
    }
}
