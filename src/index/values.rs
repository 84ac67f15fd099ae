//! What stands in a column of texts, looked up by its numbers.
//!
//! In: numbers of values, or documents that have them. Out: the values, each block of the column's dictionary read once:
//! one by one, each costs half a block.

use std::io;

use rustc_hash::FxHashMap;
use tantivy::DocId;
use tantivy::columnar::StrColumn;

/// Calls `each` for the values that have these numbers, which must rise; numbers past the last value have none.
///
/// # Errors
///
/// When the index cannot be read.
pub fn values(column: &StrColumn, numbers: &[u64], mut each: impl FnMut(u64, &str)) -> io::Result<()> {
    let mut rest = numbers.iter();
    column.dictionary().sorted_ords_to_term_cb(numbers, |value| {
        if let (Some(number), Ok(value)) = (rest.next(), std::str::from_utf8(value)) {
            each(*number, value);
        }
    })?;
    Ok(())
}

/// What `of` makes of each value that some documents have, by its number; those that it makes nothing of are left out.
///
/// # Errors
///
/// When the index cannot be read.
pub fn values_of<T>(
    column: &StrColumn,
    docs: impl IntoIterator<Item = DocId>,
    mut of: impl FnMut(&str) -> Option<T>,
) -> io::Result<FxHashMap<u64, T>> {
    let mut met = vec![false; column.num_terms()];
    for doc in docs {
        column.term_ords(doc).for_each(|number| met[number as usize] = true);
    }
    let numbers: Vec<u64> = (0..).zip(met).filter_map(|(number, met)| met.then_some(number)).collect();
    let mut all = FxHashMap::default();
    values(column, &numbers, |number, value| {
        if let Some(made) = of(value) {
            all.insert(number, made);
        }
    })?;
    Ok(all)
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{FAST, Schema};
    use tantivy::{Index, IndexWriter, doc};

    use super::*;

    #[test]
    fn values_of_some_documents_are_those_of_each() -> tantivy::Result<()> {
        let mut schema = Schema::builder();
        let field = schema.add_text_field("name", FAST);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000)?;
        for number in 0..3_000 {
            writer
                .add_document(doc!(field => format!("n{}", number % 700), field => format!("m{number}")))?;
        }
        writer.commit()?;
        let searcher = index.reader()?.searcher();
        let column = searcher.segment_reader(0).fast_fields().str("name")?.expect("a column");
        let docs = || (0..3_000).filter(|doc| doc % 7 == 0);
        let is_even = |value: &str| value.ends_with(['0', '2', '4', '6', '8']);
        let found = values_of(&column, docs(), |value| is_even(value).then(|| value.to_owned()))?;
        let mut wanted = FxHashMap::default();
        for number in docs().flat_map(|doc| column.term_ords(doc).collect::<Vec<_>>()) {
            let mut value = String::new();
            assert!(column.ord_to_str(number, &mut value)?);
            if is_even(&value) {
                wanted.insert(number, value);
            }
        }
        assert!(wanted.len() > 100);
        assert_eq!(found, wanted);
        assert!(values_of(&column, [], |value| Some(value.to_owned()))?.is_empty());
        Ok(())
    }
}
