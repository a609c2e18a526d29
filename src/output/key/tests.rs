use std::collections::BTreeMap;

use super::*;
use crate::domain::actor::Actor;
use crate::domain::digest::Digest;
use crate::domain::id::KeyId;
use crate::output::view::View as _;

fn key() -> Key {
    let (id, digest) = (KeyId::from_bits([7; 16]), Digest::from_bytes([1; 32]));
    let (name, profile) = ("CI deployer".parse().unwrap(), "default".parse().unwrap());
    let (now, actor) =
        (Timestamp::from_unix(1_767_225_600), Actor { user: "ana".into(), slot: "owner".into() });
    Key {
        prefix: Some("acme_live".parse().unwrap()),
        start: Some("acme_live_AbCd1234".into()),
        scopes: vec!["read".parse().unwrap(), "write".parse().unwrap()],
        description: Some("=HYPERLINK\u{1b}".parse().unwrap()),
        labels: BTreeMap::from([("team".parse().unwrap(), "pay".parse().unwrap())]),
        ..Key::new(id, name, 1, profile, digest, now, actor)
    }
}

fn view() -> ShownKey {
    shown(key(), Timestamp::from_unix(1_767_225_700))
}

#[test]
fn the_json_is_the_contract_s() {
    let json = serde_json::to_string(&view()).unwrap();
    let expected = concat!(
        r#"{"id":"key_a4dqobyha4dqobyha4dqobyha4","name":"CI deployer","version":1,"status":"active","#,
        r#""prefix":"acme_live","start":"acme_live_AbCd1234","profile":"default","scopes":["read","write"],"#,
        r#""roles":[],"resource":null,"environment":null,"owner":null,"description":"=HYPERLINK\u001b","#,
        r#""labels":{"team":"pay"},"created_at":"2026-01-01T00:00:00Z","created_by":"ana","not_before":null,"#,
        r#""expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"#,
        r#""retires_at":null,"predecessor":null,"successor":null}"#
    );
    assert_eq!(json, expected);
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
