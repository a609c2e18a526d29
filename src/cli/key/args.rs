//! Arguments of the other commands on keys.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

use super::create_args::KeyCreateArgs;
use super::list_args::KeyListArgs;
use crate::cli::hook::args::MissingPrograms;
use crate::cli::publish::args::PublishAfter;
use crate::domain::name::{KeyName, KeyRef, ReasonText};
use crate::ops::key::edit::Edit;
use crate::ops::key::prune::Ended;
use crate::ops::verification_file::check::RequiredRights;

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  keywright key create \"CI deployer\" --prefix acme_live -s read --expires 90
  keywright key list --status active
  keywright key show key_a4dqobyh
  keywright key revoke \"CI deployer\" --reason \"laptop lost\"

KEY is a name, an id, its first 8 or more characters after key_, or the start of the
secret as logs show it. A name means the active key of that name, disabled or not, else
the newest; for `enable`, the disabled one. What may mean several keys is refused.";

/// The commands on keys.
#[derive(Debug, Subcommand)]
// Made once per process: the size of the largest does not matter.
#[allow(clippy::large_enum_variant)]
// Each is described where its arguments are: clap would let words here replace those.
#[allow(missing_docs)]
pub enum KeyCommand {
    Create(KeyCreateArgs),
    List(KeyListArgs),
    Show(KeyShowArgs),
    Edit(KeyEditArgs),
    Disable(KeyDisableArgs),
    Enable(KeyEnableArgs),
    Revoke(KeyRevokeArgs),
    Delete(KeyDeleteArgs),
    Verify(KeyVerifyArgs),
    Import(KeyImportArgs),
}

const SHOW_EXAMPLES: &str = "\
Examples:
  keywright key show \"CI deployer\"
  keywright key show key_a4dqobyh -o json";

/// Show a key
///
/// The secret is not shown: it was printed once, when the key was created.
#[derive(Debug, Args)]
#[command(after_help = SHOW_EXAMPLES)]
pub struct KeyShowArgs {
    /// Name, id, beginning of an id, or start of the secret
    #[arg(value_name = "KEY")]
    pub key: KeyRef,
}

const EDIT_EXAMPLES: &str = "\
Examples:
  keywright key edit \"CI deployer\" --description \"deploys the shop\" --owner ana
  keywright key edit \"CI deployer\" --name \"shop deployer\"
  keywright key edit \"CI deployer\" --label team=ops --remove-label cost-centre
  keywright key edit \"CI deployer\" -s read --publish
  keywright key edit \"CI deployer\" -s read,write --widen
  keywright key edit \"CI deployer\" --expires 2030-01-31 --widen
  keywright key edit \"CI deployer\" --network 10.1.0.0/16,2001:db8::/48
  keywright key edit \"CI deployer\" --resource \"\" --widen     # no longer bound
  keywright key edit \"CI deployer\" --rotate-every 90 --verify /usr/bin/probe";

/// Change a key's name, description, rights or rotation
///
/// Options replace the present values; labels are added. An empty text clears an optional value, such as the
/// owner. A change that extends what the key may do, or for how long, needs --widen, and the limits of its
/// profile apply. The secret never changes. Servers apply this with the next verification file.
#[derive(Debug, Args)]
#[command(after_help = EDIT_EXAMPLES)]
pub struct KeyEditArgs {
    /// Name, id, beginning of an id, or start of the secret
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// Rename the key and all other versions of it; servers do not notice
    #[arg(long, value_name = "NEW")]
    pub name: Option<KeyName>,

    /// Whether hooks may be missing.
    #[command(flatten)]
    pub missing: MissingPrograms,

    /// Whether it is published.
    #[command(flatten)]
    pub publish: PublishAfter,

    /// The changes.
    #[command(flatten)]
    pub edit: Edit,
}

const DISABLE_EXAMPLES: &str = "\
Examples:
  keywright key disable \"CI deployer\"
  keywright key disable \"CI deployer\" --publish";

/// Disable a key until it is enabled again
///
/// Servers apply this with the next verification file.
#[derive(Debug, Args)]
#[command(after_help = DISABLE_EXAMPLES)]
pub struct KeyDisableArgs {
    /// Name, id, beginning of an id, or start of the secret
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// Whether it is published.
    #[command(flatten)]
    pub publish: PublishAfter,
}

const ENABLE_EXAMPLES: &str = "\
Examples:
  keywright key enable \"CI deployer\"
  keywright key enable \"CI deployer\" --publish";

/// Enable a disabled key
#[derive(Debug, Args)]
#[command(after_help = ENABLE_EXAMPLES)]
pub struct KeyEnableArgs {
    /// Name, id, beginning of an id, or start of the secret
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// Whether it is published.
    #[command(flatten)]
    pub publish: PublishAfter,
}

const REVOKE_EXAMPLES: &str = "\
Examples:
  keywright key revoke \"CI deployer\" --reason \"laptop lost\"
  keywright key revoke key_a4dqobyh --yes --publish
  keywright key revoke key_a4dqobyh -y -o json
  keywright key revoke \"CI deployer\" --lineage --reason \"service shut down\"";

/// Permanently revoke a key, but keep its record
///
/// This cannot be undone. During a rotation, a name means the key in use: after revoking the old key the
/// rotation continues, revoking the new one aborts it, and --lineage revokes both. Servers apply this with
/// the next verification file. Revoking a key twice is not an error.
#[derive(Debug, Args)]
#[command(after_help = REVOKE_EXAMPLES)]
pub struct KeyRevokeArgs {
    /// Name, id, beginning of an id, or start of the secret
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// Revoke every key of the name, and end a rotation in progress
    #[arg(long)]
    pub lineage: bool,

    /// Reason, kept with the key and in the audit log
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<ReasonText>,

    /// Skip the confirmation prompt (required without a terminal)
    #[arg(short, long, visible_alias = "force")]
    pub yes: bool,

    /// Whether it is published.
    #[command(flatten)]
    pub publish: PublishAfter,
}

const DELETE_EXAMPLES: &str = "\
Examples:
  keywright key delete key_a4dqobyh          # this version only
  keywright key delete \"CI deployer\" --yes   # every version of the name
  keywright key delete key_a4dqobyh --force  # even if servers accept it
  keywright key delete --ended-before 90d --dry-run
  keywright key delete --status expired --ended-before 90d --yes";

/// Delete a key's record; only the audit log keeps it
///
/// An id deletes one version, a name all versions of it. This cannot be undone. To keep a key's history,
/// revoke it instead. A key that servers may still accept by a file that was published or exported is not
/// deleted without --force.
///
/// With --ended-before or --status, every key that has ended and fits both is deleted, apart from those that
/// would be refused by themselves: these are counted, and left out.
#[derive(Debug, Args)]
#[command(after_help = DELETE_EXAMPLES)]
#[command(group = ArgGroup::new("which").args(["key", "ended_before", "status"]).required(true).multiple(true))]
pub struct KeyDeleteArgs {
    /// Name, id, beginning of an id, or start of the secret
    #[arg(value_name = "KEY", conflicts_with_all = ["ended_before", "status"])]
    pub key: Option<KeyRef>,

    /// Which keys that have ended, instead of one.
    #[command(flatten)]
    pub ended: Ended,

    /// Only show what would be deleted
    #[arg(long)]
    pub dry_run: bool,

    /// Skip the confirmation prompt (required without a terminal)
    #[arg(short, long)]
    pub yes: bool,

    /// Delete it even if servers may still accept it, without a prompt; `publish` and `status` name it until
    /// they do not
    #[arg(long)]
    pub force: bool,

    /// Whether it is published.
    #[command(flatten)]
    pub publish: PublishAfter,
}

const VERIFY_EXAMPLES: &str = "\
Examples:
  keywright key verify                     # prompts for the secret
  keywright key verify --scope write --resource acme/products/7 < secret.txt
  keywright key verify --address 192.0.2.7 < secret.txt
  keywright key verify --lines < secrets.txt";

/// Verify a secret against the vault
///
/// Reads one secret from stdin, or prompts for it. Exit 0 if it is valid, 8 if not.
#[derive(Debug, Args)]
#[command(after_help = VERIFY_EXAMPLES)]
pub struct KeyVerifyArgs {
    /// What is needed of a key.
    #[command(flatten)]
    pub wanted: RequiredRights,

    /// Read secrets line by line, and answer each with one line of JSON
    #[arg(long)]
    pub lines: bool,
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  keywright key import --from keys.jsonl
  keywright key import --from - --trust-digests < digests.jsonl
  keywright key import --from-file /srv/keys/edge.map    # after a restore";

/// Import existing keys
///
/// Reads one JSON object per line with the members of key create --from and the key's secret, or
/// its SHA-256 digest with --trust-digests. Weak secrets are refused. created_at, last_used_at and start, the
/// part of the secret that may be shown, are taken too. All keys are imported or none.
/// A key that is already in the vault, under the same name, is left unchanged, so importing is idempotent.
#[derive(Debug, Args)]
#[command(after_help = IMPORT_EXAMPLES)]
#[command(group = ArgGroup::new("source").required(true))]
pub struct KeyImportArgs {
    /// The file, or - for stdin
    #[arg(long, value_name = "FILE", group = "source")]
    pub from: Option<PathBuf>,

    /// Import keys lost by a restore from a verification file that this vault signed
    ///
    /// They keep their ids, rights and times. Their names, owners and labels are not in the file.
    #[arg(long, value_name = "VERIFICATION_FILE", group = "source", conflicts_with = "trust_digests")]
    pub from_file: Option<PathBuf>,

    /// Accept digests, although that of a weak secret can be guessed; recorded in the audit log
    #[arg(long)]
    pub trust_digests: bool,

    /// Whether it is published.
    #[command(flatten)]
    pub publish: PublishAfter,
}
