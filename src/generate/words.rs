//! The model of the sample corpus at word level: which word follows which, and the words of each ending.
//!
//! Words seen at least [`OFTEN`] times stand for themselves, rarer ones for their ending, names and numbers for
//! their kind. `words.txt` holds the counts; `derive.rs` makes it from the gold of the sample corpus.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::dice::Dice;

/// How often the sample must use a word for it to stand for itself.
#[cfg(test)]
pub(super) const OFTEN: usize = 4;

/// The model that ships with the program.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| Words::parse(include_str!("words.txt")));

/// One step of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol {
    Word(&'static str),
    /// A rarer word with this ending.
    Rare(Ending),
    /// A person by full name.
    Person,
    /// A person by surname.
    Surname,
    /// A place or a body of people.
    Name,
    Number,
    Comma,
    Stop,
}

/// What a rarer word ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ending {
    None,
    S,
    Ed,
    Ing,
    Ly,
}

impl Ending {
    const ALL: [Self; 5] = [Self::None, Self::S, Self::Ed, Self::Ing, Self::Ly];

    pub(super) fn letters(self) -> &'static str {
        match self {
            Self::None => "",
            Self::S => "s",
            Self::Ed => "ed",
            Self::Ing => "ing",
            Self::Ly => "ly",
        }
    }

    /// The ending of a word of more than four letters; shorter ones have none.
    #[cfg(test)]
    pub(super) fn of(word: &str) -> Self {
        let ending = Self::ALL.into_iter().rev().find(|ending| word.ends_with(ending.letters()));
        if word.len() > 4 { ending.unwrap_or(Self::None) } else { Self::None }
    }

    /// Its name in `words.txt`.
    pub(super) fn name(self) -> String {
        format!("%{}", self.letters())
    }
}

/// The symbols that can follow one, with running totals of their counts.
#[derive(Default)]
struct Row {
    upto: Vec<u32>,
    next: Vec<u16>,
}

/// Which symbol follows which, and the words of each ending, most frequent first.
pub(super) struct Words {
    symbols: Vec<Symbol>,
    rows: Vec<Row>,
    rare: BTreeMap<Ending, Vec<&'static str>>,
}

/// A place in a sentence: the symbol just written.
#[derive(Clone, Copy)]
pub(super) struct State(u16);

/// Before the first word.
pub(super) const START: State = State(0);

impl Words {
    /// Reads lines `= ending word…` and `> symbol next count next count…`; the first `>` line is the start of a
    /// sentence. Symbols without a line of their own end the sentence.
    fn parse(table: &'static str) -> Self {
        let lines = |mark: char| table.lines().filter_map(move |line| line.strip_prefix(mark));
        let chains: Vec<Vec<&'static str>> =
            lines('>').map(|line| line.split_whitespace().collect()).collect();
        let place: BTreeMap<&str, u16> =
            chains.iter().enumerate().map(|(at, chain)| (chain[0], at as u16)).collect();
        let mut rare = BTreeMap::new();
        for line in lines('=') {
            let mut words = line.split_whitespace();
            if let Some(ending) = words.next().and_then(ending) {
                rare.insert(ending, words.collect());
            }
        }
        Self {
            symbols: chains.iter().map(|chain| symbol(chain[0])).collect(),
            rows: chains.iter().map(|chain| row(&chain[1..], &place)).collect(),
            rare,
        }
    }

    /// The next step of a sentence, and where it leads.
    pub(super) fn next(&self, state: State, dice: &mut Dice) -> (Symbol, State) {
        let row = &self.rows[usize::from(state.0)];
        let Some(&total) = row.upto.last() else { return (Symbol::Stop, START) };
        let drawn = dice.below(total as usize) as u32;
        let next = row.next[row.upto.partition_point(|&upto| upto <= drawn)];
        (self.symbols[usize::from(next)], State(next))
    }

    /// Whether the sample ends a sentence here.
    pub(super) fn can_stop(&self, state: State) -> bool {
        let row = &self.rows[usize::from(state.0)];
        row.next.iter().any(|&next| self.symbols[usize::from(next)] == Symbol::Stop)
    }

    /// The sample's own words with an ending, most frequent first.
    pub(super) fn rare(&self, ending: Ending) -> &[&'static str] {
        self.rare.get(&ending).map_or(&[], Vec::as_slice)
    }
}

fn row(pairs: &[&str], place: &BTreeMap<&str, u16>) -> Row {
    let mut row = Row::default();
    let mut total = 0;
    for pair in pairs.chunks_exact(2) {
        if let (Some(&next), Ok(count)) = (place.get(pair[0]), pair[1].parse::<u32>()) {
            total += count;
            row.next.push(next);
            row.upto.push(total);
        }
    }
    row
}

fn symbol(name: &'static str) -> Symbol {
    match name {
        "," => Symbol::Comma,
        "." | "^" => Symbol::Stop,
        "%P" => Symbol::Person,
        "%S" => Symbol::Surname,
        "%N" => Symbol::Name,
        "%1" => Symbol::Number,
        _ => ending(name).map_or(Symbol::Word(name), Symbol::Rare),
    }
}

fn ending(name: &str) -> Option<Ending> {
    Ending::ALL.into_iter().find(|ending| ending.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "= %s boats nets\n\
                         > ^ the 1\n\
                         > the %s 3 %N 1\n\
                         > %s . 1\n\
                         > %N . 1\n\
                         > . ^ 1";

    #[test]
    fn a_sentence_follows_the_counts() {
        let words = Words::parse(TABLE);
        let mut dice = Dice::new(3);
        let (first, state) = words.next(START, &mut dice);
        assert_eq!(first, Symbol::Word("the"));
        let (second, state) = words.next(state, &mut dice);
        assert!(matches!(second, Symbol::Rare(Ending::S) | Symbol::Name));
        assert_eq!(words.next(state, &mut dice).0, Symbol::Stop);
        assert_eq!(words.rare(Ending::S), ["boats", "nets"]);
        assert!(words.rare(Ending::Ly).is_empty());
    }

    #[test]
    fn every_symbol_of_the_shipped_table_leads_somewhere() {
        let dead = WORDS.rows.iter().filter(|row| row.next.is_empty()).count();
        assert_eq!(dead, 0);
        assert!(WORDS.symbols.len() > 300, "{}", WORDS.symbols.len());
        assert!(Ending::ALL.iter().all(|&ending| WORDS.rare(ending).len() > 20));
    }
}
