//! What is remembered of accepted files, and what a later file may not be for it.

use serde::{Deserialize, Serialize};

use super::json;
use super::rejection::Rejection;
use crate::domain::digest::Digest;
use crate::domain::rights::Audience;
use crate::domain::time::Timestamp;

/// The serial number of an accepted file: all later ones of its `iss` and `sub` must have a higher one, or be
/// equal to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The `iss` of its vault.
    pub iss: String,
    /// The `sub` of its target.
    pub sub: String,
    /// The epoch.
    #[serde(deserialize_with = "json::time")]
    pub epoch: Timestamp,
    /// The generation within the epoch.
    #[serde(rename = "gen", deserialize_with = "json::generation")]
    pub generation: u64,
    /// SHA-256 of the body.
    pub dig: Digest,
}

impl Mark {
    pub(super) fn age(&self) -> (Timestamp, u64) {
        (self.epoch, self.generation)
    }

    /// Rejects a file of the same `iss` and `sub` that is older than this one, or a different one with the
    /// same generation.
    pub fn admits(&self, file: &Self) -> Result<(), Rejection> {
        if file.age() < self.age() {
            return Err(Rejection::Older {
                epoch: file.epoch,
                generation: file.generation,
                seen_epoch: self.epoch,
                seen_generation: self.generation,
            });
        }
        if file.age() == self.age() && file.dig != self.dig {
            return Err(Rejection::Forked { epoch: file.epoch, generation: file.generation });
        }
        Ok(())
    }
}

/// A file that has passed every check, and what it was checked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its serial number.
    pub mark: Mark,
    /// The thumbprint of the key that signed it.
    pub kid: String,
    /// The audience that the verifier requires, if any: subjects are remembered for each.
    pub audience: Option<Audience>,
    /// Whether the verifier requires this very subject, which then replaces another that is remembered.
    pub names_subject: bool,
}

/// What is remembered of accepted files: on disk (`StateDir`), or the one that is loaded (`Option<Seen>`).
pub trait Marks {
    /// The highest file accepted for an `iss` and `sub`, if any.
    fn highest(&self, iss: &str, sub: &str) -> Result<Option<Mark>, Rejection>;

    /// The `sub` of the file last accepted for an `iss` and a required audience, if any.
    fn subject(&self, iss: &str, audience: Option<&Audience>) -> Result<Option<String>, Rejection>;

    /// The `iss` of the files that a signing key was accepted with, if any.
    fn issuer(&self, kid: &str) -> Result<Option<String>, Rejection>;
}

/// Rejects a file that contradicts what is remembered: another issuer under a key, another subject, or an older
/// file.
///
/// Serial numbers are counted for each issuer and subject. Without the first two checks a file that is authentic but
/// belongs to another series would have no serial number to be compared with, and admit keys that were
/// revoked since.
pub(super) fn check(marks: &(impl Marks + ?Sized), file: &Seen) -> Result<(), Rejection> {
    let Seen { mark, kid, audience, names_subject } = file;
    if let Some(remembered) = marks.issuer(kid)?.filter(|iss| *iss != mark.iss) {
        return Err(Rejection::OtherIssuer { kid: kid.clone(), remembered, iss: mark.iss.clone() });
    }
    if !names_subject
        && let Some(remembered) = marks.subject(&mark.iss, audience.as_ref())?.filter(|sub| *sub != mark.sub)
    {
        return Err(Rejection::OtherSubject { remembered, sub: mark.sub.clone() });
    }
    match marks.highest(&mark.iss, &mark.sub)? {
        Some(highest) => highest.admits(mark),
        None => Ok(()),
    }
}

/// The one file that a server has loaded, or none.
impl Marks for Option<Seen> {
    fn highest(&self, iss: &str, sub: &str) -> Result<Option<Mark>, Rejection> {
        let mark = self.as_ref().map(|seen| &seen.mark);
        Ok(mark.filter(|mark| mark.iss == iss && mark.sub == sub).cloned())
    }

    fn subject(&self, iss: &str, audience: Option<&Audience>) -> Result<Option<String>, Rejection> {
        let seen = self.as_ref().filter(|seen| seen.mark.iss == iss && seen.audience.as_ref() == audience);
        Ok(seen.map(|seen| seen.mark.sub.clone()))
    }

    fn issuer(&self, kid: &str) -> Result<Option<String>, Rejection> {
        Ok(self.as_ref().filter(|seen| seen.kid == kid).map(|seen| seen.mark.iss.clone()))
    }
}
