//! `index --follow` in a real folder: what changes there is found within seconds, and an interrupt ends it cleanly.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::archive::Archive;

/// How long anything may take: a slow machine is no failure, a change that is never seen is one.
const PATIENCE: Duration = Duration::from_secs(90);

/// A program that follows an archive.
struct Follower<'a> {
    archive: &'a Archive,
    process: Child,
}

impl<'a> Follower<'a> {
    /// Starts it and waits until it follows.
    fn start(archive: &'a Archive, flags: &[&str]) -> Self {
        let mut process = Command::new(crate::archive::PROGRAM)
            .env_clear()
            .current_dir(archive.path("."))
            .args(["index", "--follow"])
            .args(flags)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let stderr = BufReader::new(process.stderr.take().expect("a pipe"));
        let mut lines = stderr.lines().map_while(Result::ok);
        assert!(lines.any(|line| line.starts_with("following the corpus")), "it never follows");
        thread::spawn(move || lines.for_each(drop));
        Self { archive, process }
    }

    /// Waits until a search finds so many articles.
    #[track_caller]
    fn awaits(&mut self, query: &str, articles: u64) {
        let end = Instant::now() + PATIENCE;
        loop {
            let found = self.archive.json(["search", query, "--dup", "show", "--json"])["total"].as_u64();
            if found == Some(articles) {
                return;
            }
            assert!(self.process.try_wait().expect("a process").is_none(), "it has ended");
            assert!(Instant::now() < end, "{query}: {found:?} articles, not {articles}");
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Interrupts it as Ctrl-C does; gives its exit code.
    fn interrupt(mut self) -> Option<i32> {
        let kill = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
        assert!(kill.expect("kill can be started").success());
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.process.try_wait().expect("a process") {
                return status.code();
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("it does not end");
    }
}

impl Drop for Follower<'_> {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn story(word: &str) -> String {
    format!(
        "The {word} of Harrowmere\n\nThe {word} was seen in Harrowmere on Monday, and nobody knew whose it was.\n"
    )
}

fn archive() -> Archive {
    let words = ["otter", "heron", "walrus", "badger", "lapwing", "stoat"];
    let archive = Archive::with([]);
    words.iter().for_each(|word| archive.write(&format!("{word}.txt"), story(word).as_bytes()));
    archive
}

#[test]
fn files_that_come_change_move_and_go_are_followed() {
    let archive = archive();
    for flags in [&[][..], &["--poll", "1"]] {
        let mut follower = Follower::start(&archive, flags);
        archive.write("new/deep/marten.txt", story("marten").as_bytes());
        follower.awaits("marten", 1);
        archive.write("otter.txt", story("polecat").as_bytes());
        follower.awaits("polecat", 1);
        follower.awaits("otter", 0);
        fs::rename(archive.path("corpus/new"), archive.path("corpus/moved")).expect("a move");
        follower.awaits("path:moved", 1);
        follower.awaits("path:new", 0);
        fs::remove_dir_all(archive.path("corpus/moved")).expect("a folder");
        follower.awaits("marten", 0);
        archive.write("otter.txt", story("otter").as_bytes());
        follower.awaits("otter", 1);
        assert_eq!(follower.interrupt(), Some(0));
    }
    assert_eq!(archive.json(["search", "*", "--dup", "show", "--json"])["total"], 6);
    let again = archive.run(["index"]);
    assert!(again.stdout.contains("6 unchanged"), "{}", again.stdout);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_is_not_read_before_its_writer_has_finished() {
    let archive = archive();
    let mut follower = Follower::start(&archive, &[]);
    let mut file = File::create(archive.path("corpus/slow.txt")).expect("a file");
    let text = story("capercaillie");
    let (first, second) = text.split_at(text.len() / 2);
    file.write_all(first.as_bytes()).expect("written");
    file.flush().expect("written");
    // Another file comes meanwhile and must not drag the unfinished one along.
    archive.write("quick.txt", story("ptarmigan").as_bytes());
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(3) {
        let found = archive.json(["search", "capercaillie OR path:slow", "--json"])["total"].clone();
        // A writer that keeps still for 15 seconds is taken for finished.
        assert!(found == 0 || begin.elapsed() > Duration::from_secs(12), "{found}");
        thread::sleep(Duration::from_millis(100));
    }
    file.write_all(second.as_bytes()).expect("written");
    drop(file);
    follower.awaits("capercaillie \"whose it was\"", 1);
    follower.awaits("ptarmigan", 1);
    assert_eq!(follower.interrupt(), Some(0));
    assert_eq!(archive.json(["status", "--json"])["failures"], serde_json::json!([]));
}
