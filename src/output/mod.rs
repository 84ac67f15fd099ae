//! Turns answers into bytes.
//!
//! In: an [`Answer`], or its [`Hit`]s one at a time. Out: text for a terminal, data, pages or references, each passage
//! with its [`Citation`]. News is a stranger's text: every renderer defuses it for where it goes.

pub mod citation;
pub mod columns;
pub mod csv;
pub mod feed;
pub mod html;
pub mod json;
pub mod markdown;
pub mod reference;
pub mod template;
pub mod terminal;
pub mod txt;

pub use citation::Citation;

use std::io::{self, Write};

use crate::search::{Answer, Hit};

/// What one row of an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rows {
    /// A matching article with its best passages.
    #[default]
    Hits,
    /// A passage with its citation; an article that matches by its metadata alone has one row without a passage.
    Passages,
    /// A whole cleaned article.
    Articles,
}

/// How to draw, whatever is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// What a row is.
    pub rows: Rows,
    /// Whether the reader is a terminal that shows bold and colour.
    pub styled: bool,
    /// Columns of the terminal; lines are left whole where it is `None`.
    pub width: Option<usize>,
    /// What paths lead to, where the terminal shows links.
    pub links: Option<&'static terminal::Links>,
}

impl Sheet {
    /// Rows for a file or a pipe: no styles, no wrapping.
    pub fn plain(rows: Rows) -> Self {
        Self { rows, styled: false, width: None, links: None }
    }
}

/// A form that answers are written in. Hits are drawn one at a time, not held.
pub trait Render: Sync {
    /// The name for `--format`, which is the usual file ending too.
    fn name(&self) -> &'static str;

    /// One line for `cuttings formats`.
    fn help(&self) -> &'static str;

    /// Writes what stands in front of the first hit.
    ///
    /// # Errors
    ///
    /// When `out` refuses; so for the other methods.
    fn open(&self, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        let _ = (sheet, out);
        Ok(())
    }

    /// Writes one hit, the `at`th from 0 of those written.
    #[allow(clippy::missing_errors_doc, reason = "said once, at `open`")]
    fn hit(&self, at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()>;

    /// Writes what stands behind the last hit.
    #[allow(clippy::missing_errors_doc, reason = "said once, at `open`")]
    fn close(&self, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        let _ = (sheet, out);
        Ok(())
    }

    /// Writes a whole answer: its hits, and around them what the form has a place for.
    #[allow(clippy::missing_errors_doc, reason = "said once, at `open`")]
    fn answer(&self, answer: &Answer, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        self.open(sheet, out)?;
        for (at, hit) in answer.hits.iter().enumerate() {
            self.hit(at, hit, sheet, out)?;
        }
        self.close(sheet, out)
    }
}

/// Every renderer.
pub static RENDERERS: &[&dyn Render] = &[
    &terminal::Terminal,
    &json::Json,
    &json::JsonLines,
    &csv::CSV,
    &csv::TSV,
    &markdown::Markdown,
    &html::Html,
    &txt::Text,
    &reference::BibTex,
    &reference::Ris,
    &reference::CslJson,
];

/// The renderer of this name.
pub fn renderer(name: &str) -> Option<&'static dyn Render> {
    RENDERERS.iter().copied().find(|renderer| renderer.name() == name)
}

#[cfg(test)]
mod sample;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_renderer_has_a_name_of_its_own_and_a_line_of_help() {
        let names: BTreeSet<_> = RENDERERS.iter().map(|renderer| renderer.name()).collect();
        assert_eq!(names.len(), RENDERERS.len());
        assert!(RENDERERS.iter().all(|renderer| !renderer.help().is_empty()));
    }

    #[test]
    fn no_renderer_writes_raw_control_or_bidi_characters() {
        let answer = sample::hostile();
        for renderer in RENDERERS {
            for rows in [Rows::Hits, Rows::Passages, Rows::Articles] {
                let shown = sample::rendered(*renderer, &answer, rows);
                let bad =
                    |c: char| (c.is_control() && !"\n\t\r".contains(c)) || "\u{202e}\u{2066}".contains(c);
                assert!(!shown.contains(bad), "{} {rows:?}: {shown:?}", renderer.name());
            }
        }
    }
}
