//! People overrule the cleaner: rules are tried, applied, and touch what they are about and nothing else.

use std::fs;

use crate::archive::{Archive, Output};

const STORY: &str = "said the lock keeper on Monday, and the barges that had waited below the weir since the first \
    frost went up one after the other until it was dark.";

/// Stories of two outlets; those of the Bell open with their standing line and end with an appeal.
fn archive() -> Archive {
    let archive = Archive::with([]);
    for number in 0..6 {
        let bell = format!(
            "Lock number {number} opens\n\nFrom the gull's nest, our watch on the water\n\nLock number {number} \
             was opened again, {STORY}\n\nSupport the Bell with a donation today\n"
        );
        archive.write(&format!("bell/{number}.txt"), bell.as_bytes());
        let tide = format!("Tide table {number} is out\n\nTide table number {number} is out, {STORY}\n");
        archive.write(&format!("tide/{number}.txt"), tide.as_bytes());
    }
    archive
}

fn rules(archive: &Archive, text: &str) {
    fs::write(archive.path("rules.toml"), text).expect("the archive is writable");
}

fn found(archive: &Archive, query: &str) -> i64 {
    archive.json(["search", query, "--json"])["total"].as_i64().expect("a number")
}

/// Exit code and both streams.
fn said(output: &Output) -> String {
    format!("[exit {}]\n{}[stderr]\n{}", output.code, output.stdout, output.stderr)
}

/// Number of the block of a story that begins so, as `show --removed` prints it.
fn number(archive: &Archive, article: &str, beginning: &str) -> String {
    let page = archive.run(["show", article, "--removed"]).stdout;
    let line = page.lines().find(|line| line.contains(beginning)).unwrap_or_else(|| panic!("{page}"));
    line.split_whitespace().next().expect("a number stands in front").to_owned()
}

#[test]
fn rules_are_tried_then_applied_and_touch_what_they_are_about() {
    let archive = archive();
    archive.run(["index"]);
    assert_eq!(found(&archive, "donation"), 0);
    rules(
        &archive,
        "[[keep]]\ncontains = 'support the bell'\n\n[[drop]]\npattern = '^Tide table number [12] '\nkind = 'other'\n\n\
         [[keep]]\ntext = 'No such line'\n",
    );
    insta::assert_snapshot!(said(&archive.run(["rules"])), @"");
    insta::assert_snapshot!(said(&archive.run(["rules", "test"])), @"");
    assert_eq!(found(&archive, "donation"), 0, "a trial writes nothing");
    let report = archive.json(["index", "--json"]);
    assert_eq!((&report["ruled"], &report["unchanged"]), (&8.into(), &12.into()), "{report}");
    assert_eq!(found(&archive, "donation"), 6);
    assert_eq!(found(&archive, "in:removed barges"), 2);
    assert_eq!(archive.json(["index", "--json"])["ruled"], 0);
    let trial = archive.json(["rules", "test", "--json"]);
    assert_eq!((&trial["articles"], &trial["rules"][0]["blocks"]), (&0.into(), &6.into()));
}

#[test]
fn a_rule_that_goes_is_undone_and_a_comment_changes_nothing() {
    let archive = archive();
    rules(&archive, "[[keep]]\ncontains = 'support the bell'\n");
    archive.run(["index"]);
    assert_eq!(found(&archive, "donation"), 6);
    rules(&archive, "# ours\n\n[[keep]]\ncontains = 'support the bell' # all of them\n");
    let report = archive.json(["index", "--json"]);
    assert_eq!((&report["ruled"], &report["generation"]), (&0.into(), &1.into()));
    fs::remove_file(archive.path("rules.toml")).expect("just written");
    insta::assert_snapshot!(said(&archive.run(["rules", "test"])), @"");
    insta::assert_snapshot!(said(&archive.run(["index"])), @"");
    assert_eq!(found(&archive, "donation"), 0);
}

#[test]
fn a_block_that_is_pointed_at_comes_back_here_and_in_its_sister_pages() {
    let archive = archive();
    archive.run(["index"]);
    let block = number(&archive, "bell/3.txt", "Support the Bell");
    let restored = archive.run_all(&["restore", &format!("bell/3.txt#{block}")]);
    insta::assert_snapshot!(said(&restored), @"");
    insta::assert_snapshot!(said(&archive.run_all(&["restore", &format!("bell/3.txt#{block}")])), @"");
    archive.run(["index"]);
    assert_eq!(found(&archive, "donation"), 6);
    insta::assert_snapshot!(said(&archive.run_all(&["restore", &format!("bell/4.txt#{block}")])), @"");
    let dropped = archive.run_all(&["drop", &format!("bell/3.txt#{block}"), "--here", "--kind", "donation"]);
    assert_eq!(dropped.code, 0, "{}", dropped.stderr);
    archive.run(["index"]);
    assert_eq!(found(&archive, "donation"), 5);
    assert!(
        archive.run(["show", "bell/3.txt", "--removed"]).stdout.contains("donation; your rule: “Support")
    );
}

#[test]
fn a_line_with_a_number_is_dropped_with_every_number() {
    let archive = archive();
    archive.run(["index"]);
    let block = number(&archive, "tide/2.txt", "Tide table number");
    let dropped = archive.run_all(&["drop", &format!("tide/2.txt#{block}")]);
    assert!(dropped.stdout.contains("like = \"Tide table number 2 is out,"), "{}", dropped.stdout);
    assert!(dropped.stdout.contains("It fits 5 other articles too."), "{}", dropped.stdout);
}

#[test]
fn what_cannot_be_pointed_at_is_said() {
    let archive = archive();
    archive.write(
        "two.jsonl",
        b"{\"title\": \"One\", \"text\": \"The ferry sailed on Monday.\"}\n{\"title\": \"Two\", \"text\": \"She did not.\"}\n",
    );
    archive.run(["index"]);
    let say = |arguments: &[&str]| said(&archive.run_all(arguments));
    insta::assert_snapshot!(say(&["restore", "bell/3.txt"]), @"");
    insta::assert_snapshot!(say(&["restore", "bell/3.txt#0"]), @"");
    insta::assert_snapshot!(say(&["restore", "bell/3.txt#77"]), @"");
    insta::assert_snapshot!(say(&["restore", "bell/33.txt#1"]), @"");
    insta::assert_snapshot!(say(&["restore", "bell/3.txt#1"]), @"");
    insta::assert_snapshot!(say(&["drop", "two.jsonl#1"]), @"");
    insta::assert_snapshot!(say(&["drop", "bell/3.txt#4"]), @"");
    assert!(!archive.path("rules.toml").exists());
    insta::assert_snapshot!(say(&["rules"]), @"");
}

#[test]
fn an_outlet_and_a_date_are_corrected_and_what_outlets_repeat_is_counted_anew() {
    let archive = archive();
    archive.run(["index"]);
    rules(&archive, "[[correct]]\npath = 'tide'\nset.outlet = 'The Bell'\nset.date = 2021-05-03\n");
    insta::assert_snapshot!(said(&archive.run(["rules", "test"])), @"");
    let report = archive.json(["index", "--json"]);
    assert_eq!(report["ruled"], 6);
    let shown = archive.json(["show", "tide/1.txt", "--json"]);
    assert_eq!((&shown["outlet"], &shown["date"]), (&"The Bell".into(), &"2021-05-03".into()));
    assert_eq!((&shown["sources"]["outlet"], &shown["sources"]["date"]), (&"user".into(), &"user".into()));
    assert_eq!(found(&archive, "outlet:bell"), 12);
    let clean = archive.json(["clean", "corpus/tide/1.txt", "--json"]);
    assert_eq!(clean["outlet"], "The Bell", "`clean` knows the rules of the archive too");
}

#[test]
fn faulty_rules_stop_the_run_and_leave_the_index_as_it_is() {
    let archive = archive();
    archive.run(["index"]);
    rules(&archive, "[[keep]]\ncontains = 'support'\n\n[[drop]]\nselector = 'p:hover'\n");
    for arguments in [
        &["index"][..],
        &["search", "lock", "--refresh"],
        &["rules", "test"],
        &["clean", "corpus/bell/1.txt"],
    ] {
        let output = archive.run_all(arguments);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(
            output.stderr.contains("rules.toml, line 5, column 12: `selector` has `:`"),
            "{}",
            output.stderr
        );
    }
    assert_eq!(found(&archive, "donation"), 0, "a search without --refresh answers from the index");
    insta::assert_snapshot!(said(&archive.run(["restore", "bell/1.txt#2"])), @"");
}
