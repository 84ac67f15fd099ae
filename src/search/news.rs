//! What of an answer is new to somebody who has seen some of it before.

use rustc_hash::FxHashSet;

use crate::index::{Archive, IndexError};
use crate::query::{self, Notice, Plan, Resolved};
use crate::search::fold::Group;
use crate::search::hits::Hits;
use crate::search::question::Question;
use crate::search::top::{self, Found};
use crate::search::twins::{Comparer, Families, Traits};
use crate::search::{Duplicates, Hit, Request};

/// What an article is known by whatever becomes of the index: its record, and the page that it is a state of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// [Key](crate::index::Id::key) of its id.
    pub article: u64,
    /// Of its address and its headline together; `None` for one without an address.
    pub page: Option<u64>,
}

/// An article that is new.
pub struct Fresh {
    /// What it is known by.
    pub mark: Mark,
    /// The same of the near-duplicates that fold under it.
    pub twins: Vec<Mark>,
    group: Group,
}

/// The matching articles, parted into new ones and others.
pub struct News<'a> {
    archive: &'a Archive,
    request: &'a Request,
    plan: Plan,
    /// How many articles match.
    pub total: u64,
    /// New ones, in the order of the request, near-duplicates folded where it says so.
    pub fresh: Vec<Fresh>,
    /// New ones that are near-duplicates of what was seen, where the request folds these.
    pub again: Vec<Mark>,
    /// What was taken literally.
    pub notices: Vec<Notice>,
    found: Vec<(Found, Mark)>,
}

/// Finds what is new among the matching articles, without reading their texts; `seen` tells of one whether it is
/// known. The request's limit and offset do not count.
///
/// Where the request folds near-duplicates, one of an article that was seen and still matches is no news, nor is
/// another state of a page that was seen.
///
/// # Errors
///
/// When the index cannot be read.
pub fn news<'a>(
    archive: &'a Archive,
    request: &'a Request,
    seen: &dyn Fn(Mark) -> bool,
) -> Result<News<'a>, IndexError> {
    let parsed = query::parse(&request.query);
    let question = Question::of(archive, request, &request.whole(parsed.query))?;
    let (total, found) = top::find(archive, &question, request.order, usize::MAX)?;
    let comparer = Comparer::open(archive)?;
    let marked = found.into_iter().map(|found| (found, comparer.of(found.address).mark()));
    let mut news = News {
        archive,
        request,
        plan: question.plan,
        total,
        fresh: Vec::new(),
        again: Vec::new(),
        notices: parsed.notices,
        found: marked.collect(),
    };
    let (known, new): (Vec<_>, Vec<_>) = news.found.iter().copied().partition(|(_, mark)| seen(*mark));
    if request.duplicates == Duplicates::Show {
        news.fresh = new.into_iter().map(|(found, mark)| Fresh::of(found, mark)).collect();
    } else if !new.is_empty() {
        news.fold(&comparer, &known, new);
    }
    Ok(news)
}

impl Fresh {
    fn of(found: Found, mark: Mark) -> Self {
        Self { mark, twins: Vec::new(), group: Group { head: found, others: Vec::new() } }
    }
}

impl Traits {
    fn mark(&self) -> Mark {
        Mark { article: self.key, page: self.page() }
    }
}

impl News<'_> {
    /// Folds new articles under those that are known, then under one another.
    fn fold(&mut self, comparer: &Comparer, known: &[(Found, Mark)], new: Vec<(Found, Mark)>) {
        let mut families = Families::default();
        // Heads that were seen come first, so that the number of a head tells what it is.
        let seen = known.iter().filter(|(found, _)| families.place(comparer.of(found.address)).1.is_none());
        let seen = seen.count();
        for (found, mark) in new {
            match families.place(comparer.of(found.address)) {
                (at, Some(_)) if at < seen => self.again.push(mark),
                (at, Some(sameness)) => {
                    let head = &mut self.fresh[at - seen];
                    head.group.others.push((found, sameness));
                    head.twins.push(mark);
                }
                (_, None) => self.fresh.push(Fresh::of(found, mark)),
            }
        }
    }

    /// Names that the query asks for, and whom they were taken for.
    pub fn names(&self) -> &[Resolved] {
        &self.plan.names
    }

    /// Reads new articles, the first `limit` of them, and hands them on one at a time; stops when `each` gives `false`.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn for_each(&self, limit: usize, each: &mut dyn FnMut(Hit) -> bool) -> Result<(), IndexError> {
        let mut hits = Hits::new(self.archive, self.request, &self.plan);
        for (at, fresh) in self.fresh.iter().take(limit).enumerate() {
            if !each(hits.with_twins(at as u64 + 1, &fresh.group)?) {
                break;
            }
        }
        Ok(())
    }

    /// Reads those of the matching articles that have these keys, in the order of the request.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn of_keys(&self, keys: &FxHashSet<u64>) -> Result<Vec<Hit>, IndexError> {
        let mut hits = Hits::new(self.archive, self.request, &self.plan);
        let wanted = self.found.iter().filter(|(_, mark)| keys.contains(&mark.article));
        wanted.enumerate().map(|(at, (found, _))| hits.load(at as u64 + 1, found)).collect()
    }
}
