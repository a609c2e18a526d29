//! Arguments of `export` and `public-key`, and of the commands for the servers' side, which need no vault:
//! `check`, `inspect` and `diff`.

use clap::Args;

use crate::ops::verification_file::{check, diff, export, inspect, lines, public_key};

const EXPORT_EXAMPLES: &str = "\
Examples:
  keywright export --format jsonl --audience edge --out keys.jsonl
  keywright export --format haproxy --audience edge --valid-for 24h > keys.map
  keywright export --format sql --dialect postgresql --audience app \\
      --out keys.sql";

/// Write a signed verification file for servers
///
/// The file contains digests, never secrets. Servers refuse every key once it has expired, so write a new
/// one well before.
///
/// --out replaces an older file of the same series, also where several exports run at once. One that has not expired
/// and is of another issuer, subject or format, or that is newer than this vault knows, it replaces only with --force
/// (exit 4).
#[derive(Debug, Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub struct ExportArgs {
    /// The file.
    #[command(flatten)]
    pub request: export::Request,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  keywright check --file keys.jsonl --public-key pub.pem < secret
  keywright check --file keys.jsonl --public-key pub.pem \\
      --scope write -o json < secret
  keywright check --file keys.jsonl --public-key pub.pem \\
      --at 2026-06-01 < secret
  keywright check --file keys.jsonl --public-key pub.pem \\
      --state /var/lib/app/keywright --lines < secrets
  keywright check --file keys.jsonl --public-key pub.pem \\
      --audience edge --lines --follow --reply plain";

/// Verify a presented secret against a verification file, as a server does
///
/// Reads one secret from stdin. Exit 0 if it is valid, 8 if not. A file that is stale, altered or
/// for another audience is exit 6; one older than --state has seen, exit 7. Needs no vault.
///
/// --lines reads the file once: a key that is revoked later is admitted until the file is stale, and what is asked
/// after that is answered with `stale`. With --follow the file is looked at before each answer: a new one is in force
/// at once if it passes every check, else the former one, until it is stale. The command never ends for a missing,
/// bad or stale file; it says so on stderr and admits nothing without a valid one.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckArgs {
    /// What is checked against.
    #[command(flatten)]
    pub request: check::Request,

    /// Read secrets line by line, and answer each with one line
    // What the command did at its start, it does not notice later, unless it follows the file.
    #[arg(long)]
    pub lines: bool,

    /// Look at the file before each answer, instead of reading it once: for a pipe that is held open
    #[arg(long, requires = "lines", conflicts_with = "at")]
    pub follow: bool,

    /// How --lines answers
    #[arg(long, value_name = "FORM", value_enum, default_value_t, requires = "lines")]
    pub reply: lines::Reply,
}

const INSPECT_EXAMPLES: &str = "\
Examples:
  keywright inspect keys.jsonl --public-key pub.pem
  keywright inspect new.map --public-key pub.pem \\
      --audience edge --install /etc/haproxy/keys.map \\
      --state /var/lib/keywright --reload 'systemctl reload haproxy'";

/// Show the claims of a verification file and verify it
///
/// With --install the file is installed atomically, but only if it is authentic, current, of the subject that
/// --state has seen last and not older than the newest of it. It keeps owner, group and mode of the file that
/// it replaces; if they cannot be set (exit 10), nothing is changed.
///
/// --reload runs once the file is in place, without a shell. If it fails (exit 11), the file stays, no receipt
/// is written, and installing the file again repeats it.
#[derive(Debug, Args)]
#[command(after_help = INSPECT_EXAMPLES)]
pub struct InspectArgs {
    /// The file, and where it goes.
    #[command(flatten)]
    pub request: inspect::Request,
}

const DIFF_EXAMPLES: &str = "\
Examples:
  keywright diff old.jsonl new.jsonl
  keywright diff old.jsonl new.jsonl --public-key pub.pem -o json
  keywright diff old.map new.map -o csv
  keywright diff keys.jsonl keys.map";

/// Compare two verification files: keys added, removed and changed
///
/// The files may be of different formats. Keys that are bound to networks are in jsonl and sql files only.
#[derive(Debug, Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub struct DiffArgs {
    /// The files.
    #[command(flatten)]
    pub request: diff::Request,
}

const PUBLIC_KEY_EXAMPLES: &str = "\
Examples:
  keywright public-key > pub.pem
  keywright public-key --format jwk";

/// Print the public key that servers trust
///
/// Copy it to the servers over a trusted channel: it decides which verification files they accept. While a new
/// signing key is prepared, both are printed. Servers take every format.
#[derive(Debug, Args)]
#[command(after_help = PUBLIC_KEY_EXAMPLES)]
pub struct PublicKeyArgs {
    /// How it is printed.
    #[command(flatten)]
    pub request: public_key::Request,
}
