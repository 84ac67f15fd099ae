//! Folders that cannot be read or written, full disks, other writers, damaged indexes: a clear message, and nothing
//! committed is lost.

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use crate::archive::Archive;
use crate::bad_input::STORY;

const OTHER: &str = "Mill wheel turns again\n\nThe wheel at Oxley Ferry was set going by Mayor Ingrid Solvane on \
    Friday, after two years in which the water had run past it unused.\n";

/// Changes who may do what with a file or folder.
fn allow(archive: &Archive, path: &str, mode: u32) {
    fs::set_permissions(archive.path(path), Permissions::from_mode(mode)).expect("it is ours");
}

/// The same for everything in the index folder.
fn index_modes(archive: &Archive, folders: u32, files: u32) {
    for entry in walkdir::WalkDir::new(archive.path("index")).into_iter().flatten() {
        let mode = if entry.file_type().is_dir() { folders } else { files };
        fs::set_permissions(entry.path(), Permissions::from_mode(mode)).expect("it is ours");
    }
}

#[test]
fn a_settings_file_cannot_lead_out_of_the_archive() {
    let archive = Archive::with([("bell.txt", STORY)]);
    fs::write(archive.path("cuttings.toml"), "corpus = \"../..\"\n").expect("the archive is writable");
    archive.run(["index"]).refuses(&["cuttings.toml", "`corpus`", "../..", "--corpus"]);
    fs::write(archive.path("cuttings.toml"), "index = \"/tmp\"\n").expect("the archive is writable");
    archive.run(["search", "bell"]).refuses(&["cuttings.toml", "`index`", "/tmp", "--index"]);
}

#[test]
fn a_corpus_that_does_not_exist_is_named() {
    let archive = Archive::with([("bell.txt", STORY)]);
    archive.run(["index", "--corpus", "nowhere"]).refuses(&["nowhere", "no such corpus folder", "--corpus"]);
    archive.run(["search", "bell", "--corpus", "nowhere"]).refuses(&["nowhere", "--corpus"]);
    archive.run(["index", "--corpus", "corpus/bell.txt"]).refuses(&["bell.txt", "Not a directory"]);
    archive.run(["search", "bell", "--archive", "nowhere"]).refuses(&["nowhere", "--archive"]);
    assert!(!archive.path("index/manifest.json").exists());
}

#[test]
fn an_unmounted_corpus_keeps_its_articles() {
    let archive = Archive::with([("bell.txt", STORY)]);
    archive.run(["index"]);
    fs::rename(archive.path("corpus"), archive.path("away")).expect("it is there");
    let report = archive.json(["index", "--json"]);
    assert_eq!((&report["articles"], &report["unreachable"]), (&1.into(), &1.into()), "{report}");
    assert!(report["failures"][0]["path"].as_str().is_some_and(|path| path.ends_with("corpus")), "{report}");
    assert!(archive.run(["status"]).stdout.contains("mount the disk"));
    assert_eq!(archive.json(["search", "bell", "--json"])["total"], 1);
    fs::create_dir(archive.path("corpus")).expect("it is away");
    let emptied = archive.run(["index"]);
    emptied.refuses(&["--prune", "mounted"]);
    assert_eq!(archive.json(["search", "bell", "--json"])["total"], 1);
    archive.run(["index", "--prune"]);
    assert_eq!(archive.run(["search", "bell"]).code, 1);
}

#[test]
fn a_file_or_folder_that_nobody_may_read_is_told_and_its_articles_are_kept() {
    let archive = Archive::with([("bell.txt", STORY), ("mill/wheel.txt", OTHER), ("new/shut.txt", "x")]);
    allow(&archive, "corpus/new/shut.txt", 0);
    let first = archive.run_bound(["index"]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert!(first.stderr.contains("new/shut.txt: Permission denied"), "{}", first.stderr);
    assert!(first.stderr.contains("make the file readable"), "{}", first.stderr);
    allow(&archive, "corpus/bell.txt", 0);
    allow(&archive, "corpus/mill", 0);
    let touched = archive.run_bound(["index", "--verify"]);
    assert!(touched.stderr.contains("2 articles kept"), "{}", touched.stderr);
    let status = archive.run_bound(["status"]).stdout;
    for kept in ["bell.txt", "mill/wheel.txt"] {
        assert!(
            status.lines().any(|line| line.contains(kept) && line.contains("Permission denied")),
            "{status}"
        );
    }
    assert_eq!(archive.run_bound(["search", "wheel"]).code, 0);
    allow(&archive, "corpus/bell.txt", 0o644);
    allow(&archive, "corpus/mill", 0o755);
    allow(&archive, "corpus/new/shut.txt", 0o644);
    let healed = archive.run_bound(["index", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&healed.stdout).expect("a report");
    assert_eq!((&report["articles"], &report["unreachable"]), (&3.into(), &0.into()), "{report}");
}

#[test]
fn what_the_program_itself_may_not_read_or_write_is_named() {
    let archive = Archive::with([("bell.txt", STORY)]);
    fs::write(archive.path("cuttings.toml"), "threads = 1\n").expect("the archive is writable");
    allow(&archive, "corpus", 0);
    archive.run_bound(["index"]).refuses(&["corpus", "Permission denied"]);
    allow(&archive, "corpus", 0o755);
    allow(&archive, "cuttings.toml", 0);
    archive.run_bound(["search", "bell"]).refuses(&[
        "cuttings.toml",
        "Permission denied",
        "make it readable",
    ]);
    allow(&archive, "cuttings.toml", 0o644);
    allow(&archive, "", 0o555);
    archive.run_bound(["search", "bell"]).refuses(&["index", "Permission denied", "writable"]);
    allow(&archive, "", 0o755);
    assert_eq!(archive.run_bound(["search", "bell"]).code, 0);
    allow(&archive, "index", 0);
    archive.run_bound(["search", "bell"]).refuses(&["index/manifest.json", "Permission denied"]);
    allow(&archive, "index", 0o755);
    allow(&archive, "corpus", 0o555);
    let exported = archive.run_bound(["export", "bell", "--format", "csv", "-o", "corpus/bell.csv"]);
    exported.refuses(&["corpus/bell.csv", "Permission denied"]);
}

#[test]
fn an_index_folder_that_may_only_be_read_answers_and_says_why_it_stays_old() {
    let archive = Archive::with([("bell.txt", STORY)]);
    assert_eq!(archive.run_bound(["index"]).code, 0);
    archive.write("wheel.txt", OTHER.as_bytes());
    index_modes(&archive, 0o555, 0o444);
    assert_eq!(archive.run_bound(["search", "bell"]).code, 0);
    assert_eq!(archive.run_bound(["status"]).code, 0);
    for arguments in [["index", "--verify"], ["people", "--refresh"]] {
        archive.run_bound(arguments).refuses(&["./index", "Permission denied", "writable"]);
    }
    index_modes(&archive, 0o755, 0o644);
    assert_eq!(archive.run_bound(["index"]).code, 0);
    assert_eq!(archive.run_bound(["search", "wheel"]).code, 0);
}

#[test]
fn an_index_of_another_format_is_told_and_rebuilt_on_request() {
    let archive = Archive::with([("bell.txt", STORY)]);
    archive.run(["index"]);
    let manifest = archive.path("index/manifest.json");
    let text = fs::read_to_string(&manifest).expect("the index has a manifest");
    let format = text.find("\"format\": ").expect("the manifest names its format") + "\"format\": ".len();
    for other in
        [format!("{}9{}", &text[..format], &text[format..]), "not json".to_owned(), "\u{0}".repeat(9)]
    {
        fs::write(&manifest, other).expect("the index is writable");
        for arguments in [["search", "bell"], ["index", "--verify"]] {
            archive.run(arguments).refuses(&["./index", "another format", "--rebuild"]);
        }
        assert_eq!(archive.run(["index", "--rebuild"]).code, 0);
        assert_eq!(archive.json(["search", "bell", "--json"])["total"], 1);
    }
}

#[test]
fn a_damaged_index_is_told_and_rebuilt_on_request() {
    let archive = Archive::with([("bell.txt", STORY), ("wheel.txt", OTHER)]);
    archive.run(["index"]);
    let files = || -> Vec<PathBuf> {
        let entries = walkdir::WalkDir::new(archive.path("index")).sort_by_file_name().into_iter().flatten();
        entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
    };
    let whole = |path: &PathBuf| fs::read(path).expect("the index is readable");
    for at in 0..files().len() {
        for harm in [|_: Vec<u8>| Vec::new(), halved, garbled] {
            let path = files().remove(at);
            fs::write(&path, harm(whole(&path))).expect("the index is writable");
            for arguments in [&["search", "bell"][..], &["people"], &["status"], &["index", "--verify"]] {
                let output = archive.run_all(arguments);
                assert!((0..=2).contains(&output.code), "{} {arguments:?} {}", path.display(), output.stderr);
                if output.code == 2 {
                    output.refuses(&["--rebuild"]);
                }
            }
            let rebuilt = archive.run(["index", "--rebuild"]);
            assert_eq!(rebuilt.code, 0, "{} {}", path.display(), rebuilt.stderr);
            assert_eq!(archive.json(["search", "bell", "--json"])["total"], 1, "{}", path.display());
        }
    }
}

fn halved(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() / 2);
    bytes
}

fn garbled(mut bytes: Vec<u8>) -> Vec<u8> {
    let step = (bytes.len() / 11).max(1);
    bytes.iter_mut().step_by(step).for_each(|byte| *byte ^= 0xa5);
    bytes
}

#[test]
fn a_second_writer_is_told_who_holds_the_index() {
    let archive = Archive::with([("bell.txt", STORY)]);
    archive.run(["index"]);
    let held =
        cuttings::index::Writer::open(&archive.path("index"), 1, 15_000_000, false).expect("nobody writes");
    let holder = format!("process {}", std::process::id());
    archive.run(["index"]).refuses(&["./index", &holder, "wait for it"]);
    archive.run(["search", "bell", "--refresh"]).refuses(&[&holder]);
    assert_eq!(archive.run(["search", "bell"]).code, 0, "readers go on");
    drop(held);
}

/// A small disk of its own at a path, gone at the end.
struct Disk(PathBuf);

impl Disk {
    /// `None` where this user may not mount one.
    fn mount(at: PathBuf, kib: u32) -> Option<Self> {
        fs::create_dir_all(&at).ok()?;
        let size = format!("size={kib}k");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&at).output().ok()?;
        mounted.status.success().then_some(Self(at))
    }

    /// Fills it up to so many bytes.
    fn fill(&self, free: u64) {
        let ballast = self.0.join("ballast");
        let mut file = fs::File::create(&ballast).expect("the disk is writable");
        while file.write_all(&[1; 4096]).is_ok() {}
        let length = fs::metadata(&ballast).expect("it was just made").len();
        file.set_len(length.saturating_sub(free)).expect("a file can be cut");
    }

    fn empty(&self) {
        fs::remove_file(self.0.join("ballast")).expect("the disk was filled");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

/// Step in which the free space grows from run to run, in bytes: a page of the file system.
const SPACE_STEP: usize = 4096;

#[test]
fn a_disk_that_fills_up_at_any_moment_loses_nothing() {
    let archive = Archive::with([("bell.txt", STORY), ("wheel.txt", OTHER)]);
    let Some(disk) = Disk::mount(archive.path("index"), 8 * 1024) else {
        eprintln!("passed over: no disk can be mounted here");
        return;
    };
    assert_eq!(archive.run(["index"]).code, 0);
    // Copies of a flash at long paths that nothing shortens: their table of files is larger than their pages, so that each phase
    // needs more room than the one before.
    for number in 0..120_u8 {
        let hash = |part, piece| blake3::hash(&[number, part, piece]).to_hex().to_string();
        let name = |part| [0, 1, 2].map(|piece| hash(part, piece)).concat();
        archive.write(&format!("{}/{}/{}.txt", name(0), name(1), name(2)), b"Flash\n\nThe bell rang twice.");
    }
    let mut refused = Vec::new();
    let completed = (0..400).find(|step| {
        disk.fill(u64::from(*step * SPACE_STEP as u32));
        let run = archive.run(["index"]);
        if run.code != 0 {
            run.refuses(&["disk", "full"]);
            refused.push(run.stderr.lines().last().unwrap_or_default().to_owned());
            let old = archive.json(["search", "bell", "--json"]);
            assert_eq!((&old["total"], &old["generation"]), (&1.into(), &1.into()), "{}", run.stderr);
            assert!(!archive.path("index/spool").exists(), "a failed run leaves the disk as it was");
        }
        disk.empty();
        run.code == 0
    });
    assert!(completed.is_some_and(|steps| steps > 8), "{completed:?} {refused:?}");
    for phase in ["index/spool", "index/files-2", "could not be written"] {
        assert!(refused.iter().any(|told| told.contains(phase)), "never full at {phase}: {refused:?}");
    }
    assert_eq!(articles(&archive, "index"), articles(&archive, "fresh"));
}

#[test]
fn space_after_a_full_disk_is_all_that_a_run_needs() {
    let archive = Archive::with([("bell.txt", STORY)]);
    let Some(disk) = Disk::mount(archive.path("index"), 8 * 1024) else {
        eprintln!("passed over: no disk can be mounted here");
        return;
    };
    assert_eq!(archive.run(["index"]).code, 0);
    archive.write("wheel.txt", OTHER.as_bytes());
    disk.fill(0);
    archive.run(["index"]).refuses(&["disk", "full"]);
    assert_eq!(archive.json(["search", "bell", "--json"])["total"], 1);
    assert_eq!(archive.run(["search", "wheel"]).code, 1);
    disk.empty();
    assert_eq!(archive.run(["index"]).code, 0);
    assert_eq!(articles(&archive, "index"), articles(&archive, "fresh"));
}

/// Every article that the index in a folder holds, built where it is not there yet, in an order of its own.
fn articles(archive: &Archive, index: &str) -> Vec<String> {
    let output = archive.run(["export", "*", "--articles", "--format", "jsonl", "--index", index]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let mut lines: Vec<String> = output.stdout.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}
