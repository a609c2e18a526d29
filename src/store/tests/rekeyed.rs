//! A new data key.

use super::super::keys::{Keys, Place};
use super::super::manifest::Manifest;
use super::super::tree::pages::Pages;
use super::*;

const LAST: i64 = 3_000;

fn rekey(vault: &mut Vault<Unlocked>, seen: &mut u64) -> Result<i64> {
    let mut rewrap = |found: &SlotRow, _: &DataKey| {
        Ok(Some(Rewrapped { slot: found.slot.clone(), wrapped: b"anew".to_vec(), identity: None }))
    };
    let rekey = Rekey {
        data_key: data_key(8),
        authorize: &|_| Ok(()),
        rewrap: &mut rewrap,
        audit_entry: AuditEntry::new(Action::VaultRekey),
        progress: &mut |entries| *seen += entries,
    };
    vault.rekey(NOW, rekey)
}

/// Records in many nodes, with gaps.
fn filled() -> Scene {
    let scene = Scene::new();
    scene.write(|transaction| {
        for number in 3..=LAST {
            assert_eq!(transaction.insert(&series(number))?, number);
        }
        let gone = transaction.get::<Series>(30)?.unwrap();
        Ok(transaction.delete(&gone)?)
    });
    scene
}

#[test]
fn a_re_key_keeps_every_record_and_its_number() {
    let scene = filled();
    let (mut vault, mut seen) = (scene.open(), 0);
    let before = scene.check().unwrap();
    let generation = rekey(&mut vault, &mut seen).unwrap();
    assert_eq!(generation, before.generation + 1);
    // Records and their index entries.
    assert!(seen > 2 * 2_900, "{seen}");
    for vault in [vault, scene.open_with(8)] {
        vault
            .read(NOW, |transaction| {
                let after = transaction.check_integrity(&mut |_| {})?;
                assert_eq!((after.rows, after.events), (before.rows + 1, before.events + 1));
                assert!(transaction.get::<Series>(30)?.is_none());
                for number in [3, 29, 31, 1_500, LAST] {
                    let found =
                        transaction.find::<Series>(Index::SeriesSubject, &format!("subject {number}"))?;
                    assert_eq!((found.len(), found[0].id), (1, number));
                    assert_eq!(found[0].record, series(number));
                }
                Ok(())
            })
            .unwrap();
    }
    let added = scene.open_with(8).write(NOW, |transaction| Ok(transaction.insert(&series(1))?));
    assert_eq!(added.unwrap(), LAST + 1);
}

/// Whatever is in the file, and whatever was written in the same transaction.
#[test]
fn the_old_data_key_opens_nothing_afterwards() {
    let scene = filled();
    let opens = |byte: u8| {
        let vault = scene.open();
        let keys = Keys::derive(&data_key(byte), *vault.id().as_bytes()).unwrap();
        let connection = Connection::open(&scene.path).unwrap();
        let pages = Pages { connection: &connection, keys: &keys, entropy: &entropy() };
        let (mut nodes, mut opened) = (0, 0);
        pages
            .ids(&mut |id| {
                nodes += 1;
                opened += usize::from(pages.salvage(id, 16).is_some());
                Ok(())
            })
            .unwrap();
        assert!(nodes > 10);
        let sealed: Vec<u8> =
            connection.query_row("SELECT sealed FROM manifest", [], |row| row.get(0)).unwrap();
        let is_manifest = keys.open(Place::Manifest(1), &sealed).is_ok();
        assert_eq!(is_manifest, Manifest::load(&connection, &keys).is_ok());
        (is_manifest, opened == nodes, opened)
    };
    assert_eq!((opens(7).0, opens(7).1), (true, true));
    rekey(&mut scene.open(), &mut 0).unwrap();
    assert_eq!(opens(7), (false, false, 0));
    assert_eq!((opens(8).0, opens(8).1), (true, true));
    assert_eq!(scene.open().read(NOW, |_| Ok(())).unwrap_err().kind, TAMPERED);
    // Nodes that merely stayed in the file were not under the new key either.
    assert!(scene.open_with(8).read(NOW, |transaction| transaction.check_integrity(&mut |_| {})).is_ok());
}

/// A process that waited while another one re-keyed the vault has a key that opens nothing: that is no tampering.
#[test]
fn a_process_that_waited_is_told() {
    let scene = filled();
    let waiting = scene.open();
    rekey(&mut scene.open(), &mut 0).unwrap();
    let told = waiting.write(NOW, |transaction| Ok(transaction.insert(&series(1))?)).unwrap_err();
    assert!(matches!(told.cause(), Some(StoreError::Rekeyed)));
}

#[test]
fn a_re_key_that_fails_changes_nothing() {
    let scene = filled();
    let before = std::fs::read(&scene.path).unwrap();
    let mut vault = scene.open();
    let mut rewrap = |_: &SlotRow, _: &DataKey| Err(Error::usage("no"));
    let refused = Rekey {
        data_key: data_key(8),
        authorize: &|_| Ok(()),
        rewrap: &mut rewrap,
        audit_entry: AuditEntry::new(Action::VaultRekey),
        progress: &mut |_| (),
    };
    assert_eq!(vault.rekey(NOW, refused).unwrap_err().message, "no");
    assert!(std::fs::read(&scene.path).unwrap() == before);
    vault.read(NOW, |transaction| transaction.check_integrity(&mut |_| {})).unwrap();
    // Nor does one of a vault to which somebody added a node: what is not re-sealed would stay under the old key.
    scene.alter("INSERT INTO node SELECT id + 1000, sealed FROM node WHERE id = 1");
    assert_eq!(rekey(&mut scene.open(), &mut 0).unwrap_err().kind, TAMPERED);
    scene.alter("DELETE FROM node WHERE id > 1000");
    scene.check().unwrap();
}
