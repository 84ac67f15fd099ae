//! What commands write as JSON has the shape that `formats --schema` tells, as another program's validator sees it.

use boon::{Compiler, Schemas};
use serde_json::Value;

use crate::archive::Archive;

/// A sentence that is nobody's news.
const STORY: &str = "Dock strike begins\n\nBy Ann Reed\n\nThe dockers of Northbank walked out on Friday, said Ann Reed, \
    who leads the Dockers' Union. \"We strike until the talks begin,\" said Reed. The port of Northbank stood still.\n";

/// Commands that write a document each, and, behind them, those that write a line each; the name of the shape stands
/// first where the line that is typed is longer.
const DOCUMENTS: &[(&str, &[&str])] = &[
    ("search --json", &["search", "strike", "--json", "--explain", "--facets", "outlet,person"]),
    ("search --json", &["search", "striek", "--json"]),
    ("search --json", &["search", "strike", "--json", "--articles"]),
    ("export --format json", &["export", "strike", "--format", "json"]),
    ("show --json", &["show", "a.txt", "--json"]),
    ("clean --json", &["clean", "corpus/a.txt", "--json"]),
    ("explain --json", &["explain", "strike person:Reed", "--json"]),
    ("formats --json", &["formats", "--json"]),
    ("index --json", &["index", "--json"]),
    ("names --json", &["names", "--json"]),
    ("names suggest --json", &["names", "suggest", "--json"]),
    ("people --json", &["people", "--json"]),
    ("orgs --json", &["orgs", "--json"]),
    ("places --json", &["places", "--json"]),
    ("outlets --json", &["outlets", "--json"]),
    ("reprints --json", &["reprints", "strike", "--json"]),
    ("reprints --json", &["reprints", "a.txt", "--with", "b.txt", "--json"]),
    ("rules --json", &["rules", "--json"]),
    ("rules test --json", &["rules", "test", "--json"]),
    ("similar --json", &["similar", "a.txt", "--json"]),
    ("source --json", &["source", "the dockers of Northbank walked out on Friday", "--json"]),
    ("status --json", &["status", "--json"]),
    ("tag --json", &["tag", "--json"]),
    ("timeline --json", &["timeline", "*", "--json"]),
    ("topics --json", &["topics", "--json"]),
    ("who --json", &["who", "Ann Reed", "--json"]),
];

const LINES: &[(&str, &[&str])] = &[
    ("search --jsonl", &["search", "strike", "--jsonl"]),
    ("export --format jsonl", &["export", "strike", "--format", "jsonl"]),
    ("export --articles --format jsonl", &["export", "strike", "--articles", "--format", "jsonl"]),
    ("watch --format jsonl", &["watch", "--peek", "--format", "jsonl"]),
    ("quotes --jsonl", &["quotes", "Reed", "--jsonl"]),
    ("batch --jsonl", &["batch", "names.txt", "--jsonl"]),
];

fn archive() -> Archive {
    let reprint = STORY.replace("Dock strike begins", "Dockers walk out");
    let ferry = "Ferry sails again\n\nThe ferry from Harrowmere sails again since Monday, said Tom Vale of the harbour board.\n";
    let archive =
        Archive::with([("a.txt", STORY), ("b.txt", &*reprint), ("c.txt", ferry), ("d.txt", "\u{0}")]);
    archive.run(["index"]);
    archive.run(["search", "strike", "--save", "strike"]);
    archive.run(["tag", "a.txt", "+docks"]);
    std::fs::write(archive.path("names.txt"), "Ann Reed\nTom Vale\n").expect("a file");
    archive
}

/// What a value has against its schema; nothing where it fits.
fn faults(schema: &Value, value: &Value) -> Option<String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("https://schema.example/shape.json", schema.clone()).expect("a resource");
    let shape = compiler.compile("https://schema.example/shape.json", &mut schemas).expect("a schema");
    schemas.validate(value, shape).err().map(|error| error.to_string())
}

#[test]
fn all_that_is_written_as_json_fits_its_schema() {
    let archive = archive();
    let shapes = archive.json(["formats", "--schema"]);
    let mut seen = Vec::new();
    for (name, arguments) in DOCUMENTS.iter().chain(LINES) {
        let run = archive.run_all(arguments);
        assert!(run.code < 2, "{arguments:?}: {}", run.stderr);
        let schema = &shapes["schemas"][name];
        assert!(schema.is_object(), "{name}");
        let whole = DOCUMENTS.iter().any(|(document, _)| document == name);
        let texts: Vec<&str> = if whole { vec![&run.stdout] } else { run.stdout.lines().collect() };
        assert!(!texts.is_empty(), "{arguments:?}: {}", run.stderr);
        for text in texts {
            let value: Value =
                serde_json::from_str(text).unwrap_or_else(|error| panic!("{arguments:?}: {error} {text}"));
            assert_eq!(faults(schema, &value), None, "{arguments:?}: {value:#}");
        }
        seen.push(*name);
    }
    let shapes = shapes["schemas"].as_object().expect("an object");
    let unseen: Vec<&String> = shapes.keys().filter(|name| !seen.contains(&name.as_str())).collect();
    assert!(unseen.is_empty(), "never tried: {unseen:?}");
}

#[test]
fn a_value_of_another_shape_does_not_fit() {
    let archive = archive();
    let schema = &archive.json(["formats", "--schema", "status --json"])["schemas"]["status --json"];
    let status = archive.json(["status", "--json"]);
    assert_eq!(faults(schema, &status), None);
    for (key, value) in [("articles", Value::from("many")), ("failures", Value::Null)] {
        let mut other = status.clone();
        other[key] = value;
        assert!(faults(schema, &other).is_some(), "{key}");
    }
    let mut less = status;
    less.as_object_mut().expect("an object").remove("version");
    assert!(faults(schema, &less).is_some());
    archive.run(["formats", "--schema", "serach"]).refuses(&["serach", "search --json"]);
}
