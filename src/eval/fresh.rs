//! Pages cleaned as a fresh build would clean them: first what every outlet repeats is counted, then each is judged.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::cleaner;
use crate::ingest::{self, Cleaned, Neighbours};
use crate::outlet::{self, Outlet};
use crate::overrule::Rules;
use crate::reader::Page;

/// A page with its place and publisher.
pub(super) struct Known {
    pub path: String,
    pub page: Page,
    outlet: Option<Outlet>,
}

impl Known {
    /// A page at its place in a corpus.
    pub(super) fn new(page: Page, path: &str) -> Self {
        let outlet = outlet::of(&page, path);
        Self { path: path.to_owned(), page, outlet }
    }
}

/// How many different stories carry each key of furniture.
#[derive(Default)]
pub(super) struct Counts(BTreeMap<u64, BTreeSet<u64>>);

impl Counts {
    /// The counts of an archive of these pages.
    pub(super) fn of<'a>(pages: impl IntoIterator<Item = &'a Known>) -> Self {
        let mut counts = Self::default();
        for known in pages {
            let keys = cleaner::keys(&known.page, known.outlet.as_ref());
            for key in keys.blocks.into_iter().chain(keys.title_suffix) {
                counts.0.entry(key).or_default().insert(keys.story);
            }
        }
        counts
    }

    fn step(&self, key: u64) -> u8 {
        cleaner::step(self.0.get(&key).map_or(0, BTreeSet::len))
    }
}

/// A page cleaned with the counts of its archive, or by itself.
pub(super) fn cleaned(known: &Known, counts: Option<&Counts>, today: NaiveDate) -> Cleaned {
    let keys = cleaner::keys(&known.page, known.outlet.as_ref());
    let step = |key: u64| counts.map_or(0, |counts| counts.step(key));
    let repeats: Vec<u8> = match counts {
        Some(_) => keys.blocks.iter().map(|&key| step(key)).collect(),
        None => Vec::new(),
    };
    let near = Neighbours { repeats: &repeats, title_suffix: keys.title_suffix.map_or(0, step) };
    ingest::clean_page(known.page.clone(), known.outlet.clone(), &known.path, near, &Rules::default(), today)
}
