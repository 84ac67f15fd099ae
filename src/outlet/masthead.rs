//! How a page names its outlet itself: in its masthead, its title, its appeals and its copyright line.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use memchr::memchr2_iter;

use crate::outlet::host::squash;
use crate::reader::{Field, Origin, Page};
use crate::text;

/// Openings of furniture lines that the outlet's name follows.
const CUES: [&str; 24] = [
    "support ",
    "subscribe to ",
    "become a patron of ",
    "become a member of ",
    "become a friend of ",
    "donate to ",
    "follow ",
    "join ",
    "about ",
    "contact ",
    "welcome to ",
    "get ",
    "more from ",
    "latest from ",
    "read more from ",
    "apoya a ",
    "suscribete a ",
    "soutenez ",
    "abonnez-vous a ",
    "unterstutzen sie ",
    "abonnieren sie ",
    "ادعم ",
    "支持",
    "订阅",
];

/// Bytes at the start of a line that the openings are looked for in: more than any of them has.
const CUE_BYTES: usize = 40;

/// Words that follow such openings and name no outlet.
const COMMON: [&str; 46] = [
    "a",
    "all",
    "an",
    "annual",
    "app",
    "channel",
    "channels",
    "community",
    "daily",
    "email",
    "emails",
    "facebook",
    "free",
    "fund",
    "group",
    "independent",
    "instagram",
    "involved",
    "journalism",
    "latest",
    "linkedin",
    "local",
    "member",
    "members",
    "more",
    "news",
    "newsletter",
    "newsletters",
    "notified",
    "now",
    "our",
    "quality",
    "reading",
    "story",
    "telegram",
    "the",
    "this",
    "twitter",
    "unlimited",
    "updates",
    "us",
    "weekly",
    "whatsapp",
    "work",
    "your",
    "youtube",
];

/// Words that follow an outlet's name in such lines.
const OFFERS: [&str; 12] = [
    "app",
    "channel",
    "channels",
    "emails",
    "newsletter",
    "newsletters",
    "now",
    "on",
    "telegram",
    "today",
    "updates",
    "whatsapp",
];

/// Words of a line that can hold a name: longer ones are prose.
const LINE_WORDS: usize = 24;

/// Words of the longest name.
const NAME_WORDS: usize = 6;

/// What stands between a headline and the site's name.
const SEPARATORS: [&str; 5] = [" | ", " – ", " — ", " - ", " · "];

/// The outlet's name as the page writes it. `slugs` are its host's label and its folder, letters alone: a name that
/// agrees with one of them is believed at once, another one when a copyright line or two lines give it.
pub(super) fn find(page: &Page, slugs: &[String]) -> Option<(String, Origin)> {
    let agreeing = names(page).find(|(name, _)| agrees(name, slugs));
    let agreeing = agreeing.map(|(name, origin)| (name.into_owned(), origin));
    agreeing.or_else(|| spelled(page, slugs)).or_else(|| self_named(&lines(page).collect::<Vec<_>>()))
}

/// Whether a name and a slug are one, but for an article.
fn agrees(name: &str, slugs: &[String]) -> bool {
    // Letters take at least half of a name: most lines are too long to be looked at.
    if slugs.iter().all(|slug| name.len() > 2 * slug.len() + 12) {
        return false;
    }
    let name = squash(name);
    slugs.iter().any(|slug| {
        slug.chars().count() >= 3
            && (name == *slug
                || name.ends_with(slug.as_str()) && name.chars().count() <= slug.chars().count() + 3)
    })
}

/// The most bytes of text in which a slug is looked for, so that the work stays bounded on long pages.
const SPELLED_BYTES: usize = 20_000;

/// The slug as the page spells it somewhere: `estuarywire` in "3 May (Estuary Wire) -".
fn spelled(page: &Page, slugs: &[String]) -> Option<(String, Origin)> {
    let mut left = SPELLED_BYTES;
    let mut blocks = page.blocks.iter().take_while(|block| {
        let fits = block.text.len() <= left;
        left = left.saturating_sub(block.text.len());
        fits
    });
    let name = blocks.find_map(|block| slugs.iter().find_map(|slug| spelling(&block.text, slug)))?;
    Some((name, Origin::Masthead))
}

/// The words in a row, the first with a capital, that make up the slug, with the article before them.
fn spelling(text: &str, slug: &str) -> Option<String> {
    let words: Vec<text::Span> = text::words(text).collect();
    let first = slug.chars().next()?;
    words.iter().enumerate().find_map(|(at, start)| {
        let word = &text[start.clone()];
        let opens = starts_name(word) && text::fold(word).starts_with(first);
        let ends = opens.then(|| words[at + 1..].iter().take(NAME_WORDS - 1))?;
        let end = ends.map(|end| end.end).find(|end| squash(&text[start.start..*end]) == slug)?;
        let article =
            at.checked_sub(1).map(|before| &words[before]).filter(|before| &text[(*before).clone()] == "The");
        Some(text[article.map_or(start.start, |article| article.start)..end].to_owned())
    })
}

/// Everything on the page that could be its outlet's name, the best places first.
fn names(page: &Page) -> impl Iterator<Item = (Cow<'_, str>, Origin)> {
    let titles = page.hints.iter().filter(|hint| hint.field == Field::Title);
    let suffixes =
        titles.filter_map(|hint| suffix(&hint.value)).map(|name| (Cow::from(name), Origin::Masthead));
    suffixes.chain(lines(page).flat_map(|line| {
        let owner = copyright(line).map(|name| (Cow::from(name), Origin::Masthead));
        let whole = (Cow::from(line.trim()), Origin::Masthead);
        let suffix = suffix(line).map(|name| (Cow::from(name), Origin::Masthead));
        let cued = cued(line).map(|name| (Cow::from(name), Origin::Furniture));
        owner.into_iter().chain([whole]).chain(suffix).chain(cued)
    }))
}

/// The name that a copyright line gives, or that furniture gives and another line repeats.
fn self_named(lines: &[&str]) -> Option<(String, Origin)> {
    if let Some(name) = lines.iter().find_map(|line| copyright(line)) {
        return Some((name, Origin::Furniture));
    }
    let mut cued_names: BTreeMap<String, String> = BTreeMap::new();
    let mut order = Vec::new();
    for name in lines.iter().filter_map(|line| cued(line)) {
        let folded = text::fold(&name).into_owned();
        if let Entry::Vacant(place) = cued_names.entry(folded.clone()) {
            place.insert(name);
            order.push(folded);
        }
    }
    let repeated = |folded: &&String| {
        lines.iter().filter(|line| text::fold(line).contains(folded.as_str())).count() >= 2
    };
    let folded = order.iter().find(repeated)?;
    Some((cued_names.remove(folded)?, Origin::Furniture))
}

/// Bytes of a line that is looked at.
const LINE_BYTES: usize = 400;

/// Lines that are short enough to be furniture.
fn lines(page: &Page) -> impl Iterator<Item = &str> {
    let short = |text: &&str| text.len() <= LINE_BYTES && !text::has_more_words(text, LINE_WORDS);
    page.blocks.iter().map(|block| block.text.as_str()).filter(short)
}

/// The site's part of a title.
fn suffix(title: &str) -> Option<&str> {
    // The first bytes of the signs; most lines have none.
    if !title.bytes().any(|byte| matches!(byte, b'|' | b'-' | 0xc2 | 0xe2)) {
        return None;
    }
    let parts = SEPARATORS.iter().filter_map(|separator| title.rsplit_once(separator));
    parts
        .map(|(_, part)| part.trim())
        .find(|part| !part.is_empty() && part.split_whitespace().count() <= NAME_WORDS)
}

/// Words after a company's name that say what kind of company it is, folded.
const COMPANIES: [&str; 16] = [
    "ltd",
    "limited",
    "inc",
    "llc",
    "plc",
    "corp",
    "corporation",
    "company",
    "co",
    "gmbh",
    "ag",
    "kg",
    "sa",
    "sl",
    "sarl",
    "co-operative",
];

/// What stands before the owner where there is no `©`, in small letters.
const RIGHTS: [&str; 4] = ["copyright", "(c) ", "版权所有", "جميع الحقوق محفوظة"];

/// The owner in `© 2023 The Harrowmere Courier. All rights reserved.`
fn copyright(line: &str) -> Option<String> {
    let at = line.find('©').map(|at| at + '©'.len_utf8()).or_else(|| {
        let bytes = line.as_bytes();
        let at = |words: &&str| {
            let words = words.as_bytes();
            let opens = memchr2_iter(words[0], words[0].to_ascii_uppercase(), bytes);
            let mut starts = opens.filter(|at| {
                let here = bytes.get(*at..at + words.len());
                here.is_some_and(|here| here.eq_ignore_ascii_case(words))
            });
            starts.next().map(|at| at + words.len())
        };
        RIGHTS.iter().find_map(at)
    })?;
    let rest = line.get(at..)?.trim_start_matches(|c: char| !c.is_alphabetic());
    let rest = rest.strip_prefix("by ").unwrap_or(rest);
    let end = rest.find(['.', ',', '|', '·', '–', '—', '(', ';', '。', '，', '،']).unwrap_or(rest.len());
    let name: Vec<&str> = rest[..end].split_whitespace().take_while(|word| !is_reserved(word)).collect();
    let company =
        name.iter().rposition(|word| !COMPANIES.contains(&&*text::fold(word))).map_or(0, |at| at + 1);
    let name = &name[..company];
    let fits = !name.is_empty() && name.len() <= NAME_WORDS && starts_name(name[0]);
    fits.then(|| name.join(" "))
}

fn is_reserved(word: &str) -> bool {
    ["all", "alle", "tous", "todos", "版权所有", "保留所有权利", "جميع"]
        .contains(&word.to_lowercase().as_str())
        || word.chars().next().is_some_and(char::is_numeric)
}

fn starts_name(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
}

/// The capitalised words after a cue: `Tidewater Voice` of `Support Tidewater Voice`.
fn cued(line: &str) -> Option<String> {
    let head = line.char_indices().map(|(at, _)| at).find(|&at| at >= CUE_BYTES).unwrap_or(line.len());
    let folded = text::fold(&line[..head]);
    let cue = CUES.iter().find(|cue| folded.starts_with(*cue))?;
    let skipped = cue.split_whitespace().count();
    let words = line.split_whitespace().skip(skipped);
    let mut name: Vec<&str> = words.take_while(|word| starts_name(word)).take(NAME_WORDS).collect();
    if name.first().is_none_or(|first| is_common(first)) {
        return None;
    }
    // "Weekly" and "News" close names of outlets, "Newsletter" and "Updates" follow them.
    while name.last().is_some_and(|last| is_offer(last)) {
        name.pop();
    }
    let name = name.join(" ");
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    (name.chars().count() > 2).then(|| name.to_owned())
}

/// What an outlet offers, rather than a part of its name.
fn is_offer(word: &str) -> bool {
    let word = text::fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    OFFERS.contains(&&*word)
}

fn is_common(word: &str) -> bool {
    let folded = text::fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    // "The" opens names of outlets; alone it is none.
    folded != "the" && COMMON.contains(&&*folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_spelled_as_the_page_spells_it() {
        let line = "HARROWMERE, 3 May (Estuary Wire) - Dockers walked out.";
        assert_eq!(spelling(line, "estuarywire").as_deref(), Some("Estuary Wire"));
        assert_eq!(
            spelling("He told The Ledger & Quay.", "ledgerandquay").as_deref(),
            Some("The Ledger & Quay")
        );
        assert_eq!(spelling("the estuary wire", "estuarywire"), None);
    }

    #[test]
    fn furniture_names_its_outlet() {
        assert_eq!(cued("Support Tidewater Voice").as_deref(), Some("Tidewater Voice"));
        assert_eq!(cued("Support Lantern Weekly Today!").as_deref(), Some("Lantern Weekly"));
        assert_eq!(cued("Join Our Newsletter"), None);
        assert_eq!(cued("Get Tidewater Voice updates on your phone").as_deref(), Some("Tidewater Voice"));
        let owner = copyright("© 2023 The Harrowmere Courier. All rights reserved.");
        assert_eq!(owner.as_deref(), Some("The Harrowmere Courier"));
        assert_eq!(copyright("© The Ledger & Quay Ltd 2022.").as_deref(), Some("The Ledger & Quay"));
        assert_eq!(copyright("Copyright 2023 All rights reserved"), None);
    }
}
