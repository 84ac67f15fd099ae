//! Comma-separated values for spreadsheets.

use std::io::{self, Write};

use crate::entity::EntityKind;
use crate::index::StoredArticle;
use crate::output::{Citation, Render, Rows, Sheet, citation};
use crate::passage::Passage;
use crate::search::Hit;
use crate::text;

/// Parts several values in one cell.
const SEPARATOR: &str = "; ";

/// Columns of a row that is a passage. `start` and `end` are characters of the paragraph.
const PASSAGE_COLUMNS: [&str; 12] = [
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
const ARTICLE_COLUMNS: [&str; 16] = [
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

/// One row a passage, or one a whole article; the first row names the columns.
pub struct Csv;

impl Render for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn help(&self) -> &'static str {
        "comma-separated values for a spreadsheet, cells defused"
    }

    fn open(&self, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        let columns = match sheet.rows {
            Rows::Hits | Rows::Passages => &PASSAGE_COLUMNS[..],
            Rows::Articles => &ARTICLE_COLUMNS[..],
        };
        row(columns.iter().map(|&column| column.to_owned()), out)
    }

    fn hit(&self, _at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        if sheet.rows == Rows::Articles {
            return row(article_row(&hit.article), out);
        }
        if hit.passages.is_empty() {
            return row(passage_row(&hit.article, None), out);
        }
        hit.passages.iter().try_for_each(|passage| row(passage_row(&hit.article, Some(passage)), out))
    }
}

/// A cell that no spreadsheet takes for a formula, without control characters.
///
/// A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is opened by an apostrophe, which
/// spreadsheets read as "this is text".
///
/// Source: OWASP, "CSV Injection".
pub fn cell(value: &str) -> String {
    let opens = value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let shown = text::printable(value);
    let opens = opens || shown.starts_with(['=', '+', '-', '@', '\t']);
    if opens { format!("'{shown}") } else { shown.into_owned() }
}

/// Writes one row, every cell defused.
///
/// # Errors
///
/// When `out` refuses.
pub fn row(cells: impl IntoIterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    let cells: Vec<String> = cells.into_iter().map(|value| cell(&value)).collect();
    writer.write_record(cells).map_err(io::Error::from)?;
    writer.flush()
}

fn passage_row(article: &StoredArticle, passage: Option<&Passage>) -> Vec<String> {
    let cited = Citation::of(article, passage);
    let number = |value: Option<usize>| value.map(|value| value.to_string()).unwrap_or_default();
    vec![
        passage.map(|passage| passage.text.clone()).unwrap_or_default(),
        cited.headline.unwrap_or_default(),
        cited.byline.join(SEPARATOR),
        cited.outlet.unwrap_or_default(),
        cited.date.unwrap_or_default(),
        cited.url.unwrap_or_default(),
        number(cited.paragraph.map(|paragraph| paragraph as usize)),
        number(cited.characters.as_ref().map(|characters| characters.start)),
        number(cited.characters.as_ref().map(|characters| characters.end)),
        cited.paths.join(SEPARATOR),
        cited.article,
        cited.digest,
    ]
}

fn article_row(article: &StoredArticle) -> Vec<String> {
    let cited = Citation::of(article, None);
    let meta = &article.meta;
    let body: Vec<String> = article.body().map(|block| block.text).collect();
    vec![
        cited.headline.unwrap_or_default(),
        meta.standfirst.as_ref().map(|standfirst| standfirst.value.clone()).unwrap_or_default(),
        cited.byline.join(SEPARATOR),
        cited.outlet.unwrap_or_default(),
        cited.date.unwrap_or_default(),
        meta.language.as_ref().map(|language| language.value.to_string()).unwrap_or_default(),
        cited.url.unwrap_or_default(),
        meta.section.as_ref().map(|section| section.value.clone()).unwrap_or_default(),
        body.join("\n\n"),
        citation::names(article, EntityKind::Person).join(SEPARATOR),
        citation::names(article, EntityKind::Organisation).join(SEPARATOR),
        citation::names(article, EntityKind::Place).join(SEPARATOR),
        article.topics.iter().map(|topic| topic.phrase.as_str()).collect::<Vec<_>>().join(SEPARATOR),
        cited.paths.join(SEPARATOR),
        cited.article,
        cited.digest,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn a_cell_never_opens_a_formula() {
        for (value, safe) in [
            ("=1+1", "'=1+1"),
            ("+44 20", "'+44 20"),
            ("-5", "'-5"),
            ("@sum", "'@sum"),
            ("\tx", "'\tx"),
            ("\rx", "'\u{fffd}x"),
            ("\u{202e}=1", "'=1"),
            ("plain = text", "plain = text"),
        ] {
            assert_eq!(cell(value), safe);
        }
    }

    #[test]
    fn every_passage_is_a_row_with_its_citation() {
        insta::assert_snapshot!(sample::rendered(&Csv, &sample::answer(), Rows::Passages), @r"
        passage,headline,byline,outlet,date,url,paragraph,start,end,paths,article,digest
        Dockers voted on Monday to end the strike.,Harbour strike ends,Anna Reed; Tom Vale,The Harrowmere Courier,2023-06-14,https://courier.example/strike,2,0,42,courier/strike.txt; courier/copy.txt,2b7dc8d0eb2c0585058165f9a917eb7a,2b7dc8d0eb2c0585058165f9a917eb7a673214a4921ed44cd989562c3b91902c
        ,,,,,,,,,notes.txt,78ef2f65ea7668a048581bbaf1893845,78ef2f65ea7668a048581bbaf18938451f30a3cbb2c41948665889c0a2b8238a
        ");
    }

    #[test]
    fn every_article_is_a_row_with_its_names() {
        insta::assert_snapshot!(sample::rendered(&Csv, &sample::answer(), Rows::Articles), @r#"
        headline,standfirst,byline,outlet,date,language,url,section,body,people,organisations,places,topics,paths,article,digest
        Harbour strike ends,,Anna Reed; Tom Vale,The Harrowmere Courier,2023-06-14,en,https://courier.example/strike,News,"What was agreed

        Dockers voted on Monday to end the strike.

        Trains run again from Friday.",Anna Holt,Dockers' Union,Harrowmere,,courier/strike.txt; courier/copy.txt,2b7dc8d0eb2c0585058165f9a917eb7a,2b7dc8d0eb2c0585058165f9a917eb7a673214a4921ed44cd989562c3b91902c
        ,,,,,,,,A note about the strike.,,,,,notes.txt,78ef2f65ea7668a048581bbaf1893845,78ef2f65ea7668a048581bbaf18938451f30a3cbb2c41948665889c0a2b8238a
        "#);
    }

    #[test]
    fn a_reader_of_csv_finds_the_same_number_of_cells_in_every_row() {
        for rows in [Rows::Passages, Rows::Articles] {
            let text = sample::rendered(&Csv, &sample::hostile(), rows);
            let records: Vec<_> = ::csv::Reader::from_reader(text.as_bytes())
                .into_records()
                .collect::<Result<_, _>>()
                .expect("csv");
            assert_eq!(records.len(), 1);
        }
    }
}
