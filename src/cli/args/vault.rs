//! Arguments of `vault` and `status`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

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
