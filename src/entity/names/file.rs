//! Reads `names.toml`.

use serde::Deserialize;
use toml::Spanned;

use crate::entity::names::{Group, Identified, Known, Names, Retyped, Scope, Split};
use crate::entity::{EntityKind, registry};
use crate::notebook::{self, Fault};
use crate::text;

/// The tables that the file may have, for those who write another one.
const TABLES: &str = "[[merge]], [[rename]], [[split]], [[retype]], [[ignore]] or [[identify]]";

/// Hexadecimal digits of the shortest beginning of an id that names an article.
const LEAST_ID: usize = 8;

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    merge: Vec<Spanned<Merge>>,
    #[serde(default)]
    rename: Vec<Spanned<Rename>>,
    #[serde(default)]
    split: Vec<Spanned<SplitRule>>,
    #[serde(default)]
    retype: Vec<Spanned<Retype>>,
    #[serde(default)]
    ignore: Vec<Spanned<Ignore>>,
    #[serde(default)]
    identify: Vec<Spanned<Identify>>,
}

type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Merge {
    name: Text,
    also: Vec<Text>,
    kind: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    name: Text,
    to: Text,
    kind: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SplitRule {
    name: Text,
    r#as: Text,
    outlet: Option<Text>,
    path: Option<Text>,
    article: Option<Text>,
    kind: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Retype {
    name: Text,
    to: Text,
    kind: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ignore {
    name: Text,
    kind: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Identify {
    name: Text,
    wikidata: Text,
    kind: Option<Text>,
}

/// The corrections of a text.
pub(super) fn parse(text: &str) -> Result<Names, Fault> {
    let written: Written = toml::from_str(text).map_err(|error| notebook::fault(&error, TABLES))?;
    let mut reading = Reading { text, names: Names::default() };
    for rule in written.merge {
        let line = reading.line(rule.span().start);
        let Merge { name, also, kind } = rule.into_inner();
        let kind = kind_of(kind.as_ref())?;
        reading.join(kind, &name, &name, line)?;
        also.iter().try_for_each(|other| reading.join(kind, &name, other, line))?;
    }
    for rule in written.rename {
        let line = reading.line(rule.span().start);
        let Rename { name, to, kind } = rule.into_inner();
        let kind = kind_of(kind.as_ref())?;
        reading.join(kind, &to, &to, line)?;
        reading.join(kind, &to, &name, line)?;
    }
    written.ignore.into_iter().try_for_each(|rule| reading.ignore(rule))?;
    written.retype.into_iter().try_for_each(|rule| reading.retype(rule))?;
    written.split.into_iter().try_for_each(|rule| reading.split(rule))?;
    written.identify.into_iter().try_for_each(|rule| reading.identify(rule))?;
    Ok(reading.names)
}

/// A file that is being read.
struct Reading<'a> {
    text: &'a str,
    names: Names,
}

impl Reading<'_> {
    fn line(&self, at: usize) -> usize {
        notebook::place(self.text, at).0
    }

    /// Puts a name into the group of a shown one.
    fn join(&mut self, kind: EntityKind, shown: &Text, other: &Text, line: usize) -> Result<(), Fault> {
        let (name, written) = (filled("name", shown)?, filled("also", other)?);
        let key = registry::key(kind, &name);
        let own = self
            .names
            .groups
            .iter()
            .position(|group| group.kind == kind && registry::key(kind, &group.name) == key);
        let own = own.unwrap_or_else(|| {
            self.names.groups.push(Group { kind, name: name.clone(), names: vec![name.clone()], line });
            self.names.groups.len() - 1
        });
        let known = (kind, registry::key(kind, &written));
        match self.names.grouped.get(&known) {
            Some(group) if *group != own => {
                let group = &self.names.groups[*group];
                return contradiction(other, &format!("belongs to “{}” by line {}", group.name, group.line));
            }
            Some(_) => {}
            None => {
                self.names.grouped.insert(known.clone(), own);
            }
        }
        let names = &mut self.names.groups[own].names;
        if !names.iter().any(|known_name| registry::key(kind, known_name) == known.1) {
            names.push(written);
        }
        Ok(())
    }

    fn ignore(&mut self, rule: Spanned<Ignore>) -> Result<(), Fault> {
        let line = self.line(rule.span().start);
        let Ignore { name, kind } = rule.into_inner();
        let known = known(kind.as_ref(), &name)?;
        if let Some(group) = self.names.grouped.get(&known) {
            let line = self.names.groups[*group].line;
            return contradiction(
                &name,
                &format!("is joined or renamed by line {line}, and cannot be left out too"),
            );
        }
        self.names.ignored.insert(known, line);
        Ok(())
    }

    fn retype(&mut self, rule: Spanned<Retype>) -> Result<(), Fault> {
        let line = self.line(rule.span().start);
        let Retype { name, to, kind } = rule.into_inner();
        let (known, to) = (known(kind.as_ref(), &name)?, kind_of(Some(&to))?);
        if let Some(ignored) = self.names.ignored.get(&known) {
            return contradiction(&name, &format!("is left out by line {ignored}"));
        }
        if let Some(other) = self.names.retyped.get(&known).filter(|other| other.to != to) {
            return contradiction(&name, &format!("is a {} by line {}", other.to.word(), other.line));
        }
        if known.0 == to {
            return contradiction(
                &name,
                &format!("is looked for as a {} already; say `kind` as what it was found", to.word()),
            );
        }
        self.names.retyped.insert(known, Retyped { to, line });
        Ok(())
    }

    fn split(&mut self, rule: Spanned<SplitRule>) -> Result<(), Fault> {
        let (at, line) = (rule.span().start, self.line(rule.span().start));
        let SplitRule { name, r#as, outlet, path, article, kind } = rule.into_inner();
        let known = known(kind.as_ref(), &name)?;
        let scope = scope(outlet.as_ref(), path.as_ref(), article.as_ref())?;
        if scope == Scope::default() {
            let message = "this [[split]] does not say in which articles; add `outlet`, `path` or `article`";
            return Err(Fault { at, message: message.to_owned() });
        }
        let shown = filled("as", &r#as)?;
        if registry::key(known.0, &shown) == known.1 {
            return contradiction(
                &r#as,
                "is the name itself; add what tells the two apart, as in “Jonas Vale (pilot)”",
            );
        }
        let group = self.names.grouped.get(&known).map(|group| self.names.groups[*group].line);
        if let Some(other) = group.or_else(|| self.names.ignored.get(&known).copied()) {
            return contradiction(
                &name,
                &format!("is joined, renamed or left out by line {other}, and cannot be parted too"),
            );
        }
        self.names.splits.entry(known).or_default().push(Split { name: shown, scope, line });
        Ok(())
    }

    fn identify(&mut self, rule: Spanned<Identify>) -> Result<(), Fault> {
        let line = self.line(rule.span().start);
        let Identify { name, wikidata, kind } = rule.into_inner();
        let (kind, key) = known(kind.as_ref(), &name)?;
        let id = filled("wikidata", &wikidata)?;
        let digits = id.strip_prefix('Q').unwrap_or_default();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let message = format!("`wikidata` is \"{id}\"; write a number behind a Q, as in \"Q42\"");
            return Err(Fault { at: wikidata.span().start, message });
        }
        let known = self.names.counted(kind, &key).unwrap_or((kind, key));
        if let Some(other) = self.names.ids.get(&known).filter(|other| other.id != id) {
            return contradiction(&name, &format!("is {} by line {}", other.id, other.line));
        }
        self.names.ids.insert(known, Identified { id, line });
        Ok(())
    }
}

fn contradiction<T>(name: &Text, why: &str) -> Result<T, Fault> {
    Err(Fault { at: name.span().start, message: format!("“{}” {why}", text::squeeze(name.get_ref())) })
}

fn known(kind: Option<&Text>, name: &Text) -> Result<Known, Fault> {
    let kind = kind_of(kind)?;
    Ok((kind, registry::key(kind, &filled("name", name)?)))
}

/// A person where nothing else is said.
fn kind_of(written: Option<&Text>) -> Result<EntityKind, Fault> {
    let Some(written) = written else { return Ok(EntityKind::Person) };
    EntityKind::of_word(written.get_ref()).ok_or_else(|| Fault {
        at: written.span().start,
        message: format!(
            "“{}” is no kind; write \"person\", \"organisation\" or \"place\"",
            written.get_ref()
        ),
    })
}

fn scope(outlet: Option<&Text>, path: Option<&Text>, article: Option<&Text>) -> Result<Scope, Fault> {
    let filled = |key, value: Option<&Text>| value.map(|value| filled(key, value)).transpose();
    if let Some(id) = article
        && (id.get_ref().len() < LEAST_ID || !id.get_ref().bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        let message = format!(
            "`article` is no id; write {LEAST_ID} digits of it or more, as `cuttings search` prints it"
        );
        return Err(Fault { at: id.span().start, message });
    }
    let article = filled("article", article)?.map(|id| id.to_ascii_lowercase());
    Ok(Scope { outlet: filled("outlet", outlet)?, path: filled("path", path)?, article })
}

/// A value with something in it.
fn filled(key: &str, value: &Text) -> Result<String, Fault> {
    let text = text::squeeze(value.get_ref());
    if text.is_empty() {
        let message = format!("`{key}` is empty; write what it should be");
        return Err(Fault { at: value.span().start, message });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        let Fault { at, message } = parse(text).expect_err("refused");
        let (line, column) = notebook::place(text, at);
        format!("{line}:{column} {message}")
    }

    #[test]
    fn contradictions_are_told_with_both_places() {
        let merge = "[[merge]]\nname = 'Ada'\nalso = ['Bea']\n";
        insta::assert_snapshot!(refusal(&format!("{merge}[[merge]]\nname = 'Cy'\nalso = ['Bea']")), @"6:9 “Bea” belongs to “Ada” by line 1");
        insta::assert_snapshot!(refusal(&format!("{merge}[[merge]]\nname = 'Bea'\nalso = ['Ada']")), @"5:8 “Bea” belongs to “Ada” by line 1");
        insta::assert_snapshot!(refusal(&format!("{merge}[[split]]\nname = 'bea'\nas = 'Bea (2)'\noutlet = 'x'")), @"5:8 “bea” is joined, renamed or left out by line 1, and cannot be parted too");
        insta::assert_snapshot!(refusal(&format!("{merge}[[ignore]]\nname = 'Ada'")), @"5:8 “Ada” is joined or renamed by line 1, and cannot be left out too");
        insta::assert_snapshot!(refusal("[[retype]]\nname = 'X'\nto = 'place'\n[[retype]]\nname = 'x'\nto = 'org'"), @"5:8 “x” is a place by line 1");
    }

    #[test]
    fn mistakes_are_told_with_what_to_write() {
        insta::assert_snapshot!(refusal("[[merg]]\nname = 'x'"), @"1:3 there is no `merg`, only `merge`, `rename`, `split`, `retype`, `ignore`, `identify`");
        insta::assert_snapshot!(refusal("[[merge]]\nname = ' '\nalso = ['x']"), @"2:8 `name` is empty; write what it should be");
        insta::assert_snapshot!(refusal("[[ignore]]\nname = 'x'\nkind = 'thing'"), @"3:8 “thing” is no kind; write \"person\", \"organisation\" or \"place\"");
        insta::assert_snapshot!(refusal("[[split]]\nname = 'x'\nas = 'y'"), @"1:1 this [[split]] does not say in which articles; add `outlet`, `path` or `article`");
        insta::assert_snapshot!(refusal("[[identify]]\nname = 'x'\nwikidata = '42'"), @"3:12 `wikidata` is \"42\"; write a number behind a Q, as in \"Q42\"");
    }

    #[test]
    fn one_shown_name_may_have_several_rules() {
        let text = "[[merge]]\nname = 'Ada'\nalso = ['Bea']\n[[rename]]\nname = 'Adda'\nto = 'ADA'\n";
        let names = parse(text).expect("good names");
        assert_eq!(names.groups.len(), 1);
        assert_eq!(names.groups[0].names, ["Ada", "Bea", "Adda"]);
    }
}
