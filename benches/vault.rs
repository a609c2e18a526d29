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
use keywright::domain::patch::Patch;
use keywright::domain::time::{Lifetime, Span, Timestamp};
use keywright::error::Result;
use keywright::ops::key::create::{Delivery, Minted, NewKey, Settings, Terms, create};
use keywright::ops::vault::init;
use keywright::ops::vault::unlock::{Sources, unlock};
use keywright::ops::verification_file::export::{Request, export};
use keywright::ops::{Options, Unlocked, Vault};
use keywright::system::SystemEntropy;
use keywright::verification::Format;
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
        mark: None,
        accept_clock: false,
        user: "bench",
    };
    init::init(&request, now(), &SystemEntropy::new(), &ScriptedPrompter::default()).unwrap();
    let options = Options {
        lock_timeout: Span::seconds(10),
        mark: None,
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
        expires: Some(Lifetime::For(Span::days(90))),
        ..Settings::default()
    };
    let terms = Terms { settings, ..Terms::default() };
    let name = |number| format!("key {number}").parse().unwrap();
    let mut new = (0..count).map(|number| NewKey { name: name(number), terms: terms.clone(), keep_in: None });
    assert_eq!(create(vault, &mut new, now(), &mut Discard).unwrap(), u64::from(count));
}

type Rows = Vec<(String, Vec<Vec<Value>>)>;

/// Everything that minting wrote: the rows of the keys and of the audit log.
fn rows_of(path: &Path) -> Rows {
    let connection = Connection::open(path).unwrap();
    let table = |name: &str| {
        let mut statement = connection.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let width = statement.column_count();
        let rows = statement.query_map([], |row| (0..width).map(|n| row.get(n)).collect()).unwrap();
        let sql = format!("INSERT INTO {name} VALUES ({})", vec!["?"; width].join(","));
        (sql, rows.map(Result::unwrap).collect())
    };
    vec![table("keys"), table("audit")]
}

/// An empty database with the vault's own tables and settings.
fn plain_database() -> (TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let connection = Connection::open(folder.path().join("plain.db")).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;
             PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;",
        )
        .unwrap();
    connection.execute_batch(include_str!("../migrations/0001_initial.sql")).unwrap();
    (folder, connection)
}

fn insert_plainly(connection: &Connection, rows: &Rows) {
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    // Alternating, as minting does.
    let mut statements: Vec<_> =
        rows.iter().map(|(sql, rows)| (connection.prepare(sql).unwrap(), rows)).collect();
    let longest = rows.iter().map(|(_, rows)| rows.len()).max().unwrap();
    for number in 0..longest {
        for (statement, rows) in &mut statements {
            if let Some(row) = rows.get(number) {
                statement.execute(params_from_iter(row)).unwrap();
            }
        }
    }
    connection.execute_batch("COMMIT").unwrap();
}

/// Reads every column of the sealed table, and hashes a file of the size that is exported.
fn scan_and_hash(vault: &Path, exported: &Path) {
    let connection = Connection::open(vault).unwrap();
    let mut statement = connection.prepare("SELECT id, ver, name, short, digest, sealed FROM keys").unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut total = 0;
    while let Some(row) = rows.next().unwrap() {
        total += (2..6).map(|n| row.get_ref(n).unwrap().as_blob().unwrap().len()).sum::<usize>();
    }
    black_box(total);
    let mut file = File::open(exported).unwrap();
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

fn benchmark(criterion: &mut Criterion) {
    let count = keys() / 10;
    let (_example, example) = fresh_vault();
    mint(&example, count);
    let rows = rows_of(example.path());
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
    drop(rows);

    let (folder, vault) = fresh_vault();
    mint(&vault, keys());
    let out: PathBuf = folder.path().join("keys.jsonl");
    let request = Request {
        format: Format::Jsonl,
        audience: Vec::new(),
        valid_for: Span::days(7),
        out: Some(out.clone()),
    };
    let write = || export(&vault, &request, now(), &mut |_| {}).unwrap().claims.cnt;
    write();
    let copy = folder.path().join("copy.db");
    std::fs::copy(vault.path(), &copy).unwrap();
    let mut group = criterion.benchmark_group("export");
    group.sample_size(10);
    group.bench_function("plain", |bencher| bencher.iter(|| scan_and_hash(&copy, &out)));
    group.bench_function("keywright", |bencher| bencher.iter(write));
    group.finish();
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
