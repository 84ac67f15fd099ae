//! Reads a query. Whatever is typed means something: what is not understood is taken literally, and said.

mod cursor;
mod literal;

use crate::query::clause::Clause;
use crate::query::lexer::{self, Kind};
use crate::query::operators::{self, Argument, Operator};
use crate::query::parser::cursor::Cursor;
use crate::query::parser::literal::{literal, trimmed};
use crate::query::{Notice, Parsed};
use crate::text::Span;

/// Parentheses inside parentheses that are still understood; bounds recursion.
const MAX_DEPTH: usize = 32;
/// Words and operators that are still understood; bounds the work that one query can ask for.
const MAX_TOKENS: usize = 2048;

/// Reads a query. Never fails; linear in its length.
pub fn parse(query: &str) -> Parsed {
    let mut tokens = lexer::tokens(query);
    let mut notices = Vec::new();
    if let Some(first) = tokens.get(MAX_TOKENS) {
        let at = first.span.start..query.len();
        notices.push(Notice { at, message: format!("not read: a query ends after {MAX_TOKENS} words") });
        tokens.truncate(MAX_TOKENS);
    }
    let mut parser = Parser { query, cursor: Cursor::new(query, tokens), depth: 0, notices };
    let clause = parser.whole();
    let mut notices = parser.notices;
    notices.sort_by_key(|notice| notice.at.start);
    Parsed { query: clause, notices }
}

struct Parser<'a> {
    query: &'a str,
    cursor: Cursor<'a>,
    depth: usize,
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
            self.atom()
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

    fn atom(&mut self) -> Option<Clause> {
        let token = self.cursor.next()?;
        match token.kind {
            Kind::Open => self.group(token.span),
            Kind::Phrase { closed } => self.phrase(token.span, closed),
            Kind::Operator(operator) => self.operator(operator, token.span),
            Kind::Unknown { name } => self.unknown(token.span, name),
            Kind::Word | Kind::Minus | Kind::Close => self.word(token.span),
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
        let words = trimmed(&self.query[span.clone()]);
        if words.is_none() {
            self.notice(span, "no word in this quotation");
        }
        words.map(|words| Clause::Phrase(words.to_owned()))
    }

    fn operator(&mut self, operator: &'static Operator, name: Span) -> Option<Clause> {
        let from = self.cursor.at;
        let Some((text, clause)) = self.value() else {
            self.notice(name.clone(), "nothing behind this colon; taken as a word");
            return literal(&self.query[name]);
        };
        let value = self.cursor.span_since(from);
        match (operator.clause)(Argument { text, clause }) {
            Ok(clause) => Some(clause),
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
            Kind::Operator(_) | Kind::Minus | Kind::Close => return None,
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

    fn word(&mut self, span: Span) -> Option<Clause> {
        if &self.query[span.clone()] == "*" {
            return Some(Clause::All);
        }
        self.plain(span)
    }

    /// A word, or the beginning of words where a star ends it; `None` where there is nothing to look for.
    fn plain(&mut self, span: Span) -> Option<Clause> {
        let text = &self.query[span.clone()];
        if text == "*" {
            return Some(Clause::All);
        }
        let Some(stem) = text.strip_suffix('*') else {
            if text.trim_start_matches('*').contains('*') {
                self.notice(span, "a star counts at the end of a word only");
            }
            return literal(text);
        };
        match literal(stem) {
            Some(Clause::Word(word)) if stem.ends_with(&word) && !word.contains('*') => {
                Some(Clause::Prefix(word))
            }
            clause => {
                self.notice(span, "a star counts at the end of a word only");
                clause
            }
        }
    }

    fn notice(&mut self, at: Span, message: &str) {
        self.notices.push(Notice { at, message: message.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a query means, as printed, then its notices.
    fn read(query: &str) -> String {
        let parsed = parse(query);
        let notices = parsed.notices.iter();
        let said =
            notices.map(|notice| format!(" | {}..{} {}", notice.at.start, notice.at.end, notice.message));
        std::iter::once(parsed.query.to_string()).chain(said).collect()
    }

    #[test]
    fn words_beside_each_other_are_all_wanted() {
        let word = |text: &str| Clause::Word(text.to_owned());
        assert_eq!(parse("harbour AND strike").query, Clause::And(vec![word("harbour"), word("strike")]));
        assert_eq!(parse("harbour strike").query, parse("harbour AND strike").query);
    }

    #[test]
    fn no_words_at_all_are_every_article() {
        assert_eq!(read(""), "*");
        assert_eq!(read("  *  "), "*");
    }

    #[test]
    fn marks_without_a_word_find_nothing() {
        assert_eq!(read("&&"), "\"\"");
        assert_eq!(read("\"\""), "\"\" | 1..1 no word in this quotation");
    }

    #[test]
    fn or_binds_more_loosely_and_says_so() {
        assert_eq!(read("harbour OR port"), "harbour OR port");
        assert_eq!(read("harbour OR (port strike)"), "harbour OR (port strike)");
        assert_eq!(
            read("harbour OR port strike"),
            "harbour OR (port strike) | 0..22 read as harbour OR (port strike)"
        );
    }

    #[test]
    fn a_dash_or_not_leaves_out() {
        assert_eq!(read("ferry -storm NOT \"high tide\""), "ferry -storm -\"high tide\"");
        assert_eq!(read("NOT NOT ferry"), "ferry");
        assert_eq!(read("two-state - solution"), "two-state solution");
    }

    #[test]
    fn quotation_marks_of_printers_are_as_good() {
        assert_eq!(read("“old quay” «new quay»"), "\"old quay\" \"new quay\"");
    }

    #[test]
    fn fields_take_a_word_a_phrase_or_a_group() {
        let typed = "title:quay by:\"Mara Quill\" person:(Thorne OR Vale)";
        assert_eq!(read(typed), typed);
        assert_eq!(read("author: Quill Source:(-courier)"), "by:Quill outlet:(-courier)");
    }

    #[test]
    fn dates_are_read_and_printed() {
        let typed = "date:2023-06 date:2022..2023 date:>2020 date:30d date:none in:removed lang:de";
        assert_eq!(read(typed), typed);
        assert_eq!(read("date:*"), "-date:none");
    }

    #[test]
    fn an_unknown_field_is_taken_literally_with_a_suggestion() {
        assert_eq!(
            read("autor:Reed strike"),
            "autor:Reed strike | 0..10 no field `autor`, taken as words; did you mean `author:`?"
        );
        assert_eq!(read("https://example.org/quay 10:30"), "https://example.org/quay 10:30");
    }

    #[test]
    fn what_is_no_date_is_taken_as_words() {
        assert_eq!(
            read("date:soon"),
            "\"date:soon\" | 0..9 `soon` is not a date; write 2023, 2023-06, 2023-06-14, \
             2023-01..2023-06, >2020, 30d or none; taken as words"
        );
    }

    #[test]
    fn a_star_ends_a_prefix() {
        assert_eq!(parse("harb*").query, Clause::Prefix("harb".to_owned()));
        assert_eq!(read("ha*bour"), "ha*bour | 0..7 a star counts at the end of a word only");
    }

    #[test]
    fn what_is_left_open_ends_with_the_query() {
        assert_eq!(
            read("(quay \"old pier"),
            "quay \"old pier\" | 0..1 this parenthesis is not closed; read as if it were at the end \
             | 7..15 this quotation is not closed; read as if it were at the end"
        );
        assert_eq!(read("quay) pier"), "quay pier | 4..5 this parenthesis closes nothing");
    }

    #[test]
    fn a_stray_operator_is_said() {
        for typed in ["OR quay", "quay OR", "quay AND", "AND quay", "quay NOT"] {
            let parsed = parse(typed);
            assert_eq!((parsed.query.to_string().as_str(), parsed.notices.len()), ("quay", 1), "{typed}");
        }
    }

    #[test]
    fn a_flood_of_parentheses_returns() {
        for flood in ["(", "-(", ")", "title:(", "NOT ", "\"", "a OR (", "(-"] {
            let parsed = parse(&flood.repeat(100_000));
            assert_eq!(parse(&parsed.query.to_string()).query, parsed.query);
        }
    }

    #[test]
    fn any_joins_words_and_leaves_conditions() {
        let any = |query: &str| parse(query).query.any().to_string();
        assert_eq!(any("quay \"old pier\" title:storm -fog"), "(quay OR \"old pier\") title:storm -fog");
        assert_eq!(any("quay"), "quay");
        assert_eq!(any("title:quay -fog"), "title:quay -fog");
    }

    /// Pieces that mean something, so that chance meets grammar.
    fn piece() -> impl Strategy<Value = String> {
        let known = [
            "harbour",
            "al-aqsa",
            "“",
            "\"",
            "(",
            ")",
            " ",
            "-",
            "NOT ",
            " OR ",
            " AND ",
            "*",
            "title:",
            "by:",
            "date:2023",
            "date:",
            "in:removed",
            "lang:de",
            "person:",
            "foo:",
            "'",
            "港口",
            "Ü",
            ":",
            "..",
            "x*",
        ];
        prop_oneof![4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
    }

    proptest! {
        #[test]
        fn a_printed_query_parses_to_itself(pieces in prop::collection::vec(piece(), 0..24)) {
            let query = parse(&pieces.concat()).query;
            prop_assert_eq!(&parse(&query.to_string()).query, &query);
            let any = query.any();
            prop_assert_eq!(&parse(&any.to_string()).query, &any);
        }

        #[test]
        fn notices_point_into_the_query(pieces in prop::collection::vec(piece(), 0..24)) {
            let typed = pieces.concat();
            for notice in parse(&typed).notices {
                prop_assert!(typed.get(notice.at).is_some());
            }
        }
    }
}
