//! What every test of the real binary stands on: a home of its own ([`Home`]), a command line that is run in
//! it ([`Call`]), and what came of that ([`Answer`]).
//!
//! Command lines are written as one string and split as a shell would split it; `@/` in them is the home,
//! which is also the working directory.
#![allow(dead_code, unused_imports)] // each test binary uses its part

mod answer;
mod call;
mod folder;
mod home;
mod machine;
pub(crate) mod ports;
mod random;

pub(crate) use answer::Answer;
pub(crate) use call::{Call, PROGRAM, Running};
pub(crate) use folder::{contents, copy_folder, files_below, is_same_folder, names_below, reset_folder};
pub(crate) use home::{Home, Minted, bulk};
pub(crate) use machine::{available, count, is_full, missing, now, public_folder, strace_text};
pub(crate) use random::Dice;
