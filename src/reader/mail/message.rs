//! One message: its page or pages, and what is attached.

use std::io::Cursor;
use std::ops::ControlFlow;

use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

use crate::reader::container::{Member, Members};
use crate::reader::mail::digest;
use crate::reader::{Field, Hint, Origin, Page, html, plain};
use crate::source::{self, Digest, Format};
use crate::text;

/// Messages that one message may have attached, one inside the other or side by side: more are no mail, and the parser
/// holds them all.
const MOST_MESSAGES: usize = 1000;

/// Parts that one message may have.
const MOST_PARTS: usize = 20_000;

/// Hands on what a message says, and what is attached to it.
pub(super) fn read(bytes: &[u8], mhtml: bool, members: &mut Members<'_>) -> ControlFlow<()> {
    if is_overgrown(bytes) {
        return members.fail("", "a message of too many parts; take it apart by hand");
    }
    let Some(message) = MessageParser::default().parse(bytes).filter(|message| !message.headers().is_empty())
    else {
        return members.fail("", "a message without a header");
    };
    let before = members.next;
    if let Some(export) = export(&message).filter(|_| !mhtml) {
        return members.read(Member::new("", Box::new(Cursor::new(export))));
    }
    if let Some(page) = page(&message, bytes, mhtml) {
        let is_story = message.header("List-Id").is_none() && message.header("List-Unsubscribe").is_none();
        let pages = if mhtml || is_story { Err(page) } else { digest::split(page) };
        match pages {
            Ok(stories) => stories.into_iter().try_for_each(|story| members.page(story))?,
            Err(page) => members.page(page)?,
        }
    }
    if !mhtml {
        attached(&message, members)?;
    }
    if members.next == before { members.fail("", "no text to read in it") } else { ControlFlow::Continue(()) }
}

/// The web page of a message that a database has sent its documents in.
fn export(message: &Message<'_>) -> Option<Vec<u8>> {
    let pages = message.html_bodies().filter_map(|part| match &part.body {
        PartType::Html(text) => Some(text.as_bytes()),
        _ => None,
    });
    let mut pages = pages.filter(|page| {
        matches!(source::sniff("", page), Some(Format::ProQuest | Format::Nexis | Format::Factiva))
    });
    pages.next().map(<[u8]>::to_vec)
}

fn is_overgrown(bytes: &[u8]) -> bool {
    let count = |name: &[u8]| memchr::memmem::find_iter(bytes, name).take(MOST_MESSAGES + 1).count();
    let messages = count(b"/rfc822") + count(b"/RFC822") + count(b"/digest") + count(b"/global");
    messages > MOST_MESSAGES
        || memchr::memmem::find_iter(bytes, b"\n--").take(MOST_PARTS + 1).count() > MOST_PARTS
}

/// The page of a message; `None` where it shows no text.
fn page(message: &Message<'_>, bytes: &[u8], mhtml: bool) -> Option<Page> {
    let htmls = message.html_bodies().filter_map(|part| match &part.body {
        PartType::Html(text) => Some(text),
        _ => None,
    });
    let mut htmls: Vec<_> = htmls.collect();
    if mhtml && htmls.is_empty() {
        htmls.extend(message.parts.iter().find_map(|part| match &part.body {
            PartType::Html(text) => Some(text),
            _ => None,
        }));
    }
    let stated = hints(message, mhtml);
    let digest = Digest::of(bytes);
    let page = |format, stated: Vec<Hint>, blocks, article_body| Page {
        record: 0,
        digest,
        format,
        hints: stated,
        blocks,
        article_body,
    };
    for text in htmls {
        let (blocks, own, body) = html::parts(text);
        if !blocks.is_empty() {
            let own = own
                .into_iter()
                .filter(|hint| mhtml || hint.field == Field::Url || hint.field == Field::Language);
            let hints =
                if mhtml { own.chain(stated).collect() } else { stated.into_iter().chain(own).collect() };
            return Some(page(Format::Html, hints, blocks, body));
        }
    }
    let texts = message.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(text.as_ref()),
        _ => None,
    });
    let blocks = plain::blocks(&texts.collect::<Vec<_>>().join("\n\n"));
    (!blocks.is_empty()).then(|| page(Format::Plain, stated, blocks, None))
}

/// What the header says: of a saved page only what the browser has put there.
fn hints(message: &Message<'_>, mhtml: bool) -> Vec<Hint> {
    let date = message.date().filter(|date| date.is_valid()).map(mail_parser::DateTime::to_rfc3339);
    if mhtml {
        let address = ["Snapshot-Content-Location", "Content-Location"].into_iter().find_map(|name| {
            let own = message.header(name).and_then(|value| value.as_text());
            let of_part =
                || message.parts.iter().skip(1).find(|part| part.is_text_html())?.content_location();
            own.or_else(of_part).filter(|address| address.starts_with("http"))
        });
        let capture = [(Field::Url, address.map(str::to_owned)), (Field::Captured, date)];
        let title = message.subject().map(str::to_owned);
        let title = title.and_then(|title| hint(Field::Title, &title, Origin::TitleElement));
        let capture = capture.into_iter().filter_map(|(field, value)| hint(field, &value?, Origin::Capture));
        return capture.chain(title).collect();
    }
    let (outlet, sender) = match letter(message) {
        Some((author, outlet)) => (Some(outlet), Some(author)),
        None => (outlet(message), sender(message)),
    };
    let sender =
        sender.filter(|name| outlet.as_ref().is_none_or(|outlet| text::fold(outlet) != text::fold(name)));
    let stated = [
        (Field::Title, message.subject().map(|subject| bare(subject).to_owned())),
        (Field::Outlet, outlet),
        (Field::Byline, sender),
        (Field::Date, date),
        (Field::Url, post(message)),
    ];
    stated.into_iter().filter_map(|(field, value)| hint(field, &value?, Origin::Mail)).collect()
}

fn hint(field: Field, value: &str, origin: Origin) -> Option<Hint> {
    let value = text::squeeze(value);
    (!value.is_empty()).then_some(Hint { field, value, origin })
}

/// Author and name of a letter that Substack sends: "Nora Lind from Harbour Letters".
fn letter(message: &Message<'_>) -> Option<(String, String)> {
    let list = message.header_raw("List-Id")?;
    let (author, name) = message.from().and_then(Address::first)?.name.as_deref()?.split_once(" from ")?;
    list.contains("substack").then(|| (author.trim().to_owned(), name.trim().to_owned()))
}

/// The address of a letter on the web, which some senders put where answers to a list would go.
fn post(message: &Message<'_>) -> Option<String> {
    let address = message.header_raw("List-Post")?.trim().trim_matches(['<', '>']);
    address.starts_with("https://").then(|| address.to_owned())
}

/// Who sends a newsletter: the list's own name, else the sender's; nobody for a message of a person to a person.
fn outlet(message: &Message<'_>) -> Option<String> {
    let list = message.list_id().as_address().and_then(Address::first).and_then(|list| list.name.as_deref());
    let list = list.map(str::to_owned).or_else(|| named(message.header_raw("List-Id")?));
    let is_list =
        list.is_some() || message.header("List-Id").is_some() || message.header("List-Unsubscribe").is_some();
    list.filter(|name| is_name(name)).or_else(|| sender(message).filter(|_| is_list))
}

/// The name before the number of a list: `The Courier <courier.example>`.
fn named(value: &str) -> Option<String> {
    let name = value.split_once('<')?.0.trim().trim_matches('"').trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Whether a list's name is one for people: programs that send put numbers of their own there.
fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    letters >= 3 && digits * 3 <= letters && !name.contains('@') && !name.ends_with("mc list")
}

fn sender(message: &Message<'_>) -> Option<String> {
    let name = message.from().and_then(Address::first)?.name.as_deref()?;
    is_name(name).then(|| name.to_owned())
}

/// A subject without marks of answers and forwards and the list's name in brackets.
fn bare(subject: &str) -> &str {
    const MARKS: [&str; 9] = ["re", "fw", "fwd", "aw", "wg", "tr", "rv", "sv", "antw"];
    let mut subject = subject.trim();
    while let Some((mark, rest)) = subject.split_once(':') {
        if !MARKS.contains(&mark.trim().to_lowercase().as_str()) || rest.trim().is_empty() {
            break;
        }
        subject = rest.trim();
    }
    let list = subject.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    list.map(|(_, rest)| rest.trim()).filter(|rest| !rest.is_empty()).unwrap_or(subject)
}

/// Reads what is attached as what it is; pictures and the like are passed over.
fn attached(message: &Message<'_>, members: &mut Members<'_>) -> ControlFlow<()> {
    for part in message.attachments() {
        let media = part.content_type().map_or(String::new(), |media| media.ctype().to_ascii_lowercase());
        let subtype = part.content_type().and_then(|media| media.subtype()).unwrap_or_default();
        let passed =
            matches!(media.as_str(), "image" | "audio" | "video" | "font") || PASSED.contains(&subtype);
        let name = part.attachment_name().unwrap_or_default();
        let (bytes, format) = match &part.body {
            PartType::Message(inner) => (own_bytes(inner).to_vec(), Some(Format::Mail)),
            PartType::Html(text) => (text.as_bytes().to_vec(), Some(Format::Html)),
            PartType::Text(text) => (text.as_bytes().to_vec(), None),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => (bytes.to_vec(), None),
            PartType::Multipart(_) => continue,
        };
        if passed || bytes.trim_ascii().is_empty() || format.is_none() && name.is_empty() {
            continue;
        }
        members.read(Member { format, ..Member::new(name, Box::new(Cursor::new(bytes))) })?;
    }
    ControlFlow::Continue(())
}

/// The bytes of an attached message: of one that is not encoded the parser has those around it, too.
fn own_bytes<'a>(inner: &'a Message<'_>) -> &'a [u8] {
    let root =
        inner.parts.first().map(|root| root.raw_header_offset() as usize..root.raw_end_offset() as usize);
    root.and_then(|root| inner.raw_message.get(root)).unwrap_or_default()
}

/// Kinds of attachments that are no articles: signatures, calendars, reports of mail programs.
const PASSED: [&str; 8] = [
    "pgp-signature",
    "pkcs7-signature",
    "x-pkcs7-signature",
    "calendar",
    "x-vcard",
    "vcard",
    "delivery-status",
    "ics",
];
