//! Row 10: what must not be found: identities and passphrases, keys of the vault, delivered secrets.

use std::path::Path;

use base64::Engine as _;
use rusqlite::Connection;

use keywright::crypto::envelope::decrypt_with_passphrase;
use keywright::secret::Passphrase;

use crate::memory::Stopped;
use crate::support::opened::{OpenedVault, derived, unhex};

/// Something secret, and what it is called.
pub(crate) struct Canary {
    pub(crate) name: String,
    /// Each of these would be a find: parts are enough to give a secret away, and what an allocator writes
    /// over the first bytes of what is freed must not hide the rest.
    pub(crate) parts: Vec<Vec<u8>>,
}

impl Canary {
    /// A text, by its two halves.
    pub(crate) fn text(name: &str, text: &str) -> Self {
        assert!(text.len() >= 32, "{name} is too short to be searched for");
        Self { name: name.to_owned(), parts: halves(text.as_bytes()) }
    }

    /// Bytes, and the same in hex.
    pub(crate) fn bytes(name: &str, bytes: &[u8]) -> Self {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        let upper = hex.to_uppercase();
        let parts = [bytes, hex.as_bytes(), upper.as_bytes()].into_iter().flat_map(halves).collect();
        Self { name: name.to_owned(), parts }
    }

    /// One of our secrets: all but its prefix and the characters that may be shown.
    pub(crate) fn secret(secret: &str) -> Self {
        Self::text("a secret", &secret[secret.len() - 46..])
    }

    /// The secret key in an identity file as `age-keygen` writes it: as text in either case, and as bytes.
    pub(crate) fn identity(file: &str) -> Self {
        let key = file.lines().find(|line| line.starts_with("AGE-SECRET-KEY-1")).unwrap();
        let hidden = &key["AGE-SECRET-KEY-1".len()..];
        let mut canary = Self::bytes("the identity", &bech32(hidden));
        canary.parts.extend(halves(hidden.as_bytes()));
        canary.parts.extend(halves(hidden.to_lowercase().as_bytes()));
        canary
    }

    /// The seed in an OpenSSH private key of the kind ed25519 that no passphrase protects.
    pub(crate) fn ssh(file: &str) -> Self {
        let base64: String = file.lines().filter(|line| !line.starts_with('-')).collect();
        let key = base64::engine::general_purpose::STANDARD.decode(&base64).unwrap();
        // The public key comes three times; before the last one stands the seed.
        let header = [&b"\0\0\0\x0bssh-ed25519\0\0\0\x20"[..]].concat();
        let at = memchr::memmem::find(&key, &header).unwrap() + header.len();
        let public = &key[at..at + 32];
        let last = memchr::memmem::rfind(&key, public).unwrap();
        Self::bytes("the SSH key", &key[last - 32..last])
    }

    /// Where it is in the memory of a command, in words.
    pub(crate) fn found_in(&self, stopped: &Stopped) -> Vec<String> {
        let places = self.parts.iter().flat_map(|part| stopped.find(part));
        places.map(|place| format!("{}: {} in {place}", stopped.command, self.name)).collect()
    }
}

fn halves(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (first, second) = bytes.split_at(bytes.len() / 2);
    vec![first.to_vec(), second.to_vec()]
}

/// The 32 bytes of a Bech32 text less its checksum (BIP 173), without a look at the checksum.
fn bech32(text: &str) -> Vec<u8> {
    const DIGITS: &str = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
    let mut bits = 0_u32;
    let mut held = 0;
    let mut bytes = Vec::new();
    for digit in text[..text.len() - 6].chars() {
        bits = (bits << 5 | u32::try_from(DIGITS.find(digit).unwrap()).unwrap()) & 0xfff;
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    assert_eq!(bytes.len(), 32);
    bytes
}

/// The text of the identity that a vault keeps behind a passphrase.
pub(crate) fn identity_of(vault: &Path, passphrase: &str) -> String {
    let vault = Connection::open(vault).unwrap();
    let file: Vec<u8> = vault.query_row("SELECT identity FROM slot", [], |row| row.get(0)).unwrap();
    let text = decrypt_with_passphrase(&file, &Passphrase::new(passphrase.to_owned())).unwrap();
    String::from_utf8(text.to_vec()).unwrap()
}

/// The keys of a vault, opened with the text of an identity.
pub(crate) fn keys_of(vault: &Path, identity: &str) -> Vec<Canary> {
    let vault = OpenedVault::open(vault, identity).unwrap();
    let record = |table| vault.records(table).swap_remove(0).1;
    let mark_key = derived(&vault.data_key, &vault.vault_id, b"keywright/v2/mark");
    vec![
        Canary::bytes("the data key", &vault.data_key),
        Canary::bytes("the seal key", &vault.seal_key),
        Canary::bytes("the mark key", &mark_key),
        Canary::bytes("the signing seed", &unhex(&record("signing_keys")["seed"])),
    ]
}
