//! Reads a publication date out of a line of text.
//!
//! In: text such as a date line, a `datetime` attribute, an address. Out: a [`PartialDate`] as precise as the text is.
//! A text that gives no year gives no date.

mod months;
mod path;
mod pieces;
mod stamp;

use crate::text::PartialDate;

pub(super) use path::{of_path, year_of_path};
use pieces::Piece;

/// How a number before a month can be read when both could be either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// `09/03/2023` is in March.
    DayFirst,
    /// `09/03/2023` is in September.
    MonthFirst,
}

/// The first date of publication in a text: ISO 8601, RFC 2822, or in the words of any language of
/// [`PACKS`](crate::lang::PACKS). What stands after "updated" and the like is left aside, up to "published".
pub(super) fn parse(text: &str, order: Order) -> Option<PartialDate> {
    find(&pieces::of(text), order)
}

/// The date that a text gives for an update: the first one after "updated" and the like.
pub(super) fn of_update(text: &str, order: Order) -> Option<PartialDate> {
    find(&pieces::of_update(text), order)
}

/// Day and month of a text that names both and no year, as the place-and-date opening of a story does.
pub(super) fn without_year(text: &str) -> Option<(u8, u8)> {
    let pieces = pieces::of(text);
    let small = |piece: Option<&Piece>| number(piece, 1, 31).map(|value| value as u8);
    let pair = |at: usize| {
        let (a, b) = (pieces.get(at), pieces.get(at + 1));
        let after = if pieces.get(at + 1) == Some(&Piece::Word) { pieces.get(at + 2) } else { b };
        let day_first = small(a).zip(month(after)).map(|(day, month)| (month, day));
        day_first.or_else(|| month(a).zip(small(b)))
    };
    (0..pieces.len()).find_map(pair)
}

/// How the texts of a page write dates in figures, where one of them can be read in one way only.
pub(super) fn order_of(text: &str) -> Option<Order> {
    let pieces = pieces::of(text);
    pieces.windows(3).find_map(|three| {
        let (first, second) = (number(three.first(), 1, 31)?, number(three.get(1), 1, 31)?);
        let slashed = |piece: &Piece| matches!(piece, Piece::Number { before: '/', .. });
        year(three.get(2))?;
        match (first > 12, second > 12) {
            _ if !slashed(&three[1]) || !slashed(&three[2]) => None,
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ => None,
        }
    })
}

/// Like [`parse`], for a text that is nothing but a date and its time: also those that only programs write, and none in
/// figures whose year is cut short (`01/07/16`), which are left over from some template.
pub(super) fn parse_stamp(text: &str, order: Order) -> Option<PartialDate> {
    let short = || text.contains('/') && text.split(|c: char| !c.is_numeric()).all(|run| run.len() <= 2);
    let read = || (!short()).then(|| parse(text, order)).flatten();
    stamp::of(text.trim()).or_else(read)
}

/// Whether a line says of a date that something was published then.
pub(super) fn says_published(text: &str) -> bool {
    // Without a number there is no date either; only other scripts write numbers in words.
    let may = text.len() <= 300 && text.bytes().any(|byte| byte.is_ascii_digit() || !byte.is_ascii());
    may && pieces::of(text).contains(&Piece::Published)
}

/// Whether a label says of the date after it that something was published then.
pub(super) fn labels_published(text: &str) -> bool {
    !text.contains(char::is_numeric) && pieces::of(text).contains(&Piece::Published)
}

/// Whether a line says of a date that the story was published then for the first time.
pub(super) fn says_first(text: &str) -> bool {
    let may = text.len() <= 300 && (text.contains("riginally ") || text.contains("irst "));
    may && FIRST.iter().any(|words| text.to_lowercase().contains(words))
}

/// Words before the date of the first publication, in lower case.
const FIRST: &[&str] =
    &["originally published on", "first published on", "originally posted on", "first posted on"];

/// Whether a line speaks of an update.
pub(super) fn says_updated(text: &str) -> bool {
    !pieces::of_update(text).is_empty()
}

/// Whether a line speaks of an update or of a visit.
pub(super) fn says_later(text: &str) -> bool {
    pieces::says_later(text)
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
    // June 14, 2023; Jun 14 08:15:00 UTC 2023; Jun 14 at 5 pm 2023 is not one
    if let (Some(month), Some(day)) = (month(a), small(b))
        && let Some(year) = year_after_day(&pieces[2..])
    {
        return PartialDate::day(year, month, day);
    }
    // 14 June 2023, 14. Juni 2023, 14 de junio de 2023, 14th of June 2023
    if let Some(day) = small(a) {
        let skipped = pieces[1..].iter().take(2).take_while(|piece| **piece == Piece::Word).count();
        let month_at = 1 + skipped;
        if let Some(month) = month(pieces.get(month_at)) {
            // "3 أيار/مايو 2022" names the month twice.
            let again = usize::from(matches!(pieces.get(month_at + 1), Some(Piece::Month(_))));
            let rest = &pieces[month_at + 1 + again..];
            let year = year_near(rest).or_else(|| cut_year(rest, &['-', '\'', '’']))?;
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

/// A year after the day of a month, at once, after one word, after a time, or cut short: `June 14, '23`.
fn year_after_day(pieces: &[Piece]) -> Option<i32> {
    year_near(pieces).or_else(|| cut_year(pieces, &['\'', '’'])).or_else(|| year(after_time(pieces)?.first()))
}

/// What stands after a time with its zone: `08:15:00 UTC`.
fn after_time(pieces: &[Piece]) -> Option<&[Piece]> {
    let minutes = |piece: &&Piece| matches!(piece, Piece::Number { before: ':', .. });
    number(pieces.first(), 0, 23)?;
    let times = pieces[1..].iter().take_while(minutes).count();
    let words = pieces[1 + times..].iter().take(2).take_while(|piece| **piece == Piece::Word).count();
    (times > 0).then_some(&pieces[1 + times + words..])
}

/// A year of two digits after one of these signs: `14-Jun-23`; none before another month ("14 June-16 July").
fn cut_year(pieces: &[Piece], signs: &[char]) -> Option<i32> {
    match pieces {
        [_, Piece::Month(_), ..] => None,
        [Piece::Number { value, digits: 2, before }, ..] if signs.contains(before) => {
            Some(of_century(*value))
        }
        _ => None,
    }
}

/// A year of two digits in full: that of a paper's archive may be of the century before.
fn of_century(value: u32) -> i32 {
    value.cast_signed() + if value < PIVOT { 2000 } else { 1900 }
}

/// The first year of two digits that is of the century before.
///
/// Source: POSIX `strptime`, which has 69.
const PIVOT: u32 = 69;

/// `14.06.2023`, `06/14/2023`.
fn numeric(a: Option<&Piece>, b: Option<&Piece>, c: Option<&Piece>, order: Order) -> Option<PartialDate> {
    let joined = |piece: Option<&Piece>| matches!(piece, Some(Piece::Number { before: '/' | '.' | '-', .. }));
    let (first, second) = (number(a, 1, 31)? as u8, number(b, 1, 31)? as u8);
    if !joined(b) || !joined(c) {
        return None;
    }
    let year = year(c).or_else(|| short_year(c, b))?;
    let (day, month) = match order {
        _ if first > 12 => (first, second),
        _ if second > 12 => (second, first),
        Order::DayFirst => (first, second),
        Order::MonthFirst => (second, first),
    };
    PartialDate::day(year, month, day)
}

/// The year of `14.06.23` and `14/06/23`.
fn short_year(year: Option<&Piece>, month: Option<&Piece>) -> Option<i32> {
    match (month, year) {
        (
            Some(Piece::Number { before: '.' | '/', .. }),
            Some(Piece::Number { value, digits: 2, before: '.' | '/' }),
        ) => Some(of_century(*value)),
        _ => None,
    }
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
        check("2023-06", "2023-06");
        check("Tuesday, May 3, 2022 · 4 min read", "2022-05-03");
        check("Dienstag, den 3. Mai 2022, 9.30 Uhr", "2022-05-03");
        check("03.05.22", "2022-05-03");
        check("Mardi 1er mai 2022", "2022-05-01");
        check("martes, 3 de mayo del 2022", "2022-05-03");
        check("الثلاثاء 2 شوال 1443 هـ - 3 مايو 2022 م", "2022-05-03");
        check("3 أيار/مايو 2022", "2022-05-03");
        check("3 كانون الأول 2022", "2022-12-03");
        check("3 تشرين الثاني 2022", "2022-11-03");
        check("二〇二二年五月十三日", "2022-05-13");
        check("2022年5月13日 星期五", "2022-05-13");
        check("2022년 5월 13일", "2022-05-13");
    }

    #[test]
    fn years_are_cut_short_and_stand_after_the_time() {
        assert_eq!(parse("Posted 06/14/23", Order::DayFirst), PartialDate::day(2023, 6, 14));
        check("06/14/23", "none");
        check("Wednesday, 14-Jun-23 08:15:00 GMT", "2023-06-14");
        check("June 14, '23", "2023-06-14");
        check("14 June ’98", "1998-06-14");
        check("Wed Jun 14 08:15:00 UTC 2023", "2023-06-14");
        check("Jun 14, 9:30 AM 2023", "2023-06-14");
        check("14 June-16 July 2023", "2023-07-16");
        check("June 14-16", "none");
        check("June 14 at 5 of 2023 places", "none");
    }

    #[test]
    fn months_of_languages_without_a_pack_are_known() {
        check("14 czerwca 2023", "2023-06-14");
        check("14. června 2023", "2023-06-14");
        check("14 Haziran 2023", "2023-06-14");
        check("15 Ağustos 2023", "2023-08-15");
        check("14 iunie 2023", "2023-06-14");
        check("14. kesäkuuta 2023", "2023-06-14");
        check("2023. június 14.", "2023-06-14");
        check("14 Ιουνίου 2023", "2023-06-14");
        check("14 червня 2023 р.", "2023-06-14");
        check("14 augusti 2023", "2023-08-14");
    }

    #[test]
    fn an_american_date_settles_the_order_of_its_page() {
        assert_eq!(order_of("06/14/2023"), Some(Order::MonthFirst));
        assert_eq!(order_of("on 14/06/2023"), Some(Order::DayFirst));
        assert_eq!(order_of("09/03/2023"), None);
        assert_eq!(order_of("14.06.2023"), None);
    }

    #[test]
    fn a_dateline_gives_day_and_month() {
        assert_eq!(without_year("HARROWMERE, 16 May (Estuary Wire) - Dockers"), Some((5, 16)));
        assert_eq!(without_year("HARROWMERE, May 16 -"), Some((5, 16)));
        assert_eq!(without_year("HARROWMERE, le 16 mai"), Some((5, 16)));
        assert_eq!(without_year("It may rain on 16 roofs"), None);
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
        check("Updated 15 June 2023, published 14 June 2023", "2023-06-14");
        check("Last reviewed April 2017", "none");
        let updated = |text| of_update(text, Order::DayFirst).map(|date| date.to_string());
        assert_eq!(updated("14 June 2023, updated 15 June 2023").as_deref(), Some("2023-06-15"));
        assert_eq!(updated("14 June 2023"), None);
    }

    #[test]
    fn a_line_tells_of_the_first_time() {
        assert!(says_first("This report was originally published on 26 May 2019 and is kept up to date."));
        assert!(
            !says_first("Published on 26 May 2019") && !says_first("The first ferry sailed on 26 May 2019")
        );
    }
}
