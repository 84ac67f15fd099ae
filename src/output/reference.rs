//! Articles as programs for references take them: `BibTeX`, RIS, CSL-JSON.
//!
//! [`styled`] writes them out as manuals of style have them.
//!
//! In: a [`Hit`]. Out: one entry an article, as a newspaper article, or as a web page where nobody is known to have
//! published it; its passages are notes, each with the number of its paragraph.

mod bibtex;
mod csl;
mod name;
mod ris;
mod styled;

pub use bibtex::BibTex;
pub use csl::CslJson;
pub use ris::Ris;
pub use styled::{Manual, Styled, styled};

use crate::index::StoredArticle;
use crate::output::{Citation, Rows};
use crate::passage::Passage;
use crate::search::Hit;
use crate::text::{self, PartialDate};
use name::Name;

/// What an entry says.
struct Reference {
    /// The article's id.
    id: String,
    kind: Kind,
    title: String,
    authors: Vec<Name>,
    outlet: Option<String>,
    date: Option<PartialDate>,
    url: Option<String>,
    /// Two letters.
    language: Option<String>,
    section: Option<String>,
    standfirst: Option<String>,
    quotations: Vec<Quotation>,
}

/// What an article counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Newspaper,
    WebPage,
}

/// A passage and where it stands.
struct Quotation {
    text: String,
    /// From 1.
    paragraph: u32,
    start: usize,
    end: usize,
}

impl Quotation {
    fn of(passage: &Passage) -> Self {
        Self {
            text: line(&passage.text),
            paragraph: passage.paragraph,
            start: passage.characters.start,
            end: passage.characters.end,
        }
    }

    /// `“…” (¶ 2, characters 0–42)`.
    fn note(&self) -> String {
        format!("“{}” (¶ {}, characters {}–{})", self.text, self.paragraph, self.start, self.end)
    }
}

impl Reference {
    fn of(hit: &Hit, rows: Rows) -> Self {
        let passages = if rows == Rows::Articles { &[][..] } else { &hit.passages };
        Self { quotations: passages.iter().map(Quotation::of).collect(), ..Self::article(&hit.article) }
    }

    fn article(article: &StoredArticle) -> Self {
        let meta = &article.meta;
        let cited = Citation::of(article, None);
        let shown = |value: &Option<String>| value.as_deref().map(line).filter(|value| !value.is_empty());
        let outlet = shown(&cited.outlet);
        let url = shown(&cited.url);
        Self {
            kind: if outlet.is_none() && url.is_some() { Kind::WebPage } else { Kind::Newspaper },
            title: line(cited.name()),
            authors: cited.byline.iter().map(|author| Name::of(&line(author))).collect(),
            outlet,
            date: meta.date.as_ref().map(|date| date.value),
            url,
            language: meta.language.as_ref().map(|language| language.value.to_string()),
            section: meta.section.as_ref().map(|section| line(&section.value)),
            standfirst: meta.standfirst.as_ref().map(|standfirst| line(&standfirst.value)),
            quotations: Vec::new(),
            id: cited.article,
        }
    }

    /// Numbers of the paragraphs that are quoted, in order: `2, 5`; empty where none is.
    fn locator(&self) -> String {
        let mut numbers: Vec<u32> = self.quotations.iter().map(|quotation| quotation.paragraph).collect();
        numbers.dedup();
        numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// A stranger's text on one line, blanks folded.
fn line(text: &str) -> String {
    text::squeeze(&text::printable(text))
}
