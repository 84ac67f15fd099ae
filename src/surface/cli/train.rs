//! `cuttings train`: fits the models that the program carries.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};

use crate::eval::{entities, extraction};
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
    /// Fit the recogniser of names to annotated text.
    ///
    /// The same pack gives the same model, bit for bit. The program carries the one in src/entity/trained.
    ///
    /// Example: cuttings train names packs/entities
    Names {
        /// The pack, with `ner-train.jsonl.gz` and the lists of words.
        dir: PathBuf,
        /// Write the model here. Default: src/entity/trained/names.model.
        #[arg(
            long,
            value_name = "FILE",
            default_value = "src/entity/trained/names.model",
            hide_default_value = true
        )]
        out: PathBuf,
    },
}

pub(super) fn run(args: TrainArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let (out, bytes, made_from) = match args.what {
        What::Cleaner { dir, out } => {
            let fitted = extraction::fit(&dir)?;
            let made_from = format!("{} pages; digest of their truth {}", fitted.pages, fitted.digest);
            (out, fitted.model.to_bytes(), made_from)
        }
        What::Names { dir, out } => {
            let fitted = entities::fit(&dir)?;
            let made_from =
                format!("{} documents; digest of them and of the lists {}", fitted.documents, fitted.digest);
            (out, fitted.model.to_bytes(), made_from)
        }
    };
    fs::write(&out, &bytes).with_context(|| format!("writing {}", out.display()))?;
    writeln!(desk.out, "{}: {} bytes, fit to {made_from}", out.display(), bytes.len())?;
    Ok(Exit::Found)
}
