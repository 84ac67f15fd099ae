//! What is exported as articles in JSON Lines reads back as the same articles.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::archive::Archive;

/// The articles of an archive as they are exported, without what is of the record alone.
fn exported(archive: &Archive) -> Vec<Value> {
    let output = archive.run(["export", "*", "--articles", "--format", "jsonl", "-o", "out.jsonl"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let text = fs::read_to_string(archive.path("out.jsonl")).expect("just written");
    let mut all: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for article in &mut all {
        let article = article.as_object_mut().expect("an object");
        ["id", "digest", "paths"].iter().for_each(|name| drop(article.remove(*name)));
    }
    all.sort_by_key(Value::to_string);
    all
}

/// An archive of what another one exports.
fn read_back(archive: &Archive, format: &str) -> Archive {
    let file = format!("all.{format}");
    archive.run_all(&["export", "*", "--articles", "--format", format, "-o", &file]);
    let again = Archive::with([]);
    again.write(&file, &fs::read(archive.path(&file)).expect("just written"));
    let output = again.run(["index"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    again
}

fn assert_same(one: &[Value], other: &[Value]) {
    assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(other) {
        let title = &one["title"];
        for key in
            one.as_object().expect("an object").keys().chain(other.as_object().expect("an object").keys())
        {
            assert_eq!(one.get(key), other.get(key), "{key} of {title}");
        }
    }
}

#[test]
fn the_sample_articles_read_back_with_metadata_bodies_and_removed_blocks() {
    let archive = Archive::with([]);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    fs::write(archive.path("cuttings.toml"), "").expect("the archive is writable");
    for entry in
        walkdir::WalkDir::new(&samples).into_iter().flatten().filter(|entry| entry.file_type().is_file())
    {
        let path = entry.path().strip_prefix(&samples).expect("a file of the samples");
        archive.write(&path.to_string_lossy(), &fs::read(entry.path()).expect("a file of the samples"));
    }
    archive.run(["index"]);
    let before = exported(&archive);
    assert!(before.len() > 100);
    let removed: BTreeSet<&str> = before
        .iter()
        .flat_map(|article| article["removed"].as_array().expect("a list"))
        .filter_map(|block| block["kind"].as_str())
        .collect();
    assert!(removed.len() > 8, "{removed:?}");
    assert_same(&before, &exported(&read_back(&archive, "jsonl")));
    assert_same(&before, &exported(&read_back(&archive, "json")));
}

#[test]
fn what_is_said_of_an_article_holds_whatever_its_text_looks_like() {
    let line = r#"{"version":1,"title":"Sign up to our newsletter | Courier","standfirst":null,"byline":[],"outlet":null,"date":null,
        "language":null,"url":null,"section":null,"sources":{"title":"json-ld"},
        "body":[{"kind":"paragraph","text":"Subscribe now.","paragraph":2}],
        "removed":[{"kind":"legal","text":"The council voted on Monday.","evidence":["a","b"],"before":0,"paragraph":1}]}"#;
    let archive = Archive::with([("a.jsonl", &line.replace('\n', " "))]);
    archive.run(["index"]);
    let article = &exported(&archive)[0];
    assert_eq!(article["title"], "Sign up to our newsletter | Courier");
    assert_eq!(article["sources"], serde_json::json!({"title": "json-ld"}));
    assert_eq!(article["body"][0]["text"], "Subscribe now.");
    let removed = serde_json::json!([{"kind": "legal", "text": "The council voted on Monday.", "evidence": ["a", "b"], "before": 0,
        "paragraph": 1}]);
    assert_eq!(article["removed"], removed);
    assert_eq!(archive.run(["search", "in:removed", "council"]).code, 0);
}
