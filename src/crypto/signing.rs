//! Ed25519 (RFC 8032): the vault's signing key, and the public keys that servers trust.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::Deserialize;

use super::hash::sha256;
use crate::domain::Invalid;

/// The DER bytes before the 32 key bytes in a `SubjectPublicKeyInfo` (RFC 8410 section 4).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const PEM_BEGIN: &str = "-----BEGIN PUBLIC KEY-----";
const PEM_END: &str = "-----END PUBLIC KEY-----";
/// Maximum bytes of text that are searched for public keys.
pub const MAX_KEYS_TEXT: usize = 64 * 1024;

/// The key that signs verification files. ring keeps the seed; there is no way to print it.
pub struct SigningKey(Ed25519KeyPair, PublicKey);

impl SigningKey {
    /// The key whose RFC 8032 private key is this seed.
    ///
    /// # Errors
    /// Never for 32 bytes: the `Result` comes from ring's signature.
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self, Invalid> {
        const INVALID: Invalid = Invalid { what: "a signing key", expected: "an Ed25519 seed of 32 bytes" };
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

/// Reads every public key in a text: PEM blocks, a JWK, JWKs one per line, a JWK Set, or keys in base64url
/// one per line. A set may hold keys of other kinds, which are skipped (RFC 7517 section 5).
///
/// # Errors
/// Where there is none, where one is of another kind, and where a private key is among them:
/// a verifier must not have it.
pub fn parse_public_keys(text: &str) -> Result<Vec<PublicKey>, Invalid> {
    const INVALID: Invalid = Invalid {
        what: "a public key",
        expected: "Ed25519, and not the private key: PEM, a JWK, a JWK Set, or 43 characters of base64url",
    };
    if text.len() > MAX_KEYS_TEXT {
        return Err(Invalid { what: "a public key", expected: "in a text of at most 64 KiB" });
    }
    let text = text.trim();
    let keys = if text.starts_with("-----") {
        pem_blocks(text)
    } else if let Ok(set) = serde_json::from_str::<JwkSet>(text) {
        let ours = set.keys.iter().filter(|jwk| jwk.is_ed25519());
        ours.map(Jwk::public_key).collect()
    } else if let Ok(jwk) = serde_json::from_str::<Jwk>(text) {
        jwk.public_key().map(|key| vec![key])
    } else {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(one_line).collect()
    };
    keys.filter(|keys| !keys.is_empty()).ok_or(INVALID)
}

fn one_line(line: &str) -> Option<PublicKey> {
    if line.starts_with('{') {
        serde_json::from_str::<Jwk>(line).ok()?.public_key()
    } else {
        PublicKey::from_raw(line)
    }
}

fn pem_blocks(mut text: &str) -> Option<Vec<PublicKey>> {
    let mut keys = Vec::new();
    while !text.is_empty() {
        let (body, rest) = text.strip_prefix(PEM_BEGIN)?.split_once(PEM_END)?;
        let base64: String = body.split_ascii_whitespace().collect();
        keys.push(PublicKey::from_spki(&base64)?);
        text = rest.trim_start();
    }
    Some(keys)
}

/// RFC 7517 section 5.
#[derive(Deserialize)]
struct JwkSet {
    keys: Vec<Jwk>,
}

/// The members of RFC 8037 section 2. `kid` is not read: it is always the thumbprint.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    crv: Option<String>,
    x: Option<String>,
    d: Option<serde::de::IgnoredAny>,
}

impl Jwk {
    fn is_ed25519(&self) -> bool {
        self.kty == "OKP" && self.crv.as_deref() == Some("Ed25519")
    }

    fn public_key(&self) -> Option<PublicKey> {
        let x = self.x.as_deref().filter(|_| self.is_ed25519() && self.d.is_none());
        x.and_then(PublicKey::from_raw)
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

    #[test]
    fn every_form_is_read() {
        let (one, two) = (key().public(), SigningKey::from_seed(&[7; 32]).unwrap().public());
        for form in [PublicKey::to_pem, PublicKey::to_jwk, PublicKey::to_raw] {
            assert_eq!(parse_public_keys(&form(&one)), Ok(vec![one]), "{}", form(&one));
            let both = format!("{}\n{}\n", form(&one), form(&two));
            assert_eq!(parse_public_keys(&both), Ok(vec![one, two]), "{both}");
        }
        let rsa = r#"{"kty":"RSA","n":"AQ","e":"AQAB"}"#;
        let set = format!(r#"{{"keys":[{rsa},{},{}]}}"#, one.to_jwk(), two.to_jwk());
        assert_eq!(parse_public_keys(&set), Ok(vec![one, two]));
    }

    #[test]
    fn other_things_are_refused() {
        let private = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{X}","d":"{D}"}}"#);
        let other_curve = format!(r#"{{"kty":"OKP","crv":"X25519","x":"{X}"}}"#);
        let cut_off = key().public().to_pem().replace("-----END", "----END");
        let set_of_none = r#"{"keys":[]}"#;
        let doubled = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{X}","x":"{X}"}}"#);
        for bad in [
            "",
            "\n",
            "{}",
            &X[1..],
            &format!("{X}="),
            &private,
            &other_curve,
            &cut_off,
            set_of_none,
            &doubled,
        ] {
            assert!(parse_public_keys(bad).is_err(), "{bad}");
        }
        assert!(parse_public_keys(&" ".repeat(MAX_KEYS_TEXT + 1)).is_err());
        assert!(parse_public_keys("-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n").is_err());
    }
}
