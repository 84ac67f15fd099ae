//! The parser, on queries put together from what means something and broken; what it prints reads as the same query.

use std::time::Duration;

use cuttings::query::{Clause, Dialect, parse};

use super::damage::mangle;
use super::dice::Dice;
use super::trial::Trial;

/// Pieces of the language and of the dialects that are read.
const PIECES: &[&str] = &[
    "harbour",
    "council",
    "al-aqsa",
    "nº123",
    "€2.5m",
    "COVID-19",
    "U.S.",
    "AT&T",
    "#strike",
    "@quay",
    "港口",
    "Ü",
    "الميناء",
    "“",
    "”",
    "\"",
    "'",
    "(",
    ")",
    "((",
    " ",
    "  ",
    "-",
    "NOT ",
    " OR ",
    " AND ",
    " or ",
    " and ",
    "*",
    "x*",
    "w?m*n",
    "*x",
    "=",
    ":",
    "..",
    "~1",
    "~",
    "~99",
    "^2",
    "^0.5",
    "^",
    "title:",
    "by:",
    "date:2023",
    "date:2023-02-31",
    "date:",
    "date:>=2023-01..",
    "30d",
    "in:removed",
    "lang:de",
    "person:",
    "org:\"",
    "place:",
    "about:",
    "mentions>3",
    "said:",
    "topic:",
    "tag:",
    "section:",
    "url:",
    "path:",
    "dup:only",
    "foo:",
    "w/5",
    " w/5 ",
    " W/S ",
    " w/p ",
    "w/99999999",
    " pre/3 ",
    " not w/p ",
    "atleast3(",
    "atleast0(",
    "lead(",
    "hlead(",
    "first50(",
    "exact:",
    "words:>5",
    "like:3f2a",
    "a",
    " adj3 ",
    " near5 ",
    " same ",
    " /F50/ ",
    "hd=",
    "wc>500",
    "NEAR/4",
    "PRE/0",
    "TI(",
    "AU(",
    " /s ",
    " /p ",
    "!",
    "allcaps(",
    "headline(",
    "\u{202e}",
    "\0",
    "\u{feff}",
];

/// Parentheses inside each other, one more than which is not read.
const DEEP: usize = 32;

#[test]
fn queries() {
    let allowed = |_| Duration::from_secs(1);
    Trial { name: "queries", seed: 2, make: &query, run: &check, allowed }.check();
}

fn query(dice: &mut Dice) -> (String, Vec<u8>) {
    let most = if dice.below(16) == 0 { 15 } else { 6 };
    let many = 1 << dice.below(most);
    let mut bytes: Vec<u8> = (0..many).flat_map(|_| PIECES[dice.below(PIECES.len())].bytes()).collect();
    for _ in 0..dice.below(3) {
        let other = bytes.clone();
        mangle(&mut bytes, &other, dice);
    }
    bytes.truncate(1 << 17);
    ("query.txt".to_owned(), bytes)
}

fn check(_name: &str, bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    let parsed = parse(&typed);
    assert!(
        parsed.notices.iter().all(|notice| typed.get(notice.at.clone()).is_some()),
        "notices point into the query"
    );
    let any = parsed.query.clone().any();
    reads_again(&parsed.query);
    // Words that any article may have stand in parentheses that nobody typed.
    if nested(&any.to_string()) < DEEP {
        reads_again(&any);
    }
    for dialect in [Dialect::Nexis, Dialect::Factiva, Dialect::Proquest] {
        let native = dialect.translate(&typed).native;
        reads_again(&parse(&native).query);
    }
}

fn reads_again(query: &Clause) {
    let printed = query.to_string();
    assert_eq!(&parse(&printed).query, query, "{printed:?} reads as the query that it was printed from");
}

/// How deep parentheses stand inside each other, at the most.
fn nested(query: &str) -> usize {
    let depths = query.bytes().scan(0_usize, |depth, byte| {
        *depth = if byte == b')' { depth.saturating_sub(1) } else { *depth + usize::from(byte == b'(') };
        Some(*depth)
    });
    depths.max().unwrap_or(0)
}
