//! The sentences of a paragraph that show most of what is looked for.

use std::cmp::Reverse;

use crate::lang::{self, Lang};
use crate::passage::{Paragraph, Passage, Wanted};
use crate::query::Match;
use crate::text::{self, Span};

/// Sentences of a window before context is added: enough for a name and the pronoun that follows it.
const MOST_SENTENCES: usize = 3;

/// A set of units, by index; units from the 128th on share the last place.
pub(super) type Units = u128;

/// The set that holds what was found.
pub(super) fn units<'a>(matches: impl IntoIterator<Item = &'a Match>) -> Units {
    matches.into_iter().fold(0, |set, found| set | 1 << found.unit.min(127))
}

/// The sentences of a text in a language; they tile it.
pub(super) fn sentences(text: &str, lang: Option<Lang>) -> Vec<Span> {
    let abbreviations = lang.and_then(lang::pack).map_or(&[][..], |pack| pack.abbreviations);
    text::sentences_with(text, abbreviations)
}

/// A stretch of whole sentences and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    /// In bytes of the paragraph.
    pub(super) span: Span,
    /// What stands in it.
    pub(super) units: Units,
    /// How often.
    pub(super) count: usize,
}

/// The best stretch of a paragraph that has matches, with its context: the one that shows most units, in the fewest
/// sentences, most often, first; or everything between the first match and the last where every match is wanted.
pub(super) fn best(paragraph: &Paragraph<'_>, wanted: &Wanted<'_>) -> Option<Window> {
    let sentences = sentences(paragraph.text, wanted.lang);
    let matches = &paragraph.matches;
    let (first, last) = if wanted.most == usize::MAX { None } else { few(&sentences, matches) }
        .or_else(|| around(&sentences, matches))?;
    let from = first.saturating_sub(wanted.context);
    let to = last.saturating_add(wanted.context).min(sentences.len() - 1);
    let shown = || inside(matches, &(sentences[first].start..sentences[last].end));
    Some(Window {
        span: sentences[from].start..sentences[to].end,
        units: units(shown()),
        count: shown().count(),
    })
}

/// How many units, in how few sentences, how often.
type Worth = (u32, Reverse<usize>, usize);

/// First and last sentence of the best window of a few sentences; `None` where no match fits into one.
fn few(sentences: &[Span], matches: &[Match]) -> Option<(usize, usize)> {
    let mut best: Option<(Worth, usize, usize)> = None;
    let mut rest = matches;
    for (first, sentence) in sentences.iter().enumerate() {
        rest = &rest[rest.iter().take_while(|found| found.span.start < sentence.start).count()..];
        for (last, end) in sentences.iter().enumerate().skip(first).take(MOST_SENTENCES) {
            let shown = || inside(rest, &(sentence.start..end.end));
            let worth = (units(shown()).count_ones(), Reverse(last - first), shown().count());
            if worth.0 > 0 && best.is_none_or(|(known, ..)| worth > known) {
                best = Some((worth, first, last));
            }
        }
    }
    best.map(|(_, first, last)| (first, last))
}

/// Sentences in which the first match begins and the last one ends.
fn around(sentences: &[Span], matches: &[Match]) -> Option<(usize, usize)> {
    let start = matches.first()?.span.start;
    let end = matches.iter().map(|found| found.span.end).max()?;
    let at = |byte: usize| sentences.partition_point(|sentence| sentence.end <= byte);
    let last = sentences.len().checked_sub(1)?;
    Some((at(start).min(last), at(end - 1).min(last)))
}

/// The matches, by place, that lie in a span.
fn inside<'a>(matches: &'a [Match], span: &Span) -> impl Iterator<Item = &'a Match> + use<'a> {
    let (start, end) = (span.start, span.end);
    matches
        .iter()
        .take_while(move |found| found.span.start < end)
        .filter(move |found| start <= found.span.start && found.span.end <= end)
}

/// Cuts a span out of a paragraph, without white space at its ends.
pub(super) fn cut(paragraph: &Paragraph<'_>, span: Span) -> Passage {
    let text = &paragraph.text[span.clone()];
    let start = span.start + text.len() - text.trim_start().len();
    let text = text.trim();
    let before = paragraph.text[..start].chars().count();
    Passage {
        text: text.to_owned(),
        highlights: highlights(&paragraph.matches, &(start..start + text.len())),
        paragraph: paragraph.number,
        characters: before..before + text.chars().count(),
    }
}

/// The matches in a span, counted from its start, those that touch or overlap joined.
fn highlights(matches: &[Match], span: &Span) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    for found in inside(matches, span) {
        let next = found.span.start - span.start..found.span.end - span.start;
        match all.last_mut() {
            Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
            _ => all.push(next),
        }
    }
    all
}
