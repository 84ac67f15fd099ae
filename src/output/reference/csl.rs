//! CSL-JSON, which citation processors take.

use std::io::{self, Write};

use serde::Serialize;

use super::name::Name;
use super::{Kind, Reference};
use crate::output::{Render, Sheet, json};
use crate::search::Hit;
use crate::text::PartialDate;

/// An array of items of the types `article-newspaper` and `webpage`.
pub struct CslJson;

/// One item.
///
/// Source: `csl-data.json` of the Citation Style Language, 1.0.2.
#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    r#type: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<NameJson<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<DateJson>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    standfirst: Option<&'a str>,
    /// Paragraphs that are quoted.
    #[serde(skip_serializing_if = "String::is_empty")]
    locator: String,
    /// The quotations.
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum NameJson<'a> {
    Person { family: &'a str, given: &'a str },
    Whole { literal: &'a str },
}

#[derive(Serialize)]
struct DateJson {
    #[serde(rename = "date-parts")]
    parts: [Vec<i32>; 1],
}

/// The item of a reference, as a citation processor takes it.
pub(super) fn item(reference: &Reference) -> serde_json::Value {
    serde_json::to_value(Item::of(reference)).expect("texts and numbers are JSON")
}

impl<'a> Item<'a> {
    fn of(reference: &'a Reference) -> Self {
        let notes: Vec<String> = reference.quotations.iter().map(super::Quotation::note).collect();
        Self {
            id: &reference.id,
            r#type: match reference.kind {
                Kind::Newspaper => "article-newspaper",
                Kind::WebPage => "webpage",
            },
            title: &reference.title,
            author: reference.authors.iter().map(NameJson::of).collect(),
            container_title: reference.outlet.as_deref(),
            issued: reference.date.map(DateJson::of),
            url: reference.url.as_deref(),
            language: reference.language.as_deref(),
            section: reference.section.as_deref(),
            standfirst: reference.standfirst.as_deref(),
            locator: reference.locator(),
            note: notes.join("\n"),
        }
    }
}

impl<'a> NameJson<'a> {
    fn of(name: &'a Name) -> Self {
        match name {
            Name::Person { family, given } => Self::Person { family, given },
            Name::Whole(whole) => Self::Whole { literal: whole },
        }
    }
}

impl DateJson {
    fn of(date: PartialDate) -> Self {
        let (year, month, day) = date.parts();
        let rest = [month, day].into_iter().flatten().map(i32::from);
        Self { parts: [std::iter::once(year).chain(rest).collect()] }
    }
}

impl Render for CslJson {
    fn name(&self) -> &'static str {
        "csl-json"
    }

    fn help(&self) -> &'static str {
        "CSL-JSON: items for citation processors, quotations in `note`, paragraphs in `locator`"
    }

    fn open(&self, _sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn hit(&self, at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        json::write(&Item::of(&Reference::of(hit, sheet.rows)), out)
    }

    fn close(&self, _sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n]\n")
    }
}

#[cfg(test)]
mod tests {
    use hayagriva::citationberg::json::{DateValue, Item, Value};

    use super::*;
    use crate::output::{Rows, sample};

    fn read(answer: &crate::search::Answer) -> Vec<Item> {
        let text = sample::rendered(&CslJson, answer, Rows::Passages);
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    #[test]
    fn an_article_is_an_item_with_its_quotations() {
        insta::assert_snapshot!(sample::rendered(&CslJson, &sample::answer(), Rows::Passages), @r#"
        [
        {"id":"2b7dc8d0eb2c0585058165f9a917eb7a","type":"article-newspaper","title":"Harbour strike ends","author":[{"family":"Reed","given":"Anna"},{"family":"Vale","given":"Tom"}],"container-title":"The Harrowmere Courier","issued":{"date-parts":[[2023,6,14]]},"URL":"https://courier.example/strike","language":"en","section":"News","locator":"2","note":"“Dockers voted on Monday to end the strike.” (¶ 2, characters 0–42)"},
        {"id":"78ef2f65ea7668a048581bbaf1893845","type":"article-newspaper","title":"notes.txt"}
        ]
        "#);
    }

    #[test]
    fn a_citation_library_reads_back_what_was_written() {
        let items = read(&sample::answer());
        assert_eq!(items.len(), 2);
        assert_eq!(items[0].type_().as_deref(), Some("article-newspaper"));
        let text = |name: &str| {
            items[0].0.get(name).and_then(|value| value.to_str().map(std::borrow::Cow::into_owned))
        };
        assert_eq!(text("title").as_deref(), Some("Harbour strike ends"));
        assert_eq!(text("locator").as_deref(), Some("2"));
        assert!(matches!(items[0].0.get("author"), Some(Value::Names(names)) if names.len() == 2));
        let Some(Value::Date(DateValue::DateParts { date_parts, .. })) = items[0].0.get("issued") else {
            panic!("a date")
        };
        assert_eq!(date_parts.0[0].0, [2023, 6, 14]);
    }

    #[test]
    fn a_stranger_ends_no_item() {
        let items = read(&sample::hostile());
        assert_eq!(items.len(), 1);
        let title =
            items[0].0.get("title").and_then(|title| title.to_str().map(std::borrow::Cow::into_owned));
        assert!(title.is_some_and(|title| title.contains("<b>[x](javascript:1)</b>")));
    }
}
