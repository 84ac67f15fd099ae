//! What a query means, and how that is written down.

mod print;

use crate::lang::Lang;
use crate::query::amount::Amount;
use crate::query::date::DateTest;

/// One part of a query.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Clause {
    /// Every article (`*`).
    All,
    /// No article: what was typed holds nothing to look for (`""`).
    Nothing,
    /// A word as typed, found in all forms that share its stem.
    Word(String),
    /// Words in sequence, exactly.
    Phrase(String),
    /// Words in sequence with letters left open in some of them (`harb*`, `wom?n`).
    Pattern(String),
    /// One word, give or take so many slips of the finger (`harbor~1`).
    Alike(String, u8),
    /// All of these words in any order, with at most so many others among them (`"night boat"~3`).
    Loose(String, u32),
    /// This text as it is written, capitals and punctuation included (`exact:"Fox-IT"`).
    Exact(String),
    /// A clause whose words are looked for in one field.
    Field(Field, Box<Clause>),
    /// Written in this language.
    Lang(Lang),
    /// Published then.
    Date(DateTest),
    /// The body has so many words.
    Words(Amount),
    /// Much like the article whose id begins so.
    Like(String),
    /// Two things near each other.
    Near(Box<Clause>, Near, Box<Clause>),
    /// What stands in this part of the article.
    Within(Region, Box<Clause>),
    /// What stands there so many times at the least.
    AtLeast(u32, Box<Clause>),
    /// What counts more, or less, in the order of hits.
    Boost(Box<Clause>, Boost),
    /// Words of the same group are looked for in what cleaning removed (`in:removed`).
    Removed,
    /// What becomes of near-duplicates in the whole list (`dup:only`); finds every article.
    Duplicates(Duplicates),
    /// Names of the same group are mentioned so often (`mentions>3`); any name where the group asks for none.
    Mentions(Amount),
    /// The articles that the clause does not find.
    Not(Box<Clause>),
    /// Articles that all of these find; at least two.
    And(Vec<Clause>),
    /// Articles that any of these finds; at least two.
    Or(Vec<Clause>),
}

/// What becomes of near-duplicates in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Duplicates {
    /// They are listed like any other article.
    #[default]
    Show,
    /// They fold under the best-ranked of them, versions of one page under the latest.
    Fold,
    /// Only articles that have some are listed, with them folded.
    Only,
}

impl Clause {
    /// What the query says of near-duplicates, by itself or beside its other parts: the last word of it counts.
    pub fn duplicates(&self) -> Option<Duplicates> {
        match self {
            Self::Duplicates(duplicates) => Some(*duplicates),
            Self::And(clauses) => clauses.iter().rev().find_map(Self::duplicates),
            _ => None,
        }
    }
}

impl Duplicates {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Fold, Self::Show, Self::Only];

    /// As it is typed: `fold`, `show`, `only`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Fold => "fold",
            Self::Only => "only",
        }
    }
}

/// How two things have to lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Near {
    /// How far they may be apart.
    pub reach: Reach,
    /// Whether the second must *not* be so near to the first.
    pub apart: bool,
}

/// How far two things may be apart; words count across the ends of paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The one begins at most so many words behind the end of the other (`w/5`); neighbours are one word apart.
    Words(u32),
    /// The same, the left one first (`pre/5`).
    Before(u32),
    /// In one sentence (`w/s`).
    Sentence,
    /// In one paragraph (`w/p`).
    Paragraph,
}

/// A part of an article by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    /// The first [`LEAD`] words of the body (`lead(…)`).
    Lead,
    /// The headline, or the lead (`hlead(…)`).
    HeadAndLead,
    /// The first so many words of the body (`first50(…)`).
    First(u32),
}

/// Words of the body that are its lead: what a news story tells in its first two or three paragraphs.
pub const LEAD: u32 = 75;

/// How much a part of a query counts, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Boost(pub(super) u32);

impl Boost {
    /// The largest that can be asked for.
    const MOST: u32 = 100_000;

    /// Reads `2`, `0.5`, `1.25`; `None` for what is no number, 0, or more than a thousand.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let good = digits(whole) && digits(part) && !part.is_empty() && part.len() <= 2 && whole.len() <= 4;
        let tenths = if part.len() == 1 { 10 } else { 1 };
        let value = if whole.is_empty() { 0 } else { whole.parse::<u32>().ok().filter(|_| good)? } * 100
            + part.parse::<u32>().ok().filter(|_| good)? * tenths;
        (1..=Self::MOST).contains(&value).then_some(Self(value))
    }

    /// As a factor.
    pub fn factor(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

/// A part of an article that words can be looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The headline.
    Title,
    /// Names of the authors.
    By,
    /// Name of the outlet.
    Outlet,
    /// The part of the paper.
    Section,
    /// Names of people.
    Person,
    /// Names of organisations.
    Org,
    /// Names of places.
    Place,
    /// Names of any kind that the article is about.
    About,
    /// Names of those who are quoted.
    Said,
    /// What it is about.
    Topic,
    /// Paths of the source files.
    Path,
    /// The address.
    Url,
    /// Tags that the user put on it.
    Tag,
}

impl Field {
    /// The name of its operator.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::By => "by",
            Self::Outlet => "outlet",
            Self::Section => "section",
            Self::Person => "person",
            Self::Org => "org",
            Self::Place => "place",
            Self::About => "about",
            Self::Said => "said",
            Self::Topic => "topic",
            Self::Path => "path",
            Self::Url => "url",
            Self::Tag => "tag",
        }
    }
}

impl Clause {
    /// All of these: [`Clause::All`] for none, the clause itself for one.
    pub fn and(clauses: Vec<Self>) -> Self {
        one_or(clauses, Self::And)
    }

    /// Any of these: [`Clause::All`] for none, the clause itself for one.
    pub fn or(clauses: Vec<Self>) -> Self {
        one_or(clauses, Self::Or)
    }

    /// What this clause does not find; twice is not at all.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            clause => Self::Not(Box::new(clause)),
        }
    }

    /// The same query where any of the words beside each other on its top level is enough. Conditions (fields,
    /// dates, languages, exclusions) stay conditions.
    #[must_use]
    pub fn any(self) -> Self {
        let Self::And(clauses) = self else { return self };
        let (words, mut rest): (Vec<Self>, Vec<Self>) = clauses.into_iter().partition(Self::is_wording);
        if !words.is_empty() {
            rest.insert(0, Self::or(words));
        }
        Self::and(rest)
    }

    /// What an article has to meet besides what the words ask for: [`Clause::All`] for a query of words alone.
    #[must_use]
    pub fn conditions(&self) -> Self {
        match self {
            Self::And(clauses) => {
                let all = clauses.iter().map(Self::conditions).filter(|clause| *clause != Self::All);
                Self::and(all.collect())
            }
            clause if clause.is_wording() => Self::All,
            clause => clause.clone(),
        }
    }

    /// Whether it speaks of the text itself.
    fn is_wording(&self) -> bool {
        match self {
            Self::Word(_)
            | Self::Phrase(_)
            | Self::Pattern(_)
            | Self::Alike(..)
            | Self::Loose(..)
            | Self::Exact(_) => true,
            Self::And(clauses) | Self::Or(clauses) => clauses.iter().all(Self::is_wording),
            Self::Near(left, _, right) => left.is_wording() && right.is_wording(),
            Self::Within(_, inner) | Self::AtLeast(_, inner) | Self::Boost(inner, _) => inner.is_wording(),
            _ => false,
        }
    }
}

fn one_or(mut clauses: Vec<Clause>, join: fn(Vec<Clause>) -> Clause) -> Clause {
    match clauses.len() {
        0 => Clause::All,
        1 => clauses.remove(0),
        _ => join(clauses),
    }
}
