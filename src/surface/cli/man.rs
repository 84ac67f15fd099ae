//! `cuttings man`: the pages of the manual, made of the same table as the pages of help.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Command, CommandFactory, ValueHint};
use clap_mangen::Man;

use crate::surface::cli::{Cli, Exit, desk};

/// Print or write the pages of the manual.
///
/// One page a command, in the form of `man`: `cuttings man search | man -l -` shows one.
///
/// Example: cuttings man --dir ~/.local/share/man/man1
#[derive(Args)]
pub(super) struct ManArgs {
    /// Print the page of this command; without any, the page of the whole. Example: names merge
    #[arg(value_name = "COMMAND", conflicts_with = "dir")]
    command: Vec<String>,
    /// Write all pages into this folder, which is made if need be. Example: --dir ~/.local/share/man/man1
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    dir: Option<PathBuf>,
}

pub(super) fn run(args: &ManArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let mut cli = Cli::command().disable_help_subcommand(true);
    cli.build();
    if let Some(folder) = &args.dir {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        let pages = write(&cli, folder)?;
        desk::say(&format!("{pages} pages written to {}", folder.display()));
        return Ok(Exit::Found);
    }
    let mut command = &cli;
    for word in &args.command {
        let Some(below) = command.find_subcommand(word) else {
            let name = command.get_bin_name().unwrap_or_default();
            bail!("there is no command `{word}` of {name}; `{name} --help` lists them");
        };
        command = below;
    }
    out.write_all(&page(command)?)?;
    Ok(Exit::Found)
}

/// Writes the page of a command and of those below it; gives their number.
fn write(command: &Command, folder: &Path) -> anyhow::Result<u32> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let path = folder.join(format!("{name}.1"));
    fs::write(&path, page(command)?).with_context(|| format!("writing {}", path.display()))?;
    let below = command.get_subcommands().map(|below| write(below, folder));
    below.sum::<anyhow::Result<u32>>().map(|pages| pages + 1)
}

fn page(command: &Command) -> anyhow::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}
