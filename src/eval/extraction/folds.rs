//! The judge on pages that it was not fit on: each fifth of the hosts, by a model of the others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cleaner::{self, Verdict};
use crate::eval::extraction::fit;
use crate::eval::extraction::shown::{self, Shown, View};
use crate::eval::scorecard::mean;
use crate::eval::{EvalError, Group, Prf, Scorecard, Worst, parallel};
use crate::sequence::Example;
use crate::text::Fingerprint;

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldOptions {
    /// The pack; the one in its folder `train`, where there is one, is added.
    pub folder: PathBuf,
    /// Into how many parts the hosts are parted, from 2.
    pub folds: usize,
    /// How many of the worst pages of each group to name.
    pub worst: usize,
}

/// Measures bodies by fold: a group a view of the pages.
///
/// # Errors
///
/// Where a file of the pack cannot be read or is of another form.
pub fn measure_folds(options: &FoldOptions) -> Result<Scorecard, EvalError> {
    let views = views(&options.folder)?;
    let examples = parallel::map(&views, fit::example);
    let scores = scores(&views, &examples, options.folds.max(2));
    let mut card = Scorecard { name: "extraction by fold", groups: Vec::new(), worst: Vec::new() };
    for (view, name) in [(View::Html, "html"), (View::Plain, "plain"), (View::FromTitle, "from_title")] {
        let of_view = |at: &usize| views[*at].view == view;
        let places: Vec<usize> = (0..views.len()).filter(of_view).collect();
        let of = |part: fn(&Prf) -> f64| mean(places.iter().map(|&at| part(&scores[at]))).unwrap_or(0.0);
        let mut group = Group::new(name, places.len());
        group.push("word_f1", of(|score| score.f1));
        group.push("precision", of(|score| score.precision));
        group.push("recall", of(|score| score.recall));
        group.push("below_0.80_count", places.iter().filter(|&&at| scores[at].f1 < 0.8).count() as f64);
        card.groups.push(group);
        let worst = places.iter().map(|&at| Worst {
            group: name.to_owned(),
            item: views[at].id.clone(),
            score: scores[at].f1,
            note: format!("p={:.3} r={:.3}  {}", scores[at].precision, scores[at].recall, views[at].host),
        });
        card.add_worst(worst.collect(), options.worst);
    }
    Ok(card)
}

fn views(folder: &Path) -> Result<Vec<Shown>, EvalError> {
    let mut views = shown::all(folder)?;
    let more = folder.join("train");
    if more.is_dir() {
        views.extend(shown::all(&more)?);
    }
    Ok(views)
}

/// The score of every view, each by the model of the other folds.
fn scores(views: &[Shown], examples: &[Example], folds: usize) -> Vec<Prf> {
    let fold = |view: &Shown| (Fingerprint::of(&view.host).0 % folds as u64) as usize;
    let used: BTreeSet<usize> = views.iter().map(fold).collect();
    let used: Vec<usize> = used.into_iter().collect();
    let scored = parallel::map(&used, |&out| {
        let others = views.iter().zip(examples).filter(|(view, _)| fold(view) != out);
        let model = fit::model(&others.map(|(_, example)| example).collect::<Vec<_>>());
        let own = (0..views.len()).filter(|&at| fold(&views[at]) == out);
        let score = |at: usize| {
            let verdicts = cleaner::clean_by(&model, &views[at].context(&[]));
            views[at].score(verdicts.iter().map(|verdict| *verdict == Verdict::Keep))
        };
        own.map(|at| (at, score(at))).collect::<Vec<_>>()
    });
    let mut all = vec![Prf::default(); views.len()];
    scored.into_iter().flatten().for_each(|(at, score)| all[at] = score);
    all
}
