//! Reads feeds: RSS and Atom, an item an article.

use quick_xml::events::{BytesStart, Event};

use crate::reader::{
    Block, Field, Hint, Origin, Page, ReadError, Reader, Sink, Source, html, input, plain, xml,
};
use crate::source::{self, Digest, Format};
use crate::text;

pub(super) struct Feed;

impl Reader for Feed {
    fn format(&self) -> Format {
        Format::Feed
    }

    fn help(&self) -> &'static str {
        ".rss .atom .xml: feeds, an item an article"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let bytes = match input::all(source) {
            Ok(bytes) => bytes,
            Err(error) => {
                let _ = pages(Err(error));
                return;
            }
        };
        let (text, _) = source::decode(&bytes, source.charset.as_deref().or(declared(&bytes)));
        let mut scan = Scan::default();
        let (count, broken) = scan.read(&text, pages);
        let Some(count) = count else { return };
        if let Some(reason) = broken {
            let reason = format!("the feed is damaged ({reason}); save it again");
            let _ = pages(Err(ReadError::Malformed { record: count, reason }));
        } else if count == 0 {
            let _ = pages(Err(ReadError::NoText { record: 0 }));
        }
    }
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<&str> {
    let head =
        std::str::from_utf8(bytes.get(..bytes.iter().position(|byte| *byte == b'>')?.min(200))?).ok()?;
    let (_, rest) = head.split_once("encoding=")?;
    rest.get(1..)?.split(['"', '\'']).next()
}

/// What a feed says, as far as it is read.
#[derive(Default)]
struct Scan {
    /// Names of the elements open, without prefix.
    path: Vec<Vec<u8>>,
    /// Of the feed itself.
    outlet: Option<String>,
    language: Option<String>,
    item: Option<Item>,
    text: String,
    /// The element that holds a text with markup of its own: how deep it lies, where its content begins, whether there is
    /// markup.
    body: Option<(usize, usize, bool)>,
}

/// An item that is not yet ended.
#[derive(Default)]
struct Item {
    start: usize,
    depth: usize,
    /// Element names with their texts, in order.
    fields: Vec<(Vec<u8>, String)>,
}

/// Deepest nesting of elements of a feed.
const DEEPEST: usize = 1000;

impl Scan {
    /// Hands on each item; gives their number (`None` where nobody listens any more) and what broke the feed.
    fn read(&mut self, text: &str, pages: Sink<'_>) -> (Option<u32>, Option<String>) {
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        let mut count = 0;
        loop {
            let start = reader.buffer_position() as usize;
            match reader.read_event() {
                Ok(Event::Start(element)) if self.path.len() < DEEPEST => {
                    self.open(&element, start..reader.buffer_position() as usize);
                }
                Ok(Event::Start(_)) => return (Some(count), Some("its elements nest too deep".to_owned())),
                Ok(Event::Empty(element)) => self.empty(&element),
                Ok(Event::End(_)) => {
                    let Some(item) = self.close(text, start) else { continue };
                    let bytes = &text.as_bytes()[item.start..reader.buffer_position() as usize];
                    if pages(self.page(&item, count, bytes)).is_break() {
                        return (None, None);
                    }
                    count += 1;
                }
                Ok(Event::Eof) => return (Some(count), None),
                Ok(event) => xml::push_text(&event, &mut self.text),
                Err(error) => return (Some(count), Some(error.to_string())),
            }
        }
    }

    /// Begins an element, whose tag stands here.
    fn open(&mut self, element: &BytesStart<'_>, tag: std::ops::Range<usize>) {
        let name = name(element);
        if let Some((_, _, markup)) = &mut self.body {
            *markup = true;
            return self.path.push(name);
        }
        self.text.clear();
        if self.item.is_none() && matches!(&*name, b"item" | b"entry") {
            self.item = Some(Item { start: tag.start, depth: self.path.len(), fields: Vec::new() });
        }
        self.link(&name, element);
        if self.item.is_some() && (BODIES.contains(&&*name) || name == b"title") {
            self.body = Some((self.path.len(), tag.end, false));
        }
        self.path.push(name);
    }

    fn empty(&mut self, element: &BytesStart<'_>) {
        if let Some((_, _, markup)) = &mut self.body {
            *markup = true;
        } else {
            self.link(&name(element), element);
        }
    }

    /// The address in a `<link href>` of Atom.
    fn link(&mut self, name: &[u8], element: &BytesStart<'_>) {
        let Some(item) = self.item.as_mut().filter(|_| name == b"link") else { return };
        let rel = xml::attribute(element, b"rel");
        if rel.as_deref().is_none_or(|rel| rel == "alternate") {
            item.fields.extend(xml::attribute(element, b"href").map(|href| (b"link".to_vec(), href)));
        }
    }

    /// Ends an element, before whose end tag the content of the feed goes to here; gives the item that ends with it.
    fn close(&mut self, content: &str, end: usize) -> Option<Item> {
        let name = self.path.pop()?;
        let body = self.body.filter(|(depth, ..)| *depth >= self.path.len());
        if self.body.is_some() && body.is_none() {
            return None;
        }
        self.body = None;
        let mut text = std::mem::take(&mut self.text);
        if let Some((_, start, true)) = body {
            text =
                content.get(start..end).unwrap_or_default().replace("<xhtml:", "<").replace("</xhtml:", "</");
        }
        match &mut self.item {
            Some(item) if item.depth == self.path.len() => return self.item.take(),
            Some(item) if !text.trim().is_empty() => item.fields.push((name, text)),
            None if self.path.len() <= 2 => self.header(&name, &text),
            Some(_) | None => {}
        }
        None
    }

    fn header(&mut self, name: &[u8], text: &str) {
        let slot = match name {
            b"title" => &mut self.outlet,
            b"language" => &mut self.language,
            _ => return,
        };
        slot.get_or_insert_with(|| text::squeeze(text));
    }

    fn page(&self, item: &Item, record: u32, bytes: &[u8]) -> Result<Page, ReadError> {
        let blocks = item.blocks();
        if blocks.is_empty() {
            return Err(ReadError::NoText { record });
        }
        let mut hints = item.hints();
        let mut state = |field, value: &Option<String>| {
            let value = value.clone().filter(|value| !value.is_empty());
            hints.extend(value.map(|value| Hint { field, value, origin: Origin::Record }));
        };
        state(Field::Outlet, &self.outlet);
        state(Field::Language, &self.language);
        Ok(Page {
            record,
            digest: Digest::of(bytes),
            format: Format::Feed,
            hints,
            blocks,
            article_body: None,
        })
    }
}

/// An element's name; those of other vocabularies keep their prefix, for media have titles and descriptions, too.
fn name(element: &BytesStart<'_>) -> Vec<u8> {
    let (full, local) = (element.name(), element.local_name());
    let prefix = full.prefix().map(|prefix| prefix.into_inner().to_ascii_lowercase());
    match prefix.as_deref() {
        None | Some(b"dc" | b"dcterms" | b"atom" | b"rss" | b"a10") => local.as_ref().to_vec(),
        Some(b"content") if local.as_ref() == b"encoded" => local.as_ref().to_vec(),
        Some(_) => full.as_ref().to_vec(),
    }
}

/// Elements that hold the text, best first.
const BODIES: &[&[u8]] = &[b"encoded", b"content", b"description", b"summary"];

/// Elements and what they state, best first within a field.
const FIELDS: &[(&[u8], Field)] = &[
    (b"title", Field::Title),
    (b"creator", Field::Byline),
    (b"name", Field::Byline),
    (b"author", Field::Byline),
    (b"pubDate", Field::Date),
    (b"published", Field::Date),
    (b"date", Field::Date),
    (b"updated", Field::Date),
    (b"link", Field::Url),
    (b"guid", Field::Url),
    (b"category", Field::Section),
];

impl Item {
    fn blocks(&self) -> Vec<Block> {
        let of = |name: &&[u8]| self.fields.iter().find(|(field, _)| field == name).map(|(_, text)| text);
        let Some(text) = BODIES.iter().find_map(of) else { return Vec::new() };
        if text.contains('<') { html::fragment(text) } else { plain::blocks(text) }
    }

    fn hints(&self) -> Vec<Hint> {
        let of = |(name, field): &(&[u8], Field)| {
            let named = self.fields.iter().filter(|(known, _)| known == name);
            named.map(|(_, text)| (*field, value(*field, text))).collect::<Vec<_>>()
        };
        let stated = FIELDS.iter().flat_map(of).filter(|(_, value)| !value.is_empty());
        stated.map(|(field, value)| Hint { field, value, origin: Origin::Record }).collect()
    }
}

/// What an element states: without markup and, of an author, without the address.
fn value(field: Field, text: &str) -> String {
    let marked = field == Field::Title && text.contains(['&', '<']);
    let text = if marked {
        let blocks = html::fragment(&text.replace("< ", "&lt; "));
        blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ")
    } else {
        text::squeeze(text)
    };
    match text.split_once('(') {
        // "desk@courier.example (Nora Lind)", as RSS 2.0 has authors.
        Some((address, name)) if field == Field::Byline && address.contains('@') => {
            name.trim_end_matches(')').trim().to_owned()
        }
        None if field == Field::Byline && text.contains('@') && !text.contains(' ') => String::new(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::ops::ControlFlow;

    fn read(text: &str) -> Vec<Result<Page, ReadError>> {
        let mut pages = Vec::new();
        Feed.read(&mut Source::new("a.xml", Box::new(text.as_bytes()), 1 << 20), &mut |page| {
            pages.push(page);
            ControlFlow::Continue(())
        });
        pages
    }

    fn stated(page: &Page, field: Field) -> &str {
        page.hints.iter().find(|hint| hint.field == field).map_or("", |hint| &hint.value)
    }

    #[test]
    fn texts_of_xhtml_and_media_beside_them_are_told_apart() {
        let feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Wire</title><entry>\
            <media:group><media:title>A picture</media:title><media:description>Of a quay</media:description></media:group>\
            <title type=\"html\">Lofts &amp;amp; nets</title><content type=\"xhtml\"><div><p>The <b>lofts</b> are let.</p>\
            <p>It is done.</p></div></content></entry><entry><title>Two</title><author>a@b.example (Nora Lind)</author>\
            <summary>The ferry sails.</summary></entry></feed>";
        let pages = read(feed);
        let first = pages[0].as_ref().expect("an entry");
        assert_eq!(stated(first, Field::Title), "Lofts & nets");
        let texts: Vec<&str> = first.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["The lofts are let.", "It is done."]);
        let second = pages[1].as_ref().expect("an entry");
        assert_eq!(
            (stated(second, Field::Byline), &*second.blocks[0].text),
            ("Nora Lind", "The ferry sails.")
        );
    }

    #[test]
    fn an_item_of_rss_is_an_article() {
        let pages = read(
            "<?xml version='1.0'?><rss><channel><title>Estuary Wire</title><link>https://w.example</link>\
            <item><title>Fog &amp; frost</title><link>https://w.example/1</link><dc:creator>Ivo Marsh</dc:creator>\
            <pubDate>Wed, 14 Jun 2023 08:15:00 GMT</pubDate><description>Short.</description>\
            <content:encoded><![CDATA[<p>The fog lay on the river.</p><p>Nothing moved.</p>]]></content:encoded></item>\
            <item><title>Two</title><description>&lt;p&gt;A second story.&lt;/p&gt;</description></item></channel></rss>",
        );
        let page = pages[0].as_ref().expect("an article");
        assert_eq!(stated(page, Field::Title), "Fog & frost");
        assert_eq!(stated(page, Field::Outlet), "Estuary Wire");
        assert_eq!(stated(page, Field::Byline), "Ivo Marsh");
        assert_eq!(stated(page, Field::Url), "https://w.example/1");
        assert_eq!(page.blocks.len(), 2);
        assert_eq!(pages[1].as_ref().expect("an article").blocks[0].text, "A second story.");
        assert_eq!(pages.len(), 2);
    }

    #[test]
    fn an_entry_of_atom_is_an_article() {
        let pages = read(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Quai libre</title><entry><title>Anguilles</title>\
            <link rel='self' href='https://q.example/f'/><link href='https://q.example/1'/><author><name>Claire Aubin</name></author>\
            <published>2023-10-09T08:00:00Z</published><content type='html'>&lt;p&gt;Les anguilles.&lt;/p&gt;</content></entry></feed>",
        );
        let page = pages[0].as_ref().expect("an article");
        assert_eq!(stated(page, Field::Url), "https://q.example/1");
        assert_eq!(stated(page, Field::Byline), "Claire Aubin");
        assert_eq!(page.blocks[0].text, "Les anguilles.");
    }

    #[test]
    fn a_feed_that_is_cut_off_gives_what_came_before() {
        let pages = read("<rss><channel><item><description>One.</description></item><item><description>Tw");
        assert_eq!(pages[0].as_ref().expect("an article").blocks[0].text, "One.");
    }

    proptest! {
        #[test]
        fn any_markup_is_read_to_an_end(parts in prop::collection::vec(prop::sample::select(vec![
            "<rss>", "<item>", "</item>", "<entry>", "</entry>", "<title>", "</title>", "&amp;", "&#0;", "&x;", "<![CDATA[", "]]>",
            "<!--", "-->", "<link href='", "'/>", "text", "<description>", "</description>", "<?", "?>", "<", "é",
        ]), 0..40)) {
            let text = ["<rss>", &parts.concat()].concat();
            prop_assert!(!read(&text).is_empty());
        }
    }
}
