//! `cuttings clean`: the cleaner alone, on one file, without an index.

use std::io::{self, BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use crate::ingest::{self, Cleaned};
use crate::output::json::{self, ArticleJson};
use crate::output::terminal::article::Note;
use crate::output::{Rows, terminal};
use crate::overrule::{Rule, Rules, Subject};
use crate::reader::{BlockKind, Source};
use crate::source;
use crate::surface::cli::Exit;
use crate::surface::cli::desk::{self, Desk};

/// The line between two records in text: a form feed, which no article holds.
const PAGE_BREAK: &str = "\u{c}";

/// Clean one file: print the article and leave out what is not. No index is needed.
///
/// A file with several records gives one article each: in text, a line with a form feed stands between two of them;
/// in JSON, each is a line.
///
/// Example: cuttings clean --explain saved.html
#[derive(Args)]
pub(super) struct CleanArgs {
    /// Clean this file; `-` for standard input. Example: saved.html
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print the headline, a blank line, and the paragraphs parted by blank lines, without captions. The default.
    #[arg(long, group = "form")]
    text: bool,
    /// Print the paragraphs alone, parted by blank lines, without headline and captions.
    #[arg(long, group = "form")]
    body: bool,
    /// Print one JSON object a line: metadata with their sources, body, removed blocks with their evidence.
    #[arg(long, group = "form")]
    json: bool,
    /// Print every block of the page in place, kept or removed, with the kind and the evidence.
    #[arg(long, group = "form")]
    explain: bool,
}

pub(super) fn run(args: &CleanArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let shown =
        if is_standard_input(&args.file) { "standard input".into() } else { args.file.to_string_lossy() };
    let path = name(&args.file, &desk.settings.corpus);
    let rules = Rules::open(&desk.settings.archive)?;
    let input = open(&args.file).with_context(|| format!("reading {shown}"))?;
    let source = Source::new(&path, input, desk.settings.max_record_bytes);
    let mut source = source.with_mappings(&desk.settings.mappings);
    let mut cleaned = 0;
    let mut result = Ok(());
    ingest::clean(&mut source, &rules, desk.today(), &mut |record| {
        match record {
            Ok(record) => {
                let notes = notes(&record, &path, &rules);
                result = write(args, record, &notes, cleaned, desk);
                cleaned += 1;
            }
            Err(error) if error.record() > 0 => {
                desk::say(&format!("cuttings: {shown}, record {}: {error}", error.record() + 1));
            }
            Err(error) => desk::say(&format!("cuttings: {shown}: {error}")),
        }
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result?;
    Ok(if cleaned > 0 { Exit::Found } else { Exit::Failed })
}

fn is_standard_input(file: &Path) -> bool {
    file == Path::new("-")
}

/// What the file holds, decompressed, as a stream.
fn open(file: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    if is_standard_input(file) {
        return Ok(source::unpacked(BufReader::new(io::stdin()))?);
    }
    if file.is_dir() {
        bail!("is a folder; name a file, or run `cuttings index` for a folder");
    }
    Ok(source::open(file)?)
}

/// What the cleaner is told of the file's place: its path in the corpus, else its name alone; nothing for standard
/// input.
fn name(file: &Path, corpus: &[PathBuf]) -> String {
    let real = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let inside = corpus.iter().filter_map(|folder| folder.canonicalize().ok());
    let relative = inside.into_iter().find_map(|folder| real.strip_prefix(folder).ok().map(Path::to_owned));
    let path = relative.or_else(|| file.file_name().map(PathBuf::from)).unwrap_or_default();
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    if is_standard_input(file) { String::new() } else { parts.join("/") }
}

/// Which blocks the user's rules keep; without an index nothing is known of other stories.
fn notes(record: &Cleaned, path: &str, rules: &Rules) -> Vec<Note> {
    let subject = Subject { page: &record.page, path, outlet: record.outlet.as_ref() };
    let keeping = rules.keeping(&subject, &record.verdicts).into_iter();
    keeping.map(|rule| Note { others: 0, rule: rule.map(Rule::told) }).collect()
}

fn write(
    args: &CleanArgs,
    record: Cleaned,
    notes: &[Note],
    at: usize,
    desk: &mut Desk<'_>,
) -> io::Result<()> {
    if args.json {
        return json::line(&ArticleJson::of(record.article), desk.out);
    }
    if at > 0 {
        writeln!(desk.out, "{PAGE_BREAK}")?;
    }
    if args.explain {
        let sheet = desk.sheet(Rows::Articles);
        return terminal::article::explain(
            &record.article.meta,
            &record.page,
            &record.verdicts,
            notes,
            &sheet,
            desk.out,
        );
    }
    let text = text(&record, !args.body);
    writeln!(desk.out, "{}", desk.shown(&text))
}

/// Headline, where wanted and known, and body blocks but captions, parted by blank lines.
fn text(record: &Cleaned, titled: bool) -> String {
    let title = record.article.meta.title.as_ref().filter(|_| titled);
    let body = record.article.body.iter().filter(|block| block.kind != BlockKind::Caption);
    let parts: Vec<&str> = title
        .map(|title| title.value.as_str())
        .into_iter()
        .chain(body.map(|block| block.text.as_str()))
        .collect();
    parts.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_corpus_is_known_by_its_place_there_and_others_by_their_name() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let corpus = folder.path().join("corpus");
        std::fs::create_dir_all(corpus.join("courier")).expect("a folder");
        std::fs::write(corpus.join("courier/a.txt"), "x").expect("a file");
        std::fs::write(folder.path().join("b.txt"), "x").expect("a file");
        assert_eq!(name(&corpus.join("courier/a.txt"), std::slice::from_ref(&corpus)), "courier/a.txt");
        assert_eq!(name(&folder.path().join("b.txt"), std::slice::from_ref(&corpus)), "b.txt");
        assert_eq!(name(Path::new("-"), &[corpus]), "");
    }
}
