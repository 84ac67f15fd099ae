//! The samples of containers, read as people would meet them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::archive::Archive;

/// Every sample, and the records in it; the README says the same.
const SAMPLES: [(&str, usize); 13] = [
    ("digest.eml", 3),
    ("folder.tar", 3),
    ("folder.tar.gz", 3),
    ("folder.tar.zst", 3),
    ("folder.zip", 3),
    ("letter.eml", 1),
    ("letters.mbox", 3),
    ("page.mhtml", 1),
    ("singlefile-zip.html", 1),
    ("singlefile.html", 1),
    ("site.wacz", 3),
    ("site.warc", 3),
    ("site.warc.gz", 3),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/containers")
}

fn cleaned(archive: &Archive, path: &str) -> Vec<String> {
    let run = archive.run(["clean", path, "--json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{path}");
    run.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn every_sample_has_its_records() {
    let archive = Archive::with([]);
    let mut found: Vec<_> = fs::read_dir(folder()).expect("the samples are there").flatten().collect();
    found.sort_by_key(fs::DirEntry::file_name);
    let names: Vec<_> = found.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(names, SAMPLES.map(|(name, _)| name));
    for (entry, (name, records)) in found.iter().zip(SAMPLES) {
        let lines = cleaned(&archive, &entry.path().display().to_string());
        assert_eq!(lines.len(), records, "{name}");
    }
}

#[test]
fn captures_and_letters_say_where_they_are_from() {
    let archive = Archive::with([]);
    let place = |name: &str| folder().join(name).display().to_string();
    let captured = cleaned(&archive, &place("site.warc.gz"));
    assert!(captured[0].contains("https://courier.example/harbour"), "{}", captured[0]);
    assert!(captured[0].contains("capture"), "{}", captured[0]);
    let letter = cleaned(&archive, &place("letter.eml"));
    assert!(letter[0].contains("Estuary Wire") && letter[0].contains("2023-05-16"), "{}", letter[0]);
    let single = cleaned(&archive, &place("singlefile.html"));
    assert!(single[0].contains("https://courier.example/harbour"), "{}", single[0]);
    assert!(!single[0].contains("2023-05-16"), "a capture is no date of publication: {}", single[0]);
}

#[test]
fn a_page_and_its_copies_in_containers_are_one_article() {
    let archive = Archive::with([]);
    for name in ["folder.zip", "folder.tar", "site.warc", "site.wacz"] {
        archive.write(name, &fs::read(folder().join(name)).expect("a sample"));
    }
    let run = archive.run(["index"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let rows = archive.run(["export", "*", "--format", "jsonl"]);
    let harbour = rows.stdout.lines().filter(|line| line.contains("Harbour reopens")).count();
    assert!(harbour >= 1, "{}", rows.stdout);
}
