//! Arguments of `credential` and `run`.

use std::ffi::OsString;

use clap::{Args, Subcommand};

use crate::cli::args::WideArgs;
use crate::cli::hook::args::MissingPrograms;
use crate::domain::credential::CredentialName;
use crate::ops::credential::Change;
use crate::ops::credential::run::Assignments;

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  keywright credential set github/ci < token.txt
  keywright credential verify github/ci
  keywright run --env GITHUB_TOKEN=credential:github/ci -- gh release list
  keywright credential remove github/ci --yes";

/// The commands on stored secrets.
#[derive(Debug, Subcommand)]
// Each is described where its arguments are: clap would let words here replace those.
#[allow(missing_docs)]
pub enum CredentialCommand {
    Set(CredentialSetArgs),
    Get(CredentialGetArgs),
    /// List credentials, oldest first, without their secrets
    #[command(after_help = LIST_EXAMPLES)]
    List(WideArgs),
    Verify(CredentialVerifyArgs),
    Remove(CredentialRemoveArgs),
}

const SET_EXAMPLES: &str = "\
Examples:
  keywright credential set org_abc123 < secret.txt
  pass show github | keywright credential set github --description \"CI releases\"
  keywright credential set github --check /usr/local/lib/keywright/check-github";

/// Store a secret, replacing an existing one
///
/// Reads it from stdin, without one trailing newline, or prompts for it: text of at most 64 KiB. The
/// description and the check command are kept unless given.
#[derive(Debug, Args)]
#[command(after_help = SET_EXAMPLES)]
pub struct CredentialSetArgs {
    /// The credential's name
    #[arg(value_name = "NAME")]
    pub name: CredentialName,

    /// Its description and check command.
    #[command(flatten)]
    pub change: Change,

    /// Whether the check command may be missing.
    #[command(flatten)]
    pub missing: MissingPrograms,
}

const GET_EXAMPLES: &str = "\
Examples:
  keywright credential get org_abc123 | ssh shop 'cat > /etc/shop/api-key'";

/// Print a stored secret and a newline
///
/// To pass it to a program, use `keywright run`, which does not show it.
#[derive(Debug, Args)]
#[command(after_help = GET_EXAMPLES)]
pub struct CredentialGetArgs {
    /// The credential's name
    #[arg(value_name = "NAME")]
    pub name: CredentialName,
}

const LIST_EXAMPLES: &str = "\
Examples:
  keywright credential list
  keywright credential list -o json";

const VERIFY_EXAMPLES: &str = "\
Examples:
  keywright credential verify org_abc123
  keywright credential verify github -o json";

/// Check whether a stored secret is still valid
///
/// A key of this vault is verified as by `key verify`, from wherever it may be used, any other secret by
/// its check command. Without one the answer is `unknown`. Exit 0: valid; 8: anything else.
#[derive(Debug, Args)]
#[command(after_help = VERIFY_EXAMPLES)]
pub struct CredentialVerifyArgs {
    /// The credential's name
    #[arg(value_name = "NAME")]
    pub name: CredentialName,
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  keywright credential remove org_abc123 --yes";

/// Permanently remove a stored secret
///
/// It stays valid wherever it is accepted: revoke it there.
#[derive(Debug, Args)]
#[command(after_help = REMOVE_EXAMPLES)]
pub struct CredentialRemoveArgs {
    /// The credential's name
    #[arg(value_name = "NAME")]
    pub name: CredentialName,

    /// Skip the confirmation prompt (required without a terminal)
    #[arg(short, long)]
    pub yes: bool,
}

const RUN_EXAMPLES: &str = "\
Examples:
  keywright run --env GITHUB_TOKEN=credential:github/ci -- gh release list
  keywright run --file KEY=credential:shop -- sh -c 'shop --key \"$KEY\"'
  keywright run --env PASSWORD=credential:db --env TOKEN=credential:api -- ./job

Exit codes: those of COMMAND. If it cannot be run, stderr has `error:` and it is
  3 no such credential or program 5 locked 10 the program is not executable";

/// Run a program with stored secrets in its environment
///
/// The program replaces Keywright (exec): it gets every signal, its exit code is its own, and its streams
/// are those that Keywright was started with; other open descriptors are closed. It gets the environment
/// except for the variables that unlock the vault: KEYWRIGHT_IDENTITY, KEYWRIGHT_PASSPHRASE_FILE and
/// CREDENTIALS_DIRECTORY. Without --env and --file no vault is opened.
#[derive(Debug, Args)]
#[command(after_help = RUN_EXAMPLES)]
pub struct RunArgs {
    /// The secrets that it gets.
    #[command(flatten)]
    pub assignments: Assignments,

    /// The program, a path or a name to look up in PATH, and its arguments
    #[arg(value_name = "COMMAND", required = true, last = true)]
    pub command: Vec<OsString>,
}
