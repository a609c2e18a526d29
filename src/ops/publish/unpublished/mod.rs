//! What of the vault the servers of a target do not have yet: for `status` and `target list`. What `publish --check`
//! says is due is said here too; here it is named.
//!
//! | file | |
//! |---|---|
//! | `compare` | the keys of the newest file beside those of the vault |
//! | `words` | both as a sentence |

mod compare;
mod words;

use std::collections::BTreeMap;

use super::due::{self, Due, Reason};
use super::exposure::{PublicationHistory, Subject};
use super::{history, reconcile};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::name::{KeyName, PlainName};
use crate::domain::publication::Publication;
use crate::domain::receipt::last_word;
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::target;
use crate::ops::verification_file::signed;
use crate::store::{NeedsReview, Series, StoreError, Transaction, Unlocked, Vault};

pub(super) use compare::{named, without_record};
pub(super) use words::Listed;

/// How many keys of one kind are kept; the others are only counted.
const MOST_KEPT: usize = 100;

/// A target, its newest file, and what that lacks.
#[derive(Debug)]
pub struct TargetState {
    /// The target.
    pub target: Target,
    /// Its newest file; `None`: it was never published.
    pub newest: Option<PublishedFile>,
    /// Why the next publish does something.
    pub due: Option<Reason>,
    /// Why the file at its path could not be looked at.
    pub problem: Option<String>,
    /// The keys that the newest file does not have as the vault has them.
    pub unpublished: Unpublished,
    /// The last word of each of its servers that has reported.
    pub acknowledged: Vec<Acknowledged>,
    /// What needs attention, as a sentence.
    pub attention: Option<String>,
}

/// The newest file of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// Unix seconds.
    pub epoch: i64,
    /// The generation within the epoch.
    pub generation: u64,
    /// How many keys are in it.
    pub keys: u64,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it was installed.
    pub installed_at: Option<Timestamp>,
    /// When the servers were reloaded; without a reload command, when it was installed.
    pub reloaded_at: Option<Timestamp>,
    /// When it expires.
    pub valid_until: Timestamp,
}

/// The file that a server reported last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// The server.
    pub server: String,
    /// The epoch of the file.
    pub epoch: i64,
    /// Its generation.
    pub generation: u64,
    /// When the server loaded it.
    pub loaded_at: Timestamp,
    /// Whether it is the newest one.
    pub is_newest: bool,
}

/// How the keys of the newest file differ from those of the vault.
#[derive(Debug, Default)]
pub struct Unpublished {
    /// Still admitted, and to be refused: revoked, disabled, deleted, ended early, or no longer of this target.
    pub still_admitted: Keys,
    /// Admitted with more rights than they have now, earlier or longer.
    pub wider: Keys,
    /// With other rights or times than they have now.
    pub changed: Keys,
    /// Not in the file, and to be accepted.
    pub missing: Keys,
    /// In the file, which refuses them by now: no server needs to know.
    pub ended: Keys,
    /// Not in the file, and not valid before it expires.
    pub later: Keys,
}

/// Keys, of which the first are kept.
#[derive(Debug, Default)]
pub struct Keys {
    /// How many there are.
    pub count: u64,
    /// The first of them.
    pub first: Vec<NamedKey>,
}

/// A key in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedKey {
    /// Its id.
    pub id: KeyId,
    /// Its name; `None`: this vault never had it.
    pub name: Option<KeyName>,
    /// Its status; `deleted` or `unknown` if it has no record.
    pub status: &'static str,
}

impl Keys {
    pub(super) fn add(&mut self, key: impl FnOnce() -> Result<NamedKey>) -> Result<()> {
        if self.first.len() < MOST_KEPT {
            self.first.push(key()?);
        }
        self.count += 1;
        Ok(())
    }

    /// The key of this record, if there is one.
    pub(super) fn add_row(&mut self, transaction: &Transaction<'_>, row: i64) -> Result<()> {
        match transaction.get::<Key>(row)? {
            Some(key) => self.add(|| Ok(named(&key.record, transaction.now()))),
            None => Ok(()),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl Unpublished {
    /// Whether a new file would have other entries.
    pub fn is_any(&self) -> bool {
        let Self { still_admitted, wider, changed, missing, ended, later } = self;
        [still_admitted, wider, changed, missing, ended, later].iter().any(|keys| !keys.is_empty())
    }

    /// Whether servers accept what they should not.
    pub fn is_exposed(&self) -> bool {
        !self.still_admitted.is_empty() || !self.wider.is_empty()
    }
}

impl PublishedFile {
    fn of(file: &Publication) -> Self {
        Self {
            epoch: file.epoch,
            generation: file.generation,
            keys: file.keys.len(),
            issued_at: file.iat,
            installed_at: file.placed_at,
            reloaded_at: file.reloaded_at,
            valid_until: file.exp,
        }
    }
}

/// What a target's file is found to be, before its keys are compared.
struct Look {
    target: Target,
    newest: Option<Publication>,
    due: Option<Reason>,
    problem: Option<String>,
    needs_review: Option<NeedsReview>,
    /// Whether the newest file is at the target's path.
    is_installed: bool,
    /// Whether its keys may differ.
    is_doubtful: bool,
}

/// The state of every target, oldest first. All keys are read once, if one was changed since a target was published.
pub fn list(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Vec<TargetState>> {
    vault.read(now, |transaction| {
        let targets = transaction.all::<Target>()?.into_iter().map(|stored| stored.record);
        of_targets(transaction, targets, &PublicationHistory::load(transaction)?.subjects)
    })
}

/// The state of the target of this name.
pub fn show(vault: &Vault<Unlocked>, name: &PlainName, now: Timestamp) -> Result<TargetState> {
    vault.read(now, |transaction| {
        let target = target::existing(transaction, name)?.record;
        let states = of_targets(transaction, [target], &PublicationHistory::load(transaction)?.subjects)?;
        states.into_iter().next().ok_or_else(|| Error::internal("a target without a state"))
    })
}

/// The state of these targets.
pub(in crate::ops) fn of_targets(
    transaction: &Transaction<'_>,
    targets: impl IntoIterator<Item = Target>,
    subjects: &BTreeMap<String, Subject>,
) -> Result<Vec<TargetState>> {
    let looks = targets.into_iter().map(|target| look(transaction, target, subjects));
    let looks = looks.collect::<Result<Vec<Look>>>()?;
    let found = compare::all(transaction, &looks, subjects)?;
    let states = looks.into_iter().zip(found);
    states.map(|(look, unpublished)| state(transaction, look, unpublished)).collect()
}

fn state(transaction: &Transaction<'_>, look: Look, unpublished: Unpublished) -> Result<TargetState> {
    let is_file_due = |due: Option<Reason>| {
        due.is_some_and(|due| !matches!(due, Reason::Interrupted | Reason::ReloadPending))
    };
    let due = match look.due {
        due if is_file_due(due) || look.problem.is_some() || !unpublished.is_any() => due,
        _ => Some(Reason::KeysChanged),
    };
    let attention = words::attention(&look, &unpublished, transaction.now());
    let acknowledged = acknowledged(transaction, &look)?;
    let newest = look.newest.as_ref().map(PublishedFile::of);
    let Look { target, problem, .. } = look;
    Ok(TargetState { target, newest, due, problem, unpublished, acknowledged, attention })
}

fn acknowledged(transaction: &Transaction<'_>, look: &Look) -> Result<Vec<Acknowledged>> {
    let receipts = history::receipts(transaction, look.target.name.as_str())?;
    let newest = look.newest.as_ref().map(Publication::serial);
    let words = look.target.servers.iter().filter_map(|server| last_word(&receipts, server.as_str()));
    let acknowledged = words.map(|word| Acknowledged {
        server: word.server.clone(),
        epoch: word.epoch,
        generation: word.generation,
        loaded_at: word.loaded_at,
        is_newest: Some(word.serial()) == newest,
    });
    Ok(acknowledged.collect())
}

/// Looks at the file of a target as `publish --check` does, as far as that needs no keys. What fails there is said,
/// and the other targets are looked at all the same.
fn look(transaction: &Transaction<'_>, target: Target, subjects: &BTreeMap<String, Subject>) -> Result<Look> {
    let name = target.name.as_str();
    let newest = history::newest(transaction, name)?.map(|stored| stored.record);
    let series = signed::series(transaction, name).ok().map(|stored| stored.record);
    let needs_review = series.as_ref().and_then(|series| series.needs_review);
    let found = find_due(transaction, &target, series.as_ref(), newest.as_ref());
    let (due, problem) = match found {
        Ok(due) => (due, None),
        Err(error) if error.cause::<StoreError>().is_some() => return Err(error),
        Err(error) => (None, Some(said(&target, &error))),
    };
    let is_elsewhere = matches!(due, Some(Due::File(Reason::Missing | Reason::Different | Reason::Restored)));
    let is_doubtful = match &newest {
        // Nobody accepts a key by a file that has expired.
        Some(newest) if newest.exp > transaction.now() => {
            let without_record = subjects.get(name).into_iter().flat_map(Subject::current);
            !due::is_current(transaction, &target, newest)? || without_record.into_iter().any(has_gone)
        }
        _ => false,
    };
    let is_installed = newest.is_some() && problem.is_none() && !is_elsewhere;
    let due = due.map(Due::reason);
    Ok(Look { target, newest, due, problem, needs_review, is_installed, is_doubtful })
}

fn has_gone(file: &Publication) -> bool {
    !file.gone.is_empty()
}

fn find_due(
    transaction: &Transaction<'_>,
    target: &Target,
    series: Option<&Series>,
    newest: Option<&Publication>,
) -> Result<Option<Due>> {
    if let Some(series) = series {
        let files = history::of(transaction, target.name.as_str())?;
        let files: Vec<Publication> = files.into_iter().map(|stored| stored.record).collect();
        if reconcile::needed(transaction, target, series, &files)?.is_some() {
            return Ok(Some(Due::File(Reason::Restored)));
        }
    }
    due::before_gathering(transaction, target, newest, None)
}

/// The path is named beside it, and nothing was to be written.
fn said(target: &Target, error: &Error) -> String {
    let path = target.path.display();
    let message = error.message.replacen(&format!("writing '{path}' failed: "), "", 1);
    let message = message.replacen(&format!("'{path}' is "), "it is ", 1);
    error.hint.as_ref().map_or_else(|| message.clone(), |hint| format!("{message} ({hint})"))
}
