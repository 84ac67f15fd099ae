//! What is told around the hits of a query: when, where, and who else.

use crate::archive::Archive;

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
