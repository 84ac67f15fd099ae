//! What class names, ids and microdata say of an element: a byline, a date, a part that is not the story.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::reader::Origin;
use crate::reader::html::attributes::Attributes;

/// What the classes, ids and test ids of an element speak of, a bit for each group of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Classes {
    groups: u16,
    /// Whether there are any.
    any: bool,
}

/// Parts that are not the story.
const ASIDE: u16 = 1;
/// A writer.
const WRITER: u16 = 1 << 1;
/// Something else beside a writer.
const NOT_NAME: u16 = 1 << 2;
/// A date of publication.
const DATE: u16 = 1 << 3;
/// Another date.
const OTHER_DATE: u16 = 1 << 4;
/// The label over a headline.
const KICKER: u16 = 1 << 5;
/// The path to a page.
const CRUMB: u16 = 1 << 6;
/// A byline.
const BYLINE: u16 = 1 << 7;
/// The name itself.
const NAME: u16 = 1 << 8;
/// "Published", which says so beside a date of another kind.
const PUBLISHED: u16 = 1 << 9;
/// "Authorname" and its like, in one word.
const AUTHOR_NAME: u16 = 1 << 10;

/// The words of each group.
const TABLES: [(&[&str], u16); 10] = [
    (ASIDES, ASIDE),
    (WRITERS, WRITER),
    (NOT_NAMES, NOT_NAME),
    (DATES, DATE),
    (OTHER_DATES, OTHER_DATE),
    (KICKERS, KICKER),
    (CRUMBS, CRUMB),
    (&["byline", "bylines"], BYLINE),
    (&["name", "link", "url"], NAME),
    (&["published"], PUBLISHED),
];

/// Every word with its groups.
static GROUPS: LazyLock<FxHashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut groups = FxHashMap::default();
    for (words, group) in TABLES {
        words.iter().for_each(|word| *groups.entry(*word).or_default() |= group);
    }
    groups
});

/// By the first byte of a word, a bit for each length that a word of some group has.
static LENGTHS: LazyLock<[u32; 256]> = LazyLock::new(|| {
    let mut lengths = [0; 256];
    for (words, _) in TABLES {
        words.iter().for_each(|word| lengths[usize::from(word.as_bytes()[0])] |= 1 << word.len());
    }
    lengths
});

/// Whether a word may be in some group: most are not, and this is quick.
fn may_count(word: &[u8]) -> bool {
    let Some(first) = word.first() else { return false };
    LENGTHS[usize::from(*first)] >> word.len() & 1 == 1 || word.ends_with(b"authorname")
}

/// Bytes of the longest word that is looked up; longer ones are in no group.
const LONGEST_WORD: usize = 20;

impl Classes {
    /// Those of an element. Words are parted at signs and at capitals.
    pub(super) fn of(attributes: &Attributes<'_>) -> Self {
        let mut reading = Reading { classes: Self { groups: 0, any: false }, left: LONGEST_MARKS };
        let values = [attributes.class, attributes.id, attributes.test_id, attributes.component];
        values.into_iter().flatten().for_each(|value| reading.value(value));
        reading.classes
    }

    fn has(self, groups: u16) -> bool {
        self.groups & groups > 0
    }

    /// Whether a part of the page is marked as something other than the story.
    pub(super) fn is_aside(self) -> bool {
        self.has(ASIDE)
    }

    /// Whether this is the date of a change.
    pub(super) fn is_update(self) -> bool {
        self.has(OTHER_DATE) && !self.has(PUBLISHED)
    }

    /// Whether this is the label over a headline.
    pub(super) fn is_kicker(self) -> bool {
        self.has(KICKER)
    }

    /// Whether this is the path to a page.
    pub(super) fn is_crumbs(self) -> bool {
        self.has(CRUMB)
    }
}

/// Class words that are being read.
struct Reading {
    classes: Classes,
    /// Bytes that are looked at still.
    left: usize,
}

impl Reading {
    fn value(&mut self, value: &str) {
        let (mut word, mut length, mut lower) = ([0; LONGEST_WORD], 0, false);
        for byte in value.bytes().take(self.left) {
            let parts =
                !byte.is_ascii_alphanumeric() && byte.is_ascii() || lower && byte.is_ascii_uppercase();
            if parts {
                self.word(&word, length);
                length = 0;
            }
            lower = byte.is_ascii_lowercase() || !byte.is_ascii();
            if byte.is_ascii_alphanumeric() || !byte.is_ascii() {
                self.classes.any = true;
                if length < LONGEST_WORD {
                    word[length] = byte.to_ascii_lowercase();
                }
                length += 1;
            }
        }
        self.word(&word, length);
        self.left = self.left.saturating_sub(value.len() + 1);
    }

    fn word(&mut self, word: &[u8; LONGEST_WORD], length: usize) {
        let Some(word) = word.get(..length).filter(|word| may_count(word)) else { return };
        let Ok(word) = std::str::from_utf8(word) else { return };
        self.classes.groups |= GROUPS.get(word).copied().unwrap_or(0);
        if word.ends_with("authorname") {
            self.classes.groups |= AUTHOR_NAME;
        }
    }
}

/// Bytes of class names looked at: utility classes run to thousands.
const LONGEST_MARKS: usize = 300;

/// Class words of parts that are not the story.
const ASIDES: &[&str] = &[
    "comment",
    "comments",
    "related",
    "sidebar",
    "recommended",
    "recommendations",
    "popular",
    "latest",
    "trending",
    "promo",
    "teaser",
    "teasers",
    "card",
    "cards",
    "footer",
    "nav",
    "menu",
    "recirc",
    "recirculation",
    "newsletter",
    "bio",
    "avatar",
    "disqus",
    "respond",
    "tooltip",
    "outbrain",
    "taboola",
    "ad",
    "ads",
    "readmore",
    "upnext",
];

/// Whether a part of the page, by its name or classes, is not the story.
pub(super) fn is_aside(element: &str, classes: Classes) -> bool {
    match element {
        "html" | "body" | "main" | "article" => false,
        "aside" | "nav" | "footer" | "form" => true,
        _ => classes.is_aside(),
    }
}

/// Class words of the label over a headline.
const KICKERS: &[&str] =
    &["kicker", "eyebrow", "rubrik", "rubric", "dachzeile", "overline", "antetitulo", "surtitre", "volanta"];

/// Class words of the path to a page.
const CRUMBS: &[&str] = &["breadcrumb", "breadcrumbs", "crumb", "crumbs", "migas", "ariane", "brotkrumen"];

/// Class words that name a writer.
const WRITERS: &[&str] =
    &["author", "authors", "writer", "reporter", "contributor", "autor", "auteur", "verfasser", "firma"];

/// Parts of addresses under which sites keep the pages of their writers.
const PROFILES: &[&str] = &[
    "/author/",
    "/authors/",
    "/by/",
    "/profile/",
    "/contributors/",
    "/contributor/",
    "/people/",
    "/staff/",
    "/writers/",
    "/writer/",
    "/journalist/",
    "/journalists/",
    "/producers/",
    "/reporters/",
    "/autor/",
    "/autores/",
    "/auteur/",
    "/auteurs/",
    "/u/",
    "/team/",
];

/// Whether an element links to the page of a writer.
pub(super) fn is_profile(element: &str, attributes: &Attributes<'_>) -> bool {
    let href = attributes.href.unwrap_or("");
    element == "a" && PROFILES.iter().any(|part| href.contains(part))
}

/// Whether a part of the page is set apart to name the author.
pub(super) fn is_credit(element: &str, attributes: &Attributes<'_>) -> bool {
    if !matches!(element, "aside" | "footer" | "header") {
        return false;
    }
    let values = [attributes.class, attributes.id, attributes.test_id, attributes.component];
    let says =
        |word: &str| values.into_iter().flatten().any(|value| value.to_ascii_lowercase().contains(word));
    says("author") && !says("comment")
}

/// Class words beside a writer's that speak of something else.
const NOT_NAMES: &[&str] =
    &["image", "img", "photo", "picture", "title", "role", "social", "links", "date", "icon", "prefix"];

/// How surely an element names an author, if it does.
pub(super) fn author_strength(attributes: &Attributes<'_>, classes: Classes) -> Option<(u8, Origin)> {
    if Attributes::has_word(attributes.itemprop, "author")
        || Attributes::has_word(attributes.property, "author")
    {
        return Some((3, Origin::Microdata));
    }
    if Attributes::has_word(attributes.rel, "author") {
        return Some((4, Origin::Byline));
    }
    match (classes.has(WRITER), classes.has(BYLINE)) {
        _ if classes.has(NOT_NAME) => None,
        (true, _) if classes.has(NAME) => Some((3, Origin::Byline)),
        (_, true) => Some((1, Origin::Byline)),
        (true, false) => Some((2, Origin::Byline)),
        (false, false) => classes.has(AUTHOR_NAME).then_some((3, Origin::Byline)),
    }
}

/// Class words that mark a date of publication.
const DATES: &[&str] = &[
    "date",
    "published",
    "pubdate",
    "publish",
    "posted",
    "timestamp",
    "datetime",
    "dateline",
    "datum",
    "fecha",
    "publication",
    "postdate",
    "entrydate",
];

/// Class words that mark another date.
const OTHER_DATES: &[&str] =
    &["updated", "update", "modified", "modification", "event", "expires", "duration", "deadline", "hours"];

/// How surely an element gives the date of publication, if it does.
pub(super) fn date_strength(
    element: &str,
    attributes: &Attributes<'_>,
    classes: Classes,
) -> Option<(u8, Origin)> {
    let property = attributes.itemprop.or(attributes.property).unwrap_or("");
    if property.eq_ignore_ascii_case("datePublished") {
        return Some((5, Origin::Microdata));
    }
    let is_time = element == "time";
    if property.eq_ignore_ascii_case("dateModified") || !(classes.any || is_time) || element == "meta" {
        return None;
    }
    match (is_time, classes.has(DATE)) {
        _ if classes.is_update() => None,
        (true, _) if attributes.pubdate.is_some() => Some((4, Origin::TimeElement)),
        (true, true) => Some((4, Origin::TimeElement)),
        (true, false) => Some((3, Origin::TimeElement)),
        (false, true) => Some((1, Origin::Byline)),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(class: &str) -> u16 {
        Classes::of(&Attributes { class: Some(class), ..Attributes::default() }).groups
    }

    #[test]
    fn class_words_are_parted_at_signs_and_capitals() {
        assert_eq!(groups("postAuthor-name"), WRITER | NAME);
        assert_eq!(groups("Article__PublishTime x"), DATE);
        assert_eq!(groups("PUBLISHED"), DATE | PUBLISHED);
        assert_eq!(groups("c-authorname"), AUTHOR_NAME);
        assert_eq!(groups("authority unpublished é-dateline"), DATE);
        assert_eq!(groups(""), 0);
    }

    #[test]
    fn words_without_end_are_passed_over() {
        assert_eq!(groups(&"x".repeat(400)), 0);
        assert_eq!(groups(&format!("{} author", "x".repeat(LONGEST_MARKS))), 0);
    }
}
