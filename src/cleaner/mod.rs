//! Marks the blocks of a page that are not the article.
//!
//! In: [`Block`](crate::reader::Block)s in reading order, as a [`reader`](crate::reader) left them.
//! Out: one [`Verdict`] per block, same order. A dropped block stays in the page with the kind and the
//! evidence, so that `cuttings clean --explain` can show its reasons.

mod agreement;
mod cues;
mod elements;
mod evidence;
mod form;
mod furniture;
mod headline;
mod judge;
mod markup;
mod rules;
mod runs;

pub use furniture::{Keys, keys, step};
pub use rules::{RULES, Rule, Sight};

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::outlet::Outlet;
use crate::reader::{Field, Page};

use evidence::{Evidence, Scene};

/// What the cleaner knows when it judges a page.
pub struct Context<'a> {
    /// The page.
    pub page: &'a Page,
    /// Who published it, where known.
    pub outlet: Option<&'a Outlet>,
    /// The language it is written in, where known.
    pub lang: Option<Lang>,
    /// Per block, the [`step`] of the number of different stories of the outlet that carry it; shorter than the
    /// blocks (empty, say) where nothing is known of other pages.
    pub repeats: &'a [u8],
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    /// A part of the body.
    Keep,
    /// The headline or the standfirst, which are fields of the article and not in its body.
    Field(Field),
    /// Not the article.
    Drop {
        /// What kind of furniture.
        kind: Kind,
        /// Names of the rules and evidence that spoke, strongest first, never empty.
        evidence: Vec<String>,
    },
}

/// What kind of furniture a dropped block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An invitation to a newsletter.
    Newsletter,
    /// Donations, subscriptions, memberships, paywalls.
    Donation,
    /// Share bars, follow-us lines, channel invitations.
    Social,
    /// Other stories: related, latest, most read, read-more lines.
    Related,
    /// Menus, breadcrumbs, section labels, search.
    Navigation,
    /// Comments and invitations to comment.
    Comments,
    /// Advertisements and their labels.
    Advertising,
    /// Cookies, copyright, terms.
    Legal,
    /// Byline and date lines, author boxes, agency closing lines.
    Author,
    /// Lists of tags.
    Tags,
    /// What the page or the outlet repeats.
    Repeated,
    /// Anything else.
    Other,
}

impl Kind {
    /// The name shown to people and used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newsletter => "newsletter",
            Self::Donation => "donation",
            Self::Social => "social",
            Self::Related => "related",
            Self::Navigation => "navigation",
            Self::Comments => "comments",
            Self::Advertising => "advertising",
            Self::Legal => "legal",
            Self::Author => "author",
            Self::Tags => "tags",
            Self::Repeated => "repeated",
            Self::Other => "other",
        }
    }
}

/// Judges every block of a page, in sequence: a run of furniture goes as a run.
pub fn clean(cx: &Context<'_>) -> Vec<Verdict> {
    let scene = Scene::of(cx);
    let evidence: Vec<Evidence> = (0..cx.page.blocks.len()).map(|at| Evidence::gather(&scene, at)).collect();
    judge::judge(&evidence)
}
