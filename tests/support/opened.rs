//! A vault read as `docs/format/vault.md` says, with an identity and without the program's own code: it tells what is
//! in which node, for attacks that hit one, and what the file holds, for comparisons.

use std::path::Path;

use keywright::crypto::envelope::Identity;
use keywright::crypto::hash::sha256;
use ring::{aead, hkdf};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

/// The tables of records, by the first byte of their entries.
pub(crate) const TABLES: [(u8, &str); 12] = [
    (1, "settings"),
    (2, "slots"),
    (3, "signing_keys"),
    (4, "profiles"),
    (5, "keys"),
    (6, "targets"),
    (7, "series"),
    (8, "publications"),
    (9, "rotations"),
    (10, "receipts"),
    (11, "credentials"),
    (12, "audit"),
];
/// The first byte of the first index; those of tables are below.
const INDEXES: u8 = 32;

fn number_of(table: &str) -> u8 {
    TABLES.iter().find(|(_, name)| *name == table).unwrap_or_else(|| panic!("{table}")).0
}

/// A node that the manifest leads to.
#[derive(Debug)]
pub(crate) struct OpenedNode {
    pub(crate) id: i64,
    /// Leaves have level 0.
    pub(crate) level: u8,
    pub(crate) entries: Vec<(Vec<u8>, Vec<u8>)>,
}

impl OpenedNode {
    /// Whether it is a leaf with an entry of one of these tables.
    pub(crate) fn holds(&self, tables: &[&str]) -> bool {
        tables.iter().any(|table| !self.records_of(table).is_empty())
    }

    /// Whether it is a leaf that has no entries but those of a table.
    pub(crate) fn is_all_of(&self, table: &str) -> bool {
        self.level == 0 && self.records_of(table).len() == self.entries.len()
    }

    /// Whether it is a leaf that has no entries but those of indexes.
    pub(crate) fn is_of_indexes(&self) -> bool {
        self.level == 0 && self.entries.iter().all(|(key, _)| key[0] >= INDEXES)
    }

    /// The numbers of the records of a table that are in it.
    pub(crate) fn records_of(&self, table: &str) -> Vec<u64> {
        let number = number_of(table);
        // The lowest key of all in an inner node is empty.
        let is_here = |key: &[u8]| self.level == 0 && key[0] == number && key.len() == 9;
        let here = self.entries.iter().filter(|(key, _)| is_here(key));
        here.map(|(key, _)| u64::from_be_bytes(key[1..].try_into().unwrap())).collect()
    }
}

/// A vault, and the keys that open it.
pub(crate) struct OpenedVault {
    connection: Connection,
    pub(crate) vault_id: Vec<u8>,
    pub(crate) data_key: Vec<u8>,
    pub(crate) seal_key: Vec<u8>,
    pub(crate) manifest: Value,
}

impl OpenedVault {
    /// With the text of an identity. `None`: it opens no slot.
    pub(crate) fn open(vault: &Path, identity: &str) -> Option<Self> {
        let connection = Connection::open_with_flags(vault, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let data_key = data_key(&connection, &Identity::parse(identity.as_bytes(), None).unwrap())?;
        let read = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        let vault_id = read("SELECT vault_id FROM manifest");
        let sealed = read("SELECT sealed FROM manifest WHERE id = 1");
        let seal_key = derived(&data_key, &vault_id, b"keywright/v2/seal");
        let mut opened = Self { connection, vault_id, data_key, seal_key, manifest: Value::Null };
        let place: [&[u8]; 2] = [b"manifest", &1_i64.to_be_bytes()];
        opened.manifest = serde_json::from_slice(&opened.unsealed(&place, sealed)).unwrap();
        Some(opened)
    }

    /// All nodes, parents first, those of a level in the order of their keys.
    pub(crate) fn nodes(&self) -> Vec<OpenedNode> {
        let root = &self.manifest["root"];
        let level = u8::try_from(root["height"].as_u64().unwrap()).unwrap() - 1;
        let mut nodes = vec![self.node(root["id"].as_i64().unwrap(), level)];
        let mut next = 0;
        while let Some(node) = nodes.get(next) {
            next += 1;
            if node.level > 0 {
                let level = node.level - 1;
                let id = |child: &[u8]| i64::from_be_bytes(child[..8].try_into().unwrap());
                let ids: Vec<i64> = node.entries.iter().map(|(_, child)| id(child)).collect();
                nodes.extend(ids.into_iter().map(|id| self.node(id, level)));
            }
        }
        nodes
    }

    fn node(&self, id: i64, level: u8) -> OpenedNode {
        let sql = "SELECT sealed FROM node WHERE id = ?1";
        let sealed = self.connection.query_row(sql, [id], |row| row.get(0)).unwrap();
        let place: [&[u8]; 3] = [b"node", &id.to_be_bytes(), &i64::from(level).to_be_bytes()];
        let plain = self.unsealed(&place, sealed);
        let count = u16::from_be_bytes(plain[8..10].try_into().unwrap());
        let mut rest = &plain[10..];
        let mut take = |length: usize| {
            let (taken, left) = rest.split_at(length);
            rest = left;
            taken.to_vec()
        };
        let entries = (0..count).map(|_| {
            let lengths = take(4);
            let length = |at: usize| usize::from(u16::from_be_bytes([lengths[at], lengths[at + 1]]));
            (take(length(0)), take(length(2)))
        });
        OpenedNode { id, level, entries: entries.collect() }
    }

    /// What was sealed for a place: what it is, its id and its level.
    fn unsealed(&self, place: &[&[u8]], mut sealed: Vec<u8>) -> Vec<u8> {
        let nonce = aead::Nonce::try_assume_unique_for_key(&sealed[..12]).unwrap();
        self.key().open_in_place(nonce, self.context(place), &mut sealed[12..]).unwrap().to_vec()
    }

    fn key(&self) -> aead::LessSafeKey {
        aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_256_GCM, &self.seal_key).unwrap())
    }

    fn context(&self, place: &[&[u8]]) -> aead::Aad<Vec<u8>> {
        let version = 2_i64.to_be_bytes();
        let parts = [&[&version[..], &self.vault_id], place].concat();
        let prefixed = |part: &&[u8]| [&u32::try_from(part.len()).unwrap().to_be_bytes()[..], part].concat();
        aead::Aad::from(parts.iter().flat_map(prefixed).collect())
    }

    /// Seals it for this place: the nonce, then the rest.
    fn sealed(&self, place: &[&[u8]], mut plain: Vec<u8>) -> Vec<u8> {
        let nonce = sha256(&plain).as_bytes()[..12].to_vec();
        let named = aead::Nonce::try_assume_unique_for_key(&nonce).unwrap();
        self.key().seal_in_place_append_tag(named, self.context(place), &mut plain).unwrap();
        [nonce, plain].concat()
    }

    /// Writes another manifest, as only somebody with the keys can.
    pub(crate) fn put_manifest(&self, vault: &Path, manifest: &Value) {
        let place: [&[u8]; 2] = [b"manifest", &1_i64.to_be_bytes()];
        let sealed = self.sealed(&place, manifest.to_string().into_bytes());
        let vault = Connection::open(vault).unwrap();
        vault.execute("UPDATE manifest SET sealed = ?1", [sealed]).unwrap();
    }

    /// Likewise for the entries of a vault that has one node only.
    pub(crate) fn put_entries(&self, vault: &Path, manifest: &Value, entries: &[(Vec<u8>, Vec<u8>)]) {
        let id = self.manifest["root"]["id"].as_i64().unwrap();
        let length = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap().to_be_bytes();
        let count = u16::try_from(entries.len()).unwrap();
        let mut plain = [&1_i64.to_be_bytes()[..], &count.to_be_bytes()].concat();
        for (key, value) in entries {
            plain.extend([&length(key)[..], &length(value), key, value].concat());
        }
        plain.resize(16_304, 0);
        let place: [&[u8]; 3] = [b"node", &id.to_be_bytes(), &0_i64.to_be_bytes()];
        let sealed = self.sealed(&place, plain);
        let mut manifest = manifest.clone();
        let nonce: Vec<String> = sealed[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        manifest["root"] = json!({"id": id, "nonce": nonce.concat(), "height": 1, "entries": count});
        Connection::open(vault)
            .unwrap()
            .execute("UPDATE node SET sealed = ?1 WHERE id = ?2", (sealed, id))
            .unwrap();
        self.put_manifest(vault, &manifest);
    }

    /// The records of a table by their numbers. One in pieces is put together.
    pub(crate) fn records(&self, table: &str) -> Vec<(u64, Value)> {
        let leaves = self.nodes().into_iter().filter(|node| node.level == 0);
        let entries: Vec<_> = leaves.flat_map(|node| node.entries).collect();
        let here = entries.iter().filter(|(key, _)| key[0] == number_of(table));
        let read = |(key, value): &(Vec<u8>, Vec<u8>)| {
            let start = [&[0], &key[..]].concat();
            let pieces = entries.iter().filter(|(piece, _)| value[0] == 0 && piece.starts_with(&start));
            let whole: Vec<u8> = pieces.flat_map(|(_, part)| part.clone()).collect();
            let json = if value[0] == 0 { &whole } else { value };
            (u64::from_be_bytes(key[1..].try_into().unwrap()), serde_json::from_slice(json).unwrap())
        };
        here.map(read).collect()
    }
}

fn data_key(connection: &Connection, identity: &Identity) -> Option<Vec<u8>> {
    let mut statement = connection.prepare("SELECT wrapped FROM slot ORDER BY id").unwrap();
    let mut slots = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
    let opened = slots.find_map(|wrapped| identity.decrypt(&wrapped.unwrap()).ok())?;
    let slot: Value = serde_json::from_slice(&opened).unwrap();
    Some(unhex(&slot["data_key"]))
}

/// The bytes of a text of hexadecimal digits.
pub(crate) fn unhex(text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// HKDF-SHA256 (RFC 5869).
pub(crate) fn derived(root: &[u8], salt: &[u8], info: &[u8]) -> Vec<u8> {
    let mut key = vec![0; 32];
    let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(root);
    extracted.expand(&[info], hkdf::HKDF_SHA256).unwrap().fill(&mut key).unwrap();
    key
}
