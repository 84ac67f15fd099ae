//! Which articles a change of the user's rules touches: they alone are judged again.

use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashSet;

use crate::index::{Archive, Id, IndexError, Place, StoredArticle};
use crate::ingest;
use crate::outlet::{self, Outlet};
use crate::overrule::{Rule, Rules, Subject};
use crate::reader::Origin;

/// Articles that one thread takes at a time.
const CHUNK: usize = 256;

/// An article to judge again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Touch {
    pub(super) id: Id,
    /// Whether it changes its outlet, and with that what it counts for.
    pub(super) moved: bool,
}

/// The articles that come out otherwise under `new` than under `old`, in the order of the index. `old` is `None` where
/// nobody knows by which rules the index was made: then that is all of them.
pub(super) fn touched(
    archive: &Archive,
    old: Option<&Rules>,
    new: &Rules,
    threads: usize,
) -> Result<Vec<Touch>, IndexError> {
    let nothing = Rules::default();
    let known = old.unwrap_or(&nothing);
    if old == Some(new) {
        return Ok(Vec::new());
    }
    let places = match old {
        Some(old) => reached(archive, changed(old.list(), new.list()))?,
        None => archive.places().collect(),
    };
    let touched = scan(archive, &places, threads, &|article, touched: &mut Vec<Touch>| {
        let moved = outlet_of(article, new) != article.outlet;
        if old.is_none() || moved || !same(article, known, new) {
            touched.push(Touch { id: article.id(), moved });
        }
    });
    Ok(touched?.concat())
}

/// The outlet of a stored article under these rules.
pub(super) fn outlet_of(article: &StoredArticle, rules: &Rules) -> Option<Outlet> {
    ingest::outlet_of(&article.page, path(article), rules)
}

/// The path that names a stored article.
pub(super) fn path(article: &StoredArticle) -> &str {
    article.paths.first().map_or("", String::as_str)
}

/// Whether an article that keeps its outlet comes out the same under both.
fn same(article: &StoredArticle, old: &Rules, new: &Rules) -> bool {
    let subject = subject(article);
    old.effects(&subject) == new.effects(&subject) && same_date(&subject, old, new)
}

fn same_date(subject: &Subject<'_>, old: &Rules, new: &Rules) -> bool {
    if !old.corrects_dates() && !new.corrects_dates() {
        return true;
    }
    let found = outlet::of(subject.page, subject.path);
    let found = Subject { outlet: found.as_ref(), ..*subject };
    old.date(&found) == new.date(&found)
}

/// A stored article as rules see it.
pub(super) fn subject(article: &StoredArticle) -> Subject<'_> {
    Subject { page: &article.page, path: path(article), outlet: article.outlet.as_ref() }
}

/// The rules of either list without those that both begin with and both end in: where none of these fits, nothing
/// has changed.
fn changed<'a>(old: &'a [Rule], new: &'a [Rule]) -> Vec<&'a Rule> {
    let first = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[first..], &new[first..]);
    let last = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    old[..old.len() - last].iter().chain(&new[..new.len() - last]).collect()
}

/// The articles that rules can fit, as far as the columns of the index tell: those of their outlets. A rule that
/// corrects speaks of the outlet as found, which the index does not keep, so it may fit any article.
fn reached(archive: &Archive, rules: Vec<&Rule>) -> Result<Vec<Place>, IndexError> {
    let mut keys = FxHashSet::default();
    for rule in rules {
        match &rule.scope.outlet {
            Some(outlet) if !rule.corrects() => {
                keys.insert(Outlet::named(outlet.clone(), Origin::User).key);
            }
            _ => return Ok(archive.places().collect()),
        }
    }
    archive.places_of_outlets(&|name| keys.contains(&Outlet::named(name.to_owned(), Origin::User).key))
}

/// Goes through the articles at these places on so many threads, a chunk of them at a time: what `each` has gathered,
/// chunk by chunk in their order.
pub(super) fn scan<A: Default + Send>(
    archive: &Archive,
    places: &[Place],
    threads: usize,
    each: &(dyn Fn(&StoredArticle, &mut A) + Sync),
) -> Result<Vec<A>, IndexError> {
    let next = AtomicUsize::new(0);
    let chunks: Vec<&[Place]> = places.chunks(CHUNK).collect();
    let work = || -> Result<Vec<(usize, A)>, IndexError> {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(chunk) = chunks.get(at) else { return Ok(done) };
            let mut gathered = A::default();
            for place in *chunk {
                each(&archive.load(*place)?, &mut gathered);
            }
            done.push((at, gathered));
        }
    };
    let results: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().expect("a scan does not panic")).collect()
    });
    let mut all = Vec::new();
    for result in results {
        all.extend(result?);
    }
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, gathered)| gathered).collect())
}
