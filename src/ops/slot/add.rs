//! Adding a way to unlock the vault.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::candidate::{
    Candidate, from_identity, from_identity_file, from_passphrase, from_recipient, opens, wrap,
};
use super::new_identity::{NewIdentity, generate};
use super::role_parser;
use crate::crypto::envelope::Recipient;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::name::PlainName;
use crate::domain::slot::{Role, Slot};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::key::sink::recipient;
use crate::ops::vault::passphrase::{self, NewPassphrase, PassphraseSource};
use crate::ops::vault::unlock::Opener;
use crate::ops::{authorization, denial};
use crate::ports::Prompter;
use crate::store::{Transaction, Unlocked, Vault};

/// A slot to be.
#[derive(Debug, Clone, Args)]
pub struct New {
    /// Name of the slot
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// age or SSH public key of the slot's holder; the slot is unproven until it is used
    // With hyphens: clap would print a private key that is given by mistake.
    #[arg(long, value_name = "RECIPIENT", value_parser = NonEmptyStringValueParser::new(), allow_hyphen_values = true)]
    pub recipient: Option<String>,

    /// Create a new age identity (mode 0600) for the slot in this file, which must not exist
    #[arg(long, value_name = "FILE")]
    pub new_identity: Option<PathBuf>,

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
    /// A new identity, stored in this file.
    NewIdentity(PathBuf),
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
        let fresh = self.new_identity.clone().map(SlotSource::NewIdentity);
        let given = passphrase.map(SlotSource::Passphrase);
        let mut ways = identities.chain(given).chain(to.transpose()?).chain(fresh);
        match (ways.next(), ways.next()) {
            (None, _) => Ok(SlotSource::Typed),
            (Some(source), None) => Ok(source),
            (Some(_), Some(_)) => {
                let what = "a slot has one identity, recipient or passphrase, but several are given";
                Err(Error::usage(what).hint(
                    "add a slot for each; what opens the vault is named by KEYWRIGHT_IDENTITY or KEYWRIGHT_PASSPHRASE_FILE here",
                ))
            }
        }
    }
}

/// Adds the slot, verifying that it unlocks, where possible, before anything is changed. Returns it, and what is to be
/// said about its passphrase.
///
/// # Errors
/// The name or the public key already has a slot, the slot in use is not an owner's, or the new one does not
/// unlock.
pub fn add(
    vault: &Vault<Unlocked>,
    opener: &Opener,
    (new, source): (&New, &SlotSource),
    prompter: &dyn Prompter,
    now: Timestamp,
) -> Result<(Slot, Option<String>)> {
    // Everything that can be rejected is rejected before prompting for a passphrase.
    denial::check(vault, now, |transaction| authorize(transaction, new, None))?;
    let Prepared { candidate, fresh, warning } = prepare(new, source, opener, prompter, now)?;
    let Candidate { recipient, kind, identity_file, proof, .. } = candidate;
    let wrapped = wrap(&recipient, vault.id(), &opener.data_key)?;
    let proven = proof.as_ref().map(|proof| opens(proof, &wrapped, &opener.data_key));
    if proven == Some(false) {
        return Err(Error::locked("the new slot does not unlock the vault; nothing was changed"));
    }
    let (name, role) = (new.name.clone(), new.role);
    let proven = proven.is_some();
    let slot = Slot { name, kind, recipient: recipient.text, role, proven, created_at: now };
    let insert = || {
        denial::write(vault, now, |transaction| {
            authorize(transaction, new, Some(&slot.recipient))?;
            transaction.insert_slot(&slot, wrapped, identity_file)?;
            let what = format!("role {}{}", role.as_str(), if proven { "" } else { ", not proven" });
            transaction.record(AuditEntry::new(Action::SlotAdd).subject(slot.name.as_str()).detail(what))?;
            Ok(())
        })
    };
    match fresh {
        // Durable before the slot is: a slot that nobody can open is worse than a file for no slot.
        Some(fresh) => fresh.store_for(insert)?,
        None => insert()?,
    }
    Ok((slot, warning))
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

/// A new passphrase for this slot: from the given source, else from a prompt.
///
/// # Errors
/// It cannot be read, or there is no terminal to prompt on.
pub fn new_passphrase(
    source: Option<&PassphraseSource>,
    slot: &PlainName,
    prompter: &dyn Prompter,
) -> Result<NewPassphrase> {
    match source {
        Some(source) => passphrase::read_new(source),
        None if prompter.can_ask() => passphrase::ask_new(prompter, &format!("the slot '{slot}'")),
        None => {
            let why = prompter.why_not();
            Err(Error::usage(format!(
                "no identity, recipient or passphrase was given for the slot, and {why}"
            ))
            .hint("add --identity FILE, --recipient RECIPIENT or --passphrase-file FILE"))
        }
    }
}

/// A slot to be, the identity to store for it, and what is to be said about its passphrase.
struct Prepared {
    candidate: Candidate,
    fresh: Option<NewIdentity>,
    warning: Option<String>,
}

fn prepare(
    new: &New,
    source: &SlotSource,
    opener: &Opener,
    prompter: &dyn Prompter,
    now: Timestamp,
) -> Result<Prepared> {
    let of = |candidate| Prepared { candidate, fresh: None, warning: None };
    let by_passphrase = |source| {
        let NewPassphrase { passphrase, warning } = new_passphrase(source, &new.name, prompter)?;
        Ok(Prepared { warning, ..of(from_passphrase(&passphrase)?) })
    };
    match source {
        SlotSource::Recipient(recipient) => from_recipient(recipient).map(of),
        SlotSource::Passphrase(source) => by_passphrase(Some(source)),
        SlotSource::Typed => by_passphrase(None),
        SlotSource::NewIdentity(path) => {
            let (candidate, fresh) = generate(path, now)?;
            Ok(Prepared { fresh: Some(fresh), ..of(candidate) })
        }
        SlotSource::Identity(path) => {
            // Its passphrase is not asked for again.
            let mut found = match &opener.file {
                Some(known) if known == path => from_identity(path, &opener.identity)?,
                _ => from_identity_file(path, prompter)?,
            };
            match (found.pop(), found.len()) {
                (Some(one), 0) => Ok(of(one)),
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
