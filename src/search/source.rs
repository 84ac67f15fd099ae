//! Where a remembered quotation comes from.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::index::{Archive, IndexError, Place, StoredArticle};
use crate::passage::{self, Paragraph, Passage, Wanted};
use crate::query::{self, Alike, Match, Need, Pattern};
use crate::reader::BlockKind;
use crate::search::twins::Comparer;
use crate::search::{dictionary, terms};
use crate::text::{self, Span};

/// Words of a quotation that are looked for; what follows is left out.
const WORDS: usize = 120;

/// Rare words that articles are chosen by, and articles that are aligned.
const RARE: usize = 16;
const ALIGNED: usize = 300;

/// Steps of all alignments together: about a second.
const STEPS: usize = 150_000_000;

/// What a word counts that stands in so large a share of the articles, and in so many, against one that does not.
const COMMON: f64 = 0.2;
const COMMON_ARTICLES: u64 = 20;
const COMMON_COUNTS: f64 = 0.35;

/// What a misspelt word counts against one that is right; what a wrong or missing word costs, and one too many, in
/// parts of what it would count.
const MISSPELT: f64 = 0.7;
const WRONG: f64 = 0.35;
const MORE: f64 = 0.12;

/// The share of all that the quotation could count that a passage has to reach, and of what the best one does.
///
/// Source: quotations of the sample articles with every fifth word lost, wrong or misspelt reach 0.6; sentences that are
/// in no article 0.4 at the most (`tests/it/around.rs`).
const ENOUGH: f64 = 0.5;
const NEARLY: f64 = 0.8;

/// An article that a quotation may come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Sourced {
    /// The article.
    pub article: StoredArticle,
    /// Where the words stand, aligned words highlighted.
    pub passages: Vec<Passage>,
    /// How much of the quotation was found, `0.0..=1.0`.
    pub agreement: f64,
}

/// The passages that a quotation may come from, those of the earliest article first, undated last, at most so many.
/// Words may be wrong, missing, swapped or misspelt. Only passages are given that agree nearly as well as the best.
///
/// # Errors
///
/// When the index cannot be read.
pub fn source(archive: &Archive, quotation: &str, limit: usize) -> Result<Vec<Sourced>, IndexError> {
    let quoted = Quoted::read(archive, quotation)?;
    if quoted.words.is_empty() {
        return Ok(Vec::new());
    }
    let comparer = Comparer::open(archive)?;
    let mut found = Vec::new();
    let mut steps = 0;
    for (_, _, place) in candidates(archive, &quoted, &comparer)? {
        let article = archive.load(place)?;
        let body = Body::of(&article);
        steps += body.words.len() * quoted.words.len();
        if steps > STEPS {
            break;
        }
        let aligned = quoted.align(&body);
        if aligned.agreement >= ENOUGH {
            let traits = comparer.of(place);
            found.push(((traits.day.is_none(), traits.day), traits.key, aligned, article));
        }
    }
    let best = found.iter().map(|(.., aligned, _)| aligned.agreement).fold(0.0, f64::max);
    found.retain(|(.., aligned, _)| aligned.agreement >= NEARLY * best);
    found.sort_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| b.2.agreement.total_cmp(&a.2.agreement)).then(a.1.cmp(&b.1))
    });
    found.truncate(limit);
    Ok(found.into_iter().map(|(.., aligned, article)| aligned.sourced(article)).collect())
}

/// A quotation as it is looked for.
struct Quoted {
    words: Vec<Word>,
    /// All that the words can count.
    most: f64,
}

/// A word of a quotation.
struct Word {
    folded: String,
    counts: f64,
    /// What tells articles apart.
    rarity: f64,
    /// How it may stand in articles: itself, and slips of the finger.
    forms: Vec<String>,
}

impl Quoted {
    fn read(archive: &Archive, quotation: &str) -> Result<Self, IndexError> {
        let folded: Vec<String> = text::words(quotation)
            .take(WORDS)
            .map(|span| text::fold(&quotation[span]).into_owned())
            .collect();
        let mut distinct = folded.clone();
        distinct.sort();
        distinct.dedup();
        let all = terms::all(archive);
        let forms = forms(archive, &distinct)?;
        let word = |folded: String| {
            let (forms, articles) = forms[&folded].clone();
            let common = articles >= COMMON_ARTICLES && articles as f64 > COMMON * all as f64;
            let counts = if common { COMMON_COUNTS } else { 1.0 };
            Word { folded, counts, rarity: terms::rarity(articles, all), forms }
        };
        let words: Vec<Word> = folded.into_iter().map(word).collect();
        let most = words.iter().map(|word| word.counts).sum();
        Ok(Self { words, most })
    }

    /// The best local alignment with a body.
    ///
    /// Source: Smith and Waterman 1981 (doi:10.1016/0022-2836(81)90087-5), over words.
    fn align(&self, body: &Body<'_>) -> Aligned {
        let width = self.words.len() + 1;
        let mut likeness = Likeness::of(&self.words);
        let mut steps: Vec<u8> = vec![0; (body.words.len() + 1) * width];
        let (mut above, mut row) = (vec![0.0_f64; width], vec![0.0_f64; width]);
        let (mut best, mut end) = (0.0, (0, 0));
        for (line, (folded, ..)) in body.words.iter().enumerate() {
            let alike = likeness.with(folded);
            for (at, word) in self.words.iter().enumerate() {
                let gain = if alike[at] > 0.0 { alike[at] * word.counts } else { -WRONG * word.counts };
                let options = [
                    (above[at] + gain, DIAGONAL),
                    (above[at + 1] - MORE, DOWN),
                    (row[at] - WRONG * word.counts, RIGHT),
                ];
                let (score, step) = options
                    .into_iter()
                    .fold((0.0, STOP), |best, option| if option.0 > best.0 { option } else { best });
                row[at + 1] = score;
                steps[(line + 1) * width + at + 1] = step;
                if score > best {
                    (best, end) = (score, (line + 1, at + 1));
                }
            }
            std::mem::swap(&mut above, &mut row);
        }
        Aligned { agreement: best / self.most, matches: self.trace(body, &steps, end, &mut likeness) }
    }

    /// The words of the body on the way of the best alignment that are like those of the quotation, by their paragraph.
    fn trace(
        &self,
        body: &Body<'_>,
        steps: &[u8],
        end: (usize, usize),
        likeness: &mut Likeness<'_>,
    ) -> Vec<(u32, Span)> {
        let width = self.words.len() + 1;
        let (mut line, mut at) = end;
        let mut matches = Vec::new();
        loop {
            match steps[line * width + at] {
                DIAGONAL => {
                    (line, at) = (line - 1, at - 1);
                    let (folded, block, span) = &body.words[line];
                    if likeness.with(folded)[at] > 0.0 {
                        matches.push((*block, span.clone()));
                    }
                }
                DOWN => line -= 1,
                RIGHT => at -= 1,
                _ => break,
            }
        }
        matches.reverse();
        matches
    }
}

/// Ways through the table of an alignment.
const STOP: u8 = 0;
const DIAGONAL: u8 = 1;
const DOWN: u8 = 2;
const RIGHT: u8 = 3;

/// How like the words of a quotation others are; each other word is compared once.
struct Likeness<'a> {
    words: &'a [Word],
    known: FxHashMap<String, Vec<f64>>,
}

impl<'a> Likeness<'a> {
    fn of(words: &'a [Word]) -> Self {
        Self { words, known: FxHashMap::default() }
    }

    /// For each word of the quotation: 1 for the same, less for a slip of the finger, 0 for another word.
    fn with(&mut self, folded: &str) -> &[f64] {
        if !self.known.contains_key(folded) {
            let alike = Alike::misspelt(folded);
            let like = |word: &Word| {
                let same = word.folded == folded;
                let slipped = || alike.as_ref()?.distance(&word.folded);
                if same {
                    1.0
                } else if slipped().is_some() {
                    MISSPELT
                } else {
                    0.0
                }
            };
            self.known.insert(folded.to_owned(), self.words.iter().map(like).collect());
        }
        &self.known[folded]
    }
}

/// Each word with how it may stand in articles, and the number of articles that have any of that.
fn forms(archive: &Archive, words: &[String]) -> Result<FxHashMap<String, (Vec<String>, u64)>, IndexError> {
    let mut forms: FxHashMap<String, (Vec<String>, u64)> = FxHashMap::default();
    for word in words {
        let articles = query::articles(archive, archive.fields().body, word)?;
        forms.insert(word.clone(), (vec![word.clone()], articles));
    }
    // A word that nobody writes was misspelt.
    for word in words {
        let Some(alike) = Alike::misspelt(word).filter(|_| forms[word].1 == 0) else { continue };
        let found = dictionary::words(archive, archive.fields().body, &Pattern::Alike(alike), |_| true)?;
        let articles = found.values().sum();
        let known = std::iter::once(word.clone()).chain(found.into_keys()).collect();
        forms.insert(word.clone(), (known, articles));
    }
    Ok(forms)
}

/// The articles that have the rarest words, best first, as many as are worth aligning.
fn candidates(
    archive: &Archive,
    quoted: &Quoted,
    comparer: &Comparer,
) -> Result<Vec<(Reverse<u64>, u64, Place)>, IndexError> {
    let mut rare: Vec<&Word> = quoted.words.iter().collect();
    rare.sort_by(|a, b| b.rarity.total_cmp(&a.rarity).then_with(|| a.folded.cmp(&b.folded)));
    rare.dedup_by(|a, b| a.folded == b.folded);
    rare.truncate(RARE);
    let mut scores: FxHashMap<Place, f64> = FxHashMap::default();
    for word in rare {
        for form in &word.forms {
            terms::each(archive, archive.fields().body, form, &mut |place, _| {
                *scores.entry(place).or_default() += word.rarity + 0.01;
            })?;
        }
    }
    let thousandths = |score: f64| (score * 1000.0).round().max(0.0);
    #[expect(clippy::cast_sign_loss, reason = "the number is 0 or more")]
    let score = |score: f64| Reverse(thousandths(score) as u64);
    let mut all: Vec<(Reverse<u64>, u64, Place)> =
        scores.into_iter().map(|(place, sum)| (score(sum), comparer.key(place), place)).collect();
    all.sort_unstable();
    all.truncate(ALIGNED);
    Ok(all)
}

/// The words of a body, folded, each with its block of the page and its place in it.
struct Body<'a> {
    words: Vec<(std::borrow::Cow<'a, str>, u32, Span)>,
}

impl<'a> Body<'a> {
    fn of(article: &'a StoredArticle) -> Self {
        let blocks = article.page.blocks.iter().zip(&article.verdicts).enumerate();
        let kept = blocks.filter(|(_, (_, verdict))| matches!(verdict, crate::cleaner::Verdict::Keep));
        let words = kept.flat_map(|(at, (block, _))| {
            text::words(&block.text).map(move |span| (text::fold(&block.text[span.clone()]), at as u32, span))
        });
        Self { words: words.collect() }
    }
}

/// Where a quotation stands in an article.
struct Aligned {
    agreement: f64,
    /// Blocks of the page and bytes of them, in order.
    matches: Vec<(u32, Span)>,
}

impl Aligned {
    fn sourced(self, article: StoredArticle) -> Sourced {
        let lang = article.meta.language.as_ref().map(|lang| lang.value);
        let mut paragraphs: Vec<Paragraph<'_>> = Vec::new();
        for (block, span) in self.matches {
            let number = block + 1;
            if paragraphs.last().is_none_or(|last| last.number != number) {
                let block = &article.page.blocks[block as usize];
                let prose = block.kind == BlockKind::Paragraph;
                paragraphs.push(Paragraph { text: &block.text, number, prose, matches: Vec::new() });
            }
            if let Some(last) = paragraphs.last_mut() {
                last.matches.push(Match { unit: 0, span });
            }
        }
        let wanted = Wanted { need: &Need::Unit(0), most: usize::MAX, context: 0, lang };
        let passages = passage::passages(&paragraphs, &wanted);
        Sourced { agreement: self.agreement, passages, article }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fixture::{Fixture, Story, story};

    fn stories() -> Vec<Story> {
        let line = "Nobody who works the river at night believes in timetables, she said. It was late.";
        vec![
            story("Copied", line).on("2023-05-02").outlet("Quay Gazette"),
            story("First", &format!("It rained.\n{line}")).on("2022-01-01"),
            story("River", "The river was high at night, and nobody came to work.").on("2021-01-01"),
            story("Roses", "A rose was named after the mayor of the town, who believes in gardens.")
                .on("2020-01-01"),
        ]
    }

    fn said(quotation: &str) -> Vec<String> {
        let fixture = Fixture::with(&stories());
        let found = source(&fixture.open(), quotation, 10).expect("an index");
        let marked = |passage: &Passage| {
            let mut text = passage.text.clone();
            for span in passage.highlights.iter().rev() {
                text.insert(span.end, ']');
                text.insert(span.start, '[');
            }
            format!("¶{} {text}", passage.paragraph)
        };
        let title = |found: &Sourced| found.article.meta.title.clone().expect("a title").value;
        found
            .iter()
            .map(|found| {
                format!(
                    "{} {}",
                    title(found),
                    found.passages.iter().map(marked).collect::<Vec<_>>().join(" / ")
                )
            })
            .collect()
    }

    #[test]
    fn words_may_be_wrong_missing_swapped_or_misspelt_and_the_earliest_comes_first() {
        for remembered in [
            "Nobody who works the river at night believes in timetables",
            "nobody that works at the river by night beleives in timetabels",
            "works the river at night nobody believes timetables",
        ] {
            let found = said(remembered);
            assert_eq!(found.len(), 2, "{remembered}: {found:?}");
            assert!(found[0].starts_with("First ¶2 "), "{found:?}");
            assert!(found[1].starts_with("Copied ¶1 "), "{found:?}");
        }
        assert!(
            said("nobody that works at the river by night beleives in timetabels")[0]
                .contains("[timetables]")
        );
    }

    #[test]
    fn what_nobody_wrote_comes_from_nowhere() {
        assert_eq!(said("The moon is made of the finest green cheese"), Vec::<String>::new());
        assert_eq!(said("..."), Vec::<String>::new());
    }
}
