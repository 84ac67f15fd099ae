//! Whatever ends the process while it indexes, the archive opens at the last generation or the new one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use cuttings::index::Archive;
use tempfile::TempDir;

/// Points of a commit at which a debug build of the program ends itself when asked.
const FAULTS: [&str; 5] = [
    "before the file table",
    "after the file table",
    "after the segments",
    "after the commit",
    "after the sweep",
];

/// Runs that are killed at a random moment.
const RANDOM_KILLS: u64 = 30;
/// Times that each point of the commit is tried.
const FAULT_ROUNDS: u64 = 5;
const ARTICLES: u64 = 120;

#[test]
fn a_killed_run_leaves_the_last_generation_or_the_new_one() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    fs::create_dir(folder.path().join("corpus")).expect("the folder is empty");
    edit(folder.path(), 0);
    assert!(start(folder.path(), None).wait().expect("the program runs").success());
    let mut last = check(folder.path(), 0);
    for round in 0..FAULT_ROUNDS {
        for fault in FAULTS {
            edit(folder.path(), round + 1);
            start(folder.path(), Some(fault)).wait().expect("the program runs");
            last = check(folder.path(), last);
        }
    }
    for round in 0..RANDOM_KILLS {
        edit(folder.path(), FAULT_ROUNDS + 1 + round);
        let mut child = start(folder.path(), None);
        thread::sleep(Duration::from_millis(7 * round));
        child.kill().expect("the program can be killed, or has ended");
        child.wait().expect("the program ends");
        last = check(folder.path(), last);
    }
    let output = command(folder.path()).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    check(folder.path(), last);
    let archive = Archive::open(&folder.path().join("index")).expect("the archive opens");
    assert_eq!(archive.generation().articles, ARTICLES);
}

/// The archive opens, at this generation or the next, and every article of it can be read. Gives its generation.
fn check(folder: &Path, last: u64) -> u64 {
    let archive = Archive::open(&folder.join("index")).expect("the archive opens");
    let generation = archive.generation();
    assert!((last..=last + 1).contains(&generation.number), "{last} was followed by {}", generation.number);
    let table = archive.files().expect("the table is there");
    let articles: BTreeSet<_> = table.files.values().flat_map(|entry| &entry.articles).collect();
    assert_eq!(articles.len() as u64, generation.articles);
    let mut articles = 0;
    for (segment, reader) in archive.searcher().segment_readers().iter().enumerate() {
        for doc in reader.doc_ids_alive() {
            archive.load(cuttings::index::Place::new(segment as u32, doc)).expect("every article is whole");
            articles += 1;
        }
    }
    assert_eq!(articles, generation.articles);
    generation.number
}

/// Gives a third of the articles other words.
fn edit(folder: &Path, round: u64) {
    for number in (0..ARTICLES).filter(|number| round == 0 || (number + round).is_multiple_of(3)) {
        let text = format!(
            "Ferry {number} sails again\n\nThe ferry number {number} left Harrowmere on its voyage {round} with all \
             its crew on board, and nobody on the quay could remember a calmer morning than this.\n\nRead the \
             timetable on the board of the harbour office\n"
        );
        fs::write(folder.join(format!("corpus/{number}.txt")), text).expect("the corpus is writable");
    }
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuttings"));
    command.env_clear().args(["index", "--archive"]).arg(folder);
    command
}

fn start(folder: &Path, fault: Option<&str>) -> Child {
    let mut command = command(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(fault) = fault {
        command.env("CUTTINGS_FAULT", fault);
    }
    command.spawn().expect("the program can be started")
}
