//! `cuttings names`: corrections of names, written into `names.toml`.

mod import;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use schemars::JsonSchema;
use serde::Serialize;

use crate::entity::names::{self, Entry, FILE, Scope};
use crate::entity::{EntityKind, Names};
use crate::output::{Rows, json, terminal};
use crate::search::{self, By, Likeness};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, shelf};

/// Correct names: say who is one, who is two, what a name is, and find likely spellings of one name.
///
/// Corrections stand in names.toml in the archive folder and hold whenever a question is asked; no index run is needed:
///
///     [[merge]]                        # these are one person
///     name = "Jonas Vale"              # shown
///     also = ["J. Vale", "Jon Vale"]
///
///     [[split]]                        # this name is someone else there
///     name = "Ada Thorne"
///     as = "Ada Thorne (pilot)"
///     outlet = "Quay Gazette"          # outlet, path or article
///
///     [[rename]]  name, to             # shown otherwise
///     [[retype]]  name, to = "place"   # of another kind
///     [[ignore]]  name                 # no name at all
///     [[identify]] name, wikidata = "Q42"
///
/// `kind = "organisation"` or `"place"` where it is no person. Without a subcommand: lists the corrections.
///
/// Example: cuttings names merge "Jonas Vale" "J. Vale"
#[derive(Args)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = true)]
pub(super) struct NamesArgs {
    #[command(subcommand)]
    command: Option<NamesCommand>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum NamesCommand {
    /// Say that names are one, shown by the first of them.
    ///
    /// Example: cuttings names merge "Jonas Vale" "J. Vale" "Jon Vale"
    Merge(MergeArgs),
    /// Say that a name is someone else in some articles.
    ///
    /// Example: cuttings names split "Ada Thorne" "Ada Thorne (pilot)" --outlet "Quay Gazette"
    Split(SplitArgs),
    /// Show a name otherwise.
    ///
    /// Example: cuttings names rename "ada thorne" "Ada Thorne"
    Rename(RenameArgs),
    /// Say that a name is of another kind than it was found to be.
    ///
    /// Example: cuttings names retype "Lady Maren" organisation
    Retype(RetypeArgs),
    /// Leave out what is no name.
    ///
    /// Example: cuttings names ignore "Sign Up"
    Ignore(IgnoreArgs),
    /// Say which item of Wikidata somebody is.
    ///
    /// Example: cuttings names identify "Ada Thorne" Q42
    Identify(IdentifyArgs),
    /// List names that are likely spellings of one, with what speaks for it and the line to type.
    ///
    /// Example: cuttings names suggest
    Suggest(SuggestArgs),
    /// Tell which corrections match nothing in the archive.
    ///
    /// Example: cuttings names check
    Check(CheckArgs),
    /// Take corrections from a table with the columns `name`, `also` (several parted by `;`), `kind`, `wikidata`.
    ///
    /// Example: cuttings names import people.csv
    Import(ImportArgs),
}

/// What kind of name.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum KindArg {
    /// Somebody.
    Person,
    /// A body of people.
    #[value(alias = "org", alias = "organization")]
    Organisation,
    /// Somewhere.
    Place,
}

impl KindArg {
    fn kind(self) -> EntityKind {
        match self {
            Self::Person => EntityKind::Person,
            Self::Organisation => EntityKind::Organisation,
            Self::Place => EntityKind::Place,
        }
    }
}

/// Of which kind the names are.
#[derive(Args)]
struct OfKind {
    /// The kind of name. Default: person. Example: --kind place
    #[arg(long, value_enum, hide_default_value = true, default_value_t = KindArg::Person)]
    kind: KindArg,
}

#[derive(Args)]
struct MergeArgs {
    /// The names, the one to show first.
    #[arg(value_name = "NAME", required = true, num_args = 2..)]
    names: Vec<String>,
    #[command(flatten)]
    of: OfKind,
}

#[derive(Args)]
struct SplitArgs {
    /// The name as found.
    name: String,
    /// The name to show in those articles.
    shown: String,
    /// In articles of an outlet with these words in its name. Example: --outlet Courier
    #[arg(long, value_name = "WORDS")]
    outlet: Option<String>,
    /// In articles with these words in their path. Example: --path 2023/06
    #[arg(long, value_name = "WORDS")]
    path: Option<String>,
    /// In the article with an id that begins so. Example: --article 3fa9c2d1
    #[arg(long, value_name = "ID")]
    article: Option<String>,
    #[command(flatten)]
    of: OfKind,
}

#[derive(Args)]
struct RenameArgs {
    /// The name as found.
    name: String,
    /// The name to show.
    to: String,
    #[command(flatten)]
    of: OfKind,
}

#[derive(Args)]
struct RetypeArgs {
    /// The name as found.
    name: String,
    /// The kind it is of.
    #[arg(value_enum)]
    to: KindArg,
    #[command(flatten)]
    of: OfKind,
}

#[derive(Args)]
struct IgnoreArgs {
    /// What is no name.
    name: String,
    #[command(flatten)]
    of: OfKind,
}

#[derive(Args)]
struct IdentifyArgs {
    /// The name.
    name: String,
    /// The item: a Q and a number.
    item: String,
    #[command(flatten)]
    of: OfKind,
}

#[derive(Args)]
struct SuggestArgs {
    #[command(flatten)]
    of: OfKind,
    /// List at most so many pairs; 0 for all. Default: 20. Example: --limit 0
    #[arg(long, hide_default_value = true, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct CheckArgs {
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct ImportArgs {
    /// The table: CSV in UTF-8, the first row names the columns.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(args: &NamesArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let text = |text: &String| text.trim().to_owned();
    let (kind, entry) = match &args.command {
        None => return list(args.json, desk),
        Some(NamesCommand::Suggest(args)) => return suggest(args, desk),
        Some(NamesCommand::Check(args)) => return check(args, desk),
        Some(NamesCommand::Import(args)) => return import(args, desk),
        Some(NamesCommand::Merge(args)) => (&args.of, Entry::Merge(args.names.iter().map(text).collect())),
        Some(NamesCommand::Split(args)) => {
            let scope =
                Scope { outlet: args.outlet.clone(), path: args.path.clone(), article: args.article.clone() };
            (&args.of, Entry::Split(text(&args.name), text(&args.shown), scope))
        }
        Some(NamesCommand::Rename(args)) => (&args.of, Entry::Rename(text(&args.name), text(&args.to))),
        Some(NamesCommand::Retype(args)) => (&args.of, Entry::Retype(text(&args.name), args.to.kind())),
        Some(NamesCommand::Ignore(args)) => (&args.of, Entry::Ignore(text(&args.name))),
        Some(NamesCommand::Identify(args)) => (&args.of, Entry::Identify(text(&args.name), text(&args.item))),
    };
    write(&names::written(kind.kind.kind(), &entry), desk)
}

/// Adds corrections and shows them.
fn write(entries: &str, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let line = names::append(&desk.settings.archive, entries)?;
    writeln!(desk.out, "{FILE}, line {line}:\n\n{}", desk.shown(entries))?;
    desk.out.flush()?;
    Ok(Exit::Found)
}

fn import(args: &ImportArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let entries = import::entries(&args.file)?;
    if entries.is_empty() {
        desk::say(&format!("{}: no row corrects anything", args.file.display()));
        return Ok(Exit::NothingFound);
    }
    write(&entries, desk)
}

#[derive(Serialize, JsonSchema)]
pub(super) struct RulesJson {
    version: u32,
    rules: Vec<RuleJson>,
}

#[derive(Serialize, JsonSchema)]
struct RuleJson {
    line: usize,
    kind: &'static str,
    rule: String,
}

fn list(as_json: bool, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let names = Names::open(&desk.settings.archive)?;
    told(names.rules(), as_json, desk)?;
    if names.is_empty() {
        desk::say(&format!("no corrections; `cuttings names suggest` looks for some, they stand in {FILE}"));
    }
    Ok(Exit::found(!names.is_empty()))
}

fn told(rules: Vec<(usize, names::Known, String)>, as_json: bool, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    if as_json {
        let rules =
            rules.into_iter().map(|(line, (kind, _), rule)| RuleJson { line, kind: kind.word(), rule });
        json::line(&RulesJson { version: json::VERSION, rules: rules.collect() }, desk.out)?;
    } else {
        for (line, (kind, _), rule) in rules {
            writeln!(desk.out, "line {line:>4}  {:<12}  {}", kind.word(), terminal::line(&rule))?;
        }
    }
    desk.out.flush()?;
    Ok(())
}

/// Lists the corrections that match nothing.
fn check(args: &CheckArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let names = Names::open(&desk.settings.archive)?;
    let archive = shelf::open(desk)?;
    let mut known = std::collections::BTreeSet::new();
    for kind in EntityKind::ALL {
        let all = search::named(&archive, &Names::default(), kind, "", By::Count)?;
        known.extend(all.into_iter().map(|named| (kind, named.key)));
    }
    // A name of a group is asked for as it was found; an id may belong to the name that is shown.
    let shown = |(kind, key): &names::Known| {
        names.parts(*kind, key).iter().any(|part| known.contains(&(part.kind, part.key.clone())))
    };
    let idle: Vec<_> = names
        .rules()
        .into_iter()
        .filter(|(_, found, rule)| !(known.contains(found) || rule.contains(" is Q") && shown(found)))
        .collect();
    let (rules, idle_rules) = (names.rules().len(), idle.len());
    told(idle, args.json, desk)?;
    let of = terminal::count(rules as u64, "correction");
    desk::say(&match idle_rules {
        0 => format!("{of}, each matches something"),
        idle => format!("{idle} of {of} match nothing; mend or delete them in {FILE}"),
    });
    Ok(Exit::found(idle_rules == 0))
}

#[derive(Serialize, JsonSchema)]
pub(super) struct SuggestionsJson<'a> {
    version: u32,
    total: usize,
    suggestions: Vec<SuggestionJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct SuggestionJson<'a> {
    name: &'a str,
    articles: u64,
    other: &'a str,
    other_articles: u64,
    reason: &'static str,
    /// Articles that name both.
    together: u64,
}

fn suggest(args: &SuggestArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open(desk)?;
    let kind = args.of.kind.kind();
    let mut all = search::likenesses(&archive, &shelf::names(desk), kind)?;
    // Whoever is named together is hardly one: those come last.
    all.sort_by_key(|likeness| likeness.together > 0);
    let limit = if args.limit == 0 { all.len() } else { args.limit.min(all.len()) };
    if args.json {
        let suggestions = all[..limit].iter().map(SuggestionJson::of).collect();
        json::line(&SuggestionsJson { version: json::VERSION, total: all.len(), suggestions }, desk.out)?;
    } else {
        for likeness in &all[..limit] {
            suggested(likeness, kind, desk)?;
        }
    }
    desk.out.flush()?;
    if all.is_empty() {
        desk::say("no names that look like spellings of one");
    } else if limit < all.len() {
        desk::say(&format!(
            "and {} more; add --limit 0 for all",
            terminal::thousands((all.len() - limit) as u64)
        ));
    }
    Ok(Exit::found(!all.is_empty()))
}

impl<'a> SuggestionJson<'a> {
    fn of(likeness: &'a Likeness) -> Self {
        Self {
            name: &likeness.name.name,
            articles: likeness.name.articles,
            other: &likeness.other.name,
            other_articles: likeness.other.articles,
            reason: likeness.reason,
            together: likeness.together,
        }
    }
}

fn suggested(likeness: &Likeness, kind: EntityKind, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let sheet = desk.sheet(Rows::Hits);
    let (name, other) = (&likeness.name, &likeness.other);
    let articles = |named: &search::Named| terminal::count(named.articles, "article");
    let together = match likeness.together {
        0 => "never in one article".to_owned(),
        count => format!("together in {}", terminal::count(count, "article")),
    };
    writeln!(
        desk.out,
        "{} ({}) and {} ({}): {}, {together}",
        terminal::bold(&terminal::line(&name.name), &sheet),
        articles(name),
        terminal::bold(&terminal::line(&other.name), &sheet),
        articles(other),
        likeness.reason
    )?;
    let of = if kind == EntityKind::Person { String::new() } else { format!(" --kind {}", kind.word()) };
    let line = format!("  cuttings names merge {} {}{of}", quoted(&name.name), quoted(&other.name));
    writeln!(desk.out, "{}", terminal::faint(&line, &sheet))?;
    Ok(())
}

/// A name as a shell takes it for one word.
fn quoted(name: &str) -> String {
    format!("'{}'", terminal::line(name).replace('\'', "'\\''"))
}
