//! A bad file is a line of the report that names it and says what to do; the run goes on.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::symlink;
use std::process::Stdio;

use crate::archive::{Archive, Output};

pub(crate) const STORY: &str = "Tide bell rings twice\n\nThe bell at the harbour mouth rang twice on Tuesday, and nobody in \
    Harrowmere could say who had pulled the rope.\n";

/// Memory that the program may claim where a test bounds it, in KiB: what it claims on a small archive and, on top
/// of that, twice the largest record that is read.
const CLAIMED_KIB: u64 = 1_000_000;

/// What `status` says of a file, on the line that names it.
#[track_caller]
fn reason(archive: &Archive, file: &str) -> String {
    let status = archive.run(["status"]).stdout;
    let line = status.lines().find(|line| line.contains(file));
    line.unwrap_or_else(|| panic!("{file} is not in {status}")).trim().to_owned()
}

#[test]
fn every_file_that_is_no_article_is_a_line_that_says_why_and_what_to_do() {
    let archive = Archive::with([("bell.txt", STORY), ("empty.txt", ""), ("list.json", "[1, 2, 3]")]);
    archive.write("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0");
    archive.write("half.json", b"{\"title\": \"Half a st");
    archive.write("tool.json", b"{\"name\": \"tool\", \"version\": 3}");
    archive.write("cut.txt.gz", &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b]);
    archive.write("blank.txt", b" \n\n \n");
    let report = archive.json(["index", "--json"]);
    assert_eq!(report["articles"], 1, "{report}");
    let told = ["empty.txt", "list.json", "picture.txt", "half.json", "tool.json", "cut.txt.gz", "blank.txt"]
        .map(|file| reason(&archive, file));
    insta::assert_snapshot!(told.join("\n"));
    assert_eq!(archive.json(["search", "bell", "--json"])["total"], 1);
}

#[test]
fn a_page_nested_too_deep_for_any_browser_is_read_in_time() {
    let sentence =
        "The bell at the harbour mouth rang twice on Tuesday, and nobody could say who pulled the rope.";
    let archive = Archive::with([]);
    let nested = |open: &str, close: &str, times: usize| {
        format!("{}<p>{sentence}</p>{}", open.repeat(times), close.repeat(times))
    };
    archive.write("divisions.html", nested("<div>", "</div>", 200_000).as_bytes());
    archive.write("lists.html", nested("<ul><li>", "", 50_000).as_bytes());
    archive.write("tables.html", nested("<table><tr><td>", "", 20_000).as_bytes());
    archive.write("mixed.html", nested("<b><i><a href=x>", "", 20_000).as_bytes());
    archive.write("arrays.json", "[".repeat(300_000).as_bytes());
    archive.write("quoted.md", format!("{} {sentence}\n", ">".repeat(100_000)).as_bytes());
    archive.write("bell.txt", STORY.as_bytes());
    let report = archive.run(["index"]);
    assert_eq!(report.code, 0, "{}", report.stderr);
    assert_eq!(archive.run(["search", "harbour"]).code, 0);
}

#[test]
fn text_in_another_character_set_is_read() {
    let archive = Archive::with([]);
    let german = "Café an der Schleuse\n\nDas Café an der Schleuse öffnet wieder, und die Stadt ist für einen Tag auf \
        den Beinen, wie der Wärter gestern erzählte.\n";
    let latin: Vec<u8> = german.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    archive.write("latin.txt", &latin);
    let wide: Vec<u8> =
        german.replace("Schleuse", "Mole").encode_utf16().flat_map(u16::to_le_bytes).collect();
    archive.write("wide.txt", &wide);
    let page = b"<html><head><meta charset=utf-8></head><body><article><p>Im Caf\xe9 am Kai war gestern \xfcber die \
        gro\xdfe Flut zu reden, und niemand wollte fr\xfch nach Hause gehen.</p></article></body></html>";
    archive.write("mislabelled.html", page);
    assert_eq!(archive.json(["search", "café", "--json"])["total"], 3);
}

#[test]
fn a_file_of_200_megabytes_is_told_and_passed_over_in_bounded_memory() {
    let archive = Archive::with([("bell.txt", STORY)]);
    let line = "The bell rang over the harbour and nobody came to look at it that night, said the keeper. ";
    archive.write("huge.txt", line.repeat((200 << 20) / line.len()).as_bytes());
    let told = bounded(&archive, "index --json");
    assert_eq!(told.code, 0, "{}", told.stderr);
    insta::assert_snapshot!(reason(&archive, "huge.txt"));
    assert_eq!(archive.json(["search", "bell", "--json"])["total"], 1);
    let cleaned = bounded(&archive, "clean corpus/huge.txt");
    cleaned.refuses(&["huge.txt", "more than 67108864 bytes", "max_record_bytes"]);
    let piped = bounded(&archive, "clean - < corpus/huge.txt");
    piped.refuses(&["standard input: more than 67108864 bytes", "max_record_bytes"]);
}

/// Runs the program through a shell that bounds the memory it may claim.
fn bounded(archive: &Archive, arguments: &str) -> Output {
    let mut shell = std::process::Command::new("sh");
    let line = format!("ulimit -v {CLAIMED_KIB}; exec \"$0\" {arguments}");
    shell.args(["-c", &line, crate::archive::PROGRAM]).current_dir(archive.path(""));
    Output::of(shell.env_clear().env("PATH", "/usr/bin:/bin"))
}

#[test]
fn a_larger_record_is_read_where_the_settings_allow_it() {
    let archive = Archive::with([("bell.txt", STORY)]);
    let settings = |bytes: u32| {
        fs::write(archive.path("cuttings.toml"), format!("max_record_bytes = {bytes}\n"))
            .expect("the archive is writable");
    };
    settings(40);
    assert_eq!(archive.json(["index", "--json"])["articles"], 0);
    archive.run(["clean", "corpus/bell.txt"]).refuses(&["bell.txt", "40 bytes", "max_record_bytes"]);
    settings(4000);
    assert_eq!(archive.run(["clean", "corpus/bell.txt"]).code, 0);
    assert_eq!(archive.json(["index", "--rebuild", "--json"])["articles"], 1);
}

#[test]
fn symlinks_that_loop_or_lead_out_are_told_and_not_followed() {
    let archive = Archive::with([("bell.txt", STORY)]);
    fs::write(archive.path("secret.txt"), "Secret of the vault\n\nNobody may read this, said the keeper.\n")
        .expect("the archive is writable");
    symlink(archive.path("secret.txt"), archive.path("corpus/out.txt")).expect("links can be made");
    symlink(archive.path("corpus"), archive.path("corpus/loop")).expect("links can be made");
    symlink("itself.txt", archive.path("corpus/itself.txt")).expect("links can be made");
    symlink("nothing.txt", archive.path("corpus/hangs.txt")).expect("links can be made");
    assert_eq!(archive.json(["index", "--json"])["articles"], 1);
    assert_eq!(archive.run(["search", "vault"]).code, 1);
    let told = ["out.txt", "loop", "itself.txt", "hangs.txt"].map(|file| reason(&archive, file));
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_file_that_vanishes_while_the_run_goes_on_is_nobodys_failure() {
    let archive = Archive::with([("a/00000.txt", STORY)]);
    for number in 1..1500 {
        archive.write(&format!("a/{number:05}.txt"), format!("Note {number}\n\n{STORY}").as_bytes());
    }
    archive.write(
        "z.txt",
        b"Last of all\n\nThis file goes before its turn comes, said the keeper of the bell.\n",
    );
    fs::write(archive.path("cuttings.toml"), "threads = 1\n").expect("the archive is writable");
    let mut run = archive
        .command(["index", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    let mut told = String::new();
    let mut stderr = BufReader::new(run.stderr.take().expect("it is piped"));
    stderr.read_line(&mut told).expect("the program tells what it found");
    assert!(told.contains("1,501 files"), "{told}");
    fs::remove_file(archive.path("corpus/z.txt")).expect("it was listed and not yet read");
    let output = run.wait_with_output().expect("the program ends");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
    assert!(output.status.success());
    assert_eq!((&report["articles"], &report["failures"]), (&1500.into(), &serde_json::json!([])));
}

#[test]
fn hostile_titles_never_reach_the_terminal_or_a_spreadsheet() {
    let archive = hostile();
    for arguments in [
        &["search", "bell"][..],
        &["show", "hostile.json"],
        &["show", "hostile.json", "--removed"],
        &["clean", "corpus/hostile.json", "--explain"],
        &["people"],
        &["outlets"],
        &["status"],
        &["search", "bell", "--json"],
        &["export", "bell", "--format", "md"],
    ] {
        let shown = archive.run_all(arguments);
        assert_eq!(shown.code, 0, "{arguments:?} {}", shown.stderr);
        let raw = |text: &str| text.contains(is_harmful);
        assert!(!raw(&shown.stdout) && !raw(&shown.stderr), "{arguments:?}: {:?}", shown.stdout);
    }
    let exported = archive.run(["export", "bell", "--format", "csv"]);
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(exported.stdout.as_bytes());
    let cells: Vec<String> =
        rows.records().flatten().flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(cells.iter().any(|cell| cell.contains("cmd")), "{cells:?}");
    assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{cells:?}");
}

/// An archive whose article, and whose file that cannot be read, try to act on whoever looks at them.
fn hostile() -> Archive {
    let archive = Archive::with([]);
    let page = serde_json::json!({
        "title": "=cmd|' /C calc'!A0 \u{1b}[31m\u{202e}gnp.exe",
        "authors": ["@Ada\u{9b}2J Renn", "\tTobias\u{202e} Quill"],
        "outlet": "+44\u{1b}]0;owned\u{7} Gazette",
        "url": "https://gazette.example/\u{1b}[2J",
        "section": "-Quay\u{2066}",
        "text": "=1+1 the bell \u{1b}[5mrang\u{202e} over the harbour, said Mayor Ingrid \u{9b}31mSolvane, and nobody \
            came to look at it that night.\n\n\r\u{1b}[2JShare this on WhatsApp",
    });
    archive.write("hostile.json", page.to_string().as_bytes());
    archive.write("bad\u{1b}[31m\u{202e}name.txt", b"");
    archive.run(["index"]);
    archive
}

fn is_harmful(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn a_terminal_is_never_sent_what_acts_on_it() {
    let archive = hostile();
    for arguments in [
        "search bell",
        "show hostile.json --removed",
        "show hostile.json --source",
        "clean corpus/hostile.json",
        "clean --body corpus/hostile.json",
        "export bell --format csv",
        "export bell --format jsonl",
        "status",
    ] {
        let Some(shown) = on_a_terminal(&archive, arguments) else {
            eprintln!("passed over: there is no `script` here to make a terminal with");
            return;
        };
        assert!(shown.contains("bell") || arguments == "status", "{arguments}: {shown:?}");
        // A terminal itself ends lines so.
        let shown = without_links(&shown.replace("\r\n", "\n"));
        assert!(!shown.contains(is_harmful), "{arguments}: {shown:?}");
    }
}

/// The text without the program's own links to files, of which every character is looked at.
fn without_links(shown: &str) -> String {
    let link = regex::Regex::new(r"\x1b\]8;;(?:file://[!-~]*)?\x1b\\").expect("a pattern of ours");
    link.replace_all(shown, "").into_owned()
}

/// What a command writes to a terminal; `None` where there is no program that makes one.
fn on_a_terminal(archive: &Archive, arguments: &str) -> Option<String> {
    let mut script = std::process::Command::new("script");
    let line = format!("{} {arguments}", crate::archive::PROGRAM);
    script.args(["-qec", &line, "/dev/null"]).current_dir(archive.path("")).env("NO_COLOR", "1");
    let output = script.stdin(Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_reader_who_leaves_is_no_failure_and_a_full_device_is_one() {
    let archive = Archive::with([("bell.txt", STORY)]);
    archive.run(["index"]);
    let mut run = archive
        .command(["export", "bell", "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    drop(run.stdout.take());
    assert!(run.wait().expect("the program ends").success());
    let Ok(mut full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        eprintln!("passed over: there is no /dev/full here");
        return;
    };
    assert!(full.write_all(b"x").is_err(), "the device refuses everything");
    let mut search = archive.command(["search", "bell"]);
    let output = search.stdout(full).output().expect("the program can be started");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("No space left"), "{told}");
}
