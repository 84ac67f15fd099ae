//! What an article's age takes from its score, where newer ones are asked for.

use chrono::NaiveDate;

use crate::index;

/// The share of its score that the oldest article keeps: a newer one goes before it only where it answers at least half
/// as well. Chosen so; no judgements of freshness were at hand.
const KEPT: f64 = 0.5;

/// How soon articles grow old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    /// The day that ages count from.
    pub today: NaiveDate,
    /// Days after which half of what age can take is taken; at least 1.
    pub half_life: u32,
}

impl Freshness {
    /// The age in days of an article whose date begins on this day, in days since 1970; 0 for one of tomorrow.
    pub(super) fn age(self, day: i64) -> u64 {
        index::day_number(self.today).saturating_sub(day).max(0).unsigned_abs()
    }

    /// What a score is multiplied by, up to 1 for an article of today; an undated one counts as the oldest.
    pub(super) fn factor(self, day: Option<i64>) -> f64 {
        let half = f64::from(self.half_life.max(1));
        KEPT + day.map_or(0.0, |day| (1.0 - KEPT) * half / (half + self.age(day) as f64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_of_today_keeps_all_and_an_old_one_half() {
        let today = NaiveDate::from_ymd_opt(2024, 3, 1).expect("a day");
        let fresh = Freshness { today, half_life: 30 };
        let day = index::day_number(today);
        let close = |factor: f64, wanted: f64| (factor - wanted).abs() < 1e-6;
        assert!(close(fresh.factor(Some(day)), 1.0));
        assert!(close(fresh.factor(Some(day + 9)), 1.0), "of tomorrow");
        assert!(close(fresh.factor(Some(day - 30)), 0.75));
        assert!(close(fresh.factor(None), 0.5));
        assert!(fresh.factor(Some(i64::MIN)) >= 0.5);
    }
}
