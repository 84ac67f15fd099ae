//! `cuttings tag` and `cuttings note` in the real program.

use std::fs;

use crate::archive::{Archive, Output};

fn archive() -> Archive {
    let archive = Archive::with([
        (
            "strike.txt",
            "Dock strike ends\n\nThe dock strike in Harrowmere ended on Friday after six weeks.\n",
        ),
        (
            "ferry.txt",
            "Ferry aground\n\nThe ferry lay on the Cinder bank for a night, and nobody was hurt.\n",
        ),
    ]);
    archive.run(["index"]);
    archive
}

fn shown(output: &Output) -> String {
    format!("[exit {}]\n{}[stderr]\n{}", output.code, output.stdout, output.stderr)
}

#[test]
fn a_tag_is_searchable_at_once_and_goes_again() {
    let archive = archive();
    insta::assert_snapshot!(shown(&archive.run(["tag", "strike.txt", "+dock", "+front page", "-x", "-todo"])), @r"
        [exit 0]
        undated     Dock strike ends  d282575fa9
                    [dock] [front page]
        [stderr]
        ");
    insta::assert_snapshot!(shown(&archive.run(["note", "strike.txt", "Ask the", "harbour master."])), @r"
        [exit 0]
        undated     Dock strike ends  d282575fa9
                    [dock] [front page] Ask the harbour master.
        [stderr]
        ");
    insta::assert_snapshot!(shown(&archive.run(["search", "tag:dock"])).split_once('\n').expect("lines").1.split_once('\n').expect("lines").1, @r"

         1. Dock strike ends
            d282575fa9  strike.txt
            [dock] [front page] Ask the harbour master.
            ¶ 2 The dock strike in Harrowmere ended on Friday after six weeks.
        [stderr]
        ");
    for (query, total) in [
        ("tag:\"FRONT page\"", 1),
        ("tag:*", 1),
        ("-tag:dock", 1),
        ("tag:do*", 1),
        ("tag:doc", 0),
        ("ferry tag:dock", 0),
        ("tag:(todo OR dock) strike", 1),
    ] {
        assert_eq!(archive.json(["search", query, "--json"])["total"], total, "{query}");
    }
    let hit = &archive.json(["search", "strike", "--json"])["hits"][0];
    assert_eq!(hit["tags"], serde_json::json!(["dock", "front page"]));
    assert_eq!(hit["note"], "Ask the harbour master.");
    let table =
        archive.run(["export", "*", "--articles", "--format", "csv", "--columns", "title,tags", "--review"]);
    insta::assert_snapshot!(table.stdout, @r"
        headline,tags,reviewed,note
        Ferry aground,,,
        Dock strike ends,dock; front page,,Ask the harbour master.
        ");
    let read = archive.run(["explain", "tag:dock strike"]);
    insta::assert_snapshot!(read.stdout.split("\n\n").nth(1).expect("a part"), @r"
        all of these                                                      1 article
          has a tag of yours                                              1 article
            dock                                                          1 article
          strike, in any of its forms                                     1 article
        ");
    archive.run(["tag", "ferry.txt", "strike.txt", "+both", "-dock"]);
    insta::assert_snapshot!(shown(&archive.run(["tag"])), @r"
        [exit 0]
              2  both
              1  front page
        [stderr]
        ");
    assert_eq!(archive.json(["tag", "--json"])["tags"][0], serde_json::json!({"tag": "both", "articles": 2}));
    assert!(archive.run(["show", "ferry.txt"]).stdout.contains("tags          both\n"));
}

#[test]
fn tags_stay_with_an_article_that_moves_and_with_a_new_index() {
    let archive = archive();
    archive.run(["tag", "strike.txt", "+dock"]);
    fs::rename(archive.path("corpus/strike.txt"), archive.path("corpus/moved.txt")).expect("a file of ours");
    archive.run(["index", "--rebuild"]);
    let found = archive.json(["search", "tag:dock", "--json"]);
    assert_eq!(found["hits"][0]["paths"][0], "moved.txt");
    fs::remove_file(archive.path("corpus/moved.txt")).expect("a file of ours");
    archive.run(["index", "--prune"]);
    let listed = archive.run(["tag"]);
    assert!(listed.stdout.contains("0  dock"), "{}", listed.stdout);
    assert!(
        listed.stderr.contains("tags.toml has 1 entry of articles that are not in the index"),
        "{}",
        listed.stderr
    );
}

#[test]
fn what_cannot_be_done_is_told_and_changes_nothing() {
    let archive = archive();
    archive
        .run(["tag", "strike.txt", "+a*"])
        .refuses(&["\"a*\" is a tag with a character that queries could not name"]);
    archive.run(["tag", "+dock"]).refuses(&["name the articles that +dock is for"]);
    assert_eq!(archive.run(["tag", "strike.txt", "nowhere.txt", "+dock"]).code, 1);
    assert!(!archive.path("tags.toml").exists());
    insta::assert_snapshot!(shown(&archive.run(["tag"])), @r"
        [exit 1]
        [stderr]
        no tags yet; `cuttings tag ID +NAME` puts one on an article
        ");
    fs::write(archive.path("tags.toml"), "[[article]]\nid = 'x'\n").expect("a file of ours");
    archive.run(["search", "strike"]).refuses(&["tags.toml, line 2, column 6"]);
}

#[test]
fn several_that_write_at_once_lose_nothing() {
    let archive = archive();
    let names: Vec<String> = (0..12).map(|number| format!("t{number:02}")).collect();
    std::thread::scope(|scope| {
        for (at, name) in names.iter().enumerate() {
            let (archive, file) = (&archive, if at % 2 == 0 { "strike.txt" } else { "ferry.txt" });
            scope.spawn(move || assert_eq!(archive.run(["tag", file, &format!("+{name}")]).code, 0));
        }
    });
    let listed = archive.json(["tag", "--json"]);
    let tags = listed["tags"].as_array().expect("a list").iter();
    let tags: Vec<&str> = tags.map(|tag| tag["tag"].as_str().expect("a tag")).collect();
    assert_eq!(tags, names);
    let hidden = fs::read_dir(archive.path("")).expect("the archive").flatten();
    let left: Vec<_> =
        hidden.filter(|entry| entry.file_name().to_string_lossy().starts_with(".cuttings-")).collect();
    assert!(left.is_empty() || cfg!(not(unix)), "{left:?}");
}

#[test]
fn an_edited_article_keeps_its_tags() {
    let archive = archive();
    archive.run(["tag", "strike.txt", "+dock"]);
    archive.run(["note", "strike.txt", "Ask."]);
    let edit = |text: &str| {
        archive.write("strike.txt", text.as_bytes());
        archive.run(["index"]);
    };
    edit("Dock strike ends at last\n\nThe dock strike in Harrowmere ended on Friday after seven weeks.\n");
    assert_eq!(archive.json(["search", "tag:dock", "--json"])["hits"][0]["paths"][0], "strike.txt");
    assert!(!archive.run(["tag"]).stderr.contains("not in the index"));
    archive.run(["tag", "strike.txt", "+front"]);
    let written = fs::read_to_string(archive.path("tags.toml")).expect("a file of ours");
    assert_eq!(written.matches("[[article]]").count(), 1, "{written}");
    assert!(written.contains("tags = [\"dock\", \"front\"]") && written.contains("Ask."), "{written}");
    edit("Dock strike ends\n\nThe dock strike in Harrowmere ended on Friday after eight weeks.\n");
    let refreshed = archive.run(["search", "tag:front", "--template", "{path}", "--refresh"]);
    assert_eq!(refreshed.stdout, "strike.txt\n", "{}", refreshed.stderr);
}
