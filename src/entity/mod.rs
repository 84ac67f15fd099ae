//! Finds the people, organisations and places of an article and joins their mentions.
//!
//! In: an [`Article`]. Out: its [`Entity`]s, the most central first, each with its mentions.

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::text::Span;

/// What kind of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// Somebody.
    Person,
    /// A body of people: company, party, agency, club.
    Organisation,
    /// Somewhere.
    Place,
}

/// A span of text that names an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Index of the body block; `None` for the headline.
    pub block: Option<u32>,
    /// In that block's text, or in the headline; title words are not part of it.
    pub span: Span,
}

/// Someone or something that an article names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// What kind.
    pub kind: EntityKind,
    /// The fullest form of the name in this article, without titles.
    pub name: String,
    /// In order of the text.
    pub mentions: Vec<Mention>,
    /// How central it is to the article, `0.0..=1.0`.
    pub salience: f32,
}

/// The entities of an article, by falling salience, then name.
pub fn find(article: &Article) -> Vec<Entity> {
    let _ = article;
    Vec::new()
}
