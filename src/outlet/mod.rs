//! Who published a page, settled before any cleaning and never fed back.
//!
//! In: a [`Page`] and the path it lies at. Out: its [`Outlet`], with where that was found.

mod host;
mod masthead;
mod own_line;

use serde::{Deserialize, Serialize};

use crate::reader::{Field, Origin, Page};
use crate::text;

/// Who published a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlet {
    /// As the outlet writes itself.
    pub name: String,
    /// What its pages have in common, for counting: the folded name without its article.
    pub key: String,
    /// Where the name was found.
    pub origin: Origin,
}

/// Origins that state an outlet, the most trusted first.
const STATED: [Origin; 8] = [
    Origin::User,
    Origin::FrontMatter,
    Origin::Record,
    Origin::Mail,
    Origin::JsonLd,
    Origin::OpenGraph,
    Origin::Meta,
    Origin::Microdata,
];

/// Articles that names of outlets begin with, left out of keys.
const ARTICLES: [&str; 9] = ["the", "der", "die", "das", "el", "la", "le", "les", "il"];

/// The longest name of an outlet, in characters: longer ones are slogans.
const NAME_CHARS: usize = 60;

/// The outlet of a page at this corpus-relative path; `None` where nothing tells.
///
/// Of an article that this program wrote, it is what was said then. Else what the page states comes first, then how it names itself in its furniture, its host, and the folder it lies in.
pub fn of(page: &Page, path: &str) -> Option<Outlet> {
    if page.is_judged() {
        let stated = page.hints.iter().find(|hint| hint.field == Field::Outlet)?;
        return Some(Outlet::named(stated.value.clone(), stated.origin));
    }
    let slugs: Vec<String> = host::label(page).into_iter().chain(host::folder(path)).collect();
    stated(page)
        .or_else(|| masthead::find(page, &slugs))
        .or_else(|| Some((own_line::find(page, own_line::Cue::Published)?, Origin::Masthead)))
        .or_else(|| Some((host::of(page)?, Origin::Url)))
        .or_else(|| Some((own_line::find(page, own_line::Cue::Source)?, Origin::Masthead)))
        .or_else(|| Some((host::folder_name(path)?, Origin::Folder)))
        .map(|(name, origin)| Outlet::named(name, origin))
}

fn stated(page: &Page) -> Option<(String, Origin)> {
    let usable =
        |value: &str| !value.is_empty() && value.chars().count() <= NAME_CHARS && !host::is_host(value);
    let of = |origin: Origin| {
        page.hints
            .iter()
            .find(|hint| hint.field == Field::Outlet && hint.origin == origin && usable(&hint.value))
    };
    STATED.into_iter().find_map(of).map(|hint| (hint.value.clone(), hint.origin))
}

impl Outlet {
    /// The outlet that writes itself so, and where that was found.
    pub fn named(name: String, origin: Origin) -> Self {
        let words: Vec<String> =
            text::words(&name).map(|span| text::fold(&name[span]).into_owned()).collect();
        let key = match words.as_slice() {
            [article, rest @ ..] if !rest.is_empty() && ARTICLES.contains(&article.as_str()) => {
                rest.join(" ")
            }
            all => all.join(" "),
        };
        Self { name, key, origin }
    }
}
