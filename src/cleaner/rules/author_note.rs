//! "Philippa Dorn is a staff nurse. She writes here in a personal capacity."

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::cleaner::Kind;
use crate::cleaner::cues;
use crate::cleaner::form::{self, Ending, Form};
use crate::cleaner::rules::{Rule, Sight};
use crate::text::{self, Sieve};

/// Words of the longest note.
const MOST_WORDS: u32 = 45;

/// Words behind the name among which its verb is looked for.
const REACH: usize = 5;

/// Words of prose that a note on the author is not followed by.
const STORY_WORDS: u32 = 28;

/// What an author does or is, as the word after the name.
const VERBS: &str =
    "is writes covers reports edits was has schreibt ist berichtet cubre es escribe est écrit couvre";

/// What only a note on an author says.
const TRADES: &str = "editor reporter correspondent columnist writer writes journalist author freelance capacity covers \
    redakteur redakteurin schreibt korrespondent korrespondentin reporterin autor autorin cubre escribe periodista redactor \
    redactora corresponsal écrit couvre journaliste rédacteur rédactrice correspondante correspondant chroniqueur teaches";

static KNOWN_VERBS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| form::hashes(VERBS).into_iter().collect());
static KNOWN_TRADES: LazyLock<(Sieve, FxHashSet<u64>)> = LazyLock::new(|| {
    let trades = form::hashes(TRADES);
    (Sieve::of(trades.iter().copied()), trades.into_iter().collect())
});

pub(super) struct AuthorNote;

impl Rule for AuthorNote {
    fn name(&self) -> &'static str {
        "a note on the author"
    }

    fn kind(&self) -> Kind {
        Kind::Author
    }

    fn speaks(&self, sight: &Sight<'_>) -> bool {
        let form = sight.form;
        let fit = (4..=MOST_WORDS).contains(&form.words) && form.ending == Ending::Stop;
        let (perhaps, trades) = &*KNOWN_TRADES;
        fit && form.hashes.iter().any(|word| perhaps.may_have(*word) && trades.contains(word))
            && names_someone(&sight.block.text)
            && !goes_on(sight.after)
    }
}

/// Whether the story goes on soon: long prose that is no furniture.
fn goes_on(after: &[Form]) -> bool {
    after
        .iter()
        .take(4)
        .any(|form| form.is_prose() && form.words >= STORY_WORDS && cues::find(form).is_none())
}

/// Whether the text opens with two capitalised words, and a verb of [`VERBS`] soon after.
fn names_someone(text: &str) -> bool {
    let mut words = text::words(text).map(|span| &text[span]);
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    words.next().is_some_and(is_name)
        && words.next().is_some_and(is_name)
        && words.take(REACH).any(|word| KNOWN_VERBS.contains(&form::hash(word)))
}
