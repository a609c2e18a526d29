//! Option values that are not domain types.

use std::ffi::OsStr;
use std::str::FromStr;

use clap::builder::{PossibleValue, TypedValueParser};

use crate::domain::name::PlainName;
use crate::domain::{Invalid, builtin};

/// The source of a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Source {
    /// Unset, or a default.
    #[default]
    Default,
    Environment,
    /// On the command line.
    CommandLine,
}

/// A change to an optional value: an empty text clears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Patch<T> {
    Clear,
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
    /// Clear it.
    None,
    Some(T),
}

impl<T> OrNone<T> {
    /// The new value, if any.
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

/// Parses the name of a built-in profile. Help and completions list them; another name is well-formed but not
/// found.
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

pub(in crate::cli) fn limit(text: &str) -> Result<u64, Invalid> {
    text.parse().map_err(|_| Invalid::new("a limit", "a whole number, or 0 for all"))
}

pub(in crate::cli) fn descriptor(text: &str) -> Result<u16, Invalid> {
    let expected = "a whole number from 0 to 65535";
    text.parse().map_err(|_| Invalid::new("a file descriptor", expected))
}
