//! The keys of an unlocked vault, and what binds each sealed blob to its place.

use ring::hmac;
use zeroize::Zeroizing;

use crate::crypto::encode::Sequence;
use crate::crypto::seal::{NotAuthentic, Sealer};
use crate::crypto::subkeys::{Purpose, derive, derive_hmac};
use crate::domain::id::Fingerprint;
use crate::ports::Entropy;
use crate::secret::DataKey;

use super::error::StoreError;
use super::schema::FORMAT_VERSION;

/// The bytes of a nonce (NIST SP 800-38D, section 5.2.1.1).
pub(crate) const NONCE_LENGTH: usize = 12;

/// A random nonce. No two blobs of a vault have the same one, so it also names what was sealed with it.
pub(crate) type Nonce = [u8; NONCE_LENGTH];

/// What a sealed blob is: part of its associated data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The manifest, in the row with this id.
    Manifest(i64),
    /// A node of the tree; leaves have level 0.
    Node { id: i64, level: u8 },
}

/// The keys of one unlocked vault.
pub(crate) struct Keys {
    vault_id: [u8; 16],
    sealer: Sealer,
    /// Authenticates the high-water mark.
    mark: hmac::Key,
    fingerprint: Fingerprint,
}

impl Keys {
    pub(crate) fn derive(data_key: &DataKey, vault_id: [u8; 16]) -> Result<Self, StoreError> {
        let sealing = derive(data_key, &vault_id, Purpose::Seal);
        let sealer = Sealer::new(&sealing).map_err(|_| StoreError::Defect("the sealing key was refused"))?;
        let mark = derive_hmac(data_key, &vault_id, Purpose::Mark);
        let mut bits = [0; 16];
        bits.copy_from_slice(&derive(data_key, &vault_id, Purpose::Fingerprint).expose()[..16]);
        Ok(Self { vault_id, sealer, mark, fingerprint: Fingerprint::from_bits(bits) })
    }

    pub(super) fn mark(&self) -> &hmac::Key {
        &self.mark
    }

    pub(super) fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    pub(crate) fn vault_id(&self) -> &[u8; 16] {
        &self.vault_id
    }

    /// Seals a plaintext for this place, under a nonce of its own.
    pub(crate) fn seal(
        &self,
        entropy: &dyn Entropy,
        place: Place,
        plaintext: &[u8],
    ) -> Result<(Nonce, Vec<u8>), StoreError> {
        let mut nonce = [0; NONCE_LENGTH];
        entropy.fill(&mut nonce).map_err(|_| StoreError::Defect("the system gives no randomness"))?;
        let sealed = self
            .sealer
            .seal(nonce, self.context(place).as_slice(), plaintext)
            .map_err(|_| StoreError::Defect("sealing failed"))?;
        Ok((nonce, sealed))
    }

    /// Opens what was sealed for this place.
    pub(crate) fn open(&self, place: Place, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotAuthentic> {
        self.sealer.open(self.context(place).as_slice(), sealed)
    }

    /// The associated data: no blob can be moved to another place, vault or format.
    fn context(&self, place: Place) -> Sequence {
        let start = Sequence::new().integer(FORMAT_VERSION).bytes(&self.vault_id);
        match place {
            Place::Manifest(id) => start.bytes(b"manifest").integer(id),
            Place::Node { id, level } => start.bytes(b"node").integer(id).integer(i64::from(level)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of `docs/format/vault.md`, computed with Python's hmac and base64.
    #[test]
    fn fingerprint() {
        let keys = Keys::derive(&DataKey::new(Zeroizing::new([7; 32])), [0; 16]).unwrap();
        assert_eq!(keys.fingerprint().as_str(), "kwv_el4du5ltwgs7zxxplc3qreat3y");
    }
}
