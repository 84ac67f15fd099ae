//! Widens a short question by the telling words of its best answers.
//!
//! Pseudo-relevance feedback (Lavrenko and Croft 2001, doi:10.1145/383952.383972; the weights here are of our own
//! measuring), with restraint: only where any of the words is enough, for one to three words that are no name, and
//! always said.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::index::{Archive, IndexError, StoredArticle, analyzer};
use crate::lang::Lang;
use crate::query::{self, Clause, Place, Plan, Sense, Slot, Unit};
use crate::search::frequency;
use crate::search::question::{Question, Wider};
use crate::search::rank::share;
use crate::search::top::{self, Found};
use crate::text;

/// Words of the longest question that is widened: longer ones say enough.
const MOST_WORDS: usize = 3;
/// Best answers that words are taken from.
///
/// Source: of 6 to 20, 8 to 10 are best for subjects.
const ANSWERS: usize = 8;
/// Words of an answer that are looked at, from its headline on: news is told first, then explained.
///
/// Source: of 60 to all, 150 of 8 answers are as good for subjects as all words of 10 (nDCG@10 0.729 and 0.726, MAP 0.565
/// and 0.568), at a third of the cost.
const FIRST_WORDS: usize = 150;
/// Words that are taken at the most.
///
/// Source: of 6 to 20, 12 are best for subjects, and cost least of those that are near.
const WORDS: usize = 12;
/// How much the best of them counts against a word of the question that is no part of names. Source: of 0.1 to 0.4, 0.15 to
/// 0.2 are best for subjects (MAP 0.538 to 0.566); more costs the first ten.
const WEIGHT: f64 = 0.17;
/// How much sooner than its share of names a word is taken for one: at 1 / 1.7 nothing is widened.
const NAMED: f64 = 1.7;
/// The least weight that is worth the work.
const LEAST_WEIGHT: f64 = 0.01;
/// In how many of the best answers a word has to stand.
const LEAST_ANSWERS: usize = 3;
/// How many of the words an article has to have that has none of the question's. Source: 3 lifts subjects by 0.002 to 0.004
/// (MAP) over 4 and 5; 2 would by 0.002 more, but an article with two words that nobody asked for is hardly an answer.
const LEAST_SHARED: u8 = 3;
/// By how many standard deviations more of the best answers have to have a word than of articles of their lengths drawn by
/// chance.
///
/// Source: of 0 to 8, 3 lifts the first ten for subjects most (nDCG@10 0.721 to 0.727); more than 4 takes words that tell.
const CHANCE: f64 = 3.0;
/// Which power of its length the vocabulary of an article grows by: the longer it is, the more words it has by chance.
///
/// Source: between 0.4 and 0.6 for English (Heaps 1978, *Information Retrieval*, 7.5). Subjects gain nothing by it
/// (nDCG@10 0.726, 0.727 at 0, 0.723 at 1); two in five words of long answers go that tell nothing.
const VOCABULARY: f64 = 0.5;
/// Letters of the shortest word that is taken.
const SHORTEST: usize = 3;
/// How many words of the body one of the headline is worth here.
const TITLE: f64 = 3.0;
/// How soon repetition in one answer stops counting.
const HALF: f64 = 1.0;
/// Which power of rarity counts.
const RARITY: f64 = 0.5;
/// The least rarity (inverse document frequency): a word of every third article tells nothing.
const LEAST_RARITY: f64 = 1.0;

/// A question for the plan of a query, with related words where it is short and about a subject.
pub(super) fn widen(
    archive: &Archive,
    mut plan: Plan,
    query: &Clause,
    sense: Sense<'_>,
) -> Result<Question, IndexError> {
    let weight = weight(archive, &plan)?;
    if weight < LEAST_WEIGHT {
        return Ok(Question::plain(plan));
    }
    let (answers, known) = top::look(archive, &plan, ANSWERS)?;
    if answers.len() < LEAST_ANSWERS {
        return Ok(Question::plain(plan));
    }
    let words = telling(archive, &plan, &answers)?;
    let first = words.first().map_or(1.0, |word| word.weight);
    plan.units.extend(
        words.into_iter().map(|word| Unit::related(word.slot, weight * word.weight / first, &word.form)),
    );
    let conditions = match query.conditions() {
        Clause::All => None,
        conditions => Some(query::plan(archive, &conditions, sense)?.filter),
    };
    Ok(Question::wider(plan, Wider { known, least: LEAST_SHARED, conditions }))
}

/// How much related words count for a question: nothing for long ones and for what is no plain wording, less for what
/// often names people.
fn weight(archive: &Archive, plan: &Plan) -> Result<f64, IndexError> {
    let worded =
        |unit: &Unit| unit.place == Place::Text && unit.slots.iter().all(|slot| slot.pattern.is_none());
    let words: usize = plan.units.iter().map(|unit| unit.slots.len()).sum();
    if words == 0 || words > MOST_WORDS || !plan.stands.is_empty() || !plan.units.iter().all(worded) {
        return Ok(0.0);
    }
    let mut named = 0.0_f64;
    for word in plan.units.iter().flat_map(|unit| analyzer::terms(&unit.label)) {
        named = named.max(share(archive, &word)?);
    }
    Ok(WEIGHT * (1.0 - NAMED * named).max(0.0).powi(2))
}

/// A word of the best answers.
struct Telling {
    slot: Slot,
    /// As most answers write it.
    form: String,
    weight: f64,
}

impl Telling {
    /// The better one first.
    fn order(&self, other: &Self) -> Ordering {
        other.weight.total_cmp(&self.weight).then_with(|| self.form.cmp(&other.form))
    }
}

/// How a word stands in the answers.
#[derive(Debug, Clone)]
struct Counted<'a> {
    weight: f64,
    /// Answers that have it.
    answers: usize,
    /// How long each of them is, in articles of the common length.
    lengths: &'a [f64],
}

/// The words that tell the best answers from others, best first.
fn telling(archive: &Archive, plan: &Plan, answers: &[Found]) -> Result<Vec<Telling>, IndexError> {
    let total: f64 = answers.iter().map(|answer| f64::from(answer.score)).sum();
    let mut seen: BTreeMap<Option<Lang>, Vocabulary> = BTreeMap::new();
    let generation = archive.generation();
    let words = generation.body_words + generation.title_words;
    let common = (words as f64 / generation.articles.max(1) as f64).max(1.0);
    let mut lengths = Vec::new();
    for (at, answer) in answers.iter().enumerate() {
        let article = archive.load(answer.address)?;
        let lang = article.meta.language.as_ref().map(|lang| lang.value);
        let vocabulary = seen.entry(lang).or_default();
        let words = vocabulary.take(&article, lang, at, f64::from(answer.score) / total);
        lengths.push((words as f64 / common).powf(VOCABULARY));
    }
    let mut all = Vec::new();
    for (lang, vocabulary) in seen {
        for (form, seen) in vocabulary.frequent() {
            let seen = Counted { weight: seen.weight, answers: seen.answers, lengths: &lengths };
            // It stands in the answers at the least.
            all.push((weighed(archive, &seen, seen.answers as u64), seen, lang, form));
        }
    }
    let asked = plan.units.iter().flat_map(|unit| &unit.slots).flat_map(|slot| &slot.terms).collect();
    best(archive, &asked, all)
}

/// The first of them by their exact weights, without what was asked for; given with no less than these are. Only those
/// that can be among the first are looked up, and only those of these counted that still can be.
fn best(
    archive: &Archive,
    asked: &BTreeSet<&String>,
    mut all: Vec<(f64, Counted<'_>, Option<Lang>, String)>,
) -> Result<Vec<Telling>, IndexError> {
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    let body = archive.fields().body;
    let mut words: Vec<Telling> = Vec::new();
    for (most, seen, lang, form) in all {
        let least = words.get(WORDS - 1).map_or(f64::MIN_POSITIVE, |last| last.weight);
        if most < least {
            break;
        }
        let slot = Slot::class(form.clone(), lang.as_slice());
        if slot.terms.iter().any(|term| asked.contains(term))
            || weighed(archive, &seen, frequency::least(archive, body, &slot)?) < least
        {
            continue;
        }
        let weight = weighed(archive, &seen, frequency::documents(archive, body, &slot)?);
        let word = Telling { slot, form, weight };
        if word.weight > 0.0 {
            words.insert(words.partition_point(|known| known.order(&word).is_lt()), word);
            words.truncate(WORDS);
        }
    }
    Ok(words)
}

/// What a word with such a weight in the answers weighs that stands in so many articles: 0 where these are too many, and
/// where as many of the answers could have it by chance. Never more for more articles.
fn weighed(archive: &Archive, seen: &Counted<'_>, found: u64) -> f64 {
    let (articles, found) = (archive.generation().articles.max(1) as f64, found as f64);
    let rarity = (1.0 + (articles - found + 0.5).max(0.0) / (found + 0.5)).ln();
    let lacks = 1.0 - (found / articles).min(1.0);
    let (mut expected, mut variance) = (0.0, 0.0);
    for length in seen.lengths {
        let has = 1.0 - lacks.powf(*length);
        expected += has;
        variance += has * (1.0 - has);
    }
    let deviation = variance.sqrt();
    let is_telling = rarity >= LEAST_RARITY && seen.answers as f64 >= expected + CHANCE * deviation;
    if is_telling { seen.weight * rarity.powf(RARITY) } else { 0.0 }
}

/// The words of the best answers in one language.
#[derive(Default)]
struct Vocabulary {
    words: FxHashMap<String, Word>,
    stems: FxHashMap<String, usize>,
    seen: Vec<Seen>,
}

/// A word as it is written.
struct Word {
    /// The place of its stem in the list.
    stem: usize,
    answers: u32,
    /// The answer that it was met in last.
    last: usize,
}

/// What is known of a stem.
#[derive(Default)]
struct Seen {
    weight: f64,
    answers: usize,
    /// How often it stands in the answer that is being read.
    here: f64,
}

impl Vocabulary {
    /// Counts the words of the best answer of this place, which counts to this share; gives how many it looked at.
    fn take(&mut self, article: &StoredArticle, lang: Option<Lang>, at: usize, share: f64) -> usize {
        let mut met = Vec::new();
        let title = article.meta.title.iter().map(|title| (title.value.clone(), TITLE));
        let body = article.body().map(|block| (block.text, 1.0));
        let mut words = 0;
        for (text, worth) in title.chain(body) {
            let left = FIRST_WORDS - words;
            for word in text::words(&text).take(left).map(|span| text::fold(&text[span])) {
                words += 1;
                if is_telling(&word) {
                    let stem = self.meet(word, lang, at);
                    if self.seen[stem].here == 0.0 {
                        met.push(stem);
                    }
                    self.seen[stem].here += worth;
                }
            }
            if words == FIRST_WORDS {
                break;
            }
        }
        for stem in met {
            let seen = &mut self.seen[stem];
            let count = std::mem::take(&mut seen.here);
            seen.weight += share * (count / (count + HALF));
            seen.answers += 1;
        }
        words
    }

    /// The place of a word's stem; notes the word once an answer.
    fn meet(&mut self, word: Cow<'_, str>, lang: Option<Lang>, at: usize) -> usize {
        if let Some(known) = self.words.get_mut(word.as_ref()) {
            if known.last != at {
                (known.answers, known.last) = (known.answers + 1, at);
            }
            return known.stem;
        }
        let word = word.into_owned();
        let stem = lang.map_or_else(|| word.clone(), |lang| analyzer::stem(lang, &word));
        let stem = *self.stems.entry(stem).or_insert(self.seen.len());
        if stem == self.seen.len() {
            self.seen.push(Seen::default());
        }
        self.words.insert(word, Word { stem, answers: 1, last: at });
        stem
    }

    /// What stands in enough of the answers, as most of them write it, and how it stands there; in the order of the stems.
    fn frequent(self) -> Vec<(String, Seen)> {
        let mut forms: Vec<Option<(u32, Reverse<String>)>> = vec![None; self.seen.len()];
        let Self { words, stems, mut seen } = self;
        words.into_iter().filter(|(_, word)| seen[word.stem].answers >= LEAST_ANSWERS).for_each(
            |(form, word)| {
                let most = &mut forms[word.stem];
                *most = Some((word.answers, Reverse(form))).max(most.take());
            },
        );
        let mut stems: Vec<(String, usize)> = stems.into_iter().collect();
        stems.sort_unstable();
        let written = |(_, at): (String, usize)| Some((forms[at].take()?.1.0, std::mem::take(&mut seen[at])));
        stems.into_iter().filter_map(written).collect()
    }
}

fn is_telling(word: &str) -> bool {
    word.chars().nth(SHORTEST - 1).is_some() && !word.chars().any(char::is_numeric)
}
