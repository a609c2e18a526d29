//! Files that a test signs itself: with any keys, of any generation, of another vault.

use keywright::crypto::hash::sha256;
use keywright::crypto::signing::SigningKey;
use keywright::domain::id::KeyId;
use keywright::domain::network::Networks;
use keywright::domain::time::Timestamp;
use keywright::verification::{BodyWriter, Claims, Dialect, Entry, Format, sign_line};

use crate::support::{Home, now};

pub(crate) const PUBLIC_KEY: &str = "forged.pem";
pub(crate) const SUBJECT: &str = "edge";

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).unwrap()
}

/// The secret of a key of this number.
pub(crate) fn secret(number: u32) -> String {
    format!("a-foreign-key-that-was-imported-long-ago-{number}")
}

/// A key that may read.
pub(crate) fn entry(number: u32) -> Entry {
    let mut bits = [0; 16];
    bits[..4].copy_from_slice(&number.to_be_bytes());
    Entry {
        digest: sha256(secret(number).as_bytes()),
        id: KeyId::from_bits(bits),
        not_before: None,
        expires_at: None,
        scopes: vec!["read".parse().unwrap()],
        resource: None,
        environment: None,
        networks: Networks::default(),
    }
}

pub(crate) fn entries(numbers: std::ops::Range<u32>) -> Vec<Entry> {
    numbers.map(entry).collect()
}

/// Writes a file of these keys, for `edge`, of this generation, and the public key that verifies it.
pub(crate) fn write(
    home: &Home,
    name: &str,
    (format, dialect): (Format, Dialect),
    entries: &[Entry],
    generation: u64,
) {
    write_with(home, name, (format, dialect), entries, |claims| claims.generation = generation);
}

/// The same, with altered claims.
pub(crate) fn write_with(
    home: &Home,
    name: &str,
    (format, dialect): (Format, Dialect),
    entries: &[Entry],
    change: impl FnOnce(&mut Claims),
) {
    let mut entries: Vec<&Entry> =
        entries.iter().filter(|entry| format.enforces_networks() || entry.networks.is_empty()).collect();
    entries.sort_by_key(|entry| entry.digest);
    let now = now();
    let mut claims = Claims {
        ver: 1,
        iss: "urn:uuid:1b4e28ba-2fa1-41d2-883f-0016d3cca427".into(),
        sub: SUBJECT.into(),
        aud: vec!["edge".into()],
        iat: Timestamp::from_unix(now - 60),
        exp: Timestamp::from_unix(now + 3_600),
        epoch: Timestamp::from_unix(1_750_000_000),
        generation: 1,
        fmt: format,
        cnt: u64::try_from(entries.len()).unwrap(),
        dig: sha256(b""),
    };
    change(&mut claims);
    let (mut body, mut line) = (Vec::new(), Vec::new());
    let mut writer = BodyWriter::begin(&claims, dialect, &mut body);
    for entry in entries {
        line.clear();
        format.write_entry_in(dialect, entry, &mut line);
        writer.entries(&line, &mut body);
    }
    writer.finish(&mut body);
    claims.dig = sha256(&body);
    home.write(name, [sign_line(&claims, &key()).as_bytes(), &body].concat());
    home.write(PUBLIC_KEY, key().public().to_pem());
}
