//! Finds the names of English text with a trained model, in two stages.
//!
//! In: the words of an article. Out: stretches of them, each of which names a person, an organisation or a place.
//!
//! Most words cannot be part of a name and are passed over ([`sight`]). The others are labelled by what they are and
//! what stands around them ([`features`]), and once more by what the first stage said of the same words elsewhere in
//! the article ([`around`]). [`learn`] fits both stages; `names.model` is what `cuttings train names` made, under
//! terms of its own, which stand with its sources in `names.txt`.

mod around;
mod bodies;
mod features;
mod knowledge;
mod labels;
mod learn;
mod model;
mod namesakes;
mod sight;

pub use learn::{Annotated, Lists, fit};
pub use model::Model;

use std::ops::Range;
use std::sync::LazyLock;

use self::around::Around;
use self::features::{START, Sink};
use self::sight::Sights;
use super::EntityKind;
use super::lexicon::class;
use super::token::Tokens;
use crate::sequence::lanes::{Lane, Lanes};

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::parse(include_bytes!("names.model")).expect("the stored model is one that this program made")
});

/// The names in some words, in order of the text.
pub(super) fn tag(tokens: &Tokens<'_>) -> Vec<(Range<usize>, EntityKind)> {
    tag_with(&MODEL, tokens)
}

pub(super) fn tag_with(model: &Model, tokens: &Tokens<'_>) -> Vec<(Range<usize>, EntityKind)> {
    let sights = Sights::of(tokens, &model.knowledge);
    let labels = label(model, &sights);
    let names = sights.stretches.iter().flat_map(|stretch| labels::names(&labels, stretch.clone()));
    names.map(|name| (without_title(tokens, &name), labels::KINDS[name.kind])).collect()
}

/// Titles are no part of a person's name; what is left of a name is never empty.
fn without_title(tokens: &Tokens<'_>, name: &labels::Name) -> Range<usize> {
    let title = |at: &usize| {
        let token = &tokens.all[*at];
        token.is(class::TITLE) && !token.is(class::FORENAME)
    };
    let most = if name.kind == labels::PERSON { name.words.len() - 1 } else { 0 };
    let titles = name.words.clone().take(most).take_while(title).count();
    name.words.start + titles..name.words.end
}

/// A label a word.
fn label(model: &Model, sights: &Sights<'_, '_>) -> Vec<u8> {
    let rows = first_rows(&model.first, sights);
    let first = decode(&model.first, sights, &rows);
    let around = Around::of(sights, &first);
    let mut rows = rows;
    for (at, row) in candidates(sights).zip(&mut rows) {
        around.features(at, &mut Scores { lanes: &model.second, row });
    }
    let mut labels = decode(&model.second, sights, &rows);
    namesakes::settle(sights, &mut labels);
    labels
}

/// The words that may be part of a name.
fn candidates<'s>(sights: &'s Sights<'_, '_>) -> impl Iterator<Item = usize> + 's {
    sights.stretches.iter().flat_map(Clone::clone)
}

/// The scores of the first stage, a row a candidate.
fn first_rows(lanes: &Lanes, sights: &Sights<'_, '_>) -> Vec<Lane> {
    let mut rows = Vec::new();
    for stretch in &sights.stretches {
        let mut at = stretch.start;
        while at < stretch.end {
            let run = sights.run(at);
            let mut shared = Lane::default();
            run.features(&mut Scores { lanes, row: &mut shared });
            for word in run.words.clone() {
                let mut row = shared;
                sights.word_features(word, &run, &mut Scores { lanes, row: &mut row });
                rows.push(row);
            }
            at = run.words.end;
        }
    }
    rows
}

/// The best labels by the scores of the candidates; 0 for every other word.
fn decode(lanes: &Lanes, sights: &Sights<'_, '_>, rows: &[Lane]) -> Vec<u8> {
    let mut labels = vec![0; sights.all.len()];
    let (mut seams, mut best) = (Vec::new(), Vec::new());
    let mut from = 0;
    for stretch in &sights.stretches {
        seams.clear();
        best.clear();
        seams.extend(stretch.clone().map(|at| if at == stretch.start { START } else { sights.seam(at) }));
        lanes.decode(&rows[from..from + stretch.len()], &seams, &mut best);
        labels[stretch.clone()].copy_from_slice(&best);
        from += stretch.len();
    }
    labels
}

/// Adds up what features say.
struct Scores<'m> {
    lanes: &'m Lanes,
    row: &'m mut Lane,
}

impl Sink for Scores<'_> {
    #[inline]
    fn take(&mut self, feature: u32) {
        self.lanes.add(feature, self.row);
    }
}
