//! Reads a publication date out of a line of text.
//!
//! In: text such as a date line, a `datetime` attribute, an address. Out: a [`PartialDate`] as precise as the text is.
//! A text that gives no year gives no date.

use crate::lang::{self, PACKS};
use crate::text::{self, PartialDate};

/// Words after which a date is not that of publication.
const LATER: [&str; 17] = [
    "updated",
    "modified",
    "edited",
    "corrected",
    "retrieved",
    "accessed",
    "downloaded",
    "aktualisiert",
    "actualizado",
    "actualizada",
    "modifie",
    "modifiee",
    "maj",
    "archived",
    "revised",
    "تحديث",
    "更新",
];

/// How a number before a month can be read when both could be either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// `09/03/2023` is in March.
    DayFirst,
    /// `09/03/2023` is in September.
    MonthFirst,
}

/// The first date of publication in a text: ISO 8601, RFC 2822, or in the words of any language of [`PACKS`].
/// What stands after "updated" and the like is left aside.
pub(super) fn parse(text: &str, order: Order) -> Option<PartialDate> {
    let text: String = text.chars().map(digit).collect();
    let pieces = pieces(&text);
    let end = pieces.iter().position(Piece::is_later).unwrap_or(pieces.len());
    find(&pieces[..end], order)
}

/// Like [`parse`], for a text that is nothing but a date and its time.
pub(super) fn parse_stamp(text: &str, order: Order) -> Option<PartialDate> {
    let text = text.trim();
    let compact =
        text.get(..8).filter(|digits| digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    match compact {
        Some(digits) if !text[8..].starts_with(|c: char| c.is_ascii_digit()) => {
            PartialDate::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
        }
        _ => parse(text, order),
    }
}

/// The date in the path of an address: `/2023/06/14/`, `/2023-06-14-`, `/20230614/`, `/2023/06/`.
pub(super) fn of_path(path: &str) -> Option<PartialDate> {
    let runs: Vec<&str> = path.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let number = |run: &str, digits: usize| {
        (run.len() <= digits && !run.is_empty()).then(|| run.parse::<u16>().ok()).flatten()
    };
    let year =
        |run: &str| number(run, 4).filter(|_| run.len() == 4).filter(|year| (1900..2200).contains(year));
    let mut month_only = None;
    for (at, run) in runs.iter().enumerate() {
        if run.len() == 8
            && run.bytes().all(|byte| byte.is_ascii_digit())
            && year(&run[..4]).is_some()
            && let Some(date) = PartialDate::parse(&format!("{}-{}-{}", &run[..4], &run[4..6], &run[6..]))
        {
            return Some(date);
        }
        let Some(year) = year(run) else { continue };
        let part = |offset: usize| runs.get(at + offset).and_then(|run| month_or_number(run));
        match (part(1), part(2)) {
            (Some(month), Some(day)) => {
                if let Some(date) = PartialDate::day(year.into(), month, day) {
                    return Some(date);
                }
            }
            (Some(month), None) => month_only = month_only.or_else(|| PartialDate::month(year.into(), month)),
            _ => {}
        }
    }
    month_only
}

/// A part of a path as the number of a day or month; English month names count.
fn month_or_number(run: &str) -> Option<u8> {
    if run.len() <= 2 {
        return run.parse().ok();
    }
    let run = run.to_ascii_lowercase();
    lang::pack(lang::Lang::EN)?.months.iter().find(|(name, _)| *name == run).map(|(_, month)| *month)
}

/// Digits of every script as ASCII ones.
fn digit(c: char) -> char {
    let from = |zero: u32| char::from_digit(u32::from(c) - zero, 10).unwrap_or(c);
    match c {
        '٠'..='٩' => from(0x660),
        '۰'..='۹' => from(0x6F0),
        '０'..='９' => from(0xFF10),
        _ => c,
    }
}

/// What dates are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Number { value: u32, digits: usize, before: char },
    Month(u8),
    Later,
    Word,
}

impl Piece {
    fn is_later(&self) -> bool {
        *self == Self::Later
    }
}

/// Numbers, month names and other words of a text, in order; a number remembers the character before it.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((start, c)) = rest.next() {
        if !c.is_alphanumeric() || is_cjk_unit(c) {
            before = c;
            continue;
        }
        let numeric = c.is_ascii_digit();
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = rest.peek() {
            if !next.is_alphanumeric() || next.is_ascii_digit() != numeric || is_cjk_unit(next) {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        pieces.push(piece(&text[start..end], numeric, before));
        before = if numeric { ' ' } else { before_word(c) };
    }
    pieces
}

fn before_word(c: char) -> char {
    if c == 'T' { ' ' } else { 'x' }
}

fn is_cjk_unit(c: char) -> bool {
    matches!(c, '年' | '月' | '日')
}

fn piece(word: &str, numeric: bool, before: char) -> Piece {
    if numeric {
        return match word.parse() {
            Ok(value) => Piece::Number { value, digits: word.len(), before },
            Err(_) => Piece::Word,
        };
    }
    let folded = text::fold(word);
    if LATER.contains(&&*folded) {
        return Piece::Later;
    }
    let months = PACKS.iter().flat_map(|pack| pack.months);
    months
        .into_iter()
        .find(|(name, _)| *name == folded)
        .map_or(Piece::Word, |(_, month)| Piece::Month(*month))
}

/// The first place of the pieces that makes a date; a day before a month before a year.
fn find(pieces: &[Piece], order: Order) -> Option<PartialDate> {
    let at = |pattern: fn(&[Piece], Order) -> Option<PartialDate>| {
        (0..pieces.len()).find_map(|start| pattern(&pieces[start..], order))
    };
    at(full).or_else(|| at(month_of_year))
}

fn number(piece: Option<&Piece>, low: u32, high: u32) -> Option<u32> {
    match piece {
        Some(Piece::Number { value, .. }) if (low..=high).contains(value) => Some(*value),
        _ => None,
    }
}

fn year(piece: Option<&Piece>) -> Option<i32> {
    match piece {
        Some(Piece::Number { value, digits: 4, .. }) if (1600..2200).contains(value) => {
            Some(value.cast_signed())
        }
        _ => None,
    }
}

fn month(piece: Option<&Piece>) -> Option<u8> {
    match piece {
        Some(Piece::Month(month)) => Some(*month),
        _ => None,
    }
}

/// A whole date at the start of the pieces.
fn full(pieces: &[Piece], order: Order) -> Option<PartialDate> {
    let [a, b, c] = [pieces.first(), pieces.get(1), pieces.get(2)];
    let small = |piece| number(piece, 1, 31).map(|value| value as u8);
    // 2023-06-14, 2023年6月14日
    if let (Some(year), Some(month), Some(day)) = (year(a), small(b), small(c)) {
        return PartialDate::day(year, month, day);
    }
    // 2023 Jan 7
    if let (Some(year), Some(month), Some(day)) = (year(a), month(b), small(c)) {
        return PartialDate::day(year, month, day);
    }
    // June 14, 2023; Jun 14 at 5 pm 2023 is not one
    if let (Some(month), Some(day), Some(year)) =
        (month(a), small(b), year_near(&pieces[2.min(pieces.len())..]))
    {
        return PartialDate::day(year, month, day);
    }
    // 14 June 2023, 14. Juni 2023, 14 de junio de 2023, 14th of June 2023
    if let Some(day) = small(a) {
        let skipped = pieces[1..].iter().take(2).take_while(|piece| **piece == Piece::Word).count();
        let month_at = 1 + skipped;
        if let Some(month) = month(pieces.get(month_at)) {
            let year = year_near(&pieces[month_at + 1..])?;
            return PartialDate::day(year, month, day);
        }
    }
    numeric(a, b, c, order)
}

/// A year at once or after one word ("de").
fn year_near(pieces: &[Piece]) -> Option<i32> {
    match pieces {
        [Piece::Word, next, ..] | [next, ..] => year(Some(next)),
        [] => None,
    }
}

/// `14.06.2023`, `06/14/2023`.
fn numeric(a: Option<&Piece>, b: Option<&Piece>, c: Option<&Piece>, order: Order) -> Option<PartialDate> {
    let joined = |piece: Option<&Piece>| matches!(piece, Some(Piece::Number { before: '/' | '.' | '-', .. }));
    let (first, second) = (number(a, 1, 31)? as u8, number(b, 1, 31)? as u8);
    if !joined(b) || !joined(c) {
        return None;
    }
    let year = year(c)?;
    let (day, month) = match order {
        _ if first > 12 => (first, second),
        _ if second > 12 => (second, first),
        Order::DayFirst => (first, second),
        Order::MonthFirst => (second, first),
    };
    PartialDate::day(year, month, day)
}

/// `June 2023`, `junio de 2023`, `2023年6月`, and `2023-06` where nothing but a month follows the year.
fn month_of_year(pieces: &[Piece], _order: Order) -> Option<PartialDate> {
    if let Some(month) = month(pieces.first()) {
        return PartialDate::month(year_near(&pieces[1..])?, month);
    }
    let year = year(pieces.first())?;
    match pieces.get(1) {
        Some(Piece::Number { value: month @ 1..=12, digits: 1..=2, before: '-' | '/' | '年' }) => {
            PartialDate::month(year, *month as u8)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = parse_stamp(text, Order::DayFirst).map(|date| date.to_string());
        assert_eq!(found.as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn dates_are_read_as_people_and_programs_write_them() {
        check("2023-06-14T08:15:00+02:00", "2023-06-14");
        check("20230614", "2023-06-14");
        check("Wed, 14 Jun 2023 08:15:00 GMT", "2023-06-14");
        check("June 14, 2023", "2023-06-14");
        check("Published Wednesday 14th June 2023, 9.30", "2023-06-14");
        check("14 de junio de 2023", "2023-06-14");
        check("14. Juni 2023", "2023-06-14");
        check("14.06.2023", "2023-06-14");
        check("06/14/2023", "2023-06-14");
        check("09/03/2023", "2023-03-09");
        check("2023年6月14日", "2023-06-14");
        check("١٤ يونيو ٢٠٢٣", "2023-06-14");
        check("June 2023", "2023-06");
    }

    #[test]
    fn without_a_year_there_is_no_date() {
        check("HARROWMERE, 3 May (Estuary Wire)", "none");
        check("Tuesday, 9.30", "none");
        check("mile 14 of 2000 yards", "none");
    }

    #[test]
    fn an_update_is_not_a_publication() {
        check("Updated 15 June 2023", "none");
        check("14 June 2023, updated 15 June 2023", "2023-06-14");
    }

    #[test]
    fn an_address_tells_its_date() {
        let of = |path| of_path(path).map(|date| date.to_string());
        assert_eq!(of("/2023/06/14/strike").as_deref(), Some("2023-06-14"));
        assert_eq!(of("/news/2023-06-14-strike").as_deref(), Some("2023-06-14"));
        assert_eq!(of("/2023/jun/14/strike").as_deref(), Some("2023-06-14"));
        assert_eq!(of("/2023/06/strike").as_deref(), Some("2023-06"));
        assert_eq!(of("/story-20231"), None);
    }
}
