//! Outlet, date and authors of pages of plain text, in the shapes that newspapers print them.

use chrono::NaiveDate;
use cuttings::ingest;
use cuttings::overrule::Rules;

/// Two paragraphs of a story, long enough to be one.
const STORY: &str = "The harbour board voted on Tuesday to keep the old ferry running through the winter, after a \
    meeting that lasted four hours and drew more people than the hall could seat.\n\nThe chairman said that the boat \
    would need a new engine before the spring, and that nobody yet knew who was going to pay for it.";

const GERMAN: &str = "Der Hafenrat hat am Dienstag beschlossen, die alte Fähre auch im Winter fahren zu lassen, nach \
    einer Sitzung, die vier Stunden gedauert hat und bei der nicht alle einen Platz fanden.\n\nDer Vorsitzende sagte, \
    dass das Schiff vor dem Frühjahr eine neue Maschine braucht und niemand weiß, wer sie bezahlen soll.";

const FRENCH: &str = "Le conseil du port a décidé mardi de garder le vieux bac pendant tout l'hiver, après une réunion \
    qui a duré quatre heures et pour laquelle la salle était trop petite.\n\nLe président a dit que le bateau aurait \
    besoin d'un nouveau moteur avant le printemps et que personne ne savait qui allait le payer.";

const SPANISH: &str = "La junta del puerto decidió el martes mantener el viejo transbordador durante todo el invierno, \
    tras una reunión que duró cuatro horas y para la que la sala se quedó pequeña.\n\nEl presidente dijo que el barco \
    necesitará un motor nuevo antes de la primavera y que nadie sabe todavía quién lo va a pagar.";

const ARABIC: &str = "قرر مجلس الميناء يوم الثلاثاء إبقاء العبارة القديمة في الخدمة طوال فصل الشتاء بعد اجتماع استمر أربع \
    ساعات وضاقت به القاعة بالحاضرين من أهل المدينة.\n\nوقال رئيس المجلس إن السفينة ستحتاج إلى محرك جديد قبل الربيع وإن \
    أحدا لا يعرف حتى الآن من سيدفع ثمنه في هذه السنة.";

const CHINESE: &str = "港务委员会星期二决定，旧渡轮整个冬天将继续运行。会议持续了四个小时，到场的人比会议厅能容纳的还要多。\n\n主席说，\
    这艘船在春天之前需要一台新的发动机，目前还没有人知道由谁来支付这笔费用。";

/// Outlet and date of a text file at a path; `-` for what is unknown.
fn told(path: &str, text: &str) -> [String; 2] {
    let today = NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day");
    let cleaned = ingest::clean_bytes(path, text.as_bytes(), &Rules::default(), today)
        .remove(0)
        .expect("a page of text");
    let meta = cleaned.article.meta;
    let outlet = meta.outlet.map(|outlet| outlet.value);
    let date = meta.date.map(|date| date.value.to_string());
    [outlet, date].map(|value| value.unwrap_or_else(|| "-".to_owned()))
}

fn check(text: &str, outlet: &str, date: &str) {
    assert_eq!(told("ferry.txt", text), [outlet, date], "{text}");
}

fn check_authors(lines: &str, authors: &[&str]) {
    let text = format!("Old ferry to sail all winter\n\n{lines}\n\n{STORY}\n");
    let today = NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day");
    let mut records = ingest::clean_bytes("ferry.txt", text.as_bytes(), &Rules::default(), today);
    let byline = records.remove(0).expect("a page of text").article.meta.byline;
    assert_eq!(byline.map(|byline| byline.value).unwrap_or_default(), authors, "{lines}");
}

#[test]
fn a_name_with_its_date_is_a_byline() {
    check_authors("Maren Holt\n\n3 May 2022", &["Maren Holt"]);
    check_authors("May 3, 2022\n\nMaren Holt", &["Maren Holt"]);
    check_authors("Maren Holt 3 May 2022", &["Maren Holt"]);
    check_authors("Maren Holt | Keeper of the Tides | May 3, 2022", &["Maren Holt"]);
    check_authors("Author: Maren Holt", &["Maren Holt"]);
    check_authors("New Quay, 3 May 2022", &[]);
    check_authors("The Pellworth Courier\n\n3 May 2022", &[]);
}

#[test]
fn a_masthead_names_the_outlet() {
    let story = format!("Old ferry to sail all winter\n\n{STORY}");
    check(&format!("The Pellworth Courier\n\n{story}"), "The Pellworth Courier", "-");
    check(&format!("The Pellworth Courier | Harbour\n\n{story}"), "The Pellworth Courier", "-");
    check(
        &format!("The Pellworth Courier – Tuesday, 3 May 2022\n\n{story}"),
        "The Pellworth Courier",
        "2022-05-03",
    );
    check(&format!("THE PELLWORTH COURIER\n3 May 2022\n\n{story}"), "The Pellworth Courier", "2022-05-03");
}

#[test]
fn a_closing_line_names_outlet_and_date() {
    let with = |line: &str| format!("Old ferry to sail all winter\n\nBy Maren Holt\n\n{STORY}\n\n{line}\n");
    check(&with("© 2022 The Pellworth Courier. All rights reserved."), "The Pellworth Courier", "-");
    check(
        &with("First published in The Pellworth Courier, 3 May 2022"),
        "The Pellworth Courier",
        "2022-05-03",
    );
    check(
        &with("This article appeared in The Pellworth Courier on Tuesday, May 3, 2022."),
        "The Pellworth Courier",
        "2022-05-03",
    );
    check(&with("The Pellworth Courier, 3 May 2022"), "The Pellworth Courier", "2022-05-03");
    check(&with("Source: The Pellworth Courier"), "The Pellworth Courier", "-");
    check(&with("Published 3 May 2022"), "-", "2022-05-03");
}

#[test]
fn a_date_line_is_of_the_publication_and_not_of_the_update() {
    let under = |line: &str| format!("Old ferry to sail all winter\n\n{line}\n\n{STORY}\n");
    check(&under("Tuesday, May 3, 2022 · 4 min read"), "-", "2022-05-03");
    check(&under("By Maren Holt, 3 May 2022, 9.30am"), "-", "2022-05-03");
    check(&under("Published 3 May 2022 | Updated 5 May 2022"), "-", "2022-05-03");
    check(&under("Updated 5 May 2022, published 3 May 2022"), "-", "2022-05-03");
    check(&under("Updated 5 May 2022"), "-", "-");
    check(&under("3 May 2032"), "-", "-");
}

#[test]
fn a_dateline_is_a_date_where_a_year_is_near() {
    let text = format!("Old ferry to sail all winter\n\nPELLWORTH, 16 May (Estuary Wire) - {STORY}");
    assert_eq!(told("ferry.txt", &text)[1], "-");
    assert_eq!(told("ferry-2022.txt", &text)[1], "2022-05-16");
    assert_eq!(told("2022/ferry.txt", &text)[1], "-");
}

#[test]
fn a_header_in_the_text_states_both() {
    let text =
        format!("Title: Old ferry to sail\nSource: The Pellworth Courier\nDate: 3 May 2022\n\n{STORY}");
    check(&text, "The Pellworth Courier", "2022-05-03");
    let text =
        format!("Titel: Alte Fähre fährt weiter\nQuelle: Pellworther Bote\nDatum: 3. Mai 2022\n\n{GERMAN}");
    check(&text, "Pellworther Bote", "2022-05-03");
}

#[test]
fn other_languages_have_their_own_forms() {
    check(
        &format!(
            "Alte Fähre fährt weiter\n\nDienstag, 3. Mai 2022\n\n{GERMAN}\n\nErschienen im Pellworther Boten"
        ),
        "Pellworther Boten",
        "2022-05-03",
    );
    check(
        &format!(
            "Le vieux bac reste\n\nPublié le 3 mai 2022\n\n{FRENCH}\n\n© Le Courrier du Quai. Tous droits réservés."
        ),
        "Le Courrier du Quai",
        "2022-05-03",
    );
    check(
        &format!(
            "El viejo barco sigue\n\n3 de mayo de 2022\n\n{SPANISH}\n\nPublicado en El Correo de Vellamar"
        ),
        "El Correo de Vellamar",
        "2022-05-03",
    );
    check(
        &format!("العبارة القديمة باقية\n\nالثلاثاء 3 مايو 2022\n\n{ARABIC}\n\nالمصدر: صحيفة الشاطئ"),
        "صحيفة الشاطئ",
        "2022-05-03",
    );
    check(
        &format!("旧渡轮冬季照常运行\n\n2022年5月3日\n\n{CHINESE}\n\n来源：贝沙早报"),
        "贝沙早报",
        "2022-05-03",
    );
}

#[test]
fn a_story_between_two_bars_that_speak_of_comments_stays() {
    let today = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day of the calendar");
    let text = "Ferry strands on the bar\n\nBy Anna Vell\n\nJune 1, 2023\n\nComments\n\nThe ferry to Harrowmere ran aground on \
                the bar on Tuesday with ninety people aboard, and sat there until the tide came back in the evening.\n\nThe \
                harbour master said that nobody was hurt and that the pilot had warned of the bank twice in the spring, to \
                no avail.\n\nComments\n";
    let cleaned = ingest::clean_bytes("ferry.txt", text.as_bytes(), &Rules::default(), today)
        .remove(0)
        .expect("a text");
    let kept: Vec<&str> = cleaned.article.body.iter().map(|block| block.text.as_str()).collect();
    assert!(
        kept.len() == 2 && kept[0].starts_with("The ferry") && kept[1].starts_with("The harbour"),
        "{kept:?}"
    );
}
