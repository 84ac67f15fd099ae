//! What a word finds in each language, from the query to the marked passage.

use crate::search::Request;
use crate::search::fixture::{Fixture, request, story};

/// A language, a text in it, and queries with the words of the text that they mark; none for a query that finds
/// nothing.
type Table = (&'static str, &'static str, &'static [(&'static str, &'static [&'static str])]);

const TABLES: &[Table] = &[
    (
        "en",
        "The harbour-master's dockers were striking; the U.S. paid €2.5m for COVID-19 masks, AT&T said in a café.",
        &[
            ("docker", &["dockers"]),
            ("strike", &["striking"]),
            ("\"strike\"", &[]),
            ("harbour master", &["harbour", "master"]),
            ("U.S.", &["U.S"]),
            ("u.s.", &["U.S"]),
            ("us", &[]),
            ("covid-19", &["COVID-19"]),
            ("\"covid 19\"", &["COVID-19"]),
            ("AT&T", &["AT&T"]),
            ("cafe", &["café"]),
            ("2.5m", &["2.5m"]),
            ("striker", &[]),
        ],
    ),
    (
        "de",
        "Die Hafenarbeiter streikten in der Straße am Müllplatz, und die Häuser blieben leer.",
        &[
            ("streikte", &["streikten"]),
            ("strasse", &["Straße"]),
            ("STRASSE", &["Straße"]),
            ("Müllplätze", &["Müllplatz"]),
            ("haus", &["Häuser"]),
            ("hauser", &["Häuser"]),
            ("hafen*", &["Hafenarbeiter"]),
            ("hafen", &[]),
        ],
    ),
    (
        "fr",
        "L’accord sur l'éclairage du port a été signé par les pêcheurs, qu'on disait hésitants.",
        &[
            ("accord", &["accord"]),
            ("accords", &["accord"]),
            ("eclairage", &["éclairage"]),
            ("pêcheur", &["pêcheurs"]),
            ("hesitant", &["hésitants"]),
            ("ports", &["port"]),
            ("\"ports\"", &[]),
        ],
    ),
    (
        "es",
        "Los pescadores piden que el año próximo se amplíen los muelles y las grúas del puerto.",
        &[
            ("pescador", &["pescadores"]),
            ("muelle", &["muelles"]),
            ("grua", &["grúas"]),
            ("ano", &["año"]),
            ("proximo", &["próximo"]),
            ("\"pescador\"", &[]),
        ],
    ),
    (
        "it",
        "I pescatori dell'isola hanno scioperato contro l’aumento delle tariffe, perché la città tace.",
        &[
            ("pescatore", &["pescatori"]),
            ("isola", &["isola"]),
            ("sciopero", &["scioperato"]),
            ("aumento", &["aumento"]),
            ("citta", &["città"]),
            ("tariffa", &["tariffe"]),
        ],
    ),
    (
        "pt",
        "Os estivadores pararam as embarcações no cais; a greve dos pescadores não acabou em São Brandão.",
        &[
            ("estivador", &["estivadores"]),
            ("embarcação", &["embarcações"]),
            ("greves", &["greve"]),
            ("nao", &["não"]),
            ("\"sao brandao\"", &["São Brandão"]),
        ],
    ),
    (
        "nl",
        "De havenarbeiders staakten; de schepen bleven liggen en de burgemeester zei niets over één schip.",
        &[
            ("havenarbeider", &["havenarbeiders"]),
            ("haven*", &["havenarbeiders"]),
            ("schip", &["schip"]),
            ("een", &["één"]),
            ("burgemeesters", &["burgemeester"]),
        ],
    ),
    (
        "ru",
        "Докеры бастовали, а рыбаки ждали новых причалов; новый порт строит ещё один завод.",
        &[
            ("докер", &["Докеры"]),
            ("рыбак", &["рыбаки"]),
            ("причалы", &["причалов"]),
            ("ПОРТ", &["порт"]),
            ("еще", &["ещё"]),
            ("рыба", &[]),
        ],
    ),
    (
        "ar",
        "أعلنَ الصيّادونَ إضراباً في الميناء، وقال رئيس النقابة إن السفن متوقّفة منذ ٣ أيام.",
        &[
            ("صيادون", &["الصيّادونَ"]),
            ("ميناء", &["الميناء"]),
            ("اضراب", &["إضراباً"]),
            ("نقابه", &["النقابة"]),
            ("3", &["٣"]),
            ("\"ميناء\"", &[]),
            ("رييس", &["رئيس"]),
            ("قالت", &[]),
            ("قال", &["وقال"]),
        ],
    ),
    (
        "zh",
        "港务局周二宣布，码头工人的罢工已经结束。局长说，渡轮将在下周恢复。",
        &[
            ("罢工", &["罢工"]),
            ("港务局", &["港务局"]),
            ("码头工人", &["码头工人"]),
            ("局港", &[]),
            ("罢工 w/s 结束", &["罢工", "结束"]),
            ("罢工 w/s 渡轮", &[]),
        ],
    ),
    (
        "ja",
        "港湾局は火曜日、フェリーの運航を再開した。",
        &[("フェリー", &["フェリー"]), ("港湾", &["港湾"]), ("火曜日", &["火曜日"])],
    ),
    ("th", "เรือข้ามฟากหยุดเดินเรือ", &[("เดินเรือ", &["เดินเรือ"]), ("ข้ามฟาก", &["ข้ามฟาก"])]),
];

/// The marked words of the only article.
fn marked(fixture: &Fixture, query: &str) -> Vec<String> {
    let answer = fixture.ask(&Request { passages: usize::MAX, ..request(query) });
    let passages = answer.hits.iter().flat_map(|hit| &hit.passages);
    let words = passages
        .flat_map(|passage| passage.highlights.iter().map(|span| passage.text[span.clone()].to_owned()));
    words.collect()
}

#[test]
fn each_language_finds_its_forms_and_not_others() {
    let mut wrong = Vec::new();
    for (lang, text, queries) in TABLES {
        let fixture = Fixture::with(&[story("-", text).lang(lang)]);
        for (query, words) in *queries {
            let found = marked(&fixture, query);
            if found != *words {
                wrong.push(format!("{lang}: {query}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_pack_has_a_table() {
    let tabled = |code: &str| TABLES.iter().any(|(lang, ..)| *lang == code);
    assert!(crate::lang::PACKS.iter().all(|pack| tabled(pack.lang.code())));
}
