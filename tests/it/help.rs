//! What the program says of itself: a snapshot of every help page, and of what it says to those who type amiss.

use std::process::{Command, Stdio};

use crate::archive::Archive;

/// Every command, the commands of `eval` among them.
const COMMANDS: [&[&str]; 56] = [
    &[],
    &["search"],
    &["explain"],
    &["index"],
    &["watch"],
    &["show"],
    &["clean"],
    &["cite"],
    &["export"],
    &["forget"],
    &["tag"],
    &["note"],
    &["restore"],
    &["drop"],
    &["rules"],
    &["rules", "test"],
    &["people"],
    &["orgs"],
    &["places"],
    &["who"],
    &["batch"],
    &["reprints"],
    &["timeline"],
    &["topics"],
    &["similar"],
    &["source"],
    &["quotes"],
    &["names"],
    &["names", "merge"],
    &["names", "split"],
    &["names", "rename"],
    &["names", "retype"],
    &["names", "ignore"],
    &["names", "identify"],
    &["names", "suggest"],
    &["names", "check"],
    &["names", "import"],
    &["outlets"],
    &["status"],
    &["formats"],
    &["generate"],
    &["completions"],
    &["man"],
    &["eval"],
    &["eval", "extraction"],
    &["eval", "siblings"],
    &["eval", "furniture"],
    &["eval", "quotations"],
    &["eval", "retrieval"],
    &["eval", "seed"],
    &["eval", "entities"],
    &["eval", "corpus"],
    &["eval", "floors"],
    &["train"],
    &["train", "cleaner"],
    &["train", "names"],
];

#[test]
fn every_command_explains_itself() {
    let archive = Archive::with([]);
    for command in COMMANDS {
        let arguments: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        let page = archive.run_all(&arguments);
        assert_eq!((page.code, page.stderr.as_str()), (0, ""), "{command:?}");
        let name = if command.is_empty() { "cuttings".to_owned() } else { command.join("_") };
        insta::assert_snapshot!(name, page.stdout);
    }
}

#[test]
fn every_page_has_an_example_that_can_be_typed() {
    let archive = Archive::with([]);
    for command in COMMANDS.iter().filter(|command| !command.is_empty()) {
        let arguments: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        let page = archive.run_all(&arguments).stdout;
        assert!(page.contains(&format!("Example: cuttings {}", command.join(" "))), "{command:?}: {page}");
    }
}

/// Exit code and both streams.
fn typed(arguments: &[&str]) -> String {
    let output = Archive::with([]).run_all(arguments);
    format!("[exit {}]\n{}[stderr]\n{}", output.code, output.stdout, output.stderr)
}

#[test]
fn plain_words_are_answered_with_the_line_to_type() {
    insta::assert_snapshot!(typed(&["harbour", "strike", "\"night boat\""]), @r#"
        [exit 2]
        [stderr]
        cuttings: harbour is not a command; to search, type

            cuttings search harbour strike '"night boat"'
        "#);
    insta::assert_snapshot!(typed(&["serach", "strike"]), @r"
        [exit 2]
        [stderr]
        cuttings: serach is not a command; did you mean

            cuttings search strike
        ");
}

#[test]
fn a_flag_that_does_not_exist_is_told_and_a_word_left_out_is_not_a_flag() {
    insta::assert_snapshot!(typed(&["search", "strike", "--limt", "3"]), @r"
        [exit 2]
        [stderr]
        error: unexpected argument '--limt' found

          tip: a similar argument exists: '--limit'

        Usage: cuttings search --limit <N> <QUERY>...

        For more information, try '--help'.
        ");
    insta::assert_snapshot!(typed(&["search", "strike", "--since", "yesterday"]), @r"
        [exit 2]
        [stderr]
        error: invalid value 'yesterday' for '--since <DATE>': write 2023-06-14, 2023-06, 2023, or 30d for thirty days ago

        For more information, try '--help'.
        ");
    let archive = Archive::with([
        ("a.txt", "Ferry strike ends\n\nThe ferry strike in Harrowmere ended on Monday after nine weeks.\n"),
        ("b.txt", "Dock strike ends\n\nThe dock strike in Harrowmere ended on Friday after six weeks.\n"),
    ]);
    let found = archive.json(["search", "strike", "-ferry", "--json"]);
    assert_eq!(found["total"], 1);
}

#[test]
fn an_empty_query_and_an_unknown_article_are_told_what_to_do() {
    insta::assert_snapshot!(typed(&["search", " "]), @r"
        [exit 2]
        [stderr]
        cuttings: the query is empty; write words to look for, or '*' for every article
        ");
    insta::assert_snapshot!(typed(&["show", "3fa9c2d1"]), @r"
        [exit 2]
        [stderr]
        cuttings: opening the index: ./index: no index here; run `cuttings index` to build one
        ");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let archive = Archive::with([("a.txt", "Ferry strike ends\n\nThe ferry strike ended on Monday.\n")]);
    archive.run(["index"]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_cuttings"))
        .env_clear()
        .current_dir(archive.path("."))
        .args(["export", "*", "--format", "csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
