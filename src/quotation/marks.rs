//! Which stretches of a block stand between quotation marks.

use crate::text::Span;

/// A stretch between quotation marks; marks inside it belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    /// With its marks.
    pub(super) outer: Span,
    /// Without marks and without blanks at its ends; never empty.
    pub(super) inner: Span,
    /// Whether it runs on in the next block, which begins with a mark again.
    pub(super) open: bool,
}

/// Marks that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// `“ ”`, and `„ “`.
    Curly,
    /// `« »`
    Angle,
    /// `"`
    Straight,
    /// `‘ ’`
    SingleCurly,
    /// `'`
    SingleStraight,
}

/// The stretches of a block, in order, none inside another; `next` is the block behind it.
///
/// Marks are matched as brackets are. One without a partner quotes nothing, unless it is the block's last and the
/// next block begins with a mark: then the quotation runs over both. An apostrophe is no mark: a single mark opens
/// behind a blank and closes in front of one. Reads the text once, and from a doubtful `s'` a little ahead.
pub(super) fn stretches(text: &str, next: Option<&str>) -> Vec<Stretch> {
    // The marks themselves, and the lead bytes of those beyond ASCII.
    let may = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'"' | b'\'' | 0xe2 | 0xc2));
    let chars = may.filter_map(|(at, _)| Some((at, text[at..].chars().next()?)));
    let mut marks = Marks { text, open: Vec::new(), pairs: Vec::new() };
    for (at, c) in chars.filter(|(_, c)| is_mark(*c)) {
        marks.read(at, c);
    }
    marks.finish(next.is_some_and(begins_with_double))
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '«' | '»' | '"' | '\'' | '‘' | '’')
}

fn begins_with_double(text: &str) -> bool {
    text.trim_start().starts_with(['“', '„', '«', '"'])
}

struct Marks<'a> {
    text: &'a str,
    /// Opening marks that wait for a partner: family, place, the mark itself.
    open: Vec<(Family, usize, char)>,
    /// From the first byte of the opening mark to the last one of the closing mark.
    pairs: Vec<Span>,
}

impl Marks<'_> {
    fn read(&mut self, at: usize, c: char) {
        match c {
            '“' if self.open.last().is_some_and(|(.., opener)| *opener == '„') => {
                self.close(Family::Curly, at, c);
            }
            '“' | '„' => self.open.push((Family::Curly, at, c)),
            // Some writers use it at both ends.
            '”' if !self.waits(Family::Curly) && self.may_open(at, c) => {
                self.open.push((Family::Curly, at, c));
            }
            '”' => self.close(Family::Curly, at, c),
            '«' => self.open.push((Family::Angle, at, c)),
            '»' => self.close(Family::Angle, at, c),
            '"' if self.may_open(at, c) => self.open.push((Family::Straight, at, c)),
            '"' => self.close(Family::Straight, at, c),
            _ => self.read_single(at, c),
        }
    }

    /// Inside double marks, single ones are left alone.
    fn read_single(&mut self, at: usize, c: char) {
        let family = if c == '\'' { Family::SingleStraight } else { Family::SingleCurly };
        let inside = |(family, ..): &(Family, usize, char)| {
            matches!(family, Family::Curly | Family::Angle | Family::Straight)
        };
        if self.open.last().is_some_and(inside) {
            return;
        }
        if c != '’' && self.may_open(at, c) && !self.is_elision(at, c) {
            self.open.push((family, at, c));
        } else if c != '‘' && self.may_close(at, c) && !self.is_possessive(at, c) {
            self.close(family, at, c);
        }
    }

    fn waits(&self, family: Family) -> bool {
        // Openers of other families above it are few: a closing mark takes them away.
        self.open.iter().rev().take(8).any(|(open, ..)| *open == family)
    }

    /// Joins a closing mark with the last opening one of its family; those opened since have no partner.
    fn close(&mut self, family: Family, at: usize, c: char) {
        if !self.waits(family) {
            return;
        }
        while let Some((open, start, _)) = self.open.pop() {
            if open == family {
                self.pairs.push(start..at + c.len_utf8());
                return;
            }
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn after(&self, at: usize, c: char) -> Option<char> {
        self.text[at + c.len_utf8()..].chars().next()
    }

    fn may_open(&self, at: usize, c: char) -> bool {
        let free = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | ':');
        let free = |c: char| free(c) || (is_mark(c) && c != '’' && c != '”');
        self.before(at).is_none_or(free) && self.after(at, c).is_some_and(|c| !c.is_whitespace() && c != ',')
    }

    fn may_close(&self, at: usize, c: char) -> bool {
        self.before(at).is_some_and(|c| !c.is_whitespace())
            && self.after(at, c).is_none_or(|c| !c.is_alphanumeric())
    }

    /// "'em", "'90s": something was left out.
    fn is_elision(&self, at: usize, c: char) -> bool {
        let rest = &self.text[at + c.len_utf8()..];
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        rest.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 3
            || ELISIONS.iter().any(|elision| word.eq_ignore_ascii_case(elision))
    }

    /// "the workers' pay": behind an s, inside a sentence, and a mark that closes is yet to come.
    fn is_possessive(&self, at: usize, c: char) -> bool {
        if self.before(at) != Some('s') || self.after(at, c) != Some(' ') {
            return false;
        }
        let rest = at + c.len_utf8();
        let ahead = self.text[rest..].char_indices().take(AHEAD);
        let ends_word =
            |found: usize, c: char| self.after(rest + found, c).is_none_or(|c| !c.is_alphanumeric());
        let next =
            ahead.into_iter().find(|(found, next)| is_mark(*next) && (*next != c || ends_word(*found, c)));
        next.is_some_and(|(found, next)| next == c && self.may_close(rest + found, next))
    }

    /// The outermost pairs, in order, and the last opening mark if the quotation runs on.
    fn finish(mut self, runs_on: bool) -> Vec<Stretch> {
        let double = |(family, ..): &&(Family, usize, char)| {
            matches!(family, Family::Curly | Family::Angle | Family::Straight)
        };
        let last = self.open.iter().rev().find(double).map(|(_, at, _)| *at).filter(|_| runs_on);
        self.pairs.sort_by_key(|pair| (pair.start, std::cmp::Reverse(pair.end)));
        let mut found: Vec<Stretch> = Vec::new();
        for pair in &self.pairs {
            let free = found.last().is_none_or(|before| before.outer.end <= pair.start);
            if free && last.is_none_or(|at| pair.start < at) {
                found.extend(stretch(self.text, pair.clone(), false));
            }
        }
        if let Some(at) = last.filter(|&at| found.last().is_none_or(|before| before.outer.end <= at)) {
            found.extend(stretch(self.text, at..self.text.len(), true));
        }
        found
    }
}

/// How many characters behind a doubtful `s'` the mark that closes is looked for.
const AHEAD: usize = 400;

/// Words that an apostrophe begins.
const ELISIONS: &[&str] = &["em", "tis", "twas", "til", "cause", "n", "round", "bout"];

/// `None` where nothing stands between the marks.
fn stretch(text: &str, outer: Span, open: bool) -> Option<Stretch> {
    let mark = |c: Option<char>| c.map_or(0, char::len_utf8);
    let start = outer.start + mark(text[outer.clone()].chars().next());
    let end = if open { outer.end } else { outer.end - mark(text[outer.clone()].chars().next_back()) };
    let within = text.get(start..end)?;
    let start = start + (within.len() - within.trim_start().len());
    let inner = start..start + within.trim().len();
    (!inner.is_empty()).then_some(Stretch { outer, inner, open })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What stands between the marks, `+` behind what runs on.
    fn check(text: &str, next: Option<&str>, expected: &[&str]) {
        let shown =
            |stretch: Stretch| format!("{}{}", &text[stretch.inner], if stretch.open { "+" } else { "" });
        let found: Vec<String> = stretches(text, next).into_iter().map(shown).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_kind_of_mark_quotes() {
        check("“We won,” he said. “Twice.”", None, &["We won,", "Twice."]);
        check("\"We won,\" he said. \"Twice.\"", None, &["We won,", "Twice."]);
        check("« We won, » he said.", None, &["We won,"]);
        check("‘We won,’ he said. 'Twice.'", None, &["We won,", "Twice."]);
        check("„We won“, he said.", None, &["We won"]);
    }

    #[test]
    fn marks_inside_a_quotation_belong_to_it() {
        check("“She said ‘no’ and left,” he said.", None, &["She said ‘no’ and left,"]);
        check("'The \"new\" roof leaks,' he said.", None, &["The \"new\" roof leaks,"]);
        check("“A “b” c”", None, &["A “b” c"]);
    }

    #[test]
    fn apostrophes_quote_nothing() {
        check("The dockers' pay isn't Vale's. Rock 'n' roll in the '90s, it's his.", None, &[]);
        check("‘The dockers’ pay isn’t much,’ he said.", None, &["The dockers’ pay isn’t much,"]);
    }

    #[test]
    fn a_quotation_runs_on_where_the_next_block_begins_with_a_mark() {
        check("“One,” he said. “Two.", Some("“Three.”"), &["One,", "Two.+"]);
        check("“One,” he said. “Two.", Some("Three."), &["One,"]);
        check("“One,” he said. “Two.", None, &["One,"]);
    }

    #[test]
    fn a_mark_without_a_partner_does_not_spoil_the_others() {
        check("“One. “Two,” he said.", None, &["Two,"]);
        check("One.” “Two,” he said. 6' 2\" tall", None, &["Two,"]);
        check("\"One \"two\" he said", None, &["two"]);
        check("“” \"\" ‘’", None, &[]);
    }

    #[test]
    fn a_great_many_marks_are_read_in_one_go() {
        for mark in ["“", "”", "\"", "'", "‘", "’", "«", " 's' ", " \"a", "s' ", "“‘\"« "] {
            let text = mark.repeat(100_000);
            assert!(stretches(&text, Some("“")).len() <= 100_000);
        }
    }

    proptest! {
        #[test]
        fn stretches_lie_in_the_text_in_order(text in "([“”„«»\"'‘’]|[a-c ,.é]){0,60}", next in "[“\" a]{0,2}") {
            let mut end = 0;
            for stretch in stretches(&text, Some(&next)) {
                prop_assert!(stretch.outer.start >= end && stretch.outer.end <= text.len());
                prop_assert!(!text[stretch.inner].is_empty());
                end = stretch.outer.end;
            }
        }
    }
}
