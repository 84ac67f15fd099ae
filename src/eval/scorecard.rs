//! What a measurement says, for people and for programs.

use std::fmt;

use serde::Serialize;

/// One measured number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// The measure, as its pack names it.
    pub name: &'static str,
    /// Its value; shares lie in `0.0..=1.0`, counts are whole.
    pub value: f64,
}

/// The means over one group of items: a split, a rendering, a kind of entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Which group.
    pub name: String,
    /// How many items were measured.
    pub items: usize,
    /// In the order in which they are shown.
    pub scores: Vec<Score>,
}

impl Group {
    /// A group without scores yet.
    pub fn new(name: impl Into<String>, items: usize) -> Self {
        Self { name: name.into(), items, scores: Vec::new() }
    }

    /// Adds a score.
    pub fn push(&mut self, name: &'static str, value: f64) {
        self.scores.push(Score { name, value });
    }

    /// The value of a measure; `None` where the group has no such measure.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.scores.iter().find(|score| score.name == name).map(|score| score.value)
    }
}

/// An item and how it fared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Worst {
    /// The group it belongs to.
    pub group: String,
    /// Its name in the pack.
    pub item: String,
    /// Its score.
    pub score: f64,
    /// What is worth knowing of it, one line.
    pub note: String,
}

/// What one measurement found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scorecard {
    /// Which measurement: `extraction`, `seed` and so on.
    pub name: &'static str,
    /// One after another.
    pub groups: Vec<Group>,
    /// The worst items of each group, worst first.
    pub worst: Vec<Worst>,
}

impl Scorecard {
    /// The value of a measure by its path `group/measure`; a group's name may hold slashes itself.
    pub fn get(&self, path: &str) -> Option<f64> {
        let (group, measure) = path.rsplit_once('/')?;
        self.groups.iter().find(|candidate| candidate.name == group)?.get(measure)
    }

    /// Keeps the `count` worst of these items: lowest score first, equal ones in their order.
    pub(super) fn add_worst(&mut self, mut items: Vec<Worst>, count: usize) {
        items.sort_by(|a, b| a.score.total_cmp(&b.score));
        items.truncate(count);
        self.worst.append(&mut items);
    }
}

impl fmt::Display for Scorecard {
    /// A line a measure, groups under their names, then the worst items.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for group in &self.groups {
            writeln!(f, "{} {}, {} items", self.name, group.name, group.items)?;
            for Score { name, value } in &group.scores {
                let digits = if name.ends_with("count") { 0 } else { 4 };
                writeln!(f, "  {name:<36} {value:>9.digits$}")?;
            }
        }
        for worst in &self.worst {
            writeln!(f, "{:.3}  {}  {}  {}", worst.score, worst.group, worst.item, worst.note)?;
        }
        Ok(())
    }
}

/// The mean of some values; `None` for none.
pub(super) fn mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.into_iter().fold((0_u64, 0.0), |(count, sum), value| (count + 1, sum + value));
    (count > 0).then(|| sum / count as f64)
}

/// 1 for true, 0 for false.
pub(super) fn share(is_so: bool) -> f64 {
    f64::from(u8::from(is_so))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scorecard_is_asked_by_path_and_shows_a_line_a_measure() {
        let mut group = Group::new("html", 2);
        group.push("word_f1", 0.5);
        group.push("missing_count", 1.0);
        let card = Scorecard { name: "extraction", groups: vec![group], worst: Vec::new() };
        assert_eq!(card.get("html/word_f1"), Some(0.5));
        assert_eq!(card.get("plain/word_f1"), None);
        insta::assert_snapshot!(card, @r"
        extraction html, 2 items
          word_f1                                 0.5000
          missing_count                                1
        ");
    }

    #[test]
    fn the_worst_come_first() {
        let item = |item: &str, score| Worst {
            group: "html".to_owned(),
            item: item.to_owned(),
            score,
            note: String::new(),
        };
        let mut card = Scorecard { name: "extraction", groups: Vec::new(), worst: Vec::new() };
        card.add_worst(vec![item("a", 0.9), item("b", 0.1), item("c", 0.5)], 2);
        let names: Vec<&str> = card.worst.iter().map(|worst| worst.item.as_str()).collect();
        assert_eq!(names, ["b", "c"]);
        assert_eq!(mean([]), None);
    }
}
