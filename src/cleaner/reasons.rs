//! The evidence against a block, in words.

use crate::cleaner::Reason;
use crate::cleaner::evidence::{Evidence, Part};
use crate::cleaner::form::Ending;

/// What spoke against a block, strongest first.
pub(super) fn reasons(evidence: &Evidence) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    match evidence.part {
        Part::TitleAgain => reasons.push("says the headline again".into()),
        Part::Byline => reasons.push("names who wrote".into()),
        Part::Title | Part::Standfirst | Part::Text => {}
    }
    if let Some(cue) = evidence.cue {
        let verb = if cue.whole { "is" } else { "says" };
        reasons.push(format!("{verb} “{}”", cue.phrase).into());
    }
    if let Some(kind) = evidence.marked {
        reasons.push(format!("stands in an element marked as {}", kind.name()).into());
    }
    if let Some(rule) = evidence.rule {
        reasons.push(rule.name().into());
    }
    match evidence.repeats {
        0 => {}
        1 => reasons.push("repeated in 2 stories".into()),
        2 => reasons.push("repeated in 3 stories or more".into()),
        3 => reasons.push("repeated in 5 stories or more".into()),
        _ => reasons.push("repeated in 10 stories or more".into()),
    }
    if evidence.hidden {
        reasons.push("hidden by the page".into());
    }
    if evidence.form.is_linked() && evidence.rule.is_none() {
        reasons.push(format!("{:.0} % links", evidence.form.link_share * 100.0).into());
    }
    if evidence.home == Some(false) {
        reasons.push("outside the element that holds the story".into());
    }
    if reasons.is_empty() {
        let cut = evidence.form.ending == Ending::Cut;
        reasons.push(if cut { "a text that is cut off" } else { "outside the run of prose" }.into());
    }
    reasons
}
