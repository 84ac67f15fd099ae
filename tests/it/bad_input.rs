//! Bad input gets a clear message that names what to do, and loses nothing.

use std::fs;
use std::os::unix::fs::symlink;

use crate::archive::Archive;

const STORY: &str = "Tide bell rings twice\n\nThe bell at the harbour mouth rang twice on Tuesday, and nobody in \
    Harrowmere could say who had pulled the rope.\n";

#[test]
fn files_that_are_no_articles_are_lines_of_the_report_and_the_run_goes_on() {
    let archive = Archive::with([("bell.txt", STORY), ("empty.txt", ""), ("list.json", "[1, 2, 3]")]);
    archive.write("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0");
    archive.write("half.json", b"{\"title\": \"Half a st");
    archive.write("cut.txt.gz", &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b]);
    archive.write("deep.html", "<div>".repeat(200_000).as_bytes());
    let report = archive.json(["index", "--json"]);
    assert_eq!(report["articles"], 1, "{report}");
    let status = archive.run(["status"]);
    for file in ["empty.txt", "list.json", "picture.txt", "half.json", "cut.txt.gz", "deep.html"] {
        assert!(status.stdout.contains(file), "{file} is not in {}", status.stdout);
    }
    assert_eq!(archive.json(["search", "bell", "--json"])["total"], 1);
}

#[test]
fn text_in_another_character_set_is_read() {
    let archive = Archive::with([]);
    archive.write(
        "latin.txt",
        b"Caf\xe9 an der Schleuse\n\nDas Caf\xe9 an der Schleuse \xf6ffnet wieder, und die Stadt \
        ist f\xfcr einen Tag auf den Beinen, wie der W\xe4rter gestern erz\xe4hlte.\n",
    );
    assert_eq!(archive.json(["search", "café", "--json"])["total"], 1);
}

#[test]
fn symlinks_that_loop_or_lead_out_are_not_followed() {
    let archive = Archive::with([("bell.txt", STORY)]);
    fs::write(archive.path("secret.txt"), "Secret of the vault\n\nNobody may read this, said the keeper.\n")
        .expect("the archive is writable");
    symlink(archive.path("secret.txt"), archive.path("corpus/out.txt")).expect("links can be made");
    symlink(archive.path("corpus"), archive.path("corpus/loop")).expect("links can be made");
    assert_eq!(archive.json(["index", "--json"])["articles"], 1);
    assert_eq!(archive.run(["search", "vault"]).code, 1);
}

#[test]
fn a_settings_file_cannot_lead_out_of_the_archive() {
    let archive = Archive::with([("bell.txt", STORY)]);
    fs::write(archive.path("cuttings.toml"), "corpus = \"../..\"\n").expect("the archive is writable");
    let output = archive.run(["index"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("cuttings.toml"), "{}", output.stderr);
}

#[test]
fn a_corpus_that_does_not_exist_is_named() {
    let archive = Archive::with([]);
    let output = archive.run(["index", "--corpus", "nowhere"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("nowhere"), "{}", output.stderr);
    assert!(!archive.path("index/manifest.json").exists());
}

#[test]
fn an_unmounted_corpus_keeps_its_articles() {
    let archive = Archive::with([("bell.txt", STORY)]);
    archive.run(["index"]);
    fs::rename(archive.path("corpus"), archive.path("away")).expect("it is there");
    let report = archive.json(["index", "--json"]);
    assert_eq!((&report["articles"], &report["unreachable"]), (&1.into(), &1.into()), "{report}");
    assert_eq!(archive.json(["search", "bell", "--json"])["total"], 1);
    fs::create_dir(archive.path("corpus")).expect("it is away");
    let emptied = archive.run(["index"]);
    assert!(emptied.stderr.contains("--prune"), "{}", emptied.stderr);
    assert_eq!(archive.json(["search", "bell", "--json"])["total"], 1);
    archive.run(["index", "--prune"]);
    assert_eq!(archive.run(["search", "bell"]).code, 1);
}

#[test]
fn an_index_of_another_format_is_told_and_rebuilt_on_request() {
    let archive = Archive::with([("bell.txt", STORY)]);
    archive.run(["index"]);
    let manifest = archive.path("index/manifest.json");
    let text = fs::read_to_string(&manifest).expect("the index has a manifest");
    fs::write(&manifest, text.replace("\"format\": 1", "\"format\": 99")).expect("the index is writable");
    let output = archive.run(["search", "bell"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("--rebuild"), "{}", output.stderr);
    assert_eq!(archive.run(["index", "--rebuild"]).code, 0);
    assert_eq!(archive.json(["search", "bell", "--json"])["total"], 1);
}

#[test]
fn a_second_writer_is_told_who_holds_the_index() {
    let archive = Archive::with([("bell.txt", STORY)]);
    archive.run(["index"]);
    let held =
        cuttings::index::Writer::open(&archive.path("index"), 1, 15_000_000, false).expect("nobody writes");
    let output = archive.run(["index"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains(&std::process::id().to_string()), "{}", output.stderr);
    assert_eq!(archive.run(["search", "bell"]).code, 0, "readers go on");
    drop(held);
}

#[test]
fn hostile_titles_never_reach_the_terminal_or_a_spreadsheet() {
    let archive = Archive::with([]);
    let page = "{\"title\": \"=cmd|' /C calc'!A0 \\u001b[31m\\u202egnp.exe\", \"text\": \"=1+1 the bell rang over the \
        harbour and nobody came to look at it that night.\"}";
    archive.write("hostile.json", page.as_bytes());
    let shown = archive.run(["search", "bell"]);
    assert!(!shown.stdout.contains(['\u{1b}', '\u{202e}']), "{:?}", shown.stdout);
    let exported = archive.run(["export", "bell", "--format", "csv"]);
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(exported.stdout.as_bytes());
    let cells: Vec<String> =
        rows.records().flatten().flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(cells.iter().any(|cell| cell.contains("cmd")), "{cells:?}");
    assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{cells:?}");
}
