use super::*;
use crate::domain::time::Span;
use crate::store::StateFolder;

fn fingerprint(number: u8) -> Fingerprint {
    Fingerprint::from_bits([number; 16])
}

fn vault(number: u8) -> VaultId {
    VaultId::from_random([number; 16])
}

/// A machine that knows vault 1 with fingerprint 1, formerly 0, at `/v`.
fn machine() -> (tempfile::TempDir, StateFolder) {
    let folder = tempfile::TempDir::new().unwrap();
    let state = StateFolder::new(folder.path().to_owned(), Span::seconds(1));
    for number in [0, 1] {
        state.settle(vault(1), &fingerprint(number), Path::new("/v")).unwrap();
    }
    (folder, state)
}

/// What is held against vault `id` with a fingerprint at a path.
fn against(id: u8, number: u8, path: &str, named: Option<u8>) -> Option<Mistrust> {
    let (_folder, state) = machine();
    let known = state.known(vault(id), Path::new(path)).unwrap();
    let fingerprint_shown = fingerprint(number);
    let shown = Presented { id: vault(id), fingerprint: &fingerprint_shown, path: Path::new(path) };
    mistrust(shown, &known, named.map(fingerprint).as_ref())
}

#[test]
fn the_vault_that_a_machine_knows_is_trusted_wherever_it_lies() {
    assert_eq!(against(1, 1, "/v", None), None);
    assert_eq!(against(1, 1, "/moved", None), None);
}

#[test]
fn another_vault_in_its_place_or_under_its_id_is_not() {
    assert_eq!(against(2, 2, "/v", None), Some(Mistrust::OtherVault(vault(1), Some(fingerprint(1)))));
    assert_eq!(against(1, 2, "/v", None), Some(Mistrust::OtherFingerprint(fingerprint(1))));
    assert_eq!(against(1, 2, "/moved", None), Some(Mistrust::OtherFingerprint(fingerprint(1))));
    assert_eq!(against(1, 0, "/v", None), Some(Mistrust::FormerFingerprint(fingerprint(1))));
    assert_eq!(against(2, 1, "/elsewhere", None), Some(Mistrust::New));
}

#[test]
fn a_named_fingerprint_is_all_that_counts() {
    assert_eq!(against(2, 2, "/v", Some(2)), None);
    assert_eq!(against(1, 0, "/v", Some(0)), None);
    assert_eq!(against(2, 2, "/elsewhere", Some(2)), None);
    assert_eq!(against(1, 1, "/v", Some(2)), Some(Mistrust::Named(fingerprint(2))));
}

#[test]
fn a_copy_may_bear_a_former_fingerprint_of_a_known_vault_and_no_other() {
    let (_folder, state) = machine();
    let copy = |id: u8, number: u8, path: &str, named: Option<u8>| {
        let known = state.known(vault(id), Path::new(path)).unwrap();
        let named = named.map(fingerprint);
        let result = recognise_copy(vault(id), &fingerprint(number), Path::new(path), &known, named.as_ref());
        result.map_err(|error| error.kind)
    };
    assert_eq!(copy(1, 1, "/v", None), Ok(false));
    assert_eq!(copy(1, 0, "/v", None), Ok(true));
    assert_eq!(copy(1, 2, "/v", None), Err(Kind::Untrusted));
    assert_eq!(copy(1, 2, "/new", None), Err(Kind::Untrusted));
    assert_eq!(copy(2, 2, "/v", None), Err(Kind::Untrusted));
    assert_eq!(copy(2, 2, "/v", Some(2)), Ok(false));
    assert_eq!(copy(2, 2, "/new", None), Ok(false));
    assert_eq!(copy(2, 2, "/new", Some(3)), Err(Kind::Untrusted));
}
