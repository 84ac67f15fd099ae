//! The JSON shape of a whole cleaned article.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::annotation::Annotation;
use crate::article::{self, Article, Metadata, Stated};
use crate::cleaner::{Kind, Verdict};
use crate::entity::EntityKind;
use crate::index::StoredArticle;
use crate::output::citation;
use crate::output::json::{AnnotationJson, VERSION};
use crate::reader::{Block, BlockKind, Field, Page};

/// An article as `cuttings clean --json` prints it. What is unknown is null, or an empty list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ArticleJson {
    version: u32,
    title: Option<String>,
    standfirst: Option<String>,
    byline: Vec<String>,
    outlet: Option<String>,
    date: Option<String>,
    language: Option<String>,
    url: Option<String>,
    section: Option<String>,
    /// Where each known field was found.
    sources: BTreeMap<&'static str, &'static str>,
    body: Vec<BlockJson>,
    removed: Vec<RemovedJson>,
    /// Blocks of the page that are neither: its headline, its standfirst; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<FieldJson>,
    #[serde(flatten)]
    stored: Option<StoredJson>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct BlockJson {
    kind: BlockKind,
    text: String,
    /// Number of the block in its page, from 1: the one that citations and `cuttings drop` use.
    paragraph: u32,
    /// Of a heading or of an item of a list, from 1; absent for others.
    #[serde(skip_serializing_if = "is_zero")]
    level: u8,
}

/// A block that says what a field says.
#[derive(Debug, Serialize, JsonSchema)]
struct FieldJson {
    field: Field,
    kind: BlockKind,
    text: String,
    paragraph: u32,
    #[serde(skip_serializing_if = "is_zero")]
    level: u8,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

#[derive(Debug, Serialize, JsonSchema)]
struct RemovedJson {
    kind: Kind,
    text: String,
    evidence: Vec<String>,
    before: u32,
    /// Number of the block in its page, from 1: the one that `cuttings restore` takes.
    paragraph: u32,
    /// What it looks like; absent for a paragraph.
    #[serde(skip_serializing_if = "is_paragraph")]
    block: BlockKind,
    #[serde(skip_serializing_if = "is_zero")]
    level: u8,
    /// Number of other stories of the outlet that carry it, where the archive was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    other_stories: Option<u64>,
}

/// What an archive knows beside the article.
#[derive(Debug, Serialize, JsonSchema)]
struct StoredJson {
    id: String,
    digest: String,
    paths: Vec<String>,
    people: Vec<String>,
    organisations: Vec<String>,
    places: Vec<String>,
    /// What it is about, best first.
    topics: Vec<String>,
    #[serde(flatten)]
    annotation: AnnotationJson,
}

impl ArticleJson {
    /// A cleaned article, with its page and a verdict for each block of that.
    pub fn of(article: Article, page: &Page, verdicts: &[Verdict]) -> Self {
        let meta = article.meta;
        let block = |at: u32| page.blocks.get(at as usize);
        let level = |at: u32| block(at).map_or(0, |block| block.level);
        Self {
            version: VERSION,
            sources: sources(&meta),
            title: value(meta.title),
            standfirst: value(meta.standfirst),
            byline: meta.byline.map(|byline| byline.value).unwrap_or_default(),
            outlet: value(meta.outlet),
            date: meta.date.map(|date| date.value.to_string()),
            language: meta.language.map(|language| language.value.to_string()),
            url: value(meta.url),
            section: value(meta.section),
            body: article
                .body
                .into_iter()
                .map(|block| BlockJson {
                    kind: block.kind,
                    level: level(block.at),
                    text: block.text,
                    paragraph: block.at + 1,
                })
                .collect(),
            removed: article::removed(page, verdicts)
                .into_iter()
                .map(|removed| RemovedJson {
                    block: block(removed.at).map_or(BlockKind::Paragraph, |block| block.kind),
                    level: level(removed.at),
                    kind: removed.kind,
                    text: removed.text,
                    evidence: removed.evidence.iter().map(ToString::to_string).collect(),
                    before: removed.before,
                    paragraph: removed.at + 1,
                    other_stories: None,
                })
                .collect(),
            fields: fields(page, verdicts),
            stored: None,
        }
    }

    /// An article of an archive: the same, and its id, digest, paths and names, and what the user put on it.
    pub fn stored(article: &StoredArticle, annotation: &Annotation) -> Self {
        let names =
            |kind| citation::names(article, kind).into_iter().map(str::to_owned).collect::<Vec<String>>();
        let stored = StoredJson {
            id: article.id().to_string(),
            digest: article.page.digest.to_string(),
            paths: article.paths.clone(),
            people: names(EntityKind::Person),
            organisations: names(EntityKind::Organisation),
            places: names(EntityKind::Place),
            topics: article.topics.iter().map(|topic| topic.phrase.clone()).collect(),
            annotation: AnnotationJson::of(annotation),
        };
        Self { stored: Some(stored), ..Self::of(article.article(), &article.page, &article.verdicts) }
    }

    /// The same, with the number of other stories that carry each removed block; `others` are one per block of the
    /// page.
    pub fn audited(article: &StoredArticle, annotation: &Annotation, others: &[u64]) -> Self {
        let mut json = Self::stored(article, annotation);
        for block in &mut json.removed {
            block.other_stories = others.get(block.paragraph as usize - 1).copied();
        }
        json
    }
}

fn fields(page: &Page, verdicts: &[Verdict]) -> Vec<FieldJson> {
    let blocks = page.blocks.iter().zip(verdicts).zip(1..);
    let field = |((block, verdict), paragraph): ((&Block, &Verdict), u32)| match verdict {
        Verdict::Field(field) => Some(FieldJson {
            field: *field,
            kind: block.kind,
            text: block.text.clone(),
            paragraph,
            level: block.level,
        }),
        _ => None,
    };
    blocks.filter_map(field).collect()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_paragraph(kind: &BlockKind) -> bool {
    *kind == BlockKind::Paragraph
}

fn value(stated: Option<Stated<String>>) -> Option<String> {
    stated.map(|stated| stated.value)
}

fn sources(meta: &Metadata) -> BTreeMap<&'static str, &'static str> {
    fn origin<T>(stated: Option<&Stated<T>>) -> Option<&'static str> {
        stated.map(|stated| stated.origin.name())
    }
    [
        ("title", origin(meta.title.as_ref())),
        ("standfirst", origin(meta.standfirst.as_ref())),
        ("byline", origin(meta.byline.as_ref())),
        ("outlet", origin(meta.outlet.as_ref())),
        ("date", origin(meta.date.as_ref())),
        ("language", origin(meta.language.as_ref())),
        ("url", origin(meta.url.as_ref())),
        ("section", origin(meta.section.as_ref())),
    ]
    .into_iter()
    .filter_map(|(field, origin)| Some((field, origin?)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn every_known_field_has_its_source() {
        assert_eq!(sources(&sample::strike().meta), sample::origins());
    }
}
