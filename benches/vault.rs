//! Bulk work on the vault, against plain SQLite doing the same to the same rows.
//! `KEYWRIGHT_BENCH_KEYS` sets the number of keys exported (a million); a tenth of it is minted.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]
#![allow(clippy::disallowed_methods, reason = "a benchmark reads its size from the environment")]

use std::fs::File;
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use keywright::crypto::hash::Hasher;
use keywright::domain::grant::Expiry;
use keywright::domain::key::Key;
use keywright::domain::patch::Patch;
use keywright::domain::time::{Span, Timestamp};
use keywright::error::Result;
use keywright::ops::key::create::{Delivery, Minted, NewKey, Settings, Terms, create};
use keywright::ops::vault::unlock::{Sources, unlock};
use keywright::ops::vault::{check, init};
use keywright::ops::verification_file::export::{Request, export};
use keywright::ops::{Options, Unlocked, Vault};
use keywright::store::Flow;
use keywright::system::SystemEntropy;
use keywright::verification::{Dialect, Format};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use tempfile::TempDir;

#[path = "../tests/support/ports.rs"]
mod ports;

use ports::{START, ScriptedPrompter};

fn keys() -> u32 {
    std::env::var("KEYWRIGHT_BENCH_KEYS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000)
}

fn now() -> Timestamp {
    Timestamp::from_unix(START)
}

/// Hands the secrets to nobody.
struct Discard;

impl Delivery for Discard {
    fn deliver(&mut self, minted: &Minted) -> Result<()> {
        black_box(minted.secret.expose());
        Ok(())
    }

    fn complete(&mut self) -> Result<()> {
        Ok(())
    }
}

fn fresh_vault() -> (TempDir, Vault<Unlocked>) {
    let folder = tempfile::tempdir().unwrap();
    let (path, identity) = (folder.path().join("vault.db"), folder.path().join("identity.txt"));
    let request = init::Request {
        path: path.clone(),
        sources: Sources::default(),
        witnesses: Sources::default(),
        new_identity: Some(identity.clone()),
        recipients: Vec::new(),
        state: None,
        trust: None,
        accept_clock: false,
        user: &"bench".into(),
    };
    init::init(&request, now(), &SystemEntropy::new(), &ScriptedPrompter::default()).unwrap();
    let options = Options {
        lock_timeout: Span::seconds(10),
        state: None,
        accept_rollback: false,
        accept_clock: false,
        user: "bench".into(),
    };
    let sources = Sources { identities: vec![identity], ..Sources::default() };
    let locked = Vault::open(&path, options).unwrap();
    let vault =
        unlock(locked, &sources, &ScriptedPrompter::default(), Arc::new(SystemEntropy::new())).unwrap().vault;
    (folder, vault)
}

fn mint(vault: &Vault<Unlocked>, count: u32) {
    let settings = Settings {
        scopes: vec!["read".parse().unwrap(), "write".parse().unwrap()],
        resource: Some(Patch::Set("acme/products".parse().unwrap())),
        environment: Some(Patch::Set("prod".parse().unwrap())),
        expires: Some(Expiry::After(Span::days(90))),
        ..Settings::default()
    };
    let terms = Terms { settings, ..Terms::default() };
    let name = |number| format!("key {number}").parse().unwrap();
    let new = |number| Ok(NewKey { name: name(number), terms: terms.clone(), keep_in: None });
    assert_eq!(create(vault, &mut (0..count).map(new), now(), &mut Discard).unwrap(), u64::from(count));
}

/// The row that a plain database would hold of a key: what it is found by, and its record.
type Plain = Vec<Value>;

const PLAIN_KEYS: &str = "INSERT INTO keys (name, key_id, start, digest, record) VALUES (?, ?, ?, ?, ?)";
const PLAIN_EVENTS: &str = "INSERT INTO events (event) VALUES (?)";

/// What minting wrote, unsealed.
fn rows_of(vault: &Vault<Unlocked>) -> Vec<Plain> {
    let mut rows = Vec::new();
    let each = vault.read(now(), |transaction| {
        transaction.scan::<Key>(0, &mut |stored| {
            let key = stored.record;
            rows.push(vec![
                Value::Text(key.name.to_string()),
                Value::Text(key.id.to_string()),
                Value::Text(key.start.clone().unwrap_or_default()),
                Value::Blob(key.digest.as_bytes().to_vec()),
                Value::Text(serde_json::to_string(&key).unwrap()),
            ]);
            Ok(Flow::Continue)
        })
    });
    each.unwrap();
    rows
}

/// An empty database with the vault's settings.
fn plain_database() -> (TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let connection = Connection::open(folder.path().join("plain.db")).unwrap();
    connection
        .execute_batch(
            "PRAGMA page_size = 16384; PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;
             PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;
             CREATE TABLE keys (id INTEGER PRIMARY KEY, name TEXT, key_id TEXT, start TEXT, digest BLOB, record TEXT);
             CREATE INDEX names ON keys (name); CREATE UNIQUE INDEX ids ON keys (key_id);
             CREATE INDEX starts ON keys (start); CREATE UNIQUE INDEX digests ON keys (digest);
             CREATE TABLE events (id INTEGER PRIMARY KEY, event TEXT);",
        )
        .unwrap();
    (folder, connection)
}

/// Each key with an event of the log, alternating as minting does.
fn insert_plainly(connection: &Connection, rows: &[Plain]) {
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut keys = connection.prepare(PLAIN_KEYS).unwrap();
    let mut events = connection.prepare(PLAIN_EVENTS).unwrap();
    let event = "e".repeat(230);
    for row in rows {
        keys.execute(params_from_iter(row)).unwrap();
        events.execute([&event]).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
}

/// Reads every row, and passes its record on.
fn scan_plainly(connection: &Connection, visit: &mut dyn FnMut(&[u8])) {
    for sql in ["SELECT record FROM keys", "SELECT event FROM events"] {
        let mut statement = connection.prepare(sql).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            visit(row.get_ref(0).unwrap().as_str().unwrap().as_bytes());
        }
    }
}

fn hash_file(path: &Path) {
    let mut file = File::open(path).unwrap();
    let (mut hasher, mut piece) = (Hasher::new(), vec![0; 256 * 1024]);
    loop {
        let read = file.read(&mut piece).unwrap();
        if read == 0 {
            break;
        }
        hasher.update(&piece[..read]);
    }
    black_box(hasher.finish());
}

fn cipher() -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &[7; 32]).unwrap())
}

/// Deciphers or enciphers so many bytes, in pieces of a node's size.
fn pass_over(cipher: &LessSafeKey, page: &mut [u8]) {
    let nonce = Nonce::assume_unique_for_key([1; 12]);
    let tag = cipher.seal_in_place_separate_tag(nonce, Aad::empty(), page).unwrap();
    black_box(tag.as_ref());
}

fn mint_benchmark(criterion: &mut Criterion) {
    let count = keys() / 10;
    let (_example, example) = fresh_vault();
    mint(&example, count);
    let rows = rows_of(&example);
    drop(example);
    let mut group = criterion.benchmark_group("mint");
    group.sample_size(10);
    group.bench_function("plain", |bencher| {
        bencher.iter_batched(
            plain_database,
            |(folder, connection)| {
                insert_plainly(&connection, &rows);
                (folder, connection)
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("keywright", |bencher| {
        bencher.iter_batched(
            fresh_vault,
            |(folder, vault)| {
                mint(&vault, count);
                (folder, vault)
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn scan_benchmark(criterion: &mut Criterion) {
    let (folder, vault) = fresh_vault();
    mint(&vault, keys());
    let (_plain, plain) = plain_database();
    insert_plainly(&plain, &rows_of(&vault));
    let out: PathBuf = folder.path().join("keys.jsonl");
    let request = Request {
        format: Format::Jsonl,
        dialect: Dialect::default(),
        audience: Vec::new(),
        valid_for: Span::days(7),
        out: Some(out.clone()),
        force: false,
    };
    let write = || export(&vault, &request, now(), &mut |_| {}).unwrap().claims.cnt;
    write();
    let mut group = criterion.benchmark_group("export");
    group.sample_size(10);
    group.bench_function("plain", |bencher| {
        bencher.iter(|| {
            scan_plainly(&plain, &mut |record| {
                black_box(record.len());
            });
            hash_file(&out);
        });
    });
    group.bench_function("keywright", |bencher| bencher.iter(write));
    group.finish();
    let size = std::fs::metadata(vault.path()).unwrap().len();
    let (cipher, mut page) = (cipher(), vec![0; PAGE]);
    let mut group = criterion.benchmark_group("vault check");
    group.sample_size(10);
    group.bench_function("plain", |bencher| {
        bencher.iter(|| {
            scan_plainly(&plain, &mut |record| {
                black_box(record.len());
            });
            (0..size / PAGE as u64).for_each(|_| pass_over(&cipher, &mut page));
        });
    });
    group.bench_function("keywright", |bencher| {
        bencher.iter(|| check(&vault, now(), &mut |_| {}).unwrap().rows);
    });
    group.finish();
    rekey_benchmark(criterion, size);
}

/// What a re-key must do at least: decipher and encipher every page, and write it in one transaction. The script
/// compares a whole re-key with it.
fn rekey_benchmark(criterion: &mut Criterion, size: u64) {
    let (cipher, mut page) = (cipher(), vec![0; PAGE - 64]);
    let mut group = criterion.benchmark_group("vault rekey");
    group.sample_size(10);
    let (_folder, plain) = plain_database();
    plain.execute_batch("CREATE TABLE pages (id INTEGER PRIMARY KEY, page BLOB)").unwrap();
    let sql = "INSERT OR REPLACE INTO pages (id, page) VALUES (?, ?)";
    let mut rewrite = || {
        plain.execute_batch("BEGIN IMMEDIATE").unwrap();
        let mut statement = plain.prepare_cached(sql).unwrap();
        for id in 0..size / PAGE as u64 {
            pass_over(&cipher, &mut page);
            pass_over(&cipher, &mut page);
            statement.execute((i64::try_from(id).unwrap(), &page)).unwrap();
        }
        drop(statement);
        plain.execute_batch("COMMIT").unwrap();
    };
    rewrite();
    group.bench_function("plain", |bencher| bencher.iter(&mut rewrite));
    group.finish();
}

const PAGE: usize = 16_384;

criterion_group!(benches, mint_benchmark, scan_benchmark);
criterion_main!(benches);
