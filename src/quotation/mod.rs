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
use self::marks::Stretch;
use crate::article::Article;
use crate::entity::{Entity, EntityKind};
use crate::lang::Lang;
use crate::text::{Parted, Parts, Span};

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
    find_parted(article, entities, &article.parts(&Parted::of(article.texts())))
}

/// The same for an article whose [texts](Article::texts) are parted already.
pub fn find_parted(article: &Article, entities: &[Entity], parts: &[Parts<'_>]) -> Vec<Quotation> {
    let english = article.meta.language.as_ref().is_none_or(|language| language.value == Lang::EN);
    if !english || !article.body.iter().any(|block| block.text.contains(['“', '"', '«', '„', '‘', '\'', '”']))
    {
        return Vec::new();
    }
    let lines = lines(article, entities, parts);
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

/// Blocks behind and before a quotation in which its speaker may stand; of others only what they say of people counts.
const BEHIND: usize = 1;
const AHEAD: usize = 4;

/// The blocks of the body as rows of items.
fn lines<'a>(article: &'a Article, entities: &[Entity], parts: &[Parts<'a>]) -> Vec<Line<'a>> {
    let mut mentions: Vec<Mentions> = vec![Mentions::new(); article.body.len()];
    for (entity, mention) in
        entities.iter().enumerate().flat_map(|(at, entity)| entity.mentions.iter().map(move |of| (at, of)))
    {
        if let Some(of_block) = mention.block.and_then(|block| mentions.get_mut(block as usize)) {
            of_block.insert(mention.span.start, (mention.span.end, entity));
        }
    }
    let next = |at: usize| article.body.get(at + 1).map(|block| block.text.as_str());
    let blocks = article.body.iter().enumerate();
    let stretches: Vec<Vec<Stretch>> =
        blocks.map(|(at, block)| marks::stretches(&block.text, next(at))).collect();
    let near = |at: usize| {
        let around = at.saturating_sub(BEHIND)..(at + AHEAD + 1).min(stretches.len());
        stretches[around].iter().any(|stretches| !stretches.is_empty())
    };
    let near: Vec<bool> = (0..stretches.len()).map(near).collect();
    let blocks = parts[1..].iter().zip(&mentions).zip(stretches).zip(near);
    blocks
        .map(
            |(((parts, mentions), stretches), near)| {
                if near { Line::of(*parts, stretches, mentions) } else { Line::of_names(*parts, mentions) }
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{BodyBlock, Stated};
    use crate::entity;
    use crate::reader::{BlockKind, Origin};

    fn article(blocks: &[&str]) -> Article {
        let mut article = Article::default();
        article.meta.language = Some(Stated { value: Lang::EN, origin: Origin::Text });
        let block =
            |(text, at): (&&str, u32)| BodyBlock { kind: BlockKind::Paragraph, text: (*text).to_owned(), at };
        article.body = blocks.iter().zip(0..).map(block).collect();
        article
    }

    /// Speaker, verb and words of each quotation; `-` for none.
    fn check(blocks: &[&str], expected: &[&str]) {
        let article = article(blocks);
        let shown = |found: Quotation| {
            let speaker = found.speaker.map_or("-".to_owned(), |speaker| speaker.name);
            let text = &article.body[found.block as usize].text[found.span];
            format!("{speaker} / {} / {text}", found.verb.as_deref().unwrap_or("-"))
        };
        let found: Vec<String> = find(&article, &entity::find(&article)).into_iter().map(shown).collect();
        assert_eq!(found, expected, "{blocks:?}");
    }

    #[test]
    fn the_speaker_stands_before_behind_or_inside() {
        check(&["“We won,” said Jonas Vale, the mayor."], &["Jonas Vale / said / We won,"]);
        check(&["“We won,” the mayor, Jonas Vale, told reporters."], &["Jonas Vale / told / We won,"]);
        check(&["Jonas Vale, who is mayor, said: “We won.”"], &["Jonas Vale / said / We won."]);
        check(&["“We won,” Jonas Vale added, “but not by much. “"], &["Jonas Vale / added / We won,"]);
        check(
            &["“We won,” Jonas Vale added, “but not by much.”"],
            &["Jonas Vale / added / We won,", "Jonas Vale / added / but not by much."],
        );
    }

    #[test]
    fn every_kind_of_mark_will_do() {
        check(
            &["\"We won,\" said Jonas Vale. \"Twice.\""],
            &["Jonas Vale / said / We won,", "Jonas Vale / said / Twice."],
        );
        check(&["'We won,' said Jonas Vale."], &["Jonas Vale / said / We won,"]);
        check(&["« We won », said Jonas Vale."], &["Jonas Vale / said / We won"]);
    }

    #[test]
    fn words_inside_a_sentence_are_quoted_too() {
        check(
            &["Jonas Vale said the vote had been “a near thing” and “not fun”."],
            &["Jonas Vale / said / a near thing", "Jonas Vale / said / not fun"],
        );
        check(
            &["According to Jonas Vale, it was “a near thing”."],
            &["Jonas Vale / according to / a near thing"],
        );
        check(
            &["It was “a near thing”, according to Jonas Vale."],
            &["Jonas Vale / according to / a near thing"],
        );
        check(
            &["The Wend Institute of Marine Science called it “a near thing”."],
            &["Wend Institute of Marine Science / called / a near thing"],
        );
    }

    #[test]
    fn the_paper_that_quotes_is_not_the_speaker() {
        check(
            &["Jonas Vale spoke. “We won,” the Courier quoted Vale as saying."],
            &["Jonas Vale / saying / We won,"],
        );
        check(&["Jonas Vale left. “We won,” he was quoted as saying."], &["Jonas Vale / saying / We won,"]);
    }

    #[test]
    fn a_pronoun_is_resolved_where_one_person_can_be_meant() {
        check(&["Jonas Vale spoke at noon.", "“We won,” he said."], &["Jonas Vale / said / We won,"]);
        check(&["Jonas Vale met Anna Reed.", "“We won,” she said."], &["Anna Reed / said / We won,"]);
        check(&["Karim Sefton beat Jonas Vale.", "“We won,” he said."], &["- / said / We won,"]);
        check(&["Jonas Vale left. A man stayed. “We won,” he said."], &["- / said / We won,"]);
        check(&["Jonas Vale’s barge was “a wreck”, he said."], &["- / said / a wreck"]);
    }

    #[test]
    fn an_office_is_resolved_where_one_person_holds_it() {
        check(
            &["Judge Anselm Reed sat down. Jonas Vale stood.", "“Go on,” the judge said."],
            &["Anselm Reed / said / Go on,"],
        );
        check(&["Jonas Vale stood. “Go on,” the judge said."], &["- / said / Go on,"]);
    }

    #[test]
    fn a_speech_may_run_over_paragraphs() {
        check(
            &["“We won,” said Jonas Vale. “I went home.", "Then he slept."],
            &["Jonas Vale / said / We won,"],
        );
        check(
            &["“We won,” said Jonas Vale. “I went home.", "“Then I slept.”"],
            &[
                "Jonas Vale / said / We won,",
                "Jonas Vale / said / I went home.",
                "Jonas Vale / - / Then I slept.",
            ],
        );
        check(
            &["“We won.", "“Then I slept,” said Jonas Vale."],
            &["Jonas Vale / - / We won.", "Jonas Vale / said / Then I slept,"],
        );
    }

    #[test]
    fn who_is_not_named_says_nothing() {
        check(&["“We won,” said a spokesman for Jonas Vale."], &["- / said / We won,"]);
        check(&["Jonas Vale was told to “go home”."], &["- / told / go home"]);
        check(&["Jonas Vale read “The Tide” aloud."], &["- / - / The Tide"]);
        check(&["“We won,” said Jonas Vale’s deputy."], &["- / said / We won,"]);
        check(&["“We won,” said Amblin Marine analyst Jonas Vale."], &["Jonas Vale / said / We won,"]);
        check(&["“We won,” said an Amblin Marine analyst."], &["- / said / We won,"]);
        check(&["Jonas Vale said the band played “The Turning Tide”."], &["- / - / The Turning Tide"]);
    }

    #[test]
    fn another_language_has_none() {
        let mut german = article(&["„Ja“, said Jonas Vale."]);
        german.meta.language = Lang::parse("de").map(|value| Stated { value, origin: Origin::Text });
        assert_eq!(find(&german, &entity::find(&german)), []);
        assert_eq!(find(&Article::default(), &[]), []);
    }

    #[test]
    fn hostile_text_takes_linear_time() {
        let unit = [
            "“",
            "\"a\" he said, ",
            "‘",
            " s' ",
            "«“\"",
            "said ",
            "and, ",
            "“a”, Jonas Vale, ",
            "( “a” ",
            "as ",
        ];
        for unit in unit {
            let article = article(&[&unit.repeat(10_000), "“a” he said"]);
            let found = find(&article, &entity::find(&article));
            assert!(found.len() <= 20_001);
        }
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text_on_any_input(
            words in "([“”\"'‘’«»(),.:;?! —-]|said |told |he |she |it |the mayor |Jonas Vale|who |that |as |quoted |according to |Vale's |saying |with ){0,40}",
            any in any::<String>(),
        ) {
            let article = article(&[&words, &any, &words]);
            for found in find(&article, &entity::find(&article)) {
                let text = &article.body[found.block as usize].text;
                prop_assert!(text.get(found.span).is_some_and(|quote| quote.trim() == quote && !quote.is_empty()));
            }
        }
    }
}
