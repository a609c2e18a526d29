//! Verification files of known keys, signed here: each test decides on their times, and needs no vault.

use std::fs;
use std::sync::LazyLock;

use keywright::crypto::hash::sha256;
use keywright::crypto::signing::SigningKey;
use keywright::domain::id::KeyId;
use keywright::domain::network::Networks;
use keywright::domain::time::Timestamp;
use keywright::domain::token;
use keywright::verification::{Claims, Entry, Format, sign_line};

use crate::support::{Home, now};

/// The epoch of all files of a test.
static EPOCH: LazyLock<i64> = LazyLock::new(|| now() - 86_400);

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).unwrap()
}

/// The secret of the key of this name.
pub(super) fn secret(name: &str) -> String {
    let random = format!("{:0>48}", name.replace(|c: char| !c.is_ascii_alphanumeric(), "0"));
    token::assemble(&"acme_live".parse().unwrap(), random.as_bytes().try_into().unwrap())
}

/// The id of the key of this name.
pub(super) fn id(name: &str) -> String {
    KeyId::from_bits(*sha256(name.as_bytes()).as_bytes().first_chunk().unwrap()).as_str().to_owned()
}

fn entry(name: &str) -> Entry {
    Entry {
        digest: sha256(secret(name).as_bytes()),
        id: id(name).parse().unwrap(),
        not_before: None,
        expires_at: None,
        scopes: vec!["read".parse().unwrap()],
        resource: None,
        environment: None,
        networks: Networks::default(),
    }
}

/// One key for each answer.
fn all() -> Vec<Entry> {
    let at = |seconds| Some(Timestamp::from_unix(now() + seconds));
    let networks = |text: &str| Networks::new([text.parse().unwrap()]).unwrap();
    vec![
        entry("plain"),
        entry("other"),
        Entry { not_before: at(-60), expires_at: at(3_600), ..entry("in time") },
        Entry { expires_at: at(-1), ..entry("expired") },
        Entry { not_before: at(3_600), ..entry("early") },
        Entry { scopes: vec!["readers".parse().unwrap(), "write".parse().unwrap()], ..entry("scopes") },
        Entry { resource: Some("acme".parse().unwrap()), ..entry("above") },
        Entry { resource: Some("acme/product".parse().unwrap()), ..entry("beside") },
        Entry { resource: Some("acme/products/7".parse().unwrap()), ..entry("below") },
        Entry { environment: Some("prod".parse().unwrap()), ..entry("prod") },
        Entry { environment: Some("dev".parse().unwrap()), ..entry("dev") },
        Entry { networks: networks("127.0.0.0/8"), ..entry("here") },
        Entry { networks: networks("10.0.0.0/8"), ..entry("elsewhere") },
    ]
}

/// What a file is, beside its keys.
pub(super) struct File {
    pub(super) generation: u64,
    pub(super) valid_for: i64,
    /// The name of a key that is not in it.
    pub(super) without: &'static str,
}

impl File {
    /// A file that is valid for a day, with all keys.
    pub(super) fn new(generation: u64) -> Self {
        Self { generation, valid_for: 86_400, without: "" }
    }

    /// The bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut entries = all();
        entries.retain(|entry| entry.id.as_str() != id(self.without));
        let mut lines: Vec<Vec<u8>> = entries.iter().map(line).collect();
        // One with a member of the future.
        let future = String::from_utf8(line(&entry("future"))).unwrap();
        lines.push(future.replace("}\n", ",\"moon\":\"full\"}\n").into_bytes());
        lines.sort();
        let body = lines.concat();
        let claims = Claims {
            ver: 1,
            iss: "urn:uuid:00000000-0000-4000-8000-000000000000".into(),
            sub: "api".into(),
            aud: vec!["api".into()],
            iat: Timestamp::from_unix(now()),
            exp: Timestamp::from_unix(now() + self.valid_for),
            epoch: Timestamp::from_unix(*EPOCH),
            generation: self.generation,
            fmt: Format::Jsonl,
            cnt: u64::try_from(lines.len()).unwrap(),
            dig: sha256(&body),
        };
        [sign_line(&claims, &key()).into_bytes(), body].concat()
    }

    /// Puts it in place of the file that is served.
    pub(super) fn publish(&self, home: &Home) {
        put(home, &self.bytes());
    }
}

fn line(entry: &Entry) -> Vec<u8> {
    let mut line = Vec::new();
    Format::Jsonl.write_entry(entry, &mut line);
    line
}

/// Puts these bytes in place of the file that is served.
pub(super) fn put(home: &Home, bytes: &[u8]) {
    home.write("keys.new", bytes);
    fs::rename(home.path("keys.new"), home.path("keys.jsonl")).unwrap();
}

/// The file with the public key.
pub(super) fn write_public_key(home: &Home) {
    home.write("keywright.pem", key().public().to_pem());
}
