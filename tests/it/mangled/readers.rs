//! Every reader, on its samples broken, and, where a format packs others, broken inside and packed again.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;
use cuttings::ingest;
use cuttings::overrule::Rules;
use cuttings::reader::Source;
use cuttings::source;

use super::damage::broken;
use super::dice::Dice;
use super::trial::{LARGEST, Trial};

/// Reads a file to its end, as `cuttings clean` does.
pub(super) fn read(name: &str, bytes: &[u8]) {
    let today = NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day");
    let Ok(input) = source::unpacked(bytes) else { return };
    let mut source = Source::new(name, input, LARGEST as u64).of_size(bytes.len() as u64);
    let mut records = 0;
    ingest::clean(&mut source, &Rules::default(), today, &mut |_| {
        records += 1;
        if records < 200 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
}

/// Breaks files, by their names in `tests/data`, and reads them.
fn check(names: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let samples: Vec<Vec<u8>> =
        names.iter().map(|name| fs::read(folder.join(name)).expect("the sample is there")).collect();
    let make = |dice: &mut Dice| {
        let (at, other) = (dice.below(samples.len()), dice.below(samples.len()));
        let name = names[at].rsplit('/').next().unwrap_or_default();
        (name.to_owned(), broken(&samples[at], &samples[other], dice))
    };
    let allowed = |_| Duration::from_secs(20);
    Trial { name: names[0], seed: names[0].len() as u64, make: &make, run: &read, allowed }.check();
}

macro_rules! readers {
    ($($reader:ident: $($name:literal)*;)*) => {
        $(#[test] fn $reader() { check(&[$($name),*]); })*
    };
}

readers! {
    plain: "readers/story.txt";
    markdown: "readers/story.md";
    html: "containers/singlefile.html" "containers/singlefile-zip.html";
    json: "readers/fundus.json" "readers/webhose.json" "readers/news-article.json" "readers/json-feed.json";
    jsonl: "readers/story.jsonl";
    nexis: "readers/nexis.txt" "readers/nexis-pages.html" "readers/nexis-styled.html" "readers/nexis-middle.txt" "readers/nexis-places.txt";
    proquest: "readers/proquest.txt" "readers/proquest-pages.html" "readers/proquest-fields.txt" "readers/proquest-parts.txt";
    factiva: "readers/factiva-codes.html" "readers/factiva-plain.html" "readers/factiva-lines.txt" "readers/factiva-saved.txt";
    docx: "readers/lexis.docx" "readers/lexis-cover.docx" "readers/lexis-bare.docx";
    rtf: "readers/factiva.rtf" "readers/lexis.rtf";
    table: "readers/archive.csv" "readers/excel.csv" "readers/wide.csv";
    feed: "readers/feed.xml";
    pdf: "readers/columns.pdf" "readers/cycle.pdf" "readers/scanned.pdf";
    zip: "containers/folder.zip" "containers/site.wacz";
    tar: "containers/folder.tar" "containers/folder.tar.gz";
    warc: "containers/site.warc" "containers/site.warc.gz";
    mail: "containers/letter.eml" "containers/digest.eml";
    mbox: "containers/letters.mbox";
    mhtml: "containers/page.mhtml";
}
