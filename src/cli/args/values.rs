//! The values of options that are not domain types by themselves.

use std::ffi::OsStr;
use std::str::FromStr;

use clap::builder::{PossibleValue, TypedValueParser};

use crate::domain::name::PlainName;
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

/// A change to a value that `none` clears.
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

/// Parses the number of an open file descriptor.
pub(in crate::cli) fn descriptor(text: &str) -> Result<u16, Invalid> {
    let expected = "a whole number from 0 to 65535";
    text.parse().map_err(|_| Invalid { what: "a file descriptor", expected })
}
