//! Reads a query. Whatever is typed means something: what is not understood is taken literally, and said.

mod cursor;
mod literal;
mod near;
mod open;
mod words;

use crate::query::clause::Clause;
use crate::query::lexer::{self, Kind, Token};
use crate::query::operators::{self, Argument, Operator};
use crate::query::parser::cursor::Cursor;
use crate::query::parser::literal::{literal, trimmed};
use crate::query::{Notice, Parsed};
use crate::text::{self, Span};

/// Parentheses inside parentheses that are still understood; bounds recursion.
const MAX_DEPTH: usize = 32;
/// Words that are still understood; bounds the work that one query can ask for.
const MAX_WORDS: usize = 2048;
/// Words, operators and parentheses that are still understood: what a query of [`MAX_WORDS`] words prints.
const MAX_TOKENS: usize = 4 * MAX_WORDS;

/// Reads a query. Never fails; linear in its length. What it means reads the same when it is printed.
pub fn parse(query: &str) -> Parsed {
    let mut parsed = read(query);
    // At the limits, operators that were typed without parentheses are too deep when printed with them.
    for _ in 0..MAX_DEPTH {
        let again = read(&parsed.query.to_string()).query;
        if again == parsed.query {
            break;
        }
        let message = "too much inside each other; the innermost is taken as words";
        parsed.notices.push(Notice { at: 0..query.len(), message: message.to_owned() });
        parsed.query = again;
    }
    parsed.notices.dedup();
    parsed.notices.sort_by_key(|notice| notice.at.start);
    parsed
}

/// Reads a query once.
fn read(query: &str) -> Parsed {
    let mut tokens = lexer::tokens(query);
    let mut notices = Vec::new();
    if let Some(end) = end(query, &tokens) {
        let at = tokens[end].span.start..query.len();
        notices.push(Notice { at, message: format!("not read: a query ends after {MAX_WORDS} words") });
        tokens.truncate(end);
    }
    let mut parser =
        Parser { query, cursor: Cursor::new(query, tokens), depth: 0, lists: Vec::new(), notices };
    let mut clause = parser.whole();
    if open::bound(&mut clause) {
        parser.notice(0..query.len(), open::TOO_MANY);
    }
    parser.check_duplicates(&clause);
    Parsed { query: clause, notices: parser.notices }
}

/// The first token that is one too many.
fn end(query: &str, tokens: &[Token]) -> Option<usize> {
    let joins = |token: &Token| match token.kind {
        Kind::Word => matches!(&query[token.span.clone()], "OR" | "AND" | "NOT"),
        kind => matches!(kind, Kind::Open | Kind::Close | Kind::Minus | Kind::Near(_)),
    };
    let words = tokens.iter().enumerate().filter(|(_, token)| !joins(token)).map(|(at, _)| at);
    words.take(MAX_WORDS + 1).nth(MAX_WORDS).or((tokens.len() > MAX_TOKENS).then_some(MAX_TOKENS))
}

struct Parser<'a> {
    query: &'a str,
    cursor: Cursor<'a>,
    depth: usize,
    /// Where the query speaks of its whole list.
    lists: Vec<Span>,
    notices: Vec<Notice>,
}

impl<'a> Parser<'a> {
    fn whole(&mut self) -> Clause {
        let mut parts = Vec::new();
        while !self.cursor.is_done() {
            parts.extend(self.alternatives());
            if let Some(extra) = self.cursor.take_if(|kind| matches!(kind, Kind::Close)) {
                self.notice(extra.span, "this parenthesis closes nothing");
            }
        }
        if parts.is_empty() && !self.query.trim().is_empty() { Clause::Nothing } else { Clause::and(parts) }
    }

    /// `a OR b c OR d`, up to a closing parenthesis.
    fn alternatives(&mut self) -> Option<Clause> {
        let start = self.cursor.at;
        let mut all: Vec<Clause> = self.sequence().into_iter().collect();
        let mut joined = matches!(all.last(), Some(Clause::And(_))) && !self.cursor.is_group(start);
        while let Some(or) = self.cursor.take_word("OR") {
            let start = self.cursor.at;
            match (all.is_empty(), self.sequence()) {
                (false, Some(clause)) => {
                    joined |= matches!(clause, Clause::And(_)) && !self.cursor.is_group(start);
                    all.push(clause);
                }
                (_, clause) => {
                    self.notice(or.span, "nothing to join here; write `\"or\"` to look for the word");
                    all.extend(clause);
                }
            }
        }
        let clause = (!all.is_empty()).then(|| Clause::or(all))?;
        if joined && matches!(clause, Clause::Or(_)) {
            self.notice(self.cursor.span_since(start), &format!("read as {clause}"));
        }
        Some(clause)
    }

    /// `a b AND -c`, up to `OR` or a closing parenthesis.
    fn sequence(&mut self) -> Option<Clause> {
        let mut all = Vec::new();
        loop {
            if let Some(and) = self.cursor.take_word("AND") {
                if all.is_empty() || self.cursor.ended() {
                    self.notice(and.span, "nothing to join here; write `\"and\"` to look for the word");
                }
            } else if self.cursor.ended() || self.cursor.peek_word("OR") {
                return (!all.is_empty()).then(|| Clause::and(all));
            } else {
                all.extend(self.negation());
            }
        }
    }

    /// `NOT a`, `-a`, `a`.
    fn negation(&mut self) -> Option<Clause> {
        let mut negative = false;
        let mut last = None;
        while let Some(not) = self.cursor.take_not() {
            negative = !negative;
            last = Some(not.span);
        }
        let clause = if self.cursor.ended() || self.cursor.peek_word("OR") || self.cursor.peek_word("AND") {
            None
        } else {
            self.proximity()
        };
        match (clause, last) {
            (None, Some(not)) => {
                self.notice(not, "nothing to leave out here; write `\"not\"` to look for the word");
                None
            }
            (Some(clause), _) if negative => Some(clause.negated()),
            (clause, _) => clause,
        }
    }

    /// `a^2`, `a`.
    fn weighted(&mut self) -> Option<Clause> {
        if self.cursor.peek().is_some_and(|token| matches!(token.kind, Kind::Near(_))) {
            return None;
        }
        let clause = self.atom();
        match self.cursor.take_boost() {
            Some(boost) => clause.map(|clause| match clause {
                Clause::Boost(inner, _) => Clause::Boost(inner, boost),
                clause => Clause::Boost(Box::new(clause), boost),
            }),
            None => clause,
        }
    }

    fn atom(&mut self) -> Option<Clause> {
        let token = self.cursor.next()?;
        match token.kind {
            Kind::Open => self.group(token.span),
            Kind::Phrase { closed } => self.phrase(token.span, closed),
            Kind::Operator(operator) => self.operator(operator, token.span),
            Kind::Unknown { name } => self.unknown(token.span, name),
            Kind::Function(function) => self.function(function, token.span),
            Kind::Word | Kind::Minus | Kind::Close | Kind::Near(_) => self.plain(token.span),
            Kind::Slop(_) | Kind::Boost(_) => None,
        }
    }

    fn group(&mut self, open: Span) -> Option<Clause> {
        if self.depth == MAX_DEPTH {
            self.notice(open.clone(), "too many parentheses inside each other; those inside are ignored");
            return self.flat_group(open);
        }
        self.depth += 1;
        let clause = self.alternatives();
        self.depth -= 1;
        if self.cursor.take_if(|kind| matches!(kind, Kind::Close)).is_none() {
            self.notice(open.clone(), "this parenthesis is not closed; read as if it were at the end");
        }
        if clause.is_none() {
            self.notice(open, "nothing in these parentheses");
        }
        clause
    }

    /// The words of a group too deep to be understood, whatever parentheses are in it.
    fn flat_group(&mut self, open: Span) -> Option<Clause> {
        let mut inside = 1_usize;
        while let Some(token) = self.cursor.next() {
            match token.kind {
                Kind::Open => inside += 1,
                Kind::Close => inside -= 1,
                _ => {}
            }
            if inside == 0 {
                break;
            }
        }
        literal(&self.query[self.cursor.span_since_byte(open.end)])
    }

    fn phrase(&mut self, span: Span, closed: bool) -> Option<Clause> {
        if !closed {
            self.notice(span.clone(), "this quotation is not closed; read as if it were at the end");
        }
        let slop = self.cursor.take_slop();
        let words = trimmed(&self.query[span.clone()]);
        if words.is_none() {
            self.notice(span, "no word in this quotation");
        }
        let words = words?.to_owned();
        Some(match slop {
            Some(more) if text::words(&words).nth(1).is_some() => Clause::Loose(words, more),
            _ => Clause::Phrase(words),
        })
    }

    fn operator(&mut self, operator: &'static Operator, name: Span) -> Option<Clause> {
        let from = self.cursor.at;
        let Some((text, clause)) = self.value() else {
            self.notice(name.clone(), "nothing behind this colon; taken as a word");
            return literal(&self.query[name]);
        };
        let value = self.cursor.span_since(from);
        match (operator.clause)(Argument { text, clause }) {
            Ok(clause) => {
                if matches!(clause, Clause::Duplicates(_)) {
                    self.lists.push(name.start..value.end);
                }
                Some(clause)
            }
            Err(why) => {
                self.notice(name.start..value.end, &format!("{why}; taken as words"));
                literal(&self.query[name.start..value.end])
            }
        }
    }

    /// The value of an operator: its text (empty for a group) and what that means by itself.
    fn value(&mut self) -> Option<(&'a str, Clause)> {
        let token = self.cursor.peek()?.clone();
        let text = &self.query[token.span.clone()];
        let clause = match token.kind {
            Kind::Open | Kind::Phrase { .. } => self.atom(),
            Kind::Word | Kind::Unknown { .. } => {
                self.cursor.at += 1;
                self.plain(token.span)
            }
            _ => return None,
        };
        let text = if matches!(token.kind, Kind::Open) { "" } else { text };
        Some((text, clause.unwrap_or(Clause::Nothing)))
    }

    fn unknown(&mut self, span: Span, name: usize) -> Option<Clause> {
        let text = &self.query[span.clone()];
        let hint =
            operators::like(&text[..name]).map_or(String::new(), |like| format!("; did you mean `{like}:`?"));
        self.notice(span.clone(), &format!("no field `{}`, taken as words{hint}", &text[..name]));
        self.plain(span)
    }

    /// Says where a word on the whole list stands in a part of the query, and so has nothing to say.
    fn check_duplicates(&mut self, query: &Clause) {
        fn heard(clause: &Clause) -> usize {
            match clause {
                Clause::And(clauses) => clauses.iter().map(heard).sum(),
                clause => usize::from(clause.duplicates().is_some()),
            }
        }
        if let Some(at) = self.lists.last().filter(|_| heard(query) < self.lists.len()) {
            let message = "speaks of the whole list; under `OR` and `-` it has nothing to say";
            self.notice(at.clone(), message);
        }
    }

    fn notice(&mut self, at: Span, message: &str) {
        self.notices.push(Notice { at, message: message.to_owned() });
    }
}

#[cfg(test)]
mod tests;
