//! Hands the arguments to the command line and turns its answer into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    cuttings::surface::cli::main()
}
