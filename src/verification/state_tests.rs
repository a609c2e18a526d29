//! What a state folder remembers.

use super::*;
use crate::domain::digest::Digest;
use std::os::unix::fs::{PermissionsExt as _, symlink};

fn seen(epoch: i64, generation: u64, body: u8) -> Seen {
    let mark = Mark {
        iss: "urn:uuid:v".into(),
        sub: "t".into(),
        epoch: Timestamp::from_unix(epoch),
        generation,
        dig: Digest::from_bytes([body; 32]),
    };
    Seen { mark, kid: "k".into(), audience: None, names_subject: false }
}

#[test]
fn only_upwards() {
    let folder = tempfile::tempdir().unwrap();
    let state = StateDir::open(&folder.path().join("a/state")).unwrap();
    let get = || state.highest("urn:uuid:v", "t").unwrap();
    assert_eq!(get(), None);
    state.advance(&seen(10, 2, 1)).unwrap();
    state.advance(&seen(10, 2, 1)).unwrap();
    for older in [seen(10, 1, 1), seen(9, 7, 1)] {
        assert!(matches!(state.advance(&older), Err(Rejection::Older { .. })));
    }
    assert!(matches!(state.advance(&seen(10, 2, 9)), Err(Rejection::Forked { .. })));
    assert_eq!(get(), Some(seen(10, 2, 1).mark));
    state.advance(&seen(11, 1, 1)).unwrap();
    assert_eq!(get(), Some(seen(11, 1, 1).mark));
    assert_eq!(None::<StateDir>.highest("urn:uuid:v", "t").unwrap(), None);
    assert_eq!(state.highest("urn:uuid:vt", "").unwrap(), None);
    let state = Some(state);
    assert_eq!(state.highest("urn:uuid:v", "t").unwrap(), Some(seen(11, 1, 1).mark));
}

#[test]
fn a_named_server_leaves_receipts() {
    let folder = tempfile::tempdir().unwrap();
    let state = StateDir::open(folder.path()).unwrap();
    let receipt = || fs::read_to_string(state.receipt_path(&seen(1, 1, 1).mark));
    state.accept(&seen(1, 1, 1), Timestamp::START).unwrap();
    assert!(receipt().is_err(), "without a name");
    let named = StateDir::open(folder.path()).unwrap().server("eu-1");
    named.accept(&seen(1, 1, 1), Timestamp::from_unix(5)).unwrap();
    let text = receipt().unwrap();
    let start = r#"{"target":"t","server":"eu-1","epoch":1,"gen":1,"dig":"sha256:0101"#;
    assert!(text.starts_with(start) && text.ends_with("\"1970-01-01T00:00:05Z\"}\n"), "{text}");
    named.accept(&seen(1, 1, 1), Timestamp::from_unix(9)).unwrap();
    assert_eq!(receipt().unwrap(), text, "it was loaded only once");
    assert!(named.accept(&seen(0, 9, 1), Timestamp::from_unix(9)).is_err());
    named.accept(&seen(1, 2, 1), Timestamp::from_unix(9)).unwrap();
    assert!(receipt().unwrap().contains("\"gen\":2"));
    fs::remove_file(state.receipt_path(&seen(1, 1, 1).mark)).unwrap();
    fs::create_dir(state.receipt_path(&seen(1, 1, 1).mark)).unwrap();
    named.accept(&seen(1, 3, 1), Timestamp::from_unix(9)).unwrap();
    assert_eq!(state.highest("urn:uuid:v", "t").unwrap(), Some(seen(1, 3, 1).mark));
}

#[test]
fn readable_only_for_the_owner() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let state = StateDir::open(&path).unwrap();
    state.advance(&seen(1, 1, 1)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    assert_eq!(mode(&path), 0o700);
    for file in fs::read_dir(&path).unwrap() {
        assert_eq!(mode(&file.unwrap().path()), 0o600);
    }
}

#[test]
fn a_damaged_mark_is_not_an_absent_one() {
    let folder = tempfile::tempdir().unwrap();
    let state = StateDir::open(folder.path()).unwrap();
    state.advance(&seen(1, 1, 1)).unwrap();
    let path = state.mark_path("urn:uuid:v", "t");
    let good = fs::read(&path).unwrap();
    for bad in [b"".as_slice(), b"{}", &good[..good.len() / 2], &[good.as_slice(), b"x"].concat()] {
        fs::write(&path, bad).unwrap();
        assert!(matches!(state.highest("urn:uuid:v", "t"), Err(Rejection::State(_))));
        assert!(matches!(state.advance(&seen(2, 1, 1)), Err(Rejection::State(_))));
    }
    fs::write(&path, serde_json::to_vec(&Mark { sub: "other".into(), ..seen(1, 1, 1).mark }).unwrap())
        .unwrap();
    assert!(matches!(state.highest("urn:uuid:v", "t"), Err(Rejection::State(_))));
}

#[test]
fn links_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real"), folder.path().join("link"));
    let state = StateDir::open(&real).unwrap();
    symlink(&real, &link).unwrap();
    assert!(StateDir::open(&link).is_err());
    let elsewhere = folder.path().join("elsewhere");
    fs::write(&elsewhere, serde_json::to_vec(&seen(1, 1, 1).mark).unwrap()).unwrap();
    symlink(&elsewhere, state.mark_path("urn:uuid:v", "t")).unwrap();
    assert!(state.highest("urn:uuid:v", "t").is_err());
}

/// A file of this subject, that a verifier of this audience accepted.
fn of(sub: &str, generation: u64, audience: Option<&str>) -> Seen {
    let mut file = seen(1, generation, 1);
    file.mark.sub = sub.into();
    Seen { audience: audience.map(|audience| audience.parse().unwrap()), ..file }
}

#[test]
fn another_subject_must_be_named() {
    let folder = tempfile::tempdir().unwrap();
    let state = StateDir::open(folder.path()).unwrap();
    let is_other = |file: &Seen| {
        // As in a server that keeps nothing on disk.
        let in_memory = seen::check(&Some(of("edge", 7, Some("api"))), file);
        let on_disk = state.advance(file);
        let found = matches!(on_disk, Err(Rejection::OtherSubject { .. }));
        assert!(found || on_disk.is_ok(), "{on_disk:?}");
        assert_eq!(matches!(in_memory, Err(Rejection::OtherSubject { .. })), found);
        found
    };
    state.advance(&of("edge", 7, Some("api"))).unwrap();
    assert!(is_other(&of("shop", 1, Some("api"))));
    assert!(!is_other(&of("edge", 8, Some("api"))));
    // For each audience, and for none, and for each issuer.
    assert!(!is_other(&of("shop", 1, Some("web"))));
    assert!(!is_other(&of("shop", 1, None)));
    let mut of_another = of("shop", 1, Some("api"));
    (of_another.mark.iss, of_another.kid) = ("urn:uuid:w".into(), "l".into());
    assert!(!is_other(&of_another));
    // Once it is named, it is the one.
    let named = Seen { names_subject: true, ..of("shop", 2, Some("api")) };
    assert!(!is_other(&named));
    state.advance(&of("shop", 3, Some("api"))).unwrap();
    let refused = state.advance(&of("edge", 9, Some("api")));
    assert!(matches!(refused, Err(Rejection::OtherSubject { .. })), "{refused:?}");
    // The marks of both are kept.
    let older = state.advance(&Seen { names_subject: true, ..of("edge", 7, Some("api")) });
    assert!(matches!(older, Err(Rejection::Older { .. })), "{older:?}");
}

#[test]
fn a_key_speaks_for_one_issuer() {
    let folder = tempfile::tempdir().unwrap();
    let state = StateDir::open(folder.path()).unwrap();
    state.advance(&seen(1, 7, 1)).unwrap();
    let of_another = |kid: &str| {
        let mut file = Seen { kid: kid.into(), names_subject: true, ..seen(1, 1, 1) };
        file.mark.iss = "urn:uuid:w".into();
        file
    };
    for refused in [state.advance(&of_another("k")), seen::check(&Some(seen(1, 7, 1)), &of_another("k"))] {
        assert!(matches!(refused, Err(Rejection::OtherIssuer { .. })), "{refused:?}");
    }
    state.advance(&of_another("l")).unwrap();
    seen::check(&Some(seen(1, 7, 1)), &of_another("l")).unwrap();
    // And a new key of the same vault.
    state.advance(&Seen { kid: "m".into(), ..seen(1, 8, 1) }).unwrap();
    assert_eq!(Some(state).issuer("m").unwrap().unwrap(), "urn:uuid:v");
}

#[test]
fn what_is_remembered_beside_the_mark_is_not_forgotten_by_damaging_it() {
    let folder = tempfile::tempdir().unwrap();
    let state = StateDir::open(folder.path()).unwrap();
    state.advance(&of("edge", 7, Some("api"))).unwrap();
    let paths = [state.subject_path("urn:uuid:v", Some("api")), state.issuer_path("k")];
    for (path, other) in [(&paths[0], &paths[1]), (&paths[1], &paths[0])] {
        let good = fs::read(path).unwrap();
        for bad in [b"".as_slice(), b"{}", &fs::read(other).unwrap()] {
            fs::write(path, bad).unwrap();
            let refused = state.advance(&of("edge", 8, Some("api")));
            assert!(matches!(refused, Err(Rejection::State(_))), "{refused:?}");
        }
        fs::write(path, good).unwrap();
    }
    state.advance(&of("edge", 8, Some("api"))).unwrap();
}
