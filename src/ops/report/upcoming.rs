//! What happens by itself, or is to be done, and when.

use crate::domain::id::KeyId;
use crate::domain::key::{Key, Status};
use crate::domain::name::KeyName;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::publish::in_force::{FilesInForce, in_force};
use crate::ops::rotation::due::each_due;
use crate::ops::vault::status::BACKUP_AGE;
use crate::store::{Flow, Transaction, Unlocked, Vault, VaultId};

/// Something that is to come, or to be done since then. Sorted by time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Upcoming {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
}

/// What is to come.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A key ends by its expiry.
    KeyExpires(KeyName, KeyId),
    /// The grace period of a key that was replaced ends.
    GraceEnds(KeyName, KeyId),
    /// A key is due for rotation by its policy; it may be so already.
    RotationDue(KeyName, KeyId),
    /// The newest file of a target expires: its servers refuse everybody then, if it is not renewed.
    TargetExpires(String),
    /// The newest file of a series that nobody renews expires.
    ExportExpires(String),
    /// The last backup made on this machine is old by then.
    BackupIsOld,
}

/// Of one vault, for a calendar.
#[derive(Debug)]
pub struct Calendar {
    /// The vault's id.
    pub vault: VaultId,
    /// When it was made.
    pub now: Timestamp,
    /// Soonest first.
    pub upcoming: Vec<Upcoming>,
}

/// All that is to come.
pub fn calendar(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Calendar> {
    let mut upcoming: Vec<Upcoming> = of_backup(vault.last_backup()).into_iter().collect();
    vault.read(now, |transaction| {
        transaction.scan::<Key>(0, &mut |stored| {
            upcoming.extend(of_key(&stored.record, now));
            Ok(Flow::Continue)
        })?;
        upcoming.extend(due(transaction)?);
        upcoming.extend(of_files(&in_force(transaction)?.files));
        Ok(())
    })?;
    upcoming.sort();
    Ok(Calendar { vault: vault.id(), now, upcoming })
}

/// The end of a key that has not ended, disabled or not; a revoked one has.
pub(super) fn of_key(key: &Key, now: Timestamp) -> Option<Upcoming> {
    let at = key.ends_at().filter(|at| *at > now)?;
    let (name, id) = (key.name.clone(), key.id.clone());
    let what = match key.status_once_enabled(now) {
        Status::Retiring => What::GraceEnds(name, id),
        Status::Active | Status::Pending => What::KeyExpires(name, id),
        Status::Revoked | Status::Expired | Status::Disabled => return None,
    };
    Some(Upcoming { at, what })
}

/// The keys that are or will be due for rotation, soonest first.
pub(super) fn due(transaction: &Transaction<'_>) -> Result<Vec<Upcoming>> {
    let mut all = Vec::new();
    each_due(transaction, &[], Timestamp::from_unix(i64::MAX), &mut |due| {
        all.push(Upcoming { at: due.at, what: What::RotationDue(due.key.name, due.key.id) });
        Ok(())
    })?;
    Ok(all)
}

/// The ends of the newest files.
pub(super) fn of_files(files: &[FilesInForce]) -> impl Iterator<Item = Upcoming> {
    files.iter().filter_map(|files| {
        let subject = files.subject.clone();
        let what = if files.is_target { What::TargetExpires(subject) } else { What::ExportExpires(subject) };
        Some(Upcoming { at: files.valid_until?, what })
    })
}

/// When the last backup, if there was one, is too old.
pub(super) fn of_backup(last: Option<Timestamp>) -> Option<Upcoming> {
    last.map(|at| Upcoming { at: at.plus(BACKUP_AGE), what: What::BackupIsOld })
}
