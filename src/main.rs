//! Hands the arguments to the command line and turns its answer into an exit code.

use std::process::ExitCode;

/// An article takes some eight hundred small pieces of memory: indexing spends a tenth less on them than with the one of
/// the C library.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cuttings::surface::cli::main()
}
