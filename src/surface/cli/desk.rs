//! What every command has at hand: settings, the time, where to write and how.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use chrono::{Local, NaiveDate};
use clap::{Args, ValueEnum};

use crate::ingest::{self, Clock};
use crate::output::terminal::Links;
use crate::output::{Rows, Sheet};
use crate::settings::Settings;
use crate::text;

/// Columns that text is wrapped to at the most: longer lines are hard to read.
const WIDEST: usize = 100;

/// How a terminal is used.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Screen {
    /// Write long answers to the terminal at once; without it, they go through the pager that `PAGER` (or
    /// `CUTTINGS_PAGER`) names, or `less -FRX`.
    #[arg(long, global = true, help_heading = "Terminal")]
    pub(super) no_pager: bool,
    /// Make the paths of articles links to their files. Default: auto, which is in a terminal. Example: --hyperlink never
    #[arg(
        long,
        global = true,
        value_enum,
        hide_default_value = true,
        hide_possible_values = true,
        default_value_t = Hyperlink::Auto,
        value_name = "auto|always|never",
        help_heading = "Terminal"
    )]
    hyperlink: Hyperlink,
}

/// Whether paths are links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Hyperlink {
    /// In a terminal.
    Auto,
    /// Into files and pipes, too.
    Always,
    /// Nowhere.
    Never,
}

/// What a command works with.
pub(super) struct Desk<'a> {
    pub(super) settings: Settings,
    screen: Screen,
    pub(super) out: &'a mut dyn Write,
    /// Whether standard output is a terminal.
    pub(super) terminal: bool,
}

impl<'a> Desk<'a> {
    pub(super) fn new(settings: Settings, screen: Screen, out: &'a mut dyn Write) -> Self {
        Self { settings, screen, out, terminal: io::stdout().is_terminal() }
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
        let plain = Sheet { links: self.links(false), ..Sheet::plain(rows) };
        if !self.terminal {
            return plain;
        }
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(WIDEST));
        Sheet { styled: !set("NO_COLOR") && !dumb, width, links: self.links(!dumb), ..plain }
    }

    /// Where paths lead to, if they are to be links; `shows` says whether the reader is a terminal that has them.
    fn links(&self, shows: bool) -> Option<&'static Links> {
        /// Made once a process, and only when it is asked for.
        static LINKS: OnceLock<Links> = OnceLock::new();
        let wanted = match self.screen.hyperlink {
            Hyperlink::Auto => shows,
            Hyperlink::Always => true,
            Hyperlink::Never => false,
        };
        wanted.then(|| LINKS.get_or_init(|| Links::new(ingest::roots(&self.settings.corpus))))
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
