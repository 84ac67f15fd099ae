//! What speaks against a block.
//!
//! In: the evidence on a block. Out: [`Reason`]s, which are kept as what they are and put into words where they are shown.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::cleaner::Kind;
use crate::cleaner::evidence::{Evidence, Part};
use crate::cleaner::features::GROUPS;
use crate::cleaner::form::Ending;

/// What speaks against a block; shown, it is in words.
///
/// The index stores it: another order here or of the groups of features is another format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// It says the headline again.
    Headline,
    /// It names who wrote.
    Byline,
    /// It has a phrase of furniture.
    Phrase {
        /// As the table has it.
        phrase: Cow<'static, str>,
        /// Whether it is the whole of the block.
        whole: bool,
    },
    /// It stands in an element that the page marks as this.
    Marked(Kind),
    /// At least so many stories of the outlet carry it, by the [`step`](super::step).
    Repeated(u8),
    /// The page hides it.
    Hidden,
    /// So many percent of it are links.
    Links(u8),
    /// It is outside the element that holds the story.
    Outside,
    /// It is a text that is cut off.
    Cut,
    /// It is outside the run of prose.
    NoProse,
    /// It stands on the page before.
    Again,
    /// A group of the model's features says so much against it.
    Group {
        /// Its number, as the judge counts them.
        group: u8,
        /// Tenths of a margin.
        tenths: u32,
    },
    /// Anything else, in words: the name of a rule, say.
    Said(Cow<'static, str>),
}

impl Reason {
    /// A reason in words.
    pub fn said(words: impl Into<Cow<'static, str>>) -> Self {
        Self::Said(words.into())
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Headline => f.write_str("says the headline again"),
            Self::Byline => f.write_str("names who wrote"),
            Self::Phrase { phrase, whole: true } => write!(f, "is “{phrase}”"),
            Self::Phrase { phrase, whole: false } => write!(f, "says “{phrase}”"),
            Self::Marked(kind) => write!(f, "stands in an element marked as {}", kind.name()),
            Self::Said(words) => f.write_str(words),
            Self::Repeated(0 | 1) => f.write_str("repeated in 2 stories"),
            Self::Repeated(2) => f.write_str("repeated in 3 stories or more"),
            Self::Repeated(3) => f.write_str("repeated in 5 stories or more"),
            Self::Repeated(_) => f.write_str("repeated in 10 stories or more"),
            Self::Hidden => f.write_str("hidden by the page"),
            Self::Links(percent) => write!(f, "{percent} % links"),
            Self::Outside => f.write_str("outside the element that holds the story"),
            Self::Cut => f.write_str("a text that is cut off"),
            Self::NoProse => f.write_str("outside the run of prose"),
            Self::Again => f.write_str("stands on the page before"),
            Self::Group { group, tenths } => {
                let name = GROUPS.get(usize::from(*group)).unwrap_or(&"the model");
                write!(f, "{name}: {}.{} against", tenths / 10, tenths % 10)
            }
        }
    }
}

/// What spoke against a block, strongest first.
pub(super) fn reasons(evidence: &Evidence) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    match evidence.part {
        Part::TitleAgain => reasons.push(Reason::Headline),
        Part::Byline => reasons.push(Reason::Byline),
        Part::Title | Part::Standfirst | Part::Text => {}
    }
    if let Some(cue) = evidence.cue {
        reasons.push(Reason::Phrase { phrase: cue.phrase.into(), whole: cue.whole });
    }
    reasons.extend(evidence.marked.map(Reason::Marked));
    reasons.extend(evidence.rule.map(|rule| Reason::said(rule.name())));
    if evidence.repeats > 0 {
        reasons.push(Reason::Repeated(evidence.repeats));
    }
    if evidence.hidden {
        reasons.push(Reason::Hidden);
    }
    if evidence.form.is_linked() && evidence.rule.is_none() {
        reasons.push(Reason::Links(percent(evidence.form.link_share)));
    }
    if evidence.home == Some(false) {
        reasons.push(Reason::Outside);
    }
    if reasons.is_empty() {
        let cut = evidence.form.ending == Ending::Cut;
        reasons.push(if cut { Reason::Cut } else { Reason::NoProse });
    }
    reasons
}

#[expect(clippy::cast_sign_loss, reason = "a share is not negative")]
fn percent(share: f32) -> u8 {
    (share * 100.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_shown_in_words() {
        let shown = |reason: Reason| reason.to_string();
        assert_eq!(shown(Reason::Phrase { phrase: "sign up".into(), whole: false }), "says “sign up”");
        assert_eq!(shown(Reason::Phrase { phrase: "share".into(), whole: true }), "is “share”");
        assert_eq!(shown(Reason::Marked(Kind::Related)), "stands in an element marked as related");
        assert_eq!(
            [1, 2, 3, 4].map(|step| shown(Reason::Repeated(step))),
            [
                "repeated in 2 stories",
                "repeated in 3 stories or more",
                "repeated in 5 stories or more",
                "repeated in 10 stories or more",
            ]
        );
        assert_eq!(shown(Reason::Links(67)), "67 % links");
        assert_eq!(shown(Reason::Group { group: 2, tenths: 31 }), "its words: 3.1 against");
        assert_eq!(shown(Reason::Group { group: 9, tenths: 4 }), "the model: 0.4 against");
        assert_eq!(shown(Reason::said("your rule: drop “Advertisement”")), "your rule: drop “Advertisement”");
    }
}
