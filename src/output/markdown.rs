//! Markdown, for notes and reports.

use std::io::{self, Write};

use crate::index::StoredArticle;
use crate::output::{Citation, Render, Rows, Sheet};
use crate::passage::Passage;
use crate::reader::BlockKind;
use crate::search::Hit;
use crate::text;

/// A heading a headline; passages as quotations, each followed by its citation.
pub struct Markdown;

impl Render for Markdown {
    fn name(&self) -> &'static str {
        "md"
    }

    fn help(&self) -> &'static str {
        "Markdown: quotations with their citations, markup escaped"
    }

    fn hit(&self, at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        if at > 0 {
            writeln!(out)?;
        }
        let whole = Citation::of(&hit.article, None);
        writeln!(out, "## {}\n", escape(whole.name()))?;
        if sheet.rows == Rows::Articles {
            return write_article(&hit.article, out);
        }
        if hit.passages.is_empty() {
            return write_source(&whole, out);
        }
        for (at, passage) in hit.passages.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            write_passage(&hit.article, passage, out)?;
        }
        Ok(())
    }
}

/// Text that Markdown shows as it is: no markup, no HTML, no links, on one line.
///
/// Every ASCII character that CommonMark lets a backslash escape and that can open something is escaped; a number
/// or a dash at the start cannot become a list.
///
/// Source: `CommonMark` 0.31.2, section 2.4.
pub fn escape(text: &str) -> String {
    let shown = text::printable(text);
    let mut escaped = String::with_capacity(shown.len() + 8);
    for c in shown.chars() {
        match c {
            '\n' | '\t' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '{' | '}' | '^' | '&'
            | '$' | '!' => {
                escaped.extend(['\\', c]);
            }
            _ => escaped.push(c),
        }
    }
    escape_start(escaped)
}

/// Escapes what opens a list or an underline at the start of a line.
fn escape_start(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        Some(b'-' | b'+' | b'=') if digits == 0 => format!("\\{line}"),
        _ => line,
    }
}

fn write_passage(article: &StoredArticle, passage: &Passage, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "> {}\n", escape(&passage.text))?;
    write_source(&Citation::of(article, Some(passage)), out)
}

/// The citation and, on its own line, where the source lies.
fn write_source(cited: &Citation, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\\", escape(&cited.to_string()))?;
    let range = cited.characters.as_ref().map(|range| format!(", characters {}–{}", range.start, range.end));
    writeln!(
        out,
        "{}{} · article {} · digest {}",
        escape(&cited.paths.join(", ")),
        range.unwrap_or_default(),
        cited.article,
        cited.digest
    )
}

fn write_article(article: &StoredArticle, out: &mut dyn Write) -> io::Result<()> {
    write_source(&Citation::of(article, None), out)?;
    for block in article.body() {
        let text = escape(&block.text);
        match block.kind {
            BlockKind::Heading => write!(out, "\n### {text}\n")?,
            BlockKind::ListItem => write!(out, "\n- {text}\n")?,
            BlockKind::Quotation => write!(out, "\n> {text}\n")?,
            BlockKind::Caption => write!(out, "\n*{text}*\n")?,
            BlockKind::Paragraph | BlockKind::TableRow => write!(out, "\n{text}\n")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;
    use crate::output::sample;

    /// What a reader of `CommonMark` and its extensions sees: headings, quotations and paragraphs with their texts. Panics
    /// on anything else but lists and emphasis.
    fn read(text: &str) -> Vec<String> {
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        let mut parts = vec![String::new()];
        for event in Parser::new_ext(text, options) {
            match event {
                Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::Item) => parts.push(String::new()),
                Event::Text(text) => parts.last_mut().expect("there is one").push_str(&text),
                Event::HardBreak | Event::SoftBreak => parts.last_mut().expect("there is one").push('\n'),
                Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Emphasis) | Event::End(_) => {}
                event => panic!("{event:?} in {text}"),
            }
        }
        parts.retain(|part| !part.is_empty());
        parts
    }

    #[test]
    fn a_reader_of_markdown_reads_what_was_written() {
        let passages = read(&sample::rendered(&Markdown, &sample::answer(), Rows::Passages));
        assert_eq!(passages[..2], ["Harbour strike ends", "Dockers voted on Monday to end the strike."]);
        let hostile = sample::hostile();
        let evil = text::printable(&hostile.hits[0].passages[0].text).into_owned();
        for rows in [Rows::Passages, Rows::Articles] {
            let parts = read(&sample::rendered(&Markdown, &hostile, rows));
            assert_eq!((&parts[0], parts.contains(&evil)), (&evil, true), "{parts:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_it_was(parts in prop::collection::vec(prop::sample::select(vec![
            "#", "=", "-", "+", "*", "1.", "12)", ">", "|", "`", "~", "[x]", "[^1]", "(y)", "<b>", "&amp;", "\\", "$x$", "!",
            "_", "a", "b ", " ", ":", "^", "{.x}", "http://x.example", "é", "\u{202e}", "\n", "---", "<!--",
        ]), 1..12)) {
            let shown = text::squeeze(&text::printable(&parts.concat()));
            let read = read(&escape(&shown)).concat();
            prop_assert_eq!(read, shown);
        }
    }

    #[test]
    fn markup_of_a_stranger_is_shown_not_obeyed() {
        assert_eq!(escape("<b>[x](y)</b> *z*"), r"\<b\>\[x\](y)\</b\> \*z\*");
        assert_eq!(escape("1. one"), r"1\. one");
        assert_eq!(escape("- one"), r"\- one");
        assert_eq!(escape("# one\n# two"), r"\# one \# two");
        assert_eq!(escape("a plain line, 1. not a list"), "a plain line, 1. not a list");
    }

    #[test]
    fn a_passage_is_a_quotation_with_its_citation() {
        insta::assert_snapshot!(sample::rendered(&Markdown, &sample::answer(), Rows::Passages), @r#"
        ## Harbour strike ends

        > Dockers voted on Monday to end the strike.

        Anna Reed, Tom Vale. “Harbour strike ends.” The Harrowmere Courier, 2023-06-14, ¶ 2. https://courier.example/strike\
        courier/strike.txt, courier/copy.txt, characters 0–42 · article 2b7dc8d0eb2c0585058165f9a917eb7a · digest 2b7dc8d0eb2c0585058165f9a917eb7a673214a4921ed44cd989562c3b91902c

        ## notes.txt

        “notes.txt.” notes.txt\
        notes.txt · article 78ef2f65ea7668a048581bbaf1893845 · digest 78ef2f65ea7668a048581bbaf18938451f30a3cbb2c41948665889c0a2b8238a
        "#);
    }

    #[test]
    fn a_whole_article_keeps_its_subheads() {
        insta::assert_snapshot!(sample::rendered(&Markdown, &sample::answer(), Rows::Articles), @r#"
        ## Harbour strike ends

        Anna Reed, Tom Vale. “Harbour strike ends.” The Harrowmere Courier, 2023-06-14, https://courier.example/strike\
        courier/strike.txt, courier/copy.txt · article 2b7dc8d0eb2c0585058165f9a917eb7a · digest 2b7dc8d0eb2c0585058165f9a917eb7a673214a4921ed44cd989562c3b91902c

        ### What was agreed

        Dockers voted on Monday to end the strike.

        Trains run again from Friday.

        ## notes.txt

        “notes.txt.” notes.txt\
        notes.txt · article 78ef2f65ea7668a048581bbaf1893845 · digest 78ef2f65ea7668a048581bbaf18938451f30a3cbb2c41948665889c0a2b8238a

        A note about the strike.
        "#);
    }
}
