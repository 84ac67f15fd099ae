//! Reads Factiva exports: web pages or documents whose articles end in a line "Document" and an accession number.
//!
//! Either each field stands beside its code (HD BY WC PD SN LP TD …), or the fields stand under one another in a fixed
//! order: headline, byline, length, date, outlet, its code, language, copyright, text.

use crate::reader::export::label::{self, Label};
use crate::reader::export::{self, Draft, Line, line};
use crate::reader::{Field, Reader, Sink, Source};
use crate::source::{self, Format};

pub(in crate::reader) struct Factiva;

impl Reader for Factiva {
    fn format(&self) -> Format {
        Format::Factiva
    }

    fn help(&self) -> &'static str {
        ".html .txt: what Factiva exports, many articles in one file; as .rtf, too"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        export::read_whole(source, Format::Factiva, pages);
    }
}

/// The articles of a document and the lines of each; `None` where no line ends one.
pub(super) fn drafts(lines: &[Line]) -> Option<Vec<(Draft, &[Line])>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (end, _) in lines.iter().enumerate().filter(|(_, line)| source::is_factiva_end(&line.text)) {
        let part = &lines[start..end];
        start = end + 1;
        found.extend(draft(part).map(|draft| (draft, &lines[start - 1 - part.len()..start])));
    }
    (!found.is_empty()).then_some(found)
}

/// Codes from which a document is one of codes: each alone in its line or cell, or before its value on one line.
const FEWEST_ALONE: usize = 3;
const FEWEST_BEFORE: usize = 5;

/// The article of one document; `None` where neither codes nor a length show one.
fn draft(lines: &[Line]) -> Option<Draft> {
    let alone: Vec<Option<(Label, &str)>> = lines.iter().map(|line| code(&line.text)).collect();
    if alone.iter().flatten().count() >= FEWEST_ALONE {
        return Some(coded(lines, &alone));
    }
    let before = before(lines);
    if before.iter().flatten().count() >= FEWEST_BEFORE {
        Some(coded(lines, &before))
    } else {
        ordered(lines)
    }
}

/// A code, alone or, as rows of tables are joined, before its value: "WC | 534 words".
fn code(text: &str) -> Option<(Label, &str)> {
    let (first, rest) = text.split_once('|').unwrap_or((text, ""));
    label::code(first).map(|label| (label, rest.trim()))
}

/// Codes that open their lines, "WC 534 words", in the order that Factiva prints them in: a paragraph may open with a
/// word that looks like one.
fn before(lines: &[Line]) -> Vec<Option<(Label, &str)>> {
    let mut last = 0;
    let found = lines.iter().map(|line| {
        let (first, rest) = line.text.split_once(' ').unwrap_or((&line.text, ""));
        let place = label::code_place(first).filter(|place| *place >= last && is_value(first, rest))?;
        last = place + 1;
        label::code(first).map(|label| (label, rest))
    });
    found.collect()
}

/// Whether a text may stand after a code: after those of companies, industries, subjects and regions stand more codes,
/// each with its name.
fn is_value(code: &str, rest: &str) -> bool {
    !matches!(code, "CO" | "IN" | "NS" | "RE") || rest.contains(" : ")
}

/// Fields beside their codes.
fn coded(lines: &[Line], codes: &[Option<(Label, &str)>]) -> Draft {
    let mut draft = Draft::default();
    let mut current: Option<(Label, Vec<&str>)> = None;
    for (line, code) in lines.iter().zip(codes) {
        match code {
            Some((label, rest)) => take(&mut draft, current.replace((*label, vec![rest]))),
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
        [.., before, last] if is_byline(&last.text) && !is_section(before, last) => Some(lines.len() - 2),
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

/// Whether of two lines the first is rather a section over a headline than a headline over a byline.
fn is_section(first: &Line, second: &Line) -> bool {
    let words = |line: &Line| line.text.split_whitespace().count();
    words(first) <= 2 && words(second) >= 4 && !second.text.starts_with("By ")
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
