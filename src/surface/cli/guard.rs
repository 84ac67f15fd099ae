//! The last resort against what no code foresaw: the engine, for one, panics over some damage of its files.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::OnceLock;

use anyhow::anyhow;

use crate::surface::cli::desk;

/// What the first panic said, on whatever thread: others only follow from it.
static FIRST: OnceLock<String> = OnceLock::new();

/// Runs the command; a panic in it becomes an error that says what to do. With `RUST_BACKTRACE` set it is told in full
/// as well.
pub(super) fn guarded<T>(command: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    panic::set_hook(Box::new(note));
    panic::catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|_| {
        let said = FIRST.get().map_or("no reason given", String::as_str);
        Err(anyhow!(
            "stopped at something unforeseen ({said}); nothing committed is lost. If it happens again, the index may \
             be damaged: `cuttings index --rebuild` builds it anew"
        ))
    })
}

fn note(info: &PanicHookInfo<'_>) {
    let text = info.payload().downcast_ref::<String>().map(String::as_str);
    let said = text.or_else(|| info.payload().downcast_ref::<&str>().copied()).unwrap_or("no reason given");
    let place =
        info.location().map_or(String::new(), |place| format!(", line {} of {}", place.line(), place.file()));
    FIRST.get_or_init(|| format!("{said}{place}"));
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        desk::say(&format!("{info}\n{trace}"));
    }
}
