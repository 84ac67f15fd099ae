use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use super::*;
use crate::reader::{BlockKind, Field};

/// Writes documents: pages of lines at places, in the standard fonts.
#[derive(Default)]
pub(super) struct Writer {
    objects: Vec<Vec<u8>>,
    pages: Vec<String>,
    info: String,
}

/// A line of text: from the left, from the top, size, whether bold.
type Place = (f32, f32, f32, bool);

impl Writer {
    /// Of the objects 1 to 5, which are catalog, page tree, both fonts and the document's own statements.
    fn new(info: &str) -> Self {
        Self { objects: vec![Vec::new(); 5], pages: Vec::new(), info: info.to_owned() }
    }

    fn object(&mut self, bytes: Vec<u8>) -> usize {
        self.objects.push(bytes);
        self.objects.len()
    }

    /// A page of A4 with this content.
    fn page_of(&mut self, content: &[u8]) -> &mut Self {
        let stream = self.object(stream("", content));
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {stream} 0 R\
             /Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>"
        );
        let page = self.object(page.into_bytes());
        self.pages.push(format!("{page} 0 R"));
        self
    }

    fn page(&mut self, lines: &[(Place, &str)]) -> &mut Self {
        let mut content = String::new();
        for ((x, y, size, bold), text) in lines {
            let font = if *bold { "F2" } else { "F1" };
            let escaped: String = text
                .chars()
                .flat_map(|c| match c {
                    '(' | ')' | '\\' => vec!['\\', c],
                    c => vec![c],
                })
                .collect();
            let _ = writeln!(content, "BT /{font} {size} Tf {x} {} Td ({escaped}) Tj ET", 842.0 - y);
        }
        let latin = encoding_rs::WINDOWS_1252.encode(&content).0.into_owned();
        self.page_of(&latin)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut objects = self.objects.clone();
        objects[0] = b"<</Type/Catalog/Pages 2 0 R>>".to_vec();
        let kids = self.pages.join(" ");
        objects[1] = format!("<</Type/Pages/Kids[{kids}]/Count {}>>", self.pages.len()).into_bytes();
        let font = |name: &str| {
            format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>").into_bytes()
        };
        (objects[2], objects[3]) = (font("Helvetica"), font("Helvetica-Bold"));
        objects[4] = format!("<<{}>>", self.info).into_bytes();
        written(&objects, "/Root 1 0 R/Info 5 0 R")
    }
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary}/Length {}>>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// A document of these objects, with its table.
fn written(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let size = objects.len() + 1;
    bytes.extend(format!("{table}trailer\n<</Size {size}{trailer}>>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

/// Lines below one another.
fn run<'t>(x: f32, y: f32, lines: &[&'t str]) -> Vec<(Place, &'t str)> {
    lines.iter().enumerate().map(|(at, line)| ((x, y + 12.0 * at as f32, 10.0, false), *line)).collect()
}

fn read(bytes: &[u8]) -> Result<Page, ReadError> {
    let mut found = None;
    Pdf.read(&mut Source::new("a.pdf", Box::new(bytes), 8 << 20), &mut |page| {
        found = Some(page);
        ControlFlow::Continue(())
    });
    found.expect("a page or a failure")
}

fn told(page: &Page) -> Vec<String> {
    let shown = page.blocks.iter().filter(|block| block.marks.is_none());
    shown.map(|block| format!("{:?} {}", block.kind, block.text)).collect()
}

const LEFT: [&str; 7] = [
    "Dockers in Harrowmere went back to",
    "work on Monday, nine weeks after they",
    "had walked out over night shifts, the",
    "harbour master, Tobias Renn, an-",
    "nounced at the gates before the tide.",
    "He said that the cranes would run",
    "by noon and that a well-known pilot,",
];

const RIGHT: [&str; 7] = [
    "Noor Feddersen, would bring in the",
    "first ship of the week, the ferry of",
    "the Corrin line.",
    "The union wants the night shifts an-",
    "nounced a month ahead. Its members",
    "vote on Friday on what the company",
    "has offered them for the winter.",
];

fn two_columns() -> Writer {
    let mut writer = Writer::new(
        "/Title(Dockers return to the quay after nine weeks)/Author(scan-user)/CreationDate(D:20230615081500Z)",
    );
    let mut lines = vec![
        ((56.0, 40.0, 8.0, false), "The Harrowmere Courier · Wednesday 14 June 2023"),
        ((56.0, 90.0, 22.0, true), "Dockers return to the quay"),
        ((56.0, 116.0, 22.0, true), "after nine weeks"),
        ((56.0, 140.0, 9.0, true), "By Petra Lindhale"),
    ];
    // Drawn line by line over both columns, as some programs do.
    let columns = run(56.0, 170.0, &LEFT).into_iter().zip(run(310.0, 170.0, &RIGHT));
    columns.for_each(|(left, right)| lines.extend([left, right]));
    lines.push(((290.0, 810.0, 8.0, false), "1"));
    writer.page(&lines);
    let mut next = vec![((56.0, 40.0, 8.0, false), "The Harrowmere Courier · Wednesday 14 June 2023")];
    next.extend(run(56.0, 80.0, &["The gates had been shut since April.", "Nobody was hurt."]));
    next.push(((290.0, 810.0, 8.0, false), "2"));
    writer.page(&next);
    writer
}

fn scanned() -> Writer {
    let mut writer = Writer::new("/Title(Scan)");
    writer.page_of(b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q");
    writer
}

/// The page tree holds itself.
fn cycle() -> Vec<u8> {
    let mut writer = Writer::new("");
    writer.page(&run(56.0, 80.0, &["The ferry to Vellamar sails again."]));
    writer.pages.push("2 0 R".to_owned());
    writer.bytes()
}

#[test]
fn the_samples_are_those_of_the_writer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/readers");
    let samples =
        [("columns.pdf", two_columns().bytes()), ("scanned.pdf", scanned().bytes()), ("cycle.pdf", cycle())];
    for (name, bytes) in samples {
        let place = folder.join(name);
        if std::env::var_os("CUTTINGS_SAMPLES").is_some() {
            std::fs::write(&place, &bytes).expect("the folder is writable");
        }
        assert!(
            std::fs::read(&place).is_ok_and(|sample| sample == bytes),
            "{name}: CUTTINGS_SAMPLES=1 writes it"
        );
    }
}

#[test]
fn columns_are_read_one_after_the_other() {
    let page = read(&two_columns().bytes()).expect("a page");
    assert_eq!(
        told(&page),
        [
            "Heading Dockers return to the quay after nine weeks",
            "Paragraph By Petra Lindhale",
            "Paragraph Dockers in Harrowmere went back to work on Monday, nine weeks after they had walked out over \
             night shifts, the harbour master, Tobias Renn, announced at the gates before the tide. He said that the \
             cranes would run by noon and that a well-known pilot, Noor Feddersen, would bring in the first ship of \
             the week, the ferry of the Corrin line.",
            "Paragraph The union wants the night shifts announced a month ahead. Its members vote on Friday on what \
             the company has offered them for the winter.",
            "Paragraph The gates had been shut since April. Nobody was hurt.",
        ]
    );
}

#[test]
fn running_heads_are_marked_and_numbers_of_pages_go() {
    let page = read(&two_columns().bytes()).expect("a page");
    let margins: Vec<&str> =
        page.blocks.iter().filter(|block| block.marks.is_some()).map(|block| block.text.as_str()).collect();
    assert_eq!(margins, ["The Harrowmere Courier · Wednesday 14 June 2023"]);
}

#[test]
fn what_the_document_says_counts_where_its_text_says_so_too() {
    let page = read(&two_columns().bytes()).expect("a page");
    let hint =
        |field: Field| page.hints.iter().find(|hint| hint.field == field).map(|hint| hint.value.as_str());
    assert_eq!(hint(Field::Title), Some("Dockers return to the quay after nine weeks"));
    assert_eq!(hint(Field::Byline), None, "nobody of this name wrote it");
    assert_eq!((hint(Field::Date), hint(Field::Captured)), (None, Some("2023-06-15")));
}

#[test]
fn documents_without_text_say_so() {
    let said = read(&scanned().bytes()).expect_err("no text").to_string();
    assert!(said.contains("no text layer") && said.contains("OCR"), "{said}");
    let mut writer = Writer::new("");
    writer.page(&[((290.0, 810.0, 8.0, false), "12")]);
    assert!(read(&writer.bytes()).expect_err("no text").to_string().contains("but page numbers"));
}

#[test]
fn a_page_tree_in_a_circle_is_read_once() {
    assert_eq!(told(&read(&cycle()).expect("a page")), ["Paragraph The ferry to Vellamar sails again."]);
}

#[test]
fn an_encrypted_document_is_named() {
    let locked = "/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4\
        /O<28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A>\
        /U<28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A>>>";
    let said =
        read(&written(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec()], locked)).expect_err("locked").to_string();
    assert!(said.contains("encrypted"), "{said}");
}

#[test]
fn content_that_draws_content_many_times_over_is_given_up() {
    let mut writer = Writer::new("");
    writer.page_of(b"/X0 Do");
    let first = writer.objects.len() + 1;
    for at in 0..7 {
        let next = first + at + 1;
        let content = format!("{}{}", "/X Do ".repeat(6), " ".repeat(1 << 20));
        let form = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {next} 0 R>>>>");
        writer.object(stream(&form, content.as_bytes()));
    }
    let page = writer.objects[6].clone();
    let page = String::from_utf8(page).expect("text");
    writer.objects[6] = page.replace("/Font", &format!("/XObject<</X0 {first} 0 R>>/Font")).into_bytes();
    let said = read(&writer.bytes()).expect_err("a bomb").to_string();
    assert!(said.contains("more work than its size"), "{said}");
}

#[test]
fn a_document_cut_anywhere_is_read_or_told_of() {
    let bytes = two_columns().bytes();
    for end in (0..bytes.len()).step_by(397) {
        let _ = read(&bytes[..end]);
    }
    // Without its table the sheets are read in the order that they lie in.
    let cut = bytes.len() - 400;
    assert!(
        read(&bytes[..cut])
            .is_ok_and(|page| page.blocks.iter().any(|block| block.kind == BlockKind::Heading))
    );
}
