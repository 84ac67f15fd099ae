//! Answers in every form, with the real program.

use crate::archive::Archive;

fn archive() -> Archive {
    Archive::with([
        (
            "lock.md",
            "---\ntitle: \"Lock keepers & the {frost}\"\nauthor: Anna Reed\nsource: Lantern Weekly\ndate: 2023-06-14\n\
             url: https://lantern.example/lock\n---\n\nThe keepers slept in the lock house since August, taking turns \
             at the sluice.\n\nThe sluice was shut again on Monday, before the frost.\n",
        ),
        (
            "mill.txt",
            "Mill wheel turns again\n\nThe wheel at Oxley Ferry was set going by the mayor on Friday.\n",
        ),
    ])
}

#[test]
fn every_form_is_written_by_export_and_by_search() {
    let archive = archive();
    archive.run(["index"]);
    let formats = archive.json(["formats", "--json"]);
    let names = formats["written"].as_array().expect("a list").iter();
    let names: Vec<&str> = names.map(|format| format["name"].as_str().expect("a name")).collect();
    for wanted in ["jsonl", "csv", "tsv", "md", "html", "txt", "bibtex", "ris", "csl-json"] {
        assert!(names.contains(&wanted), "{wanted} is not in {names:?}");
    }
    for name in names {
        for command in ["export", "search"] {
            for rows in [&[][..], &["--articles"]] {
                let mut arguments = vec![command, "sluice", "--format", name];
                arguments.extend(rows);
                let output = archive.run_all(&arguments);
                assert_eq!(output.code, 0, "{arguments:?}: {}", output.stderr);
                let says = output.stdout.contains("Lock keepers") || rows.is_empty();
                assert!(says, "{arguments:?}: {}", output.stdout);
            }
        }
    }
}

#[test]
fn a_template_and_columns_say_what_is_written() {
    let archive = archive();
    let output = archive.run(["export", "*", "--template", "{date} {outlet} {title}", "--articles"]);
    assert!(
        output.stdout.contains("2023-06-14 Lantern Weekly Lock keepers & the {frost}\n"),
        "{}",
        output.stdout
    );
    let output = archive.run(["search", "sluice", "--template", "{path}", "-0"]);
    assert_eq!(output.stdout, "lock.md\0");
    let output = archive.run([
        "export",
        "sluice",
        "--format",
        "csv",
        "--columns",
        "date,title",
        "--review",
        "--articles",
    ]);
    let first = output.stdout.lines().next();
    assert_eq!(first, Some("date,headline,reviewed,note"), "{}", output.stderr);
    archive
        .run(["export", "sluice", "--format", "csv", "--columns", "colour"])
        .refuses(&["`colour`", "headline"]);
    archive.run(["export", "sluice", "--template", "{colour}"]).refuses(&["--template", "headline"]);
    archive.run(["export", "sluice", "--format", "md", "--review"]).refuses(&["csv"]);
    archive.run(["export", "sluice"]).refuses(&["--format"]);
}

#[test]
fn a_rehearsal_says_how_much_and_writes_nothing() {
    let archive = archive();
    let whole = archive.run(["export", "sluice", "--format", "jsonl"]).stdout;
    let target = archive.path("out.jsonl");
    let path = target.to_str().expect("the path is Unicode");
    let output = archive.run(["export", "sluice", "--format", "jsonl", "-o", path, "--dry-run"]);
    assert_eq!(output.stdout, format!("1 article, 2 passages, {} bytes; nothing is written\n", whole.len()));
    assert!(!target.exists());
}

#[test]
fn one_article_is_one_reference_with_all_its_quotations() {
    let archive = archive();
    let text = archive.run(["export", "sluice", "--format", "bibtex"]).stdout;
    let read = biblatex::Bibliography::parse(&text).expect("BibTeX");
    assert_eq!(read.len(), 1, "{text}");
    let items = archive.json(["export", "sluice", "--format", "csl-json"]);
    assert_eq!(items[0]["type"], "article-newspaper");
    assert_eq!(items[0]["note"].as_str().map(|note| note.matches('¶').count()), Some(2), "{items}");
    assert_eq!(items[0]["container-title"], "Lantern Weekly");
}
