//! What the user says of names: who is one, who is two, what a name is called, what it is not.
//!
//! In: `names.toml` of an archive. Out: [`Names`], which turns the names that articles were found to have into the
//! ones that people see, and back. It is applied when a question is asked; the index knows nothing of it.

mod file;
mod write;

pub use write::{Entry, append, written};

use std::collections::BTreeMap;
use std::path::Path;

use crate::entity::EntityKind;
use crate::entity::registry;
use crate::notebook::{self, NotebookError};

/// Name of the file in the archive folder.
pub const FILE: &str = "names.toml";

/// A name as found in articles: its kind and [`registry::key`].
pub type Known = (EntityKind, String);

/// The user's corrections of names. None by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    groups: Vec<Group>,
    /// The group that each joined or renamed name belongs to.
    grouped: BTreeMap<Known, usize>,
    /// Lines of the rules that leave a name out.
    ignored: BTreeMap<Known, usize>,
    retyped: BTreeMap<Known, Retyped>,
    splits: BTreeMap<Known, Vec<Split>>,
    ids: BTreeMap<Known, Identified>,
}

/// Names that are one, under the name that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Of which kind.
    pub kind: EntityKind,
    /// What is shown.
    pub name: String,
    /// Every name of it as written in the file, the shown one first.
    pub names: Vec<String>,
    /// Line of its first rule, from 1.
    pub line: usize,
}

/// A name that is of another kind than it was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Retyped {
    to: EntityKind,
    line: usize,
}

/// A name that means someone else in some articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// What it is shown as there.
    pub name: String,
    /// In which articles.
    pub scope: Scope,
    /// Line of the rule, from 1.
    pub line: usize,
}

/// Articles: those for which all that is given holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Published by an outlet with these words in its name.
    pub outlet: Option<String>,
    /// With these words in a path of theirs.
    pub path: Option<String>,
    /// With an id that begins so.
    pub article: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Identified {
    id: String,
    line: usize,
}

/// A name as found, and in which articles it counts for a shown one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// What it was found to be.
    pub kind: EntityKind,
    /// Its key.
    pub key: String,
    /// In these articles alone, where given.
    pub only: Option<Scope>,
    /// Not in these.
    pub but: Vec<Scope>,
}

impl PartialOrd for Scope {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Scope {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let parts = |scope: &Self| (scope.outlet.clone(), scope.path.clone(), scope.article.clone());
        parts(self).cmp(&parts(other))
    }
}

impl Names {
    /// The corrections of an archive; none where it has no `names.toml`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or anything in it is wrong or contradicts something else in it: it is never half
    /// applied.
    pub fn open(archive: &Path) -> Result<Self, NotebookError> {
        notebook::read(&archive.join(FILE), true, file::parse)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What a found name counts as: its kind and key, or those of the shown name of its group; `None` where it is left
    /// out. Where it means someone else in some articles, this is what it means in the others.
    pub fn counted(&self, kind: EntityKind, key: &str) -> Option<Known> {
        let found = (kind, key.to_owned());
        if self.ignored.contains_key(&found) {
            return None;
        }
        let kind = self.retyped.get(&found).map_or(kind, |retyped| retyped.to);
        let known = (kind, found.1);
        Some(match self.grouped.get(&known) {
            Some(group) => (kind, registry::key(kind, &self.groups[*group].name)),
            None => known,
        })
    }

    /// The name that the user gave to what counts so; `None` where the articles name it.
    pub fn shown(&self, kind: EntityKind, key: &str) -> Option<&str> {
        let known = (kind, key.to_owned());
        let group = self.grouped.get(&known).map(|group| self.groups[*group].name.as_str());
        let split = || self.splits.iter().filter(|((of, _), _)| *of == kind).flat_map(|(_, splits)| splits);
        group.or_else(|| {
            split().map(|split| split.name.as_str()).find(|name| registry::key(kind, name) == key)
        })
    }

    /// Whether the user said anything of what counts so.
    pub fn is_curated(&self, kind: EntityKind, key: &str) -> bool {
        self.shown(kind, key).is_some() || self.retyped.iter().any(|((_, of), to)| to.to == kind && of == key)
    }

    /// The external id of what counts so.
    pub fn id(&self, kind: EntityKind, key: &str) -> Option<&str> {
        let known = self.counted(kind, key)?;
        self.ids.get(&known).map(|identified| identified.id.as_str())
    }

    /// Every found name that counts as this, in order. A name that nothing is said of is its own only part.
    pub fn parts(&self, kind: EntityKind, key: &str) -> Vec<Part> {
        let mut keys = vec![key.to_owned()];
        if let Some(group) = self.grouped.get(&(kind, key.to_owned())) {
            keys.extend(self.groups[*group].names.iter().map(|name| registry::key(kind, name)));
        }
        let mut found: Vec<Known> = keys.iter().map(|key| (kind, key.clone())).collect();
        found.extend(self.retyped.keys().filter(|(_, of)| keys.contains(of)).cloned());
        found.sort();
        found.dedup();
        found.retain(|(from, name)| {
            self.counted(*from, name).is_some_and(|counted| counted == (kind, key.to_owned()))
        });
        let whole = found.into_iter().map(|(kind, key)| {
            let but = self.splits.get(&(kind, key.clone())).into_iter().flatten();
            Part { but: but.map(|split| split.scope.clone()).collect(), kind, key, only: None }
        });
        let mut parts: Vec<Part> = whole.collect();
        for ((of, name), splits) in &self.splits {
            let meant = splits.iter().filter(|split| *of == kind && registry::key(kind, &split.name) == key);
            parts.extend(meant.map(|split| Part {
                kind: *of,
                key: name.clone(),
                only: Some(split.scope.clone()),
                but: Vec::new(),
            }));
        }
        parts
    }

    /// Keys of the names that the user wrote of this kind, each with what it counts as: names of groups, and what
    /// names are shown as in some articles.
    pub fn aliases(&self, kind: EntityKind) -> impl Iterator<Item = (String, String)> + '_ {
        let groups = self.groups.iter().filter(move |group| group.kind == kind).flat_map(move |group| {
            let shown = registry::key(kind, &group.name);
            group.names.iter().map(move |name| (registry::key(kind, name), shown.clone()))
        });
        let splits =
            self.splits.iter().filter(move |((of, _), _)| *of == kind).flat_map(|(_, splits)| splits);
        groups.chain(splits.map(move |split| {
            let key = registry::key(kind, &split.name);
            (key.clone(), key)
        }))
    }

    /// Kinds under which names of this kind may have been found.
    pub fn found_as(&self, kind: EntityKind) -> Vec<EntityKind> {
        let mut kinds = vec![kind];
        kinds.extend(
            self.retyped.iter().filter(|(_, retyped)| retyped.to == kind).map(|((from, _), _)| *from),
        );
        kinds.sort();
        kinds.dedup();
        kinds
    }

    /// Names that mean someone else in some articles: what they are found as, and where they mean whom.
    pub fn splits(&self) -> impl Iterator<Item = (&Known, &[Split])> {
        self.splits.iter().map(|(known, splits)| (known, splits.as_slice()))
    }

    /// Every found name that a rule speaks of, with the rule's line and what it says, in order of the lines: for telling
    /// which rules match nothing.
    pub fn rules(&self) -> Vec<(usize, Known, String)> {
        let mut rules = Vec::new();
        for group in &self.groups {
            let others = group.names.iter().skip(1).map(|name| (group.line, group.kind, name));
            rules.extend(others.map(|(line, kind, name)| {
                (line, (kind, registry::key(kind, name)), format!("“{name}” is “{}”", group.name))
            }));
        }
        let each =
            |known: &Known, line: usize, what: &str| (line, known.clone(), format!("“{}” {what}", known.1));
        rules.extend(self.ignored.iter().map(|(known, line)| each(known, *line, "is ignored")));
        rules.extend(
            self.retyped.iter().map(|(known, to)| each(known, to.line, &format!("is a {}", to.to.word()))),
        );
        rules.extend(self.ids.iter().map(|(known, id)| each(known, id.line, &format!("is {}", id.id))));
        for (known, splits) in &self.splits {
            rules.extend(
                splits.iter().map(|split| each(known, split.line, &format!("is “{}” in some", split.name))),
            );
        }
        rules.sort();
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: EntityKind = EntityKind::Person;

    fn names() -> Names {
        file::parse(
            "[[merge]]\nname = 'Jonas Vale'\nalso = ['Jon Vale', 'J. Vale']\n\
             [[rename]]\nname = 'ada thorn'\nto = 'Ada Thorne'\n\
             [[ignore]]\nname = 'Sign Up'\n\
             [[retype]]\nname = 'Maren'\nkind = 'place'\nto = 'person'\n\
             [[split]]\nname = 'Noor Feddersen'\nas = 'Noor Feddersen (pilot)'\noutlet = 'Courier'\n\
             [[identify]]\nname = 'Jon Vale'\nwikidata = 'Q42'\n",
        )
        .expect("good names")
    }

    fn counted(kind: EntityKind, key: &str) -> Option<String> {
        names().counted(kind, key).map(|(kind, key)| format!("{} {key}", kind.word()))
    }

    #[test]
    fn names_count_as_what_the_user_says() {
        assert_eq!(counted(PERSON, "jon vale").as_deref(), Some("person jonas vale"));
        assert_eq!(counted(PERSON, "ada thorn").as_deref(), Some("person ada thorne"));
        assert_eq!(counted(PERSON, "sign up"), None);
        assert_eq!(counted(EntityKind::Place, "maren").as_deref(), Some("person maren"));
        assert_eq!(counted(PERSON, "mara quill").as_deref(), Some("person mara quill"));
        assert_eq!(counted(EntityKind::Organisation, "jon vale").as_deref(), Some("organisation jon vale"));
    }

    #[test]
    fn every_part_counts_as_its_whole() {
        let names = names();
        for (kind, key) in
            [(PERSON, "jonas vale"), (PERSON, "ada thorne"), (PERSON, "maren"), (PERSON, "mara quill")]
        {
            let parts = names.parts(kind, key);
            assert!(!parts.is_empty(), "{key}");
            for part in parts {
                assert_eq!(names.counted(part.kind, &part.key), Some((kind, key.to_owned())), "{part:?}");
            }
        }
        let keys: Vec<String> = names.parts(PERSON, "jonas vale").into_iter().map(|part| part.key).collect();
        assert_eq!(keys, ["j vale", "jon vale", "jonas vale"]);
        assert!(names.parts(EntityKind::Place, "maren").is_empty());
    }

    #[test]
    fn a_split_name_counts_apart_in_its_articles() {
        let names = names();
        let [rest] = &names.parts(PERSON, "noor feddersen")[..] else { panic!("one part") };
        let [pilot] = &names.parts(PERSON, "noor feddersen pilot")[1..] else {
            panic!("itself and the split")
        };
        assert_eq!((rest.only.clone(), rest.but.len()), (None, 1));
        assert_eq!((pilot.key.as_str(), pilot.only.clone()), ("noor feddersen", rest.but.first().cloned()));
        assert_eq!(names.shown(PERSON, "noor feddersen pilot"), Some("Noor Feddersen (pilot)"));
    }

    #[test]
    fn the_shown_name_and_the_id_are_the_groups() {
        let names = names();
        assert_eq!(names.shown(PERSON, "jonas vale"), Some("Jonas Vale"));
        assert_eq!(names.id(PERSON, "jonas vale"), Some("Q42"));
        assert_eq!(names.shown(PERSON, "mara quill"), None);
        assert!(names.is_curated(PERSON, "maren") && !names.is_curated(PERSON, "mara quill"));
    }

    #[test]
    fn rules_stand_in_the_order_of_their_lines() {
        let said: Vec<String> =
            names().rules().into_iter().map(|(line, _, said)| format!("{line} {said}")).collect();
        assert_eq!(
            said,
            [
                "1 “J. Vale” is “Jonas Vale”",
                "1 “Jon Vale” is “Jonas Vale”",
                "4 “ada thorn” is “Ada Thorne”",
                "7 “sign up” is ignored",
                "9 “maren” is a person",
                "13 “noor feddersen” is “Noor Feddersen (pilot)” in some",
                "17 “jonas vale” is Q42",
            ]
        );
    }
}
