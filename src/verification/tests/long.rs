//! A file long enough to be hashed on a second thread, and to be read in many pieces.

use super::*;
use crate::domain::rights::Requirements;

const KEYS: u32 = 9_000;

/// A file of more than 1 MiB.
fn long(count: u64) -> Vec<u8> {
    let entries: Vec<Entry> = (0..KEYS).map(entry).collect();
    let body = body(Format::Jsonl, &entries, time(3_600));
    assert!(body.len() > 3 << 19);
    [sign_line(&claims(Format::Jsonl, &body, count), &key()).into_bytes(), body].concat()
}

#[test]
fn every_key_is_found() {
    let good = long(KEYS.into());
    let file = load(&good).unwrap();
    assert_eq!(file.entries().len(), usize::try_from(KEYS).unwrap());
    for number in 0..KEYS {
        assert!(
            file.decide(secret(number).as_bytes(), &Requirements::default(), time(0)).unwrap().is_valid()
        );
    }
    for number in [0, KEYS / 2, KEYS - 1, KEYS] {
        let opened = verifier().open(good.as_slice()).unwrap();
        let found = opened.find(secret(number).as_bytes(), time(0), &None::<Seen>).unwrap();
        assert_eq!(found.decide(&Requirements::default(), time(0)).unwrap().is_valid(), number < KEYS);
    }
}

#[test]
fn what_was_altered_anywhere_is_rejected() {
    let mut file = long(KEYS.into());
    let scopes: Vec<usize> =
        (0..file.len()).filter(|place| file[*place..].starts_with(b"read write")).collect();
    for place in scopes.iter().copied().step_by(1_000).chain(scopes.last().copied()) {
        // Another valid scope, so that only the digest tells.
        file[place] = b'R';
        assert!(matches!(load(&file), Err(Rejection::Digest { .. })), "byte {place}");
        file[place] = b'r';
    }
    assert!(load(&file).is_ok());
    let end_of_last_but_one = file[..file.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap();
    assert!(matches!(load(&file[..=end_of_last_but_one]), Err(Rejection::Digest { .. })));
}

#[test]
fn a_wrong_count_is_rejected_though_it_is_signed() {
    for count in [0, 1, u64::from(KEYS) - 1, u64::from(KEYS) + 1] {
        // It is not read on beyond what was announced.
        let read = u64::from(KEYS).min(count + 1);
        let rejection = load(&long(count)).unwrap_err();
        assert!(
            matches!(rejection, Rejection::Count { claimed, found } if claimed == count && found == read)
        );
    }
}
