//! Arguments of `key list`.

use clap::Args;

use super::create_args::with_variable;
use crate::cli::args::{WideArgs, values};
use crate::ops::key::list::Filter;
use crate::output::Format;

const EXAMPLES: &str = "\
Examples:
  keywright key list
  keywright key list --status active,pending --resource acme
  keywright key list --expiring-within 30d
  keywright key list --status active --unused-for 90d
  keywright key list --limit 0 -o csv > keys.csv
  keywright key list -o json | jq -r '.items[].name'";

/// Items per page by default.
const PAGE: u64 = 50;

/// List keys, newest last
///
/// Keys must match all options; several values of --status are alternatives.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, mut_args(with_variable))]
pub struct KeyListArgs {
    /// Which keys.
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

impl KeyListArgs {
    /// Items per page; `None`: all.
    pub fn page(&self, format: Format) -> Option<u64> {
        page(self.limit, format)
    }
}

/// The page size: as requested, else 50, except in streaming formats, which have no pages.
pub(in crate::cli) fn page(limit: Option<u64>, format: Format) -> Option<u64> {
    let default = match format {
        Format::Table | Format::Json => PAGE,
        Format::Jsonl | Format::Csv => 0,
    };
    Some(limit.unwrap_or(default)).filter(|size| *size > 0)
}
