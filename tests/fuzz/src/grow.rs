//! Whether time and memory grow with the page and no faster.

use fastrand::Rng;

use crate::hang::Finds;
use crate::run::{self, Cost, Fault};
use crate::seeds::Input;

/// How much larger the larger of two runs is.
const FACTOR: usize = 8;

/// How much faster than the input time and memory may grow before it counts: caches and tables cost some.
const SLACK: f64 = 3.0;

/// Milliseconds below which a time says nothing.
const LEAST_MS: f64 = 40.0;

/// Bytes of the smaller input, and of what is repeated in it.
const SMALL: usize = 40_000;
const PIECE: usize = 600;

/// Repeats a piece of the input, in the middle of it, to two sizes and compares what they cost; a fault comes with
/// the input that has it.
pub(crate) fn check(input: &Input, finds: &Finds, rng: &mut Rng) -> Result<Cost, (Input, Fault)> {
    let length = input.bytes.len();
    let from = rng.usize(..=length);
    let to = (from + rng.usize(1..=PIECE)).min(length);
    let of = |factor: usize| repeated(input, from, to, SMALL * factor);
    let run = |input: &Input| {
        finds.running(input);
        run::check(input).map_err(|fault| (input.clone(), fault))
    };
    let (small, large) = (of(1), of(FACTOR));
    let (before, after) = (run(&small)?, run(&large)?);
    if growth(&small, &large, before, after).is_some() {
        // A page that passes one of its bounds is judged in another way: only a larger one tells growth from that.
        let huge = of(FACTOR * FACTOR);
        let last = run(&huge)?;
        if let Some(message) = growth(&large, &huge, after, last) {
            return Err((huge, Fault::Growth(message)));
        }
    }
    Ok(after)
}

/// The input with its piece repeated until about `size` bytes are there.
fn repeated(input: &Input, from: usize, to: usize, size: usize) -> Input {
    let piece = &input.bytes[from..to];
    let times = (size / piece.len().max(1)).max(1);
    let head = &input.bytes[..from.min(SMALL / 4)];
    let tail = &input.bytes[to.max(input.bytes.len().saturating_sub(SMALL / 4))..];
    let bytes = [head, &piece.repeat(times), tail].concat();
    Input { path: input.path.trim_end_matches(".gz").to_owned(), bytes }
}

/// What speaks for time that grows faster than the input.
fn growth(small: &Input, large: &Input, before: Cost, after: Cost) -> Option<String> {
    let factor = large.bytes.len() as f64 / small.bytes.len().max(1) as f64;
    let (first, second) = (before.time.as_secs_f64() * 1000.0, after.time.as_secs_f64() * 1000.0);
    let faster = second > LEAST_MS && second > first.max(1.0) * factor * SLACK;
    faster.then(|| format!("{factor:.1} times the size, {first:.1} ms to {second:.1} ms"))
}
