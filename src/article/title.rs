//! The headline of an article.

use crate::article::{Circumstances, Stated};
use crate::cleaner::Verdict;
use crate::reader::{Block, BlockKind, Field, Hint, Origin, Page};
use crate::text;

/// What stands between a headline and the name of its site.
const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " / "];

/// From this step on (three stories of the outlet) what follows a separator is the site's and not the story's.
const SITE_STEP: u8 = 2;

/// Bytes above which a title is none: a `<title>` that nothing closes holds the rest of its page.
const LONGEST: usize = 2000;

/// The headline: as the page shows it where what it states agrees or the page makes it its first heading, else as it
/// states it; without the site's suffix.
pub(super) fn of(page: &Page, verdicts: &[Verdict], around: &Circumstances<'_>) -> Option<Stated<String>> {
    for origin in [Origin::User, Origin::FrontMatter, Origin::Record] {
        if let Some(hint) = hint(page, origin) {
            return Some(Stated { value: hint.value.clone(), origin });
        }
    }
    let block = shown(page, verdicts);
    let shown = block.map(|block| block.text.as_str());
    let stated: Vec<Stated<String>> = [Origin::JsonLd, Origin::OpenGraph, Origin::Meta, Origin::TitleElement]
        .into_iter()
        .filter_map(|origin| hint(page, origin))
        .map(|hint| Stated { value: cut(page, &hint.value, shown, around), origin: hint.origin })
        .collect();
    let headline = |block: &&Block| {
        let agrees = stated.iter().any(|title| agree(&block.text, &title.value));
        let heading = block.kind == BlockKind::Heading && block.level == 1;
        stated.is_empty() || (agrees || heading) && !is_site(&block.text, around)
    };
    match block.filter(headline) {
        Some(block) => {
            let value = same(&block.text, &stated).unwrap_or_else(|| cut(page, &block.text, None, around));
            Some(Stated { value, origin: Origin::Heading })
        }
        None => stated
            .into_iter()
            .next()
            .or_else(|| Some(Stated { value: shown?.to_owned(), origin: Origin::Heading })),
    }
}

/// The shown title without a last part that no stated title has: a date, a section.
fn same(shown: &str, stated: &[Stated<String>]) -> Option<String> {
    let (rest, _) = last_part(shown)?;
    let rest = rest.trim();
    let folded = text::fold(rest);
    stated.iter().any(|title| text::fold(&title.value) == folded).then(|| rest.to_owned())
}

/// The block that the cleaner took for the headline.
fn shown<'a>(page: &'a Page, verdicts: &[Verdict]) -> Option<&'a Block> {
    let at = verdicts.iter().position(|verdict| *verdict == Verdict::Field(Field::Title))?;
    page.blocks.get(at).filter(|block| block.text.len() <= LONGEST)
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
fn cut(page: &Page, title: &str, shown: Option<&str>, around: &Circumstances<'_>) -> String {
    let mut title = title.trim();
    while let Some((rest, part)) = last_part(title) {
        let shown_so = shown.is_some_and(|shown| text::fold(shown) == text::fold(rest));
        let standing = around.title_suffix_step >= SITE_STEP || names_site(part, around);
        if shown_so || standing || names_section(page, part) || is_host(part) {
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

/// Whether a line is the outlet's name and nothing else.
fn is_site(line: &str, around: &Circumstances<'_>) -> bool {
    let line = bare(line);
    around.outlet.is_some_and(|outlet| line == bare(&outlet.name) || line == bare(&outlet.key))
}

/// Letters and digits of a name, folded, without its article.
fn bare(name: &str) -> String {
    let squashed: String = text::fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
    squashed.strip_prefix("the").map_or(squashed.clone(), str::to_owned)
}

/// Whether a part of a title is the section that the page states.
fn names_section(page: &Page, part: &str) -> bool {
    let part = text::fold(part.trim());
    page.hints.iter().any(|hint| hint.field == Field::Section && text::fold(&hint.value) == part)
}

/// Whether a part of a title is an address: `Courier.example`.
fn is_host(part: &str) -> bool {
    let part = part.trim();
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let last = part.rsplit('.').next().unwrap_or("");
    part.contains('.')
        && part.split('.').all(label)
        && last.len() > 1
        && last.chars().all(char::is_alphabetic)
}

/// Whether a part of a title is the outlet's name or its host, or begins with it.
fn names_site(part: &str, around: &Circumstances<'_>) -> bool {
    let part = bare(part);
    let Some(outlet) = around.outlet else { return false };
    let names = [bare(&outlet.name), bare(&outlet.key)];
    let initials: String = outlet.key.split(' ').filter_map(|word| word.chars().next()).collect();
    part.len() > 2 && part == initials
        || !part.is_empty()
            && names.iter().any(|name| {
                !name.is_empty()
                    && (part == *name
                        || part.starts_with(name.as_str())
                        || name.starts_with(&part) && part.len() > 3)
            })
}
