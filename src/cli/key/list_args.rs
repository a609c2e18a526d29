//! Arguments of `key list`.

use clap::Args;

use crate::cli::args::values;
use crate::domain::key::Status;
use crate::domain::name::{Label, Owner, PlainName};
use crate::domain::rights::{Environment, ResourcePath, Scope};
use crate::domain::time::Span;
use crate::output::Format;

const EXAMPLES: &str = "\
Examples:
  keywright key list
  keywright key list --status active,pending --resource acme
  keywright key list --expiring-within 30d
  keywright key list --status active --unused-for 90d
  keywright key list --limit 0 -o csv > keys.csv
  keywright key list -o json | jq -r '.items[].name'";

/// How many things a page holds where nothing else is said.
const PAGE: u64 = 50;

/// List keys, newest last
///
/// Conditions are joined by and; several values of --status by or.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct KeyListArgs {
    /// active, pending, retiring, disabled, expired or revoked; comma-separated, repeatable
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = values::status, env = "KEYWRIGHT_STATUS")]
    pub status: Vec<Status>,

    /// Only keys with this scope
    #[arg(long, value_name = "SCOPE", env = "KEYWRIGHT_SCOPE")]
    pub scope: Option<Scope>,

    /// Only keys of this profile
    #[arg(long, value_name = "PROFILE", env = "KEYWRIGHT_PROFILE")]
    pub profile: Option<PlainName>,

    /// Only keys bound to this resource or below it
    #[arg(long, value_name = "PATH", env = "KEYWRIGHT_RESOURCE")]
    pub resource: Option<ResourcePath>,

    /// Only keys bound to this environment
    #[arg(long, value_name = "ENV", env = "KEYWRIGHT_ENVIRONMENT")]
    pub environment: Option<Environment>,

    /// Only keys of this owner
    #[arg(long, value_name = "WHO", env = "KEYWRIGHT_OWNER")]
    pub owner: Option<Owner>,

    /// Only keys with this label; repeatable (the variable holds one)
    #[arg(long, value_name = "K=V", env = "KEYWRIGHT_LABEL")]
    pub label: Vec<Label>,

    /// Only keys that end within this time, such as 30 (days), 12h or 2w
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, env = "KEYWRIGHT_EXPIRING_WITHIN")]
    pub expiring_within: Option<Span>,

    /// Only keys not used for this long, as far as imported logs tell; never used counts from the making
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, env = "KEYWRIGHT_UNUSED_FOR")]
    #[arg(value_parser = values::span_from_zero)]
    pub unused_for: Option<Span>,

    /// How many to a page, 0 for all [default: 50 for table and json, else all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = values::limit, env = "KEYWRIGHT_LIMIT")]
    pub(in crate::cli) limit: Option<u64>,

    /// Go on where the page before ended
    #[arg(long, value_name = "CURSOR", env = "KEYWRIGHT_CURSOR")]
    pub cursor: Option<String>,
}

impl KeyListArgs {
    /// How many to a page; nothing: all.
    pub fn page(&self, format: Format) -> Option<u64> {
        page(self.limit, format)
    }
}

/// The size of a page: what was asked for, else 50, except in the formats that are streams.
pub(in crate::cli) fn page(limit: Option<u64>, format: Format) -> Option<u64> {
    let default = match format {
        Format::Table | Format::Json => PAGE,
        Format::Jsonl | Format::Csv => 0,
    };
    Some(limit.unwrap_or(default)).filter(|size| *size > 0)
}
