//! `cuttings formats`: what is read and what is written.

use std::io::Write;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::{self, RENDERERS};
use crate::reader::READERS;
use crate::surface::cli::{Exit, schema};

/// List the formats that articles are read from and answers are written in.
///
/// Example: cuttings formats
#[derive(Args)]
pub(super) struct FormatsArgs {
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
    /// Print the JSON Schema (draft 2020-12) of what commands write as JSON: of all, or of one. `--jsonl` and the like
    /// write such a value a line. Example: --schema 'search --json'
    #[arg(long, value_name = "COMMAND", num_args = 0..=1, default_missing_value = "", conflicts_with = "json")]
    schema: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct FormatsJson {
    version: u32,
    read: Vec<FormatJson>,
    written: Vec<FormatJson>,
}

#[derive(Serialize, JsonSchema)]
struct FormatJson {
    name: &'static str,
    help: &'static str,
}

pub(super) fn run(args: &FormatsArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    if let Some(name) = &args.schema {
        output::json::line(&schema::schemas(name.trim())?, out)?;
        return Ok(Exit::Found);
    }
    let read: Vec<_> = READERS
        .iter()
        .map(|reader| FormatJson { name: reader.format().name(), help: reader.help() })
        .collect();
    let written: Vec<_> = RENDERERS
        .iter()
        .map(|renderer| FormatJson { name: renderer.name(), help: renderer.help() })
        .collect();
    if args.json {
        output::json::line(&FormatsJson { version: output::json::VERSION, read, written }, out)?;
        return Ok(Exit::Found);
    }
    writeln!(out, "Read from the corpus, each also compressed with gzip (.gz) or zstd (.zst):")?;
    list(&read, out)?;
    writeln!(out, "\nWritten (`export --format` and `search --format`):")?;
    list(&written, out)?;
    Ok(Exit::Found)
}

fn list(formats: &[FormatJson], out: &mut dyn Write) -> std::io::Result<()> {
    formats.iter().try_for_each(|format| writeln!(out, "  {:<9} {}", format.name, format.help))
}
