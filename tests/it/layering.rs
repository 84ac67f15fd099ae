//! Rooms use only what stands before them: the table of who may use what, checked over the paths in `src`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms that it may use, in the order of the flow. Tests may use any room.
///
/// What an index stores of an article is its whole page with a verdict for each block, so that it can be judged again
/// and everything that was removed be shown: so `index`, and whoever reads articles from it, know the values of
/// `reader`, `outlet` and `cleaner`. None of them reads or judges.
const TABLE: &[(&str, &str)] = &[
    ("text", ""),
    ("settings", ""),
    ("notebook", ""),
    ("lang", "text"),
    ("sequence", ""),
    ("source", "text"),
    ("reader", "source lang text settings"),
    ("outlet", "reader lang text"),
    ("cleaner", "outlet reader sequence lang text"),
    ("overrule", "cleaner outlet reader source text notebook"),
    ("article", "cleaner outlet reader source lang text"),
    ("entity", "article sequence lang text notebook"),
    ("topic", "entity article lang text notebook"),
    ("quotation", "entity article lang text"),
    ("annotation", "text notebook"),
    ("index", "topic quotation entity article cleaner outlet reader source lang text"),
    ("query", "index annotation entity lang text"),
    ("passage", "query lang text"),
    (
        "search",
        "annotation topic passage query index quotation entity article cleaner outlet reader lang text",
    ),
    ("watch", "search query lang notebook"),
    ("output", "annotation topic search passage query index quotation entity article cleaner reader text"),
    (
        "ingest",
        "index topic quotation entity article overrule cleaner outlet reader source lang text settings notebook",
    ),
    ("generate", "cleaner source text"),
    (
        "eval",
        "generate topic ingest search passage query index quotation entity article overrule cleaner outlet reader source sequence lang text \
         settings",
    ),
    (
        "surface",
        "generate annotation topic eval ingest output watch search passage query index quotation entity article overrule cleaner outlet reader source lang \
         text settings notebook",
    ),
];

#[test]
fn no_room_uses_a_room_that_it_may_not() {
    let may: BTreeMap<&str, BTreeSet<&str>> =
        TABLE.iter().map(|(room, uses)| (*room, uses.split_whitespace().collect())).collect();
    let steps = steps().into_iter().filter(|step| !may[step.from.as_str()].contains(step.to.as_str()));
    let steps: Vec<String> =
        steps.map(|Step { from, to, place }| format!("{place}: {from} uses {to}")).collect();
    assert!(steps.is_empty(), "steps uphill:\n{}", steps.join("\n"));
}

/// A room that uses another one.
struct Step {
    from: String,
    to: String,
    /// File and line.
    place: String,
}

/// Every use of one room of the table by another.
fn steps() -> Vec<Step> {
    let known: BTreeSet<&str> = TABLE.iter().map(|(room, _)| *room).collect();
    let mut steps = Vec::new();
    for file in rust_files(&source_folder()).into_iter().filter(|file| !is_for_tests(file)) {
        let from = room_of(&file);
        for (line, to) in uses(&fs::read_to_string(&file).expect("source files are text")) {
            if to != from && known.contains(to.as_str()) && known.contains(from.as_str()) {
                steps.push(Step { from: from.clone(), to, place: format!("{}:{line}", file.display()) });
            }
        }
    }
    steps
}

#[test]
fn every_room_stands_in_the_table_and_uses_only_rooms_before_it() {
    let rooms: Vec<&str> = TABLE.iter().map(|(room, _)| *room).collect();
    for file in rust_files(&source_folder()) {
        let room = room_of(&file);
        assert!(["lib", "main"].contains(&room.as_str()) || rooms.contains(&room.as_str()), "{room}");
    }
    for (at, (room, uses)) in TABLE.iter().enumerate() {
        let uphill = uses.split_whitespace().find(|used| !rooms[..at].contains(used));
        assert_eq!(uphill, None, "{room}");
    }
}

#[test]
fn a_use_is_found_in_every_way_of_writing_it() {
    let code = "use crate::{index, text::{self, Span}, ingest};\nuse crate::article::Article;\n// use crate::eval;\n\
                let x = crate::search::answer();\n#[cfg(test)]\nmod tests {\n    use crate::surface;\n}\n";
    let found: Vec<String> = uses(code).into_iter().map(|(line, room)| format!("{line} {room}")).collect();
    assert_eq!(found, ["1 index", "1 text", "1 ingest", "2 article", "4 search"]);
}

#[test]
fn no_room_opens_a_connection() {
    let code = |file: &PathBuf| fs::read_to_string(file).expect("source files are text");
    let connects = |text: &str| {
        ["std::net", "TcpStream", "UdpSocket", "ToSocketAddrs"].iter().any(|name| text.contains(name))
    };
    let files: Vec<PathBuf> =
        rust_files(&source_folder()).into_iter().filter(|file| connects(&code(file))).collect();
    assert_eq!(files, [] as [PathBuf; 0], "`cuttings status` says that the network is not used");
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file below a folder, in path order.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).expect("the source folder can be listed");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files.append(&mut rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// The top-level module that a file belongs to.
fn room_of(file: &Path) -> String {
    let inside = file.strip_prefix(source_folder()).expect("the file lies in the source folder");
    let first = inside.components().next().expect("a file has a name").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Line (from 1) and room of every `crate::` path in front of the tests.
fn uses(code: &str) -> Vec<(usize, String)> {
    let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|(at, line)| {
            line.split("crate::").skip(1).flat_map(heads).map(move |room| (at + 1, room)).collect::<Vec<_>>()
        })
        .collect()
}

/// Whether the file is built for tests only, as its folder's front desk says.
fn is_for_tests(file: &Path) -> bool {
    let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let desk = fs::read_to_string(file.with_file_name("mod.rs")).unwrap_or_default();
    desk.contains(&format!("#[cfg(test)]\nmod {name};"))
}

/// The first names of a path, or of each path of a group in braces.
fn heads(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut depth = 0_i32;
    let outer: String = group
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            depth <= 0
        })
        .collect();
    outer.split(',').map(|part| name(part.trim())).filter(|part| !part.is_empty()).collect()
}

fn name(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}
