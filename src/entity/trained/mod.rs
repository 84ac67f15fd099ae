//! Finds the names of English text with a trained model, in two stages.
//!
//! In: the words of an article. Out: stretches of them, each of which names a person, an organisation or a place.
//!
//! Most words cannot be part of a name and are passed over (`sight`). The others are labelled by what they are and
//! what stands around them (`features`), and once more by what the first stage said of the same words elsewhere in
//! the article (`around`). `learn` fits both stages; `names.model` is what `cuttings train names` made, under
//! terms of its own, which stand with its sources in `names.txt`.

mod around;
mod bodies;
mod features;
mod knowledge;
mod labels;
mod learn;
mod memo;
mod model;
mod namesakes;
mod sense;
mod ships;
mod sight;

pub use learn::{Annotated, Lists, fit};
pub use model::Model;
pub(super) use ships::is_ship;

use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

use self::around::Around;
use self::features::START;
use self::memo::{Memo, Remembering};
use self::sight::Sights;
use super::EntityKind;
use super::lexicon::{Lexicon, class};
use super::token::Tokens;
use crate::lang::Lang;
use crate::sequence::lanes::{Lane, Lanes};

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::parse(include_bytes!("names.model")).expect("the stored model is one that this program made")
});

thread_local! {
    /// What the stored model says of single words.
    static MEMO: RefCell<Memo> = RefCell::default();
}

/// The names in some words, in order of the text.
pub(super) fn tag(tokens: &Tokens<'_>) -> Vec<(Range<usize>, EntityKind)> {
    let sights = Sights::of(tokens, &MODEL.knowledge);
    let labels = MEMO.with_borrow_mut(|memo| label(&MODEL, memo, &sights));
    let names = labels::names(&labels, &sights.stretches).into_iter();
    let found = |name: labels::Name| (without_title(tokens, &name), labels::KINDS[name.kind]);
    names.map(found).filter(|(words, kind)| !is_vessel(tokens, words, *kind)).collect()
}

/// What looks like somebody with a title and is a ship.
fn is_vessel(tokens: &Tokens<'_>, words: &Range<usize>, kind: EntityKind) -> bool {
    let behind =
        words.start > 0 && !tokens.all[words.start].first && tokens.all[words.start - 1].is(class::TITLE);
    kind == EntityKind::Person && words.len() == 1 && behind && is_ship(tokens, words.start - 1)
}

/// Titles are no part of a person's name, nor is whose they are (`Treasury's Marlow`); what is left of a name is never
/// empty.
fn without_title(tokens: &Tokens<'_>, name: &labels::Name) -> Range<usize> {
    let title = |at: &usize| {
        let token = &tokens.all[*at];
        let foreign =
            || Lexicon::of(Lang::parse("de")).class_of(token.key, tokens.written(*at)) & class::TITLE != 0;
        !token.is(class::FORENAME) && (token.is(class::TITLE) || foreign())
    };
    let most = if name.kind == labels::PERSON { name.words.len() - 1 } else { 0 };
    let titles = name.words.clone().take(most).take_while(title).count();
    let start = name.words.start + titles;
    let owned = |at: &usize| tokens.is_owned(*at);
    let behind = (start + 1..name.words.end).rev().find(owned).filter(|_| name.kind == labels::PERSON);
    behind.unwrap_or(start)..name.words.end
}

/// Features of a word in one stage, about.
const FEATURES: usize = 64;

/// A label a word.
fn label(model: &Model, memo: &mut Memo, sights: &Sights<'_, '_>) -> Vec<u8> {
    let mut rows = first_rows(&model.first, memo, sights);
    let first = decode(&model.first, sights, &rows);
    let around = Around::of(sights, &first);
    let mut features = Vec::with_capacity(FEATURES);
    for (at, row) in candidates(sights).zip(&mut rows) {
        features.clear();
        around.features(at, &mut features);
        model.second.fetch(features.iter());
        model.second.add(&features, row);
    }
    let mut labels = decode(&model.second, sights, &rows);
    namesakes::settle(sights, &mut labels);
    sense::settle(sights, &mut labels);
    labels
}

/// The words that may be part of a name.
fn candidates<'s>(sights: &'s Sights<'_, '_>) -> impl Iterator<Item = usize> + 's {
    sights.stretches.iter().flat_map(Clone::clone)
}

/// The scores of the first stage, a row a candidate.
fn first_rows(lanes: &Lanes, memo: &mut Memo, sights: &Sights<'_, '_>) -> Vec<Lane> {
    let mut rows = Vec::with_capacity(sights.stretches.iter().map(Range::len).sum());
    let mut features = Vec::with_capacity(FEATURES);
    for stretch in &sights.stretches {
        let mut at = stretch.start;
        while at < stretch.end {
            let run = sights.run(at);
            let mut shared = Lane::default();
            features.clear();
            run.features(&mut features);
            lanes.fetch(features.iter());
            lanes.add(&features, &mut shared);
            for word in run.words.clone() {
                let mut scores = Remembering::new(lanes, memo, shared);
                sights.word_features(word, &run, &mut scores);
                rows.push(scores.row);
            }
            at = run.words.end;
        }
    }
    rows
}

/// The best labels by the scores of the candidates; 0 for every other word.
fn decode(lanes: &Lanes, sights: &Sights<'_, '_>, rows: &[Lane]) -> Vec<u8> {
    let mut labels = vec![0; sights.all.len()];
    let (mut seams, mut best, mut back) = (Vec::new(), Vec::new(), Vec::new());
    let mut from = 0;
    for stretch in &sights.stretches {
        seams.clear();
        best.clear();
        seams.extend(stretch.clone().map(|at| if at == stretch.start { START } else { sights.seam(at) }));
        lanes.decode(&rows[from..from + stretch.len()], &seams, &mut best, &mut back);
        labels[stretch.clone()].copy_from_slice(&best);
        from += stretch.len();
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parted;

    /// Kind and words of each name in some lines.
    fn check(lines: &[&str], expected: &[&str]) {
        let parted = Parted::of(lines.iter().copied());
        let lines = lines.iter().enumerate();
        let lines: Vec<_> = lines.map(|(at, line)| (Some(0), parted.parts(at, line))).collect();
        let tokens = Tokens::of(&lines, Lexicon::of(None));
        let shown = |(words, kind): (Range<usize>, EntityKind)| {
            let line = tokens.all[words.start].line as usize;
            format!("{kind:?} {}", &tokens.lines[line].text[tokens.bytes(line, &words)])
        };
        assert_eq!(tag(&tokens).into_iter().map(shown).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_dispatch_is_read_with_its_headline_and_dateline() {
        check(
            &[
                "VALE MEETS OSEI IN LONDON",
                "TARROW, March 3 - Jonas Vale met Marta Osei, a spokeswoman for the Wend Bank, in London on Tuesday.",
            ],
            &[
                "Person VALE",
                "Person OSEI",
                "Place LONDON",
                "Person Jonas Vale",
                "Person Marta Osei",
                "Organisation Wend Bank",
                "Place London",
            ],
        );
    }

    #[test]
    fn names_go_on_over_particles_hyphens_and_possessives() {
        check(
            &[
                "Salim al-Haddad of the Bank of Corrin met Lau Siu-lai and the mayor of London's twin, Anna de Vries.",
            ],
            &[
                "Person Salim al-Haddad",
                "Organisation Bank of Corrin",
                "Person Lau Siu-lai",
                "Place London",
                "Person Anna de Vries",
            ],
        );
    }

    #[test]
    fn who_is_called_as_a_place_and_speaks_is_somebody() {
        check(
            &["Lenka Boston said the pier was hers. Boston said so twice.", "She left, Boston said."],
            &["Person Lenka Boston", "Person Boston", "Person Boston"],
        );
    }

    /// Enough words that whoever is somebody has been introduced.
    fn long() -> String {
        "The tide came in and the tide went out again, as it does on this coast. ".repeat(12)
    }

    #[test]
    fn in_a_long_article_an_unknown_bare_name_is_nobody() {
        let long = long();
        let bare = "We like Corven, and Marta Osei left.";
        check(&[bare], &["Person Corven", "Person Marta Osei"]);
        check(&[bare, &long], &["Person Marta Osei"]);
        let introduced = "We like Corven, and Marta Corven left.";
        check(&[introduced, &long], &["Person Corven", "Person Marta Corven"]);
    }

    #[test]
    fn a_hill_is_a_place_and_a_ship_is_nobody() {
        check(&["Marta Osei, a lasher from Cinder Hill, left."], &["Person Marta Osei", "Place Cinder Hill"]);
        check(&["Salvors floated the Lady Maren on Tuesday, Marta Osei said."], &["Person Marta Osei"]);
    }

    #[test]
    fn who_took_the_picture_is_not_in_the_story() {
        check(&["The pier at night. Photograph: Marta Osei"], &[]);
    }

    #[test]
    fn the_model_is_small_and_its_weights_have_sixteen_bits() {
        let stored = include_bytes!("names.model");
        assert!(stored.len() <= 8_000_000);
        assert!(MODEL.to_bytes() == stored, "what is read is what was stored");
    }

    #[test]
    fn other_bytes_are_no_model() {
        assert!(Model::parse(b"").is_err());
        assert!(Model::parse(b"nam1\xff\xff\xff\xff").is_err());
    }
}
