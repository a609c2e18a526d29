//! The records, and the index entries of each.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::index::{self, Index};
use super::schema::Table;
use super::tuple::Tuple;
use crate::domain::credential::Credential;
use crate::domain::hex;
use crate::domain::key::{About, Key};
use crate::domain::name::PlainName;
use crate::domain::policy::RotationPolicy;
use crate::domain::profile::Profile;
use crate::domain::publication::{Publication, UnknownFiles};
use crate::domain::receipt::Receipt;
use crate::domain::rotation::Rotation;
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::secret::{DataKey, Secret};

/// A record: JSON in one table, under a number that counts up and is never used again.
pub trait Record: Serialize + DeserializeOwned {
    const TABLE: Table;

    /// Its index entries, without its number. `policy`: of the profile it names, if it does.
    #[doc(hidden)]
    fn entries(&self, policy: &RotationPolicy) -> Entries;

    /// The profile whose rotation policy its entries depend on.
    fn profile(&self) -> Option<&PlainName> {
        None
    }

    /// If it is a profile: its name, and the policy that other records' entries depend on.
    fn policy(&self) -> Option<(&PlainName, &RotationPolicy)> {
        None
    }

    /// Whether files for servers are the same with this record as with an earlier state of it.
    fn publishes_as(&self, _: &Self) -> bool {
        false
    }

    /// The capacity in bytes for its JSON. Enough for most records; one with a large secret returns more, so
    /// that a growing buffer leaves no copies of it behind.
    fn room(&self) -> usize {
        1_024
    }
}

/// The index entries of a record; by default none.
#[derive(Default)]
pub struct Entries(pub(super) Vec<Tuple>);

fn by(index: Index, text: &str) -> Entries {
    Entries(vec![index.text(text)])
}

impl Record for Key {
    const TABLE: Table = Table::Keys;

    fn entries(&self, general: &RotationPolicy) -> Entries {
        Entries(index::of_key(self, general))
    }

    fn profile(&self) -> Option<&PlainName> {
        Some(&self.profile)
    }

    fn publishes_as(&self, former: &Self) -> bool {
        // What no file holds, and no target selects by.
        let Self { name, last_used_at, reminded_at, rotation, about, .. } = former.clone();
        let about = About { labels: self.about.labels.clone(), ..about };
        Self { name, about, last_used_at, reminded_at, rotation, ..self.clone() } == *former
    }
}

/// The series of verification files of one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// The subject: `export/<format>/<audience>`, or a target's name.
    pub subject: String,
    /// Unix seconds: when the series was started or last raised.
    pub epoch: i64,
    /// The newest generation within the epoch.
    pub generation: u64,
    /// Why the next file must be compared with the installed one; `None`: it need not be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_review: Option<NeedsReview>,
}

/// Why the next file of a target needs review before it replaces the installed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NeedsReview {
    /// The vault is older than the installed files: keys may be missing, and revoked ones active.
    Restored,
    /// Damaged rows were dropped, with the owner's consent; others may be outdated.
    Repaired,
    /// The target itself may be outdated: its path, its keys, and the command that it runs.
    Target,
}

impl Record for Series {
    const TABLE: Table = Table::Series;

    fn entries(&self, _: &RotationPolicy) -> Entries {
        by(Index::SeriesSubject, &self.subject)
    }
}

impl Record for Profile {
    const TABLE: Table = Table::Profiles;

    fn entries(&self, _: &RotationPolicy) -> Entries {
        by(Index::ProfileName, self.name.as_str())
    }

    fn policy(&self) -> Option<(&PlainName, &RotationPolicy)> {
        Some((&self.name, &self.rotation))
    }
}

impl Record for Target {
    const TABLE: Table = Table::Targets;

    fn entries(&self, _: &RotationPolicy) -> Entries {
        by(Index::TargetName, self.name.as_str())
    }

    fn publishes_as(&self, former: &Self) -> bool {
        let entries = |target: &Self| {
            let Self { filter, format, dialect, valid_for, .. } = target;
            (filter.clone(), format.clone(), dialect.clone(), *valid_for)
        };
        entries(self) == entries(former)
    }
}

impl Record for Publication {
    const TABLE: Table = Table::Publications;

    fn entries(&self, _: &RotationPolicy) -> Entries {
        by(Index::PublicationSubject, &self.subject)
    }
}

impl Record for Receipt {
    const TABLE: Table = Table::Receipts;

    fn entries(&self, _: &RotationPolicy) -> Entries {
        by(Index::ReceiptTarget, &self.target)
    }
}

/// A rotation and, until it is confirmed, its successor's secret.
#[derive(Serialize, Deserialize)]
pub struct RotationRecord {
    #[serde(flatten)]
    pub rotation: Rotation,
    /// The secret, destroyed on confirmation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escrow: Option<SealedSecret>,
}

impl Record for RotationRecord {
    const TABLE: Table = Table::Rotations;

    fn entries(&self, _: &RotationPolicy) -> Entries {
        Entries(index::of_rotation(&self.rotation))
    }
}

/// A stored secret. Deliberately not flattened: serde would collect the members, including the secret, in
/// buffers of its own.
#[derive(Serialize, Deserialize)]
pub struct CredentialRecord {
    pub credential: Credential,
    pub secret: SealedSecret,
}

impl Record for CredentialRecord {
    const TABLE: Table = Table::Credentials;

    fn entries(&self, _: &RotationPolicy) -> Entries {
        by(Index::CredentialName, self.credential.name.as_str())
    }

    fn room(&self) -> usize {
        let (description, check) = (self.credential.description.as_ref(), self.credential.check.as_ref());
        let seen = description.map_or(0, |text| text.as_str().len())
            + check.map_or(0, |check| check.to_string().len());
        // JSON needs at most six bytes for one (RFC 8259 section 7).
        1_024 + 6 * (self.secret.secret().expose().len() + seen)
    }
}

/// A secret in a sealed record, the only place where it may be serialised.
pub struct SealedSecret(Secret);

impl SealedSecret {
    pub fn new(secret: Secret) -> Self {
        Self(secret)
    }

    pub fn secret(&self) -> &Secret {
        &self.0
    }
}

impl Serialize for SealedSecret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

impl<'de> Deserialize<'de> for SealedSecret {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Secret::new(text)))
    }
}

/// The vault's own data: record 1, the first that was written.
#[derive(Serialize, Deserialize)]
pub struct Settings {
    pub created_at: Timestamp,
    /// When files were written that no record tells of; `None`: all are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown_files: Option<UnknownFiles>,
}

impl Settings {
    /// The number of its record.
    pub const ID: i64 = 1;
}

impl Record for Settings {
    const TABLE: Table = Table::Settings;

    fn entries(&self, _: &RotationPolicy) -> Entries {
        Entries::default()
    }
}

/// The seed of an Ed25519 signing key (RFC 8032).
#[derive(Serialize, Deserialize)]
pub struct SigningSeed {
    pub seed: Hex32,
    pub created_at: Timestamp,
    /// Whether it signs files; otherwise it is prepared.
    pub active: bool,
}

impl Record for SigningSeed {
    const TABLE: Table = Table::SigningKeys;

    fn entries(&self, _: &RotationPolicy) -> Entries {
        Entries::default()
    }
}

/// 32 secret bytes, sealed as hex. They may be serialised only in sealed records.
pub struct Hex32(DataKey);

impl Hex32 {
    pub fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(DataKey::new(bytes))
    }

    pub fn key(&self) -> &DataKey {
        &self.0
    }
}

impl Serialize for Hex32 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut digits = Zeroizing::new([0; 64]);
        hex::encode(self.0.expose(), digits.as_mut_slice());
        let text = std::str::from_utf8(digits.as_slice()).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(text)
    }
}

impl<'de> Deserialize<'de> for Hex32 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut text = String::deserialize(deserializer)?;
        let mut bytes = Zeroizing::new([0; 32]);
        let is_hex = hex::decode(text.as_bytes(), bytes.as_mut_slice());
        text.zeroize();
        if is_hex { Ok(Self::new(bytes)) } else { Err(serde::de::Error::custom("not 64 hex digits")) }
    }
}
