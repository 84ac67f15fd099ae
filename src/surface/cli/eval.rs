//! `cuttings eval`: measures quality against judged data.

use clap::Args;

use crate::surface::cli::Exit;
use crate::surface::cli::desk::Desk;

/// Measure cleaning, search and names against judged data.
#[derive(Args)]
pub(super) struct EvalArgs {}

pub(super) fn run(_args: EvalArgs, _desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    anyhow::bail!("nothing to measure with yet")
}
