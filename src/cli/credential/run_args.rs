//! Arguments of `run`.

use std::convert::Infallible;
use std::ffi::OsString;

use clap::Args;

use crate::domain::credential::CredentialName;
use crate::domain::hook::VariableName;

const EXAMPLES: &str = "\
Examples:
  keywright run --env GITHUB_TOKEN=credential:github/ci -- gh release list
  keywright run --file KEY=credential:shop -- sh -c 'shop --key \"$KEY\"'
  keywright run --env PASSWORD=credential:db --env TOKEN=credential:api -- ./job

Exit codes: those of COMMAND. Where it cannot be run, stderr has `error:` and it is
  3 no such credential or program  5 locked  10 the program may not be run";

/// Run a program with stored secrets in its environment
///
/// The program takes Keywright's place: it gets every signal, its exit code is its own, and its
/// streams are those that Keywright was started with; other open descriptors are closed. It gets all
/// of the environment but what unlocks the vault: KEYWRIGHT_IDENTITY, KEYWRIGHT_PASSPHRASE_FILE and
/// CREDENTIALS_DIRECTORY. Without --env and --file no vault is opened.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct RunArgs {
    /// Put a stored secret into a variable; repeatable
    ///
    /// Whoever may read the program's environment, such as what it starts, sees the secret.
    #[arg(long, value_name = "VAR=credential:NAME", value_parser = assignment)]
    pub env: Vec<Assignment>,

    /// Put the path of a file that holds a stored secret into a variable; repeatable
    ///
    /// The file, /dev/fd/N, is in memory only and cannot be changed. It holds the secret without a
    /// line ending. What the program starts can read it too, as long as it leaves descriptor N open.
    #[arg(long, value_name = "VAR=credential:NAME", value_parser = assignment)]
    pub file: Vec<Assignment>,

    /// The program, by its path or as PATH has it, and its arguments
    #[arg(value_name = "COMMAND", required = true, last = true)]
    pub command: Vec<OsString>,
}

/// A variable and the stored secret that it shall have. What is not of that form might be a secret
/// that was typed by mistake: nothing of it is kept that could be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assignment {
    /// As it must be.
    Good(VariableName, CredentialName),
    /// There is a variable, and something else than a credential.
    NoCredential(VariableName),
    /// There is not even a variable.
    NoVariable,
}

// clap's own words about a wrong value would repeat it.
#[allow(clippy::unnecessary_wraps)]
fn assignment(text: &str) -> Result<Assignment, Infallible> {
    let (variable, value) = text.split_once('=').unwrap_or((text, ""));
    let variable = variable.parse::<VariableName>().ok().filter(|_| text.contains('='));
    let name = value.strip_prefix("credential:").and_then(|name| name.parse().ok());
    Ok(match (variable, name) {
        (Some(variable), Some(name)) => Assignment::Good(variable, name),
        (Some(variable), None) => Assignment::NoCredential(variable),
        (None, _) => Assignment::NoVariable,
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
