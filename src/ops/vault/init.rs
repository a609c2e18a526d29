//! Creating a vault.

use std::path::PathBuf;
use std::rc::Rc;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::keychain::read_identity;
use super::passphrase::{self, NewPassphrase};
use super::recover::lines::Recovered;
use super::recover::{self, Recovery};
use super::trust::recognise_copy;
use super::unlock::Sources;
use crate::crypto::envelope::{Identity, Recipient};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::id::Fingerprint;
use crate::domain::name::PlainName;
use crate::domain::slot::{Role, Slot};
use crate::domain::time::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::ops::key::sink::recipient;
use crate::ops::slot::candidate::{
    Candidate, from_identity_file, from_passphrase, from_recipient, opens, random, wrap,
};
use crate::ops::slot::new_identity::generate;
use crate::ports::{Entropy, Prompter, UserName};
use crate::secret::DataKey;
use crate::store::{self, Created, Hex32, NewVault, Settings, SigningSeed, StateFolder, VaultId};

/// The slots that options of `init` ask for.
// Comments on options are help: backticks would be printed.
#[allow(clippy::doc_markdown)]
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Slots {
    /// Create a new age identity (mode 0600) and use it
    ///
    /// Without FILE: $XDG_CONFIG_HOME/keywright/identity.txt. An existing file is not overwritten.
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    #[allow(clippy::option_option)] // absent, given, given with a file
    pub new_identity: Option<Option<PathBuf>>,

    /// Add a slot for this age or SSH public key; repeatable
    // With hyphens: clap would print a private key that is given by mistake.
    #[arg(long, value_name = "RECIPIENT", value_parser = NonEmptyStringValueParser::new(), allow_hyphen_values = true)]
    pub recipient: Vec<String>,
}

impl Slots {
    /// The path of the new identity, if one is requested: the given one, else the default.
    ///
    /// # Errors
    /// There is no default path.
    pub fn identity_file(&self, usual: Option<PathBuf>) -> Result<Option<PathBuf>> {
        let unknown = || {
            Error::usage("cannot locate the identity file: neither HOME nor XDG_CONFIG_HOME is set")
                .hint("name a file: --new-identity FILE")
        };
        match &self.new_identity {
            None => Ok(None),
            Some(Some(path)) => Ok(Some(path.clone())),
            Some(None) => usual.map(Some).ok_or_else(unknown),
        }
    }

    /// The public keys that get a slot.
    pub fn recipients(&self) -> Result<Vec<Recipient>> {
        self.recipient.iter().map(|text| recipient("--recipient", text)).collect()
    }
}

/// The parameters of a new vault.
pub struct Request<'a> {
    /// The path of the new vault.
    pub path: PathBuf,
    /// Identities and a passphrase from options or, if no option names any, from environment variables.
    pub sources: Sources,
    /// Only used to verify that a slot unlocks; they get no slot of their own.
    pub witnesses: Sources,
    /// Create a new identity file at this path.
    pub new_identity: Option<PathBuf>,
    /// Recipients given without their identity.
    pub recipients: Vec<Recipient>,
    /// What this machine remembers.
    pub state: Option<StateFolder>,
    /// The fingerprint that a recovered vault must have had, whatever this machine knows.
    pub trust: Option<Fingerprint>,
    /// Accept a clock that is behind the newest time of the recovered vault.
    pub accept_clock: bool,
    /// The operating-system user.
    pub user: &'a UserName,
}

/// The created vault.
#[derive(Debug)]
pub struct Outcome {
    /// Its path.
    pub path: PathBuf,
    /// Its id.
    pub id: VaultId,
    /// What other machines know it by.
    pub fingerprint: Fingerprint,
    /// Its slots, in order.
    pub slots: Vec<Slot>,
    /// The created identity file.
    pub identity_file: Option<PathBuf>,
    /// Why this machine does not know it, if it does not.
    pub unknown: Option<String>,
    /// That the passphrase is easy to guess, as a sentence for stderr.
    pub weakness: Option<String>,
    /// Warnings about a recovered vault.
    pub recovery: Recovery,
}

/// Creates a vault with the slots of the request. At least one of them is proven to unlock it
/// before anything is stored.
pub fn init(
    request: &Request<'_>,
    now: Timestamp,
    entropy: &dyn Entropy,
    prompter: &dyn Prompter,
) -> Result<Outcome> {
    init_with(request, None, now, entropy, prompter)
}

/// The same, but the vault continues as the recovered one.
pub fn recover(
    request: &Request<'_>,
    recovered: &mut Recovered<'_>,
    now: Timestamp,
    entropy: &dyn Entropy,
    prompter: &dyn Prompter,
) -> Result<Outcome> {
    init_with(request, Some(recovered), now, entropy, prompter)
}

/// Where the vault that is recovered still lies: this machine will refuse it there, once it knows the new one by that id.
///
/// # Errors
/// The recovered vault must not take the place of what is known.
pub fn superseded(request: &Request<'_>, recovered: &Recovered<'_>) -> Result<Vec<PathBuf>> {
    refuse_existing(request)?;
    recognise_recovered(request, recovered)?;
    Ok(request.state.as_ref().map(|state| state.places_of(recovered.vault)).unwrap_or_default())
}

fn refuse_existing(request: &Request<'_>) -> Result<()> {
    match request.path.symlink_metadata() {
        Ok(_) => Err(store::StoreError::Exists(request.path.display().to_string()).into()),
        Err(_) => Ok(()),
    }
}

fn init_with(
    request: &Request<'_>,
    recovered: Option<&mut Recovered<'_>>,
    now: Timestamp,
    entropy: &dyn Entropy,
    prompter: &dyn Prompter,
) -> Result<Outcome> {
    refuse_existing(request)?;
    if let Some(recovered) = &recovered {
        recognise_recovered(request, recovered)?;
    }
    let mut fresh = None;
    let mut candidates = Vec::new();
    if let Some(path) = &request.new_identity {
        let (candidate, identity) = generate(path, now)?;
        candidates.push(candidate);
        fresh = Some(identity);
    }
    let weakness = gather(request, prompter, &mut candidates)?;
    let id = match &recovered {
        Some(recovered) => recovered.vault,
        None => VaultId::from_random(*random::<16>(entropy)?),
    };
    let data_key = DataKey::new(random::<32>(entropy)?);
    let (witnesses, failed) = if candidates.iter().all(|candidate| candidate.proof.is_none()) {
        witnesses(&request.witnesses, prompter)?
    } else {
        (Vec::new(), None)
    };
    let sealed = seal_slots(&candidates, &witnesses, id, &data_key, now)?;
    let Some(sealed) = sealed else { return Err(failed.unwrap_or_else(nothing_proven)) };
    let create = || make(request, recovered, id, &data_key, sealed, now, entropy);
    let made = match &fresh {
        Some(identity) => identity.store_for(create)?,
        None => create()?,
    };
    let Made { created: Created { path, fingerprint, unknown }, slots, recovery } = made;
    let identity_file = request.new_identity.clone();
    Ok(Outcome { path, id, fingerprint, slots, identity_file, unknown, weakness, recovery })
}

/// Rejects rows of another vault than the one that this machine knows by this id, or at this path.
fn recognise_recovered(request: &Request<'_>, recovered: &Recovered<'_>) -> Result<()> {
    let known = request.state.as_ref().map(|state| state.known_at(recovered.vault, &request.path));
    let known = known.transpose()?.unwrap_or_default();
    let (id, fingerprint) = (recovered.vault, &recovered.fingerprint);
    recognise_copy(id, fingerprint, &request.path, &known, request.trust.as_ref()).map(|_| ())
}

/// The slots that the request names; if it names none, the default identity or a passphrase. Returns what is to be
/// said about the passphrase.
fn gather(
    request: &Request<'_>,
    prompter: &dyn Prompter,
    candidates: &mut Vec<Candidate>,
) -> Result<Option<String>> {
    let sources = &request.sources;
    let named = request.new_identity.is_some() || !request.recipients.is_empty() || sources.is_explicit();
    let usual = sources.default_identity.iter().filter(|path| !named && path.exists());
    for path in sources.identities.iter().chain(usual) {
        candidates.extend(from_identity_file(path, prompter)?);
    }
    let mut weakness = None;
    if let Some(source) = &sources.passphrase {
        let NewPassphrase { passphrase, warning } = passphrase::read_new(source)?;
        candidates.push(from_passphrase(&passphrase)?);
        weakness = warning;
    }
    for recipient in &request.recipients {
        candidates.push(from_recipient(recipient)?);
    }
    if candidates.is_empty() {
        if !prompter.can_ask() {
            return Err(Error::locked(format!(
                "no identity or passphrase was given, and {}",
                prompter.why_not()
            ))
            .hint("add --new-identity, --identity FILE, --recipient RECIPIENT or --passphrase-file FILE"));
        }
        let what = format!("the vault {}", request.path.display());
        candidates.push(from_passphrase(&passphrase::ask_new(prompter, &what)?.passphrase)?);
    }
    Ok(weakness)
}

type SealedSlot = (Slot, Vec<u8>, Option<Vec<u8>>);

/// The identities that can later unlock a vault whose slots are given by recipient alone, and why another cannot.
fn witnesses(sources: &Sources, prompter: &dyn Prompter) -> Result<(Vec<Rc<Identity>>, Option<Error>)> {
    let usual = sources.default_identity.iter().filter(|path| !sources.is_explicit() && path.exists());
    let (mut found, mut failed) = (Vec::new(), None);
    for path in sources.identities.iter().chain(usual) {
        match read_identity(path, || Ok(None), prompter) {
            Ok(identity) => found.push(Rc::new(identity)),
            Err(error) if error.kind == Kind::Locked => failed = Some(error),
            Err(error) => return Err(error),
        }
    }
    Ok((found, failed))
}

fn nothing_proven() -> Error {
    Error::locked("no slot is known to unlock the vault; nothing was created")
        .hint("give the identity of one recipient as well, with --identity FILE")
}

/// Wraps the data key for every slot, and verifies which of them unwrap it. `None`: none is known to.
fn seal_slots(
    candidates: &[Candidate],
    witnesses: &[Rc<Identity>],
    id: VaultId,
    data_key: &DataKey,
    now: Timestamp,
) -> Result<Option<Vec<SealedSlot>>> {
    let mut sealed: Vec<SealedSlot> = Vec::new();
    let wrapped: Vec<Vec<u8>> =
        candidates.iter().map(|candidate| wrap(&candidate.recipient, id, data_key)).collect::<Result<_>>()?;
    let proofs: Vec<&Rc<Identity>> =
        candidates.iter().filter_map(|candidate| candidate.proof.as_ref()).chain(witnesses).collect();
    for (candidate, wrapped) in candidates.iter().zip(wrapped) {
        let proven = proofs.iter().any(|proof| opens(proof, &wrapped, data_key));
        let taken =
            sealed.iter().filter(|(slot, ..)| slot.name.as_str().starts_with(candidate.label)).count();
        let name = if taken == 0 {
            candidate.label.to_owned()
        } else {
            format!("{}-{}", candidate.label, taken + 1)
        };
        let name: PlainName = name.parse().map_err(|_| Error::internal("a slot's name"))?;
        let recipient = candidate.recipient.text.clone();
        let slot = Slot { name, kind: candidate.kind, recipient, role: Role::Owner, proven, created_at: now };
        sealed.push((slot, wrapped, candidate.identity_file.clone()));
    }
    Ok(sealed.iter().any(|(slot, ..)| slot.proven).then_some(sealed))
}

struct Made {
    created: Created,
    slots: Vec<Slot>,
    recovery: Recovery,
}

fn make(
    request: &Request<'_>,
    recovered: Option<&mut Recovered<'_>>,
    id: VaultId,
    data_key: &DataKey,
    sealed: Vec<SealedSlot>,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<Made> {
    let slots: Vec<Slot> = sealed.iter().map(|(slot, ..)| slot.clone()).collect();
    let first = slots.iter().find(|slot| slot.proven).or(slots.first());
    let settings = match &recovered {
        Some(recovered) => recovered.settings()?,
        None => Settings { created_at: now, unknown_files: None },
    };
    let slot = first.cloned().ok_or_else(|| Error::internal("a vault without slots"))?;
    let former = recovered.as_ref().map(|recovered| recovered.fingerprint.clone());
    let new = NewVault { id, data_key, settings, former, slot, user: request.user, now };
    let seed = SigningSeed { seed: Hex32::new(random(entropy)?), created_at: now, active: true };
    let mut recovery = Recovery::default();
    let created = store::create(&request.path, &new, entropy, request.state.as_ref(), |transaction| {
        if let Some(recovered) = &recovered {
            transaction.reserve(recovered.was.next_seq);
        }
        for (slot, wrapped, identity) in sealed {
            transaction.insert_slot(&slot, wrapped, identity)?;
        }
        if let Some(recovered) = recovered {
            recovery = recover::import_rows(transaction, recovered, request.accept_clock)?;
        } else {
            transaction.insert(&seed)?;
            transaction.record(AuditEntry::new(Action::VaultInit))?;
        }
        Ok(())
    })?;
    Ok(Made { created, slots, recovery })
}
