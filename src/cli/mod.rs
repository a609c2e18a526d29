//! The command line: arguments to requests, outcomes to views.

pub mod args;
pub mod generate;
