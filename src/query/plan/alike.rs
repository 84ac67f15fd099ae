//! `like:`: the articles that share the telling words of one.

use std::collections::BTreeMap;

use tantivy::query::{BooleanQuery, EmptyQuery, EnableScoring, Occur, Query as Filter};
use tantivy::{DocAddress, DocSet, TERMINATED};

use crate::index::{Archive, IndexError, StoredArticle, analyzer};
use crate::query::leaf::Leaf;
use crate::query::pattern::Pattern;
use crate::query::plan::{Need, Place, Planner, Unit};
use crate::query::postings;
use crate::query::slot::Slot;

/// Words that an article is told by.
const WORDS: usize = 24;
/// How many of them another article has to have, as a share: one in so many.
const SHARE: usize = 4;
/// Letters of the shortest word that tells anything.
const SHORTEST: usize = 3;

impl Planner<'_> {
    /// The articles like the one with this beginning of an id, itself left out; none where no article has it.
    pub(super) fn like(&mut self, id: &str, wanted: bool) -> (Box<dyn Filter>, Need) {
        let words = match self.like_words(id) {
            Ok(words) if !words.is_empty() => words,
            _ => return (Box::new(EmptyQuery), Need::Nothing),
        };
        let least = words.len().div_ceil(SHARE);
        let body = self.fields().body;
        let slots: Vec<Slot> = words.iter().cloned().map(Slot::exact).collect();
        let one = |slot: &Slot| (Occur::Should, Leaf { field: body, slots: vec![slot.clone()] }.query());
        let any = BooleanQuery::with_minimum_required_clauses(slots.iter().map(one).collect(), least);
        let itself = Leaf { field: self.fields().id, slots: vec![prefix(id)] }.query();
        let filter = BooleanQuery::new(vec![(Occur::Must, Box::new(any)), (Occur::MustNot, itself)]);
        let begun = self.units.len();
        if wanted {
            let units = slots.into_iter().zip(&words);
            self.units.extend(units.map(|(slot, word)| Unit::new(Place::Text, vec![slot], 1.0, word)));
        }
        let needs = (begun..self.units.len()).map(Need::Unit).collect();
        (Box::new(filter), Need::Any(needs))
    }

    /// The words that tell an article best: often in it, in few others.
    fn like_words(&self, id: &str) -> Result<Vec<String>, IndexError> {
        let Some(article) = of_id(self.archive, id)? else { return Ok(Vec::new()) };
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let title = article.meta.title.iter().map(|title| title.value.clone());
        for text in article.body().map(|block| block.text).chain(title) {
            for word in analyzer::terms(&text) {
                *counts.entry(word).or_default() += 1;
            }
        }
        let articles = self.archive.generation().articles as f64;
        let mut weighed = Vec::new();
        for (word, count) in counts.into_iter().filter(|(word, _)| word.chars().count() >= SHORTEST) {
            let found = postings::articles(self.archive, self.fields().body, &word)?;
            // A word that no other article has finds none.
            if found > 1 {
                weighed.push((f64::from(count) * (articles / found as f64).ln(), word));
            }
        }
        weighed.sort_by(|(one, a), (other, b)| other.total_cmp(one).then_with(|| a.cmp(b)));
        weighed.truncate(WORDS);
        Ok(weighed.into_iter().filter(|(weight, _)| *weight > 0.0).map(|(_, word)| word).collect())
    }
}

fn prefix(id: &str) -> Slot {
    Slot::open(Pattern::Prefix(id.to_owned()))
}

/// The article whose id begins so; the first of several.
fn of_id(archive: &Archive, id: &str) -> Result<Option<StoredArticle>, IndexError> {
    let query = Leaf { field: archive.fields().id, slots: vec![prefix(id)] }.query();
    let weight = query.weight(EnableScoring::disabled_from_searcher(archive.searcher()))?;
    let mut found = Vec::new();
    for (at, segment) in archive.searcher().segment_readers().iter().enumerate() {
        let mut docs = weight.scorer(segment, 1.0)?;
        while docs.doc() != TERMINATED {
            if !segment.is_deleted(docs.doc()) {
                found.push(archive.load(DocAddress::new(at as u32, docs.doc()))?);
            }
            docs.advance();
        }
    }
    Ok(found.into_iter().min_by_key(StoredArticle::id))
}
