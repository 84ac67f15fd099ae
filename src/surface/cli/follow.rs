//! `cuttings index --follow`: takes in what changes while it changes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;

use crate::index::IndexError;
use crate::ingest::{self, IngestError, Options, Report};
use crate::source::{Follower, Following};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, index, progress};

/// Brings the index up to date, then again whenever something has changed and is at rest. An interrupt ends it.
pub(super) fn run(
    options: Options,
    interval: Option<Duration>,
    as_json: bool,
    desk: &mut Desk<'_>,
) -> anyhow::Result<Exit> {
    let stop = progress::stop_on_interrupt("following no more; press again to abandon what is being read")?;
    // The folders are followed before they are walked, so that nothing changes in between.
    let (mut follower, how) = Follower::open(&desk.settings.corpus, &desk.settings.index, interval)
        .context("following the corpus folders")?;
    let mut report = progress::ingest_until(&stop, desk, options)?;
    index::tell(&report, options, as_json, desk)?;
    desk::say(&told(&how));
    let later = Options { rebuild: false, verify: false, ..options };
    let mut said = String::new();
    while follower.wait(&stop) {
        match again(&stop, later, &mut follower, desk) {
            Ok(Some(new)) => {
                said.clear();
                if is_news(&report, &new) {
                    index::tell(&new, later, as_json, desk)?;
                }
                report = new;
            }
            Ok(None) => {}
            // It may pass: a disk that is full, a folder that is not there for now.
            Err(error) => {
                let error = format!("cuttings: {error:#}");
                if error != said {
                    desk::say(&error);
                }
                said = error;
                follower.again();
            }
        }
    }
    Ok(if report.incomplete { Exit::Failed } else { Exit::Found })
}

/// Runs once more; `None` while another process writes the index, for then it is tried again.
fn again(
    stop: &AtomicBool,
    options: Options,
    follower: &mut Follower,
    desk: &Desk<'_>,
) -> anyhow::Result<Option<Report>> {
    match ingest::ingest(&desk.settings, options, desk.clock(), stop, &mut |_| {}) {
        Err(IngestError::Index(IndexError::Locked { .. })) if !stop.load(Ordering::Relaxed) => {
            follower.again();
            Ok(None)
        }
        report => Ok(Some(report?)),
    }
}

/// Whether a run has anything to tell that the one before has not.
fn is_news(before: &Report, now: &Report) -> bool {
    let troubles =
        |report: &Report| (report.failures.clone(), report.unreachable, report.would_drop, report.incomplete);
    now.changes() > 0 || now.ruled > 0 || troubles(before) != troubles(now)
}

fn told(how: &Following) -> String {
    let every = |interval: &Duration| format!("looking every {} s", interval.as_secs());
    let how = match how {
        Following::Told => "told by the system".to_owned(),
        Following::Looking(interval, None) => every(interval),
        Following::Looking(interval, Some(reason)) => {
            format!("{}, for the system cannot tell: {reason}", every(interval))
        }
    };
    format!("following the corpus ({how}); Ctrl-C ends it")
}
