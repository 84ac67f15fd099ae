//! Tokenised text as an article, and what was found in it as tokens again.

use std::ops::Range;

use crate::article::{Article, BodyBlock, Stated};
use crate::entity::{Entity, EntityKind};
use crate::lang::Lang;
use crate::reader::{BlockKind, Origin};

/// Found tokens: index of the sentence, first token, the one after the last.
pub(super) type TokenSpan = (usize, usize, usize);

/// Sentences of tokens, written out as the blocks of an English article.
pub(super) struct Written {
    pub article: Article,
    /// Per sentence, the bytes of each token in its block.
    places: Vec<Vec<Range<usize>>>,
}

impl Written {
    pub(super) fn new<'a>(sentences: impl Iterator<Item = &'a [String]>) -> Self {
        let mut article = Article::default();
        article.meta.language = Some(Stated { value: Lang::EN, origin: Origin::Record });
        let mut places = Vec::new();
        for (at, tokens) in sentences.enumerate() {
            let (text, place) = write_out(tokens);
            article.body.push(BodyBlock { kind: BlockKind::Paragraph, text, at: at as u32 });
            places.push(place);
        }
        Self { article, places }
    }

    /// The mentions of an entity as tokens; one that begins or ends inside a token takes the whole token.
    pub(super) fn spans<'a>(
        &'a self,
        entity: &'a Entity,
    ) -> impl Iterator<Item = (TokenSpan, EntityKind)> + 'a {
        entity.mentions.iter().filter_map(move |mention| {
            let sentence = mention.block? as usize;
            let places = self.places.get(sentence)?;
            let first = places.iter().position(|place| place.end > mention.span.start)?;
            let after = places.iter().rposition(|place| place.start < mention.span.end)? + 1;
            (first < after).then_some(((sentence, first, after), entity.kind))
        })
    }
}

/// Tokens as running text, with the bytes of each: punctuation, endings and inner hyphens touch their words.
pub(super) fn write_out(tokens: &[String]) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut places = Vec::new();
    let mut touches = true;
    let mut quoted = false;
    for token in tokens {
        let closes = token == "\"" && quoted;
        if !(touches || closes || touches_left(token)) {
            text.push(' ');
        }
        places.push(text.len()..text.len() + token.len());
        text.push_str(token);
        quoted ^= token == "\"";
        touches = touches_right(token) || (token == "\"" && quoted);
    }
    (text, places)
}

fn touches_left(token: &str) -> bool {
    let ending = token.strip_prefix('\'').or_else(|| token.strip_prefix("n'"));
    matches!(token, "." | "," | ";" | ":" | "!" | "?" | ")" | "]" | "%" | "..." | "-" | "/")
        || ending.is_some_and(|ending| ending.len() <= 2)
}

fn touches_right(token: &str) -> bool {
    matches!(token, "(" | "[" | "$" | "£" | "#" | "@" | "-" | "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_the_text_that_they_were() {
        let tokens: Vec<String> = "\" Anne - Marie 's boat did n't sail , \" ( she ) said ."
            .split(' ')
            .map(str::to_owned)
            .collect();
        let (text, places) = write_out(&tokens);
        assert_eq!(text, "\"Anne-Marie's boat didn't sail,\" (she) said.");
        assert!(tokens.iter().zip(&places).all(|(token, place)| text[place.clone()] == *token));
    }
}
