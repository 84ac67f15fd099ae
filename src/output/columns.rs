//! The columns that tables and templates are made of.

use std::borrow::Cow;

use crate::annotation::Annotation;
use crate::entity::EntityKind;
use crate::index::StoredArticle;
use crate::output::{Citation, Rows, citation};
use crate::passage::Passage;
use crate::search::Hit;

/// Parts several values in one cell.
const SEPARATOR: &str = "; ";

/// One row: an article, and the passage of it that is shown, if one is.
pub struct Row<'a> {
    article: &'a StoredArticle,
    annotation: &'a Annotation,
    passage: Option<&'a Passage>,
    cited: Citation,
}

impl<'a> Row<'a> {
    /// The row of a passage of a hit, or of the whole.
    pub fn of(hit: &'a Hit, passage: Option<&'a Passage>) -> Self {
        let Hit { article, annotation, .. } = hit;
        Self { article, annotation, passage, cited: Citation::of(article, passage) }
    }

    fn entities(&self, kind: EntityKind) -> String {
        citation::names(self.article, kind).join(SEPARATOR)
    }
}

/// A column: its name, what it holds, and how that is had from a row; unknown is empty.
pub struct Column {
    /// The name, which is the head of the column and what `--columns` and `--template` take.
    pub name: &'static str,
    /// One line for the help page.
    pub help: &'static str,
    value: for<'a> fn(&'a Row<'a>) -> Cow<'a, str>,
}

impl Column {
    /// What the column holds of a row.
    pub fn value<'a>(&self, row: &'a Row<'a>) -> Cow<'a, str> {
        (self.value)(row)
    }
}

/// A text that may be unknown.
fn known(value: Option<&String>) -> Cow<'_, str> {
    value.map_or(Cow::Borrowed(""), |value| Cow::Borrowed(value.as_str()))
}

/// A number that may be unknown.
fn number(value: Option<usize>) -> Cow<'static, str> {
    value.map(|value| value.to_string()).unwrap_or_default().into()
}

const fn column(
    name: &'static str,
    help: &'static str,
    value: for<'a> fn(&'a Row<'a>) -> Cow<'a, str>,
) -> Column {
    Column { name, help, value }
}

/// Every column.
pub static COLUMNS: &[Column] = &[
    column("passage", "the sentences that answer", |row| known(row.passage.map(|passage| &passage.text))),
    column("headline", "the headline, also called `title`", |row| known(row.cited.headline.as_ref())),
    column("standfirst", "the deck under the headline", |row| {
        known(row.article.meta.standfirst.as_ref().map(|standfirst| &standfirst.value))
    }),
    column("byline", "names of the authors", |row| row.cited.byline.join(SEPARATOR).into()),
    column("outlet", "who published it", |row| known(row.cited.outlet.as_ref())),
    column("date", "day, month or year of publication, as precisely as is known", |row| {
        known(row.cited.date.as_ref())
    }),
    column("language", "two letters", |row| {
        let language = row.article.meta.language.as_ref();
        language.map(|language| language.value.to_string()).unwrap_or_default().into()
    }),
    column("url", "its address", |row| known(row.cited.url.as_ref())),
    column("section", "the part of the paper", |row| {
        known(row.article.meta.section.as_ref().map(|section| &section.value))
    }),
    column("paragraph", "number of the passage's paragraph, from 1", |row| {
        number(row.cited.paragraph.map(|paragraph| paragraph as usize))
    }),
    column("start", "first character of the passage in its paragraph, from 0", |row| {
        number(row.cited.characters.as_ref().map(|characters| characters.start))
    }),
    column("end", "the character behind its last one", |row| {
        number(row.cited.characters.as_ref().map(|characters| characters.end))
    }),
    column("body", "the whole cleaned text, a blank line between paragraphs", |row| {
        row.article.body().map(|block| block.text).collect::<Vec<_>>().join("\n\n").into()
    }),
    column("people", "people that it names, the most central first", |row| {
        row.entities(EntityKind::Person).into()
    }),
    column("organisations", "organisations that it names", |row| {
        row.entities(EntityKind::Organisation).into()
    }),
    column("places", "places that it names", |row| row.entities(EntityKind::Place).into()),
    column("topics", "its keyphrases", |row| {
        let topics = row.article.topics.iter().map(|topic| topic.phrase.as_str());
        topics.collect::<Vec<_>>().join(SEPARATOR).into()
    }),
    column("citation", "the whole citation on one line", |row| row.cited.to_string().into()),
    column("path", "the first of its paths", |row| known(row.cited.paths.first())),
    column("paths", "paths in the corpus that hold it", |row| row.cited.paths.join(SEPARATOR).into()),
    column("article", "its id, also called `id`", |row| Cow::Borrowed(&row.cited.article)),
    column("digest", "digest of the source record", |row| Cow::Borrowed(&row.cited.digest)),
    column("reviewed", "empty, for you to fill in", |_| Cow::Borrowed("")),
    column("tags", "tags that you put on it", |row| row.annotation.tags.join(SEPARATOR).into()),
    column("note", "your note on it, else empty for you to fill in", |row| {
        known(row.annotation.note.as_ref())
    }),
];

/// Columns of a row that is a passage.
const PASSAGE: &[&str] = &[
    "passage",
    "headline",
    "byline",
    "outlet",
    "date",
    "url",
    "paragraph",
    "start",
    "end",
    "paths",
    "article",
    "digest",
];

/// Columns of a row that is a whole article.
const ARTICLE: &[&str] = &[
    "headline",
    "standfirst",
    "byline",
    "outlet",
    "date",
    "language",
    "url",
    "section",
    "body",
    "people",
    "organisations",
    "places",
    "topics",
    "paths",
    "article",
    "digest",
];

/// The columns that a table has where nobody says which.
pub fn usual(rows: Rows) -> Vec<&'static Column> {
    let names = match rows {
        Rows::Hits | Rows::Passages => PASSAGE,
        Rows::Articles => ARTICLE,
    };
    names.iter().filter_map(|name| find(name)).collect()
}

/// The column of this name; `title` and `id` are other names of `headline` and `article`.
pub fn find(name: &str) -> Option<&'static Column> {
    let name = match name {
        "title" => "headline",
        "id" => "article",
        "author" | "authors" => "byline",
        "quotation" => "passage",
        name => name,
    };
    COLUMNS.iter().find(|column| column.name == name)
}

/// The names of all columns.
pub fn names() -> String {
    COLUMNS.iter().map(|column| column.name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::output::sample;

    #[test]
    fn every_column_has_a_name_of_its_own_and_is_found_by_it() {
        let names: BTreeSet<&str> = COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), COLUMNS.len());
        assert!(COLUMNS.iter().all(|column| find(column.name).is_some() && !column.help.is_empty()));
        assert!(find("colour").is_none());
        assert_eq!(usual(Rows::Passages).len(), PASSAGE.len());
        assert_eq!(usual(Rows::Articles).len(), ARTICLE.len());
    }

    #[test]
    fn a_column_gives_what_is_known_and_nothing_where_it_is_not() {
        let hits = sample::answer().hits;
        let whole = Row::of(&hits[0], hits[0].passages.first());
        let bare = Row::of(&hits[1], None);
        let value = |name: &str, row: &Row<'_>| find(name).map(|column| column.value(row).into_owned());
        assert_eq!(value("title", &whole).as_deref(), Some("Harbour strike ends"));
        assert_eq!(value("end", &whole).as_deref(), Some("42"));
        assert_eq!(value("places", &whole).as_deref(), Some("Harrowmere"));
        assert_eq!(value("end", &bare).as_deref(), Some(""));
        assert_eq!(value("path", &bare).as_deref(), Some("notes.txt"));
    }
}
