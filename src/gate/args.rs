//! The command line of the gate.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{CommandFactory as _, Parser};

use super::demand::Demand;
use crate::domain::plain_name::PlainName;
use crate::domain::redaction::{holds_secret, redact};
use crate::domain::rights::{Audience, Environment, ResourcePath};
use crate::error::{Error, Result};

const EXAMPLES: &str = "\
Requests:
  The first segment of the path names a demand: /read asks for a key with the
  scope read. The rest of the path, the query and the method do not count. The
  key is in X-API-Key, or in Authorization: Bearer. Every answer has
  X-Key-Reason.

  200  X-Key-Id, X-Key-Scope, X-Key-Unchecked: what binds the key and was not
       asked for
  400  more than one key (repeated), a client's address that is none (address),
       no HTTP (request)
  401  malformed, unknown, not_yet_valid, expired
  403  scope, resource, environment, network, unsupported
  408, 413, 431, 501  too slow, too large, chunked
  500  no such demand (demand)
  503  no file yet (no_file), a stale one (stale), too many connections (busy)

Signals:
  SIGHUP looks at the file now, and opens the usage file anew. SIGTERM takes no
  more connections, answers what has begun, and ends.

Examples:
  systemd-socket-activate -l /run/keywright-gate.sock --inetd \\
      keywright-gate --file keys.jsonl --public-key keywright.pem \\
      --state /var/lib/keywright-gate --audience edge \\
      --demand read=read --demand write=read,write --demand any=

  As a systemd service: a socket unit with Accept=no, and a service with
  StandardInput=socket";

/// Decide on API keys for a reverse proxy, on a listening socket that is passed as standard input
///
/// A forward-auth server for nginx, Caddy, Traefik and Envoy. It follows the verification file: a new one that passes
/// every check is in force within a second, without a reload. It opens no socket.
#[derive(Debug, Parser)]
#[command(name = "keywright-gate", version, after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The verification file (jsonl); it need not exist yet
    #[arg(long, value_name = "FILE")]
    pub(super) file: PathBuf,

    /// Trusted public key: a file, or the key itself; repeatable
    #[arg(long, value_name = "KEY", required = true, allow_hyphen_values = true)]
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    pub(super) public_key: Vec<String>,

    /// Folder for rollback protection: remembers the newest file seen, and refuses older ones
    #[arg(long, value_name = "DIR")]
    pub(super) state: PathBuf,

    /// Require the file to be made for this audience
    #[arg(long, value_name = "AUDIENCE")]
    pub(super) audience: Audience,

    /// Require the file to be of this target, or of this `export/…`; replaces another that --state remembers
    #[arg(long, value_name = "SUBJECT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) subject: Option<String>,

    /// What the path /NAME asks for: all of these scopes; none after `=`: a valid key only; repeatable
    #[arg(long, value_name = "NAME=SCOPE,SCOPE", required = true)]
    pub(super) demand: Vec<Demand>,

    /// Require access to this resource, whatever the demand
    #[arg(long, value_name = "PATH")]
    pub(super) resource: Option<ResourcePath>,

    /// Require validity in this environment, whatever the demand
    #[arg(long, value_name = "ENV")]
    pub(super) environment: Option<Environment>,

    /// The header in which the proxy says the client's address, for keys that are bound to networks
    ///
    /// The proxy must replace what the client sent in it. Without this option no such key is admitted.
    #[arg(long, value_name = "HEADER", value_parser = header_name)]
    pub(super) client_address: Option<String>,

    /// Name of this server in the receipts written to --state [default: the host name]
    #[arg(long, value_name = "NAME")]
    pub(super) server: Option<PlainName>,

    /// Append when keys were used, as JSON lines for `keywright usage import`; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(super) usage: Option<PathBuf>,

    /// Most connections at once; beyond it the one that has been idle for the longest time is closed
    #[arg(long, value_name = "N", default_value_t = 16_384)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(super) max_connections: u32,

    /// How long a connection may wait for its next request, in seconds; longer than the proxy keeps it
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub(super) idle_timeout: u32,
}

/// The command, from which manual page and completions are generated.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// What was found instead of arguments.
pub(super) enum Stop {
    /// Help, the version, or what is wrong, as clap shows it.
    Shown(clap::Error),
    Wrong(Error),
}

/// Reads a command line.
pub(super) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Arguments, Stop> {
    let arguments: Vec<OsString> = arguments.collect();
    // Before clap, which repeats what it does not understand.
    if let Some(found) = arguments.iter().find(|argument| holds_secret(argument.as_encoded_bytes())) {
        let message = format!("there is a secret in the argument '{}'", redact(&found.to_string_lossy()));
        return Err(Stop::Wrong(Error::usage(message).hint(
            "replace this secret: arguments are seen by every user; the gate needs the public key only",
        )));
    }
    Arguments::try_parse_from(arguments).map_err(Stop::Shown)
}

/// A header that is not one of those that this program reads for something else.
fn header_name(text: &str) -> Result<String, String> {
    let taken = ["X-API-Key", "Authorization", "Content-Length", "Transfer-Encoding", "Connection", "Expect"];
    let is_name = (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_name || taken.iter().any(|name| name.eq_ignore_ascii_case(text)) {
        return Err(
            "it must be a header of letters, digits and '-' with an address, such as X-Real-IP".to_owned()
        );
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_consistent_and_its_examples_are_narrow() {
        command().debug_assert();
        for line in EXAMPLES.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }

    #[test]
    fn the_address_has_a_header_of_its_own() {
        for bad in ["", "X_Real_IP", "x-api-key", "AUTHORIZATION", "Expect", "a b", "a:", &"a".repeat(65)] {
            assert!(header_name(bad).is_err(), "{bad}");
        }
        assert_eq!(header_name("X-Real-IP").unwrap(), "X-Real-IP");
    }
}
