//! What somebody said, across the archive.

use crate::entity::Names;
use crate::index::{Archive, IndexError, StoredArticle, analyzer};
use crate::query::{self, Clause, Field, Resolved};
use crate::quotation::Quotation;
use crate::search::{Request, corrected, for_each};

/// A quotation with the article that it stands in.
#[derive(Debug)]
pub struct Quoted<'a> {
    /// The article.
    pub article: &'a StoredArticle,
    /// Whose words, as the user corrects names.
    pub speaker: String,
    /// The word of saying as it is written.
    pub verb: Option<&'a str>,
    /// What was said, without marks.
    pub text: &'a str,
    /// Number of the paragraph: the block's place in the page, from 1.
    pub paragraph: u32,
    /// Characters of the paragraph that it spans, from 0, end excluded.
    pub characters: std::ops::Range<usize>,
}

/// Hands every quotation of somebody that has all of some words to `each`, best articles first, in each in order of
/// the text; stops when it gives `false`. The words are folded and may stand anywhere in the quotation; none ask for
/// nothing. Gives whom the name was taken for.
///
/// # Errors
///
/// When the index cannot be read.
pub fn quoted(
    archive: &Archive,
    name: &str,
    words: &str,
    request: &Request,
    each: &mut dyn FnMut(&Quoted<'_>) -> bool,
) -> Result<Vec<Resolved>, IndexError> {
    let said = Clause::Field(Field::Said, Box::new(Clause::Phrase(name.replace('"', " "))));
    let wanted = analyzer::terms(words);
    let all = wanted.iter().map(|word| Clause::Word(word.clone()));
    let query = Clause::and(std::iter::once(said.clone()).chain(all).collect()).to_string();
    let request = Request { query, passages: 0, ..request.clone() };
    let names = query::asked_names(archive, &said, &request.names)?;
    for_each(archive, &request, &mut |hit| {
        let blocks: Vec<usize> = hit.article.body().map(|block| block.at as usize).collect();
        hit.article.quotations.iter().all(|quotation| {
            let Some(quoted) = shown(&hit.article, &blocks, quotation, (&names, &request.names)) else {
                return true;
            };
            let has = analyzer::terms(quoted.text);
            !wanted.iter().all(|word| has.contains(word)) || each(&quoted)
        })
    })?;
    Ok(names)
}

/// A quotation of one of those who were taken.
fn shown<'a>(
    article: &'a StoredArticle,
    blocks: &[usize],
    quotation: &'a Quotation,
    (taken, names): (&[Resolved], &Names),
) -> Option<Quoted<'a>> {
    let speaker = quotation.speaker.as_ref()?;
    if !taken.iter().any(|name| name.takes(speaker.kind, &speaker.name)) {
        return None;
    }
    let at = *blocks.get(quotation.block as usize)?;
    let block = &article.page.blocks.get(at)?.text;
    let text = block.get(quotation.span.clone())?;
    let before = block[..quotation.span.start].chars().count();
    Some(Quoted {
        article,
        speaker: corrected::shown(article, names, speaker.kind, &speaker.name)?.1,
        verb: quotation.verb.as_deref(),
        text,
        paragraph: at as u32 + 1,
        characters: before..before + text.chars().count(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fixture::{Fixture, request, story};

    #[test]
    fn quotations_are_handed_out_with_their_place() {
        let archive = Fixture::with(&[
            story("One", "Été. “The lock is open,” Jonas Vale said.")
                .person("Jonas Vale", "Jonas Vale", 0.9)
                .quoting("Jonas Vale", "The lock is open,"),
            story("Two", "“The weir is shut,” Ada Vale told Jonas Vale.")
                .person("Ada Vale", "Ada Vale", 0.5)
                .quoting("Ada Vale", "The weir is shut,"),
        ])
        .open();
        let said = |name: &str, words: &str| -> Vec<String> {
            let mut said = Vec::new();
            let each = &mut |quoted: &Quoted<'_>| {
                said.push(format!("{}: {} {:?}", quoted.speaker, quoted.text, quoted.characters));
                true
            };
            quoted(&archive, name, words, &request("*"), each).expect("an index just written");
            said.sort();
            said
        };
        assert_eq!(said("Jonas Vale", ""), ["Jonas Vale: The lock is open, 6..23"]);
        assert_eq!(said("vale", "WEIR"), ["Ada Vale: The weir is shut, 1..18"]);
        assert!(said("vale", "rain").is_empty() && said("nobody", "").is_empty());
    }
}
