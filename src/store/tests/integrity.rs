//! What a check of the whole vault finds, and what a repair leaves out.

use super::super::tuple::Tuple;
use super::*;
use crate::domain::profile::Profile;

/// Series in several nodes.
fn filled() -> Scene {
    let scene = Scene::new();
    scene.write(|transaction| {
        (1..=2_000).try_for_each(|number| transaction.insert(&series(number)).map(drop))?;
        Ok(())
    });
    assert_eq!(scene.check().unwrap().rows, 2_003);
    assert!(scene.series().into_iter().eq((1..=2_000).map(series)));
    scene
}

fn finds(scene: &Scene, sql: &str, what: &str) {
    let before = std::fs::read(&scene.path).unwrap();
    scene.alter(sql);
    let found = scene.check().unwrap_err();
    assert_eq!(found.kind, TAMPERED, "{sql}");
    assert!(found.message.contains(what), "{sql}: {}", found.message);
    std::fs::write(&scene.path, before).unwrap();
    scene.check().unwrap();
}

#[test]
fn a_check_finds_what_was_altered() {
    let scene = filled();
    let (last, nodes) = (scene.ask("SELECT max(id) FROM node"), scene.ask("SELECT count(*) FROM node"));
    assert!(nodes > 10);
    for id in [last + 1, last + 1_000, i64::MAX, 0, -1] {
        let sql = format!("INSERT INTO node SELECT {id}, sealed FROM node WHERE id = 1");
        finds(&scene, &sql, &format!("nothing leads to node {id}"));
        finds(
            &scene,
            &format!("INSERT INTO node VALUES ({id}, 'text')"),
            &format!("nothing leads to node {id}"),
        );
    }
    for id in [1, last / 2, last] {
        finds(&scene, &format!("DELETE FROM node WHERE id = {id}"), &format!("node {id} is missing"));
        finds(
            &scene,
            &format!("UPDATE node SET id = {} WHERE id = {id}", last + 1),
            &format!("node {id} is missing"),
        );
        let sql = format!("UPDATE node SET sealed = zeroblob(16332) WHERE id = {id}");
        finds(&scene, &sql, &format!("node {id} is not the one that its parent names"));
    }
    finds(&scene, "UPDATE slot SET wrapped = x'00'", "a slot was altered");
    finds(&scene, "UPDATE slot SET identity = x'00'", "a slot was altered");
    finds(&scene, "UPDATE slot SET id = 5", "a slot was altered");
    finds(&scene, "INSERT INTO slot VALUES (5, x'00', NULL)", "a slot was altered");
    finds(&scene, "INSERT INTO slot VALUES (1, x'00', NULL)", "a slot was altered");
    finds(&scene, "DELETE FROM slot", "no usable slots");
    finds(&scene, "UPDATE manifest SET generation = generation + 1", "generation");
    finds(&scene, "INSERT INTO manifest SELECT 2, vault_id, generation, sealed FROM manifest", "not unique");
}

/// Even what only a holder of the keys could write.
#[test]
fn a_listing_of_all_keys_compares_their_indexes_and_counts() {
    let scene = Scene::new();
    scene.write(|transaction| {
        (1..=200).try_for_each(|number| transaction.insert(&key(number, number)).map(drop))?;
        Ok(())
    });
    let consistent = || assert_eq!(scene.read(|transaction| Ok(Some(transaction.check_keys()?))), Some(200));
    consistent();
    let finds = |what: &str, work: &dyn Fn(&mut Transaction<'_>) -> std::result::Result<(), StoreError>| {
        let checked = scene.open().write(NOW, |transaction| {
            work(transaction)?;
            transaction.dirty = true;
            transaction.write_manifest()?;
            transaction.check_keys().map(drop)
        });
        assert!(checked.unwrap_err().message.contains(what), "{what}");
    };
    // The settings and the slot came first.
    let (one, row) = (key(7, 7), 9);
    let (name, id) = (Index::KeyName.text(one.name.as_str()), Index::KeyId.text(one.id.as_str()));
    let mismatch = "the indexes of keys do not match the keys";
    for entry in [&name, &id] {
        finds(mismatch, &|transaction| {
            assert!(transaction.state.get_mut().map.delete(&entry.clone().number(row))?);
            Ok(())
        });
    }
    finds(mismatch, &|transaction| transaction.state.get_mut().map.add(name.clone().number(9_999)));
    // As many as there should be.
    finds(mismatch, &|transaction| {
        let map = &mut transaction.state.get_mut().map;
        map.delete(&id.clone().number(row))?;
        map.add(Index::KeyId.text("key_b").number(row))
    });
    let record = Tuple::of(Table::Keys.number()).number(row);
    finds(mismatch, &|transaction| transaction.state.get_mut().map.delete(&record).map(drop));
    consistent();
}

/// Even what only a holder of the keys could write.
#[test]
fn a_check_compares_indexes_with_records() {
    let scene = filled();
    let entry = |number: i64| Index::SeriesSubject.text(&format!("subject {number}")).number(number + 2);
    let finds = |what: &str, work: &dyn Fn(&mut Transaction<'_>) -> std::result::Result<(), StoreError>| {
        let checked = scene.open().write(NOW, |transaction| {
            work(transaction)?;
            transaction.dirty = true;
            transaction.write_manifest()?;
            transaction.check_integrity(&mut |_| {})
        });
        assert!(checked.unwrap_err().message.contains(what), "{what}");
    };
    let mismatch = "the indexes do not match the records";
    finds(mismatch, &|transaction| transaction.state.get_mut().map.delete(&entry(7)).map(drop));
    finds(mismatch, &|transaction| transaction.state.get_mut().map.add(entry(3_000)));
    // As many as there should be.
    finds(mismatch, &|transaction| {
        transaction.state.get_mut().map.delete(&entry(7))?;
        transaction.state.get_mut().map.add(entry(3_000))
    });
    let record = |number: i64| Tuple::of(Table::Series.number()).number(number);
    finds(mismatch, &|transaction| transaction.state.get_mut().map.delete(&record(9)).map(drop));
    finds("cannot be read", &|transaction| transaction.state.get_mut().map.put(&record(9), b"{}"));
    finds("an entry of no table", &|transaction| transaction.state.get_mut().map.put(&Tuple::of(20), b"{}"));
    // A piece of nothing, and a value without its last piece.
    let piece = |number| Tuple::of(Table::PIECES).number(1).number(number);
    finds(mismatch, &|transaction| transaction.state.get_mut().map.put(&piece(0), b"piece"));
    for last in [None, Some(b"shorter")] {
        finds("a value is not whole", &|transaction| {
            let map = &mut transaction.state.get_mut().map;
            map.put_new(&record(9_000), &vec![b'{'; 20_000])?;
            let piece = pieces::place(record(9_000).as_slice(), 2);
            assert!(map.delete(&piece)?);
            last.map_or(Ok(()), |last| map.put_new(&piece, last))
        });
    }
    finds("event", &|transaction| {
        let first = Tuple::of(Table::Audit.number()).number(1);
        transaction.state.get_mut().map.delete(&first).map(drop)
    });
    scene.check().unwrap();
    // What an index leads to must be there.
    scene.write(|transaction| {
        transaction.state.get_mut().map.delete(&record(9))?;
        let found = transaction.find::<Series>(Index::SeriesSubject, "subject 7");
        assert!(matches!(found, Err(StoreError::Tampered(_))));
        Ok(())
    });
}

#[test]
fn two_of_what_there_is_one_of() {
    let scene = Scene::new();
    let profile = || Profile::default_profile().unwrap();
    let refuses = |what: &str, work: &dyn Fn(&mut Transaction<'_>) -> std::result::Result<(), StoreError>| {
        let refused = scene.open().write(NOW, |transaction| {
            assert_eq!(transaction.twins()?, None);
            work(transaction)?;
            assert_eq!(transaction.twins()?.unwrap(), what);
            transaction.write_manifest()?;
            transaction.check_integrity(&mut |_| {})
        });
        assert!(refused.unwrap_err().message.contains(what), "{what}");
    };
    scene.write(|transaction| {
        // Names of keys may be the same, and a subject may begin like another.
        transaction.insert(&key(1, 1))?;
        transaction.insert(&key(2, 2))?;
        transaction.insert(&profile())?;
        transaction.insert(&series(1))?;
        transaction.insert(&series(11))?;
        Ok(())
    });
    scene.check().unwrap();
    let next = scene.read(|transaction| Ok(transaction.next_seq()));
    let twins = |what: &str, first: i64| format!("two {what}: records {first} and {next}");
    refuses(&twins("keys have the same id", 3), &|transaction| transaction.insert(&key(1, 3)).map(drop));
    refuses(&twins("keys have the same digest", 4), &|transaction| transaction.insert(&key(3, 2)).map(drop));
    refuses(&twins("profiles have the same name", 5), &|transaction| {
        transaction.insert(&profile()).map(drop)
    });
    refuses(&twins("series have the same subject", 6), &|transaction| {
        transaction.insert(&series(1)).map(drop)
    });
    scene.check().unwrap();
}

#[test]
fn what_is_not_in_a_vaults_schema_is_refused_and_left_out_by_a_repair() {
    for (sql, name) in [
        ("ANALYZE", "table sqlite_stat"),
        ("CREATE TABLE stranger (id INTEGER)", "table stranger"),
        ("CREATE INDEX stranger ON node (sealed)", "index stranger"),
        ("CREATE VIEW stranger AS SELECT 1", "view stranger"),
        ("CREATE TRIGGER stranger AFTER UPDATE ON node BEGIN DELETE FROM slot; END", "trigger stranger"),
    ] {
        let scene = Scene::new();
        scene.write(|transaction| Ok(transaction.insert(&series(1))?));
        scene.alter(sql);
        let said = |error: Error| {
            assert_eq!(error.kind, TAMPERED);
            assert!(error.message.contains(name), "{}", error.message);
        };
        let vault = scene.open();
        said(vault.read(NOW, |_| Ok(())).unwrap_err());
        said(vault.write(NOW, |transaction| Ok(transaction.insert(&series(2))?)).unwrap_err());
        said(
            scene
                .locked()
                .unwrap()
                .backup(&scene.path.with_extension("copy"), None, NOW, &mut |_| {})
                .unwrap_err()
                .into(),
        );
        let damages = vault.damages(&mut |_| {}).unwrap();
        assert!(!damages.is_empty() && damages.iter().all(|damage| damage.table == "schema"));
        let repaired = vault.repair(NOW, &mut |_| {}, |_, _, _| Ok(())).unwrap();
        assert_eq!(repaired.damages, damages);
        drop(vault);
        assert_eq!(scene.ask("SELECT count(*) FROM sqlite_schema"), 3, "{sql}");
        assert_eq!(scene.check().unwrap().rows, 4);
        assert_eq!(scene.series(), [series(1)]);
    }
    let scene = Scene::new();
    scene.alter("DROP TABLE slot");
    assert!(matches!(scene.locked(), Err(StoreError::Tampered(_))), "nothing is left of such a vault");
}
