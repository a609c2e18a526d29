//! AES-256-GCM (NIST SP 800-38D) with random 96-bit nonces: nonce ‖ ciphertext ‖ tag.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use zeroize::Zeroizing;

use crate::secret::DataKey;

/// The bytes, the key or the context do not match; which one cannot be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("authentication failed")]
pub(crate) struct NotAuthentic;

/// Seals and opens with one key. SP 800-38D section 8.3 allows 2^32 seals with random nonces.
pub(crate) struct Sealer(LessSafeKey);

impl Sealer {
    pub(crate) fn new(key: &DataKey) -> Result<Self, NotAuthentic> {
        let key = UnboundKey::new(&AES_256_GCM, key.expose()).map_err(|_| NotAuthentic)?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Seals the plaintext, bound to its context.
    pub(crate) fn seal(
        &self,
        nonce: [u8; NONCE_LEN],
        context: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, NotAuthentic> {
        let mut sealed = Vec::with_capacity(NONCE_LEN + plaintext.len() + AES_256_GCM.tag_len());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plaintext);
        let tag = self.0.seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(context),
            &mut sealed[NONCE_LEN..],
        );
        sealed.extend_from_slice(tag.map_err(|_| NotAuthentic)?.as_ref());
        Ok(sealed)
    }

    /// Opens what was sealed with the same context.
    pub(crate) fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotAuthentic> {
        let (nonce, rest) = sealed.split_at_checked(NONCE_LEN).ok_or(NotAuthentic)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| NotAuthentic)?;
        let mut plaintext = Zeroizing::new(rest.to_vec());
        let length =
            self.0.open_in_place(nonce, Aad::from(context), &mut plaintext).map_err(|_| NotAuthentic)?.len();
        plaintext.truncate(length);
        Ok(plaintext)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_in_its_context_and_unchanged() {
        let key = Sealer::new(&DataKey::new(Zeroizing::new([7; 32]))).unwrap();
        let sealed = key.seal([1; 12], b"here", b"plaintext").unwrap();
        assert_eq!(key.open(b"here", &sealed).unwrap().as_slice(), b"plaintext");
        assert_eq!(key.open(b"there", &sealed).unwrap_err(), NotAuthentic);
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(key.open(b"here", &changed).is_err(), "byte {place}");
        }
        for length in 0..sealed.len() {
            assert!(key.open(b"here", &sealed[..length]).is_err());
        }
    }
}
