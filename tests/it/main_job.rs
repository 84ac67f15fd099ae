//! Index a folder, search by word and person, export the passage: the main job, with the real program.

use std::fs;
use std::path::Path;

use crate::archive::Archive;

const STORY: &str = "Lock keepers end their vigil\n\n\
    Harbour master Tobias Renn told the keepers on Monday that the lower lock would be mended before the frost, \
    and that nobody would lose a day's pay for the weeks in which it had stood open.\n\n\
    The keepers had slept in the lock house since August, taking turns at the sluice, and had refused every offer \
    that did not name a day for the repair.\n\n\
    A promise in writing\n\n\
    Renn signed the paper in the lock house itself, on the table where the keepers eat, and left his pen there.\n\n\
    Support Lantern Weekly\n\n\
    Lantern Weekly is paid for by its readers and by nobody else. Please give what you can.\n\n\
    Become a patron of Lantern Weekly\n\n\
    Join Our Newsletter\n\n\
    Related Posts\n\n\
    The ferry that would not turn\n\n\
    Nobody on the night boat noticed when the lights of the far bank went out one after the other, and the…\n";

fn archive() -> Archive {
    Archive::with([
        ("lock.txt", STORY),
        (
            "mill.txt",
            "Mill wheel turns again\n\nThe wheel at Oxley Ferry was set going by Mayor Ingrid Solvane on \
          Friday, after two years in which the water had run past it unused.\n",
        ),
    ])
}

#[test]
fn a_passage_is_found_by_word_and_person() {
    let found = archive().json(["search", "lock", "--person", "Renn", "--json"]);
    assert_eq!(found["total"], 1);
    let hit = &found["hits"][0];
    assert_eq!(hit["headline"], "Lock keepers end their vigil");
    assert_eq!(hit["outlet"], "Lantern Weekly");
    assert!(hit["date"].is_null(), "nothing in the story gives a year");
    let passage = hit["passages"][0]["passage"].as_str().expect("there is a passage");
    assert!(passage.contains("lower lock"), "{passage}");
}

#[test]
fn furniture_is_found_only_where_it_is_asked_for() {
    let archive = archive();
    assert_eq!(archive.run(["search", "newsletter"]).code, 1);
    let removed = archive.json(["search", "in:removed newsletter", "--json"]);
    assert_eq!(removed["total"], 1);
}

#[test]
fn every_block_of_a_page_is_kept_or_removed_with_a_kind() {
    let archive = archive();
    let page = archive.path("corpus/lock.txt");
    let cleaned = archive.json(["clean", page.to_str().expect("the path is Unicode"), "--json"]);
    let kinds: Vec<&str> = cleaned["removed"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|block| block["kind"].as_str().expect("every removed block has a kind"))
        .collect();
    assert_eq!(kinds, ["donation", "donation", "donation", "newsletter", "related", "related", "related"]);
    let body = cleaned["body"].as_array().expect("a list");
    assert_eq!(body.len(), 4);
    assert_eq!(body[2]["kind"], "heading");
}

#[test]
fn an_export_cites_every_passage() {
    let archive = archive();
    let output = archive.run(["export", "sluice", "--format", "csv"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let mut rows = csv::Reader::from_reader(output.stdout.as_bytes());
    let header = rows.headers().expect("a header row").clone();
    for column in ["headline", "byline", "outlet", "date", "url", "paths", "article", "paragraph", "digest"] {
        assert!(header.iter().any(|name| name == column), "no column {column} in {header:?}");
    }
    assert_eq!(rows.records().count(), 1);
}

#[test]
fn a_second_run_changes_nothing_and_later_ones_count_what_changed() {
    let archive = archive();
    archive.write(
        "far/kiln.txt",
        b"Kiln cools\n\nThe old kiln at Pellworth was let go out on Sunday for good.\n",
    );
    for number in 0..12 {
        let story =
            format!("Story number {number}\n\nWhat happened on day {number} is told here, in few words.\n");
        archive.write(&format!("more/{number}.txt"), story.as_bytes());
    }
    assert_eq!(archive.json(["index", "--json"])["added"], 15);
    let before = files(&archive.path("index"));
    let second = archive.json(["index", "--json"]);
    assert_eq!((&second["unchanged"], &second["added"]), (&15.into(), &0.into()));
    assert_eq!(files(&archive.path("index")), before);

    let corpus = archive.path("corpus");
    fs::remove_file(corpus.join("more/0.txt")).expect("it is there");
    fs::rename(corpus.join("far/kiln.txt"), corpus.join("kiln.txt")).expect("it is there");
    fs::copy(corpus.join("mill.txt"), corpus.join("mill-again.txt")).expect("it is there");
    archive
        .write("more/1.txt", b"Story number one, told anew\n\nWhat happened that day was quite otherwise.\n");
    let third = archive.json(["index", "--json"]);
    let counts = ["removed", "moved", "copied", "changed", "added"].map(|name| third[name].clone());
    assert_eq!(counts, [1, 1, 1, 1, 0].map(serde_json::Value::from));
    assert_eq!(archive.json(["search", "otherwise", "--json"])["total"], 1);
    let mill = archive.json(["search", "wheel", "--json"]);
    assert_eq!(mill["hits"][0]["paths"].as_array().map(Vec::len), Some(2));
}

/// Names and contents of an index folder's files, the time of the last check aside.
fn files(folder: &Path) -> Vec<(String, u64)> {
    let mut all = Vec::new();
    for entry in
        walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file())
    {
        let name = entry.path().display().to_string();
        if !name.ends_with("checked") && !name.contains(".lock") && !name.ends_with("/lock") {
            all.push((name, entry.metadata().expect("the file is there").len()));
        }
    }
    all.sort();
    all
}

#[test]
fn the_article_that_the_project_starts_from_comes_out_exactly() {
    let Some(folder) = std::env::var_os("CUTTINGS_EVAL") else {
        println!("CUTTINGS_EVAL is not set: the seed article is passed over");
        return;
    };
    let options = cuttings::eval::seed::Options {
        folder: Path::new(&folder).join("seed"),
        worst: 10,
        today: chrono::NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day of the calendar"),
    };
    let card = cuttings::eval::seed::measure(&options).expect("the seed pack is readable");
    let scores = &card.groups[0].scores;
    assert!(!scores.is_empty());
    assert!(scores.iter().all(|score| (score.value - 1.0).abs() < 1e-9), "{card:?}");
}
