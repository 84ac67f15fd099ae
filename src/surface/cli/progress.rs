//! An index run with a bar on the terminal and a way to stop it.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};

use crate::annotation::Exclusion;
use crate::ingest::{self, Event, IngestError, Options, Report};
use crate::output::terminal;
use crate::surface::cli::desk::{self, Desk};

/// Exit code of a process that an interrupt ended, as shells count: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

const READING: &str = "reading  {bar:24} {percent:>3}%  {msg}  {bytes_per_sec}  {eta} left";
const JUDGING: &str = "cleaning {bar:24} {percent:>3}%  {human_pos} of {human_len} articles  {eta} left";

/// Brings the index up to date, telling how it goes on standard error.
pub(super) fn ingest(desk: &Desk<'_>, options: Options) -> anyhow::Result<Report> {
    let stop = stop_on_interrupt("finishing what is read; press again to abandon it")?;
    Ok(ingest_until(&stop, desk, options)?)
}

/// The same, until `stop` ends it.
pub(super) fn ingest_until(
    stop: &AtomicBool,
    desk: &Desk<'_>,
    options: Options,
) -> Result<Report, IngestError> {
    let mut bar = Bar::new(io::stderr().is_terminal());
    let report = ingest::ingest(&desk.settings, options, desk.clock(), stop, &mut |event| bar.show(event));
    bar.clear();
    report
}

/// Leaves articles out of the index for good, telling how it goes on standard error.
pub(super) fn forget(desk: &Desk<'_>, exclusions: &[Exclusion]) -> Result<Report, IngestError> {
    let mut bar = Bar::new(io::stderr().is_terminal());
    let report = ingest::forget(&desk.settings, exclusions, desk.clock(), &mut |event| bar.show(event));
    bar.clear();
    report
}

/// The first interrupt asks to stop and says `told`, the second one ends the process: every commit is whole, so nothing
/// is damaged.
pub(super) fn stop_on_interrupt(told: &'static str) -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
        desk::say(&format!("\n{told}"));
    })
    .context("taking over the interrupt key")?;
    Ok(stop)
}

/// The bar; on anything but a terminal, a line at the start.
struct Bar {
    terminal: bool,
    bar: ProgressBar,
    began: Instant,
    files: u64,
    judging: bool,
}

impl Bar {
    fn new(terminal: bool) -> Self {
        Self { terminal, bar: ProgressBar::hidden(), began: Instant::now(), files: 0, judging: false }
    }

    fn show(&mut self, event: Event) {
        match event {
            Event::Found { files: 0, .. } | Event::Committed { .. } => {}
            Event::Found { files, bytes } => self.found(files, bytes),
            Event::Read { files, bytes } => self.read(files, bytes),
            Event::Judged { articles, of } => self.judged(articles, of),
        }
    }

    fn found(&mut self, files: u64, bytes: u64) {
        self.files = files;
        if self.terminal {
            self.start(READING, bytes);
        } else {
            desk::say(&format!("reading {} …", terminal::count(files, "file")));
        }
    }

    #[allow(clippy::cast_sign_loss, reason = "neither files nor seconds are negative")]
    fn read(&mut self, files: u64, bytes: u64) {
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        let rate = terminal::thousands((files as f64 / seconds).round() as u64);
        let (files, of) = (terminal::thousands(files), terminal::thousands(self.files));
        self.bar.set_message(format!("{files} of {of} files  {rate}/s"));
        self.bar.set_position(bytes);
    }

    fn judged(&mut self, articles: u64, of: u64) {
        if self.terminal && !self.judging {
            self.judging = true;
            self.start(JUDGING, of);
        }
        self.bar.set_position(articles);
        self.bar.set_length(of);
    }

    fn start(&mut self, template: &str, length: u64) {
        self.bar.finish_and_clear();
        self.bar = ProgressBar::new(length);
        let style = ProgressStyle::with_template(template).map(|style| style.progress_chars("━━─"));
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    }

    fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_of_the_bar_are_well_formed() {
        for template in [READING, JUDGING] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
