//! One made-up story: headline, paragraphs, who wrote it and when.

use chrono::{Days, NaiveDate};

use super::dice::Dice;
use super::names::{Cast, Person};
use super::vocabulary;
use super::words::{START, Symbol, WORDS};

/// Words of the bodies of the sample corpus's English stories at every twentieth of the way from the shortest to
/// the longest.
const BODY_WORDS: [usize; 20] =
    [100, 104, 172, 187, 213, 234, 255, 269, 281, 293, 300, 311, 322, 338, 345, 377, 418, 437, 484, 565];

/// Stretches the lengths of the sample, so that a text file holds about 3 KB with its furniture.
const STRETCH: (usize, usize) = (6, 5);

/// Words of a paragraph: 35 at the mean, as in the sample.
const PARAGRAPH_WORDS: (usize, usize) = (15, 55);

/// Past so many words a sentence ends where the sample has ended one, past twice as many anywhere.
const SENTENCE_WORDS: usize = 32;

/// Dates fall on the days from this one on.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(2022, 1, 1).expect("a day of the calendar");
const DAYS: usize = 730;

/// What a newspaper would be sent.
#[derive(Clone)]
pub(super) struct Story {
    pub title: String,
    pub paragraphs: Vec<Paragraph>,
    pub author: String,
    pub date: NaiveDate,
}

/// A block of a story.
#[derive(Clone)]
pub(super) struct Paragraph {
    pub text: String,
    pub is_subhead: bool,
    /// A line that the outlet's column has in each of its pieces.
    pub is_standing: bool,
}

impl Paragraph {
    fn new(text: String) -> Self {
        Self { text, is_subhead: false, is_standing: false }
    }
}

impl Story {
    /// A story of an archive of `articles`.
    pub(super) fn new(articles: usize, dice: &mut Dice) -> Self {
        let cast = Cast::new(articles, dice);
        let days = Days::new(dice.below(DAYS) as u64);
        let mut teller = Teller { cast, dice };
        Self {
            title: teller.headline(),
            paragraphs: teller.paragraphs(),
            author: Person::new(teller.dice.below(20 + articles / 500) + 7_000_000).full(),
            date: FIRST_DAY.checked_add_days(days).unwrap_or(FIRST_DAY),
        }
    }

    /// Sentences that are always the same for a number.
    pub(super) fn sentences(number: u64, count: usize) -> Vec<String> {
        let mut dice = Dice::new(number);
        let cast = Cast::new(1, &mut dice);
        let mut teller = Teller { cast, dice: &mut dice };
        (0..count)
            .map(|_| {
                let mut text = String::new();
                teller.sentence(&mut text);
                text
            })
            .collect()
    }

    /// The story as a piece of a column: a standing line after its first paragraph, a refrain before its last.
    pub(super) fn with_standing(mut self, opening: &str, refrain: &str) -> Self {
        let line = |text: &str| Paragraph { is_standing: true, ..Paragraph::new(text.to_owned()) };
        let last = self.paragraphs.len().saturating_sub(1);
        self.paragraphs.insert(last, line(refrain));
        self.paragraphs.insert(1.min(last), line(opening));
        self
    }

    /// The story as another outlet prints it: a new headline, one paragraph less, a day or two later.
    pub(super) fn reprint(&self, dice: &mut Dice) -> Self {
        let mut copy = self.clone();
        let mut teller = Teller { cast: Cast::new(0, dice), dice };
        copy.title = teller.headline();
        if copy.paragraphs.len() > 3 {
            copy.paragraphs.remove(dice.between(2, self.paragraphs.len() - 1));
        }
        let later = Days::new(dice.below(3) as u64);
        copy.date = self.date.checked_add_days(later).unwrap_or(self.date);
        copy
    }
}

/// Tells a story, word by word.
struct Teller<'a> {
    cast: Cast,
    dice: &'a mut Dice,
}

impl Teller<'_> {
    fn headline(&mut self) -> String {
        let mut title = String::new();
        let mut at = START;
        self.cast.write_name(&mut title, self.dice);
        for _ in 0..self.dice.between(5, 9) {
            let (symbol, next) = WORDS.next(at, self.dice);
            at = next;
            if !matches!(symbol, Symbol::Stop | Symbol::Comma | Symbol::Person) {
                title.push(' ');
                self.write(&mut title, symbol);
            }
        }
        title
    }

    fn paragraphs(&mut self) -> Vec<Paragraph> {
        let words = self.dice.pick(&BODY_WORDS) * STRETCH.0 / STRETCH.1;
        let words = words * self.dice.between(85, 115) / 100;
        let mut all = Vec::new();
        let mut told = 0;
        while told < words {
            if all.len() > 2 && self.dice.chance(4) {
                all.push(Paragraph { is_subhead: true, ..Paragraph::new(self.headline()) });
            }
            let mut text = String::new();
            told += self.paragraph(&mut text);
            all.push(Paragraph::new(text));
        }
        all
    }

    /// Appends a paragraph, one in six with a quotation at its head; gives its number of words.
    fn paragraph(&mut self, text: &mut String) -> usize {
        let goal = self.dice.between(PARAGRAPH_WORDS.0, PARAGRAPH_WORDS.1);
        let mut words = if self.dice.chance(16) { self.quotation(text) } else { self.sentence(text) };
        while words < goal {
            text.push(' ');
            words += self.sentence(text);
        }
        words
    }

    fn quotation(&mut self, text: &mut String) -> usize {
        text.push('“');
        let words = self.sentence(text);
        text.pop();
        text.push_str(",” said ");
        self.cast.write_person(text, false, self.dice);
        text.push('.');
        words + 2
    }

    /// Appends a sentence; gives its number of words.
    fn sentence(&mut self, text: &mut String) -> usize {
        let start = text.len();
        let mut words = 0;
        let mut at = START;
        while words < SENTENCE_WORDS || !(WORDS.can_stop(at) || words > 2 * SENTENCE_WORDS) {
            let (symbol, next) = WORDS.next(at, self.dice);
            match symbol {
                Symbol::Stop if words > 3 => break,
                Symbol::Stop => at = START,
                Symbol::Comma if words == 0 => at = START,
                _ => {
                    at = next;
                    self.append(text, start, symbol);
                    words += usize::from(symbol != Symbol::Comma);
                }
            }
        }
        let kept = text.trim_end_matches(',').len();
        text.truncate(kept);
        vocabulary::capitalise(text, start);
        text.push('.');
        words
    }

    fn append(&mut self, text: &mut String, start: usize, symbol: Symbol) {
        if text.len() > start && symbol != Symbol::Comma {
            text.push(' ');
        }
        self.write(text, symbol);
    }

    fn write(&mut self, out: &mut String, symbol: Symbol) {
        match symbol {
            Symbol::Word(word) => out.push_str(word),
            Symbol::Rare(ending) => vocabulary::write_rare(out, ending, self.dice),
            Symbol::Person => self.cast.write_person(out, true, self.dice),
            Symbol::Surname => self.cast.write_person(out, false, self.dice),
            Symbol::Name => self.cast.write_name(out, self.dice),
            Symbol::Number => out.push_str(&number(self.dice)),
            Symbol::Comma => out.push(','),
            Symbol::Stop => {}
        }
    }
}

/// A number as news text has it: small ones, large ones with a comma, shares.
fn number(dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => dice.between(2, 31).to_string(),
        1 => dice.between(32, 999).to_string(),
        2 => format!("{},{:03}", dice.between(1, 99), dice.below(1000)),
        _ => format!("{}.{}", dice.below(40), dice.below(10)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn sentences_begin_with_a_capital_and_end() {
        let mut dice = Dice::new(11);
        for _ in 0..50 {
            for paragraph in Story::new(1000, &mut dice).paragraphs {
                let text = paragraph.text;
                assert!(paragraph.is_subhead || text.ends_with('.'), "{text}");
                assert!(!text.starts_with(|c: char| c.is_ascii_lowercase()), "{text}");
                assert!(!text.contains("  ") && !text.contains(" ,") && !text.contains("{}"), "{text}");
            }
        }
    }

    #[test]
    fn no_paragraph_comes_twice() {
        let mut dice = Dice::new(12);
        let mut seen = BTreeSet::new();
        for _ in 0..300 {
            for paragraph in Story::new(300, &mut dice).paragraphs {
                assert!(seen.insert(paragraph.text));
            }
        }
    }

    #[test]
    fn a_reprint_keeps_all_but_one_paragraph() {
        let mut dice = Dice::new(13);
        let story = Story::new(100, &mut dice);
        let copy = story.reprint(&mut dice);
        let kept = copy.paragraphs.iter().filter(|p| story.paragraphs.iter().any(|q| p.text == q.text));
        assert_eq!(kept.count() + 1, story.paragraphs.len());
        assert!(copy.date >= story.date && copy.title != story.title);
    }
}
