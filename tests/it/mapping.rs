//! Shapes of JSON and tables that `cuttings.toml` tells of: the example of the README, and what changes with it.

use std::fs;
use std::path::Path;

use crate::archive::Archive;

/// The settings that the README shows for shapes of one's own.
fn example() -> String {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).expect("there is a README");
    let start = readme.find("[[reader.json]]").expect("the example is there");
    let length = readme[start..].find("```").expect("the example has an end");
    readme[start..start + length].to_owned()
}

const AGENCY: &str = r#"{"response": {"docs": [{"head": {"main": "Net lofts to be let"}, "lead": "Three lofts on Wherry Lane have found takers, and the council said yes to all of them.",
    "body": {"paragraphs": ["The lofts had stood empty since the herring fleet left.", "Three builders have asked."]},
    "credits": [{"name": "Petra Lindhale"}, {"name": "Ivo Marsh"}], "issued": 1699428000, "paper": "Estuary Wire",
    "section": "Town"}, {"head": {"main": "Picture only"}}]}}"#;

const TABLE: &str = "Ueberschrift;Volltext des Artikels;Erschienen\nGlockenkran bleibt;\"Der alte Glockenkran wird nicht \
    abgerissen, das hat der Rat beschlossen.\";3.5.2022\n";

fn rows(archive: &Archive) -> String {
    archive.run(["export", "*", "--articles", "--format", "jsonl"]).stdout
}

#[test]
fn the_example_of_the_readme_reads_files_of_its_shape() {
    let archive = Archive::with([("agency/2023.json", AGENCY), ("archiv/haus.csv", TABLE)]);
    let before = archive.run(["index"]);
    assert!(rows(&archive).trim().is_empty(), "{}", before.stderr);
    fs::write(archive.path("cuttings.toml"), example()).expect("the archive is writable");
    assert_eq!(archive.run(["index"]).code, 0);
    let found = rows(&archive);
    for text in [
        "Net lofts to be let",
        "Petra Lindhale",
        "Ivo Marsh",
        "2023-11-08",
        "Estuary Wire",
        "have found takers",
        "Three builders have asked.",
        "Glockenkran bleibt",
        "2022-05-03",
        "Der alte Glockenkran",
    ] {
        assert!(found.contains(text), "{text} is not in {found}");
    }
    let told = archive.run(["status"]).stdout;
    assert!(told.contains("2023.json"), "the record without a text is told of: {told}");
}

#[test]
fn another_shape_is_applied_to_files_that_are_indexed() {
    let archive =
        Archive::with([("a.json", r#"{"kicker": "One", "line": "Two", "story": "The ferry sails again."}"#)]);
    fs::write(archive.path("cuttings.toml"), "[[reader.json]]\ntext = 'story'\ntitle = 'kicker'\n")
        .expect("written");
    assert_eq!(archive.run(["index"]).code, 0);
    assert!(rows(&archive).contains("\"One\""), "{}", rows(&archive));
    fs::write(archive.path("cuttings.toml"), "[[reader.json]]\ntext = 'story'\ntitle = 'line'\n")
        .expect("written");
    assert_eq!(archive.run(["index"]).code, 0);
    assert!(rows(&archive).contains("\"Two\"") && !rows(&archive).contains("\"One\""), "{}", rows(&archive));
}

#[test]
fn a_shape_with_a_mistake_is_refused_with_its_line() {
    let archive = Archive::with([]);
    fs::write(archive.path("cuttings.toml"), "[[reader.json]]\ntext = 'a'\ntitel = 'b'\n").expect("written");
    archive.run(["index"]).refuses(&["cuttings.toml, line 3", "titel", "title"]);
}
