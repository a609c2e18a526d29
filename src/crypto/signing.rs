//! Ed25519 (RFC 8032): the vault's signing key, and the public keys that servers trust.

mod text;

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

pub use self::text::{MAX_KEYS_TEXT, parse_public_keys, to_jwk_set};
use super::hash::sha256;
use crate::domain::Invalid;

/// The DER bytes before the 32 key bytes in a `SubjectPublicKeyInfo` (RFC 8410 section 4).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const PEM_BEGIN: &str = "-----BEGIN PUBLIC KEY-----";
const PEM_END: &str = "-----END PUBLIC KEY-----";

/// The key that signs verification files. ring keeps the seed; there is no way to print it.
pub struct SigningKey(Ed25519KeyPair, PublicKey);

impl SigningKey {
    /// The key whose RFC 8032 private key is this seed.
    ///
    /// # Errors
    /// Never for 32 bytes: the `Result` comes from ring's signature.
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self, Invalid> {
        const INVALID: Invalid = Invalid::new("a signing key", "an Ed25519 seed of 32 bytes");
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| INVALID)?;
        let public = pair.public_key().as_ref().try_into().map_err(|_| INVALID)?;
        Ok(Self(pair, PublicKey(public)))
    }

    /// The signature of a message.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        let mut bytes = [0; 64];
        bytes.copy_from_slice(self.0.sign(message).as_ref());
        bytes
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        self.1
    }
}

/// The public half of a signing key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// From the 32 bytes of RFC 8032.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of RFC 8032.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether this key signed the message.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(message, signature).is_ok()
    }

    /// The JWK thumbprint with SHA-256 (RFC 7638, for OKP keys RFC 8037 section 2): the `kid`.
    pub fn thumbprint(&self) -> String {
        let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, self.to_raw());
        URL_SAFE_NO_PAD.encode(sha256(members.as_bytes()).as_bytes())
    }

    /// PEM of the `SubjectPublicKeyInfo` (RFC 8410), with its final line feed.
    pub fn to_pem(&self) -> String {
        let mut der = SPKI.to_vec();
        der.extend(self.0);
        format!("{PEM_BEGIN}\n{}\n{PEM_END}\n", STANDARD.encode(der))
    }

    /// A JSON Web Key (RFC 7517, RFC 8037) on one line, without a line feed.
    pub fn to_jwk(&self) -> String {
        let mut jwk = String::with_capacity(200);
        let _ = write!(
            jwk,
            r#"{{"kty":"OKP","crv":"Ed25519","x":"{}","kid":"{}","alg":"EdDSA","use":"sig"}}"#,
            self.to_raw(),
            self.thumbprint()
        );
        jwk
    }

    /// The 32 bytes in base64url without padding: 43 characters.
    pub fn to_raw(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    fn from_raw(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    fn from_spki(base64: &str) -> Option<Self> {
        let der = STANDARD.decode(base64).ok()?;
        der.strip_prefix(&SPKI)?.try_into().ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 8037 appendix A.1 and A.3
    const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    const D: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

    fn key() -> SigningKey {
        let seed = URL_SAFE_NO_PAD.decode(D).unwrap();
        SigningKey::from_seed(&seed.try_into().unwrap()).unwrap()
    }

    #[test]
    fn rfc_8037_examples() {
        let key = key();
        assert_eq!(key.public().to_raw(), X);
        assert_eq!(key.public().thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        // appendix A.4
        let input = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        let signature =
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        assert_eq!(URL_SAFE_NO_PAD.encode(key.sign(input)), signature);
        let mut signature = key.sign(input);
        assert!(key.public().verify(input, &signature));
        signature[3] ^= 1;
        assert!(!key.public().verify(input, &signature));
    }
}
