//! Reads `rules.toml`.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::cleaner::Kind;
use crate::notebook::{self, Fault, NotebookError};
use crate::overrule::compiled::Compiled;
use crate::overrule::{Action, Date, Rule, Rules, Scope, Which};
use crate::reader::BlockKind;
use crate::text::{self, PartialDate};

/// The tables that the file may have, for those who write another one.
const TABLES: &str = "[[keep]], [[drop]] or [[correct]]";

/// The most patterns: each may take a megabyte of memory.
const MOST_PATTERNS: usize = 100;

/// Hexadecimal digits of the shortest beginning of an id that names an article.
const LEAST_ID: usize = 8;

/// Reads the file; no rules where it may be missing and is.
pub(super) fn read(file: &Path, may_miss: bool) -> Result<Rules, NotebookError> {
    notebook::read(file, may_miss, parse)
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    keep: Vec<Spanned<BlockRule>>,
    #[serde(default)]
    drop: Vec<Spanned<BlockRule>>,
    #[serde(default)]
    correct: Vec<Spanned<Correction>>,
}

type Text = Option<Spanned<String>>;

/// A `[[keep]]` or a `[[drop]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockRule {
    text: Text,
    like: Text,
    contains: Text,
    pattern: Text,
    selector: Text,
    block: Text,
    kind: Text,
    outlet: Text,
    article: Text,
    path: Text,
    url: Text,
}

/// A `[[correct]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Correction {
    outlet: Text,
    article: Text,
    path: Text,
    url: Text,
    #[serde(default)]
    set: Set,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    outlet: Text,
    date: Option<Spanned<toml::Value>>,
}

/// A rule, and the bytes at which it and those of its parts stand that may prove wrong once all is read.
struct Placed {
    rule: Rule,
    at: usize,
    pattern: usize,
    selector: usize,
}

/// The rules of a text, in the order in which they stand there.
pub(super) fn parse(text: &str) -> Result<Rules, Fault> {
    let written: Written = toml::from_str(text).map_err(|error| notebook::fault(&error, TABLES))?;
    let mut all: Vec<Placed> = Vec::new();
    for (keep, rules) in [(true, written.keep), (false, written.drop)] {
        for rule in rules {
            all.push(block_rule(keep, rule.span().start, rule.into_inner())?);
        }
    }
    for rule in written.correct {
        all.push(correction(rule.span().start, rule.into_inner())?);
    }
    all.sort_by_key(|placed| placed.at);
    let patterns = all.iter().filter(|placed| placed.rule.which.pattern.is_some());
    if let Some(placed) = patterns.into_iter().nth(MOST_PATTERNS) {
        let message = format!("more than {MOST_PATTERNS} patterns; join some of them with `|`");
        return Err(Fault { at: placed.pattern, message });
    }
    let compiled = all.iter().map(compiled).collect::<Result<_, _>>()?;
    let lines = all.iter().map(|placed| notebook::place(text, placed.at).0).collect();
    Ok(Rules { list: all.into_iter().map(|placed| placed.rule).collect(), lines, compiled })
}

fn compiled(placed: &Placed) -> Result<Compiled, Fault> {
    Compiled::of(&placed.rule).map_err(|message| {
        let at = if message.starts_with("`pattern`") { placed.pattern } else { placed.selector };
        Fault { at, message }
    })
}

fn block_rule(keep: bool, at: usize, rule: BlockRule) -> Result<Placed, Fault> {
    let start = |value: &Text| value.as_ref().map_or(at, |value| value.span().start);
    let (pattern, selector) = (start(&rule.pattern), start(&rule.selector));
    let kind = rule.kind.map(|name| kind(&name)).transpose()?;
    let which = Which {
        text: filled("text", rule.text)?,
        like: filled("like", rule.like)?,
        contains: filled("contains", rule.contains)?,
        pattern: filled("pattern", rule.pattern)?,
        selector: filled("selector", rule.selector)?,
        block: rule.block.map(|name| block(&name)).transpose()?,
    };
    let name = if keep { "keep" } else { "drop" };
    if which == Which::default() && !(keep && kind.is_some()) {
        let choices = "`text`, `like`, `contains`, `pattern`, `selector` or `block`";
        let kind = if keep { ", or `kind` for all that is removed as that" } else { "" };
        let message = format!("this [[{name}]] does not say which blocks; add {choices}{kind}");
        return Err(Fault { at, message });
    }
    let action = if keep { Action::Keep(kind) } else { Action::Drop(kind) };
    let scope = scope(rule.outlet, rule.article, rule.path, rule.url)?;
    Ok(Placed { rule: Rule { action, which, scope }, at, pattern, selector })
}

fn correction(at: usize, rule: Correction) -> Result<Placed, Fault> {
    let outlet = filled("outlet", rule.set.outlet)?;
    let date = rule.set.date.map(|value| date(&value)).transpose()?;
    let scope = scope(rule.outlet, rule.article, rule.path, rule.url)?;
    let lacking = if outlet.is_none() && date.is_none() {
        "sets nothing; add `set.outlet = \"…\"` or `set.date = \"…\"`"
    } else if scope == Scope::default() {
        "does not say which articles; add `path`, `article`, `url` or `outlet`"
    } else {
        let rule = Rule { action: Action::Correct { outlet, date }, which: Which::default(), scope };
        return Ok(Placed { rule, at, pattern: at, selector: at });
    };
    Err(Fault { at, message: format!("this [[correct]] {lacking}") })
}

fn scope(outlet: Text, article: Text, path: Text, url: Text) -> Result<Scope, Fault> {
    let at = article.as_ref().map_or(0, |article| article.span().start);
    let article = filled("article", article)?;
    if let Some(article) = &article
        && is_hexadecimal(article)
        && article.len() < LEAST_ID
    {
        let message = format!("`article` is too short for an id; write {LEAST_ID} digits of it or more");
        return Err(Fault { at, message });
    }
    Ok(Scope {
        outlet: filled("outlet", outlet)?,
        article,
        path: filled("path", path)?,
        url: filled("url", url)?,
    })
}

pub(super) fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A value with something in it.
fn filled(key: &str, value: Text) -> Result<Option<String>, Fault> {
    match value {
        Some(value) if value.get_ref().trim().is_empty() => Err(Fault {
            at: value.span().start,
            message: format!("`{key}` is empty; write what it should be"),
        }),
        value => Ok(value.map(|value| text::squeeze(value.get_ref()))),
    }
}

fn kind(name: &Spanned<String>) -> Result<Kind, Fault> {
    let found = Kind::ALL.into_iter().find(|kind| kind.name() == name.get_ref());
    found.ok_or_else(|| unknown("kind", name, &Kind::ALL.map(Kind::name)))
}

/// Names of what blocks look like.
const BLOCKS: [(&str, BlockKind); 6] = [
    ("paragraph", BlockKind::Paragraph),
    ("heading", BlockKind::Heading),
    ("list_item", BlockKind::ListItem),
    ("quotation", BlockKind::Quotation),
    ("caption", BlockKind::Caption),
    ("table_row", BlockKind::TableRow),
];

/// The name of what a block looks like, as `rules.toml` has it.
pub(super) fn block_name(block: BlockKind) -> &'static str {
    BLOCKS.iter().find(|(_, known)| *known == block).map_or("", |(name, _)| name)
}

fn block(name: &Spanned<String>) -> Result<BlockKind, Fault> {
    let found = BLOCKS.iter().find(|(known, _)| known == name.get_ref());
    found.map(|(_, block)| *block).ok_or_else(|| unknown("block", name, &BLOCKS.map(|(name, _)| name)))
}

fn unknown(key: &str, name: &Spanned<String>, known: &[&str]) -> Fault {
    let message = format!("`{key}` is \"{}\", which is none of {}", name.get_ref(), known.join(", "));
    Fault { at: name.span().start, message }
}

fn date(value: &Spanned<toml::Value>) -> Result<Date, Fault> {
    let written = match value.get_ref() {
        toml::Value::String(text) => text.trim().to_owned(),
        toml::Value::Datetime(date) => date.date.map_or(String::new(), |date| date.to_string()),
        toml::Value::Integer(year) => year.to_string(),
        _ => String::new(),
    };
    if written == "none" {
        return Ok(Date::Unknown);
    }
    PartialDate::parse(&written).map(Date::Known).ok_or_else(|| Fault {
        at: value.span().start,
        message: "`date` is no date; write \"2023-06-14\", \"2023-06\", \"2023\", or \"none\" where it is not known"
            .to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("rules.toml");
        std::fs::write(&file, text).expect("the folder is empty");
        let error = read(&file, true).expect_err("refused");
        error.to_string().replace(&folder.path().display().to_string(), "ARCHIVE")
    }

    fn told(text: &str) -> Vec<String> {
        parse(text).expect("good rules").list().iter().map(Rule::told).collect()
    }

    #[test]
    fn rules_stand_in_the_order_of_the_file_whatever_they_do() {
        let text = "[[drop]]\ntext = 'a'\n[[keep]]\ntext = 'b'\nkind = 'author'\n[[correct]]\npath = 'x'\n\
                    set.date = 2021-05-03\n[[drop]]\ncontains = 'c'\nkind = 'social'\noutlet = 'Courier'\n";
        assert_eq!(
            told(text),
            [
                "drop “a”",
                "keep “b” removed as author",
                "date is 2021-05-03 below x",
                "drop what contains “c” as social in Courier"
            ]
        );
        let rules = parse(text).expect("good rules");
        assert_eq!((0..4).map(|at| rules.line(at)).collect::<Vec<_>>(), [1, 3, 6, 9]);
    }

    #[test]
    fn a_date_is_written_in_any_precision_and_may_be_unknown() {
        for (written, date) in [
            ("2021-05-03", "2021-05-03"),
            ("'2021-05-03'", "2021-05-03"),
            ("'2021-05'", "2021-05"),
            ("'2021'", "2021"),
            ("2021", "2021"),
            ("'none'", "not known"),
        ] {
            let text = format!("[[correct]]\narticle = 'a.txt'\nset.date = {written}\n");
            assert_eq!(told(&text), [format!("date is {date} in article a.txt")]);
        }
    }

    #[test]
    fn what_the_rules_say_survives_a_memo() {
        let text = "[[drop]]\npattern = 'a+'\nselector = 'aside .b'\nblock = 'caption'\n\n[[keep]]\nlike = 'No. 3 of it'\n";
        let rules = parse(text).expect("good rules");
        assert_eq!(Rules::recall(&rules.memo()), Some(rules));
        assert_eq!(Rules::recall(""), Some(Rules::default()));
        assert_eq!(Rules::default().memo(), "");
        assert_eq!(Rules::recall("[{}]"), None);
    }

    #[test]
    fn a_file_that_is_not_there_has_no_rules_unless_it_was_named() {
        let missing = Path::new("/no/such/rules.toml");
        assert!(read(missing, true).is_ok_and(|rules| rules.is_empty()));
        let error = read(missing, false).expect_err("refused").to_string();
        assert!(error.ends_with("; make it readable, or move it away to go without"), "{error}");
    }

    #[test]
    fn a_mistake_is_told_with_its_place_and_nothing_is_applied() {
        insta::assert_snapshot!(refusal("# ours\n[[keep]]\ncontain = 'x'"), @"ARCHIVE/rules.toml, line 3, column 1: there is no `contain`, only `text`, `like`, `contains`, `pattern`, `selector`, `block`, `kind`, `outlet`, `article`, `path`, `url`; none of it is applied until that is put right");
        insta::assert_snapshot!(refusal("[[kep]]\ntext = 'x'"), @"ARCHIVE/rules.toml, line 1, column 3: there is no `kep`, only `keep`, `drop`, `correct`; none of it is applied until that is put right");
        insta::assert_snapshot!(refusal("[keep]\ntext = 'x'"), @"ARCHIVE/rules.toml, line 1, column 1: invalid type: map, expected [[keep]], [[drop]] or [[correct]]; none of it is applied until that is put right");
        insta::assert_snapshot!(refusal("[[keep]]\ntext = "), @"ARCHIVE/rules.toml, line 2, column 8: string values must be quoted, expected literal string; none of it is applied until that is put right");
        insta::assert_snapshot!(refusal("[[keep]]\ntext = 3"), @"ARCHIVE/rules.toml, line 2, column 8: invalid type: integer `3`, expected a string; none of it is applied until that is put right");
        insta::assert_snapshot!(refusal("[[keep]]\ntext = ' '"), @"ARCHIVE/rules.toml, line 2, column 8: `text` is empty; write what it should be; none of it is applied until that is put right");
    }

    #[test]
    fn a_rule_has_to_say_which_blocks_and_which_articles() {
        insta::assert_snapshot!(refusal("[[keep]]\noutlet = 'x'"), @"ARCHIVE/rules.toml, line 1, column 1: this [[keep]] does not say which blocks; add `text`, `like`, `contains`, `pattern`, `selector` or `block`, or `kind` for all that is removed as that; none of it is applied until that is put right");
        insta::assert_snapshot!(refusal("[[drop]]\nkind = 'social'"), @"ARCHIVE/rules.toml, line 1, column 1: this [[drop]] does not say which blocks; add `text`, `like`, `contains`, `pattern`, `selector` or `block`; none of it is applied until that is put right");
        insta::assert_snapshot!(refusal("[[correct]]\npath = 'x'"), @r#"ARCHIVE/rules.toml, line 1, column 1: this [[correct]] sets nothing; add `set.outlet = "…"` or `set.date = "…"`; none of it is applied until that is put right"#);
        insta::assert_snapshot!(refusal("[[correct]]\nset.date = '2021'"), @"ARCHIVE/rules.toml, line 1, column 1: this [[correct]] does not say which articles; add `path`, `article`, `url` or `outlet`; none of it is applied until that is put right");
        insta::assert_snapshot!(refusal("[[keep]]\ntext = 'x'\narticle = 'abc'"), @"ARCHIVE/rules.toml, line 3, column 11: `article` is too short for an id; write 8 digits of it or more; none of it is applied until that is put right");
    }

    #[test]
    fn a_value_that_means_nothing_is_refused() {
        insta::assert_snapshot!(refusal("[[keep]]\nkind = 'news'"), @r#"ARCHIVE/rules.toml, line 2, column 8: `kind` is "news", which is none of newsletter, donation, social, related, navigation, comments, advertising, legal, author, tags, repeated, other; none of it is applied until that is put right"#);
        insta::assert_snapshot!(refusal("[[keep]]\nblock = 'p'"), @r#"ARCHIVE/rules.toml, line 2, column 9: `block` is "p", which is none of paragraph, heading, list_item, quotation, caption, table_row; none of it is applied until that is put right"#);
        insta::assert_snapshot!(refusal("[[correct]]\npath = 'x'\nset.date = '2021-13'"), @r#"ARCHIVE/rules.toml, line 3, column 12: `date` is no date; write "2023-06-14", "2023-06", "2023", or "none" where it is not known; none of it is applied until that is put right"#);
        insta::assert_snapshot!(refusal("[[drop]]\noutlet = 'the pattern'\npattern = '(a'"), @"ARCHIVE/rules.toml, line 3, column 11: `pattern` is no regular expression: unclosed group; none of it is applied until that is put right");
        insta::assert_snapshot!(refusal("[[drop]]\npattern = '(\\w{100}){100}'"), @"ARCHIVE/rules.toml, line 2, column 11: `pattern` takes too much memory; repeat less in it, or use `contains`; none of it is applied until that is put right");
        insta::assert_snapshot!(refusal("[[drop]]\nselector = 'p:hover'"), @"ARCHIVE/rules.toml, line 2, column 12: `selector` has `:`; rules know element names, `.class`, `#id`, `*`, descendants and `>`, for these are what the index keeps of a page; none of it is applied until that is put right");
    }

    #[test]
    fn a_file_of_a_stranger_is_bounded() {
        insta::assert_snapshot!(refusal(&"#".repeat((1 << 20) + 1)), @"ARCHIVE/rules.toml: more than 1048576 bytes; take out what is no longer needed");
        insta::assert_snapshot!(refusal(&"[[drop]]\npattern = 'a'\n".repeat(101)), @"ARCHIVE/rules.toml, line 202, column 11: more than 100 patterns; join some of them with `|`; none of it is applied until that is put right");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("rules.toml");
        std::fs::write(&file, b"[[keep]]\ntext = '\xe9'\n").expect("the folder is empty");
        let error = read(&file, true).expect_err("refused").to_string();
        assert!(error.contains("rules.toml, line 2, column 9: not UTF-8; save the file as UTF-8"), "{error}");
    }
}
