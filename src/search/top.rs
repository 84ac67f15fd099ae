//! The matching documents in order, without reading what is stored of them.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tantivy::columnar::Column;
use tantivy::query::EnableScoring;
use tantivy::{BitSet, COLLECT_BLOCK_BUFFER_LEN, DocAddress, DocId, SegmentReader, TERMINATED};

use crate::index::{Archive, IndexError};
use crate::query::Plan;
use crate::search::Order;
use crate::search::question::{Known, Question, found};
use crate::search::rank::{Formula, Scorer};

/// Stands for an unknown day: before every day of the calendar.
const UNDATED: i64 = i64::MIN;
/// Documents that are weighed together: enough that each list is read in one go, few enough that the score to beat rises
/// between them.
const TOGETHER: usize = 256;
/// How many times as many documents as are wanted from a [`look`] are scored in full.
///
/// Source: of 1 to 4, from 3 on the answers are as telling as if all were scored in full (nDCG@10 0.719, 0.725, 0.726, 0.726
/// for subjects).
const LOOKED: usize = 4;

/// A matching document with what its place in the order hangs on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// Higher is better.
    pub(super) score: f32,
    /// Where it is stored.
    pub(super) address: DocAddress,
    /// In days since 1970, [`UNDATED`] where unknown.
    day: i64,
    /// Beginning of its id.
    pub(super) key: u64,
    order: Order,
}

impl Found {
    /// Less for what stands first.
    fn place(&self, other: &Self) -> Ordering {
        let score = || other.score.total_cmp(&self.score);
        let newest = || other.day.cmp(&self.day);
        let oldest = || (self.day == UNDATED, self.day).cmp(&(other.day == UNDATED, other.day));
        let by_order = match self.order {
            Order::Relevance | Order::Fresh(_) => score().then_with(newest),
            Order::Newest => newest().then_with(score),
            Order::Oldest => oldest().then_with(score),
        };
        by_order.then_with(|| self.key.cmp(&other.key))
    }
}

impl Ord for Found {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place(other)
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Found {}

/// How many documents match, exactly, and the first `limit` of them in order.
pub(super) fn find(
    archive: &Archive,
    question: &Question,
    order: Order,
    limit: usize,
) -> Result<(u64, Vec<Found>), IndexError> {
    let formula = Formula::new(archive, &question.plan, order)?;
    let mut first = First::new(order, limit);
    let mut total = 0;
    for (at, segment) in (0..).zip(archive.searcher().segment_readers()) {
        let ties = Ties::open(segment)?;
        let Some(known) = question.known(at) else {
            let mut scorer = formula.open(segment, None)?;
            let mut matches = found(archive, question.plan.filter.as_ref(), segment)?;
            let mut docs = Vec::new();
            while gather(&mut *matches, segment, &mut docs) {
                total += docs.len();
                first.take(&docs, &mut scorer, &ties, at)?;
            }
            continue;
        };
        let mut scorer = formula.open(segment, Some(&known.lengths))?;
        let added = question.added(archive, known, segment, &scorer)?;
        total += known.matches + added.len();
        first.take_known(known, &added, &mut scorer, &ties, at)?;
    }
    Ok((total as u64, first.heap.into_sorted_vec()))
}

/// The first `limit` documents of a plan by relevance, of those that have the words most often; and what looking for them
/// has told, by segment.
///
/// Where words stand costs as much as all else, and hardly ever brings one of the first from far behind.
pub(super) fn look(
    archive: &Archive,
    plan: &Plan,
    limit: usize,
) -> Result<(Vec<Found>, Vec<Known>), IndexError> {
    let order = Order::Relevance;
    let formula = Formula::new(archive, plan, order)?;
    let mut rough = First::new(order, limit * LOOKED);
    let mut known = Vec::new();
    for (at, segment) in (0..).zip(archive.searcher().segment_readers()) {
        let mut scorer = formula.open(segment, None)?;
        scorer.remember(segment.max_doc());
        let ties = Ties::open(segment)?;
        let mut found = found(archive, plan.filter.as_ref(), segment)?;
        let (mut docs, mut matches) = (Vec::new(), 0);
        while gather(&mut *found, segment, &mut docs) {
            matches += docs.len();
            for row in 0..scorer.weigh(&docs, rough.least()) {
                if let Some((doc, score)) = scorer.estimate(row)
                    && score >= rough.least()
                {
                    rough.enter(ties.found(DocAddress::new(at, doc), score, order));
                }
            }
        }
        let (most, lengths) = scorer.remembered();
        known.push(Known { most, matches, lengths });
    }
    let mut likely: Vec<DocAddress> = rough.heap.into_iter().map(|found| found.address).collect();
    likely.sort_unstable();
    let mut first = First::new(order, limit);
    for docs in likely.chunk_by(|one, other| one.segment_ord == other.segment_ord) {
        let at = docs[0].segment_ord;
        let segment = archive.searcher().segment_reader(at);
        let docs: Vec<DocId> = docs.iter().map(|address| address.doc_id).collect();
        let mut scorer = formula.open(segment, Some(&known[at as usize].lengths))?;
        first.take(&docs, &mut scorer, &Ties::open(segment)?, at)?;
    }
    Ok((first.heap.into_sorted_vec(), known))
}

/// The documents that match, by segment.
pub(super) fn sets(archive: &Archive, question: &Question) -> Result<Vec<BitSet>, IndexError> {
    let formula = || Formula::new(archive, &question.plan, Order::Relevance);
    let formula = question.is_wider().then(formula).transpose()?;
    let mut sets = Vec::new();
    for (at, segment) in (0..).zip(archive.searcher().segment_readers()) {
        let mut set = BitSet::with_max_value(segment.max_doc());
        if let (Some(formula), Some(known)) = (&formula, question.known(at)) {
            let scorer = formula.open(segment, Some(&known.lengths))?;
            let added = question.added(archive, known, segment, &scorer)?;
            known.matching().chain(added).for_each(|doc| _ = set.insert(doc));
        } else {
            let mut matches = found(archive, question.plan.filter.as_ref(), segment)?;
            let mut docs = Vec::new();
            while gather(&mut *matches, segment, &mut docs) {
                docs.iter().for_each(|doc| _ = set.insert(*doc));
            }
        }
        sets.push(set);
    }
    Ok(sets)
}

/// How many undeleted documents match.
pub(super) fn count(archive: &Archive, plan: &Plan) -> Result<u64, IndexError> {
    let weight = plan.filter.weight(EnableScoring::disabled_from_searcher(archive.searcher()))?;
    let mut total = 0;
    for segment in archive.searcher().segment_readers() {
        total += u64::from(weight.count(segment)?);
    }
    Ok(total)
}

/// The first so many of what was seen; the last of them on top of the heap.
struct First {
    limit: usize,
    order: Order,
    heap: BinaryHeap<Found>,
}

impl First {
    fn new(order: Order, limit: usize) -> Self {
        Self { limit, order, heap: BinaryHeap::new() }
    }

    /// Takes matching documents of a segment, which rise from call to call.
    fn take(
        &mut self,
        docs: &[DocId],
        scorer: &mut Scorer,
        ties: &Ties,
        segment: u32,
    ) -> Result<(), IndexError> {
        for at in 0..scorer.weigh(docs, self.least()) {
            if let Some((doc, score)) = scorer.settle(at, self.least())? {
                self.enter(ties.found(DocAddress::new(segment, doc), score, self.order));
            }
        }
        Ok(())
    }

    /// Takes the matching documents of a segment of which it is known what they score at the most, and others beside them.
    fn take_known(
        &mut self,
        known: &Known,
        others: &[DocId],
        scorer: &mut Scorer,
        ties: &Ties,
        segment: u32,
    ) -> Result<(), IndexError> {
        let mut docs = Vec::new();
        let mut others = others.iter().copied().peekable();
        for (first, most) in (0..).step_by(TOGETHER).zip(known.most.chunks(TOGETHER)) {
            scorer.reaching(first, most, self.least().max(f32::MIN), &mut docs);
            let until = first + most.len() as DocId;
            docs.extend(std::iter::from_fn(|| others.next_if(|doc| *doc < until)));
            docs.sort_unstable();
            self.take(&docs, scorer, ties, segment)?;
        }
        Ok(())
    }

    /// The score that a document has to have at the least.
    fn least(&self) -> f32 {
        let full = self.heap.len() >= self.limit;
        match self.heap.peek() {
            Some(last) if full && matches!(self.order, Order::Relevance | Order::Fresh(_)) => last.score,
            None if full => f32::INFINITY,
            _ => f32::NEG_INFINITY,
        }
    }

    fn enter(&mut self, found: Found) {
        if self.heap.len() < self.limit {
            self.heap.push(found);
        } else if let Some(mut last) = self.heap.peek_mut()
            && found < *last
        {
            *last = found;
        }
    }
}

/// Takes the next documents out, some hundred together, without deleted ones; `false` once there are no more.
fn gather(matches: &mut dyn tantivy::query::Scorer, segment: &SegmentReader, docs: &mut Vec<DocId>) -> bool {
    docs.clear();
    let mut buffer = [0; COLLECT_BLOCK_BUFFER_LEN];
    while docs.len() < TOGETHER && matches.doc() != TERMINATED {
        let taken = matches.fill_buffer(&mut buffer);
        docs.extend_from_slice(&buffer[..taken]);
    }
    let any = !docs.is_empty();
    if segment.has_deletes() {
        docs.retain(|doc| !segment.is_deleted(*doc));
    }
    any
}

/// What breaks ties.
struct Ties {
    day: Column<i64>,
    key: Column<u64>,
}

impl Ties {
    fn open(segment: &SegmentReader) -> Result<Self, IndexError> {
        let fields = segment.fast_fields();
        Ok(Self { day: fields.i64("first_day")?, key: fields.u64("id_key")? })
    }

    fn found(&self, address: DocAddress, score: f32, order: Order) -> Found {
        let doc: DocId = address.doc_id;
        Found {
            score,
            address,
            day: self.day.first(doc).unwrap_or(UNDATED),
            key: self.key.first(doc).unwrap_or_default(),
            order,
        }
    }
}
