//! `cuttings completions`: what a shell needs to complete our commands and flags.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::surface::cli::{Cli, Exit};

/// Print what makes a shell complete the commands and flags of this program.
///
/// In bash: `cuttings completions bash > ~/.local/share/bash-completion/completions/cuttings`. In fish: `cuttings
/// completions fish > ~/.config/fish/completions/cuttings.fish`. In zsh, into a file called `_cuttings` in a folder of
/// `fpath`.
///
/// Example: cuttings completions bash
#[derive(Args)]
pub(super) struct CompletionsArgs {
    /// For this shell. Example: zsh
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    // Into memory first: the generator has no way to say that it could not write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "cuttings", &mut script);
    out.write_all(&script)?;
    Ok(Exit::Found)
}
