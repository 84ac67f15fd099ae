//! What hostile and broken files cost: a failure line each, and everything else is there.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::archive::Archive;

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name))
        .expect("the sample is there")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).expect("packed");
    gzip.finish().expect("packed")
}

fn captured(path: &str, text: &str) -> Vec<u8> {
    let page =
        format!("<html><head><title>{path}</title></head><body><h1>{path}</h1><p>{text}</p></body></html>");
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/{path}\r\n\
         WARC-Date: 2023-05-16T09:30:00Z\r\nContent-Type: application/http; msgtype=response\r\n\
         Content-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
    .into_bytes()
}

const QUAY: &str =
    "The quay at Harrowmere was open again on Monday, said the harbour master, after nine weeks of rain.";

/// Noise that gzip cannot make much of.
fn noise() -> String {
    (0..4000_u32)
        .map(|n| ["Berth ", &(n.wrapping_mul(n) % 7919).to_string(), " was free. "].concat())
        .collect()
}

fn damaged_warc() -> Vec<u8> {
    let cut = gzip(&captured("cut", &noise()));
    let before = gzip(&captured("before", &format!("{QUAY} First.")));
    [before, cut[..cut.len() / 2].to_vec(), gzip(&captured("after", &format!("{QUAY} Last.")))].concat()
}

fn wrong_length() -> Vec<u8> {
    let wrong = String::from_utf8(captured("wrong", QUAY)).expect("text");
    let at = wrong.find("Content-Length: ").expect("a length") + 16;
    let wrong = format!("{}99999999{}", &wrong[..at], &wrong[at + 3..]);
    [wrong.into_bytes(), captured("right", &format!("{QUAY} Right after the wrong one."))].concat()
}

fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("started");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

#[test]
fn broken_files_are_failure_lines_and_the_rest_is_indexed() {
    let archive = Archive::with([("good.txt", QUAY)]);
    archive.write("damaged.warc.gz", &damaged_warc());
    archive.write("wrong.warc", &wrong_length());
    let letter = "From a@b.example Tue May 16 09:30:00 2023\nSubject: Tides\nFrom: a@b.example\n\nThe tide tables are \
                  out.\n\nFrom Monday on the ferry sails at six in the morning from the upper quay.\n";
    archive.write("letters.mbox", letter.as_bytes());
    let up = format!("{QUAY} From below.");
    archive.write("up.zip", &zip(&[("../../outside.txt", up.as_str()), ("bad.pdf", "%PDF-1.7 and nothing")]));
    archive.write("cycle.pdf", &sample("readers/cycle.pdf"));
    archive.write("scanned.pdf", &sample("readers/scanned.pdf"));
    archive.write("deep.rtf", format!("{{\\rtf1 {}", "{".repeat(1_000_000)).as_bytes());
    archive.write("wide.csv", format!("title,text\nOne,\"{}\nTwo,{QUAY} Two.\n", "x".repeat(200)).as_bytes());
    let run = archive.run(["index"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let found = archive.run(["export", "*", "--articles", "--format", "jsonl"]).stdout;
    for text in [
        "First.",
        "Last.",
        "Right after the wrong one.",
        "sails at six",
        "From below.",
        "Vellamar sails again",
    ] {
        assert!(found.contains(text), "{text} is not in {found}");
    }
    let told = archive.run(["status"]).stdout;
    for file in ["damaged.warc.gz", "wrong.warc", "up.zip", "scanned.pdf", "deep.rtf"] {
        assert!(told.contains(file), "{file} is not in {told}");
    }
    assert!(told.contains("OCR") && told.contains("bad.pdf"), "{told}");
    assert!(!archive.path("outside.txt").exists() && !archive.path("../outside.txt").exists());
}
