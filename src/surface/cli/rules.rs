//! `cuttings rules`: the rules that overrule the cleaner, and what they would change.

use std::io;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use schemars::JsonSchema;
use serde::Serialize;

use crate::index::Archive;
use crate::ingest::{self, Effect, Sample, Trial};
use crate::output::{Rows, json, terminal};
use crate::overrule::{FILE, Rules};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, shelf};

/// Characters of a block that a sample shows.
const SHOWN: usize = 72;

/// List the rules of the archive that overrule the cleaner, or try them.
///
/// Rules stand in rules.toml in the archive folder. They keep or drop blocks, and correct outlets and dates:
///
///     [[keep]]                                # or [[drop]]
///     outlet = "The Harrowmere Courier"       # where: outlet, article, path, url
///     text = "From our harbour desk"          # which: text, like, contains, pattern, selector, block
///
///     [[correct]]
///     path = "courier-old"
///     set.outlet = "The Harrowmere Courier"   # and set.date = "2021-05" or "none"
///
/// All that a rule asks has to hold; of several rules that fit a block, the last one decides. `text` is the whole
/// block, `like` the same but for numbers, dates and names, `pattern` a regular expression, `selector` a CSS selector
/// of element names, classes and ids for saved web pages. `kind` in a [[keep]] is what the block is removed as, in a
/// [[drop]] what to file it under.
///
/// Example: cuttings rules
#[derive(Args)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = true)]
pub(super) struct RulesArgs {
    #[command(subcommand)]
    command: Option<RulesCommand>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum RulesCommand {
    /// Show what the rules would change across the archive, before `cuttings index` applies them.
    ///
    /// For every rule: how many articles and blocks it fits, what would change against the index as it is, and a few
    /// samples. Nothing is written.
    ///
    /// Example: cuttings rules test
    Test(TestArgs),
}

#[derive(Args)]
struct TestArgs {
    /// Try the rules of this file instead of those of the archive. Example: --file new-rules.toml
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &RulesArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    match &args.command {
        Some(RulesCommand::Test(args)) => test(args, desk),
        None => list(args, desk),
    }
}

#[derive(Serialize, JsonSchema)]
struct RuleJson {
    line: usize,
    rule: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct RulesJson {
    version: u32,
    rules: Vec<RuleJson>,
    /// Whether the index was made by these rules; null where there is no index.
    applied: Option<bool>,
}

fn list(args: &RulesArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let rules = Rules::open(&desk.settings.archive)?;
    let applied = applied(&rules, desk);
    if args.json {
        let one = |at: usize| RuleJson { line: rules.line(at), rule: rules.list()[at].told() };
        let rules = (0..rules.list().len()).map(one).collect();
        json::line(&RulesJson { version: json::VERSION, rules, applied }, desk.out)?;
    } else {
        let sheet = desk.sheet(Rows::Hits);
        for (at, rule) in rules.list().iter().enumerate() {
            let line = terminal::faint(&format!("line {:<4}", rules.line(at)), &sheet);
            writeln!(desk.out, "{line} {}", terminal::line(&rule.told()))?;
        }
    }
    desk.out.flush()?;
    if rules.is_empty() {
        let file = desk.settings.archive.join(FILE);
        desk::say(&format!("no rules in {}; `cuttings rules --help` tells how they look", file.display()));
    }
    if applied == Some(false) {
        desk::say(
            "not applied yet; `cuttings rules test` shows what would change, `cuttings index` applies them",
        );
    }
    Ok(Exit::found(!rules.is_empty()))
}

/// Whether the index was made by these rules; `None` where there is none that can be read.
fn applied(rules: &Rules, desk: &Desk<'_>) -> Option<bool> {
    let archive = Archive::open(&desk.settings.index).ok()?;
    Some(archive.files().ok()?.rules == rules.memo())
}

fn test(args: &TestArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let rules = match &args.file {
        Some(file) => Rules::open_file(file)?,
        None => Rules::open(&desk.settings.archive)?,
    };
    let archive = shelf::open(desk)?;
    let trial = ingest::try_rules(&archive, &rules, desk.settings.threads, desk.today())?;
    if args.json {
        json::line(&TrialJson::of(&rules, &trial), desk.out)?;
    } else {
        write(&rules, &trial, desk)?;
    }
    desk.out.flush()?;
    let remark = match (trial.articles, &args.file) {
        (0, _) => "nothing would change".to_owned(),
        (articles, None) => format!(
            "{} would come out otherwise; `cuttings index` applies the rules",
            terminal::count(articles, "article")
        ),
        (articles, Some(_)) => format!(
            "{} would come out otherwise; put the rules into {FILE} and run `cuttings index` to apply them",
            terminal::count(articles, "article")
        ),
    };
    desk::say(&remark);
    Ok(Exit::found(!rules.is_empty() || trial.articles > 0))
}

fn write(rules: &Rules, trial: &Trial, desk: &mut Desk<'_>) -> io::Result<()> {
    for (at, effect) in trial.rules.iter().enumerate() {
        let name = format!("line {}", rules.line(at));
        write_effect(&name, &rules.list()[at].told(), effect, desk)?;
    }
    if trial.undone.articles > 0 {
        let told = "what rules did that are no longer there";
        write_effect("undone", told, &trial.undone, desk)?;
    }
    Ok(())
}

fn write_effect(name: &str, told: &str, effect: &Effect, desk: &mut Desk<'_>) -> io::Result<()> {
    let sheet = desk.sheet(Rows::Hits);
    let name = terminal::faint(&format!("{name:<9}"), &sheet);
    writeln!(desk.out, "{name} {}", terminal::bold(&terminal::line(told), &sheet))?;
    writeln!(desk.out, "          {}", summary(effect))?;
    for sample in &effect.samples {
        writeln!(desk.out, "          {}", shown(sample))?;
    }
    Ok(())
}

/// `12 articles, 14 blocks; 12 would come back into the body`.
fn summary(effect: &Effect) -> String {
    if effect.articles == 0 {
        return "matches nothing: look for a slip of the pen in the text, the outlet or the path".to_owned();
    }
    let mut fits = vec![terminal::count(effect.articles, "article")];
    if effect.blocks > 0 {
        fits.push(terminal::count(effect.blocks, "block"));
    }
    let number = terminal::thousands;
    let mut changes = Vec::new();
    if effect.restored > 0 {
        changes.push(format!("{} would come back into the body", number(effect.restored)));
    }
    if effect.removed > 0 {
        changes.push(format!("{} would leave the body", number(effect.removed)));
    }
    if changes.is_empty() && effect.changes > 0 {
        changes.push(format!("{} would change", terminal::count(effect.changes, "article")));
    }
    let changes = if changes.is_empty() { "nothing would change".to_owned() } else { changes.join(", ") };
    format!("{}; {changes}", fits.join(", "))
}

fn shown(sample: &Sample) -> String {
    let place = match sample.at {
        Some(at) => format!("{} ¶ {} ", sample.path, at + 1),
        None => format!("{} now: ", sample.path),
    };
    let cut = sample.text.char_indices().nth(SHOWN);
    let text = cut.map_or(sample.text.clone(), |(end, _)| format!("{}…", sample.text[..end].trim_end()));
    terminal::line(&format!("{place} {text}"))
}

#[derive(Serialize, JsonSchema)]
pub(super) struct TrialJson<'a> {
    version: u32,
    rules: Vec<EffectJson<'a>>,
    /// What rules did that the index was made by and that are no longer there.
    undone: EffectJson<'a>,
    /// Articles that would come out otherwise.
    articles: u64,
}

#[derive(Serialize, JsonSchema)]
struct EffectJson<'a> {
    line: Option<usize>,
    rule: Option<String>,
    articles: u64,
    blocks: u64,
    articles_changed: u64,
    blocks_restored: u64,
    blocks_removed: u64,
    samples: Vec<SampleJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct SampleJson<'a> {
    id: &'a str,
    path: &'a str,
    paragraph: Option<usize>,
    text: &'a str,
    changes: bool,
}

impl<'a> TrialJson<'a> {
    fn of(rules: &Rules, trial: &'a Trial) -> Self {
        let one = |(at, effect): (usize, &'a Effect)| EffectJson {
            line: Some(rules.line(at)),
            rule: Some(rules.list()[at].told()),
            ..EffectJson::of(effect)
        };
        Self {
            version: json::VERSION,
            rules: trial.rules.iter().enumerate().map(one).collect(),
            undone: EffectJson::of(&trial.undone),
            articles: trial.articles,
        }
    }
}

impl<'a> EffectJson<'a> {
    fn of(effect: &'a Effect) -> Self {
        let sample = |sample: &'a Sample| SampleJson {
            id: &sample.id,
            path: &sample.path,
            paragraph: sample.at.map(|at| at + 1),
            text: &sample.text,
            changes: sample.changes,
        };
        Self {
            line: None,
            rule: None,
            articles: effect.articles,
            blocks: effect.blocks,
            articles_changed: effect.changes,
            blocks_restored: effect.restored,
            blocks_removed: effect.removed,
            samples: effect.samples.iter().map(sample).collect(),
        }
    }
}
