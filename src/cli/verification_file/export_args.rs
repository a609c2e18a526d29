//! Arguments of `export`.

use std::path::PathBuf;

use clap::Args;

use crate::ops::verification_file::format_parser;
use crate::verification::Format;

use crate::domain::rights::Audience;
use crate::domain::time::Span;

const EXAMPLES: &str = "\
Examples:
  keywright export --format jsonl --audience edge --out keys.jsonl
  keywright export --format haproxy --audience edge --valid-for 24h > keys.map";

/// Write a signed verification file for servers
///
/// The file holds digests, never secrets. A server refuses everything once it is stale, so write a
/// new one well before.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ExportArgs {
    /// What kind of file
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    pub format: Format,

    /// For whom; servers can require it; repeatable
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Vec<Audience>,

    /// How long servers may use the file: days, or with s, m, h, d, w
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, default_value = "7d")]
    pub valid_for: Span,

    /// Put the file here, atomically, instead of on stdout
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}
