//! Identifiers of keys, and fingerprints of vaults.

use super::{Invalid, parsed_string};

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// The marker that starts every key id.
pub const KEY_ID_MARKER: &str = "key_";
/// Characters after the marker: 128 bits in base32.
const BODY_LENGTH: usize = 26;
/// Characters after the marker in a short id.
pub const SHORT_LENGTH: usize = 8;

parsed_string!(
    /// The identifier of a key: `key_` and 26 lowercase base32 characters (RFC 4648), 128 random bits.
    KeyId, "a key id", "key_ and 26 characters of a-z and 2-7", is_key_id
);

/// Whether the text is a key's whole id.
pub(crate) fn is_key_id(text: &str) -> bool {
    text.strip_prefix(KEY_ID_MARKER).is_some_and(|body| body.len() == BODY_LENGTH && is_base32(body))
}

fn is_base32(body: &str) -> bool {
    super::only(body, super::BASE32)
}

impl KeyId {
    /// The id that encodes these 128 random bits.
    pub fn from_bits(bits: [u8; 16]) -> Self {
        Self(base32(KEY_ID_MARKER, bits))
    }

    /// The first eight characters after `key_`.
    pub fn short(&self) -> &str {
        &self.0[KEY_ID_MARKER.len()..KEY_ID_MARKER.len() + SHORT_LENGTH]
    }
}

/// A marker, and 128 bits in base32 after it.
fn base32(marker: &str, bits: [u8; 16]) -> String {
    let value = u128::from_be_bytes(bits);
    let mut text = String::with_capacity(marker.len() + BODY_LENGTH);
    text.push_str(marker);
    for place in 0..BODY_LENGTH {
        // 26 characters are 130 bits: the last character holds three bits and two zeroes.
        let shifted = match 123_usize.checked_sub(place * 5) {
            Some(shift) => value >> shift,
            None => value << 2,
        };
        text.push(char::from(ALPHABET[usize::try_from(shifted & 31).unwrap_or(0)]));
    }
    text
}

#[cfg(feature = "cli")]
const FINGERPRINT_MARKER: &str = "kwv_";

#[cfg(feature = "cli")]
parsed_string!(
    /// The fingerprint of a vault: `kwv_` and 26 lowercase base32 characters (RFC 4648), 128 bits that HKDF
    /// derives from the data key. Not secret. Only somebody who has held the data key can make a vault with it.
    Fingerprint, "a fingerprint", "kwv_ and 26 characters of a-z and 2-7",
    |text| text.strip_prefix(FINGERPRINT_MARKER).is_some_and(|body| body.len() == BODY_LENGTH && is_base32(body))
);

#[cfg(feature = "cli")]
impl Fingerprint {
    /// The fingerprint of these bits.
    pub(crate) fn from_bits(bits: [u8; 16]) -> Self {
        Self(base32(FINGERPRINT_MARKER, bits))
    }
}

/// An id, or its beginning: `key_` and 8 to 26 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyIdStart(String);

impl KeyIdStart {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is a complete id, which matches at most one key.
    pub fn is_whole(&self) -> bool {
        is_key_id(&self.0)
    }
}

impl std::fmt::Display for KeyIdStart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for KeyIdStart {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let fits = text
            .strip_prefix(KEY_ID_MARKER)
            .is_some_and(|body| (SHORT_LENGTH..=BODY_LENGTH).contains(&body.len()) && is_base32(body));
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new(
                "a key id",
                "key_ and 26 characters of a-z and 2-7, or the first 8 or more of them",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_rfc_4648_base32() {
        assert_eq!(KeyId::from_bits([0; 16]).as_str(), "key_aaaaaaaaaaaaaaaaaaaaaaaaaa");
        assert_eq!(KeyId::from_bits([0xff; 16]).as_str(), "key_77777777777777777777777774");
        // base64.b32encode(bytes(range(16))).lower().rstrip(b"=")
        let bits = std::array::from_fn(|i| u8::try_from(i).unwrap());
        assert_eq!(KeyId::from_bits(bits).as_str(), "key_aaaqeayeaudaocajbifqydiob4");
    }

    #[test]
    fn starts_match() {
        let id = KeyId::from_bits([7; 16]);
        let start: KeyIdStart = id.as_str()[..12].parse().unwrap();
        assert!(id.as_str().starts_with(start.as_str()) && !start.is_whole());
        assert!("key_abc".parse::<KeyIdStart>().is_err());
        assert!("key_ABCDEFGHI".parse::<KeyIdStart>().is_err());
    }
}
