//! Names of an article as the user corrects them, for showing.

use crate::entity::names::Scope;
use crate::entity::{Entity, EntityKind, Names, registry};
use crate::index::{StoredArticle, analyzer};

/// Gives the names of an article the form that the user says: joined, renamed, of another kind, someone else in this
/// article, or left out. What is searched for and scored stays as it was found.
pub fn correct(article: &mut StoredArticle, names: &Names) {
    if names.is_empty() {
        return;
    }
    let mut corrected: Vec<Entity> = Vec::new();
    for entity in std::mem::take(&mut article.entities) {
        let Some((kind, name)) = shown(article, names, entity.kind, &entity.name) else { continue };
        let key = registry::key(kind, &name);
        match corrected.iter_mut().find(|known| known.kind == kind && registry::key(kind, &known.name) == key)
        {
            Some(known) => join(known, entity),
            None => corrected.push(Entity { kind, name, ..entity }),
        }
    }
    article.entities = corrected;
}

/// What a name that was found in an article is shown as; `None` where the user leaves it out.
pub(super) fn shown(
    article: &StoredArticle,
    names: &Names,
    kind: EntityKind,
    name: &str,
) -> Option<(EntityKind, String)> {
    let found = (kind, registry::key(kind, name));
    let (kind, key) = names.counted(kind, &found.1)?;
    let splits = names.splits().filter(|(known, _)| **known == found).flat_map(|(_, splits)| splits);
    if let Some(split) = splits.into_iter().find(|split| holds(&split.scope, article)) {
        return Some((kind, split.name.clone()));
    }
    let own = || if key == found.1 { name.to_owned() } else { key.clone() };
    Some((kind, names.shown(kind, &key).map_or_else(own, str::to_owned)))
}

/// Whether an article lies in a scope: as the index finds it, by words in sequence.
fn holds(scope: &Scope, article: &StoredArticle) -> bool {
    let has = |text: &str, wanted: &str| {
        let (text, wanted) = (analyzer::terms(text), analyzer::terms(wanted));
        !wanted.is_empty() && text.windows(wanted.len()).any(|words| words == wanted)
    };
    let outlet = article.meta.outlet.as_ref().map_or("", |outlet| outlet.value.as_str());
    scope.outlet.as_ref().is_none_or(|wanted| has(outlet, wanted))
        && scope.path.as_ref().is_none_or(|wanted| article.paths.iter().any(|path| has(path, wanted)))
        && scope.article.as_ref().is_none_or(|wanted| article.id().to_string().starts_with(wanted))
}

/// Two names of one are as central as the more central one.
fn join(known: &mut Entity, other: Entity) {
    known.mentions.extend(other.mentions);
    known.mentions.sort_by_key(|mention| (mention.block, mention.span.start));
    known.salience = known.salience.max(other.salience);
    for role in other.roles {
        if !known.roles.contains(&role) {
            known.roles.push(role);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Request;
    use crate::search::fixture::{Fixture, request, story};

    fn people(names: &str) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join(crate::entity::names::FILE), names).expect("a file of ours");
        let names = Names::open(folder.path()).expect("good names");
        let archive = Fixture::with(&[story("One", "Jonas Vale met J. Vale and Ada Thorn of the Maren.")
            .outlet("Quay Gazette")
            .person("Jonas Vale", "Jonas Vale", 0.9)
            .person("J. Vale", "J. Vale", 0.5)
            .person("Ada Thorn", "Ada Thorn", 0.3)]);
        let answer = archive.ask(&Request { names, ..request("person:vale") });
        let entities = &answer.hits[0].article.entities;
        assert!(!answer.hits[0].passages[0].highlights.is_empty());
        entities.iter().map(|entity| format!("{} {}", entity.name, entity.mentions.len())).collect()
    }

    #[test]
    fn hits_have_names_as_the_user_corrects_them() {
        assert_eq!(people(""), ["Jonas Vale 1", "J. Vale 1", "Ada Thorn 1"]);
        assert_eq!(
            people("[[merge]]\nname = 'Jonas Vale'\nalso = ['J. Vale']"),
            ["Jonas Vale 2", "Ada Thorn 1"]
        );
        assert_eq!(people("[[rename]]\nname = 'Ada Thorn'\nto = 'Ada Thorne'")[2], "Ada Thorne 1");
        assert_eq!(people("[[ignore]]\nname = 'Ada Thorn'"), ["Jonas Vale 1", "J. Vale 1"]);
        let split = "[[split]]\nname = 'J. Vale'\nas = 'Jean Vale'\noutlet = 'gazette'";
        assert_eq!(people(split)[1], "Jean Vale 1");
        assert_eq!(people(&split.replace("gazette", "courier"))[1], "J. Vale 1");
    }

    #[test]
    fn a_name_of_another_kind_moves() {
        assert_eq!(people("[[retype]]\nname = 'Ada Thorn'\nto = 'place'")[2], "Ada Thorn 1");
    }
}
