//! How keys live, at a glance: what is, what was lately, and what is to come.
//!
//! | file | |
//! |---|---|
//! | `lineages` | the versions of each name, and when each began and ends |
//! | `upcoming` | what happens by itself, or is to be done, and when |

pub mod lineages;
pub mod upcoming;

use std::cmp::Reverse;

use crate::domain::audit::Event;
use crate::domain::id::{Fingerprint, KeyId};
use crate::domain::key::Key;
use crate::domain::name::KeyName;
use crate::domain::time::{Span, Timestamp};
use crate::error::Result;
use crate::ops::key::list::Filter;
use crate::ops::publish::in_force::{FilesInForce, in_force};
use crate::ops::rotation::due::rotating;
use crate::ops::vault::status::{self, Report};
use crate::ports::Keyring;
use crate::store::{AuditReader, Flow, Transaction, Unlocked, Vault, VaultId};

use lineages::Lineage;
use upcoming::Upcoming;

/// For how long a key must not have been used to be listed as unused.
pub const UNUSED_FOR: Span = Span::days(90);
/// How far back the log is shown.
pub const LOG_SPAN: Span = Span::days(28);
/// How many unused keys, and how many events, are kept; the others are only counted.
const MOST_KEPT: usize = 200;

/// Everything that the report shows.
#[derive(Debug)]
pub struct Overview {
    /// The vault's id.
    pub vault: VaultId,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// What `status` says.
    pub status: Report,
    /// Every lineage of keys; what needs to be seen first comes first.
    pub lineages: Vec<Lineage>,
    /// The files that servers may have.
    pub files: Vec<FilesInForce>,
    /// What is to come, soonest first.
    pub upcoming: Vec<Upcoming>,
    /// The keys that nobody seems to use.
    pub unused: UnusedKeys,
    /// The events of the last weeks, newest first.
    pub log: Vec<Event>,
    /// Whether there are more of them.
    pub has_more_log: bool,
}

/// Live keys that were not used lately, as far as imported logs say.
#[derive(Debug, Default)]
pub struct UnusedKeys {
    /// How many there are.
    pub count: u64,
    /// Those unused for longest, and not all of them.
    pub first: Vec<UnusedKey>,
    /// Whether any log was imported: without one, nothing is known of use.
    pub is_known: bool,
}

/// A live key that was not used lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusedKey {
    /// Its lineage.
    pub name: KeyName,
    /// Its id.
    pub id: KeyId,
    /// The last known use; `None`: none is known.
    pub last_used_at: Option<Timestamp>,
    /// When it was created.
    pub created_at: Timestamp,
}

/// Reads everything that the report shows. `noticed` are the warnings from unlocking.
pub fn overview(
    vault: &Vault<Unlocked>,
    noticed: &[String],
    keyring: &dyn Keyring,
    now: Timestamp,
) -> Result<Overview> {
    let mut status = status::status(vault, noticed, keyring, now)?;
    without_output(&mut status);
    vault.read(now, |transaction| {
        let in_force = in_force(transaction)?;
        let (mut unused, rotating) = (UnusedKeys::default(), rotating(transaction)?);
        let (mut lineages, mut upcoming) = (lineages::Lineages::default(), Vec::new());
        transaction.scan::<Key>(0, &mut |stored| {
            unused.observe(&stored.record, now);
            upcoming.extend(upcoming::of_key(&stored.record, &rotating, (now, now)));
            let accepted_until = in_force.accepted_until.get(&stored.id).copied();
            lineages.add(&stored.record, accepted_until, now);
            Ok(Flow::Continue)
        })?;
        let due = upcoming::due(transaction)?;
        let lineages = lineages.finish(&due, now);
        upcoming.extend(due);
        upcoming.extend(upcoming::of_files(transaction, now)?);
        upcoming.extend(upcoming::of_backup(status.last_backup_at));
        upcoming.sort();
        let (log, has_more_log) = newest_events(transaction, now)?;
        Ok(Overview {
            vault: vault.id(),
            fingerprint: vault.fingerprint().clone(),
            status,
            lineages,
            files: in_force.files,
            upcoming,
            unused: unused.finish(),
            log,
            has_more_log,
        })
    })
}

/// What a hook printed may hold anything; `status` has it.
fn without_output(status: &mut Report) {
    for failure in status.rotations.iter().filter_map(|status| status.outcome.rotation.failure.as_ref()) {
        for sentence in &mut status.attention {
            *sentence = sentence.replace(&failure.what, failure.in_short());
        }
    }
}

impl UnusedKeys {
    fn observe(&mut self, key: &Key, now: Timestamp) {
        self.is_known |= key.last_used_at.is_some();
        let unused = Filter { unused_for: Some(UNUSED_FOR), ..Filter::default() };
        if unused.matches(key, now) {
            self.count += 1;
            self.first.push(UnusedKey {
                name: key.name.clone(),
                id: key.id.clone(),
                last_used_at: key.last_used_at,
                created_at: key.created_at,
            });
        }
        if self.first.len() > 2 * MOST_KEPT {
            self.keep_first();
        }
    }

    fn keep_first(&mut self) {
        self.first.sort_by_key(|key| key.last_used_at.map_or(key.created_at, |at| at.max(key.created_at)));
        self.first.truncate(MOST_KEPT);
    }

    fn finish(mut self) -> Self {
        self.keep_first();
        self
    }
}

/// The newest events of the last weeks, newest first, and whether there are more. The log is not read from its
/// beginning: it may be years long.
fn newest_events(transaction: &Transaction<'_>, now: Timestamp) -> Result<(Vec<Event>, bool)> {
    let kept = u64::try_from(MOST_KEPT).unwrap_or(u64::MAX);
    let after = transaction.log_count().saturating_sub(kept + 1);
    let mut events = Vec::new();
    AuditReader::new(transaction).events(after, &mut |event| {
        events.extend(Some(event).filter(|event| event.at >= now.minus(LOG_SPAN)));
        Ok(Flow::Continue)
    })?;
    events.sort_by_key(|event| Reverse(event.seq));
    let has_more = events.len() > MOST_KEPT;
    events.truncate(MOST_KEPT);
    Ok((events, has_more))
}
