//! `cuttings train`: fits the models that the program carries.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};

use crate::eval::extraction;
use crate::surface::cli::Exit;
use crate::surface::cli::desk::Desk;

/// Fit the models that the program carries.
///
/// Example: cuttings train cleaner packs/extraction/train
#[derive(Args)]
pub(super) struct TrainArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Fit the cleaner's judge to pages whose body is known.
    ///
    /// The same pages give the same model, bit for bit. The program carries the one in src/cleaner.
    ///
    /// Example: cuttings train cleaner packs/extraction/train
    Cleaner {
        /// The pack, with `truth.jsonl` and `html`.
        dir: PathBuf,
        /// Write the model here. Default: src/cleaner/judge.model.
        #[arg(
            long,
            value_name = "FILE",
            default_value = "src/cleaner/judge.model",
            hide_default_value = true
        )]
        out: PathBuf,
    },
}

pub(super) fn run(args: TrainArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let What::Cleaner { dir, out } = args.what;
    let fitted = extraction::fit(&dir)?;
    let bytes = fitted.model.to_bytes();
    fs::write(&out, &bytes).with_context(|| format!("writing {}", out.display()))?;
    writeln!(
        desk.out,
        "{}: {} bytes, fit to {} pages; digest of their truth {}",
        out.display(),
        bytes.len(),
        fitted.pages,
        fitted.digest
    )?;
    Ok(Exit::Found)
}
