//! Restoring a backup.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Seek as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::held_back::HeldBack;
use super::keychain::Keychain;
use super::trust::recognise_copy;
use super::unlock::{Opened, Opener, Sources, backup_identities, unlock_with, unwrap};
use crate::crypto::envelope::is_age_file;
use crate::domain::id::Fingerprint;
use crate::domain::name::PlainName;
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::files::open_regular;
use crate::ops::publish::{lost, lost_targets};
use crate::ops::{authorization, denial, target, verification_file};
use crate::ports::{Entropy, Prompter};
use crate::store::{
    Installed, NeedsReview, Options, Present, Replacement, StateFolder, StoreError, Table, Unlocked, Vault,
    VaultId, refuse_strangers,
};

/// What to restore, and where to.
pub struct Request<'a> {
    /// The backup: a vault file, or one encrypted with age.
    pub from: &'a Path,
    /// The path of the vault, which may be missing.
    pub path: &'a Path,
    /// What may unlock it.
    pub sources: &'a Sources,
    /// How vaults are opened.
    pub options: &'a Options,
    /// The fingerprint that the backup must have, whatever this machine knows.
    pub trust: Option<&'a Fingerprint>,
}

/// The result of a restore.
#[derive(Debug)]
pub struct Outcome {
    /// The path of the vault.
    pub path: PathBuf,
    /// Its id.
    pub id: VaultId,
    /// What this machine knows it by.
    pub fingerprint: Fingerprint,
    /// Its new generation.
    pub generation: i64,
    /// The backup's generation.
    pub backup_generation: i64,
    /// The newest time that the backup had seen: about when it was created.
    pub newest_time: Timestamp,
    /// How many keys it has.
    pub keys: u64,
    /// Its slots: those removed since the backup unlock it again.
    pub slots: Vec<PlainName>,
    /// The path of the replaced file.
    pub replaced: Option<PathBuf>,
    /// The targets that only the replaced vault had.
    pub lost_targets: Vec<Target>,
    /// Sentences for stderr.
    pub warnings: Vec<String>,
}

/// Replaces the vault with a backup. The replaced file is kept beside it. The restored vault gets a
/// generation above the high-water mark, and every target's next file is compared with the installed one.
///
/// # Errors
/// The backup cannot be read, unlocked, or is damaged; or a different vault is at the path. Nothing is
/// changed then.
pub fn restore(
    request: &Request<'_>,
    now: Timestamp,
    prompter: &dyn Prompter,
    entropy: Arc<dyn Entropy>,
    progress: &mut dyn FnMut(u64),
) -> Result<Outcome> {
    // Before the copy: whoever ends a prompt leaves none behind.
    let prompter = HeldBack::new(prompter);
    let mut replacement = Replacement::beside(request.path)?;
    let keychain = Keychain::new(request.sources, &prompter);
    let is_wrapped = fill(request, &mut replacement, &keychain)?;
    let locked = replacement.open(request.options).map_err(|error| about(request.from, error.into()))?;
    let Opened { mut vault, opener, mut warnings } = unlock_with(
        locked,
        &keychain,
        &format!("the backup {}", request.from.display()),
        Arc::clone(&entropy),
    )
    .map_err(|error| {
        about(request.from, if is_wrapped { also_needed(error, request.sources) } else { error })
    })?;
    drop(keychain);
    prompter.answered()?;
    // It is older by nature, and where it lies is not where this machine knows it.
    vault.unwatch();
    vault
        .read(now, |transaction| transaction.check_integrity(progress))
        .map_err(|error| about(request.from, error))?;
    let present = Present::lock(replacement.path(), request.options)?;
    refuse_another(&present, &vault, replacement.path())?;
    let known = request.options.state.as_ref().map(|state| state.known(vault.id(), replacement.path()));
    let known = known.transpose()?.unwrap_or_default();
    let is_former =
        recognise_copy(vault.id(), vault.fingerprint(), replacement.path(), &known, request.trust)
            .map_err(|error| about(request.from, error))?;
    let targets = match present {
        Present::Vault(_) => targets_of_present(replacement.path(), request.options, &opener, entropy, now),
        Present::Nothing | Present::Unreadable => None,
    };
    drop(opener);
    let outcome = supersede(&vault, &present, (request.options.state.as_ref(), targets), now)?;
    if matches!(present, Present::Unreadable) {
        warnings.push("the replaced file could not be read as a vault".to_owned());
    }
    if is_former {
        warnings.push(
            "the backup is from before a re-key: slots removed since open the vault again, until `keywright slot remove`".to_owned(),
        );
    }
    let is_there = !matches!(present, Present::Nothing);
    let Installed { path, kept, unknown } = vault.install(replacement, is_there, now)?;
    drop(present);
    if let Some(error) = unknown {
        // The next command completes what this one could not, or says what to do.
        warnings.push(format!("the vault was restored, but {error}"));
    }
    warnings.extend(vault.take_warnings());
    Ok(Outcome { path, replaced: kept, warnings, ..outcome })
}

/// What opens the age file was named, and need not open the vault in it.
fn also_needed(error: Error, sources: &Sources) -> Error {
    if error.kind == Kind::Locked && sources.is_explicit() {
        return error.hint(
            "the age file was decrypted; what opens the vault in it has to be named as well, with a second --identity FILE or --passphrase-file FILE",
        );
    }
    error
}

/// Copies the backup, decrypting it if it is an age file. Returns whether it is one.
fn fill(request: &Request<'_>, replacement: &mut Replacement, keychain: &Keychain<'_>) -> Result<bool> {
    let from = request.from;
    let (file, metadata) = open_regular(from)
        .map_err(|error| Error::io(format!("opening '{}' failed", from.display()), error))?
        .ok_or_else(|| Error::not_found(format!("there is no file '{}'", from.display())))?;
    refuse_in_use(from, &metadata, replacement.path())?;
    let mut reader = BufReader::new(file);
    let start = reader.fill_buf().map_err(|error| unread(from, error))?;
    let is_wrapped = is_age_file(start);
    if is_wrapped {
        decrypt(request, reader, replacement, keychain)?;
    } else {
        reader.rewind().map_err(|error| unread(from, error))?;
        copy(&mut reader, replacement.file()).map_err(|failed| failed.error(from))?;
    }
    Ok(is_wrapped)
}

fn decrypt(
    request: &Request<'_>,
    mut reader: BufReader<File>,
    replacement: &mut Replacement,
    keychain: &Keychain<'_>,
) -> Result<()> {
    let from = request.from;
    let (identities, failed) = backup_identities(keychain)?;
    for identity in identities {
        reader.rewind().map_err(|error| unread(from, error))?;
        if let Ok(mut plain) = identity.decrypt_stream(&mut reader) {
            return copy(&mut plain, replacement.file()).map_err(|failed| failed.error(from));
        }
    }
    let mut what = format!(
        "the backup '{}' is an age file, and none of the given identities decrypts it",
        from.display()
    );
    let mut hint = None;
    for error in failed {
        what = format!("{what}; {}", error.message);
        hint = hint.or(error.hint);
    }
    let usual = || "name the identity of one of its recipients with --identity FILE".to_owned();
    Err(Error::locked(what).hint(hint.unwrap_or_else(usual)))
}

/// Which side of a copy failed.
enum CopyFailed {
    Reading(io::Error),
    Writing(io::Error),
}

impl CopyFailed {
    fn error(self, from: &Path) -> Error {
        match self {
            Self::Reading(error) => unread(from, error),
            Self::Writing(error) => Error::io("writing the copy beside the vault", error),
        }
    }
}

fn copy(from: &mut dyn io::Read, to: &mut File) -> std::result::Result<(), CopyFailed> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(length) => io::Write::write_all(to, &buffer[..length]).map_err(CopyFailed::Writing)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(CopyFailed::Reading(error)),
        }
    }
}

fn unread(from: &Path, error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            about(from, Error::tampered("it is damaged or truncated"))
        }
        _ => Error::io(format!("reading '{}' failed", from.display()), error),
    }
}

/// A file in use as a vault must be copied with `backup` first, and is no backup of itself.
fn refuse_in_use(from: &Path, metadata: &std::fs::Metadata, path: &Path) -> Result<()> {
    let same = |other: &Path| {
        other.metadata().is_ok_and(|found| (found.dev(), found.ino()) == (metadata.dev(), metadata.ino()))
    };
    if same(path) {
        return Err(Error::conflict(format!("'{}' is the vault itself, not a backup", from.display()))
            .hint(
                "to continue with it although a newer one was seen: `keywright vault backup COPY --accept-rollback`, then `keywright vault restore COPY`; to only read it, add --accept-rollback",
            ));
    }
    refuse_strangers(from, metadata)?;
    let mut journal = from.as_os_str().to_owned();
    journal.push("-journal");
    if Path::new(&journal).symlink_metadata().is_ok() {
        let what =
            format!("'{}' has an unfinished transaction: there is a journal beside it", from.display());
        return Err(Error::conflict(what)
            .hint("run any command with --vault on that file first, such as `vault info`"));
    }
    Ok(())
}

fn refuse_another(present: &Present, restored: &Vault<Unlocked>, path: &Path) -> Result<()> {
    match present {
        Present::Vault(found) if found.id != restored.id() => {
            let what = format!(
                "this is a backup of another vault: {}, but {} is {}",
                restored.id(),
                path.display(),
                found.id
            );
            Err(Error::conflict(what)
                .hint("name another path with --vault PATH, or move the existing vault away first"))
        }
        _ => Ok(()),
    }
}

/// The targets of the vault that is to be replaced. `None`: what opened the backup does not open it, it is damaged, or
/// it is not the newest one that this machine has seen, so that it may lack some itself.
fn targets_of_present(
    path: &Path,
    options: &Options,
    opener: &Opener,
    entropy: Arc<dyn Entropy>,
    now: Timestamp,
) -> Option<Vec<Target>> {
    let locked = Vault::open(path, Options { accept_rollback: false, ..options.clone() }).ok()?;
    let Opener { data_key, identity, slot, .. } = opener;
    let present = if locked.is_opened_by(data_key, *slot).ok()? {
        locked.unlock(data_key, *slot, entropy).ok()?
    } else {
        // It was re-keyed since.
        let slots = locked.slots().ok()?;
        let found = slots.iter().find_map(|slot| unwrap(identity, slot).ok())?;
        locked.unlock(&found.key, found.slot, entropy).ok()?
    };
    target::list(&present, now).ok()
}

/// `replaced`: the targets of the vault that is replaced, if they are known.
fn supersede(
    vault: &Vault<Unlocked>,
    present: &Present,
    (state, replaced): (Option<&StateFolder>, Option<Vec<Target>>),
    now: Timestamp,
) -> Result<Outcome> {
    let present_generation = match present {
        Present::Vault(found) => found.generation,
        Present::Nothing | Present::Unreadable => 0,
    };
    let (backup_generation, newest_time) =
        vault.read(now, |transaction| Ok((transaction.generation(), transaction.newest_time())))?;
    let (keys, slots, lost_targets) = denial::write(vault, now, |transaction| {
        authorization::administer(transaction)?;
        transaction.supersede(state, present_generation)?;
        verification_file::signed::raise_epochs(transaction, Some(NeedsReview::Restored))?;
        lost::note_unknown(transaction, newest_time)?;
        let what = format!("of generation {backup_generation}, last changed at {newest_time} or later");
        let lost_targets = lost_targets::record_restore(transaction, &what, replaced)?;
        let slots = transaction.slots()?.into_iter().map(|stored| stored.record.name).collect();
        Ok((transaction.count(Table::Keys)?, slots, lost_targets))
    })?;
    let generation = vault.read(now, |transaction| Ok(transaction.generation()))?;
    Ok(Outcome {
        path: PathBuf::new(),
        id: vault.id(),
        fingerprint: vault.fingerprint().clone(),
        generation,
        backup_generation,
        newest_time,
        keys,
        slots,
        replaced: None,
        lost_targets,
        warnings: Vec::new(),
    })
}

/// Attributes the error to the backup, not to the vault in use.
fn about(from: &Path, mut error: Error) -> Error {
    let words = match error.cause() {
        Some(StoreError::NotAVault(_)) => "it is not a Keywright vault, or truncated".to_owned(),
        _ => error.message.replace("the vault is damaged or was altered", "it is damaged or was altered"),
    };
    error.message = format!("the backup '{}': {words}", from.display());
    if matches!(error.kind, Kind::Tampered(crate::error::Reason::Vault)) {
        error.hint = Some("use another backup; the vault is unchanged".to_owned());
    }
    error
}
