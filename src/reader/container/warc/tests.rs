use std::io::Write;

use crate::reader::container::tests::{read, told};
use crate::reader::{Field, Origin};

const STORY: &str = "The harbour reopened on Monday after the strike.";
const OTHER: &str = "The ferry to Vellamar sails again from Friday on.";

fn html(text: &str) -> Vec<u8> {
    format!("<html><head><title>T</title></head><body><p>{text}</p></body></html>").into_bytes()
}

fn http(fields: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n").as_bytes(), body].concat()
}

fn record(kind: &str, uri: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let length = block.len();
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2023-05-16T09:30:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\n{fields}Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn page(uri: &str, text: &str) -> Vec<u8> {
    record("response", uri, "", &http("", &html(text)))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).expect("packed");
    gzip.finish().expect("packed")
}

fn info() -> Vec<u8> {
    b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 5\r\n\r\na: b\n\r\n\r\n".to_vec()
}

const A: &str = "https://courier.example/a";
const B: &str = "https://courier.example/b";

#[test]
fn responses_are_pages_with_address_and_capture_as_hints() {
    let bytes = [info(), page(A, STORY), page(B, OTHER)].concat();
    let pages = read("a.warc", &bytes);
    assert_eq!(told(&pages), [format!("0 {STORY}"), format!("1 {OTHER}")]);
    let hints = &pages[0].as_ref().expect("a page").hints;
    let stated = |field| hints.iter().find(|hint| hint.field == field && hint.origin == Origin::Capture);
    assert_eq!(stated(Field::Url).map(|hint| hint.value.as_str()), Some(A));
    assert_eq!(stated(Field::Captured).map(|hint| hint.value.as_str()), Some("2023-05-16T09:30:00Z"));
    assert!(!hints.iter().any(|hint| hint.field == Field::Date));
}

#[test]
fn a_page_is_the_same_article_loose_and_captured() {
    let loose = read("a.html", &html(STORY));
    let captured = read("a.warc.gz", &gzip(&page(A, STORY)));
    let digest = |pages: &[Result<crate::reader::Page, _>]| pages[0].as_ref().expect("a page").digest;
    assert_eq!(digest(&loose), digest(&captured));
}

#[test]
fn bodies_are_unpacked_and_put_together() {
    let body = html(STORY);
    let chunked: Vec<u8> = body
        .chunks(17)
        .flat_map(|chunk| [format!("{:x};x=y\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat())
        .chain(*b"0\r\n\r\n")
        .collect();
    let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    deflate.write_all(&body).expect("packed");
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    zlib.write_all(&body).expect("packed");
    let zstd = zstd::stream::encode_all(&body[..], 1).expect("packed");
    let cases: [(&str, Vec<u8>); 7] = [
        ("Transfer-Encoding: chunked\r\n", chunked),
        ("Transfer-Encoding: chunked\r\n", body.clone()),
        ("Content-Encoding: gzip\r\n", gzip(&body)),
        ("Content-Encoding: gzip\r\n", body.clone()),
        ("Content-Encoding: deflate\r\n", deflate.finish().expect("packed")),
        ("Content-Encoding: deflate\r\n", zlib.finish().expect("packed")),
        ("Content-Encoding: zstd\r\n", zstd),
    ];
    for (fields, body) in cases {
        let bytes = record("response", A, "", &http(fields, &body));
        assert_eq!(told(&read("a.warc", &bytes)), [format!("0 {STORY}")], "{fields}");
    }
    let damaged = record("response", A, "", &http("Content-Encoding: gzip\r\n", &gzip(&body)[..40]));
    let bytes = [damaged, page(B, OTHER)].concat();
    let told = told(&read("a.warc", &bytes));
    assert!(told[0].starts_with(&format!("0 {A}: its compression (gzip) is damaged")), "{told:?}");
    assert_eq!(told[1], format!("1 {OTHER}"));
}

#[test]
fn what_is_no_page_is_passed_over() {
    let picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG".to_vec();
    let gone =
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Nothing of this name is here.</p>"
            .to_vec();
    let bytes = [
        record("request", A, "", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", A, "", &picture),
        record("response", A, "", &gone),
        record("metadata", A, "", b"fetchTimeMs: 5"),
        page(B, OTHER),
    ];
    assert_eq!(told(&read("a.warc", &bytes.concat())), [format!("0 {OTHER}")]);
}

#[test]
fn resources_and_conversions_are_pages() {
    let resource = record("resource", A, "", &html(STORY));
    let resource =
        String::from_utf8(resource).expect("text").replace("application/http; msgtype=response", "text/html");
    let conversion = record("conversion", B, "", OTHER.as_bytes());
    let bytes = [resource.into_bytes(), conversion].concat();
    assert_eq!(told(&read("a.warc", &bytes)), [format!("0 {STORY}"), format!("1 {OTHER}")]);
}

#[test]
fn a_revisit_is_resolved_in_its_own_file() {
    let digest = "WARC-Payload-Digest: sha1:AAAA\r\n";
    let first = record("response", A, digest, &http("", &html(STORY)));
    let again = record("revisit", A, digest, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
    let other = record("revisit", B, "WARC-Payload-Digest: sha1:BBBB\r\n", b"");
    let told = told(&read("a.warc", &[first, again, other].concat()));
    assert_eq!(told[0], format!("0 {STORY}"));
    assert!(told[1].contains("a revisit of a page whose capture is not in this file"), "{told:?}");
    assert_eq!(told.len(), 2);
}

#[test]
fn wrong_lengths_cost_one_record() {
    let wrong = |length: &str| {
        let text = String::from_utf8(page(A, STORY)).expect("text");
        let at = text.find("Content-Length: ").expect("a length") + 16;
        let end = at + text[at..].find('\r').expect("a line end");
        format!("{}{length}{}", &text[..at], &text[end..]).into_bytes()
    };
    for (length, says) in [
        ("20", "too small"),
        ("300", "too large"),
        ("99999999", "cut off"),
        ("18446744073709551615", "cut off"),
        ("-5", "without a Content-Length"),
    ] {
        let bytes = [wrong(length), page(B, OTHER), page(A, STORY)].concat();
        let told = told(&read("a.warc", &bytes));
        assert!(told.iter().any(|line| line.contains(says)), "{length}: {told:?}");
        assert!(told.iter().any(|line| line.ends_with(OTHER)), "{length}: {told:?}");
        assert!(told.last().is_some_and(|line| line.ends_with(STORY)), "{length}: {told:?}");
    }
}

#[test]
fn a_member_that_is_cut_off_costs_one_record() {
    let long: String =
        (0..3000_u32).map(|n| ["Berth ", &(n * n % 7919).to_string(), " was free. "].concat()).collect();
    let cut = gzip(&page(A, &long));
    let bytes =
        [gzip(&page(A, STORY)), cut[..cut.len() / 2].to_vec(), gzip(&page(B, OTHER)), gzip(&page(B, STORY))];
    let told = told(&read("a.warc.gz", &bytes.concat()));
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!(told[0], format!("0 {STORY}"));
    assert!(told[1].contains("damaged"), "{told:?}");
    assert_eq!(told[2..], [format!("2 {OTHER}"), format!("3 {STORY}")]);
}

#[test]
fn the_end_that_is_cut_off_is_a_failure_line() {
    let bytes = [page(A, STORY), page(B, OTHER)].concat();
    let told_plain = told(&read("a.warc", &bytes[..bytes.len() - 30]));
    assert!(told_plain[0].ends_with(STORY) && told_plain[1].contains("cut off"), "{told_plain:?}");
    let bytes = [gzip(&page(A, STORY)), gzip(&page(B, OTHER))].concat();
    let told_packed = told(&read("a.warc.gz", &bytes[..bytes.len() - 30]));
    assert!(told_packed[0].ends_with(STORY) && told_packed[1].contains("cut short"), "{told_packed:?}");
}
