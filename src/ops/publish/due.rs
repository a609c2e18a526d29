//! Whether a target's file must be written, and which keys that are no longer to be accepted it could still
//! admit.

use std::collections::BTreeSet;

use super::install::{self, Installed};
use super::published::Admitted;
use super::{exposure, history};
use crate::domain::id::KeyId;
use crate::domain::key::{Key, Status};
use crate::domain::name::{KeyName, PlainName};
use crate::domain::publication::{GoneKey, Publication, admitted_until};
use crate::domain::receipt::{Receipt, reported_gone_at};
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::target;
use crate::ops::verification_file::public_key;
use crate::ops::verification_file::signed::{Order, issuer};
use crate::store::{CLOCK_TOLERANCE, Transaction};

/// Why a target is or was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// `--force` was given.
    Forced,
    /// `--raise-epoch` was given.
    EpochRaised,
    /// The target has no file yet.
    NeverPublished,
    /// The file was removed.
    Missing,
    /// The installed file is not the newest.
    Different,
    /// The clock was ahead when the file was issued: servers refuse it until then.
    IssuedAhead,
    /// The format, the audiences or the validity of the target changed.
    SettingsChanged,
    /// The file's permission bits or group differ from the target's.
    ModeChanged,
    /// The file's entries changed.
    KeysChanged,
    /// Less than half of its validity is left.
    RunsLow,
    /// The file was installed, but that was not recorded yet.
    Interrupted,
    /// The servers were not reloaded.
    ReloadPending,
    /// The vault was restored or repaired since.
    Restored,
    /// Another publish reserved a newer file, and installs it.
    Superseded,
}

impl Reason {
    /// The name in JSON and in the audit log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Forced => "forced",
            Self::EpochRaised => "epoch_raised",
            Self::NeverPublished => "never_published",
            Self::Missing => "file_missing",
            Self::Different => "file_differs",
            Self::IssuedAhead => "issued_ahead",
            Self::SettingsChanged => "settings_changed",
            Self::ModeChanged => "mode_changed",
            Self::KeysChanged => "keys_changed",
            Self::RunsLow => "validity_runs_low",
            Self::Interrupted => "interrupted",
            Self::ReloadPending => "reload_pending",
            Self::Restored => "restored",
            Self::Superseded => "superseded",
        }
    }
}

/// What has to be done for a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ops) enum Due {
    /// Write and install a new file.
    File(Reason),
    /// Record that the file was installed.
    Note,
    Reload,
}

impl Due {
    pub(in crate::ops) fn reason(self) -> Reason {
        match self {
            Self::File(reason) => reason,
            Self::Note => Reason::Interrupted,
            Self::Reload => Reason::ReloadPending,
        }
    }
}

/// The specification of a target's file.
pub(in crate::ops) fn order(target: &Target) -> Result<Order<'_>> {
    Ok(Order {
        format: target::format(target)?,
        dialect: target::dialect(target)?,
        audiences: &target.audiences,
        valid_for: target.valid_for,
        filter: &target.filter,
    })
}

/// What is due, as far as that is known without reading all keys. A new file that is due for any other reason
/// takes precedence over a missing note or reload.
pub(in crate::ops) fn before_gathering(
    transaction: &Transaction<'_>,
    target: &Target,
    newest: Option<&Publication>,
    requested: Option<Reason>,
) -> Result<Option<Due>> {
    let Some(newest) = newest else { return Ok(Some(Due::File(Reason::NeverPublished))) };
    if let Some(reason) = requested {
        return Ok(Some(Due::File(reason)));
    }
    let key = public_key::active(transaction)?.public();
    let installed = install::look(&target.path, newest, &issuer(transaction), key)?;
    let due = match installed {
        Installed::Nothing => Some(Due::File(Reason::Missing)),
        Installed::Other => Some(Due::File(Reason::Different)),
        Installed::Newest(found) => {
            let (claims, metadata, dialect) = *found;
            let order = order(target)?;
            let aud: Vec<String> = target.audiences.iter().map(ToString::to_string).collect();
            let left = newest.exp.unix() - transaction.now().unix();
            if is_issued_ahead(newest, transaction.now()) {
                Some(Due::File(Reason::IssuedAhead))
            } else if claims.fmt != order.format
                || dialect != order.dialect
                || claims.aud != aud
                || newest.exp != newest.iat.plus(target.valid_for)
            {
                Some(Due::File(Reason::SettingsChanged))
            } else if !install::has_ownership(target, &metadata)? {
                Some(Due::File(Reason::ModeChanged))
            } else if left < target.valid_for.half().as_seconds() {
                Some(Due::File(Reason::RunsLow))
            } else if newest.placed_at.is_none() {
                Some(Due::Note)
            } else if newest.reloaded_at.is_none() {
                Some(Due::Reload)
            } else {
                None
            }
        }
    };
    Ok(due)
}

/// Whether the keys of a new file would be those of the newest one, as far as that is known without reading them: no
/// key and no target was changed since it was made or compared, and no key has ended or come near its beginning.
pub(in crate::ops) fn is_current(
    transaction: &Transaction<'_>,
    target: &Target,
    newest: &Publication,
) -> Result<bool> {
    let Some(as_of) = newest.as_of else { return Ok(false) };
    Ok(as_of.generation == transaction.published_from()
        && !transaction.keys_change(as_of.at, target.valid_for)?)
}

/// Whether servers refuse the file for now, because the clock was ahead when it was issued. Its remaining
/// validity does not show that: it is longer than it should be.
pub(super) fn is_issued_ahead(file: &Publication, now: Timestamp) -> bool {
    file.iat > now.plus(CLOCK_TOLERANCE)
}

/// Collects the keys that are no longer to be accepted, or soon will not be, while all keys are read.
pub(in crate::ops) struct EndingKeys {
    /// The recorded files of the target: those of a lost history, then the others in order.
    pub(in crate::ops) files: Vec<Publication>,
    receipts: Vec<Receipt>,
    servers: Vec<PlainName>,
    now: Timestamp,
    found: Vec<(i64, KeyId, KeyName, Status)>,
}

impl EndingKeys {
    /// Loads the target's recorded files, receipts and servers.
    pub(in crate::ops) fn new(transaction: &Transaction<'_>, target: &Target) -> Result<Self> {
        let subject = target.name.as_str();
        let files = history::of(transaction, subject)?.into_iter().map(|stored| stored.record);
        let receipts = history::receipts(transaction, subject)?;
        let servers = target.servers.clone();
        Ok(Self { files: files.collect(), receipts, servers, now: transaction.now(), found: Vec::new() })
    }

    /// The newest file.
    pub(in crate::ops) fn newest(&self) -> Option<&Publication> {
        self.files.last().filter(|file| !file.lost)
    }

    /// Adds the keys that may still be accepted if the newest file is current: those in its grace period, and those
    /// that only earlier files contain.
    pub(in crate::ops) fn observe_few(&mut self, transaction: &Transaction<'_>) -> Result<()> {
        let mut rows = BTreeSet::new();
        if let Some(newest) = self.newest() {
            rows.extend(self.files.iter().flat_map(|file| file.keys.without(&newest.keys)));
        }
        let (_, retiring) = transaction.keys_ending(Status::Retiring, None, None, usize::MAX)?;
        rows.extend(retiring.iter().map(|stored| stored.id));
        for row in rows {
            if let Some(stored) = transaction.get::<Key>(row)? {
                self.observe(row, &stored.record);
            }
        }
        Ok(())
    }

    /// Adds the key, if it may still be accepted. Retiring keys always count: the next file holds them too.
    pub(in crate::ops) fn observe(&mut self, row: i64, key: &Key) {
        let status = key.status(self.now);
        let could_pass =
            |ending_keys: &Self| admitted_until(&ending_keys.files, row, ending_keys.now).is_some();
        if status == Status::Retiring || (exposure::matters(key, self.now) && could_pass(self)) {
            self.found.push((row, key.id.clone(), key.name.clone(), status));
        }
    }

    /// The keys that some file could still admit.
    pub(in crate::ops) fn admitted(self) -> Vec<Admitted> {
        let Self { files, receipts, servers, now, found } = self;
        let newest = files.last().filter(|file| !file.lost);
        let with_record = found.into_iter().filter_map(|(row, id, name, status)| {
            let until = admitted_until(&files, row, now)?;
            let contains = |file: &Publication| file.keys.contains(row);
            let reported_gone_at = reported_gone_at(&servers, &receipts, &files, contains);
            let in_newest = newest.is_some_and(|newest| newest.keys.contains(row));
            Some(Admitted { id, name: Some(name), status: Some(status), until, reported_gone_at, in_newest })
        });
        let gone = exposure::gone(&files, now).into_iter().map(|GoneKey { id, name, until }| {
            let contains = |file: &Publication| file.gone.iter().any(|key| key.id == id);
            let reported_gone_at = reported_gone_at(&servers, &receipts, &files, contains);
            let in_newest = newest.is_some_and(contains);
            Admitted { id: id.clone(), name, status: None, until, reported_gone_at, in_newest }
        });
        with_record.chain(gone).collect()
    }
}
