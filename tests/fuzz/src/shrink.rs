//! Makes a find smaller while it stays the same find.

use std::time::{Duration, Instant};

use crate::hang::Finds;
use crate::run::{self, Fault};
use crate::seeds::Input;

/// The longest that making one find smaller may take.
const PATIENCE: Duration = Duration::from_secs(40);

/// Takes pieces out, halves first, down to single bytes. Faults of time and growth stay as they are: what is left
/// of them is small for another reason.
pub(crate) fn shrink(input: &Input, fault: &Fault, finds: &Finds) -> Input {
    let mut best = input.clone();
    if matches!(fault, Fault::Slow(_) | Fault::Growth(_) | Fault::Memory(_)) {
        return best;
    }
    let start = Instant::now();
    let mut size = best.bytes.len() / 2;
    while size > 0 && start.elapsed() < PATIENCE {
        let mut at = 0;
        while at < best.bytes.len() && start.elapsed() < PATIENCE {
            let mut less = best.clone();
            less.bytes.drain(at..(at + size).min(best.bytes.len()));
            finds.running(&less);
            if run::check(&less).is_err_and(|found| found.is_like(fault)) {
                best = less;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    best
}
