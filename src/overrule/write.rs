//! Adds rules to `rules.toml`. What stands there, comments and all, stays as it is.

use std::path::Path;

use crate::cleaner::Kind;
use crate::notebook::{self, NotebookError};
use crate::overrule::{Action, FILE, Rule, Rules, file};
use crate::text;

/// What a new file opens with.
const OPENING: &str = "\
# Rules that overrule the cleaner. The last rule that fits a block decides.
# `cuttings rules test` shows what they change, `cuttings index` applies them.
";

/// A rule as it stands in the file, under a comment that says where it is from.
pub fn written(rule: &Rule, comment: &str) -> String {
    let (name, kind) = match rule.action {
        Action::Keep(kind) => ("keep", kind),
        Action::Drop(kind) => ("drop", kind),
        Action::Correct { .. } => ("correct", None),
    };
    let (scope, which) = (&rule.scope, &rule.which);
    let pairs = [
        ("outlet", scope.outlet.as_deref()),
        ("article", scope.article.as_deref()),
        ("path", scope.path.as_deref()),
        ("url", scope.url.as_deref()),
        ("kind", kind.map(Kind::name)),
        ("block", which.block.map(file::block_name)),
        ("text", which.text.as_deref()),
        ("like", which.like.as_deref()),
        ("contains", which.contains.as_deref()),
        ("pattern", which.pattern.as_deref()),
        ("selector", which.selector.as_deref()),
    ];
    let mut out = format!("# {}\n[[{name}]]\n", text::printable(comment).replace(['\n', '\t'], " "));
    for (key, value) in pairs.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        out += &format!("{key} = {}\n", toml::Value::from(value));
    }
    if let Action::Correct { outlet, date } = &rule.action {
        let date = date.as_ref().map(|date| match date {
            super::Date::Unknown => "none".to_owned(),
            super::Date::Known(date) => date.to_string(),
        });
        for (key, value) in [("outlet", outlet.clone()), ("date", date)] {
            if let Some(value) = value {
                out += &format!("set.{key} = {}\n", toml::Value::from(value));
            }
        }
    }
    out
}

/// Adds a rule, as [`written`], at the end of the file of an archive, which is made where there is none. Gives the
/// line at which the rule begins.
///
/// # Errors
///
/// When what stands in the file is faulty, or the file cannot be written; it is as it was then.
pub fn append(archive: &Path, rule: &str) -> Result<usize, NotebookError> {
    Rules::open(archive)?;
    notebook::append(&archive.join(FILE), OPENING, rule)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::overrule::{Date, Scope, Which};
    use crate::reader::BlockKind;
    use crate::text::PartialDate;

    fn full() -> Vec<Rule> {
        let text = |text: &str| Some(text.to_owned());
        let scope = Scope { outlet: text("L'Écho \"quotidien\""), path: text("a\\b"), ..Scope::default() };
        let which = Which {
            text: text("Tab\u{1b} and “quotes” \"x\" \\ '''"),
            pattern: text(r#"^\d+ "x"$"#),
            selector: text("aside > .promo"),
            block: Some(BlockKind::TableRow),
            ..Which::default()
        };
        let date = PartialDate::parse("2021-05").map(Date::Known);
        let correct = |outlet, date| Rule {
            action: Action::Correct { outlet, date },
            which: Which::default(),
            scope: Scope { article: text("0123456789abcdef"), ..Scope::default() },
        };
        vec![
            Rule { action: Action::Keep(Some(Kind::Author)), which: which.clone(), scope: scope.clone() },
            Rule { action: Action::Drop(None), which, scope },
            correct(text("The Courier"), date),
            correct(None, Some(Date::Unknown)),
        ]
    }

    #[test]
    fn what_is_written_reads_as_what_was_meant() {
        let text: String = full().iter().map(|rule| written(rule, "a\nstranger's [[keep]]\u{1b}")).collect();
        let rules = file::parse(&text).unwrap_or_else(|fault| panic!("{fault:?} in {text}"));
        assert_eq!(rules.list(), full());
    }

    #[test]
    fn a_rule_is_added_behind_what_stands_there() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(FILE);
        let rule = written(&full()[3], "why");
        assert_eq!(append(folder.path(), &rule).expect("a folder of ours"), 5);
        assert_eq!(fs::read_to_string(&path).expect("just written"), format!("{OPENING}\n{rule}"));
        fs::write(&path, "# mine\n[[drop]] # all\ntext = 'x'").expect("a folder of ours");
        let line = append(folder.path(), &rule).expect("a folder of ours");
        let text = fs::read_to_string(&path).expect("just written");
        assert!(text.starts_with("# mine\n[[drop]] # all\ntext = 'x'\n\n# why\n[[correct]]"), "{text}");
        assert_eq!((line, text.lines().nth(line - 1)), (6, Some("[[correct]]")));
    }

    #[test]
    fn a_faulty_file_is_left_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join(FILE), "[[drop]]\n").expect("a folder of ours");
        assert!(matches!(append(folder.path(), "[[keep]]\n"), Err(NotebookError::Faulty { line: 1, .. })));
        assert_eq!(fs::read_to_string(folder.path().join(FILE)).expect("still there"), "[[drop]]\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_written_through() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let elsewhere = folder.path().join("elsewhere");
        fs::write(&elsewhere, "").expect("a folder of ours");
        std::os::unix::fs::symlink(&elsewhere, folder.path().join(FILE)).expect("a link");
        let error = append(folder.path(), "[[keep]]\ntext = 'x'\n").expect_err("refused").to_string();
        assert!(
            error.contains("is a link, which is not followed; make the archive folder writable"),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&elsewhere).expect("still there"), "");
    }
}
