//! The fields of a document.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};

use crate::entity::{Entity, EntityKind};

/// Number of the format of the index folder: another number is another format.
pub(super) const FORMAT: u32 = 14;

/// Bit of `ending`: behind the body's last block, the page asks for money.
pub const PAY_FOLLOWS: u8 = 1;

/// Bit of `ending`: the body breaks off in a sentence.
pub const BREAKS_OFF: u8 = 2;

/// Name of the column of furniture keys.
pub(super) const FURNITURE: &str = "furniture";

/// Name of the column of story keys.
pub const STORY: &str = "story";

/// Name of the column of roles.
pub const ROLES: &str = "person_role";

/// Name of the column of sketches.
pub const SKETCH: &str = "sketch";
/// Name of the column of addresses.
pub const ADDRESS: &str = "address";

/// Column of [`Id::key`](crate::index::Id::key).
pub(super) const ID_KEY: &str = "id_key";
/// Name of the fast column of versions.
pub(super) const VERSION: &str = "version";

/// Stands between a name and a role.
const ROLE_MARK: char = '\u{1f}';

/// Handles of the fields. What each holds:
///
/// | field | terms | fast column |
/// | --- | --- | --- |
/// | `id` | the article's id in 32 hexadecimal digits | – |
/// | `version` | the number | a number that no other document ever had, by which this one is taken out |
/// | `id_key` | – | the id's first 8 bytes, big-endian, to break ties |
/// | `title`, `body`, `removed` | words, stems, boundaries (see [`analyzer`](super::analyzer)) | – |
/// | `topic` | folded words and the whole key of each topic | – |
/// | `topic_name` | – | every topic, best first, see [`Fields::of_topic`] |
/// | `section_name` | – | the section as the page has it |
/// | `sketch` | – | the hashes of the body's [`Sketch`](crate::text::Sketch) |
/// | `address` | – | the key of the article's own address, see `address.rs` |
/// | `byline`, `section`, `outlet`, `url`, `path` | folded words; every value, a gap between two | – |
/// | `outlet_name`, `lang` | the whole value | the same |
/// | `person`, `org`, `place` | folded words and the whole of each name, as many times as its salience step | – |
/// | `person_name`, `org_name`, `place_name` | – | every name as the article has it |
/// | `person_weight`, `org_weight`, `place_weight` | – | salience and mentions of the name at the same place, see [`Weight`] |
/// | `person_role` | – | what people are said to be, see [`Fields::of_role`] |
/// | `speaker` | folded words and the whole of each name that is quoted | – |
/// | `first_day`, `last_day` | – | what the date can mean, in days since 1970; absent when unknown |
/// | `words`, `title_words`, `removed_words` | – | number of words of the body, the title, the removed blocks |
/// | `ending` | – | how the body ends: [`PAY_FOLLOWS`], [`BREAKS_OFF`], both or 0 |
/// | `furniture` | – | 40 bits of every key of [`cleaner::keys`](crate::cleaner::keys) |
/// | `story` | – | the story key |
/// | `record` | – | stored: the whole article without the texts of its blocks, see [`super::StoredArticle`] |
/// | `text` | – | stored: the texts of its blocks, one behind the other |
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the table above says what each field holds")]
pub struct Fields {
    pub id: Field,
    pub id_key: Field,
    pub version: Field,
    pub title: Field,
    pub body: Field,
    pub removed: Field,
    pub byline: Field,
    pub section: Field,
    pub outlet: Field,
    pub outlet_name: Field,
    pub lang: Field,
    pub url: Field,
    pub path: Field,
    pub person: Field,
    pub org: Field,
    pub place: Field,
    pub person_name: Field,
    pub org_name: Field,
    pub place_name: Field,
    pub person_weight: Field,
    pub org_weight: Field,
    pub place_weight: Field,
    pub person_role: Field,
    pub speaker: Field,
    pub first_day: Field,
    pub last_day: Field,
    pub words: Field,
    pub title_words: Field,
    pub removed_words: Field,
    pub ending: Field,
    pub topic: Field,
    pub topic_name: Field,
    pub section_name: Field,
    pub sketch: Field,
    pub address: Field,
    pub furniture: Field,
    pub story: Field,
    pub record: Field,
    pub text: Field,
}

impl Fields {
    /// The field of the words of names of this kind.
    pub fn names_of(&self, kind: EntityKind) -> Field {
        match kind {
            EntityKind::Person => self.person,
            EntityKind::Organisation => self.org,
            EntityKind::Place => self.place,
        }
    }

    /// Name of the fast column of whole names of this kind.
    pub fn name_column(kind: EntityKind) -> &'static str {
        match kind {
            EntityKind::Person => "person_name",
            EntityKind::Organisation => "org_name",
            EntityKind::Place => "place_name",
        }
    }

    /// The value of the column of roles for a person as the article names it: name and role with a mark between.
    pub(super) fn role(name: &str, role: &str) -> String {
        format!("{name}{ROLE_MARK}{role}")
    }

    /// The prose fields, in the order of [`BODY`], [`REMOVED`] and [`TITLE`].
    pub(super) fn prose(&self) -> [Field; PROSE_FIELDS] {
        [self.body, self.removed, self.title]
    }

    /// The value of the column of topics: key and phrase with a mark between.
    pub(super) fn topic(key: &str, phrase: &str) -> String {
        format!("{key}{ROLE_MARK}{phrase}")
    }

    /// Key and phrase of a value of the column of topics.
    pub fn of_topic(value: &str) -> Option<(&str, &str)> {
        value.split_once(ROLE_MARK)
    }

    /// Name and role of a value of the column of roles.
    pub fn of_role(value: &str) -> Option<(&str, &str)> {
        value.split_once(ROLE_MARK)
    }

    /// Name of the fast column of the weights of names of this kind.
    pub fn weight_column(kind: EntityKind) -> &'static str {
        match kind {
            EntityKind::Person => "person_weight",
            EntityKind::Organisation => "org_weight",
            EntityKind::Place => "place_weight",
        }
    }
}

/// How many fields are prose, and their places in [`Fields::prose`].
pub(super) const PROSE_FIELDS: usize = 3;
pub(super) const BODY: usize = 0;
pub(super) const REMOVED: usize = 1;
pub(super) const TITLE: usize = 2;

/// How much of an article is about a name, as its column has it: in the lowest byte the salience in 255ths, above it
/// the number of mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight(pub u64);

impl Weight {
    pub(super) fn of(entity: &Entity) -> Self {
        let salience = step(entity.salience, 255.0);
        Self((entity.mentions.len() as u64) << 8 | u64::from(salience))
    }

    /// How central, `0.0..=1.0`.
    pub fn salience(self) -> f32 {
        (self.0 & 0xff) as f32 / 255.0
    }

    /// How often it is named.
    pub fn mentions(self) -> u64 {
        self.0 >> 8
    }
}

/// A salience in so many steps, 255 at the most.
#[expect(clippy::cast_sign_loss, reason = "the number is clamped to 0 and more")]
pub(super) fn step(salience: f32, steps: f32) -> u8 {
    (salience.clamp(0.0, 1.0) * steps).round() as u8
}

/// The schema and the handles of its fields.
pub(super) fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = || text(IndexRecordOption::WithFreqsAndPositions);
    let whole = || text(IndexRecordOption::Basic);
    let column = || FAST;
    let number = || NumericOptions::default().set_fast();
    let fields = Fields {
        id: schema.add_text_field("id", whole()),
        id_key: schema.add_u64_field(ID_KEY, number()),
        version: schema.add_u64_field(VERSION, number().set_indexed()),
        title: schema.add_text_field("title", words()),
        body: schema.add_text_field("body", words()),
        removed: schema.add_text_field("removed", words()),
        byline: schema.add_text_field("byline", words()),
        section: schema.add_text_field("section", words()),
        outlet: schema.add_text_field("outlet", words()),
        outlet_name: schema.add_text_field("outlet_name", whole() | FAST),
        lang: schema.add_text_field("lang", whole() | FAST),
        url: schema.add_text_field("url", words()),
        path: schema.add_text_field("path", words()),
        person: schema.add_text_field("person", words()),
        org: schema.add_text_field("org", words()),
        place: schema.add_text_field("place", words()),
        person_name: schema.add_text_field("person_name", column()),
        org_name: schema.add_text_field("org_name", column()),
        place_name: schema.add_text_field("place_name", column()),
        person_weight: schema.add_u64_field("person_weight", number()),
        org_weight: schema.add_u64_field("org_weight", number()),
        place_weight: schema.add_u64_field("place_weight", number()),
        speaker: schema.add_text_field("speaker", words()),
        person_role: schema.add_text_field(ROLES, column()),
        first_day: schema.add_i64_field("first_day", number()),
        last_day: schema.add_i64_field("last_day", number()),
        words: schema.add_u64_field("words", number()),
        title_words: schema.add_u64_field("title_words", number()),
        removed_words: schema.add_u64_field("removed_words", number()),
        ending: schema.add_u64_field("ending", number()),
        topic: schema.add_text_field("topic", words()),
        topic_name: schema.add_text_field("topic_name", column()),
        section_name: schema.add_text_field("section_name", column()),
        sketch: schema.add_u64_field(SKETCH, number()),
        address: schema.add_u64_field(ADDRESS, number()),
        furniture: schema.add_u64_field(FURNITURE, number()),
        story: schema.add_u64_field(STORY, number()),
        record: schema.add_text_field("record", STORED),
        text: schema.add_text_field("text", STORED),
    };
    (schema.build(), fields)
}

/// Lengths stand in fast columns of their own, so no field keeps norms. What terms a field has is settled before the
/// engine hears of them.
fn text(option: IndexRecordOption) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false).set_index_option(option),
    )
}
