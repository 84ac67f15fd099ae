//! What makes two names of different articles one.

use crate::entity::EntityKind;
use crate::text;

/// Equal for names that join across articles: the folded words of the name in order, a blank between two.
///
/// Case, diacritics, punctuation and hyphens do not count, nor do single letters inside a person's name ("Jonas M.
/// Vale" is "Jonas Vale"). Everything else does: a bare surname joins no full name, and other spellings of a name are
/// for people to join. A name without words is itself.
pub fn key(kind: EntityKind, name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut words = text::words(name).peekable();
    let mut is_first = true;
    while let Some(span) = words.next() {
        let before = key.len();
        if before > 0 {
            key.push(' ');
        }
        let start = key.len();
        text::fold_into(&name[span], &mut key);
        // A character of three bytes is a word of its own, as in Chinese, and no initial.
        let is_initial = key.len() <= start + 2 && key[start..].chars().count() <= 1;
        if kind == EntityKind::Person && is_initial && !is_first && words.peek().is_some() {
            key.truncate(before);
        }
        is_first = false;
    }
    if key.is_empty() { name.trim().to_owned() } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(kind: EntityKind, a: &str, b: &str) -> bool {
        key(kind, a) == key(kind, b)
    }

    #[test]
    fn spelling_does_not_count_and_words_do() {
        let person = EntityKind::Person;
        assert!(same(person, "Élan Vale-Reed", "ELAN VALE REED"));
        assert!(same(person, "Jonas M. Vale", "Jonas Vale"));
        assert!(!same(person, "Vale", "Jonas Vale") && !same(person, "J. Vale", "K. Vale"));
        assert!(!same(EntityKind::Organisation, "Pier A Friends", "Pier Friends"));
    }

    #[test]
    fn a_name_without_words_is_itself() {
        assert_eq!(key(EntityKind::Person, " ?! "), "?!");
        assert_eq!(key(EntityKind::Place, ""), "");
    }

    #[test]
    fn characters_of_chinese_names_are_words() {
        assert_eq!(key(EntityKind::Person, "习近平"), "习 近 平");
    }
}
