//! Adding a way to unlock the vault.

use std::path::PathBuf;

use super::candidate::{
    Candidate, ask_new_passphrase, from_identity_file, from_passphrase, from_recipient, opens, wrap,
};
use crate::crypto::envelope::Recipient;
use crate::domain::audit::{Action, Deed};
use crate::domain::name::PlainName;
use crate::domain::slot::{Role, Slot};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::vault::unlock::{PassphraseSource, read_passphrase};
use crate::ops::{authorization, denial};
use crate::ports::Prompter;
use crate::secret::{DataKey, Passphrase};
use crate::store::{Clocking, Transaction, Unlocked, Vault};

/// What opens the new slot.
#[derive(Debug)]
pub enum Way {
    /// Whoever has the identity of this public key. It cannot be seen to unlock.
    Recipient(Recipient),
    /// This identity file.
    Identity(PathBuf),
    /// The passphrase that is read from here.
    Passphrase(PassphraseSource),
    /// A passphrase that somebody types.
    Typed,
}

/// A slot to be.
#[derive(Debug)]
pub struct Request {
    /// What it is called.
    pub name: PlainName,
    /// What its holder may do.
    pub role: Role,
    /// What opens it.
    pub way: Way,
}

/// Adds it, and sees it unlock wherever that is possible before anything is changed.
///
/// # Errors
/// The name or the public key has a slot already, the slot in use is not an owner's, or the new one
/// does not open.
pub fn add(
    vault: &Vault<Unlocked>,
    data_key: &DataKey,
    request: &Request,
    prompter: &dyn Prompter,
    now: Timestamp,
    clocking: Clocking,
) -> Result<Slot> {
    // Whatever can be refused is refused before anybody is asked for a passphrase.
    denial::look(vault, now, |transaction| may(transaction, request, None))?;
    let Candidate { recipient, kind, identity_file, proof, .. } = candidate(&request.way, prompter)?;
    let wrapped = wrap(&recipient, vault.id(), data_key)?;
    let proven = proof.as_ref().map(|proof| opens(proof, &wrapped, data_key));
    if proven == Some(false) {
        return Err(Error::locked("the new slot was not seen to unlock the vault; nothing was changed"));
    }
    let (name, role) = (request.name.clone(), request.role);
    let proven = proven.is_some();
    let slot = Slot { name, kind, recipient: recipient.text, role, proven, created_at: now };
    denial::write(vault, now, clocking, |transaction| {
        may(transaction, request, Some(&slot.recipient))?;
        transaction.insert_slot(&slot, wrapped, identity_file)?;
        let what = format!("role {}{}", role.as_str(), if proven { "" } else { ", not seen to unlock" });
        transaction.record(Deed::new(Action::SlotAdd).subject(slot.name.as_str()).detail(what))?;
        Ok(())
    })?;
    Ok(slot)
}

fn may(transaction: &Transaction<'_>, request: &Request, recipient: Option<&str>) -> Result<()> {
    authorization::govern(transaction)?;
    for Slot { name, recipient: taken, .. } in transaction.slots()?.into_iter().map(|slot| slot.record) {
        if name == request.name {
            return Err(Error::conflict(format!("there is a slot '{name}' already"))
                .hint("choose another name; see `keywright slot list`"));
        }
        if recipient == Some(&taken) {
            return Err(Error::conflict(format!("the slot '{name}' is for the same public key")));
        }
    }
    Ok(())
}

/// A passphrase to be: from where it is said to be, else from whoever can be asked.
///
/// # Errors
/// It cannot be read, or nobody can be asked.
pub fn new_passphrase(source: Option<&PassphraseSource>, prompter: &dyn Prompter) -> Result<Passphrase> {
    match source {
        Some(source) => read_passphrase(source),
        None if prompter.can_ask() => ask_new_passphrase(prompter),
        None => Err(Error::usage("nothing says what shall open the slot, and nobody can be asked")
            .hint("add --identity FILE, --recipient RECIPIENT or --passphrase-file FILE")),
    }
}

fn candidate(way: &Way, prompter: &dyn Prompter) -> Result<Candidate> {
    match way {
        Way::Recipient(recipient) => from_recipient(recipient),
        Way::Passphrase(source) => from_passphrase(&new_passphrase(Some(source), prompter)?),
        Way::Typed => from_passphrase(&new_passphrase(None, prompter)?),
        Way::Identity(path) => {
            let mut found = from_identity_file(path, prompter)?;
            match (found.pop(), found.len()) {
                (Some(one), 0) => Ok(one),
                (_, others) => Err(Error::usage(format!(
                    "{} holds {} identities; a slot is for one",
                    path.display(),
                    others + 1
                ))
                .hint("put each into a file of its own, and add a slot for each")),
            }
        }
    }
}
