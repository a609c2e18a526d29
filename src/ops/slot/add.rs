//! Adding a way to unlock the vault.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::candidate::{
    Candidate, ask_new_passphrase, from_identity_file, from_passphrase, from_recipient, opens, wrap,
};
use super::role_parser;
use crate::crypto::envelope::Recipient;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::name::PlainName;
use crate::domain::slot::{Role, Slot};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::key::sink::recipient;
use crate::ops::vault::unlock::{PassphraseSource, read_passphrase};
use crate::ops::{authorization, denial};
use crate::ports::Prompter;
use crate::secret::{DataKey, Passphrase};
use crate::store::{Transaction, Unlocked, Vault};

/// A slot to be.
#[derive(Debug, Clone, Args)]
pub struct New {
    /// Name of the slot
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// age or SSH public key of the slot's holder; the slot is unproven until it is used
    #[arg(long, value_name = "RECIPIENT", value_parser = NonEmptyStringValueParser::new())]
    pub recipient: Option<String>,

    /// Role of the slot
    #[arg(long, value_name = "ROLE", default_value = "owner", value_parser = role_parser())]
    pub role: Role,
}

/// What opens the new slot.
#[derive(Debug)]
pub enum SlotSource {
    /// The holder of the identity of this public key. The slot is unproven.
    Recipient(Recipient),
    /// This identity file.
    Identity(PathBuf),
    /// The passphrase read from this source.
    Passphrase(PassphraseSource),
    /// A passphrase typed at the prompt.
    Typed,
}

impl New {
    /// The source for the slot: its recipient, an identity or a passphrase.
    ///
    /// # Errors
    /// The recipient is invalid, or several sources are given.
    pub fn source(&self, identities: &[PathBuf], passphrase: Option<PassphraseSource>) -> Result<SlotSource> {
        let identities = identities.iter().cloned().map(SlotSource::Identity);
        let to =
            self.recipient.as_ref().map(|text| recipient("--recipient", text).map(SlotSource::Recipient));
        let mut ways = identities.chain(passphrase.map(SlotSource::Passphrase)).chain(to.transpose()?);
        match (ways.next(), ways.next()) {
            (None, _) => Ok(SlotSource::Typed),
            (Some(source), None) => Ok(source),
            (Some(_), Some(_)) => {
                let what = "a slot has one identity, recipient or passphrase, but several are given";
                Err(Error::usage(what).hint("add a slot for each"))
            }
        }
    }
}

/// Adds the slot, verifying that it unlocks, where possible, before anything is changed.
///
/// # Errors
/// The name or the public key already has a slot, the slot in use is not an owner's, or the new one does not
/// unlock.
pub fn add(
    vault: &Vault<Unlocked>,
    data_key: &DataKey,
    (new, source): (&New, &SlotSource),
    prompter: &dyn Prompter,
    now: Timestamp,
) -> Result<Slot> {
    // Everything that can be rejected is rejected before prompting for a passphrase.
    denial::check(vault, now, |transaction| authorize(transaction, new, None))?;
    let Candidate { recipient, kind, identity_file, proof, .. } = candidate(source, prompter)?;
    let wrapped = wrap(&recipient, vault.id(), data_key)?;
    let proven = proof.as_ref().map(|proof| opens(proof, &wrapped, data_key));
    if proven == Some(false) {
        return Err(Error::locked("the new slot does not unlock the vault; nothing was changed"));
    }
    let (name, role) = (new.name.clone(), new.role);
    let proven = proven.is_some();
    let slot = Slot { name, kind, recipient: recipient.text, role, proven, created_at: now };
    denial::write(vault, now, |transaction| {
        authorize(transaction, new, Some(&slot.recipient))?;
        transaction.insert_slot(&slot, wrapped, identity_file)?;
        let what = format!("role {}{}", role.as_str(), if proven { "" } else { ", not proven" });
        transaction.record(AuditEntry::new(Action::SlotAdd).subject(slot.name.as_str()).detail(what))?;
        Ok(())
    })?;
    Ok(slot)
}

fn authorize(transaction: &Transaction<'_>, new: &New, recipient: Option<&str>) -> Result<()> {
    authorization::administer(transaction)?;
    for Slot { name, recipient: taken, .. } in transaction.slots()?.into_iter().map(|slot| slot.record) {
        if name == new.name {
            return Err(Error::conflict(format!("there is already a slot '{name}'"))
                .hint("choose another name; see `keywright slot list`"));
        }
        if recipient == Some(&taken) {
            return Err(Error::conflict(format!("the slot '{name}' has the same public key")));
        }
    }
    Ok(())
}

/// A new passphrase: from the given source, else from a prompt.
///
/// # Errors
/// It cannot be read, or there is no terminal to prompt on.
pub fn new_passphrase(source: Option<&PassphraseSource>, prompter: &dyn Prompter) -> Result<Passphrase> {
    match source {
        Some(source) => read_passphrase(source),
        None if prompter.can_ask() => ask_new_passphrase(prompter),
        None => {
            Err(Error::usage("no identity, recipient or passphrase was given for the slot, and there is no terminal to prompt on")
                .hint("add --identity FILE, --recipient RECIPIENT or --passphrase-file FILE"))
        }
    }
}

fn candidate(source: &SlotSource, prompter: &dyn Prompter) -> Result<Candidate> {
    match source {
        SlotSource::Recipient(recipient) => from_recipient(recipient),
        SlotSource::Passphrase(source) => from_passphrase(&new_passphrase(Some(source), prompter)?),
        SlotSource::Typed => from_passphrase(&new_passphrase(None, prompter)?),
        SlotSource::Identity(path) => {
            let mut found = from_identity_file(path, prompter)?;
            match (found.pop(), found.len()) {
                (Some(one), 0) => Ok(one),
                (_, others) => Err(Error::usage(format!(
                    "{} contains {} identities; a slot has one",
                    path.display(),
                    others + 1
                ))
                .hint("put each into a separate file, and add a slot for each")),
            }
        }
    }
}
