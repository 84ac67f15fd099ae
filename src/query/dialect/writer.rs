//! Writes a query of a database in our language.

use crate::lang::{Lang, PACKS};
use crate::query::Notice;
use crate::query::dialect::raw::{self, Piece, Raw};
use crate::query::dialect::{Connector, Field, Grammar, Translation};
use crate::text::{self, Span};

/// Groups inside groups that are still written; bounds recursion.
const MAX_DEPTH: usize = 32;

pub(super) fn write(grammar: &Grammar, query: &str) -> Translation {
    let mut writer =
        Writer { grammar, query, pieces: raw::pieces(query), at: 0, depth: 0, notices: Vec::new() };
    let mut parts = Vec::new();
    while writer.at < writer.pieces.len() {
        parts.extend(Some(writer.group()).filter(|part| !part.is_empty()));
        // A parenthesis that closes nothing.
        writer.at += 1;
    }
    Translation { native: parts.join(" "), notices: writer.notices }
}

struct Writer<'a> {
    grammar: &'a Grammar,
    query: &'a str,
    pieces: Vec<Piece>,
    at: usize,
    depth: usize,
    notices: Vec<Notice>,
}

/// A part of a group.
enum Part {
    /// A word that may become part of a phrase.
    Word(String),
    /// Something whole.
    Whole(String),
    /// What joins two of these.
    Joint(String),
}

impl<'a> Writer<'a> {
    fn text(&self, piece: &Piece) -> &'a str {
        &self.query[piece.at.clone()]
    }

    fn peek(&self, kind: Raw) -> Option<Piece> {
        self.pieces.get(self.at).filter(|piece| piece.kind == kind).cloned()
    }

    fn take(&mut self, kind: Raw) -> Option<Piece> {
        let piece = self.peek(kind)?;
        self.at += 1;
        Some(piece)
    }

    fn notice(&mut self, at: Span, message: &str) {
        self.notices.push(Notice { at, message: message.to_owned() });
    }

    /// Everything up to a closing parenthesis, which is left.
    fn group(&mut self) -> String {
        let mut parts = Vec::new();
        while let Some(piece) = self.pieces.get(self.at).filter(|piece| piece.kind != Raw::Close).cloned() {
            self.at += 1;
            parts.extend(self.part(&piece));
        }
        joined(parts, self.grammar.phrases)
    }

    /// A group in parentheses, the opening one taken; empty where nothing is in it.
    fn inner(&mut self) -> String {
        if self.depth == MAX_DEPTH {
            self.skip_group();
            return String::new();
        }
        self.depth += 1;
        let inner = self.group();
        self.depth -= 1;
        self.take(Raw::Close);
        inner
    }

    fn skip_group(&mut self) {
        let mut open = 1_usize;
        while open > 0 && self.at < self.pieces.len() {
            match self.pieces[self.at].kind {
                Raw::Open => open += 1,
                Raw::Close => open -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn part(&mut self, piece: &Piece) -> Option<Part> {
        let word = self.text(piece);
        match piece.kind {
            Raw::Open => {
                let inner = self.inner();
                (!inner.is_empty()).then(|| Part::Whole(format!("({inner})")))
            }
            Raw::Close | Raw::Sign => None,
            Raw::Quoted => phrase(word).map(Part::Whole),
            Raw::Word => self.word(piece, word),
        }
    }

    fn word(&mut self, piece: &Piece, word: &str) -> Option<Part> {
        let name = word.to_lowercase();
        if let Some(field) = (self.grammar.field)(&name) {
            if self.peek(Raw::Open).is_some() || self.grammar.equals && self.peek(Raw::Sign).is_some() {
                return self.field(piece, field);
            }
            if matches!(field, Field::Words | Field::Date)
                && let Some(part) = self.compared(field, piece)
            {
                return Some(part);
            }
        }
        if let Some(connector) = (self.grammar.connector)(&name) {
            return self.connector(piece, connector);
        }
        let (word, first) = first_words(word);
        let native = (self.grammar.word)(word);
        if !text::words(&native).any(|_| true) && !native.contains('*') {
            return None;
        }
        Some(match first {
            Some(first) => Part::Whole(format!("first{first}({native})")),
            None => Part::Word(native),
        })
    }

    fn connector(&mut self, piece: &Piece, connector: Connector) -> Option<Part> {
        match connector {
            Connector::Native(native) => Some(Part::Joint(native)),
            Connector::Nearly(native, why) => {
                self.notice(piece.at.clone(), why);
                Some(Part::Joint(native))
            }
            Connector::AtLeast(times) => {
                let next = self.pieces.get(self.at).cloned()?;
                self.at += 1;
                let inner = match next.kind {
                    Raw::Open => self.inner(),
                    Raw::Close => {
                        self.at -= 1;
                        String::new()
                    }
                    Raw::Quoted => phrase(self.text(&next)).unwrap_or_default(),
                    Raw::Sign => String::new(),
                    Raw::Word => (self.grammar.word)(self.text(&next)),
                };
                (!inner.is_empty()).then(|| Part::Whole(format!("atleast{times}({inner})")))
            }
        }
    }

    /// A field with its value behind a parenthesis or a sign.
    fn field(&mut self, piece: &Piece, field: Field) -> Option<Part> {
        let sign = self.take(Raw::Sign).map(|sign| self.text(&sign).to_owned());
        let start = self.pieces.get(self.at).map_or(self.query.len(), |next| next.at.start);
        let value = match self.pieces.get(self.at).cloned() {
            Some(next) if next.kind == Raw::Open => {
                self.at += 1;
                match field {
                    Field::None(_) | Field::Date | Field::Words | Field::Language | Field::Letters(_) => {
                        self.skip_group();
                        self.query[next.at.end..self.behind()].trim_end_matches([')', '}']).trim().to_owned()
                    }
                    _ => self.inner(),
                }
            }
            Some(next) if next.kind == Raw::Quoted => {
                self.at += 1;
                phrase(self.text(&next)).unwrap_or_default()
            }
            Some(next) if next.kind == Raw::Word => {
                self.at += 1;
                let raw = matches!(field, Field::Date | Field::Words | Field::Language | Field::Letters(_));
                if raw { self.text(&next).to_owned() } else { (self.grammar.word)(self.text(&next)) }
            }
            _ => String::new(),
        };
        if value.is_empty() {
            return None;
        }
        let at = piece.at.start..self.behind().max(start.min(self.query.len()));
        self.meaning(field, sign.as_deref(), &value, at)
    }

    /// The end of the last piece taken.
    fn behind(&self) -> usize {
        let last = self.at.checked_sub(1).and_then(|at| self.pieces.get(at));
        last.map_or(self.query.len(), |last| last.at.end)
    }

    fn meaning(&mut self, field: Field, sign: Option<&str>, value: &str, at: Span) -> Option<Part> {
        let whole = |text: String| Some(Part::Whole(text));
        match field {
            Field::Ours(name) if name.ends_with(':') => whole(format!("{name}({value})")),
            Field::Ours(name) => whole(format!("{name}({value})")),
            Field::Text => whole(format!("({value})")),
            Field::Letters(write) => whole(format!("exact:\"{}\"", write(&value.replace('"', " ")))),
            Field::ThisForm => whole(if value.contains(['(', '"', ' ']) {
                format!("({value})")
            } else {
                format!("={value}")
            }),
            Field::Words => whole(format!("words:{}{value}", sign.unwrap_or(""))),
            Field::Date => match date(value, sign) {
                Some(date) => whole(format!("date:{date}")),
                None => self.nothing(at, "not understood as a date; use --since and --until"),
            },
            Field::Language => match language(value) {
                Some(lang) => whole(format!("lang:{lang}")),
                None => self.nothing(at, "no language that is known here"),
            },
            Field::None(why) => self.nothing(at, why),
        }
    }

    fn nothing(&mut self, at: Span, why: &str) -> Option<Part> {
        self.notice(at, why);
        None
    }

    /// `length > 500`, `date aft 1/31/2020`, `date from 20200101 to 20201231`, the name taken.
    fn compared(&mut self, field: Field, name: &Piece) -> Option<Part> {
        let begun = self.at;
        let part = match field {
            Field::Words => self.take(Raw::Sign).and_then(|sign| {
                let number = self.take(Raw::Word)?;
                Some(Part::Whole(format!("words:{}{}", self.text(&sign), self.text(&number))))
            }),
            _ => self.dates(name),
        };
        if part.is_none() {
            self.at = begun;
        }
        part
    }

    fn dates(&mut self, name: &Piece) -> Option<Part> {
        let sign = self.take(Raw::Sign).map(|sign| self.text(&sign).to_owned());
        let first = self.take(Raw::Word)?;
        let how = self.text(&first).to_lowercase();
        let written = match how.as_str() {
            "from" => {
                let from = self.take(Raw::Word)?;
                self.take(Raw::Word).filter(|to| self.text(to).eq_ignore_ascii_case("to"))?;
                let to = self.take(Raw::Word)?;
                Some(format!("{}..{}", day(self.text(&from))?, day(self.text(&to))?))
            }
            "aft" | "after" | "bef" | "before" | "is" => {
                let value = self.take(Raw::Word)?;
                let sign = match &how[..1] {
                    "a" => ">",
                    "b" => "<",
                    _ => "",
                };
                day(self.text(&value)).map(|day| format!("{sign}{day}"))
            }
            value => date(value, sign.as_deref()),
        };
        if let Some(date) = written {
            return Some(Part::Whole(format!("date:{date}")));
        }
        self.nothing(name.at.start..self.behind(), "not understood as a date; use --since and --until")
    }
}

/// Parts in a row, with our signs between them; joints at the ends and beside others fall away.
fn joined(parts: Vec<Part>, phrases: bool) -> String {
    let mut written: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut joint: Option<String> = None;
    for part in parts {
        match part {
            Part::Word(word) => {
                if words.is_empty() || !phrases {
                    flush(&mut words, &mut written);
                    written.extend(joint.take().filter(|joint| !written.is_empty() || joint == "NOT"));
                }
                words.push(word);
            }
            Part::Whole(whole) => {
                flush(&mut words, &mut written);
                written.extend(joint.take().filter(|joint| !written.is_empty() || joint == "NOT"));
                written.push(whole);
            }
            Part::Joint(next) => {
                flush(&mut words, &mut written);
                joint = Some(match joint.take() {
                    // `and not`
                    Some(_) if next == "NOT" => next,
                    Some(not) if not == "NOT" && next.contains('/') => format!("not {next}"),
                    _ => next,
                });
            }
        }
    }
    flush(&mut words, &mut written);
    written.join(" ")
}

/// Writes the words that stand beside each other: one as it is, several as a phrase, unless letters are open in them.
fn flush(words: &mut Vec<String>, written: &mut Vec<String>) {
    let open = |word: &String| word.contains(['*', '?', '(']);
    match words.as_slice() {
        [] => {}
        [word] => written.push(word.clone()),
        // Open letters have no place in a phrase: one word right behind the other says the same.
        many if many.iter().any(open) => written.push(format!("({})", many.join(" pre/1 "))),
        many => written.push(format!("\"{}\"", many.join(" "))),
    }
    words.clear();
}

fn phrase(text: &str) -> Option<String> {
    text::words(text).next()?;
    Some(format!("\"{}\"", text.trim()))
}

/// A word without `/F50/` behind it, and that number.
fn first_words(word: &str) -> (&str, Option<&str>) {
    let split = || {
        let (word, rest) = word.split_once('/')?;
        let digits = rest.strip_prefix(['f', 'F'])?.strip_suffix('/')?;
        let good = !word.is_empty() && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        good.then_some((word, digits))
    };
    split().map_or((word, None), |(word, digits)| (word, Some(digits)))
}

/// A language by its name or code of two or three letters.
fn language(name: &str) -> Option<Lang> {
    let name = name.trim().trim_matches('"').to_lowercase();
    let named = PACKS.iter().find(|pack| {
        let known = pack.name.to_lowercase();
        known == name || name.len() == 3 && known.starts_with(&name)
    });
    named.map(|pack| pack.lang).or_else(|| Lang::parse(&name).filter(|_| name.len() == 2))
}

/// A date, a year, or two of them with a dash between.
fn date(text: &str, sign: Option<&str>) -> Option<String> {
    let text = text.trim();
    if let Some((from, to)) = text.split_once('-').filter(|_| day(text).is_none()) {
        return Some(format!("{}..{}", day(from)?, day(to)?));
    }
    let sign = sign.filter(|sign| *sign != "=").unwrap_or("");
    day(text).map(|day| format!("{sign}{day}"))
}

/// A day, month or year as ours: `20200131`, `1/31/2020` (month first, as these databases have it), `2020-01-31`, `2020`.
fn day(text: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    if !parts.iter().all(|part| digits(part)) {
        return None;
    }
    match parts.as_slice() {
        [all] if all.len() == 8 => Some(format!("{}-{}-{}", &all[..4], &all[4..6], &all[6..])),
        [year] if year.len() == 4 => Some((*year).to_owned()),
        [year, month] | [month, year] if year.len() == 4 && month.len() < 3 => {
            Some(format!("{year}-{month:0>2}"))
        }
        [year, month, day] if year.len() == 4 => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        [month, day, year] if year.len() == 4 => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        _ => None,
    }
}
