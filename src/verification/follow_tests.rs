//! A followed file: when it is read, what replaces it, and what leaves it in force.

use std::fs;

use tempfile::TempDir;

use super::*;
use crate::crypto::hash::sha256;
use crate::crypto::signing::SigningKey;
use crate::domain::id::KeyId;
use crate::domain::network::Networks;
use crate::domain::rights::Requirements;
use crate::verification::{Claims, Entry, Format, RejectionKind, sign_line};

const SECRET: &str = "a-foreign-key-that-was-imported-long-ago";

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(seconds)
}

/// A file of this generation, issued at 100 and valid until 1,000, with or without the key.
fn file(generation: u64, with_key: bool) -> Vec<u8> {
    let mut body = Vec::new();
    if with_key {
        let entry = Entry {
            digest: sha256(SECRET.as_bytes()),
            id: KeyId::from_bits([1; 16]),
            not_before: None,
            expires_at: None,
            scopes: Vec::new(),
            resource: None,
            environment: None,
            networks: Networks::default(),
        };
        Format::Jsonl.write_entry(&entry, &mut body);
    }
    let claims = Claims {
        ver: 1,
        iss: "urn:uuid:1".into(),
        sub: "api".into(),
        aud: vec!["api".into()],
        iat: at(100),
        exp: at(1_000),
        epoch: at(1),
        generation,
        fmt: Format::Jsonl,
        cnt: u64::from(with_key),
        dig: sha256(&body),
    };
    [sign_line(&claims, &key()).into_bytes(), body].concat()
}

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).unwrap()
}

struct Stage {
    folder: TempDir,
    follower: Follower,
}

impl Stage {
    fn new(with_state: bool) -> Self {
        let folder = TempDir::new().unwrap();
        let verifier = Verifier::new([key().public()]).audience("api".parse().unwrap());
        let state = with_state.then(|| StateDir::open(&folder.path().join("state")).unwrap());
        let follower = Follower::new(folder.path().join("keys"), verifier, state);
        Self { folder, follower }
    }

    /// Replaces the file as `publish` does.
    fn place(&self, bytes: &[u8]) {
        let (new, path) = (self.folder.path().join("new"), self.folder.path().join("keys"));
        fs::write(&new, bytes).unwrap();
        fs::rename(new, path).unwrap();
    }

    fn admits(&self, now: i64) -> Option<bool> {
        let file = self.follower.current().get()?;
        file.decide(SECRET.as_bytes(), &Requirements::default(), at(now)).ok().map(|found| found.is_valid())
    }

    fn refused(&mut self, now: i64) -> RejectionKind {
        match self.follower.look(at(now)) {
            Look::Refused(rejection) => rejection.kind(),
            look => panic!("{look:?}"),
        }
    }
}

fn is_loaded(look: &Look) -> bool {
    matches!(look, Look::Loaded { not_remembered: None })
}

#[test]
fn what_is_newer_replaces_what_is_in_force_and_nothing_else_does() {
    for with_state in [false, true] {
        let mut stage = Stage::new(with_state);
        assert_eq!((stage.refused(100), stage.admits(100)), (RejectionKind::Io, None), "no file yet");
        stage.place(&file(2, true));
        assert!(is_loaded(&stage.follower.look(at(100))));
        assert!(matches!(stage.follower.look(at(100)), Look::Unchanged));
        assert_eq!(stage.admits(100), Some(true));
        stage.place(&file(1, false));
        assert_eq!(stage.refused(101), RejectionKind::Older);
        assert!(matches!(stage.follower.look(at(200)), Look::Unchanged), "nor is it read again");
        stage.place(&file(2, false));
        assert_eq!(stage.refused(101), RejectionKind::Older, "another of the same generation");
        let new = file(3, false);
        stage.place(&new[..new.len() - 1]);
        assert_eq!(stage.refused(101), RejectionKind::Signature, "cut");
        fs::remove_file(stage.folder.path().join("keys")).unwrap();
        assert_eq!(stage.refused(101), RejectionKind::Io);
        assert_eq!(stage.admits(999), Some(true), "what is in force stays");
        assert_eq!(stage.admits(1_000), None, "until it is stale");
        stage.place(&new);
        assert!(is_loaded(&stage.follower.look(at(101))));
        assert_eq!(stage.admits(101), Some(false));
    }
}

#[test]
fn a_removed_state_is_not_forgotten_while_it_runs() {
    let mut stage = Stage::new(true);
    stage.place(&file(2, false));
    assert!(is_loaded(&stage.follower.look(at(100))));
    let folder = stage.folder.path().join("state");
    for file in fs::read_dir(&folder).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    stage.place(&file(1, true));
    assert_eq!((stage.refused(101), stage.admits(101)), (RejectionKind::Older, Some(false)));
}

/// A revocation must not wait for space on the disk.
#[test]
fn what_cannot_be_remembered_is_in_force_and_is_remembered_later() {
    let mut stage = Stage::new(true);
    let folder = stage.folder.path().join("state");
    fs::create_dir(folder.join("lock")).unwrap();
    stage.place(&file(2, true));
    assert!(matches!(stage.follower.look(at(100)), Look::Loaded { not_remembered: Some(_) }));
    assert_eq!(stage.admits(100), Some(true));
    assert!(matches!(stage.follower.look(at(104)), Look::Unchanged));
    fs::remove_dir(folder.join("lock")).unwrap();
    assert!(is_loaded(&stage.follower.look(at(105))));
    assert!(matches!(stage.follower.look(at(200)), Look::Unchanged));
}

#[test]
fn what_is_refused_for_the_moment_is_read_again() {
    let mut stage = Stage::new(false);
    // Issued at 100: with the default tolerance it is of the future until then.
    stage.follower.verifier = stage.follower.verifier.clone().tolerance(Span::seconds(0));
    stage.place(&file(2, true));
    assert_eq!(stage.refused(90), RejectionKind::Stale);
    assert!(matches!(stage.follower.look(at(94)), Look::Unchanged), "not at once");
    assert_eq!(stage.refused(95), RejectionKind::Stale);
    assert!(is_loaded(&stage.follower.look(at(100))));
    stage.place(&file(1, true));
    assert_eq!(stage.refused(100), RejectionKind::Older);
    assert!(matches!(stage.follower.look(at(900)), Look::Unchanged), "what does not pass is not");
    assert!(matches!(stage.follower.look_again(at(900)), Look::Refused(_)), "unless somebody asks");
}

/// The clock was wrong when a revocation came. It must not be lost once the clock is right again.
#[test]
fn what_was_refused_by_a_wrong_clock_is_read_again() {
    let mut stage = Stage::new(false);
    stage.place(&file(2, true));
    assert!(is_loaded(&stage.follower.look(at(200))));
    stage.place(&file(3, false));
    assert_eq!(stage.refused(5_000), RejectionKind::Stale, "by a clock that is ahead");
    assert!(matches!(stage.follower.look(at(9_000)), Look::Unchanged), "it is not read again and again");
    assert!(is_loaded(&stage.follower.look(at(201))));
    assert_eq!(stage.admits(201), Some(false));
    // One that is behind, and then behind even more, does not put off the next attempt.
    let mut stage = Stage::new(true);
    let folder = stage.folder.path().join("state");
    fs::create_dir(folder.join("lock")).unwrap();
    stage.place(&file(2, true));
    assert!(matches!(stage.follower.look(at(900)), Look::Loaded { not_remembered: Some(_) }));
    fs::remove_dir(folder.join("lock")).unwrap();
    assert!(is_loaded(&stage.follower.look(at(200))));
}

/// A file that is written in place can look the same before the last byte of it and after, if both are written within a
/// tick of the clock of its times.
#[test]
fn what_is_damaged_is_read_once_more() {
    let mut stage = Stage::new(false);
    stage.place(&file(2, true)[1..]);
    assert_eq!(stage.refused(100), RejectionKind::Signature);
    assert!(matches!(stage.follower.look(at(104)), Look::Unchanged));
    assert_eq!(stage.refused(105), RejectionKind::Signature);
    assert!(matches!(stage.follower.look(at(500)), Look::Unchanged), "and no more");
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let mut stage = Stage::new(false);
    let path = stage.folder.path().join("keys");
    rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    assert_eq!(stage.refused(100), RejectionKind::Io);
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(stage.refused(100), RejectionKind::Io);
    fs::remove_dir(&path).unwrap();
    fs::write(stage.folder.path().join("elsewhere"), file(1, true)).unwrap();
    std::os::unix::fs::symlink("elsewhere", &path).unwrap();
    assert!(is_loaded(&stage.follower.look(at(100))), "a link is followed");
    fs::write(stage.folder.path().join("elsewhere"), file(2, false)).unwrap();
    assert!(is_loaded(&stage.follower.look(at(100))), "and a file that is written in place");
}
