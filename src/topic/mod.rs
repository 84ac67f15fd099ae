//! What articles are about: keyphrases that they write themselves, and topics that the user names.
//!
//! In: an article with its names, or the user's file. Out: its [`Topic`]s with weights from the article alone, or
//! [`Topics`], each a query. How rare a topic is in an archive is applied when it is asked for.

mod phrases;
pub mod user;
mod words;

pub use user::Topics;

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::entity::{Entity, registry};
use crate::text::{Parted, Parts, Span};

/// Topics of an article, at the most.
const MOST: usize = 8;

/// Salience from which on somebody is what the article is about, and how many are, at the most.
const SUBJECT: f32 = 0.55;
const SUBJECTS: usize = 2;
const MENTIONED: usize = 3;

/// Something that an article is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// As written, in small letters where the article has it so.
    pub phrase: String,
    /// Equal for forms of one topic: folded, the plural of its last word taken off where the language forms it by `s`.
    pub key: String,
    /// How much the article is about it against its first one, `0.0..=1.0`.
    pub weight: f32,
}

/// The topics of an article, best first, at most 8: phrases of one to four words that come again, and the names that it
/// is all about. None for a language without a list of small words.
pub fn find(article: &Article, entities: &[Entity]) -> Vec<Topic> {
    find_parted(article, entities, article.parts(&Parted::of(article.texts())))
}

/// The same for an article whose [texts](Article::texts) are parted already.
pub fn find_parted(article: &Article, entities: &[Entity], parts: Vec<Parts<'_>>) -> Vec<Topic> {
    let Some(lang) = article.meta.language.as_ref().map(|lang| lang.value) else { return Vec::new() };
    let Some(classes) = words::classes(lang) else { return Vec::new() };
    let mut topics = phrases::topics(lang, parts, classes, &names(entities));
    let subjects = entities.iter().filter(|entity| is_subject(entity)).take(SUBJECTS);
    topics.extend(subjects.map(|entity| Topic {
        phrase: entity.name.clone(),
        key: registry::key(entity.kind, &entity.name),
        weight: entity.salience,
    }));
    topics.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    topics.truncate(MOST);
    topics
}

/// Whether an article is about somebody or something that it names: the headline has it, and it is central.
fn is_subject(entity: &Entity) -> bool {
    let in_title = entity.mentions.iter().any(|mention| mention.block.is_none());
    in_title && entity.mentions.len() >= MENTIONED && entity.salience >= SUBJECT
}

/// Where names stand: text (0 for the headline), bytes; in order.
fn names(entities: &[Entity]) -> Vec<(usize, Span)> {
    let mentions = entities.iter().flat_map(|entity| &entity.mentions);
    let place = |block: Option<u32>| block.map_or(0, |block| block as usize + 1);
    let mut names: Vec<(usize, Span)> =
        mentions.map(|mention| (place(mention.block), mention.span.clone())).collect();
    names.sort_unstable_by_key(|(text, span)| (*text, span.start));
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{BodyBlock, Metadata, Stated};
    use crate::entity::{self, EntityKind};
    use crate::lang::Lang;
    use crate::reader::{BlockKind, Origin};

    fn article(lang: &str, title: &str, body: &str) -> Article {
        let block = |(at, text): (usize, &str)| BodyBlock {
            kind: BlockKind::Paragraph,
            text: text.to_owned(),
            at: at as u32,
        };
        let stated = |value: &str| Some(Stated { value: value.to_owned(), origin: Origin::Record });
        let language = Lang::parse(lang).map(|value| Stated { value, origin: Origin::Record });
        Article {
            meta: Metadata { title: stated(title), language, ..Metadata::default() },
            body: body.lines().enumerate().map(block).collect(),
        }
    }

    fn said(lang: &str, title: &str, body: &str) -> Vec<String> {
        let article = article(lang, title, body);
        find(&article, &entity::find(&article)).into_iter().map(|topic| topic.phrase).collect()
    }

    const STRIKE: &str = "The dock strike in Harrowmere went into its second week on Monday. Dockers say that the night-shift \
        rosters are unsafe.\nThe dock strike has cost the port two million crowns. Without new night-shift rosters, said \
        Ingrid Solvane, the dock strike will go on.\nThe rosters were drawn up in March.";

    #[test]
    fn phrases_that_come_again_are_topics_in_the_words_of_the_article() {
        let found = said("en", "Dock strike enters second week", STRIKE);
        assert_eq!(found[..2], ["dock strike", "night-shift rosters"], "{found:?}");
        assert!(
            !found.iter().any(|topic| topic.contains("Solvane") || topic.contains("Harrowmere")),
            "{found:?}"
        );
    }

    #[test]
    fn a_name_is_a_topic_where_the_article_is_about_it() {
        let body = "Ingrid Solvane leads the union. Solvane was born in a tug.\nSolvane is sixty. Nobody knows the river \
            as Ingrid Solvane does.";
        let article = article("en", "Ingrid Solvane at sixty", body);
        let mut entities = entity::find(&article);
        entities.retain(|entity| entity.kind == EntityKind::Person);
        let found = find(&article, &entities);
        assert!(found.iter().any(|topic| topic.phrase == "Ingrid Solvane"), "{found:?}");
    }

    #[test]
    fn forms_of_a_topic_have_one_key() {
        let key = |body: &str| find(&article("en", "", body), &[])[0].key.clone();
        let plural = key("The maternity wards closed. The maternity wards stay closed.");
        assert_eq!(plural, key("The maternity ward closed. The maternity ward stays closed."));
        assert_eq!(plural, "maternity ward");
    }

    #[test]
    fn other_languages_have_topics_and_those_without_small_words_have_none() {
        let french = "La grève des dockers continue. Le port de pêche est fermé.\nSans le port de pêche, la grève des \
            dockers coûte cher. La grève des dockers finira.";
        assert!(said("fr", "La grève", french).contains(&"grève".to_owned()));
        assert!(said("zh", "码头", "码头工人罢工。码头工人罢工。").is_empty());
        assert!(said("en", "", "").is_empty());
    }
}
