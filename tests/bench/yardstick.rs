//! The least that any archive on this engine must spend: a bare program that walks, indexes and searches, with no
//! formats, no cleaning, no names and no safety. `tests/bench/speed.sh` runs it in turn with cuttings.
//!
//! Usage: `yardstick stat DIR`, `yardstick index DIR INDEX`, `yardstick search INDEX QUERY`.

use std::path::Path;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{STORED, STRING, Schema, TEXT, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, IndexWriter, TantivyDocument, doc};

/// Memory of the index writer, in bytes.
const BUDGET: usize = 200_000_000;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["stat", folder] => stat(Path::new(folder)),
        ["index", folder, index] => build(Path::new(folder), Path::new(index)),
        ["search", index, query] => search(Path::new(index), query),
        // `cargo bench` and `cargo test` start every bench without words of ours.
        _ => Ok(()),
    }
}

fn files(folder: &Path) -> impl Iterator<Item = walkdir::DirEntry> {
    walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file())
}

#[allow(clippy::print_stdout, reason = "a program of its own")]
fn stat(folder: &Path) -> anyhow::Result<()> {
    let mut bytes = 0;
    for entry in files(folder) {
        bytes += entry.metadata()?.len();
    }
    println!("{bytes} bytes");
    Ok(())
}

fn build(folder: &Path, index: &Path) -> anyhow::Result<()> {
    let mut schema = Schema::builder();
    let path = schema.add_text_field("path", STRING | STORED);
    let title = schema.add_text_field("title", TEXT | STORED);
    let body = schema.add_text_field("body", TEXT | STORED);
    std::fs::create_dir_all(index)?;
    let mut writer: IndexWriter =
        Index::create_in_dir(index, schema.build())?.writer_with_num_threads(2, BUDGET)?;
    for entry in files(folder) {
        let text = std::fs::read_to_string(entry.path())?;
        let (head, rest) = text.split_once('\n').unwrap_or(("", &text));
        writer.add_document(
            doc!(path => entry.path().to_string_lossy().as_ref(), title => head, body => rest),
        )?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

#[allow(clippy::print_stdout, reason = "a program of its own")]
fn search(index: &Path, query: &str) -> anyhow::Result<()> {
    let index = Index::open_in_dir(index)?;
    let schema = index.schema();
    let (title, body) = (schema.get_field("title")?, schema.get_field("body")?);
    let searcher = index.reader()?.searcher();
    let mut parser = QueryParser::for_index(&index, vec![title, body]);
    parser.set_conjunction_by_default();
    let query = parser.parse_query(query)?;
    let (count, top) = searcher.search(&query, &(Count, TopDocs::with_limit(10).order_by_score()))?;
    println!("{count} articles");
    let snippets = SnippetGenerator::create(&searcher, &*query, body)?;
    for (score, address) in top {
        let document: TantivyDocument = searcher.doc(address)?;
        let headline = document.get_first(title).and_then(|value| value.as_str()).unwrap_or_default();
        println!("{score:.2} {headline}\n{}", snippets.snippet_from_doc(&document).to_html());
    }
    Ok(())
}
