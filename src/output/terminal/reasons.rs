//! Why a hit has its score, and how a query was read, in words.

use crate::output::terminal::{count, line, thousands};
use crate::search::{Part, Reason, Why};

/// Columns that the reading of a query takes before its counts.
const READING: usize = 64;

/// The parts of a score, one a line; what only related words earn in one line together.
pub fn reasons(all: &[Reason]) -> Vec<String> {
    let related: Vec<&Reason> =
        all.iter().filter(|reason| matches!(reason.why, Why::Words { related: true, .. })).collect();
    let own = all.iter().filter(|reason| !matches!(reason.why, Why::Words { related: true, .. }));
    let mut lines: Vec<String> = own.map(reason).collect();
    if !related.is_empty() {
        let points: f64 = related.iter().map(|reason| reason.points).sum();
        let words: Vec<String> = related.iter().map(|reason| line(&reason.what)).collect();
        lines.push(format!("{points:>6.2}  related words, not asked for: {}", words.join(", ")));
    }
    lines
}

/// One part of a score: `2.41  harbour: 1 × headline, 3 × body, 1 of them in the lead; in 12 articles`.
fn reason(reason: &Reason) -> String {
    format!("{:>6.2}  {}: {}", reason.points, line(&reason.what), why(&reason.why))
}

fn why(why: &Why) -> String {
    match why {
        Why::Words { headline, lead, body, articles, .. } => {
            let places = [(*headline, "in the headline"), (*body, "in the body")];
            let times = |(times, place): (u32, &str)| (times > 0).then(|| format!("{times} × {place}"));
            let mut all: Vec<String> = places.into_iter().filter_map(times).collect();
            if *lead > 0 {
                all.push(format!("{lead} of these at its beginning"));
            }
            format!("{}; in {} of the archive", all.join(", "), count(*articles, "article"))
        }
        Why::Old { days: Some(days) } => format!("{} old", count(*days, "day")),
        Why::Old { days: None } => "undated, and taken for old".to_owned(),
        Why::Together { times } => format!("{times} × side by side"),
        Why::Central { steps, articles } => {
            format!("named, centrality {steps} of 9; in {} of the archive", count(*articles, "article"))
        }
    }
}

/// One part of a query: what it asks for, and the articles that it finds by itself; below it the words that it stands
/// for.
pub fn part(part: &Part) -> Vec<String> {
    let indent = "  ".repeat(part.reading.depth);
    let asked = format!("{indent}{}", line(&part.reading.words));
    let found = part.articles.map_or(String::new(), |articles| count(articles, "article"));
    let mut lines = vec![format!("{asked:<READING$}  {found}").trim_end().to_owned()];
    if !part.forms.is_empty() {
        let forms =
            part.forms.iter().map(|(form, articles)| format!("{} {}", line(form), thousands(*articles)));
        let more = match part.more_forms {
            0 => String::new(),
            more => format!(", and {} more", thousands(more as u64)),
        };
        lines.push(format!("{indent}  = {}{more}", forms.collect::<Vec<_>>().join(", ")));
    }
    lines
}
