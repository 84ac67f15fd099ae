//! Long answers go through a pager.

use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::{Child, Command, Stdio};

use crate::surface::cli::desk;

/// The usual pager, as git has it: it ends at once on what fits the screen, shows colours and leaves the text there.
const USUAL: &str = "less";
const FLAGS: &str = "FRX";

/// Lines that a terminal has which does not say so.
const LINES: usize = 24;

/// Keeps what is written until it is longer than the screen; then it goes through a pager, at once and from then on.
/// What fits the screen is written at the end.
#[derive(Default)]
pub(super) struct Pager {
    kept: Vec<u8>,
    lines: usize,
    way: Way,
}

/// Where the text goes.
#[derive(Default)]
enum Way {
    /// It is kept.
    #[default]
    Undecided,
    /// Through a pager.
    Paged(Child),
    /// To standard output, for there is no pager.
    Plain,
}

impl Pager {
    /// Whether standard output is a terminal, and one that a pager can use; `cat`, or nothing, as the pager means none.
    pub(super) fn is_wanted() -> bool {
        let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb" || term.is_empty());
        io::stdout().is_terminal() && !dumb && command().is_some()
    }

    fn decide(&mut self) -> io::Result<()> {
        let room = terminal_size::terminal_size().map_or(LINES, |(_, height)| usize::from(height.0));
        if self.lines < room {
            return Ok(());
        }
        self.way = start().map_or(Way::Plain, Way::Paged);
        let kept = std::mem::take(&mut self.kept);
        self.pass(&kept)
    }

    fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.way {
            Way::Undecided => self.kept.extend_from_slice(bytes),
            Way::Paged(child) => child.stdin.as_mut().ok_or(ErrorKind::BrokenPipe)?.write_all(bytes)?,
            Way::Plain => io::stdout().write_all(bytes)?,
        }
        Ok(())
    }

    /// Writes what is kept, and waits until the reader has put the pager away.
    pub(super) fn finish(mut self) -> io::Result<()> {
        match &mut self.way {
            Way::Paged(child) => {
                drop(child.stdin.take());
                child.wait().map(drop)
            }
            Way::Undecided | Way::Plain => {
                let mut out = io::stdout().lock();
                out.write_all(&self.kept)?;
                out.flush()
            }
        }
    }
}

impl Write for Pager {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pass(bytes)?;
        if matches!(self.way, Way::Undecided) {
            self.lines += memchr::memchr_iter(b'\n', bytes).count();
            self.decide()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The pager's words: those of `CUTTINGS_PAGER`, else of `PAGER`, else the usual one; `None` where none is wanted.
fn command() -> Option<Vec<String>> {
    let set = |name| std::env::var(name).ok();
    words(set("CUTTINGS_PAGER").or_else(|| set("PAGER")).as_deref())
}

fn words(set: Option<&str>) -> Option<Vec<String>> {
    let words: Vec<String> = set.unwrap_or(USUAL).split_whitespace().map(str::to_owned).collect();
    (words.first().is_some_and(|first| first != "cat")).then_some(words)
}

/// Starts the pager; `None` where that is not there.
fn start() -> Option<Child> {
    let words = command()?;
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", OsString::from(FLAGS));
    }
    // An interrupt is for the pager: it ends a search there, and must not end us before it.
    let _ = ctrlc::set_handler(|| {});
    let child = command.spawn();
    if let Err(error) = &child
        && words[0] != USUAL
    {
        desk::say(&format!(
            "the pager `{}` cannot be started ({error}); set PAGER to another",
            words.join(" ")
        ));
    }
    child.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pager_is_what_was_set_and_cat_or_nothing_is_none() {
        let words = |set| words(set).map(|words| words.join("|"));
        assert_eq!(words(None).as_deref(), Some("less"));
        assert_eq!(words(Some("more -s")).as_deref(), Some("more|-s"));
        assert_eq!((words(Some("")), words(Some("cat"))), (None, None));
    }
}
