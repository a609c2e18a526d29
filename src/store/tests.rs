//! What is hard to reach from outside: sums across blocks and groups, and records that only a holder of the
//! keys could have misplaced.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use rusqlite::Connection;
use tempfile::TempDir;
use zeroize::Zeroizing;

use super::blocks::{BLOCK_ROWS, Groups, Zone, block_of};
use super::manifest::Manifest;
use super::row::Keys;
use super::sum::Sum;
use super::*;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::slot::{Role, Slot, SlotKind};
use crate::domain::time::{Span, Timestamp};
use crate::error::{Kind, Reason, Result};
use crate::ports::Entropy;
use crate::secret::DataKey;

const NOW: Timestamp = Timestamp::START;

/// Never the same bytes twice in a test.
struct Counting(AtomicU8);

impl Entropy for Counting {
    fn fill(&self, buffer: &mut [u8]) -> Result<()> {
        buffer.fill_with(|| self.0.fetch_add(1, Ordering::Relaxed));
        Ok(())
    }
}

fn entropy() -> Counting {
    Counting(AtomicU8::new(0))
}

fn data_key() -> DataKey {
    DataKey::new(Zeroizing::new([7; 32]))
}

fn keys() -> Keys {
    Keys::derive(&data_key(), [1; 16]).unwrap()
}

fn series(number: i64) -> Series {
    Series { subject: format!("subject {number}"), epoch: 0, generation: 1, needs_review: None }
}

fn slot() -> Slot {
    let name = "identity".parse().unwrap();
    let (kind, recipient, role) = (SlotKind::X25519, String::new(), Role::Owner);
    Slot { name, kind, recipient, role, proven: true, created_at: NOW }
}

/// A vault with one slot, whatever it wraps.
fn vault() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (data_key, settings) =
        (data_key(), Settings { created_at: NOW, chain_key: Hex32::new(Zeroizing::new([9; 32])) });
    let id = VaultId::from_random([3; 16]);
    let new = NewVault { id, data_key: &data_key, settings, slot: slot(), user: "tester", now: NOW };
    let path = create(&folder.path().join("vault.db"), &new, &entropy(), None, |transaction| {
        transaction.insert_slot(&slot(), b"wrapped".to_vec(), None)?;
        Ok(transaction.record(AuditEntry::new(Action::VaultInit))?)
    });
    let (path, _) = path.unwrap();
    (folder, path)
}

fn open(path: &Path) -> Vault<Unlocked> {
    let options = Options {
        lock_timeout: Span::seconds(1),
        mark: None,
        accept_rollback: false,
        accept_clock: false,
        user: "tester".to_owned(),
    };
    Vault::open(path, options).unwrap().unlock(&data_key(), 1, Arc::new(entropy())).unwrap()
}

fn check(path: &Path) -> Result<Integrity> {
    open(path).read(NOW, |transaction| transaction.check_integrity(&mut |_| {}))
}

#[test]
fn sums_across_a_block_boundary() {
    let (_folder, path) = vault();
    let vault = open(&path);
    let write = |work: &dyn Fn(&mut Transaction<'_>) -> Result<()>| {
        vault.write(NOW, |transaction| work(transaction)).unwrap();
    };
    write(&|transaction| {
        (1..=1_100).try_for_each(|number| Ok(transaction.insert(&series(number)).map(|_| ())?))
    });
    write(&|transaction| {
        for id in (1_015..=1_035).step_by(2) {
            let gone: Stored<Series> = transaction.get(id)?.unwrap();
            transaction.delete(&gone)?;
        }
        for id in (1_014..=1_034).step_by(2) {
            let mut changed: Stored<Series> = transaction.get(id)?.unwrap();
            changed.record.generation = 2;
            transaction.update(&changed)?;
        }
        Ok(())
    });
    drop(vault);
    let whole = check(&path).unwrap();
    // 1,100 less 11, and settings, slot and one event.
    assert_eq!(whole.rows, 1_089 + 3);
    assert_eq!(block_of(1_023), 0);
    assert_eq!(block_of(1_024), 1);
    // A row deleted from one block leaves the other readable; reading its own block fails.
    let file = Connection::open(&path).unwrap();
    file.execute("DELETE FROM series WHERE id = 1024", []).unwrap();
    file.close().unwrap();
    let get = |id| open(&path).read(NOW, |transaction| Ok(transaction.get::<Series>(id)?.is_some()));
    assert!(get(1_022).unwrap());
    assert_eq!(get(1_100).unwrap_err().kind, Kind::Tampered(Reason::Vault));
    assert_eq!(check(&path).unwrap_err().kind, Kind::Tampered(Reason::Vault));
}

#[test]
fn sums_across_a_group_boundary() {
    let file = Connection::open_in_memory().unwrap();
    schema::initialise(&file).unwrap();
    let (keys, entropy) = (keys(), entropy());
    let (mut manifest, mut groups) = (Manifest::new(NOW), Groups::new());
    let tag = |id: i64| Sum::from_tag(&[u8::try_from(id % 251).unwrap(); 32]);
    let ids = [0, 1, 1_023, 1_024, 32 * BLOCK_ROWS - 1, 32 * BLOCK_ROWS, 64 * BLOCK_ROWS];
    for id in ids {
        groups.change(&keys, Zone::Rows(Table::Keys), block_of(id), None, Some(tag(id))).unwrap();
    }
    groups.flush(&file, &keys, &entropy, &mut manifest).unwrap();
    // Again, in a later transaction: one row is deleted, the others stay.
    let mut groups = Groups::load(&file, &keys, &manifest).unwrap();
    groups.change(&keys, Zone::Rows(Table::Keys), block_of(1), Some(tag(1)), None).unwrap();
    groups.flush(&file, &keys, &entropy, &mut manifest).unwrap();
    let mut groups = Groups::load(&file, &keys, &manifest).unwrap();
    for (block, rows) in [(0, 2), (1, 1), (2, 0), (31, 1), (32, 1), (64, 1), (65, 0)] {
        assert_eq!(groups.block(&keys, Zone::Rows(Table::Keys), block).unwrap().rows, rows, "block {block}");
    }
    assert_eq!(manifest.counts(Table::Blocks).rows, 3);
    let mut both = tag(0);
    both.add(tag(1_023));
    assert_eq!(groups.block(&keys, Zone::Rows(Table::Keys), 0).unwrap().sum, both);
    file.execute("DELETE FROM blocks WHERE id = 2", []).unwrap();
    assert!(matches!(Groups::load(&file, &keys, &manifest), Err(StoreError::Tampered(_))));
}

#[test]
fn a_row_opens_in_its_place_alone() {
    let (keys, columns) = (keys(), vec![b"a".to_vec(), b"bc".to_vec()]);
    let row = keys.seal(&entropy(), "keys", (1, 1), columns, b"{}").unwrap();
    assert!(keys.open("keys", &row).is_ok());
    assert!(keys.open("slots", &row).is_err(), "another table");
    let mut moved = row.clone();
    moved.id = 2;
    assert!(keys.open("keys", &moved).is_err(), "another id");
    moved = row.clone();
    moved.ver = 2;
    assert!(keys.open("keys", &moved).is_err(), "another version");
    moved = row.clone();
    moved.columns = vec![b"ab".to_vec(), b"c".to_vec()];
    assert!(keys.open("keys", &moved).is_err(), "other columns of the same bytes");
    let other = Keys::derive(&data_key(), [2; 16]).unwrap();
    assert!(other.open("keys", &row).is_err(), "another vault");
}

#[test]
fn lengths_tell_little() {
    let keys = keys();
    let length = |plaintext: &[u8]| {
        keys.seal(&entropy(), "keys", (1, 1), Vec::new(), plaintext).unwrap().sealed.len() - 12 - 16
    };
    assert_eq!(
        [2, 63, 64, 65, 128, 129].map(|count| length(&vec![b'x'; count])),
        [64, 64, 64, 128, 128, 192]
    );
}

/// Sealed and summed correctly, but with another record's look-up: only a holder of the keys could write
/// that, and it is rejected all the same.
#[test]
fn a_record_that_is_found_by_anothers_value() {
    let (_folder, path) = vault();
    let vault = open(&path);
    let written = vault.write(NOW, |transaction| {
        let lookup = transaction.keys.lookup(Table::Series, "subject", b"subject 2");
        let json = serde_json::to_vec(&series(1)).unwrap();
        Ok(transaction.insert_sealed(Table::Series, vec![lookup], &json)?)
    });
    assert_eq!(written.unwrap(), 1);
    let found = vault.read(NOW, |transaction| Ok(transaction.find::<Series>("subject", b"subject 2")?));
    assert_eq!(found.unwrap_err().kind, Kind::Tampered(Reason::Vault));
    let got = vault.read(NOW, |transaction| Ok(transaction.get::<Series>(1)?));
    assert_eq!(got.unwrap_err().kind, Kind::Tampered(Reason::Vault));
}

/// A process that waits while a vault is replaced must not write to the replaced one.
#[test]
fn a_vault_that_was_replaced_is_not_written_to() {
    let (_folder, path) = vault();
    let opened = open(&path);
    let copy = path.with_extension("copy");
    std::fs::copy(&path, &copy).unwrap();
    std::fs::rename(&copy, &path).unwrap();
    let written = opened.write(NOW, |transaction| Ok(transaction.insert(&series(1))?));
    assert!(matches!(written.unwrap_err().cause(), Some(StoreError::Replaced)));
    open(&path).write(NOW, |transaction| Ok(transaction.insert(&series(1))?)).unwrap();
}

/// Across blocks, gaps and all kinds of tables: what was read under the old keys is read under the new.
#[test]
fn a_re_key_keeps_every_row_and_its_id() {
    let (_folder, path) = vault();
    let mut vault = open(&path);
    let last = BLOCK_ROWS + 5;
    vault
        .write(NOW, |transaction| {
            for number in 1..=last {
                transaction.insert(&series(number))?;
            }
            let gone = transaction.get::<Series>(3)?.unwrap();
            Ok(transaction.delete(&gone)?)
        })
        .unwrap();
    let fresh = DataKey::new(Zeroizing::new([8; 32]));
    let mut rewrap = |found: &SlotRow, _: &DataKey| {
        Ok(Some(Rewrapped { slot: found.slot.clone(), wrapped: b"anew".to_vec(), identity: None }))
    };
    let mut seen = 0;
    let rekey = Rekey {
        data_key: fresh,
        authorize: &|_| Ok(()),
        rewrap: &mut rewrap,
        audit_entry: AuditEntry::new(Action::VaultRekey),
        progress: &mut |rows| seen += rows,
    };
    vault.rekey(NOW, rekey).unwrap();
    assert!(seen > last.unsigned_abs());
    for vault in [vault, {
        let options = Options {
            lock_timeout: Span::seconds(1),
            mark: None,
            accept_rollback: false,
            accept_clock: false,
            user: "tester".into(),
        };
        let fresh = DataKey::new(Zeroizing::new([8; 32]));
        Vault::open(&path, options).unwrap().unlock(&fresh, 1, Arc::new(entropy())).unwrap()
    }] {
        vault
            .read(NOW, |transaction| {
                transaction.check_integrity(&mut |_| {})?;
                assert!(transaction.get::<Series>(3)?.is_none());
                for number in [1, 2, 4, BLOCK_ROWS, last] {
                    let subject = format!("subject {number}");
                    let found = transaction.find::<Series>("subject", subject.as_bytes())?;
                    assert_eq!((found.len(), found[0].id), (1, number));
                }
                Ok(())
            })
            .unwrap();
    }
    assert!(open(&path).read(NOW, |_| Ok(())).is_err(), "the old data key opens nothing");
}
