//! Lines at the edges of a page in which it says where it was published: its masthead, and closing lines such as
//! "First published in The Harrowmere Courier".

use crate::lang::PACKS;
use crate::reader::{Block, Page};
use crate::text;

/// Blocks at each end of a page in which such lines stand.
const EDGE: (usize, usize) = (3, 6);

/// Bytes of the longest such line.
const LINE_BYTES: usize = 240;

/// Words of the longest name.
const NAME_WORDS: usize = 6;

/// What is said before the name of a paper, as folded words. The first group names who published the page; the second may
/// name an agency, too.
const CUES: [&[&str]; 2] = [
    &[
        "appeared in",
        "appeared on",
        "published in",
        "published by",
        "published on",
        "reprinted from",
        "republished from",
        "erschienen in",
        "erschienen im",
        "erschien in",
        "erschien im",
        "veroffentlicht in",
        "veroffentlicht im",
        "publicado en",
        "publicada en",
        "publicado por",
        "publicado originalmente en",
        "aparecio en",
        "publie dans",
        "publie par",
        "publie sur",
        "paru dans",
        "parue dans",
        "نشر في",
        "نشرت في",
        "نشر المقال في",
    ],
    &["source", "from", "quelle", "fuente", "publication", "newspaper", "zeitung", "journal", "المصدر"],
];

/// The same in Chinese, which does not part its words; the name follows at once.
const CHINESE: [&str; 8] =
    ["本文来源：", "本文来源:", "来源：", "来源:", "原载", "刊于", "本文首发于", "转载自"];

/// Words, folded, that names of papers hold, at the end of a word, too ("Hafenbote").
const PAPERS: &[&str] = &[
    "advertiser",
    "anzeiger",
    "argus",
    "blatt",
    "bote",
    "bulletin",
    "chronicle",
    "correo",
    "courier",
    "courrier",
    "daily",
    "depeche",
    "diario",
    "dispatch",
    "echo",
    "examiner",
    "express",
    "gaceta",
    "gazeta",
    "gazette",
    "globe",
    "herald",
    "heraldo",
    "independent",
    "journal",
    "kurier",
    "leader",
    "mail",
    "mercury",
    "messenger",
    "mirror",
    "monitor",
    "nachrichten",
    "news",
    "observer",
    "periodico",
    "post",
    "prensa",
    "press",
    "presse",
    "quotidien",
    "record",
    "register",
    "review",
    "rundschau",
    "sentinel",
    "standard",
    "star",
    "tageblatt",
    "telegraph",
    "times",
    "tribune",
    "voice",
    "voz",
    "weekly",
    "wire",
    "zeitung",
    "اخبار",
    "جريده",
    "صحيفه",
    "صوت",
    "报",
    "新闻",
    "周刊",
];

/// Small words inside names of papers.
const SMALL: &[&str] = &["and", "de", "del", "der", "des", "du", "et", "la", "of", "on", "und", "y", "&"];

/// How surely a line names the outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// It says that the page was published there, or stands as its masthead.
    Published,
    /// It gives a source, which may be an agency.
    Source,
}

/// The name that such a line gives, the best one first in page order.
pub(super) fn find(page: &Page, cue: Cue) -> Option<String> {
    let blocks = &page.blocks;
    let head = &blocks[..blocks.len().min(EDGE.0)];
    let tail = &blocks[blocks.len().saturating_sub(EDGE.1).max(head.len())..];
    let lines = || head.iter().chain(tail).filter(|block| block.text.len() <= LINE_BYTES);
    let said = lines().find_map(|block| said(&block.text, cue));
    match cue {
        Cue::Published => said.or_else(|| {
            let first = head.first().filter(|block| block.text.len() <= LINE_BYTES);
            let first = first.and_then(|block| masthead(block, page));
            first.or_else(|| {
                lines().filter(|block| is_dated(&block.text)).find_map(|block| masthead(block, page))
            })
        }),
        Cue::Source => said,
    }
}

/// The name after a cue.
fn said(line: &str, cue: Cue) -> Option<String> {
    let sources = usize::from(cue == Cue::Source);
    if line.contains(|c: char| c >= '\u{2e80}') {
        let after = CHINESE.iter().find_map(|cue| Some(&line[line.find(cue)? + cue.len()..]))?;
        return if cue == Cue::Published { name(after.split_whitespace()) } else { None };
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| plain(word)).collect();
    let after = |cue: &&&str| {
        let cue: Vec<&str> = cue.split(' ').collect();
        // A source is named at the start of its line, with a colon.
        let last = if sources == 1 { 0 } else { folded.len().saturating_sub(cue.len()) };
        let at = (0..=last)
            .find(|&at| folded[at..].iter().map(String::as_str).take(cue.len()).eq(cue.iter().copied()))?;
        let colon = words[at + cue.len() - 1].ends_with(':') || words.get(at + cue.len()) == Some(&":");
        (sources == 0 || colon).then(|| at + cue.len() + usize::from(words.get(at + cue.len()) == Some(&":")))
    };
    let from = CUES[sources].iter().find_map(|cue| after(&cue))?;
    name(words[from..].iter().copied())
}

/// The capitalised words at the start of a text, up to the end of its clause; no date, no prose.
fn name<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut name: Vec<&str> = Vec::new();
    for word in words.skip_while(|word| is_article(word)) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
        let small = !name.is_empty() && SMALL.contains(&&*text::fold(bare));
        if name.len() > NAME_WORDS || bare.is_empty() || !(starts_name(bare) || small || bare == "&") {
            break;
        }
        if bare.starts_with(char::is_numeric) || name.is_empty() && is_calendar(bare) {
            break;
        }
        name.push(bare);
        if word.ends_with(['.', ',', ';', '|', ')', ':', '。', '，', '،', '”', '»', '》', '"']) {
            break;
        }
    }
    while name.last().is_some_and(|last| SMALL.contains(&&*text::fold(last)) || is_calendar(last)) {
        name.pop();
    }
    let long = name.iter().map(|word| word.chars().count()).sum::<usize>() > 2;
    (long && name.len() <= NAME_WORDS).then(|| name.join(" "))
}

/// The name of a paper that stands as a line of its own, or before its section or date: "The Harrowmere Courier | Harbour".
fn masthead(block: &Block, page: &Page) -> Option<String> {
    let line = block.text.trim();
    if block.marks.is_some() || line.ends_with(['.', '!', '?', ':', '。', '！', '？']) {
        return None;
    }
    let end = [" | ", " – ", " — ", " · ", " - ", ", "].iter().filter_map(|by| line.find(by)).min();
    let end = end.unwrap_or(line.len());
    let head: Vec<&str> = line[..end].split_whitespace().collect();
    let named =
        head.iter().all(|word| starts_name(word) || SMALL.contains(&&*text::fold(word)) || *word == "&");
    let paper = head.iter().any(|word| is_paper(&text::fold(word)));
    if !named || !paper || head.is_empty() || line[..end].contains([':', '：']) || head.len() > NAME_WORDS - 1
    {
        return None;
    }
    let name = head.join(" ");
    let shouted = !name.contains(char::is_lowercase) && name.contains(char::is_uppercase);
    Some(if shouted { spelled(&name, page).unwrap_or_else(|| capitalised(&head)) } else { name })
}

/// Whether a line has a year in it. Under a headline and at the end, a name alone may be an agency's or the title of a
/// list of stories.
fn is_dated(line: &str) -> bool {
    let runs = line.split(|c: char| !c.is_ascii_digit());
    runs.into_iter().any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))
}

/// A name in capitals as the page writes it elsewhere.
fn spelled(name: &str, page: &Page) -> Option<String> {
    let folded = text::fold(name).into_owned();
    let blocks = page.blocks.iter().filter(|block| block.text.is_ascii() && block.text.len() <= 20_000);
    blocks.take(200).find_map(|block| {
        let at = block.text.to_ascii_lowercase().find(&folded)?;
        let found = block.text.get(at..at + folded.len())?;
        (found != name).then(|| found.to_owned())
    })
}

fn capitalised(words: &[&str]) -> String {
    let capital = |word: &&str| {
        let mut chars = word.chars();
        let first = chars.next().map(String::from).unwrap_or_default();
        if *word == "OF" || *word == "AND" {
            word.to_lowercase()
        } else {
            first + &chars.as_str().to_lowercase()
        }
    };
    words.iter().map(capital).collect::<Vec<_>>().join(" ")
}

fn is_paper(word: &str) -> bool {
    let long = |paper: &&&str| paper.len() > 3 || !paper.is_ascii();
    PAPERS.contains(&word)
        || PAPERS.iter().filter(long).any(|paper| word.ends_with(paper) && !word.is_ascii())
        || ["bote", "blatt", "zeitung", "kurier", "anzeiger", "nachrichten"]
            .iter()
            .any(|end| word.ends_with(end))
}

fn is_article(word: &str) -> bool {
    ["the", "der", "die", "das", "dem", "den", "el", "la", "le", "les", "：", ":"].contains(&word)
}

/// Whether a word is of the calendar.
fn is_calendar(word: &str) -> bool {
    let folded = plain(word);
    PACKS.iter().any(|pack| {
        pack.weekdays.contains(&folded.as_str()) || pack.months.iter().any(|(name, _)| *name == folded)
    })
}

fn plain(word: &str) -> String {
    text::fold(word.trim_matches(|c: char| !c.is_alphanumeric())).into_owned()
}

fn starts_name(word: &str) -> bool {
    word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(line: &str) -> String {
        said(line, Cue::Published).unwrap_or_default()
    }

    #[test]
    fn a_closing_line_says_where_it_was_published() {
        assert_eq!(
            published("First published in The Harrowmere Courier on 3 May 2022."),
            "The Harrowmere Courier"
        );
        assert_eq!(published("This article appeared in the Pellworth Star, page 4"), "Pellworth Star");
        assert_eq!(published("Zuerst erschienen im Pellworther Boten, 3. Mai 2022"), "Pellworther Boten");
        assert_eq!(published("Publicado originalmente en El Correo de Vellamar"), "El Correo de Vellamar");
        assert_eq!(published("Article paru dans Le Courrier du Quai le 3 mai 2022"), "Le Courrier du Quai");
        assert_eq!(published("原载《天海早报》"), "天海早报");
        assert_eq!(published("نشر في صحيفة المرسى"), "صحيفة المرسى");
        assert_eq!(published("Published on Tuesday 3 May 2022"), "");
        assert_eq!(published("Published in print on Monday"), "");
    }

    #[test]
    fn a_source_is_named_with_a_colon() {
        assert_eq!(said("Source: Pellworth Star", Cue::Source).as_deref(), Some("Pellworth Star"));
        assert_eq!(said("From: The Pellworth Star", Cue::Source).as_deref(), Some("The Pellworth Star"));
        assert_eq!(said("Source : Le Courrier du Quai", Cue::Source).as_deref(), Some("Le Courrier du Quai"));
        assert_eq!(said("From Monday the ferry sails", Cue::Source), None);
    }

    #[test]
    fn words_of_papers_are_folded() {
        assert!(PAPERS.iter().all(|word| text::fold(word) == *word));
        assert!(is_paper("hafenbote") && is_paper("早报") && !is_paper("ferry"));
        assert_eq!(capitalised(&["THE", "PELLWORTH", "STAR"]), "The Pellworth Star");
    }
}
