//! What rules would change, before they are applied.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::cleaner::{self, Verdict};
use crate::index::{Archive, IndexError, Place, StoredArticle};
use crate::ingest::overrule::{self, path, subject};
use crate::ingest::{self, Neighbours};
use crate::outlet::{self, Outlet};
use crate::overrule::{Rule, Rules, Subject};

/// Samples of each rule that are kept of a part of the archive, and of all of it.
const SAMPLES: usize = 3;

/// What a rule does to an archive.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effect {
    /// Articles that it fits.
    pub articles: u64,
    /// Articles that it changes: with [`Trial`], against what the index says now.
    pub changes: u64,
    /// Blocks that it fits.
    pub blocks: u64,
    /// Blocks that would come back into the body.
    pub restored: u64,
    /// Blocks that would leave the body.
    pub removed: u64,
    /// The first few by path that it changes, else that it fits.
    pub samples: Vec<Sample>,
}

/// A place where a rule fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The article's id.
    pub id: String,
    /// Where it lies.
    pub path: String,
    /// Place of the block in its page, from 0; none for a correction.
    pub at: Option<usize>,
    /// The block's text, or what is corrected: what is known now.
    pub text: String,
    /// Whether the rule changes anything there.
    pub changes: bool,
}

/// What a set of rules would change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trial {
    /// Per rule, in their order.
    pub rules: Vec<Effect>,
    /// What would change because rules that the index was made by are gone: as under no rule.
    pub undone: Effect,
    /// Articles that would be judged again.
    pub articles: u64,
}

/// What would change in an archive if these were the user's rules. Nothing is written.
///
/// A correction of outlets also changes what the outlets' other pages are found to repeat; that shows only when it is
/// applied.
///
/// # Errors
///
/// When the index cannot be read.
pub fn try_rules(
    archive: &Archive,
    rules: &Rules,
    threads: usize,
    today: NaiveDate,
) -> Result<Trial, IndexError> {
    let old = Rules::recall(&archive.files()?.rules).unwrap_or_default();
    let places: Vec<_> = archive.places().collect();
    let steps = steps(archive, &old, &places, threads)?;
    let bench = Bench { steps, old: &old, new: rules, today };
    let parts =
        overrule::scan(archive, &places, threads, &|article, part: &mut Part| bench.article(article, part))?;
    let mut trial = Trial { rules: vec![Effect::default(); rules.list().len()], ..Trial::default() };
    for part in parts {
        trial.articles += part.articles;
        for (rule, effect) in part.effects {
            let whole = rule.map_or(&mut trial.undone, |at| &mut trial.rules[at]);
            whole.add(effect);
        }
    }
    Ok(trial)
}

/// What some of the articles give; `None` stands for no rule.
#[derive(Default)]
struct Part {
    effects: BTreeMap<Option<usize>, Effect>,
    articles: u64,
}

impl Effect {
    fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.changes += other.changes;
        self.blocks += other.blocks;
        self.restored += other.restored;
        self.removed += other.removed;
        self.samples.extend(other.samples);
        self.samples.sort_by(|a, b| {
            b.changes.cmp(&a.changes).then_with(|| a.path.cmp(&b.path)).then_with(|| a.at.cmp(&b.at))
        });
        self.samples.truncate(SAMPLES);
    }
}

/// The steps of what stands on the articles that rules fit: to judge these again as if there were no rules.
fn steps(
    archive: &Archive,
    rules: &Rules,
    places: &[Place],
    threads: usize,
) -> Result<FxHashMap<u64, u8>, IndexError> {
    if rules.is_empty() {
        return Ok(FxHashMap::default());
    }
    let keys = overrule::scan(archive, places, threads, &|article, keys: &mut Vec<u64>| {
        if rules.fitting(&subject(article)).iter().any(|fitting| !fitting.is_empty()) {
            keys.extend(cleaner::keys(&article.page, article.outlet.as_ref()).blocks);
        }
    })?;
    let mut keys = keys.concat();
    keys.sort_unstable();
    keys.dedup();
    let steps = archive.stories(&keys)?.into_iter().map(|stories| cleaner::step(stories as usize));
    Ok(keys.into_iter().zip(steps).collect())
}

struct Bench<'a> {
    /// Steps of the keys of articles that the old rules fit; a key that is not here has none.
    steps: FxHashMap<u64, u8>,
    old: &'a Rules,
    new: &'a Rules,
    today: NaiveDate,
}

impl Bench<'_> {
    fn article(&self, article: &StoredArticle, part: &mut Part) {
        let mut here: BTreeMap<Option<usize>, Effect> = BTreeMap::new();
        self.corrections(article, &mut here);
        self.blocks(article, &mut here);
        part.articles += u64::from(here.values().any(|effect| effect.changes > 0));
        for (rule, mut effect) in here {
            effect.articles = 1;
            effect.changes = effect.changes.min(1);
            part.effects.entry(rule).or_default().add(effect);
        }
    }

    fn corrections(&self, article: &StoredArticle, here: &mut BTreeMap<Option<usize>, Effect>) {
        if !self.new.list().iter().chain(self.old.list()).any(Rule::corrects) {
            return;
        }
        let found = outlet::of(&article.page, path(article));
        let found = Subject { outlet: found.as_ref(), ..subject(article) };
        let outlet = overrule::outlet_of(article, self.new);
        let name = |outlet: Option<&Outlet>| outlet.map(|outlet| outlet.name.clone());
        let moved = name(outlet.as_ref()) != name(article.outlet.as_ref());
        let dated = self.new.date(&found) != self.old.date(&found);
        let fitting = self.new.correcting(&found);
        let unruled = (fitting.is_empty() && (moved || dated)).then_some(None);
        for rule in fitting.into_iter().map(Some).chain(unruled) {
            let sample = known(article, moved || dated);
            here.entry(rule).or_default().add(Effect {
                changes: u64::from(moved || dated),
                samples: vec![sample],
                ..Effect::default()
            });
        }
    }

    fn blocks(&self, article: &StoredArticle, here: &mut BTreeMap<Option<usize>, Effect>) {
        let outlet = overrule::outlet_of(article, self.new);
        let subject = Subject { outlet: outlet.as_ref(), ..subject(article) };
        let (old, new) = (self.old.fitting(&overrule::subject(article)), self.new.fitting(&subject));
        if old.is_empty() && new.is_empty() {
            return;
        }
        let base = if old.iter().all(Vec::is_empty) { None } else { Some(self.unruled(article)) };
        let base = base.as_ref().unwrap_or(&article.verdicts);
        let mut after = base.clone();
        self.new.overrule(&subject, &mut after);
        for (at, verdict) in base.iter().enumerate() {
            let fitting = new.get(at).map_or(&[][..], Vec::as_slice);
            let deciding = self.new.deciding(fitting, verdict);
            let (before, after) = (&article.verdicts[at], &after[at]);
            let undone = (deciding.is_none() && before != after).then_some(None);
            let speaking = fitting.iter().copied().filter(|at| self.new.speaks(*at, verdict));
            for rule in speaking.map(Some).chain(undone) {
                let changes = before != after && rule == deciding;
                let effect = effect(article, at, changes, before, after);
                here.entry(rule).or_default().add(effect);
            }
        }
    }

    /// What the cleaner alone says of a stored page.
    fn unruled(&self, article: &StoredArticle) -> Vec<Verdict> {
        let keys = cleaner::keys(&article.page, article.outlet.as_ref());
        let step = |key: &u64| self.steps.get(key).copied().unwrap_or_default();
        let repeats: Vec<u8> = keys.blocks.iter().map(step).collect();
        let near = Neighbours { repeats: &repeats, title_suffix: 0 };
        let (page, outlet) = (article.page.clone(), article.outlet.clone());
        ingest::clean_page(page, outlet, path(article), near, &Rules::default(), self.today).verdicts
    }
}

fn effect(article: &StoredArticle, at: usize, changes: bool, before: &Verdict, after: &Verdict) -> Effect {
    let kept = |verdict: &Verdict| *verdict == Verdict::Keep;
    Effect {
        articles: 0,
        changes: u64::from(changes),
        blocks: 1,
        restored: u64::from(changes && !kept(before) && kept(after)),
        removed: u64::from(changes && kept(before) && !kept(after)),
        samples: vec![Sample {
            id: article.id().to_string(),
            path: path(article).to_owned(),
            at: Some(at),
            text: article.page.blocks[at].text.clone(),
            changes,
        }],
    }
}

/// What is known of an article now.
fn known(article: &StoredArticle, changes: bool) -> Sample {
    let outlet = article.meta.outlet.as_ref().map_or("no outlet", |outlet| outlet.value.as_str());
    let date = article.meta.date.as_ref().map_or("no date".to_owned(), |date| date.value.to_string());
    Sample {
        id: article.id().to_string(),
        path: path(article).to_owned(),
        at: None,
        text: format!("{outlet}, {date}"),
        changes,
    }
}
