//! Re-keying: on request, and when a slot is removed or its passphrase changed.

use super::unlock::Opener;
use crate::crypto::envelope::{EnvelopeError, Recipient};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::id::Fingerprint;
use crate::domain::name::PlainName;
use crate::domain::slot::{Slot, SlotKind, lockout_reason};
use crate::domain::time::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::ops::slot::candidate::{Candidate, from_passphrase, opens, random, wrap};
use crate::ops::{authorization, denial};
use crate::ports::Entropy;
use crate::secret::{DataKey, Passphrase};
use crate::store::{Rekey, Rewrapped, SlotRow, StoreError, Transaction, Unlocked, Vault, VaultId};

/// The change to the slots.
pub enum Change {
    /// Keep all slots.
    Keep,
    /// Remove this slot.
    Remove(PlainName),
    /// Give this slot another passphrase.
    Passphrase(PlainName, Passphrase),
}

/// The result of a re-key.
#[derive(Debug)]
pub struct Outcome {
    /// The current slots, oldest first.
    pub slots: Vec<Slot>,
    /// The removed slot.
    pub removed: Option<Slot>,
    /// Whether the removed slot was the slot in use.
    pub removed_own: bool,
    /// The vault's generation.
    pub generation: i64,
    /// The vault's fingerprint, which is new.
    pub fingerprint: Fingerprint,
}

/// Re-encrypts the vault under a new data key, wrapped for every remaining slot. The slot in use, and a new
/// passphrase, are verified to unlock it before anything is kept.
///
/// # Errors
/// There is no such slot, no owner would be left, the slot in use is not an owner's, or a slot's recipient
/// cannot be encrypted to.
pub fn rekey(
    vault: &mut Vault<Unlocked>,
    opener: &Opener,
    change: &Change,
    now: Timestamp,
    entropy: &dyn Entropy,
    progress: &mut dyn FnMut(u64),
) -> Result<Outcome> {
    denial::check(vault, now, |transaction| authorize(transaction, change))?;
    let fresh = match change {
        Change::Passphrase(_, passphrase) => Some(from_passphrase(passphrase)?),
        Change::Keep | Change::Remove(_) => None,
    };
    let mut slots = Slots { vault: vault.id(), opener, change, fresh, kept: Vec::new(), removed: None };
    let data_key = DataKey::new(random(entropy)?);
    let audit_entry = audit_entry(change);
    // Again under the lock: another process may have changed the slots in the meantime.
    let authorize = |transaction: &Transaction<'_>| authorize(transaction, change);
    let rewrap = &mut |found: &SlotRow, data_key: &DataKey| slots.rewrap(found, data_key);
    let done = vault.rekey(now, Rekey { data_key, authorize: &authorize, rewrap, audit_entry, progress });
    let generation = denial::recorded(vault, now, done)?;
    let Slots { kept, removed, .. } = slots;
    let removed_own = removed.as_ref().is_some_and(|(id, _)| *id == opener.slot);
    let fingerprint = vault.fingerprint().clone();
    Ok(Outcome { slots: kept, removed: removed.map(|(_, slot)| slot), removed_own, generation, fingerprint })
}

/// Fails if that is not allowed, before any prompt.
pub fn authorize(transaction: &Transaction<'_>, change: &Change) -> Result<()> {
    authorization::administer(transaction)?;
    let slots = transaction.slots()?;
    let all = || slots.iter().map(|stored| &stored.record);
    match change {
        Change::Keep => Ok(()),
        Change::Remove(name) => {
            existing(all(), name)?;
            lockout_reason(all().filter(|slot| slot.name != *name)).map_or(Ok(()), |why| {
                Err(Error::conflict(format!("the slot '{name}' cannot be removed: {why}"))
                    .hint("add another one first with `keywright slot add`"))
            })
        }
        Change::Passphrase(name, _) => has_passphrase(existing(all(), name)?),
    }
}

/// The slots that are left without this one, if it is what unlocked the vault.
///
/// # Errors
/// It cannot be removed.
pub fn left_without_own(
    vault: &Vault<Unlocked>,
    opener: &Opener,
    name: &PlainName,
    now: Timestamp,
) -> Result<Option<Vec<Slot>>> {
    denial::check(vault, now, |transaction| {
        authorize(transaction, &Change::Remove(name.clone()))?;
        let (own, left): (Vec<_>, Vec<_>) =
            transaction.slots()?.into_iter().partition(|stored| stored.record.name == *name);
        let is_own = own.iter().any(|stored| stored.id == opener.slot);
        Ok(is_own.then(|| left.into_iter().map(|stored| stored.record).collect()))
    })
}

/// Rejects a slot without a passphrase to change, before anybody is prompted.
pub fn authorize_passphrase_change(vault: &Vault<Unlocked>, name: &PlainName, now: Timestamp) -> Result<()> {
    denial::check(vault, now, |transaction| {
        authorization::administer(transaction)?;
        let slots = transaction.slots()?;
        has_passphrase(existing(slots.iter().map(|stored| &stored.record), name)?)
    })
}

fn has_passphrase(slot: &Slot) -> Result<()> {
    if slot.kind == SlotKind::Passphrase {
        return Ok(());
    }
    let what = format!("the slot '{}' is not a passphrase slot", slot.name);
    Err(Error::conflict(what)
        .hint("change the passphrase of an SSH key or an identity file with ssh-keygen or age"))
}

/// Finds the slot of this name.
pub(in crate::ops) fn existing<'a>(
    mut slots: impl Iterator<Item = &'a Slot>,
    name: &PlainName,
) -> Result<&'a Slot> {
    slots.find(|slot| slot.name == *name).ok_or_else(|| {
        Error::not_found(format!("there is no slot '{name}'")).hint("see `keywright slot list`")
    })
}

fn audit_entry(change: &Change) -> AuditEntry {
    match change {
        Change::Keep => AuditEntry::new(Action::VaultRekey),
        Change::Remove(name) => AuditEntry::new(Action::SlotRemove).subject(name.as_str()),
        Change::Passphrase(name, _) => AuditEntry::new(Action::SlotPassphrase).subject(name.as_str()),
    }
}

/// The slots during a re-key.
struct Slots<'a> {
    vault: VaultId,
    opener: &'a Opener,
    change: &'a Change,
    fresh: Option<Candidate>,
    kept: Vec<Slot>,
    removed: Option<(i64, Slot)>,
}

impl Slots<'_> {
    fn rewrap(&mut self, found: &SlotRow, data_key: &DataKey) -> Result<Option<Rewrapped>> {
        let mut slot = found.slot.clone();
        let mut identity = found.identity.clone();
        let mut proof = (found.id == self.opener.slot).then_some(&*self.opener.identity);
        match self.change {
            Change::Remove(name) if *name == slot.name => {
                self.removed = Some((found.id, slot));
                return Ok(None);
            }
            Change::Passphrase(name, _) if *name == slot.name => {
                let fresh = self.fresh.as_ref().ok_or(StoreError::Defect("a passphrase without its slot"))?;
                slot.recipient.clone_from(&fresh.recipient.text);
                identity.clone_from(&fresh.identity_file);
                proof = fresh.proof.as_deref();
            }
            _ => {}
        }
        let recipient: Recipient = slot.recipient.parse().map_err(|error| unusable(&slot, &error))?;
        let wrapped = wrap(&recipient, self.vault, data_key)?;
        if let Some(proof) = proof {
            if !opens(proof, &wrapped, data_key) {
                let what = format!("the slot '{}' is not known to unlock the vault", slot.name);
                return Err(Error::locked(format!("{what}; nothing was changed")));
            }
            slot.proven = true;
        }
        self.kept.push(slot.clone());
        Ok(Some(Rewrapped { slot, wrapped, identity }))
    }
}

fn unusable(slot: &Slot, error: &EnvelopeError) -> Error {
    let what = format!("the new data key cannot be encrypted to the slot '{}': {error}", slot.name);
    let kind = if error.is_of_program() { Kind::Io } else { Kind::Conflict };
    Error::new(kind, what).hint("install what is missing, or remove the slot if it is unused")
}
