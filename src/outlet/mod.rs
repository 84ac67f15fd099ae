//! Who published a page, settled before any cleaning and never fed back.
//!
//! In: a [`Page`] and the path it lies at. Out: its [`Outlet`], with where that was found.

use serde::{Deserialize, Serialize};

use crate::reader::{Origin, Page};

/// Who published a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlet {
    /// As the outlet writes itself.
    pub name: String,
    /// What its pages have in common, for counting: the folded name or the host.
    pub key: String,
    /// Where the name was found.
    pub origin: Origin,
}

/// The outlet of a page at this corpus-relative path; `None` where nothing tells.
pub fn of(page: &Page, path: &str) -> Option<Outlet> {
    let _ = (page, path);
    None
}
