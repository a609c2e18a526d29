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
  keywright vault backup /media/stick/vault-2026-01-31.db
  keywright vault restore /media/stick/vault-2026-01-31.db";

/// The commands on the vault file.
#[derive(Debug, Subcommand)]
// Each is described where its arguments are: clap would let words here replace those.
#[allow(missing_docs)]
pub enum VaultCommand {
    /// Show where the vault is, its id, format and counts
    #[command(after_help = INFO_EXAMPLES)]
    Info,
    /// Open and verify every record, the manifest and the audit log
    #[command(after_help = CHECK_EXAMPLES)]
    Check,
    Backup(BackupArgs),
    Rekey(RekeyArgs),
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

const REKEY_EXAMPLES: &str = "\
Examples:
  keywright vault rekey                        # another data key
  keywright vault rekey --signing --prepare    # the next signing key
  keywright public-key                         # both of them, for servers
  keywright vault rekey --signing --activate   # once servers have it
  keywright publish";

/// Give the vault another data key, or change the key that files are signed with
///
/// Without options every record is sealed anew under a new data key, which every slot then holds.
/// Backups made before still open as they did.
///
/// The signing key is changed in two steps. --prepare makes the next one, and `public-key` prints both
/// from then on: give them to all servers. --activate switches, and `publish` writes files that are
/// signed with it. A server that was not given the new public key refuses them.
#[derive(Debug, Args)]
#[command(after_help = REKEY_EXAMPLES)]
pub struct RekeyArgs {
    /// Change the signing key instead of the data key
    #[arg(long, requires = "step")]
    pub signing: bool,

    /// Make the next signing key; files are signed with the old one until --activate
    #[arg(long, group = "step", requires = "signing")]
    pub prepare: bool,

    /// Sign with the prepared key from now on, and forget the old one
    #[arg(long, group = "step", requires = "signing")]
    pub activate: bool,
}
