//! Arguments of `key list`.

use clap::Args;

use super::create_args::with_variable;
use crate::cli::args::{WideArgs, values};
use crate::ops::key::list::Filter;
use crate::ops::key::order::{Order, Sort};
use crate::ops::key::pattern::NamePattern;
use crate::output::Format;

const EXAMPLES: &str = "\
Examples:
  keywright key list
  keywright key list 'ci*'
  keywright key list --sort expires --status active
  keywright key list --status active,pending --resource acme
  keywright key list --expiring-within 30d
  keywright key list --unused-for 90d --sort last-used
  keywright key list --limit 0 -o csv > keys.csv
  keywright key list -o json | jq -r '.items[].name'";

/// Items per page by default.
const PAGE: u64 = 50;

/// List keys
///
/// A table on a terminal has the newest keys first, live ones before those that are disabled, expired and
/// revoked. Everything else has the newest last. Keys must match PATTERN and all options; several values of
/// --status are alternatives.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, mut_args(with_variable))]
pub struct KeyListArgs {
    /// Only keys whose whole name is like this: * is any text, ? one character, [a-z] one of these
    ///
    /// Case matters. Without these characters it is the name itself; \ before one of them takes it as it is.
    #[arg(value_name = "PATTERN")]
    pub pattern: Option<NamePattern>,

    /// Which keys.
    #[command(flatten)]
    pub filter: Filter,

    /// Sort by this; equal ones by age, and keys without it last
    #[arg(long, value_name = "FIELD", value_enum)]
    pub sort: Option<Sort>,

    /// Reverse the order
    #[arg(long)]
    pub reverse: bool,

    /// Items per page, 0 for all [default: 50 for table and json, else all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = values::limit)]
    pub(in crate::cli) limit: Option<u64>,

    /// Continue after the previous page, in its order
    #[arg(long, value_name = "CURSOR")]
    pub cursor: Option<String>,

    /// How the list is shown.
    #[command(flatten)]
    pub list: WideArgs,
}

impl KeyListArgs {
    /// The order: as requested, else what somebody at a terminal looks for, else that of the contract.
    pub fn order(&self, format: Format, is_terminal: bool) -> Order {
        let usual = if format == Format::Table && is_terminal { Sort::Recent } else { Sort::Created };
        Order { sort: self.sort.unwrap_or(usual), reverse: self.reverse }
    }

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
