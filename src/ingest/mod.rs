//! Brings an index up to date with its corpus: the only room that knows the order of the stages.
//!
//! In: [`Settings`] and what the run may do. Out: a [`Report`], and on disk a new generation.
//!
//! A run walks the corpus and compares it with the table of the last generation (`scan`), reads what is new or
//! changed into a spool (`read`, `spool`), counts what outlets repeat (`furniture`), and judges: the pages of the
//! spool, and the articles whose furniture counts have changed their step (`settle`). A large run does so batch by
//! batch, each one a generation of its own.

mod forget;
mod furniture;
mod gather;
mod hash;
mod ledger;
mod overrule;
mod read;
mod report;
mod run;
mod scan;
mod settle;
mod spool;
mod trial;

pub use forget::{forget, left_out};
pub use report::{Event, IngestError, Report};
pub use scan::roots;
pub use trial::{Effect, Sample, Trial, try_rules};

use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;

use crate::article::{self, Article, Circumstances, Removed, Stated};
use crate::cleaner::{self, Context, Verdict};
use crate::outlet::{self, Outlet};
use crate::overrule::{Date, Rules, Subject};
use crate::reader::{self, Origin, Page, ReadError, Source};
use crate::settings::Settings;
use crate::text::{Parted, Parts};

/// What a run may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "four switches of a command line, each of its own meaning")]
pub struct Options {
    /// Read and judge everything anew, and give up an index of another format.
    pub rebuild: bool,
    /// Compare the content of every file, whatever its time says.
    pub verify: bool,
    /// Drop missing articles even where they are more than a fifth of the archive.
    pub prune: bool,
    /// Say what would be done and write nothing.
    pub dry_run: bool,
}

/// The time, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Nanoseconds since 1970.
    pub now: i64,
    /// No publication date is later than this day.
    pub today: NaiveDate,
}

/// Brings the index up to date with the corpus. `stop` ends the reading early: what is read by then is committed.
///
/// # Errors
///
/// When a corpus folder was never there, the index is of another format or being written, or the disk refuses.
/// A file that cannot be read is a line of the report, not an error.
pub fn ingest(
    settings: &Settings,
    options: Options,
    clock: Clock,
    stop: &AtomicBool,
    events: &mut dyn FnMut(Event),
) -> Result<Report, IngestError> {
    if options.dry_run {
        run::rehearse(settings, options, clock, stop, events)
    } else {
        run::run(settings, options, clock, stop, events)
    }
}

/// A page with everything that was made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cleaned {
    /// As read.
    pub page: Page,
    /// Who published it.
    pub outlet: Option<Outlet>,
    /// One per block.
    pub verdicts: Vec<Verdict>,
    /// The article.
    pub article: Article,
    /// The words of its blocks, and behind them those of its headline.
    pub words: Parted,
}

impl Cleaned {
    /// What was not the article.
    pub fn removed(&self) -> Vec<Removed> {
        article::removed(&self.page, &self.verdicts)
    }

    /// Bytes of the page's text.
    fn bytes(&self) -> usize {
        self.page.blocks.iter().map(|block| block.text.len()).sum()
    }

    /// The article's [texts](Article::texts), parted.
    pub fn parts(&self) -> Vec<Parts<'_>> {
        let title = self.page.blocks.len();
        let places = std::iter::once(title).chain(self.article.body.iter().map(|block| block.at as usize));
        places.zip(self.article.texts()).map(|(at, text)| self.words.parts(at, text)).collect()
    }
}

/// What is known of the other pages of a page's outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Neighbours<'a> {
    /// Per block, the [`cleaner::step`] of the number of stories that carry it; empty where nothing is known.
    pub repeats: &'a [u8],
    /// The same for the title's suffix.
    pub title_suffix: u8,
}

/// Who publishes a page at this path: as found, unless a rule corrects it.
pub fn outlet_of(page: &Page, path: &str, rules: &Rules) -> Option<Outlet> {
    let found = outlet::of(page, path);
    if !rules.corrects_outlets() {
        return found;
    }
    match rules.outlet(&Subject { page, path, outlet: found.as_ref() }) {
        Some(name) => Some(Outlet::named(name.to_owned(), Origin::User)),
        None => found,
    }
}

/// Cleans one page; `rules` have the last word.
pub fn clean_page(
    page: Page,
    outlet: Option<Outlet>,
    path: &str,
    near: Neighbours<'_>,
    rules: &Rules,
    today: NaiveDate,
) -> Cleaned {
    let mut words = Parted::of(page.blocks.iter().map(|block| block.text.as_str()));
    let lang = article::language_parted(&page, &words);
    let context = Context {
        page: &page,
        outlet: outlet.as_ref(),
        lang: lang.as_ref().map(|lang| lang.value),
        repeats: near.repeats,
    };
    let mut verdicts = cleaner::clean_parted(&context, &words);
    rules.overrule(&Subject { page: &page, path, outlet: outlet.as_ref() }, &mut verdicts);
    let around =
        Circumstances { path, outlet: outlet.as_ref(), lang, today, title_suffix_step: near.title_suffix };
    let mut article = article::assemble(&page, &verdicts, &around);
    correct_date(&page, path, rules, &mut article);
    words.push(article.texts().next().unwrap_or_default());
    Cleaned { page, outlet, verdicts, article, words }
}

fn correct_date(page: &Page, path: &str, rules: &Rules, article: &mut Article) {
    if !rules.corrects_dates() {
        return;
    }
    let found = outlet::of(page, path);
    if let Some(date) = rules.date(&Subject { page, path, outlet: found.as_ref() }) {
        article.meta.date = match date {
            Date::Known(value) => Some(Stated { value, origin: Origin::User }),
            Date::Unknown => None,
        };
    }
}

/// Reads and cleans every record of one file's decompressed content, one at a time, without any index; `rules` have
/// the last word.
pub fn clean(
    source: &mut Source<'_>,
    rules: &Rules,
    today: NaiveDate,
    each: &mut dyn FnMut(Result<Cleaned, ReadError>) -> ControlFlow<()>,
) {
    let path = source.path;
    reader::records(source, &mut |page| {
        each(page.map(|page| {
            let outlet = outlet_of(&page, path, rules);
            clean_page(page, outlet, path, Neighbours::default(), rules, today)
        }))
    });
}

/// The same for content that is in memory, of any size.
pub fn clean_bytes(
    path: &str,
    bytes: &[u8],
    rules: &Rules,
    today: NaiveDate,
) -> Vec<Result<Cleaned, ReadError>> {
    let mut all = Vec::new();
    let mut source = Source::new(path, Box::new(bytes), u64::MAX).of_size(bytes.len() as u64);
    clean(&mut source, rules, today, &mut |cleaned| {
        all.push(cleaned);
        ControlFlow::Continue(())
    });
    all
}
