//! What makes two names of different articles one.

use crate::entity::EntityKind;
use crate::text;

/// Equal for names that join across articles: the folded words of the name in order, a blank between two.
///
/// Case, diacritics, punctuation and hyphens do not count, nor do single letters inside a person's name ("Jonas M.
/// Vale" is "Jonas Vale"). Everything else does: a bare surname joins no full name, and other spellings of a name are
/// for people to join. A name without words is itself.
pub fn key(kind: EntityKind, name: &str) -> String {
    let words: Vec<_> = text::words(name).map(|span| text::fold(&name[span])).collect();
    let last = words.len().saturating_sub(1);
    let counts = |at: usize, word: &str| {
        // A character of three bytes is a word of its own, as in Chinese, and no initial.
        kind != EntityKind::Person || at == 0 || at == last || word.chars().count() > 1 || word.len() > 2
    };
    let mut key = String::with_capacity(name.len());
    for (_, word) in words.iter().enumerate().filter(|(at, word)| counts(*at, word)) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
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
