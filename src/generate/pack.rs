//! Many articles in one file: a web archive or a mail box.

use std::fmt::Write;

use super::pages::Sheet;
use crate::source::Format;

/// How articles lie in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Packing {
    /// Each in a file of its own.
    #[default]
    Loose,
    /// As responses in one web archive (WARC 1.1).
    Warc,
    /// As letters in one mail box.
    Mbox,
}

impl Packing {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Loose, Self::Warc, Self::Mbox];

    /// The name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Loose => "files",
            Self::Warc => "warc",
            Self::Mbox => "mbox",
        }
    }

    /// The one file that all lie in.
    pub(super) fn file(self) -> Option<&'static str> {
        match self {
            Self::Loose => None,
            Self::Warc => Some("articles.warc"),
            Self::Mbox => Some("articles.mbox"),
        }
    }

    /// The page as it stands in the file.
    pub(super) fn wrap(self, sheet: &Sheet<'_>, format: Format, page: String) -> String {
        match self {
            Self::Loose => page,
            Self::Warc => response(sheet, format, &page),
            Self::Mbox => letter(sheet, format, &page),
        }
    }
}

fn media_type(format: Format) -> &'static str {
    if format == Format::Html { "text/html" } else { "text/plain" }
}

/// A record of a web archive.
///
/// Source: ISO 28500:2017, WARC 1.1.
fn response(sheet: &Sheet<'_>, format: Format, page: &str) -> String {
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {}; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        media_type(format),
        page.len()
    );
    let number = blake3::hash(page.as_bytes()).to_hex();
    format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{}-{}-4{}-8{}-{}>\r\n\
         WARC-Date: {}T06:30:00Z\r\nWARC-Target-URI: {}\r\nContent-Type: application/http; msgtype=response\r\n\
         Content-Length: {}\r\n\r\n{http}{page}\r\n\r\n",
        &number[..8],
        &number[8..12],
        &number[12..15],
        &number[15..18],
        &number[18..30],
        sheet.story.date,
        sheet.outlet.url(sheet.story, &sheet.name),
        http.len() + page.len(),
    )
}

/// A message of a mail box, lines that look like the start of one marked.
///
/// Source: RFC 4155 and RFC 5322.
fn letter(sheet: &Sheet<'_>, format: Format, page: &str) -> String {
    let address = sheet.outlet.url(sheet.story, &sheet.name);
    let host = address.split('/').nth(2).unwrap_or("wire.example").to_owned();
    let (date, name) = (sheet.story.date, &sheet.outlet.name);
    let mut out = format!(
        "From news@{host} {}\nFrom: {name} <news@{host}>\nTo: reader@home.example\nSubject: {}\nDate: {}\n\
         Message-ID: <{}@{host}>\nList-Id: {name} <news.{host}>\nMIME-Version: 1.0\n\
         Content-Type: {}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n",
        date.format("%a %b %e 06:30:00 %Y"),
        sheet.story.title,
        date.format("%a, %-d %b %Y 06:30:00 +0000"),
        sheet.name,
        media_type(format),
    );
    for line in page.lines() {
        let quoted = line.trim_start_matches('>').starts_with("From ");
        let _ = writeln!(out, "{}{line}", if quoted { ">" } else { "" });
    }
    out.push('\n');
    out
}
