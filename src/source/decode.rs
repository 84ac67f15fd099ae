//! From bytes to text.

use std::borrow::Cow;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::twice;

/// Decodes bytes to text: byte order mark, then UTF-8 that shows itself as such, then `declared` label, then
/// detection. Gives the text and the encoding's name. Invalid sequences become U+FFFD.
///
/// Text outside ASCII that is valid UTF-8 is hardly ever anything else, so it wins over a declared label; and
/// text declared as UTF-8 (or not declared) with a few broken bytes stays UTF-8. Text that a program encoded twice
/// is decoded twice.
pub fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> (Cow<'a, str>, &'static str) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding.decode_without_bom_handling(&bytes[mark..]).0, encoding.name());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let zeros = bytes.first() == Some(&0) || bytes.get(1) == Some(&0);
        if !zeros {
            return (twice::undone(text).map_or(Cow::Borrowed(text), Cow::Owned), UTF_8.name());
        }
    }
    let encoding = guess(bytes, declared.and_then(|label| Encoding::for_label(label.as_bytes())));
    (encoding.decode_without_bom_handling(bytes).0, encoding.name())
}

/// The encoding of bytes that are neither marked nor valid UTF-8.
fn guess(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    if let Some(encoding) = wide(bytes) {
        return encoding;
    }
    match declared {
        Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => encoding,
        _ if mostly_utf8(bytes) => UTF_8,
        _ => detected(bytes),
    }
}

/// How far into the bytes detection looks: enough for any language, and bounded work on large files.
const DETECT_BYTES: usize = 64 * 1024;

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(DETECT_BYTES)], bytes.len() <= DETECT_BYTES);
    detector.guess(None, Utf8Detection::Deny)
}

/// How far into the bytes the pattern of UTF-16 is looked for.
const WIDE_BYTES: usize = 512;

/// UTF-16 without a mark: text of the Latin script has a zero in most of its pairs, always on the same side.
pub(super) fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(WIDE_BYTES)];
    if !head.contains(&0) {
        return None;
    }
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    let many = |count: usize| pairs >= 4 && count * 2 > pairs;
    match (many(even), many(odd)) {
        (false, true) if even == 0 => Some(UTF_16LE),
        (true, false) if odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding of a text that has two bytes for most characters, from its beginning; `None` for any other.
pub fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) if encoding != UTF_8 => Some(encoding),
        Some(_) => None,
        None => wide(head),
    }
}

/// Text of another encoding as UTF-8, from its beginning to its end.
pub struct Transcoded<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    ready: String,
    /// Bytes of what is ready that are read.
    read: usize,
    over: bool,
}

/// Bytes that are decoded at a time.
const CHUNK: usize = 16 << 10;

impl<R: Read> Transcoded<R> {
    /// The text that the bytes are in this encoding; a byte order mark is no part of it.
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, ready: String::new(), read: 0, over: false }
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut chunk = [0; CHUNK];
        while self.read == self.ready.len() && !self.over {
            (self.read, self.over) = (0, false);
            self.ready.clear();
            let length = self.inner.read(&mut chunk)?;
            self.over = length == 0;
            self.ready.reserve(self.decoder.max_utf8_buffer_length(length).unwrap_or(3 * CHUNK));
            let _ = self.decoder.decode_to_string(&chunk[..length], &mut self.ready, self.over);
        }
        let rest = &self.ready.as_bytes()[self.read..];
        let length = rest.len().min(into.len());
        into[..length].copy_from_slice(&rest[..length]);
        self.read += length;
        Ok(length)
    }
}

/// Valid sequences of several bytes that one broken byte is allowed to stand among.
///
/// A legacy encoding hardly ever makes even one valid sequence by accident.
const VALID_PER_BROKEN: usize = 5;

/// Whether the bytes are UTF-8 with a few that are broken, as after a cut or a paste.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    valid >= broken * VALID_PER_BROKEN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_utf8_wins_over_a_wrong_label() {
        assert_eq!(decode("Brückhaven".as_bytes(), Some("iso-8859-1")), ("Brückhaven".into(), "UTF-8"));
    }

    #[test]
    fn wide_text_is_read_as_utf8() {
        let text = "Brückhaven, 港口 ".repeat(9000);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut read = String::new();
        let mut input = Transcoded::new(&bytes[..], UTF_16BE);
        input.read_to_string(&mut read).expect("read");
        assert_eq!(read, text);
        assert_eq!(utf16(b"\xff\xfeB\0"), Some(UTF_16LE));
        assert_eq!(utf16("\u{feff}B".as_bytes()), None);
    }

    #[test]
    fn a_declared_label_is_believed_where_the_bytes_are_not_utf8() {
        assert_eq!(decode(b"Br\xfcckhaven", Some("windows-1252")), ("Brückhaven".into(), "windows-1252"));
        let cyrillic = encoding_rs::WINDOWS_1251.encode("Гавань закрыта").0.into_owned();
        assert_eq!(decode(&cyrillic, Some("cp1251")).0, "Гавань закрыта");
    }

    #[test]
    fn an_undeclared_encoding_is_detected() {
        let text =
            "Der Hafenmeister von Brückhaven erklärte, die Schiffe müssten über Nacht draußen bleiben.";
        let bytes = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        assert_eq!(decode(&bytes, None).0, text);
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        let mut bytes: Vec<u8> = "The harbour".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes, None), ("The harbour".into(), "UTF-16LE"));
        bytes.splice(0..0, [0xff, 0xfe]);
        assert_eq!(decode(&bytes, None), ("The harbour".into(), "UTF-16LE"));
    }

    #[test]
    fn a_broken_byte_does_not_unmake_utf8() {
        let mut bytes = "Zurück nach Brückhaven, über die Brücke, später über Köln".as_bytes().to_vec();
        bytes.push(0xe2);
        assert_eq!(decode(&bytes, None).1, "UTF-8");
        assert!(decode(&bytes, None).0.ends_with('\u{fffd}'));
    }

    #[test]
    fn a_mark_of_utf8_is_not_text() {
        assert_eq!(decode("\u{feff}Harrowmere".as_bytes(), None).0, "Harrowmere");
    }
}
