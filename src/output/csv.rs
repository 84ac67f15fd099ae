//! Comma-separated and tab-separated values for spreadsheets.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::output::columns::{self, Column, Row};
use crate::output::{Render, Rows, Sheet};
use crate::search::Hit;
use crate::text;

/// A table: one row a passage, or one a whole article; the first row names the columns.
pub struct Table {
    form: Form,
    /// `None` for the usual ones.
    columns: Option<Vec<&'static Column>>,
}

/// What parts the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Commas,
    Tabs,
}

/// Comma-separated values.
pub static CSV: Table = Table { form: Form::Commas, columns: None };

/// Tab-separated values.
pub static TSV: Table = Table { form: Form::Tabs, columns: None };

impl Table {
    /// The same table with these columns.
    #[must_use]
    pub fn with(&self, columns: Vec<&'static Column>) -> Self {
        Self { form: self.form, columns: Some(columns) }
    }

    fn columns(&self, rows: Rows) -> Cow<'_, [&'static Column]> {
        match &self.columns {
            Some(columns) => Cow::Borrowed(columns),
            None => Cow::Owned(columns::usual(rows)),
        }
    }

    fn row(&self, cells: impl IntoIterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
        match self.form {
            Form::Commas => row(cells, out),
            Form::Tabs => {
                let cells: Vec<String> = cells.into_iter().map(|value| unbroken(&cell(&value))).collect();
                writeln!(out, "{}", cells.join("\t"))
            }
        }
    }
}

impl Render for Table {
    fn name(&self) -> &'static str {
        match self.form {
            Form::Commas => "csv",
            Form::Tabs => "tsv",
        }
    }

    fn help(&self) -> &'static str {
        match self.form {
            Form::Commas => "comma-separated values for a spreadsheet, cells defused",
            Form::Tabs => {
                "tab-separated values, a line a row: `\\n`, `\\t`, `\\\\` for what a cell may not hold"
            }
        }
    }

    fn open(&self, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        self.row(self.columns(sheet.rows).iter().map(|column| column.name.to_owned()), out)
    }

    fn hit(&self, _at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        let columns = self.columns(sheet.rows);
        for row in rows(hit, sheet.rows) {
            self.row(columns.iter().map(|column| column.value(&row).into_owned()), out)?;
        }
        Ok(())
    }
}

/// The rows of a hit: one a passage, or one for the article where it has none or is wanted whole.
pub(super) fn rows(hit: &Hit, rows: Rows) -> Vec<Row<'_>> {
    if rows == Rows::Articles || hit.passages.is_empty() {
        return vec![Row::of(hit, None)];
    }
    hit.passages.iter().map(|passage| Row::of(hit, Some(passage))).collect()
}

/// A cell on one line without tabs, from which the cell can be had back.
///
/// Source: the escapes of the text format of `PostgreSQL`'s `COPY`, which Miller and others read too.
fn unbroken(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n")
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
        insta::assert_snapshot!(sample::rendered(&CSV, &sample::answer(), Rows::Passages), @r"
        passage,headline,byline,outlet,date,url,paragraph,start,end,paths,article,digest
        Dockers voted on Monday to end the strike.,Harbour strike ends,Anna Reed; Tom Vale,The Harrowmere Courier,2023-06-14,https://courier.example/strike,2,0,42,courier/strike.txt; courier/copy.txt,2b7dc8d0eb2c0585058165f9a917eb7a,2b7dc8d0eb2c0585058165f9a917eb7a673214a4921ed44cd989562c3b91902c
        ,,,,,,,,,notes.txt,78ef2f65ea7668a048581bbaf1893845,78ef2f65ea7668a048581bbaf18938451f30a3cbb2c41948665889c0a2b8238a
        ");
    }

    #[test]
    fn every_article_is_a_row_with_its_names() {
        insta::assert_snapshot!(sample::rendered(&CSV, &sample::answer(), Rows::Articles), @r#"
        headline,standfirst,byline,outlet,date,language,url,section,body,people,organisations,places,topics,paths,article,digest
        Harbour strike ends,,Anna Reed; Tom Vale,The Harrowmere Courier,2023-06-14,en,https://courier.example/strike,News,"What was agreed

        Dockers voted on Monday to end the strike.

        Trains run again from Friday.",Anna Holt,Dockers' Union,Harrowmere,,courier/strike.txt; courier/copy.txt,2b7dc8d0eb2c0585058165f9a917eb7a,2b7dc8d0eb2c0585058165f9a917eb7a673214a4921ed44cd989562c3b91902c
        ,,,,,,,,A note about the strike.,,,,,notes.txt,78ef2f65ea7668a048581bbaf1893845,78ef2f65ea7668a048581bbaf18938451f30a3cbb2c41948665889c0a2b8238a
        "#);
    }

    #[test]
    fn the_columns_asked_for_stand_in_the_order_asked_for() {
        let named = |names: &[&str]| names.iter().filter_map(|name| columns::find(name)).collect();
        let table = CSV.with(named(&["date", "title", "reviewed", "note"]));
        insta::assert_snapshot!(sample::rendered(&table, &sample::answer(), Rows::Articles), @r"
        date,headline,reviewed,note
        2023-06-14,Harbour strike ends,,
        ,,,
        ");
    }

    #[test]
    fn a_row_of_tabs_is_a_line_and_gives_its_cells_back() {
        let text =
            sample::rendered(&TSV.with(vec![&columns::COLUMNS[12]]), &sample::answer(), Rows::Articles);
        assert_eq!(text.lines().count(), 3);
        let body = text.lines().nth(1).expect("a row").replace("\\n", "\n");
        assert!(body.starts_with("What was agreed\n\nDockers voted"), "{body}");
        assert_eq!(unbroken("a\\t\tb\n"), "a\\\\t\\tb\\n");
        for rows in [Rows::Passages, Rows::Articles] {
            let text = sample::rendered(&TSV, &sample::hostile(), rows);
            let cells: Vec<usize> = text.lines().map(|line| line.split('\t').count()).collect();
            assert_eq!(cells, [cells[0]; 2]);
            assert!(
                text.lines()
                    .nth(1)
                    .expect("a row")
                    .split('\t')
                    .all(|cell| !cell.starts_with(['=', '+', '@']))
            );
        }
    }

    #[test]
    fn a_reader_of_csv_finds_the_same_number_of_cells_in_every_row() {
        for rows in [Rows::Passages, Rows::Articles] {
            let text = sample::rendered(&CSV, &sample::hostile(), rows);
            let records: Vec<_> = ::csv::Reader::from_reader(text.as_bytes())
                .into_records()
                .collect::<Result<_, _>>()
                .expect("csv");
            assert_eq!(records.len(), 1);
        }
    }
}
