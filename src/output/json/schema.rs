//! The shapes of what is written as JSON, for programs that check or generate code.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::output::json::{AnswerJson, ArticleJson, HitJson, NewsJson, PassageRow};

/// The schema of one value of a type as it is written: JSON Schema, draft 2020-12.
pub fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

/// What writes a shape, as it is typed, and the shape: of a document, or of one line where the command ends in `l`.
pub type Shape = (&'static str, fn() -> Schema);

/// The shapes of answers, whatever asks for them.
pub const SHAPES: [Shape; 5] = [
    ("search --json", schema::<AnswerJson<'static>>),
    ("search --jsonl", schema::<HitJson<'static>>),
    ("export --format jsonl", schema::<PassageRow<'static>>),
    ("export --articles --format jsonl", schema::<ArticleJson>),
    ("watch --format jsonl", schema::<NewsJson<'static>>),
];
