//! Cuts a query into tokens, each with its place.

use crate::query::clause::{Boost, Reach, Region};
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
    /// `w/5` and the like.
    Near(Reach),
    /// The name of a function, right in front of its parenthesis.
    Function(Function),
    /// `~3` right behind a quotation.
    Slop(u32),
    /// `^2` right behind something.
    Boost(Boost),
    /// A dash in front of something.
    Minus,
    /// An opening parenthesis.
    Open,
    /// A closing parenthesis.
    Close,
}

/// What is asked of what stands in the parentheses behind it.
#[derive(Clone, Copy)]
pub(super) enum Function {
    /// To stand in a part of the article.
    Within(Region),
    /// To stand there so often.
    AtLeast(u32),
}

impl Function {
    /// Reads `lead`, `hlead`, `first50`, `atleast3`, capitals or not.
    fn parse(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let number = |word: &str| name.strip_prefix(word).and_then(number).filter(|number| *number > 0);
        match name.as_str() {
            "lead" => Some(Self::Within(Region::Lead)),
            "hlead" => Some(Self::Within(Region::HeadAndLead)),
            _ => number("first")
                .map(|words| Self::Within(Region::First(words)))
                .or_else(|| number("atleast").map(Self::AtLeast)),
        }
    }
}

/// Digits alone, as a number; the largest for what is larger.
pub(super) fn number(digits: &str) -> Option<u32> {
    let good = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| digits.parse().unwrap_or(u32::MAX))
}

/// Reads `w/5`, `pre/5`, `w/s`, `w/p`, capitals or not; `w/0` is none.
pub(super) fn reach(word: &str) -> Option<Reach> {
    let (how, far) = word.split_once('/')?;
    let words = || number(far).filter(|most| *most > 0);
    match (how.to_ascii_lowercase().as_str(), far) {
        ("w", "s" | "S") => Some(Reach::Sentence),
        ("w", "p" | "P") => Some(Reach::Paragraph),
        ("w", _) => words().map(Reach::Words),
        ("pre", _) => words().map(Reach::Before),
        _ => None,
    }
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
            ')' => {
                self.push(Kind::Close, 1);
                self.boost();
            }
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
        self.slop();
        self.boost();
    }

    /// `~3`, where it stands here.
    fn slop(&mut self) {
        let digits = self.rest().strip_prefix('~').map(digits).unwrap_or_default();
        if let Some(slop) = number(digits) {
            self.push(Kind::Slop(slop), 1 + digits.len());
        }
    }

    /// `^2`, where it stands here.
    fn boost(&mut self) {
        let weight = self.rest().strip_prefix('^').map(decimal).unwrap_or_default();
        if let Some(boost) = Boost::parse(weight) {
            self.push(Kind::Boost(boost), 1 + weight.len());
        }
    }

    fn word(&mut self) {
        let length = self.word_length();
        let word = &self.rest()[..length];
        if let Some(reach) = reach(word) {
            return self.push(Kind::Near(reach), length);
        }
        if self.rest()[length..].starts_with('(')
            && let Some(function) = Function::parse(word)
        {
            return self.push(Kind::Function(function), length);
        }
        let length = unweighted(word);
        let word = &word[..length];
        if let Some((operator, name)) = compared(word) {
            self.operator(operator, name, length);
            return self.boost();
        }
        let name = word.find(':').filter(|&end| is_name(&word[..end]));
        match name.map(|end| (end, operators::find(&word[..end]))) {
            Some((end, Some(operator))) => self.operator(operator, end + 1, length),
            Some((end, None)) if is_value(&word[end + 1..]) => self.push(Kind::Unknown { name: end }, length),
            _ => self.push(Kind::Word, length),
        }
        self.boost();
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

/// Bytes of a word in front of its weight (`harbour^2`); all of them where it has none.
fn unweighted(word: &str) -> usize {
    let at = word.rfind('^').filter(|at| *at > 0 && Boost::parse(&word[at + 1..]).is_some());
    at.unwrap_or(word.len())
}

/// The digits that a text begins with.
fn digits(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_digit).count()]
}

/// The digits and dots that a text begins with, without a dot at the end.
fn decimal(text: &str) -> &str {
    let length = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    text[..length].trim_end_matches('.')
}

/// The operator of `mentions>3` or `words>500`, which needs no colon, and the bytes of its name.
fn compared(word: &str) -> Option<(&'static Operator, usize)> {
    let end = word.find(['<', '>', '='])?;
    let operator = operators::find(&word[..end]).filter(|operator| operator.counts)?;
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
