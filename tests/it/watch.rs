//! Saved searches: what is new comes once, whatever becomes of the index.

use std::fs;

use crate::archive::{Archive, Output};

const FERRY: &str =
    "Ferry strike ends\n\nThe ferry strike in Harrowmere ended on Monday after nine weeks of talks.\n";
const DOCK: &str =
    "Dock strike begins\n\nThe dockers of Northbank walked out on Friday, and their strike goes on today.\n";
const RAIL: &str =
    "Rail strike looms\n\nSignal crews at Wendle station vote on a strike that may stop all night trains.\n";

fn archive() -> Archive {
    let archive = Archive::with([("a.txt", FERRY), ("b.txt", DOCK)]);
    let saved = archive.run_all(&["search", "strike", "--save", "strike"]);
    assert_eq!(saved.code, 0, "{}", saved.stderr);
    archive
}

/// A story like no other: what stands in several but for its numbers would be furniture.
fn at_gate(number: usize) -> String {
    let letter = |at: usize| char::from(b'a' + (number / at % 26) as u8);
    let pier: String = [1, 26].map(letter).into_iter().chain("quay".chars()).collect();
    format!(
        "Dockers walk out at {pier}\n\nThe dockers of {pier} walked out on Friday, and their {pier} strike goes on.\n"
    )
}

fn headlines(output: &Output) -> Vec<String> {
    let rows = output.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON"));
    let mut all: Vec<String> =
        rows.map(|row: serde_json::Value| row["headline"].as_str().expect("a headline").to_owned()).collect();
    all.sort();
    all
}

/// Brings the index up to date and asks all searches; exit code and headlines.
fn news(archive: &Archive, flags: &[&str]) -> (i32, Vec<String>) {
    let output = archive.run_all(&[&["watch", "--refresh", "--format", "jsonl"], flags].concat());
    (output.code, headlines(&output))
}

fn told(code: i32, headlines: &[&str]) -> (i32, Vec<String>) {
    (code, headlines.iter().map(|&headline| headline.to_owned()).collect())
}

#[test]
fn what_is_new_comes_once() {
    let archive = archive();
    assert_eq!(news(&archive, &[]), told(0, &["Dock strike begins", "Ferry strike ends"]));
    assert_eq!(news(&archive, &[]), told(1, &[]));
    archive.write("c.txt", RAIL.as_bytes());
    archive.write(
        "d.txt",
        b"Fog on the river\n\nThe fog stayed on the river Wendle all day long, and no boat left.\n",
    );
    assert_eq!(news(&archive, &["--peek"]), told(0, &["Rail strike looms"]));
    assert_eq!(news(&archive, &["strike"]), told(0, &["Rail strike looms"]));
    assert_eq!(news(&archive, &[]), told(1, &[]));
}

#[test]
fn nothing_comes_twice_when_files_move_or_the_index_is_built_anew() {
    let archive = archive();
    assert_eq!(news(&archive, &[]).0, 0);
    fs::rename(archive.path("corpus/a.txt"), archive.path("corpus/z.txt")).expect("a move");
    assert_eq!(news(&archive, &[]), told(1, &[]));
    fs::remove_dir_all(archive.path("index")).expect("an index");
    assert_eq!(news(&archive, &[]), told(1, &[]));
    fs::remove_file(archive.path("corpus/b.txt")).expect("a file");
    assert_eq!(news(&archive, &[]), told(1, &[]));
    archive.write("b.txt", DOCK.as_bytes());
    assert_eq!(news(&archive, &[]), told(1, &[]), "it comes back, and was shown");
}

#[test]
fn a_reprint_of_what_was_shown_is_no_news_unless_the_search_says_so() {
    let body = "The harbour board of Harrowmere met for six hours on Tuesday night and agreed to sell the old customs house \
        to a group of shipwrights who have rented its cellar for twenty years, the strike notwithstanding. ";
    let archive = Archive::with([("a.txt", &*format!("Customs house is sold\n\n{}\n", body.repeat(2)))]);
    archive.run_all(&["search", "strike", "--save", "folded"]);
    archive.run_all(&["search", "strike", "--dup", "show", "--save", "shown"]);
    assert_eq!(news(&archive, &[]).1.len(), 2);
    archive.write("b.txt", format!("Old customs house goes\n\n{}\n", body.repeat(2)).as_bytes());
    assert_eq!(news(&archive, &["folded"]), told(1, &[]));
    assert_eq!(news(&archive, &["shown"]), told(0, &["Old customs house goes"]));
}

#[test]
fn a_baseline_takes_all_as_shown_and_a_limit_leaves_the_rest_for_later() {
    let archive = archive();
    archive.run_all(&["search", "strike", "--limit", "1", "--save", "slow"]);
    assert_eq!(news(&archive, &["strike", "--baseline"]), told(0, &[]));
    assert_eq!(news(&archive, &["strike"]), told(1, &[]));
    let first = news(&archive, &["slow"]);
    let second = news(&archive, &["slow"]);
    assert_eq!((first.1.len(), second.1.len()), (1, 1));
    assert_ne!(first.1, second.1);
    assert_eq!(news(&archive, &["slow"]), told(1, &[]));
}

#[test]
fn a_search_that_cannot_be_used_is_named_and_the_others_are_asked() {
    let archive = archive();
    fs::write(archive.path("searches/bad.toml"), "query = 'ferry'\nauthor = 'Reed'\n").expect("a file");
    let output = archive.run_all(&["watch", "--refresh", "--format", "jsonl"]);
    output.refuses(&["searches/bad.toml, line 2", "author"]);
    assert_eq!(headlines(&output).len(), 2);
    fs::write(archive.path("searches/bad.toml"), "query = 'autor:Reed ferry'\n").expect("a file");
    let output = archive.run_all(&["watch", "bad"]);
    assert!(
        output.stderr.contains("searches/bad.toml") || output.stderr.contains("autor"),
        "{}",
        output.stderr
    );
    archive.run_all(&["watch", "../x"]).refuses(&["no search `../x`", "bad, strike"]);
    archive.run_all(&["search", "x", "--save", "../x"]).refuses(&["letters, digits"]);
    archive.run_all(&["search", "x", "--save", "strike"]).refuses(&["there is a search `strike` already"]);
    let nothing = Archive::with([]).run_all(&["watch"]);
    assert_eq!(nothing.code, 1);
    assert!(nothing.stderr.contains("--save NAME"), "{}", nothing.stderr);
}

#[test]
fn a_feed_holds_what_came_last_and_both_readers_read_it() {
    for form in ["rss", "atom"] {
        let archive = archive();
        let flags = ["--format", form, "-o", "{name}.xml"];
        let ask = || archive.run_all(&[&["watch", "--refresh"][..], &flags].concat());
        assert_eq!(ask().code, 0);
        archive.write("c.txt", RAIL.as_bytes());
        let output = ask();
        assert_eq!((output.code, output.stdout.as_str()), (0, ""), "{}", output.stderr);
        let text = fs::read_to_string(archive.path("strike.xml")).expect("a feed");
        let feed = feed_rs::parser::parse(text.as_bytes()).expect("a feed");
        let titles: Vec<String> =
            feed.entries.iter().map(|entry| entry.title.clone().expect("a title").content).collect();
        assert_eq!((titles.len(), titles[0].as_str()), (3, "Rail strike looms"), "{titles:?}");
        assert_eq!(ask().code, 1);
        assert_eq!(fs::read_to_string(archive.path("strike.xml")).expect("a feed"), text);
        let reader = Archive::with([("feed.xml", &text)]);
        let read = reader.json(["search", "*", "--json"]);
        let headlines: Vec<&str> = read["hits"]
            .as_array()
            .expect("hits")
            .iter()
            .filter_map(|hit| hit["headline"].as_str())
            .collect();
        assert_eq!(headlines.len(), 3, "{read}");
        assert!(titles.iter().all(|title| headlines.contains(&title.as_str())), "{headlines:?}");
    }
}

#[test]
fn what_could_not_be_written_is_new_the_next_time() {
    let archive = archive();
    let output = archive.run_all(&["watch", "strike", "--refresh", "-o", "no/such/folder/news.txt"]);
    output.refuses(&["no/such/folder/news.txt"]);
    assert_eq!(news(&archive, &[]).1.len(), 2);
}

#[test]
fn a_small_limit_loses_nothing_between_runs() {
    let archive = Archive::with([("a.txt", FERRY), ("b.txt", DOCK)]);
    archive.run_all(&["search", "strike", "--limit", "1", "--save", "slow"]);
    let mut seen: Vec<String> = news(&archive, &[]).1;
    archive.write("c.txt", RAIL.as_bytes());
    for _ in 0..2 {
        let (code, headlines) = news(&archive, &[]);
        assert_eq!((code, headlines.len()), (0, 1), "{seen:?} are told");
        seen.extend(headlines);
    }
    seen.sort();
    assert_eq!(seen, ["Dock strike begins", "Ferry strike ends", "Rail strike looms"]);
    assert_eq!(news(&archive, &[]), told(1, &[]));
}

#[test]
fn what_does_not_fit_into_a_feed_is_new_the_next_time() {
    let archive = Archive::with([]);
    for number in 0..130 {
        archive.write(&format!("{number}.txt"), at_gate(number).as_bytes());
    }
    archive.run(["search", "strike", "--dup", "show", "--save", "all"]);
    let entries = |text: &str| text.matches("<entry>").count();
    let first = archive.run(["watch", "--format", "atom"]);
    assert_eq!((first.code, entries(&first.stdout)), (0, 100), "{}", first.stderr);
    assert!(first.stderr.contains("30 more are for the next time"), "{}", first.stderr);
    assert_eq!(news(&archive, &[]).1.len(), 30);
    assert_eq!(news(&archive, &[]), told(1, &[]));
}

/// Killed while it waits for somebody to take what it writes: nothing of it counts as shown.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_before_it_remembers_tells_all_again() {
    let archive = Archive::with([]);
    for number in 0..4 {
        archive.write(&format!("{number}.txt"), at_gate(number).as_bytes());
    }
    for name in ["one", "other"] {
        archive.run(["search", "strike", "--dup", "show", "--save", name]);
        let mut command = archive.command(["watch", name, "--format", "jsonl"]);
        let (reader, writer) = std::io::pipe().expect("a pipe");
        // A pipe that is full already: the first thing written waits.
        let mut filler = writer.try_clone().expect("a pipe");
        std::thread::spawn(move || while std::io::Write::write(&mut filler, &[b' '; 4096]).is_ok() {});
        std::thread::sleep(std::time::Duration::from_millis(300));
        let mut running = command.stdout(writer).spawn().expect("it starts");
        std::thread::sleep(std::time::Duration::from_secs(2));
        assert!(running.try_wait().expect("it can be asked").is_none(), "{name} waits for a reader");
        running.kill().expect("it is killed");
        running.wait().expect("it ended");
        drop(reader);
        let (code, headlines) = news(&archive, &[name]);
        assert_eq!((code, headlines.len()), (0, 4), "{name}");
        assert_eq!(news(&archive, &[name]), told(1, &[]));
    }
}
