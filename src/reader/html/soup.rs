//! Markup that a tree cannot be made of in linear time, flattened: it loses all but the borders of its blocks.

use super::tags::{self, Nature};

/// The text with each run of block-level tags as one paragraph mark; the content of scripts and styles goes.
pub(super) fn flat(html: &str) -> String {
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
    fn a_flattened_page_keeps_the_borders_of_its_blocks() {
        assert_eq!(
            flat("<div><div>The <b>ferry</b> sails.</p><p>It rains."),
            "<p>The ferry  sails.<p>It rains."
        );
    }

    #[test]
    fn a_flattened_page_loses_its_scripts() {
        assert_eq!(flat("<div>One<script>if (a<b) {}</script> two</div>"), "<p>One  two<p>");
    }
}
