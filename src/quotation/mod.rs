//! Finds what is quoted in an article and whose words they are.
//!
//! In: an [`Article`] and its [`Entity`]s. Out: its [`Quotation`]s in order of the text, each with its speaker where
//! that is plain.
//!
//! Rules over words, no trained model; English only. A quotation belongs to the subject of the word of saying
//! behind or in front of it, wherever the two stand; a further piece of it to the same; a block that is all
//! quotation to the speaker of the one before it. "She" and "the mayor" are resolved where one person alone can be
//! meant. Whoever is unsure says nothing: titles, words in doubtful use, and the words of people without a name have
//! no speaker.

mod attribute;
mod cast;
mod clause;
mod line;
mod marks;
mod words;

use serde::{Deserialize, Serialize};

use self::attribute::Attribution;
use self::cast::Cast;
use self::line::{Line, Mentions};
use crate::article::Article;
use crate::entity::{Entity, EntityKind};
use crate::lang::Lang;
use crate::text::Span;

/// Whose words they are.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Speaker {
    /// The entity's name: the fullest form in this article, without titles.
    pub name: String,
    /// A person or an organisation.
    pub kind: EntityKind,
}

/// A stretch of one block that stands between quotation marks.
///
/// A speech is in several pieces where the text breaks it up ("“Yes,” she said, “but no.”"), and where it runs over
/// blocks. What is quoted inside a quotation belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// Index of the body block.
    pub block: u32,
    /// In that block's text: what stands between the marks, without blanks at its ends; never empty.
    pub span: Span,
    /// Who said it; `None` where that is not plain, or nobody is quoted (a title, a word in doubt).
    pub speaker: Option<Speaker>,
    /// The word of saying as it is written: "said", "told", "according to"; `None` where there is none.
    pub verb: Option<String>,
}

/// The quotations of an article, in order of the text, with speakers from among its entities.
///
/// `entities` are those of [`entity::find`](crate::entity::find) for the same article. An article in another language
/// than English has none; one without a language is read as English. Takes time in proportion to the text,
/// whatever marks it is full of.
pub fn find(article: &Article, entities: &[Entity]) -> Vec<Quotation> {
    let english = article.meta.language.as_ref().is_none_or(|language| language.value == Lang::EN);
    if !english || !article.body.iter().any(|block| block.text.contains(['“', '"', '«', '„', '‘', '\'', '”'])) {
        return Vec::new();
    }
    let lines = lines(article, entities);
    let cast = Cast::of(entities, &lines);
    let attributions = attribute::all(&cast);
    let mut found = Vec::new();
    for (block, (line, attributions)) in lines.iter().zip(attributions).enumerate() {
        for (stretch, Attribution { speaker, verb }) in line.stretches.iter().zip(attributions) {
            let entity = speaker.map(|speaker| &entities[speaker]);
            let speaker = entity.map(|entity| Speaker { name: entity.name.clone(), kind: entity.kind });
            found.push(Quotation { block: block as u32, span: stretch.inner.clone(), speaker, verb });
        }
    }
    found
}

/// The blocks of the body as rows of items.
fn lines<'a>(article: &'a Article, entities: &[Entity]) -> Vec<Line<'a>> {
    let mut mentions: Vec<Mentions> = vec![Mentions::new(); article.body.len()];
    for (entity, mention) in
        entities.iter().enumerate().flat_map(|(at, entity)| entity.mentions.iter().map(move |of| (at, of)))
    {
        if let Some(of_block) = mention.block.and_then(|block| mentions.get_mut(block as usize)) {
            of_block.insert(mention.span.start, (mention.span.end, entity));
        }
    }
    let next = |at: usize| article.body.get(at + 1).map(|block| block.text.as_str());
    let stretches = |at: usize, text| marks::stretches(text, next(at));
    let blocks = article.body.iter().zip(&mentions).enumerate();
    blocks.map(|(at, (block, mentions))| Line::of(&block.text, stretches(at, &block.text), mentions)).collect()
}
