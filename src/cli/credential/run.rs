//! `run`.

use std::ffi::OsStr;

use super::args::RunArgs;
use crate::cli::Answer;
use crate::cli::context::Context;
use crate::error::{Error, Kind, Result};
use crate::ops::credential::run::get_all;
use crate::ports::Launch;

/// The variables that unlock the vault, and are therefore not passed on.
const WITHHELD_VARIABLES: [&str; 3] =
    ["KEYWRIGHT_IDENTITY", "KEYWRIGHT_PASSPHRASE_FILE", "CREDENTIALS_DIRECTORY"];

pub(in crate::cli) fn run(context: &mut Context<'_>, args: &RunArgs) -> Result<Answer> {
    // Reject invalid requests before the vault is unlocked.
    let references = args.assignments.references()?;
    let (program, arguments) =
        args.command.split_first().ok_or_else(|| Error::usage("no command was given"))?;
    let environment = context.ports.environment;
    context
        .ports
        .launcher
        .find(program, environment.get("PATH"))
        .map_err(|error| refused(program, &error))?;
    let secrets = if references.is_empty() {
        Vec::new()
    } else {
        let name = program.to_string_lossy();
        let now = context.now();
        context.with_vault(|_, vault| get_all(vault, &references, &name, now))?
    };
    let mut variables = environment.variables.clone();
    variables.retain(|name, _| !WITHHELD_VARIABLES.iter().any(|kept| name == kept));
    context.out.flush_warnings();
    let launch = Launch { program, arguments, environment: &variables, secrets: &secrets };
    Err(refused(program, &context.ports.launcher.replace(&launch)))
}

fn refused(program: &OsStr, error: &std::io::Error) -> Error {
    let kind = if error.kind() == std::io::ErrorKind::NotFound { Kind::NotFound } else { Kind::Io };
    Error::new(kind, format!("'{}' cannot be run: {error}", program.to_string_lossy()))
}
