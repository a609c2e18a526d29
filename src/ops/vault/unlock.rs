//! Unlocking, in the documented order of sources.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::keychain::Keychain;
use super::passphrase;
pub use super::passphrase::PassphraseSource;
use crate::crypto::envelope::{EnvelopeError, Identity, decrypt_slot};
use crate::domain::shell;
use crate::error::{Error, Kind, Result};
use crate::ports::{Entropy, Prompter};
use crate::secret::{DataKey, Passphrase};
use crate::store::{Hex32, Locked, MAX_PASSPHRASE_SLOTS, Unlocked, Vault, WrappedSlot};

/// What may unlock the vault, from options, variables and the system.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Identities named by option or variable.
    pub identities: Vec<PathBuf>,
    /// A passphrase named by option or variable.
    pub passphrase: Option<PassphraseSource>,
    /// systemd's credentials folder.
    pub credentials: Option<PathBuf>,
    /// The identity at its default path, used if it exists.
    pub default_identity: Option<PathBuf>,
}

/// The names of systemd's credentials: an identity, a passphrase.
const CREDENTIALS: [&str; 2] = ["keywright.identity", "keywright.passphrase"];

/// The plaintext of a slot's wrapped data key.
#[derive(Serialize, Deserialize)]
pub(in crate::ops) struct WrappedKey {
    pub(in crate::ops) vault: String,
    pub(in crate::ops) data_key: Hex32,
}

/// An unlocked vault, and the warnings from unlocking it.
pub struct Opened {
    /// The vault.
    pub vault: Vault<Unlocked>,
    /// What unlocked it; callers that do not change slots drop it at once.
    pub opener: Opener,
    /// Sentences for stderr.
    pub warnings: Vec<String>,
}

/// What unlocked a vault.
pub struct Opener {
    /// The unwrapped data key.
    pub data_key: DataKey,
    /// The identity that opened the slot.
    pub identity: Rc<Identity>,
    /// The file that the identity was read from, if it was.
    pub file: Option<PathBuf>,
    /// The slot's row id.
    pub slot: i64,
}

/// Unlocks the vault, or reports what was tried.
pub fn unlock(
    vault: Vault<Locked>,
    sources: &Sources,
    prompter: &dyn Prompter,
    entropy: Arc<dyn Entropy>,
) -> Result<Opened> {
    let what = format!("the vault {}", vault.path().display());
    unlock_with(vault, &Keychain::new(sources, prompter), &what, entropy)
}

/// The same with what was read of the sources before. `what`: the vault, as a prompt names it.
pub(in crate::ops) fn unlock_with(
    vault: Vault<Locked>,
    keychain: &Keychain<'_>,
    what: &str,
    entropy: Arc<dyn Entropy>,
) -> Result<Opened> {
    let slots = vault.slots()?;
    let mut attempt = Attempt { slots, keychain, tried: Vec::new(), hint: None, warnings: Vec::new() };
    let found = match attempt.by_sources()? {
        None if !keychain.sources.is_explicit() => attempt.by_prompt(what)?,
        found => found,
    };
    let Attempt { tried, hint, warnings, .. } = attempt;
    let (found, identity) = found.ok_or_else(|| nothing_unlocked(&tried, hint))?;
    if found.vault != vault.id().to_string() {
        return Err(Error::tampered(
            "the vault is damaged or was altered: its slot belongs to another vault",
        ));
    }
    let vault = vault.unlock(&found.key, found.slot, entropy)?;
    let file = keychain.file_of(&identity);
    let opener = Opener { data_key: found.key, identity, file, slot: found.slot };
    Ok(Opened { vault, opener, warnings })
}

/// The identities that may decrypt an age-encrypted backup, from the same sources as for unlocking, and why others
/// cannot.
///
/// # Errors
/// An identity that an option or a variable names cannot be read, or a prompt was left without an answer.
pub(in crate::ops) fn backup_identities(keychain: &Keychain<'_>) -> Result<(Vec<Rc<Identity>>, Vec<Error>)> {
    let sources = keychain.sources;
    let read = |path: &Path| keychain.identity(path);
    if sources.is_explicit() {
        let all: Result<_> = sources.identities.iter().map(|path| read(path)).collect();
        return Ok((all?, Vec::new()));
    }
    let credential = sources.credentials.as_ref().map(|folder| folder.join(CREDENTIALS[0]));
    let usual = sources.default_identity.clone().filter(|path| !is_open_to_others(path));
    let existing = credential.into_iter().chain(usual).filter(|path| path.exists());
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    for path in existing {
        match read(&path) {
            Ok(identity) => found.push(identity),
            Err(error) if error.kind == Kind::Locked => failed.push(error),
            Err(error) => return Err(error),
        }
    }
    Ok((found, failed))
}

fn nothing_unlocked(tried: &[String], hint: Option<String>) -> Error {
    let usual = "name an identity with --identity FILE, or a passphrase with --passphrase-file FILE";
    let hint = hint.unwrap_or_else(|| usual.to_owned());
    let tried =
        if tried.is_empty() { "no identity or passphrase was given".to_owned() } else { tried.join("; ") };
    Error::locked(format!("the vault stays locked: {tried}")).hint(hint)
}

impl Sources {
    /// Whether an option or a variable names a source: then only that is tried.
    pub fn is_explicit(&self) -> bool {
        !self.identities.is_empty() || self.passphrase.is_some()
    }

    /// Whether systemd has handed something that unlocks.
    pub(super) fn has_credentials(&self) -> bool {
        let has = |folder: &Path| CREDENTIALS.iter().any(|name| folder.join(name).exists());
        self.credentials.as_deref().is_some_and(has)
    }
}

/// The data key unwrapped from a slot, and the vault id stored with it.
pub(in crate::ops) struct Unwrapped {
    pub(in crate::ops) key: DataKey,
    pub(in crate::ops) slot: i64,
    vault: String,
}

type Found = Option<(Unwrapped, Rc<Identity>)>;

struct Attempt<'a> {
    slots: Vec<WrappedSlot>,
    keychain: &'a Keychain<'a>,
    tried: Vec<String>,
    /// What mends the first of them that something mends.
    hint: Option<String>,
    warnings: Vec<String>,
}

impl Attempt<'_> {
    fn by_sources(&mut self) -> Result<Found> {
        let Keychain { sources, .. } = *self.keychain;
        if sources.is_explicit() {
            let passphrase = self.keychain.passphrase()?;
            if let Some(PassphraseSource::File(path)) = &sources.passphrase {
                self.warn_if_open(path, "passphrase file");
            }
            for path in &sources.identities {
                if let Some(found) = self.by_identity_file(path)? {
                    return Ok(Some(found));
                }
            }
            return Ok(
                passphrase.and_then(|passphrase| self.by_passphrase(passphrase, "the passphrase given"))
            );
        }
        if let Some(folder) = &sources.credentials
            && let Some(found) = self.by_credentials(folder)?
        {
            return Ok(Some(found));
        }
        match sources.default_identity.as_deref().filter(|path| path.exists()) {
            Some(path) if is_open_to_others(path) => {
                Err(Error::locked(format!("the identity {} can be read by other users", path.display()))
                    .hint(format!(
                        "run `chmod 600 {}`; replace the identity if others had access",
                        shell::word(&path.display())
                    )))
            }
            Some(path) => self.by_identity_file(path),
            None => Ok(None),
        }
    }

    fn by_credentials(&mut self, folder: &Path) -> Result<Found> {
        let [identity, passphrase] = CREDENTIALS.map(|name| folder.join(name));
        if identity.exists()
            && let Some(found) = self.by_identity_file(&identity)?
        {
            return Ok(Some(found));
        }
        if !passphrase.exists() {
            return Ok(None);
        }
        match passphrase::read(&PassphraseSource::File(passphrase)) {
            Ok(passphrase) => Ok(self.by_passphrase(&passphrase, "the passphrase in $CREDENTIALS_DIRECTORY")),
            Err(error) => self.failed(error).map(|()| None),
        }
    }

    /// Goes on with the next source after this error, unless it is not about this source alone.
    fn failed(&mut self, error: Error) -> Result<()> {
        if error.kind != Kind::Locked {
            return Err(error);
        }
        self.tried.push(error.message);
        self.hint = self.hint.take().or(error.hint);
        Ok(())
    }

    fn by_identity_file(&mut self, path: &Path) -> Result<Found> {
        self.warn_if_open(path, "identity");
        let identity = match self.keychain.identity(path) {
            Ok(identity) => identity,
            Err(error) => return self.failed(error).map(|()| None),
        };
        let mut why = "opens no slot".to_owned();
        for slot in &self.slots {
            match unwrap(&identity, slot) {
                Ok(found) => return Ok(Some((found, identity))),
                Err(EnvelopeError::Plugin(message)) => why = format!("opens no slot: {message}"),
                Err(_) => {}
            }
        }
        self.tried.push(format!("identity {} {why}", path.display()));
        Ok(None)
    }

    fn warn_if_open(&mut self, path: &Path, what: &str) {
        // systemd guards its credentials itself.
        let credentials = self.keychain.sources.credentials.as_deref();
        if is_open_to_others(path) && !credentials.is_some_and(|folder| path.starts_with(folder)) {
            let (shown, word) = (path.display(), shell::word(&path.display()));
            self.warnings.push(format!("other users can read the {what} {shown}; run `chmod 600 {word}`"));
        }
    }

    fn by_passphrase(&mut self, passphrase: &Passphrase, what: &str) -> Found {
        match self.try_passphrase(passphrase) {
            Ok(found) => Some(found),
            Err(why) => {
                self.tried.push(format!("{what} {why}"));
                None
            }
        }
    }

    /// What the passphrase opens, or why it opens nothing.
    fn try_passphrase(&self, passphrase: &Passphrase) -> Result<(Unwrapped, Rc<Identity>), String> {
        let mut why = "opens no slot".to_owned();
        let with_passphrase = self.slots.iter().filter_map(|slot| Some((slot, slot.identity.as_ref()?)));
        for (slot, file) in with_passphrase.take(MAX_PASSPHRASE_SLOTS) {
            match decrypt_slot(file, passphrase) {
                Ok(identity) => {
                    if let Ok(identity) = Identity::parse(&identity, None)
                        && let Ok(found) = unwrap(&identity, slot)
                    {
                        return Ok((found, Rc::new(identity)));
                    }
                }
                Err(EnvelopeError::ExcessiveWork(factor)) => {
                    why =
                        format!("was not tried on a slot with the scrypt work factor {factor}: ours have 18");
                }
                Err(_) => {}
            }
        }
        if !self.has_passphrase_slot() {
            "opens no slot: the vault has no passphrase slot".clone_into(&mut why);
        }
        Err(why)
    }

    fn has_passphrase_slot(&self) -> bool {
        self.slots.iter().any(|slot| slot.identity.is_some())
    }

    fn by_prompt(&mut self, what: &str) -> Result<Found> {
        let prompter = self.keychain.prompter;
        let why = match (self.has_passphrase_slot(), prompter.can_ask()) {
            (false, _) => Some("the vault has no passphrase slot"),
            (true, false) => Some(prompter.why_not()),
            (true, true) => None,
        };
        if let Some(why) = why {
            // The default one is tried if it is there.
            let none = match &self.keychain.sources.default_identity {
                _ if !self.tried.is_empty() => String::new(),
                Some(path) => format!("no identity was given, none is at {}, and ", path.display()),
                None => "no identity was given, neither HOME nor XDG_CONFIG_HOME is set, and ".to_owned(),
            };
            self.tried.push(format!("{none}{why}"));
            return Ok(None);
        }
        let mut why = String::new();
        let found = passphrase::ask(prompter, what, |typed| {
            Ok(self.try_passphrase(typed).map_err(|told| why = told).ok())
        })?;
        if found.is_none() {
            let why = if why.is_empty() { "is empty" } else { &why };
            self.tried.push(format!("wrong passphrase: the one typed {why}"));
        }
        Ok(found)
    }
}

/// Whether group or others can read a file.
fn is_open_to_others(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o077 != 0)
}

/// Unwraps the slot's data key with this identity.
pub(in crate::ops) fn unwrap(identity: &Identity, slot: &WrappedSlot) -> Result<Unwrapped, EnvelopeError> {
    let plaintext = identity.decrypt(&slot.wrapped)?;
    let wrapped: WrappedKey = serde_json::from_slice(&plaintext).map_err(|_| EnvelopeError::Damaged)?;
    let key = DataKey::new(Zeroizing::new(*wrapped.data_key.key().expose()));
    Ok(Unwrapped { key, slot: slot.id, vault: wrapped.vault })
}
