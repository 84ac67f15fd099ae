//! Puts an article together from a judged page.
//!
//! In: a [`Page`], its outlet, its path and one [`Verdict`] per block. Out: an [`Article`]: metadata, each with
//! its origin, the body, and what was removed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::cleaner::{Kind, Verdict};
use crate::lang::Lang;
use crate::outlet::Outlet;
use crate::reader::{BlockKind, Origin, Page};
use crate::text::PartialDate;

/// A value and where it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub origin: Origin,
}

/// What is known of an article beside its text. Unknown stays `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// The headline, without the site's suffix.
    pub title: Option<Stated<String>>,
    /// The deck under the headline.
    pub standfirst: Option<Stated<String>>,
    /// Names of authors, without roles and "By"; `None` rather than an empty list.
    pub byline: Option<Stated<Vec<String>>>,
    /// Who published it.
    pub outlet: Option<Stated<String>>,
    /// When it was published, as precisely as is known.
    pub date: Option<Stated<PartialDate>>,
    /// The language it is written in.
    pub language: Option<Stated<Lang>>,
    /// Its address.
    pub url: Option<Stated<String>>,
    /// The part of the paper.
    pub section: Option<Stated<String>>,
}

/// One block of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyBlock {
    /// What it looks like.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// Place of the block in its page, kept or dropped, from 0: the paragraph number of citations, less one.
    pub at: u32,
}

/// One block that was not the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// What kind of furniture.
    pub kind: Kind,
    /// Its text.
    pub text: String,
    /// What spoke for dropping it.
    pub evidence: Vec<String>,
    /// Place of the block in its page, from 0.
    pub at: u32,
    /// Index in the body in front of which it stood.
    pub before: u32,
}

/// A cleaned article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// What is known beside the text.
    pub meta: Metadata,
    /// The kept blocks, in order.
    pub body: Vec<BodyBlock>,
    /// The dropped blocks, in order.
    pub removed: Vec<Removed>,
}

/// What the assembly of an article needs beside the page and its verdicts.
pub struct Circumstances<'a> {
    /// Corpus-relative path of the source file.
    pub path: &'a str,
    /// Who published the page, where known.
    pub outlet: Option<&'a Outlet>,
    /// The language, where it was detected.
    pub lang: Option<Stated<Lang>>,
    /// No publication date is later than this day.
    pub today: NaiveDate,
    /// Step of the number of stories of the outlet whose title ends in the same suffix.
    pub title_suffix_step: u8,
}

/// The language of a page: as stated where the text does not speak against it, else as detected.
pub fn language(page: &Page) -> Option<Stated<Lang>> {
    let _ = page;
    None
}

/// Puts the article together.
pub fn assemble(page: &Page, verdicts: &[Verdict], around: &Circumstances<'_>) -> Article {
    let mut article = Article::default();
    article.meta.outlet =
        around.outlet.map(|outlet| Stated { value: outlet.name.clone(), origin: outlet.origin });
    article.meta.language.clone_from(&around.lang);
    article.fill(page, verdicts);
    article
}

impl Article {
    /// Parts the blocks of a page into body and removed blocks, one verdict per block.
    pub fn fill(&mut self, page: &Page, verdicts: &[Verdict]) {
        for (at, (block, verdict)) in page.blocks.iter().zip(verdicts).enumerate() {
            let at = at as u32;
            match verdict {
                Verdict::Keep => self.body.push(BodyBlock { kind: block.kind, text: block.text.clone(), at }),
                Verdict::Field(_) => {}
                Verdict::Drop { kind, evidence } => self.removed.push(Removed {
                    kind: *kind,
                    text: block.text.clone(),
                    evidence: evidence.clone(),
                    at,
                    before: self.body.len() as u32,
                }),
            }
        }
    }
}
