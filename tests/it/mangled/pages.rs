//! The cleaner, on web pages of the sizes that pages have, put together from those of the sample corpus (and the pages of
//! `CUTTINGS_EVAL`, where it is set) and broken as pages are.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use walkdir::WalkDir;

use super::damage::mangle;
use super::dice::Dice;
use super::readers::read;
use super::trial::{LARGEST, Trial};

/// Pieces that pages are broken with: what opens and never closes, what hides, what holds data.
const TAGS: &[&str] = &[
    "<div>",
    "</div>",
    "<p>",
    "<table><tr><td>",
    "</table>",
    "<a href=\"/x\">",
    "</a>",
    "<b><i><u>",
    "<ul><li>",
    "</ul>",
    "<article>",
    "</article>",
    "<section class=\"related\">",
    "<aside>",
    "<template>",
    "<svg><desc>",
    "<math><mi>",
    "<select><option>",
    "<script>",
    "</script>",
    "<style>",
    "<noscript>",
    "<textarea>",
    "<title>",
    "<plaintext>",
    "<iframe>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<h1>",
    "<h2>",
    "</h2>",
    "<blockquote>",
    "<figure><figcaption>",
    "<br>",
    "<br><br>",
    "<hr>",
    "<body>",
    "<frameset>",
    "<form>",
    "<div style=\"display:none\">",
    "<div hidden>",
    "<div class=\"comments\">",
    "<time datetime=\"2023-99-99T\">",
    "&nbsp;",
    "&amp;amp;",
    "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"NewsArticle\",\"articleBody\":\"",
    "\"}]}</script>",
    "<meta property=\"article:published_time\" content=\"",
    "<script id=\"__NEXT_DATA__\">{\"a\":[[[[[[",
    "<p>\u{202e}",
    "Read more: ",
    "Comments",
    "Subscribe to our newsletter",
    "By ",
    " | ",
    "© 2023 ",
    "\u{3000}",
];

#[test]
fn pages() {
    let pages: Vec<Vec<u8>> = places().iter().map(|place| fs::read(place).expect("a page")).collect();
    assert!(!pages.is_empty(), "the sample corpus has web pages");
    let make = |dice: &mut Dice| ("page.html".to_owned(), page(&pages, dice));
    let allowed = |bytes: usize| Duration::from_millis(300) + Duration::from_micros(10) * bytes as u32;
    Trial { name: "pages", seed: 1, make: &make, run: &read, allowed }.check();
}

fn places() -> Vec<PathBuf> {
    let evaluation = std::env::var_os("CUTTINGS_EVAL").map(|folder| Path::new(&folder).join("extraction"));
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let files = [Some(corpus), evaluation]
        .into_iter()
        .flatten()
        .flat_map(|folder| WalkDir::new(folder).sort_by_file_name());
    files
        .flatten()
        .map(walkdir::DirEntry::into_path)
        .filter(|place| place.extension().is_some_and(|suffix| suffix == "html"))
        .collect()
}

/// Stretches of pages after one another up to a size between that of a short page and the largest, then broken.
fn page(pages: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let least = (8 << 10) << dice.below(8);
    let mut bytes = pages[dice.below(pages.len())].clone();
    while bytes.len() < least {
        let from = &pages[dice.below(pages.len())];
        let range = dice.stretch(from.len());
        let at = dice.below(bytes.len());
        bytes.splice(at..at, from[range].iter().copied());
    }
    for _ in 0..=dice.below(6) {
        if dice.below(3) == 0 {
            mangle(&mut bytes, &pages[dice.below(pages.len())], dice);
        } else {
            tag(&mut bytes, dice);
        }
    }
    bytes.truncate(LARGEST);
    bytes
}

/// Puts a piece somewhere, once or very often, in one place or all over the page.
fn tag(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let piece = TAGS[dice.below(TAGS.len())];
    let times = if dice.below(3) == 0 { 1 << dice.below(15) } else { 1 };
    if dice.below(2) == 0 {
        let at = dice.below(bytes.len());
        bytes.splice(at..at, piece.repeat(times).into_bytes());
    } else {
        let every = (bytes.len() / times).max(64);
        let parts: Vec<&[u8]> = bytes.chunks(every).collect();
        *bytes = parts.join(piece.as_bytes());
    }
    bytes.truncate(LARGEST);
}
