//! Mentions that are the same person, as pairs.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use crate::entity::{self, EntityKind};
use crate::eval::{EvalError, Group, Scorecard, pack, parallel};

use super::tokens::{TokenSpan, Written};
use super::{Options, Tally, push};

#[derive(Debug, Deserialize)]
struct Document {
    id: String,
    sents: Vec<Vec<String>>,
    mentions: Vec<Mention>,
}

#[derive(Debug, Deserialize)]
struct Mention {
    sent: usize,
    start: usize,
    end: usize,
    surface: String,
    #[serde(rename = "type")]
    kind: String,
    group: String,
}

/// Counts over pairs of mentions.
#[derive(Debug, Default, PartialEq)]
struct Pairs {
    all: Tally,
    /// Pairs of one person that are written differently, and how many of those were joined.
    differing: (u64, u64),
}

/// Measures one file.
pub(super) fn measure(
    card: &mut Scorecard,
    path: &Path,
    file: &str,
    options: &Options,
) -> Result<(), EvalError> {
    let mut documents: Vec<Document> = pack::json_lines(path)?;
    documents.iter_mut().for_each(|document| document.mentions.retain(|mention| mention.kind == "PER"));
    let clusters = parallel::map(&documents, clusters);
    let mut pairs = Pairs::default();
    for (document, clusters) in documents.iter().zip(&clusters) {
        pairs.add(&document.mentions, clusters);
    }
    let stem = file.split('.').next().unwrap_or(file);
    let mut group = Group::new(stem, documents.len());
    push(&mut group, ["pair_precision", "pair_recall", "pair_f1"], pairs.all);
    group.push("differing_found", pairs.differing.1 as f64 / pairs.differing.0.max(1) as f64);
    card.groups.push(group);
    let Some(folder) = &options.runs else { return Ok(()) };
    let lines = documents.iter().zip(&clusters);
    let lines =
        lines.map(|(document, clusters)| format!("{}\n", json!({"id": document.id, "clusters": clusters})));
    pack::write(&folder.join(format!("{stem}.jsonl")), &lines.collect::<String>())
}

impl Pairs {
    fn add(&mut self, mentions: &[Mention], clusters: &[usize]) {
        for at in 0..mentions.len() {
            for before in 0..at {
                let same = mentions[at].group == mentions[before].group;
                let ours = clusters[at] == clusters[before];
                self.all.gold += u64::from(same);
                self.all.given += u64::from(ours);
                self.all.right += u64::from(same && ours);
                if same && mentions[at].surface != mentions[before].surface {
                    self.differing.0 += 1;
                    self.differing.1 += u64::from(ours);
                }
            }
        }
    }
}

/// Per mention, the number of the person that we found there: at its very tokens, else at the first ones that
/// overlap them; a number of its own where we found none.
fn clusters(document: &Document) -> Vec<usize> {
    let written = Written::new(document.sents.iter().map(Vec::as_slice));
    let entities = entity::find(&written.article);
    let people = entities.iter().filter(|entity| entity.kind == EntityKind::Person).enumerate();
    let ours: BTreeMap<TokenSpan, usize> = people
        .flat_map(|(number, person)| written.spans(person).map(move |(span, _)| (span, number)))
        .collect();
    let mentions = document.mentions.iter().enumerate();
    mentions.map(|(at, mention)| person_at(&ours, mention).unwrap_or(entities.len() + at)).collect()
}

fn person_at(ours: &BTreeMap<TokenSpan, usize>, mention: &Mention) -> Option<usize> {
    let exact = ours.get(&(mention.sent, mention.start, mention.end));
    let overlaps = |(sent, start, end): &TokenSpan| {
        *sent == mention.sent && *start < mention.end && *end > mention.start
    };
    let in_sentence = ours.range((mention.sent, 0, 0)..(mention.sent + 1, 0, 0));
    let near = || in_sentence.into_iter().find(|(span, _)| overlaps(span)).map(|(_, number)| number);
    exact.or_else(near).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_over_groups() {
        let mention = |surface: &str, group: &str| Mention {
            sent: 0,
            start: 0,
            end: 1,
            surface: surface.to_owned(),
            kind: "PER".to_owned(),
            group: group.to_owned(),
        };
        let mut pairs = Pairs::default();
        pairs.add(&[mention("Ida Brandt", "1"), mention("Brandt", "1"), mention("Roe", "2")], &[7, 7, 7]);
        assert_eq!(pairs, Pairs { all: Tally { gold: 1, given: 3, right: 1 }, differing: (1, 1) });
    }
}
