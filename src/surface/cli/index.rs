//! `cuttings index`: brings the index up to date with the corpus.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ingest::{Options, Report};
use crate::output::{json, terminal};
use crate::settings::Settings;
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, follow, progress};

/// How many failures are named; `cuttings status` names them all.
const NAMED: usize = 5;

/// Bring the index up to date with the corpus: new, changed, moved and deleted files.
///
/// An interrupt (Ctrl-C) keeps what is read by then; the next run goes on from there.
///
/// Example: cuttings index --verify
#[derive(Args)]
#[allow(clippy::struct_excessive_bools, reason = "switches of a command line, each of its own meaning")]
pub(super) struct IndexArgs {
    /// Read articles from these folders, instead of --corpus. Example: /mnt/papers
    #[arg(value_name = "CORPUS")]
    folders: Vec<PathBuf>,
    /// Read and clean everything anew, and replace an index of another format.
    #[arg(long)]
    rebuild: bool,
    /// Compare the content of every file, whatever its time and size say.
    #[arg(long)]
    verify: bool,
    /// Drop missing articles even where they are more than a fifth of the archive.
    #[arg(long)]
    prune: bool,
    /// Say what would be done and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Go on following the folders and take in what changes, within seconds, until an interrupt (Ctrl-C). Files that are
    /// still being written are waited for.
    #[arg(long, conflicts_with = "dry_run")]
    follow: bool,
    /// With --follow, look at the folders every so many seconds instead of being told by the system: for folders on
    /// another machine. Example: --poll 10
    #[arg(long, value_name = "SECONDS", requires = "follow", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    poll: Option<u64>,
    /// Read only files that this pattern fits, again for several, as in .gitignore; without it, `include` of
    /// cuttings.toml, or all. Articles of other files leave the index. Example: --include '*.html'
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// Leave files and folders alone that this pattern fits, again for several; without it, `exclude` of cuttings.toml.
    /// For good, write it into a file .cuttingsignore in the corpus. Example: --exclude drafts/
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Use so many threads; without it, `threads` of cuttings.toml, or all cores. Example: -j 2
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

impl IndexArgs {
    /// Takes over what stands in place of a setting.
    fn overrule(&self, settings: &mut Settings) {
        let lists = [(&self.include, &mut settings.include), (&self.exclude, &mut settings.exclude)];
        for (typed, setting) in lists {
            if !typed.is_empty() {
                setting.clone_from(typed);
            }
        }
        if !self.folders.is_empty() {
            settings.corpus.clone_from(&self.folders);
        }
        settings.threads = self.threads.map_or(settings.threads, usize::from);
    }
}

pub(super) fn run(args: &IndexArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    args.overrule(&mut desk.settings);
    let options =
        Options { rebuild: args.rebuild, verify: args.verify, prune: args.prune, dry_run: args.dry_run };
    if args.follow {
        return follow::run(options, args.poll.map(Duration::from_secs), args.json, desk);
    }
    let report = progress::ingest(desk, options)?;
    tell(&report, options, args.json, desk)?;
    Ok(exit(&report))
}

/// Says what a run did.
pub(super) fn tell(
    report: &Report,
    options: Options,
    as_json: bool,
    desk: &mut Desk<'_>,
) -> anyhow::Result<()> {
    if as_json {
        json::line(&ReportJson::of(report), desk.out)?;
    } else {
        write(report, options.dry_run, desk.out)?;
    }
    desk.out.flush()?;
    warnings(report).iter().for_each(|warning| desk::say(warning));
    Ok(())
}

/// A run that leaves work undone has failed; one that leaves an empty archive has found nothing.
pub(super) fn exit(report: &Report) -> Exit {
    if report.incomplete || report.would_drop > 0 { Exit::Failed } else { Exit::found(report.articles > 0) }
}

fn write(report: &Report, dry_run: bool, out: &mut dyn Write) -> io::Result<()> {
    let parts: Vec<String> = [
        (report.added, "added"),
        (report.changed, "changed"),
        (report.moved, "moved"),
        (report.copied, "with more or fewer copies"),
        (report.removed, "removed"),
        (report.unchanged, "unchanged"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, what)| format!("{} {what}", terminal::thousands(number)))
    .collect();
    let would = if dry_run { "nothing is written; there would be " } else { "" };
    let changes = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    writeln!(out, "{would}{}{changes}", terminal::count(report.articles, "article"))?;
    if report.ruled > 0 {
        let articles = terminal::count(report.ruled, "article");
        writeln!(out, "{articles} cleaned again, for the rules have changed")?;
    }
    if report.rejudged > 0 {
        let articles = terminal::count(report.rejudged, "article");
        writeln!(out, "{articles} cleaned again, for what their outlet repeats has changed")?;
    }
    Ok(())
}

/// Of one article, or of more.
fn whose(articles: u64) -> &'static str {
    if articles == 1 { "its" } else { "their" }
}

/// What a person should know of a run, whatever it was run for.
pub(super) fn warnings(report: &Report) -> Vec<String> {
    let mut warnings = failures(report);
    if report.unreachable > 0 {
        let articles = terminal::count(report.unreachable, "article");
        warnings.push(format!(
            "{articles} kept though {} files cannot be reached; `cuttings status` tells why",
            whose(report.unreachable)
        ));
    }
    if report.would_drop > 0 {
        let articles = terminal::count(report.would_drop, "article");
        warnings.push(format!(
            "{articles} kept though {} files are missing: more than a fifth of the archive; is a disk not \
             mounted? To drop what is missing, run `cuttings index --prune`",
            whose(report.would_drop)
        ));
    }
    if report.incomplete {
        warnings.push("stopped before all was read; `cuttings index` goes on from here".into());
    }
    if report.articles == 0 && report.failures.is_empty() {
        warnings.push(
            "no article found; put articles into the corpus folder, or name another with --corpus".into(),
        );
    }
    warnings
}

fn failures(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    let all = report.failures.len();
    if all > 0 {
        lines.push(format!("{} unreadable, left out:", terminal::count(all as u64, "file")));
    }
    for (path, reason) in report.failures.iter().take(NAMED) {
        lines.push(format!("  {}: {reason}", terminal::line(path)));
    }
    if all > NAMED {
        lines.push(format!(
            "  and {} more; `cuttings status` names them all",
            terminal::thousands((all - NAMED) as u64)
        ));
    }
    lines
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ReportJson<'a> {
    version: u32,
    generation: u64,
    articles: u64,
    added: u64,
    changed: u64,
    moved: u64,
    copied: u64,
    removed: u64,
    unchanged: u64,
    rejudged: u64,
    ruled: u64,
    unreachable: u64,
    would_drop: u64,
    incomplete: bool,
    failures: Vec<FailureJson<'a>>,
}

/// A file or record that could not be read.
#[derive(Serialize, JsonSchema)]
pub(super) struct FailureJson<'a> {
    pub(super) path: &'a str,
    pub(super) reason: &'a str,
}

impl<'a> ReportJson<'a> {
    fn of(report: &'a Report) -> Self {
        Self {
            version: json::VERSION,
            generation: report.generation,
            articles: report.articles,
            added: report.added,
            changed: report.changed,
            moved: report.moved,
            copied: report.copied,
            removed: report.removed,
            unchanged: report.unchanged,
            rejudged: report.rejudged,
            ruled: report.ruled,
            unreachable: report.unreachable,
            would_drop: report.would_drop,
            incomplete: report.incomplete,
            failures: report.failures.iter().map(|(path, reason)| FailureJson { path, reason }).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(report: &Report) -> String {
        let mut out = Vec::new();
        write(report, false, &mut out).expect("a vector takes everything");
        let mut text = String::from_utf8(out).expect("text");
        warnings(report).iter().for_each(|line| text += &format!("{line}\n"));
        text
    }

    #[test]
    fn a_report_names_what_happened_and_nothing_else() {
        let report = Report {
            articles: 1206,
            added: 12,
            removed: 3,
            unchanged: 1194,
            rejudged: 1,
            ..Report::default()
        };
        insta::assert_snapshot!(shown(&report), @r"
        1,206 articles: 12 added, 3 removed, 1,194 unchanged
        1 article cleaned again, for what their outlet repeats has changed
        ");
    }

    #[test]
    fn what_needs_attention_is_said_with_the_remedy() {
        let failures = (1..8).map(|at| (format!("{at}.txt"), "the file is empty".to_owned())).collect();
        let report = Report {
            articles: 90,
            unchanged: 90,
            failures,
            unreachable: 2,
            would_drop: 30,
            incomplete: true,
            ..Report::default()
        };
        insta::assert_snapshot!(shown(&report), @r"
        90 articles: 90 unchanged
        7 files unreadable, left out:
          1.txt: the file is empty
          2.txt: the file is empty
          3.txt: the file is empty
          4.txt: the file is empty
          5.txt: the file is empty
          and 2 more; `cuttings status` names them all
        2 articles kept though their files cannot be reached; `cuttings status` tells why
        30 articles kept though their files are missing: more than a fifth of the archive; is a disk not mounted? To drop what is missing, run `cuttings index --prune`
        stopped before all was read; `cuttings index` goes on from here
        ");
        assert_eq!(exit(&report), Exit::Failed);
    }

    #[test]
    fn an_empty_corpus_is_told_what_to_do() {
        insta::assert_snapshot!(shown(&Report::default()), @r"
        0 articles
        no article found; put articles into the corpus folder, or name another with --corpus
        ");
        assert_eq!(exit(&Report::default()), Exit::NothingFound);
    }
}
