//! Which segments become one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::SegmentMeta;
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// Articles of the largest segment that others are merged into: memory that a merge takes grows with them, by about
/// 0.4 KB each (the terms of all, and the largest of their columns), and a search is quick on a dozen segments.
const MOST: u32 = 1 << 16;

/// Share of deleted documents from which on a segment is merged.
const DELETED_SHARE: f32 = 0.3;

/// Articles of segments that are merged at a commit, all together, at the least: fewer are left to gather.
const WORTH: u32 = 1 << 13;

/// Merges what is of about one size, as the engine's own policy does, into segments of bounded size. At a commit what is
/// left of a large run is merged as well, so that a search opens few segments.
#[derive(Debug)]
pub(super) struct Bounded {
    levels: LogMergePolicy,
    most: u32,
    /// Whether this is a commit.
    commits: Arc<AtomicBool>,
}

impl Bounded {
    /// Is told of commits by `commits`.
    pub(super) fn new(commits: Arc<AtomicBool>) -> Self {
        let mut levels = LogMergePolicy::default();
        levels.set_del_docs_ratio_before_merge(DELETED_SHARE);
        Self { levels, most: MOST, commits }
    }
}

impl MergePolicy for Bounded {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let (mut small, full): (Vec<SegmentMeta>, Vec<SegmentMeta>) =
            segments.iter().cloned().partition(|segment| segment.num_docs() <= self.most / 2);
        let alone = full.iter().filter(|segment| has_many_deleted(segment));
        let mut candidates: Vec<MergeCandidate> =
            alone.map(|segment| MergeCandidate(vec![segment.id()])).collect();
        if self.commits.load(Ordering::Relaxed) {
            candidates.extend(
                parted(small.iter().collect(), self.most).iter().filter(|group| gains(group)).map(of),
            );
            small.retain(|segment| !candidates.iter().any(|candidate| candidate.0.contains(&segment.id())));
        }
        for candidate in self.levels.compute_merge_candidates(&small) {
            let wanted = small.iter().filter(|segment| candidate.0.contains(&segment.id()));
            candidates
                .extend(parted(wanted.collect(), self.most).iter().filter(|group| is_due(group)).map(of));
        }
        candidates
    }
}

/// Segments in groups that have no more articles than `most`, the small ones together.
fn parted(mut segments: Vec<&SegmentMeta>, most: u32) -> Vec<Vec<&SegmentMeta>> {
    segments.sort_by_key(|segment| (segment.num_docs(), segment.id()));
    let mut groups: Vec<Vec<&SegmentMeta>> = Vec::new();
    let mut articles = 0;
    for segment in segments {
        articles += segment.num_docs();
        match groups.last_mut() {
            Some(group) if articles <= most => group.push(segment),
            _ => {
                articles = segment.num_docs();
                groups.push(vec![segment]);
            }
        }
    }
    groups
}

fn of(group: &Vec<&SegmentMeta>) -> MergeCandidate {
    MergeCandidate(group.iter().map(|segment| segment.id()).collect())
}

/// Whether a group makes a segment half as large again as any in it, at the least: so nothing is merged often, however
/// little each commit brings.
fn gains(group: &[&SegmentMeta]) -> bool {
    let articles: u32 = group.iter().map(|segment| segment.num_docs()).sum();
    let largest = group.iter().map(|segment| segment.num_docs()).max().unwrap_or(0);
    articles >= WORTH && articles >= largest + largest / 2
}

/// Whether a group that the policy of levels wants merged is worth it: one alone is merged only to get rid of what is
/// deleted in it.
fn is_due(group: &[&SegmentMeta]) -> bool {
    group.len() > 1 || group.iter().any(|segment| has_many_deleted(segment))
}

fn has_many_deleted(segment: &SegmentMeta) -> bool {
    segment.num_deleted_docs() as f32 > segment.max_doc() as f32 * DELETED_SHARE
}

#[cfg(test)]
mod tests {
    use tantivy::schema::Schema;
    use tantivy::{Index, index::SegmentId};

    use super::*;

    /// Sizes of the segments of each merge that is made of segments of these sizes, at a commit or before.
    fn merges(commits: bool, sizes: &[u32]) -> Vec<Vec<u32>> {
        let index = Index::create_in_ram(Schema::builder().build());
        let segments: Vec<SegmentMeta> =
            sizes.iter().map(|size| index.new_segment_meta(SegmentId::generate_random(), *size)).collect();
        let size = |id: &SegmentId| {
            segments.iter().find(|segment| segment.id() == *id).map_or(0, SegmentMeta::num_docs)
        };
        let policy = Bounded { most: 40_000, ..Bounded::new(Arc::new(commits.into())) };
        let found = policy.compute_merge_candidates(&segments);
        found.iter().map(|candidate| candidate.0.iter().map(size).collect()).collect()
    }

    #[test]
    fn eight_small_segments_become_one() {
        assert_eq!(merges(false, &[2_000; 8]), [vec![2_000; 8]]);
        assert!(merges(false, &[2_000; 7]).is_empty());
    }

    #[test]
    fn what_is_left_of_a_large_run_is_merged_at_its_commit() {
        let left = [18_000, 18_000, 5_000, 10_000, 30_000];
        assert!(merges(false, &left).is_empty());
        assert_eq!(merges(true, &left), [vec![5_000, 10_000, 18_000]]);
        assert_eq!(merges(true, &[9_000, 9_000]), [vec![9_000, 9_000]]);
    }

    #[test]
    fn small_commits_do_not_merge_the_same_articles_again_and_again() {
        assert!(merges(true, &[18_000, 10]).is_empty());
        assert!(merges(true, &[10; 7]).is_empty());
        assert_eq!(merges(true, &[10; 8]), [vec![10; 8]]);
    }

    #[test]
    fn no_segment_grows_past_the_bound() {
        assert_eq!(merges(false, &[12_000; 8]), [vec![12_000; 3], vec![12_000; 3], vec![12_000; 2]]);
        assert!(merges(false, &[20_001; 9]).is_empty());
    }
}
