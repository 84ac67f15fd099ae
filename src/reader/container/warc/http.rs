//! Responses of web servers, as captured.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Lines of a head that are read.
const HEAD_LINES: usize = 512;

/// A response, its body not yet decoded.
pub(super) struct Response<'a> {
    status: u16,
    fields: Vec<(String, Cow<'a, str>)>,
    body: &'a [u8],
}

impl<'a> Response<'a> {
    /// A captured response; `None` where it does not begin as one.
    pub(super) fn parse(block: &'a [u8]) -> Option<Self> {
        let (first, mut rest) = line(block);
        let mut words = first.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
        words.next().filter(|version| version.starts_with(b"HTTP"))?;
        let status = std::str::from_utf8(words.next()?).ok()?.parse().ok()?;
        let mut fields = Vec::new();
        while !rest.is_empty() {
            let (next, after) = line(rest);
            rest = after;
            if next.is_empty() {
                break;
            }
            let colon = memchr::memchr(b':', next).filter(|_| fields.len() < HEAD_LINES);
            if let Some(colon) = colon {
                let name = String::from_utf8_lossy(next[..colon].trim_ascii()).to_ascii_lowercase();
                fields.push((name, String::from_utf8_lossy(next[colon + 1..].trim_ascii())));
            }
        }
        Some(Self { status, fields, body: rest })
    }

    /// Whether the server gave the page that it was asked for, and all of it.
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status) && self.status != 206
    }

    /// The value of a field by its name in lower case; empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The body as the page was written. Archives of some programs have taken chunks and compression off and kept the
    /// fields that speak of them: what is not as they say is taken as it is.
    ///
    /// # Errors
    ///
    /// In words, where the compression is damaged, unknown, or holds more than the limit.
    pub(super) fn body(&self, limit: u64) -> Result<Vec<u8>, String> {
        let chunked = self.get("transfer-encoding").to_ascii_lowercase().contains("chunked");
        let body = if chunked { dechunked(self.body) } else { None };
        let mut body = body.map_or(Cow::Borrowed(self.body), Cow::Owned);
        let codings = self.get("content-encoding").to_ascii_lowercase();
        for coding in codings.split(',').rev().map(str::trim).take(4) {
            body = Cow::Owned(decoded(coding, &body, limit)?);
        }
        Ok(body.into_owned())
    }
}

/// The line at the beginning without its end, and what follows.
fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr::memchr(b'\n', bytes);
    let (line, rest) = end.map_or((bytes, &[][..]), |end| (&bytes[..end], &bytes[end + 1..]));
    (line.strip_suffix(b"\r").unwrap_or(line), rest)
}

/// The kind of a `Content-Type` in lower case, and its charset.
pub(super) fn media(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    (kind, charset)
}

/// The bytes of all chunks; what is there of a last one that is cut off. `None` where there is no first chunk.
///
/// Source: RFC 9112, section 7.1.
fn dechunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    let mut first = true;
    loop {
        let (size, rest) = line(bytes);
        let digits = size.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        let size = std::str::from_utf8(digits).ok().and_then(|digits| usize::from_str_radix(digits, 16).ok());
        let Some(size) = size else { return (!first).then_some(all) };
        first = false;
        let size = size.min(rest.len());
        all.extend_from_slice(&rest[..size]);
        if size == 0 {
            return Some(all);
        }
        let after = &rest[size..];
        bytes = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
    }
}

/// The bytes without one content coding.
///
/// Source: RFC 9110, section 8.4.1; RFC 7932 (br); RFC 8878 (zstd).
fn decoded(coding: &str, bytes: &[u8], limit: u64) -> Result<Vec<u8>, String> {
    let plain = || bytes.to_vec();
    let result = match coding {
        "" | "identity" | "none" | "utf-8" => return Ok(plain()),
        "gzip" | "x-gzip" if !bytes.starts_with(&[0x1f, 0x8b]) => return Ok(plain()),
        "gzip" | "x-gzip" => all(MultiGzDecoder::new(bytes), limit),
        "deflate" => all(ZlibDecoder::new(bytes), limit).or_else(|_| all(DeflateDecoder::new(bytes), limit)),
        "br" => all(brotli_decompressor::Decompressor::new(bytes, 4096), limit),
        "zstd" => zstd::stream::read::Decoder::with_buffer(bytes).and_then(|decoder| all(decoder, limit)),
        _ => return Err(format!("packed as `{coding}`, which is not known")),
    };
    match result {
        Ok(all) if all.len() as u64 > limit => Err(format!("more than {limit} bytes when unpacked")),
        Ok(all) => Ok(all),
        // Some archives keep the field and not the compression.
        Err(_) if matches!(coding, "br" | "deflate" | "zstd") && looks_like_markup(bytes) => Ok(plain()),
        Err(error) => Err(format!("its compression ({coding}) is damaged: {error}")),
    }
}

fn looks_like_markup(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<")
}

fn all(decoder: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    decoder.take(limit.saturating_add(1)).read_to_end(&mut all)?;
    Ok(all)
}
