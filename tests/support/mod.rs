//! The basis of every test of the real binary: a home of its own ([`Home`]), a command line that runs in it
//! ([`Call`]), and the result ([`Answer`]).
//!
//! Command lines are written as one string and split as by a shell; `@/` in them is the home, which is also
//! the working directory.
#![allow(dead_code, unused_imports)] // each test binary uses its part

mod answer;
mod call;
mod folder;
#[cfg(feature = "gate")]
pub(crate) mod gate;
mod home;
mod machine;
pub(crate) mod opened;
pub(crate) mod ports;
mod random;

pub(crate) use answer::Answer;
pub(crate) use call::{Call, PROGRAM, Running};
pub(crate) use folder::{contents, copy_folder, files_below, is_same_folder, names_below, reset_folder};
pub(crate) use home::{Home, Minted, bulk};
pub(crate) use machine::{available, count, find, is_full, missing, now, public_folder, strace_text};
pub(crate) use random::Dice;
