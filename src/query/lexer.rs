//! Cuts a query into tokens, each with its place.

use crate::query::operators::{self, Operator};
use crate::text::Span;

/// Marks that open or close a phrase, typewriter and printer's alike.
const QUOTES: [char; 7] = ['"', '“', '”', '„', '‟', '«', '»'];

/// What kind of token.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// A word as typed, punctuation included.
    Word,
    /// The inside of a quotation; `closed` where its end was typed.
    Phrase { closed: bool },
    /// `name:` of a known operator.
    Operator(&'static Operator),
    /// `name:` in front of a value, where no operator has that name; the value is part of the token.
    Unknown { name: usize },
    /// A dash in front of something.
    Minus,
    /// An opening parenthesis.
    Open,
    /// A closing parenthesis.
    Close,
}

/// A token and its place in the query.
#[derive(Clone)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it stands; a phrase without its quotation marks.
    pub(super) span: Span,
}

/// The tokens of a query, in order, in time linear in its length.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new() };
    while let Some(next) = lexer.rest().chars().next() {
        lexer.token(next);
    }
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn token(&mut self, next: char) {
        match next {
            _ if next.is_whitespace() => self.at += next.len_utf8(),
            '(' => self.push(Kind::Open, 1),
            ')' => self.push(Kind::Close, 1),
            _ if QUOTES.contains(&next) => self.phrase(next),
            '-' if self.negates() => self.push(Kind::Minus, 1),
            _ => self.word(),
        }
    }

    /// Takes the next `length` bytes as a token.
    fn push(&mut self, kind: Kind, length: usize) {
        self.tokens.push(Token { kind, span: self.at..self.at + length });
        self.at += length;
    }

    /// One dash, and something right after it: `-word`, not `--flag`, not a dash between blanks.
    fn negates(&self) -> bool {
        let after = self.rest()[1..].chars().next();
        after.is_some_and(|c| !c.is_whitespace() && c != '-' && c != ')')
    }

    fn phrase(&mut self, opening: char) {
        self.at += opening.len_utf8();
        let closing = self.rest().char_indices().find(|(_, c)| QUOTES.contains(c));
        self.push(
            Kind::Phrase { closed: closing.is_some() },
            closing.map_or(self.rest().len(), |(end, _)| end),
        );
        self.at += closing.map_or(0, |(_, mark)| mark.len_utf8());
    }

    fn word(&mut self) {
        let length = self.word_length();
        let word = &self.rest()[..length];
        if let Some((operator, name)) = compared(word) {
            return self.operator(operator, name, length);
        }
        let name = word.find(':').filter(|&end| is_name(&word[..end]));
        match name.map(|end| (end, operators::find(&word[..end]))) {
            Some((end, Some(operator))) => self.operator(operator, end + 1, length),
            Some((end, None)) if is_value(&word[end + 1..]) => self.push(Kind::Unknown { name: end }, length),
            _ => self.push(Kind::Word, length),
        }
    }

    /// Bytes up to a blank, quotation mark or parenthesis.
    fn word_length(&self) -> usize {
        let ends = |c: char| c.is_whitespace() || c == '(' || c == ')' || QUOTES.contains(&c);
        // The first character is part of the word whatever it is, so that every token moves on.
        let mut chars = self.rest().char_indices();
        chars.next();
        chars.find(|(_, c)| ends(*c)).map_or(self.rest().len(), |(at, _)| at)
    }

    /// The operator, then the rest of the word as its value, whatever that looks like.
    fn operator(&mut self, operator: &'static Operator, colon: usize, length: usize) {
        self.push(Kind::Operator(operator), colon);
        if length > colon {
            self.push(Kind::Word, length - colon);
        }
    }
}

/// The operator of `mentions>3`, which needs no colon, and the bytes of its name.
fn compared(word: &str) -> Option<(&'static Operator, usize)> {
    let end = word.find(['<', '>', '='])?;
    let operator = operators::find(&word[..end]).filter(|operator| operator.name == "mentions")?;
    word[end..].contains(|c: char| c.is_ascii_digit()).then_some((operator, end))
}

/// Whether an operator could be called so: times (`10:30`) and single letters are not.
fn is_name(text: &str) -> bool {
    text.len() > 1 && text.chars().all(char::is_alphabetic)
}

/// Whether this can be meant as a value: the rest of an address (`//…`) is not, nor is nothing.
fn is_value(text: &str) -> bool {
    !text.is_empty() && !text.starts_with("//")
}

/// The text with a blank for every quotation mark, so that it can be quoted.
pub(super) fn without_quotes(text: &str) -> String {
    text.replace(QUOTES, " ")
}
