//! The values of options that are not domain types by themselves.

use std::str::FromStr;

use clap::ValueEnum;

use crate::domain::Invalid;
use crate::domain::key::Status;
use crate::domain::rights::RoleName;
use crate::domain::time::{Lifetime, Timestamp};

/// Where a value comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Source {
    /// There is none, or it is a default.
    #[default]
    Default,
    /// From an environment variable.
    Environment,
    /// Typed.
    CommandLine,
}

/// When a key ends, as it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// `--expires`: so long from now, or never.
    After(Lifetime),
    /// `--expires-at`.
    At(Timestamp),
}

impl Expiry {
    /// From the two options, of which at most one is set.
    pub(super) fn of(expires: Option<Lifetime>, expires_at: Option<Timestamp>) -> Option<Self> {
        expires.map(Self::After).or(expires_at.map(Self::At))
    }
}

/// A change to something that may be absent: an empty text takes it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Patch<T> {
    /// Take it away.
    Clear,
    /// Put this in its place.
    Set(T),
}

impl<T: FromStr> FromStr for Patch<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        if text.is_empty() { Ok(Self::Clear) } else { text.parse().map(Self::Set) }
    }
}

/// Parses a change in which `none` takes the value away: an empty text may be a value.
pub(super) fn unless_none<T: FromStr>(text: &str) -> Result<Patch<T>, T::Err> {
    if text == "none" { Ok(Patch::Clear) } else { text.parse().map(Patch::Set) }
}

/// The format of a verification file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// JSON lines, for `check` and the library
    Jsonl,
    /// A map file for HAProxy
    Haproxy,
}

impl FormatArg {
    /// The format it names.
    pub fn format(self) -> crate::verification::Format {
        match self {
            Self::Jsonl => crate::verification::Format::Jsonl,
            Self::Haproxy => crate::verification::Format::Haproxy,
        }
    }
}

/// How to print a public key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum PublicKeyFormat {
    /// SubjectPublicKeyInfo in PEM
    #[default]
    Pem,
    /// JSON Web Key
    Jwk,
    /// The 32 bytes in base64url
    Raw,
}

/// Parses the size of a page.
pub(super) fn limit(text: &str) -> Result<u64, Invalid> {
    text.parse().map_err(|_| Invalid { what: "a limit", expected: "a whole number, or 0 for all" })
}

/// Parses the number of an open file descriptor.
pub(super) fn descriptor(text: &str) -> Result<u16, Invalid> {
    let expected = "a whole number from 0 to 65535";
    text.parse().map_err(|_| Invalid { what: "a file descriptor", expected })
}

/// Parses a status by its word in listings.
pub(super) fn status(text: &str) -> Result<Status, Invalid> {
    Status::ALL.into_iter().find(|status| status.as_str() == text).ok_or(Invalid {
        what: "a status",
        expected: "one of active, pending, retiring, disabled, expired, revoked",
    })
}

/// Parses the name of a role.
pub(super) fn role(text: &str) -> Result<String, Invalid> {
    text.parse::<RoleName>().map(String::from)
}
