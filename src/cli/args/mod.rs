//! The arguments, one file per noun. Only types and help texts; `parse` does the rest.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::audit::args::AuditCommand;
use super::credential::args::{CredentialCommand, RunArgs};
use super::hook::args::HookCommand;
use super::key::args::KeyCommand;
use super::profile::args::ProfileCommand;
use super::publish::args::{PublishArgs, ReceiptCommand};
use super::report::args::{CalendarArgs, ReportArgs, TimelineArgs};
use super::rotation::args::RotateCommand;
use super::scan::args::ScanArgs;
use super::slot::args::SlotCommand;
use super::target::args::TargetCommand;
use super::usage::args::UsageCommand;
use super::vault::args::{InitArgs, LockArgs, StatusArgs, UnlockArgs, VaultCommand};
use super::verification_file::args::{CheckArgs, DiffArgs, ExportArgs, InspectArgs, PublicKeyArgs};
use super::{audit, credential, hook, key, profile, publish, rotation, slot, target, usage, vault};
use crate::domain::Invalid;
use crate::domain::id::Fingerprint;
use crate::domain::time::Span;
use crate::output::{ColorWhen, Format, Verbosity};

mod branch;
mod forms;
mod no_secrets;
pub mod parse;
mod repeated;
mod resolve;
pub mod values;
mod wide;

pub use parse::{ArgError, Invocation, command, parse, wants_json};
pub use values::{OrNone, Patch, Source};
pub use wide::WideArgs;

const EXAMPLES: &str = "\
Examples:
  keywright init --new-identity
  keywright key create \"CI deployer\" --prefix acme_live -s read --expires 90
  keywright key list --status active
  keywright target add edge --format jsonl --audience edge --path keys.jsonl
  keywright publish
  keywright key revoke \"CI deployer\" --reason \"laptop lost\"

Exit codes:
  0 ok  1 internal  2 usage  3 not found  4 conflict  5 locked  6 tampered
  7 rolled back  8 denied  9 busy  10 input/output  11 incomplete
  12 untrusted";

/// Issue API keys from an encrypted vault, and let servers verify them offline
///
/// The vault is one encrypted file. A key's secret is shown once, when the key is made; the vault
/// keeps only its digest. Servers get a signed verification file and need neither the vault nor
/// a network.
#[derive(Debug, Parser)]
#[command(name = "keywright", bin_name = "keywright", version, after_help = EXAMPLES)]
#[command(propagate_version = true, subcommand_required = true, max_term_width = 100)]
pub struct Cli {
    /// What applies to every command.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// The options that every command takes, before it or after it.
#[derive(Debug, Clone, Args)]
// Each is a switch of its own.
#[allow(clippy::struct_excessive_bools)]
pub struct GlobalArgs {
    /// Vault file [default: $XDG_DATA_HOME/keywright/vault.db]
    #[arg(long, global = true, value_name = "PATH", env = "KEYWRIGHT_VAULT", help_heading = GLOBAL)]
    pub vault: Option<PathBuf>,

    /// age or SSH identity that unlocks the vault; repeatable
    #[arg(long, global = true, value_name = "FILE", env = "KEYWRIGHT_IDENTITY", help_heading = GLOBAL)]
    pub identity: Vec<PathBuf>,

    /// Whether `identity` was typed or comes from the environment.
    #[arg(skip)]
    pub identity_source: Source,

    /// Read the passphrase from the first line of a file or pipe
    #[arg(long, global = true, value_name = "FILE", env = "KEYWRIGHT_PASSPHRASE_FILE", help_heading = GLOBAL)]
    pub passphrase_file: Option<PathBuf>,

    /// Whether `passphrase_file` was typed or comes from the environment.
    #[arg(skip)]
    pub passphrase_file_source: Source,

    /// Read the passphrase from an open file descriptor
    #[arg(long, global = true, value_name = "N", allow_negative_numbers = true, conflicts_with = "passphrase_file", help_heading = GLOBAL)]
    #[arg(value_parser = values::descriptor)]
    pub passphrase_fd: Option<u16>,

    /// Output format on stdout [default: table]
    #[arg(short, long, global = true, value_name = "FORMAT", env = "KEYWRIGHT_OUTPUT", help_heading = GLOBAL)]
    #[arg(value_enum, default_value_t, hide_default_value = true)]
    pub output: Format,

    /// Never prompt; fail instead
    #[arg(long, global = true, env = "KEYWRIGHT_NO_INPUT", help_heading = GLOBAL)]
    pub no_input: bool,

    /// How long to wait for the vault's lock, in seconds or with s, m, h [default: 10]
    #[arg(long, global = true, value_name = "SECONDS", env = "KEYWRIGHT_LOCK_TIMEOUT", help_heading = GLOBAL)]
    #[arg(value_parser = timeout, default_value = "10", hide_default_value = true)]
    pub lock_timeout: Span,

    /// Trust the vault with this fingerprint for this call, whatever this machine knows
    #[arg(long, global = true, value_name = "FINGERPRINT", env = "KEYWRIGHT_TRUST", help_heading = GLOBAL)]
    pub trust: Option<Fingerprint>,

    /// When to use colours; auto respects NO_COLOR and CLICOLOR_FORCE
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t, help_heading = GLOBAL)]
    pub color: ColorWhen,

    /// Print only warnings and errors on stderr
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = GLOBAL)]
    pub quiet: bool,

    /// Print the causes of errors on stderr
    #[arg(short, long, global = true, help_heading = GLOBAL)]
    pub verbose: bool,

    /// Continue even if the clock is behind the newest time the vault has seen, or more than 400 days ahead
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub accept_clock: bool,

    /// Read a vault that was rolled back
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub accept_rollback: bool,
}

const GLOBAL: &str = "Global options";

fn timeout(text: &str) -> Result<Span, Invalid> {
    Span::parse_timeout(text)
}

impl GlobalArgs {
    pub fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
// Created once per process: the size of the largest does not matter.
#[allow(clippy::large_enum_variant)]
// Each is described where its arguments are: clap would let words here replace those.
#[allow(missing_docs)]
pub enum Command {
    Init(InitArgs),
    Status(StatusArgs),
    Report(ReportArgs),
    Timeline(TimelineArgs),
    Calendar(CalendarArgs),
    Unlock(UnlockArgs),
    Lock(LockArgs),
    /// Create, list, rotate and revoke keys
    #[command(subcommand, after_help = key::args::EXAMPLES)]
    Key(KeyCommand),
    /// Replace keys without downtime
    #[command(subcommand, after_help = rotation::args::EXAMPLES)]
    Rotate(RotateCommand),
    /// Try the hooks of rotations
    #[command(subcommand, after_help = hook::args::EXAMPLES)]
    Hook(HookCommand),
    /// Manage profiles: templates and limits for keys
    #[command(subcommand, after_help = profile::args::EXAMPLES)]
    Profile(ProfileCommand),
    /// Back up, check, restore and repair the vault
    #[command(subcommand, after_help = vault::args::VAULT_EXAMPLES)]
    Vault(VaultCommand),
    /// Manage key slots: identities and passphrases that unlock the vault
    #[command(subcommand, after_help = slot::args::EXAMPLES)]
    Slot(SlotCommand),
    /// Read, verify and export the audit log
    #[command(subcommand, after_help = audit::args::EXAMPLES)]
    Audit(AuditCommand),
    /// Manage targets: destinations of verification files
    #[command(subcommand, after_help = target::args::EXAMPLES)]
    Target(TargetCommand),
    Publish(PublishArgs),
    /// Import receipts of the files that servers have loaded
    #[command(subcommand, after_help = publish::args::RECEIPT_EXAMPLES)]
    Receipt(ReceiptCommand),
    /// Import last-used times from server logs
    #[command(subcommand, after_help = usage::args::EXAMPLES)]
    Usage(UsageCommand),
    Scan(ScanArgs),
    Export(ExportArgs),
    PublicKey(PublicKeyArgs),
    Check(CheckArgs),
    Inspect(InspectArgs),
    Diff(DiffArgs),
    /// Store secrets made elsewhere and pass them to programs
    #[command(subcommand, after_help = credential::args::EXAMPLES)]
    Credential(CredentialCommand),
    Run(RunArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  keywright completions bash > keywright.bash; . ./keywright.bash
  keywright completions zsh > ~/.zfunc/_keywright
  keywright completions fish > ~/.config/fish/completions/keywright.fish";

/// Print a completion script for a shell
///
/// The scripts for bash, zsh and fish run keywright for each word to complete. Names of keys, targets,
/// profiles, slots and credentials are completed while `unlock` holds the vault open, and not otherwise: a
/// completion never prompts.
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,

    /// What bash takes for the word to complete.
    #[arg(long, hide = true, value_name = "WORD", allow_hyphen_values = true)]
    pub word: Option<String>,

    /// The words so far: print what fits the last one, instead of the script.
    #[arg(hide = true, value_name = "WORD")]
    pub words: Vec<std::ffi::OsString>,
}

const MAN_EXAMPLES: &str = "\
Examples:
  keywright man | man -l -
  keywright man key create | man -l -";

/// Print a manual page
///
/// Of the program, or of the command named.
#[derive(Debug, Args)]
#[command(after_help = MAN_EXAMPLES)]
pub struct ManArgs {
    /// The command whose page to print, such as: key create
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
}
