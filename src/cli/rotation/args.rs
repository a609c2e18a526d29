//! Arguments of `rotate`.

use clap::{Args, Subcommand};

use crate::domain::name::KeyRef;
use crate::ops::key::sink::SinkOptions;
use crate::ops::rotation::{confirm, start};

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  keywright rotate start \"CI deployer\" --grace 2d
  keywright publish
  keywright rotate confirm \"CI deployer\" < new-secret.txt
  keywright rotate finish \"CI deployer\"
  keywright rotate run                     # all of it, from cron

KEY is the name, or the id of the old or of the new key.";

/// The steps of a rotation.
#[derive(Debug, Subcommand)]
// Each is described where its arguments are: clap would let words here replace those.
#[allow(missing_docs)]
pub enum RotateCommand {
    Start(RotateStartArgs),
    Secret(RotateSecretArgs),
    Confirm(RotateConfirmArgs),
    Finish(RotateFinishArgs),
    Abort(RotateAbortArgs),
    /// Show every rotation in progress and what it waits for
    #[command(after_help = STATUS_EXAMPLES)]
    Status,
    Run(RotateRunArgs),
}

const START_EXAMPLES: &str = "\
Examples:
  keywright rotate start \"CI deployer\"
  keywright rotate start \"CI deployer\" --grace 2d --expires 90 --secret-only
  keywright rotate start \"CI deployer\" --encrypt-to age1…
  keywright rotate start \"CI deployer\" --compromised";

/// Mint the key that takes over, beside the one in use
///
/// Both work until the new one is confirmed. Servers must have a file with the new key before its
/// consumer changes over. The secret can be shown again until then: keywright rotate secret KEY.
#[derive(Debug, Args)]
#[command(after_help = START_EXAMPLES)]
pub struct RotateStartArgs {
    /// The rotation.
    #[command(flatten)]
    pub request: start::Request,

    /// Where the secret goes.
    #[command(flatten)]
    pub sink: SinkOptions,
}

const SECRET_EXAMPLES: &str = "\
Examples:
  keywright rotate secret \"CI deployer\" --secret-only
  keywright rotate secret \"CI deployer\" --encrypt-to age1…
  keywright rotate secret \"CI deployer\" --to-credential ci";

/// Show the new key's secret again, until it is confirmed
#[derive(Debug, Args)]
#[command(after_help = SECRET_EXAMPLES)]
pub struct RotateSecretArgs {
    /// Name, or id of either key
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// Where the secret goes.
    #[command(flatten)]
    pub sink: SinkOptions,
}

const CONFIRM_EXAMPLES: &str = "\
Examples:
  keywright rotate confirm \"CI deployer\" < new-secret.txt
  ssh shop cat /etc/shop/api-key | keywright rotate confirm \"CI deployer\"";

/// Prove that the consumer has the new secret: the new key takes over
///
/// Reads the secret from stdin, or asks for it. Take it from the consumer, not from your notes: that
/// is what proves the change-over. The old key then works until the end of its grace.
#[derive(Debug, Args)]
#[command(after_help = CONFIRM_EXAMPLES)]
pub struct RotateConfirmArgs {
    /// The rotation.
    #[command(flatten)]
    pub request: confirm::Request,
}

const FINISH_EXAMPLES: &str = "\
Examples:
  keywright rotate finish \"CI deployer\"
  keywright rotate finish \"CI deployer\" --now --yes";

/// Revoke the old key, once its grace is over
///
/// Refused if imported logs tell that the old key was used within the last 24 hours, after the new
/// one had taken over: somebody has not changed over yet.
#[derive(Debug, Args)]
#[command(after_help = FINISH_EXAMPLES)]
pub struct RotateFinishArgs {
    /// Name, or id of either key
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// End the grace now
    #[arg(long)]
    pub now: bool,

    /// Skip the confirmation prompt (required without a terminal)
    #[arg(short, long)]
    pub yes: bool,

    /// Revoke the old key even though somebody still uses it
    #[arg(long)]
    pub force: bool,
}

const ABORT_EXAMPLES: &str = "\
Examples:
  keywright rotate abort \"CI deployer\" --yes";

/// Take a rotation back: revoke the new key, and go on with the old one
///
/// Only until the new key is confirmed. Whoever changed over already must change back.
#[derive(Debug, Args)]
#[command(after_help = ABORT_EXAMPLES)]
pub struct RotateAbortArgs {
    /// Name, or id of either key
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// Skip the confirmation prompt (required without a terminal)
    #[arg(short, long, visible_alias = "force")]
    pub yes: bool,
}

const STATUS_EXAMPLES: &str = "\
Examples:
  keywright rotate status
  keywright rotate status -o json";

const RUN_EXAMPLES: &str = "\
Examples:
  keywright rotate run                     # what cron runs
  keywright rotate run --dry-run -o json
  keywright rotate run \"CI deployer\"";

/// Take every rotation as far as it will go, and start those that are due
///
/// For cron and systemd: no terminal, and nothing is printed where nothing is to be done. Keys are
/// due as their profile says. A run that is cut off anywhere is resumed by the next one. Exit 11 if
/// something could not be done and should be looked at.
#[derive(Debug, Args)]
#[command(after_help = RUN_EXAMPLES)]
pub struct RotateRunArgs {
    /// Only the rotations of these; names or ids
    #[arg(value_name = "KEY")]
    pub keys: Vec<KeyRef>,

    /// Only say what would be done
    #[arg(long)]
    pub dry_run: bool,
}
