//! `<meta>` elements.

use super::hint;
use crate::reader::html::tree::Element;
use crate::reader::{Field, Hint, Origin};

/// Names (of `name`, `property`, `itemprop`, `http-equiv`) in lower case, best first within a field.
///
/// Sources: the Open Graph protocol (ogp.me), Dublin Core terms, Google Scholar's inclusion guidelines
/// (`citation_*`), the documentation of Parse.ly, Sailthru and Cxense.
const NAMES: &[(&str, Field)] = &[
    ("og:title", Field::Title),
    ("twitter:title", Field::Title),
    ("headline", Field::Title),
    ("parsely-title", Field::Title),
    ("sailthru.title", Field::Title),
    ("citation_title", Field::Title),
    ("dc.title", Field::Title),
    ("dcterms.title", Field::Title),
    ("title", Field::Title),
    ("og:description", Field::Standfirst),
    ("description", Field::Standfirst),
    ("twitter:description", Field::Standfirst),
    ("sailthru.description", Field::Standfirst),
    ("dc.description", Field::Standfirst),
    ("citation_author", Field::Byline),
    ("author", Field::Byline),
    ("article:author", Field::Byline),
    ("article:author_name", Field::Byline),
    ("og:author", Field::Byline),
    ("parsely-author", Field::Byline),
    ("sailthru.author", Field::Byline),
    ("cxenseparse:author", Field::Byline),
    ("dc.creator", Field::Byline),
    ("dcterms.creator", Field::Byline),
    ("dc.contributor", Field::Byline),
    ("byl", Field::Byline),
    ("byline", Field::Byline),
    ("bylines", Field::Byline),
    ("creator", Field::Byline),
    (CARD, Field::Byline),
    ("authors", Field::Byline),
    ("og:site_name", Field::Outlet),
    ("citation_journal_title", Field::Outlet),
    ("application-name", Field::Outlet),
    ("apple-mobile-web-app-title", Field::Outlet),
    ("dc.publisher", Field::Outlet),
    ("publisher", Field::Outlet),
    ("sitename", Field::Outlet),
    ("article:published_time", Field::Date),
    ("og:article:published_time", Field::Date),
    ("article:published", Field::Date),
    ("og:published_time", Field::Date),
    ("og:publish_date", Field::Date),
    ("datepublished", Field::Date),
    ("parsely-pub-date", Field::Date),
    ("sailthru.date", Field::Date),
    ("cxenseparse:publishtime", Field::Date),
    ("cxenseparse:recs:publishtime", Field::Date),
    ("citation_online_date", Field::Date),
    ("citation_publication_date", Field::Date),
    ("citation_date", Field::Date),
    ("dc.date.issued", Field::Date),
    ("dcterms.issued", Field::Date),
    ("dc.date.published", Field::Date),
    ("dc.date.created", Field::Date),
    ("dcterms.created", Field::Date),
    ("dc.date", Field::Date),
    ("dcterms.date", Field::Date),
    ("pubdate", Field::Date),
    ("publishdate", Field::Date),
    ("publish-date", Field::Date),
    ("publish_date", Field::Date),
    ("published-date", Field::Date),
    ("publication_date", Field::Date),
    ("publication-date", Field::Date),
    ("date-pub", Field::Date),
    ("displaydate", Field::Date),
    ("originalpublicationdate", Field::Date),
    ("article_date_original", Field::Date),
    ("w-published-date", Field::Date),
    ("ptime", Field::Date),
    ("published", Field::Date),
    ("created", Field::Date),
    ("date", Field::Date),
    ("og:locale", Field::Language),
    ("content-language", Field::Language),
    ("dc.language", Field::Language),
    ("language", Field::Language),
    ("inlanguage", Field::Language),
    ("og:url", Field::Url),
    ("parsely-link", Field::Url),
    ("article:section", Field::Section),
    ("parsely-section", Field::Section),
    ("articlesection", Field::Section),
    ("section", Field::Section),
    ("cxenseparse:section", Field::Section),
];

/// One statement: its place in the table and its value.
pub(super) struct Stated {
    rank: usize,
    hint: Hint,
}

/// What a `<meta>` element states, if it is of use.
pub(super) fn read(element: &Element) -> Option<Stated> {
    let content = element.attr("content")?;
    ["property", "name", "itemprop", "http-equiv"].iter().find_map(|attribute| {
        let name = element.attr(attribute)?.trim().to_ascii_lowercase();
        let rank = NAMES.iter().position(|(known, _)| *known == name)?;
        let field = NAMES[rank].1;
        let origin = match (*attribute, name.starts_with("og:")) {
            (_, true) => Origin::OpenGraph,
            ("itemprop", _) => Origin::Microdata,
            _ => Origin::Meta,
        };
        Some(Stated { rank, hint: hint(field, origin, &ordered(&name, content))? })
    })
}

/// A name as it is spoken: catalogues put the surname first ("Lind, Nora").
fn ordered(name: &str, content: &str) -> String {
    match content.split_once(", ") {
        Some((surname, rest)) if name.starts_with("citation_author") && !rest.contains(',') => {
            format!("{rest} {surname}")
        }
        _ => content.to_owned(),
    }
}

/// Stands in the table for the card data that a label says to be the author.
const CARD: &str = "twitter:data";

/// Labels of card data that holds the author, in lower case.
///
/// Source: the card markup of `WordPress` plugins, whose label comes before its data.
const WRITTEN_BY: &[&str] = &[
    "written by",
    "author",
    "verfasst von",
    "geschrieben von",
    "écrit par",
    "escrito por",
    "scritto da",
    "geschreven door",
];

/// What card data states, `label` being the number of the label last seen that says "Written by".
pub(super) fn card(element: &Element, label: &mut Option<String>) -> Option<Stated> {
    let (name, content) =
        (element.attr("name").or_else(|| element.attr("property"))?, element.attr("content")?);
    if let Some(number) = name.strip_prefix("twitter:label") {
        if WRITTEN_BY.contains(&content.to_lowercase().as_str()) {
            *label = Some(number.to_owned());
        }
        return None;
    }
    let number = name.strip_prefix(CARD)?;
    let rank = NAMES.iter().position(|(known, _)| *known == CARD)?;
    let stated = label.as_deref() == Some(number);
    Some(Stated { rank, hint: hint(Field::Byline, Origin::Meta, content)? }).filter(|_| stated)
}

/// The hints, best name first, equal names in order of appearance.
pub(super) fn hints(stated: &mut Vec<Stated>) -> Vec<Hint> {
    stated.sort_by_key(|stated| stated.rank);
    stated.drain(..).map(|stated| stated.hint).collect()
}

/// The titles among the statements.
pub(super) fn titles(stated: &[Stated]) -> impl Iterator<Item = &str> {
    stated.iter().filter(|stated| stated.hint.field == Field::Title).map(|stated| stated.hint.value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_lower_case_and_stand_once() {
        let mut names: Vec<_> = NAMES.iter().map(|(name, _)| *name).collect();
        assert!(names.iter().all(|name| name.to_ascii_lowercase() == *name));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMES.len());
    }
}
