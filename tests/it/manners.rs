//! Manners of the command line: shells, manuals, terminals, pipes.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use crate::archive::{Archive, PROGRAM};

fn archive() -> Archive {
    let archive = Archive::with([
        (
            "a b/é%1.txt",
            "Ferry strike ends\n\nThe ferry strike in Harrowmere ended on Monday after nine weeks.\n",
        ),
        (
            "b.txt",
            "Dock strike begins\n\nThe dockers of Northbank walked out, said Ann Reed. \"We strike,\" she said.\n",
        ),
    ]);
    assert_eq!(archive.run(["index"]).code, 0);
    archive
}

#[test]
fn every_shell_gets_completions_and_bash_takes_them() {
    let archive = Archive::with([]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = archive.run(["completions", shell]);
        assert_eq!((script.code, script.stderr.as_str()), (0, ""), "{shell}");
        for word in ["watch", "reprints", "--hyperlink"] {
            assert!(script.stdout.contains(word.trim_start_matches('-')), "{shell}: {word}");
        }
    }
    let script = archive.run(["completions", "bash"]).stdout;
    let asks =
        "COMP_WORDS=(cuttings wat); COMP_CWORD=1; _cuttings cuttings wat cuttings; echo \"${COMPREPLY[@]}\"";
    let bash = Command::new("bash").args(["-c", &format!("{script}\n{asks}")]).output();
    let Ok(bash) = bash else { return };
    assert_eq!(
        String::from_utf8_lossy(&bash.stdout).trim(),
        "watch",
        "{}",
        String::from_utf8_lossy(&bash.stderr)
    );
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let archive = Archive::with([]);
    let run = archive.run(["man", "--dir", "man1"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let pages: Vec<String> = fs::read_dir(archive.path("man1"))
        .expect("a folder")
        .map(|page| page.expect("a page").file_name().to_string_lossy().into_owned())
        .collect();
    for page in ["cuttings.1", "cuttings-search.1", "cuttings-names-merge.1", "cuttings-eval-retrieval.1"] {
        assert!(pages.iter().any(|name| name == page), "{page}: {pages:?}");
    }
    let search = archive.run(["man", "search"]).stdout;
    assert!(
        search.contains(".TH") && search.contains("night boat") && search.contains("Query language"),
        "{search}"
    );
    assert_eq!(search, fs::read_to_string(archive.path("man1/cuttings-search.1")).expect("a page"));
    archive.run(["man", "serach"]).refuses(&["no command `serach`"]);
}

/// Runs the program in a terminal that is 20 lines high, with this pager; what the terminal got, without carriage
/// returns. `None` where the system has no `script`.
fn in_terminal(archive: &Archive, arguments: &str, environment: &[(&str, &str)]) -> Option<String> {
    let line = format!("stty rows 20 cols 80; {PROGRAM} {arguments}");
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).current_dir(archive.path(".")).stdin(Stdio::null());
    command.env("TERM", "xterm-256color").env_remove("NO_COLOR").env_remove("PAGER").env_remove("LESS");
    let output = command.envs(environment.iter().copied()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).replace('\r', ""))
}

#[test]
fn long_answers_go_through_a_pager_and_short_ones_do_not() {
    let archive = archive();
    let pager = [("PAGER", "sed s/^/PAGED:/")];
    let Some(long) = in_terminal(&archive, "formats", &pager) else { return };
    assert!(long.lines().count() > 20 && long.lines().all(|line| line.starts_with("PAGED:")), "{long}");
    let check = |arguments: &str, environment: &[(&str, &str)]| {
        let text = in_terminal(&archive, arguments, environment).expect("a terminal");
        assert!(!text.contains("PAGED:") && text.contains('\n'), "{arguments}: {text}");
        text
    };
    check("outlets", &pager);
    check("formats --no-pager", &pager);
    check("formats", &[("PAGER", "sed s/^/PAGED:/"), ("CUTTINGS_PAGER", "cat")]);
    let missing = check("formats", &[("PAGER", "no-such-pager-anywhere")]);
    assert!(missing.contains("cannot be started") && missing.contains("bibtex"), "{missing}");
    let quitter = in_terminal(&archive, "export '*' --format html; echo code $?", &[("PAGER", "head -1")]);
    assert!(quitter.expect("a terminal").ends_with("code 0\n"));
}

#[test]
fn a_terminal_gets_colour_and_links_and_a_pipe_neither() {
    let archive = archive();
    let plain = archive.run(["search", "ferry"]).stdout;
    assert!(!plain.contains('\u{1b}'), "{plain}");
    let linked = archive.run(["search", "ferry", "--hyperlink", "always"]).stdout;
    assert!(
        linked.contains("/corpus/a%20b/%C3%A9%251.txt\u{1b}\\a b/é%1.txt\u{1b}]8;;\u{1b}\\"),
        "{linked:?}"
    );
    let Some(text) = in_terminal(&archive, "search ferry", &[]) else { return };
    assert!(text.contains("\u{1b}]8;;file:///") && text.contains("\u{1b}[1m"), "{text:?}");
    let text = in_terminal(&archive, "search ferry", &[("NO_COLOR", "1")]).expect("a terminal");
    assert!(text.contains("\u{1b}]8;;") && !text.contains("\u{1b}["), "{text:?}");
    let text =
        in_terminal(&archive, "search ferry --hyperlink never", &[("NO_COLOR", "1")]).expect("a terminal");
    assert!(!text.contains('\u{1b}'), "{text:?}");
    let text = in_terminal(&archive, "search ferry", &[("TERM", "dumb")]).expect("a terminal");
    assert!(!text.contains('\u{1b}'), "{text:?}");
}

/// Every command that writes something to read.
const LISTS: [&[&str]; 30] = [
    &["search", "strike"],
    &["search", "strike", "--json"],
    &["search", "strike", "--jsonl"],
    &["explain", "strike"],
    &["index"],
    &["index", "--json"],
    &["watch", "--list"],
    &["watch", "--peek"],
    &["show", "b.txt"],
    &["show", "b.txt", "--json"],
    &["clean", "corpus/b.txt"],
    &["cite", "b.txt"],
    &["export", "*", "--format", "csv"],
    &["people"],
    &["orgs", "--json"],
    &["places"],
    &["who", "Ann Reed"],
    &["quotes", "Reed"],
    &["reprints", "*"],
    &["timeline", "*"],
    &["topics"],
    &["similar", "b.txt"],
    &["source", "the dockers of Northbank walked out"],
    &["outlets"],
    &["status"],
    &["status", "--json"],
    &["formats"],
    &["names", "suggest"],
    &["completions", "bash"],
    &["man", "search"],
];

#[test]
fn a_reader_that_leaves_is_no_failure_of_any_command() {
    let archive = archive();
    archive.run(["search", "strike", "--save", "strike"]);
    for arguments in LISTS {
        let usual = archive.run_all(arguments);
        assert!([0, 1].contains(&usual.code), "{arguments:?}: {}", usual.stderr);
        // Gone before anything is written, and gone after a line.
        for lines in [0, 1] {
            let mut child = archive_command(&archive, arguments).spawn().expect("the program can be started");
            let mut reader = BufReader::with_capacity(1, child.stdout.take().expect("a pipe"));
            (0..lines).for_each(|_| drop(reader.read_line(&mut String::new())));
            drop(reader);
            let mut stderr = String::new();
            child.stderr.take().expect("a pipe").read_to_string(&mut stderr).expect("text");
            let code = child.wait().expect("it ends").code();
            assert!([Some(0), Some(usual.code)].contains(&code), "{arguments:?}: {code:?} {stderr}");
            assert!(!stderr.contains("ipe") && !stderr.contains("panick"), "{arguments:?}: {stderr}");
        }
    }
}

fn archive_command(archive: &Archive, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.env_clear().current_dir(archive.path(".")).args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn what_the_user_leaves_out_is_not_read_and_comes_back_when_it_is_let_in() {
    let story = |word: &str| {
        format!("The {word} of Harrowmere\n\nThe {word} was seen in Harrowmere on Monday morning.\n")
    };
    let archive = Archive::with([
        ("a.txt", &*story("otter")),
        ("drafts/b.txt", &*story("heron")),
        ("c.md", &*story("stoat")),
    ]);
    let paths = |flags: &[&str]| {
        let run = archive.run_all(&[&["index", "--prune", "-j2"][..], flags].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        let found = archive.json(["search", "*", "--dup", "show", "--json"]);
        let path = |hit: &serde_json::Value| hit["paths"][0].as_str().expect("a path").to_owned();
        let mut paths: Vec<String> = found["hits"].as_array().expect("hits").iter().map(path).collect();
        paths.sort();
        paths.join(" ")
    };
    assert_eq!(paths(&[]), "a.txt c.md drafts/b.txt");
    assert_eq!(paths(&["--exclude", "drafts/"]), "a.txt c.md");
    assert_eq!(paths(&["--include", "*.txt", "--exclude", "a.*"]), "drafts/b.txt");
    assert_eq!(paths(&[]), "a.txt c.md drafts/b.txt");
    fs::write(archive.path("corpus/.cuttingsignore"), "drafts/\n").expect("a file");
    fs::write(archive.path("cuttings.toml"), "exclude = ['*.md']\n").expect("a file");
    assert_eq!(paths(&[]), "a.txt");
    archive.run(["index", "--include", "[z-a]"]).refuses(&["[z-a]", ".gitignore"]);
}

#[test]
fn a_path_is_found_with_its_accents_composed_or_apart() {
    let (composed, apart) = ("caf\u{e9}.txt", "caf\u{65}\u{301}.txt");
    for (stored, asked) in [(composed, apart), (apart, composed)] {
        let archive =
            Archive::with([(stored, "Café opens\n\nThe café on the quay of Harrowmere opens on Monday.\n")]);
        archive.run(["index"]);
        for arguments in [["show", asked], ["search", &format!("path:{asked}")], ["similar", asked]] {
            let run = archive.run(arguments);
            assert!(
                run.code < 2 && (run.code == 0 || arguments[0] == "similar"),
                "{arguments:?}: {}",
                run.stderr
            );
            assert!(!run.stderr.contains("no article with"), "{arguments:?}: {}", run.stderr);
        }
    }
}

#[test]
fn status_tells_what_lies_on_the_disk() {
    let archive = archive();
    let status = archive.json(["status", "--json"]);
    let parts = status["index_parts"].as_array().expect("parts");
    let sum: u64 = parts.iter().map(|part| part["bytes"].as_u64().expect("a number")).sum();
    assert_eq!(Some(sum), status["index_bytes"].as_u64());
    assert!(parts.iter().all(|part| part["bytes"].as_u64() > Some(0)), "{parts:?}");
    let text = archive.run(["status"]).stdout;
    assert!(text.contains("texts ") && text.contains("network     not used"), "{text}");
}
