//! Accepted files, and the decisions on keys.

use super::*;
use crate::domain::rights::{Denial, Requirements, Unchecked};
use crate::domain::time::Span;

#[test]
fn a_good_file_decides() {
    let file = load(&good()).unwrap();
    assert_eq!(file.entries().len(), 3);
    let decision = file.decide(secret(2).as_bytes(), &Requirements::default(), time(0)).unwrap();
    assert_eq!(decision.verdict, Ok(Unchecked { scope: true, resource: true, environment: true }));
    let found = decision.key.unwrap();
    assert_eq!((found.id(), found.digest()), (entry(2).id.as_str(), entry(2).digest));
    assert_eq!(found.scopes().collect::<Vec<_>>(), ["read", "write"]);
    let verdict = |presented: &str| {
        file.decide(presented.as_bytes(), &Requirements::default(), time(0)).unwrap().verdict
    };
    assert_eq!(verdict(&secret(9)), Err(Denial::Unknown));
    assert_eq!(verdict(&secret(2)[..40]), Err(Denial::Malformed));
    assert_eq!(verdict(""), Err(Denial::Malformed));
    assert_eq!(
        file.decide(b"\xff", &Requirements::default(), time(0)).unwrap().verdict,
        Err(Denial::Malformed)
    );
}

/// Even a file that is genuine, and says otherwise.
#[test]
fn nothing_is_never_a_key() {
    for nothing in ["", "\n", " ", "\t\r\n", "null", "NULL", "nil", "None", "undefined\n", "-", " - "] {
        let entries = [Entry { digest: sha256(nothing.as_bytes()), ..entry(1) }];
        let file = with_entries(&entries);
        let loaded = load(&file).unwrap();
        assert_eq!(loaded.entries().len(), 1);
        for presented in [nothing, "", "null"] {
            let decision = loaded.decide(presented.as_bytes(), &Requirements::default(), time(0)).unwrap();
            assert_eq!((decision.key, decision.verdict), (None, Err(Denial::Malformed)), "{presented:?}");
            let found = find(&file, presented.as_bytes());
            assert_eq!(found.decide(&Requirements::default(), time(0)).unwrap(), decision, "{presented:?}");
        }
    }
    // But a word that holds one is a word.
    let entries = [Entry { digest: sha256(b"nullable"), ..entry(1) }];
    assert!(
        load(&with_entries(&entries))
            .unwrap()
            .decide(b"nullable", &Requirements::default(), time(0))
            .unwrap()
            .is_valid()
    );
}

#[test]
fn one_key_is_found_without_loading_the_others() {
    let loaded = load(&good()).unwrap();
    for presented in [secret(1), secret(2), secret(3), secret(9), secret(2)[..40].to_owned(), String::new()] {
        let found = find(&good(), presented.as_bytes());
        assert_eq!((found.claims(), found.seen()), (loaded.claims(), loaded.seen()));
        let expected = loaded.decide(presented.as_bytes(), &Requirements::default(), time(0)).unwrap();
        assert_eq!(found.decide(&Requirements::default(), time(0)).unwrap(), expected, "{presented}");
    }
    let invalid = find(&good(), b"\xff").decide(&Requirements::default(), time(0)).unwrap().verdict;
    assert_eq!(invalid, Err(Denial::Malformed));
}

#[test]
fn line_1_is_verified_before_anything_else_is_read() {
    /// Has line 1 only, in pieces, and must not be asked for more.
    struct Line1(Vec<u8>);

    impl std::io::Read for Line1 {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            assert!(!self.0.is_empty(), "the body was asked for");
            let piece = self.0.len().min(buffer.len()).min(100);
            buffer[..piece].copy_from_slice(&self.0[..piece]);
            self.0.drain(..piece);
            Ok(piece)
        }
    }

    let line_1 = |file: &[u8]| file.split_inclusive(|byte| *byte == b'\n').next().unwrap().to_vec();
    let opened = verifier().open(Line1(line_1(&good()))).unwrap();
    assert!(format!("{opened:?}").contains("api"), "{opened:?}");
    let stranger = Verifier::new([SigningKey::from_seed(&[8; 32]).unwrap().public()]);
    assert!(matches!(stranger.open(Line1(line_1(&good()))), Err(Rejection::UnknownKey { .. })));
    let haproxy = sign_line(&claims(Format::Haproxy, b"", 0), &key());
    assert!(matches!(verifier().open(Line1(haproxy.into())), Err(Rejection::Format(Format::Haproxy))));
}

fn find(file: &[u8], presented: &[u8]) -> VerifiedKey {
    verifier().open(file).unwrap().find(presented, time(0), &None::<Seen>).unwrap()
}

#[test]
fn keys_of_any_form_are_found() {
    let imported = Entry { digest: sha256(b"x"), ..entry(1) };
    let body = body(Format::Jsonl, &[imported], time(3_600));
    let line = sign_line(&claims(Format::Jsonl, &body, 1), &key());
    let file = load(&[line.into_bytes(), body].concat()).unwrap();
    assert!(file.decide(b"x", &Requirements::default(), time(0)).unwrap().is_valid());
}

#[test]
fn a_loaded_file_that_becomes_stale_refuses_everything() {
    let file = load(&good()).unwrap();
    let decide = |offset| file.decide(secret(1).as_bytes(), &Requirements::default(), time(offset));
    assert!(decide(3_599).unwrap().is_valid());
    assert!(matches!(decide(3_600), Err(Rejection::Stale { .. })));
    assert!(decide(-300).unwrap().is_valid());
    assert!(matches!(decide(-301), Err(Rejection::Future { .. })), "the clock was set back");
    let found = find(&good(), secret(1).as_bytes());
    assert!(found.decide(&Requirements::default(), time(3_599)).unwrap().is_valid());
    let decide = |offset| found.decide(&Requirements::default(), time(offset));
    assert!(matches!(decide(3_600), Err(Rejection::Stale { .. })));
    assert!(matches!(decide(-301), Err(Rejection::Future { .. })));
}

#[test]
fn the_order_of_the_checks_and_the_tolerance() {
    let (_folder, state) = state();
    let ahead = changed(|c| (c.iat, c.generation) = (time(300), 6));
    assert_eq!(accept(&verifier(), &ahead, time(0), &state), None);
    let strict = verifier().tolerance(Span::seconds(0));
    assert_eq!(accept(&strict, &ahead, time(0), &state), Some(RejectionKind::Stale));
    assert_eq!(accept(&verifier(), &good(), time(0), &state), Some(RejectionKind::Older));
    let anyone = Verifier::new([key().public()]);
    let other = changed(|c| c.aud = vec!["x".into()]);
    assert!(anyone.load(other.as_slice(), time(0), &None::<Seen>).is_ok());
}

#[test]
fn a_twin_is_refused_and_the_same_file_is_not() {
    let (_folder, state) = state();
    assert_eq!(accept(&verifier(), &good(), time(0), &state), None);
    let body = body(Format::Jsonl, &[entry(1)], time(3_600));
    let twin = [sign_line(&claims(Format::Jsonl, &body, 1), &key()).into_bytes(), body].concat();
    assert_eq!(accept(&verifier(), &twin, time(0), &state), Some(RejectionKind::Older));
    let raised = changed(|c| (c.epoch, c.generation) = (time(-1), 1));
    assert_eq!(accept(&verifier(), &raised, time(0), &state), None, "a new epoch starts again");
}

#[test]
fn haproxy_files_are_inspected_and_not_loaded() {
    let body = body(Format::Haproxy, &[entry(1), entry(2)], time(3_600));
    let line = sign_line(&claims(Format::Haproxy, &body, 2), &key());
    let file = [line.clone().into_bytes(), body.clone()].concat();
    let inspection = inspect(file.as_slice(), Some(&verifier())).unwrap();
    assert_eq!((inspection.claims.cnt, inspection.claims.fmt), (2, Format::Haproxy));
    assert!(verifier().check_claims(&inspection.kid, &inspection.claims, time(0), &None::<Seen>).is_ok());
    assert!(matches!(load(&file), Err(Rejection::Format(Format::Haproxy))));
    let other_time = String::from_utf8(file.clone()).unwrap().replace("_not_after 1", "_not_after 2");
    assert!(inspect(other_time.as_bytes(), Some(&verifier())).is_err());
    let forged = [b"00 key_x:0:0:,admin,:: \n", file.as_slice()].concat();
    assert!(inspect(forged.as_slice(), Some(&verifier())).is_err());
    let cut_off = &file[..file.len() - 1];
    assert!(inspect(cut_off, Some(&verifier())).is_err());
    assert!(inspect(cut_off, None).unwrap().damage.is_some(), "without a key it is only reported");
}

#[test]
fn without_trusted_keys_nobody_is_trusted() {
    let nobody = Verifier::new([]);
    assert!(matches!(
        nobody.load(good().as_slice(), time(0), &None::<Seen>),
        Err(Rejection::UnknownKey { .. })
    ));
    let both = Verifier::new([SigningKey::from_seed(&[8; 32]).unwrap().public(), key().public()]);
    assert!(both.load(good().as_slice(), time(0), &None::<Seen>).is_ok());
}

#[test]
fn a_key_of_networks_is_asked_for_its_address() {
    let (body, count) =
        (body(Format::Jsonl, &[Entry { networks: networks_of("192.0.2.0/24"), ..entry(1) }], time(9)), 1);
    let file =
        load(&[sign_line(&claims(Format::Jsonl, &body, count), &key()).into_bytes(), body].concat()).unwrap();
    let decide = |address: Option<&str>| {
        let address = address.map(|address| address.parse().unwrap());
        let asked = Requirements { address, ..Requirements::default() };
        file.decide(secret(1).as_bytes(), &asked, time(0)).unwrap().verdict.map(|open| open.words().count())
    };
    assert_eq!(decide(Some("192.0.2.255")), Ok(3), "of what was not asked the networks are none");
    assert_eq!(decide(Some("::ffff:192.0.2.1")), Ok(3));
    for elsewhere in [None, Some("192.0.3.0"), Some("::1")] {
        assert_eq!(decide(elsewhere), Err(Denial::Network), "{elsewhere:?}");
    }
}

/// Whatever it means, it may be a restriction.
#[test]
fn an_entry_with_an_unknown_member_never_admits_and_the_others_do() {
    let mut entries = [entry(1), entry(2), entry(3)];
    entries.sort_by_key(|entry| entry.digest);
    let mut body = Vec::new();
    for entry in &entries {
        let start = body.len();
        Format::Jsonl.write_entry(entry, &mut body);
        if entry.digest == sha256(secret(2).as_bytes()) {
            let line = String::from_utf8(body.split_off(start)).unwrap();
            body.extend(line.replace('}', r#","later":{"digest":[null]}}"#).into_bytes());
        }
    }
    let file = [sign_line(&claims(Format::Jsonl, &body, 3), &key()).into_bytes(), body].concat();
    let loaded = load(&file).unwrap();
    for (number, expected) in
        [(1, None), (2, Some(Denial::Unsupported)), (3, None), (4, Some(Denial::Unknown))]
    {
        let (presented, asked) = (secret(number), Requirements::default());
        let decision = loaded.decide(presented.as_bytes(), &asked, time(0)).unwrap();
        assert_eq!(decision.verdict.err(), expected, "{number}");
        assert_eq!(
            decision.key.map(|key| key.id().to_owned()),
            (number < 4).then(|| entry(number).id.to_string())
        );
        let alone =
            verifier().open(file.as_slice()).unwrap().find(presented.as_bytes(), time(0), &None::<Seen>);
        assert_eq!(alone.unwrap().decide(&asked, time(0)).unwrap().verdict, decision.verdict);
    }
    for doubled in [r#"{"later":1,"later":1,"#, r#"{"scope":"write","#, r#"{"later":1,"scope":"write","#] {
        let text = String::from_utf8(file.clone()).unwrap();
        let body = text.split_once('\n').unwrap().1.replacen('{', doubled, 1);
        let file = [sign_line(&claims(Format::Jsonl, body.as_bytes(), 3), &key()), body].concat();
        assert_eq!(load(file.as_bytes()).unwrap_err().kind(), RejectionKind::Digest, "{doubled}");
    }
}
