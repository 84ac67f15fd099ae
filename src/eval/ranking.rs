//! How good a ranked list is, by the measures of the retrieval packs.
//!
//! In: the grades of a list's documents in order, and every grade that was judged. Out: a number in `0.0..=1.0` each.
//! All are those of `trec_eval`; checked against the scorer of the retrieval pack on whole runs, to its four digits.

/// Ranks that the measures of a first page look at.
const PAGE: usize = 10;
/// Ranks that recall looks at.
const DEPTH: usize = 100;

/// The measures of one query, or their means over several.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ranking {
    /// See [`ndcg`], of the first 10.
    pub ndcg: f64,
    /// See [`average_precision`].
    pub average_precision: f64,
    /// See [`reciprocal_rank`], of the first 10.
    pub reciprocal_rank: f64,
    /// 1 where the first document is relevant, else 0.
    pub success: f64,
    /// See [`precision`], of the first 10.
    pub precision: f64,
    /// See [`recall`], of the first 100.
    pub recall: f64,
}

impl Ranking {
    /// Measures one query. `ranked` holds the grade of each document, best rank first (0 = not relevant); `judged`
    /// every grade above 0 of the query, in any order. All 0 where nothing was judged relevant.
    pub fn of(ranked: &[u32], judged: &[u32]) -> Self {
        Self {
            ndcg: ndcg(ranked, judged, PAGE),
            average_precision: average_precision(ranked, judged.len()),
            reciprocal_rank: reciprocal_rank(ranked, PAGE),
            success: reciprocal_rank(ranked, 1),
            precision: precision(ranked, PAGE),
            recall: recall(ranked, judged.len(), DEPTH),
        }
    }

    /// The means over some queries; all 0 for none.
    pub fn mean(queries: &[Self]) -> Self {
        let mean = |value: fn(&Self) -> f64| {
            queries.iter().fold(0.0, |sum, query| sum + value(query)) / queries.len().max(1) as f64
        };
        Self {
            ndcg: mean(|one| one.ndcg),
            average_precision: mean(|one| one.average_precision),
            reciprocal_rank: mean(|one| one.reciprocal_rank),
            success: mean(|one| one.success),
            precision: mean(|one| one.precision),
            recall: mean(|one| one.recall),
        }
    }

    /// Name and value of each measure, in the order in which they are shown.
    pub fn named(&self) -> [(&'static str, f64); 6] {
        [
            ("nDCG@10", self.ndcg),
            ("MAP", self.average_precision),
            ("MRR@10", self.reciprocal_rank),
            ("S@1", self.success),
            ("P@10", self.precision),
            ("R@100", self.recall),
        ]
    }
}

/// Normalised discounted cumulative gain of the first `k` documents: what they gain over what the best order of all
/// judged documents gains; 0 where nothing was judged relevant.
///
/// Source: Järvelin and Kekäläinen 2002, doi:10.1145/582415.582418; the gain is the grade and the discount
/// `log2(rank + 1)`, as in `trec_eval`'s `ndcg_cut`.
pub fn ndcg(ranked: &[u32], judged: &[u32], k: usize) -> f64 {
    let mut best = judged.to_vec();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let ideal = gain(&best, k);
    if ideal == 0.0 { 0.0 } else { gain(ranked, k) / ideal }
}

fn gain(grades: &[u32], k: usize) -> f64 {
    let ranked = grades.iter().take(k).zip(1_u32..);
    ranked.fold(0.0, |sum, (&grade, rank)| sum + f64::from(grade) / f64::from(rank + 1).log2())
}

/// The mean, over all `relevant` documents, of the precision at their rank; one that is not in the list counts 0. The
/// mean of this over queries is MAP.
///
/// Source: Buckley and Voorhees 2000, doi:10.1145/345508.345543; `trec_eval`'s `map`.
pub fn average_precision(ranked: &[u32], relevant: usize) -> f64 {
    let ranks = ranked.iter().zip(1_u32..).filter(|(grade, _)| **grade > 0).map(|(_, rank)| rank);
    let precisions = ranks.zip(1_u32..).map(|(rank, found)| f64::from(found) / f64::from(rank));
    share(precisions.fold(0.0, |sum, precision| sum + precision), relevant)
}

/// One divided by the rank of the first relevant document; 0 where the first `k` hold none.
///
/// Source: Voorhees 1999, the question answering track of TREC-8; `trec_eval`'s `recip_rank`, cut.
pub fn reciprocal_rank(ranked: &[u32], k: usize) -> f64 {
    let first = ranked.iter().take(k).position(|&grade| grade > 0);
    first.map_or(0.0, |at| 1.0 / (at + 1) as f64)
}

/// Share of relevant documents among the first `k` ranks; a rank that the list does not fill is not relevant.
pub fn precision(ranked: &[u32], k: usize) -> f64 {
    share(found(ranked, k), k)
}

/// Share of all `relevant` documents that the first `k` ranks hold.
pub fn recall(ranked: &[u32], relevant: usize, k: usize) -> f64 {
    share(found(ranked, k), relevant)
}

fn found(ranked: &[u32], k: usize) -> f64 {
    ranked.iter().take(k).filter(|&&grade| grade > 0).count() as f64
}

fn share(part: f64, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part / whole as f64 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(measured: f64, wanted: f64) {
        assert!((measured - wanted).abs() < 1e-12, "{measured} is not {wanted}");
    }

    #[test]
    fn a_gain_is_discounted_by_the_logarithm_of_its_rank() {
        check(
            ndcg(&[0, 2, 0, 1], &[1, 2], 10),
            (2.0 / 3_f64.log2() + 1.0 / 5_f64.log2()) / (2.0 + 1.0 / 3_f64.log2()),
        );
        check(ndcg(&[0, 2, 0, 1], &[1, 2], 1), 0.0);
    }

    #[test]
    fn average_precision_counts_what_was_not_found() {
        check(average_precision(&[1, 0, 3], 4), (1.0 + 2.0 / 3.0) / 4.0);
    }

    #[test]
    fn the_first_relevant_rank_counts_inside_the_cut() {
        check(reciprocal_rank(&[0, 0, 1], 10), 1.0 / 3.0);
        check(reciprocal_rank(&[0, 0, 1], 2), 0.0);
    }

    #[test]
    fn precision_divides_by_the_cut_and_recall_by_what_there_is() {
        check(precision(&[1, 1], 10), 0.2);
        check(recall(&[1, 1], 8, 100), 0.25);
    }

    #[test]
    fn nothing_relevant_is_nothing_measured() {
        assert_eq!(Ranking::of(&[0, 0], &[]), Ranking::default());
        assert_eq!(Ranking::mean(&[]), Ranking::default());
    }

    proptest! {
        #[test]
        fn measures_are_shares_and_the_best_order_has_all(mut grades in prop::collection::vec(0_u32..4, 0..40)) {
            let judged: Vec<u32> = grades.iter().copied().filter(|&grade| grade > 0).collect();
            for (name, value) in Ranking::of(&grades, &judged).named() {
                prop_assert!((0.0..=1.0 + 1e-9).contains(&value), "{} {}", name, value);
            }
            grades.sort_unstable_by(|a, b| b.cmp(a));
            let best = Ranking::of(&grades, &judged);
            prop_assert_eq!(best.ndcg > 0.999_999, !judged.is_empty());
        }
    }
}
