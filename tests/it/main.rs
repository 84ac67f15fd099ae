//! The real program in temporary archives, and what must hold of any history of an index.

mod archive;
mod bad_input;
mod finds;
mod help;
mod history;
mod kills;
mod layering;
mod main_job;
mod readme;
