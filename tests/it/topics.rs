//! What articles are about: phrases of their own, and topics that the user names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use cuttings::index;
use tempfile::TempDir;

use crate::archive::{Archive, Output, PROGRAM};

/// The share of the articles of the gold that have one of its phrases among their first three, and among their first
/// one: what was reached, less a few articles.
const AMONG_THREE: f64 = 0.9;
const FIRST: f64 = 0.75;

#[test]
fn the_sample_articles_are_about_what_a_librarian_says() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let index = TempDir::new().expect("a temporary folder can be made");
    let mut command = Command::new(PROGRAM);
    command.env_clear().arg("--archive").arg(project).arg("--index").arg(index.path());
    assert_eq!(Output::of(command.arg("index")).code, 0);
    let archive = index::Archive::open(index.path()).expect("an index just written");
    let gold = fs::read_to_string(project.join("tests/data/topics.tsv")).expect("a file of the project");
    let gold: Vec<Vec<&str>> =
        gold.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let (mut among, mut first, mut missed) = (0, 0, Vec::new());
    for row in &gold {
        let article = cuttings::search::lookup(&archive, row[0]).expect("an index").remove(0);
        let wanted: BTreeSet<&str> = row[1..].iter().copied().collect();
        let is_good = |topic: &&cuttings::topic::Topic| {
            wanted.contains(topic.key.as_str()) || wanted.contains(topic.phrase.as_str())
        };
        first += usize::from(article.topics.iter().take(1).any(|topic| is_good(&topic)));
        let found = article.topics.iter().take(3).any(|topic| is_good(&topic));
        among += usize::from(found);
        if !found {
            let phrases: Vec<&str> = article.topics.iter().map(|topic| topic.phrase.as_str()).collect();
            missed.push(format!("{}: {}", row[0], phrases.join(", ")));
        }
    }
    let share = |number: usize| number as f64 / gold.len() as f64;
    assert!(share(among) >= AMONG_THREE, "{among} of {}:\n{}", gold.len(), missed.join("\n"));
    assert!(share(first) >= FIRST, "{first} of {}", gold.len());
}

const STRIKE: &str = "Dock strike enters second week\n\n2023-01-09\n\nThe dock strike in Harrowmere went into its second \
    week on Monday. Dockers say that the rosters are unsafe.\n\nThe dock strike has cost the port two million crowns. \
    Without new rosters, said Ingrid Solvane, the dock strike will go on.\n";
const BREAD: &str = "Bread is dear\n\n2023-03-02\n\nThe price of bread has doubled since the winter, and the price of \
    bread will double again, says the baker. Nobody knows who sets the price of bread.\n";

fn archive() -> Archive {
    Archive::with([("a.txt", STRIKE), ("b.txt", BREAD)])
}

#[test]
fn topics_are_counted_by_month_and_asked_for() {
    let archive = archive();
    let report = archive.json(["topics", "--json"]);
    assert_eq!(report["articles"], 2);
    let topics = report["topics"].as_array().expect("a list");
    let strike = topics.iter().find(|topic| topic["topic"] == "dock strike").expect("a topic of the first");
    assert_eq!(
        (&strike["articles"], &strike["all"], &strike["by_query"]),
        (&1.into(), &1.into(), &false.into())
    );
    let months: Vec<_> =
        strike["months"].as_array().expect("a list").iter().map(|month| &month["articles"]).collect();
    assert_eq!(months, [&1, &0, &0]);
    assert_eq!(archive.json(["search", "topic:\"dock strike\"", "--json"])["total"], 1);
    let text = archive.run(["topics", "strike"]).stdout;
    assert!(text.contains("1 of 1       dock strike"), "{text}");
    let exported = archive.json(["export", "strike", "--articles", "--format", "jsonl"]);
    assert_eq!(exported["topics"][0], "dock strike");
}

#[test]
fn the_users_topics_are_queries_counted_and_asked_for_like_others() {
    let archive = archive();
    fs::write(
        archive.path("topics.toml"),
        "[[topic]]\nname = 'Labour'\nquery = 'strike* OR dockers'\n\n[[topic]]\nname = 'Cost of living'\nquery = 'price'\n",
    )
    .expect("the archive is writable");
    let report = archive.json(["topics", "--json"]);
    assert_eq!(report["topics"][0]["topic"], "Labour");
    assert_eq!(
        (&report["topics"][0]["articles"], &report["topics"][0]["by_query"]),
        (&1.into(), &true.into())
    );
    let of_bread = archive.json(["topics", "bread", "--json"]);
    assert_eq!(
        (&of_bread["topics"][0]["articles"], &of_bread["topics"][1]["articles"]),
        (&0.into(), &1.into())
    );
    let found = archive.json(["search", "topic:\"cost of living\"", "--json"]);
    assert_eq!((&found["total"], &found["hits"][0]["headline"]), (&1.into(), &"Bread is dear".into()));
    assert_eq!(archive.json(["search", "-topic:labour", "--json"])["total"], 1);
}

#[test]
fn a_starter_is_written_once_and_mistakes_in_it_are_told() {
    let archive = archive();
    assert_eq!(archive.run(["topics", "--starter"]).code, 0);
    let report = archive.json(["topics", "--json"]);
    let named = report["topics"].as_array().expect("a list").iter().filter(|topic| topic["by_query"] == true);
    assert_eq!(named.count(), 17);
    archive.run(["topics", "--starter"]).refuses(&["topics.toml", "there is one already"]);
    fs::write(archive.path("topics.toml"), "[[topic]]\nname = 'x'\n").expect("the archive is writable");
    archive.run(["topics"]).refuses(&["topics.toml, line 1", "missing field `query`"]);
    archive.run(["search", "strike"]).refuses(&["topics.toml, line 1"]);
}

#[test]
fn a_query_that_finds_nothing_has_no_topics() {
    let archive = archive();
    let none = archive.run(["topics", "zeppelin"]);
    assert_eq!((none.code, none.stdout.as_str()), (1, ""));
    assert!(none.stderr.contains("no article matches"), "{}", none.stderr);
}
