//! Arguments of the commands for the servers' side, which need no vault: `check`, `inspect`,
//! `diff`; and of `public-key`, which they need.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use crate::cli::args::values::PublicKeyFormat;
use crate::domain::name::PlainName;
use crate::domain::rights::{Audience, Environment, ResourcePath, Scope};
use crate::domain::time::Timestamp;

const CHECK_EXAMPLES: &str = "\
Examples:
  keywright check --file keys.jsonl --public-key pub.pem < secret
  keywright check --file keys.jsonl --public-key pub.pem --audience edge \\
      --scope write -o json < secret
  keywright check --file keys.jsonl --public-key pub.pem \\
      --at 2026-06-01 < secret
  keywright check --file keys.jsonl --public-key pub.pem \\
      --state /var/lib/app/keywright --lines < secrets";

/// Decide on a presented secret, as a server does
///
/// Reads one secret from stdin. Exit 0 if it is valid, 8 if not. A file that is stale, altered or
/// for another audience is exit 6; one older than --state has seen, exit 7. Needs no vault.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckArgs {
    /// The verification file (jsonl)
    #[arg(long, value_name = "FILE")]
    pub file: PathBuf,

    /// Trusted public key: a file with it, or its raw text; repeatable
    #[arg(long, value_name = "KEY", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub public_key: Vec<String>,

    /// Who is asking: the file must be meant for this audience
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Option<Audience>,

    /// Require this scope; comma-separated, repeatable: all are required
    #[arg(long, value_name = "SCOPE", value_delimiter = ',')]
    pub scope: Vec<Scope>,

    /// Require access to this resource
    #[arg(long, value_name = "PATH")]
    pub resource: Option<ResourcePath>,

    /// Require validity in this environment
    #[arg(long, value_name = "ENV")]
    pub environment: Option<Environment>,

    /// Decide as if it were this time
    #[arg(long, value_name = "TIME")]
    pub at: Option<Timestamp>,

    /// Remember in DIR the newest file seen, and refuse older ones
    #[arg(long, value_name = "DIR")]
    pub state: Option<PathBuf>,

    /// What this server is called in the receipts it leaves in --state [default: the host's name]
    #[arg(long, value_name = "NAME", requires = "state")]
    pub server: Option<PlainName>,

    /// Read many secrets, one per line, and answer each with one line of JSON
    #[arg(long)]
    pub lines: bool,
}

const INSPECT_EXAMPLES: &str = "\
Examples:
  keywright inspect keys.jsonl --public-key pub.pem
  keywright inspect new.map --public-key pub.pem \\
      --install /etc/haproxy/keys.map --state /var/lib/keywright";

/// Show what a verification file says and whether it is genuine
///
/// With --install the file is put in place, atomically, only if it is genuine, current and not
/// older than the newest that --state has seen.
#[derive(Debug, Args)]
#[command(after_help = INSPECT_EXAMPLES)]
pub struct InspectArgs {
    /// The verification file, of any format
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Trusted public key: a file with it, or its raw text; repeatable
    #[arg(long, value_name = "KEY", value_parser = NonEmptyStringValueParser::new())]
    pub public_key: Vec<String>,

    /// Put the file in place here
    #[arg(long, value_name = "DEST", requires_all = ["public_key", "state"])]
    pub install: Option<PathBuf>,

    /// Where the newest file seen is remembered
    #[arg(long, value_name = "DIR", requires = "install")]
    pub state: Option<PathBuf>,

    /// What this server is called in the receipts it leaves in --state [default: the host's name]
    #[arg(long, value_name = "NAME", requires = "state")]
    pub server: Option<PlainName>,
}

const DIFF_EXAMPLES: &str = "\
Examples:
  keywright diff old.jsonl new.jsonl
  keywright diff old.jsonl new.jsonl --public-key pub.pem -o json";

/// Compare two verification files: who gains, who loses, what changes
#[derive(Debug, Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub struct DiffArgs {
    /// The older file (jsonl)
    #[arg(value_name = "OLD")]
    pub old: PathBuf,

    /// The newer file (jsonl)
    #[arg(value_name = "NEW")]
    pub new: PathBuf,

    /// Require both to be signed by one of these: a file with the key, or its raw text; repeatable
    #[arg(long, value_name = "KEY", value_parser = NonEmptyStringValueParser::new())]
    pub public_key: Vec<String>,
}

const PUBLIC_KEY_EXAMPLES: &str = "\
Examples:
  keywright public-key > pub.pem
  keywright public-key --format jwk";

/// Print the public key that servers trust
///
/// Carry it to the servers by a way you trust: it decides which verification files they believe.
#[derive(Debug, Args)]
#[command(after_help = PUBLIC_KEY_EXAMPLES)]
pub struct PublicKeyArgs {
    /// How to print it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: PublicKeyFormat,
}
