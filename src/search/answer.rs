//! What is answered.

use crate::annotation::Annotation;
use crate::article::Metadata;
use crate::index::{Id, StoredArticle};
use crate::passage::Passage;
use crate::query::{Notice, Resolved};
use crate::search::Reason;
use crate::search::facets::Facet;
use crate::search::twins::Sameness;

/// The answer to one request, of one generation of the index.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Which generation answered.
    pub generation: u64,
    /// Whether files of the last index run are still to be read.
    pub incomplete: bool,
    /// When the corpus was last looked at, in seconds since 1970.
    pub checked: Option<i64>,
    /// How many articles match, exactly.
    pub total: u64,
    /// The hits asked for, in order.
    pub hits: Vec<Hit>,
    /// The facets asked for, in the order of the request.
    pub facets: Vec<Facet>,
    /// What was taken literally or is worth knowing, with its place in the query.
    pub notices: Vec<Notice>,
    /// The names that were asked for, in order of the query, and whom they were taken for.
    pub names: Vec<Resolved>,
    /// Words that nobody asked for, but that count for the order, and widen what is found.
    pub widened: Vec<String>,
    /// Where nothing matched: what each word alone would find.
    pub alone: Vec<WordCount>,
}

/// A matching article.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// From 1, over the whole answer: the first hit after an offset of 10 has rank 11.
    pub rank: u64,
    /// Higher is better; 0 where the query asks for no words or names.
    pub score: f32,
    /// Its id.
    pub id: Id,
    /// The article.
    pub article: StoredArticle,
    /// What the user put on it.
    pub annotation: Annotation,
    /// Its best passages, in the order of the text. Where only headline or metadata match: the first sentence, without
    /// highlights, or nothing where the request wants every matching paragraph.
    pub passages: Vec<Passage>,
    /// Why it has its score, part by part; none where the request did not ask.
    pub reasons: Vec<Reason>,
    /// Its near-duplicates among the articles around it, in their order, the first 20; none where they are not folded.
    pub twins: Vec<Twin>,
    /// How many fold under it.
    pub folded: u64,
}

impl Hit {
    /// An article by itself with these passages, as if it were the first that is found, without a score.
    pub fn of(article: StoredArticle, passages: Vec<Passage>) -> Self {
        Self {
            rank: 1,
            score: 0.0,
            id: article.id(),
            article,
            annotation: Annotation::default(),
            passages,
            reasons: Vec::new(),
            twins: Vec::new(),
            folded: 0,
        }
    }
}

/// An article that folds under a hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Twin {
    /// Its id.
    pub id: Id,
    /// What it is to the hit.
    pub sameness: Sameness,
    /// Words of its body that the hit has not, and words of the hit's that it has not, for a version.
    pub changed: Option<(usize, usize)>,
    /// What is known of it.
    pub meta: Metadata,
    /// Corpus-relative paths that hold it.
    pub paths: Vec<String>,
}

/// How many articles one word of an unanswered query finds alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordCount {
    /// As typed.
    pub word: String,
    /// Articles that it finds alone.
    pub articles: u64,
    /// A word of the archive that it may have meant, and the articles with that.
    pub suggestion: Option<(String, u64)>,
}
