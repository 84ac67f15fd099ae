//! Short questions with related words.

use crate::search::fixture::{Fixture, Story, request, story, titles};
use crate::search::*;

/// Many articles of nothing, a fifth of them with a word, and ten about the tide: all of these have words of their own,
/// some the word that others have as often.
fn tidal() -> Vec<Story> {
    let filler = |at: usize| if at.is_multiple_of(5) { "Nothing in town." } else { "Nothing of note." };
    let mut stories: Vec<Story> = (0..200).map(|at| story(&format!("Filler {at}"), filler(at))).collect();
    let told = |at: usize| {
        let town = if at < 3 { " in town" } else { "" };
        format!("The weir{town} held back the tide.\nThe sluice, the dyke and the culvert held.")
    };
    stories.extend((0..10).map(|at| story(&format!("Tide {at}"), &told(at))));
    stories
}

#[test]
fn related_words_lose_no_article_that_has_the_one_asked_for() {
    let mut stories: Vec<Story> =
        (0..40).map(|at| story(&format!("Filler {at}"), "Nothing of note.")).collect();
    let told = "The sluice, the dyke, the weir and the culvert held back the tide.";
    stories.extend((0..5).map(|at| story(&format!("Tide {at}"), told)));
    stories.push(story("Alone", "A tide."));
    let archive = Fixture::with(&stories);
    let answer = archive.ask(&Request { any: true, ..request("tide") });
    assert!(answer.widened.contains(&"weir".to_owned()), "{:?}", answer.widened);
    assert!(titles(&answer).contains(&"Alone".to_owned()), "{:?}", titles(&answer));
    assert_eq!(answer.total, 6);
}

#[test]
fn the_first_of_a_widened_list_are_the_first_of_all_of_it() {
    let mut stories = tidal();
    let words = ["sluice", "dyke", "culvert", "weir", "ferry", "nothing", "tide"];
    stories.extend((0..60_usize).map(|at| {
        let text: Vec<&str> =
            (0..12).map(|place| words[(at * (place + 3) + place * place) % words.len()]).collect();
        story(&format!("Mixed {at}"), &text.join(" "))
    }));
    let archive = Fixture::with(&stories);
    let wide = |limit| Request { any: true, limit, duplicates: Duplicates::Show, ..request("tide ferry") };
    assert!(!archive.ask(&wide(1)).widened.is_empty());
    let archive = archive.open();
    let ask = |limit| ranking(&archive, &wide(limit)).expect("an index");
    let whole = ask(usize::MAX);
    assert!(whole.len() > 40, "{}", whole.len());
    assert!((1..=40).all(|limit| ask(limit) == whole[..limit]));
}

#[test]
fn related_words_find_nothing_that_conditions_leave_out() {
    let mut stories: Vec<Story> = tidal().into_iter().map(|story| story.on("2023-03-01")).collect();
    stories.push(story("Old", "A sluice, a dyke, a culvert.").on("2020-03-01"));
    stories.push(story("Ferry", "A sluice, a dyke, a culvert, a ferry.").on("2023-03-02"));
    let archive = Fixture::with(&stories);
    for (query, since, wanted) in [
        ("tide", None, &["Ferry", "Old"][..]),
        ("tide date:2023", None, &["Ferry"]),
        ("tide -ferry", None, &["Old"]),
        ("tide", Some("2023-01-01"), &["Ferry"]),
        ("tide OR date:2020", None, &["Old"]),
    ] {
        let since = since.map(|day| day.parse().expect("a day"));
        let facets = vec![FacetField::Lang];
        let answer = archive.ask(&Request { any: true, limit: 50, since, facets, ..request(query) });
        let added = |title: &String| ["Old", "Ferry"].contains(&title.as_str());
        let mut found: Vec<String> = titles(&answer).into_iter().filter(added).collect();
        found.sort();
        assert_eq!(found, wanted, "{query} {since:?}");
        assert!(answer.widened.contains(&"sluice".to_owned()), "{query} {since:?}");
        assert_eq!(answer.facets[0].values[0].articles, answer.total, "{query} {since:?}");
    }
}

#[test]
fn words_that_answers_have_by_chance_do_not_widen() {
    let archive = Fixture::with(&tidal());
    let answer = archive.ask(&Request { any: true, ..request("tide") });
    assert!(answer.widened.contains(&"weir".to_owned()), "{:?}", answer.widened);
    assert!(!answer.widened.contains(&"town".to_owned()), "{:?}", answer.widened);
}

#[test]
fn the_reasons_of_a_widened_answer_add_up_to_its_scores() {
    let mut stories = tidal();
    stories.push(story("Weir and sluice", "A sluice, a dyke, a culvert, a culvert."));
    let archive = Fixture::with(&stories);
    let answer = archive.ask(&Request {
        any: true,
        reasons: true,
        limit: 20,
        duplicates: Duplicates::Show,
        ..request("tide")
    });
    assert_eq!(answer.total, 11, "one has none of what was asked for");
    for hit in &answer.hits {
        let points: f64 = hit.reasons.iter().map(|reason| reason.points).sum();
        assert!((points - f64::from(hit.score)).abs() < 1e-5, "{points} {} {:?}", hit.score, hit.reasons);
        assert!(hit.reasons.iter().any(|reason| reason.what == "sluice"), "{:?}", hit.reasons);
    }
}

#[test]
fn passages_show_related_words_only_where_none_was_asked_for() {
    let mut stories = tidal();
    stories.push(story("Locks", "A weir, a sluice, a dyke."));
    let archive = Fixture::with(&stories);
    let found =
        archive.passages(&Request { any: true, limit: 20, duplicates: Duplicates::Show, ..request("tide") });
    assert!(found.contains(&"1 0..28 The weir held back the [tide].".to_owned()), "{found:?}");
    assert!(found.contains(&"1 0..25 A [weir], a [sluice], a [dyke].".to_owned()), "{found:?}");
}
