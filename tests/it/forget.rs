//! `cuttings forget`: an article goes for good, and no file of the index holds its words.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use cuttings::index::Archive as Index;
use tantivy::schema::IndexRecordOption;

use crate::archive::Archive;

/// Words of the article that goes, and of no other: in headline, body, names, removed blocks and the address.
const WORDS: [&str; 7] =
    ["quorvish", "zanthelmere", "brindlewick", "mavrosquay", "tollivanter", "ostrapheme", "velquarine"];

const PAGE: &str = r#"<html><head><title>Quorvish tide at the mole</title>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Quorvish tide at the mole",
"author":{"@type":"Person","name":"Petra Brindlewick"},"publisher":{"name":"Northbank Post"},
"datePublished":"2023-04-02","url":"https://northbankpost.example/velquarine"}</script></head><body><article>
<h1>Quorvish tide at the mole</h1>
<p>The tide of Zanthelmere came over the mole on Sunday night, said harbour master Jonas Mavrosquay, and took nine boats
with it before anybody could be woken to see to them.</p>
<p>“Nobody had seen a tollivanter like it,” Jonas Mavrosquay said on Monday morning, when the boats had been found.</p>
</article><aside class="newsletter"><p>Sign up to the ostrapheme newsletter</p></aside></body></html>"#;

fn archive() -> Archive {
    let archive = Archive::with([("post/tide.html", PAGE)]);
    for number in 0..40 {
        let text = format!(
            "Ferry {number} sails again\n\nThe ferry number {number} left Harrowmere with all its crew on board, and \
             nobody on the quay could remember a calmer morning than this.\n\nRead the board of the harbour office\n"
        );
        archive.write(&format!("ferry/{number}.txt"), text.as_bytes());
    }
    archive.run(["index"]);
    archive
}

/// Words of the article that some file of the index still holds, with the place: in raw bytes, in unpacked tables and
/// stored records, in the dictionaries of words and of columns.
fn left(archive: &Archive) -> Vec<String> {
    let folder = archive.path("index");
    let mut places = Vec::new();
    let mut look = |place: &str, bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        let held = WORDS.iter().filter(|word| text.contains(*word));
        places.extend(held.map(|word| format!("{word} in {place}")));
    };
    for entry in
        walkdir::WalkDir::new(&folder).into_iter().flatten().filter(|entry| entry.file_type().is_file())
    {
        let bytes = fs::read(entry.path()).expect("a file of the index");
        look(&entry.path().display().to_string(), &bytes);
        if let Ok(table) = lz4_flex::decompress_size_prepended(&bytes) {
            look("the unpacked table", &table);
        }
    }
    dictionaries(&folder, &mut look);
    // Records as they are stored, those of documents that were taken out included.
    let index = Index::open(&folder).expect("an index");
    for (segment, reader) in index.searcher().segment_readers().iter().enumerate() {
        let store = reader.get_store_reader(1).expect("a store");
        for doc in 0..reader.max_doc() {
            let record = store.get_document_bytes(doc).expect("a record");
            look(&format!("record {doc} of segment {segment}"), &record);
        }
    }
    places
}

fn dictionaries(folder: &Path, look: &mut dyn FnMut(&str, &[u8])) {
    let index = Index::open(folder).expect("an index");
    for reader in index.searcher().segment_readers() {
        for (field, entry) in reader.schema().fields().filter(|(_, entry)| entry.is_indexed()) {
            let inverted = reader.inverted_index(field).expect("an index of words");
            let mut terms = inverted.terms().stream().expect("words");
            while let Some((term, info)) = terms.next() {
                look(&format!("the words of {}", entry.name()), term);
                let postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic);
                assert!(postings.is_ok());
            }
        }
        for name in [
            "person_name",
            "org_name",
            "place_name",
            "outlet_name",
            "topic_name",
            "person_role",
            "section_name",
        ] {
            let Ok(Some(column)) = reader.fast_fields().str(name) else { continue };
            let mut value = String::new();
            for ord in 0..column.num_terms() as u64 {
                value.clear();
                column.ord_to_str(ord, &mut value).expect("a value");
                look(&format!("the column {name}"), value.as_bytes());
            }
        }
    }
}

#[test]
fn no_file_of_the_index_holds_a_word_of_a_forgotten_article() {
    let archive = archive();
    // Further commits, so that old versions of records lie in several segments.
    archive.write(
        "ferry/40.txt",
        b"Ferry 40 sails\n\nIt left in the morning, and all the crew were on board.\n",
    );
    archive.run(["index"]);
    let before = left(&archive);
    for word in &WORDS {
        assert!(
            before.iter().any(|place| place.starts_with(word)),
            "{word} is nowhere to begin with: {before:?}"
        );
    }
    let output = archive.run(["forget", "post/tide.html"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{}", output.stdout);
    assert!(
        output.stdout.ends_with("1 article forgotten, 41 articles left; forgotten.toml says which\n"),
        "{}",
        output.stdout
    );
    assert_eq!(left(&archive), Vec::<String>::new());
    assert!(!archive.path("index/purge").exists());
    assert_eq!(archive.run(["search", "quorvish"]).code, 1);
    assert_eq!(archive.json(["status", "--json"])["articles"], 41);
}

#[test]
fn no_run_brings_it_back_wherever_it_turns_up() {
    let archive = archive();
    archive.run(["forget", "post/tide.html"]);
    let unchanged = archive.run(["index"]);
    assert!(unchanged.stdout.contains("0 changes") || unchanged.code == 0, "{}", unchanged.stdout);
    // Moved, copied, edited where it lay, and at its address in another file.
    fs::create_dir_all(archive.path("corpus/other")).expect("a folder of ours");
    fs::rename(archive.path("corpus/post/tide.html"), archive.path("corpus/other/moved.html"))
        .expect("a file of ours");
    archive.write("other/copy.html", PAGE.as_bytes());
    archive.write("post/tide.html", PAGE.replace("nine boats", "ten boats").as_bytes());
    archive.write(
        "other/later.html",
        PAGE.replace("nine boats", "eleven boats")
            .replace("velquarine\"", "velquarine?utm_source=x\"")
            .as_bytes(),
    );
    let output = archive.run(["index"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert_eq!(archive.json(["status", "--json"])["articles"], 40);
    assert_eq!(left(&archive), Vec::<String>::new());
    archive.run(["index", "--rebuild"]);
    assert_eq!(archive.json(["status", "--json"])["articles"], 40);
    assert_eq!(left(&archive), Vec::<String>::new());
    // Taken out of the file, they are all back.
    fs::write(archive.path("forgotten.toml"), "").expect("a file of ours");
    archive.run(["index"]);
    assert_eq!(archive.json(["status", "--json"])["articles"], 43);
    assert_eq!(archive.json(["search", "quorvish", "--dup", "show", "--json"])["total"], 3);
}

#[test]
fn one_record_of_a_file_goes_and_the_others_stay() {
    let record = |title: &str, text: &str| {
        format!("{{\"title\": \"{title}\", \"text\": \"{text}\", \"url\": \"https://w.example/{title}\"}}\n")
    };
    let lines = [
        record("One", "The first ferry left in the morning with all its crew."),
        record("Two", "The zanthelmere ferry left in the evening with all its crew."),
        record("Three", "The third ferry left at night with all its crew on board."),
    ];
    let archive = Archive::with([("wire.jsonl", &lines.concat())]);
    archive.run(["index"]);
    let hit = &archive.json(["search", "zanthelmere", "--json"])["hits"][0];
    let id = hit["id"].as_str().expect("an id");
    archive.run(["forget", id, "--yes"]);
    assert_eq!(archive.json(["status", "--json"])["articles"], 2);
    let written = fs::read_to_string(archive.path("forgotten.toml")).expect("a file of ours");
    assert!(!written.contains("paths") && written.contains("https://w.example/Two"), "{written}");
    archive.write(
        "wire.jsonl",
        (lines.concat() + &record("Four", "The fourth ferry did not leave at all today.")).as_bytes(),
    );
    archive.run(["index"]);
    assert_eq!(archive.json(["status", "--json"])["articles"], 3);
    assert_eq!(archive.run(["search", "zanthelmere"]).code, 1);
}

#[test]
fn a_rehearsal_says_what_would_go_and_what_is_not_there_is_told() {
    let archive = archive();
    archive.write("post/again.html", PAGE.replace("nine boats", "ten boats").as_bytes());
    archive.run(["index"]);
    let output = archive.run(["forget", "post/tide.html", "--dry-run"]);
    assert!(
        output.stdout.ends_with("2 articles would be forgotten; nothing is written\n"),
        "{}",
        output.stdout
    );
    assert!(!archive.path("forgotten.toml").exists());
    assert_eq!(archive.run(["forget", "nowhere.html"]).code, 1);
    fs::write(archive.path("forgotten.toml"), "[[article]]\n").expect("a file of ours");
    archive.run(["index"]).refuses(&["forgotten.toml, line 1", "does not say which"]);
}

/// Points at which a debug build of the program ends itself when asked.
const FAULTS: [&str; 8] = [
    "before the file table",
    "after the file table",
    "after the segments",
    "after the commit",
    "after the sweep",
    "before the purge",
    "within the purge",
    "after the purge",
];

#[test]
fn whatever_ends_the_process_the_next_run_brings_it_to_an_end() {
    for fault in FAULTS {
        let archive = archive();
        let killed = archive.command(["forget", "post/tide.html"]).env("CUTTINGS_FAULT", fault).output();
        assert!(!killed.expect("the program can be started").status.success(), "{fault}");
        Index::open(&archive.path("index")).expect("the archive opens");
        let output = archive.run(["index"]);
        assert_eq!(output.code, 0, "{fault}: {}", output.stderr);
        assert_eq!(left(&archive), Vec::<String>::new(), "{fault}");
        assert_eq!(archive.json(["status", "--json"])["articles"], 40, "{fault}");
        assert!(!archive.path("index/purge").exists(), "{fault}");
    }
}

#[test]
fn a_run_that_is_killed_at_any_moment_leaves_a_sound_index() {
    for moment in 0..12 {
        let archive = archive();
        let mut command = archive.command(["forget", "post/tide.html"]);
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program can be started");
        thread::sleep(Duration::from_millis(5 * moment));
        child.kill().expect("the program can be killed, or has ended");
        child.wait().expect("the program ends");
        Index::open(&archive.path("index")).expect("the archive opens");
        archive.run(["forget", "post/tide.html"]);
        archive.run(["index"]);
        assert_eq!(left(&archive), Vec::<String>::new(), "{moment}");
        assert_eq!(archive.json(["status", "--json"])["articles"], 40, "{moment}");
    }
}
