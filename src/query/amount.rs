//! Numbers that a query asks for.

use std::fmt;

/// A whole number from the first to the last of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount(pub u64, pub u64);

impl Amount {
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

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self(first, u64::MAX) => write!(f, "{first}.."),
            Self(first, last) => write!(f, "{first}..{last}"),
        }
    }
}
