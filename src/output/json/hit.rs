//! A hit, its passages and where it is from.

use schemars::JsonSchema;
use serde::Serialize;

use crate::annotation::Annotation;
use crate::index::StoredArticle;
use crate::output::Citation;
use crate::output::json::VERSION;
use crate::passage::Passage;
use crate::search::{Hit, Reason, Twin, Why};

#[derive(Serialize, JsonSchema)]
pub(super) struct HitJson<'a> {
    rank: u64,
    score: f32,
    #[serde(flatten)]
    source: SourceJson,
    passages: Vec<PassageJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<ReasonJson<'a>>,
    /// The first 20 that fold under it, and how many there are; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    near_duplicates: Vec<TwinJson<'a>>,
    #[serde(skip_serializing_if = "is_zero")]
    folded: u64,
}

/// One part of a score.
#[derive(Serialize, JsonSchema)]
pub(super) struct ReasonJson<'a> {
    what: &'a str,
    points: f64,
    #[serde(flatten)]
    why: &'a Why,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// A near-duplicate of a hit.
#[derive(Serialize, JsonSchema)]
pub(super) struct TwinJson<'a> {
    id: String,
    sameness: &'static str,
    headline: Option<&'a str>,
    outlet: Option<&'a str>,
    date: Option<String>,
    paths: &'a [String],
    /// Of a version: words that the hit has no more, and that it has beside.
    words_gone: Option<usize>,
    words_new: Option<usize>,
}

impl<'a> TwinJson<'a> {
    pub(super) fn of(twin: &'a Twin) -> Self {
        Self {
            id: twin.id.to_string(),
            sameness: twin.sameness.word(),
            headline: twin.meta.title.as_ref().map(|title| title.value.as_str()),
            outlet: twin.meta.outlet.as_ref().map(|outlet| outlet.value.as_str()),
            date: twin.meta.date.as_ref().map(|date| date.value.to_string()),
            paths: &twin.paths,
            words_gone: twin.changed.map(|(gone, _)| gone),
            words_new: twin.changed.map(|(_, new)| new),
        }
    }
}

impl<'a> HitJson<'a> {
    pub(super) fn of(hit: &'a Hit) -> Self {
        Self {
            rank: hit.rank,
            score: hit.score,
            source: SourceJson::of(&hit.article, &hit.annotation),
            passages: hit.passages.iter().map(PassageJson::of).collect(),
            reasons: hit.reasons.iter().map(ReasonJson::of).collect(),
            near_duplicates: hit.twins.iter().map(TwinJson::of).collect(),
            folded: hit.folded,
        }
    }
}

impl<'a> ReasonJson<'a> {
    pub(super) fn of(reason: &'a Reason) -> Self {
        Self { what: &reason.what, points: (reason.points * 1e4).round() / 1e4, why: &reason.why }
    }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct PassageRow<'a> {
    version: u32,
    #[serde(flatten)]
    passage: Option<PassageJson<'a>>,
    #[serde(flatten)]
    source: SourceJson,
}

impl<'a> PassageRow<'a> {
    pub(super) fn of(hit: &Hit, passage: Option<&'a Passage>) -> Self {
        Self {
            version: VERSION,
            passage: Some(passage.map_or(PassageJson::default(), PassageJson::of)),
            source: SourceJson::of(&hit.article, &hit.annotation),
        }
    }
}

/// Where it is from.
#[derive(Serialize, JsonSchema)]
pub(super) struct SourceJson {
    headline: Option<String>,
    byline: Vec<String>,
    outlet: Option<String>,
    date: Option<String>,
    url: Option<String>,
    paths: Vec<String>,
    id: String,
    digest: String,
    #[serde(flatten)]
    annotation: AnnotationJson,
}

/// What the user put on an article; absent where that is nothing.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct AnnotationJson {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl AnnotationJson {
    pub(super) fn of(annotation: &Annotation) -> Self {
        let Annotation { tags, note } = annotation.clone();
        Self { tags, note }
    }
}

impl SourceJson {
    pub(super) fn of(article: &StoredArticle, annotation: &Annotation) -> Self {
        let Citation { headline, byline, outlet, date, url, paths, article, digest, .. } =
            Citation::of(article, None);
        let annotation = AnnotationJson::of(annotation);
        Self { headline, byline, outlet, date, url, paths, id: article, digest, annotation }
    }
}

/// Null throughout where an article matches by its metadata alone.
#[derive(Serialize, Default, JsonSchema)]
pub(super) struct PassageJson<'a> {
    passage: Option<&'a str>,
    /// From 1.
    paragraph: Option<u32>,
    /// Characters of the paragraph, end excluded.
    start: Option<usize>,
    end: Option<usize>,
    /// Pairs of start and end, in characters of the passage.
    highlights: Vec<(usize, usize)>,
}

impl<'a> PassageJson<'a> {
    pub(super) fn of(passage: &'a Passage) -> Self {
        let chars = |at: usize| passage.text.get(..at).map_or(at, |before| before.chars().count());
        Self {
            passage: Some(&passage.text),
            paragraph: Some(passage.paragraph),
            start: Some(passage.characters.start),
            end: Some(passage.characters.end),
            highlights: passage.highlights.iter().map(|span| (chars(span.start), chars(span.end))).collect(),
        }
    }
}
