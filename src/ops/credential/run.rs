//! Passing stored secrets to a program.

use std::collections::BTreeSet;
use std::convert::Infallible;

use clap::Args;

use super::{audit_entry, existing};
use crate::domain::audit::Action;
use crate::domain::credential::CredentialName;
use crate::domain::hook::VariableName;
use crate::domain::redaction::shortened;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ports::{ProgramSecret, SecretTransport};
use crate::store::{Unlocked, Vault};

/// The maximum number of characters of a program's name in the audit log.
const MAX_PROGRAM: usize = 256;

/// Variables of a program, and the credentials to set them to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Assignments {
    /// Set a variable to a stored secret; repeatable
    ///
    /// Everything that can read the program's environment, such as its child processes, sees the secret.
    #[arg(long, value_name = "VAR=credential:NAME", value_parser = assignment)]
    pub env: Vec<Assignment>,

    /// Set a variable to the path of a file with a stored secret; repeatable
    ///
    /// The file, /dev/fd/N, is in memory only (a sealed memfd) and has the secret without a trailing
    /// newline. Child processes can read it too, as long as the program leaves descriptor N open.
    #[arg(long, value_name = "VAR=credential:NAME", value_parser = assignment)]
    pub file: Vec<Assignment>,
}

/// A variable and the credential that it is set to. Any other value might be a secret that was typed by
/// mistake: it is not kept, so that it cannot be displayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assignment {
    /// The expected form.
    Good(VariableName, CredentialName),
    /// A variable, but not a credential.
    NoCredential(VariableName),
    /// Not even a variable.
    NoVariable,
}

// clap's own error for a wrong value would repeat it.
#[allow(clippy::unnecessary_wraps)]
fn assignment(text: &str) -> std::result::Result<Assignment, Infallible> {
    let (variable, value) = text.split_once('=').unwrap_or((text, ""));
    let variable = variable.parse::<VariableName>().ok().filter(|_| text.contains('='));
    let name = value.strip_prefix("credential:").and_then(|name| name.parse().ok());
    Ok(match (variable, name) {
        (Some(variable), Some(name)) => Assignment::Good(variable, name),
        (Some(variable), None) => Assignment::NoCredential(variable),
        (None, _) => Assignment::NoVariable,
    })
}

/// A variable of a program, and the credential that it is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The variable.
    pub variable: VariableName,
    /// The credential's name.
    pub name: CredentialName,
    /// How the secret is passed.
    pub transport: SecretTransport,
}

impl Assignments {
    /// The requested variables and credentials.
    ///
    /// # Errors
    /// A value does not have the form, or a variable is given twice.
    pub fn references(&self) -> Result<Vec<Reference>> {
        let values = self.env.iter().map(|given| ("--env", SecretTransport::Value, given));
        let files = self.file.iter().map(|given| ("--file", SecretTransport::File, given));
        let mut seen = BTreeSet::new();
        let mut references = Vec::new();
        for (option, transport, given) in values.chain(files) {
            let hint = || format!("name a stored secret: {option} VAR=credential:NAME");
            let (variable, name) = match given {
                Assignment::Good(variable, name) => (variable.clone(), name.clone()),
                // Not the value: it might be a secret.
                Assignment::NoCredential(variable) => {
                    let what = format!("{option}: the value of {variable} is not credential:NAME");
                    return Err(Error::usage(what).hint(hint()));
                }
                Assignment::NoVariable => {
                    let what = format!("{option}: a value does not start with VAR=");
                    return Err(Error::usage(what).hint(hint()));
                }
            };
            if !seen.insert(variable.clone()) {
                return Err(
                    Error::usage(format!("{variable} is given twice")).hint("give each variable once")
                );
            }
            references.push(Reference { variable, name, transport });
        }
        Ok(references)
    }
}

/// Returns the secrets for a program: all or none. The audit events are committed first.
pub fn get_all(
    vault: &Vault<Unlocked>,
    references: &[Reference],
    program: &str,
    now: Timestamp,
) -> Result<Vec<ProgramSecret>> {
    vault.write_lenient(now, |transaction| {
        let mut handed = Vec::with_capacity(references.len());
        for Reference { variable, name, transport } in references {
            let secret = existing(transaction, name)?.record.secret.secret().copy();
            if *transport == SecretTransport::Value && secret.expose().contains('\0') {
                return Err(Error::conflict(format!(
                    "credential '{name}' holds a NUL character, which no environment variable can"
                ))
                .hint(format!("pass it as a file: --file {variable}=credential:{name}")));
            }
            let program = shortened(program, MAX_PROGRAM);
            let audit_entry =
                audit_entry(Action::CredentialRun, name).detail(format!("{variable} of {program}"));
            transaction.record(audit_entry)?;
            handed.push(ProgramSecret { variable: variable.clone(), secret, transport: *transport });
        }
        Ok(handed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_are_kept_of_a_value() {
        let read = |text: &str| assignment(text).unwrap();
        let variable = || "A".parse().unwrap();
        assert_eq!(read("A=credential:x/y"), Assignment::Good(variable(), "x/y".parse().unwrap()));
        for text in
            ["A=sk_live_1", "A=", "A=credential:", "A=credential:a b", "A=Credential:x", "A=x:credential:y"]
        {
            assert_eq!(read(text), Assignment::NoCredential(variable()), "{text}");
        }
        for text in ["sk_live_1", "", "=credential:x", "1A=credential:x", "A B=credential:x", "A"] {
            assert_eq!(read(text), Assignment::NoVariable, "{text}");
        }
    }
}
