//! Values of one option that have the form of another's: what was meant is said.

use std::ffi::OsStr;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgMatches, Command, CommandFactory as _};

use super::Cli;
use super::resolve::Wrong;
use crate::domain::redaction::{holds_secret, redact};
use crate::domain::shell::word;
use crate::domain::written::as_duration;
use crate::files::read_small;
use crate::output::escape;

/// Formats that --output has, and those that some --format has.
const OUTPUTS: [&str; 3] = ["table", "json", "csv"];
const FORMATS: [&str; 10] =
    ["haproxy", "sql", "redis", "pem", "jwk", "raw", "text", "sarif", "combined", "prometheus"];

/// What to give instead of what clap refuses, to this command.
pub(super) fn advice(error: &clap::Error, command: &str) -> Option<String> {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg)?;
    let option = argument.split(' ').next()?;
    let value = context(ContextKind::InvalidValue);
    match (option, value) {
        ("--expires-at", Some(value)) => {
            as_duration(value).map(|span| format!("give a duration to --expires: --expires {span}"))
        }
        ("--output", Some(value)) if FORMATS.contains(&value) => {
            Some(format!("give this format to --format: --format {value}"))
        }
        ("--format", Some(value)) if OUTPUTS.contains(&value) && !is_of_files(error) => {
            Some(format!("choose the output format with -o: -o {value}"))
        }
        ("--format" | "--json" | "--csv" | "--html" | "--ics", None) if writes_a_page(command) => {
            Some("it has one form; name the file with --out".to_owned())
        }
        ("--format" | "--json" | "--csv", None) => {
            Some("choose the output format with -o, such as -o json".to_owned())
        }
        _ if error.kind() == ErrorKind::UnknownArgument => unknown(argument, command),
        _ => None,
    }
}

/// What is meant by an argument that the command does not have: an option of its siblings, or a file of its own one.
fn unknown(argument: &str, command: &str) -> Option<String> {
    let tree = Cli::command();
    let path: Vec<&str> = command.split(' ').skip(1).collect();
    if writes_a_page(command) && !argument.starts_with('-') {
        return Some(format!("give the file to --out: --out {}", escape::line(&word(argument))));
    }
    if path == ["timeline"] && argument == "--out" {
        return Some("redirect stdout to a file, or make a page: `keywright report --out FILE`".to_owned());
    }
    let [noun, verb] = path[..] else { return None };
    let siblings = tree.find_subcommand(noun)?;
    let own = siblings.find_subcommand(verb)?;
    let has = |command: &Command, option: &str| {
        command.get_arguments().any(|known| known.get_long() == Some(option) && !known.is_hide_set())
    };
    if let Some(option) = argument.strip_prefix("--") {
        // Such as --scope for --scopes, which clap says.
        if own.get_arguments().filter_map(Arg::get_long).any(|known| known.starts_with(option)) {
            return None;
        }
        let owners = siblings.get_subcommands().filter(|sibling| has(sibling, option));
        let owners: Vec<String> =
            owners.map(|owner| format!("`keywright {noun} {}`", owner.get_name())).collect();
        return (!owners.is_empty()).then(|| format!("--{option} belongs to {}", owners.join(" and ")));
    }
    let is_file = [".toml", ".json", ".jsonl"].iter().any(|end| argument.ends_with(end));
    (is_file && has(own, "from"))
        .then(|| format!("give the file to --from: --from {}", escape::line(&word(argument))))
}

/// Whether the command writes a file that has one form only.
fn writes_a_page(command: &str) -> bool {
    matches!(command.split(' ').nth(1), Some("report" | "calendar"))
}

/// Whether what a format is chosen for are files or keys, which `-o` does not change.
fn is_of_files(error: &clap::Error) -> bool {
    let Some(ContextValue::Strings(accepted)) = error.get(ContextKind::ValidValue) else { return false };
    accepted.iter().any(|format| ["jsonl", "pem"].contains(&format.as_str()))
}

/// Refuses what a later step would take for something else.
pub(super) fn refuse(command: &Command, matches: &ArgMatches) -> Result<(), Wrong> {
    for arg in command.get_arguments() {
        let values = matches.try_get_raw(arg.get_id().as_str()).ok().flatten().into_iter().flatten();
        for value in values.filter_map(OsStr::to_str) {
            let what = match arg.get_long() {
                Some(long @ ("recipient" | "encrypt-to")) => as_recipient(long, value),
                Some("identity") => as_identity(value),
                _ => None,
            };
            if let Some(what) = what {
                return Err(Wrong::value(format!("invalid value '{}' for '{arg}': {what}", redact(value))));
            }
        }
    }
    match matches.subcommand() {
        Some((name, matches)) => command.find_subcommand(name).map_or(Ok(()), |it| refuse(it, matches)),
        None => Ok(()),
    }
}

/// Text that is there as a file.
fn as_recipient(option: &str, value: &str) -> Option<String> {
    let path = Path::new(value);
    if !path.is_file() {
        return None;
    }
    if read_small(path).is_ok_and(|bytes| holds_secret(&bytes) || is_private(&bytes)) {
        return Some("that is the file of an identity; a recipient is its public half".to_owned());
    }
    Some(format!("that is a file; give what is in it: --{option} \"$(cat {})\"", word(value)))
}

fn is_private(bytes: &[u8]) -> bool {
    bytes.starts_with(b"-----BEGIN") || bytes.starts_with(b"age-encryption.org")
}

fn as_identity(value: &str) -> Option<String> {
    let is_recipient = ["age1", "ssh-ed25519 ", "ssh-rsa "].iter().any(|start| value.starts_with(start));
    let is_meant = is_recipient && !Path::new(value).exists();
    is_meant.then(|| {
        "that is a recipient, which locks and does not unlock; give the file of an identity".to_owned()
    })
}
