//! Arguments of `init`, `status` and `vault`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::ops::vault::backup::Request;
use crate::ops::vault::init::Slots;

const INIT_EXAMPLES: &str = "\
Examples:
  keywright init --new-identity                  # a fresh identity file
  keywright init --new-identity /media/stick/identity.txt
  keywright init --identity ~/.ssh/id_ed25519    # an SSH key you already have
  keywright init                                 # asks for a passphrase
  keywright init --passphrase-file /run/secrets/vault
  scripts/recover.py lost.db < data-key.json |
      keywright init --new-identity --from-recovered -";

/// Create a vault
///
/// Give one way to unlock it: an identity you have (--identity), a fresh one (--new-identity), or
/// a passphrase. --recipient adds a slot for a public key. An existing vault is never overwritten.
/// On this command an option beats the environment variables for unlocking.
#[derive(Debug, Args)]
#[command(after_help = INIT_EXAMPLES)]
pub struct InitArgs {
    /// The slots that are asked for.
    #[command(flatten)]
    pub slots: Slots,

    /// Go on as the vault that the recovery script printed, from a file or - for stdin
    ///
    /// Its keys, profiles, targets, credentials, signing keys and log are taken over, its id too; its slots
    /// are not. docs/recovery.md has the steps.
    #[arg(long, value_name = "JSON")]
    pub from_recovered: Option<PathBuf>,
}

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

pub(in crate::cli) const VAULT_EXAMPLES: &str = "\
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
    Check(CheckVaultArgs),
    Backup(BackupArgs),
    Restore(RestoreArgs),
    Rekey(RekeyArgs),
}

const INFO_EXAMPLES: &str = "\
Examples:
  keywright vault info
  keywright vault info -o json";

const CHECK_EXAMPLES: &str = "\
Examples:
  keywright vault check
  keywright vault check --no-input -q
  keywright vault check --repair --yes";

/// Open and verify every record, the manifest and the audit log
///
/// With --repair a damaged vault is written anew without the rows that are not authentic, and the damaged file
/// is kept beside it. What is dropped is listed. A backup is better, where there is one: see `vault restore`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckVaultArgs {
    /// Drop what is damaged, and go on with the rest
    #[arg(long)]
    pub repair: bool,

    /// Skip the confirmation prompt (required without a terminal)
    #[arg(short, long, requires = "repair")]
    pub yes: bool,
}

const BACKUP_EXAMPLES: &str = "\
Examples:
  keywright vault backup /media/stick/vault-2026-01-31.db
  keywright vault backup /srv/offsite/vault.age --recipient \"$(cat safe.pub)\"";

/// Write a consistent copy to a new file
///
/// The copy is encrypted as the vault is, and the same identities and passphrases open it; nothing has to
/// be unlocked to make it, and others may go on writing. With --recipient it is an age file besides, and
/// shows nothing of the vault. An existing file is not overwritten.
///
/// A backup holds the secrets of rotations in progress, as the vault does, until they are confirmed.
#[derive(Debug, Args)]
#[command(after_help = BACKUP_EXAMPLES)]
pub struct BackupArgs {
    /// Where the copy goes, and who may read it.
    #[command(flatten)]
    pub request: Request,
}

const RESTORE_EXAMPLES: &str = "\
Examples:
  keywright vault restore /media/stick/vault-2026-01-31.db
  keywright vault restore /srv/offsite/vault.age --identity safe.txt
  keywright publish                        # says what would change for servers
  keywright publish --accept-restore";

/// Put a backup in the place of the vault
///
/// The backup is opened and verified whole first. What stands in the vault's place is kept beside it.
/// The vault then counts as newer than all that this machine has seen of it, and its next files as
/// newer than all that servers have.
///
/// Whatever was done since the backup is undone: keys made since are unknown, and keys revoked since
/// are not. So the first file for each target is compared with the one in its place: see `publish`.
#[derive(Debug, Args)]
#[command(after_help = RESTORE_EXAMPLES)]
pub struct RestoreArgs {
    /// The backup
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
