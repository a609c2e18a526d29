//! `credential` and `run`.

mod minted;
mod run;
mod set;
mod verify;
