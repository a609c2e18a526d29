use std::collections::BTreeMap;

use super::*;
use crate::domain::actor::Actor;
use crate::domain::digest::Digest;
use crate::domain::fields_of;
use crate::domain::id::KeyId;
use crate::domain::key::About;
use crate::output::view::View as _;

fn key() -> Key {
    let (id, digest) = (KeyId::from_bits([7; 16]), Digest::from_bytes([1; 32]));
    let (name, profile) = ("CI deployer".parse().unwrap(), "default".parse().unwrap());
    let (now, actor) =
        (Timestamp::from_unix(1_767_225_600), Actor { user: "ana".into(), slot: "owner".into() });
    let about = About {
        description: Some("=HYPERLINK\u{1b}".parse().unwrap()),
        labels: BTreeMap::from([("team".parse().unwrap(), "pay".parse().unwrap())]),
        ..About::default()
    };
    Key {
        prefix: Some("acme_live".parse().unwrap()),
        start: Some("acme_live_AbCd1234".into()),
        scopes: vec!["read".parse().unwrap(), "write".parse().unwrap()],
        about,
        ..Key::new(id, name, 1, profile, digest, now, actor)
    }
}

fn view() -> ShownKey {
    shown(key(), Timestamp::from_unix(1_767_225_700))
}

#[test]
fn the_json_is_the_contract_s() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&view()).unwrap());
}

#[test]
fn every_field_of_a_key_is_shown() {
    /// Fields without a member of the same name.
    const OTHERS: [(&str, &str); 6] = [
        ("digest", "stands in for the secret"),
        ("about", "its fields are members"),
        ("lifecycle", "its fields are members"),
        ("stage", "a part of the status"),
        ("reminded_at", "so that a run reports a key once a day"),
        ("rotation", "facts for people"),
    ];
    let (key, members) = (key(), ShownKey::members());
    for field in [fields_of(&key), fields_of(&key.about), fields_of(&key.lifecycle)].concat() {
        let is_other = OTHERS.iter().any(|(name, _)| *name == field);
        assert!(
            is_other != members.contains(&field.as_str()),
            "{field}: give it a row, or say why it has none"
        );
    }
}

#[test]
fn the_members_are_those_of_the_json() {
    let view = view();
    let json = serde_json::to_value(&view).unwrap();
    let mut members = ShownKey::members();
    members.sort_unstable();
    assert_eq!(members, json.as_object().unwrap().keys().collect::<Vec<_>>());
    assert_eq!(view.cells().len(), ShownKey::columns().len());
}

#[test]
fn a_table_has_short_dates() {
    let cells = view().cells();
    let texts: Vec<_> = cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "CI deployer",
            "1",
            "key_a4dqobyha4dqobyha4dqobyha4",
            "acme_live_AbCd1234",
            "read,write",
            "2026-01-01",
            "-",
            "never",
            "active"
        ]
    );
}
