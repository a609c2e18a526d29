//! The real ports: the only place that asks the operating system for time, randomness, the
//! environment, a person or another program.
#![allow(clippy::disallowed_methods, reason = "this is the one place that may ask")]

mod clock;
mod defect;
#[cfg(feature = "cli")]
mod find;
#[cfg(feature = "cli")]
mod git;
mod harden;
#[cfg(feature = "cli")]
mod hooks;
#[cfg(feature = "cli")]
mod keyring;
#[cfg(feature = "cli")]
mod launch;
#[cfg(feature = "cli")]
mod person;
#[cfg(feature = "cli")]
mod runnable;
#[cfg(feature = "cli")]
mod standard;
#[cfg(feature = "cli")]
mod unseen;

use std::ffi::OsString;

pub use clock::{now, since_start};
pub use defect::report_panics;
#[cfg(feature = "gate")]
pub use harden::raise_open_files;
pub use harden::{Inherited, harden};
#[cfg(feature = "cli")]
pub use {
    crate::accounts::use_files_only as names_from_files_only,
    clock::SystemClock,
    git::SystemGit,
    hooks::SystemHooks,
    keyring::SystemKeyring,
    launch::SystemLauncher,
    person::{SystemEntropy, Terminal, environment, without_our_variables},
    standard::{stderr, stdin, stdout},
};

pub fn arguments() -> impl Iterator<Item = OsString> {
    std::env::args_os()
}
