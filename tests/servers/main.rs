//! Real servers on loopback that load what the real binary writes.
// Clippy sees a test only in what is marked #[test]; helpers of one fail as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../support/mod.rs"]
mod support;

mod engine;
mod forged;
mod haproxy;
mod postgresql;
mod readers;
mod redis;
mod sqlite;
