//! `cuttings WORDS`: answers with the line to type.

use std::ffi::OsString;

use clap::CommandFactory;

use crate::surface::cli::{Cli, Exit, desk};

/// How alike a word must be to the name of a command to be taken for it, from 0 to 1.
const ALIKE: f64 = 0.8;

pub(super) fn run(words: &[OsString]) -> Exit {
    let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().trim().to_owned()).collect();
    let first = words.first().map_or("", String::as_str);
    let (line, why) = match meant(first) {
        Some(command) => (typed(&command, &words[1..]), "did you mean"),
        None => (typed("search", &words), "to search, type"),
    };
    desk::say(&format!("cuttings: {} is not a command; {why}\n\n    {line}\n", quoted(first)));
    Exit::Failed
}

/// The command that a misspelt word is like.
fn meant(word: &str) -> Option<String> {
    let likeness = |name: &str| strsim::jaro_winkler(name, word);
    let names =
        Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect::<Vec<_>>();
    let best = names.into_iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(&best) >= ALIKE).then_some(best)
}

fn typed(command: &str, words: &[String]) -> String {
    let words = words.iter().map(|word| format!(" {}", quoted(word)));
    format!("cuttings {command}{}", words.collect::<String>())
}

/// The word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:,+=@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_command_is_recognised_and_a_word_is_not() {
        assert_eq!(meant("serach").as_deref(), Some("search"));
        assert_eq!(meant("stauts").as_deref(), Some("status"));
        assert_eq!(meant("harbour"), None);
    }

    #[test]
    fn the_line_to_type_is_quoted_for_a_shell() {
        let words = ["strike".to_owned(), "\"night boat\"".to_owned(), "docker's".to_owned()];
        assert_eq!(typed("search", &words), r#"cuttings search strike '"night boat"' 'docker'\''s'"#);
    }
}
