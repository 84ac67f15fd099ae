//! Near-duplicates: who ran the same text, and how lists fold it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::archive::{Archive, Output, PROGRAM};

/// Sets of paths.
type Families = BTreeSet<BTreeSet<String>>;

/// The families that a report of `cuttings reprints` tells, of the paths that are `wanted`.
fn families(report: &Value, wanted: impl Fn(&str) -> bool) -> Families {
    let families = report["families"].as_array().expect("a list");
    let paths = families.iter().map(|family| {
        let members = family["members"].as_array().expect("a list").iter();
        let paths = members.map(|member| member["paths"][0].as_str().expect("a path").to_owned());
        paths.filter(|path| wanted(path)).collect::<BTreeSet<String>>()
    });
    paths.filter(|paths| paths.len() > 1).collect()
}

#[test]
fn every_reprint_of_the_sample_articles_is_found_and_none_is_false() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(project.join(path)).expect("a file of the project");
    let withheld = read("tests/data/gold/withheld.txt");
    let gold: Families = read("tests/data/reprints.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    let index = TempDir::new().expect("a temporary folder can be made");
    let mut command = Command::new(PROGRAM);
    command.env_clear().arg("--archive").arg(project).arg("--index").arg(index.path());
    let output = Output::of(command.args(["reprints", "*", "--limit", "0", "--json"]));
    let report: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let seen = |path: &str| !withheld.lines().any(|outlet| path.starts_with(&format!("{outlet}/")));
    assert_eq!(families(&report, seen), gold);
}

#[test]
fn every_planted_reprint_is_found_and_none_is_false() {
    let archive = Archive::with([]);
    let planted = archive.json(["generate", "--articles", "400", "--seed", "7", "corpus", "--json"]);
    let reprints = planted["reprints"].as_u64().expect("a number");
    let report = archive.json(["reprints", "*", "--limit", "0", "--json"]);
    let members =
        report["families"].as_array().expect("a list").iter().map(|family| family["articles"].as_u64());
    let again: u64 = members.map(|members| members.expect("a number") - 1).sum();
    assert!(reprints > 4);
    assert_eq!(again, reprints);
}

/// A record of a capture of a page.
fn capture(date: &str, end: &str) -> String {
    let text = format!(
        "The inquiry into the grounding of the Lady Maren opened on Tuesday in the old customs house, before forty \
         people and one dog.\\n\\nIts chairman said that it would sit until the spring, and that nobody would be \
         spared a question.\\n\\n{end}"
    );
    format!(
        r#"{{"title":"Inquiry opens","date":"{date}","url":"https://bell.example/2023/inquiry?utm_source=x","outlet":"The Bell","text":"{text}"}}"#
    )
}

fn captures() -> Archive {
    let archive = Archive::with([]);
    archive.write("a.json", capture("2023-05-02", "The captain is heard on Wednesday.").as_bytes());
    archive.write("b.json", capture("2023-05-04", "The captain was not heard, for he was ill.").as_bytes());
    archive
}

#[test]
fn several_captures_of_one_page_are_versions_the_latest_first() {
    let archive = captures();
    let found = archive.json(["search", "inquiry", "--json"]);
    assert_eq!((&found["total"], found["hits"].as_array().map(Vec::len)), (&2.into(), Some(1)));
    let hit = &found["hits"][0];
    assert_eq!((&hit["date"], &hit["folded"]), (&"2023-05-04".into(), &1.into()));
    let twin = &hit["near_duplicates"][0];
    assert_eq!((&twin["date"], &twin["sameness"]), (&"2023-05-02".into(), &"version".into()));
    assert_eq!((&twin["words_gone"], &twin["words_new"]), (&4.into(), &7.into()));
    let shown = archive.run(["search", "inquiry", "--dup", "show"]).stdout;
    assert!(shown.contains(" 2. Inquiry opens"), "{shown}");
    let list = archive.run(["search", "inquiry"]).stdout;
    assert!(list.contains("version · The Bell · 2023-05-02 · 4 words gone since, 7 new"), "{list}");
    assert_eq!(archive.json(["search", "inquiry", "--dup", "only", "--json"])["hits"][0]["folded"], 1);
}

#[test]
fn reprints_tell_who_was_first_and_what_differs() {
    let archive = captures();
    let told = archive.run(["reprints", "b.json", "--diff"]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert!(told.stdout.contains("2023-05-02  The Bell · Inquiry opens"), "{}", told.stdout);
    assert!(
        told.stdout.contains("[-is heard on Wednesday.-] {+was not heard, for he was ill.+}"),
        "{}",
        told.stdout
    );
    let pair = archive.run(["reprints", "a.json", "--with", "b.json"]);
    assert!(pair.stdout.contains("for he was ill.+}"), "{}", pair.stdout);
}

#[test]
fn what_has_no_reprint_or_is_no_article_is_told() {
    let archive = Archive::with([("a.txt", "Tide\n\nThe tide was high on Monday, and low on Tuesday.\n")]);
    let none = archive.run(["reprints", "tide"]);
    assert_eq!((none.code, none.stdout.as_str()), (1, ""));
    assert!(none.stderr.contains("no near-duplicates"), "{}", none.stderr);
    archive.run(["reprints", "tide", "--with", "a.txt"]).refuses(&["--with", "id or path"]);
    assert_eq!(archive.run(["reprints", "a.txt", "--with", "nowhere.txt"]).code, 1);
    archive.run(["reprints", " "]).refuses(&["the query is empty"]);
}
