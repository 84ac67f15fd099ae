//! How the files name an article: by its id and, where they tell, by its files and its address.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::notebook::{self, Fault};

/// Hexadecimal digits of a whole id, and of the shortest beginning of one that the files may have.
pub(super) const ID_DIGITS: usize = 32;
pub(super) const LEAST_DIGITS: usize = 8;

/// The tables that the files may have.
pub(super) const TABLES: &str = "[[article]]";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<E> {
    #[serde(default = "Vec::new")]
    article: Vec<Spanned<E>>,
}

/// The entries of a file's text, in order.
pub(super) fn entries<E: DeserializeOwned>(text: &str) -> Result<Vec<Spanned<E>>, Fault> {
    let written: Written<E> = toml::from_str(text).map_err(|error| notebook::fault(&error, TABLES))?;
    Ok(written.article)
}

/// Where an article lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Location {
    /// Files of the corpus that hold nothing else.
    pub paths: Vec<String>,
    /// Its address.
    pub url: Option<String>,
}

impl Location {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.url.is_none()
    }

    /// The lines of an entry that say it.
    pub(super) fn lines(&self) -> String {
        let mut lines = String::new();
        if !self.paths.is_empty() {
            let paths: Vec<String> = self.paths.iter().map(|path| quoted(path)).collect();
            lines += &format!("paths = [{}]\n", paths.join(", "));
        }
        if let Some(url) = &self.url {
            lines += &format!("url = {}\n", quoted(url));
        }
        lines
    }
}

/// A text as TOML has it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// An id or the beginning of one, in lower case.
///
/// # Errors
///
/// When it is neither.
pub(super) fn good_id(written: Spanned<String>) -> Result<String, Fault> {
    let at = written.span().start;
    let id = written.into_inner().to_ascii_lowercase();
    if (LEAST_DIGITS..=ID_DIGITS).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(id);
    }
    let message = format!(
        "`id` is the id of an article, {LEAST_DIGITS} digits of it or more; `cuttings search` prints it"
    );
    Err(Fault { at, message })
}
