//! The command line: one file a command, each from its arguments to a library call to a renderer.
//!
//! Results go to standard output, everything else to standard error. The exit code is 0 when something was found or
//! done, 1 when nothing was found, 2 when it failed; a closed pipe is a quiet 0.

mod batch;
mod cite;
mod cited;
mod clean;
mod completions;
mod counts;
mod desk;
mod eval;
mod explain;
mod export;
mod follow;
mod forget;
mod form;
mod formats;
mod generate;
mod guard;
mod index;
mod man;
mod names;
mod outlets;
mod pager;
mod plain;
mod progress;
mod question;
mod quotes;
mod reprints;
mod restore;
mod rules;
mod schema;
mod search;
mod shelf;
mod show;
mod similar;
mod source;
mod status;
mod tag;
mod timeline;
mod topics;
mod train;
mod watch;
mod who;
mod words;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueHint};

use self::desk::{Desk, Screen};
use self::pager::Pager;
use crate::entity::EntityKind;
use crate::settings::{Flags, Settings};

/// A clippings library for a folder of saved articles: clean, find and cite, offline.
///
/// Put articles (text, Markdown, saved web pages, JSON) into a folder called `corpus` and ask:
///
///     cuttings search harbour strike
///
/// The first search indexes the folder; after that, `cuttings index` brings the index up to date.
#[derive(Parser)]
#[command(
    name = "cuttings",
    version,
    verbatim_doc_comment,
    max_term_width = 100,
    arg_required_else_help = true,
    after_help = EXIT_CODES
)]
struct Cli {
    #[command(flatten)]
    places: Places,
    #[command(flatten)]
    screen: Screen,
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 found or done, 1 nothing found, 2 failed.";

/// Where the archive lies.
#[derive(Args)]
struct Places {
    /// Use the archive in this folder; without it, CUTTINGS_ARCHIVE or the current folder. Example: --archive ~/papers
    #[arg(long, global = true, value_name = "FOLDER", value_hint = ValueHint::DirPath, help_heading = "Places")]
    archive: Option<PathBuf>,
    /// Read articles from this folder, again for several; without it, CUTTINGS_CORPUS, cuttings.toml or `corpus` in
    /// the archive. Example: --corpus /mnt/papers
    #[arg(long, global = true, value_name = "FOLDER", value_hint = ValueHint::DirPath, help_heading = "Places")]
    corpus: Vec<PathBuf>,
    /// Keep the index in this folder; without it, CUTTINGS_INDEX, cuttings.toml or `index` in the archive.
    /// Example: --index /var/tmp/papers
    #[arg(long, global = true, value_name = "FOLDER", value_hint = ValueHint::DirPath, help_heading = "Places")]
    index: Option<PathBuf>,
}

/// The first line of each page of help stands here once more: the pages themselves are made only for the command that
/// was typed.
#[derive(Subcommand)]
#[command(defer = true)]
enum Command {
    /// Find articles, best first, each with the passage that answers.
    Search(search::SearchArgs),
    /// Tell how a query is read, what each part of it finds, and why the first hits come first.
    Explain(explain::ExplainArgs),
    /// Bring the index up to date with the corpus: new, changed, moved and deleted files.
    Index(index::IndexArgs),
    /// Tell what saved searches find that they have not shown before.
    Watch(watch::WatchArgs),
    /// Show a cleaned article with what is known of it and where each came from.
    Show(show::ShowArgs),
    /// Clean one file: print the article and leave out what is not. No index is needed.
    Clean(clean::CleanArgs),
    /// Cite articles, or paragraphs of them, in a style.
    Cite(cite::CiteArgs),
    /// Write every passage that answers, without a limit, each with its citation.
    Export(export::ExportArgs),
    /// Leave articles out for good, and purge their words from the index.
    Forget(forget::ForgetArgs),
    /// Put tags on articles and take them off; without arguments, list all tags.
    Tag(tag::TagArgs),
    /// Put a note on an article, in place of the one before; without a text, show it.
    Note(tag::NoteArgs),
    /// Bring back blocks that the cleaner removed: write the rule that keeps them, here and in the outlet's other
    /// articles.
    Restore(restore::RestoreArgs),
    /// Strip blocks that the cleaner kept: write the rule that drops them, here and in the outlet's other articles.
    Drop(restore::DropArgs),
    /// List the rules of the archive that overrule the cleaner, or try them.
    Rules(rules::RulesArgs),
    /// List the people that articles name, most often named first.
    ///
    /// Example: cuttings people abbas
    People(counts::CountArgs),
    /// List the organisations that articles name, most often named first.
    ///
    /// Example: cuttings orgs union
    Orgs(counts::CountArgs),
    /// List the places that articles name, most often named first.
    ///
    /// Example: cuttings places harbour
    Places(counts::CountArgs),
    /// Show all that the archive says of a person: forms of the name, roles over time, articles by month, outlets,
    /// who is named beside them, and passages.
    Who(who::WhoArgs),
    /// Show what somebody said: every quotation whose speaker is plain, with its citation.
    Quotes(quotes::QuotesArgs),
    /// Ask for many names at once: for each, its articles, mentions, first and last day, and the best passage.
    Batch(batch::BatchArgs),
    /// List the articles that carry the same text as one, or the families of such articles that a query finds.
    Reprints(reprints::ReprintsArgs),
    /// Show when the articles of a query were published, as a chart.
    Timeline(timeline::TimelineArgs),
    /// List what articles are about: the user's topics, then phrases that articles use themselves.
    Topics(topics::TopicsArgs),
    /// List the articles on the same matter as one, those that share most with it first.
    Similar(similar::SimilarArgs),
    /// Find the passage that a remembered quotation comes from, the earliest first.
    Source(source::SourceArgs),
    /// Correct names: say who is one, who is two, what a name is, and find likely spellings of one name.
    Names(names::NamesArgs),
    /// List the outlets, those with most articles first, with what their pages look like.
    Outlets(outlets::OutletsArgs),
    /// Tell what the archive holds: articles, outlets, languages, dates, files that could not be read, and what
    /// deserves a second look.
    Status(status::StatusArgs),
    /// List the formats that articles are read from and answers are written in.
    Formats(formats::FormatsArgs),
    /// Measure cleaning, search and names against judged data.
    Eval(eval::EvalArgs),
    /// Fit the models that the program carries.
    Train(train::TrainArgs),
    /// Write made-up articles of made-up outlets into a folder, for trials and measurements.
    Generate(generate::GenerateArgs),
    /// Print what makes a shell complete the commands and flags of this program.
    Completions(completions::CompletionsArgs),
    /// Print or write the pages of the manual.
    Man(man::ManArgs),
    #[command(external_subcommand)]
    Words(Vec<OsString>),
}

impl Command {
    /// Whether what it writes is something to read, and not word of what it does.
    fn is_to_be_read(&self) -> bool {
        !matches!(
            self,
            Self::Index(_)
                | Self::Watch(_)
                | Self::Restore(_)
                | Self::Drop(_)
                | Self::Eval(_)
                | Self::Train(_)
                | Self::Generate(_)
                | Self::Completions(_)
                | Self::Man(_)
                | Self::Words(_)
        )
    }
}

/// What a command comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Something was found or done.
    Found,
    /// There was nothing to find.
    NothingFound,
    /// It failed, and has said why.
    Failed,
}

impl Exit {
    /// [`Exit::Found`] where something was.
    fn found(something: bool) -> Self {
        if something { Self::Found } else { Self::NothingFound }
    }

    fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Found => 0,
            Self::NothingFound => 1,
            Self::Failed => 2,
        })
    }
}

/// Runs the command that the process's arguments name.
pub fn main() -> ExitCode {
    let cli = Cli::parse_from(words::guarded(std::env::args_os()));
    match guard::guarded(|| answer(cli)) {
        Ok(exit) => exit.code(),
        Err(error) if is_closed_pipe(&error) => Exit::Found.code(),
        Err(error) => {
            desk::say(&format!("cuttings: {error:#}"));
            Exit::Failed.code()
        }
    }
}

fn answer(cli: Cli) -> anyhow::Result<Exit> {
    if !cli.screen.no_pager && cli.command.is_to_be_read() && Pager::is_wanted() {
        let mut pager = Pager::default();
        let exit = run(cli, &mut pager);
        pager.finish()?;
        return exit;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let exit = run(cli, &mut out)?;
    out.flush()?;
    Ok(exit)
}

fn run(cli: Cli, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let screen = cli.screen;
    let places = Flags { archive: cli.places.archive, corpus: cli.places.corpus, index: cli.places.index };
    let desk = |out| Ok::<Desk<'_>, anyhow::Error>(Desk::new(Settings::resolve(places)?, screen, out));
    match cli.command {
        Command::Search(args) => search::run(&args, &mut desk(out)?),
        Command::Explain(args) => explain::run(&args, &mut desk(out)?),
        Command::Index(args) => index::run(&args, &mut desk(out)?),
        Command::Watch(args) => watch::run(&args, &mut desk(out)?),
        Command::Show(args) => show::run(&args, &mut desk(out)?),
        Command::Clean(args) => clean::run(&args, &mut desk(out)?),
        Command::Cite(args) => cite::run(&args, &mut desk(out)?),
        Command::Export(args) => export::run(&args, &mut desk(out)?),
        Command::Forget(args) => forget::run(&args, &mut desk(out)?),
        Command::Tag(args) => tag::tag(&args, &mut desk(out)?),
        Command::Note(args) => tag::note(&args, &mut desk(out)?),
        Command::Restore(args) => restore::restore(&args, &mut desk(out)?),
        Command::Drop(args) => restore::drop(&args, &mut desk(out)?),
        Command::Rules(args) => rules::run(&args, &mut desk(out)?),
        Command::People(args) => counts::run(EntityKind::Person, &args, &mut desk(out)?),
        Command::Orgs(args) => counts::run(EntityKind::Organisation, &args, &mut desk(out)?),
        Command::Places(args) => counts::run(EntityKind::Place, &args, &mut desk(out)?),
        Command::Quotes(args) => quotes::run(&args, &mut desk(out)?),
        Command::Reprints(args) => reprints::run(&args, &mut desk(out)?),
        Command::Topics(args) => topics::run(&args, &mut desk(out)?),
        Command::Similar(args) => similar::run(&args, &mut desk(out)?),
        Command::Source(args) => source::run(&args, &mut desk(out)?),
        Command::Timeline(args) => timeline::run(&args, &mut desk(out)?),
        Command::Batch(args) => batch::run(&args, &mut desk(out)?),
        Command::Names(args) => names::run(&args, &mut desk(out)?),
        Command::Who(args) => who::run(&args, &mut desk(out)?),
        Command::Outlets(args) => outlets::run(&args, &mut desk(out)?),
        Command::Status(args) => status::run(&args, &mut desk(out)?),
        Command::Formats(args) => formats::run(&args, out),
        Command::Eval(args) => eval::run(args, &mut desk(out)?),
        Command::Train(args) => train::run(args, &mut desk(out)?),
        Command::Generate(args) => generate::run(&args, out),
        Command::Completions(args) => completions::run(&args, out),
        Command::Man(args) => man::run(&args, out),
        Command::Words(words) => Ok(plain::run(&words)),
    }
}

/// Whether whoever read the output has gone.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(closed))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_commands_are_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_every_flag_has_help() {
        let mut cli = Cli::command();
        cli.build();
        for command in cli.get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            let undocumented = command.get_arguments().find(|argument| argument.get_help().is_none());
            assert!(undocumented.is_none(), "{} {undocumented:?}", command.get_name());
        }
    }

    #[test]
    fn the_list_of_commands_says_what_their_pages_say() {
        let abouts = |cli: &clap::Command| {
            let about = |command: &clap::Command| {
                command.get_about().map(|about| about.to_string().trim_end_matches('.').to_owned())
            };
            cli.get_subcommands()
                .filter(|command| command.get_name() != "help")
                .map(about)
                .collect::<Vec<_>>()
        };
        let mut cli = Cli::command();
        let listed = abouts(&cli);
        cli.build();
        assert_eq!(listed, abouts(&cli));
    }

    #[test]
    fn a_closed_pipe_is_told_from_other_failures() {
        let error = |kind| anyhow::Error::from(io::Error::from(kind)).context("writing");
        assert!(is_closed_pipe(&error(io::ErrorKind::BrokenPipe)));
        assert!(!is_closed_pipe(&error(io::ErrorKind::StorageFull)));
    }
}
