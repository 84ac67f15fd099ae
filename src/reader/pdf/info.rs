//! What a document says of itself, as far as its text bears it out.
//!
//! Titles of documents are names of files, names of templates or the last document's; authors are those who pressed
//! the button; dates are those of printing. So a title and an author count where the first page has them, too, and a
//! date where a publisher states it as that of publication (PRISM) or the first page shows it. Else the date is when
//! the copy was made.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{DateTime, Dict, Stream};

use crate::reader::{Block, Field, Hint, Origin};
use crate::source;
use crate::text;

/// What a document says of itself.
#[derive(Debug, Default)]
pub(super) struct Info {
    title: Option<String>,
    author: Option<String>,
    /// In figures, `2023-06-14`.
    created: Option<String>,
    published: Option<String>,
}

/// Bytes of metadata in XML that are looked at.
const XMP_BYTES: usize = 1 << 20;

/// Blocks of a document in which title and author stand.
const FIRST_BLOCKS: usize = 12;

impl Info {
    pub(super) fn of(pdf: &Pdf) -> Self {
        let stated = pdf.metadata();
        let packet = xmp(pdf).unwrap_or_default();
        let name = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(string).filter(|text| !text.is_empty());
        Self {
            title: name(&stated.title).or_else(|| element(&packet, "dc:title")),
            author: name(&stated.author).or_else(|| element(&packet, "dc:creator")),
            created: stated.creation_date.as_ref().and_then(day),
            published: element(&packet, "prism:publicationDate")
                .or_else(|| attribute(&packet, "prism:publicationDate")),
        }
    }

    /// What is to be believed of it, with the address that a browser prints into the margin.
    pub(super) fn hints(self, blocks: &[Block], margins: &[String]) -> Vec<Hint> {
        let first: Vec<_> = blocks.iter().take(FIRST_BLOCKS).map(|block| text::fold(&block.text)).collect();
        let first = first.join("\n");
        let shown = |text: &String| text.chars().count() > 3 && first.contains(&*text::fold(text));
        let hint = |field, value| Hint { field, value, origin: Origin::Record };
        let mut hints = Vec::new();
        hints.extend(self.title.filter(shown).map(|title| hint(Field::Title, title)));
        hints.extend(self.author.filter(shown).map(|author| hint(Field::Byline, author)));
        hints.extend(self.published.map(|date| hint(Field::Date, date)));
        hints.extend(address(margins).map(|url| hint(Field::Url, url)));
        hints.extend(self.created.map(|date| Hint {
            field: Field::Captured,
            value: date,
            origin: Origin::Capture,
        }));
        hints
    }
}

/// The address in the margins, unless it is cut.
fn address(margins: &[String]) -> Option<String> {
    let words = margins.iter().flat_map(|line| line.split_whitespace());
    let mut found = words.filter(|word| word.starts_with("https://") || word.starts_with("http://"));
    let address = found.next().filter(|word| !word.ends_with(['…', '.', '-']))?;
    (url::Url::parse(address).is_ok_and(|url| url.path().len() > 1)).then(|| address.to_owned())
}

fn day(date: &DateTime) -> Option<String> {
    chrono::NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
        .filter(|_| date.year >= 1980)
        .map(|day| day.to_string())
}

/// A string of a document, white space folded: UTF-16 or UTF-8 with a mark, or else what it looks like.
fn string(bytes: &[u8]) -> String {
    text::squeeze(&source::decode(bytes, Some("windows-1252")).0)
}

/// The document's metadata in XML.
fn xmp(pdf: &Pdf) -> Option<String> {
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let packet = root.get::<Stream<'_>>(b"Metadata")?.decoded_data().ok()?;
    Some(String::from_utf8_lossy(&packet[..packet.len().min(XMP_BYTES)]).into_owned())
}

/// The text of an element, the first item's where it is a list.
fn element(packet: &str, name: &str) -> Option<String> {
    let (_, rest) = packet.split_once(&format!("<{name}>"))?;
    let (inside, _) = rest.split_once(&format!("</{name}>"))?;
    let item = inside
        .split_once("<rdf:li")
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or(inside, |(_, rest)| rest);
    let raw = item.split('<').next()?;
    let plain = quick_xml::escape::unescape(raw).ok()?;
    Some(text::squeeze(&plain)).filter(|text| !text.is_empty())
}

fn attribute(packet: &str, name: &str) -> Option<String> {
    let (_, rest) = packet.split_once(&format!("{name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(text::squeeze(value)).filter(|text| !text.is_empty())
}
