//! Unlocking, in the documented order of sources.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::crypto::envelope::{EnvelopeError, Identity, decrypt_slot};
use crate::domain::shell;
use crate::error::{Error, Result, plain};
use crate::files::read_small;
use crate::ports::{Entropy, Prompter};
use crate::secret::{DataKey, Passphrase};
use crate::store::{Hex32, Locked, MAX_PASSPHRASE_SLOTS, Unlocked, Vault, WrappedSlot};

/// Where a passphrase is read from. Never the value of an option or a variable itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassphraseSource {
    /// The first line of a file, which may be a pipe.
    File(PathBuf),
    /// The first line of an open file descriptor.
    Descriptor(u32),
}

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
    pub identity: Identity,
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
    let slots = vault.slots()?;
    let credentials = sources.credentials.as_deref();
    let mut attempt = Attempt { slots, prompter, credentials, tried: Vec::new(), warnings: Vec::new() };
    let found = attempt.by_sources(sources)?;
    let found = match found {
        None if !sources.is_explicit() => attempt.by_prompt(vault.path())?,
        found => found,
    };
    let Attempt { tried, warnings, .. } = attempt;
    let (found, identity) = found.ok_or_else(|| nothing_unlocked(&tried))?;
    if found.vault != vault.id().to_string() {
        return Err(Error::tampered(
            "the vault is damaged or was altered: its slot belongs to another vault",
        ));
    }
    let vault = vault.unlock(&found.key, found.slot, entropy)?;
    let opener = Opener { data_key: found.key, identity, slot: found.slot };
    Ok(Opened { vault, opener, warnings })
}

/// The identities that can decrypt an age-encrypted backup, from the same sources as for unlocking.
///
/// # Errors
/// An identity that an option or a variable names cannot be read.
pub(in crate::ops) fn backup_identities(sources: &Sources, prompter: &dyn Prompter) -> Result<Vec<Identity>> {
    let passphrase = if sources.identities.is_empty() { None } else { sources.read_passphrase()? };
    let ask = |path: &Path| {
        let given = passphrase.as_ref().map(|given| Passphrase::new(given.expose().to_owned()));
        let typed = || prompter.passphrase(&format!("Passphrase for {}: ", path.display())).ok();
        given.or_else(|| prompter.can_ask().then(typed).flatten())
    };
    let read = |path: &Path| {
        let failed = |why: String| Error::locked(format!("identity {}: {why}", path.display()));
        let file = read_small(path).map_err(|error| failed(plain(&error)))?;
        Identity::parse(&file, &|| ask(path)).map_err(|error| failed(error.to_string()))
    };
    if sources.is_explicit() {
        return sources.identities.iter().map(|path| read(path)).collect();
    }
    let credential = sources.credentials.as_ref().map(|folder| folder.join(CREDENTIALS[0]));
    let usual = sources.default_identity.clone().filter(|path| !is_open_to_others(path));
    let existing = credential.into_iter().chain(usual).filter(|path| path.exists());
    Ok(existing.filter_map(|path| read(&path).ok()).collect())
}

fn nothing_unlocked(tried: &[String]) -> Error {
    let tried =
        if tried.is_empty() { "no identity or passphrase was given".to_owned() } else { tried.join("; ") };
    Error::locked(format!("the vault stays locked: {tried}"))
        .hint("name an identity with --identity FILE, or a passphrase with --passphrase-file FILE")
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

    /// The first line of the passphrase's source. A pipe can be read only once, so this is called once.
    pub(in crate::ops) fn read_passphrase(&self) -> Result<Option<Passphrase>> {
        self.passphrase.as_ref().map(read_passphrase).transpose()
    }
}

/// Reads the first line of a passphrase's source.
pub(in crate::ops) fn read_passphrase(source: &PassphraseSource) -> Result<Passphrase> {
    let path = match source {
        PassphraseSource::File(path) => path.clone(),
        // Reopening it needs no unsafe code and works for pipes, files and here-documents.
        PassphraseSource::Descriptor(number) => PathBuf::from(format!("/dev/fd/{number}")),
    };
    let unreadable =
        |why: String| Error::locked(format!("the passphrase cannot be read from {}: {why}", path.display()));
    let bytes = read_small(&path).map_err(|error| unreadable(plain(&error)))?;
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let text = std::str::from_utf8(line).map_err(|_| unreadable("it is not UTF-8".to_owned()))?;
    if text.is_empty() {
        return Err(unreadable("its first line is empty".to_owned()));
    }
    Ok(Passphrase::new(text.to_owned()))
}

/// The data key unwrapped from a slot, and the vault id stored with it.
pub(in crate::ops) struct Unwrapped {
    pub(in crate::ops) key: DataKey,
    slot: i64,
    vault: String,
}

type Found = Option<(Unwrapped, Identity)>;

struct Attempt<'a> {
    slots: Vec<WrappedSlot>,
    prompter: &'a dyn Prompter,
    /// The folder of systemd's credentials, which guards them itself.
    credentials: Option<&'a Path>,
    tried: Vec<String>,
    warnings: Vec<String>,
}

impl Attempt<'_> {
    fn by_sources(&mut self, sources: &Sources) -> Result<Found> {
        if sources.is_explicit() {
            let passphrase = sources.read_passphrase()?;
            if let Some(PassphraseSource::File(path)) = &sources.passphrase {
                self.warn_if_open(path, "passphrase file");
            }
            for path in &sources.identities {
                if let Some(found) = self.by_identity_file(path, passphrase.as_ref()) {
                    return Ok(Some(found));
                }
            }
            return Ok(
                passphrase.and_then(|passphrase| self.by_passphrase(&passphrase, "the passphrase given"))
            );
        }
        if let Some(found) = sources.credentials.as_deref().and_then(|folder| self.by_credentials(folder)) {
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
            Some(path) => Ok(self.by_identity_file(path, None)),
            None => Ok(None),
        }
    }

    fn by_credentials(&mut self, folder: &Path) -> Found {
        let [identity, passphrase] = CREDENTIALS.map(|name| folder.join(name));
        if identity.exists()
            && let Some(found) = self.by_identity_file(&identity, None)
        {
            return Some(found);
        }
        if !passphrase.exists() {
            return None;
        }
        match read_passphrase(&PassphraseSource::File(passphrase)) {
            Ok(passphrase) => self.by_passphrase(&passphrase, "the passphrase in $CREDENTIALS_DIRECTORY"),
            Err(error) => {
                self.tried.push(error.message);
                None
            }
        }
    }

    fn by_identity_file(&mut self, path: &Path, passphrase: Option<&Passphrase>) -> Found {
        let shown = path.display();
        let file = match read_small(path) {
            Ok(file) => file,
            Err(error) => {
                self.tried.push(format!("identity {shown} cannot be read ({})", plain(&error)));
                return None;
            }
        };
        self.warn_if_open(path, "identity");
        let prompter = self.prompter;
        let ask = || match passphrase {
            Some(given) => Some(Passphrase::new(given.expose().to_owned())),
            None if prompter.can_ask() => prompter.passphrase(&format!("Passphrase for {shown}: ")).ok(),
            None => None,
        };
        let identity = match Identity::parse(&file, &ask) {
            Ok(identity) => identity,
            Err(error) => {
                self.tried.push(format!("identity {shown}: {error}"));
                return None;
            }
        };
        let mut why = "opens no slot".to_owned();
        for slot in &self.slots {
            match unwrap(&identity, slot) {
                Ok(found) => return Some((found, identity)),
                Err(EnvelopeError::Plugin(message)) => why = format!("opens no slot: {message}"),
                Err(_) => {}
            }
        }
        self.tried.push(format!("identity {shown} {why}"));
        None
    }

    fn warn_if_open(&mut self, path: &Path, what: &str) {
        if is_open_to_others(path) && !self.credentials.is_some_and(|folder| path.starts_with(folder)) {
            let (shown, word) = (path.display(), shell::word(&path.display()));
            self.warnings.push(format!("other users can read the {what} {shown}; run `chmod 600 {word}`"));
        }
    }

    fn by_passphrase(&mut self, passphrase: &Passphrase, what: &str) -> Found {
        let mut why = "opens no slot".to_owned();
        let with_passphrase = self.slots.iter().filter_map(|slot| Some((slot, slot.identity.as_ref()?)));
        for (slot, file) in with_passphrase.take(MAX_PASSPHRASE_SLOTS) {
            match decrypt_slot(file, passphrase) {
                Ok(identity) => {
                    if let Ok(identity) = Identity::parse(&identity, &|| None)
                        && let Ok(found) = unwrap(&identity, slot)
                    {
                        return Some((found, identity));
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
        self.tried.push(format!("{what} {why}"));
        None
    }

    fn has_passphrase_slot(&self) -> bool {
        self.slots.iter().any(|slot| slot.identity.is_some())
    }

    fn by_prompt(&mut self, path: &Path) -> Result<Found> {
        let why = match (self.has_passphrase_slot(), self.prompter.can_ask()) {
            (false, _) => Some("the vault has no passphrase slot"),
            (true, false) => Some("there is no terminal to prompt for a passphrase"),
            (true, true) => None,
        };
        if let Some(why) = why {
            let none = if self.tried.is_empty() { "no identity was given, and " } else { "" };
            self.tried.push(format!("{none}{why}"));
            return Ok(None);
        }
        let passphrase = self.prompter.passphrase(&format!("Passphrase for {}: ", path.display()))?;
        Ok(self.by_passphrase(&passphrase, "the passphrase typed"))
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
