//! Arguments of `usage`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::ops::usage::Request;

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  keywright usage import usage.jsonl --format jsonl
  keywright key list --unused-for 90d";

/// The commands on usage.
#[derive(Debug, Subcommand)]
// Described where its arguments are: clap would let words here replace those.
#[allow(missing_docs)]
pub enum UsageCommand {
    Import(UsageImportArgs),
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  keywright usage import usage.jsonl --format jsonl
  keywright usage import access.log --format combined --key-field 10
  keywright usage import haproxy.log --format haproxy --utc-offset +02:00
  zcat access.log.*.gz |
      keywright usage import - --format combined --key-field 10";

/// Import last-used times from server logs
///
/// Logs may have any size; the newest time of each key counts. A log identifies a key by its id, its start
/// or its digest. Lines without a key are skipped; unknown keys are counted and reported. All logs are
/// imported or none: an invalid line or a time in the future is an error.
#[derive(Debug, Args)]
#[command(after_help = IMPORT_EXAMPLES)]
pub struct UsageImportArgs {
    /// Logs, or - for stdin
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// How they are read.
    #[command(flatten)]
    pub request: Request,
}
