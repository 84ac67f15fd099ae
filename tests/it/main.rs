//! The real program in temporary archives, and what must hold of any history of an index.

mod archive;
mod around;
mod bad_input;
mod bad_places;
mod cite;
mod containers;
mod finds;
mod follow;
mod forms;
mod growing;
mod help;
mod history;
mod kills;
mod layering;
mod main_job;
mod manners;
mod names;
mod outlet_reports;
mod overrule;
mod readers;
mod readme;
mod reprints;
mod text_pages;
mod topics;
mod watch;
mod web_pages;
