//! Exports of databases, documents, tables and feeds: what is read of each sample in `tests/data/readers`.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;
use cuttings::ingest;
use cuttings::overrule::Rules;
use cuttings::reader::Source;

/// What is read of bytes under a name, a line an article: title, outlet, date, authors, language, section, number of
/// blocks of the body, kinds of what was removed. What cannot be read is told in words.
fn told(name: &str, bytes: &[u8]) -> Vec<String> {
    let today = NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day");
    let articles = ingest::clean_bytes(name, bytes, &Rules::default(), today);
    articles
        .into_iter()
        .map(|cleaned| match cleaned {
            Ok(cleaned) => line(&cleaned),
            Err(error) => format!("{error}"),
        })
        .collect()
}

fn line(cleaned: &ingest::Cleaned) -> String {
    let article = &cleaned.article;
    let meta = &article.meta;
    let text = |stated: &Option<cuttings::article::Stated<String>>| {
        stated.as_ref().map_or_else(|| "-".to_owned(), |stated| stated.value.clone())
    };
    let date = meta.date.as_ref().map_or_else(|| "-".to_owned(), |date| date.value.to_string());
    let authors = meta.byline.as_ref().map_or_else(|| "-".to_owned(), |byline| byline.value.join(", "));
    let lang = meta.language.as_ref().map_or_else(|| "-".to_owned(), |lang| lang.value.to_string());
    let removed: Vec<&str> = cleaned.removed().iter().map(|removed| removed.kind.name()).collect();
    let (title, outlet, section) = (text(&meta.title), text(&meta.outlet), text(&meta.section));
    let body = article.body.len();
    format!("{title} | {outlet} | {date} | {authors} | {lang} | {section} | {body} | {}", removed.join(" "))
}

fn check(name: &str, expected: &[&str]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/readers").join(name);
    assert_eq!(told(name, &fs::read(path).expect("the sample is there")), expected, "{name}");
}

#[test]
fn classic_nexis_text_is_read_article_by_article() {
    check(
        "nexis.txt",
        &[
            "Dockers return to the quay after nine weeks | The Harrowmere Courier | 2023-06-14 | Petra Lindhale | en | NEWS | 3 | legal",
            "Glockenkran bleibt stehen | Der Hafenbote | 2022-05-03 | Jan Petersen | de | LOKALES | 2 | legal",
            "Les anguilles ne reviendront pas | Quai libre | 2023-10-09 | Claire Aubin | fr | ENVIRONNEMENT | 2 | legal",
            "La campana hundida vuelve al puerto | El Faro de Vellamar | 2022-11-18 | Rosa Quintar | es | CULTURA | 2 | legal",
        ],
    );
}

#[test]
fn proquest_text_is_read_article_by_article() {
    check(
        "proquest.txt",
        &[
            "Maternity ward would close at night | The Harrowmere Courier | 2022-09-20 | Petra Lindhale, Ivo Marsh | en | News | 3 | legal",
            "El faro de Vellamar, restaurado | El Faro de Vellamar | 2022-05-03 | Rosa Quintar | es | Local | 2 | legal",
            "no text to read in it",
        ],
    );
}

#[test]
fn factiva_pages_are_read_with_codes_and_without() {
    check(
        "factiva-codes.html",
        &[
            "Dockers return to the quay after nine weeks | The Harrowmere Courier | 2023-06-14 | Petra Lindhale | en | News | 3 | legal",
            "Glockenkran bleibt stehen | Der Hafenbote | 2022-05-03 | - | de | - | 2 | legal",
        ],
    );
    check(
        "factiva-plain.html",
        &[
            "Ferry from Corrin sails again | Estuary Wire | 2023-10-09 | Ivo Marsh | en | News | 2 | legal",
            "Les dockers reprennent le travail | Quai libre | 2023-06-14 | - | fr | - | 2 | legal",
        ],
    );
}

#[test]
fn factiva_rich_text_is_read_with_codes_and_without() {
    check(
        "factiva.rtf",
        &[
            "Ferry from Corrin sails again | Estuary Wire | 2023-10-09 | Ivo Marsh | en | - | 2 | legal",
            "La campana hundida vuelve al puerto | El Faro de Vellamar | 2022-11-18 | Rosa Quintar | es | - | 2 | legal",
        ],
    );
}

#[test]
fn lexis_documents_are_read_without_their_cover() {
    check(
        "lexis.docx",
        &[
            "Dockers return to the quay after nine weeks | The Harrowmere Courier | 2023-06-14 | Petra Lindhale | en | NEWS | 2 | legal",
            "Glockenkran bleibt stehen | Der Hafenbote | 2022-05-03 | Jan Petersen | de | LOKALES | 2 | legal",
        ],
    );
}

#[test]
fn rows_of_tables_and_items_of_feeds_are_articles() {
    check(
        "archive.csv",
        &[
            "Fog, frost and a ferry | Estuary Wire | 2023-01-09 | Ivo Marsh | en | - | 2 | ",
            "Eel nets stay dry | The Northbank Post | 2022-04-02 | Odd Marsh | en | - | 1 | ",
        ],
    );
    let german = [
        "Die Fähre fährt | Süderhafenzeitung | 2023-06-14 | Jan Petersen | de | - | 2 | ",
        "Der Kran; er bleibt | Der Hafenbote | 2022-05-03 | - | de | - | 1 | ",
    ];
    check("excel.csv", &german);
    check("wide.csv", &german);
    check(
        "feed.xml",
        &[
            "Lamp oil runs short & dear | Estuary Wire | 2023-01-09 | Ivo Marsh | en | Trade | 2 | ",
            "Rowing tables printed again | Estuary Wire | 2023-01-10 | - | en | - | 1 | ",
        ],
    );
}

#[test]
fn the_text_layer_of_documents_is_read_in_order() {
    check(
        "columns.pdf",
        &[
            "Dockers return to the quay after nine weeks | - | 2023-06-14 | Petra Lindhale | en | - | 3 | author author",
        ],
    );
    check("cycle.pdf", &["- | - | - | - | en | - | 1 | "]);
    let said = "no text layer, as where pages are scanned; have its text recognised (OCR) and save it again";
    check("scanned.pdf", &[said]);
}

#[test]
fn every_family_of_json_is_read_whole() {
    const LOFTS: &str = "Net lofts to be let to boat builders";
    let of = |rest: &str| format!("{LOFTS} | {rest} | ");
    let courier = "harrowmerecourier.example | 2023-11-08 | Petra Lindhale | en | -";
    let named = "The Harrowmere Courier | 2023-11-08 | Petra Lindhale, Ivo Marsh | en";
    check("news-please.json", &[&of(&format!("{courier} | 3"))]);
    check("fundus.json", &[&of(&format!("{named} | - | 5"))]);
    check("trafilatura.json", &[&of(&format!("{named} | Town | 3"))]);
    check("webhose.json", &[&of(&format!("{courier} | 3"))]);
    check("news-article.json", &[&of(&format!("{named} | Town | 3"))]);
    check(
        "wallabag.json",
        &[
            &of(&format!("{courier} | 4")),
            "Le bac reprend du service | quailibre.example | - | - | fr | - | 2 | ",
        ],
    );
    check(
        "json-feed.json",
        &[
            &of("Estuary Wire | 2023-11-08 | Ivo Marsh | en | - | 3"),
            "Ferry from Corrin sails again | Estuary Wire | 2023-10-09 | Hana Quillfeather | en | - | 2 | ",
        ],
    );
}

#[test]
fn every_family_of_json_says_where_its_articles_are_from() {
    let today = NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day");
    for name in ["news-please", "fundus", "trafilatura", "webhose", "news-article", "wallabag"] {
        let name = format!("{name}.json");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/readers").join(&name);
        let bytes = fs::read(path).expect("the sample is there");
        let cleaned = ingest::clean_bytes(&name, &bytes, &Rules::default(), today);
        let article = &cleaned[0].as_ref().expect("an article").article;
        let url = article.meta.url.as_ref().map(|url| url.value.as_str());
        assert_eq!(url, Some("https://harrowmerecourier.example/news/net-lofts"), "{name}");
    }
}

#[test]
fn exports_of_other_shapes_are_read_as_well() {
    const LOFTS: &str =
        "Net lofts to be let to boat builders | The Harrowmere Courier | 2023-11-08 | Petra Lindhale | en";
    const CRANE: &str = "Glockenkran bleibt stehen | Der Hafenbote | 2022-05-03 | Jan Petersen | de";
    const EELS: &str = "Les anguilles ne reviendront pas | Quai libre | 2023-10-09 | Claire Aubin | fr";
    let of = |article: &str, rest: &str| format!("{article} | {rest} | legal");
    check("nexis-cover.txt", &[&of(LOFTS, "NEWS | 3"), &of(EELS, "ENVIRONNEMENT | 2")]);
    check("nexis-pages.html", &[&of(LOFTS, "NEWS | 3"), &of(CRANE, "LOKALES | 2")]);
    let light =
        "El faro de Vellamar, restaurado | El Faro de Vellamar | 2022-05-03 | Rosa Quintar | es | Local | 2";
    check("proquest-pages.html", &[&of(LOFTS, "News | 3"), &format!("{light} | legal")]);
    check("factiva-lines.txt", &[&of(LOFTS, "News | 3"), &of(CRANE, "- | 2")]);
    let bell =
        "La campana hundida vuelve al puerto | El Faro de Vellamar | 2022-11-18 | Rosa Quintar | es | - | 2";
    check("factiva-paragraphs.html", &[&of(EELS, "Environnement | 2"), &format!("{bell} | legal")]);
}

/// Exports with the small things that differ from one download to the next: counts with the name first, places under the
/// outlet, labels inside sentences, parts headed in capitals, documents without a mark of the text or a date.
#[test]
fn exports_are_read_as_they_come() {
    check(
        "nexis-middle.txt",
        &[
            "Die Fähre fährt wieder; Taucher fanden nichts | Süderhafenzeitung | 2023-06-14 | Jan Petersen | de | POLITIK | 2 | legal",
            "Der Rat tagt; geheim | hwz | 2023-06-14 | Rosa Quintar | de | - | 2 | legal",
            "Le bac reprend la mer | Le Quai | 2023-06-14 | Claire Aubin | fr | POLITIQUE | 2 | legal",
            "Une étude sur les anguilles | Le Quai | 2019-12-10 | - | fr | - | 2 | legal",
        ],
    );
    check(
        "nexis-styled.html",
        &[
            "Die Fähre fährt wieder; Taucher fanden nichts | Süderhafenzeitung | 2023-06-14 | Jan Petersen | de | POLITIK | 2 | legal",
            "Kran bleibt | Der Hafenbote | 2022-05-03 | - | de | - | 1 | ",
        ],
    );
    check(
        "nexis-places.txt",
        &[
            "Council leader quits as the port inquiry opens; A row over a report has cost Edda Rowntree her seat | The Harrow Guardian | 2023-06-14 | Petra Lindhale, Ivo Marsh | en | HOME PAGES | 4 | legal",
            "Net Lofts to Be Let | The New Harrow Times | 2023-06-03 | PETRA LINDHALE | en | Section A | 2 | legal",
            "Ferry sails again | Estuary Wire Service | 2023-05-02 | - | en | - | 2 | legal",
        ],
    );
    check(
        "lexis-cover.docx",
        &[
            "Council leader quits as port inquiry opens | The Harrow Guardian (London) | 2023-06-14 | Petra Lindhale, Ivo Marsh | en | UK NEWS | 4 | legal",
            "Net lofts to be let | The New Harrow Times | 2023-06-03 | PETRA LINDHALE | en | Section A | 2 | legal",
            "Ferry sails again | Estuary Wire | 2023-05-02 | - | en | - | 2 | legal",
        ],
    );
    check(
        "lexis-bare.docx",
        &[
            "Die Fähre fährt wieder | Süderhafenzeitung | 2023-06-14 | Jan Petersen | de | POLITIK | 2 | legal",
            "no text to read in it",
            "A brief without a Body line | The Harrow Mail | 2023-06-01 | - | en | NEWS | 2 | legal",
            "Undated from the web | WebNews - English | - | - | en | - | 1 | legal",
            "Headline above | Ledger & Quay | 2023-06-14 | - | - | - | 0 | other legal",
            "Harbour fees to rise | The Daily Harrow (London) | 2023-06-14 | NOOR FEDDERSEN | en | NEWS | 1 | legal",
            "Le bac reprend la mer | Le Quai | 2023-06-14 | Claire Aubin | fr | POLITIQUE | 2 | legal",
        ],
    );
    check(
        "lexis.rtf",
        &[
            "Council leader quits; inquiry opens | The Harrow Guardian (London) | 2023-06-14 | Petra Lindhale | en | UK NEWS | 2 | legal",
        ],
    );
}

#[test]
fn exports_of_other_years_are_read_as_they_come() {
    check(
        "proquest-fields.txt",
        &[
            "Council leader quits as port inquiry opens: A row over a report | The Harrow Guardian | 2023-06-14 | Petra Lindhale, Ivo Marsh | en | National | 3 | legal",
            "Net lofts to be let | New Harrow Times | 2023-06-03 | - | en | B | 2 | legal",
            "Ferry sails again | Estuary Wire | 2023-05-02 | - | en | - | 1 | ",
        ],
    );
    let lofts = "The Harrowmere Courier | 2023-11-08 | Petra Lindhale | en | - | 3 | legal";
    let sent = [format!("Net lofts to be let | {lofts}"), format!("Net lofts to be let again | {lofts}")];
    check("proquest-sent.eml", &[&sent[0], &sent[1]]);
    check(
        "proquest-parts.txt",
        &[
            "Council leader quits as port inquiry opens: A row over a report | The Harrow Guardian | 2023-06-14 | Petra Lindhale, Ivo Marsh | en | National | 2 | legal",
            "Net lofts to be let | New Harrow Times | 2023-06-03 | Petra Lindhale | en | - | 1 | legal",
        ],
    );
    check(
        "proquest-labels.txt",
        &[
            "Die Fähre fährt wieder | Süderhafenzeitung | 2023-06-14 | Jan Petersen | de | Politik | 2 | legal",
            "Le bac reprend la mer | Le Quai | 2023-06-14 | Claire Aubin | fr | - | 2 | legal",
        ],
    );
    check(
        "factiva-saved.txt",
        &[
            "Council leader quits as port inquiry opens | The Harrow Guardian | 2023-06-14 | Petra Lindhale | en | Society | 2 | legal",
            "Harbour fees to rise | Harrow Dow Institutional News | 2023-01-02 | Noor Feddersen, Jonas Averill | en | - | 1 | other author legal",
            "Die Fähre fährt wieder | Süderhafenzeitung | 2023-06-14 | Jan Petersen | de | Politik | 2 | legal",
            "Le bac reprend la mer | Le Quai | 2023-06-14 | Claire Aubin | fr | - | 2 | legal",
            "La campana vuelve | El Faro | 2023-06-14 | Rosa Quintar | es | - | 1 | legal",
        ],
    );
}

#[test]
fn a_cell_of_a_hundred_megabytes_costs_its_row_alone() {
    let mut table = b"title,text\nOne,\"".to_vec();
    table.resize(100 << 20, b'x');
    table.extend_from_slice(b"\"\nTwo,The ferry sailed at one with four people on board and a dog.\n");
    let today = NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day");
    let mut told = Vec::new();
    let mut source = Source::new("big.csv", Box::new(&table[..]), 64 << 20);
    ingest::clean(&mut source, &Rules::default(), today, &mut |cleaned| {
        told.push(cleaned.map_or_else(|error| error.to_string(), |cleaned| line(&cleaned)));
        ControlFlow::Continue(())
    });
    assert!(told[0].contains("max_record_bytes"), "{told:?}");
    assert!(told[1].starts_with("Two | "), "{told:?}");
}

#[test]
fn documents_that_are_broken_are_told_of() {
    let cut = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/readers/lexis.docx"))
        .expect("a sample");
    assert!(told("a.docx", &cut[..cut.len() / 2])[0].contains("save it again"));
    let groups = format!("{{\\rtf1 {}", "{".repeat(1_000_000));
    assert_eq!(told("a.rtf", groups.as_bytes()), ["no text to read in it"]);
}
