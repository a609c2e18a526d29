//! What is hard to reach from outside: indexes against the records themselves, values in pieces, and what only a
//! holder of the keys, or SQL, can do to the file.

mod indexes;
mod integrity;
mod large;
mod log;
mod rekeyed;
mod repaired;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;
use tempfile::TempDir;
use zeroize::Zeroizing;

use super::*;
use crate::domain::actor::Actor;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::digest::Digest;
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::slot::{Role, Slot, SlotKind};
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Kind, Reason, Result};
use crate::ports::Entropy;
use crate::secret::DataKey;

const NOW: Timestamp = Timestamp::START;
const TAMPERED: Kind = Kind::Tampered(Reason::Vault);

/// Numbers instead of randomness: no two nonces are the same.
struct Numbers(AtomicU64);

impl Entropy for Numbers {
    fn fill(&self, buffer: &mut [u8]) -> Result<()> {
        buffer[..8].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        Ok(())
    }
}

fn entropy() -> Numbers {
    // Never the same numbers in two places.
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Numbers(AtomicU64::new(NEXT.fetch_add(1, Ordering::Relaxed) << 32))
}

fn data_key(byte: u8) -> DataKey {
    DataKey::new(Zeroizing::new([byte; 32]))
}

fn slot() -> Slot {
    let name = "identity".parse().unwrap();
    let (kind, recipient, role) = (SlotKind::X25519, String::new(), Role::Owner);
    Slot { name, kind, recipient, role, proven: true, created_at: NOW }
}

fn series(number: i64) -> Series {
    Series { subject: format!("subject {number}"), epoch: 0, generation: 1, needs_review: None }
}

fn key(number: u8, digest: u8) -> Key {
    let actor = Actor { user: "ana".to_owned(), slot: "identity".to_owned() };
    let (id, digest) = (KeyId::from_bits([number; 16]), Digest::from_bytes([digest; 32]));
    Key::new(id, "reader".parse().unwrap(), 1, "default".parse().unwrap(), digest, NOW, actor)
}

/// A vault with one slot, whatever it wraps.
struct Scene {
    path: PathBuf,
    _folder: TempDir,
}

impl Scene {
    fn new() -> Self {
        // In memory where that is to be had: each commit is made durable.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        let settings = Settings { created_at: NOW, unknown_files: None };
        let (data_key, id, user) = (data_key(7), VaultId::from_random([3; 16]), "tester".into());
        let new =
            NewVault { id, data_key: &data_key, settings, former: None, slot: slot(), user: &user, now: NOW };
        let made = create(&folder.path().join("vault.db"), &new, &entropy(), None, |transaction| {
            transaction.insert_slot(&slot(), b"wrapped".to_vec(), None)?;
            Ok(transaction.record(AuditEntry::new(Action::VaultInit))?)
        });
        Self { path: made.unwrap().path, _folder: folder }
    }

    fn locked(&self) -> std::result::Result<Vault<Locked>, StoreError> {
        let options = Options {
            lock_timeout: Span::seconds(1),
            state: None,
            accept_rollback: false,
            accept_clock: false,
            user: "tester".into(),
        };
        Vault::open(&self.path, options)
    }

    /// With the data key of these bytes. The slot has number 2, after the settings.
    fn open_with(&self, byte: u8) -> Vault<Unlocked> {
        self.locked().unwrap().unlock(&data_key(byte), 2, Arc::new(entropy())).unwrap()
    }

    fn open(&self) -> Vault<Unlocked> {
        self.open_with(7)
    }

    fn write<T>(&self, work: impl FnOnce(&mut Transaction<'_>) -> Result<T>) -> T {
        self.open().write(NOW, work).unwrap()
    }

    fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> T {
        self.open().read(NOW, work).unwrap()
    }

    fn series(&self) -> Vec<Series> {
        let records = |all: Vec<Stored<Series>>| all.into_iter().map(|stored| stored.record).collect();
        self.read(|transaction| Ok(records(transaction.all()?)))
    }

    fn check(&self) -> Result<Integrity> {
        let vault = self.locked()?.unlock(&data_key(7), 2, Arc::new(entropy()))?;
        vault.read(NOW, |transaction| transaction.check_integrity(&mut |_| {}))
    }

    /// Alters the file as anyone can who may write to it.
    fn alter(&self, sql: &str) {
        let file = Connection::open(&self.path).unwrap();
        file.execute_batch(sql).unwrap();
        file.close().unwrap();
    }

    fn ask(&self, sql: &str) -> i64 {
        let file = Connection::open(&self.path).unwrap();
        file.query_row(sql, [], |row| row.get(0)).unwrap()
    }
}

#[test]
fn records_have_numbers_that_are_not_used_again() {
    let scene = Scene::new();
    let first = scene.write(|transaction| Ok(transaction.insert(&series(1))?));
    assert_eq!((Settings::ID, first), (1, 3));
    scene.write(|transaction| {
        let gone = transaction.get::<Series>(first)?.unwrap();
        transaction.delete(&gone)?;
        assert!(transaction.get::<Series>(first)?.is_none());
        assert!(matches!(transaction.delete(&gone), Err(StoreError::Changed)));
        assert!(matches!(transaction.update(&gone), Err(StoreError::Changed)));
        assert_eq!(transaction.insert(&series(2))?, first + 1);
        Ok(())
    });
    // What failed left nothing behind.
    let failed = scene.open().write(NOW, |transaction| {
        transaction.insert(&series(3))?;
        Err::<(), _>(Error::usage("no"))
    });
    assert!(failed.is_err());
    assert_eq!(scene.write(|transaction| Ok(transaction.insert(&series(4))?)), first + 2);
    // Settings, slot, two series, one event.
    assert_eq!(scene.check().unwrap().rows, 5);
    assert_eq!(scene.series(), [series(2), series(4)]);
}

#[test]
fn many_keys_are_passed_in_their_order_as_far_as_is_wanted() {
    let scene = Scene::new();
    let large = |id: i64| {
        let id = u8::try_from(id % 251).unwrap();
        let mut key = key(id, id);
        key.created_by.user = "x".repeat(900);
        key
    };
    scene.write(|transaction| {
        let insert = |transaction: &mut Transaction<'_>, numbers: std::ops::Range<i64>| {
            numbers.into_iter().try_for_each(|number| transaction.insert(&large(number)).map(drop))
        };
        insert(transaction, 3..700)?;
        // A value in pieces.
        let json = serde_json::to_string(&large(700)).unwrap();
        transaction.import(Table::Keys, 700, format!("{}{json}", " ".repeat(20_000)).as_bytes())?;
        Ok(insert(transaction, 701..1_003)?)
    });
    let passed = |after: i64, most: usize| {
        let mut ids = Vec::new();
        let scanned = scene.open().read(NOW, |transaction| {
            transaction.scan::<Key>(after, &mut |stored| {
                assert_eq!(stored.record, large(stored.id));
                ids.push(stored.id);
                Ok(if ids.len() < most { Flow::Continue } else { Flow::Stop })
            })
        });
        (ids, scanned.err().map(|error| error.kind))
    };
    for (after, most) in [(0, 1), (0, 300), (0, 301), (10, 700), (650, 200)] {
        assert_eq!(passed(after, most), ((after.max(2) + 1..).take(most).collect(), None));
    }
    assert_eq!(passed(0, usize::MAX), ((3..=1_002).collect(), None));
    // What a table does not hold.
    scene.write(|transaction| {
        let wrong = tuple::Tuple::of(Table::Keys.number()).number(900);
        transaction.dirty = true;
        Ok(transaction.state.get_mut().map.put(&wrong, b"{}")?)
    });
    assert_eq!(passed(0, usize::MAX), ((3..900).collect(), Some(TAMPERED)));
    assert_eq!(passed(900, usize::MAX), ((901..=1_002).collect(), None));
    // An error of the visitor ends it at once.
    let failed = scene.open().read(NOW, |transaction| {
        transaction.scan::<Key>(0, &mut |stored| {
            if stored.id < 600 { Ok(Flow::Continue) } else { Err(Error::usage(stored.id.to_string())) }
        })
    });
    assert_eq!(failed.unwrap_err().message, "600");
}

#[test]
fn work_that_changes_nothing_leaves_no_trace() {
    let scene = Scene::new();
    let before = std::fs::read(&scene.path).unwrap();
    scene.write(|transaction| transaction.all::<Series>().map(drop));
    assert!(std::fs::read(&scene.path).unwrap() == before);
    scene.write(|transaction| Ok(transaction.insert(&series(1))?));
    assert!(std::fs::read(&scene.path).unwrap() != before);
}

/// A process that waits while a vault is replaced must not write to the replaced one.
#[test]
fn a_vault_that_was_replaced_is_not_written_to() {
    let scene = Scene::new();
    let opened = scene.open();
    let copy = scene.path.with_extension("copy");
    std::fs::copy(&scene.path, &copy).unwrap();
    std::fs::rename(&copy, &scene.path).unwrap();
    let written = opened.write(NOW, |transaction| Ok(transaction.insert(&series(1))?));
    assert!(matches!(written.unwrap_err().cause(), Some(StoreError::Replaced)));
    scene.write(|transaction| Ok(transaction.insert(&series(1))?));
}

#[test]
fn a_vault_has_64_slots_at_most() {
    let scene = Scene::new();
    let add = |transaction: &mut Transaction<'_>, number: usize| {
        let slot = Slot { name: format!("slot-{number}").parse().unwrap(), ..slot() };
        transaction.insert_slot(&slot, vec![1; 200], None)
    };
    scene.write(|transaction| {
        (1..MAX_SLOTS).try_for_each(|number| add(transaction, number).map(drop))?;
        assert!(matches!(add(transaction, MAX_SLOTS), Err(StoreError::TooManySlots("slots", 64))));
        Ok(())
    });
    assert_eq!(scene.locked().unwrap().slots().unwrap().len(), 64);
    assert_eq!(scene.read(|transaction| Ok(transaction.slots()?.len())), 64);
    scene.check().unwrap();
    // One more than this program would add: none of them is tried.
    scene.alter("INSERT INTO slot VALUES (1000, x'00', NULL)");
    assert!(matches!(scene.locked().unwrap().slots(), Err(StoreError::Tampered(_))));
    assert_eq!(scene.check().unwrap_err().kind, TAMPERED);
    scene.alter("DELETE FROM slot WHERE id = 1000");
    scene.check().unwrap();
    scene.alter("UPDATE slot SET wrapped = zeroblob(1048577) WHERE id = 2");
    assert!(matches!(scene.locked().unwrap().slots(), Err(StoreError::Tampered(_))));
}

#[test]
fn a_vault_has_8_passphrase_slots_at_most() {
    let scene = Scene::new();
    let add = |transaction: &mut Transaction<'_>, number: usize| {
        let name = format!("slot-{number}").parse().unwrap();
        let slot = Slot { name, kind: SlotKind::Passphrase, ..slot() };
        transaction.insert_slot(&slot, vec![1; 200], Some(vec![2; 200]))
    };
    scene.write(|transaction| {
        (0..MAX_PASSPHRASE_SLOTS).try_for_each(|number| add(transaction, number).map(drop))?;
        let one_more = add(transaction, MAX_PASSPHRASE_SLOTS);
        assert!(matches!(one_more, Err(StoreError::TooManySlots("passphrase slots", 8))));
        Ok(transaction.insert_slot(&slot(), vec![1; 200], None)?)
    });
    scene.check().unwrap();
}

/// Only a record that this program did not write can have text too long for a key of the map: it is no defect.
#[test]
fn a_record_with_text_that_is_too_long() {
    let scene = Scene::new();
    let with_length = |length| {
        let subject = "x".repeat(length);
        scene.open().write(NOW, |transaction| {
            let id = transaction.insert(&Series { subject: subject.clone(), ..series(1) })?;
            transaction.import(Table::Series, id + 1, &serde_json::to_vec(&series(2)).unwrap())?;
            assert_eq!(transaction.find::<Series>(Index::SeriesSubject, &subject)?[0].id, id);
            Ok(())
        })
    };
    // The number of the index, the end of the text, and the number of the record.
    with_length(1_024 - 1 - 1 - 8).unwrap();
    scene.check().unwrap();
    assert_eq!(with_length(1_024 - 1 - 8).unwrap_err().kind, TAMPERED);
    scene.check().unwrap();
}
