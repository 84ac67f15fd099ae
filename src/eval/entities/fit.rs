//! Fits the recogniser of names to a pack's training documents.
//!
//! Of documents with running text some sentences are shown once more as a headline in capitals or with a capital a
//! word: annotated headlines are rare, those of agencies are not.

use std::path::Path;

use crate::entity::trained::{self, Annotated, Lists, Model};
use crate::eval::{EvalError, pack};
use crate::source::Digest;

use super::ner::{Document, Sentence, runs};
use super::tokens::write_out;

/// A model and what it was made from.
#[derive(Debug)]
pub struct Fitted {
    /// For `names.model`.
    pub model: Model,
    /// How many documents it has seen.
    pub documents: usize,
    /// Of the documents and lists, one after the other.
    pub digest: Digest,
}

/// The files of a pack that a model is made from.
const FILES: [&str; 4] =
    ["ner-train.jsonl.gz", "word-classes.tsv.gz", "capitalisation.tsv.gz", "gazetteer.tsv.gz"];

/// Fits the recogniser to `ner-train.jsonl.gz` and the lists of a pack.
///
/// # Errors
///
/// Where a file of the pack cannot be read or is of another form.
pub fn fit(folder: &Path) -> Result<Fitted, EvalError> {
    let mut content = Vec::new();
    for file in FILES {
        content.extend(pack::bytes(&folder.join(file))?);
    }
    let documents: Vec<Document> = pack::json_lines(&folder.join(FILES[0]))?;
    let mut annotated: Vec<Annotated> =
        documents.iter().map(|one| annotate(one.source(), one.sents())).collect();
    annotated.extend(headlines(&documents));
    let model = trained::fit(&annotated, &lists(folder)?);
    Ok(Fitted { model, documents: documents.len(), digest: Digest::of(&content) })
}

fn annotate(source: &str, sentences: &[Sentence]) -> Annotated {
    let mut annotated = Annotated { weight: weight(source), ..Annotated::default() };
    for (line, sentence) in sentences.iter().enumerate() {
        let (text, places) = write_out(&sentence.tokens);
        let span =
            |(first, end, kind): (usize, usize, _)| (line, places[first].start..places[end - 1].end, kind);
        annotated.names.extend(runs(&sentence.tags).into_iter().map(span));
        annotated.lines.push(text);
    }
    annotated
}

/// How much a source counts: the one that was annotated most evenly, more.
///
/// Source: variants measured on the development part of the pack.
fn weight(source: &str) -> f32 {
    if source.starts_with("uner-") { 1.5 } else { 1.0 }
}

/// Of a hundred sentences of running text, how many are shown as headlines in capitals.
const SHOUTED: u64 = 15;
/// The same, and how many with a capital a word.
const TITLED: u64 = SHOUTED + 5;

/// Some sentences as headlines.
fn headlines(documents: &[Document]) -> Vec<Annotated> {
    let mut dice: u64 = 7;
    let mut headlines = Vec::new();
    let posts = ["btc", "wnut17"];
    for document in documents.iter().filter(|document| !posts.contains(&document.source())) {
        for sentence in document.sents().iter().filter(|sentence| (4..=25).contains(&sentence.tokens.len())) {
            // The generator of Knuth's MMIX; its high bits are the good ones.
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let headline = match (dice >> 33) % 100 {
                0..SHOUTED => shouted(sentence),
                SHOUTED..TITLED => titled(sentence),
                _ => continue,
            };
            headlines.push(annotate(document.source(), &[headline]));
        }
    }
    headlines
}

fn shouted(sentence: &Sentence) -> Sentence {
    Sentence {
        tokens: sentence.tokens.iter().map(|token| token.to_uppercase()).collect(),
        tags: sentence.tags.clone(),
    }
}

/// With a capital a word, but for small ones, and without its full stop.
fn titled(sentence: &Sentence) -> Sentence {
    const SMALL: &str = "a an and as at by for from in of on or the to with";
    let capital = |token: &String| {
        if SMALL.split(' ').any(|small| small == token) {
            return token.clone();
        }
        let mut rest = token.chars();
        rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
    };
    let stop = sentence.tokens.last().is_some_and(|last| last == ".");
    let length = sentence.tokens.len() - usize::from(stop);
    Sentence {
        tokens: sentence.tokens[..length].iter().map(capital).collect(),
        tags: sentence.tags[..length].to_vec(),
    }
}

/// The lists of words that the pack comes with.
fn lists(folder: &Path) -> Result<Lists, EvalError> {
    let mut lists = Lists::default();
    for_rows::<4>(&folder.join(FILES[1]), |[word, coarse, middle, fine]| {
        let class = |name: &str| name.get(1..)?.parse().ok();
        lists.classes.push((word.to_owned(), [class(fine)?, class(middle)?, class(coarse)?]));
        Some(())
    })?;
    for_rows::<2>(&folder.join(FILES[2]), |[word, capitals]| {
        lists.capitals.push((word.to_owned(), capitals.parse().ok()?));
        Some(())
    })?;
    for_rows::<3>(&folder.join(FILES[3]), |[kind, name, _]| {
        let list = match kind {
            "forename" => &mut lists.forenames,
            "surname" => &mut lists.surnames,
            "city" => &mut lists.cities,
            "region" => &mut lists.regions,
            _ => return None,
        };
        list.push(name.to_owned());
        Some(())
    })?;
    Ok(lists)
}

/// Takes each row of a file of so many columns between tabs.
fn for_rows<const COLUMNS: usize>(
    path: &Path,
    mut take: impl FnMut([&str; COLUMNS]) -> Option<()>,
) -> Result<(), EvalError> {
    let content = pack::bytes(path)?;
    for (at, line) in content.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
        let text = str::from_utf8(line).ok();
        let row: Option<[&str; COLUMNS]> =
            text.and_then(|text| text.split('\t').collect::<Vec<_>>().try_into().ok());
        row.and_then(&mut take).ok_or_else(|| EvalError::Malformed {
            path: path.to_owned(),
            line: at + 1,
            reason: format!("not a row of {COLUMNS} columns as expected"),
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::EntityKind;

    fn sentence() -> Sentence {
        let words = |words: &str| words.split(' ').map(str::to_owned).collect();
        Sentence { tokens: words("Reed of Tarrow left ."), tags: words("B-PER O B-LOC O O") }
    }

    #[test]
    fn names_keep_their_places_in_the_written_line() {
        let annotated = annotate("gum-bio", &[sentence()]);
        assert_eq!(annotated.lines, ["Reed of Tarrow left."]);
        assert_eq!(annotated.names, [(0, 0..4, EntityKind::Person), (0, 8..14, EntityKind::Place)]);
    }

    #[test]
    fn headlines_are_written_in_capitals() {
        assert_eq!(annotate("", &[shouted(&sentence())]).lines, ["REED OF TARROW LEFT."]);
        assert_eq!(annotate("", &[titled(&sentence())]).lines, ["Reed of Tarrow Left"]);
    }
}
