//! Breaks web pages: by tags, attributes, entities, nesting, and what stands in the head.

use fastrand::Rng;

use crate::mutate::{length, odd_text, range};

const NAMES: [&str; 48] = [
    "div",
    "p",
    "span",
    "a",
    "b",
    "i",
    "em",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h6",
    "article",
    "section",
    "aside",
    "nav",
    "header",
    "footer",
    "main",
    "figure",
    "figcaption",
    "blockquote",
    "pre",
    "form",
    "input",
    "button",
    "select",
    "option",
    "template",
    "noscript",
    "svg",
    "math",
    "textarea",
    "title",
    "script",
    "style",
    "iframe",
    "details",
    "summary",
];

const ATTRIBUTES: [&str; 22] = [
    "class=\"newsletter signup\"",
    "class=\"article-body story\"",
    "class='related most-read'",
    "id=comments",
    "style=\"display:none\"",
    "style='visibility: hidden; opacity:0'",
    "hidden",
    "aria-hidden=true",
    "role=navigation",
    "itemprop=articleBody",
    "itemprop=\"author\" itemscope",
    "itemprop=datePublished content=\"2023-06-14\"",
    "datetime=\"99999-99-99T99:99\"",
    "datetime=2023-02-30",
    "rel=author",
    "href=\"javascript:\"",
    "href=\"//[::\"",
    "class=\"",
    "data-x='",
    "itemtype=\"https://schema.org/NewsArticle\" itemscope",
    "property=article:author",
    "lang=zz-Zzzz-ZZ",
];

const ENTITIES: [&str; 14] = [
    "&amp;",
    "&#x110000;",
    "&#0;",
    "&#xD800;",
    "&notit;",
    "&&&&",
    "&nbsp;",
    "&lt;p&gt;",
    "&#128;",
    "&",
    "&#",
    "&#x;",
    "&CounterClockwiseContourIntegral;",
    "&NotEqualTilde;",
];

const ODDITIES: [&str; 18] = [
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE html [<!ENTITY x \"y\">",
    "<?php ",
    "</",
    "<",
    ">",
    "<p",
    "</p/>",
    "<plaintext>",
    "<frameset>",
    "<br>",
    "<br><br>",
    "</body></html>",
    "<base href=x>",
    "<!-- --!>",
];

/// A page with so many mutations, of about `size` bytes where it is grown past its seed.
pub(crate) fn broken(page: &str, other: &str, size: usize, rounds: usize, rng: &mut Rng) -> String {
    let mut tokens = tokens(page);
    for _ in 0..rounds {
        let held: usize = tokens.iter().map(String::len).sum();
        mutate(&mut tokens, other, size.saturating_sub(held).max(200), rng);
    }
    tokens.concat()
}

/// Tags and the texts between them.
fn tokens(page: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = page;
    while let Some(open) = rest.find('<') {
        let close = rest[open..].find('>').map_or(rest.len(), |at| open + at + 1);
        all.extend(
            [&rest[..open], &rest[open..close]]
                .iter()
                .filter(|part| !part.is_empty())
                .map(|part| (*part).to_owned()),
        );
        rest = &rest[close..];
    }
    all.push(rest.to_owned());
    all
}

fn mutate(tokens: &mut Vec<String>, other: &str, room: usize, rng: &mut Rng) {
    let place = rng.usize(..=tokens.len());
    let span = range(tokens.len(), rng);
    match rng.u8(..20) {
        0 => drop(tokens.drain(span)),
        1 => repeat(tokens, span, place, room, rng),
        2 => {
            let moved: Vec<String> = tokens.drain(span).collect();
            let place = rng.usize(..=tokens.len());
            tokens.splice(place..place, moved);
        }
        3 | 4 => nest(tokens, place, room, rng),
        5 => tokens.retain(|token| !token.starts_with("</") || rng.bool()),
        6 | 7 => rename(tokens, rng),
        8 | 9 => attributes(tokens, room, rng),
        10 => tokens.insert(place, odd_text(length(room, rng), rng)),
        11 => {
            let entity = ENTITIES[rng.usize(..ENTITIES.len())];
            tokens.insert(place, entity.repeat(length(room / entity.len(), rng)));
        }
        12 => tokens.insert(place, ld(room, rng)),
        13 => tokens.insert(place, meta(room, rng)),
        14 => {
            let odd = ODDITIES[rng.usize(..ODDITIES.len())];
            tokens.insert(place, odd.repeat(length(room / odd.len(), rng)));
        }
        15 => tokens.insert(place, links(room, rng)),
        16 => {
            let more = self::tokens(other);
            let from = range(more.len(), rng);
            tokens.splice(place..place, more[from].iter().cloned());
        }
        17 => tokens.insert(place, table(room, rng)),
        18 => formatting(tokens, rng),
        _ => tokens.insert(place, scripted(room, rng)),
    }
}

/// A run of tokens again and again, until the room is used up.
fn repeat(tokens: &mut Vec<String>, span: std::ops::Range<usize>, place: usize, room: usize, rng: &mut Rng) {
    let run: Vec<String> = tokens[span].to_vec();
    let bytes: usize = run.iter().map(String::len).sum::<usize>().max(1);
    let times = length((room / bytes).max(1), rng);
    tokens.splice(place..place, std::iter::repeat_n(run.concat(), times));
}

/// Elements inside each other, closed, half closed or left open.
fn nest(tokens: &mut Vec<String>, place: usize, room: usize, rng: &mut Rng) {
    let names = [name(rng), name(rng), name(rng)];
    let depth = length((room / 12).max(1), rng);
    let opened: String = (0..depth).map(|at| format!("<{}>", names[at % 3])).collect();
    let closed = match rng.u8(..3) {
        0 => 0,
        1 => depth / 2,
        _ => depth,
    };
    let closed: String = (0..closed).map(|at| format!("</{}>", names[(depth - 1 - at) % 3])).collect();
    tokens.insert(place, opened);
    let after = rng.usize(place + 1..=tokens.len());
    tokens.insert(after, closed);
}

fn name(rng: &mut Rng) -> &'static str {
    NAMES[rng.usize(..NAMES.len())]
}

/// Some tags get another name.
fn rename(tokens: &mut [String], rng: &mut Rng) {
    let one_in = rng.usize(1..30);
    for token in tokens.iter_mut().filter(|token| token.starts_with('<') && token.len() > 2) {
        if rng.usize(..one_in) > 0 {
            continue;
        }
        let slash = usize::from(token.starts_with("</"));
        let end = token[1 + slash..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0);
        if end > 0 {
            token.replace_range(1 + slash..1 + slash + end, name(rng));
        }
    }
}

/// Some tags get attributes, one or very many or very long.
fn attributes(tokens: &mut [String], room: usize, rng: &mut Rng) {
    let one_in = rng.usize(1..40);
    let mut room = room;
    for token in tokens.iter_mut().filter(|token| token.starts_with('<') && token.ends_with('>')) {
        if rng.usize(..one_in) > 0 || room == 0 {
            continue;
        }
        let mut more = String::new();
        match rng.u8(..8) {
            0 => (0..length(room / 10, rng)).for_each(|at| more.push_str(&format!(" x{at}={at}"))),
            1 => more = format!(" class=\"{}\"", "tide ".repeat(length(room / 5, rng))),
            2 => more = format!(" style=\"{}\"", "a:b;".repeat(length(room / 4, rng))),
            _ => more = format!(" {}", ATTRIBUTES[rng.usize(..ATTRIBUTES.len())]),
        }
        room = room.saturating_sub(more.len());
        let at = token.len() - 1;
        token.insert_str(at, &more);
    }
}

/// JSON-LD: what pages state of themselves, and what nobody should.
fn ld(room: usize, rng: &mut Rng) -> String {
    let many = length(room / 8, rng);
    let json = match rng.u8(..9) {
        0 => "[".repeat(many),
        1 => format!("{}{}", "{\"@graph\":[".repeat(many / 2), "]}".repeat(many / 2)),
        2 => format!("{{\"@type\":\"NewsArticle\",\"articleBody\":\"{}\"}}", "The tide rose again. ".repeat(many / 3)),
        3 => format!("{{\"@type\":\"NewsArticle\",\"author\":{}}}", "{\"author\":".repeat(many / 2)),
        4 => format!("{{\"@type\":[{}\"NewsArticle\"],\"headline\":7,\"datePublished\":[2023,null]}}", "\"Thing\",".repeat(many)),
        5 => "{\"@type\":\"NewsArticle\",\"datePublished\":\"0000-00-00\",\"author\":[{\"name\":null},{\"name\":\"\"},\"By\"]}".to_owned(),
        6 => format!("{{\"@type\":\"NewsArticle\",\"headline\":\"{}\"", odd_text(many, rng).replace(['"', '\n'], "")),
        7 => format!("{{\"@type\":\"NewsArticle\",\"author\":[{}\"x\"]}}", "{\"@type\":\"Person\",\"name\":\"Ada Moor\"},".repeat(many / 5)),
        _ => format!("{{\"a\":1e{},\"b\":\"\\ud800\",}}", "9".repeat(many)),
    };
    format!("<script type=\"application/ld+json\">{json}</script>")
}

fn meta(room: usize, rng: &mut Rng) -> String {
    const CHARSETS: [&str; 7] =
        ["utf-16", "iso-2022-jp", "x-user-defined", "", "utf-7", "\u{0}", "shift_jis"];
    match rng.u8(..5) {
        0 => format!("<meta charset=\"{}\">", CHARSETS[rng.usize(..CHARSETS.len())]),
        1 => "<meta name=author content=\"By A, B and C\">".repeat(length(room / 45, rng)),
        2 => format!(
            "<meta property=og:title content=\"{}\">",
            odd_text(length(room, rng), rng).replace('"', "")
        ),
        3 => format!("<title>{}</title>", " | Tide".repeat(length(room / 7, rng))),
        _ => "<time datetime=2023-13-45>yesterday</time>".repeat(length(room / 40, rng)),
    }
}

fn links(room: usize, rng: &mut Rng) -> String {
    let forms = [
        "<a href=x>Read more</a> ",
        "<li><a href=/x>Storm warning for the coast",
        "<a href=#><b>A</b></a>",
        "<p><a>ONE MORE THING</a>",
        "<a>",
    ];
    let form = forms[rng.usize(..forms.len())];
    form.repeat(length(room / form.len(), rng))
}

fn table(room: usize, rng: &mut Rng) -> String {
    let forms =
        ["<table>", "<table><tr><td>", "<tr><td>1<td>2", "<td>", "<table><p>", "<caption>", "</table>"];
    let form = forms[rng.usize(..forms.len())];
    form.repeat(length(room / form.len(), rng))
}

/// Formatting left open over paragraphs, which parsers open again in each.
fn formatting(tokens: &mut Vec<String>, rng: &mut Rng) {
    let tags = ["<b>", "<i>", "<font size=1>", "<u>", "<nobr>", "<a href=y>", "<code>", "<big>"];
    for _ in 0..length(300, rng) {
        let place = rng.usize(..=tokens.len());
        tokens.insert(place, tags[rng.usize(..tags.len())].replace('1', &rng.u16(..).to_string()));
    }
}

fn scripted(room: usize, rng: &mut Rng) -> String {
    let many = length(room, rng);
    match rng.u8(..5) {
        0 => format!("<script>{}</script>", "var a='</p>';".repeat(many / 13)),
        1 => format!("<style>{}", "p{color:red}".repeat(many / 12)),
        2 => format!("<noscript>{}</noscript>", "<p>On</p>".repeat(many / 9)),
        3 => format!("<svg>{}</svg>", "<g><desc><p>".repeat(many / 12)),
        _ => format!("<template>{}</template>", "<div>".repeat(many / 5)),
    }
}
