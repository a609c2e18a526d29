//! Arguments of `init`, `status`, `unlock`, `lock` and `vault`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::domain::Invalid;
use crate::domain::id::Fingerprint;
use crate::domain::time::Span;
use crate::ops::vault::backup::Request;
use crate::ops::vault::held::MAX_SPAN;
use crate::ops::vault::init::Slots;

const INIT_EXAMPLES: &str = "\
Examples:
  keywright init --new-identity                  # a new identity file
  keywright init --new-identity /media/stick/identity.txt
  keywright init --identity ~/.ssh/id_ed25519    # an SSH key you already have
  keywright init                                 # default identity, or a prompt
  keywright init --passphrase-file /run/secrets/vault
  scripts/recover.py lost.db < data-key.json |
      keywright init --new-identity --from-recovered -";

/// Create a vault
///
/// Give one way to unlock it: an existing identity (--identity), a new one (--new-identity), or a
/// passphrase. Without any, the default identity ($XDG_CONFIG_HOME/keywright/identity.txt) is used if it exists, else a
/// passphrase is prompted for. --recipient adds a slot for a public key. An existing vault is never overwritten. On this
/// command options override the environment variables for unlocking.
#[derive(Debug, Args)]
#[command(after_help = INIT_EXAMPLES)]
pub struct InitArgs {
    /// The slots that are asked for.
    #[command(flatten)]
    pub slots: Slots,

    /// Rebuild a vault from the output of the recovery script, a file or - for stdin
    ///
    /// The new vault gets its keys, profiles, targets, credentials, signing keys, audit log and id, but not
    /// its slots. docs/recovery.md has the steps.
    #[arg(long, value_name = "JSON")]
    pub from_recovered: Option<PathBuf>,
}

const STATUS_EXAMPLES: &str = "\
Examples:
  keywright status
  keywright status --check --no-input; test $? -eq 8 && echo 'something is due'
  keywright status --format prometheus
  keywright -q status --format prometheus --out /run/metrics/keywright.prom";

/// Show the vault's status: counts, what expires soon, warnings
///
/// Counts keys by status, and lists keys that expire within 30 days and targets that must be published.
///
/// With --format prometheus it writes these facts as metrics: counts, times, and the names of targets and servers, but of no
/// key. With --out they replace an earlier file of metrics, and nothing else; if the vault cannot be read, that
/// one stays. docs/metrics.md lists them.
#[derive(Debug, Args)]
#[command(after_help = STATUS_EXAMPLES)]
pub struct StatusArgs {
    /// Exit 8 if anything needs attention
    #[arg(long)]
    pub check: bool,

    /// Write metrics instead, in this format
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub format: Option<MetricsFormat>,

    /// Write the metrics to this file, atomically, instead of stdout; only with --format
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// A format of metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MetricsFormat {
    /// The text format, which the node exporter's textfile collector reads
    Prometheus,
}

const UNLOCK_EXAMPLES: &str = "\
Examples:
  keywright unlock
  keywright unlock --for 2h
  keywright lock";

/// Keep the vault open for a while: no passphrase for each command
///
/// Unlocks the vault as every command does, then holds its data key in the kernel's keyring of this session,
/// until the time is over, `lock`, or the end of the session. Meanwhile commands in this session open the
/// vault without an identity or a passphrase, but for those that change what opens it. Everything else that
/// you run in this session could read the key, too; hooks and what `run` starts cannot.
#[derive(Debug, Args)]
#[command(after_help = UNLOCK_EXAMPLES)]
pub struct UnlockArgs {
    /// For how long: from 1s to 24h
    #[arg(long = "for", value_name = "DURATION", default_value = "15m", value_parser = held_for)]
    pub span: Span,
}

/// Parses how long a data key is held.
fn held_for(text: &str) -> Result<Span, Invalid> {
    const INVALID: Invalid = Invalid::new("how long to stay unlocked", "at most 24h, such as 15m or 8h");
    let span: Span = text.parse().map_err(|invalid: Invalid| INVALID.found(invalid.found))?;
    if span <= MAX_SPAN { Ok(span) } else { Err(INVALID) }
}

const LOCK_EXAMPLES: &str = "\
Examples:
  keywright lock";

/// Drop what `unlock` holds in this session
///
/// Of all vaults, whatever --vault names. No error if nothing is held.
#[derive(Debug, Args)]
#[command(after_help = LOCK_EXAMPLES)]
pub struct LockArgs {}

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
    Trust(TrustArgs),
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

/// Decrypt and verify every record, the manifest and the audit log
///
/// With --repair a damaged vault is rewritten without the rows that do not authenticate, and the damaged
/// file is kept beside it. Dropped rows are listed, and so are records that the audit log contradicts, or that
/// may be older than it says. Prefer a backup if there is one: see `vault restore`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckVaultArgs {
    /// Drop damaged rows, and keep the rest
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
/// The copy is encrypted like the vault, and the same identities and passphrases open it; making it needs
/// no unlocking, and does not block writers. With --recipient it is wrapped in an age file, which reveals
/// nothing of the vault. An existing file is not overwritten.
///
/// Like the vault, a backup contains the escrowed secrets of unconfirmed rotations.
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
  keywright vault restore vault.age --identity safe.txt --identity identity.txt
  keywright publish                        # shows what would change for servers
  keywright publish --accept-restore";

/// Replace the vault with a backup
///
/// The backup is decrypted and verified completely first. For one in an age file two identities are needed, that of
/// the file and one of the vault in it; they may be the same. The replaced vault is kept beside it. The
/// restored vault then counts as newer than any that this machine has seen, and its next files as newer
/// than any that servers have.
///
/// Changes since the backup are lost: keys created since are unknown, and keys revoked since are active
/// again. So the first file for each target is compared with the installed one: see `publish`.
#[derive(Debug, Args)]
#[command(after_help = RESTORE_EXAMPLES)]
pub struct RestoreArgs {
    /// The backup
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

const REKEY_EXAMPLES: &str = "\
Examples:
  keywright vault rekey                        # a new data key
  keywright vault rekey --signing --prepare    # the next signing key
  keywright public-key                         # both of them, for servers
  keywright vault rekey --signing --activate   # once servers have it
  keywright publish";

/// Replace the vault's data key, or its signing key
///
/// Without options every record is re-encrypted under a new data key, for all slots. Backups made before
/// still open with the former slots.
///
/// The signing key is replaced in two steps. --prepare makes the next one, and `public-key` prints both
/// from then on: install them on all servers. --activate switches to it, and `publish` writes files signed
/// with it. A server without the new public key refuses them.
#[derive(Debug, Args)]
#[command(after_help = REKEY_EXAMPLES)]
pub struct RekeyArgs {
    /// Replace the signing key instead of the data key
    #[arg(long, requires = "step")]
    pub signing: bool,

    /// Make the next signing key; files are signed with the old one until --activate
    #[arg(long, group = "step", requires = "signing")]
    pub prepare: bool,

    /// Sign with the prepared key from now on, and delete the old one
    #[arg(long, group = "step", requires = "signing")]
    pub activate: bool,
}

const TRUST_EXAMPLES: &str = "\
Examples:
  keywright vault trust           # shows the fingerprint, and asks
  keywright vault trust kwv_aaaqeayeaudaocajbifqydiob4";

/// Have this machine know the vault by its fingerprint
///
/// A vault that your identity opens can be made by anybody who knows its public key, and whoever made it
/// decides which keys are let in and which programs run. So a machine only works with vaults that it knows:
/// those it has made or restored, and those trusted here. Compare the fingerprint with `vault info` on a
/// machine that knows the vault.
///
/// A vault that continues another history than the one last used on this machine, because it was restored or
/// repaired elsewhere, is accepted too, unless it is older.
#[derive(Debug, Args)]
#[command(after_help = TRUST_EXAMPLES)]
pub struct TrustArgs {
    /// The fingerprint that the vault must have; asked for on a terminal
    #[arg(value_name = "FINGERPRINT")]
    pub fingerprint: Option<Fingerprint>,
}
