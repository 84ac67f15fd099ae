//! Measures what the streams of a document unpack to, before the library is asked to unpack them.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_interpret::hayro_syntax::object::{Name, Object, Stream};
use hayro_interpret::hayro_syntax::{Filter, Pdf};

/// Bytes that the streams of a document, pictures aside, may unpack to: fonts and content of a newspaper's issue have
/// a tenth of it.
const MOST: u64 = 256 << 20;

/// Bytes that may be shown by one operator: some hundred times a line of text.
const MOST_SHOWN: usize = 200_000;

const BOMB: &str = "the PDF unpacks to far more than its size; print it to a new PDF if you trust it";

/// Looks at the streams that are unpacked to find the objects at all: tables and packs of objects.
///
/// # Errors
///
/// When they unpack to more than [`MOST`], or are packed with anything but one round of Flate.
pub(super) fn check_raw(bytes: &[u8]) -> Result<(), &'static str> {
    let mut left = MOST;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let before = &bytes[at.saturating_sub(DICTIONARY)..at];
        let has = |name: &[u8]| memchr::memmem::find(before, name).is_some();
        if before.ends_with(b"end") || !(has(b"ObjStm") || has(b"XRef") || has(b"#")) {
            continue;
        }
        let data = bytes[at + b"stream".len()..].trim_ascii_start();
        let unpacked = inflated(data, left)?;
        if has(b"LZW") || has(b"RunLength") || unpacked.as_deref().is_some_and(is_zlib) {
            return Err(BOMB);
        }
        left = left.saturating_sub(unpacked.map_or(0, |unpacked| unpacked.len() as u64));
    }
    Ok(())
}

/// Bytes before a stream in which its dictionary stands.
const DICTIONARY: usize = 1024;

fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [method, flags, ..] if method & 15 == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0)
}

/// Looks at all streams of an open document. Gives the bytes of the largest content that can be drawn repeatedly.
///
/// # Errors
///
/// When they unpack to more than [`MOST`], or show more than [`MOST_SHOWN`] at once.
pub(super) fn check(pdf: &Pdf) -> Result<u64, &'static str> {
    let (mut left, mut largest) = (MOST, 0);
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let kind = stream.dict().get::<Name<'_>>(b"Subtype");
        if kind.as_deref() == Some(b"Image") {
            continue;
        }
        let unpacked = unpacked(&stream, left)?;
        left -= (unpacked.len() as u64).min(left);
        if kind.as_deref() == Some(b"Form") {
            check_shown(&unpacked)?;
            largest = largest.max(unpacked.len() as u64);
        }
    }
    pdf.pages().iter().filter_map(|page| page.page_stream()).try_for_each(check_shown)?;
    Ok(largest)
}

/// What a stream unpacks to, as far as its filters are no pictures'.
fn unpacked(stream: &Stream<'_>, most: u64) -> Result<Vec<u8>, &'static str> {
    let mut bytes = stream.raw_data().into_owned();
    for filter in stream.filters() {
        let next = match filter {
            Filter::FlateDecode => inflated(&bytes, most)?,
            Filter::LzwDecode => Some(vec![0; lzw_length(&bytes, most)?]),
            Filter::RunLengthDecode => Some(vec![0; run_length(&bytes, most)?]),
            Filter::Ascii85Decode => Some(unascii85(&bytes)),
            Filter::AsciiHexDecode => Some(unhex(&bytes)),
            _ => None,
        };
        match next {
            Some(next) => bytes = next,
            None => return Ok(Vec::new()),
        }
    }
    Ok(bytes)
}

/// Bytes unpacked with Flate as far as they go; `None` where they are not packed with it.
fn inflated(bytes: &[u8], most: u64) -> Result<Option<Vec<u8>>, &'static str> {
    let mut unpacked = Vec::new();
    let _ = ZlibDecoder::new(bytes).take(most + 1).read_to_end(&mut unpacked);
    if unpacked.is_empty() {
        let _ = DeflateDecoder::new(bytes).take(most + 1).read_to_end(&mut unpacked);
    }
    if unpacked.len() as u64 > most { Err(BOMB) } else { Ok((!unpacked.is_empty()).then_some(unpacked)) }
}

/// Codes of LZW that are no strings, and the most bits of a code.
///
/// Source: ISO 32000-1, 7.4.4.2.
const CLEAR: usize = 256;
const END: usize = 257;
const MOST_BITS: u32 = 12;

/// Bytes that LZW unpacks to, found from the lengths of its strings alone.
fn lzw_length(bytes: &[u8], most: u64) -> Result<usize, &'static str> {
    let mut lengths: Vec<usize> = Vec::new();
    let (mut bits, mut held, mut width, mut last, mut all) = (0_u32, 0_u32, 9, 0_usize, 0_usize);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = (held >> bits) as usize;
        held &= (1 << bits) - 1;
        match code {
            CLEAR => {
                (last, width) = {
                    lengths.clear();
                    (0, 9)
                }
            }
            END => break,
            code => {
                let length =
                    if code < CLEAR { 1 } else { lengths.get(code - END - 1).copied().unwrap_or(last + 1) };
                if last > 0 && lengths.len() + END + 1 < 1 << MOST_BITS {
                    lengths.push(last + 1);
                }
                (last, all) = (length, all + length);
                width = (usize::BITS - (lengths.len() + END + 2).leading_zeros()).clamp(9, MOST_BITS);
            }
        }
        if all as u64 > most {
            return Err(BOMB);
        }
    }
    Ok(all)
}

/// Bytes that run lengths unpack to.
fn run_length(bytes: &[u8], most: u64) -> Result<usize, &'static str> {
    let (mut at, mut all) = (0, 0_usize);
    while let Some(length) = bytes.get(at) {
        match usize::from(*length) {
            128 => break,
            copied @ 0..128 => (at, all) = (at + copied + 2, all + copied + 1),
            run => (at, all) = (at + 2, all + 257 - run),
        }
        if all as u64 > most {
            return Err(BOMB);
        }
    }
    Ok(all)
}

fn unhex(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        bytes.iter().filter_map(|byte| char::from(*byte).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

/// Source: ISO 32000-1, 7.4.3.
fn unascii85(bytes: &[u8]) -> Vec<u8> {
    let (mut unpacked, mut group) = (Vec::with_capacity(bytes.len()), Vec::new());
    for byte in bytes {
        match byte {
            b'z' if group.is_empty() => unpacked.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            b'~' => break,
            _ => {}
        }
        if group.len() == 5 {
            unpacked.extend(word(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        unpacked.extend_from_slice(&word(&group)[..kept]);
    }
    unpacked
}

fn word(group: &[u32]) -> [u8; 4] {
    group.iter().fold(0_u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(*digit)).to_be_bytes()
}

/// Whether no operator of a content stream shows more than [`MOST_SHOWN`] bytes.
fn check_shown(content: &[u8]) -> Result<(), &'static str> {
    let (mut depth, mut shown, mut escaped) = (0_u32, 0_usize, false);
    for byte in content {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if depth > 0 => escaped = true,
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            // The end of an operator's operands.
            b'T' | b'\'' | b'"' if depth == 0 => shown = 0,
            byte => shown += usize::from(depth > 0 || byte.is_ascii_hexdigit()),
        }
        if shown > MOST_SHOWN {
            return Err(BOMB);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(bytes).expect("packed");
        zlib.finish().expect("packed")
    }

    #[test]
    fn packs_of_objects_are_measured_before_they_are_opened() {
        let pack = |zeros: usize| {
            [&b"1 0 obj <</Type/ObjStm>> stream\n"[..], &deflated(&vec![0; zeros]), b"\nendstream"].concat()
        };
        assert!(check_raw(&pack(1 << 20)).is_ok());
        assert!(check_raw(&pack(300 << 20)).is_err());
    }

    #[test]
    fn lengths_are_those_that_unpack() {
        // ISO 32000-1, 7.4.4.2, EXAMPLE 2: ten bytes.
        assert_eq!(lzw_length(&[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01], 100), Ok(10));
        assert_eq!(run_length(&[2, 1, 2, 3, 254, 7, 128, 9], 100), Ok(6));
        assert_eq!(unhex(b"48 65>"), b"He");
        assert_eq!(unascii85(b"87cURDZ~>"), b"Hello");
    }

    #[test]
    fn a_line_of_text_may_be_shown_and_a_library_at_once_may_not() {
        assert!(check_shown(&b"(text) Tj ".repeat(100_000)).is_ok());
        assert!(check_shown(&[b"(".to_vec(), vec![b'x'; 300_000]].concat()).is_err());
    }
}
