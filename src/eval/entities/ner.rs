//! Strict entity F1 over tokenised documents.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use crate::entity::{self, EntityKind};
use crate::eval::{EvalError, Group, Scorecard, Worst, pack, parallel};

use super::tokens::{TokenSpan, Written};
use super::{Options, TYPES, Tally, kind, name, push};

#[derive(Debug, Deserialize)]
pub(super) struct Document {
    id: String,
    #[serde(default)]
    source: String,
    sents: Vec<Sentence>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Sentence {
    pub(super) tokens: Vec<String>,
    /// BIO2 over PER, ORG and LOC.
    pub(super) tags: Vec<String>,
}

impl Document {
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    pub(super) fn sents(&self) -> &[Sentence] {
        &self.sents
    }
}

type Found = BTreeSet<(TokenSpan, EntityKind)>;

/// Counts over some documents: all types, each of [`TYPES`], and spans whatever their type.
#[derive(Default)]
struct Counts {
    all: Tally,
    types: [Tally; 3],
    spans: Tally,
}

impl Counts {
    fn add(&mut self, gold: &Found, given: &Found) {
        self.all.add_sets(gold, given);
        let bare = |of: &Found| of.iter().map(|(span, _)| *span).collect::<BTreeSet<TokenSpan>>();
        self.spans.add_sets(&bare(gold), &bare(given));
        for (tally, (kind, _)) in self.types.iter_mut().zip(TYPES) {
            let only = |of: &Found| of.iter().filter(|(_, own)| *own == kind).copied().collect::<Found>();
            tally.add_sets(&only(gold), &only(given));
        }
    }

    fn scores(&self, group: &mut Group) {
        push(group, ["precision", "recall", "f1"], self.all);
        push(group, ["per_precision", "per_recall", "per_f1"], self.types[0]);
        push(group, ["org_precision", "org_recall", "org_f1"], self.types[1]);
        push(group, ["loc_precision", "loc_recall", "loc_f1"], self.types[2]);
        group.push("span_f1", self.spans.prf().f1);
    }
}

/// Measures one file: a group for all of it and one a source where there are several.
pub(super) fn measure(
    card: &mut Scorecard,
    path: &Path,
    file: &str,
    options: &Options,
) -> Result<(), EvalError> {
    let documents: Vec<Document> = pack::json_lines(path)?;
    let found = parallel::map(&documents, find);
    let mut groups: BTreeMap<&str, (usize, Counts)> = BTreeMap::new();
    let mut worst = Vec::new();
    let stem = file.split('.').next().unwrap_or(file);
    for (document, given) in documents.iter().zip(&found) {
        let gold = annotated(document);
        for source in ["", document.source.as_str()] {
            let (count, counts) = groups.entry(source).or_default();
            *count += 1;
            counts.add(&gold, given);
        }
        if !gold.is_empty() {
            worst.push(as_worst(stem, document, &gold, given));
        }
    }
    let many = groups.len() > 2;
    for (source, (documents, counts)) in groups.iter().filter(|(source, _)| many || source.is_empty()) {
        let slash = if source.is_empty() { "" } else { "/" };
        let mut group = Group::new(format!("{stem}{slash}{source}"), *documents);
        counts.scores(&mut group);
        card.groups.push(group);
    }
    card.add_worst(worst, options.worst);
    options
        .runs
        .as_ref()
        .map_or(Ok(()), |folder| write_run(&folder.join(format!("{stem}.jsonl")), &documents, &found))
}

/// The entities of a document, none over another: of two that share a token, which tags cannot say, the first.
fn find(document: &Document) -> Found {
    let written = Written::new(document.sents.iter().map(|sentence| sentence.tokens.as_slice()));
    let entities = entity::find(&written.article);
    let all: Found = entities.iter().flat_map(|entity| written.spans(entity)).collect();
    let mut kept = Found::new();
    for found in all {
        let (sentence, start, _) = found.0;
        if kept.last().is_none_or(|((last, _, end), _)| *last != sentence || *end <= start) {
            kept.insert(found);
        }
    }
    kept
}

fn annotated(document: &Document) -> Found {
    let spans = document.sents.iter().enumerate().flat_map(|(at, sentence)| {
        runs(&sentence.tags).into_iter().map(move |(start, end, kind)| ((at, start, end), kind))
    });
    spans.collect()
}

/// The entities of a sentence: a run goes on while the tag is `I-` of the same type; any other tag but `O` opens one.
pub(super) fn runs(tags: &[String]) -> Vec<(usize, usize, EntityKind)> {
    let mut all: Vec<(usize, usize, &str)> = Vec::new();
    let mut open = false;
    for (at, tag) in tags.iter().enumerate() {
        match (tag.split_once('-'), all.last_mut()) {
            (Some(("I", kind)), Some((_, end, own))) if open && *own == kind => *end = at + 1,
            (Some((_, kind)), _) => {
                all.push((at, at + 1, kind));
                open = true;
            }
            (None, _) => open = false,
        }
    }
    all.into_iter().filter_map(|(start, end, own)| Some((start, end, kind(own)?))).collect()
}

fn as_worst(group: &str, document: &Document, gold: &Found, given: &Found) -> Worst {
    let mut tally = Tally::default();
    tally.add_sets(gold, given);
    let note = format!("gold {}, given {}, right {}", tally.gold, tally.given, tally.right);
    Worst { group: group.to_owned(), item: document.id.clone(), score: tally.prf().f1, note }
}

fn write_run(path: &Path, documents: &[Document], found: &[Found]) -> Result<(), EvalError> {
    let mut out = String::new();
    for (document, found) in documents.iter().zip(found) {
        let mut tags: Vec<Vec<String>> =
            document.sents.iter().map(|sentence| vec!["O".to_owned(); sentence.tokens.len()]).collect();
        for ((sentence, start, end), kind) in found {
            for (at, tag) in tags[*sentence][*start..*end].iter_mut().enumerate() {
                let mark = if at == 0 { 'B' } else { 'I' };
                *tag = format!("{mark}-{}", name(*kind));
            }
        }
        let pairs = document.sents.iter().zip(tags);
        let sents: Vec<_> =
            pairs.map(|(sentence, tags)| json!({"tokens": sentence.tokens, "tags": tags})).collect();
        out.push_str(&json!({"id": document.id, "sents": sents}).to_string());
        out.push('\n');
    }
    pack::write(path, &out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_runs_as_conlleval_reads_them() {
        use EntityKind::{Organisation, Person, Place};
        let tags = ["B-PER", "I-PER", "B-PER", "I-ORG", "O", "I-LOC"].map(str::to_owned);
        assert_eq!(runs(&tags), [(0, 2, Person), (2, 3, Person), (3, 4, Organisation), (5, 6, Place)]);
    }

    #[test]
    fn an_entity_of_another_type_is_right_as_a_span_only() {
        let mut counts = Counts::default();
        let span = (0, 1, 3);
        counts
            .add(&BTreeSet::from([(span, EntityKind::Person)]), &BTreeSet::from([(span, EntityKind::Place)]));
        assert_eq!((counts.all.right, counts.spans.right), (0, 1));
    }
}
