//! Corrections from a table.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};

use crate::entity::EntityKind;
use crate::entity::names::{Entry, written};

/// Columns that a table may have.
const COLUMNS: [&str; 4] = ["name", "also", "kind", "wikidata"];

/// The corrections of a table, as they stand in the file; empty where no row corrects anything.
pub(super) fn entries(file: &Path) -> anyhow::Result<String> {
    let named = || file.display().to_string();
    let mut table = csv::ReaderBuilder::new().flexible(true).from_path(file).with_context(named)?;
    let head = table.headers().with_context(named)?.clone();
    let column = |wanted: &str| head.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted));
    let Some(name) = column("name") else {
        bail!("{}: no column `name`; the first row names the columns, of {}", named(), COLUMNS.join(", "));
    };
    let columns = Columns { name, also: column("also"), kind: column("kind"), wikidata: column("wikidata") };
    let mut merges: BTreeMap<(EntityKind, String), Vec<String>> = BTreeMap::new();
    let mut entries = String::new();
    for (at, row) in table.records().enumerate() {
        let row = row.with_context(named)?;
        let row = columns.row(&row).with_context(|| format!("{}, row {}", named(), at + 2))?;
        if row.name.is_empty() {
            continue;
        }
        if !row.also.is_empty() {
            merges.entry((row.kind, row.name.clone())).or_default().extend(row.also);
        }
        if let Some(item) = row.wikidata {
            entries += &format!("{}\n", written(row.kind, &Entry::Identify(row.name, item)));
        }
    }
    let joined = merges.into_iter().map(|((kind, shown), also)| {
        let all = std::iter::once(shown).chain(also).collect();
        format!("{}\n", written(kind, &Entry::Merge(all)))
    });
    let all = joined.collect::<String>() + &entries;
    Ok(if all.is_empty() { all } else { format!("{}\n", all.trim_end()) })
}

struct Columns {
    name: usize,
    also: Option<usize>,
    kind: Option<usize>,
    wikidata: Option<usize>,
}

struct Row {
    name: String,
    also: Vec<String>,
    kind: EntityKind,
    wikidata: Option<String>,
}

impl Columns {
    fn row(&self, cells: &csv::StringRecord) -> anyhow::Result<Row> {
        let cell = |column: Option<usize>| column.and_then(|at| cells.get(at)).unwrap_or("").trim();
        let kind = match cell(self.kind) {
            "" => EntityKind::Person,
            word => EntityKind::of_word(word)
                .with_context(|| format!("“{word}” is no kind; write person, organisation or place"))?,
        };
        let also = cell(self.also).split(';').map(str::trim).filter(|name| !name.is_empty());
        Ok(Row {
            name: cell(Some(self.name)).to_owned(),
            also: also.map(str::to_owned).collect(),
            kind,
            wikidata: Some(cell(self.wikidata)).filter(|item| !item.is_empty()).map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> anyhow::Result<String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("names.csv");
        std::fs::write(&file, table).expect("a folder of ours");
        entries(&file)
    }

    #[test]
    fn rows_of_one_name_are_one_correction() {
        let found = read("name,also,wikidata\nJonas Vale,J. Vale; Jon Vale,Q42\nJonas Vale,Vale,\n,x,\n")
            .expect("a good table");
        assert_eq!(
            found,
            "[[merge]]\nname = \"Jonas Vale\"\nalso = [\"J. Vale\", \"Jon Vale\", \"Vale\"]\n\n\
             [[identify]]\nname = \"Jonas Vale\"\nwikidata = \"Q42\"\n"
        );
        assert_eq!(read("name\nJonas Vale\n").expect("a good table"), "");
    }

    #[test]
    fn a_table_without_names_says_which_columns_it_needs() {
        let error = read("who,also\na,b\n").expect_err("refused").to_string();
        assert!(
            error.ends_with(
                "no column `name`; the first row names the columns, of name, also, kind, wikidata"
            ),
            "{error}"
        );
        let error = format!("{:#}", read("name,kind\na,thing\n").expect_err("refused"));
        assert!(error.contains("row 2: “thing” is no kind"), "{error}");
    }
}
