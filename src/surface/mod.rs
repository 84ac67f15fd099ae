//! Where the world meets the library: the command line.
//!
//! In: arguments, a terminal. Out: requests to the library, and its answers through a renderer.

pub mod cli;
