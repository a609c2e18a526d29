//! `run`.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use super::run_args::{Assignment, RunArgs};
use crate::cli::Answer;
use crate::cli::context::Context;
use crate::error::{Error, Kind, Result};
use crate::ops::credential::{Reference, hand_out};
use crate::ports::{Handing, Launch};

/// What unlocks the vault, and is therefore not passed on.
const KEPT_BACK: [&str; 3] = ["KEYWRIGHT_IDENTITY", "KEYWRIGHT_PASSPHRASE_FILE", "CREDENTIALS_DIRECTORY"];

pub(in crate::cli) fn run(context: &mut Context<'_>, args: &RunArgs) -> Result<Answer> {
    // Whatever can be refused is refused before the vault is unlocked.
    let references = references(args)?;
    let (program, arguments) =
        args.command.split_first().ok_or_else(|| Error::usage("no command was given"))?;
    let environment = context.environment;
    context.launcher.find(program, environment.get("PATH")).map_err(|error| refused(program, &error))?;
    let secrets = if references.is_empty() {
        Vec::new()
    } else {
        let name = program.to_string_lossy();
        let (now, clocking) = (context.now(), context.clocking());
        context.with_vault(|_, vault| hand_out(vault, &references, &name, now, clocking))?
    };
    let mut variables = environment.variables.clone();
    variables.retain(|name, _| !KEPT_BACK.iter().any(|kept| name == kept));
    let launch = Launch { program, arguments, environment: &variables, secrets: &secrets };
    Err(refused(program, &context.launcher.replace(&launch)))
}

fn references(args: &RunArgs) -> Result<Vec<Reference>> {
    let values = args.env.iter().map(|given| ("--env", Handing::Value, given));
    let files = args.file.iter().map(|given| ("--file", Handing::File, given));
    let mut seen = BTreeSet::new();
    let mut references = Vec::new();
    for (option, way, given) in values.chain(files) {
        let hint = || format!("name a stored secret: {option} VAR=credential:NAME");
        let (variable, name) = match given {
            Assignment::Good(variable, name) => (variable.clone(), name.clone()),
            // Not the value: it might be a secret.
            Assignment::NoCredential(variable) => {
                let what = format!("{option}: what is given for {variable} is not credential:NAME");
                return Err(Error::usage(what).hint(hint()));
            }
            Assignment::NoVariable => {
                let what = format!("{option}: a value does not begin with a variable's name and '='");
                return Err(Error::usage(what).hint(hint()));
            }
        };
        if !seen.insert(variable.clone()) {
            return Err(Error::usage(format!("{variable} is given twice")).hint("give each variable once"));
        }
        references.push(Reference { variable, name, way });
    }
    Ok(references)
}

fn refused(program: &OsStr, error: &std::io::Error) -> Error {
    let kind = if error.kind() == std::io::ErrorKind::NotFound { Kind::NotFound } else { Kind::Io };
    Error::new(kind, format!("'{}' cannot be run: {error}", program.to_string_lossy()))
}
