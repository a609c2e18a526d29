//! `check` on files of one's own, and what the tests of other commands need to write such files.

use super::*;
use crate::crypto::signing::SigningKey;
use crate::domain::network::Networks;
use crate::error::{Kind, Reason};
use crate::verification::{Claims, Entry, Format, Marks as _, RejectionKind, sign_line};

pub(in crate::ops) const NOW: Timestamp = Timestamp::START;

pub(in crate::ops) fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).unwrap()
}

pub(in crate::ops) fn entry(secret: &str, scope: &str) -> Entry {
    Entry {
        digest: crate::crypto::hash::sha256(secret.as_bytes()),
        id: crate::domain::id::KeyId::from_bits([9; 16]),
        not_before: None,
        expires_at: Some(Timestamp::from_unix(50)),
        scopes: vec![scope.parse().unwrap()],
        resource: None,
        networks: Networks::default(),
        environment: None,
    }
}

/// A file valid from 0 to 100.
pub(in crate::ops) fn write(path: &Path, generation: u64, mut entries: Vec<Entry>) {
    entries.sort_by_key(|entry| entry.digest);
    let mut body = Vec::new();
    for entry in &entries {
        Format::Jsonl.write_entry(entry, &mut body);
    }
    let claims = Claims {
        ver: 1,
        iss: "urn:uuid:0".into(),
        sub: "api".into(),
        aud: vec!["api".into()],
        iat: NOW,
        exp: Timestamp::from_unix(100),
        epoch: NOW,
        generation,
        fmt: Format::Jsonl,
        cnt: u64::try_from(entries.len()).unwrap(),
        dig: crate::crypto::hash::sha256(&body),
    };
    std::fs::write(path, [sign_line(&claims, &key()).into_bytes(), body].concat()).unwrap();
}

fn open(request: &Request, now: Timestamp) -> Result<Session> {
    begin(request)?.load(now)
}

#[test]
fn checks_remembers_and_refuses_older_files() {
    let folder = tempfile::tempdir().unwrap();
    let (file, state) = (folder.path().join("keys"), folder.path().join("state"));
    let request = |at| Request {
        file: file.clone(),
        public_key: vec![key().public().to_raw()],
        expected: ExpectedFile { audience: Some("api".parse().unwrap()), subject: None },
        wanted: RequiredRights { scope: vec!["read".parse().unwrap()], ..RequiredRights::default() },
        at,
        state: Some(state.clone()),
        server: None,
    };
    assert_eq!(open(&request(None), NOW).unwrap_err().kind, Kind::NotFound);
    write(&file, 2, vec![entry("one", "read"), entry("two", "write")]);
    let session = open(&request(None), NOW).unwrap();
    let decide =
        |session: &Session, secret: &str| session.decide(&Secret::new(secret.into()), NOW).unwrap().verdict;
    assert_eq!(decide(&session, "one"), Ok(Unchecked::default()));
    assert_eq!(decide(&session, "two"), Err(Denial::Scope));
    assert_eq!(decide(&session, "three"), Err(Denial::Malformed));
    let too_late = session.decide(&Secret::new("one".into()), Timestamp::from_unix(100)).unwrap_err();
    assert_eq!(too_late.kind(), RejectionKind::Stale);
    let at_60 = open(&request(Some(Timestamp::from_unix(60))), NOW).unwrap();
    assert_eq!(decide(&at_60, "one"), Err(Denial::Expired));
    // With `at`, nothing is stored: generation 3 is not remembered.
    write(&file, 3, vec![]);
    open(&request(Some(NOW)), NOW).unwrap();
    write(&file, 2, vec![entry("one", "read"), entry("two", "write")]);
    open(&request(None), NOW).unwrap();
    write(&file, 1, vec![]);
    let older = open(&request(None), NOW).unwrap_err();
    assert_eq!(older.kind, Kind::RolledBack);
    assert!(older.message.contains("keys': the file has generation 1"), "{older}");
}

#[test]
fn one_key_is_found_as_it_is_among_all() {
    let folder = tempfile::tempdir().unwrap();
    let (file, state) = (folder.path().join("keys"), folder.path().join("state"));
    let request = Request {
        file: file.clone(),
        public_key: vec![key().public().to_raw()],
        state: Some(state.clone()),
        ..Request::default()
    };
    let marks = || state_of(&state, None).unwrap().highest("urn:uuid:0", "api").unwrap();
    let find = |request: &Request, secret: &str| {
        let secret = Secret::new(secret.into());
        begin(request).and_then(|pending| pending.find(Some(&secret), NOW)?.decide(NOW))
    };
    assert_eq!(begin(&request).unwrap_err().kind, Kind::NotFound);
    write(&file, 2, vec![entry("one", "read"), entry("two", "write")]);
    // With `at`, nothing is stored.
    let at_60 = Request { at: Some(Timestamp::from_unix(60)), ..request.clone() };
    assert_eq!(find(&at_60, "one").unwrap().verdict, Err(Denial::Expired));
    assert_eq!(marks(), None);
    let session = open(&request, NOW).unwrap();
    for secret in ["one", "two", "three", ""] {
        let expected = session.decide(&Secret::new(secret.into()), NOW).unwrap();
        assert_eq!(find(&request, secret).unwrap(), expected, "{secret}");
    }
    // A file is accepted although there is no secret to ask it for, and one that is stale later is not asked.
    write(&file, 3, vec![entry("one", "read")]);
    let found = begin(&request).unwrap().find(None, NOW).unwrap();
    assert_eq!(marks().unwrap().generation, 3);
    let too_late = found.decide(Timestamp::from_unix(100)).unwrap_err();
    assert_eq!(too_late.kind, Kind::Tampered(Reason::Stale));
    // What is refused moves no mark: what is older, what is stale, what was altered behind line 1.
    write(&file, 2, vec![entry("one", "read")]);
    let older = find(&request, "one").unwrap_err();
    assert_eq!(older.kind, Kind::RolledBack);
    assert!(older.message.contains("keys': the file has generation 2"), "{older}");
    assert_eq!(find(&at_60, "one").unwrap_err().kind, Kind::RolledBack);
    write(&file, 4, vec![entry("one", "read")]);
    let at_100 = Request { at: Some(Timestamp::from_unix(100)), ..request.clone() };
    let at_its_end = begin(&at_100).unwrap().find(None, NOW).unwrap_err();
    assert_eq!(at_its_end.kind, Kind::Tampered(Reason::Stale));
    let expired = begin(&request).unwrap().find(None, Timestamp::from_unix(100)).unwrap_err();
    assert_eq!(expired.kind, Kind::Tampered(Reason::Stale));
    let altered = std::fs::read_to_string(&file).unwrap().replace("read", "Read");
    std::fs::write(&file, altered).unwrap();
    let altered = begin(&request).unwrap().find(None, NOW).unwrap_err();
    assert_eq!(altered.kind, Kind::Tampered(Reason::Digest));
    assert_eq!(marks().unwrap().generation, 3);
    // What is wrong with line 1 is known before a secret is asked for.
    std::fs::write(&file, "not a verification file\n").unwrap();
    let signature = begin(&request).unwrap_err();
    assert_eq!(signature.kind, Kind::Tampered(Reason::Signature));
    assert!(signature.message.contains("keys': line 1 is not"), "{signature}");
    // And a mark that cannot be stored is an error.
    write(&file, 5, vec![entry("one", "read")]);
    std::fs::remove_file(state.join("lock")).unwrap();
    std::fs::create_dir(state.join("lock")).unwrap();
    assert_eq!(find(&request, "one").unwrap_err().kind, Kind::Io);
}
