//! Reads what databases of newspapers export: many articles in one file, each with labelled metadata.
//!
//! In: exports of Nexis, Factiva and `ProQuest`, as text, web page or document of an office program. Out: a page an
//! article: hints from the labels, whose language may be English, German, French or Spanish; blocks from the text; the
//! copyright line as a block, for the cleaner to judge. Cover pages, tables of contents and search summaries are no
//! articles.

pub(super) mod factiva;
mod label;
mod lexis;
mod line;
pub(super) mod nexis;
mod page;
pub(super) mod proquest;

use std::io;

use label::Label;
pub(super) use lexis::is_list;
pub(super) use line::language;

use crate::reader::{
    Block, BlockKind, Field, Hint, Origin, Page, ReadError, Reader, Sink, Source, html, input, plain,
};
use crate::source::{self, Digest, Format};
use crate::text;

/// A paragraph of a document, or a cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// White space folded; never empty.
    pub(super) text: String,
    /// Whether it is set off as a heading is.
    pub(super) strong: bool,
    /// Whether it stands in the middle, as far as that is known.
    pub(super) centred: bool,
    /// Whether the line before is of the same paragraph.
    pub(super) goes_on: bool,
}

impl Line {
    /// A line of this text; `None` where that is blank.
    pub(super) fn new(text: &str, strong: bool) -> Option<Self> {
        let text = text::squeeze(text);
        (!text.is_empty()).then_some(Self { text, strong, centred: false, goes_on: false })
    }
}

/// The articles of a document, each with the text that its digest is taken of, where its lines are those of a database's
/// export; `None` for any other document.
pub(super) fn of_lines(lines: &[Line], format: Format) -> Option<Vec<Result<Page, ReadError>>> {
    let drafts = factiva::drafts(lines)
        .or_else(|| lexis::drafts(lines))
        .or_else(|| nexis::drafts(lines))
        .or_else(|| proquest::drafts(lines))?;
    let pages = drafts.into_iter().zip(0..).map(|((draft, lines), record)| {
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        draft.page(record, texts.join("\n").as_bytes(), format)
    });
    Some(pages.collect())
}

/// Reads an export that is a web page, or text that is not read line by line.
fn read_whole(source: &mut Source<'_>, format: Format, pages: Sink<'_>) {
    let bytes = match input::all(source) {
        Ok(bytes) => bytes,
        Err(error) => {
            let _ = pages(Err(error));
            return;
        }
    };
    let (text, _) = source::decode(&bytes, source.charset.as_deref());
    if let Some(found) = of_lines(&page::lines_of(&text), format) {
        let _ = found.into_iter().try_for_each(pages);
        return;
    }
    // What only looked like an export is a page or a text like others.
    let reader: &dyn Reader = if text.trim_start().starts_with('<') { &html::Html } else { &plain::Plain };
    drop(text);
    source.input = Box::new(io::Cursor::new(bytes));
    reader.read(source, pages);
}

/// Whether an export is a web page.
fn is_page(source: &mut Source<'_>) -> bool {
    let head = source.input.fill_buf().unwrap_or_default();
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().starts_with(b"<")
}

/// Paragraphs as text: one by itself each, but for a label and its value.
fn joined(lines: &[Line]) -> String {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        text.push_str(&line.text);
        let alone = label::labelled(&line.text).is_some_and(|(_, value)| value.is_empty());
        let on = alone || lines.get(at + 1).is_some_and(|next| next.goes_on);
        text.push_str(if on { "\n" } else { "\n\n" });
    }
    text
}

/// What is known of an article so far.
#[derive(Debug, Default)]
struct Draft {
    hints: Vec<Hint>,
    legal: Vec<String>,
    summary: Option<String>,
    /// Paragraphs, parted by blank lines.
    text: String,
}

impl Draft {
    /// Takes what stands after a label.
    fn label(&mut self, label: Label, value: &str) {
        match label {
            Label::Title => self.state(Field::Title, value),
            Label::Standfirst => self.state(Field::Standfirst, value),
            Label::Byline => self.state(Field::Byline, without_label(value)),
            Label::Outlet => self.state(Field::Outlet, outlet(value)),
            Label::Date => self.state(Field::Date, value),
            Label::Language => self.state(Field::Language, line::language(value).unwrap_or_default()),
            Label::Url => self.state(Field::Url, value),
            Label::Section => self.state(Field::Section, section(value)),
            Label::Text => self.paragraph(value),
            Label::Abstract => self.summary = Some(text::squeeze(value)),
            Label::Copyright => self.legal(value),
            Label::Publication => self.publication(value),
            Label::Head | Label::Tail => {}
        }
    }

    /// States a field, unless it is stated already or there is nothing to say.
    fn state(&mut self, field: Field, value: &str) {
        let value = text::squeeze(value);
        if !value.is_empty() && !self.knows(field) {
            self.hints.push(Hint { field, value, origin: Origin::Record });
        }
    }

    fn knows(&self, field: Field) -> bool {
        self.hints.iter().any(|hint| hint.field == field)
    }

    fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.text.push_str(text);
            self.text.push_str("\n\n");
        }
    }

    fn legal(&mut self, value: &str) {
        let value = text::squeeze(value);
        let named = value.starts_with(['©', '(']) || text::fold(&value).contains("copyright");
        if value.is_empty() || self.legal.contains(&value) {
            return;
        }
        match self.legal.last_mut() {
            // "All rights reserved" goes on with the line above.
            Some(last) if !named => *last = format!("{}. {value}", last.trim_end_matches('.')),
            _ => self.legal.push(value),
        }
    }

    /// "The Courier ; Harrowmere (UK) [Harrowmere (UK)] 14 June 2023: 4."
    fn publication(&mut self, value: &str) {
        let name = value.split([';', '[', ',']).next().unwrap_or(value);
        self.state(Field::Outlet, name);
        if let Some((_, rest)) = value.rsplit_once(']') {
            let date = rest.split(':').next().unwrap_or(rest);
            if line::is_date(date) {
                self.state(Field::Date, date);
            }
        }
    }

    /// The page of the article; its bytes are those that the digest is taken of.
    ///
    /// # Errors
    ///
    /// When there is no text, not even a summary.
    fn page(mut self, record: u32, bytes: &[u8], format: Format) -> Result<Page, ReadError> {
        let summary = self.summary.take();
        let mut blocks = plain::blocks(&self.text);
        if let Some(address) = blocks.pop_if(|block| is_address(&block.text)) {
            self.state(Field::Url, &address.text);
        }
        match summary {
            Some(summary) if blocks.is_empty() => blocks = plain::blocks(&summary),
            _ if blocks.is_empty() => return Err(ReadError::NoText { record }),
            _ => {}
        }
        self.hints.retain(|hint| hint.field != Field::Standfirst || !blocks[0].text.starts_with(&hint.value));
        blocks.extend(self.legal.into_iter().map(notice));
        Ok(Page { record, digest: Digest::of(bytes), format, hints: self.hints, blocks, article_body: None })
    }
}

/// An outlet without its place and edition: "The Courier, Late Edition (East Coast); Harrowmere".
fn outlet(value: &str) -> &str {
    let name = value.split(';').next().unwrap_or(value);
    match name.rsplit_once(", ") {
        Some((before, edition)) if text::fold(edition).contains("edition") => before,
        _ => name,
    }
}

/// A byline without the label that it has a second time: "BYLINE: Noor Feddersen".
fn without_label(value: &str) -> &str {
    match label::labelled(value) {
        Some((Label::Byline, rest)) if !rest.is_empty() => rest,
        _ => value,
    }
}

/// A copyright line, which says that it is one.
fn notice(text: String) -> Block {
    let named = text.starts_with(['©', '(']) || text::fold(&text).starts_with("copyright");
    let text = if named { text } else { format!("© {text}") };
    Block { kind: BlockKind::Paragraph, level: 0, text, linked_chars: 0, marks: None }
}

/// Whether a block is an address alone, as stands under the text where a database knows it.
fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && !text.contains(' ')
}

/// What pages of a section are called, folded.
const PAGES: &[&str] = &["pg", "pg.", "page", "p.", "s.", "seite", "pag.", "pagina"];

/// A section without its page: "NEWS; Pg. 4" is "NEWS"; nothing where it is a page alone.
fn section(value: &str) -> &str {
    let first = value.split(';').next().unwrap_or(value).trim();
    let word = first.split_whitespace().next().unwrap_or_default();
    let page = PAGES.contains(&&*text::fold(word)) && first.contains(|c: char| c.is_ascii_digit());
    if page || first.chars().all(|c| c.is_ascii_digit()) { "" } else { first }
}
