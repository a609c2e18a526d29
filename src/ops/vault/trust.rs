//! Whether this machine knows the vault. A vault that opens with your identity can be made by anybody who knows its
//! public key: what is in it decides which keys servers admit and which programs run, so it must be the one that its
//! owner knows.

use std::path::{Path, PathBuf};

use crate::domain::id::Fingerprint;
use crate::domain::shell;
use crate::domain::time::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::store::{Known, StoreError, Unlocked, Vault, VaultId};

/// What a command does with a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// It only shows what is in it.
    Look,
    /// It takes a secret in, hands one out, changes the vault, writes for a server, or runs a program.
    Act,
}

/// A vault as it presents itself.
#[derive(Debug, Clone, Copy)]
struct Presented<'a> {
    id: VaultId,
    fingerprint: &'a Fingerprint,
    path: &'a Path,
}

/// Why a vault is not trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mistrust {
    /// `--trust` names another fingerprint.
    Named(Fingerprint),
    /// This machine knows another vault at this path.
    OtherVault(VaultId, Option<Fingerprint>),
    /// This machine knows the vault by another fingerprint.
    OtherFingerprint(Fingerprint),
    /// Likewise; this one it had before.
    FormerFingerprint(Fingerprint),
    /// This machine has never seen it.
    New,
}

/// Whether it is the vault that this machine knows. `named`: what `--trust` names, which is all that counts then.
fn mistrust(vault: Presented<'_>, known: &Known, named: Option<&Fingerprint>) -> Option<Mistrust> {
    let Presented { id, fingerprint, .. } = vault;
    match (named, &known.pin, known.place) {
        (Some(named), ..) => (named != fingerprint).then(|| Mistrust::Named(named.clone())),
        (None, _, Some(place)) if place != id => Some(Mistrust::OtherVault(place, known.at_place.clone())),
        (None, Some(pin), _) if pin.is(fingerprint) => None,
        (None, Some(pin), _) if pin.was(fingerprint) => {
            Some(Mistrust::FormerFingerprint(pin.fingerprint.clone()))
        }
        (None, Some(pin), _) => Some(Mistrust::OtherFingerprint(pin.fingerprint.clone())),
        (None, None, _) => Some(Mistrust::New),
    }
}

impl Mistrust {
    fn message(&self, vault: Presented<'_>) -> String {
        let Presented { id, fingerprint, path } = vault;
        let path = path.display();
        match self {
            Self::Named(named) => {
                format!(
                    "the vault has the fingerprint {fingerprint}, not {named} as --trust or KEYWRIGHT_TRUST says"
                )
            }
            Self::OtherVault(place, known) => {
                let known = known.as_ref().map(|known| format!(", fingerprint {known}")).unwrap_or_default();
                format!(
                    "{path} is the vault {id}, fingerprint {fingerprint}; this machine knows another one there: {place}{known}"
                )
            }
            Self::OtherFingerprint(known) => format!(
                "the vault has the fingerprint {fingerprint}, but this machine knows it by {known}: it was re-keyed elsewhere, or somebody else has made it, which takes no more than your public key"
            ),
            Self::FormerFingerprint(known) => format!(
                "the vault has its former fingerprint {fingerprint}, but this machine knows it by {known}: it is a copy from before a re-key, or made by somebody who could open it then"
            ),
            Self::New => format!(
                "this machine does not know the vault {id}, fingerprint {fingerprint}: whoever made it decides which keys are let in and which programs run"
            ),
        }
    }

    /// `remedy`: how the vault is trusted.
    fn hint(&self, remedy: &str) -> String {
        match self {
            Self::Named(_) => {
                "find out whose vault it is; if it was re-keyed, name its new fingerprint".to_owned()
            }
            Self::OtherVault(..) => format!("if you put it there, {remedy}; if not, find out who did"),
            Self::FormerFingerprint(_) => {
                "find the vault as it is now; to go back to this one, use `keywright vault restore`"
                    .to_owned()
            }
            Self::OtherFingerprint(_) | Self::New => format!(
                "compare the fingerprint with `keywright vault info` where the vault is known, then {remedy}"
            ),
        }
    }
}

/// How the vault is trusted. `typed`: the path, if it has to be named.
fn remedy(vault: &Vault<Unlocked>, typed: Option<&Path>) -> String {
    let fingerprint = vault.fingerprint();
    if vault.state_folder().is_none() {
        return format!("add --trust {fingerprint}: there is no state folder to remember it in");
    }
    let path = typed.map(|path| format!(" --vault {}", shell::word(&path.display()))).unwrap_or_default();
    format!("run `keywright vault trust {fingerprint}{path}`")
}

fn presented(vault: &Vault<Unlocked>) -> Presented<'_> {
    Presented { id: vault.id(), fingerprint: vault.fingerprint(), path: vault.path() }
}

/// Decides whether a command may use the vault. Returns a sentence for stderr if it may only look at it, because this
/// machine sees it for the first time. `typed`: the path as it was given, if it was.
///
/// # Errors
/// [`Kind::Untrusted`]: this machine does not know the vault, or knows another one.
pub fn recognise(
    vault: &mut Vault<Unlocked>,
    purpose: Purpose,
    named: Option<&Fingerprint>,
    typed: Option<&Path>,
) -> Result<Option<String>> {
    let known = vault.known()?;
    let found = mistrust(presented(vault), &known, named);
    match found {
        None => {
            if let Some(pin) = &known.pin {
                if pin.is_next(vault.fingerprint()) {
                    vault.settle(vault.fingerprint());
                } else if pin.is_waiting(vault.fingerprint()) && known.place == Some(vault.id()) {
                    // A re-key or a restore did not get that far. It was perhaps a former one, which must not be right
                    // for good. A copy elsewhere says nothing.
                    let _ = vault.settle_as_it_is();
                }
            }
            Ok(None)
        }
        Some(Mistrust::New) if purpose == Purpose::Look => {
            let Presented { id, fingerprint, .. } = presented(vault);
            let line =
                format!("the vault {id}, fingerprint {fingerprint}, is not yet trusted on this machine");
            vault.unwatch();
            Ok(Some(line))
        }
        Some(found) => {
            vault.refuse_changed()?;
            Err(Error::new(Kind::Untrusted, found.message(presented(vault)))
                .hint(found.hint(&remedy(vault, typed))))
        }
    }
}

/// Rejects what must not take the place of the vault at `path`. Where nothing is known of either, naming the file is
/// enough. A backup may bear a former fingerprint. Returns whether it does.
///
/// # Errors
/// [`Kind::Untrusted`].
pub(super) fn recognise_copy(
    id: VaultId,
    fingerprint: &Fingerprint,
    path: &Path,
    known: &Known,
    named: Option<&Fingerprint>,
) -> Result<bool> {
    let copy = Presented { id, fingerprint, path };
    match mistrust(copy, known, named) {
        None | Some(Mistrust::New) => Ok(false),
        Some(Mistrust::FormerFingerprint(_)) => Ok(true),
        Some(found) => Err(Error::new(Kind::Untrusted, found.message(copy))
            .hint(format!("find out who made it; if you know that it is right, add --trust {fingerprint}"))),
    }
}

/// Rejects a vault that is not unlocked and says itself that it is another than this machine knows at its path.
///
/// # Errors
/// [`Kind::Untrusted`].
pub(super) fn recognise_place(id: VaultId, path: &Path, known: &Known) -> Result<()> {
    match known.place {
        Some(place) if place != id => {
            let what = format!(
                "{} is the vault {id}; this machine knows another one there: {place}",
                path.display()
            );
            Err(Error::new(Kind::Untrusted, what)
                .hint("if you put it there, run `keywright vault trust`; if not, find out who did"))
        }
        _ => Ok(()),
    }
}

/// A vault that this machine knows from now on.
#[derive(Debug)]
pub struct Outcome {
    /// Its path.
    pub path: PathBuf,
    /// Its id.
    pub id: VaultId,
    /// What this machine knows it by.
    pub fingerprint: Fingerprint,
    /// Whether this machine did not know it before.
    pub changed: bool,
    /// Whether changes that were seen here before are not in it.
    pub diverged: bool,
}

/// Whether this machine knows the vault, in this place. Nothing is read of it, or remembered.
pub fn is_known(vault: &Vault<Unlocked>) -> Result<bool> {
    Ok(mistrust(presented(vault), &vault.known()?, None).is_none())
}

/// What a person has to know before they trust it; `None`: it is trusted already, and continues what was seen of it.
///
/// # Errors
/// The vault is older than the one last used here, or damaged.
pub fn what_speaks_against(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Option<String>> {
    let found =
        mistrust(presented(vault), &vault.known()?, None).map(|found| found.message(presented(vault)));
    let diverged = has_diverged(vault, now)?.then(|| DIVERGED.to_owned());
    let all: Vec<String> = found.into_iter().chain(diverged).collect();
    Ok((!all.is_empty()).then(|| all.join("; ")))
}

/// What it means that a vault has diverged. The same fingerprint does not speak for it: all copies have it.
pub const DIVERGED: &str = "this vault has diverged from the one last used on this machine: changes that were seen here are not in it, as after a restore or a repair elsewhere; if nobody has done that, somebody passes off another history, in which revoked keys may be active";

fn has_diverged(vault: &Vault<Unlocked>, now: Timestamp) -> Result<bool> {
    match vault.read(now, |_| Ok(())) {
        Err(error) if matches!(error.cause(), Some(StoreError::Diverged(_))) => Ok(true),
        other => other.map(|()| false),
    }
}

/// From now on this machine knows the vault by its fingerprint, at its path. One that continues another history than
/// the one last used here takes its place, unless it is older.
///
/// # Errors
/// It has another fingerprint ([`Kind::Untrusted`]), is older, or this machine keeps no state.
pub fn trust(vault: &Vault<Unlocked>, fingerprint: &Fingerprint, now: Timestamp) -> Result<Outcome> {
    if fingerprint != vault.fingerprint() {
        let own = vault.fingerprint();
        return Err(Error::new(
            Kind::Untrusted,
            format!("the vault has the fingerprint {own}, not {fingerprint}"),
        )
        .hint("find out whose vault it is before you trust it"));
    }
    let was_known = is_known(vault)?;
    let diverged = has_diverged(vault, now)?;
    if diverged {
        vault.forget_mark()?;
    }
    vault.pin()?;
    // The mark follows.
    vault.read(now, |_| Ok(()))?;
    Ok(Outcome {
        path: vault.path().to_owned(),
        id: vault.id(),
        fingerprint: fingerprint.clone(),
        changed: diverged || !was_known,
        diverged,
    })
}

#[cfg(test)]
#[path = "trust_tests.rs"]
mod tests;
