use keywright::domain::profile::Profile;
use keywright::domain::profile_file::{MAX_FILE, read};

/// A profile as its owner writes it. One that is read keeps to its own rules and survives the vault; what is
/// wrong with another one is told by its line.
pub fn profile_file(data: &[u8]) {
    if data.len() > MAX_FILE {
        return; // refused before it is read
    }
    let lines = data.split(|byte| *byte == b'\n').count();
    match read(data) {
        Ok(profile) => survives(&profile),
        Err(faults) => {
            assert!(!faults.is_empty());
            for fault in faults {
                assert!((1..=lines).contains(&fault.line), "line {} of {lines}: {}", fault.line, fault.what);
                assert!(fault.what.len() < 2_000, "{}", fault.what);
            }
        }
    }
}

fn survives(profile: &Profile) {
    let json = serde_json::to_vec(profile).unwrap();
    assert_eq!(&serde_json::from_slice::<Profile>(&json).unwrap(), profile);
    assert!(profile.prefix().is_ok());
    let closed = profile.closure(profile.default_scopes.iter().cloned());
    assert_eq!(profile.closure(closed.iter().cloned()), closed, "what is closed stays as it is");
    assert!(profile.scopes.is_empty() || closed.iter().all(|scope| profile.scopes.contains(scope)));
    assert!(profile.rotation.check_schedule().is_ok());
}
