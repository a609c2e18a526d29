//! Programs that run at the owner's request: how they are specified, not how they are run.

use serde::{Deserialize, Serialize};

use super::redaction::holds_secret;
use super::time::Span;
use super::{Invalid, NO_SECRET, parsed_string};

/// The maximum number of arguments of a hook, and the maximum bytes of each.
const MAX_ARGUMENTS: usize = 64;
const MAX_ARGUMENT: usize = 4_096;

/// A program and its arguments. No shell splits it: one argument stays one.
///
/// The program is an absolute path, or a bare name that is looked up in `/usr/local/bin`, `/usr/bin` and
/// `/bin`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct HookCommand(Vec<String>);

impl HookCommand {
    const FORM: Invalid = Invalid::new(
        "a hook",
        "a program, named by an absolute path or a bare name, and up to 63 arguments of at most 4096 bytes",
    );

    /// The program.
    pub fn program(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }

    /// Its arguments.
    pub fn arguments(&self) -> &[String] {
        self.0.get(1..).unwrap_or_default()
    }
}

impl TryFrom<Vec<String>> for HookCommand {
    type Error = Invalid;

    fn try_from(words: Vec<String>) -> Result<Self, Invalid> {
        let program = words.first().map_or("", String::as_str);
        let is_bare = !program.is_empty() && !program.contains('/') && program != "." && program != "..";
        let fits = words.len() <= MAX_ARGUMENTS
            && words.iter().all(|word| word.len() <= MAX_ARGUMENT && !word.contains('\0'));
        if (is_bare || program.starts_with('/')) && fits { Ok(Self(words)) } else { Err(Self::FORM) }
    }
}

impl From<HookCommand> for Vec<String> {
    fn from(command: HookCommand) -> Self {
        command.0
    }
}

/// Parses one line as a POSIX shell splits words: quotes and backslashes, no expansion.
impl std::str::FromStr for HookCommand {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if holds_secret(text.as_bytes()) {
            return Err(Invalid::new("a hook", NO_SECRET));
        }
        shell_words::split(text).map_err(|_| Self::FORM)?.try_into()
    }
}

/// Quoted so that a shell, or `FromStr`, would read it back.
impl std::fmt::Display for HookCommand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&shell_words::join(&self.0))
    }
}

parsed_string!(
    /// The name of an environment variable that is passed to hooks.
    VariableName, "the name of an environment variable",
    "1 to 128 of A-Z a-z 0-9 and _, not beginning with a digit",
    |text| (1..=128).contains(&text.len())
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
);

/// The hooks of a rotation and how they run. Unset members take the profile's value or the default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hooks {
    /// Delivers the successor's secret, on stdin without a line feed, to the consumer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deliver: Option<HookCommand>,
    /// Checks whether the consumer uses the successor: by exiting with 0, or by printing the secret that it
    /// finds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify: Option<HookCommand>,
    /// Is notified that the predecessor has been revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked: Option<HookCommand>,
    /// The timeout of one attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Span>,
    /// How often a failed attempt is retried within one run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retries: Option<u8>,
    /// Whether `verify` prints the secret that it finds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify_echo: Option<bool>,
    /// Variables of the caller's environment that are passed to hooks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub env: Vec<VariableName>,
}

impl Hooks {
    /// The default timeout of one attempt.
    pub const TIMEOUT: Span = Span::seconds(60);
    /// The maximum timeout.
    pub const MAX_TIMEOUT: Span = Span::seconds(3_600);
    /// The default number of retries.
    pub const RETRIES: u8 = 3;
    /// The maximum number of retries.
    pub const MAX_RETRIES: u8 = 10;

    /// These settings, with `others` as defaults.
    #[must_use]
    pub fn or(self, others: &Self) -> Self {
        Self {
            deliver: self.deliver.or_else(|| others.deliver.clone()),
            verify: self.verify.or_else(|| others.verify.clone()),
            revoked: self.revoked.or_else(|| others.revoked.clone()),
            timeout: self.timeout.or(others.timeout),
            retries: self.retries.or(others.retries),
            verify_echo: self.verify_echo.or(others.verify_echo),
            env: if self.env.is_empty() { others.env.clone() } else { self.env },
        }
    }

    /// The timeout of one attempt.
    pub fn timeout(&self) -> Span {
        self.timeout.unwrap_or(Self::TIMEOUT)
    }

    /// How often a failed attempt is retried within one run.
    pub fn retries(&self) -> u8 {
        self.retries.unwrap_or(Self::RETRIES)
    }

    /// Whether `verify` prints the secret that it finds.
    pub fn verify_echo(&self) -> bool {
        self.verify_echo.unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_as_a_shell_does_and_no_more() {
        let command: HookCommand = "systemctl reload 'my unit' $HOME".parse().unwrap();
        assert_eq!((command.program(), command.arguments().len()), ("systemctl", 3));
        assert_eq!(command.arguments(), ["reload", "my unit", "$HOME"]);
        assert_eq!(command.to_string().parse(), Ok(command));
        for bad in ["", "  ", "bin/x", "./x", "..", "'unfinished", "'' x"] {
            assert!(bad.parse::<HookCommand>().is_err(), "{bad:?}");
        }
        assert!(HookCommand::try_from(vec!["/bin/x".to_owned(), "a\0b".to_owned()]).is_err());
    }

    #[test]
    fn what_is_said_counts_before_what_is_said_elsewhere() {
        let own = Hooks { retries: Some(0), ..Hooks::default() };
        let profile = Hooks { retries: Some(5), verify: "true".parse().ok(), ..Hooks::default() };
        let both = own.or(&profile);
        assert_eq!((both.retries(), both.verify.is_some(), both.timeout()), (0, true, Hooks::TIMEOUT));
    }
}
