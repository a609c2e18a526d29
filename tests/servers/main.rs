//! Real servers on loopback that load what the real binary writes.
// Clippy sees a test only in what is marked #[test]; helpers of one fail as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "../support/mod.rs"]
mod support;

mod apache;
mod application;
mod caddy;
mod cases;
mod client;
mod engine;
mod envoy;
mod forged;
mod gated;
mod haproxy;
mod haproxy_probe;
mod lighttpd;
mod networks;
mod nginx;
mod pam;
mod postgresql;
mod probe;
mod process;
mod readers;
mod redis;
mod scenarios;
mod site;
mod sqlite;
mod traefik;
