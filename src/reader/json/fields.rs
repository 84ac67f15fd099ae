//! The field names that collectors of news use.
//!
//! Sources: schema.org's `NewsArticle`, the output of news-please, Newspaper, trafilatura and `NewsAPI`, the Common
//! Crawl news data, and our own export.

use serde_json::{Map, Value};

use crate::reader::{Field, Hint, Origin};
use crate::text;

/// Names of the field that holds the text, best first.
pub(super) const BODY: &[&str] = &[
    "text",
    "maintext",
    "body",
    "content",
    "articleBody",
    "article_body",
    "full_text",
    "fulltext",
    "article_text",
    "body_text",
    "bodytext",
    "content_html",
    "content_text",
    "plaintext",
    "contentHtml",
    "raw_text",
    "paragraphs",
    "story",
    "article",
    "html",
];

/// Names of fields, best first within a field; compared in lower case without `_`, `-`, `.` and blanks.
const NAMES: &[(&str, Field)] = &[
    ("headline", Field::Title),
    ("title", Field::Title),
    ("standfirst", Field::Standfirst),
    ("subtitle", Field::Standfirst),
    ("deck", Field::Standfirst),
    ("description", Field::Standfirst),
    ("excerpt", Field::Standfirst),
    ("byline", Field::Byline),
    ("authors", Field::Byline),
    ("author", Field::Byline),
    ("outlet", Field::Outlet),
    ("publisher", Field::Outlet),
    ("publication", Field::Outlet),
    ("sitename", Field::Outlet),
    ("source", Field::Outlet),
    ("sourcename", Field::Outlet),
    ("newspaper", Field::Outlet),
    ("sourcedomain", Field::Outlet),
    ("hostname", Field::Outlet),
    ("domain", Field::Outlet),
    ("datepublish", Field::Date),
    ("datepublished", Field::Date),
    ("publishdate", Field::Date),
    ("publisheddate", Field::Date),
    ("publishedat", Field::Date),
    ("publicationdate", Field::Date),
    ("published", Field::Date),
    ("pubdate", Field::Date),
    ("publishedtime", Field::Date),
    ("date", Field::Date),
    ("language", Field::Language),
    ("lang", Field::Language),
    ("inlanguage", Field::Language),
    ("canonicalurl", Field::Url),
    ("canonical", Field::Url),
    ("url", Field::Url),
    ("link", Field::Url),
    ("permalink", Field::Url),
    ("webpage", Field::Url),
    ("section", Field::Section),
    ("sectionname", Field::Section),
    ("articlesection", Field::Section),
    ("category", Field::Section),
    ("rubric", Field::Section),
];

/// Names of a field that holds a list of articles.
const LISTS: &[&str] =
    &["articles", "items", "results", "records", "documents", "docs", "data", "stories", "hits", "@graph"];

/// Names of a field that holds the article itself.
const WRAPPERS: &[&str] = &["article", "data", "_source", "document", "item", "fields", "story"];

/// The metadata that an object states, one hint an author, the best field name first.
pub(in crate::reader) fn hints(object: &Map<String, Value>, origin: Origin) -> Vec<Hint> {
    let names: Vec<(String, &Value)> = object.iter().map(|(name, value)| (plain_name(name), value)).collect();
    let mut hints = Vec::new();
    for (wanted, field) in NAMES {
        for (_, value) in names.iter().filter(|(name, _)| name == wanted) {
            let values = strings(value).into_iter();
            hints.extend(values.map(|value| Hint { field: *field, value, origin }));
        }
    }
    hints
}

fn plain_name(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' ')).flat_map(char::to_lowercase).collect()
}

/// The texts of a value: of a list each, of an object its name.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => {
            Some(text::squeeze(text)).filter(|text| !text.is_empty()).into_iter().collect()
        }
        Value::Number(number) => vec![number.to_string()],
        Value::Array(values) => values.iter().filter(|value| !value.is_array()).flat_map(strings).collect(),
        Value::Object(object) => {
            let named = ["name", "title", "@value", "value", "@id"].iter().find_map(|name| object.get(*name));
            named.filter(|value| value.is_string()).map(strings).unwrap_or_default()
        }
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// The object that holds the article (this one or one inside it) and its text.
pub(super) fn body(object: &Map<String, Value>) -> Option<(&Map<String, Value>, &Value)> {
    own_body(object).map(|body| (object, body)).or_else(|| {
        let inner = WRAPPERS.iter().find_map(|name| object.get(*name)?.as_object())?;
        own_body(inner).map(|body| (inner, body))
    })
}

fn own_body(object: &Map<String, Value>) -> Option<&Value> {
    let present = || BODY.iter().filter_map(|name| object.get(*name));
    let full = |value: &&Value| match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(parts) => parts.iter().any(|part| part.is_string() || part.get("text").is_some()),
        _ => false,
    };
    present().find(full).or_else(|| present().find(|value| value.is_string() || value.is_array()))
}

/// The articles in a list that an object without a text of its own wraps.
pub(super) fn list(object: &Map<String, Value>) -> Option<Vec<&Map<String, Value>>> {
    if own_body(object).is_some() {
        return None;
    }
    let lists = LISTS.iter().filter_map(|name| object.get(*name)?.as_array());
    let mut lists = lists.map(|list| list.iter().filter_map(Value::as_object).collect::<Vec<_>>());
    lists.find(|list| list.iter().any(|object| body(object).is_some()))
}
