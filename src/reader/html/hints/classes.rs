//! What class names, ids and microdata say of an element: a byline, a date, a part that is not the story.

use scraper::node::Element;

use crate::reader::Origin;

/// Words of classes, ids and test ids.
fn marks_of(element: &Element) -> String {
    let values =
        ["class", "id", "data-testid", "data-component"].iter().filter_map(|name| element.attr(name));
    values.flat_map(|value| [value, " "]).collect::<String>()
}

/// The words in an element's classes and ids; none for an element without.
pub(super) fn class_words(element: &Element) -> Vec<String> {
    let marks = marks_of(element);
    if marks.trim().is_empty() { Vec::new() } else { words(&marks) }
}

/// The words in class names: parted at signs and at capitals, in lower case.
fn words(marks: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in marks.chars().take(LONGEST_MARKS) {
        if !c.is_alphanumeric() || (lower && c.is_uppercase()) {
            words.push(String::new());
        }
        lower = c.is_lowercase();
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Characters of class names looked at: utility classes run to thousands.
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

pub(super) fn is_aside(element: &Element) -> bool {
    match element.name() {
        "html" | "body" | "main" | "article" => false,
        "aside" | "nav" | "footer" | "form" => true,
        _ => has_aside_words(element),
    }
}

pub(super) fn has_aside_words(element: &Element) -> bool {
    class_words(element).iter().any(|word| ASIDES.contains(&word.as_str()))
}

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
pub(super) fn is_profile(element: &Element) -> bool {
    let href = element.attr("href").unwrap_or("");
    element.name() == "a" && PROFILES.iter().any(|part| href.contains(part))
}

/// Whether a part of the page is set apart to name the author.
pub(super) fn is_credit(element: &Element) -> bool {
    let marks = marks_of(element).to_ascii_lowercase();
    matches!(element.name(), "aside" | "footer" | "header")
        && marks.contains("author")
        && !marks.contains("comment")
}

/// Class words beside a writer's that speak of something else.
const NOT_NAMES: &[&str] =
    &["image", "img", "photo", "picture", "title", "role", "social", "links", "date", "icon", "prefix"];

/// How surely an element names an author, if it does.
pub(super) fn author_strength(element: &Element) -> Option<(u8, Origin)> {
    let is = |name: &str, value: &str| {
        element
            .attr(name)
            .is_some_and(|words| words.split_whitespace().any(|word| word.eq_ignore_ascii_case(value)))
    };
    if is("itemprop", "author") || is("property", "author") {
        return Some((3, Origin::Microdata));
    }
    if is("rel", "author") {
        return Some((4, Origin::Byline));
    }
    let marks = marks_of(element).to_ascii_lowercase();
    if !(marks.contains("byline") || WRITERS.iter().any(|word| marks.contains(word))) {
        return None;
    }
    let words = words(&marks_of(element));
    let has = |word: &str| words.iter().any(|known| known == word);
    let writer = words.iter().any(|word| WRITERS.contains(&word.as_str()));
    let other = words.iter().any(|word| NOT_NAMES.contains(&word.as_str()));
    match (writer, has("byline") || has("bylines")) {
        _ if other => None,
        (true, _) if has("name") || has("link") || has("url") => Some((3, Origin::Byline)),
        (_, true) => Some((1, Origin::Byline)),
        (true, false) => Some((2, Origin::Byline)),
        (false, false) => {
            (marks.contains("authorname") || marks.contains("author_name")).then_some((3, Origin::Byline))
        }
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
pub(super) fn date_strength(element: &Element) -> Option<(u8, Origin)> {
    let property = element.attr("itemprop").or_else(|| element.attr("property")).unwrap_or("");
    if property.eq_ignore_ascii_case("datePublished") {
        return Some((5, Origin::Microdata));
    }
    let marks = marks_of(element);
    let is_time = element.name() == "time";
    if property.eq_ignore_ascii_case("dateModified")
        || (marks.trim().is_empty() && !is_time)
        || element.name() == "meta"
    {
        return None;
    }
    let words = words(&marks);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let published = has(DATES);
    match (is_time, published) {
        _ if has(OTHER_DATES) && !words.iter().any(|word| word == "published") => None,
        (true, _) if element.attr("pubdate").is_some() => Some((4, Origin::TimeElement)),
        (true, true) => Some((4, Origin::TimeElement)),
        (true, false) => Some((3, Origin::TimeElement)),
        (false, true) => Some((1, Origin::Byline)),
        (false, false) => None,
    }
}
