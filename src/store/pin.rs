//! Which vault this is: the fingerprint that a vault has on this machine, and the vault that stood at a path.
//!
//! Everything in a vault is authentic to whoever holds its data key, which says nothing of who made it: a vault that
//! opens with your identity can be made by anybody who knows its public key. So the machine remembers the vaults it
//! knows. `ops::vault::trust` decides what follows.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::file::canonical;
use super::id::VaultId;
use super::state_folder::{StateFolder, read_json, write_json};
use crate::domain::id::Fingerprint;

/// How many former fingerprints are kept: those that backups may bear.
const MOST_FORMER: usize = 64;

/// The fingerprints of a vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The one that it has.
    pub fingerprint: Fingerprint,
    /// The one that it is about to get. Written before the vault is, so that no power failure between the two makes this
    /// machine a stranger to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<Fingerprint>,
    /// Those that it had, oldest first.
    #[serde(default)]
    former: Vec<Fingerprint>,
}

impl Pin {
    fn new(fingerprint: Fingerprint) -> Self {
        Self { fingerprint, next: None, former: Vec::new() }
    }

    /// Whether a vault with this fingerprint is the one.
    pub fn is(&self, fingerprint: &Fingerprint) -> bool {
        self.fingerprint == *fingerprint || self.is_next(fingerprint)
    }

    /// Whether it was about to have this one when it was last seen.
    pub fn is_next(&self, fingerprint: &Fingerprint) -> bool {
        self.next.as_ref() == Some(fingerprint)
    }

    /// Whether it has this one, and was about to have another.
    pub fn is_waiting(&self, fingerprint: &Fingerprint) -> bool {
        self.fingerprint == *fingerprint && self.next.is_some()
    }

    /// Whether it had this fingerprint before: a backup may bear it.
    pub fn was(&self, fingerprint: &Fingerprint) -> bool {
        self.former.contains(fingerprint)
    }

    /// From now on it has this fingerprint.
    fn settle(self, fingerprint: &Fingerprint) -> Self {
        let mut former = self.former;
        former.retain(|old| old != fingerprint);
        if self.fingerprint != *fingerprint {
            former.push(self.fingerprint);
        }
        former.drain(..former.len().saturating_sub(MOST_FORMER));
        Self { fingerprint: fingerprint.clone(), next: None, former }
    }
}

/// Which vault stood at a path.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PinnedPlace {
    /// For people: the name of the file is its hash.
    path: String,
    vault: VaultId,
}

/// What this machine knows of a vault and of the path where it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Of the vault with this id.
    pub pin: Option<Pin>,
    /// The vault that stood at the path.
    pub place: Option<VaultId>,
    /// The fingerprint of that one.
    pub at_place: Option<Fingerprint>,
}

impl StateFolder {
    /// What is known of a vault with this id, at this path, which is canonical.
    pub fn known(&self, vault: VaultId, path: &Path) -> Result<Known, StoreError> {
        let pin: Option<Pin> = read_json(&self.pin(vault))?;
        let place = self.vault_at(path)?;
        let at_place = match place {
            Some(other) if other != vault => self.fingerprint_of(other)?,
            _ => pin.as_ref().map(|pin| pin.fingerprint.clone()),
        };
        Ok(Known { pin, place, at_place })
    }

    /// Likewise for a path whose folder need not exist yet.
    pub fn known_at(&self, vault: VaultId, path: &Path) -> Result<Known, StoreError> {
        match canonical(path) {
            Ok(path) => self.known(vault, &path),
            // Nothing can have been there.
            Err(StoreError::Missing(_)) => self.known(vault, path),
            Err(error) => Err(error),
        }
    }

    /// The paths where the vault with this id stood, and where there is a file still. What cannot be read is left out.
    pub fn places_of(&self, vault: VaultId) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.places()).into_iter().flatten().flatten();
        let places = entries.filter_map(|entry| read_json::<PinnedPlace>(&entry.path()).ok().flatten());
        let paths = places.filter(|place| place.vault == vault).map(|place| PathBuf::from(place.path));
        let mut found: Vec<PathBuf> = paths.filter(|path| path.is_file()).collect();
        found.sort();
        found
    }

    /// The vault that stood at this path, which is canonical.
    pub(super) fn vault_at(&self, path: &Path) -> Result<Option<VaultId>, StoreError> {
        Ok(read_json(&self.place(path))?.map(|PinnedPlace { vault, .. }| vault))
    }

    /// The fingerprint of the vault with this id.
    pub(super) fn fingerprint_of(&self, vault: VaultId) -> Result<Option<Fingerprint>, StoreError> {
        Ok(read_json(&self.pin(vault))?.map(|pin: Pin| pin.fingerprint))
    }

    /// The vault is about to have this fingerprint.
    pub(crate) fn expect(&self, vault: VaultId, fingerprint: &Fingerprint) -> Result<(), StoreError> {
        self.change(vault, |pin| match pin {
            Some(pin) if pin.fingerprint == *fingerprint => pin,
            Some(pin) => Pin { next: Some(fingerprint.clone()), ..pin },
            None => Pin::new(fingerprint.clone()),
        })
    }

    /// It is not about to have this one any more.
    pub(super) fn withdraw(&self, vault: VaultId, fingerprint: &Fingerprint) -> Result<(), StoreError> {
        self.change(vault, |pin| match pin {
            Some(pin) if pin.is_next(fingerprint) => Pin { next: None, ..pin },
            Some(pin) => pin,
            None => Pin::new(fingerprint.clone()),
        })
    }

    /// From now on it has it, at this path, which is canonical. The place comes last: of several that are to be made at
    /// one path, only one is.
    pub(crate) fn settle(
        &self,
        vault: VaultId,
        fingerprint: &Fingerprint,
        path: &Path,
    ) -> Result<(), StoreError> {
        self.change(vault, |pin| match pin {
            Some(pin) => pin.settle(fingerprint),
            None => Pin::new(fingerprint.clone()),
        })?;
        self.remember_place(vault, path)
    }

    /// Takes down a fingerprint that it had elsewhere, where nothing is known of it.
    pub(super) fn note_former(&self, vault: VaultId, former: &Fingerprint) -> Result<(), StoreError> {
        self.change(vault, |pin| pin.unwrap_or_else(|| Pin::new(former.clone())))
    }

    fn change(&self, vault: VaultId, change: impl FnOnce(Option<Pin>) -> Pin) -> Result<(), StoreError> {
        let _lock = self.lock(vault)?;
        let path = self.pin(vault);
        let pin: Option<Pin> = read_json(&path)?;
        let changed = change(pin.clone());
        if pin.as_ref() == Some(&changed) { Ok(()) } else { write_json(&path, &changed) }
    }

    fn remember_place(&self, vault: VaultId, path: &Path) -> Result<(), StoreError> {
        let file = self.place(path);
        if read_json(&file)?.is_some_and(|place: PinnedPlace| place.vault == vault) {
            return Ok(());
        }
        write_json(&file, &PinnedPlace { path: path.display().to_string(), vault })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Span;

    fn fingerprint(number: u8) -> Fingerprint {
        Fingerprint::from_bits([number; 16])
    }

    struct Scene {
        folder: tempfile::TempDir,
        vault: VaultId,
    }

    impl Scene {
        fn new() -> Self {
            Self { folder: tempfile::TempDir::new().unwrap(), vault: VaultId::from_random([1; 16]) }
        }

        fn state(&self) -> StateFolder {
            StateFolder::new(self.folder.path().to_owned(), Span::seconds(1))
        }

        fn pin(&self) -> Pin {
            self.state().known(self.vault, Path::new("/v")).unwrap().pin.unwrap()
        }
    }

    #[test]
    fn a_change_that_was_announced_is_known_before_and_after_it() {
        let scene = Scene::new();
        let (state, old, new) = (scene.state(), fingerprint(1), fingerprint(2));
        state.settle(scene.vault, &old, Path::new("/v")).unwrap();
        state.expect(scene.vault, &new).unwrap();
        assert!(scene.pin().is(&old) && scene.pin().is(&new) && !scene.pin().was(&old));
        state.settle(scene.vault, &new, Path::new("/v")).unwrap();
        assert!(!scene.pin().is(&old) && scene.pin().is(&new) && scene.pin().was(&old));
        assert!(!scene.pin().is(&fingerprint(3)) && !scene.pin().was(&fingerprint(3)));
    }

    #[test]
    fn the_newest_former_fingerprints_are_kept() {
        let scene = Scene::new();
        for number in 0..100 {
            scene.state().settle(scene.vault, &fingerprint(number), Path::new("/v")).unwrap();
        }
        let pin = scene.pin();
        assert!(pin.was(&fingerprint(98)) && pin.was(&fingerprint(35)) && !pin.was(&fingerprint(34)));
    }

    #[test]
    fn a_place_knows_its_vault_and_the_fingerprint_of_it() {
        let scene = Scene::new();
        let (state, other) = (scene.state(), VaultId::from_random([2; 16]));
        state.settle(scene.vault, &fingerprint(1), Path::new("/v")).unwrap();
        let known = state.known(other, Path::new("/v")).unwrap();
        assert_eq!(known, Known { pin: None, place: Some(scene.vault), at_place: Some(fingerprint(1)) });
        assert_eq!(state.known(other, Path::new("/w")).unwrap(), Known::default());
    }
}
