//! Judges the pages of a batch, and again the articles that the batch changes the furniture counts of.

use std::collections::BTreeSet;
use std::mem;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use crate::cleaner::{self, Keys};
use crate::entity::{self, Entity};
use crate::index::{Hand, Id, IndexError, Made, Place, StoredArticle, Writer, furniture_key};
use crate::ingest::furniture::Furniture;
use crate::ingest::ledger::Change;
use crate::ingest::overrule::Touch;
use crate::ingest::spool::{Packed, Spool, SpoolReader, Spooled};
use crate::ingest::{self, Cleaned, Event, Neighbours, Options, read, run};
use crate::outlet::Outlet;
use crate::overrule::Rules;
use crate::quotation;
use crate::reader::Page;
use crate::settings::Settings;
use crate::topic;

/// One batch, read.
pub(super) struct Batch<'a> {
    pub(super) changes: Vec<Change>,
    pub(super) spool: Spool,
    pub(super) settings: &'a Settings,
    pub(super) options: Options,
    pub(super) rules: &'a Rules,
    /// What a change of the rules touches.
    pub(super) touched: Vec<Touch>,
    pub(super) today: NaiveDate,
}

/// One article to make.
enum Work {
    /// From a spooled page; with the place of the article that it replaces.
    Page { entry: u32, paths: Vec<Arc<str>>, old: Option<Place> },
    /// From the stored page of an article that only has to be judged again.
    Again(Place),
    /// The same, because the user's rules say so.
    Ruled(Place),
}

/// Writes what the batch changes; gives the number of articles that changed by being judged again.
pub(super) fn settle(
    writer: &mut Writer,
    mut batch: Batch<'_>,
    events: &mut dyn FnMut(Event),
) -> Result<u64, IndexError> {
    let (mut work, mut leaving) = batch.plan(writer)?;
    let ruled = batch.overrule(writer, &mut work, &mut leaving)?;
    // As they lie in the spool: they are read in a row, and what one outlet repeats is stored together.
    work.sort_unstable_by_key(|work| match work {
        Work::Page { entry, .. } => *entry,
        Work::Again(_) | Work::Ruled(_) => u32::MAX,
    });
    let used = work.iter().filter_map(|work| match work {
        Work::Page { entry, .. } => Some(*entry),
        Work::Again(_) | Work::Ruled(_) => None,
    });
    let used: FxHashSet<u32> = used.collect();
    let (furniture, again) = Furniture::count(writer, &mut batch.spool, &used, &leaving, &ruled)?;
    let named = |place| if ruled.contains(&place) { Work::Ruled(place) } else { Work::Again(place) };
    work.extend(again.into_iter().map(named));
    let judge = Judge { writer, furniture: &furniture, rules: batch.rules, today: batch.today };
    let rejudged = judge.all(&work, &batch.spool, batch.settings.threads, events)?;
    batch.spool.close()?;
    Ok(rejudged)
}

impl Batch<'_> {
    /// What to make, and which articles of the last generation do not stay as they are. Those without a path go.
    fn plan(&mut self, writer: &Writer) -> Result<(Vec<Work>, FxHashSet<Place>), IndexError> {
        let mut work = Vec::new();
        let mut leaving = FxHashSet::default();
        for change in std::mem::take(&mut self.changes) {
            if change.before == change.after && !self.options.rebuild {
                continue;
            }
            // Nothing else is in the index; looking every new article up would bring all of its dictionary into memory.
            let old = if change.before.is_empty() { None } else { writer.locate(change.id)? };
            if let Some(place) = old {
                self.touch_keys(&writer.load(place)?)?;
                leaving.insert(place);
            }
            match (change.after.first(), old) {
                (Some(path), _) => {
                    let entry = self.entry(writer, change.id, path, old)?;
                    work.push(Work::Page { entry, paths: change.after, old });
                }
                (None, Some(place)) => writer.remove(place)?,
                (None, None) => {}
            }
        }
        Ok((work, leaving))
    }

    /// Adds what the rules touch: articles that change their outlet are made anew, for they count for another one now.
    /// Gives those that only have to be judged again.
    fn overrule(
        &mut self,
        writer: &Writer,
        work: &mut Vec<Work>,
        leaving: &mut FxHashSet<Place>,
    ) -> Result<BTreeSet<Place>, IndexError> {
        let mut ruled = BTreeSet::new();
        for touch in std::mem::take(&mut self.touched) {
            let Some(place) = writer.locate(touch.id)?.filter(|place| !leaving.contains(place)) else {
                continue;
            };
            if !touch.moved {
                ruled.insert(place);
                continue;
            }
            let old = writer.load(place)?;
            self.touch_keys(&old)?;
            leaving.insert(place);
            let path = old.paths.first().map_or("", String::as_str);
            let entry = self.entry(writer, touch.id, path, Some(place))?;
            let paths = old.paths.into_iter().map(Arc::from).collect();
            work.push(Work::Page { entry, paths, old: Some(place) });
        }
        Ok(ruled)
    }

    fn touch_keys(&mut self, old: &StoredArticle) -> Result<(), IndexError> {
        let keys = cleaner::keys(&old.page, old.outlet.as_ref());
        all(&keys).try_for_each(|key| self.spool.touch(furniture_key(key)))
    }

    /// The spooled page of an article as read at this path; read now where it was not, or taken from the last
    /// generation where the file is out of reach.
    fn entry(&mut self, writer: &Writer, id: Id, path: &str, old: Option<Place>) -> Result<u32, IndexError> {
        if self.spool.find(id, path).is_none() {
            self.read_again(id, path)?;
        }
        if let (None, Some(place)) = (self.spool.find(id, path), old) {
            let page = writer.load(place)?.page;
            self.spool.push(path, &Packed::new(Spooled::new(page, path, self.rules))?)?;
        }
        let lost = || IndexError::Record(format!("{path}: changed while it was read"));
        self.spool.find(id, path).ok_or_else(lost)
    }

    fn read_again(&mut self, id: Id, path: &str) -> Result<(), IndexError> {
        let Some(place) = run::place(self.settings, path) else { return Ok(()) };
        let mut found = Ok(());
        // A file that cannot be read leaves the entry unmade: the caller falls back to the stored page.
        let _ = read::pages(&place, path, self.settings, &mut |page| match page {
            Ok(page) if Id::of(&page.digest) == id => {
                found = Packed::new(Spooled::new(page, path, self.rules))
                    .and_then(|packed| self.spool.push(path, &packed));
                ControlFlow::Break(())
            }
            _ => ControlFlow::Continue(()),
        });
        found
    }
}

/// Every key of a page.
fn all(keys: &Keys) -> impl Iterator<Item = u64> + '_ {
    keys.blocks.iter().copied().chain(keys.title_suffix)
}

/// Articles that one thread takes together, and bytes of their text from which on it takes no more.
const TOGETHER: usize = 32;
const BYTES: usize = 1 << 20;

struct Judge<'a> {
    writer: &'a Writer,
    furniture: &'a Furniture,
    rules: &'a Rules,
    today: NaiveDate,
}

impl Judge<'_> {
    /// Does all the work on so many threads; the order in which it is done shows nowhere.
    fn all(
        &self,
        work: &[Work],
        spool: &Spool,
        threads: usize,
        events: &mut dyn FnMut(Event),
    ) -> Result<u64, IndexError> {
        let next = AtomicUsize::new(0);
        let failed = AtomicBool::new(false);
        let rejudged = AtomicU64::new(0);
        std::thread::scope(|scope| {
            let (send, done) = sync_channel::<Result<u64, IndexError>>(64);
            for _ in 0..threads.max(1) {
                let send = send.clone();
                let (next, failed, rejudged) = (&next, &failed, &rejudged);
                scope.spawn(move || {
                    let result = self.some(work, spool, next, failed, rejudged, &send);
                    if let Err(error) = result {
                        failed.store(true, Ordering::Relaxed);
                        let _ = send.send(Err(error));
                    }
                });
            }
            drop(send);
            let mut articles = 0;
            for result in done {
                articles += result?;
                events(Event::Judged { articles, of: work.len() as u64 });
            }
            Ok(rejudged.load(Ordering::Relaxed))
        })
    }

    fn some(
        &self,
        work: &[Work],
        spool: &Spool,
        next: &AtomicUsize,
        failed: &AtomicBool,
        rejudged: &AtomicU64,
        done: &std::sync::mpsc::SyncSender<Result<u64, IndexError>>,
    ) -> Result<(), IndexError> {
        let mut pages = spool.reader()?;
        let mut hand = self.writer.hand();
        loop {
            // Pages that follow one another are read from the spool together, and whoever counts them is woken once.
            let begin = next.fetch_add(TOGETHER, Ordering::Relaxed).min(work.len());
            let some = &work[begin..work.len().min(begin + TOGETHER)];
            if some.is_empty() {
                return hand.close();
            }
            let mut judged = Vec::with_capacity(some.len());
            let mut bytes = 0;
            for one in some {
                if failed.load(Ordering::Relaxed) {
                    return hand.close();
                }
                judged.extend(self.one(one, &mut pages)?.inspect(|one| bytes += one.cleaned.bytes()));
                if bytes >= BYTES {
                    rejudged.fetch_add(put(mem::take(&mut judged), &mut hand)?, Ordering::Relaxed);
                    bytes = 0;
                }
            }
            rejudged.fetch_add(put(judged, &mut hand)?, Ordering::Relaxed);
            if done.send(Ok(some.len() as u64)).is_err() {
                return hand.close();
            }
        }
    }

    /// Judges one page; nothing comes of an article that was judged again and came out as it was.
    fn one(&self, work: &Work, pages: &mut SpoolReader<'_>) -> Result<Option<Judged>, IndexError> {
        match work {
            Work::Page { entry, paths, old } => {
                let Spooled { page, outlet, keys } = pages.get(*entry)?;
                let cleaned = self.clean(page, outlet, &keys, paths.first().map(|path| &**path));
                let paths = paths.iter().map(|path| String::from(&**path)).collect();
                Ok(Some(Judged { cleaned, keys, paths, old: *old, again: false }))
            }
            Work::Again(place) | Work::Ruled(place) => {
                let stored = self.writer.load(*place)?;
                let Spooled { page, outlet, keys } = Spooled::with(stored.outlet, stored.page);
                let cleaned = self.clean(page, outlet, &keys, stored.paths.first().map(String::as_str));
                // All else is made of these, and is most of the work.
                if cleaned.verdicts == stored.verdicts && cleaned.article.meta == stored.meta {
                    return Ok(None);
                }
                let again = matches!(work, Work::Again(_));
                Ok(Some(Judged { cleaned, keys, paths: stored.paths, old: Some(*place), again }))
            }
        }
    }

    fn clean(&self, page: Page, outlet: Option<Outlet>, keys: &Keys, path: Option<&str>) -> Cleaned {
        let repeats: Vec<u8> = keys.blocks.iter().map(|key| self.furniture.step(*key)).collect();
        let title_suffix = keys.title_suffix.map_or(0, |key| self.furniture.step(key));
        let near = Neighbours { repeats: &repeats, title_suffix };
        ingest::clean_page(page, outlet, path.unwrap_or_default(), near, self.rules, self.today)
    }
}

/// An article that nothing is found in yet.
struct Judged {
    cleaned: Cleaned,
    keys: Keys,
    paths: Vec<String>,
    /// The place of the article that it replaces.
    old: Option<Place>,
    /// Whether it only was judged again.
    again: bool,
}

/// Finds what is in some articles and puts them in; gives the number of those that were judged again. Each thing is looked
/// for in all of them before the next is: the tables that it takes would not stay near the processor otherwise.
fn put(judged: Vec<Judged>, hand: &mut Hand<'_>) -> Result<u64, IndexError> {
    let articles = || judged.iter().map(|one| &one.cleaned.article);
    let parts: Vec<_> = judged.iter().map(|one| one.cleaned.parts()).collect();
    let entities: Vec<Vec<Entity>> =
        articles().zip(&parts).map(|(article, parts)| entity::find_parted(article, parts)).collect();
    let found = articles().zip(&entities).zip(parts).map(|((article, entities), parts)| {
        let mut quotations = quotation::find_parted(article, entities, &parts);
        quotations.retain(|quotation| quotation.speaker.is_some());
        (quotations, topic::find_parted(article, entities, parts))
    });
    let found: Vec<_> = found.collect();
    let again = judged.iter().filter(|one| one.again).count() as u64;
    for ((one, entities), (quotations, topics)) in judged.into_iter().zip(entities).zip(found) {
        let Judged { cleaned, keys, paths, old, .. } = one;
        let article = StoredArticle {
            paths,
            page: cleaned.page,
            outlet: cleaned.outlet,
            verdicts: cleaned.verdicts,
            meta: cleaned.article.meta,
            entities,
            quotations,
            topics,
        };
        hand.put(article, &Made { keys, words: cleaned.words }, old)?;
    }
    Ok(again)
}
