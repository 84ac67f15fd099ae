//! The headline of an article.

use crate::article::{Circumstances, Stated};
use crate::cleaner::{Kind, Verdict};
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
    if let Some(hint) = hint(page, Origin::User) {
        return Some(Stated { value: hint.value.clone(), origin: hint.origin });
    }
    if let Some(hint) =
        [Origin::FrontMatter, Origin::Record, Origin::Mail].into_iter().find_map(|origin| hint(page, origin))
    {
        return Some(Stated { value: cut(page, &hint.value, None, around), origin: hint.origin });
    }
    let block = shown(page, verdicts);
    let line = block.map(|block| block.text.as_str());
    let stated: Vec<Stated<String>> = STATED
        .into_iter()
        .filter_map(|origin| hint(page, origin))
        .map(|hint| Stated { value: cut(page, &hint.value, line, around), origin: hint.origin })
        .collect();
    let first = first_level(page, verdicts, block, &stated, around);
    let fits = |block: &&Block| stated.is_empty() || is_headline(block, &stated, around);
    match first.or(block.filter(fits)) {
        Some(block) => {
            let value = same(&block.text, &stated).unwrap_or_else(|| cut(page, &block.text, None, around));
            Some(Stated { value, origin: Origin::Heading })
        }
        None => stated
            .into_iter()
            .next()
            .or_else(|| Some(Stated { value: line?.to_owned(), origin: Origin::Heading })),
    }
}

/// Where the head of a page states its title, the most trusted first.
const STATED: [Origin; 4] = [Origin::JsonLd, Origin::OpenGraph, Origin::Meta, Origin::TitleElement];

/// Whether what the page shows for its headline is one: it is no site's name, and what the page states agrees or it is
/// the page's first heading.
fn is_headline(block: &Block, stated: &[Stated<String>], around: &Circumstances<'_>) -> bool {
    (is_first_level(block) || agrees(block, stated)) && !is_site(&block.text, around)
}

/// The first heading of the first level that what the page states agrees with, where the cleaner took another line for
/// the headline: the last crumb of a path, a subhead, the site's name.
fn first_level<'a>(
    page: &'a Page,
    verdicts: &[Verdict],
    shown: Option<&Block>,
    stated: &[Stated<String>],
    around: &Circumstances<'_>,
) -> Option<&'a Block> {
    if stated.is_empty() {
        return None;
    }
    let story = |verdict: &Verdict| !matches!(verdict, Verdict::Drop { kind: Kind::Related, .. });
    let blocks = page.blocks.iter().zip(verdicts).filter(|(_, verdict)| story(verdict));
    let fits = |block: &&Block| {
        is_first_level(block) && block.text.len() <= HEADING && !is_site(&block.text, around)
    };
    let mut headings = blocks.map(|(block, _)| block).filter(fits);
    let heading = |block: &Block| block.kind == BlockKind::Heading && is_stated_so(block, stated);
    if shown.is_some_and(heading) {
        return None;
    }
    if shown.is_some_and(|block| is_first_level(block) && !is_site(&block.text, around)) {
        return headings.find(|block| is_stated_so(block, stated));
    }
    headings.find(|block| is_version(block, stated))
}

/// Whether a line is one of the stated titles word by word.
fn is_stated_so(block: &Block, stated: &[Stated<String>]) -> bool {
    let line = text::fold(&block.text);
    stated.iter().any(|title| text::fold(&title.value) == line)
}

/// Bytes of the longest heading that is a headline.
const HEADING: usize = 200;

/// Whether a heading is a stated title in other words: it agrees with it and is not much shorter.
fn is_version(block: &Block, stated: &[Stated<String>]) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    stated
        .iter()
        .any(|title| agree(&block.text, &title.value) && words(&block.text) * 3 >= words(&title.value))
}

fn is_first_level(block: &Block) -> bool {
    block.kind == BlockKind::Heading && block.level == 1
}

/// Whether a line says what one of the stated titles does.
fn agrees(block: &Block, stated: &[Stated<String>]) -> bool {
    stated.iter().any(|title| agree(&block.text, &title.value))
}

/// The shown title without what no stated title has: a date or section after it, a date or label before it.
fn same(shown: &str, stated: &[Stated<String>]) -> Option<String> {
    let is_stated = |part: &str| stated.iter().any(|title| text::fold(&title.value) == text::fold(part));
    let after = last_part(shown).map(|(rest, _)| rest.trim());
    if let Some(rest) = after.filter(|rest| is_stated(rest)) {
        return Some(rest.to_owned());
    }
    let before = |title: &Stated<String>| {
        let at = shown.len().checked_sub(title.value.len()).filter(|at| *at > 0)?;
        let (label, rest) = shown.split_at_checked(at)?;
        let label = label.strip_suffix(' ')?;
        let words = label.split(' ').count();
        let told = label.ends_with(':') || words > 1 && label.contains(|c: char| c.is_ascii_digit());
        (told && words <= LABEL_WORDS && text::fold(rest) == text::fold(&title.value))
            .then(|| rest.to_owned())
    };
    stated.iter().find_map(before)
}

/// Words of the longest label before a headline: "Blog:", "18 December 2025".
const LABEL_WORDS: usize = 4;

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
    if let Some(shown) = shown.filter(|shown| opens(title, shown) && !is_site(shown, around)) {
        return title[..shown.len()].to_owned();
    }
    while let Some((rest, part)) = last_part(title) {
        let shown_so = shown.is_some_and(|shown| text::fold(shown) == text::fold(rest));
        let standing = around.title_suffix_step >= SITE_STEP || names_site(part, around);
        let apart = is_stated(page, rest) || is_tagline(title, rest, part);
        if shown_so || standing || apart || names_section(page, part) || is_host(part) {
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

/// Whether a title is the shown one and then, after a separator, something else.
fn opens(title: &str, shown: &str) -> bool {
    let Some((head, rest)) = title.split_at_checked(shown.len()) else { return false };
    SEPARATORS.iter().any(|separator| rest.starts_with(separator)) && text::fold(head) == text::fold(shown)
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
    let mut squashed: String = text::fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
    if squashed.starts_with("the") {
        squashed.drain(.."the".len());
    }
    squashed
}

/// Whether the last part is a section or tagline: an upright bar stands in no headline, and what follows it is shorter.
fn is_tagline(title: &str, rest: &str, part: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    title[rest.len()..].starts_with(" | ") && words(rest) >= TAGGED && words(rest) >= words(part)
}

/// Words of the shortest title that a tagline follows.
const TAGGED: usize = 4;

/// Whether a title without its last part is another one that the page states: what follows is the site's.
fn is_stated(page: &Page, rest: &str) -> bool {
    let rest = rest.trim();
    let titles =
        page.hints.iter().filter(|hint| hint.field == Field::Title && hint.value.len() == rest.len());
    titles.take(STATED.len()).any(|hint| text::fold(&hint.value) == text::fold(rest))
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
