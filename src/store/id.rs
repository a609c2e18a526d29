//! The id of a vault.

use std::fmt;
use std::str::FromStr;

use super::error::StoreError;
use crate::domain::hex;

/// 128 random bits, written as a UUID (RFC 9562). Not secret: it is the issuer of every
/// verification file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VaultId([u8; 16]);

impl VaultId {
    /// A new one from random bits: version 4, variant 1.
    pub fn from_random(mut bits: [u8; 16]) -> Self {
        bits[6] = bits[6] & 0x0f | 0x40;
        bits[8] = bits[8] & 0x3f | 0x80;
        Self(bits)
    }

    pub(super) fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = [0; 32];
        hex::encode(&self.0, &mut digits);
        let hex = std::str::from_utf8(&digits).map_err(|_| fmt::Error)?;
        write!(f, "{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

impl FromStr for VaultId {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let mut bytes = [0; 16];
        let is_hex = hex::decode(text.replace('-', "").as_bytes(), &mut bytes);
        let id = Self(bytes);
        // Only the canonical spelling: the id names a folder.
        if is_hex && id.to_string() == text {
            Ok(id)
        } else {
            Err(StoreError::tampered("a vault id has another form"))
        }
    }
}

impl serde::Serialize for VaultId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for VaultId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <String as serde::Deserialize>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
