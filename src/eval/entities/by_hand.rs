//! One article annotated by hand: every entity with the forms of its name and their counts in the body, and who
//! said what in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use crate::article::Article;
use crate::entity::{self, Entity, EntityKind};
use crate::eval::scorecard::share;
use crate::eval::{EvalError, Group, Scorecard, Worst, pack};
use crate::ingest;
use crate::overrule::Rules;
use crate::quotation;

use super::{Options, TYPES, Tally, name, push};

#[derive(Debug, Deserialize)]
struct Gold {
    entities: Vec<Named>,
    #[serde(default)]
    quotations: Vec<Quoted>,
}

/// A quotation, known by how it begins.
#[derive(Debug, Deserialize)]
struct Quoted {
    speaker: String,
    starts: String,
}

#[derive(Debug, Deserialize)]
struct Named {
    canonical: String,
    /// `PER`, `ORG`, `LOC`; entities of another type count neither for nor against.
    #[serde(rename = "type")]
    kind: String,
    surface_forms: BTreeMap<String, u64>,
}

/// Name and type.
type Key = (String, String);

/// Measures the article.
pub(super) fn measure(card: &mut Scorecard, path: &Path, options: &Options) -> Result<(), EvalError> {
    let gold: Gold = pack::json(path)?;
    let Some(article) = article(path, options)? else { return Ok(()) };
    let found = found(&article);
    if let Some(folder) = &options.runs {
        write_run(&folder.join("article.json"), &found)?;
    }
    let free: BTreeSet<&str> = gold
        .entities
        .iter()
        .filter(|named| named.kind == "MISC")
        .map(|named| named.canonical.as_str())
        .collect();
    let right = gold.entities.iter().filter(|named| named.kind != "MISC");
    let right: BTreeMap<Key, BTreeMap<String, u64>> = right
        .map(|named| ((named.canonical.clone(), named.kind.clone()), named.surface_forms.clone()))
        .collect();
    let given: BTreeMap<Key, BTreeMap<String, u64>> =
        found.into_iter().filter(|((name, _), _)| !free.contains(name.as_str())).collect();
    let mut group = Group::new("article", 1);
    entities(&mut group, &right, &given);
    push(&mut group, ["mention_precision", "mention_recall", "mention_f1"], mentions(&right, &given));
    quotations(&mut group, &gold.quotations, &article);
    card.groups.push(group);
    card.add_worst(differences(&right, &given), options.worst);
    Ok(())
}

/// The share of the quotations given to the right speaker, and whether none is given to another one.
fn quotations(group: &mut Group, gold: &[Quoted], article: &Article) {
    if gold.is_empty() {
        return;
    }
    let given = quotation::find(article, &entity::find(article));
    let speaker = |gold: &Quoted| {
        let begins = |given: &&quotation::Quotation| {
            article.body[given.block as usize].text[given.span.clone()].starts_with(&gold.starts)
        };
        given.iter().find(begins).and_then(|given| given.speaker.as_ref())
    };
    let named = gold.iter().filter_map(|gold| speaker(gold).map(|speaker| speaker.name == gold.speaker));
    let (right, wrong): (Vec<bool>, Vec<bool>) = named.partition(|right| *right);
    group.push("quotations_right_share", right.len() as f64 / gold.len() as f64);
    group.push("quotations_none_wrong", share(wrong.is_empty()));
}

/// The article that the gold is about; `None` where its source file is not there.
fn article(gold: &Path, options: &Options) -> Result<Option<Article>, EvalError> {
    let beside = || gold.parent().unwrap_or(Path::new("")).join("../seed/article.txt");
    let path = options.article.clone().unwrap_or_else(beside);
    if !path.is_file() {
        return Ok(None);
    }
    let cleaned = ingest::clean_bytes("article.txt", &pack::bytes(&path)?, &Rules::default(), options.today)
        .into_iter()
        .next();
    Ok(cleaned.and_then(Result::ok).map(|cleaned| cleaned.article))
}

/// Every entity of the body with its forms and their counts; one named in the headline only has none.
fn found(article: &Article) -> BTreeMap<Key, BTreeMap<String, u64>> {
    let mut all = BTreeMap::new();
    for entity in entity::find(article) {
        let forms = forms(article, &entity);
        all.insert((entity.name, name(entity.kind).to_owned()), forms);
    }
    all
}

fn forms(article: &Article, entity: &Entity) -> BTreeMap<String, u64> {
    let mut forms = BTreeMap::new();
    for mention in &entity.mentions {
        let block = mention.block.and_then(|at| article.body.get(at as usize));
        if let Some(form) = block.and_then(|block| block.text.get(mention.span.clone())) {
            *forms.entry(form.to_owned()).or_default() += 1;
        }
    }
    forms
}

fn entities<V>(group: &mut Group, right: &BTreeMap<Key, V>, given: &BTreeMap<Key, V>) {
    let tally = |only: Option<EntityKind>| {
        let keys = |of: &BTreeMap<Key, V>| {
            let fits = |key: &&Key| only.is_none_or(|kind| key.1 == name(kind));
            of.keys().filter(fits).cloned().collect::<BTreeSet<Key>>()
        };
        let mut tally = Tally::default();
        tally.add_sets(&keys(right), &keys(given));
        tally
    };
    push(group, ["entity_precision", "entity_recall", "entity_f1"], tally(None));
    for ((kind, _), name) in TYPES.into_iter().zip(["per_f1", "org_f1", "loc_f1"]) {
        group.push(name, tally(Some(kind)).prf().f1);
    }
}

/// Over forms of names, each as often as it occurs.
fn mentions(
    right: &BTreeMap<Key, BTreeMap<String, u64>>,
    given: &BTreeMap<Key, BTreeMap<String, u64>>,
) -> Tally {
    let count = |of: &BTreeMap<Key, BTreeMap<String, u64>>| of.values().flat_map(BTreeMap::values).sum();
    let mut tally = Tally { gold: count(right), given: count(given), right: 0 };
    for (key, forms) in right {
        let ours = given.get(key);
        let shared = forms
            .iter()
            .map(|(form, &count)| count.min(ours.and_then(|ours| ours.get(form)).copied().unwrap_or(0)));
        tally.right += shared.sum::<u64>();
    }
    tally
}

fn differences<V>(right: &BTreeMap<Key, V>, given: &BTreeMap<Key, V>) -> Vec<Worst> {
    let only = |these: &BTreeMap<Key, V>, those: &BTreeMap<Key, V>, item: &str| {
        let extra = these.keys().filter(|key| !those.contains_key(*key));
        let worst = |(name, kind): &Key| Worst {
            group: "article".to_owned(),
            item: item.to_owned(),
            score: 0.0,
            note: format!("{kind} {name}"),
        };
        extra.map(worst).collect::<Vec<_>>()
    };
    let mut all = only(right, given, "missing");
    all.extend(only(given, right, "extra"));
    all
}

fn write_run(path: &Path, found: &BTreeMap<Key, BTreeMap<String, u64>>) -> Result<(), EvalError> {
    let entities: Vec<_> = found
        .iter()
        .map(|((name, kind), forms)| json!({"canonical": name, "type": kind, "surface_forms": forms}))
        .collect();
    pack::write(path, &json!({"entities": entities}).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_count_by_form_under_the_right_name() {
        let forms = |forms: &[(&str, u64)]| forms.iter().map(|(form, n)| ((*form).to_owned(), *n)).collect();
        let key = |name: &str| (name.to_owned(), "PER".to_owned());
        let right = BTreeMap::from([(key("Ida Brandt"), forms(&[("Ida Brandt", 1), ("Brandt", 3)]))]);
        let given = BTreeMap::from([
            (key("Ida Brandt"), forms(&[("Brandt", 4)])),
            (key("Roe"), forms(&[("Roe", 1)])),
        ]);
        assert_eq!(mentions(&right, &given), Tally { gold: 4, given: 5, right: 3 });
        assert_eq!(differences(&right, &given)[0].note, "PER Roe");
    }
}
