//! `cuttings generate`: a made-up archive, for trials and measurements.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use clap::builder::PossibleValuesParser;
use indicatif::ProgressBar;

use crate::generate::{self, Options, Packing};
use crate::output::{json, terminal};
use crate::source::Format;
use crate::surface::cli::Exit;

/// Every format that articles can be made in.
const FORMATS: [Format; 5] = [Format::Plain, Format::Markdown, Format::Html, Format::Json, Format::JsonLines];

/// Write made-up articles of made-up outlets into a folder, for trials and measurements.
///
/// The same number and seed write the same bytes on every machine.
///
/// Example: cuttings generate --articles 50000 --seed 7 /tmp/papers
#[derive(Args)]
pub(super) struct GenerateArgs {
    /// Write them into this folder, which must be empty or new. Example: /tmp/papers
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Write so many articles. Default: 1000. Example: --articles 50000
    #[arg(long, hide_default_value = true, default_value_t = 1000, value_name = "N")]
    articles: usize,
    /// Roll the dice from this number. Default: 1. Example: --seed 7
    #[arg(long, hide_default_value = true, default_value_t = 1, value_name = "S")]
    seed: u64,
    /// Make up so many outlets. Default: 6. Example: --outlets 20
    #[arg(long, hide_default_value = true, default_value_t = 6, value_name = "N")]
    outlets: usize,
    /// Write this format, again for a mixture. Default: text. Example: --format html
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(FORMATS.map(Format::name)))]
    format: Vec<String>,
    /// Write one file of all articles: a web archive or a mail box, of web pages unless --format says text. Default:
    /// files. Example: --as warc
    #[arg(long = "as", value_name = "PACKING", value_parser = PossibleValuesParser::new(Packing::ALL.map(Packing::name)))]
    packing: Option<String>,
    /// Print what was planted as one JSON document.
    #[arg(long)]
    json: bool,
}

/// The formats that are to be written; one file holds web pages, a mail box text as well.
fn formats(packing: Packing, named: Vec<Format>) -> anyhow::Result<Vec<Format>> {
    let fits = |format: &Format| match packing {
        Packing::Loose => true,
        Packing::Warc => *format == Format::Html,
        Packing::Mbox => matches!(format, Format::Html | Format::Plain),
    };
    if let Some(format) = named.iter().find(|format| !fits(format)) {
        bail!("--as {} holds no {}; leave --format out, or say --format html", packing.name(), format.name());
    }
    Ok(if named.is_empty() && packing != Packing::Loose { vec![Format::Html] } else { named })
}

pub(super) fn run(args: &GenerateArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let named = |name: &String| FORMATS.into_iter().find(|format| format.name() == name);
    let packing = Packing::ALL.into_iter().find(|packing| Some(packing.name()) == args.packing.as_deref());
    let packing = packing.unwrap_or_default();
    let options = Options {
        articles: args.articles,
        seed: args.seed,
        outlets: args.outlets,
        formats: formats(packing, args.format.iter().filter_map(named).collect())?,
        packing,
        ..Options::default()
    };
    let bar = if io::stderr().is_terminal() {
        ProgressBar::new(args.articles as u64)
    } else {
        ProgressBar::hidden()
    };
    let planted =
        generate::generate_with(&args.folder, &options, &mut |_, done| bar.set_position(done as u64))?;
    bar.finish_and_clear();
    if args.json {
        json::line(&planted, out)?;
    } else {
        let articles = terminal::count(planted.articles, "article");
        let (body, furniture) = (planted.body.bytes, planted.furniture.bytes);
        let share = 100.0 * furniture as f64 / (body + furniture).max(1) as f64;
        writeln!(
            out,
            "{articles} in {}, {} of them reprints; {share:.1} % of the text is furniture",
            args.folder.display(),
            terminal::thousands(planted.reprints)
        )?;
    }
    Ok(Exit::Found)
}
