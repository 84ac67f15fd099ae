//! An article as lines of tokens, with what the recogniser wants to know of each.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::lexicon::{Lexicon, class};
use crate::text::{self, Parts, Span};

/// How a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Begins with a small letter.
    Lower,
    /// Begins with a capital and goes on in small letters, or is one capital.
    Capital,
    /// Two capitals or more, no small letter.
    Upper,
    /// Begins with a digit.
    Number,
    /// A script without case.
    Caseless,
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Anything that parts names; also the start of a line.
    Break,
    /// A comma and a blank.
    Comma,
    /// Blanks.
    Blank,
    /// The dot of an initial or an abbreviated title.
    Dot,
    /// A hyphen.
    Hyphen,
    /// An ampersand.
    And,
    /// An opening bracket.
    Bracket,
    /// A possessive ending and blanks.
    Possessive,
}

impl Gap {
    /// Whether a name may go on across it.
    pub(super) fn joins(self) -> bool {
        matches!(self, Self::Blank | Self::Dot | Self::Hyphen | Self::And | Self::Possessive)
    }
}

/// One word.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// In the text of its line.
    pub(super) span: Span,
    /// Equal for words of the same folded form.
    pub(super) key: u64,
    /// Index in [`Tokens::lines`].
    pub(super) line: u32,
    pub(super) shape: Shape,
    /// Bits of [`class`].
    pub(super) class: u32,
    pub(super) gap: Gap,
    /// The first sign between it and the word before, dashes and quotation marks in their ASCII forms; 0 for blanks
    /// alone.
    pub(super) mark: u8,
    /// Whether it is the first of its sentence.
    pub(super) first: bool,
    /// Whether it would have a capital anyway: it begins a sentence or a quotation.
    pub(super) start: bool,
}

impl Token {
    pub(super) fn is(&self, bits: u32) -> bool {
        self.class & bits != 0
    }

    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }

    /// One letter, or letters with dots between: "J", "J.K".
    pub(super) fn is_initial(&self, text: &str) -> bool {
        let word = &text[self.span.clone()];
        self.is_capital() && (word.chars().nth(1).is_none() || word.as_bytes()[1] == b'.')
    }
}

/// The headline or one body block.
pub(super) struct Line<'a> {
    /// Index in the body; `None` for the headline.
    pub(super) block: Option<u32>,
    pub(super) text: &'a str,
    /// In [`Tokens::all`].
    pub(super) tokens: Range<usize>,
    /// Whether most words have capitals, so that capitals tell nothing.
    pub(super) loud: bool,
}

/// How often a word is seen without and with a capital, where the place does not ask for one.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Seen {
    pub(super) lower: u32,
    pub(super) capital: u32,
}

/// All words of an article.
pub(super) struct Tokens<'a> {
    pub(super) lines: Vec<Line<'a>>,
    pub(super) all: Vec<Token>,
}

impl<'a> Tokens<'a> {
    /// The words of some lines, each with the index of its block, `None` for the headline.
    pub(super) fn of(lines: &[(Option<u32>, Parts<'a>)], lexicon: &Lexicon) -> Self {
        let words = lines.iter().map(|(_, parts)| parts.words.len()).sum();
        let mut tokens = Self { lines: Vec::with_capacity(lines.len()), all: Vec::with_capacity(words) };
        lines.iter().for_each(|(block, parts)| tokens.add_line(*block, *parts, lexicon));
        tokens
    }

    fn add_line(&mut self, block: Option<u32>, Parts { text, words, starts }: Parts<'a>, lexicon: &Lexicon) {
        let begin = self.all.len();
        let mut starts = starts.iter().map(|start| *start as usize).peekable();
        for (span, key) in words.iter().map(|word| (word.span(), word.key)) {
            let opens_sentence = starts.next_if(|&start| start <= span.start).is_some();
            while starts.next_if(|&start| start <= span.start).is_some() {}
            let before = self.all[begin..].last();
            let between = &text[before.map_or(0, |token| token.span.end)..span.start];
            let first = opens_sentence || before.is_none();
            // A blank stands between most words.
            let (gap, mark, start) = match before {
                Some(_) if between.as_bytes() == b" " => (Gap::Blank, 0, first),
                Some(before) => (gap(text, before, between), mark(between), first || opens(between)),
                None => (Gap::Break, mark(between), true),
            };
            let word = &text[span.clone()];
            let class = lexicon.class_of(key, word);
            self.all.push(Token {
                shape: shape(word),
                line: self.lines.len() as u32,
                span,
                key,
                class,
                gap,
                mark,
                first,
                start,
            });
        }
        let tokens = begin..self.all.len();
        let loud = is_loud(text, &self.all[tokens.clone()])
            && !(block.is_some() && is_signature(&self.all[tokens.clone()]));
        self.lines.push(Line { block, text, tokens, loud });
    }

    /// A token as it is written.
    pub(super) fn written(&self, at: usize) -> &'a str {
        let token = &self.all[at];
        &self.lines[token.line as usize].text[token.span.clone()]
    }

    /// Whether what stands in front of a token is whose it is, in capitals too: `TREASURY'S MARLOW`.
    pub(super) fn is_owned(&self, at: usize) -> bool {
        let token = &self.all[at];
        let before = self.all[..at].last().filter(|before| before.line == token.line);
        let text = self.lines[token.line as usize].text;
        before.is_some_and(|before| {
            matches!(&text[before.span.end..token.span.start], "'s " | "’s " | "'S " | "’S ")
        })
    }

    /// The folded form of a token.
    pub(super) fn folded(&self, at: usize) -> Cow<'a, str> {
        text::fold(self.written(at))
    }

    /// Where a stretch of tokens stands in the text of its line, the last dot of an abbreviation ("U.S.") with it.
    pub(super) fn bytes(&self, line: usize, tokens: &Range<usize>) -> Span {
        let (start, last) = (self.all[tokens.start].span.start, &self.all[tokens.end - 1].span);
        let text = self.lines[line].text;
        let dotted = text[last.clone()].contains('.') && text[last.end..].starts_with('.');
        start..last.end + usize::from(dotted)
    }

    /// The folded words of a stretch of tokens, one blank between two, a hyphen where the text has one.
    pub(super) fn key(&self, tokens: &Range<usize>) -> String {
        let bytes = self.all[tokens.end - 1].span.end - self.all[tokens.start].span.start;
        let mut key = String::with_capacity(bytes);
        self.key_into(tokens, &mut key);
        key
    }

    /// Appends the same to a buffer.
    pub(super) fn key_into(&self, tokens: &Range<usize>, key: &mut String) {
        for at in tokens.clone() {
            if at > tokens.start {
                key.push(if self.all[at].gap == Gap::Hyphen { '-' } else { ' ' });
            }
            text::fold_into(self.written(at), key);
        }
    }

    /// How the words that begin a sentence with a capital are written where a capital tells something.
    pub(super) fn seen(&self) -> FxHashMap<u64, Seen> {
        let quiet = || self.lines.iter().filter(|line| !line.loud).flat_map(|line| line.tokens.clone());
        let opens = |at: &usize| self.all[*at].start && self.all[*at].shape == Shape::Capital;
        let mut seen: FxHashMap<u64, Seen> =
            quiet().filter(opens).map(|at| (self.all[at].key, Seen::default())).collect();
        for at in quiet().filter(|at| !self.all[*at].start && !self.all[*at].is(class::STOP)) {
            let shape = self.all[at].shape;
            if !matches!(shape, Shape::Lower | Shape::Capital) {
                continue;
            }
            if let Some(seen) = seen.get_mut(&self.all[at].key) {
                *(if shape == Shape::Lower { &mut seen.lower } else { &mut seen.capital }) += 1;
            }
        }
        seen
    }
}

fn shape(word: &str) -> Shape {
    match word.as_bytes() {
        [b'a'..=b'z', ..] => return Shape::Lower,
        [b'A'..=b'Z', rest @ ..] if rest.iter().any(u8::is_ascii_lowercase) => return Shape::Capital,
        _ => {}
    }
    let mut chars = word.chars();
    match chars.next() {
        Some(c) if c.is_lowercase() => Shape::Lower,
        Some(c) if c.is_uppercase() => {
            let mut rest = chars.filter(|c| c.is_alphabetic()).peekable();
            if rest.peek().is_some() && rest.all(char::is_uppercase) { Shape::Upper } else { Shape::Capital }
        }
        Some(c) if c.is_numeric() => Shape::Number,
        _ => Shape::Caseless,
    }
}

fn gap(text: &str, before: &Token, between: &str) -> Gap {
    match between {
        "" | "\u{a0}" => Gap::Blank,
        "-" | "\u{2010}" | "\u{2011}" => Gap::Hyphen,
        ", " => Gap::Comma,
        " & " => Gap::And,
        "." | ". " if before.is_initial(text) || before.is(class::TITLE) || before.is(class::PREFIX) => {
            Gap::Dot
        }
        between if between.ends_with('(') => Gap::Bracket,
        "'s " | "’s " | "' " | "’ " => Gap::Possessive,
        between if between.chars().all(char::is_whitespace) => Gap::Blank,
        _ => Gap::Break,
    }
}

/// The first sign that is no blank.
fn mark(between: &str) -> u8 {
    if between.len() <= 1 {
        return between.bytes().find(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    }
    match between.trim_start().chars().next() {
        None => 0,
        Some('“' | '”' | '„' | '«' | '»') => b'"',
        Some('‘' | '’' | '‹' | '›') => b'\'',
        Some('\u{2010}'..='\u{2015}') => b'-',
        Some('…') => b'.',
        Some(c) => u8::try_from(c).unwrap_or(1),
    }
}

/// Whether the next word has a capital because of what stands before it.
fn opens(between: &str) -> bool {
    between != " " && between.contains(['“', '«', '„', '‘', ':', '•', '|', '…', '"'])
}

/// More than three fifths of the words that count have capitals, and it does not end as a sentence does; or are in
/// capitals alone, whatever the end.
fn is_loud(text: &str, tokens: &[Token]) -> bool {
    let counted = |token: &&Token| {
        let cased = matches!(token.shape, Shape::Lower | Shape::Capital | Shape::Upper);
        cased && (!token.is(class::STOP) || token.shape == Shape::Upper)
    };
    let (mut all, mut capitals, mut upper) = (0, 0, 0);
    for token in tokens.iter().filter(counted) {
        all += 1;
        capitals += usize::from(token.is_capital());
        upper += usize::from(token.shape == Shape::Upper);
    }
    let most = |some: usize| if all < 4 { all == some } else { some * 5 > all * 3 };
    let quiet_end = || !text.ends_with(['.', '”', '"', '!', '?']);
    all > 2 && most(upper) || all > 0 && most(capitals) && quiet_end()
}

/// "Jane Reed, director of the Harbour Board": a name, a comma, an office or a body.
fn is_signature(tokens: &[Token]) -> bool {
    let comma = tokens.iter().position(|token| token.gap == Gap::Comma);
    let office =
        |at: usize| tokens[at].is(class::TITLE) || tokens.last().is_some_and(|last| last.is(class::ORG));
    tokens.len() <= 12 && comma.is_some_and(|at| (2..=6).contains(&at) && office(at))
}
