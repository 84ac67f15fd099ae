//! The field names that collectors of news use.
//!
//! Sources: schema.org's `NewsArticle`, the output of news-please, Newspaper, Fundus, trafilatura, Webhose, wallabag and
//! `NewsAPI`, JSON Feed 1.1, the Common Crawl news data, and our own export.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::reader::export::language;
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
    "story_text",
    "main_text",
    "text_content",
    "article_content",
    "cleaned_text",
    "volltext",
    "artikeltext",
    "texte",
    "texte_integral",
    "texto",
    "texto_completo",
    "paragraphs",
    "story",
    "article",
    "html",
];

/// Names of fields, best first within a field; compared in lower case without `_`, `-`, `.` and blanks.
const NAMES: &[(&str, Field)] = &[
    ("headline", Field::Title),
    ("title", Field::Title),
    ("titel", Field::Title),
    ("schlagzeile", Field::Title),
    ("überschrift", Field::Title),
    ("ueberschrift", Field::Title),
    ("titre", Field::Title),
    ("título", Field::Title),
    ("titulo", Field::Title),
    ("titular", Field::Title),
    ("standfirst", Field::Standfirst),
    ("subtitle", Field::Standfirst),
    ("deck", Field::Standfirst),
    ("alternativeheadline", Field::Standfirst),
    ("description", Field::Standfirst),
    ("excerpt", Field::Standfirst),
    ("summary", Field::Standfirst),
    ("untertitel", Field::Standfirst),
    ("soustitre", Field::Standfirst),
    ("subtítulo", Field::Standfirst),
    ("byline", Field::Byline),
    ("authors", Field::Byline),
    ("author", Field::Byline),
    ("publishedby", Field::Byline),
    ("creator", Field::Byline),
    ("autor", Field::Byline),
    ("autoren", Field::Byline),
    ("autores", Field::Byline),
    ("verfasser", Field::Byline),
    ("auteur", Field::Byline),
    ("auteurs", Field::Byline),
    ("outlet", Field::Outlet),
    ("publisher", Field::Outlet),
    ("publication", Field::Outlet),
    ("sitename", Field::Outlet),
    ("source", Field::Outlet),
    ("sourcename", Field::Outlet),
    ("sourcehostname", Field::Outlet),
    ("newspaper", Field::Outlet),
    ("medianame", Field::Outlet),
    ("medium", Field::Outlet),
    ("zeitung", Field::Outlet),
    ("quelle", Field::Outlet),
    ("publikation", Field::Outlet),
    ("journal", Field::Outlet),
    ("fuente", Field::Outlet),
    ("periódico", Field::Outlet),
    ("periodico", Field::Outlet),
    ("sourcedomain", Field::Outlet),
    ("hostname", Field::Outlet),
    ("domain", Field::Outlet),
    ("domainname", Field::Outlet),
    ("sitefull", Field::Outlet),
    ("site", Field::Outlet),
    ("datepublish", Field::Date),
    ("datepublished", Field::Date),
    ("publishdate", Field::Date),
    ("publishingdate", Field::Date),
    ("publisheddate", Field::Date),
    ("publishedat", Field::Date),
    ("publicationdate", Field::Date),
    ("published", Field::Date),
    ("pubdate", Field::Date),
    ("publishedtime", Field::Date),
    ("date", Field::Date),
    ("datetime", Field::Date),
    ("datum", Field::Date),
    ("erscheinungsdatum", Field::Date),
    ("veröffentlicht", Field::Date),
    ("dateparution", Field::Date),
    ("datedeparution", Field::Date),
    ("fecha", Field::Date),
    ("language", Field::Language),
    ("lang", Field::Language),
    ("sprache", Field::Language),
    ("langue", Field::Language),
    ("idioma", Field::Language),
    ("inlanguage", Field::Language),
    ("canonicalurl", Field::Url),
    ("canonical", Field::Url),
    ("url", Field::Url),
    ("respondedurl", Field::Url),
    ("requestedurl", Field::Url),
    ("mainentityofpage", Field::Url),
    ("externalurl", Field::Url),
    ("link", Field::Url),
    ("lien", Field::Url),
    ("enlace", Field::Url),
    ("adresse", Field::Url),
    ("weburl", Field::Url),
    ("permalink", Field::Url),
    ("webpage", Field::Url),
    ("section", Field::Section),
    ("sectionname", Field::Section),
    ("articlesection", Field::Section),
    ("category", Field::Section),
    ("categories", Field::Section),
    ("rubric", Field::Section),
    ("rubrik", Field::Section),
    ("ressort", Field::Section),
    ("rubrique", Field::Section),
    ("sección", Field::Section),
    ("seccion", Field::Section),
];

/// Names of a field that holds a list of articles.
const LISTS: &[&str] =
    &["articles", "items", "posts", "results", "records", "documents", "docs", "data", "stories", "hits"];

/// Name of the field that holds the things of a JSON-LD document, which refer to one another by `@id`.
const GRAPH: &str = "@graph";

/// Names of a field that holds the article itself.
const WRAPPERS: &[&str] = &["article", "data", "_source", "document", "item", "fields", "story"];

/// Names of a field that holds more metadata: that of Webhose, and that of Fundus.
const DEEPER: &[&str] = &["thread", "html", "source_info", "metadata", "meta"];

/// The metadata that an object states, one hint an author, the best field name first; what an object inside it states
/// comes after.
pub(in crate::reader) fn hints(object: &Map<String, Value>, origin: Origin) -> Vec<Hint> {
    let mut hints = own_hints(object, origin);
    for inner in DEEPER.iter().filter_map(|name| object.get(*name)?.as_object()) {
        let more = own_hints(inner, origin).into_iter();
        let (deeper, stated) =
            (DEEPER.iter().filter_map(|name| inner.get(*name)?.as_object()), hints.clone());
        let more = more.chain(deeper.flat_map(|object| own_hints(object, origin)));
        hints.extend(more.filter(|hint| !stated.iter().any(|known| known.field == hint.field)));
    }
    hints
}

/// The metadata that a record states under usual names.
pub(super) fn record_hints(object: &Map<String, Value>) -> Vec<Hint> {
    hints(object, Origin::Record)
}

/// The hint of a value that is said to be of this field.
pub(super) fn stated(field: Field, value: String) -> Hint {
    hint("", field, value.clone(), Origin::Record).unwrap_or(Hint { field, value, origin: Origin::Record })
}

fn own_hints(object: &Map<String, Value>, origin: Origin) -> Vec<Hint> {
    let names: Vec<(String, &Value)> = object.iter().map(|(name, value)| (plain_name(name), value)).collect();
    let mut hints = Vec::new();
    for (wanted, field) in NAMES {
        for (_, value) in names.iter().filter(|(name, _)| name == wanted) {
            hints.extend(strings(value).into_iter().filter_map(|value| hint(wanted, *field, value, origin)));
        }
    }
    hints
}

/// The hint of one value of a field; `None` where it says something else than the field's name.
fn hint(name: &str, field: Field, value: String, origin: Origin) -> Option<Hint> {
    let address = value.starts_with("https://") || value.starts_with("http://");
    match field {
        // Trafilatura's source is the address of the page.
        Field::Outlet if name == "source" && address => Some(Hint { field: Field::Url, value, origin }),
        Field::Outlet | Field::Byline | Field::Section if address => None,
        // The id of an item of a feed, and the page of a thing that is no page.
        Field::Url if !address => None,
        Field::Language => {
            Some(Hint { field, value: language(&value).map_or(value.clone(), str::to_owned), origin })
        }
        // Several in one text: trafilatura's authors and categories.
        Field::Section if value.contains(';') => {
            let first = value.split(';').next().map(text::squeeze).filter(|first| !first.is_empty())?;
            Some(Hint { field, value: first, origin })
        }
        Field::Date => Some(Hint { field, value: time(&value).unwrap_or(value), origin }),
        field => Some(Hint { field, value, origin }),
    }
}

/// A time in seconds or milliseconds since 1970, as its day; `None` for a date that is written in another way.
fn time(value: &str) -> Option<String> {
    let (whole, _) = value.split_once('.').unwrap_or((value, ""));
    let number: i64 = whole.parse().ok()?;
    let seconds = match whole.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    chrono::DateTime::from_timestamp(seconds, 0).map(|time| time.date_naive().to_string())
}

fn plain_name(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' ')).flat_map(char::to_lowercase).collect()
}

/// The texts of a value: of a list each, of an object its name.
pub(super) fn strings(value: &Value) -> Vec<String> {
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
        Value::Object(body) => body.get("sections").is_some_and(Value::is_array),
        _ => false,
    };
    present().find(full).or_else(|| present().find(|value| value.is_string() || value.is_array()))
}

/// What a JSON Feed says of all its items: its own title, its authors, its language.
///
/// Source: jsonfeed.org/version/1.1.
pub(super) fn feed(object: &Map<String, Value>) -> Vec<Hint> {
    let version = object.get("version").and_then(Value::as_str).unwrap_or_default();
    if !version.contains("jsonfeed.org") {
        return Vec::new();
    }
    let mut hints = own_hints(object, Origin::Record);
    hints.retain(|hint| matches!(hint.field, Field::Title | Field::Byline | Field::Language));
    hints
        .into_iter()
        .map(|hint| if hint.field == Field::Title { Hint { field: Field::Outlet, ..hint } } else { hint })
        .collect()
}

/// The articles in a list that an object without a text of its own wraps.
pub(super) fn list(object: &Map<String, Value>) -> Option<Vec<Cow<'_, Map<String, Value>>>> {
    if own_body(object).is_some() {
        return None;
    }
    let mut lists = LISTS.iter().filter_map(|name| object.get(*name)?.as_array());
    let found = lists.find(|list| objects(list).any(|object| body(object).is_some()));
    found.map(|list| objects(list).map(Cow::Borrowed).collect()).or_else(|| graph(object))
}

fn objects(list: &[Value]) -> impl Iterator<Item = &Map<String, Value>> {
    list.iter().filter_map(Value::as_object)
}

/// The articles of a JSON-LD document, with the authors and publishers that they refer to.
fn graph(object: &Map<String, Value>) -> Option<Vec<Cow<'_, Map<String, Value>>>> {
    let things = object.get(GRAPH)?.as_array()?;
    let named: BTreeMap<&str, &Value> =
        things.iter().filter_map(|thing| Some((thing.get("@id")?.as_str()?, thing))).collect();
    let articles = objects(things).filter(|thing| own_body(thing).is_some());
    let found: Vec<_> = articles.map(|article| Cow::Owned(referred(article, &named))).collect();
    (!found.is_empty()).then_some(found)
}

fn referred(article: &Map<String, Value>, named: &BTreeMap<&str, &Value>) -> Map<String, Value> {
    let thing = |value: &Value| named.get(value.get("@id")?.as_str()?).map(|thing| (*thing).clone());
    let mut article = article.clone();
    for name in ["author", "creator", "publisher"] {
        match article.get_mut(name) {
            Some(Value::Array(values)) => {
                values.iter_mut().for_each(|value| *value = thing(value).unwrap_or_else(|| value.clone()));
            }
            Some(value) => *value = thing(value).unwrap_or_else(|| value.clone()),
            None => {}
        }
    }
    article
}
