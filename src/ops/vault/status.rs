//! What needs attention.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;

use super::held;
use crate::domain::key::{Key, Status};
use crate::domain::shell;
use crate::domain::time::{Span, Timestamp};
use crate::error::Result;
use crate::ops::publish::exported::ExportState;
use crate::ops::publish::unpublished::TargetState;
use crate::ops::rotation::due::Due;
use crate::ops::rotation::status::RotationStatus;
use crate::ops::{publish, rotation};
use crate::ports::Keyring;
use crate::store::{CLOCK_TOLERANCE, Series, Transaction, Unlocked, Vault, VaultId};

/// How far ahead expiries are reported.
const AHEAD: Span = Span::days(30);
/// How old a backup may be before it is reported.
pub(in crate::ops) const BACKUP_AGE: Span = Span::days(30);
/// How many expiring keys are listed; the others are only counted.
const MOST_EXPIRING: usize = 100;

/// How many keys that a person must rotate are named; the others are only counted.
const MOST_BY_HAND: u64 = 20;

/// The state of the vault at a glance.
#[derive(Debug)]
pub struct Report {
    /// The vault.
    pub vault: VaultId,
    /// When the report was created.
    pub now: Timestamp,
    /// How many keys are in each status.
    pub counts: BTreeMap<Status, u64>,
    /// The keys that expire within 30 days, soonest first; at most a hundred of them.
    pub expiring: Vec<Key>,
    /// How many expire within 30 days.
    pub expiring_count: u64,
    /// When the next active key expires, however far ahead; `None`: none does.
    pub next_expiry: Option<Timestamp>,
    /// The rotations in progress.
    pub rotations: Vec<RotationStatus>,
    /// The keys that are due for rotation within 30 days, soonest first; at most a hundred of them.
    pub due: Vec<Due>,
    /// How many are due for rotation within 30 days.
    pub due_count: u64,
    /// How many of them a run rotates now.
    pub due_now: u64,
    /// How many of them are due now and must be rotated by a person.
    pub due_by_hand: u64,
    /// The targets, and what they do not have yet.
    pub targets: Vec<TargetState>,
    /// The files that no target renews, and that admit keys which are to be refused.
    pub exports: Vec<ExportState>,
    /// By target, how many keys older files of it admit that its newest does not, and servers may still have.
    pub superseded: BTreeMap<String, u64>,
    /// How many targets were lost by a restore or repair.
    pub lost_targets: usize,
    /// Whether servers may have files of which the vault has no record, since a restore or repair.
    pub has_unknown_files: bool,
    /// What needs attention.
    pub attention: Vec<String>,
    /// Notes that need no action.
    pub notes: Vec<String>,
    /// When the last backup was made on this machine.
    pub last_backup_at: Option<Timestamp>,
    /// Until when `unlock` holds it open in this session; `None`: it does not.
    pub unlocked_until: Option<Timestamp>,
}

impl Report {
    /// Whether `status --check` fails.
    pub fn needs_attention(&self) -> bool {
        self.expiring_count > 0 || !self.attention.is_empty()
    }
}

/// Examines the keys, the file and the clock. `noticed` are the warnings from unlocking.
pub fn status(
    vault: &Vault<Unlocked>,
    noticed: &[String],
    keyring: &dyn Keyring,
    now: Timestamp,
) -> Result<Report> {
    let mut report = Report {
        vault: vault.id(),
        now,
        counts: BTreeMap::new(),
        expiring: Vec::new(),
        expiring_count: 0,
        next_expiry: None,
        rotations: Vec::new(),
        due: Vec::new(),
        due_count: 0,
        due_now: 0,
        due_by_hand: 0,
        targets: Vec::new(),
        exports: Vec::new(),
        superseded: BTreeMap::new(),
        lost_targets: 0,
        has_unknown_files: false,
        attention: noticed.to_vec(),
        notes: Vec::new(),
        last_backup_at: vault.last_backup(),
        unlocked_until: held::until(keyring, vault, now),
    };
    vault.read(now, |transaction| {
        report.counts = transaction.keys_by_status()?;
        // What servers accept and should not comes first.
        look_at_files(transaction, &mut report)?;
        look_at_ends(transaction, &mut report)?;
        report.attention.extend(transaction.clock_fault().map(|fault| fault.to_string()));
        if transaction.wants_new_key() {
            let what = "the data key has sealed half of what one key may; run `keywright vault rekey`";
            report.attention.push(what.to_owned());
        }
        for Series { subject, epoch, .. } in transaction.all()?.into_iter().map(|stored| stored.record) {
            let prepared = Timestamp::from_unix(epoch);
            if prepared > now.plus(CLOCK_TOLERANCE) {
                report
                    .attention
                    .push(format!("the files '{subject}' cannot be exported again before {prepared}"));
            }
        }
        look_at_rotations(transaction, &mut report)
    })?;
    look_at_file(vault, &mut report);
    look_at_backup(&mut report, now);
    report.attention.extend(vault.take_warnings());
    Ok(report)
}

fn look_at_files(transaction: &Transaction<'_>, report: &mut Report) -> Result<()> {
    let remaining = publish::remaining::remaining(transaction)?;
    report.attention.extend(remaining.attention);
    report.notes.extend(remaining.notes);
    (report.targets, report.exports) = (remaining.targets, remaining.exports);
    report.superseded = remaining.superseded;
    (report.lost_targets, report.has_unknown_files) = (remaining.lost_targets, remaining.has_unknown_files);
    let live = [Status::Active, Status::Pending, Status::Retiring];
    let is_any_live = live.iter().any(|status| report.counts.contains_key(status));
    if is_any_live && report.targets.is_empty() && !remaining.has_exports && !remaining.may_have_lost_targets
    {
        report.notes.push(
            "no server has these keys: nothing is published; `keywright target add --help` shows how"
                .to_owned(),
        );
    }
    Ok(())
}

fn look_at_rotations(transaction: &Transaction<'_>, report: &mut Report) -> Result<()> {
    let now = transaction.now();
    report.rotations = rotation::status::all(transaction)?;
    for status in &report.rotations {
        if let Some(complaint) = status.complaint() {
            let name = &status.outcome.rotation.name;
            report.attention.push(format!("the rotation of '{name}': {complaint}"));
        }
        for complaint in status.export_complaints() {
            let name = &status.outcome.rotation.name;
            report.attention.push(format!("the rotation of '{name}' {complaint}"));
        }
    }
    let mut complaints = Vec::new();
    rotation::due::each_due(transaction, &[], now.plus(AHEAD), &mut |due| {
        report.due_count += 1;
        if due.at <= now {
            if rotation::due::is_by_hand(transaction, &due.key)? {
                report.due_by_hand += 1;
                if report.due_by_hand <= MOST_BY_HAND {
                    complaints.push(format!("'{}' is {}", due.key.name, due.complaint(now)));
                }
            } else {
                report.due_now += 1;
            }
        }
        if report.due.len() < MOST_EXPIRING {
            report.due.push(due);
        }
        Ok(())
    })?;
    report.attention.append(&mut complaints);
    if report.due_by_hand > MOST_BY_HAND {
        let more = report.due_by_hand - MOST_BY_HAND;
        report.attention.push(format!("{more} more are due for rotation, and without a deliver hook; `keywright rotate run --dry-run` names them"));
    }
    if report.due_now > 0 {
        let overdue = report.due_now;
        report.attention.push(format!("{overdue} to be rotated now; run `keywright rotate run`"));
    }
    Ok(())
}

/// Live keys that end soon. One in its grace period is meant to.
fn look_at_ends(transaction: &Transaction<'_>, report: &mut Report) -> Result<()> {
    let now = transaction.now();
    let (next, end) = (now.plus(Span::seconds(1)), now.plus(AHEAD).plus(Span::seconds(1)));
    // A disabled key stays one when it ends.
    for (status, from) in
        [(Status::Active, Some(next)), (Status::Pending, Some(next)), (Status::Disabled, None)]
    {
        let (count, keys) = transaction.keys_ending(status, from, Some(end), MOST_EXPIRING)?;
        report.expiring_count += count;
        report.expiring.extend(keys.into_iter().map(|stored| stored.record));
    }
    report.expiring.sort_by_key(Key::ends_at);
    report.expiring.truncate(MOST_EXPIRING);
    let (_, soonest) = transaction.keys_ending(Status::Active, Some(next), None, 1)?;
    report.next_expiry = soonest.first().and_then(|stored| stored.record.ends_at());
    Ok(())
}

fn look_at_file(vault: &Vault<Unlocked>, report: &mut Report) {
    let Ok(found) = vault.path().metadata() else { return };
    let (path, word) = (vault.path().display(), shell::word(&vault.path().display()));
    if found.mode() & 0o077 != 0 {
        report.attention.push(format!("other users can open the vault; run `chmod 600 {word}`"));
    }
    let folder = vault.path().parent().and_then(|folder| Some((folder, folder.metadata().ok()?)));
    if let Some((folder, _)) = folder.filter(|(_, found)| found.mode() & 0o022 != 0) {
        let folder = shell::word(&folder.display());
        report.attention.push(format!(
            "other users can write to the vault's folder, and put files beside it; run `chmod go-w {folder}`"
        ));
    }
    if found.nlink() > 1 {
        report.attention.push(format!("{path} has several hard links; use only one of them"));
    }
}

fn look_at_backup(report: &mut Report, now: Timestamp) {
    match report.last_backup_at {
        Some(at) if at > now.plus(CLOCK_TOLERANCE) => {
            // Made while the clock was wrong: it would never be too old.
            report.attention.push(format!(
                "the last backup is of {at}, which is to come; `keywright vault backup FILE` makes one"
            ));
        }
        None => report
            .notes
            .push("no backup was made on this machine; `keywright vault backup FILE` makes one".to_owned()),
        Some(at) if at.plus(BACKUP_AGE) < now => {
            report
                .attention
                .push(format!("the last backup is of {at}; `keywright vault backup FILE` makes one"));
        }
        Some(_) => {}
    }
}
