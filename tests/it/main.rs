//! The real program in temporary archives, and what must hold of any history of an index.

mod archive;
mod bad_input;
mod help;
mod history;
mod kills;
mod layering;
mod main_job;
mod readme;
mod text_pages;
