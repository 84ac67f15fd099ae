//! Holds back who makes articles while the engine cannot keep up: it lets hundreds of thousands wait, each with all of
//! its words, while it writes a segment to a slow disk.
//!
//! In: the bytes of prose that are handed to the engine, and those that it has taken. Out: a while to wait.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Bytes that may be on their way, about a thousand articles: the engine takes as many in a second and writes a segment in
/// about as long.
const MOST: usize = 1 << 24;

/// How long somebody waits before looking again, and at the most: an engine that failed takes nothing any more, which is
/// told to whoever hands it something.
const PAUSE: Duration = Duration::from_millis(2);
const LONGEST: Duration = Duration::from_secs(10);

/// How much prose is on its way to the engine.
#[derive(Debug, Default)]
pub(super) struct Pace {
    given: AtomicUsize,
    taken: AtomicUsize,
}

impl Pace {
    /// Waits until there is room, then notes that so many bytes are handed over.
    pub(super) fn give(&self, bytes: usize) {
        let start = Instant::now();
        while self.waiting() > MOST && start.elapsed() < LONGEST {
            thread::sleep(PAUSE);
        }
        self.given.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Notes that the engine has taken so many.
    pub(super) fn take(&self, bytes: usize) {
        self.taken.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Bytes on their way.
    fn waiting(&self) -> usize {
        self.given.load(Ordering::Relaxed).saturating_sub(self.taken.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_gives_waits_for_who_takes() {
        let pace = Pace::default();
        // However much it is, it is not held back where nothing waits.
        pace.give(MOST + 1);
        thread::scope(|scope| {
            let giver = scope.spawn(|| pace.give(1));
            thread::sleep(10 * PAUSE);
            assert!(!giver.is_finished());
            pace.take(MOST + 1);
            giver.join().expect("the giver");
        });
        assert_eq!(pace.waiting(), 1);
    }
}
