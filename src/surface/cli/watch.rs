//! `cuttings watch`: what is new since a saved search was last asked.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use rustc_hash::FxHashSet;

use crate::index::Archive;
use crate::notebook;
use crate::output::feed::{self, Channel, Entry};
use crate::output::{Render, Rows, Sheet, json, terminal};
use crate::search::{self, Duplicates, Hit, Mark, News, Order, Request};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::export::{self, Found};
use crate::surface::cli::{Exit, question, shelf};
use crate::watch::{self, Log, Saved};

/// Entries of a feed: what was found last.
const FEED: usize = 100;

/// What stands for the name of the search in the name of a file.
const NAME: &str = "{name}";

/// Tell what saved searches find that they have not shown before.
///
/// `cuttings search … --save NAME` saves a search, as `searches/NAME.toml` in the archive folder; its keys are called as
/// the flags of `search`: query, any, person, since, sort, dup, limit, … Without `sort`, the newest come first; without
/// `limit`, all are shown.
///
/// An article is new until it was shown, whatever becomes of its file and of the index. Near-duplicates of an article
/// that was shown, and other states of its page, are no news unless the search says `dup = "show"`. The first time, all
/// that a search finds is new; `--baseline` takes it as shown.
///
/// Example: cuttings watch strike --refresh
#[derive(Args)]
pub(super) struct WatchArgs {
    /// Ask these searches; without any, all of them. Example: strike ferry
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Write in this form; rss and atom are feeds of the last 100 articles found, the new ones first. Default: text.
    /// Example: --format atom
    #[arg(long, value_enum, hide_default_value = true, default_value_t = Form::Text)]
    format: Form,
    /// Write to this file, whole or not at all, if anything is new; `{name}` stands for the name of the search.
    /// Example: -o 'feeds/{name}.xml'
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Take all that is found now as shown, and show nothing.
    #[arg(long, conflicts_with_all = ["output", "peek"])]
    baseline: bool,
    /// Show what is new and forget that it was shown.
    #[arg(long)]
    peek: bool,
    /// Bring the index up to date first.
    #[arg(long)]
    refresh: bool,
    /// List the saved searches: how many articles each has shown, when it last showed any, and its query.
    #[arg(long, conflicts_with_all = ["output", "baseline", "peek", "refresh"])]
    list: bool,
}

/// A form of news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Text for people.
    Text,
    /// A JSON object a line.
    Jsonl,
    /// A feed, RSS 2.0.
    Rss,
    /// A feed, Atom.
    Atom,
}

impl Form {
    fn feed(self) -> Option<feed::Form> {
        match self {
            Self::Rss => Some(feed::Form::Rss),
            Self::Atom => Some(feed::Form::Atom),
            Self::Text | Self::Jsonl => None,
        }
    }
}

pub(super) fn run(args: &WatchArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let names = names(args, &desk.settings.archive)?;
    if names.is_empty() {
        desk::say("no search is saved here; `cuttings search WORDS --save NAME` saves one");
        return Ok(Exit::NothingFound);
    }
    if args.list {
        names.iter().try_for_each(|name| list(name, desk))?;
        return Ok(Exit::Found);
    }
    let apart = args.output.as_ref().is_none_or(|path| !path.to_string_lossy().contains(NAME));
    if names.len() > 1 && apart && (args.output.is_some() || args.format.feed().is_some()) {
        bail!("a file or a feed holds one search; name one, or write a file each with -o 'feeds/{NAME}.xml'");
    }
    let archive = shelf::open_fresh(desk, args.refresh)?;
    let mut news = false;
    let mut failed = false;
    for name in &names {
        match ask(name, args, &archive, desk) {
            Ok(some) => news |= some,
            Err(error) if super::is_closed_pipe(&error) => return Err(error),
            // The others are asked all the same.
            Err(error) => {
                failed = true;
                desk::say(&format!("cuttings: {name}: {error:#}"));
            }
        }
    }
    Ok(if failed { Exit::Failed } else { Exit::found(news) })
}

/// The searches that are asked for.
fn names(args: &WatchArgs, archive: &Path) -> anyhow::Result<Vec<String>> {
    let known = watch::names(archive)
        .with_context(|| format!("listing {}", archive.join(watch::FOLDER).display()))?;
    if args.names.is_empty() {
        return Ok(known);
    }
    let mut names: Vec<String> = args.names.iter().map(|name| name.trim().to_owned()).collect();
    names.dedup();
    match names.iter().find(|name| !known.contains(name)) {
        Some(name) if known.is_empty() => {
            bail!("there is no search `{name}`; `cuttings search WORDS --save {name}` saves one")
        }
        Some(name) => bail!("there is no search `{name}`, only {}", known.join(", ")),
        None => Ok(names),
    }
}

/// Saves a search under a name that no other has.
pub(super) fn save(name: &str, saved: &Saved, desk: &Desk<'_>) -> anyhow::Result<()> {
    if !watch::valid(name) {
        bail!("--save {name}: write a name of letters, digits, `-` and `_`, at most 64 of them");
    }
    if saved.duplicates == Duplicates::Only {
        bail!("--save: a search for nothing but near-duplicates cannot be saved; use --dup show");
    }
    let file = watch::file(&desk.settings.archive, name);
    if file.symlink_metadata().is_ok() {
        bail!(
            "there is a search `{name}` already; edit or delete {}, or choose another name",
            file.display()
        );
    }
    let folder = file.parent().context("the file lies in a folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let opening = format!("# A saved search: `cuttings watch {name}` tells what is new.\n");
    notebook::append(&file, &opening, &saved.toml())?;
    desk::say(&format!("saved as {}; `cuttings watch {name}` tells what is new", file.display()));
    Ok(())
}

fn list(name: &str, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let archive = &desk.settings.archive;
    let (saved, log) = (Saved::open(archive, name), Log::open(archive, name)?);
    let shown = match log.last() {
        Some(time) => format!(
            "{} shown, last {}",
            terminal::count(log.len() as u64, "article"),
            terminal::local_time(time)
        ),
        None if log.exists() => "nothing shown".to_owned(),
        None => "never asked".to_owned(),
    };
    let query = saved.map_or_else(|error| error.to_string(), |saved| saved.query);
    writeln!(desk.out, "{name}: {shown}: {}", terminal::line(&query))?;
    Ok(())
}

/// Asks one search and shows what is new; gives whether anything is.
fn ask(name: &str, args: &WatchArgs, archive: &Archive, desk: &mut Desk<'_>) -> anyhow::Result<bool> {
    let saved = Saved::open(&desk.settings.archive, name)?;
    let mut log = Log::open(&desk.settings.archive, name)?;
    let request = request(name, &saved, desk)?;
    let folds = request.duplicates != Duplicates::Show;
    let news = search::news(archive, &request, &|mark| log.knows(mark) || folds && log.knows_page(mark))?;
    question::explain(&request.query, &news.notices, news.names());
    let now = desk.clock().now / 1_000_000_000;
    // What does not fit into a feed is for the next time, too.
    let most = if args.format.feed().is_some() { FEED } else { usize::MAX };
    let limit = if args.baseline { usize::MAX } else { saved.limit.unwrap_or(usize::MAX).min(most) };
    let told = Told { name, saved: &saved, news: &news, log: &log, now, limit };
    if !args.baseline {
        told.show(args, desk)?;
    }
    told.say(args);
    let (shown, folded) = (told.shown(), told.folded());
    let some = !shown.is_empty();
    if !args.peek && (some || !folded.is_empty() || !log.exists()) {
        log.add(now, &shown, &folded)?;
    }
    Ok(some)
}

fn request(name: &str, saved: &Saved, desk: &Desk<'_>) -> anyhow::Result<Request> {
    let (request, notices) = saved.request(desk.today());
    if !notices.is_empty() {
        desk::say(&format!("{}:", watch::file(Path::new(""), name).display()));
        notices.iter().for_each(|notice| desk::say(&terminal::notice(&saved.query, notice)));
    }
    let order = saved.order.unwrap_or(Order::Newest);
    let (names, topics, annotations) = (shelf::names(desk), shelf::topics(desk)?, shelf::annotations(desk)?);
    Ok(Request { order, names, topics, annotations, ..request })
}

/// What one search has to tell.
struct Told<'a> {
    name: &'a str,
    saved: &'a Saved,
    news: &'a News<'a>,
    log: &'a Log,
    now: i64,
    limit: usize,
}

impl Told<'_> {
    fn count(&self) -> usize {
        self.news.fresh.len().min(self.limit)
    }

    /// What this run shows.
    fn shown(&self) -> Vec<Mark> {
        self.news.fresh.iter().take(self.limit).map(|fresh| fresh.mark).collect()
    }

    /// What folds under that, or under what was shown before.
    fn folded(&self) -> Vec<Mark> {
        let twins = self.news.fresh.iter().take(self.limit).flat_map(|fresh| &fresh.twins);
        twins.chain(&self.news.again).copied().collect()
    }

    fn show(&self, args: &WatchArgs, desk: &mut Desk<'_>) -> anyhow::Result<()> {
        let Some(path) = &args.output else {
            let sheet = desk.sheet(Rows::Hits);
            self.write(args.format, &sheet, desk.out)?;
            // The log says that this was shown: it must have gone out by then.
            return Ok(desk.out.flush()?);
        };
        let path = PathBuf::from(path.to_string_lossy().replace(NAME, self.name));
        let writes = self.count() > 0 || args.format.feed().is_some() && !path.exists();
        if writes {
            let found = Found { articles: 1, passages: 0 };
            let sheet = Sheet::plain(Rows::Hits);
            export::replace(&path, &mut |out| self.write(args.format, &sheet, out).map(|()| found))
                .with_context(|| format!("writing {}", path.display()))?;
        }
        Ok(())
    }

    fn write(&self, form: Form, sheet: &Sheet, out: &mut dyn Write) -> anyhow::Result<()> {
        if let Some(form) = form.feed() {
            return self.write_feed(form, out);
        }
        if form == Form::Text && self.count() > 0 {
            writeln!(out, "{}", terminal::bold(&self.headline(), sheet))?;
        }
        let mut result = Ok(());
        self.news.for_each(self.limit, &mut |hit| {
            result = match form {
                Form::Jsonl => json::news(self.name, &hit, out),
                _ => terminal::Terminal.hit(0, &hit, sheet, out),
            };
            result.is_ok()
        })?;
        result?;
        if form == Form::Text && self.count() > 0 {
            writeln!(out)?;
        }
        Ok(())
    }

    /// What is new, and behind it what was shown before and still matches, latest first.
    fn write_feed(&self, form: feed::Form, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut fresh = Vec::new();
        self.news.for_each(self.limit, &mut |hit| {
            fresh.push(hit);
            true
        })?;
        let before: Vec<(i64, u64)> = self.log.latest(FEED - fresh.len()).collect();
        let keys: FxHashSet<u64> = before.iter().map(|(_, key)| *key).collect();
        let old = self.news.of_keys(&keys)?;
        let of_key = |key: u64| old.iter().find(|hit: &&Hit| hit.id.key() == key);
        let new = fresh.iter().map(|hit| Entry { hit, found: self.now });
        let old = before.iter().filter_map(|(found, key)| Some(Entry { hit: of_key(*key)?, found: *found }));
        let entries: Vec<Entry<'_>> = new.chain(old).collect();
        let updated = if fresh.is_empty() { self.log.last().unwrap_or(self.now) } else { self.now };
        let channel = Channel { name: self.name.to_owned(), query: self.saved.query.clone(), updated };
        Ok(feed::write(form, &channel, &entries, out)?)
    }

    /// `strike: 3 new articles of 12; last shown 2026-11-20 10:00`.
    fn headline(&self) -> String {
        let new = terminal::count(self.count() as u64, "new article");
        let since = self.log.last().map(|time| format!("; last shown {}", terminal::local_time(time)));
        format!(
            "{}: {new} of {}{}",
            self.name,
            terminal::thousands(self.news.total),
            since.unwrap_or_default()
        )
    }

    /// Says what is not shown.
    fn say(&self, args: &WatchArgs) {
        let (name, count) = (self.name, self.count());
        if args.baseline {
            return desk::say(&format!(
                "{name}: {} taken as shown",
                terminal::count(count as u64, "new article")
            ));
        }
        if count == 0 {
            desk::say(&format!("{name}: nothing new"));
        } else if args.output.is_some() || args.format != Form::Text {
            desk::say(&self.headline());
        }
        if count > 0 && !self.log.exists() && !args.peek {
            desk::say(&format!(
                "  asked for the first time: all is new; `cuttings watch {name} --baseline` shows nothing"
            ));
        }
        let left = self.news.fresh.len() - count;
        if left > 0 {
            desk::say(&format!("  {} more are for the next time", terminal::thousands(left as u64)));
        }
        match self.news.again.len() as u64 {
            0 => {}
            again => desk::say(&format!(
                "  {} left out as reprints or other states of what was shown",
                terminal::thousands(again)
            )),
        }
    }
}
