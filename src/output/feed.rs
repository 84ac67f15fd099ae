//! Feeds that a feed reader can subscribe to: RSS 2.0 and Atom.
//!
//! An entry is an article that a search has found, with the passages that answer as its content. A feed reader shows
//! that content as a web page, so it is escaped twice: a stranger's text for the page, the page for the feed.

use std::io::{self, Write};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};

use crate::output::html::Html;
use crate::output::{Citation, Render, Rows, Sheet};
use crate::search::Hit;
use crate::text;

/// What is said of a feed as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Name of the search.
    pub name: String,
    /// Its query.
    pub query: String,
    /// When it last found something new, in seconds since 1970.
    pub updated: i64,
}

/// An article of a feed.
pub struct Entry<'a> {
    /// The article with its passages.
    pub hit: &'a Hit,
    /// When the search found it, in seconds since 1970.
    pub found: i64,
}

/// The form of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// RSS 2.0.
    Rss,
    /// Atom.
    Atom,
}

/// Writes a whole feed, entries in the order given.
///
/// # Errors
///
/// When `out` refuses.
pub fn write(form: Form, channel: &Channel, entries: &[Entry<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml(Writer::new_with_indent(out, b' ', 1));
    xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    match form {
        Form::Rss => rss(channel, entries, &mut xml)?,
        Form::Atom => atom(channel, entries, &mut xml)?,
    }
    xml.0.into_inner().write_all(b"\n")
}

/// What wrote the feed, as feeds say it.
const GENERATOR: &str = concat!("cuttings ", env!("CARGO_PKG_VERSION"));

/// Source: the RSS 2.0 specification of the RSS Advisory Board, and Dublin Core's `creator`, for `author` is an address
/// for mail.
fn rss(channel: &Channel, entries: &[Entry<'_>], xml: &mut Xml<'_>) -> io::Result<()> {
    let root = [("version", "2.0"), ("xmlns:dc", "http://purl.org/dc/elements/1.1/")];
    xml.element("rss", &root, |xml| {
        xml.element("channel", &[], |xml| {
            xml.text("title", &title(channel))?;
            xml.text("link", &urn(blake3::hash(channel.name.as_bytes()).as_bytes()))?;
            xml.text("description", &format!("Articles of the archive that answer: {}", channel.query))?;
            xml.text("lastBuildDate", &time(channel.updated).to_rfc2822())?;
            xml.text("generator", GENERATOR)?;
            entries.iter().try_for_each(|entry| item(entry, xml))
        })
    })
}

fn item(entry: &Entry<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let cited = Citation::of(&entry.hit.article, None);
    xml.element("item", &[], |xml| {
        xml.text("title", cited.name())?;
        if let Some(url) = web(&cited) {
            xml.text("link", url)?;
        }
        xml.text_with("guid", &[("isPermaLink", "false")], &id(entry))?;
        cited.byline.iter().try_for_each(|name| xml.text("dc:creator", name))?;
        if let Some(day) = day(&cited) {
            xml.text("pubDate", &day.to_rfc2822())?;
        }
        xml.text("description", &content(entry.hit))
    })
}

/// Source: RFC 4287. An entry without a known author has none of its own; then the feed's counts.
fn atom(channel: &Channel, entries: &[Entry<'_>], xml: &mut Xml<'_>) -> io::Result<()> {
    xml.element("feed", &[("xmlns", "http://www.w3.org/2005/Atom")], |xml| {
        xml.text("title", &title(channel))?;
        xml.text("subtitle", &channel.query)?;
        xml.text("id", &urn(blake3::hash(channel.name.as_bytes()).as_bytes()))?;
        xml.text("updated", &stamp(time(channel.updated)))?;
        xml.element("author", &[], |xml| xml.text("name", "unknown"))?;
        xml.text("generator", GENERATOR)?;
        entries.iter().try_for_each(|entry| atom_entry(entry, xml))
    })
}

fn atom_entry(entry: &Entry<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let cited = Citation::of(&entry.hit.article, None);
    xml.element("entry", &[], |xml| {
        xml.text("title", cited.name())?;
        if let Some(url) = web(&cited) {
            xml.empty("link", &[("rel", "alternate"), ("href", url)])?;
        }
        xml.text("id", &id(entry))?;
        xml.text("updated", &stamp(time(entry.found)))?;
        if let Some(day) = day(&cited) {
            xml.text("published", &stamp(day))?;
        }
        for name in &cited.byline {
            xml.element("author", &[], |xml| xml.text("name", name))?;
        }
        xml.text_with("content", &[("type", "html")], &content(entry.hit))
    })
}

fn title(channel: &Channel) -> String {
    format!("cuttings: {}", channel.name)
}

/// Headline, passages and citation as a piece of a web page.
fn content(hit: &Hit) -> String {
    let mut page = Vec::new();
    Html.hit(0, hit, &Sheet::plain(Rows::Hits), &mut page).expect("a vector takes everything");
    String::from_utf8(page).expect("a page of text is text")
}

/// The address, where it is one that a feed reader may open.
fn web(cited: &Citation) -> Option<&str> {
    cited.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

/// The day of publication, where it is known to the day.
fn day(cited: &Citation) -> Option<DateTime<Utc>> {
    let day: NaiveDate = cited.date.as_deref()?.parse().ok()?;
    Some(day.and_time(chrono::NaiveTime::MIN).and_utc())
}

fn time(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

fn stamp(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The same for an article in every feed and for good, whatever becomes of its file.
fn id(entry: &Entry<'_>) -> String {
    urn(entry.hit.article.page.digest.as_bytes())
}

/// The first bytes of a digest as the name of a thing.
///
/// Source: RFC 9562, version 8: numbers of one's own making.
fn urn(digest: &[u8; 32]) -> String {
    let mut bytes: [u8; 16] = digest[..16].try_into().expect("a digest has 32 bytes");
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = format!("{:032x}", u128::from_be_bytes(bytes));
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{}", parts.join("-"))
}

/// Writes elements; their texts are made printable first, for XML has no way to say control characters.
struct Xml<'a>(Writer<&'a mut dyn Write>);

impl Xml<'_> {
    fn event(&mut self, event: Event<'_>) -> io::Result<()> {
        self.0.write_event(event)
    }

    fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let start = started(name, attributes);
        self.event(Event::Start(start.borrow()))?;
        inside(self)?;
        self.event(Event::End(start.to_end()))
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.event(Event::Empty(started(name, attributes)))
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.text_with(name, &[], text)
    }

    fn text_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        let text = harmless(text);
        self.element(name, attributes, |xml| xml.event(Event::Text(BytesText::new(&text))))
    }
}

fn started<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, harmless(value).as_str()));
    }
    start
}

/// Text without what a terminal would act on, nor the two other characters that XML 1.0 cannot hold.
fn harmless(text: &str) -> String {
    text::printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    fn written(form: Form, hits: &[Hit]) -> String {
        let channel = Channel {
            name: "strike".into(),
            query: "strike & \"<b>\" \u{1b}[2J".into(),
            updated: 1_700_000_000,
        };
        let entries: Vec<Entry<'_>> = hits.iter().map(|hit| Entry { hit, found: 1_700_000_000 }).collect();
        let mut out = Vec::new();
        write(form, &channel, &entries, &mut out).expect("a vector takes everything");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn another_reader_finds_in_both_what_was_put_in() {
        for form in [Form::Rss, Form::Atom] {
            let text = written(form, &sample::answer().hits);
            let feed = feed_rs::parser::parse(text.as_bytes()).expect("a feed");
            assert_eq!(feed.title.expect("a title").content, "cuttings: strike");
            let [first, second] = feed.entries.as_slice() else { panic!("{text}") };
            assert_eq!(first.title.as_ref().expect("a title").content, "Harbour strike ends");
            assert_eq!(first.links[0].href, "https://courier.example/strike");
            assert_eq!(first.published.expect("a day").to_rfc3339(), "2023-06-14T00:00:00+00:00");
            let authors: Vec<&str> = first.authors.iter().map(|author| author.name.as_str()).collect();
            assert_eq!(authors, ["Anna Reed", "Tom Vale"]);
            assert!(first.id.starts_with("urn:uuid:2b7dc8d0-eb2c-8585-8581-"), "{}", first.id);
            assert!(second.published.is_none() && second.id != first.id);
            let body = first.content.as_ref().and_then(|content| content.body.clone());
            let body =
                body.or(first.summary.as_ref().map(|summary| summary.content.clone())).expect("a body");
            assert!(body.contains("<mark>Dockers</mark>"), "{body}");
        }
    }

    #[test]
    fn a_hostile_article_stays_text() {
        for form in [Form::Rss, Form::Atom] {
            let text = written(form, &sample::hostile().hits);
            assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
            let feed = feed_rs::parser::parse(text.as_bytes()).expect("a feed");
            assert_eq!(feed.entries.len(), sample::hostile().hits.len());
            for entry in feed.entries {
                let body = entry.content.and_then(|content| content.body);
                let body = body.or(entry.summary.map(|summary| summary.content)).expect("a body");
                assert!(!body.contains("<script") && !body.contains("<img"), "{body}");
            }
        }
    }

    #[test]
    fn a_feed_without_entries_is_a_feed() {
        for form in [Form::Rss, Form::Atom] {
            assert_eq!(
                feed_rs::parser::parse(written(form, &[]).as_bytes()).expect("a feed").entries.len(),
                0
            );
        }
    }
}
