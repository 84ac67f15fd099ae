//! The phrases that an article comes back to.

use rustc_hash::FxHashMap;

use crate::lang::Lang;
use crate::text::{self, Parts, Span};
use crate::topic::words::Class;
use crate::topic::{MOST, Topic};

/// Words of the longest phrase.
const LONGEST: usize = 4;

/// Words that an article is read to.
const READ: usize = 6_000;

/// Words of the beginning, which count more.
const LEAD: usize = 80;

/// What an occurrence counts by the number of words of its phrase: phrases of two and three say most.
const BY_LENGTH: [f32; LONGEST] = [0.7, 1.6, 1.7, 1.4];

/// What the headline and the lead add.
const IN_TITLE: f32 = 2.0;
const IN_LEAD: f32 = 1.5;

/// What a phrase counts that occurs once, of those that fill up a short list.
const ONCE: f32 = 0.3;
const FILLED: usize = 4;

/// The phrases of texts, the headline first, that say what they are about, best first; words in `names` are no part of
/// them.
pub(super) fn topics(
    lang: Lang,
    texts: Vec<Parts<'_>>,
    classes: &FxHashMap<u64, Class>,
    names: &[(usize, Span)],
) -> Vec<Topic> {
    let all: usize = texts.iter().map(|text| text.words.len()).sum();
    let words = Vec::with_capacity(all.min(READ) / 2);
    let mut page = Page { lang, texts, words, known: FxHashMap::default() };
    page.known.reserve(all.min(READ) / 3);
    page.read(classes, names);
    page.topics()
}

/// An article as it is looked through.
struct Page<'a> {
    lang: Lang,
    texts: Vec<Parts<'a>>,
    /// Words of phrases, in order.
    words: Vec<Word>,
    /// What is known of each of them, by its key.
    known: FxHashMap<u64, Known>,
}

/// A word that may be part of a phrase.
#[derive(Debug, Clone, Copy)]
struct Word {
    text: u32,
    start: u32,
    end: u32,
    key: u64,
    /// Its number among all words.
    at: u32,
    /// Whether it goes on with the phrase of the word before.
    joined: bool,
    /// Whether it says nothing alone.
    weak: bool,
}

/// What the article shows of a word.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// How often it stands in words that may be part of phrases.
    count: u32,
    /// Phrases that end in it where a noun must.
    noun: u32,
    /// Whether it is written small somewhere, and with a capital inside a sentence.
    small: bool,
    capital: bool,
}

/// A phrase and where it stands.
#[derive(Debug, Clone, Copy)]
struct Phrase {
    count: f32,
    /// Its words, by their place in the list, where it stands first in the body, or in the headline.
    from: usize,
    length: usize,
    title: bool,
    lead: bool,
    /// Whether it is all of what stands between two small words.
    whole: bool,
}

impl Page<'_> {
    /// Reads the words that may be part of phrases.
    fn read(&mut self, classes: &FxHashMap<u64, Class>, names: &[(usize, Span)]) {
        let mut names = names.iter().peekable();
        let mut at = 0;
        for number in 0..self.texts.len() {
            let (mut opened, mut last_end, mut run) = (false, None::<usize>, 0);
            let Parts { text, words, .. } = self.texts[number];
            for word in words {
                at += 1;
                if at > READ {
                    return;
                }
                let written = &text[word.span()];
                let gap = last_end.map(|end| &text[end..word.span().start]);
                while names.next_if(|(text, span)| (*text, span.end) <= (number, word.span().start)).is_some()
                {
                }
                let inside =
                    names.peek().is_some_and(|(text, span)| *text == number && span.start < word.span().end);
                let joined = matches!(gap, Some(" " | "-"));
                last_end = Some(word.span().end);
                let class = classes.get(&word.key).copied();
                let weak = class == Some(Class::Weak);
                let class = class.filter(|_| !weak);
                if inside || class.is_some() || word.is_number() || !joined {
                    self.close(run, opened);
                    // An adjective stands between the small word and the noun.
                    opened &= joined && run == 0;
                    run = 0;
                }
                if inside || class.is_some() || word.is_number() {
                    opened = inside || class == Some(Class::Opens) || class == Some(Class::Stop) && opened;
                    continue;
                }
                let key = self.singular(written, word.key);
                self.meet(key, written, gap, number);
                self.words.push(Word {
                    text: number as u32,
                    start: word.span().start as u32,
                    end: word.span().end as u32,
                    key,
                    at: at as u32,
                    joined: run > 0,
                    weak,
                });
                run += 1;
            }
            self.close(run, opened);
        }
    }

    /// Notes the end of a run of words: its last one is a noun, where a small word opened it; a verb behind that ends it
    /// too.
    fn close(&mut self, run: usize, opened: bool) {
        if !opened || run > LONGEST {
            return;
        }
        let words = &self.words[self.words.len() - run..];
        let noun = words.iter().rposition(|word| !self.is_verbal(word));
        if let Some(key) = noun.map(|at| words[at].key) {
            self.known.entry(key).or_default().noun += 1;
        }
    }

    /// Whether an English word looks like a verb or an adverb.
    fn is_verbal(&self, word: &Word) -> bool {
        let written = self.written(word);
        self.lang == Lang::EN && (written.ends_with("ed") || written.ends_with("ly"))
    }

    /// Notes how a word is written.
    fn meet(&mut self, key: u64, written: &str, gap: Option<&str>, text: usize) {
        let known = self.known.entry(key).or_default();
        let upper = written.chars().next().is_some_and(char::is_uppercase);
        let inside = || gap.is_some_and(|gap| !gap.contains(['.', '!', '?', ':', '“', '"', '‘', '«', '„']));
        known.count += 1;
        known.small |= !upper;
        known.capital |= upper && text > 0 && inside();
    }

    /// The key of a word without the `s` of a plural.
    fn singular(&self, word: &str, key: u64) -> u64 {
        if !matches!(self.lang.code(), "en" | "fr" | "es" | "pt") {
            return key;
        }
        match singular(word) {
            Some(stem) => text::key(stem),
            None => key,
        }
    }

    /// The best phrases.
    fn topics(&self) -> Vec<Topic> {
        let phrases = self.phrases();
        let mut scored: Vec<(f32, Phrase)> =
            phrases.values().filter_map(|phrase| self.scored(phrase, &phrases)).collect();
        let pairs = self.pairs(&phrases);
        for (score, phrase) in scored.iter_mut().filter(|(_, phrase)| phrase.length == 1) {
            *score -= 0.5 * pairs.get(&self.words[phrase.from].key).copied().unwrap_or_default();
        }
        scored.retain(|(score, _)| *score > 0.0);
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.from.cmp(&b.1.from)));
        let mut chosen: Vec<(f32, Phrase)> = Vec::new();
        for (score, phrase) in scored {
            let again = phrase.count > 1.0;
            if chosen.len() < MOST
                && (again || chosen.len() < FILLED)
                && !chosen.iter().any(|(_, other)| self.overlap(&phrase, other))
            {
                chosen.push((score, phrase));
            }
        }
        let most = chosen.first().map_or(1.0, |(score, _)| *score);
        chosen.into_iter().map(|(score, phrase)| self.topic(&phrase, score / most)).collect()
    }

    /// Every phrase of up to four words that stand together, by its key.
    fn phrases(&self) -> FxHashMap<u64, Phrase> {
        let mut phrases: FxHashMap<u64, Phrase> = FxHashMap::default();
        phrases.reserve(self.words.len() / 3);
        let again: Vec<bool> = self
            .words
            .iter()
            .map(|word| self.known.get(&word.key).is_some_and(|known| known.count > 1))
            .collect();
        for from in 0..self.words.len() {
            let (mut key, mut all_again) = (0_u64, true);
            for length in 1..=LONGEST.min(self.words.len() - from) {
                let word = &self.words[from + length - 1];
                if length > 1 && !word.joined {
                    break;
                }
                key = joined(key, word.key);
                let title = word.text == 0;
                let end = self.words.get(from + length).is_none_or(|next| !next.joined);
                let whole = end && !self.words[from].joined;
                // What comes again is made of words that do; what stands once ends in one, and is whole.
                all_again &= again[from + length - 1];
                let counts = all_again || whole && again[from + length - 1];
                if !counts {
                    continue;
                }
                let new = Phrase { count: 0.0, from, length, title, lead: false, whole };
                let phrase = phrases.entry(key).or_insert(new);
                // The headline often says it shorter: how the body writes it is shown.
                if self.words[phrase.from].text == 0 && !title {
                    phrase.from = from;
                }
                phrase.count += 1.0;
                phrase.lead |= !title && (word.at as usize) < LEAD;
                phrase.title |= title;
            }
        }
        phrases
    }

    /// How much a phrase says; `None` where it is no phrase of nouns, or a bare name.
    fn scored(&self, phrase: &Phrase, phrases: &FxHashMap<u64, Phrase>) -> Option<(f32, Phrase)> {
        let words = &self.words[phrase.from..phrase.from + phrase.length];
        let last = words.last()?;
        let known = self.known.get(&last.key)?;
        let is_name = |word: &Word| {
            self.lang.code() != "de"
                && self.known.get(&word.key).is_some_and(|known| known.capital && !known.small)
        };
        // German nouns have capitals.
        let small = self.lang.code() == "de" && !self.written(last).starts_with(char::is_uppercase);
        let short = words.iter().all(|word| self.written(word).chars().count() < 3);
        let adverb = self.lang == Lang::EN && self.written(&words[0]).ends_with("ly");
        if known.noun == 0
            || self.is_verbal(last)
            || adverb
            || small
            || short
            || words.iter().all(is_name)
            || words.iter().all(|word| word.weak)
        {
            return None;
        }
        let enough = match phrase.length {
            1 => phrase.count >= 3.0 || phrase.count >= 2.0 && phrase.title,
            _ => phrase.count >= 2.0,
        };
        let again = phrases.get(&unit(last.key)).is_some_and(|alone| alone.count >= 2.0);
        let once = phrase.length > 1 && phrase.whole && again && (phrase.lead || phrase.title);
        let count = match (enough, once) {
            (true, _) => phrase.count,
            (false, true) => ONCE,
            (false, false) => return None,
        };
        let mut score = count * BY_LENGTH[phrase.length - 1];
        if phrase.title {
            score *= IN_TITLE;
        }
        if phrase.lead {
            score *= IN_LEAD;
        }
        Some((score, *phrase))
    }

    /// By word, how often the phrase of two stands there that has it and stands there most.
    fn pairs(&self, phrases: &FxHashMap<u64, Phrase>) -> FxHashMap<u64, f32> {
        let mut pairs: FxHashMap<u64, f32> = FxHashMap::default();
        for phrase in phrases.values().filter(|phrase| phrase.length == 2) {
            for word in &self.words[phrase.from..phrase.from + 2] {
                let most = pairs.entry(word.key).or_default();
                *most = most.max(phrase.count);
            }
        }
        pairs
    }

    /// Whether one of two phrases has all words of the other.
    fn overlap(&self, a: &Phrase, b: &Phrase) -> bool {
        let (short, long) = if a.length <= b.length { (a, b) } else { (b, a) };
        let keys = |phrase: &Phrase| {
            self.words[phrase.from..phrase.from + phrase.length]
                .iter()
                .map(|word| word.key)
                .collect::<Vec<u64>>()
        };
        let (short, long) = (keys(short), keys(long));
        short.iter().all(|key| long.contains(key))
    }

    fn written(&self, word: &Word) -> &str {
        &self.texts[word.text as usize].text[word.start as usize..word.end as usize]
    }

    fn topic(&self, phrase: &Phrase, weight: f32) -> Topic {
        let words = &self.words[phrase.from..phrase.from + phrase.length];
        let mut written = String::new();
        for (at, word) in words.iter().enumerate() {
            if at > 0 {
                let end = words[at - 1].end as usize;
                written.push_str(&self.texts[word.text as usize].text[end..word.start as usize]);
            }
            written.push_str(&self.shown(word));
        }
        let mut key: Vec<String> =
            words.iter().map(|word| text::fold(self.written(word)).into_owned()).collect();
        if matches!(self.lang.code(), "en" | "fr" | "es" | "pt")
            && let Some(last) = key.last_mut()
            && let Some(stem) = singular(last)
        {
            *last = stem.to_owned();
        }
        Topic { phrase: written, key: key.join(" "), weight }
    }

    /// A word in small letters, unless the article always gives it a capital, or all of them.
    fn shown(&self, word: &Word) -> String {
        let written = self.written(word);
        let known = self.known.get(&word.key).copied().unwrap_or_default();
        let letters = written.chars().filter(|letter| letter.is_alphabetic()).count();
        let all_capitals = letters > 1 && letters < 6 && !written.chars().any(char::is_lowercase);
        if known.capital && !known.small || all_capitals || self.lang.code() == "de" {
            written.to_owned()
        } else {
            written.to_lowercase()
        }
    }
}

/// The key of a phrase with a word more, and that of a word alone.
fn joined(phrase: u64, word: u64) -> u64 {
    (phrase.rotate_left(19) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn unit(word: u64) -> u64 {
    joined(0, word)
}

/// The word without the `s` of a plural; `None` where there is none.
fn singular(word: &str) -> Option<&str> {
    let stem = word.strip_suffix(['s', 'S']).filter(|stem| stem.len() > 3)?;
    let last = stem.bytes().next_back()?.to_ascii_lowercase();
    (!matches!(last, b's' | b'u' | b'i' | b'\'')).then_some(stem)
}
