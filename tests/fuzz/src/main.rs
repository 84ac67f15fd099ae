//! Structure-aware fuzzing: mutated pages through reading, cleaning, metadata and names.
//!
//! Seeds are the sample articles and made-up pages; each is broken in ways that pages are broken (nesting,
//! attributes, entities, charsets, front matter, records, gzip cut off), grown to the sizes that pages have, and
//! run. A find is a panic, more than a second of processor time per 100 KB, memory out of proportion, time that
//! grows faster than the page, a block without a verdict, or a drop without evidence; it is made smaller and
//! written to the folder of finds.
//!
//! ```text
//! cargo run --release --locked --manifest-path tests/fuzz/Cargo.toml -- corpus --minutes 60 [--seed N] [--finds DIR]
//! ```
//!
//! `fuzz FILE…` runs files once, and says what each costs.

mod grow;
mod hang;
mod html;
mod memory;
mod mutate;
mod run;
mod seeds;
mod shrink;
mod text;

use std::env;
use std::fs;
use std::panic;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use cpu_time::ProcessTime;
use fastrand::Rng;

use crate::run::Cost;
use crate::seeds::Input;

const USAGE: &str = "fuzz CORPUS --minutes N [--seed N] [--finds DIR], or fuzz FILE…";

/// How often, in rounds, an input is also run several times as large.
const GROW_EVERY: u64 = 16;

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse(env::args().skip(1))?;
    panic::set_hook(Box::new(run::remember_panic));
    let Some(minutes) = arguments.minutes else { return once(&arguments.paths) };
    let corpus = arguments.paths.first().context(USAGE)?;
    let mut rng = Rng::with_seed(arguments.seed);
    let seeds = seeds::all(corpus, &mut rng)?;
    let finds = hang::watch(&arguments.finds)?;
    let mut tally = Tally::default();
    let limit = Duration::from_secs_f64(minutes * 60.0);
    let start = ProcessTime::now();
    while start.elapsed() < limit {
        let input = mutate::input(&seeds, &mut rng);
        tally.count(&input, &finds, &mut rng)?;
        if tally.rounds.is_multiple_of(1000) {
            eprintln!("{:>6.0} s  {}", start.elapsed().as_secs_f64(), tally.line());
        }
    }
    println!("{:.0} CPU seconds, seed {}: {}", start.elapsed().as_secs_f64(), arguments.seed, tally.line());
    if tally.finds > 0 {
        bail!("{} finds in {}", tally.finds, arguments.finds.display());
    }
    Ok(())
}

/// Runs files as they are.
fn once(paths: &[PathBuf]) -> anyhow::Result<()> {
    let mut bad = 0;
    for path in paths {
        let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let input = Input { path: name, bytes };
        match run::check(&input) {
            Ok(cost) => println!("{}: {}", path.display(), cost.line(input.bytes.len())),
            Err(fault) => {
                bad += 1;
                println!("{}: {fault}", path.display());
            }
        }
    }
    if bad > 0 {
        bail!("{bad} of {} files fail", paths.len());
    }
    Ok(())
}

/// What was typed.
struct Arguments {
    paths: Vec<PathBuf>,
    minutes: Option<f64>,
    seed: u64,
    finds: PathBuf,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut all = Self { paths: Vec::new(), minutes: None, seed: 1, finds: PathBuf::from("finds") };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--minutes" => {
                    all.minutes = Some(words.next().context(USAGE)?.parse().context("--minutes N")?)
                }
                "--seed" => all.seed = words.next().context(USAGE)?.parse().context("--seed N")?,
                "--finds" => all.finds = words.next().context(USAGE)?.into(),
                _ if word.starts_with('-') => bail!("{word}: no such flag; {USAGE}"),
                _ => all.paths.push(word.into()),
            }
        }
        if all.paths.is_empty() {
            bail!(USAGE);
        }
        Ok(all)
    }
}

/// What happened so far.
#[derive(Default)]
struct Tally {
    rounds: u64,
    bytes: u64,
    blocks: u64,
    finds: u64,
    /// Milliseconds per 100 KB, of inputs of at least that size.
    slowest: f64,
    /// Bytes of memory per byte of input, of inputs of at least 100 KB.
    hungriest: f64,
}

impl Tally {
    /// Runs one input, and now and then the same thing grown.
    fn count(&mut self, input: &Input, finds: &hang::Finds, rng: &mut Rng) -> anyhow::Result<()> {
        self.rounds += 1;
        self.bytes += input.bytes.len() as u64;
        finds.running(input);
        let mut outcome = run::check(input).map_err(|fault| (input.clone(), fault));
        if outcome.is_ok() && self.rounds.is_multiple_of(GROW_EVERY) {
            outcome = grow::check(input, finds, rng);
        }
        match outcome {
            Ok(cost) => self.add(&cost, input.bytes.len()),
            Err((input, fault)) => {
                self.finds += 1;
                let small = shrink::shrink(&input, &fault, finds);
                let path = finds.keep(&small, &fault)?;
                eprintln!("{}: {fault}", path.display());
            }
        }
        Ok(())
    }

    fn add(&mut self, cost: &Cost, bytes: usize) {
        self.blocks += cost.blocks as u64;
        if bytes >= run::UNIT {
            self.slowest = self.slowest.max(cost.per_unit(bytes).as_secs_f64() * 1000.0);
            self.hungriest = self.hungriest.max(cost.peak as f64 / bytes as f64);
        }
    }

    fn line(&self) -> String {
        format!(
            "{} inputs, {:.1} MB, {} blocks, {} finds; at worst {:.0} ms and {:.1} MB of memory per 100 KB",
            self.rounds,
            self.bytes as f64 / 1e6,
            self.blocks,
            self.finds,
            self.slowest,
            self.hungriest / 10.0
        )
    }
}
