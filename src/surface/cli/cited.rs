//! Articles named in a line, or in an object, by the commands that list them.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use schemars::JsonSchema;
use serde::Serialize;

use crate::index::StoredArticle;
use crate::output::{Citation, Sheet, terminal};
use crate::text::Change;

/// Characters of an id that are shown.
const ID_CHARS: usize = 10;

/// Words around a change that are shown of what stayed the same.
const AROUND: usize = 6;

const GONE: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red))).strikethrough();
const NEW: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green))).bold();

/// What names an article.
#[derive(Serialize, JsonSchema)]
pub(super) struct CitedJson {
    id: String,
    headline: Option<String>,
    byline: Vec<String>,
    outlet: Option<String>,
    date: Option<String>,
    url: Option<String>,
    paths: Vec<String>,
}

impl CitedJson {
    pub(super) fn of(article: &StoredArticle) -> Self {
        let cited = Citation::of(article, None);
        Self {
            id: cited.article,
            headline: cited.headline,
            byline: cited.byline,
            outlet: cited.outlet,
            date: cited.date,
            url: cited.url,
            paths: cited.paths,
        }
    }
}

impl CitedJson {
    /// `2023-09-01 · Courier · A summer of groundings ¶ 4  3fa9c2d1e0`.
    pub(super) fn told(&self, paragraph: u32) -> String {
        let path = self.paths.first().map_or("", String::as_str);
        let name = self.headline.as_deref().unwrap_or(path);
        let parts = [self.date.as_deref(), self.outlet.as_deref(), Some(name)];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        format!("{} ¶ {paragraph}  {}", terminal::line(&parts.join(" · ")), &self.id[..ID_CHARS])
    }
}

/// `2023-05-02  Estuary Wire · Ferry aground  3fa9c2d1e0`.
pub(super) fn line(article: &StoredArticle, sheet: &Sheet) -> String {
    let cited = Citation::of(article, None);
    let date = cited.date.as_deref().unwrap_or("undated");
    let outlet =
        cited.outlet.as_ref().map_or(String::new(), |outlet| format!("{} · ", terminal::line(outlet)));
    let name = terminal::bold(&terminal::line(cited.name()), sheet);
    let id = terminal::faint(&cited.article[..ID_CHARS], sheet);
    format!("{:10}  {outlet}{name}  {id}", terminal::line(date))
}

/// Writes what differs, what is long the same shortened, wrapped behind an indent.
pub(super) fn write_changes(
    changes: &[Change],
    indent: usize,
    sheet: &Sheet,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut painted = terminal::Painted::default();
    for (at, change) in changes.iter().enumerate() {
        painted.push(if at == 0 { "" } else { " " }, None);
        match change {
            Change::Same(text) => painted.push(&shortened(text, at == 0, at + 1 == changes.len()), None),
            Change::Gone(text) => painted.push(&format!("[-{}-]", terminal::line(text)), Some(GONE)),
            Change::New(text) => painted.push(&format!("{{+{}+}}", terminal::line(text)), Some(NEW)),
        }
    }
    let lines = terminal::wrapped(&" ".repeat(indent), indent, &painted, sheet);
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// The words next to a change, an ellipsis for the others.
fn shortened(text: &str, first: bool, last: bool) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let (head, tail) = (if first { 0 } else { AROUND }, if last { 0 } else { AROUND });
    if words.len() <= head + tail + 1 {
        return terminal::line(text);
    }
    let parts = [words[..head].join(" "), "…".to_owned(), words[words.len() - tail..].join(" ")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    terminal::line(&parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Rows;
    use crate::text;

    fn shown(before: &str, after: &str) -> String {
        let mut out = Vec::new();
        let sheet = Sheet::plain(Rows::Hits);
        write_changes(&text::difference(before, after), 2, &sheet, &mut out).expect("a vector");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn long_stretches_that_stayed_are_shortened() {
        let same = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
        let (before, after) = (format!("{same} Monday {same}"), format!("{same} Tuesday {same}"));
        assert_eq!(
            shown(&before, &after),
            "  … nine ten eleven twelve thirteen fourteen [-Monday-] {+Tuesday+} one two three four five six …\n"
        );
        assert_eq!(shown("a \u{1b}[2J b", "a c b"), "  a [-�[2J-] {+c+} b\n");
    }
}
