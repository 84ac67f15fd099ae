//! What a query means, and how that is written down.

use std::fmt;

use crate::lang::Lang;
use crate::query::date::DateTest;

/// One part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// Every article (`*`).
    All,
    /// No article: what was typed holds nothing to look for (`""`).
    Nothing,
    /// A word as typed, found in all forms that share its stem.
    Word(String),
    /// Words in sequence, exactly.
    Phrase(String),
    /// Every word that begins so (`harb*`).
    Prefix(String),
    /// A clause whose words are looked for in one field.
    Field(Field, Box<Clause>),
    /// Written in this language.
    Lang(Lang),
    /// Published then.
    Date(DateTest),
    /// Words of the same group are looked for in what cleaning removed (`in:removed`).
    Removed,
    /// Names of the same group are mentioned so often (`mentions>3`); any name where the group asks for none.
    Mentions(Mentions),
    /// The articles that the clause does not find.
    Not(Box<Clause>),
    /// Articles that all of these find; at least two.
    And(Vec<Clause>),
    /// Articles that any of these finds; at least two.
    Or(Vec<Clause>),
}

/// How often names are mentioned: from the first to the last number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mentions(pub u64, pub u64);

impl Mentions {
    /// Any number.
    pub const ANY: Self = Self(0, u64::MAX);

    /// Reads `>3`, `>=3`, `<3`, `<=3`, `3`, `2..5`, `2..`; `None` where it is none of these.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |text: &str| text.trim().parse::<u64>().ok().filter(|number| *number < u64::MAX);
        if let Some(rest) = text.strip_prefix(">=") {
            return Some(Self(number(rest)?, u64::MAX));
        }
        if let Some(rest) = text.strip_prefix('>') {
            return Some(Self(number(rest)? + 1, u64::MAX));
        }
        if let Some(rest) = text.strip_prefix("<=") {
            return Some(Self(0, number(rest)?));
        }
        if let Some(rest) = text.strip_prefix('<') {
            return Some(Self(0, number(rest)?.checked_sub(1)?));
        }
        if let Some((first, last)) = text.split_once("..") {
            let last = if last.is_empty() { u64::MAX } else { number(last)? };
            return Some(Self(number(first)?, last));
        }
        number(text.strip_prefix('=').unwrap_or(text)).map(|number| Self(number, number))
    }

    /// Whether a number is one of these.
    pub fn takes(self, number: u64) -> bool {
        (self.0..=self.1).contains(&number)
    }
}

impl fmt::Display for Mentions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self(first, u64::MAX) => write!(f, "{first}.."),
            Self(first, last) => write!(f, "{first}..{last}"),
        }
    }
}

/// A part of an article that words can be looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

    /// Whether it speaks of the text itself.
    fn is_wording(&self) -> bool {
        match self {
            Self::Word(_) | Self::Phrase(_) | Self::Prefix(_) => true,
            Self::And(clauses) | Self::Or(clauses) => clauses.iter().all(Self::is_wording),
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

/// In the query language: parsing what is printed gives an equal clause.
impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Nothing => f.write_str("\"\""),
            Self::Word(text) => f.write_str(text),
            Self::Phrase(text) => write!(f, "\"{text}\""),
            Self::Prefix(text) => write!(f, "{text}*"),
            Self::Field(field, value) => write!(f, "{}:{}", field.name(), Value(value)),
            Self::Lang(lang) => write!(f, "lang:{lang}"),
            Self::Date(test) => write!(f, "date:{test}"),
            Self::Removed => f.write_str("in:removed"),
            Self::Mentions(mentions) => write!(f, "mentions:{mentions}"),
            Self::Not(clause) => write!(f, "-{}", Inside(clause)),
            Self::And(clauses) => list(f, clauses, " "),
            Self::Or(clauses) => list(f, clauses, " OR "),
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, clauses: &[Clause], between: &str) -> fmt::Result {
    for (at, clause) in clauses.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        write!(f, "{}", Inside(clause))?;
    }
    Ok(())
}

/// A clause as a part of another one: in parentheses where it has parts of its own.
struct Inside<'a>(&'a Clause);

impl fmt::Display for Inside<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            clause @ (Clause::And(_) | Clause::Or(_)) => write!(f, "({clause})"),
            clause => write!(f, "{clause}"),
        }
    }
}

/// A clause as the value of a field: in parentheses unless it is wording alone.
struct Value<'a>(&'a Clause);

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            clause @ (Clause::All | Clause::Word(_) | Clause::Phrase(_) | Clause::Prefix(_)) => {
                write!(f, "{clause}")
            }
            clause => write!(f, "({clause})"),
        }
    }
}
