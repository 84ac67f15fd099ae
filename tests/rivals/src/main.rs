//! Runs other extractors and cuttings on the saved pages of a pack, in turn, and prints how they fared.
//!
//! A pack is a folder with `truth.jsonl` and `html/<id>.html.gz` (or `.html`). Every tool gets the same bytes on one
//! thread; what it found is written to `OUT/<tool>/<id>.txt` and `.json`, and scored as the pack's own scorer does.
//!
//! ```text
//! cargo run --release --locked --manifest-path tests/rivals/Cargo.toml -- PACK [OUT] [--rounds N] [--only TOOL]
//! ```

mod pack;
mod score;
mod tools;

use std::env;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use cpu_time::ThreadTime;
use serde_json::json;

use crate::pack::Item;
use crate::score::Means;
use crate::tools::{Extracted, TOOLS, Tool};

const USAGE: &str = "rivals PACK [OUT] [--rounds N] [--only TOOL]";

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse(env::args().skip(1))?;
    let items = pack::read(&arguments.pack)?;
    // A page that a tool panics on counts as empty; the message is of no use here.
    panic::set_hook(Box::new(|_| {}));
    println!(
        "{:<22} {:>7} {:>6} {:>6} {:>7} {:>6} {:>8} {:>6} {:>9} {:>8}",
        "tool", "word-F1", "P", "R", "< 0.80", "title", "author =", "date", "CPU s", "pages/s"
    );
    let wanted = |tool: &&Tool| arguments.only.as_deref().is_none_or(|only| tool.name == only);
    for tool in TOOLS.iter().filter(wanted) {
        let (found, time) = run(tool, &items, arguments.rounds);
        if let Some(out) = &arguments.out {
            write(&out.join(tool.name), &items, &found)?;
        }
        println!("{}", line(tool, &Means::of(&items, &found), items.len(), time));
    }
    Ok(())
}

/// What was typed.
struct Arguments {
    pack: PathBuf,
    out: Option<PathBuf>,
    rounds: u32,
    only: Option<String>,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut folders = Vec::new();
        let (mut rounds, mut only) = (1, None);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--rounds" => {
                    rounds = words.next().context(USAGE)?.parse().context("--rounds wants a number")?
                }
                "--only" => only = Some(words.next().context(USAGE)?),
                _ if word.starts_with('-') => bail!("{word}: no such flag; {USAGE}"),
                _ => folders.push(PathBuf::from(word)),
            }
        }
        let mut folders = folders.into_iter();
        let pack = folders.next().context(USAGE)?;
        Ok(Self { pack, out: folders.next(), rounds: rounds.max(1), only })
    }
}

/// What a tool finds on every page, and the processor time of its fastest round over all of them.
fn run(tool: &Tool, items: &[Item], rounds: u32) -> (Vec<Extracted>, Duration) {
    let mut found = Vec::new();
    let mut fastest = Duration::MAX;
    for _ in 0..rounds {
        let start = ThreadTime::now();
        found = items.iter().map(|item| of_page(tool, item)).collect();
        fastest = fastest.min(start.elapsed());
    }
    (found, fastest)
}

fn of_page(tool: &Tool, item: &Item) -> Extracted {
    panic::catch_unwind(AssertUnwindSafe(|| (tool.extract)(&item.html))).unwrap_or_default()
}

fn line(tool: &Tool, means: &Means, pages: usize, time: Duration) -> String {
    let seconds = time.as_secs_f64();
    format!(
        "{:<22} {:>7.4} {:>6.3} {:>6.3} {:>7} {:>6.3} {:>8.3} {:>6.3} {:>9.2} {:>8.1}",
        format!("{} {}", tool.name, tool.version),
        means.f1,
        means.precision,
        means.recall,
        means.low,
        means.title,
        means.authors,
        means.date,
        seconds,
        pages as f64 / seconds
    )
}

fn write(folder: &Path, items: &[Item], found: &[Extracted]) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    for (item, found) in items.iter().zip(found) {
        let text = folder.join(format!("{}.txt", item.truth.id));
        let meta = json!({"title": found.title, "author": found.authors, "publish_date": found.date});
        fs::write(&text, &found.body).with_context(|| format!("writing {}", text.display()))?;
        fs::write(text.with_extension("json"), meta.to_string())?;
    }
    Ok(())
}
