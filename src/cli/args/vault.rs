//! Arguments of `vault`, `slot`, `audit` and `status`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{key_list, values};
use crate::domain::id::KeyIdStart;
use crate::domain::time::Timestamp;
use crate::output::Format;

const STATUS_EXAMPLES: &str = "\
Examples:
  keywright status
  keywright status --check --no-input || echo 'the vault needs attention'";

/// Show how the vault stands: counts, what expires soon, warnings
///
/// Counts keys by status, and names what ends within 30 days and targets that must be published.
#[derive(Debug, Args)]
#[command(after_help = STATUS_EXAMPLES)]
pub struct StatusArgs {
    /// Exit 8 if anything needs attention
    #[arg(long)]
    pub check: bool,
}

pub(super) const VAULT_EXAMPLES: &str = "\
Examples:
  keywright vault info
  keywright vault check
  keywright vault backup /media/stick/vault-2026-01-31.db";

/// The commands on the vault file.
#[derive(Debug, Subcommand)]
pub enum VaultCommand {
    /// Show where the vault is, its id, format and counts
    #[command(after_help = INFO_EXAMPLES)]
    Info,
    /// Open and verify every record, the manifest and the audit log
    #[command(after_help = CHECK_EXAMPLES)]
    Check,
    #[allow(missing_docs)] // described with its arguments
    Backup(BackupArgs),
}

const INFO_EXAMPLES: &str = "\
Examples:
  keywright vault info
  keywright vault info -o json";

const CHECK_EXAMPLES: &str = "\
Examples:
  keywright vault check
  keywright vault check --no-input -q";

const BACKUP_EXAMPLES: &str = "\
Examples:
  keywright vault backup /media/stick/vault-2026-01-31.db";

/// Write a consistent copy to a new file
///
/// The copy is encrypted as the vault is, and the same identities and passphrases open it. An
/// existing file is not overwritten.
#[derive(Debug, Args)]
#[command(after_help = BACKUP_EXAMPLES)]
pub struct BackupArgs {
    /// The new file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

pub(super) const SLOT_EXAMPLES: &str = "\
Examples:
  keywright slot list";

/// The commands on slots.
#[derive(Debug, Subcommand)]
pub enum SlotCommand {
    /// List the ways to unlock the vault
    #[command(after_help = SLOT_LIST_EXAMPLES)]
    List,
}

const SLOT_LIST_EXAMPLES: &str = "\
Examples:
  keywright slot list
  keywright slot list -o json";

pub(super) const AUDIT_EXAMPLES: &str = "\
Examples:
  keywright audit list --since 2026-01-01
  keywright audit verify
  keywright audit export > audit.jsonl";

/// The commands on the audit log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    #[allow(missing_docs)] // described with its arguments
    List(AuditListArgs),
    /// Verify that no entry was changed, removed or put in
    #[command(after_help = AUDIT_VERIFY_EXAMPLES)]
    Verify,
    /// Print the whole log as JSON lines
    #[command(after_help = AUDIT_EXPORT_EXAMPLES)]
    Export,
}

const AUDIT_LIST_EXAMPLES: &str = "\
Examples:
  keywright audit list
  keywright audit list --key key_a4dqobyh --since 2026-01-01
  keywright audit list --limit 0 -o csv > audit.csv";

const AUDIT_VERIFY_EXAMPLES: &str = "\
Examples:
  keywright audit verify";

const AUDIT_EXPORT_EXAMPLES: &str = "\
Examples:
  keywright audit export > audit.jsonl";

/// List what was done, newest last
#[derive(Debug, Args)]
#[command(after_help = AUDIT_LIST_EXAMPLES)]
pub struct AuditListArgs {
    /// Only what was done to the key with this id
    #[arg(long, value_name = "ID")]
    pub key: Option<KeyIdStart>,

    /// Only what was done at or after this time, as RFC 3339 time or date (UTC)
    #[arg(long, value_name = "TIME")]
    pub since: Option<Timestamp>,

    /// How many to a page, 0 for all [default: 50 for table and json, else all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = values::limit)]
    pub(super) limit: Option<u64>,

    /// Go on where the page before ended
    #[arg(long, value_name = "CURSOR")]
    pub cursor: Option<String>,
}

impl AuditListArgs {
    /// How many to a page; nothing: all.
    pub fn page(&self, format: Format) -> Option<u64> {
        key_list::page(self.limit, format)
    }
}
