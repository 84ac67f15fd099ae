//! One input through all the stages, and what must hold of it.

use std::cell::RefCell;
use std::fmt;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::time::Duration;

use chrono::NaiveDate;
use cpu_time::ThreadTime;
use cuttings::cleaner::Verdict;
use cuttings::ingest::{self, Cleaned, Neighbours};
use cuttings::overrule::Rules;
use cuttings::reader::{self, Source};
use cuttings::{entity, outlet, source};
use flate2::bufread::MultiGzDecoder;

use crate::memory;
use crate::seeds::Input;

/// Bytes that a second of processor time is allowed for.
pub(crate) const UNIT: usize = 100_000;

/// The most time that one unit may take.
const TIME: Duration = Duration::from_secs(1);

/// Bytes of memory that any input may take, and those that each of its bytes may take: a tag of three bytes becomes
/// a node of the tree, and a block with its marks.
const MEMORY: (usize, usize) = (24 << 20, 400);

/// The most that a record may have, as in the settings of an archive.
const LIMIT: u64 = 64 << 20;

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fault {
    Panic(String),
    Slow(Duration),
    Memory(usize),
    Growth(String),
    Verdicts(String),
}

impl Fault {
    /// Whether two faults are of one sort.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Panic(one), Self::Panic(other)) => one == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panic(message) => write!(f, "panic: {message}"),
            Self::Slow(time) => write!(f, "slow: {:.2} s", time.as_secs_f64()),
            Self::Memory(bytes) => write!(f, "memory: {:.1} MB", *bytes as f64 / 1e6),
            Self::Growth(message) => write!(f, "growth: {message}"),
            Self::Verdicts(message) => write!(f, "verdicts: {message}"),
        }
    }
}

/// What a run took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) time: Duration,
    pub(crate) peak: usize,
    pub(crate) blocks: usize,
}

impl Cost {
    /// Time per unit of input.
    pub(crate) fn per_unit(&self, bytes: usize) -> Duration {
        self.time.mul_f64(UNIT as f64 / bytes.max(1) as f64)
    }

    pub(crate) fn line(&self, bytes: usize) -> String {
        format!(
            "{bytes} bytes, {} blocks, {:.1} ms, {:.1} MB",
            self.blocks,
            self.time.as_secs_f64() * 1000.0,
            self.peak as f64 / 1e6
        )
    }
}

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps the message of a panic for [`check`].
pub(crate) fn remember_panic(info: &PanicHookInfo<'_>) {
    PANIC.with(|last| *last.borrow_mut() = info.to_string().replace('\n', " "));
}

/// Runs an input and checks all that must hold of any.
pub(crate) fn check(input: &Input) -> Result<Cost, Fault> {
    let held = memory::start();
    let start = ThreadTime::now();
    let run = panic::catch_unwind(AssertUnwindSafe(|| stages(input)));
    let (time, peak) = (start.elapsed(), memory::peak(held));
    let blocks = match run {
        Ok(outcome) => outcome?,
        Err(_) => return Err(Fault::Panic(PANIC.with(|last| last.borrow().clone()))),
    };
    let units = (input.bytes.len() as f64 / UNIT as f64).max(1.0);
    if time > TIME.mul_f64(units) {
        return Err(Fault::Slow(time));
    }
    if !input.is_packed() && peak > MEMORY.0 + MEMORY.1 * input.bytes.len() {
        return Err(Fault::Memory(peak));
    }
    Ok(Cost { time, peak, blocks })
}

/// Reads, cleans, assembles and finds names; gives the number of blocks.
fn stages(input: &Input) -> Result<usize, Fault> {
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day of the calendar");
    let (mut blocks, mut fault) = (0, None);
    pages(input, &mut |page, path| {
        let outlet = outlet::of(&page, path);
        // Alone, and as if every block stood in ten other stories.
        for step in [None, Some(4)] {
            let repeats = vec![step.unwrap_or(0); step.map_or(0, |_| page.blocks.len())];
            let near = Neighbours { repeats: &repeats, title_suffix: step.unwrap_or(0) };
            let cleaned = ingest::clean_page(page.clone(), outlet.clone(), path, near, &Rules::default(), today);
            blocks += cleaned.page.blocks.len();
            fault = fault.take().or_else(|| wrong(&cleaned));
            let _ = entity::find(&cleaned.article);
        }
    });
    fault.map_or(Ok(blocks), Err)
}

fn pages(input: &Input, each: &mut dyn FnMut(reader::Page, &str)) {
    let path = input.path.trim_end_matches(".gz");
    let content: Box<dyn std::io::BufRead> = if input.is_packed() {
        Box::new(BufReader::new(MultiGzDecoder::new(input.bytes.as_slice())))
    } else {
        Box::new(input.bytes.as_slice())
    };
    let Some(format) = source::sniff(path, &input.bytes[..input.bytes.len().min(4096)]) else { return };
    let mut source = Source::new(path, content, LIMIT);
    reader::read(format, &mut source, &mut |page| {
        if let Ok(page) = page {
            each(page, path);
        }
        ControlFlow::Continue(())
    });
}

/// Every block has a verdict, every drop its evidence, and the article is made of the page.
fn wrong(cleaned: &Cleaned) -> Option<Fault> {
    let (blocks, verdicts) = (cleaned.page.blocks.len(), cleaned.verdicts.len());
    if blocks != verdicts {
        return Some(Fault::Verdicts(format!("{verdicts} for {blocks} blocks")));
    }
    let bare = |verdict: &Verdict| matches!(verdict, Verdict::Drop { evidence, .. } if evidence.is_empty());
    if let Some(at) = cleaned.verdicts.iter().position(bare) {
        return Some(Fault::Verdicts(format!("block {at} is dropped without evidence")));
    }
    let kept = cleaned.verdicts.iter().filter(|verdict| **verdict == Verdict::Keep).count();
    let body = cleaned.article.body.len();
    (kept != body).then(|| Fault::Verdicts(format!("{kept} blocks kept, {body} in the body")))
}
