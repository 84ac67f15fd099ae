//! The headline of an article.

use crate::article::{Circumstances, Stated};
use crate::cleaner::Verdict;
use crate::reader::{Field, Hint, Origin, Page};
use crate::text;

/// What stands between a headline and the name of its site.
const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " / "];

/// From this step on (three stories of the outlet) what follows a separator is the site's and not the story's.
const SITE_STEP: u8 = 2;

/// Bytes above which a title is none: a `<title>` that nothing closes holds the rest of its page.
const LONGEST: usize = 2000;

/// The headline: as the page shows it where what it states agrees, else as it states it, without the site's suffix.
pub(super) fn of(page: &Page, verdicts: &[Verdict], around: &Circumstances<'_>) -> Option<Stated<String>> {
    let shown = shown(page, verdicts);
    for origin in [Origin::User, Origin::FrontMatter, Origin::Record] {
        if let Some(hint) = hint(page, origin) {
            return Some(Stated { value: hint.value.clone(), origin });
        }
    }
    let stated: Vec<Stated<String>> = [Origin::JsonLd, Origin::OpenGraph, Origin::Meta, Origin::TitleElement]
        .into_iter()
        .filter_map(|origin| hint(page, origin))
        .map(|hint| Stated { value: cut(&hint.value, shown, around), origin: hint.origin })
        .collect();
    match shown {
        Some(shown) if stated.is_empty() || stated.iter().any(|title| agree(shown, &title.value)) => {
            Some(Stated { value: cut(shown, None, around), origin: Origin::Heading })
        }
        _ => stated
            .into_iter()
            .next()
            .or_else(|| Some(Stated { value: shown?.to_owned(), origin: Origin::Heading })),
    }
}

/// The block that the cleaner took for the headline.
fn shown<'a>(page: &'a Page, verdicts: &[Verdict]) -> Option<&'a str> {
    let at = verdicts.iter().position(|verdict| *verdict == Verdict::Field(Field::Title))?;
    page.blocks.get(at).map(|block| block.text.as_str())
}

fn hint(page: &Page, origin: Origin) -> Option<&Hint> {
    let fits = |hint: &&Hint| !hint.value.is_empty() && hint.value.len() <= LONGEST;
    page.hints.iter().filter(fits).find(|hint| hint.field == Field::Title && hint.origin == origin)
}

/// Whether two titles are one, but for a suffix or a few words.
fn agree(a: &str, b: &str) -> bool {
    let words = |title: &str| -> Vec<String> {
        text::words(title).map(|span| text::fold(&title[span]).into_owned()).collect()
    };
    let (a, b) = (words(a), words(b));
    let shared = a.iter().filter(|word| b.contains(word)).count();
    !a.is_empty() && shared * 2 > a.len().min(b.len())
}

/// The title without the name of the site at its end or start.
fn cut(title: &str, shown: Option<&str>, around: &Circumstances<'_>) -> String {
    let mut title = title.trim();
    while let Some((rest, part)) = last_part(title) {
        let shown_so = shown.is_some_and(|shown| text::fold(shown) == text::fold(rest));
        if shown_so || around.title_suffix_step >= SITE_STEP || names_site(part, around) {
            title = rest.trim();
        } else {
            break;
        }
    }
    if let Some((part, rest)) = SEPARATORS.iter().find_map(|separator| title.split_once(separator))
        && names_site(part, around)
    {
        title = rest.trim();
    }
    title.to_owned()
}

/// What stands before and after the last separator.
fn last_part(title: &str) -> Option<(&str, &str)> {
    let cuts = SEPARATORS.iter().filter_map(|separator| title.rsplit_once(separator));
    cuts.min_by_key(|(_, part)| part.len())
        .filter(|(rest, part)| !rest.trim().is_empty() && !part.trim().is_empty())
}

/// Whether a part of a title is the outlet's name or its host, or begins with it.
fn names_site(part: &str, around: &Circumstances<'_>) -> bool {
    let squash =
        |text: &str| -> String { text::fold(text).chars().filter(|c| c.is_alphanumeric()).collect() };
    let part = squash(part);
    let bare = |name: &str| squash(name).trim_start_matches("the").to_owned();
    let part = part.trim_start_matches("the");
    let Some(outlet) = around.outlet else { return false };
    let names = [bare(&outlet.name), bare(&outlet.key)];
    !part.is_empty()
        && names.iter().any(|name| {
            !name.is_empty()
                && (part == name
                    || part.starts_with(name.as_str())
                    || name.starts_with(part) && part.len() > 3)
        })
}
