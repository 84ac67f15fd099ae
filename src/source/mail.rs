//! Tells mail.

use crate::source::Format;
use crate::source::sniff::SUFFIXES;

/// Fields that messages have, in lower case.
const FIELDS: [&str; 14] = [
    "from",
    "to",
    "date",
    "subject",
    "cc",
    "reply-to",
    "sender",
    "list-id",
    "content-type",
    "list-unsubscribe",
    "x-mailer",
    "status",
    "x-gmail-labels",
    "x-mozilla-status",
];

/// Fields that nothing but mail has: people type the others over their texts, too.
const OWN: [&str; 10] = [
    "message-id",
    "received",
    "mime-version",
    "return-path",
    "delivered-to",
    "dkim-signature",
    "content-transfer-encoding",
    "snapshot-content-location",
    "authentication-results",
    "x-received",
];

/// A message, a box of them, or a page saved as one.
pub(super) fn sniff(suffix: &str, head: &[u8]) -> Option<Format> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut lines =
        head.split_inclusive(|byte| *byte == b'\n').skip_while(|line| line.trim_ascii().is_empty());
    let first = lines.next()?;
    if first.starts_with(b"From ") {
        let under = lines.next().is_some_and(is_header_field);
        return (under && (suffix == "mbox" || is_from_line(first))).then_some(Format::Mbox);
    }
    let (known, own, page) = fields(std::iter::once(first).chain(lines))?;
    let saved = ["mht", "mhtml"].contains(&suffix);
    let enough = match suffix {
        "eml" | "mht" | "mhtml" => known + own >= 1,
        _ if SUFFIXES.iter().any(|(name, _)| *name == suffix) => own >= 2 && known >= 2,
        _ => own >= 1 && known + own >= 3,
    };
    enough.then_some(if saved || page { Format::Mhtml } else { Format::Mail })
}

/// How many fields of each kind a header has as far as it is seen, and whether a browser wrote it; `None` where a line
/// of it is no field.
fn fields<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Option<(usize, usize, bool)> {
    let (mut known, mut own, mut page, mut last) = (0, 0, false, false);
    for line in lines.take_while(|line| !line.trim_ascii().is_empty()) {
        // The head that is looked at may end within a line.
        let whole = line.ends_with(b"\n");
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        if !is_header_field(line) {
            if whole {
                return None;
            }
            break;
        }
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        known += usize::from(FIELDS.contains(&name.as_str()));
        own += usize::from(OWN.contains(&name.as_str()));
        page |= name == "snapshot-content-location" || line.starts_with(b"From: <Saved by ");
        last = true;
    }
    last.then_some((known, own, page))
}

/// Whether a line is a field of a header: a name of letters, digits and hyphens, and a colon.
///
/// Source: RFC 5322, section 2.2, as far as it is used.
pub fn is_header_field(line: &[u8]) -> bool {
    let Some(colon) = line.iter().take(80).position(|byte| *byte == b':') else { return false };
    let name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    colon > 0 && line[..colon].iter().all(name)
}

/// Whether a line begins a message in a mail box: `From`, an address, and a time with its year.
///
/// Source: RFC 4155, appendix A; programs put a hyphen or a number for the address.
pub fn is_from_line(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ").filter(|rest| rest.len() < 300) else { return false };
    let words: Vec<&[u8]> = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    let digit = |word: &[u8], at: usize| word.get(at).is_some_and(u8::is_ascii_digit);
    let time = |word: &&[u8]| {
        word.len() >= 4 && digit(word, 0) && word.contains(&b':') && digit(word, word.len() - 1)
    };
    let year = |word: &&[u8]| {
        word.len() == 4 && (word.starts_with(b"19") || word.starts_with(b"20")) && digit(word, 3)
    };
    words.len() >= 5 && words.len() <= 12 && words.iter().any(time) && words.iter().any(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_known_by_their_header() {
        let mail = b"Received: by x\r\nMessage-ID: <a@b>\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nText";
        assert_eq!(sniff("", mail), Some(Format::Mail));
        assert_eq!(sniff("host:2,s", mail), Some(Format::Mail));
        assert_eq!(sniff("txt", mail), Some(Format::Mail));
        assert_eq!(sniff("eml", b"Subject: x\n\nText"), Some(Format::Mail));
    }

    #[test]
    fn a_text_with_a_typed_head_is_no_message() {
        let typed = b"From: The Courier\nDate: 16 May 2023\nSubject: Strike ends\n\nThe harbour reopened.";
        assert_eq!(sniff("txt", typed), None);
        assert_eq!(sniff("", typed), None);
        assert_eq!(sniff("", b"From the quay the ferry sails.\nNote: it is late."), None);
    }

    #[test]
    fn boxes_are_known_by_their_first_line() {
        assert_eq!(
            sniff("", b"From a@b.example Tue May 16 09:30:00 2023\nSubject: x\n\nText"),
            Some(Format::Mbox)
        );
        assert_eq!(
            sniff("", b"From - Tue May 16 09:30:00 2023\nX-Mozilla-Status: 0001\n"),
            Some(Format::Mbox)
        );
        assert_eq!(sniff("mbox", b"From a@b.example\nSubject: x\n"), Some(Format::Mbox));
        assert_eq!(sniff("txt", b"From 1990 to 2023 at 09:30 the ferry sailed\nand sailed."), None);
    }

    #[test]
    fn pages_saved_by_browsers_are_no_mail() {
        let page = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\nMIME-Version: 1.0\r\n\r\n";
        assert_eq!(sniff("", page), Some(Format::Mhtml));
    }
}
