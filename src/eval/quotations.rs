//! Who said what, against gold made by hand.
//!
//! The gold names stories of the sample corpus (group `corpus`: as their own gold has them, so that the cleaner has
//! no part in it) and stories of its own (group `stories`); `all` pools both. Precision is over quotations that were
//! given a speaker, recall over those that have one in the gold; right is the very name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::article::{Article, BodyBlock, Stated};
use crate::eval::{EvalError, Group, Prf, Scorecard, Worst, pack};
use crate::lang::Lang;
use crate::quotation::{self, Quotation};
use crate::reader::{BlockKind, Origin};
use crate::{entity, text};

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The gold: `gold.jsonl`, and `texts.jsonl` with stories of its own.
    pub gold: PathBuf,
    /// The gold of the sample corpus, whose bodies the other stories are.
    pub corpus: PathBuf,
    /// How many differences to name, false attributions before missing ones.
    pub worst: usize,
}

/// One line of the gold.
#[derive(Debug, Deserialize)]
struct Gold {
    text: String,
    block: u32,
    quote: String,
    speaker: Option<String>,
    verb: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Story {
    title: Option<String>,
    body: Vec<Block>,
}

#[derive(Debug, Deserialize)]
struct OwnStory {
    id: String,
    title: String,
    body: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Block {
    kind: BlockKind,
    text: String,
}

/// How a group of stories fared.
#[derive(Debug, Default)]
struct Fared {
    stories: usize,
    /// Quotations of the gold; those of them that were found, whoever is given as speaker.
    all: (u64, u64),
    /// With a speaker: in the gold, given, right.
    speakers: (u64, u64, u64),
    /// Of the right ones: those whose gold has a verb, and those with that verb.
    verbs: (u64, u64),
    wrong: Vec<Worst>,
}

/// Measures the quotations of every story that the gold names.
///
/// # Errors
///
/// Where a file cannot be read or is of another form.
pub fn measure(options: &Options) -> Result<Scorecard, EvalError> {
    let mut by_story: BTreeMap<String, Vec<Gold>> = BTreeMap::new();
    for gold in pack::json_lines::<Gold>(&options.gold.join("gold.jsonl"))? {
        by_story.entry(gold.text.clone()).or_default().push(gold);
    }
    let own: Vec<OwnStory> = pack::json_lines(&options.gold.join("texts.jsonl"))?;
    let own: BTreeMap<String, Article> =
        own.into_iter().map(|story| (story.id.clone(), own_article(story))).collect();
    let (mut corpus, mut stories) = (Fared::default(), Fared::default());
    for (name, gold) in &by_story {
        match own.get(name) {
            Some(article) => stories.add(name, article, gold),
            None => corpus.add(name, &article(&options.corpus, name)?, gold),
        }
    }
    Ok(card([("corpus", &corpus), ("stories", &stories)], options.worst))
}

fn card(parts: [(&str, &Fared); 2], worst: usize) -> Scorecard {
    let mut card = Scorecard { name: "quotations", groups: Vec::new(), worst: Vec::new() };
    let mut all = Fared::default();
    for (name, fared) in parts {
        card.groups.push(fared.group(name));
        all.pool(fared);
    }
    card.groups.push(all.group("all"));
    card.add_worst(all.wrong, worst);
    card
}

/// A story of the sample corpus, as its gold has it.
fn article(corpus: &Path, name: &str) -> Result<Article, EvalError> {
    let story: Story = pack::json(&corpus.join(format!("{name}.json")))?;
    Ok(assemble(story.title, story.body.into_iter().map(|block| (block.kind, block.text))))
}

fn own_article(story: OwnStory) -> Article {
    assemble(Some(story.title), story.body.into_iter().map(|text| (BlockKind::Paragraph, text)))
}

fn assemble(title: Option<String>, body: impl Iterator<Item = (BlockKind, String)>) -> Article {
    let mut article = Article::default();
    article.meta.title = title.map(|value| Stated { value, origin: Origin::Text });
    article.meta.language = Some(Stated { value: Lang::EN, origin: Origin::Text });
    article.body = body.zip(0..).map(|((kind, text), at)| BodyBlock { kind, text, at }).collect();
    article
}

impl Fared {
    fn add(&mut self, name: &str, article: &Article, gold: &[Gold]) {
        self.stories += 1;
        let mut gold: Vec<&Gold> = gold.iter().collect();
        self.all.0 += gold.len() as u64;
        self.speakers.0 += gold.iter().filter(|gold| gold.speaker.is_some()).count() as u64;
        for given in quotation::find(article, &entity::find(article)) {
            let quote = text::squeeze(&article.body[given.block as usize].text[given.span.clone()]);
            let same = |gold: &&Gold| gold.block == given.block && text::squeeze(&gold.quote) == quote;
            let right = gold.iter().position(same).map(|at| gold.remove(at));
            self.all.1 += u64::from(right.is_some());
            self.compare(name, &quote, &given, right);
        }
        for missed in gold.into_iter().filter(|gold| gold.speaker.is_some()) {
            self.note(name, missed.block, 0.5, "no quotation", missed.speaker.as_deref(), &missed.quote);
        }
    }

    fn compare(&mut self, name: &str, quote: &str, given: &Quotation, right: Option<&Gold>) {
        let speaker = given.speaker.as_ref().map(|speaker| speaker.name.as_str());
        let expected = right.and_then(|right| right.speaker.as_deref());
        self.speakers.1 += u64::from(speaker.is_some());
        if speaker != expected {
            let score = if speaker.is_some() { 0.0 } else { 0.5 };
            self.note(name, given.block, score, speaker.unwrap_or("nobody"), expected, quote);
        } else if speaker.is_some() {
            self.speakers.2 += 1;
            let verb = right.and_then(|right| right.verb.as_deref());
            self.verbs.0 += u64::from(verb.is_some());
            self.verbs.1 += u64::from(verb.is_some() && verb == given.verb.as_deref());
        }
    }

    fn note(&mut self, name: &str, block: u32, score: f64, given: &str, gold: Option<&str>, quote: &str) {
        let start: String = quote.chars().take(60).collect();
        self.wrong.push(Worst {
            group: "all".to_owned(),
            item: format!("{name}#{block}"),
            score,
            note: format!("{given}, not {}: {start}", gold.unwrap_or("somebody")),
        });
    }

    fn pool(&mut self, other: &Self) {
        self.stories += other.stories;
        self.all = (self.all.0 + other.all.0, self.all.1 + other.all.1);
        let (ours, theirs) = (self.speakers, other.speakers);
        self.speakers = (ours.0 + theirs.0, ours.1 + theirs.1, ours.2 + theirs.2);
        self.verbs = (self.verbs.0 + other.verbs.0, self.verbs.1 + other.verbs.1);
        self.wrong.extend(other.wrong.iter().cloned());
    }

    fn group(&self, name: &str) -> Group {
        let mut group = Group::new(name, self.stories);
        let (gold, given, right) = self.speakers;
        let share = |of: (u64, u64)| of.1 as f64 / of.0.max(1) as f64;
        let scores = Prf::of(gold, given, right);
        group.push("speaker_precision", scores.precision);
        group.push("speaker_recall", scores.recall);
        group.push("quotation_recall", share(self.all));
        group.push("verb_accuracy", share(self.verbs));
        group.push("speaker_count", gold as f64);
        group
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(quote: &str, speaker: Option<&str>) -> Gold {
        Gold {
            text: "a".to_owned(),
            block: 0,
            quote: quote.to_owned(),
            speaker: speaker.map(str::to_owned),
            verb: Some("said".to_owned()),
        }
    }

    #[test]
    fn a_false_speaker_costs_precision_and_a_missing_one_recall() {
        let text = "“We won,” Jonas Vale said. “It rains,” somebody said. “No,” Anna Reed told him.";
        let story = OwnStory { id: "a".to_owned(), title: String::new(), body: vec![text.to_owned()] };
        let gold =
            [gold("We won,", Some("Jonas Vale")), gold("It rains,", Some("Jonas Vale")), gold("No,", None)];
        let mut fared = Fared::default();
        fared.add("a", &own_article(story), &gold);
        assert_eq!((fared.all, fared.speakers, fared.verbs), ((3, 3), (2, 2, 1), (1, 1)));
        let scores: Vec<f64> = fared.wrong.iter().map(|worst| worst.score).collect();
        assert_eq!(scores, [0.5, 0.0]);
    }
}
