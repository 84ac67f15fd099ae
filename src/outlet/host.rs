//! What addresses and folders tell of an outlet.

use std::borrow::Cow;

use url::Url;

use crate::reader::{Field, Page};
use crate::text;

/// Parts of hosts that name no outlet.
const PREFIXES: [&str; 6] = ["www.", "m.", "mobile.", "amp.", "news.", "en."];

/// Folders that say nothing of who published what lies in them.
const GENERIC: [&str; 18] = [
    "archive",
    "articles",
    "clippings",
    "corpus",
    "data",
    "docs",
    "documents",
    "downloads",
    "export",
    "files",
    "html",
    "inbox",
    "news",
    "pages",
    "saved",
    "text",
    "txt",
    "undated",
];

/// The host of the page's address, without `www.` and the like.
pub(super) fn of(page: &Page) -> Option<String> {
    let address = page.hints.iter().filter(|hint| hint.field == Field::Url);
    let from_url =
        address.into_iter().find_map(|hint| Some(Url::parse(&hint.value).ok()?.host_str()?.to_owned()));
    let stated = || {
        let outlets = page.hints.iter().filter(|hint| hint.field == Field::Outlet);
        outlets.into_iter().find(|hint| is_host(&hint.value)).map(|hint| hint.value.to_lowercase())
    };
    from_url.or_else(stated).map(|host| bare(&host).to_owned())
}

/// The telling label of the page's host: `harrowmerecourier` of `www.harrowmerecourier.example`.
pub(super) fn label(page: &Page) -> Option<String> {
    let host = of(page)?;
    host.split('.').max_by_key(|label| label.len()).map(squash)
}

/// Whether this is the name of a host rather than of an outlet.
pub(super) fn is_host(value: &str) -> bool {
    let letters = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    value.contains('.') && !value.contains(' ') && value.split('.').all(letters)
}

/// The folder below the corpus that the file lies in, if it can name an outlet, squashed to letters.
pub(super) fn folder(path: &str) -> Option<String> {
    telling_folder(path).map(squash)
}

/// The same written as a name: `harrowmere-courier` as `Harrowmere Courier`.
pub(super) fn folder_name(path: &str) -> Option<String> {
    let folder = telling_folder(path)?;
    if is_host(folder) {
        return Some(bare(folder).to_owned());
    }
    let words = folder.split(['-', '_', ' ']).filter(|word| !word.is_empty());
    Some(words.map(capitalised).collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
}

fn telling_folder(path: &str) -> Option<&str> {
    let (folders, _) = path.rsplit_once('/')?;
    let telling = |folder: &&str| {
        !GENERIC.contains(&folder.to_lowercase().as_str()) && folder.chars().any(char::is_alphabetic)
    };
    folders.split('/').find(telling)
}

fn bare(host: &str) -> &str {
    PREFIXES.iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(host)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// Letters and digits alone, folded; `&` as hosts write it.
pub(super) fn squash(text: &str) -> String {
    let text = if text.contains('&') { Cow::Owned(text.replace('&', "and")) } else { Cow::Borrowed(text) };
    let mut folded = text::fold(&text).into_owned();
    folded.retain(char::is_alphanumeric);
    folded
}
