//! People overrule the cleaner: rules are tried, applied, and touch what they are about and nothing else.

use std::fs;

use crate::archive::{Archive, Output};

/// Words that make every story a story of its own: numbers and names would not, for furniture.
const WORDS: [&str; 6] = ["heron", "otter", "kettle", "lantern", "barley", "copper"];

/// Stories of two outlets; those of the Bell end with an appeal, those of the Tide open with a numbered line.
fn archive() -> Archive {
    let archive = Archive::with([]);
    for (number, word) in WORDS.iter().enumerate() {
        let story = format!(
            "The {word} lock was opened again on Monday, the keeper said, and the barges that had waited below the \
             {word} weir since the first frost went up one after the other until it was dark.\n\nNobody on the \
             {word} quay could say what had kept it shut, and nobody asked the keeper for his reasons twice.\n"
        );
        let bell =
            format!("Lock at the {word} weir opens\n\n{story}\nSupport the Bell with a donation today\n");
        archive.write(&format!("bell/{number}.txt"), bell.as_bytes());
        let tide =
            format!("Barges pass the {word} weir\n\nTide table no. {number} for the lower river\n\n{story}");
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
    let numbered = |line: &&str| line.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let line = page.lines().filter(numbered).find(|line| line.contains(beginning));
    line.unwrap_or_else(|| panic!("{page}"))
        .split_whitespace()
        .next()
        .expect("a number stands in front")
        .to_owned()
}

#[test]
fn rules_are_tried_then_applied_and_touch_what_they_are_about() {
    let archive = archive();
    archive.run(["index"]);
    assert_eq!(found(&archive, "donation"), 0);
    rules(
        &archive,
        "[[keep]]\ncontains = 'support the bell'\n\n[[drop]]\npattern = '^The (heron|otter) lock'\nkind = 'other'\n\n\
         [[keep]]\ntext = 'No such line'\n",
    );
    insta::assert_snapshot!(said(&archive.run(["rules"])), @r"
        [exit 0]
        line 1    keep what contains “support the bell”
        line 4    drop pattern “^The (heron|otter) lock” as other
        line 8    keep “No such line”
        [stderr]
        not applied yet; `cuttings rules test` shows what would change, `cuttings index` applies them
        ");
    insta::assert_snapshot!(said(&archive.run(["rules", "test"])), @r"
        [exit 0]
        line 1    keep what contains “support the bell”
                  6 articles, 6 blocks; 6 would come back into the body
                  bell/0.txt ¶ 4  Support the Bell with a donation today
                  bell/1.txt ¶ 4  Support the Bell with a donation today
                  bell/2.txt ¶ 4  Support the Bell with a donation today
        line 4    drop pattern “^The (heron|otter) lock” as other
                  4 articles, 4 blocks; 4 would leave the body
                  bell/0.txt ¶ 2  The heron lock was opened again on Monday, the keeper said, and the barg…
                  bell/1.txt ¶ 2  The otter lock was opened again on Monday, the keeper said, and the barg…
                  tide/0.txt ¶ 3  The heron lock was opened again on Monday, the keeper said, and the barg…
        line 8    keep “No such line”
                  matches nothing: look for a slip of the pen in the text, the outlet or the path
        [stderr]
        8 articles would come out otherwise; `cuttings index` applies the rules
        ");
    assert_eq!(found(&archive, "donation"), 0, "a trial writes nothing");
    let report = archive.json(["index", "--json"]);
    assert_eq!((&report["ruled"], &report["unchanged"]), (&8.into(), &12.into()), "{report}");
    assert_eq!(found(&archive, "donation"), 6);
    assert_eq!(found(&archive, "in:removed frost"), 4);
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
    insta::assert_snapshot!(said(&archive.run(["rules", "test"])), @r"
        [exit 0]
        undone    what rules did that are no longer there
                  6 articles, 6 blocks; 6 would leave the body
                  bell/0.txt ¶ 4  Support the Bell with a donation today
                  bell/1.txt ¶ 4  Support the Bell with a donation today
                  bell/2.txt ¶ 4  Support the Bell with a donation today
        [stderr]
        6 articles would come out otherwise; `cuttings index` applies the rules
        ");
    insta::assert_snapshot!(said(&archive.run(["index"])), @r"
        [exit 0]
        12 articles: 12 unchanged
        6 articles cleaned again, for the rules have changed
        [stderr]
        reading 12 files …
        ");
    assert_eq!(found(&archive, "donation"), 0);
}

#[test]
fn a_block_that_is_pointed_at_comes_back_here_and_in_its_sister_pages() {
    let archive = archive();
    archive.run(["index"]);
    let block = number(&archive, "bell/3.txt", "Support the Bell");
    let restored = archive.run_all(&["restore", &format!("bell/3.txt#{block}")]);
    insta::assert_snapshot!(said(&restored), @r#"
        [exit 0]
        rules.toml, line 5:

        # “Lock at the lantern weir opens”, bell/3.txt, block 4
        [[keep]]
        outlet = "Bell"
        text = "Support the Bell with a donation today"

        It fits 5 other articles too.

        [stderr]
        `cuttings rules test` shows what changes, `cuttings index` applies it
        "#);
    insta::assert_snapshot!(said(&archive.run_all(&["restore", &format!("bell/3.txt#{block}")])), @r"
        [exit 1]
        [stderr]
        bell/3.txt#4: there is a rule for it that is not applied yet; run `cuttings index`
        ");
    archive.run(["index"]);
    assert_eq!(found(&archive, "donation"), 6);
    insta::assert_snapshot!(said(&archive.run_all(&["restore", &format!("bell/4.txt#{block}")])), @r"
        [exit 1]
        [stderr]
        bell/4.txt#4: is in the article already
        ");
    let dropped = archive.run_all(&["drop", &format!("bell/3.txt#{block}"), "--here", "--kind", "donation"]);
    assert_eq!(dropped.code, 0, "{}", dropped.stderr);
    archive.run(["index"]);
    assert_eq!(found(&archive, "donation"), 5);
    assert!(
        archive.run(["show", "bell/3.txt", "--removed"]).stdout.contains("donation; your rule: “Support")
    );
}

#[test]
fn a_line_with_a_number_is_dropped_with_every_number_though_it_was_taken_for_a_standfirst() {
    let archive = archive();
    archive.run(["index"]);
    assert_eq!(found(&archive, "in:removed \"lower river\""), 0);
    let block = number(&archive, "tide/2.txt", "Tide table no");
    let dropped = archive.run_all(&["drop", &format!("tide/2.txt#{block}")]);
    assert!(dropped.stdout.contains("like = \"Tide table no. 2 for"), "{}", dropped.stdout);
    assert!(dropped.stdout.contains("It fits 5 other articles too."), "{}", dropped.stdout);
    assert_eq!(archive.json(["index", "--json"])["ruled"], 6);
    assert_eq!(found(&archive, "in:removed \"lower river\""), 6);
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
    insta::assert_snapshot!(say(&["restore", "bell/3.txt"]), @r"
        [exit 2]
        [stderr]
        cuttings: bell/3.txt: write the article, `#` and the number of the block, as `cuttings show --removed` prints it
        ");
    insta::assert_snapshot!(say(&["restore", "bell/3.txt#0"]), @r"
        [exit 2]
        [stderr]
        cuttings: bell/3.txt#0: write the article, `#` and the number of the block, as `cuttings show --removed` prints it
        ");
    insta::assert_snapshot!(say(&["restore", "bell/3.txt#77"]), @r"
        [exit 2]
        [stderr]
        cuttings: bell/3.txt#77: the article has blocks 1 to 4; `cuttings show --removed` prints them
        ");
    insta::assert_snapshot!(say(&["restore", "bell/33.txt#1"]), @r"
        [exit 1]
        [stderr]
        bell/33.txt: no article with this id or path; `cuttings search` lists both
        ");
    insta::assert_snapshot!(say(&["restore", "bell/3.txt#1"]), @r"
        [exit 1]
        [stderr]
        bell/3.txt#1: is the headline, which rules leave alone
        ");
    insta::assert_snapshot!(say(&["drop", "two.jsonl#1"]), @r"
        [exit 2]
        [stderr]
        cuttings: two.jsonl#1: the file holds 2 articles; name the one by its id
        ");
    insta::assert_snapshot!(say(&["drop", "bell/3.txt#4"]), @r"
        [exit 1]
        [stderr]
        bell/3.txt#4: is removed already
        ");
    assert!(!archive.path("rules.toml").exists());
    insta::assert_snapshot!(say(&["rules"]), @r"
        [exit 1]
        [stderr]
        no rules in ./rules.toml; `cuttings rules --help` tells how they look
        ");
}

#[test]
fn an_outlet_and_a_date_are_corrected_and_what_outlets_repeat_is_counted_anew() {
    let archive = archive();
    archive.run(["index"]);
    rules(&archive, "[[correct]]\npath = 'tide'\nset.outlet = 'The Bell'\nset.date = 2021-05-03\n");
    insta::assert_snapshot!(said(&archive.run(["rules", "test"])), @r"
        [exit 0]
        line 1    outlet is The Bell, date is 2021-05-03 below tide
                  6 articles; 6 articles would change
                  tide/0.txt now:  Tide, no date
                  tide/1.txt now:  Tide, no date
                  tide/2.txt now:  Tide, no date
        [stderr]
        6 articles would come out otherwise; `cuttings index` applies the rules
        ");
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
    insta::assert_snapshot!(said(&archive.run(["restore", "bell/1.txt#2"])), @r"
        [exit 2]
        [stderr]
        cuttings: ./rules.toml, line 5, column 12: `selector` has `:`; rules know element names, `.class`, `#id`, `*`, descendants and `>`, for these are what the index keeps of a page; none of it is applied until that is put right
        ");
}
