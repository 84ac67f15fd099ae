//! The query language against a reading of it that looks at every word of every article.
//!
//! `CUTTINGS_CASES` is the number of archives, with [`QUERIES`] random queries each.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::index::analyzer;
use crate::lang::Lang;
use crate::query::{self, Clause, Field, LEAD, Near, Reach, Region};
use crate::search::fixture::{Fixture, Story, request, story};
use crate::text;

/// Archives that are tried where the environment does not say.
const ARCHIVES: u32 = 12;
/// Queries that each of them is asked.
const QUERIES: u32 = 50;

/// A word of an article with its paragraph and sentence.
#[derive(Debug, Clone)]
struct Token {
    word: String,
    paragraph: usize,
    sentence: usize,
}

type Stretch = (usize, usize);

/// One article as plain text.
#[derive(Debug, Clone)]
struct Plain {
    title: String,
    body: String,
    tags: Vec<String>,
}

impl Plain {
    fn tokens(text: &str) -> Vec<Token> {
        let mut all = Vec::new();
        let mut sentences = 0;
        for (paragraph, line) in text.lines().enumerate() {
            for span in text::sentences(line) {
                let words = analyzer::terms(&line[span]);
                all.extend(words.into_iter().map(|word| Token { word, paragraph, sentence: sentences }));
                sentences += 1;
            }
        }
        all
    }

    fn matches(&self, clause: &Clause) -> bool {
        let parts = [(true, Self::tokens(&self.title)), (false, Self::tokens(&self.body))];
        let stands = |clause: &Clause| -> usize {
            parts.iter().map(|(title, tokens)| Part { title: *title, tokens }.find(clause).len()).sum()
        };
        match clause {
            Clause::All => true,
            Clause::Nothing => false,
            Clause::Not(inner) => !self.matches(inner),
            Clause::And(clauses) => clauses.iter().all(|clause| self.matches(clause)),
            Clause::Or(clauses) => clauses.iter().any(|clause| self.matches(clause)),
            Clause::AtLeast(times, inner) => stands(inner) >= *times as usize,
            Clause::Words(amount) => amount.takes(parts[1].1.len() as u64),
            Clause::Field(Field::Title, value) => {
                Self { title: self.title.clone(), body: String::new(), tags: Vec::new() }.matches(value)
            }
            Clause::Field(Field::Tag, value) => self.is_tagged(value),
            clause => stands(clause) > 0,
        }
    }
}

impl Plain {
    fn is_tagged(&self, clause: &Clause) -> bool {
        match clause {
            Clause::All => !self.tags.is_empty(),
            Clause::Not(inner) => !self.is_tagged(inner),
            Clause::And(clauses) => clauses.iter().all(|clause| self.is_tagged(clause)),
            Clause::Or(clauses) => clauses.iter().any(|clause| self.is_tagged(clause)),
            Clause::Word(wanted) | Clause::Phrase(wanted) => self.tags.iter().any(|tag| tag == wanted),
            Clause::Pattern(pattern) => {
                let beginning = pattern.trim_end_matches('*');
                self.tags.iter().any(|tag| tag.starts_with(beginning))
            }
            clause => unreachable!("{clause} is not asked of tags here"),
        }
    }
}

struct Part<'a> {
    title: bool,
    tokens: &'a [Token],
}

impl Part<'_> {
    fn find(&self, clause: &Clause) -> Vec<Stretch> {
        let found: BTreeSet<Stretch> = match clause {
            Clause::Word(word) => self.single(|known| known == word || stem(known) == stem(word)),
            Clause::Pattern(pattern) => {
                let glob = format!("^{}$", pattern.replace('*', ".*").replace('?', "."));
                let glob = regex::Regex::new(&glob).expect("a pattern of ours");
                self.single(|known| glob.is_match(known))
            }
            Clause::Alike(word, slips) => {
                self.single(|known| strsim::osa_distance(known, word) <= usize::from(*slips))
            }
            Clause::Phrase(text) => self.phrase(&analyzer::terms(text)),
            Clause::Loose(text, more) => self.loose(&analyzer::terms(text), *more as usize),
            Clause::Or(clauses) => clauses.iter().flat_map(|clause| self.find(clause)).collect(),
            Clause::And(clauses) => {
                let lists: Vec<_> = clauses.iter().map(|clause| self.find(clause)).collect();
                shortest(choices(&lists).iter().map(|choice| cover(choice)))
            }
            Clause::Near(left, near, right) => self.near(&self.find(left), *near, &self.find(right)),
            Clause::Within(region, inner) => self.within(*region, self.find(inner)),
            Clause::Boost(inner, _) => self.find(inner).into_iter().collect(),
            Clause::Field(Field::Title, value) if self.title => self.find(value).into_iter().collect(),
            Clause::Field(Field::Title, _) => BTreeSet::new(),
            clause => unreachable!("{clause} is not asked here"),
        };
        found.into_iter().collect()
    }

    fn single(&self, fits: impl Fn(&str) -> bool) -> BTreeSet<Stretch> {
        (0..self.tokens.len()).filter(|at| fits(&self.tokens[*at].word)).map(|at| (at, at)).collect()
    }

    fn phrase(&self, words: &[String]) -> BTreeSet<Stretch> {
        let stands = |at: &usize| {
            let here = &self.tokens[*at..*at + words.len()];
            here.iter().zip(words).all(|(token, word)| token.word == *word)
                && here[0].paragraph == here[words.len() - 1].paragraph
        };
        let starts = 0..(self.tokens.len() + 1).saturating_sub(words.len());
        starts.filter(stands).map(|at| (at, at + words.len() - 1)).collect()
    }

    fn loose(&self, words: &[String], more: usize) -> BTreeSet<Stretch> {
        let lists: Vec<Vec<Stretch>> =
            words.iter().map(|word| self.single(|known| known == word).into_iter().collect()).collect();
        let all = choices(&lists);
        let apart = all.iter().filter(|choice| choice.iter().collect::<BTreeSet<_>>().len() == choice.len());
        let mut found = shortest(apart.map(|choice| cover(choice)));
        found.retain(|(first, last)| last - first < words.len() + more);
        found
    }

    fn near(&self, left: &[Stretch], near: Near, right: &[Stretch]) -> BTreeSet<Stretch> {
        let ordered =
            |one: Stretch, other: Stretch, most: u32| one.1 < other.0 && other.0 - one.1 <= most as usize;
        let piece = |at: usize| match near.reach {
            Reach::Sentence => self.tokens[at].sentence,
            _ => self.tokens[at].paragraph,
        };
        let clear = |one: Stretch, other: Stretch| one.1 < other.0 || other.1 < one.0;
        let pieces = |one: Stretch| piece(one.0)..=piece(one.1);
        let close = |one: Stretch, other: Stretch| match near.reach {
            Reach::Words(most) => ordered(one, other, most) || ordered(other, one, most),
            Reach::Before(most) => ordered(one, other, most),
            _ => clear(one, other) && pieces(cover(&[one, other])).count() == 1,
        };
        if near.apart {
            let meets = |one: Stretch, other: Stretch| match near.reach {
                Reach::Before(_) => close(one, other),
                Reach::Words(_) => one != other && (close(one, other) || !clear(one, other)),
                _ => one != other && pieces(one).any(|at| pieces(other).contains(&at)),
            };
            return left
                .iter()
                .copied()
                .filter(|one| !right.iter().any(|other| meets(*one, *other)))
                .collect();
        }
        let pairs = left.iter().flat_map(|one| right.iter().map(move |other| [*one, *other]));
        shortest(pairs.filter(|[one, other]| close(*one, *other)).map(|pair| cover(&pair)))
    }

    fn within(&self, region: Region, found: Vec<Stretch>) -> BTreeSet<Stretch> {
        let most = match (region, self.title) {
            (Region::HeadAndLead, true) => usize::MAX,
            (_, true) => 0,
            (Region::First(words), false) => words as usize,
            (_, false) => LEAD as usize,
        };
        found.into_iter().filter(|(_, last)| *last < most).collect()
    }
}

fn stem(word: &str) -> String {
    analyzer::stem(Lang::EN, word)
}

fn cover(choice: &[Stretch]) -> Stretch {
    let first = choice.iter().map(|stretch| stretch.0).min().expect("a choice is of something");
    (first, choice.iter().map(|stretch| stretch.1).max().expect("a choice is of something"))
}

/// One of each list, in every way.
fn choices(lists: &[Vec<Stretch>]) -> Vec<Vec<Stretch>> {
    lists.iter().fold(vec![Vec::new()], |all, list| {
        all.iter().flat_map(|one| list.iter().map(|next| [one.as_slice(), &[*next]].concat())).collect()
    })
}

fn shortest(all: impl Iterator<Item = Stretch>) -> BTreeSet<Stretch> {
    let all: BTreeSet<Stretch> = all.collect();
    let holds = |one: &Stretch, other: &Stretch| one != other && one.0 <= other.0 && other.1 <= one.1;
    all.iter().copied().filter(|one| !all.iter().any(|other| holds(one, other))).collect()
}

const WORDS: [&str; 8] = ["fog", "fogs", "quay", "quays", "old", "the", "ferry", "tide"];

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(WORDS.to_vec()).prop_map(str::to_owned)
}

fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 2..=most).prop_map(|words| words.join(" "))
}

fn article() -> impl Strategy<Value = Plain> {
    let sentence = prop::collection::vec(word(), 1..7).prop_map(|words| {
        let text = words.join(" ");
        format!("{}{}.", text[..1].to_uppercase(), &text[1..])
    });
    let paragraph = prop_oneof![
        8 => prop::collection::vec(sentence, 1..4).prop_map(|sentences| sentences.join(" ")),
        1 => Just("* * *".to_owned()),
    ];
    let body = prop::collection::vec(paragraph, 1..4).prop_map(|lines| lines.join("\n"));
    let tags = prop::collection::btree_set(word(), 0..3).prop_map(|tags| tags.into_iter().collect());
    (words(4), body, tags).prop_map(|(title, body, tags)| Plain { title, body, tags })
}

fn near() -> impl Strategy<Value = Near> {
    let reach = prop_oneof![
        3 => (1_u32..6).prop_map(Reach::Words),
        2 => (1_u32..6).prop_map(Reach::Before),
        1 => Just(Reach::Sentence),
        1 => Just(Reach::Paragraph),
    ];
    (reach, prop::bool::weighted(0.25)).prop_map(|(reach, apart)| Near { reach, apart })
}

/// What has a place in the text.
fn placed() -> impl Strategy<Value = Clause> {
    let leaf = prop_oneof![
        6 => word().prop_map(Clause::Word),
        2 => words(3).prop_map(Clause::Phrase),
        1 => (words(3), 0_u32..3).prop_map(|(text, more)| Clause::Loose(text, more)),
        1 => prop::sample::select(vec!["f*", "?og", "qu*s", "*e", "t?*e", "fo?", "ha??"]).prop_map(|text| Clause::Pattern(text.to_owned())),
        1 => word().prop_map(|word| Clause::Alike(word, 1)),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        let region =
            prop_oneof![(1_u32..9).prop_map(Region::First), Just(Region::HeadAndLead), Just(Region::Lead)];
        prop_oneof![
            4 => (inner.clone(), near(), inner.clone())
                .prop_map(|(left, near, right)| Clause::Near(Box::new(left), near, Box::new(right))),
            1 => (region, inner.clone()).prop_map(|(region, inner)| Clause::Within(region, Box::new(inner))),
            1 => prop::collection::vec(inner.clone(), 2..3).prop_map(Clause::Or),
            1 => prop::collection::vec(inner.clone(), 2..3).prop_map(Clause::And),
            1 => inner.prop_map(|inner| Clause::Field(Field::Title, Box::new(inner))),
        ]
    })
}

/// What is asked of tags.
fn tag() -> impl Strategy<Value = Clause> {
    let one = prop_oneof![
        4 => word().prop_map(Clause::Word),
        1 => words(2).prop_map(Clause::Phrase),
        1 => prop::sample::select(vec!["f*", "qu*"]).prop_map(|text| Clause::Pattern(text.to_owned())),
        1 => Just(Clause::All),
    ];
    let several = prop_oneof![
        3 => one.clone(),
        1 => prop::collection::vec(one.clone(), 2..3).prop_map(Clause::Or),
        1 => (one.clone(), one).prop_map(|(with, without)| Clause::And(vec![with, without.negated()])),
    ];
    several.prop_map(|value| Clause::Field(Field::Tag, Box::new(value)))
}

fn clause() -> impl Strategy<Value = Clause> {
    let leaf = prop_oneof![
        1 => tag(),
        6 => placed(),
        1 => (1_u32..5, placed()).prop_map(|(times, inner)| Clause::AtLeast(times, Box::new(inner))),
        1 => (0_u64..12).prop_map(|words| Clause::Words(query::Amount(words, u64::MAX))),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 2..4).prop_map(Clause::And),
            2 => prop::collection::vec(inner.clone(), 2..4).prop_map(Clause::Or),
            1 => inner.prop_map(Clause::negated),
        ]
    })
}

fn pick<T>(runner: &mut TestRunner, strategy: &impl Strategy<Value = T>) -> T {
    strategy.new_tree(runner).expect("a strategy without conditions").current()
}

/// The archive and the naive reading find the same articles.
fn agree(archive: &Fixture, articles: &[Plain], clause: &Clause) {
    let typed = clause.to_string();
    let parsed = query::parse(&typed).query;
    assert_eq!(parsed.to_string(), typed);
    let mut wanted: Vec<usize> = (0..articles.len()).filter(|at| articles[*at].matches(&parsed)).collect();
    let annotations = archive.tagged(articles.iter().map(|plain| plain.tags.clone()));
    let answer = archive.ask(&crate::search::Request { limit: 100, annotations, ..request(&typed) });
    let name = |hit: &crate::search::Hit| hit.article.paths[0].trim_end_matches(".txt").parse::<usize>();
    let mut found: Vec<usize> = answer.hits.iter().map(|hit| name(hit).expect("a number of ours")).collect();
    found.sort_unstable();
    wanted.sort_unstable();
    let texts: Vec<&Plain> = wanted.iter().chain(&found).map(|at| &articles[*at]).collect();
    assert_eq!(found, wanted, "{typed} in {texts:#?}");
    assert_eq!(answer.total as usize, wanted.len(), "{typed}");
}

#[test]
fn every_query_finds_what_a_reader_of_every_word_finds() {
    let cases = std::env::var("CUTTINGS_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(ARCHIVES);
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for _ in 0..cases {
        let articles = pick(&mut runner, &prop::collection::vec(article(), 1..30));
        let stories: Vec<Story> = articles
            .iter()
            .enumerate()
            .map(|(at, plain)| story(&plain.title, &plain.body).at(&format!("{at}.txt")))
            .collect();
        let archive = Fixture::with(&stories);
        for _ in 0..QUERIES {
            agree(&archive, &articles, &pick(&mut runner, &clause()));
        }
    }
}
