//! Which segments become one.

use tantivy::SegmentMeta;
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// Articles of the largest segment that others are merged into: memory that a merge takes grows with them, by about
/// 0.4 KB each (the terms of all, and the largest of their columns), and a search is quick on a dozen segments.
const MOST: u32 = 1 << 16;

/// Share of deleted documents from which on a segment is merged.
const DELETED_SHARE: f32 = 0.3;

/// Merges what is of about one size, as the engine's own policy does, into segments of bounded size.
#[derive(Debug)]
pub(super) struct Bounded {
    levels: LogMergePolicy,
    most: u32,
}

impl Default for Bounded {
    fn default() -> Self {
        let mut levels = LogMergePolicy::default();
        levels.set_del_docs_ratio_before_merge(DELETED_SHARE);
        Self { levels, most: MOST }
    }
}

impl MergePolicy for Bounded {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let (small, full): (Vec<SegmentMeta>, Vec<SegmentMeta>) =
            segments.iter().cloned().partition(|segment| segment.num_docs() <= self.most / 2);
        let alone = full.iter().filter(|segment| has_many_deleted(segment));
        let alone = alone.map(|segment| MergeCandidate(vec![segment.id()]));
        let parted = self.levels.compute_merge_candidates(&small).into_iter().flat_map(|candidate| {
            let wanted = small.iter().filter(|segment| candidate.0.contains(&segment.id()));
            parted(wanted.collect(), self.most)
        });
        parted.chain(alone).collect()
    }
}

/// Segments in groups that have no more articles than `most`, the small ones together; a group of one is merged only
/// to get rid of what is deleted in it.
fn parted(mut segments: Vec<&SegmentMeta>, most: u32) -> Vec<MergeCandidate> {
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
    let wanted = |group: &Vec<&SegmentMeta>| group.len() > 1 || has_many_deleted(group[0]);
    let candidate =
        |group: Vec<&SegmentMeta>| MergeCandidate(group.into_iter().map(SegmentMeta::id).collect());
    groups.into_iter().filter(wanted).map(candidate).collect()
}

fn has_many_deleted(segment: &SegmentMeta) -> bool {
    segment.num_deleted_docs() as f32 > segment.max_doc() as f32 * DELETED_SHARE
}

#[cfg(test)]
mod tests {
    use tantivy::schema::Schema;
    use tantivy::{Index, index::SegmentId};

    use super::*;

    /// Sizes of the segments of each merge that is made of segments of these sizes.
    fn merges(sizes: &[u32]) -> Vec<Vec<u32>> {
        let index = Index::create_in_ram(Schema::builder().build());
        let segments: Vec<SegmentMeta> =
            sizes.iter().map(|size| index.new_segment_meta(SegmentId::generate_random(), *size)).collect();
        let size = |id: &SegmentId| {
            segments.iter().find(|segment| segment.id() == *id).map_or(0, SegmentMeta::num_docs)
        };
        let policy = Bounded { most: 40_000, ..Bounded::default() };
        let found = policy.compute_merge_candidates(&segments);
        found.iter().map(|candidate| candidate.0.iter().map(size).collect()).collect()
    }

    #[test]
    fn eight_small_segments_become_one() {
        assert_eq!(merges(&[2_000; 8]), [vec![2_000; 8]]);
        assert!(merges(&[2_000; 7]).is_empty());
    }

    #[test]
    fn no_segment_grows_past_the_bound() {
        assert_eq!(merges(&[12_000; 8]), [vec![12_000; 3], vec![12_000; 3], vec![12_000; 2]]);
        assert!(merges(&[20_001; 9]).is_empty());
    }
}
