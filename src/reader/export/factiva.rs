//! Reads Factiva exports: web pages or documents whose articles end in a line "Document" and an accession number.
//!
//! Either each field stands beside its code (HD BY WC PD SN LP TD …), or the fields stand under one another in a fixed
//! order: headline, byline, length, date, outlet, its code, language, copyright, text.

use scraper::{ElementRef, Node};

use crate::reader::export::label::{self, Label};
use crate::reader::export::{self, Draft, Line, line};
use crate::reader::{Field, ReadError, Reader, Sink, Source, html, input};
use crate::source::{self, Format};
use crate::text;

pub(in crate::reader) struct Factiva;

impl Reader for Factiva {
    fn format(&self) -> Format {
        Format::Factiva
    }

    fn help(&self) -> &'static str {
        ".html: what Factiva exports, many articles in one file; as .rtf, too"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        let found = input::all(source).map(|bytes| {
            let (text, _) = source::decode(&bytes, source.charset.as_deref());
            export::of_lines(&lines(&html::tree(&text)), Format::Factiva)
        });
        match found {
            Ok(Some(found)) => {
                let _ = found.into_iter().try_for_each(pages);
            }
            Ok(None) => {
                let _ = pages(Err(ReadError::NoText { record: 0 }));
            }
            Err(error) => {
                let _ = pages(Err(error));
            }
        }
    }
}

/// The lines of a page: its paragraphs and the cells of its tables.
fn lines(page: &scraper::Html) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut open, mut strong, mut hidden) = (String::new(), false, 0_u32);
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Text(text) if hidden == 0 => open.push_str(text),
                Node::Element(element) => {
                    hidden += u32::from(is_hidden(element.name()));
                    if parts(element.name()) {
                        lines.extend(Line::new(&std::mem::take(&mut open), std::mem::take(&mut strong)));
                    }
                    strong |= ElementRef::wrap(node).is_some_and(is_headline);
                }
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    hidden -= u32::from(is_hidden(element.name()));
                    if parts(element.name()) {
                        lines.extend(Line::new(&std::mem::take(&mut open), std::mem::take(&mut strong)));
                    }
                }
            }
        }
    }
    lines.extend(Line::new(&open, strong));
    lines
}

fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "title" | "noscript")
}

fn parts(name: &str) -> bool {
    html::is_block(name) || matches!(name, "br" | "td" | "th" | "tr" | "pre")
}

/// Whether an element is marked as the headline: `class="enHeadline"`, `class="headline"`, or `<h1>`.
fn is_headline(element: ElementRef<'_>) -> bool {
    let mut classes = element.value().classes();
    matches!(element.value().name(), "h1" | "h2")
        || classes.any(|class| class.to_ascii_lowercase().ends_with("headline"))
}

/// Letters and digits of the shortest accession number.
const NUMBER: usize = 15;

/// Whether a line ends an article: "Document" and its accession number.
fn is_end(line: &Line) -> bool {
    let mut words = line.text.split_whitespace();
    let (Some(word), Some(number), None) = (words.next(), words.next(), words.next()) else { return false };
    matches!(&*text::fold(word), "document" | "dokument" | "documento")
        && number.len() >= NUMBER
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && number.bytes().filter(u8::is_ascii_digit).count() >= 8
}

/// The articles of a document and the lines of each; `None` where no line ends one.
pub(super) fn drafts(lines: &[Line]) -> Option<Vec<(Draft, &[Line])>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (end, _) in lines.iter().enumerate().filter(|(_, line)| is_end(line)) {
        let part = &lines[start..end];
        start = end + 1;
        found.extend(draft(part).map(|draft| (draft, &lines[start - 1 - part.len()..start])));
    }
    (!found.is_empty()).then_some(found)
}

/// The article of one document; `None` where neither codes nor a length show one.
fn draft(lines: &[Line]) -> Option<Draft> {
    let codes = lines.iter().filter(|line| code(&line.text).is_some()).count();
    if codes >= 3 { Some(coded(lines)) } else { ordered(lines) }
}

/// A code, alone or, as rows of tables are joined, before its value: "WC | 534 words".
fn code(text: &str) -> Option<(Label, &str)> {
    let (first, rest) = text.split_once('|').unwrap_or((text, ""));
    label::code(first).map(|label| (label, rest.trim()))
}

/// Fields beside their codes.
fn coded(lines: &[Line]) -> Draft {
    let mut draft = Draft::default();
    let mut current: Option<(Label, Vec<&str>)> = None;
    for line in lines {
        match code(&line.text) {
            Some((label, rest)) => take(&mut draft, current.replace((label, vec![rest]))),
            None => current.iter_mut().for_each(|(_, values)| values.push(&line.text)),
        }
    }
    take(&mut draft, current);
    draft
}

fn take(draft: &mut Draft, field: Option<(Label, Vec<&str>)>) {
    let Some((label, values)) = field else { return };
    match label {
        Label::Text => values.iter().for_each(|value| draft.paragraph(value)),
        Label::Copyright => values.iter().for_each(|value| draft.legal(value)),
        label => draft.label(label, &values.join(" ")),
    }
}

/// Fields under one another.
fn ordered(lines: &[Line]) -> Option<Draft> {
    let length = lines.iter().position(|line| line::is_length(&line.text))?;
    let mut draft = Draft::default();
    opening(&mut draft, &lines[..length]);
    let rest = &lines[length + 1..];
    let head = head_end(rest);
    imprint(&mut draft, &rest[..head]);
    for line in &rest[head..] {
        if line::is_legal(&line.text) { draft.legal(&line.text) } else { draft.paragraph(&line.text) }
    }
    Some(draft)
}

/// Section, headline and byline, which stand over the length. What stands before is a cover page.
fn opening(draft: &mut Draft, lines: &[Line]) {
    let title = lines.iter().rposition(|line| line.strong);
    let title = title.or_else(|| match lines {
        [.., _, last] if is_byline(&last.text) => Some(lines.len() - 2),
        lines => lines.len().checked_sub(1),
    });
    let Some(title) = title else { return };
    draft.state(Field::Title, &lines[title].text);
    let before = title.checked_sub(1).map(|before| &lines[before].text);
    let section = before.filter(|text| title == 1 && text.split_whitespace().count() <= 4);
    section.into_iter().for_each(|section| draft.state(Field::Section, section));
    if let Some(byline) =
        lines.get(title + 1..).and_then(|rest| rest.iter().rfind(|line| is_byline(&line.text)))
    {
        draft.state(Field::Byline, &byline.text);
    }
}

/// Words of the longest byline.
const BYLINE_WORDS: usize = 12;

/// Whether a line may be a byline: few words, most of them names.
fn is_byline(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let names = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    words.len() <= BYLINE_WORDS && names * 2 > words.len() && !text.ends_with(['.', '?', '!'])
}

/// Lines that the head has at most after the length.
const HEAD_LINES: usize = 14;

/// Where the text begins: after the copyright line, else after the language, else after the outlet.
fn head_end(rest: &[Line]) -> usize {
    let head = &rest[..rest.len().min(HEAD_LINES)];
    let legal = head.iter().position(|line| line::is_legal(&line.text));
    let language =
        || head.iter().position(|line| line::language(&line.text).is_some() && line.text.len() < 30);
    match legal {
        Some(first) => first + head[first..].iter().take_while(|line| line::is_legal(&line.text)).count(),
        None => language().map_or(head.len().min(2), |at| at + 1),
    }
}

/// Date, outlet, language and copyright.
fn imprint(draft: &mut Draft, lines: &[Line]) {
    for line in lines {
        let text = &line.text;
        if line::is_legal(text) {
            draft.legal(text);
        } else if !draft.knows(Field::Date) && line::is_date(text) {
            draft.state(Field::Date, text);
        } else if let Some(language) = line::language(text) {
            draft.state(Field::Language, language);
        } else if draft.knows(Field::Date) && !is_time(text) {
            draft.state(Field::Outlet, text);
        }
    }
}

/// `08:20`, `08:20 GMT`.
fn is_time(text: &str) -> bool {
    let figures = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
    (4..=5).contains(&figures) && text[..figures].contains(':') && text.len() <= 12
}
