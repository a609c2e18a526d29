//! Pure values and rules: no file, no clock, no randomness, no terminal.

pub(crate) mod calendar;
pub mod digest;
pub(crate) mod hex;
pub mod id;
pub(crate) mod json;
pub mod network;
pub mod receipt;
pub mod rights;
pub mod time;
pub mod token;
pub mod words;

#[cfg(feature = "cli")]
pub mod actor;
#[cfg(feature = "cli")]
pub mod audit;
#[cfg(feature = "cli")]
pub mod builtin;
#[cfg(feature = "cli")]
pub mod credential;
#[cfg(feature = "cli")]
pub mod grant;
#[cfg(feature = "cli")]
pub mod hook;
#[cfg(feature = "cli")]
pub mod invisible;
#[cfg(feature = "cli")]
pub mod key;
#[cfg(feature = "cli")]
pub mod name;
#[cfg(feature = "cli")]
pub mod patch;
#[cfg(feature = "program")]
pub mod plain_name;
#[cfg(feature = "cli")]
pub mod policy;
#[cfg(feature = "cli")]
pub mod profile;
#[cfg(feature = "cli")]
mod profile_check;
#[cfg(feature = "cli")]
pub mod profile_file;
#[cfg(feature = "cli")]
pub mod publication;
#[cfg(feature = "program")]
pub mod redaction;
#[cfg(feature = "cli")]
pub mod rotation;
#[cfg(feature = "cli")]
pub mod shell;
#[cfg(feature = "cli")]
pub mod slot;
#[cfg(feature = "cli")]
pub mod target;
#[cfg(feature = "cli")]
pub(crate) mod text;
#[cfg(feature = "program")]
pub mod token_search;
#[cfg(feature = "cli")]
mod toml_reader;
#[cfg(feature = "cli")]
pub mod wrap;
#[cfg(feature = "cli")]
pub(crate) mod written;

/// A value that does not have the required form.
///
/// The message follows the option and the value: `--prefix "Bad Prefix": …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// What was being parsed, such as "a prefix".
    pub what: &'static str,
    /// What is accepted.
    pub expected: &'static str,
    /// What the text is instead, or has in it, where that says more.
    pub found: Option<String>,
}

impl Invalid {
    /// The value is not what is accepted.
    pub const fn new(what: &'static str, expected: &'static str) -> Self {
        Self { what, expected, found: None }
    }

    /// Also says what was found.
    #[must_use]
    pub fn found(self, found: Option<String>) -> Self {
        Self { found, ..self }
    }
}

impl std::fmt::Display for Invalid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { what, expected, found } = self;
        write!(f, "{what} must be {expected}")?;
        found.as_ref().map_or(Ok(()), |found| write!(f, "; {found}"))
    }
}

impl std::error::Error for Invalid {}

/// What is accepted where a secret was given: text is stored, logged and shown.
#[cfg(feature = "program")]
pub const NO_SECRET: &str = "text without a secret: secrets are read from stdin only";

/// The names of a record's fields as `Debug` prints them, including those that serde omits.
#[cfg(all(test, feature = "cli"))]
pub(crate) fn fields_of(record: &impl std::fmt::Debug) -> Vec<String> {
    let text = format!("{record:#?}");
    let own = text.lines().filter_map(|line| line.strip_prefix("    ")?.split_once(':'));
    own.map(|(name, _)| name.to_owned()).filter(|name| !name.starts_with(' ')).collect()
}

// Character classes: bits of `CLASSES`.
const BASE32: u8 = 1;
const SCOPE: u8 = 2;
const SEGMENT: u8 = 4;
const PLAIN: u8 = 8;

/// The classes of each byte.
const CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        let mut classes = 0;
        if matches!(byte, b'a'..=b'z' | b'2'..=b'7') {
            classes |= BASE32;
        }
        if !matches!(byte, b'"' | b'\\' | b',') {
            classes |= SCOPE;
        }
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-') {
            classes |= SEGMENT | PLAIN;
        }
        if matches!(byte, b'~' | b':' | b'@' | b'+' | b'=') {
            classes |= SEGMENT;
        }
        table[byte as usize] = classes;
        byte += 1;
    }
    table
};

/// Whether all bytes belong to the class. Without a branch per byte: loading a file checks a
/// hundred million of them.
fn only(text: &str, class: u8) -> bool {
    text.bytes().fold(class, |left, byte| left & CLASSES[usize::from(byte)]) == class
}

/// Defines a string type whose values can only be created by parsing: `FromStr`, `Display`, and serde through
/// both, so that a value read from a vault or a file is validated again.
///
/// Free text is brought into one form first, by a function that may refuse it.
macro_rules! parsed_string {
    ($(#[$meta:meta])* $name:ident, $what:literal, $expected:literal, $check:expr) => {
        $crate::domain::parsed_string!($(#[$meta])* $name, $what, $expected, Ok, $check);
    };
    ($(#[$meta:meta])* $name:ident, $what:literal, $expected:literal, $form:expr, $check:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::Invalid;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let value = Self::try_from(text.to_owned());
                // Only of what is typed: a vault that holds one already must stay readable. One form of a text may
                // hold one, and the other not.
                #[cfg(feature = "cli")]
                if [text, value.as_ref().map_or("", Self::as_str)]
                    .iter()
                    .any(|text| $crate::domain::redaction::holds_secret(text.as_bytes()))
                {
                    return Err($crate::domain::Invalid::new($what, $crate::domain::NO_SECRET));
                }
                value
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::domain::Invalid;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                const INVALID: $crate::domain::Invalid = $crate::domain::Invalid::new($what, $expected);
                let form: fn(String) -> Result<String, Option<String>> = $form;
                let check: fn(&str) -> bool = $check;
                let text = form(text).map_err(|found| INVALID.found(found))?;
                if check(&text) { Ok(Self(text)) } else { Err(INVALID) }
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use parsed_string;
