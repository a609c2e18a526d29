//! Values larger than a node.

use proptest::prelude::*;

use super::super::keys::Keys;
use super::super::manifest::Manifest;
use super::super::map::Map;
use super::super::tree::node::MAX_VALUE;
use super::super::tree::pages::Pages;
use super::super::tuple::Tuple;
use super::*;
use crate::domain::digest::Digest;
use crate::domain::publication::{Publication, RowSet};

/// A file for a million keys of which every other was deleted: ranges of one.
fn publication(keys: i64) -> Publication {
    let mut rows = RowSet::default();
    (1..=keys).for_each(|key| rows.push(2 * key));
    Publication {
        subject: "edge".to_owned(),
        epoch: 1,
        generation: 1,
        dig: Digest::from_bytes([1; 32]),
        entries: Digest::from_bytes([2; 32]),
        iat: NOW,
        exp: NOW,
        keys: rows,
        ends: Vec::new(),
        gone: Vec::new(),
        lost: false,
        placed_at: None,
        reloaded_at: None,
        as_of: None,
        log_count: None,
        found_expired_at: None,
    }
}

#[test]
fn a_record_of_megabytes() {
    let scene = Scene::new();
    let (large, small) = (publication(100_000), publication(10));
    assert!(serde_json::to_vec(&large).unwrap().len() > 1_000_000);
    let nodes = || scene.ask("SELECT count(*) FROM node");
    let before = nodes();
    let put = |id: Option<i64>, record: &Publication| {
        scene.write(|transaction| match id {
            Some(id) => {
                transaction.update(&Stored { id, record: record.clone() })?;
                Ok(id)
            }
            None => Ok(transaction.insert(record)?),
        })
    };
    let id = put(None, &large);
    assert!(nodes() > before + 90);
    let found = |expected: &Publication| {
        scene.check().unwrap();
        scene.read(|transaction| {
            assert!(transaction.get::<Publication>(id)?.unwrap().record == *expected);
            let found = transaction.find::<Publication>(Index::PublicationSubject, "edge")?;
            assert!(found.len() == 1 && found[0].record == *expected);
            let mut newest = transaction.find_newest::<Publication>(Index::PublicationSubject, "edge");
            assert!(newest.next().unwrap()?.record == *expected && newest.next().is_none());
            assert!(transaction.all::<Publication>()?[0].record == *expected);
            Ok(())
        });
    };
    found(&large);
    // Another one of the same size, a shorter one, a small one: nothing of the former is left.
    let other = Publication { generation: 2, ..large };
    put(Some(id), &other);
    found(&other);
    put(Some(id), &publication(50_000));
    found(&publication(50_000));
    assert!(nodes() < before + 60);
    put(Some(id), &small);
    found(&small);
    assert!(nodes() <= before + 1);
    put(Some(id), &other);
    found(&other);
    scene.write(|transaction| {
        let stored = transaction.get::<Publication>(id)?.unwrap();
        Ok(transaction.delete(&stored)?)
    });
    scene.check().unwrap();
    assert!(nodes() <= before + 1);
    assert_eq!(scene.read(|transaction| Ok(transaction.count(Table::Publications)?)), 0);
}

/// A vault whose map is used as it is.
fn with_map<T>(work: impl FnOnce(&mut Map<'_>) -> T) -> T {
    let connection = Connection::open_in_memory().unwrap();
    schema::initialise(&connection).unwrap();
    let (keys, entropy) = (Keys::derive(&data_key(7), [1; 16]).unwrap(), entropy());
    work(&mut Map::new(Pages { connection: &connection, keys: &keys, entropy: &entropy }, 1))
}

fn total(map: &mut Map<'_>) -> u64 {
    map.count(&Tuple::of(0).range_below(&Tuple::of(0xff))).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Around whole numbers of pieces, and values that begin like what stands for one in pieces.
    #[test]
    fn values_of_all_sizes_replace_each_other(
        values in prop::collection::vec(
            (1..4_i64, 0..4_usize, -2..=2_isize, prop_oneof![Just(0_u8), Just(1), Just(b'{')], any::<bool>()),
            1..12,
        ),
    ) {
        let mut expected = std::collections::BTreeMap::new();
        with_map(|map| {
            for (number, pieces, more, byte, is_deleted) in values {
                let key = Tuple::of(Table::Series.number()).number(number);
                let length = (pieces * MAX_VALUE + 9).saturating_add_signed(more - 9).max(1);
                let value = vec![byte; length];
                if is_deleted {
                    assert_eq!(map.delete(&key).unwrap(), expected.remove(&number).is_some());
                } else if let Some(former) = expected.insert(number, value.clone()) {
                    assert!(map.get(&key).unwrap().as_deref() == Some(&former));
                    map.put(&key, &value).unwrap();
                } else {
                    map.put_new(&key, &value).unwrap();
                }
                // As many pieces as there are bytes for, and no more.
                let pieces = |value: &Vec<u8>| {
                    let is_whole = value.len() <= MAX_VALUE && value[0] != 0;
                    if is_whole { 0 } else { value.len().div_ceil(MAX_VALUE) }
                };
                let entries = expected.len() + expected.values().map(pieces).sum::<usize>();
                assert_eq!(total(map), u64::try_from(entries).unwrap());
                for number in 1..4 {
                    let found = map.get(&Tuple::of(Table::Series.number()).number(number)).unwrap();
                    assert!(found.as_deref() == expected.get(&number));
                }
            }
        });
    }
}

/// Index entries of bulk work wait to be put in order: whatever asks for them finds them.
#[test]
fn entries_that_wait_are_counted() {
    // In no order, and never one twice.
    let entry = |number: i64| Tuple::of(Index::KeyDigest as u8).number(number * 7_919 % 1_000_003);
    with_map(|map| {
        let (range, count) =
            (Tuple::of(Index::KeyDigest as u8).range(), |number| u64::try_from(number).unwrap());
        for number in 0..1_000 {
            map.add(entry(number)).unwrap();
            if number % 250 == 0 {
                assert_eq!(map.count(&range).unwrap(), count(number + 1));
            }
        }
        assert_eq!(map.numbers(&range).unwrap().len(), 1_000);
        // One that waits, and one that does not any more.
        map.add(entry(1_000)).unwrap();
        assert!(map.delete(&entry(1_000)).unwrap() && map.delete(&entry(0)).unwrap());
        assert!(!map.delete(&entry(1_000)).unwrap() && !map.delete(&entry(0)).unwrap());
        // More than wait at once.
        (1_000..130_000).for_each(|number| map.add(entry(number)).unwrap());
        assert_eq!(map.count(&Tuple::of(Index::KeyState as u8).range()).unwrap(), 0);
        let mut manifest = Manifest::new(NOW);
        map.flush(&mut manifest).unwrap();
        assert_eq!(manifest.root.entries, 129_999);
        assert_eq!(map.count(&range).unwrap(), 129_999);
        let last = (1..130_000).map(entry).max().map(Tuple::into_bytes);
        assert!(map.last(&range).unwrap() == last);
        // Each node was sealed about once, since its entries came together.
        assert!(manifest.seals < 3 * count(manifest.next_node), "{} seals", manifest.seals);
    });
}
