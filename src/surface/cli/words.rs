//! Words of a query among the arguments.

use std::ffi::{OsStr, OsString};

/// The arguments, those that leave a word out (`-ferry`, `-"night boat"`) opened by a blank, so that they are not
/// taken for flags. A flag of one letter (`-o`, `-h`) stays one, and so does `-j4`; behind `--` nothing is touched.
pub(super) fn guarded(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut verbatim = false;
    let guard = |argument: OsString| {
        verbatim |= argument == "--";
        if !verbatim && leaves_out(&argument) {
            let mut opened = OsString::from(" ");
            opened.push(argument);
            return opened;
        }
        argument
    };
    arguments.map(guard).collect()
}

fn leaves_out(argument: &OsStr) -> bool {
    let text = argument.to_string_lossy();
    let threads = text.strip_prefix("-j").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    let mut chars = text.chars();
    !threads
        && chars.next() == Some('-')
        && chars.next().is_some_and(|first| first != '-')
        && chars.next().is_some_and(|second| second != '=')
}

/// The words of a query as one text.
pub(super) fn joined(words: &[String]) -> String {
    words.iter().map(|word| word.trim()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(arguments: &str) -> String {
        let guarded = guarded(arguments.split(' ').map(OsString::from));
        guarded.iter().map(|argument| argument.to_string_lossy().into_owned()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_word_left_out_is_not_a_flag() {
        assert_eq!(guard("search strike -ferry --any"), "search|strike| -ferry|--any");
        assert_eq!(guard("export strike -o file"), "export|strike|-o|file");
        assert_eq!(guard("export strike -o=file -"), "export|strike|-o=file|-");
        assert_eq!(guard("search -- -ferry"), "search|--|-ferry");
        assert_eq!(guard("index -j4"), "index|-j4");
        assert_eq!(guard("search -j4x -jet"), "search| -j4x| -jet");
    }

    #[test]
    fn words_are_joined_by_blanks() {
        assert_eq!(joined(&["strike".into(), " -ferry".into()]), "strike -ferry");
    }
}
