//! JSON, for programs. The shapes are a promise, kept by structs of their own and a version number.
//!
//! Numbers of characters count Unicode scalar values. Control characters and those that turn the direction of text
//! are written as `\u` escapes: the same value to a program, harmless on a terminal.

mod article;
mod hit;
mod schema;

pub use article::ArticleJson;
pub use schema::{SHAPES, Shape, schema};

use hit::{AnnotationJson, HitJson, PassageRow};

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::ser::Formatter;

use crate::entity::EntityKind;
use crate::output::{Render, Rows, Sheet};
use crate::query::{Notice, Resolved, Taken};
use crate::search::{Answer, Count, Facet, Hit, WordCount};
use crate::text;

/// Number of the shapes: it grows when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// One document with all hits in it.
pub struct Json;

/// One line a hit, passage or article.
pub struct JsonLines;

impl Render for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn help(&self) -> &'static str {
        "one JSON document"
    }

    fn open(&self, _sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"version\":{VERSION},\"hits\":[")
    }

    fn hit(&self, at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        for (row_at, row) in Row::of(hit, sheet.rows).iter().enumerate() {
            out.write_all(if at + row_at == 0 { b"\n" } else { b",\n" })?;
            write(row, out)?;
        }
        Ok(())
    }

    fn close(&self, _sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n]}\n")
    }

    fn answer(&self, answer: &Answer, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        line(&AnswerJson::of(answer, sheet.rows), out)
    }
}

impl Render for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn help(&self) -> &'static str {
        "one JSON object a line"
    }

    fn hit(&self, _at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        Row::of(hit, sheet.rows).iter().try_for_each(|row| line(row, out))
    }
}

/// Writes a value and a line feed.
///
/// # Errors
///
/// When `out` refuses.
pub fn line<T: Serialize>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    write(value, out)?;
    out.write_all(b"\n")
}

pub(super) fn write<T: Serialize>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = serde_json::Serializer::with_formatter(out, Harmless);
    value.serialize(&mut writer).map_err(io::Error::from)
}

/// Writes strings without raw characters that act on a terminal.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if text::printable(fragment) == fragment {
            return writer.write_all(fragment.as_bytes());
        }
        let mut bytes = [0; 4];
        fragment.chars().try_for_each(|c| {
            let shown: &str = c.encode_utf8(&mut bytes);
            if text::printable(shown) == shown {
                return writer.write_all(shown.as_bytes());
            }
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().try_for_each(|unit| write!(writer, "\\u{unit:04x}"))
        })
    }
}

/// A whole answer.
#[derive(Serialize, JsonSchema)]
struct AnswerJson<'a> {
    version: u32,
    /// How many articles match.
    total: u64,
    generation: u64,
    /// Whether files of the last index run are still to be read.
    incomplete: bool,
    /// When the corpus was last looked at: RFC 3339, in UTC; null before the first whole run.
    as_of: Option<String>,
    notices: Vec<NoticeJson<'a>>,
    /// The names that were asked for, and whom they were taken for.
    names: Vec<NameJson<'a>>,
    /// Words that nobody asked for, but that widen what is found.
    widened: &'a [String],
    hits: Vec<Row<'a>>,
    /// Counts over all matching articles; absent where none were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facets: Vec<FacetJson<'a>>,
    /// Where nothing matched: what each word alone would find.
    alone: Vec<AloneJson<'a>>,
}

/// Hits that were written one at a time.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is written by hand, and only its shape is asked for")]
pub struct DocumentJson<'a> {
    version: u32,
    hits: Vec<Row<'a>>,
}

/// `start` and `end` in bytes of the query.
#[derive(Serialize, JsonSchema)]
struct NoticeJson<'a> {
    start: usize,
    end: usize,
    message: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct NameJson<'a> {
    kind: EntityKind,
    asked: &'a str,
    taken: Vec<TakenJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct TakenJson<'a> {
    name: &'a str,
    articles: u64,
    /// Whether `names.toml` says something of it.
    curated: bool,
}

impl<'a> NameJson<'a> {
    fn of(name: &'a Resolved) -> Self {
        let taken = |taken: &'a Taken| TakenJson {
            name: &taken.name,
            articles: taken.articles,
            curated: taken.curated,
        };
        Self { kind: name.kind, asked: &name.asked, taken: name.taken.iter().map(taken).collect() }
    }
}

#[derive(Serialize, JsonSchema)]
struct AloneJson<'a> {
    word: &'a str,
    articles: u64,
    suggestion: Option<SuggestionJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct SuggestionJson<'a> {
    word: &'a str,
    articles: u64,
}

impl<'a> AnswerJson<'a> {
    fn of(answer: &'a Answer, rows: Rows) -> Self {
        let notice = |notice: &'a Notice| NoticeJson {
            start: notice.at.start,
            end: notice.at.end,
            message: &notice.message,
        };
        Self {
            version: VERSION,
            total: answer.total,
            generation: answer.generation,
            incomplete: answer.incomplete,
            as_of: answer.checked.and_then(time),
            notices: answer.notices.iter().map(notice).collect(),
            names: answer.names.iter().map(NameJson::of).collect(),
            widened: &answer.widened,
            hits: answer.hits.iter().flat_map(|hit| Row::of(hit, rows)).collect(),
            facets: answer.facets.iter().map(FacetJson::of).collect(),
            alone: answer.alone.iter().map(AloneJson::of).collect(),
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct FacetJson<'a> {
    facet: &'static str,
    values: Vec<CountJson<'a>>,
    /// How many more values there are.
    more: u64,
}

#[derive(Serialize, JsonSchema)]
struct CountJson<'a> {
    value: &'a str,
    articles: u64,
}

impl<'a> FacetJson<'a> {
    fn of(facet: &'a Facet) -> Self {
        let count = |count: &'a Count| CountJson { value: &count.value, articles: count.articles };
        Self { facet: facet.field.name(), values: facet.values.iter().map(count).collect(), more: facet.more }
    }
}

impl<'a> AloneJson<'a> {
    fn of(count: &'a WordCount) -> Self {
        let suggestion = count.suggestion.as_ref();
        Self {
            word: &count.word,
            articles: count.articles,
            suggestion: suggestion.map(|(word, articles)| SuggestionJson { word, articles: *articles }),
        }
    }
}

/// Seconds since 1970 as RFC 3339 in UTC; `None` for a time that no calendar holds.
pub fn time(seconds: i64) -> Option<String> {
    let time = chrono::DateTime::from_timestamp(seconds, 0)?;
    Some(time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
}

/// What stands in one line, or in one place of the list of hits.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Row<'a> {
    Hit(HitJson<'a>),
    Passage(PassageRow<'a>),
    Article(Box<ArticleJson>),
}

impl<'a> Row<'a> {
    fn of(hit: &'a Hit, rows: Rows) -> Vec<Self> {
        let passage = |passage| Self::Passage(PassageRow::of(hit, passage));
        match rows {
            Rows::Hits => vec![Self::Hit(HitJson::of(hit))],
            Rows::Articles => {
                vec![Self::Article(Box::new(ArticleJson::stored(&hit.article, &hit.annotation)))]
            }
            Rows::Passages if hit.passages.is_empty() => vec![passage(None)],
            Rows::Passages => hit.passages.iter().map(|found| passage(Some(found))).collect(),
        }
    }
}

/// An article that a saved search found anew, in a line of `cuttings watch --format jsonl`.
#[derive(Serialize, JsonSchema)]
struct NewsJson<'a> {
    version: u32,
    /// Name of the search.
    search: &'a str,
    #[serde(flatten)]
    hit: HitJson<'a>,
}

/// Writes a hit of a saved search in a line.
///
/// # Errors
///
/// When `out` refuses.
pub fn news(search: &str, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
    line(&NewsJson { version: VERSION, search, hit: HitJson::of(hit) }, out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn an_answer_is_one_document() {
        insta::assert_snapshot!(sample::rendered(&Json, &sample::answer(), Rows::Hits), @r#"{"version":1,"total":12,"generation":3,"incomplete":false,"as_of":"2023-11-14T22:13:20Z","notices":[{"start":0,"end":5,"message":"no field `autor`; searched as words"}],"names":[],"widened":[],"hits":[{"rank":1,"score":7.25,"headline":"Harbour strike ends","byline":["Anna Reed","Tom Vale"],"outlet":"The Harrowmere Courier","date":"2023-06-14","url":"https://courier.example/strike","paths":["courier/strike.txt","courier/copy.txt"],"id":"2b7dc8d0eb2c0585058165f9a917eb7a","digest":"2b7dc8d0eb2c0585058165f9a917eb7a673214a4921ed44cd989562c3b91902c","passages":[{"passage":"Dockers voted on Monday to end the strike.","paragraph":2,"start":0,"end":42,"highlights":[[0,7],[35,41]]}]},{"rank":2,"score":7.25,"headline":null,"byline":[],"outlet":null,"date":null,"url":null,"paths":["notes.txt"],"id":"78ef2f65ea7668a048581bbaf1893845","digest":"78ef2f65ea7668a048581bbaf18938451f30a3cbb2c41948665889c0a2b8238a","passages":[]}],"alone":[]}"#);
        insta::assert_snapshot!(sample::rendered(&Json, &sample::nothing(), Rows::Hits), @r#"{"version":1,"total":0,"generation":3,"incomplete":false,"as_of":"2023-11-14T22:13:20Z","notices":[],"names":[],"widened":[],"hits":[],"alone":[{"word":"harbour","articles":9,"suggestion":null},{"word":"striek","articles":0,"suggestion":{"word":"strike","articles":4}}]}"#);
    }

    #[test]
    fn a_passage_is_a_line_with_its_citation() {
        insta::assert_snapshot!(sample::rendered(&JsonLines, &sample::answer(), Rows::Passages), @r#"
        {"version":1,"passage":"Dockers voted on Monday to end the strike.","paragraph":2,"start":0,"end":42,"highlights":[[0,7],[35,41]],"headline":"Harbour strike ends","byline":["Anna Reed","Tom Vale"],"outlet":"The Harrowmere Courier","date":"2023-06-14","url":"https://courier.example/strike","paths":["courier/strike.txt","courier/copy.txt"],"id":"2b7dc8d0eb2c0585058165f9a917eb7a","digest":"2b7dc8d0eb2c0585058165f9a917eb7a673214a4921ed44cd989562c3b91902c"}
        {"version":1,"passage":null,"paragraph":null,"start":null,"end":null,"highlights":[],"headline":null,"byline":[],"outlet":null,"date":null,"url":null,"paths":["notes.txt"],"id":"78ef2f65ea7668a048581bbaf1893845","digest":"78ef2f65ea7668a048581bbaf18938451f30a3cbb2c41948665889c0a2b8238a"}
        "#);
    }

    #[test]
    fn a_whole_article_is_a_line_in_the_shape_of_clean() {
        insta::assert_snapshot!(sample::rendered(&JsonLines, &sample::answer(), Rows::Articles), @r#"
        {"version":1,"title":"Harbour strike ends","standfirst":null,"byline":["Anna Reed","Tom Vale"],"outlet":"The Harrowmere Courier","date":"2023-06-14","language":"en","url":"https://courier.example/strike","section":"News","sources":{"byline":"json-ld","date":"json-ld","language":"json-ld","outlet":"json-ld","section":"json-ld","title":"json-ld","url":"json-ld"},"body":[{"kind":"heading","text":"What was agreed","paragraph":1},{"kind":"paragraph","text":"Dockers voted on Monday to end the strike.","paragraph":2},{"kind":"paragraph","text":"Trains run again from Friday.","paragraph":4}],"removed":[{"kind":"newsletter","text":"Sign up to our newsletter.","evidence":["newsletter phrase"],"before":2,"paragraph":3}],"id":"2b7dc8d0eb2c0585058165f9a917eb7a","digest":"2b7dc8d0eb2c0585058165f9a917eb7a673214a4921ed44cd989562c3b91902c","paths":["courier/strike.txt","courier/copy.txt"],"people":["Anna Holt"],"organisations":["Dockers' Union"],"places":["Harrowmere"],"topics":[]}
        {"version":1,"title":null,"standfirst":null,"byline":[],"outlet":null,"date":null,"language":null,"url":null,"section":null,"sources":{},"body":[{"kind":"paragraph","text":"A note about the strike.","paragraph":1}],"removed":[],"id":"78ef2f65ea7668a048581bbaf1893845","digest":"78ef2f65ea7668a048581bbaf18938451f30a3cbb2c41948665889c0a2b8238a","paths":["notes.txt"],"people":[],"organisations":[],"places":[],"topics":[]}
        "#);
    }

    #[test]
    fn hits_written_one_at_a_time_make_a_document_too() {
        for rows in [Rows::Hits, Rows::Passages, Rows::Articles] {
            let (answer, sheet, mut out) = (sample::answer(), Sheet::plain(rows), Vec::new());
            Json.open(&sheet, &mut out).expect("a vector takes everything");
            for (at, hit) in answer.hits.iter().enumerate() {
                Json.hit(at, hit, &sheet, &mut out).expect("a vector takes everything");
            }
            Json.close(&sheet, &mut out).expect("a vector takes everything");
            let value: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
            assert_eq!(value["hits"].as_array().map(Vec::len), Some(2));
        }
    }

    #[test]
    fn what_is_escaped_reads_back_the_same() {
        let evil = "a\u{1b}\u{9b}\u{202e}\u{e0041}“z”\n";
        let mut out = Vec::new();
        line(&evil, &mut out).expect("a vector takes everything");
        let written = String::from_utf8(out).expect("text");
        assert_eq!(written, "\"a\\u001b\\u009b\\u202e\\udb40\\udc41“z”\\n\"\n");
        assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), evil);
    }
}
