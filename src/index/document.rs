//! An article as the index stores it, and the document made of it.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;
use encoding_rs::mem;
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;

use crate::article::{self, Article, BodyBlock, Metadata, Removed};
use crate::cleaner::{self, Keys, Kind, Verdict};
use crate::entity::{Entity, EntityKind, registry};
use crate::index::analyzer::Analysis;
use crate::index::draft::Draft;
use crate::index::schema::{self, BODY, BREAKS_OFF, Fields, PAY_FOLLOWS, REMOVED, TITLE, Weight};
use crate::index::{IndexError, address};
use crate::lang::Lang;
use crate::outlet::Outlet;
use crate::quotation::{Quotation, Speaker};
use crate::reader::{Block, BlockKind, Page};
use crate::source::Digest;
use crate::text::{self, Parted, Parts, Sketch};
use crate::topic::Topic;

/// Bits of a furniture key that the index keeps: enough that a chance meeting is rarer than one in a million
/// among a million blocks.
const KEY_BITS: u32 = 40;

/// Bytes that the record of most articles stays below.
const RECORD_BYTES: usize = 4096;

/// Steps that salience is kept in, from 1.
const SALIENCE_STEPS: f32 = 8.0;

/// Hexadecimal digits.
const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Names an article: the first half of its record's digest. Survives moves; exact copies share it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Id([u8; 16]);

impl Id {
    /// The id of the article with this digest.
    pub fn of(digest: &Digest) -> Self {
        let mut id = [0; 16];
        id.copy_from_slice(&digest.as_bytes()[..16]);
        Self(id)
    }

    /// The first 8 bytes as a number, in the order of the whole ids.
    pub fn key(self) -> u64 {
        u64::from_be_bytes(self.0[..8].try_into().expect("an id has 16 bytes"))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = [0; 32];
        for (two, byte) in digits.chunks_exact_mut(2).zip(self.0) {
            two.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
        f.write_str(std::str::from_utf8(&digits).expect("digits are ASCII"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What was made of a page that its document is made of, and that is not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The keys that its outlet's furniture is counted by.
    pub keys: Keys,
    /// The words of its blocks, and behind them those of the headline.
    pub words: Parted,
}

impl Made {
    /// What an article's document is made of.
    pub fn of(article: &StoredArticle) -> Self {
        let mut words = Parted::of(article.page.blocks.iter().map(|block| block.text.as_str()));
        words.push(article.headline());
        Self { keys: cleaner::keys(&article.page, article.outlet.as_ref()), words }
    }
}

/// A whole article as the index stores it: the raw page, so that it can be judged again, and what was made of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredArticle {
    /// Corpus-relative paths that hold it, in order; the first one names it.
    pub paths: Vec<String>,
    /// The page as read at the first path.
    pub page: Page,
    /// Who published it.
    pub outlet: Option<Outlet>,
    /// One per block of the page.
    pub verdicts: Vec<Verdict>,
    /// What is known beside the text.
    pub meta: Metadata,
    /// Who and what it names, most central first.
    pub entities: Vec<Entity>,
    /// Who is quoted with what: the quotations whose speaker is plain, in order of the text.
    pub quotations: Vec<Quotation>,
    /// What it is about, best first.
    pub topics: Vec<Topic>,
}

impl StoredArticle {
    /// Its id.
    pub fn id(&self) -> Id {
        Id::of(&self.page.digest)
    }

    /// The kept blocks, in order.
    pub fn body(&self) -> impl Iterator<Item = BodyBlock> + '_ {
        article::body(&self.page, &self.verdicts)
    }

    /// The texts of the kept blocks, a line each.
    pub fn text(&self) -> String {
        let kept = self.page.blocks.iter().zip(&self.verdicts);
        let kept = kept.filter(|(_, verdict)| matches!(verdict, Verdict::Keep));
        kept.map(|(block, _)| block.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// The dropped blocks, in order.
    pub fn removed(&self) -> Vec<Removed> {
        article::removed(&self.page, &self.verdicts)
    }

    /// The article that the page and its verdicts make.
    pub fn article(&self) -> Article {
        Article { meta: self.meta.clone(), body: self.body().collect() }
    }

    /// The article of a stored record and the texts of its blocks.
    pub(super) fn decode(record: &str, texts: &str) -> Result<Self, IndexError> {
        let damaged = |reason: &str| IndexError::Record(reason.to_owned());
        if !mem::is_str_latin1(record) {
            return Err(damaged("it holds what is no byte"));
        }
        let bytes = mem::encode_latin1_lossy(record);
        let (lengths, mut article): (Vec<u32>, Self) =
            postcard::from_bytes(&bytes).map_err(|error| damaged(&error.to_string()))?;
        let mut rest = texts;
        for (block, length) in article.page.blocks.iter_mut().zip(lengths) {
            let parts = rest.split_at_checked(length as usize);
            let (text, behind) = parts.ok_or_else(|| damaged("its texts are cut off"))?;
            text.clone_into(&mut block.text);
            rest = behind;
        }
        Ok(article)
    }

    /// What [`decode`](Self::decode) reads: the texts of the blocks, which are most of it, and the rest with a character
    /// for each byte. The engine writes text at once, and bytes one by one.
    fn encode(mut self) -> Result<(String, String), IndexError> {
        let blocks = &mut self.page.blocks;
        let mut texts = String::with_capacity(blocks.iter().map(|block| block.text.len()).sum());
        let mut lengths: Vec<u32> = Vec::with_capacity(blocks.len());
        for block in blocks {
            texts.push_str(&block.text);
            lengths.push(block.text.len() as u32);
            block.text = String::new();
        }
        let record = postcard::to_extend(&(lengths, self), Vec::with_capacity(RECORD_BYTES));
        let record = record.map_err(|error| IndexError::Record(error.to_string()))?;
        Ok((mem::decode_latin1(&record).into_owned(), texts))
    }

    /// The document of the article, and how long it is.
    pub(super) fn draft(
        self,
        made: &Made,
        fields: &Fields,
        analysis: &mut Analysis,
    ) -> Result<(Draft, Lengths), IndexError> {
        let bytes = self.page.blocks.iter().map(|block| block.text.len()).sum();
        let mut draft = Draft::new(analysis.language(self.language()), bytes);
        let lengths = self.add_texts(&made.words, fields, analysis, &mut draft);
        self.add_metadata(fields, &mut draft);
        self.add_entities(fields, &mut draft);
        self.add_speakers(fields, &mut draft);
        self.add_topics(fields, &mut draft);
        add_keys(&made.keys, fields, &mut draft.values);
        let (record, texts) = self.encode()?;
        draft.values.add_text(fields.record, record);
        draft.values.add_text(fields.text, texts);
        Ok((draft, lengths))
    }

    /// The headline; empty where there is none.
    fn headline(&self) -> &str {
        self.meta.title.as_ref().map_or("", |title| title.value.as_str())
    }

    fn language(&self) -> Option<Lang> {
        self.meta.language.as_ref().map(|lang| lang.value)
    }

    fn add_texts(
        &self,
        words: &Parted,
        fields: &Fields,
        analysis: &mut Analysis,
        draft: &mut Draft,
    ) -> Lengths {
        let forms = analysis.numbered(draft.language);
        let count = |parts: Parts<'_>| parts.words.len() as u64;
        let body = || self.parts(words, true);
        let removed = || self.parts(words, false);
        let title = words.parts(self.page.blocks.len(), self.headline());
        draft.add_prose(BODY, forms, body());
        draft.add_prose(REMOVED, forms, removed());
        draft.add_prose(TITLE, forms, std::iter::once(title));
        let lengths = Lengths { body: body().map(count).sum(), title: count(title) };
        let columns = &mut draft.values;
        columns.add_u64(fields.words, lengths.body);
        columns.add_u64(fields.removed_words, removed().map(count).sum());
        columns.add_u64(fields.ending, self.ending().into());
        let keys = body().flat_map(|parts| parts.words).map(|word| word.key);
        for hash in Sketch::of_keys(keys).packed() {
            columns.add_u64(fields.sketch, hash);
        }
        columns.add_u64(fields.title_words, lengths.title);
        lengths
    }

    /// The blocks of the body, or those that were dropped.
    fn parts<'a>(&'a self, words: &'a Parted, kept: bool) -> impl Iterator<Item = Parts<'a>> + Clone {
        let blocks = self.page.blocks.iter().zip(&self.verdicts).enumerate();
        let wanted = move |verdict: &Verdict| match verdict {
            Verdict::Keep => kept,
            Verdict::Drop { .. } => !kept,
            Verdict::Field(_) => false,
        };
        blocks
            .filter(move |(_, (_, verdict))| wanted(verdict))
            .map(|(at, (block, _))| words.parts(at, &block.text))
    }

    /// How the body ends, see [`Fields`].
    fn ending(&self) -> u8 {
        let Some(last) = self.verdicts.iter().rposition(|verdict| *verdict == Verdict::Keep) else {
            return 0;
        };
        let block = |at: usize| self.page.blocks.get(at).zip(self.verdicts.get(at));
        let asks = |at| matches!(block(at), Some((_, Verdict::Drop { kind: Kind::Donation, .. })));
        let cut = |at| block(at).is_some_and(|(block, _)| breaks_off(block));
        match (asks(last + 1), asks(last + 2)) {
            (true, _) | (false, true) if cut(last) => PAY_FOLLOWS | BREAKS_OFF,
            // The cleaner takes a last paragraph that is cut off for a teaser.
            (false, true) if cut(last + 1) => PAY_FOLLOWS | BREAKS_OFF,
            (true, _) | (false, true) => PAY_FOLLOWS,
            (false, false) if cut(last) => BREAKS_OFF,
            (false, false) => 0,
        }
    }

    fn add_metadata(&self, fields: &Fields, draft: &mut Draft) {
        let meta = &self.meta;
        draft.add_whole(fields.id, &self.id().to_string());
        draft.values.add_u64(fields.id_key, self.id().key());
        self.paths.iter().for_each(|path| draft.add_words(fields.path, path));
        for author in meta.byline.iter().flat_map(|byline| &byline.value) {
            draft.add_words(fields.byline, author);
        }
        if let Some(outlet) = &meta.outlet {
            draft.add_words(fields.outlet, &outlet.value);
            draft.add_whole(fields.outlet_name, &outlet.value);
            draft.values.add_text(fields.outlet_name, &outlet.value);
        }
        if let Some(lang) = self.language() {
            draft.add_whole(fields.lang, lang.code());
            draft.values.add_text(fields.lang, lang.code());
        }
        if let Some(url) = &meta.url {
            draft.add_words(fields.url, &url.value);
            if let Some(key) = address::key(&url.value) {
                draft.values.add_u64(fields.address, key);
            }
        }
        if let Some(section) = &meta.section {
            draft.add_words(fields.section, &section.value);
            draft.values.add_text(fields.section_name, &section.value);
        }
        if let Some(date) = &meta.date {
            draft.values.add_i64(fields.first_day, day_number(date.value.first_day()));
            draft.values.add_i64(fields.last_day, day_number(date.value.last_day()));
        }
    }

    fn add_speakers(&self, fields: &Fields, draft: &mut Draft) {
        let speakers: BTreeSet<&Speaker> =
            self.quotations.iter().filter_map(|quotation| quotation.speaker.as_ref()).collect();
        for speaker in speakers {
            draft.add_name(fields.speaker, 1, &registry::key(speaker.kind, &speaker.name), &speaker.name);
        }
    }

    fn add_topics(&self, fields: &Fields, draft: &mut Draft) {
        for topic in &self.topics {
            draft.add_name(fields.topic, 1, &topic.key, &topic.phrase);
            if topic.key != text::fold(&topic.phrase) {
                draft.add_name(fields.topic, 1, &topic.key, &topic.key);
            }
            draft.values.add_text(fields.topic_name, Fields::topic(&topic.key, &topic.phrase));
        }
    }

    fn add_entities(&self, fields: &Fields, draft: &mut Draft) {
        for entity in &self.entities {
            let (words, whole, weight) = match entity.kind {
                EntityKind::Person => (fields.person, fields.person_name, fields.person_weight),
                EntityKind::Organisation => (fields.org, fields.org_name, fields.org_weight),
                EntityKind::Place => (fields.place, fields.place_name, fields.place_weight),
            };
            let key = registry::key(entity.kind, &entity.name);
            draft.add_name(words, salience_step(entity.salience).into(), &key, &entity.name);
            draft.values.add_text(whole, &entity.name);
            draft.values.add_u64(weight, Weight::of(entity).0);
            for role in &entity.roles {
                draft.values.add_text(fields.person_role, Fields::role(&entity.name, role));
            }
        }
    }
}

/// Words of a paragraph that has to end in a full stop or the like.
const SENTENCE_WORDS: usize = 12;

/// Whether a paragraph ends in an ellipsis, or is long and ends in no punctuation at all.
fn breaks_off(block: &Block) -> bool {
    let text = block.text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»']);
    let open = text.chars().next_back().is_some_and(char::is_alphanumeric);
    block.kind == BlockKind::Paragraph
        && (text.ends_with('…')
            || text.ends_with("...")
            || open && text::words(text).take(SENTENCE_WORDS).count() == SENTENCE_WORDS)
}

fn add_keys(keys: &Keys, fields: &Fields, document: &mut TantivyDocument) {
    document.add_u64(fields.story, keys.story);
    let mut all: Vec<u64> = keys.blocks.iter().copied().chain(keys.title_suffix).map(furniture_key).collect();
    all.sort_unstable();
    all.dedup();
    for key in all {
        document.add_u64(fields.furniture, key);
    }
}

/// Numbers of words, as scoring counts them.
pub(super) struct Lengths {
    pub(super) body: u64,
    pub(super) title: u64,
}

/// The part of a furniture key that the index keeps and counts by.
pub fn furniture_key(key: u64) -> u64 {
    key >> (64 - KEY_BITS)
}

/// Days since 1 January 1970.
pub fn day_number(date: NaiveDate) -> i64 {
    (date - NaiveDate::default()).num_days()
}

/// How many times a name is written into its field: 1 for a passing mention to 9 for the centre of the story.
fn salience_step(salience: f32) -> u8 {
    1 + schema::step(salience, SALIENCE_STEPS)
}
