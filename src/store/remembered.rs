//! A vault that is open, and what this machine remembers of it.

use std::path::Path;

use super::error::StoreError;
use super::id::VaultId;
use super::mark::{DueMark, SeenMark};
use super::pin::Known;
use super::state_folder::StateFolder;
use super::tx::Transaction;
use super::vault::{Options, Unlocked, Vault};
use crate::domain::id::Fingerprint;

impl<S> Vault<S> {
    /// What this machine knows of it; nothing if it keeps no state.
    pub fn known(&self) -> Result<Known, StoreError> {
        match self.state_of_machine() {
            Some(state) => state.known(self.id(), self.path()),
            None => Ok(Known::default()),
        }
    }
}

impl Vault<Unlocked> {
    /// The fingerprint: of the data key that unlocked it.
    pub fn fingerprint(&self) -> &Fingerprint {
        self.keys().fingerprint()
    }

    /// Forgets what was last seen of it: another history is the vault's.
    pub fn forget_mark(&self) -> Result<(), StoreError> {
        let forget = |state: &StateFolder| state.forget_mark(self.id(), self.fingerprint());
        self.state_of_machine().map_or(Ok(()), forget)
    }

    /// From now on this machine knows this vault, at this place, by its fingerprint.
    ///
    /// # Errors
    /// The machine keeps no state, or it cannot be written.
    pub fn pin(&self) -> Result<(), StoreError> {
        let state = self.state_of_machine().ok_or(StoreError::NoState)?;
        state.settle(self.id(), self.fingerprint(), self.path())
    }

    pub(super) fn seen_mark(&self) -> Result<SeenMark, StoreError> {
        match self.watching() {
            Some(state) => state.seen_mark(self.id(), self.fingerprint()),
            None => Ok(SeenMark::none()),
        }
    }

    pub(super) fn raise_mark(&self, transaction: &Transaction<'_>) {
        if !self.is_watched() {
            return;
        }
        let raised = self.state_of_machine().ok_or(StoreError::NoState);
        if let Err(why) = raised.and_then(|state| state.keep(&DueMark::of(transaction))) {
            self.warn(unmarked(&why));
        }
    }

    /// Says before a file that continues as this transaction replaces the vault that it is about to.
    ///
    /// # Errors
    /// The mark would refuse it afterwards.
    pub(super) fn announce(&self, transaction: &Transaction<'_>) -> Result<(), StoreError> {
        let Some(state) = self.state_of_machine() else { return Ok(()) };
        match state.announce(&DueMark::of(transaction)) {
            Err(error) if state.mark(self.id(), self.fingerprint()).symlink_metadata().is_ok() => Err(error),
            _ => Ok(()),
        }
    }

    /// Says before a new data key is committed which fingerprint the vault is about to have.
    ///
    /// # Errors
    /// The machine could not know it by it afterwards.
    pub(super) fn expect(&self, fingerprint: &Fingerprint) -> Result<(), StoreError> {
        let Some(state) = self.state_of_machine() else { return Ok(()) };
        match state.expect(self.id(), fingerprint) {
            // Where it is trusted for one call only, nothing is remembered that could be wrong afterwards.
            Err(error) if self.known()?.pin.is_some() => Err(error),
            _ => Ok(()),
        }
    }

    /// Says that it has it now. What cannot be written is no failure: it was announced.
    pub fn settle(&self, fingerprint: &Fingerprint) {
        let _ = self.state_of_machine().map(|state| state.settle(self.id(), fingerprint, self.path()));
    }

    /// Says that it still has its own, whatever it was about to get, unless whoever gives it another one is at it.
    ///
    /// # Errors
    /// Somebody is, or it cannot be written to: then nothing is said.
    pub fn settle_as_it_is(&self) -> Result<(), StoreError> {
        let guard = self.begin_writing()?;
        self.refuse_changed()?;
        self.settle(self.fingerprint());
        guard.rollback()
    }
}

/// The generation that this machine has seen of the vault at a path, with the id that the file says it has.
pub(super) fn seen_at(
    path: &Path,
    id: Option<VaultId>,
    options: &Options,
) -> Result<Option<i64>, StoreError> {
    options.state.as_ref().map_or(Ok(None), |state| state.generation_seen(id, path))
}

fn unmarked(why: &StoreError) -> String {
    format!("a rollback of the vault cannot be detected on this machine: {why}")
}
