//! Links to the files of articles, as terminals show them.

use std::path::{Path, PathBuf};

use url::Url;

/// Where the files of articles lie.
///
/// Source: the escape sequence is OSC 8, as `gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda` describes it;
/// addresses are made of printable ASCII alone, so that no path ends the sequence early.
#[derive(Debug, PartialEq, Eq)]
pub struct Links {
    roots: Vec<(String, PathBuf)>,
}

impl Links {
    /// For corpus folders, each with what goes before the paths in it.
    pub fn new(roots: Vec<(String, PathBuf)>) -> Self {
        let whole = |folder: PathBuf| std::path::absolute(&folder).unwrap_or(folder);
        Self { roots: roots.into_iter().map(|(prefix, folder)| (prefix, whole(folder))).collect() }
    }

    /// The text as a link to the file of a corpus-relative path; as it is where that lies in no corpus folder.
    pub fn link(&self, path: &str, text: &str) -> String {
        match self.address(path) {
            Some(url) => format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
            None => text.to_owned(),
        }
    }

    fn address(&self, path: &str) -> Option<String> {
        let below = |(prefix, folder): &(String, PathBuf)| place(folder, path.strip_prefix(prefix.as_str())?);
        let url = Url::from_file_path(self.roots.iter().find_map(below)?).ok()?.to_string();
        url.bytes().all(|byte| byte.is_ascii_graphic()).then_some(url)
    }
}

/// The place of a path in a folder; `None` for a path that would leave it.
fn place(folder: &Path, path: &str) -> Option<PathBuf> {
    let leaves = path.split('/').any(|part| part.is_empty() || part == "..");
    (!leaves).then(|| folder.join(path))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn links() -> Links {
        Links::new(vec![("a/".into(), "/srv/news papers".into()), ("b/".into(), "/mnt/b".into())])
    }

    #[cfg(unix)]
    #[test]
    fn a_path_links_to_its_file_in_its_own_folder() {
        let url = |path| links().address(path);
        assert_eq!(url("a/x/é 1.txt").as_deref(), Some("file:///srv/news%20papers/x/%C3%A9%201.txt"));
        assert_eq!(url("b/100%.txt").as_deref(), Some("file:///mnt/b/100%25.txt"));
        assert_eq!(url("c/x.txt"), None);
        assert_eq!((url("a/../../etc/passwd"), url("a//etc/passwd")), (None, None));
        assert_eq!(links().link("c/x.txt", "x"), "x");
    }

    proptest! {
        #[test]
        fn no_path_ends_the_sequence_early(path in "[\\x00-\\x7f\u{80}-\u{9f}\u{202e}é]{0,20}") {
            let link = links().link(&format!("a/{path}"), "text");
            let marks = link.matches(|c: char| c.is_control()).count();
            prop_assert!(marks == 0 || marks == 4, "{link:?}");
        }
    }
}
