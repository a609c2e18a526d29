//! Line 1, the signed claims: a JWT (RFC 7519) in a compact JWS (RFC 7515) with Ed25519 (RFC 8037).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer};

use super::framing::Format;
use super::json;
use super::rejection::Rejection;
use super::seen::Mark;
use crate::crypto::signing::{PublicKey, SigningKey};
use crate::domain::digest::Digest;
use crate::domain::time::{Span, Timestamp};

/// The version of the claims and of the formats that they describe.
pub const VERSION: u64 = 1;
const TYPE: &str = "keywright-verification+jwt";
const ALGORITHM: &str = "EdDSA";
const DIG_MARKER: &str = "sha256:";
/// The claims that `crit` may name, as RFC 7515 section 4.1.11 has it of header members: whoever does not know all that it
/// names must refuse the file.
const KNOWN: [&str; 12] =
    ["ver", "iss", "sub", "aud", "iat", "exp", "epoch", "gen", "fmt", "cnt", "dig", "crit"];

/// The signed statement about a file. Unknown claims are ignored, unless the claim `crit` names them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Claims {
    /// The version, always 1.
    #[serde(deserialize_with = "json::count")]
    pub ver: u64,
    /// `urn:uuid:` and the id of the vault.
    pub iss: String,
    /// The target's name, or `export/<format>/<audience>`.
    pub sub: String,
    /// The audiences of the file.
    pub aud: Vec<String>,
    /// When it was issued.
    #[serde(deserialize_with = "json::time")]
    pub iat: Timestamp,
    /// When it expires: stale from this second on.
    #[serde(deserialize_with = "json::time")]
    pub exp: Timestamp,
    /// The epoch: when the series was started, or raised by a restore or a new signing key.
    #[serde(deserialize_with = "json::time")]
    pub epoch: Timestamp,
    /// The generation within the epoch.
    #[serde(rename = "gen", deserialize_with = "json::generation")]
    pub generation: u64,
    /// The format.
    pub fmt: Format,
    /// The number of keys in it.
    #[serde(deserialize_with = "json::count")]
    pub cnt: u64,
    /// SHA-256 of everything after line 1; written `sha256:` and hex.
    #[serde(deserialize_with = "read_dig")]
    pub dig: Digest,
}

/// The protected header: exactly these members, each once.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

/// Parsed by itself, before the claims whose form depends on it.
#[derive(Deserialize)]
struct Version {
    #[serde(deserialize_with = "json::count")]
    ver: u64,
}

/// Parsed before the other claims too: what it names may say how to read them.
#[derive(Deserialize)]
struct Critical {
    #[serde(default, deserialize_with = "read_crit")]
    crit: Vec<String>,
}

impl Claims {
    /// Whether the file is valid now: `epoch ≤ iat ≤ now + tolerance` and `now < exp`.
    pub(super) fn check_times(&self, now: Timestamp, tolerance: Span) -> Result<(), Rejection> {
        if self.epoch > self.iat {
            return Err(Rejection::EpochAfterIssue { epoch: self.epoch, iat: self.iat });
        }
        if self.iat > now.plus(tolerance) {
            return Err(Rejection::Future { iat: self.iat, now });
        }
        if now >= self.exp {
            return Err(Rejection::Stale { exp: self.exp, now });
        }
        Ok(())
    }

    /// The serial number to remember when this file is accepted.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            iss: self.iss.clone(),
            sub: self.sub.clone(),
            epoch: self.epoch,
            generation: self.generation,
            dig: self.dig,
        }
    }
}

/// Creates line 1, with its line feed, of a file with these claims. The format is that of `fmt`. A verifier
/// reads at most `MAX_LINE` bytes of it.
pub fn sign_line(claims: &Claims, key: &SigningKey) -> String {
    let header = serde_json::json!({ "alg": ALGORITHM, "typ": TYPE, "kid": key.public().thumbprint() });
    let payload = serde_json::json!({
        "ver": claims.ver,
        "iss": claims.iss,
        "sub": claims.sub,
        "aud": claims.aud,
        "iat": claims.iat,
        "exp": claims.exp,
        "epoch": claims.epoch,
        "gen": claims.generation,
        "fmt": claims.fmt,
        "cnt": claims.cnt,
        "dig": format!("{DIG_MARKER}{}", claims.dig),
    });
    claims.fmt.line_1(claims, &sign(&header.to_string(), &payload.to_string(), key))
}

/// The compact JWS of a header and a payload (RFC 7515 section 7.1).
pub(super) fn sign(header: &str, payload: &str, key: &SigningKey) -> String {
    let mut jws = URL_SAFE_NO_PAD.encode(header);
    jws.push('.');
    URL_SAFE_NO_PAD.encode_string(payload, &mut jws);
    let signature = key.sign(jws.as_bytes());
    jws.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut jws);
    jws
}

/// The claims of a file's first line, with or without its line feed, if it is that of a verification file.
/// The signature is not verified: only for recognising a file.
pub fn claims_of(line: &[u8]) -> Option<Claims> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    read_line(line, None).ok().map(|(_, claims)| claims)
}

/// Parses a line 1, without its line feed: its signer (`kid`) and its claims. Without trusted keys the
/// signature is not verified.
pub(super) fn read_line(
    line: &[u8],
    trusted: Option<&[(String, PublicKey)]>,
) -> Result<(String, Claims), Rejection> {
    let (format, jws) = Format::find_jws(line).ok_or(Rejection::Line1("not in the form of any format"))?;
    let (signed, signature) = jws.rsplit_once('.').ok_or(Rejection::Line1("no JWS"))?;
    let (header, payload) = signed.split_once('.').ok_or(Rejection::Line1("no JWS"))?;
    // The decoder rejects padding and stray bits, so that a JWS has only one encoding.
    let decode = |part| URL_SAFE_NO_PAD.decode(part).map_err(|_| Rejection::Line1("not base64url"));
    let (header, payload, signature) = (decode(header)?, decode(payload)?, decode(signature)?);
    let header = json::object::<Header>(&header)
        .ok_or(Rejection::Line1("the JWS header is not exactly alg, typ and kid"))?;
    if header.alg != ALGORITHM || header.typ != TYPE {
        return Err(Rejection::Line1("the JWS header has another alg or typ"));
    }
    if let Some(trusted) = trusted {
        let mut candidates = trusted.iter().filter(|(kid, _)| *kid == header.kid).peekable();
        if candidates.peek().is_none() {
            return Err(Rejection::UnknownKey { kid: header.kid });
        }
        if !candidates.any(|(_, key)| key.verify(signed.as_bytes(), &signature)) {
            return Err(Rejection::Signature { kid: header.kid });
        }
    }
    let claims = read_claims(&payload)?;
    let rebuilt = format.line_1(&claims, jws);
    let is_of_format = claims.fmt == format && format.admits(&claims);
    if !is_of_format || rebuilt.strip_suffix('\n').map(str::as_bytes) != Some(line) {
        return Err(Rejection::Line1("not in the form of its format"));
    }
    Ok((header.kid, claims))
}

/// The claims of a payload whose signature was verified.
fn read_claims(payload: &[u8]) -> Result<Claims, Rejection> {
    if !json::is_plain_object(payload) {
        return Err(Rejection::Line1("the claims are not a JSON object with each member once"));
    }
    let Version { ver } =
        serde_json::from_slice(payload).map_err(|_| Rejection::Line1("the claims have no version"))?;
    if ver != VERSION {
        return Err(Rejection::Version(ver));
    }
    let Critical { crit } =
        serde_json::from_slice(payload).map_err(|_| Rejection::Line1("crit is not a list of claims"))?;
    if let Some(claim) = crit.into_iter().find(|claim| !KNOWN.contains(&claim.as_str())) {
        return Err(Rejection::Critical { claim });
    }
    serde_json::from_slice(payload).map_err(|_| Rejection::Line1("a claim is missing or malformed"))
}

/// `crit` where there is one: it names at least one claim.
fn read_crit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let crit = Vec::deserialize(deserializer)?;
    if crit.is_empty() { Err(serde::de::Error::custom("crit is empty")) } else { Ok(crit) }
}

fn read_dig<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
    let text = String::deserialize(deserializer)?;
    let hex = text.strip_prefix(DIG_MARKER).and_then(|hex| Digest::from_hex(hex.as_bytes()));
    hex.ok_or_else(|| serde::de::Error::custom("dig is not sha256: and 64 lowercase hex characters"))
}
