//! What an archive tells of its outlets, what it finds odd, and what an outlet may repeat without losing it.

use crate::archive::Archive;

const WORDS: [&str; 12] = [
    "heron", "otter", "kettle", "lantern", "barley", "copper", "anchor", "bramble", "candle", "ember",
    "ferret", "gable",
];

/// A story that no other shares a sentence with.
fn story(word: &str) -> String {
    format!(
        "The {word} keeper of the upper weir has seen forty winters, and the {word} gate was never shut in one of \
         them for longer than a night and a day, whatever they say in town.\n\nThis year the {word} gate stood open \
         until the ice had gone, and nobody on the {word} quay would say who had ordered it or who was paid for it.\n\n\
         When the water fell, the {word} boats lay on the mud like a row of teeth, and the children of the {word} \
         bank walked around them with sticks.\n"
    )
}

#[test]
fn outlets_are_told_with_lengths_shares_dates_and_what_they_repeat() {
    let archive = Archive::with([]);
    for (day, word) in WORDS.iter().enumerate() {
        let page = format!(
            "What the {word} gate costs\n\n{}\nSupport the Bell with a donation today\n\nWe print what we know and \
             nothing else\n",
            story(word)
        );
        archive.write(&format!("bell/2023-05-{:02}-{word}.txt", day + 1), page.as_bytes());
    }
    archive.write("gull/one.txt", format!("A gull on the weir\n\n{}", story("marble")).as_bytes());
    insta::assert_snapshot!(archive.run(["outlets"]).stdout, @r"
        articles   words  removed  dates                     outlet
              12      93     14 %  2023-05-01 to 2023-05-12  Bell
                                                             repeated in 12 stories: Support the Bell with a donation today
                                                             repeated in 12 stories: We print what we know and nothing else
               1      93      0 %  no dates                  Gull
        ");
    let outlets = archive.json(["outlets", "bell", "--json"]);
    let bell = &outlets["values"][0];
    assert_eq!((&outlets["total"], &bell["articles"], &bell["undated"]), (&1.into(), &12.into(), &0.into()));
    assert_eq!((&bell["first_day"], &bell["last_day"]), (&"2023-05-01".into(), &"2023-05-12".into()));
    assert_eq!(bell["furniture"][0]["stories"], 12);
}

#[test]
fn status_names_what_deserves_a_second_look() {
    let archive = Archive::with([("bell/empty.txt", "Sign up for our newsletter\n")]);
    for (at, word) in WORDS.iter().enumerate() {
        for year in 0..2_usize {
            let box_of_today = format!(
                "Our {word} readers get this paper by post from one week to the next, and many have had it so since \
                 the winter of the long ice. Sign up for our newsletter\n\n"
            );
            let date = format!("2023-{:02}-{:02}", 2 + 4 * year + at % 4, 1 + at);
            let page = format!(
                "The {word} gate, part {year}\n\n{}\n{}",
                story(&format!("{word}{}", ["", "fold"][year])),
                box_of_today.repeat(6 * year)
            );
            archive.write(&format!("gull/{date}-{word}.txt"), page.as_bytes());
        }
    }
    let stub = "Who pays for the pebble gate\n\nThe pebble gate was shut last week, and nobody in town could say by \
                whose order it had been done.\n\nThe keeper, who has seen forty winters there, would only say that he \
                had been paid for it, and that whoever…\n\nSubscribe to read the rest of this story\n";
    archive.write("gull/2023-03-20-stub.txt", stub.as_bytes());
    archive.run(["index"]);
    let status = archive.run(["status"]).stdout;
    let odd = status.split_once("\n\n").map_or("", |(_, odd)| odd);
    insta::assert_snapshot!(odd, @r"
        1 article without a body:
          6292480f65  bell/empty.txt: no body

        1 article suspiciously short:
          9e4e70f34e  gull/2023-03-20-stub.txt: 20 words where 93 are usual: breaks off, and the page asks for money there

        1 outlet with pages that change abruptly (a new design?):
          Gull: from 2023-06 on 67 % of the words removed, 3 % before; 1e363f2f80  gull/2023-06-01-heron.txt
        ");
    let json = archive.json(["status", "--json"]);
    assert_eq!(json["without_body"][0]["path"], "bell/empty.txt");
    assert_eq!(json["short"][0]["path"], "gull/2023-03-20-stub.txt");
    assert_eq!(json["changed_outlets"][0]["outlet"], "Gull");
}

#[test]
fn a_column_keeps_its_refrain_and_each_its_own_headline_and_a_rule_brings_its_introduction_back() {
    let archive = Archive::with([]);
    for word in WORDS {
        let (first, rest) =
            story(word).split_once("\n\n").map(|(a, b)| (a.to_owned(), b.to_owned())).expect("parts");
        let page = format!(
            "From the gull's nest\n\nWhat the {word} gate costs and who pays\n\nBy Noor Feddersen\n\nEvery second \
             Friday Noor Feddersen walks the north bank and writes down what she is told there.\n\n{first}\n\n“The tide \
             waits for nobody, and neither does the rent.”\n\n{rest}\nSupport Tidewater Voice\n\nWe print on paper \
             that was made on this river and nowhere else\n"
        );
        archive.write(&format!("tidewater/{word}.txt"), page.as_bytes());
    }
    archive.run(["index"]);
    for word in WORDS {
        let page = archive.json(["show", &format!("tidewater/{word}.txt"), "--json"]);
        assert_eq!(page["title"], format!("What the {word} gate costs and who pays"));
        let body: Vec<&str> = page["body"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|block| block["text"].as_str())
            .collect();
        assert_eq!(body.len(), 4, "{body:?}");
        assert!(body[1].starts_with("“The tide waits"), "{body:?}");
        let removed = page["removed"].as_array().expect("a list");
        let river =
            removed.iter().find(|block| block["text"].as_str().is_some_and(|text| text.contains("river")));
        assert_eq!(river.expect("it went")["other_stories"], 11);
    }
    let id = archive.json(["show", &format!("tidewater/{}.txt", WORDS[0]), "--json"])["id"].clone();
    let block = format!("{}#4", id.as_str().expect("an id"));
    assert_eq!(archive.run(["restore", &block]).code, 0);
    archive.run(["index"]);
    for word in WORDS {
        let page = archive.json(["show", &format!("tidewater/{word}.txt"), "--json"]);
        let first = page["body"][0]["text"].as_str().unwrap_or_default();
        assert!(first.starts_with("Every second Friday"), "{first}");
    }
}
