//! Arguments of `audit`.

use clap::{Args, Subcommand};

use crate::cli::args::{WideArgs, values};
use crate::cli::key;
use crate::ops::audit::Filter;
use crate::output::Format;

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  keywright audit list --since 2026-01-01
  keywright audit list --key \"CI deployer\" --around 1h
  keywright audit verify
  keywright audit export > audit.jsonl";

/// The commands on the audit log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    #[allow(missing_docs)] // described with its arguments
    List(AuditListArgs),
    /// Verify that no event was changed, removed or inserted
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify,
    #[allow(missing_docs)] // described with its arguments
    Export(AuditExportArgs),
}

const LIST_EXAMPLES: &str = "\
Examples:
  keywright audit list
  keywright audit list --key key_a4dqobyh --since 2026-01-01
  keywright audit list --action refused --actor ben
  keywright audit list --action rotation --until 2026-01-31
  keywright audit list --key \"CI deployer\" --around 1h     # around a leaked key
  keywright audit list --limit 0 -o csv > audit.csv";

const VERIFY_EXAMPLES: &str = "\
Examples:
  keywright audit verify";

const EXPORT_EXAMPLES: &str = "\
Examples:
  keywright audit export > audit.jsonl
  keywright audit export --key \"CI deployer\" --around 1d > around.jsonl";

/// List events, newest last
#[derive(Debug, Args)]
#[command(after_help = LIST_EXAMPLES)]
pub struct AuditListArgs {
    /// Which events are wanted.
    #[command(flatten)]
    pub filter: Filter,

    /// Items per page, 0 for all [default: 50 for table and json, else all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = values::limit)]
    pub(in crate::cli) limit: Option<u64>,

    /// Continue after the previous page
    #[arg(long, value_name = "CURSOR")]
    pub cursor: Option<String>,

    /// How the list is shown.
    #[command(flatten)]
    pub list: WideArgs,
}

impl AuditListArgs {
    /// Items per page; `None`: all.
    pub fn page(&self, format: Format) -> Option<u64> {
        key::list_args::page(self.limit, format)
    }
}

/// Print the log as JSON lines, regardless of the output format
#[derive(Debug, Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub struct AuditExportArgs {
    /// Which events are wanted.
    #[command(flatten)]
    pub filter: Filter,
}
