//! Keys derived from other keys by HKDF-SHA256 (RFC 5869), each for one purpose.

use ring::{hkdf, hmac};
use zeroize::Zeroizing;

use crate::secret::DataKey;

/// The purpose of a derived key: the `info` of HKDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Seals the manifest and the nodes.
    Seal,
    /// Authenticates the high-water mark.
    Mark,
    /// Not a key: its first 128 bits are the fingerprint that people compare.
    Fingerprint,
}

impl Purpose {
    fn info(self) -> &'static [u8] {
        match self {
            Self::Seal => b"keywright/v2/seal",
            Self::Mark => b"keywright/v2/mark",
            Self::Fingerprint => b"keywright/v2/fingerprint",
        }
    }
}

/// The key for this purpose in this vault. The salt is the vault id.
pub(crate) fn derive(root: &DataKey, vault_id: &[u8; 16], purpose: Purpose) -> DataKey {
    let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, vault_id).extract(root.expose());
    let mut key = Zeroizing::new([0; 32]);
    let info = [purpose.info()];
    // HKDF-SHA256 yields up to 8,160 bytes; 32 cannot fail.
    if let Ok(output) = extracted.expand(&info, hkdf::HKDF_SHA256) {
        let _ = output.fill(key.as_mut_slice());
    }
    DataKey::new(key)
}

/// The HMAC-SHA256 key for this purpose in this vault.
pub(crate) fn derive_hmac(root: &DataKey, vault_id: &[u8; 16], purpose: Purpose) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, derive(root, vault_id, purpose).expose())
}

/// HMAC-SHA256 (RFC 2104).
pub(crate) fn mac(key: &hmac::Key, message: &[u8]) -> [u8; 32] {
    let mut tag = [0; 32];
    tag.copy_from_slice(hmac::sign(key, message).as_ref());
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answer() {
        // Computed with Python's hmac: extract with salt bytes(16), expand with the info and 0x01.
        let key = derive(&DataKey::new(Zeroizing::new([7; 32])), &[0; 16], Purpose::Seal);
        let hex = crate::domain::digest::Digest::from_bytes(*key.expose()).to_string();
        assert_eq!(hex, "c34710129c4fc54e0679c17b74c195a45e794d91cbe8a6cb39d068e65792ccf6");
    }

    #[test]
    fn purposes_and_vaults_have_their_own_keys() {
        let root = DataKey::new(Zeroizing::new([7; 32]));
        let all = [Purpose::Seal, Purpose::Mark, Purpose::Fingerprint];
        let mut keys: Vec<[u8; 32]> = all.iter().map(|p| *derive(&root, &[0; 16], *p).expose()).collect();
        keys.push(*derive(&root, &[1; 16], Purpose::Seal).expose());
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all.len() + 1);
    }
}
