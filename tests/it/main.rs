//! The real program in temporary archives, and what must hold of any history of an index.

mod archive;
mod bad_input;
mod history;
mod kills;
mod main_job;
mod readme;
