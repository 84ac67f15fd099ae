//! The shape of everything that commands write as JSON.

use std::collections::BTreeMap;

use anyhow::bail;
use schemars::Schema;
use serde::Serialize;

use crate::output::json::{self, ArticleJson, SHAPES, Shape, schema};
use crate::surface::cli::{
    batch, counts, explain, formats, index, names, outlets, quotes, reprints, rules, similar, source, status,
    tag, timeline, topics, who,
};

/// The shapes that commands have of their own, in order.
const OWN: [Shape; 24] = [
    ("batch --jsonl", schema::<batch::Line>),
    ("clean --json", schema::<ArticleJson>),
    ("explain --json", schema::<explain::ExplainJson<'static>>),
    ("formats --json", schema::<formats::FormatsJson>),
    ("index --json", schema::<index::ReportJson<'static>>),
    ("names --json", schema::<names::RulesJson>),
    ("names suggest --json", schema::<names::SuggestionsJson<'static>>),
    ("orgs --json", schema::<counts::CountsJson<'static>>),
    ("outlets --json", schema::<outlets::OutletsJson>),
    ("people --json", schema::<counts::CountsJson<'static>>),
    ("places --json", schema::<counts::CountsJson<'static>>),
    ("quotes --jsonl", schema::<quotes::QuoteJson<'static>>),
    ("reprints --json", schema::<reprints::ReprintsJson>),
    ("rules --json", schema::<rules::RulesJson>),
    ("rules test --json", schema::<rules::TrialJson<'static>>),
    ("show --json", schema::<ArticleJson>),
    ("similar --json", schema::<similar::SimilarJson>),
    ("source --json", schema::<source::SourceJson<'static>>),
    ("status --json", schema::<status::StatusJson<'static>>),
    ("tag --json", schema::<tag::TagsJson<'static>>),
    ("timeline --json", schema::<timeline::TimelineJson>),
    ("topics --json", schema::<topics::TopicsJson<'static>>),
    ("who --json", schema::<who::WhoJson<'static>>),
    ("export --format json", schema::<json::DocumentJson<'static>>),
];

/// All of them, or the one of this name.
#[derive(Serialize)]
pub(super) struct Schemas {
    version: u32,
    schemas: BTreeMap<&'static str, Schema>,
}

/// The schemas of all shapes, or of the command that is named as it is typed.
pub(super) fn schemas(name: &str) -> anyhow::Result<Schemas> {
    let wanted =
        |shape: &&Shape| name.is_empty() || shape.0 == name || shape.0.split(' ').next() == Some(name);
    let shapes = SHAPES.iter().chain(&OWN).filter(wanted);
    let schemas: BTreeMap<&'static str, Schema> = shapes.map(|(name, schema)| (*name, schema())).collect();
    if schemas.is_empty() {
        let names: Vec<&str> = SHAPES.iter().chain(&OWN).map(|(name, _)| *name).collect();
        bail!("--schema {name}: nothing of this name is written as JSON, only {}", names.join(", "));
    }
    Ok(Schemas { version: json::VERSION, schemas })
}
