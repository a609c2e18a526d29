use serde_json::json;

use super::*;
use crate::domain::actor::Actor;
use crate::domain::digest::Digest;
use crate::domain::id::KeyId;
use crate::domain::policy::RotationPolicy;
use crate::domain::rotation::{End, Ended, Failure, Next, Rotation};
use crate::domain::time::Span;
use crate::output::fields::tests::unshown;

fn id(bits: u8) -> KeyId {
    KeyId::from_bits([bits; 16])
}

fn key(bits: u8) -> Key {
    let sample = json!({
        "id": id(bits),
        "name": "ci",
        "version": bits,
        "digest": Digest::from_bytes([bits; 32]),
        "profile": "default",
        "created_at": 1_767_225_000,
        "created_by": { "user": "ben", "slot": "office" },
    });
    serde_json::from_value(sample).unwrap()
}

#[test]
fn what_of_a_rotation_is_shown() {
    let time = |seconds: i64| Timestamp::from_unix(1_767_225_600 + seconds);
    let rotation = Rotation {
        name: "ci".parse().unwrap(),
        predecessor: id(1),
        successor: id(2),
        started_at: time(1),
        started_by: Actor { user: "ana".into(), slot: "owner".into() },
        grace: Span::days(3),
        compromised: true,
        revealed_at: Some(time(2)),
        attempted_at: Some(time(3)),
        delivered_at: Some(time(4)),
        confirmed_at: Some(time(5)),
        deadline: Some(time(6)),
        ended: Some(Ended { at: time(7), how: End::Finished }),
        to_announce: vec![id(3)],
        failure: Some(Failure { at: time(8), what: "the revoked hook failed".into() }),
    };
    let outcome =
        Outcome { rotation: rotation.clone(), predecessor: key(1), successor: key(2), changed: true };
    let status = RotationStatus {
        outcome,
        policy: RotationPolicy::default(),
        next: Next::Nothing,
        waiting: Vec::new(),
        attention: Some(Attention::Failed),
        exposure: Vec::new(),
    };
    assert_eq!(
        unshown(&rotation, &shown(status, time(9))),
        [
            // The step follows from which of these are set; the audit log has the times.
            "attempted_at",
            // The status of the old key shows it.
            "compromised",
            "confirmed_at",
            "delivered_at",
            "ended.at",
            // Both are part of `attention`.
            "failure.at",
            "failure.what",
            // The deadline follows from it.
            "grace",
            "revealed_at",
            // The audit log has the slot.
            "started_by.slot",
            "started_by.user",
            // `waits_for` shows that an announcement is outstanding.
            "to_announce",
        ]
    );
}
