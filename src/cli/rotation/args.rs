//! Arguments of `rotate`.

use clap::{Args, Subcommand};

use crate::cli::args::WideArgs;
use crate::cli::publish::args::PublishAfter;
use crate::domain::name::KeyRef;
use crate::ops::key::sink::SinkOptions;
use crate::ops::rotation::{confirm, start};

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  keywright rotate start \"CI deployer\" --grace 2d --publish
  keywright rotate confirm \"CI deployer\" --publish < new-secret.txt
  keywright rotate finish \"CI deployer\" --publish
  keywright rotate run                     # everything, from cron

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
    Status(WideArgs),
    Run(RotateRunArgs),
}

const START_EXAMPLES: &str = "\
Examples:
  keywright rotate start \"CI deployer\"
  keywright rotate start \"CI deployer\" --grace 2d --expires 90 --secret-only
  keywright rotate start \"CI deployer\" --encrypt-to age1…
  keywright rotate start \"CI deployer\" --compromised --publish";

/// Create the successor of a key, beside the one in use
///
/// Both work until the new one is confirmed. Servers must have a file with the new key before its consumer
/// switches. The secret can be shown again until then: keywright rotate secret KEY.
#[derive(Debug, Args)]
#[command(after_help = START_EXAMPLES)]
pub struct RotateStartArgs {
    /// The rotation.
    #[command(flatten)]
    pub request: start::Request,

    /// Where the secret goes.
    #[command(flatten)]
    pub sink: SinkOptions,

    /// Whether it is published.
    #[command(flatten)]
    pub publish: PublishAfter,
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
    /// Name, or id or start of either key
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// Where the secret goes.
    #[command(flatten)]
    pub sink: SinkOptions,
}

const CONFIRM_EXAMPLES: &str = "\
Examples:
  keywright rotate confirm \"CI deployer\" --publish < new-secret.txt
  ssh shop cat /etc/shop/api-key | keywright rotate confirm \"CI deployer\"";

/// Confirm that the consumer has the new secret, which makes the new key active
///
/// Reads the secret from stdin, or prompts for it. Read it from the consumer, not from a copy of your own:
/// that proves that the consumer has switched. The old key then works until its grace period ends.
#[derive(Debug, Args)]
#[command(after_help = CONFIRM_EXAMPLES)]
pub struct RotateConfirmArgs {
    /// The rotation.
    #[command(flatten)]
    pub request: confirm::Request,

    /// Whether it is published.
    #[command(flatten)]
    pub publish: PublishAfter,
}

const FINISH_EXAMPLES: &str = "\
Examples:
  keywright rotate finish \"CI deployer\"
  keywright rotate finish \"CI deployer\" --now --yes --publish";

/// Revoke the old key after its grace period
///
/// Fails if, according to imported logs, the old key was used within the last 24 hours and after the new
/// one was confirmed: a consumer has not switched yet.
#[derive(Debug, Args)]
#[command(after_help = FINISH_EXAMPLES)]
pub struct RotateFinishArgs {
    /// Name, or id or start of either key
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// End the grace period now
    #[arg(long)]
    pub now: bool,

    /// Skip the confirmation prompt (required without a terminal)
    #[arg(short, long)]
    pub yes: bool,

    /// Revoke the old key even if it is still in use, or an exported file lacks the new one
    #[arg(long)]
    pub force: bool,

    /// Whether it is published.
    #[command(flatten)]
    pub publish: PublishAfter,
}

const ABORT_EXAMPLES: &str = "\
Examples:
  keywright rotate abort \"CI deployer\" --yes --publish";

/// Abort a rotation: revoke the new key, and keep the old one
///
/// Only until the new key is confirmed. A consumer that has already switched must switch back.
#[derive(Debug, Args)]
#[command(after_help = ABORT_EXAMPLES)]
pub struct RotateAbortArgs {
    /// Name, or id or start of either key
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// Skip the confirmation prompt (required without a terminal)
    #[arg(short, long, visible_alias = "force")]
    pub yes: bool,

    /// Whether it is published.
    #[command(flatten)]
    pub publish: PublishAfter,
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

/// Advance every rotation as far as possible, and start those that are due
///
/// For cron and systemd: needs no terminal, and prints nothing if there is nothing to do. Keys are due
/// according to their profile. An interrupted run is resumed by the next one. Exit 11 if something failed
/// and needs attention.
#[derive(Debug, Args)]
#[command(after_help = RUN_EXAMPLES)]
pub struct RotateRunArgs {
    /// Only the rotations of these; names or ids
    #[arg(value_name = "KEY")]
    pub keys: Vec<KeyRef>,

    /// Only show what would be done
    #[arg(long)]
    pub dry_run: bool,
}
