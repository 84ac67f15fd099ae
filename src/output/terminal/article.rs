//! A whole article on a terminal: what is known of it, its paragraphs with their numbers, and what was removed.

use std::io::{self, Write};

use crate::annotation::Annotation;
use crate::article::{Metadata, Stated};
use crate::cleaner::Verdict;
use crate::entity::EntityKind;
use crate::index::StoredArticle;
use crate::output::Sheet;
use crate::output::citation;
use crate::output::terminal::{Painted, line, wrapped};
use crate::reader::{Block, BlockKind, Field, Page};

/// Columns of the names of fields, and of the numbers of paragraphs.
const FIELD: usize = 14;
const NUMBER: usize = 5;

/// How a block of each kind is opened.
fn opening(block: &Block) -> &'static str {
    match block.kind {
        BlockKind::ListItem => "• ",
        BlockKind::Quotation => "| ",
        BlockKind::Caption => "[picture] ",
        BlockKind::Paragraph | BlockKind::Heading | BlockKind::TableRow => "",
    }
}

/// The rows of names, with the kind of each.
const NAMES: [(&str, EntityKind); 3] = [
    ("people", EntityKind::Person),
    ("organisations", EntityKind::Organisation),
    ("places", EntityKind::Place),
];

/// What an archive and the user's rules know of a block beside the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// Number of other stories of the outlet that carry it; 0 also where nothing is known of other stories.
    pub others: u64,
    /// What the rule says that keeps it.
    pub rule: Option<String>,
}

/// Writes an article of an archive: headline, what is known with its sources, what the user put on it, and the body with the numbers that
/// citations use; with `notes`, one per block, also every block that is not in the body, in place, with its kind and
/// evidence.
///
/// # Errors
///
/// When `out` refuses.
pub fn stored(
    article: &StoredArticle,
    annotation: &Annotation,
    notes: Option<&[Note]>,
    sheet: &Sheet,
    out: &mut dyn Write,
) -> io::Result<()> {
    metadata(&article.meta, sheet, out)?;
    for (name, kind) in NAMES {
        field(name, &citation::names(article, kind).join(", "), None, sheet, out)?;
    }
    for (at, path) in article.paths.iter().enumerate() {
        field(if at == 0 { "path" } else { "" }, path, None, sheet, out)?;
    }
    field("id", &article.id().to_string(), None, sheet, out)?;
    field("tags", &annotation.tags.join(", "), None, sheet, out)?;
    field("note", annotation.note.as_deref().unwrap_or_default(), None, sheet, out)?;
    let blank = Note::default();
    for (at, (block, verdict)) in article.page.blocks.iter().zip(&article.verdicts).enumerate() {
        if *verdict == Verdict::Keep || notes.is_some() {
            let note = notes.and_then(|notes| notes.get(at)).unwrap_or(&blank);
            judged(at, block, verdict, note, sheet, out)?;
        }
    }
    Ok(())
}

/// Writes every block of a page in place, kept or removed, after what is known of the article; `notes` are one per
/// block, or none.
///
/// # Errors
///
/// When `out` refuses.
pub fn explain(
    meta: &Metadata,
    page: &Page,
    verdicts: &[Verdict],
    notes: &[Note],
    sheet: &Sheet,
    out: &mut dyn Write,
) -> io::Result<()> {
    metadata(meta, sheet, out)?;
    let blank = Note::default();
    let blocks = page.blocks.iter().zip(verdicts).enumerate();
    blocks.into_iter().try_for_each(|(at, (block, verdict))| {
        judged(at, block, verdict, notes.get(at).unwrap_or(&blank), sheet, out)
    })
}

/// Headline and fields, each with where it was found; what is unknown is left out.
fn metadata(meta: &Metadata, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let title = meta.title.as_ref().map_or("(no headline)", |title| title.value.as_str());
    let title = Painted::all(&line(title), super::BOLD);
    wrapped("", 0, &title, sheet).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    writeln!(out)?;
    let mut row = |name, value: Option<(String, &str)>| match value {
        Some((value, origin)) => field(name, &value, Some(origin), sheet, out),
        None => Ok(()),
    };
    row("headline from", meta.title.as_ref().map(|title| (title.origin.name().to_owned(), "")))?;
    row("standfirst", text(meta.standfirst.as_ref()))?;
    row("byline", meta.byline.as_ref().map(|byline| (byline.value.join(", "), byline.origin.name())))?;
    row("outlet", text(meta.outlet.as_ref()))?;
    row("date", meta.date.as_ref().map(|date| (date.value.to_string(), date.origin.name())))?;
    row("language", meta.language.as_ref().map(|lang| (lang.value.to_string(), lang.origin.name())))?;
    row("section", text(meta.section.as_ref()))?;
    row("url", text(meta.url.as_ref()))
}

fn text(stated: Option<&Stated<String>>) -> Option<(String, &'static str)> {
    stated.map(|stated| (stated.value.clone(), stated.origin.name()))
}

/// One field; nothing where its value is empty.
fn field(
    name: &str,
    value: &str,
    origin: Option<&str>,
    sheet: &Sheet,
    out: &mut dyn Write,
) -> io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    let mut painted = Painted::plain(&line(value));
    if let Some(origin) = origin.filter(|origin| !origin.is_empty()) {
        painted.push(" ", None);
        painted.push(&format!("[{origin}]"), Some(super::FAINT));
    }
    let first = format!("{name:<FIELD$}");
    wrapped(&first, FIELD, &painted, sheet).iter().try_for_each(|line| writeln!(out, "{line}"))
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Title => "headline",
        Field::Standfirst => "standfirst",
        Field::Byline => "byline",
        Field::Outlet => "outlet",
        Field::Date => "date",
        Field::Language => "language",
        Field::Url => "url",
        Field::Section => "section",
        Field::Captured => "captured",
    }
}

/// One block: its number, text, and what became of it where it was not kept.
fn judged(
    at: usize,
    block: &Block,
    verdict: &Verdict,
    note: &Note,
    sheet: &Sheet,
    out: &mut dyn Write,
) -> io::Result<()> {
    let number = format!("{:>3}  ", at + 1);
    let shown = line(&block.text);
    let mut painted = Painted::default();
    match verdict {
        Verdict::Keep => {
            let style = (block.kind == BlockKind::Heading).then_some(super::BOLD);
            painted.push(&kept(note), None);
            painted.push(&format!("{}{shown}", opening(block)), style);
        }
        Verdict::Field(field) => painted.push(&format!("[{}] {shown}", name(*field)), Some(super::FAINT)),
        Verdict::Drop { kind, evidence } => {
            let others = others(note).map_or(String::new(), |others| format!("; {others}"));
            let evidence: Vec<String> = evidence.iter().map(ToString::to_string).collect();
            let evidence = line(&evidence.join(", "));
            painted.push(&format!("[removed: {}; {evidence}{others}] ", kind.name()), None);
            painted.push(&shown, Some(super::FAINT));
        }
    }
    writeln!(out)?;
    wrapped(&number, NUMBER, &painted, sheet).iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// What goes in front of a kept block of which something is to be said.
fn kept(note: &Note) -> String {
    let rule = note.rule.as_ref().map(|rule| format!("kept by your rule: {}", line(rule)));
    let parts: Vec<String> = rule.into_iter().chain(others(note)).collect();
    if parts.is_empty() { String::new() } else { format!("[{}] ", parts.join("; ")) }
}

fn others(note: &Note) -> Option<String> {
    match note.others {
        0 => None,
        1 => Some("in 1 other story".to_owned()),
        others => Some(format!("in {} other stories", super::thousands(others))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Rows, sample};

    fn shown(removed: bool, width: Option<usize>) -> String {
        let sheet = Sheet { rows: Rows::Articles, styled: false, width, links: None };
        let mut out = Vec::new();
        let note = |others, rule: Option<&str>| Note { others, rule: rule.map(str::to_owned) };
        let notes = [note(0, None), note(0, Some("keep “Dockers”")), note(12, None), note(1, None)];
        stored(&sample::strike(), &Annotation::default(), removed.then_some(&notes[..]), &sheet, &mut out)
            .expect("a vector takes everything");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn an_article_is_shown_with_its_fields_and_paragraph_numbers() {
        insta::assert_snapshot!(shown(false, Some(60)), @r"
        Harbour strike ends

        headline from json-ld
        byline        Anna Reed, Tom Vale [json-ld]
        outlet        The Harrowmere Courier [json-ld]
        date          2023-06-14 [json-ld]
        language      en [json-ld]
        section       News [json-ld]
        url           https://courier.example/strike [json-ld]
        people        Anna Holt
        organisations Dockers' Union
        places        Harrowmere
        path          courier/strike.txt
                      courier/copy.txt
        id            2b7dc8d0eb2c0585058165f9a917eb7a

          1  What was agreed

          2  Dockers voted on Monday to end the strike.

          4  Trains run again from Friday.
        ");
    }

    #[test]
    fn a_removed_block_stands_in_its_place_with_kind_and_evidence() {
        let text = shown(true, None);
        let at = |part: &str| text.find(part).expect(part);
        let removed =
            "  3  [removed: newsletter; newsletter phrase; in 12 other stories] Sign up to our newsletter.";
        assert!(text.contains(removed), "{text}");
        assert!(text.contains("  2  [kept by your rule: keep “Dockers”] Dockers voted"), "{text}");
        assert!(text.contains("  4  [in 1 other story] Trains run"), "{text}");
        assert!(at("Dockers voted") < at("Sign up") && at("Sign up") < at("Trains run"));
    }
}
