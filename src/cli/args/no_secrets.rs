//! Secrets are never arguments: those are in the shell's history and in the list of processes. One that is given as an
//! argument was meant for somewhere else, so the command is refused before anything stores or repeats it.

use std::ffi::OsStr;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};

use super::parse::variable_of;
use crate::domain::NO_SECRET;
use crate::domain::redaction::{IDENTITY, holds_secret};

/// What to do about it.
const HINT: &str = "give secrets on stdin, as to `keywright key verify`, and replace this one: arguments stay in the shell's history";

const IDENTITY_HINT: &str = "keep an identity in a file, which --identity names, and replace this one: arguments stay in the shell's history";

/// The hint for a message in which a secret was redacted.
pub(super) fn hint(message: &str) -> &'static str {
    if message.contains(IDENTITY) { IDENTITY_HINT } else { HINT }
}

/// Commands and their arguments that may hold a secret: names of files that are searched for secrets, and what
/// is meant for another program.
const ALLOWED: [(&str, &str); 2] = [("scan", "paths"), ("run", "command")];

/// What is wrong with the first argument, or variable, that holds a secret.
pub(super) fn find(command: &Command, matches: &ArgMatches) -> Option<String> {
    let found = command.get_arguments().find_map(|arg| fault(command, arg, matches));
    found.or_else(|| {
        let (name, matches) = matches.subcommand()?;
        find(command.find_subcommand(name)?, matches)
    })
}

fn fault(command: &Command, arg: &Arg, matches: &ArgMatches) -> Option<String> {
    let id = arg.get_id().as_str();
    let values = matches.try_get_raw(id).ok().flatten()?;
    let is_secret = |value: &&OsStr| holds_secret(value.as_encoded_bytes());
    let value = values.into_iter().find(is_secret)?.to_string_lossy();
    if ALLOWED.contains(&(command.get_name(), id)) {
        return None;
    }
    let from = match (matches.value_source(id), arg.get_long()) {
        // No default holds one: it is that of the option's variable.
        (Some(ValueSource::DefaultValue), Some(long)) => format!(" (from {})", variable_of(long)),
        _ => String::new(),
    };
    Some(format!("invalid value '{value}' for '{arg}'{from}: it must be {NO_SECRET}"))
}
