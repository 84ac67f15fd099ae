//! The evidence against a block, in words.

use crate::cleaner::evidence::{Evidence, Part};
use crate::cleaner::form::Ending;

/// What spoke against a block, strongest first.
pub(super) fn reasons(evidence: &Evidence) -> Vec<String> {
    let mut reasons = Vec::new();
    match evidence.part {
        Part::TitleAgain => reasons.push("says the headline again".to_owned()),
        Part::Byline => reasons.push("names who wrote".to_owned()),
        Part::Title | Part::Standfirst | Part::Text => {}
    }
    if let Some(cue) = evidence.cue {
        let verb = if cue.whole { "is" } else { "says" };
        reasons.push(format!("{verb} “{}”", cue.phrase));
    }
    if let Some(kind) = evidence.marked {
        reasons.push(format!("stands in an element marked as {}", kind.name()));
    }
    if let Some(rule) = evidence.rule {
        reasons.push(rule.name().to_owned());
    }
    match evidence.repeats {
        0 => {}
        1 => reasons.push("repeated in 2 stories".to_owned()),
        2 => reasons.push("repeated in 3 stories or more".to_owned()),
        3 => reasons.push("repeated in 5 stories or more".to_owned()),
        _ => reasons.push("repeated in 10 stories or more".to_owned()),
    }
    if evidence.hidden {
        reasons.push("hidden by the page".to_owned());
    }
    if evidence.form.is_linked() && evidence.rule.is_none() {
        reasons.push(format!("{:.0} % links", evidence.form.link_share * 100.0));
    }
    if evidence.home == Some(false) {
        reasons.push("outside the element that holds the story".to_owned());
    }
    if reasons.is_empty() {
        let cut = evidence.form.ending == Ending::Cut;
        reasons.push(if cut { "a text that is cut off" } else { "outside the run of prose" }.to_owned());
    }
    reasons
}
