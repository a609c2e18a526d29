//! Repairing a damaged vault from its authentic rows. An outdated row is authentic by itself, so the audit
//! log is consulted for what changed since.
//!
//! | file | use case |
//! |---|---|
//! | `roles` | restore no former role of a slot |
//! | `signing_keys` | reactivate no former signing key, and ensure an active one |

mod roles;
pub(super) mod signing_keys;

use std::path::PathBuf;

use super::replay::{Replayed, replay};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::domain::words;
use crate::error::{Kind, Reason, Result};
use crate::ops::publish::lost;
use crate::ops::publish::lost_targets::{self, LostTargets};
use crate::ops::{authorization, target, verification_file};
use crate::ports::Entropy;
use crate::store::{self, Damage, NeedsReview, Unlocked, Vault};

/// The outcome of a repair; by default nothing was done, because the vault was intact.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The damage found.
    pub damages: Vec<Damage>,
    /// The path of the damaged vault.
    pub kept: Option<PathBuf>,
    /// The generation of the repaired vault. `None`: it was intact.
    pub generation: Option<i64>,
    /// What the log says of records that may be outdated.
    pub replayed: Replayed,
    /// Which targets are lost, or may be.
    pub lost_targets: LostTargets,
    /// The slots whose role was restored to what the log says.
    pub roles_again: Vec<String>,
    /// Whether files are signed with a new key, because no other was left.
    pub new_signing_key: bool,
}

impl Outcome {
    /// Whether anything changed.
    pub fn is_changed(&self) -> bool {
        self.generation.is_some()
    }
}

fn dropped(damages: &[Damage]) -> usize {
    damages.iter().filter(|damage| damage.dropped).count()
}

/// The damage found; `None`: the vault is intact.
///
/// # Errors
/// The vault cannot be repaired: the manifest, the settings or the slot in use is damaged, or it is older
/// than the high-water mark.
pub fn damages(
    vault: &Vault<Unlocked>,
    now: Timestamp,
    progress: &mut dyn FnMut(u64),
) -> Result<Option<Vec<Damage>>> {
    match vault.read(now, |transaction| transaction.check_integrity(&mut |_| {})) {
        Ok(_) => Ok(None),
        Err(error) if error.kind == Kind::Tampered(Reason::Vault) => vault.damages(progress).map(Some),
        Err(error) => Err(error),
    }
}

/// Writes the authentic rows into a new file that replaces the vault. Installed files stay; each target's
/// next file is compared with the installed one, so that an outdated row readmits no revoked key.
///
/// # Errors
/// As for [`damages`], or the slot in use is not an owner's. The vault is unchanged then.
pub fn repair(
    vault: &Vault<Unlocked>,
    now: Timestamp,
    entropy: &dyn Entropy,
    progress: &mut dyn FnMut(u64),
) -> Result<Outcome> {
    let (mut new_signing_key, mut roles_again, mut replayed) = (false, Vec::new(), Replayed::default());
    let mut lost_targets = LostTargets::default();
    let repaired = vault.repair(now, progress, |transaction, damages, salvaged| {
        roles_again = roles::restore_roles(transaction)?;
        // After restoring the roles: an outdated row of the slot in use grants nothing.
        authorization::administer(transaction)?;
        for stored in transaction.all::<Target>()? {
            target::begin_series(transaction, &stored.record.name)?;
        }
        verification_file::signed::raise_epochs(transaction, Some(NeedsReview::Repaired))?;
        lost::note_all_unknown(transaction)?;
        replayed = replay(transaction, salvaged, true)?;
        lost_targets = lost_targets::find(transaction)?;
        new_signing_key = signing_keys::restore_signing_key(transaction, entropy)?;
        let what = format!("{} damaged, {} dropped", words::count(damages.len(), "place"), dropped(damages));
        Ok(transaction.record(AuditEntry::new(Action::VaultRepair).detail(what))?)
    })?;
    let store::Repaired { damages, kept, generation } = repaired;
    let generation = Some(generation);
    Ok(Outcome { damages, kept, generation, replayed, lost_targets, roles_again, new_signing_key })
}
