//! Reads one document of classic Nexis.

use crate::reader::Field;
use crate::reader::export::label::{self, Label};
use crate::reader::export::{Draft, line};

/// Where in a document we are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Masthead,
    Headline,
    Labels,
    Text,
    Tail,
}

/// Whether the length of a document is stated, and where we are: what stands before it is no text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Unstated,
    Ahead,
    Passed,
}

/// The article of one document.
pub(super) fn draft(text: &str) -> Draft {
    let unified = text.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n");
    let lines: Vec<&str> = unified.split('\n').collect();
    let stated = lines.iter().any(|line| label::is_length(line));
    let length = if stated { Length::Ahead } else { Length::Unstated };
    let mut reading = Reading::new(length);
    for group in lines.split(|line| line.trim().is_empty()).filter(|group| !group.is_empty()) {
        reading.group(group);
    }
    reading.finish()
}

struct Reading<'t> {
    draft: Draft,
    stage: Stage,
    /// Lines between outlet and date that are neither.
    waiting: Vec<&'t str>,
    /// Groups of the text so far.
    open: Vec<Vec<&'t str>>,
    length: Length,
    /// Whether the last label was one whose value may go on for sentences.
    wordy: bool,
}

impl<'t> Reading<'t> {
    fn new(length: Length) -> Self {
        let (draft, waiting, open) = (Draft::default(), Vec::new(), Vec::new());
        Self { draft, stage: Stage::Masthead, waiting, open, length, wordy: false }
    }

    /// Takes lines between blank ones.
    fn group(&mut self, lines: &[&'t str]) {
        let Some(first) = lines.first() else { return };
        if self.is_label(first) {
            return self.labels(lines);
        }
        match self.stage {
            Stage::Masthead => self.masthead(lines),
            Stage::Headline if lines.len() == 1 && is_edition(first) => {}
            // Where the length was stated already, the headline has a label of its own, or there is none.
            Stage::Headline if self.length != Length::Passed => self.headline(lines),
            Stage::Labels if self.length == Length::Ahead && word_count(lines) <= SUBHEAD_WORDS => {
                self.draft.state(Field::Standfirst, &lines.join(" "));
            }
            Stage::Tail => self.tail(lines),
            Stage::Headline | Stage::Labels | Stage::Text => self.text(lines),
        }
    }

    /// Whether a line opens with a label: inside the text a sentence may begin as one does.
    fn is_label(&self, line: &str) -> bool {
        let Some((found, value)) = label::shouted(line) else { return false };
        match (self.stage, found) {
            (Stage::Text, Label::Tail | Label::Language) => !is_sentence(value) || is_wordy(line),
            (Stage::Text, Label::Url | Label::Copyright | Label::Byline) => !is_sentence(value),
            (Stage::Text, _) => false,
            _ => true,
        }
    }

    fn text(&mut self, lines: &[&'t str]) {
        self.stage = Stage::Text;
        self.open.push(lines.to_vec());
    }

    fn headline(&mut self, lines: &[&'t str]) {
        self.draft.state(Field::Title, &lines.join(" "));
        self.stage = Stage::Labels;
    }

    /// Outlet, date and edition.
    fn masthead(&mut self, lines: &[&'t str]) {
        for line in lines {
            if line::is_legal(line) {
                self.draft.legal(line);
            } else if line::is_date(line) {
                self.draft.state(Field::Date, line);
                self.stage = Stage::Headline;
                return self.settle(false);
            } else if self.draft.knows(Field::Outlet) {
                self.waiting.push(line);
            } else {
                self.draft.state(Field::Outlet, without_edition(line));
            }
        }
    }

    /// The headline of what stood between outlet and date: in the middle stand places and editions, unless no date is
    /// known.
    fn settle(&mut self, undated: bool) {
        let waiting = std::mem::take(&mut self.waiting);
        let place = |line: &str| line.trim().starts_with('(') && line.trim().ends_with(')');
        let may = |line: &&&str| !place(line) && !names_edition(line) && (undated || indent(line) < CENTRED);
        let title: Vec<&str> = waiting.iter().filter(may).copied().collect();
        if !title.is_empty() {
            self.headline(&title);
        }
    }

    /// One label or several, each with its lines.
    fn labels(&mut self, lines: &[&'t str]) {
        if self.stage == Stage::Masthead {
            self.settle(true);
        }
        let mut open: Option<(Label, Vec<&'t str>)> = None;
        for line in lines {
            if let Some((found, rest)) = label::shouted(line) {
                open.replace((found, vec![rest])).into_iter().for_each(|field| self.labelled(field));
                self.length = if label::is_length(line) { Length::Passed } else { self.length };
                self.wordy = is_wordy(line);
            } else if line::is_legal(line) {
                self.draft.legal(line);
            } else {
                open.iter_mut().for_each(|(_, value)| value.push(line));
            }
        }
        open.into_iter().for_each(|field| self.labelled(field));
    }

    fn labelled(&mut self, (found, value): (Label, Vec<&'t str>)) {
        match found {
            Label::Text | Label::Abstract => return self.text(&value),
            // A language stands after the text, too.
            Label::Tail | Label::Language if !self.open.is_empty() => self.stage = Stage::Tail,
            _ if matches!(self.stage, Stage::Text | Stage::Tail) => {}
            _ if found == Label::Title || self.draft.knows(Field::Title) || self.stage == Stage::Masthead => {
                self.stage = Stage::Labels;
            }
            _ => {}
        }
        self.draft.label(found, &value.join(" "));
    }

    /// Copyright lines; what is prose is of the text all the same, but for captions.
    fn tail(&mut self, lines: &[&'t str]) {
        if lines.iter().any(|line| line::is_legal(line)) {
            lines.iter().filter(|line| line::is_legal(line)).for_each(|line| self.draft.legal(line));
        } else if !self.wordy && word_count(lines) >= PROSE_WORDS {
            self.open.push(lines.to_vec());
        }
    }

    fn finish(mut self) -> Draft {
        self.settle(true);
        while let Some(last) = self.open.pop_if(|group| group.iter().all(|line| line::is_legal(line))) {
            last.iter().rev().for_each(|line| self.draft.legal(line));
        }
        for group in &self.open {
            paragraphs(group).iter().for_each(|paragraph| self.draft.paragraph(paragraph));
        }
        self.draft
    }
}

/// Words of the longest part of a headline that stands by itself.
const SUBHEAD_WORDS: usize = 40;

/// Words from which what stands among the last labels is prose.
const PROSE_WORDS: usize = 30;

fn word_count(lines: &[&str]) -> usize {
    lines.iter().map(|line| line.split_whitespace().count()).sum()
}

/// Words of the longest value of a label that is no sentence.
const VALUE_WORDS: usize = 8;

/// Whether what follows a word and a colon is a sentence: subjects stand in capitals, with semicolons and shares.
fn is_sentence(value: &str) -> bool {
    let words = value.split_whitespace();
    let small = words.clone().filter(|word| word.starts_with(char::is_lowercase)).count();
    let words = words.count();
    words > VALUE_WORDS && small * 2 >= words && !value.contains(['%', ';'])
}

/// Labels of pictures and corrections, whose values may be sentences, folded.
const WORDY: &[&str] = &["graphic", "grafik", "graphique", "illustration", "grafico", "correction"];

fn is_wordy(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default();
    WORDY.contains(&&*crate::text::fold(name.trim()))
}

/// Words of edition lines, folded.
const EDITIONS: &[&str] = &["edition", "ausgabe", "edicion", "final", "corrected"];

/// Words of the longest edition line.
const EDITION_WORDS: usize = 4;

/// Whether a line is short enough to name an edition.
pub(super) fn may_be_edition(line: &str) -> bool {
    line.split_whitespace().nth(EDITION_WORDS).is_none()
}

/// An outlet without its edition: "The Courier - Final Edition".
fn without_edition(line: &str) -> &str {
    match line.rsplit_once(" - ") {
        Some((outlet, edition)) if names_edition(edition) => outlet,
        _ => line,
    }
}

fn names_edition(text: &str) -> bool {
    let folded = crate::text::fold(text);
    folded.split_whitespace().any(|word| EDITIONS.iter().any(|edition| word.ends_with(edition)))
}

/// Columns of indent of a line that stands in the middle, and of a short one that surely does.
pub(super) const CENTRED: usize = 12;
pub(super) const MIDDLE: usize = 24;

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line in the middle names an edition: no headline stands there.
fn is_edition(line: &str) -> bool {
    indent(line) >= CENTRED && names_edition(line) || indent(line) >= MIDDLE && may_be_edition(line)
}

/// Bytes from which a line is a paragraph that nobody wrapped.
const UNWRAPPED: usize = 120;

/// The paragraphs of lines between blank ones: one that is wrapped, or several that are a line or an indent each.
fn paragraphs(lines: &[&str]) -> Vec<String> {
    let whole = lines.iter().any(|line| line.trim().len() > UNWRAPPED);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut last = 0;
    for line in lines {
        match paragraphs.last_mut() {
            Some(open) if !whole && indent(line) <= last => {
                open.push(' ');
                open.push_str(line.trim());
            }
            _ => paragraphs.push(line.trim().to_owned()),
        }
        last = indent(line);
    }
    paragraphs
}
