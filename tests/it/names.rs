//! People correct names: one is two, two are one, and what a name means is said with the answer.

use std::fs;

use crate::archive::Archive;

/// Stories that name a minister in three ways, a namesake, and an inn that is taken for somebody.
fn archive() -> Archive {
    let story = |opening: &str| {
        format!(
            "{opening}\n\nThe barges that had waited below the weir since the first frost went up one after the other \
             until it was dark, and nobody on the quay could say what had kept the lock shut for so long.\n"
        )
    };
    let stories = [
        (
            "bell/2022-05-03-lock.txt",
            "Minister opens lock\n\nThe Port Minister Jonas Vale opened the lock. “It is open,” Mr Vale said.",
        ),
        (
            "bell/2022-06-10-weir.txt",
            "Weir is mended\n\nJonas M. Vale, the Port Minister, came to see the weir on Friday.",
        ),
        (
            "tide/2023-01-20-fish.txt",
            "Fish are back\n\nMinister Jonos Vale ate the first eel, and Odile Marchetti paid for it.",
        ),
        (
            "tide/2023-02-21-song.txt",
            "Songs of the river\n\nThe singer Ada Vale sang on the quay, and Odile Marchetti listened.",
        ),
    ];
    let archive = Archive::with([]);
    for (path, opening) in stories {
        archive.write(path, story(opening).as_bytes());
    }
    archive.run(["index"]);
    archive
}

/// Number of articles, and whom names were taken for.
fn found(archive: &Archive, query: &str) -> (i64, Vec<String>) {
    let answer = archive.json(["search", query, "--json"]);
    let names = answer["names"].as_array().expect("a list");
    let taken = names.iter().flat_map(|name| name["taken"].as_array().expect("a list"));
    let taken = taken.map(|taken| taken["name"].as_str().expect("a name").to_owned());
    (answer["total"].as_i64().expect("a number"), taken.collect())
}

#[test]
fn a_correction_holds_at_once_and_says_what_it_wrote() {
    let archive = archive();
    assert_eq!(found(&archive, "person:\"Jonas Vale\""), (2, vec!["Jonas M. Vale".to_owned()]));
    let merged = archive.run(["names", "merge", "Jonas Vale", "Jonos Vale"]);
    insta::assert_snapshot!(merged.stdout, @r#"
    names.toml, line 4:

    [[merge]]
    name = "Jonas Vale"
    also = ["Jonos Vale"]
    "#);
    assert_eq!(found(&archive, "person:\"Jonas Vale\""), (3, vec!["Jonas Vale".to_owned()]));
    assert_eq!(found(&archive, "person:jonos"), (3, vec!["Jonas Vale".to_owned()]));
    archive.run(["names", "ignore", "Ada Vale"]);
    assert_eq!(found(&archive, "person:vale"), (3, vec!["Jonas Vale".to_owned()]));
    assert_eq!(archive.run(["names", "check"]).code, 0);
    archive.run(["names", "ignore", "Nobody At All"]);
    let check = archive.run_all(&["names", "check"]);
    assert_eq!(check.code, 1);
    assert!(check.stdout.contains("“nobody at all” is ignored"), "{}", check.stdout);
}

#[test]
fn an_ambiguous_name_is_everyone_and_the_answer_says_who() {
    let answer = archive().run(["search", "person:vale"]);
    assert!(
        answer.stderr.contains("person “vale”: Jonas M. Vale (2 articles), Ada Vale (1 article)"),
        "{}",
        answer.stderr
    );
}

#[test]
fn a_faulty_file_is_told_and_passed_over() {
    let archive = archive();
    fs::write(
        archive.path("names.toml"),
        "[[merge]]\nname = 'Ada'\nalso = ['Bea']\n[[merge]]\nname = 'Bea'\nalso = ['Cy']\n",
    )
    .expect("the archive is writable");
    let answer = archive.run(["search", "person:vale"]);
    assert!(
        answer.stderr.contains("names.toml, line 5, column 8: “Bea” belongs to “Ada” by line 1"),
        "{}",
        answer.stderr
    );
    assert_eq!(answer.code, 0);
    archive.run_all(&["names", "ignore", "Ada"]).refuses(&["line 5, column 8", "none of it is applied"]);
}

#[test]
fn a_profile_tells_forms_roles_and_company() {
    let archive = archive();
    let who = archive.json(["who", "Jonas Vale", "--json"]);
    assert_eq!((who["articles"].as_i64(), who["mentions"].as_i64()), (Some(2), Some(3)));
    assert_eq!(who["roles"][0]["role"], "Port Minister");
    assert_eq!(who["roles"][0]["articles"], 2);
    assert_eq!(
        (who["first_day"].as_str(), who["last_day"].as_str()),
        (Some("2022-05-03"), Some("2022-06-10"))
    );
    let odile = archive.json(["who", "Marchetti", "--json"]);
    let people = odile["people"].as_array().expect("a list");
    assert_eq!(people.len(), 2, "{people:?}");
    let several = archive.run_all(&["who", "Vale"]);
    assert_eq!(several.code, 1);
    assert!(several.stderr.contains("“Vale” can be several; say which:"), "{}", several.stderr);
}

#[test]
fn likely_spellings_are_suggested_with_the_line_to_type() {
    let suggested = archive().run(["names", "suggest"]);
    assert!(suggested.stdout.contains("sound alike, never in one article"), "{}", suggested.stdout);
    assert!(
        suggested.stdout.contains("cuttings names merge 'Jonas M. Vale' 'Jonos Vale'"),
        "{}",
        suggested.stdout
    );
}

#[test]
fn many_names_are_asked_for_at_once() {
    let archive = archive();
    fs::write(archive.path("names.csv"), "kind,name\nperson,Ada Vale\n,Vale\n,=2+2\n")
        .expect("the archive is writable");
    let table = archive.run(["batch", "names.csv"]).stdout;
    let rows: Vec<&str> = table.lines().collect();
    assert!(rows[1].starts_with("Ada Vale,person,1,1,2023-02-21,2023-02-21,Ada Vale,no,"), "{table}");
    assert!(rows[2].starts_with("Vale,person,4,"), "{table}");
    assert!(rows[2].contains(",yes,"), "{table}");
    assert!(rows[3].starts_with("'=2+2,person,0,0,"), "{table}");
    let imported = archive.path("corrections.csv");
    fs::write(&imported, "name,also\nJonas Vale,Jonos Vale; J. Vale\n").expect("the archive is writable");
    assert_eq!(archive.run(["names", "import", imported.to_str().expect("a path of ours")]).code, 0);
    assert_eq!(found(&archive, "person:\"jonas vale\"").0, 3);
}

#[test]
fn names_without_end_and_names_in_disguise_are_read_and_shown_harmless() {
    let archive = Archive::with([]);
    let family: Vec<String> = (0..3000).map(|at| format!("{} Vale", name(at))).collect();
    archive.write("family.txt", format!("One family\n\n{}. Vale said so.\n", family.join(", ")).as_bytes());
    let long = "A".repeat(10_000);
    archive
        .write("long.txt", format!("A story\n\nMr {long} said hello to the crowd on Monday.\n").as_bytes());
    archive.write("loud.txt", format!("ALL OF IT\n\n{}.\n", family.join(" ").to_uppercase()).as_bytes());
    let disguised =
        "Names\n\nMr Jo\u{202e}nas \u{200b}Va\u{200d}le said hello. Jonas\u{2066} Vale\u{2069} left.\n";
    archive.write("disguised.txt", disguised.as_bytes());
    let index = archive.run(["index"]);
    assert_eq!(index.code, 0, "{}", index.stderr);
    for command in [&["people", "--limit", "0"][..], &["who", "Jonas Vale"], &["search", "person:vale"]] {
        let said = archive.run_all(command);
        assert!(said.code < 2, "{command:?}: {}", said.stderr);
        assert!(!(said.stdout + &said.stderr).contains(['\u{202e}', '\u{2066}']), "{command:?}");
    }
}

/// A name of three syllables, another one for each number below 8,000.
fn name(number: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ba", "de", "fi", "go", "hu", "ja", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "wa", "ze",
        "bri", "cla", "dro",
    ];
    let syllable = |at: usize| SYLLABLES[number / 20_usize.pow(at as u32) % 20];
    let name = format!("{}{}{}", syllable(0), syllable(1), syllable(2));
    name[..1].to_uppercase() + &name[1..]
}

#[test]
fn exports_show_and_json_have_names_as_they_are_corrected() {
    let archive = Archive::with([(
        "a.txt",
        "Dock talks go on\n\nMayor Marta Velling met the dockers on Monday. “The dock stays open,” Marta Velling said. \
         Harbour master Jonas Renn was there, too.\n",
    )]);
    archive.run(["index"]);
    std::fs::write(
        archive.path("names.toml"),
        "[[rename]]\nname = 'Marta Velling'\nto = 'Martha Welling'\n\n[[ignore]]\nname = 'Jonas Renn'\n",
    )
    .expect("a file of ours");
    let people = serde_json::json!(["Martha Welling"]);
    assert_eq!(archive.json(["search", "dock", "--articles", "--json"])["hits"][0]["people"], people);
    assert_eq!(archive.json(["export", "dock", "--articles", "--format", "jsonl"])["people"], people);
    assert_eq!(archive.json(["show", "a.txt", "--json"])["people"], people);
    let table =
        archive.run(["export", "dock", "--articles", "--format", "csv", "--columns", "people"]).stdout;
    assert_eq!(table, "people\nMartha Welling\n");
    assert!(archive.run(["show", "a.txt"]).stdout.contains("people        Martha Welling\n"));
    assert!(archive.run(["quotes", "Welling", "--csv"]).stdout.contains("\nMartha Welling,"));
}
