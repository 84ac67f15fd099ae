//! Makes `words.txt` from the gold of the sample corpus: English stories of the outlets that are not withheld.
//!
//! `cargo test --lib generate::derive -- --ignored` writes the table anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::words::{Ending, OFTEN};

#[derive(Deserialize)]
struct Gold {
    language: String,
    body: Vec<Paragraph>,
    people: Vec<String>,
}

#[derive(Deserialize)]
struct Paragraph {
    text: String,
}

/// A person by full name, a surname, and a token of the sample otherwise.
const PERSON: &str = "%P";
const SURNAME: &str = "%S";
const NAME: &str = "%N";
const NUMBER: &str = "%1";

type Counts = BTreeMap<String, usize>;

fn table(stories: &[Gold]) -> String {
    let sentences: Vec<Vec<String>> = stories.iter().flat_map(sentences).collect();
    let lower = counts(sentences.iter().flat_map(|sentence| &sentence[1..]).cloned());
    let sentences: Vec<Vec<String>> =
        sentences.into_iter().map(|sentence| folded(sentence, &lower)).collect();
    let words = counts(sentences.iter().flatten().cloned());
    let mut out = String::from(
        "Counts from the gold of the sample corpus; generate/derive.rs makes this file. Lines with = hold the\n\
         rarer words of an ending, lines with > what follows a symbol, with counts.\n",
    );
    write_rare(&mut out, &words);
    write_chains(&mut out, &sentences, &words);
    out
}

/// The sentences of a story as tokens, people masked.
fn sentences(story: &Gold) -> Vec<Vec<String>> {
    let mut people: Vec<&String> = story.people.iter().collect();
    people.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut all = Vec::new();
    for paragraph in &story.body {
        let mut text = paragraph.text.replace(['“', '”', '"'], "");
        for name in &people {
            text = text.replace(name.as_str(), PERSON);
        }
        for surname in people.iter().filter_map(|name| name.split_whitespace().last()) {
            text = text.replace(surname, SURNAME);
        }
        let mut sentence = Vec::new();
        for word in text.split_whitespace() {
            let ends = word.ends_with(['.', '?', '!', ':']) && word.chars().count() > 3;
            tokens(word, &mut sentence);
            if ends && !sentence.is_empty() {
                sentence.push(".".to_owned());
                all.push(std::mem::take(&mut sentence));
            }
        }
    }
    all
}

/// Appends the tokens of one word between blanks: the word bare, a comma where it has one.
fn tokens(word: &str, sentence: &mut Vec<String>) {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
    let bare = bare.strip_suffix("’s").or_else(|| bare.strip_suffix("'s")).unwrap_or(bare);
    let token = match bare {
        "" => return,
        _ if bare.contains(PERSON) => PERSON,
        _ if bare.contains(SURNAME) => SURNAME,
        _ if bare.chars().any(|c| c.is_ascii_digit()) => NUMBER,
        _ if bare.chars().all(|c| c.is_ascii_alphabetic() || c == '\'') => bare,
        _ => NAME,
    };
    if token.starts_with('%') && sentence.last().is_some_and(|last| last == NAME || last == token) {
        sentence.pop();
    }
    sentence.push(token.to_owned());
    if word.ends_with([',', ';']) {
        sentence.push(",".to_owned());
    }
}

/// The sentence with its capitalised words masked as names; the first word is one only where the sample never
/// writes it small.
fn folded(sentence: Vec<String>, lower: &Counts) -> Vec<String> {
    let mut all: Vec<String> = Vec::with_capacity(sentence.len());
    for (at, token) in sentence.into_iter().enumerate() {
        let small = token.to_lowercase();
        let named = token.starts_with(char::is_uppercase)
            && token != "I"
            && !(at == 0 && (lower.contains_key(&small) || small.len() < 5));
        match (token.starts_with('%'), named) {
            (true, _) => all.push(token),
            (_, true) if all.last().is_some_and(|last| last.starts_with('%')) => {}
            (_, true) => all.push(NAME.to_owned()),
            _ => all.push(if token == "I" { token } else { small }),
        }
    }
    all
}

fn counts(tokens: impl Iterator<Item = String>) -> Counts {
    let mut counts = Counts::new();
    tokens.for_each(|token| *counts.entry(token).or_default() += 1);
    counts
}

fn is_rare(word: &str, words: &Counts) -> bool {
    word.starts_with(char::is_alphabetic) && words.get(word).is_some_and(|&count| count < OFTEN)
}

fn write_rare(out: &mut String, words: &Counts) {
    let mut rare: BTreeMap<String, Vec<(&String, usize)>> = BTreeMap::new();
    for (word, &count) in words.iter().filter(|(word, _)| is_rare(word, words)) {
        rare.entry(Ending::of(word).name()).or_default().push((word, count));
    }
    for (ending, mut words) in rare {
        words.sort_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
        let words: Vec<&str> = words.into_iter().map(|(word, _)| word.as_str()).collect();
        let _ = writeln!(out, "= {ending} {}", words.join(" "));
    }
}

fn write_chains(out: &mut String, sentences: &[Vec<String>], words: &Counts) {
    let mut chains: BTreeMap<String, Counts> = BTreeMap::new();
    for sentence in sentences {
        let mut last = "^".to_owned();
        for token in sentence {
            let token = if is_rare(token, words) { Ending::of(token).name() } else { token.clone() };
            *chains.entry(last).or_default().entry(token.clone()).or_default() += 1;
            last = token;
        }
        *chains.entry(last).or_default().entry("^".to_owned()).or_default() += 1;
    }
    let start = chains.remove_entry("^");
    for (symbol, next) in start.into_iter().chain(chains) {
        let mut next: Vec<(String, usize)> = next.into_iter().collect();
        next.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), word.clone()));
        let next: Vec<String> = next.into_iter().map(|(word, count)| format!("{word} {count}")).collect();
        let _ = writeln!(out, "> {symbol} {}", next.join(" "));
    }
}

fn stories(gold: &Path) -> Vec<Gold> {
    let withheld =
        fs::read_to_string(gold.join("withheld.txt")).expect("the gold names its withheld outlets");
    let outlets = folder(gold).into_iter().filter(|path| {
        path.is_dir() && !withheld.lines().any(|outlet| path.file_name().is_some_and(|name| name == outlet))
    });
    let files = outlets.flat_map(|outlet| folder(&outlet));
    let read = |path| fs::read(path).expect("a gold file can be read");
    let all = files.map(|path| serde_json::from_slice::<Gold>(&read(path)).expect("gold is JSON"));
    all.filter(|story| story.language == "en").collect()
}

fn folder(path: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(path).expect("the gold lies in tests/data/gold");
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

#[test]
#[ignore = "writes the word table anew"]
fn the_word_table_is_made_from_the_gold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = table(&stories(&root.join("tests/data/gold")));
    fs::write(root.join("src/generate/words.txt"), table).expect("the table can be written");
}

#[test]
fn names_numbers_and_people_are_masked() {
    let story = Gold {
        language: "en".to_owned(),
        body: vec![Paragraph {
            text: "Mayor Ida Brandt, 52, left the Old Dock. Brandt was tired.".to_owned(),
        }],
        people: vec!["Ida Brandt".to_owned()],
    };
    let all: Vec<String> =
        sentences(&story).into_iter().map(|sentence| folded(sentence, &Counts::new()).join(" ")).collect();
    assert_eq!(all, ["%N %P , %1 , left the %N .", "%S was tired ."]);
}
