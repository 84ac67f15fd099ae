//! Hands the arguments to the command line and turns its answer into an exit code.

use std::process::ExitCode;

/// Reading, cleaning and analysis allocate on every core at once, which the system's allocator answers with a fifth
/// more memory and a tenth more time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cuttings::surface::cli::main()
}
