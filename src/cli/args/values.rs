//! The values of options that are not domain types by themselves.

use std::ffi::OsStr;
use std::str::FromStr;

use clap::builder::{PossibleValue, TypedValueParser};

use crate::domain::key::Status;
use crate::domain::name::PlainName;
use crate::domain::rights::RoleName;
use crate::domain::time::{Lifetime, Span, Timestamp};
use crate::domain::{Invalid, builtin};

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
    pub(in crate::cli) fn of(expires: Option<Lifetime>, expires_at: Option<Timestamp>) -> Option<Self> {
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

/// A change to something that can be taken away: `none` does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrNone<T> {
    /// Take it away.
    None,
    /// Put this in its place.
    Some(T),
}

impl<T> OrNone<T> {
    /// What takes its place, if anything does.
    pub fn given(self) -> Option<T> {
        match self {
            Self::None => None,
            Self::Some(value) => Some(value),
        }
    }
}

impl<T: FromStr> FromStr for OrNone<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        if text == "none" { Ok(Self::None) } else { text.parse().map(Self::Some) }
    }
}

/// Parses the name of a profile that comes with the program. Help and shells offer those there are;
/// another one is not wrong by its form, it is not found.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Builtin;

impl TypedValueParser for Builtin {
    type Value = PlainName;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<PlainName, clap::Error> {
        PlainName::from_str.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(builtin::PROFILES.into_iter().map(|(name, _)| PossibleValue::new(name))))
    }
}

/// Parses the size of a page.
pub(in crate::cli) fn limit(text: &str) -> Result<u64, Invalid> {
    text.parse().map_err(|_| Invalid { what: "a limit", expected: "a whole number, or 0 for all" })
}

/// Parses a duration that may be nothing.
pub(in crate::cli) fn span_from_zero(text: &str) -> Result<Span, Invalid> {
    Span::parse_from_zero(text)
}

/// Parses the number of an open file descriptor.
pub(in crate::cli) fn descriptor(text: &str) -> Result<u16, Invalid> {
    let expected = "a whole number from 0 to 65535";
    text.parse().map_err(|_| Invalid { what: "a file descriptor", expected })
}

/// Parses a status by its word in listings.
pub(in crate::cli) fn status(text: &str) -> Result<Status, Invalid> {
    Status::ALL.into_iter().find(|status| status.as_str() == text).ok_or(Invalid {
        what: "a status",
        expected: "one of active, pending, retiring, disabled, expired, revoked",
    })
}

/// Parses the name of a role.
pub(in crate::cli) fn role(text: &str) -> Result<String, Invalid> {
    text.parse::<RoleName>().map(String::from)
}
