//! The metadata of credentials: secrets made elsewhere, or issued here for their users to fetch.

use serde::{Deserialize, Serialize};

use super::actor::Actor;
use super::hook::HookCommand;
use super::name::Description;
use super::parsed_string;
use super::time::Timestamp;

parsed_string!(
    /// The name of a stored secret.
    CredentialName, "the name of a credential",
    "1 to 128 of A-Z a-z 0-9 . _ / @ -, beginning with a letter or digit",
    |text| (1..=128).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._/@-".contains(&b))
);

/// The metadata of a stored secret, without the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// Its name.
    pub name: CredentialName,
    /// Its purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
    /// The part of the secret that may be shown, if it has the form of a key issued by Keywright.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Checks whether the secret is still valid: reads it from stdin, and exits with 0 if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<HookCommand>,
    /// When it was first stored.
    pub created_at: Timestamp,
    /// When the secret or its metadata was last changed.
    pub updated_at: Timestamp,
    /// Who stored it first.
    pub created_by: Actor,
}

impl Credential {
    /// Maximum size of a secret in bytes.
    pub const MAX_SECRET: usize = 64 * 1_024;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for good in ["org_abc123", "github/ci", "db/app@prod", "a", &"x".repeat(128)] {
            assert!(good.parse::<CredentialName>().is_ok(), "{good}");
        }
        for bad in ["", "-x", "/x", "_x", "a b", "a:b", "a=b", "é", "a\n", &"x".repeat(129)] {
            assert!(bad.parse::<CredentialName>().is_err(), "{bad:?}");
        }
    }
}
