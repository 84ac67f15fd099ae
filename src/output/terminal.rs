//! Text for a terminal, or for a pipe.
//!
//! Every string of a stranger passes [`text::printable`]; styles are written only where the [`Sheet`] says that the
//! reader shows them.

pub mod article;
mod links;
pub mod reasons;
mod wrap;

pub use links::Links;
pub use wrap::{Painted, wrapped};

use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Style};
use chrono::{Local, TimeZone};

use crate::annotation::Annotation;
use crate::output::{Citation, Render, Sheet};
use crate::passage::Passage;
use crate::query::Notice;
use crate::search::{Answer, Hit, Twin, WordCount};
use crate::text;

/// Headlines and what else is to be seen first.
const BOLD: Style = Style::new().bold();

/// What matched.
const FOUND: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));

/// What is to be seen last.
const FAINT: Style = Style::new().dimmed();

/// Columns in front of what belongs to a hit.
const INDENT: usize = 4;

/// Characters of an id that are shown: enough to tell the articles of an archive of millions apart.
const ID_CHARS: usize = 10;

/// A count, then hit after hit.
pub struct Terminal;

impl Render for Terminal {
    fn name(&self) -> &'static str {
        "text"
    }

    fn help(&self) -> &'static str {
        "text for people, with what matched in bold in a terminal"
    }

    fn hit(&self, _at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        let cited = Citation::of(&hit.article, None);
        let rank = format!("{:>2}. ", hit.rank);
        writeln!(out)?;
        let headline = Painted::all(&line(cited.name()), BOLD);
        write_wrapped(&rank, &headline, sheet, out)?;
        let indent = " ".repeat(INDENT);
        let about = about(&cited);
        if !about.is_empty() {
            write_wrapped(&indent, &Painted::plain(&about), sheet, out)?;
        }
        write_paths(&cited, sheet, out)?;
        write_annotation(&hit.annotation, sheet, out)?;
        hit.passages.iter().try_for_each(|passage| write_passage(passage, sheet, out))?;
        for reason in reasons::reasons(&hit.reasons) {
            writeln!(out, "{}", faint(&format!("{indent}{reason}"), sheet))?;
        }
        write_twins(hit, sheet, out)
    }

    fn answer(&self, answer: &Answer, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", headline(answer))?;
        answer.alone.iter().try_for_each(|word| writeln!(out, "  {}", alone(word)))?;
        for (at, hit) in answer.hits.iter().enumerate() {
            self.hit(at, hit, sheet, out)?;
        }
        write_facets(answer, sheet, out)
    }
}

/// A stranger's text on one line of a terminal.
pub fn line(text: &str) -> String {
    text::printable(text).replace(['\n', '\t'], " ")
}

/// A text in a style, or as it is where the sheet has no styles.
pub fn styled(text: &str, style: Style, sheet: &Sheet) -> String {
    if sheet.styled { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// A heading or name, made to be seen.
pub fn bold(text: &str, sheet: &Sheet) -> String {
    styled(text, BOLD, sheet)
}

/// What is beside the point.
pub fn faint(text: &str, sheet: &Sheet) -> String {
    styled(text, FAINT, sheet)
}

/// A number with the word that it counts: `1 article`, `12,043 articles`.
pub fn count(number: u64, word: &str) -> String {
    format!("{} {word}{}", thousands(number), if number == 1 { "" } else { "s" })
}

/// A number with a comma between thousands.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// Seconds since 1970 in local time, to the minute; as a number where no calendar holds it.
pub fn local_time(seconds: i64) -> String {
    match Local.timestamp_opt(seconds, 0).single() {
        Some(time) => time.format("%Y-%m-%d %H:%M").to_string(),
        None => format!("{seconds} s after 1970"),
    }
}

/// What was taken literally, with a caret under its place in the query.
pub fn notice(query: &str, notice: &Notice) -> String {
    let before = line(query.get(..notice.at.start).unwrap_or(query));
    let marked = line(query.get(notice.at.clone()).unwrap_or_default());
    let caret = "^".repeat(wrap::width(&marked).max(1));
    format!("  {}\n  {}{caret} {}", line(query), " ".repeat(wrap::width(&before)), line(&notice.message))
}

/// `12 articles, best 10 shown; as of 2026-11-23 10:02`.
fn headline(answer: &Answer) -> String {
    let shown = answer.hits.len() as u64;
    let mut text = match (answer.total, shown) {
        (0, _) => "No article matches".to_owned(),
        (total, shown) if shown == total => count(total, "article"),
        (total, 0) => format!("{}, none left to show", count(total, "article")),
        (total, _) => format!("{}, {} shown", count(total, "article"), which(answer)),
    };
    if let Some(checked) = answer.checked {
        text += &format!("; as of {}", local_time(checked));
    }
    if answer.incomplete {
        text += "; the index is not complete, `cuttings index` goes on with it";
    }
    text
}

/// `first 10`, or `11 to 20` after an offset.
fn which(answer: &Answer) -> String {
    let shown = answer.hits.len() as u64;
    match answer.hits.first().map_or(1, |hit| hit.rank) {
        1 => format!("first {}", thousands(shown)),
        first => format!("{} to {}", thousands(first), thousands(first + shown - 1)),
    }
}

fn alone(word: &WordCount) -> String {
    let found = match word.articles {
        0 => "no article".to_owned(),
        articles => count(articles, "article"),
    };
    let suggestion = word
        .suggestion
        .as_ref()
        .map(|(other, articles)| format!(" (did you mean {}? {})", line(other), count(*articles, "article")));
    format!("{} alone: {found}{}", line(&word.word), suggestion.unwrap_or_default())
}

/// Outlet, date and authors; what is unknown is left out.
fn about(cited: &Citation) -> String {
    let byline = (!cited.byline.is_empty()).then(|| format!("by {}", cited.byline.join(", ")));
    let parts: Vec<String> =
        [cited.outlet.clone(), cited.date.clone(), byline].into_iter().flatten().collect();
    line(&parts.join(" · "))
}

/// The id and the first path, on a line that is never broken, so that it can be copied.
fn write_paths(cited: &Citation, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let more = match cited.paths.len() {
        0 | 1 => String::new(),
        paths => format!(" and {} more", paths - 1),
    };
    let path = cited.paths.first().map_or("", String::as_str);
    let shown = line(path);
    let shown = sheet.links.map_or(shown.clone(), |links| links.link(path, &shown));
    let text = format!("{}  {shown}{more}", &cited.article[..ID_CHARS]);
    writeln!(out, "{}{}", " ".repeat(INDENT), faint(&text, sheet))
}

/// Tags and note, where there are any.
fn write_annotation(annotation: &Annotation, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let tags = annotation.tags.iter().map(|tag| format!("[{}]", line(tag)));
    let parts: Vec<String> = tags.chain(annotation.note.iter().map(|note| line(note))).collect();
    if parts.is_empty() {
        return Ok(());
    }
    write_wrapped(&" ".repeat(INDENT), &Painted::plain(&parts.join(" ")), sheet, out)
}

/// Counts over all matching articles, a facet after the other.
fn write_facets(answer: &Answer, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    if !answer.facets.is_empty() {
        writeln!(out)?;
    }
    for facet in &answer.facets {
        let values = facet.values.iter();
        let mut told: Vec<String> =
            values.map(|count| format!("{} {}", line(&count.value), thousands(count.articles))).collect();
        if facet.more > 0 {
            told.push(format!("and {} more", thousands(facet.more)));
        }
        let told = if told.is_empty() { "none".to_owned() } else { told.join(" · ") };
        write_wrapped(&format!("{:8} ", facet.field.name()), &Painted::plain(&told), sheet, out)?;
    }
    Ok(())
}

/// Near-duplicates, a line each, and how many more there are.
fn write_twins(hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let indent = " ".repeat(INDENT);
    for twin in &hit.twins {
        let id = &twin.id.to_string()[..ID_CHARS];
        writeln!(out, "{indent}{}", faint(&format!("= {id}  {}", twin_line(twin)), sheet))?;
    }
    match hit.folded.saturating_sub(hit.twins.len() as u64) {
        0 => Ok(()),
        more => writeln!(out, "{indent}{}", faint(&format!("= and {more} more"), sheet)),
    }
}

/// `reprint · Estuary Wire · 2023-05-16`.
fn twin_line(twin: &Twin) -> String {
    let outlet = twin.meta.outlet.as_ref().map(|outlet| outlet.value.clone());
    let date = twin.meta.date.as_ref().map(|date| date.value.to_string());
    let changed = twin.changed.map(|(gone, new)| match (gone, new) {
        (0, 0) => "same words".to_owned(),
        (gone, new) => format!("{gone} words gone since, {new} new"),
    });
    let parts = [Some(twin.sameness.word().to_owned()), outlet, date, changed];
    line(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// Writes a passage with its paragraph in front, what matched highlighted.
///
/// # Errors
///
/// When `out` refuses.
pub fn write_passage(passage: &Passage, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let number = format!("{}¶ {} ", " ".repeat(INDENT), passage.paragraph);
    write_wrapped(&number, &painted(passage), sheet, out)
}

/// The passage cut at its highlights, each piece made printable.
fn painted(passage: &Passage) -> Painted {
    let mut pieces = Painted::default();
    let mut done = 0;
    let get = |span: Range<usize>| line(passage.text.get(span).unwrap_or_default());
    for span in &passage.highlights {
        pieces.push(&get(done..span.start), None);
        pieces.push(&get(span.clone()), Some(FOUND));
        done = span.end;
    }
    pieces.push(&get(done..passage.text.len()), None);
    pieces
}

fn write_wrapped(first: &str, text: &Painted, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    wrapped(first, INDENT, text, sheet).iter().try_for_each(|line| writeln!(out, "{line}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Rows, sample};

    fn shown(answer: &Answer, sheet: Sheet) -> String {
        let mut out = Vec::new();
        Terminal.answer(answer, &sheet, &mut out).expect("a vector takes everything");
        let time = local_time(answer.checked.expect("a time"));
        String::from_utf8(out).expect("text").replace(&time, "TIME")
    }

    #[test]
    fn a_pipe_gets_whole_lines_without_styles() {
        insta::assert_snapshot!(shown(&sample::answer(), Sheet::plain(Rows::Hits)), @r"
        12 articles, first 2 shown; as of TIME

         1. Harbour strike ends
            The Harrowmere Courier · 2023-06-14 · by Anna Reed, Tom Vale
            2b7dc8d0eb  courier/strike.txt and 1 more
            ¶ 2 Dockers voted on Monday to end the strike.

         2. notes.txt
            78ef2f65ea  notes.txt
        ");
    }

    #[test]
    fn a_terminal_gets_wrapped_lines_with_highlights() {
        let sheet = Sheet { rows: Rows::Hits, styled: true, width: Some(34), links: None };
        let text = shown(&sample::answer(), sheet).replace('\u{1b}', "^");
        insta::assert_snapshot!(text, @r"
        12 articles, first 2 shown; as of TIME

         1. ^[1mHarbour^[0m ^[1mstrike^[0m ^[1mends^[0m
            The Harrowmere Courier ·
            2023-06-14 · by Anna Reed, Tom
            Vale
            ^[2m2b7dc8d0eb  courier/strike.txt and 1 more^[0m
            ¶ 2 ^[1m^[33mDockers^[0m voted on Monday to
            end the ^[1m^[33mstrike^[0m.

         2. ^[1mnotes.txt^[0m
            ^[2m78ef2f65ea  notes.txt^[0m
        ");
    }

    #[test]
    fn no_hit_tells_what_each_word_finds_alone() {
        insta::assert_snapshot!(shown(&sample::nothing(), Sheet::plain(Rows::Hits)), @r"
        No article matches; as of TIME
          harbour alone: 9 articles
          striek alone: no article (did you mean strike? 4 articles)
        ");
    }

    #[test]
    fn a_notice_points_at_its_place() {
        let at = |at| Notice { at, message: "no such field".into() };
        insta::assert_snapshot!(notice("strike autor:Reed", &at(7..12)), @r"
        strike autor:Reed
               ^^^^^ no such field
        ");
        insta::assert_snapshot!(notice("港 autor:Reed", &at(4..9)), @r"
        港 autor:Reed
           ^^^^^ no such field
        ");
        insta::assert_snapshot!(notice("strike (", &at(8..8)), @r"
        strike (
                ^ no such field
        ");
    }

    #[test]
    fn thousands_are_parted_by_commas() {
        let shown: Vec<String> = [0, 999, 1000, 1_234_567].map(thousands).into();
        assert_eq!(shown, ["0", "999", "1,000", "1,234,567"]);
    }
}
