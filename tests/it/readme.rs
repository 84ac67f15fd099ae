//! What the README says of the query language is true on the sample articles.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

#[test]
fn every_query_of_the_table_finds_what_it_is_there_to_find() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let index = TempDir::new().expect("a temporary folder can be made");
    let readme = std::fs::read_to_string(project.join("README.md")).expect("there is a README");
    let queries: Vec<&str> = readme
        .lines()
        .skip_while(|line| !line.starts_with("| Query |"))
        .skip(2)
        .map_while(|line| line.strip_prefix("| `"))
        .filter_map(|row| row.split_once("` |").map(|(query, _)| query))
        .collect();
    assert!(queries.len() > 15, "the table is there");
    for query in queries {
        let output = Command::new(env!("CARGO_BIN_EXE_cuttings"))
            .env_clear()
            .arg("--archive")
            .arg(project)
            .arg("--index")
            .arg(index.path())
            .args(["search", query])
            .output()
            .expect("the program can be started");
        assert_eq!(output.status.code(), Some(0), "{query}: {}", String::from_utf8_lossy(&output.stderr));
        let notices = String::from_utf8_lossy(&output.stderr);
        assert!(!notices.contains('^'), "{query} was taken literally: {notices}");
    }
}
