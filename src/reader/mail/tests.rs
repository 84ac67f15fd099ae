use crate::reader::container::tests::{read, told};
use crate::reader::{Field, Origin, Page, ReadError};

const STORY: &str = "The harbour reopened on Monday after the strike.";

fn newsletter(body: &str) -> String {
    format!(
        "From: \"Hana Quillfeather\" <news@wire.example>\r\nTo: you@home.example\r\nSubject: Re: [Estuary Wire] Strike\r\n \
         =?utf-8?q?ends_f=C3=BCr_good?=\r\nDate: Tue, 16 May 2023 09:30:00 +0200\r\nMessage-ID: <1@wire.example>\r\n\
         List-Id: Estuary Wire <wire.example>\r\nMIME-Version: 1.0\r\n{body}"
    )
}

fn plain(text: &str) -> String {
    newsletter(&format!("Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"))
}

fn both(html: &str) -> String {
    newsletter(&format!(
        "Content-Type: multipart/alternative; boundary=\"xx\"\r\n\r\n--xx\r\nContent-Type: text/plain\r\n\r\nIn your \
         browser only.\r\n--xx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\
         \r\n\r\n{html}\r\n--xx--\r\n"
    ))
}

fn stated(page: &Result<Page, ReadError>, field: Field) -> Option<String> {
    let hints = &page.as_ref().expect("a page").hints;
    hints
        .iter()
        .find(|hint| hint.field == field && hint.origin == Origin::Mail)
        .map(|hint| hint.value.clone())
}

#[test]
fn the_header_of_a_newsletter_becomes_hints() {
    let pages = read("a.eml", plain(STORY).as_bytes());
    assert_eq!(told(&pages), [format!("0 {STORY}")]);
    assert_eq!(stated(&pages[0], Field::Title).as_deref(), Some("Strike ends für good"));
    assert_eq!(stated(&pages[0], Field::Outlet).as_deref(), Some("Estuary Wire"));
    assert_eq!(stated(&pages[0], Field::Byline).as_deref(), Some("Hana Quillfeather"));
    assert_eq!(stated(&pages[0], Field::Date).as_deref(), Some("2023-05-16T09:30:00+02:00"));
}

#[test]
fn the_html_part_is_preferred() {
    let pages = read("new/1684.M1P2.host:2,S", both(&format!("<p>{STORY} D=C3=BCnen</p>")).as_bytes());
    assert_eq!(told(&pages), [format!("0 {STORY} Dünen")]);
}

#[test]
fn a_digest_is_a_page_a_story() {
    let story = |n: u32| {
        format!(
            "<h2><a href=3D\"https://wire.example/{n}\">Headline of story number {n}</a></h2><p>{STORY} It was the \
             {n}th time in as many years, and nobody in the harbour office would say that it was the last.</p>"
        )
    };
    let pages = read("a.eml", both(&(1..=4).map(story).collect::<String>()).as_bytes());
    assert_eq!(pages.len(), 4);
    assert_eq!(stated(&pages[2], Field::Title).as_deref(), Some("Headline of story number 3"));
    assert_eq!(stated(&pages[2], Field::Outlet).as_deref(), Some("Estuary Wire"));
    let essay = (1..=4).map(story).collect::<String>().replace("<a href", "<b title").replace("</a>", "</b>");
    assert_eq!(read("a.eml", both(&essay).as_bytes()).len(), 1, "headings that lead nowhere part one text");
}

#[test]
fn messages_of_a_box_are_records() {
    let message = |text: &str| format!("From news@wire.example Tue May 16 09:30:00 2023\n{}\n", plain(text));
    let body = "One.\r\n\r\nFrom the quay the ferry sails.\r\n\r\nFrom nora@home.example Tue May 16 09:30:00 2023\r\nshe \
                wrote.\r\n\r\n>From here on it is quoted.";
    let text = [message(STORY), message(body), message("Three is here.")].concat();
    let pages = read("a.mbox", text.as_bytes());
    assert_eq!(told(&pages), [format!("0 {STORY}"), "1 One.".to_owned(), "2 Three is here.".to_owned()]);
    let blocks: Vec<_> =
        pages[1].as_ref().expect("a page").blocks.iter().map(|block| block.text.as_str()).collect();
    assert!(blocks.contains(&"From the quay the ferry sails."), "{blocks:?}");
    assert!(
        blocks.iter().any(|text| text.ends_with("From here on it is quoted.") && !text.contains('>')),
        "{blocks:?}"
    );
}

#[test]
fn a_message_is_the_same_article_in_a_box_and_by_itself() {
    let message = plain(STORY).replace("\r\n", "\n");
    let in_box = read("box", format!("From a@b.example Tue May 16 09:30:00 2023\n{message}\n").as_bytes());
    assert_eq!(in_box, read("a.eml", message.as_bytes()));
}

#[test]
fn attachments_and_forwarded_messages_are_read() {
    let inner = plain("The inner story is about the quay.");
    let text = newsletter(&format!(
        "Content-Type: multipart/mixed; boundary=\"yy\"\r\n\r\n--yy\r\nContent-Type: text/plain\r\n\r\n{STORY}\r\n--yy\r\n\
         Content-Type: message/rfc822\r\n\r\n{inner}\r\n--yy\r\nContent-Type: text/markdown; name=\"n.md\"\r\n\
         Content-Disposition: attachment; filename=\"n.md\"\r\n\r\n# Notes of the quay\r\n--yy\r\nContent-Type: \
         image/png; name=\"a.png\"\r\n\r\nxx\r\n--yy--\r\n"
    ));
    let told = told(&read("a.eml", text.as_bytes()));
    assert_eq!(
        told,
        [format!("0 {STORY}"), "1 The inner story is about the quay.".into(), "2 Notes of the quay".into()]
    );
}

#[test]
fn a_saved_page_has_its_address_and_no_date() {
    let text = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/a\r\nSubject: Strike ends\r\nDate: \
         Tue, 16 May 2023 09:30:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\
         \r\n\tboundary=\"zz\"\r\n\r\n--zz\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Location: https://courier.example/a\r\n\r\n<html><body><p>{STORY}</p></body></html>\r\n--zz\r\n\
         Content-Type: image/png\r\n\r\nxx\r\n--zz--\r\n"
    );
    let pages = read("a.mhtml", text.as_bytes());
    assert_eq!(told(&pages), [format!("0 {STORY}")]);
    let hints = &pages[0].as_ref().expect("a page").hints;
    let stated = |field| hints.iter().find(|hint| hint.field == field).map(|hint| hint.value.as_str());
    assert_eq!(stated(Field::Url), Some("https://courier.example/a"));
    assert_eq!(stated(Field::Captured), Some("2023-05-16T09:30:00Z"));
    assert_eq!(stated(Field::Date), None);
}

#[test]
fn a_message_past_the_limit_is_passed_over() {
    let large = plain(&"The harbour. ".repeat(100_000));
    let text = [large, plain(STORY)]
        .map(|message| format!("From a@b.example Tue May 16 09:30:00 2023\n{message}\n"));
    let told = told(&read("a.mbox", text.concat().as_bytes()));
    assert!(told[0].starts_with("0 more than 1048576 bytes"), "{told:?}");
    assert_eq!(told[1], format!("1 {STORY}"));
}
