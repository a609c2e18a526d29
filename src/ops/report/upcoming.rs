//! What happens by itself, or is to be done, and when.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::id::KeyId;
use crate::domain::key::{Key, Status};
use crate::domain::name::KeyName;
use crate::domain::publication::Publication;
use crate::domain::target::Target;
use crate::domain::time::{Span, Timestamp};
use crate::error::Result;
use crate::ops::rotation::due::{each_due, rotating};
use crate::ops::vault::status::BACKUP_AGE;
use crate::store::{Flow, Transaction, Unlocked, Vault, VaultId};

/// For how long a calendar shows what has ended: whoever looks on Monday finds the key that expired on Saturday.
const SHOWN_FOR: Span = Span::days(30);

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
    KeyExpires(KeyToCome),
    /// The grace period of a key that was replaced ends.
    GraceEnds(KeyToCome),
    /// A key is due for rotation by its policy; it may be so already.
    RotationDue(KeyToCome),
    /// The newest file of a target expires, or has: its servers refuse everybody from then on, if it is not renewed.
    TargetExpires(String),
    /// The newest file of a series that nobody renews expires.
    ExportExpires(String),
    /// The last backup made on this machine is old by then.
    BackupIsOld,
}

/// A key of which something is to come.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyToCome {
    /// Its lineage.
    pub name: KeyName,
    /// Its number within the lineage; `None`: it is the only one.
    pub version: Option<u32>,
    /// Its id.
    pub id: KeyId,
    /// What it is now.
    pub state: KeyState,
}

/// What a key is now, as far as it decides what there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyState {
    /// It can be rotated.
    Working,
    /// It is being rotated already.
    Rotating,
    /// It is disabled.
    Disabled,
    /// Its validity has ended.
    Ended,
}

impl KeyToCome {
    fn of(key: &Key, rotating: &BTreeSet<KeyName>, now: Timestamp) -> Self {
        let state = match key.status(now) {
            _ if key.has_passed(now) => KeyState::Ended,
            Status::Disabled => KeyState::Disabled,
            _ if rotating.contains(&key.name) => KeyState::Rotating,
            _ => KeyState::Working,
        };
        let is_one_of_several = key.version > 1 || key.successor.is_some();
        Self {
            name: key.name.clone(),
            version: is_one_of_several.then_some(key.version),
            id: key.id.clone(),
            state,
        }
    }
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

/// All that is to come, and what has ended lately.
///
/// # Errors
/// The clock is wrong, unless that was accepted: without what is to come, the file would replace a good one.
pub fn calendar(vault: &Vault<Unlocked>, now: Timestamp, is_clock_accepted: bool) -> Result<Calendar> {
    let since = now.minus(SHOWN_FOR);
    let mut upcoming: Vec<Upcoming> = of_backup(vault.last_backup()).into_iter().collect();
    vault.read(now, |transaction| {
        if let Some(fault) = transaction.clock_fault().filter(|_| !is_clock_accepted) {
            return Err(fault.into());
        }
        let rotating = rotating(transaction)?;
        transaction.scan::<Key>(0, &mut |stored| {
            upcoming.extend(of_key(&stored.record, &rotating, (since, now)));
            Ok(Flow::Continue)
        })?;
        upcoming.extend(due(transaction)?);
        upcoming.extend(of_files(transaction, since)?);
        Ok(())
    })?;
    upcoming.sort();
    Ok(Calendar { vault: vault.id(), now, upcoming })
}

/// The end of a key by itself, if it is after this; disabled or not. A revoked one has no other end.
pub(super) fn of_key(
    key: &Key,
    rotating: &BTreeSet<KeyName>,
    (since, now): (Timestamp, Timestamp),
) -> Option<Upcoming> {
    let at = key.ends_at().filter(|at| *at > since && key.lifecycle.revoked_at().is_none())?;
    let is_replaced = key.lifecycle.retires_at().is_some();
    let key = KeyToCome::of(key, rotating, now);
    Some(Upcoming { at, what: if is_replaced { What::GraceEnds(key) } else { What::KeyExpires(key) } })
}

/// The keys that are or will be due for rotation, soonest first.
pub(super) fn due(transaction: &Transaction<'_>) -> Result<Vec<Upcoming>> {
    let mut all = Vec::new();
    each_due(transaction, &[], Timestamp::from_unix(i64::MAX), &mut |due| {
        // Of those that are being rotated none is due.
        let key = KeyToCome::of(&due.key, &BTreeSet::new(), transaction.now());
        all.push(Upcoming { at: due.at, what: What::RotationDue(key) });
        Ok(())
    })?;
    Ok(all)
}

/// The ends of the newest files: those of targets even if they have passed, since somebody is to renew them, the others
/// only after this.
pub(super) fn of_files(transaction: &Transaction<'_>, since: Timestamp) -> Result<Vec<Upcoming>> {
    let mut newest: BTreeMap<String, ((i64, u64), Timestamp)> = BTreeMap::new();
    transaction.scan::<Publication>(0, &mut |stored| {
        let file = stored.record;
        // Of a lost history nobody knows which is the newest, and one that was never installed expires nowhere.
        if !file.lost && file.placed_at.is_some() {
            let found = (file.serial(), file.exp);
            let last = newest.entry(file.subject).or_insert(found);
            *last = found.max(*last);
        }
        Ok(Flow::Continue)
    })?;
    let targets =
        transaction.all::<Target>()?.into_iter().map(|stored| stored.record.name.as_str().to_owned());
    let targets: BTreeSet<String> = targets.collect();
    let all = newest.into_iter().filter_map(|(subject, (_, at))| {
        let is_target = targets.contains(&subject);
        let what = if is_target { What::TargetExpires(subject) } else { What::ExportExpires(subject) };
        (is_target || at > since).then_some(Upcoming { at, what })
    });
    Ok(all.collect())
}

/// When the last backup, if there was one, is too old.
pub(super) fn of_backup(last: Option<Timestamp>) -> Option<Upcoming> {
    last.map(|at| Upcoming { at: at.plus(BACKUP_AGE), what: What::BackupIsOld })
}
