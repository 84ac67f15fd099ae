//! Cuts a query of a database into pieces.

use crate::text::Span;

/// What kind of piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Raw {
    Open,
    Close,
    /// The inside of a quotation.
    Quoted,
    /// Anything else without blanks in it.
    Word,
    /// `=`, `>`, `<`, `>=`, `<=`.
    Sign,
}

/// A piece and its place; a quotation without its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: Raw,
    pub(super) at: Span,
}

const QUOTES: [char; 3] = ['"', '“', '”'];

/// The pieces of a query, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let end = at + next.len_utf8();
        match next {
            _ if next.is_whitespace() || next == ',' || next == ';' => at = end,
            '(' | '{' => at = push(&mut all, Raw::Open, at..end),
            ')' | '}' => at = push(&mut all, Raw::Close, at..end),
            '=' | '<' | '>' => {
                let length = text[at..].chars().take_while(|c| "=<>".contains(*c)).count();
                at = push(&mut all, Raw::Sign, at..at + length);
            }
            _ if QUOTES.contains(&next) => {
                let closing = text[end..].find(QUOTES).map_or(text.len(), |length| end + length);
                push(&mut all, Raw::Quoted, end..closing);
                at = closing + text[closing..].chars().next().map_or(0, char::len_utf8);
            }
            _ => {
                let ends = |c: char| c.is_whitespace() || "(){}=<>,;".contains(c) || QUOTES.contains(&c);
                let length = text[at..].find(ends).unwrap_or(text.len() - at);
                at = push(&mut all, Raw::Word, at..at + length);
            }
        }
    }
    all
}

fn push(all: &mut Vec<Piece>, kind: Raw, at: Span) -> usize {
    let end = at.end;
    all.push(Piece { kind, at });
    end
}
