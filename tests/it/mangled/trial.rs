//! One after another of what chance makes is tried: no panic, in time, in memory.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::dice::Dice;

/// Inputs of a kind in a run of all tests.
const CASES: u64 = 25;

/// Bytes of the largest input.
pub(super) const LARGEST: usize = 1 << 20;

/// What an input may take of a processor without optimisation, and altogether on a busy machine.
const LONGEST: Duration = Duration::from_mins(1);
const LONGEST_WAIT: Duration = Duration::from_mins(10);

/// What a longer run, which has the process to itself, may have in memory at once, in KiB.
const MOST_MEMORY: u64 = 700 << 10;

/// What is tried: `make` gives an input with a name, `run` has to come to an end with it.
pub(super) struct Trial<'a> {
    pub(super) name: &'a str,
    pub(super) seed: u64,
    pub(super) make: &'a dyn Fn(&mut Dice) -> (String, Vec<u8>),
    pub(super) run: &'a dyn Fn(&str, &[u8]),
    /// What an input of so many bytes may take of a processor, with optimisation.
    pub(super) allowed: fn(usize) -> Duration,
}

impl Trial<'_> {
    /// Tries a few, or as many as fit into `CUTTINGS_SECONDS` of a processor.
    #[expect(clippy::print_stdout, reason = "how much a longer run did is for who asked for it")]
    pub(super) fn check(&self) {
        let seconds = std::env::var("CUTTINGS_SECONDS").ok().and_then(|text| text.parse().ok());
        let (mut dice, mut cases, mut slowest) = (Dice(self.seed), 0_u64, Duration::ZERO);
        let (clock, start) = (Clock::start(), Instant::now());
        while seconds.map_or(cases < CASES, |seconds| clock.taken() < Duration::from_secs(seconds)) {
            let (name, bytes) = (self.make)(&mut dice);
            let find = || kept(self.name, cases, &name, &bytes);
            let clock = Clock::start();
            let result = panic::catch_unwind(AssertUnwindSafe(|| (self.run)(&name, &bytes)));
            assert!(result.is_ok(), "a panic; the input is {}", find().display());
            let (taken, allowed) = (clock.taken(), self.longest(bytes.len()));
            assert!(taken < allowed, "{taken:?} of {allowed:?}; the input is {}", find().display());
            assert!(clock.start.elapsed() < LONGEST_WAIT, "waits; the input is {}", find().display());
            assert!(
                seconds.is_none() || memory() < MOST_MEMORY,
                "{} KiB; the input is {}",
                memory(),
                find().display()
            );
            (cases, slowest) = (cases + 1, slowest.max(taken));
        }
        if seconds.is_some() {
            println!(
                "{}: {cases} inputs in {:.0?} of a processor ({:.0?}), the slowest {slowest:.0?}, {} KiB at the peak",
                self.name,
                clock.taken(),
                start.elapsed(),
                memory()
            );
        }
    }

    fn longest(&self, length: usize) -> Duration {
        if cfg!(debug_assertions) { LONGEST } else { (self.allowed)(length) }
    }
}

/// Measures the time that this thread has a processor, or what passes where the system does not tell.
struct Clock {
    start: Instant,
    spent: Duration,
}

impl Clock {
    fn start() -> Self {
        Self { start: Instant::now(), spent: spent() }
    }

    fn taken(&self) -> Duration {
        let spent = spent();
        if spent.is_zero() { self.start.elapsed() } else { spent.saturating_sub(self.spent) }
    }
}

/// Processor time of this thread so far; none where the system does not tell.
fn spent() -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|nanos| nanos.parse().ok()).map_or(Duration::ZERO, Duration::from_nanos)
}

/// The most that this process had in memory so far, in KiB; 0 where the system does not tell.
fn memory() -> u64 {
    let told = fs::read_to_string("/proc/self/status").unwrap_or_default();
    told.lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}

fn kept(trial: &str, case: u64, name: &str, bytes: &[u8]) -> PathBuf {
    let folder = std::env::temp_dir().join("finds");
    let place = folder.join(format!("{}-{case}-{name}", trial.replace(['/', ' '], "-")));
    fs::create_dir_all(&folder).and_then(|()| fs::write(&place, bytes)).expect("the find can be kept");
    place
}
