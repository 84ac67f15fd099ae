//! What the README says of the query language is true on the sample articles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
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

#[test]
fn every_sample_has_the_articles_that_the_table_of_formats_says() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(project.join("README.md")).expect("there is a README");
    let rows = readme.lines().skip_while(|line| !line.starts_with("| Format | Samples")).skip(2);
    let rows: Vec<&str> = rows.take_while(|line| line.starts_with('|')).collect();
    let told: BTreeMap<String, usize> = rows.iter().flat_map(|row| counts(row)).collect();
    let mut found = BTreeMap::new();
    for folder in ["readers", "containers"] {
        for entry in
            std::fs::read_dir(project.join("tests/data").join(folder)).expect("the samples").flatten()
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            let bytes = std::fs::read(entry.path()).expect("a sample");
            let articles = articles(&name, &bytes);
            found.insert(name, articles);
        }
    }
    assert_eq!(told, found);
    for reader in cuttings::reader::READERS {
        let name = format!("`{}`", reader.format().name());
        assert!(
            rows.iter().any(|row| row.split('|').nth(1).is_some_and(|cell| cell.contains(&name))),
            "{name}"
        );
    }
}

/// The samples of a row of the table, and the number that stands after each.
fn counts(row: &str) -> Vec<(String, usize)> {
    let cell = row.split('|').nth(2).unwrap_or_default();
    let parts: Vec<&str> = cell.split('`').collect();
    let pairs = parts.chunks(2).zip(parts.chunks(2).skip(1));
    let number = |text: &str| {
        text.trim_start().split(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse().ok())
    };
    pairs.filter_map(|(name, rest)| Some(((*name.get(1)?).to_owned(), number(rest[0])?))).collect()
}

fn articles(name: &str, bytes: &[u8]) -> usize {
    let mut input = Vec::new();
    cuttings::source::unpacked(bytes)
        .and_then(|mut plain| plain.read_to_end(&mut input))
        .expect("it unpacks");
    let mut read = 0;
    let mut source = cuttings::reader::Source::new(name, Box::new(&input[..]), 1 << 30);
    cuttings::reader::records(&mut source, &mut |page| {
        read += usize::from(page.is_ok());
        std::ops::ControlFlow::Continue(())
    });
    read
}

/// The packages beside this one are built `--locked`: their locks name what this one needs.
#[test]
fn the_locks_of_the_packages_beside_this_one_are_up_to_date() {
    let read = |path: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let text = fs::read_to_string(&path).expect("a file of the package");
        text.parse::<toml::Table>().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let package = read("Cargo.toml");
    let needed: BTreeSet<&str> =
        package["dependencies"].as_table().expect("a table").keys().map(String::as_str).collect();
    for lock in ["Cargo.lock", "tests/fuzz/Cargo.lock", "tests/rivals/Cargo.lock"] {
        let table = read(lock);
        let packages = table["package"].as_array().expect("a list");
        let own = packages
            .iter()
            .find(|package| package["name"].as_str() == Some("cuttings"))
            .expect("this package");
        let locked = own["dependencies"].as_array().expect("a list").iter().filter_map(toml::Value::as_str);
        let locked: BTreeSet<&str> = locked.filter_map(|name| name.split(' ').next()).collect();
        let missing: Vec<_> = needed.difference(&locked).collect();
        assert!(missing.is_empty(), "{lock} lacks {missing:?}; run `cargo metadata` beside it");
    }
}
