//! Checking programs when they are set: what is missing is found now, not by a rotation at night.

use super::redact::line;
use crate::domain::hook::{HookCommand, Hooks};
use crate::domain::patch::Patch;
use crate::error::{Error, Result};
use crate::ports::HookRunner;

/// Programs that are about to be set, each with the option or the member that names it.
pub type Programs<'a> = Vec<(&'static str, &'a HookCommand)>;

/// The program that this option sets, if it does.
pub fn set<'a>(option: &'static str, change: Option<&'a Patch<HookCommand>>) -> Programs<'a> {
    match change {
        Some(Patch::Set(command)) => vec![(option, command)],
        Some(Patch::Clear) | None => Vec::new(),
    }
}

/// The hooks of a profile's file.
pub fn of_profile(hooks: &Hooks) -> Programs<'_> {
    let named = [
        ("--from: hooks.deliver", hooks.deliver.as_ref()),
        ("--from: hooks.verify", hooks.verify.as_ref()),
        ("--from: hooks.revoked", hooks.revoked.as_ref()),
    ];
    named.into_iter().filter_map(|(member, command)| Some((member, command?))).collect()
}

/// What is done about a program that cannot be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfMissing {
    /// It is an error: it would be run at once.
    Refuse,
    /// It is an error, unless the owner says that it comes later.
    RefuseUnlessForced,
    /// The owner says that it comes later.
    Warn,
}

impl IfMissing {
    /// For what is run later than it is set.
    pub fn unless_forced(force: bool) -> Self {
        if force { Self::Warn } else { Self::RefuseUnlessForced }
    }
}

/// An error if one of them cannot be run, by the rules by which it will be. Nothing is run. Returns the warnings.
pub fn check(runner: &dyn HookRunner, programs: &Programs<'_>, if_missing: IfMissing) -> Result<Vec<String>> {
    let mut warnings = Vec::new();
    for (option, command) in programs {
        match runner.find(command) {
            Ok(None) => {}
            Ok(Some(path)) => warnings.push(format!(
                "{option}: other users can write to '{}', and so decide what is run",
                line(&path.display().to_string())
            )),
            Err(error) => {
                let what = refused(option, command, &error);
                let hint = match if_missing {
                    IfMissing::Warn => {
                        warnings.push(what);
                        continue;
                    }
                    IfMissing::RefuseUnlessForced => "install it first, or add --force if it comes later",
                    IfMissing::Refuse => "install it first",
                };
                return Err(Error::usage(what).hint(hint));
            }
        }
    }
    Ok(warnings)
}

/// The text of an error about a path names the path; about a bare name it does not.
fn refused(option: &str, command: &HookCommand, error: &std::io::Error) -> String {
    let (program, error) = (line(command.program()), line(&error.to_string()));
    if program.contains('/') {
        format!("{option}: {error}")
    } else {
        format!("{option}: '{program}': {error}")
    }
}
