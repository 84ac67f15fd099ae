//! A block as a row of items: names, quotations, words by what they do, and the punctuation that parts clauses.

use std::collections::BTreeMap;
use std::ops::Range;

use super::marks::Stretch;
use super::words::{self, Class};
use crate::text::{self, Parts, Span};

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A quotation: index in the line's stretches.
    Quote(usize),
    /// A mention of the entity with this index.
    Name(usize),
    /// The same with an 's: it owns what follows.
    OwnerName(usize),
    /// A word, and whether it has a capital.
    Word(Class, bool),
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A dash between words.
    Dash,
    /// A semicolon or bracket.
    Stop,
}

/// One item of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// What it is.
    pub(super) kind: Kind,
    /// In the block's text.
    pub(super) span: Span,
    /// Index of the first item of its sentence; a quotation belongs to the sentence in which it begins.
    pub(super) head: usize,
}

/// One block.
pub(super) struct Line<'a> {
    /// Its text.
    pub(super) text: &'a str,
    /// Its quotations.
    pub(super) stretches: Vec<Stretch>,
    /// Everything outside of them, and they.
    pub(super) items: Vec<Item>,
}

/// Bytes on either side of a name that are read where no quotation is near.
const BESIDE: usize = 100;

/// A name and what stands beside it, from `from` on, cut between words.
fn words_around(text: &str, from: usize, name: Span) -> Span {
    let mut start = name.start.saturating_sub(BESIDE).max(from);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    if start > from {
        start = text[start..name.start].find(' ').map_or(name.start, |blank| start + blank);
    }
    let mut end = (name.end + BESIDE).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if end < text.len() {
        end = text[name.end..end].rfind(' ').map_or(name.end, |blank| name.end + blank);
    }
    start..end
}

/// An aside in brackets of so many items says nothing of the sentence around it.
const BRACKETED: usize = 8;

/// Mentions in one block: where each begins, where it ends, and of which entity.
pub(super) type Mentions = BTreeMap<usize, (usize, usize)>;

impl<'a> Line<'a> {
    pub(super) fn of(parts: Parts<'a>, stretches: Vec<Stretch>, mentions: &Mentions) -> Self {
        let text = parts.text;
        // News has a word in six bytes.
        let mut line = Self { text, stretches, items: Vec::with_capacity(text.len() / 5) };
        let mut at = 0;
        for index in 0..line.stretches.len() {
            let outer = line.stretches[index].outer.clone();
            line.read(at..outer.start, mentions);
            at = outer.end;
            line.push(Kind::Quote(index), outer);
        }
        line.read(at..text.len(), mentions);
        line.drop_brackets();
        line.part(parts.starts);
        line
    }

    /// A block far from every quotation: only what stands beside its names is read, for what it says of them.
    pub(super) fn of_names(parts: Parts<'a>, mentions: &Mentions) -> Self {
        let text = parts.text;
        let items = Vec::with_capacity(mentions.len() * 2 * BESIDE / 6);
        let mut line = Self { text, stretches: Vec::new(), items };
        let mut at = 0;
        for (&start, &(end, _)) in mentions {
            if start < at || end > text.len() {
                continue;
            }
            let window = words_around(text, at, start..end);
            if window.start > at && !line.items.is_empty() {
                line.push(Kind::Stop, window.start..window.start);
            }
            at = window.end;
            line.read(window, mentions);
        }
        line.part(parts.starts);
        line
    }

    fn push(&mut self, kind: Kind, span: Span) {
        self.items.push(Item { kind, span, head: 0 });
    }

    /// Reads what stands outside of quotations.
    fn read(&mut self, span: Span, mentions: &Mentions) {
        let mut at = span.start;
        for (&start, &(end, entity)) in mentions.range(span.clone()) {
            if start >= at && end <= span.end {
                self.words(at..start);
                let rest = &self.text[end..span.end];
                let owner = ["’s", "'s", "’", "'"].iter().find(|mark| rest.starts_with(**mark));
                let kind = if owner.is_some() { Kind::OwnerName(entity) } else { Kind::Name(entity) };
                at = end + owner.map_or(0, |mark| mark.len());
                self.push(kind, start..end);
            }
        }
        self.words(at..span.end);
    }

    /// Reads a stretch without names.
    fn words(&mut self, span: Span) {
        let bytes = &self.text.as_bytes()[..span.end];
        let mut at = span.start;
        while let Some(c) = self.text[at..span.end].chars().next() {
            if c == ' ' {
                at += 1;
                continue;
            }
            if c.is_ascii_alphanumeric() {
                // Nearly every word is letters and a blank.
                let (length, key) = text::plain_word(&bytes[at..]);
                if bytes.get(at + length).is_none_or(|next| ENDS.contains(next)) {
                    let kind = Kind::Word(words::class_of(key), c.is_ascii_uppercase());
                    self.push(kind, at..at + length);
                    at += length;
                    continue;
                }
            }
            if c.is_alphanumeric() {
                let end = at + word_length(&self.text[at..span.end]);
                self.push(word(&self.text[at..end]), at..end);
                at = end;
                continue;
            }
            let kind = match c {
                ',' => Some(Kind::Comma),
                ':' => Some(Kind::Colon),
                '—' | '–' | '-' => Some(Kind::Dash),
                ';' | '(' | ')' | '[' | ']' | '|' | '•' => Some(Kind::Stop),
                _ => None,
            };
            let next = at + c.len_utf8();
            kind.into_iter().for_each(|kind| self.push(kind, at..next));
            at = next;
        }
    }

    /// Takes out short asides in brackets: "(Estuary Wire)", a name in another script.
    fn drop_brackets(&mut self) {
        if !self.text.contains('(') {
            return;
        }
        let mut kept: Vec<Item> = Vec::with_capacity(self.items.len());
        let mut open = None;
        for item in self.items.drain(..) {
            let written = &self.text[item.span.clone()];
            let opens = written == "(";
            let closes = written == ")";
            if matches!(item.kind, Kind::Quote(_)) || opens {
                open = opens.then_some(kept.len());
            }
            let start = open.filter(|&start| closes && kept.len() - start <= BRACKETED);
            match start {
                Some(start) => kept.truncate(start),
                None => kept.push(item),
            }
            if closes {
                open = None;
            }
        }
        self.items = kept;
    }

    /// Says of each item where its sentence begins.
    fn part(&mut self, starts: &[u32]) {
        let mut starts = starts.iter().map(|start| *start as usize).peekable();
        let mut head = 0;
        let mut end = 0;
        for at in 0..self.items.len() {
            let Item { kind, span, .. } = self.items[at].clone();
            let mut begins = false;
            // A sentence that begins inside a quotation is the quotation's own.
            while let Some(start) = starts.next_if(|&start| start <= span.start) {
                begins |= start >= end;
            }
            if begins {
                head = at;
            }
            self.items[at].head = head;
            if let Kind::Quote(_) = kind {
                end = span.end;
            }
        }
    }

    /// What stands at an index; a full stop of any kind behind the end.
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.items.get(at).map_or(Kind::Stop, |item| item.kind)
    }

    /// The class of the word there, if it is one.
    pub(super) fn class(&self, at: usize) -> Option<Class> {
        match self.kind(at) {
            Kind::Word(class, _) => Some(class),
            _ => None,
        }
    }

    /// An item as it is written.
    pub(super) fn written(&self, at: usize) -> &'a str {
        self.items.get(at).map_or("", |item| &self.text[item.span.clone()])
    }

    /// The items of the sentence that has an item, up to it.
    pub(super) fn sentence_before(&self, at: usize) -> Range<usize> {
        self.items.get(at).map_or(0..0, |item| item.head..at)
    }
}

/// A word by what it does; one with an 's owns what follows.
fn word(word: &str) -> Kind {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Kind::Word(words::class(word), word.as_bytes()[0].is_ascii_uppercase());
    }
    let owner = ["’s", "'s", "’", "'"].iter().any(|mark| word.ends_with(mark));
    let class = if owner { Class::Owner } else { words::class(&word.replace('’', "'")) };
    Kind::Word(class, word.starts_with(char::is_uppercase))
}

/// Bytes behind a run of letters and digits that end a word.
const ENDS: &[u8] = b" ,;:)";

/// Bytes of the word that a text begins with; apostrophes, hyphens and dots between letters stay inside.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let joins = matches!(c, '\'' | '’' | '-' | '‑' | '.') && next.is_some_and(char::is_alphanumeric);
        let ends_owner = matches!(c, '\'' | '’') && text[..at].ends_with('s');
        if !(c.is_alphanumeric() || joins || ends_owner) {
            break;
        }
        end = at + c.len_utf8();
        if ends_owner && !joins {
            break;
        }
    }
    end
}
