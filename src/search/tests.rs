//! Questions to small archives.

mod widened;

use proptest::prelude::*;

use super::*;
use crate::search::fixture::{Fixture, Story, request, story, titles};

fn harbour() -> Vec<Story> {
    vec![
        story("Ferry strike ends", "The ferry strike ended on Monday. Dockers returned.").on("2024-03-01"),
        story("Storm damages quay", "A storm damaged the old quay. Ferries were cancelled.").on("2023-06"),
        story("Council meets", "The council of Harrowmere met. The two-state plan was read.").on("2022"),
        story("Fish market", "Herring is cheap. The market by the quay opens at 5.").outlet("Quay Gazette"),
    ]
}

#[track_caller]
fn check(query: &str, wanted: &[&str]) {
    let mut found = Fixture::with(&harbour()).titles(query);
    found.sort();
    assert_eq!(found, wanted, "{query}");
}

#[test]
fn words_match_in_all_forms_and_all_must_be_there() {
    check("ferries", &["Ferry strike ends", "Storm damages quay"]);
    check("ferry strikes", &["Ferry strike ends"]);
    check("ferry herring", &[]);
}

#[test]
fn a_phrase_is_exact() {
    check("\"old quay\"", &["Storm damages quay"]);
    check("\"old quays\"", &[]);
    check("\"two state\"", &["Council meets"]);
    check("two-state", &["Council meets"]);
    check("\"Dockers returned ferry\"", &[]);
}

#[test]
fn a_whole_name_ranks_by_what_texts_call_somebody() {
    let person = |title: &str, body: &str, name: &str| story(title, body).person(name, name, 0.5);
    let archive = Fixture::with(&[
        person("Once", "Ada Thorne came. The harbour was quiet all day.", "Ada Thorne"),
        person("Often", "Ada Thorne spoke. Thorne said no. Thorne left, and Thorne slept.", "Ada Thorne"),
        person("Bare", "Thorne spoke again.", "Thorne"),
        story("Unseen", "A letter from Thorne was read."),
        person("Other", "Alice Thorne sang.", "Alice Thorne"),
    ]);
    let found = archive.titles("person:\"Ada Thorne\"");
    assert_eq!(found[0], "Often", "{found:?}");
    assert!(found.contains(&"Bare".to_owned()) && !found.contains(&"Other".to_owned()), "{found:?}");
}

#[test]
fn alternatives_and_exclusions() {
    check("herring OR dockers", &["Ferry strike ends", "Fish market"]);
    check("quay -storm", &["Fish market"]);
    check("-quay", &["Council meets", "Ferry strike ends"]);
    check("herring OR -quay", &["Council meets", "Ferry strike ends", "Fish market"]);
    check("-(herring OR storm) -council", &["Ferry strike ends"]);
}

#[test]
fn a_star_completes_words_and_not_stems() {
    check("ferr*", &["Ferry strike ends", "Storm damages quay"]);
    check("\"\" *", &["Council meets", "Ferry strike ends", "Fish market", "Storm damages quay"]);
    check("two-sta*", &["Council meets"]);
    check("zzz*", &[]);
}

#[test]
fn fields_narrow_words() {
    check("title:quay", &["Storm damages quay"]);
    check("outlet:quay", &["Fish market"]);
    check("outlet:(quay OR courier) quay", &["Fish market", "Storm damages quay"]);
    check("path:fish", &["Fish market"]);
    check("lang:de", &[]);
    check("url:*", &[]);
}

#[test]
fn dates_match_where_every_possible_day_does() {
    check("date:2024", &["Ferry strike ends"]);
    check("date:2023-01..", &["Ferry strike ends", "Storm damages quay"]);
    check("date:2022-06", &[]);
    check("date:<2023", &["Council meets"]);
    check("date:30d", &["Ferry strike ends"]);
    check("date:none", &["Fish market"]);
    check("-date:none storm", &["Storm damages quay"]);
}

#[test]
fn any_word_is_enough_where_asked() {
    let any = Request { any: true, ..request("herring dockers date:2024") };
    assert_eq!(titles(&Fixture::with(&harbour()).ask(&any)), ["Ferry strike ends"]);
}

#[test]
fn conditions_of_the_request_narrow_the_query() {
    let archive = Fixture::with(&harbour());
    let until = Request { until: "2023-06-30".parse().ok(), ..request("*") };
    assert_eq!(titles(&archive.ask(&until)), ["Storm damages quay", "Council meets"]);
    let outlet = Request { outlets: vec!["Quay Gazette".to_owned()], ..request("quay") };
    assert_eq!(titles(&archive.ask(&outlet)), ["Fish market"]);
}

#[test]
fn what_was_removed_is_found_when_asked_for() {
    let archive = Fixture::with(&[
        story("Tides", "High water at nine.").removed("Sign up for our newsletter. It is free."),
        story("Newsletter closes", "The newsletter of the port closes."),
    ]);
    assert_eq!(archive.titles("newsletter"), ["Newsletter closes"]);
    assert_eq!(archive.titles("in:removed newsletter"), ["Tides"]);
    assert_eq!(archive.titles("in:removed"), ["Tides"]);
    assert_eq!(archive.titles("water (in:removed newsletter)"), ["Tides"]);
    let request = request("in:removed newsletter");
    assert_eq!(archive.passages(&request), ["2 0..27 Sign up for our [newsletter]."]);
}

#[test]
fn the_headline_counts_more_than_the_body() {
    let archive = Fixture::with(&[
        story("Notes", "The lighthouse was painted this week, and the keeper was pleased."),
        story("Lighthouse", "It was painted this week, and the keeper of it was pleased."),
    ]);
    assert_eq!(archive.titles("lighthouse"), ["Lighthouse", "Notes"]);
}

#[test]
fn a_person_in_the_centre_comes_first() {
    let archive = Fixture::with(&[
        story("Aside", "Ada Thorne was there.").person("Ada Thorne", "Ada Thorne", 0.1),
        story("Portrait", "Ada Thorne leads the port. Thorne is sixty.")
            .person("Ada Thorne", "Thorne", 0.9)
            .person("Mara Vale", "Vale", 0.1),
        story("Roses", "The rose has a thorne.").person("Thorn Ada", "none", 0.5),
    ]);
    assert_eq!(archive.titles("person:thorne"), ["Portrait", "Aside"]);
    assert_eq!(archive.titles("person:\"Ada Thorne\""), ["Portrait", "Aside"]);
    assert_eq!(archive.titles("person:\"Thorne Mara\""), Vec::<String>::new());
    let named = Request { people: vec!["Thorne".to_owned()], ..request("sixty") };
    assert_eq!(archive.passages(&named), ["1 27..43 [Thorne] is [sixty]."]);
}

fn people() -> Fixture {
    Fixture::with(&[
        story("One", "Jonas Vale spoke. Vale left, and Vale sang.").person("Jonas Vale", "Vale", 0.9),
        story("Two", "Ada Vale came late.").person("Ada Vale", "Ada Vale", 0.2).outlet("Quay Gazette"),
        story("Three", "Vale was there.").person("Vale", "Vale", 0.3),
        story("Four", "Jonas M. Vale and J. Vale wrote.")
            .person("Jonas M. Vale", "Jonas M. Vale", 0.4)
            .person("J. Vale", "J. Vale", 0.1),
    ])
}

/// Who was taken, and the headlines found.
fn asked(fixture: &Fixture, query: &str, names: &str) -> (String, Vec<String>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join(crate::entity::names::FILE), names).expect("a file of ours");
    let names = crate::entity::Names::open(folder.path()).expect("good names");
    let answer = fixture.ask(&Request { names, ..request(query) });
    let said = answer.names.iter().flat_map(|name| &name.taken);
    let said: Vec<String> = said.map(|taken| format!("{} {}", taken.name, taken.articles)).collect();
    let mut found = titles(&answer);
    found.sort();
    (said.join(", "), found)
}

#[track_caller]
fn check_names(query: &str, names: &str, taken: &str, found: &[&str]) {
    let (said, titles) = asked(&people(), query, names);
    assert_eq!(said, taken, "{query}");
    assert_eq!(titles, found, "{query}");
}

#[test]
fn a_whole_name_is_one_person_and_a_surname_everyone_who_has_it() {
    check_names("person:\"Jonas Vale\"", "", "Jonas M. Vale 2", &["Four", "One"]);
    let all = "Jonas M. Vale 2, Ada Vale 1, J. Vale 1, Vale 1";
    check_names("person:vale", "", all, &["Four", "One", "Three", "Two"]);
    check_names("person:ada", "", "Ada Vale 1", &["Two"]);
    check_names("person:\"Vale Ada\"", "", "", &[]);
}

#[test]
fn what_the_user_says_of_names_holds_when_a_question_is_asked() {
    let merge = "[[merge]]\nname = 'Jonas Vale'\nalso = ['J. Vale', 'Vale']\n";
    check_names("person:\"j vale\"", merge, "Jonas Vale 3", &["Four", "One", "Three"]);
    check_names("person:ada", merge, "Ada Vale 1", &["Two"]);
    let ignore = "[[ignore]]\nname = 'Vale'\n";
    check_names("person:vale", ignore, "Jonas M. Vale 2, Ada Vale 1, J. Vale 1", &["Four", "One", "Two"]);
    let retype = "[[retype]]\nname = 'Vale'\nto = 'place'\n";
    check_names("place:vale", retype, "Vale 1", &["Three"]);
}

#[test]
fn a_split_name_is_found_apart() {
    let split = "[[split]]\nname = 'Ada Vale'\nas = 'Ada Vale (poet)'\noutlet = 'Quay Gazette'\n";
    check_names("person:\"Ada Vale (poet)\"", split, "Ada Vale (poet) 1", &["Two"]);
    check_names("person:\"Ada Vale\"", split, "Ada Vale 1", &[]);
}

#[test]
fn an_article_can_be_asked_to_be_about_someone_or_to_name_them_often() {
    check_names("about:vale", "", "Jonas M. Vale 2, Ada Vale 1, J. Vale 1, Vale 1", &["One"]);
    check_names("person:\"Jonas Vale\" mentions>2", "", "Jonas M. Vale 2", &["One"]);
    check_names("person:\"Jonas Vale\" mentions:1", "", "Jonas M. Vale 2", &["Four"]);
    check_names("mentions>2", "", "", &["One"]);
    check_names(
        "person:vale -about:vale",
        "",
        "Jonas M. Vale 2, Ada Vale 1, J. Vale 1, Vale 1",
        &["Four", "Three", "Two"],
    );
}

#[test]
fn passages_show_every_form_of_a_name_that_was_asked_for() {
    let fixture = people();
    let request = Request { passages: usize::MAX, ..request("person:\"Jonas Vale\"") };
    let found = fixture.passages(&request);
    assert_eq!(
        found,
        [
            "1 0..43 Jonas [Vale] spoke. [Vale] left, and [Vale] sang.",
            "1 0..32 [Jonas M. Vale] and J. Vale wrote."
        ]
    );
}

#[test]
fn what_somebody_said_is_found_and_shown() {
    let fixture = Fixture::with(&[
        story("One", "It rained. “The lock is open,” Jonas Vale said. He left.")
            .person("Jonas Vale", "Jonas Vale", 0.9)
            .quoting("Jonas Vale", "The lock is open,"),
        story("Two", "“The lock is shut,” Ada Vale told Jonas Vale.")
            .person("Jonas Vale", "Jonas Vale", 0.4)
            .person("Ada Vale", "Ada Vale", 0.4)
            .quoting("Ada Vale", "The lock is shut,"),
    ]);
    assert_eq!(fixture.titles("said:\"Jonas Vale\""), ["One"]);
    assert_eq!(fixture.titles("said:vale lock").len(), 2);
    assert_eq!(fixture.titles("said:vale shut"), ["Two"]);
    let found = fixture.passages(&Request { passages: 1, ..request("said:\"jonas vale\"") });
    assert_eq!(found, ["1 11..47 “[The lock is open,]” Jonas Vale said."]);
}

#[test]
fn equal_scores_fall_back_to_the_newer() {
    let same = "The tide was high.";
    let days = ["2021-01-01", "2023-01-01", "2022-01-01"];
    let archive = Fixture::with(&days.map(|day| story(&format!("Tide {day}"), same).on(day)));
    assert_eq!(archive.titles("high"), ["Tide 2023-01-01", "Tide 2022-01-01", "Tide 2021-01-01"]);
}

#[test]
fn lists_by_date_put_the_undated_last() {
    let archive = Fixture::with(&harbour());
    let by = |order| titles(&archive.ask(&Request { order, ..request("*") }));
    let newest = ["Ferry strike ends", "Storm damages quay", "Council meets", "Fish market"];
    let oldest = ["Council meets", "Storm damages quay", "Ferry strike ends", "Fish market"];
    assert_eq!(by(Order::Newest), newest);
    assert_eq!(by(Order::Oldest), oldest);
}

#[test]
fn newer_articles_go_first_only_where_that_is_asked_for() {
    let archive = Fixture::with(&[
        story("Tide gate", "The tide was high and the gate shut.").on("2003-01-01"),
        story("Fog", "The tide was low, said one who saw it from the quay at night.").on("2024-02-20"),
        story("Undated tide gate", "The tide was high and the gate shut."),
    ]);
    let today = chrono::NaiveDate::from_ymd_opt(2024, 3, 1).expect("a day");
    let fresh = Order::Fresh(Freshness { today, half_life: 30 });
    let ask = |order| archive.ask(&Request { order, reasons: true, ..request("tide") });
    assert_eq!(titles(&ask(Order::Relevance)), ["Tide gate", "Undated tide gate", "Fog"]);
    let answer = ask(fresh);
    assert_eq!(titles(&answer), ["Fog", "Tide gate", "Undated tide gate"]);
    for hit in &answer.hits {
        let points: f64 = hit.reasons.iter().map(|reason| reason.points).sum();
        assert!((points - f64::from(hit.score)).abs() < 1e-5, "{points} {}", hit.score);
    }
    let first = archive.ask(&Request { order: fresh, limit: 1, ..request("tide") });
    assert_eq!(titles(&first), ["Fog"], "what is passed over early is no better");
}

#[test]
fn what_is_passed_over_early_would_not_have_been_among_the_first() {
    let words = ["tide", "quay", "ferry", "storm", "gate", "crane", "strike"];
    let stories: Vec<Story> = (0_usize..80)
        .map(|at| {
            let text: Vec<&str> =
                (0..8 + at % 9).map(|word| words[(at * 5 + word * word + at / 7) % 7]).collect();
            story(&format!("{} {at}", words[at % 7]), &format!("{}.", text.join(" ")))
        })
        .collect();
    let archive = Fixture::with(&stories).open();
    for query in ["tide", "tide quay", "storm crane gate", "\"quay ferry\" crane storm^3", "tide w/2 gate"] {
        for any in [false, true] {
            let ask = |limit| ranking(&archive, &Request { any, limit, ..request(query) }).expect("an index");
            let whole = ask(usize::MAX);
            assert!(!whole.is_empty(), "{query}");
            let most = whole.len().min(12);
            assert!((1..=most).all(|limit| ask(limit) == whole[..limit]), "{query} {any}");
        }
    }
}

#[test]
fn pages_of_an_answer_follow_each_other() {
    let archive = Fixture::with(&harbour());
    let page = |offset| archive.ask(&Request { limit: 1, offset, ..request("*") });
    let whole = archive.titles("*");
    for offset in 0..4 {
        let answer = page(offset);
        assert_eq!(titles(&answer), whole[offset..=offset]);
        assert_eq!((answer.total, answer.hits[0].rank), (4, offset as u64 + 1));
    }
}

#[test]
fn scores_do_not_hang_on_history() {
    let stories = harbour();
    let more = story("Strike at sea", "A strike of ferries. Ferry after ferry stood still.").lang("de");
    let once = Fixture::with(&stories);
    let mut often = Fixture::with(&stories[..1]);
    for one in &stories[1..] {
        often.change(&[one.clone(), more.clone()], &[]);
        often.change(&[], std::slice::from_ref(&more));
    }
    for query in ["ferry", "ferry OR quay", "\"the quay\"", "ferr*", "*"] {
        let scores = |archive: &Fixture| -> Vec<(f32, crate::index::Id)> {
            archive.ask(&request(query)).hits.iter().map(|hit| (hit.score, hit.id)).collect()
        };
        assert_eq!(scores(&once), scores(&often), "{query}");
    }
}

#[test]
fn passages_are_whole_sentences_with_their_place() {
    let archive = Fixture::with(&[story(
        "Ferry",
        "Nobody spoke.\nThe ferry left late. It was full. Café owners hailed the ferries' return.",
    )]);
    assert_eq!(archive.passages(&request("ferry")), ["2 0..20 The [ferry] left late."]);
    let full = Request { context: 1, ..request("ferry") };
    assert_eq!(archive.passages(&full), ["2 0..33 The [ferry] left late. It was full."]);
    let both = archive.passages(&request("ferry owners"));
    assert_eq!(both, ["2 34..73 Café [owners] hailed the [ferries]' return."]);
}

#[test]
fn an_export_gives_every_paragraph_that_answers() {
    let archive = Fixture::with(&[story(
        "Port",
        "East of the quay.\nThe east quay is old. Nobody goes. East of the quay it ends.\nOld quay.",
    )]);
    let all = |query| archive.passages(&Request { passages: usize::MAX, ..request(query) });
    assert_eq!(
        all("east quay"),
        [
            "1 0..17 [East] of the [quay].",
            "2 0..60 The [east] [quay] is old. Nobody goes. [East] of the [quay] it ends."
        ]
    );
    assert_eq!(all("\"east quay\""), ["2 0..21 The [east quay] is old."]);
    assert_eq!(all("title:port"), Vec::<String>::new());
}

#[test]
fn paragraphs_share_the_words_where_none_has_all() {
    let archive = Fixture::with(&[story("Port", "Herring.\nThe old quay.\nA quay.\nNothing.")]);
    let all = Request { passages: usize::MAX, ..request("herring old quay") };
    assert_eq!(archive.passages(&all), ["1 0..8 [Herring].", "2 0..13 The [old] [quay]."]);
}

#[test]
fn a_headline_alone_shows_the_first_sentence() {
    let archive = Fixture::with(&[story("Ferry", "Nobody spoke. It rained.")]);
    assert_eq!(archive.passages(&request("ferry")), ["1 0..13 Nobody spoke."]);
}

#[test]
fn for_each_visits_all_hits_until_told_to_stop() {
    let archive = Fixture::with(&harbour()).open();
    let mut ranks = Vec::new();
    let limited = Request { limit: 1, ..request("*") };
    let visit = &mut |hit: Hit| {
        ranks.push(hit.rank);
        ranks.len() < 3
    };
    assert!(
        for_each(&archive, &limited, visit)
            .is_ok_and(|(notices, names)| notices.is_empty() && names.is_empty())
    );
    assert_eq!(ranks, [1, 2, 3]);
}

#[test]
fn without_a_hit_each_word_tells_what_it_finds() {
    let alone = Fixture::with(&harbour()).ask(&request("herring stroke counsil")).alone;
    let said: Vec<String> =
        alone.iter().map(|word| format!("{} {} {:?}", word.word, word.articles, word.suggestion)).collect();
    assert_eq!(
        said,
        ["herring 1 None", "stroke 0 Some((\"strike\", 1))", "counsil 0 Some((\"council\", 1))"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_query_is_answered(query in "[a-z\"()*:\\- .~>0-9]{0,40}|\\PC{0,20}") {
        thread_local!(static ARCHIVE: Fixture = Fixture::with(&harbour()));
        ARCHIVE.with(|archive| {
            let answer = archive.ask(&Request { passages: usize::MAX, ..request(&query) });
            assert_eq!(answer.total as usize, answer.hits.len());
        });
    }
}

#[test]
fn what_a_run_takes_out_first_stays_out_when_segments_merge() {
    let named = |name: &str| story(name, "The tide came over the mole.");
    let mut archive = Fixture::with(&["One", "Two", "Three", "Four"].map(named));
    archive.change_unmerged(&["Five", "Six", "Seven"].map(named), &[]);
    archive.change_unmerged(&[], &[named("Five")]);
    archive.change(&[named("Eight")], &[named("Six")]);
    let mut titles = archive.titles("mole");
    titles.sort();
    assert_eq!(titles, ["Eight", "Four", "One", "Seven", "Three", "Two"]);
}
