//! What the user's rules say against the cleaner.
//!
//! In: `rules.toml` of an archive, and pages with the cleaner's verdicts. Out: [`Rules`], which keep or drop blocks
//! by text, pattern, selector, outlet or article, and correct outlets and dates.
//!
//! Of several rules that fit a block, the last one in the file decides, so that a rule written at its end holds
//! against whatever stands above it. What a rule does to a page depends on that page alone.

mod compiled;
mod file;
mod page;
mod selector;
mod write;

pub use page::Subject;
pub use write::{append, written};

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cleaner::Kind;
use crate::notebook::NotebookError;
use crate::reader::BlockKind;
use crate::text::PartialDate;

use compiled::Compiled;

/// Name of the file in the archive folder.
pub const FILE: &str = "rules.toml";

/// One rule. What it says, not where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What it does.
    pub action: Action,
    /// On which blocks, where it keeps or drops.
    pub which: Which,
    /// On which pages.
    pub scope: Scope,
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// Keeps blocks that the cleaner drops; with a kind, only those that it drops as that.
    Keep(Option<Kind>),
    /// Drops blocks that the cleaner keeps, filed under this kind. What the cleaner drops already stays as it is,
    /// unless there is a kind to file it under.
    Drop(Option<Kind>),
    /// Corrects what is known of pages.
    Correct {
        /// Who published them.
        outlet: Option<String>,
        /// When they were published.
        date: Option<Date>,
    },
}

/// The date that a rule sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Date {
    /// It is not known.
    Unknown,
    /// This one.
    Known(PartialDate),
}

/// Which blocks: those for which all that is given holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Which {
    /// The block says just this; case, accents and white space do not count.
    pub text: Option<String>,
    /// The same, and numbers, dates, names and punctuation do not count either.
    pub like: Option<String>,
    /// The block says this somewhere; case, accents and white space do not count.
    pub contains: Option<String>,
    /// A regular expression that matches somewhere in the block.
    pub pattern: Option<String>,
    /// A CSS selector that matches an element around the block.
    pub selector: Option<String>,
    /// What the block looks like.
    pub block: Option<BlockKind>,
}

/// On which pages a rule holds: where all that is given does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scope {
    /// Published by this outlet; case, accents and a leading article do not count.
    pub outlet: Option<String>,
    /// The article with the id that begins so, or that lies in this file.
    pub article: Option<String>,
    /// In this file or folder of the corpus.
    pub path: Option<String>,
    /// At an address that begins so, without `https://` and `www.`.
    pub url: Option<String>,
}

/// The user's rules, in the order of the file. None by default.
#[derive(Debug, Default)]
pub struct Rules {
    list: Vec<Rule>,
    /// Line in the file at which each begins, from 1.
    lines: Vec<usize>,
    compiled: Vec<Compiled>,
}

impl PartialEq for Rules {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Rules {
    /// The rules of an archive; none where it has no `rules.toml`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or anything in it is wrong: rules are never half applied.
    pub fn open(archive: &Path) -> Result<Self, NotebookError> {
        file::read(&archive.join(FILE), true)
    }

    /// The rules of this file, which has to be there.
    ///
    /// # Errors
    ///
    /// As [`Rules::open`].
    pub fn open_file(path: &Path) -> Result<Self, NotebookError> {
        file::read(path, false)
    }

    /// One rule, as a program makes it: without a pattern and a selector, which can be wrong.
    pub fn of(rule: Rule) -> Self {
        let rule = Rule { which: Which { pattern: None, selector: None, ..rule.which }, ..rule };
        let compiled = Compiled::of(&rule).expect("only patterns and selectors can be wrong");
        Self { list: vec![rule], lines: vec![0], compiled: vec![compiled] }
    }

    /// Every rule, in order.
    pub fn list(&self) -> &[Rule] {
        &self.list
    }

    /// The line in the file at which a rule begins, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.lines.get(at).copied().unwrap_or(0)
    }

    /// Whether there is no rule.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// What the rules say, for [`Rules::recall`]: the same text for the same rules, wherever they stand in the file.
    pub fn memo(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        serde_json::to_string(&self.list).expect("rules are names, texts and numbers")
    }

    /// The rules of a [memo](Rules::memo); `None` where this version of the program cannot make them out.
    pub fn recall(memo: &str) -> Option<Self> {
        if memo.is_empty() {
            return Some(Self::default());
        }
        let list: Vec<Rule> = serde_json::from_str(memo).ok()?;
        let compiled = list.iter().map(|rule| Compiled::of(rule).ok()).collect::<Option<_>>()?;
        Some(Self { lines: vec![0; list.len()], list, compiled })
    }
}

impl Rule {
    /// What the rule says in one line: `keep “From the quay” in Lantern Weekly`.
    pub fn told(&self) -> String {
        let action = match &self.action {
            Action::Keep(None) => format!("keep {}", self.which.told()),
            Action::Keep(Some(kind)) => format!("keep {} removed as {}", self.which.told(), kind.name()),
            Action::Drop(None) => format!("drop {}", self.which.told()),
            Action::Drop(Some(kind)) => format!("drop {} as {}", self.which.told(), kind.name()),
            Action::Correct { outlet, date } => {
                let outlet = outlet.iter().map(|outlet| format!("outlet is {outlet}"));
                let date = date.iter().map(|date| format!("date is {date}"));
                outlet.chain(date).collect::<Vec<_>>().join(", ")
            }
        };
        format!("{action}{}", self.scope.told())
    }

    /// Whether it corrects what is known of pages, rather than keep or drop blocks.
    pub fn corrects(&self) -> bool {
        matches!(self.action, Action::Correct { .. })
    }

    /// The evidence of a block that the rule drops.
    pub fn evidence(&self) -> String {
        format!("your rule: {}", self.which.told())
    }
}

/// Characters of a text that are shown of it.
const SHOWN: usize = 60;

/// The beginning of a text, with an ellipsis where there is more.
fn clipped(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

impl Which {
    fn told(&self) -> String {
        let quoted = |name: &str, value: &Option<String>| {
            value.as_ref().map(|value| format!("{name}“{}”", clipped(value)))
        };
        let parts = [
            self.block.map(|block| file::block_name(block).to_owned()),
            quoted("", &self.text),
            quoted("like ", &self.like),
            quoted("what contains ", &self.contains),
            quoted("pattern ", &self.pattern),
            quoted("selector ", &self.selector),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "every block".to_owned() } else { parts.join(", ") }
    }
}

impl Scope {
    fn told(&self) -> String {
        let part = |before: &str, value: &Option<String>| {
            value.as_ref().map_or(String::new(), |value| format!("{before}{value}"))
        };
        [
            part(" in ", &self.outlet),
            part(" in article ", &self.article),
            part(" below ", &self.path),
            part(" at ", &self.url),
        ]
        .concat()
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown => f.write_str("not known"),
            Self::Known(date) => date.fmt(f),
        }
    }
}
