//! Puts an article together from a judged page.
//!
//! In: a [`Page`], its outlet, its path and one [`Verdict`] per block. Out: an [`Article`]: metadata, each with
//! its origin, the body, and what was removed.

mod byline;
mod date;
mod day;
mod language;
mod stated;
mod title;

pub use language::{language, language_parted};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::cleaner::{Kind, Reason, Verdict};
use crate::lang::Lang;
use crate::outlet::Outlet;
use crate::reader::{BlockKind, Field, Origin, Page};
use crate::text::{Parted, PartialDate, Parts};

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
    pub evidence: Vec<Reason>,
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

/// Puts the article together.
pub fn assemble(page: &Page, verdicts: &[Verdict], around: &Circumstances<'_>) -> Article {
    Article { meta: metadata(page, verdicts, around), body: body(page, verdicts).collect() }
}

fn metadata(page: &Page, verdicts: &[Verdict], around: &Circumstances<'_>) -> Metadata {
    if page.is_judged() {
        return stated::metadata(page, around);
    }
    let byline = byline::of(page, verdicts, around.outlet);
    Metadata {
        title: title::of(page, verdicts, around),
        standfirst: standfirst(page, verdicts),
        outlet: around.outlet.map(|outlet| Stated { value: outlet.name.clone(), origin: outlet.origin }),
        date: date::of(page, verdicts, around, byline.is_some()),
        byline,
        language: around.lang.clone(),
        url: url(page),
        section: first(page, Field::Section, &SECTIONS),
    }
}

/// Where sections are looked for, the most trusted first.
const SECTIONS: [Origin; 8] = [
    Origin::User,
    Origin::FrontMatter,
    Origin::Record,
    Origin::JsonLd,
    Origin::OpenGraph,
    Origin::Meta,
    Origin::Microdata,
    Origin::Html,
];

/// Where addresses are looked for, the most trusted first.
const ADDRESSES: [Origin; 9] = [
    Origin::User,
    Origin::FrontMatter,
    Origin::Record,
    Origin::Html,
    Origin::OpenGraph,
    Origin::JsonLd,
    Origin::Microdata,
    Origin::Meta,
    Origin::Capture,
];

/// The deck: as front matter or a record states it, else the block that the cleaner took for it.
fn standfirst(page: &Page, verdicts: &[Verdict]) -> Option<Stated<String>> {
    let stated = first(page, Field::Standfirst, &[Origin::User, Origin::FrontMatter, Origin::Record]);
    stated.or_else(|| {
        let at = verdicts.iter().position(|verdict| *verdict == Verdict::Field(Field::Standfirst))?;
        Some(Stated { value: page.blocks.get(at)?.text.clone(), origin: Origin::Text })
    })
}

/// The address, if it is one of the web.
fn url(page: &Page) -> Option<Stated<String>> {
    let of = |origin| page.hints.iter().find(|hint| hint.field == Field::Url && hint.origin == origin);
    let found = ADDRESSES.into_iter().filter_map(of);
    let web = |value: &str| value.starts_with("http://") || value.starts_with("https://");
    let hint = found.into_iter().find(|hint| web(&hint.value))?;
    Some(Stated { value: hint.value.clone(), origin: hint.origin })
}

/// The address that a page states, if it is one of the web.
pub fn address(page: &Page) -> Option<String> {
    url(page).map(|address| address.value)
}

/// The first statement about a field, in order of the origins.
fn first(page: &Page, field: Field, origins: &[Origin]) -> Option<Stated<String>> {
    let of = |origin: &Origin| {
        page.hints.iter().find(|hint| hint.field == field && hint.origin == *origin && !hint.value.is_empty())
    };
    let hint = origins.iter().find_map(of)?;
    Some(Stated { value: hint.value.clone(), origin: hint.origin })
}

impl Article {
    /// Its texts: the headline, empty where there is none, then the blocks of the body.
    pub fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        let title = self.meta.title.as_ref().map_or("", |title| title.value.as_str());
        std::iter::once(title).chain(self.body.iter().map(|block| block.text.as_str()))
    }

    /// The same, parted; `parted` was made of them, in their order.
    pub fn parts<'a>(&'a self, parted: &'a Parted) -> Vec<Parts<'a>> {
        self.texts().enumerate().map(|(at, text)| parted.parts(at, text)).collect()
    }
}

/// The kept blocks of a page, in order; one verdict per block.
pub fn body<'a>(page: &'a Page, verdicts: &'a [Verdict]) -> impl Iterator<Item = BodyBlock> + 'a {
    let blocks = page.blocks.iter().zip(verdicts).zip(0..);
    let kept = blocks.filter(|((_, verdict), _)| matches!(verdict, Verdict::Keep));
    kept.map(|((block, _), at)| BodyBlock { kind: block.kind, text: block.text.clone(), at })
}

/// The dropped blocks of a page, in order; one verdict per block.
pub fn removed(page: &Page, verdicts: &[Verdict]) -> Vec<Removed> {
    let mut removed = Vec::new();
    let mut before = 0;
    for ((block, verdict), at) in page.blocks.iter().zip(verdicts).zip(0..) {
        match verdict {
            Verdict::Keep => before += 1,
            Verdict::Field(_) => {}
            Verdict::Drop { kind, evidence } => {
                let (text, evidence) = (block.text.clone(), evidence.clone());
                removed.push(Removed { kind: *kind, text, evidence, at, before });
            }
        }
    }
    removed
}
