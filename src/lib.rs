//! Keywright: an offline, file-backed API-key vault, and the verifier that servers link.
//!
//! Data flows one way: arguments → command (`cli`) → operation (`ops`) → vault (`store`) →
//! outcome → view (`output`) → stream. Imports point downward only; `tests/house` enforces it.
//!
//! | layer | job |
//! |---|---|
//! | `cli` | arguments to requests, outcomes to views |
//! | `output` | the one place that prints |
//! | `ops` | one use case per file: one transaction, returns an outcome, prints nothing |
//! | `store` | the only SQL: sealed tables, manifest, mark |
//! | `formats` | entries to the bytes of each target's file |
//! | `verification` | the signed file and the decision on a presented key |
//! | `crypto` | sealing, age envelopes, digests, signatures |
//! | `domain` | pure values and rules |
//!
//! Without default features only `verification`, `formats` and what they stand on remain: no
//! `SQLite`, no age, no command line.

pub mod crypto;
pub mod domain;
pub mod formats;
pub mod verification;

pub(crate) mod files;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod error;
#[cfg(feature = "cli")]
pub mod ops;
#[cfg(feature = "cli")]
pub mod output;
#[cfg(feature = "cli")]
pub mod ports;
#[cfg(feature = "cli")]
pub mod secret;
#[cfg(feature = "cli")]
pub mod store;
#[cfg(feature = "cli")]
pub mod system;
