//! What every command has at hand: settings, the time, where to write and how.

use std::io::{self, IsTerminal, Write};

use chrono::{Local, NaiveDate};

use crate::ingest::Clock;
use crate::output::{Rows, Sheet};
use crate::settings::Settings;
use crate::text;

/// Columns that text is wrapped to at the most: longer lines are hard to read.
const WIDEST: usize = 100;

/// What a command works with.
pub(super) struct Desk<'a> {
    pub(super) settings: Settings,
    pub(super) out: &'a mut dyn Write,
    /// Whether standard output is a terminal.
    pub(super) terminal: bool,
}

impl<'a> Desk<'a> {
    pub(super) fn new(settings: Settings, out: &'a mut dyn Write) -> Self {
        Self { settings, out, terminal: io::stdout().is_terminal() }
    }

    /// Today, here.
    #[allow(clippy::unused_self, reason = "a desk has a calendar; callers need not know whose it is")]
    pub(super) fn today(&self) -> NaiveDate {
        Local::now().date_naive()
    }

    /// Now.
    pub(super) fn clock(&self) -> Clock {
        let now = Local::now().timestamp_nanos_opt().unwrap_or(i64::MAX);
        Clock { now, today: self.today() }
    }

    /// How to draw on standard output: wrapped and styled in a terminal, `NO_COLOR` respected, plain elsewhere.
    ///
    /// Source: no-color.org; `TERM=dumb` is a terminal without styles.
    pub(super) fn sheet(&self, rows: Rows) -> Sheet {
        if !self.terminal {
            return Sheet::plain(rows);
        }
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(WIDEST));
        Sheet { rows, styled: !set("NO_COLOR") && !dumb, width }
    }

    /// A stranger's text as it may be written to standard output: unchanged into a file or a pipe, without what acts
    /// on a terminal into one.
    pub(super) fn shown<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        if self.terminal { text::printable(text) } else { text.into() }
    }
}

/// Writes a line to standard error. A closed standard error loses it.
pub(super) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{}", text::printable(line));
}
