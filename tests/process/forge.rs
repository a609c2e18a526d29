//! Forged verification files, which no vault would write.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use keywright::crypto::hash::sha256;
use keywright::crypto::signing::SigningKey;
use keywright::domain::id::KeyId;
use keywright::domain::network::Networks;
use keywright::domain::time::Timestamp;
use keywright::verification::{Claims, Entry, Format, sign_line};

/// The secret that the good file accepts.
pub(crate) const SECRET: &str = "a-foreign-key-that-was-imported-long-ago";

pub(crate) fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).unwrap()
}

pub(crate) fn other_key() -> SigningKey {
    SigningKey::from_seed(&[8; 32]).unwrap()
}

fn entry(secret: &str, number: u8) -> Entry {
    Entry {
        digest: sha256(secret.as_bytes()),
        id: KeyId::from_bits([number; 16]),
        not_before: None,
        expires_at: None,
        scopes: vec!["read".parse().unwrap(), "write".parse().unwrap()],
        resource: Some("acme/products".parse().unwrap()),
        networks: Networks::default(),
        environment: None,
    }
}

/// Three keys, one of them with [`SECRET`].
pub(crate) fn body() -> Vec<u8> {
    let mut entries = vec![entry(SECRET, 1), entry("two", 2), entry("three", 3)];
    entries.sort_by_key(|entry| entry.digest);
    let mut body = Vec::new();
    for entry in &entries {
        Format::Jsonl.write_entry(entry, &mut body);
    }
    body
}

/// The claims of a file valid since a minute ago, for `edge`, of generation 5.
pub(crate) fn claims(body: &[u8]) -> Claims {
    // The same for every file of a test, at whatever second it is created: a later epoch would be a newer
    // file.
    static NOW: LazyLock<i64> = LazyLock::new(crate::support::now);
    let now = *NOW;
    Claims {
        ver: 1,
        iss: "urn:uuid:1b4e28ba-2fa1-41d2-883f-0016d3cca427".into(),
        sub: "api".into(),
        aud: vec!["edge".into()],
        iat: Timestamp::from_unix(now - 60),
        exp: Timestamp::from_unix(now + 3_600),
        epoch: Timestamp::from_unix(now - 1_000_000),
        generation: 5,
        fmt: Format::Jsonl,
        cnt: u64::try_from(body.split(|byte| *byte == b'\n').count() - 1).unwrap(),
        dig: sha256(body),
    }
}

/// The good file, with altered claims.
pub(crate) fn file(change: impl FnOnce(&mut Claims)) -> Vec<u8> {
    let body = body();
    let mut claims = claims(&body);
    change(&mut claims);
    [sign_line(&claims, &key()).into_bytes(), body].concat()
}

/// Line 1 of a file, decoded: the JWS's header and payload as JSON text.
pub(crate) fn parts(file: &[u8]) -> (String, String) {
    let text = std::str::from_utf8(file).unwrap();
    let jws = text.strip_prefix("{\"jws\":\"").unwrap();
    let mut parts = jws.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).unwrap_or_default());
    let mut next = || String::from_utf8(parts.next().unwrap()).unwrap();
    (next(), next())
}

/// A file whose JWS has this header and payload, signed by this key.
pub(crate) fn signed(header: &str, payload: &str, key: &SigningKey) -> Vec<u8> {
    let mut jws = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
    let signature = key.sign(jws.as_bytes());
    jws = format!("{jws}.{}", URL_SAFE_NO_PAD.encode(signature));
    [format!("{{\"jws\":\"{jws}\"}}\n").into_bytes(), body()].concat()
}
