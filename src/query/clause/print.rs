//! A query written down: parsing what is printed gives an equal clause.

use std::fmt;

use crate::query::clause::{Boost, Clause, Near, Reach, Region};
use crate::query::pattern;

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Nothing => f.write_str("\"\""),
            Self::Word(text) => f.write_str(text),
            Self::Pattern(text) if pattern::is_open(text) => f.write_str(text),
            Self::Pattern(text) => write!(f, "={text}"),
            Self::Phrase(text) => write!(f, "\"{text}\""),
            Self::Loose(text, more) => write!(f, "\"{text}\"~{more}"),
            Self::Alike(text, slips) => write!(f, "{text}~{slips}"),
            Self::Exact(text) => write!(f, "exact:\"{text}\""),
            Self::Field(field, value) => write!(f, "{}:{}", field.name(), Value(value)),
            Self::Lang(lang) => write!(f, "lang:{lang}"),
            Self::Date(test) => write!(f, "date:{test}"),
            Self::Words(amount) => write!(f, "words:{amount}"),
            Self::Removed => f.write_str("in:removed"),
            Self::Duplicates(duplicates) => write!(f, "dup:{}", duplicates.name()),
            Self::Mentions(amount) => write!(f, "mentions:{amount}"),
            Self::Like(id) => write!(f, "like:{id}"),
            Self::Near(left, near, right) => write!(f, "{} {near} {}", Inside(left), Inside(right)),
            Self::Within(region, clause) => write!(f, "{region}({clause})"),
            Self::AtLeast(times, clause) => write!(f, "atleast{times}({clause})"),
            Self::Boost(clause, boost) => write!(f, "{}{boost}", Boosted(clause)),
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
            clause @ (Clause::And(_) | Clause::Or(_) | Clause::Near(..)) => write!(f, "({clause})"),
            clause => write!(f, "{clause}"),
        }
    }
}

/// A clause in front of its weight: in parentheses unless it is wording or a function.
struct Boosted<'a>(&'a Clause);

impl fmt::Display for Boosted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            clause @ (Clause::Word(_)
            | Clause::Phrase(_)
            | Clause::Pattern(_)
            | Clause::Alike(..)
            | Clause::Loose(..)
            | Clause::Within(..)
            | Clause::AtLeast(..)) => write!(f, "{clause}"),
            clause => write!(f, "({clause})"),
        }
    }
}

/// A clause as the value of a field: in parentheses unless it is wording alone.
struct Value<'a>(&'a Clause);

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            clause @ (Clause::All | Clause::Word(_) | Clause::Phrase(_) | Clause::Pattern(_)) => {
                write!(f, "{clause}")
            }
            clause => write!(f, "({clause})"),
        }
    }
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = if self.apart { "not " } else { "" };
        match self.reach {
            Reach::Words(most) => write!(f, "{not}w/{most}"),
            Reach::Before(most) => write!(f, "{not}pre/{most}"),
            Reach::Sentence => write!(f, "{not}w/s"),
            Reach::Paragraph => write!(f, "{not}w/p"),
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lead => f.write_str("lead"),
            Self::HeadAndLead => f.write_str("hlead"),
            Self::First(words) => write!(f, "first{words}"),
        }
    }
}

impl fmt::Display for Boost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match (part, part % 10) {
            (0, _) => write!(f, "^{whole}"),
            (_, 0) => write!(f, "^{whole}.{}", part / 10),
            _ => write!(f, "^{whole}.{part:02}"),
        }
    }
}
