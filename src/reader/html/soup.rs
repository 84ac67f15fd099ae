//! Markup that a tree cannot be made of in linear time, flattened beforehand.
//!
//! Each start tag costs a parser the formatting elements that are open at that point (it opens them again in
//! every paragraph) and, for a few tags, the depth of the tree. Pages that people write stay far below the
//! bounds here; hostile ones lose all markup but the borders of their blocks.

use std::borrow::Cow;

use super::tags::{self, Nature};

/// Depth of open elements above which a page is flattened.
///
/// Source: browsers stop nesting at 512 (Chromium, `WebKit`); the count here is rough and runs higher.
const DEPTH: i64 = 1500;

/// Open formatting elements, summed over the start tags of a page, allowed for each byte of it.
const REOPENED_PER_BYTE: u64 = 2;

/// Depth, summed over the tags of a page, allowed for each byte of it: some tags make a parser look at every element
/// that is open. Pages that people write need 2 or so.
const WALKED_PER_BYTE: u64 = 16;

/// How far up an end tag looks for its start; one that finds none closes nothing.
const REACH: usize = 8;

/// Elements without content. Source: the HTML standard's void elements, and those of SVG that pages close at once.
const VOID: [&str; 20] = [
    "link", "meta", "base", "col", "area", "img", "input", "br", "hr", "wbr", "embed", "source", "track",
    "path", "circle", "rect", "line", "polygon", "use", "stop",
];

/// The page itself, or what is left of it without deep nesting.
pub(super) fn tamed(html: &str) -> Cow<'_, str> {
    if is_tame(html) { Cow::Borrowed(html) } else { Cow::Owned(flat(html)) }
}

fn is_tame(html: &str) -> bool {
    let (mut depth, mut open, mut reopened) = (0_i64, 0_i64, 0_u64);
    let (mut blocks, mut inlines, mut walked) = (Vec::new(), Vec::new(), 0_u64);
    let mut tags = Tags { html, at: 0 };
    while let Some(tag) = tags.next() {
        if let Some(name) = tag.silent() {
            tags.at = end_of(html, tag.end, name);
        }
        match tag.nature() {
            _ if tag.is_void() => {}
            Nature::Format | Nature::Inline => open = tag.depth(&mut inlines),
            Nature::Block if !tag.is_implied() => depth = tag.depth(&mut blocks),
            _ => {}
        }
        reopened += open.unsigned_abs();
        walked += depth.unsigned_abs();
        let budget = |each: u64| each * (html.len() as u64) + 100_000;
        if depth + open > DEPTH || reopened > budget(REOPENED_PER_BYTE) || walked > budget(WALKED_PER_BYTE) {
            return false;
        }
    }
    true
}

/// The text with each run of block-level tags as one paragraph mark; the content of scripts and styles goes.
fn flat(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut tags = Tags { html, at: 0 };
    let mut from = 0;
    while let Some(tag) = tags.next() {
        out.push_str(&html[from..tag.start]);
        let mark = if matches!(tag.nature(), Nature::Block | Nature::Break) { "<p>" } else { " " };
        if !out.ends_with(mark) {
            out.push_str(mark);
        }
        from = match tag.silent() {
            Some(name) => end_of(html, tag.end, name),
            None => tag.end,
        };
        tags.at = from;
    }
    out.push_str(&html[from..]);
    out
}

/// Where the content of an element ends that holds no markup; the end of the page where nothing closes it.
fn end_of(html: &str, start: usize, name: &str) -> usize {
    let closes = |at: &usize| {
        let after = html.as_bytes().get(at + 2..at + 2 + name.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes()))
    };
    html[start..].match_indices("</").map(|(at, _)| start + at).find(closes).unwrap_or(html.len())
}

/// One tag, by its place in the page.
struct Tag<'a> {
    name: &'a str,
    closes: bool,
    start: usize,
    end: usize,
}

impl Tag<'_> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The name of the tag, where it opens an element whose content is no markup to a parser, or not shown.
    fn silent(&self) -> Option<&'static str> {
        ["script", "style", "noscript"].into_iter().find(|name| !self.closes && self.is(name))
    }

    fn nature(&self) -> Nature {
        let mut small = [0_u8; 12];
        let Some(small) = small.get_mut(..self.name.len()) else { return Nature::Block };
        small.copy_from_slice(self.name.as_bytes());
        small.make_ascii_lowercase();
        std::str::from_utf8(small).map_or(Nature::Block, tags::nature)
    }

    /// How many elements are open after this tag, by a stack of their names.
    fn depth(&self, stack: &mut Vec<u64>) -> i64 {
        let name = self.name.bytes().take(8).fold(0, |name, byte| name << 8 | u64::from(byte | 0x20));
        if self.closes {
            let start = stack.iter().rev().take(REACH).position(|open| *open == name);
            stack.truncate(stack.len() - start.map_or(0, |above| above + 1));
        } else {
            stack.push(name);
        }
        i64::try_from(stack.len()).unwrap_or(i64::MAX)
    }

    /// Whether the element has no content, in HTML or in drawings: it is open for no time at all.
    fn is_void(&self) -> bool {
        VOID.iter().any(|name| self.is(name)) || self.name.get(..2).is_some_and(|head| head == "fe")
    }

    /// Whether the element is often left open and closed by the next one, or has no content at all.
    fn is_implied(&self) -> bool {
        ["p", "li", "td", "th", "tr", "dt", "dd", "hr", "tbody", "thead"].iter().any(|name| self.is(name))
    }
}

/// The tags of a page, found by their brackets alone.
struct Tags<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let start = self.at + self.html[self.at..].find('<')?;
            self.at = start + 1;
            let rest = &self.html[self.at..];
            let closes = rest.starts_with('/');
            let name = rest.trim_start_matches('/');
            let name = &name[..name.bytes().take_while(|byte| is_name(*byte)).count()];
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let end = rest.find('>').map_or(self.html.len(), |length| self.at + length + 1);
                self.at = end;
                return Some(Tag { name, closes, start, end });
            }
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_page_stays_as_it_is() {
        let page = "<body><div><p>The <b>ferry</b> sails.<p>It rains.</div>";
        assert_eq!(tamed(page), page);
    }

    #[test]
    fn a_head_full_of_links_is_no_nesting() {
        let page =
            format!("<head>{}</head>{}", "<link href=a>".repeat(150), "<div><p>x</p></div>".repeat(20_000));
        assert!(is_tame(&page));
    }

    #[test]
    fn deep_nesting_leaves_the_text() {
        let page = format!("{}The ferry sails.</p><p>It rains.", "<div>".repeat(100_000));
        assert_eq!(tamed(&page), "<p>The ferry sails.<p>It rains.");
    }

    #[test]
    fn end_tags_without_a_start_close_nothing() {
        assert!(!is_tame(&"<aside></article>".repeat(2000)));
        assert!(is_tame(&"<div><section></div></section>".repeat(50_000)));
    }

    #[test]
    fn end_tags_that_close_something_else_leave_elements_open() {
        assert!(!is_tame(&"<readers></a></a>".repeat(5000)));
        assert!(is_tame(&"<p><span>It <b>rains</b></span></p>".repeat(50_000)));
    }

    #[test]
    fn many_tags_deep_down_are_flattened() {
        let page = |depth: usize| format!("{}{}", "<aside>".repeat(depth), "</p>".repeat(300_000));
        assert!(is_tame(&page(30)) && !is_tame(&page(1000)));
    }

    #[test]
    fn formatting_that_is_opened_again_in_each_paragraph_is_flattened() {
        let page = format!("{}{}", "<font size=1>".repeat(500), "<p>x".repeat(50_000));
        assert!(!is_tame(&page));
    }

    #[test]
    fn a_flattened_page_loses_its_scripts() {
        assert_eq!(flat("<div>One<script>if (a<b) {}</script> two</div>"), "<p>One  two<p>");
    }
}
