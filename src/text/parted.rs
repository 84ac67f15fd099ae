//! The words and sentences of several texts, found once for all who look at them.

use crate::text::Word;
use crate::text::sentence::each_sentence;
use crate::text::span::keyed_words;

/// Texts in order, each parted into its words and its sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parted {
    words: Vec<Word>,
    /// Where sentences start, in the bytes of their text.
    starts: Vec<u32>,
    /// Where the words and the sentences of each text end in the lists above.
    ends: Vec<(u32, u32)>,
}

/// One text with its words and sentences.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// The text.
    pub text: &'a str,
    /// Its [`keyed_words`].
    pub words: &'a [Word],
    /// Where its [`sentences`](crate::text::sentences) start, in bytes.
    pub starts: &'a [u32],
}

impl Parted {
    /// Parts some texts.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Self {
        let (count, bytes) =
            texts.clone().fold((0, 0), |(count, bytes), text| (count + 1, bytes + text.len()));
        // News has a word in six bytes.
        let (words, starts) = (Vec::with_capacity(bytes / 5), Vec::with_capacity(bytes / 50));
        // There may be a headline to come.
        let mut parted = Self { words, starts, ends: Vec::with_capacity(count + 1) };
        texts.for_each(|text| parted.push(text));
        parted
    }

    /// Parts one more text.
    pub fn push(&mut self, text: &str) {
        keyed_words(text).for_each(|word| self.words.push(word));
        each_sentence(text, &[], &mut |sentence| self.starts.push(sentence.start as u32));
        self.ends.push((self.words.len() as u32, self.starts.len() as u32));
    }

    /// The parts of the text with this number; `text` is that text. None for a number that is too great.
    pub fn parts<'a>(&'a self, at: usize, text: &'a str) -> Parts<'a> {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or_default();
        let (from, to) = (if at == 0 { (0, 0) } else { end(at - 1) }, end(at));
        let (words, starts) = if at < self.ends.len() {
            (&self.words[from.0 as usize..to.0 as usize], &self.starts[from.1 as usize..to.1 as usize])
        } else {
            (&[][..], &[][..])
        };
        Parts { text, words, starts }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{sentences, words};

    proptest! {
        #[test]
        fn every_text_has_its_own_words_and_sentences(texts in prop::collection::vec("[aB1.!? ’s北。é]{0,20}", 0..5)) {
            let parted = Parted::of(texts.iter().map(String::as_str));
            for (at, text) in texts.iter().enumerate() {
                let parts = parted.parts(at, text);
                prop_assert_eq!(parts.words.to_vec(), keyed_words(text).collect::<Vec<_>>());
                let starts: Vec<u32> = sentences(text).into_iter().map(|span| span.start as u32).collect();
                prop_assert_eq!(parts.starts.to_vec(), starts);
            }
            prop_assert!(parted.parts(texts.len(), "").words.is_empty());
        }

        #[test]
        fn no_word_runs_over_the_end_of_a_sentence(text in "[aBs1.!?…’'»” 北。！é\u{301},]{0,40}") {
            let inside: Vec<_> = sentences(&text)
                .into_iter()
                .flat_map(|span| words(&text[span.clone()]).map(move |word| span.start + word.start..span.start + word.end))
                .collect();
            prop_assert_eq!(inside, words(&text).collect::<Vec<_>>());
        }
    }
}
