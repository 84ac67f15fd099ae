//! What is told around the hits of a query: when, where, and who else.

use std::path::Path;

use cuttings::index;
use cuttings::search;
use tempfile::TempDir;

use crate::archive::{Archive, Output, PROGRAM};

fn strikes() -> Archive {
    let story = |date: &str, outlet: &str, text: &str| {
        format!(
            r#"{{"title":"{text}","date":"{date}","outlet":"{outlet}","section":"Port","text":"{text} in the harbour."}}"#
        )
    };
    let archive = Archive::with([]);
    let all = [
        ("2022-12-30", "The Bell", "The strike began"),
        ("2023-01-01", "The Bell", "The strike went on"),
        ("2023-03", "The Gull", "The strike ended"),
        ("2023-01-02", "The Gull", "It rained"),
        ("", "The Gull", "A strike long ago"),
    ];
    for (at, (date, outlet, text)) in all.into_iter().enumerate() {
        archive.write(&format!("{at}.json"), story(date, outlet, text).as_bytes());
    }
    archive
}

#[test]
fn a_timeline_is_a_chart_a_table_or_a_document() {
    let archive = strikes();
    archive.run(["index"]);
    insta::assert_snapshot!(archive.run(["timeline", "strike"]).stdout, @r"
        2022-12  ██████████████████████████████████████████████████ 1
        2023-01  ██████████████████████████████████████████████████ 1
        2023-02  0
        2023-03  ██████████████████████████████████████████████████ 1
        1 article without a date
        ");
    insta::assert_snapshot!(archive.run(["timeline", "strike", "--by", "year", "--share"]).stdout, @r"
        2022  ██████████████████████████████████████████████████ 100.0 %  1 of 1
        2023  █████████████████████████████████▍ 66.7 %  2 of 3
        1 article without a date
        ");
    insta::assert_snapshot!(archive.run(["timeline", "strike", "--by", "day", "--csv"]).stdout, @r"
        period,first_day,articles,all,share
        2022-12-30,2022-12-30,1,1,1
        2022-12-31,2022-12-31,0,0,0
        2023-01-01,2023-01-01,1,1,1
        ");
    let document = archive.json(["timeline", "strike", "--by", "week", "--json"]);
    assert_eq!(
        (&document["total"], &document["undated"], &document["imprecise"]),
        (&4.into(), &1.into(), &1.into())
    );
    assert_eq!(document["periods"][0]["period"], "2022-W52");
    assert_eq!(document["periods"][0]["articles"], 2);
}

#[test]
fn a_timeline_of_nothing_and_by_nothing_known_is_told() {
    let archive = strikes();
    let none = archive.run(["timeline", "zeppelin"]);
    assert_eq!((none.code, none.stdout.as_str()), (1, ""));
    assert!(none.stderr.contains("no article matches"), "{}", none.stderr);
    archive.run(["timeline", "strike", "--by", "decade"]).refuses(&["decade", "day, week, month, year"]);
    archive.run(["timeline", " "]).refuses(&["the query is empty"]);
}

#[test]
fn facets_count_all_matching_articles() {
    let archive = strikes();
    let found =
        archive.json(["search", "strike", "--limit", "1", "--facets", "outlet,year,section,lang", "--json"]);
    let facets = &found["facets"];
    assert_eq!(facets[0]["facet"], "outlet");
    assert_eq!(facets[0]["values"][0], serde_json::json!({"value": "The Bell", "articles": 2}));
    assert_eq!(facets[1]["values"][1], serde_json::json!({"value": "2023", "articles": 2}));
    assert_eq!(facets[2]["values"][0], serde_json::json!({"value": "Port", "articles": 4}));
    let text = archive.run(["search", "strike", "--facets", "outlet"]).stdout;
    assert!(text.contains("outlet   The Bell 2 · The Gull 2"), "{text}");
    archive.run(["search", "strike", "--facets", "colour"]).refuses(&["colour", "outlet, person"]);
}

/// The sample articles, indexed.
fn samples() -> TempDir {
    let index = TempDir::new().expect("a temporary folder can be made");
    let mut command = std::process::Command::new(PROGRAM);
    command.env_clear().arg("--archive").arg(env!("CARGO_MANIFEST_DIR")).arg("--index").arg(index.path());
    assert_eq!(Output::of(command.arg("index")).code, 0);
    index
}

/// A sentence as somebody may remember it: of every ten words one lost, one wrong, two swapped, one misspelt.
fn remembered(sentence: &str) -> String {
    let mut words: Vec<String> = sentence.split_whitespace().map(str::to_owned).collect();
    for at in (0..words.len()).rev() {
        match at % 10 {
            1 => drop(words.remove(at)),
            3 => "thing".clone_into(&mut words[at]),
            5 if at + 1 < words.len() => words.swap(at, at + 1),
            8 if words[at].len() > 5 && words[at].is_ascii() => {
                let middle = words[at].len() / 2;
                words[at].remove(middle);
            }
            _ => {}
        }
    }
    words.join(" ")
}

#[test]
fn remembered_quotations_are_found_where_they_stand() {
    let index = samples();
    let archive = index::Archive::open(index.path()).expect("an index just written");
    let withheld = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/gold/withheld.txt");
    let withheld = std::fs::read_to_string(withheld).expect("a file of the project");
    let (mut asked, mut missed) = (0, Vec::new());
    let mut articles: Vec<_> =
        archive.places().map(|place| archive.load(place).expect("an article")).collect();
    articles.sort_by_key(|article| (article.paths[0].clone(), article.id()));
    for article in articles.into_iter().step_by(2) {
        if withheld.lines().any(|outlet| article.paths[0].starts_with(&format!("{outlet}/"))) {
            continue;
        }
        let text = article.text();
        let Some(sentence) = text.split(['\n', '.']).filter(|part| part.split(' ').count() > 14).nth(1)
        else {
            continue;
        };
        asked += 1;
        let sources = search::source(&archive, &remembered(sentence), 5).expect("an index");
        if !sources.iter().any(|source| source.article.id() == article.id()) {
            missed.push(format!("{}: {}", article.paths[0], remembered(sentence)));
        }
    }
    assert!(asked > 20, "{asked}");
    assert!(missed.len() * 20 <= asked, "of {asked}: {missed:#?}");
}

#[test]
fn a_quotation_is_shown_with_its_passage_and_a_citation() {
    let archive = Archive::with([
        (
            "a.txt",
            "Timetables\n\n2023-05-02\n\nNobody who works the river at night believes in timetables, she said.\n",
        ),
        ("b.txt", "Bread\n\nBread is dear this year, and the baker of Quay Street is sorry for it.\n"),
    ]);
    let told = archive.run(["source", "no body works the river by night beleives timetables"]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert!(told.stdout.contains("believes in timetables"), "{}", told.stdout);
    let json = archive.json(["source", "works the river at night", "--json"]);
    assert_eq!(json["found"][0]["paths"][0], "a.txt");
    assert!(json["found"][0]["agreement"].as_f64().is_some_and(|agreement| agreement > 0.9), "{json}");
    let none = archive.run(["source", "the moon is made of finest cheese"]);
    assert_eq!((none.code, none.stdout.as_str()), (1, ""));
    archive.run(["source", "…!"]).refuses(&["there is no word"]);
}

#[test]
fn articles_on_the_same_matter_are_told_with_what_they_share() {
    let index = samples();
    let similar = |article: &str| {
        let mut command = std::process::Command::new(PROGRAM);
        command.env_clear().arg("--archive").arg(env!("CARGO_MANIFEST_DIR")).arg("--index").arg(index.path());
        Output::of(command.args(["similar", article, "--limit", "4"]))
    };
    let ferry = similar("estuary-wire/2022/ferry-aground.json.gz").stdout;
    assert!(ferry.contains("Judge opens inquiry into grounding of Corrin ferry"), "{ferry}");
    assert!(!ferry.contains("All 312 rescued"), "a reprint of it: {ferry}");
    assert_eq!(similar("nowhere.txt").code, 1);
}
