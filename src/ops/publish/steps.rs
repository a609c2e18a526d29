//! The steps that bring one target up to date.

use std::path::Path;

use super::due::{self, Due, EndingKeys};
use super::reconcile::{self, Reconciliation};
use super::{FileFacts, Published, Reason, Request, history, install, lost};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::hook::HookCommand;
use crate::domain::key::Key;
use crate::domain::name::PlainName;
use crate::domain::publication::{AsOf, Publication};
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::domain::words;
use crate::error::{Error, Kind, Result};
use crate::files::Draft;
use crate::ops::hook::{Job, StepContext};
use crate::ops::verification_file::destination::{make_folder_command, missing_folder};
use crate::ops::verification_file::left_out::LeftOutKey;
use crate::ops::verification_file::replaced;
use crate::ops::verification_file::signed::{self, Gathered, Written};
use crate::ops::{authorization, denial, target};
use crate::store::{Series, StoreError, Stored, Transaction};

/// The state of a target after its reservation, or if none was needed.
pub(super) struct Prepared {
    pub(super) target: Target,
    due: Option<Due>,
    pub(super) ending_keys: EndingKeys,
    /// The new file, beside its destination.
    pub(super) draft: Option<Draft>,
    /// The keys that it leaves out.
    left_out: Vec<LeftOutKey>,
    /// The state of the vault that the newest file was compared with and is the same as.
    compared: Option<AsOf>,
}

impl StepContext<'_> {
    pub(super) fn publish_one(
        &self,
        target: &Target,
        request: &Request,
        progress: &mut dyn FnMut(u64),
    ) -> Published {
        let mut item = Published {
            name: target.name.clone(),
            path: target.path.clone(),
            changed: false,
            only_checked: request.check,
            reason: None,
            file: None,
            admitted: Vec::new(),
            has_newest: false,
            left_out: Vec::new(),
            error: None,
        };
        item.error = self.all_steps(request, &mut item, progress).err().map(|error| advised(target, error));
        item
    }

    fn all_steps(
        &self,
        request: &Request,
        item: &mut Published,
        progress: &mut dyn FnMut(u64),
    ) -> Result<()> {
        let prepared = if request.check {
            self.vault.read(self.clock.now(), |transaction| {
                look(self.vault.path(), transaction, &item.name, request, progress)
                    .map(|(prepared, _)| prepared)
            })?
        } else {
            self.begin(&item.name, request, progress)?
        };
        let Prepared { target, due, ending_keys, draft, left_out, .. } = prepared;
        item.left_out = left_out;
        let newest = ending_keys.newest().cloned();
        item.admitted = ending_keys.admitted();
        item.reason = due.map(Due::reason);
        item.file = newest.as_ref().map(FileFacts::from);
        let loads_at_once = target.reload.is_some() && target.servers.is_empty() && target.pickup.is_none();
        item.has_newest = newest.as_ref().is_some_and(|file| is_loaded(&target, file, self.clock.now()));
        let (Some(due), Some(newest)) = (due, newest) else {
            // Never published, and only checked.
            item.changed = due.is_some();
            return Ok(());
        };
        if request.check {
            item.changed = true;
            return Ok(());
        }
        match (due, draft) {
            (Due::File(_), Some(draft)) => {
                if !self.install(&target, &newest, draft, request)? {
                    item.reason = Some(Reason::Superseded);
                    return Ok(());
                }
            }
            (Due::File(_), None) => return Err(Error::internal("a reservation without a file")),
            (Due::Note, _) => self.note(&target, &newest)?,
            // The reload command was removed in the meantime.
            (Due::Reload, _) if target.reload.is_none() => self.note(&target, &newest)?,
            (Due::Reload, _) => {}
        }
        item.changed = due != Due::Reload;
        if let Some(command) = &target.reload {
            self.reload(&target, &newest, command)?;
            item.has_newest = loads_at_once;
        }
        item.changed = true;
        Ok(())
    }

    /// Reserves the next generation if a file is due, and writes it beside its destination.
    pub(super) fn begin(
        &self,
        name: &PlainName,
        request: &Request,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Prepared> {
        let now = self.clock.now();
        let reserved = denial::write(self.vault, now, |transaction| {
            remember_installed(transaction, name)?;
            self.reserve(transaction, name, request, progress)
        });
        if reserved.as_ref().is_err_and(|error| error.kind == Kind::Conflict) {
            // That was rolled back, but servers have the file, whether or not the next one may replace it.
            self.vault.write(now, |transaction| remember_installed(transaction, name))?;
        }
        reserved
    }

    fn reserve(
        &self,
        transaction: &mut Transaction<'_>,
        name: &PlainName,
        request: &Request,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Prepared> {
        let (mut prepared, found) = look(self.vault.path(), transaction, name, request, progress)?;
        let Some(Found { gathered, mut series, accepted }) = found else {
            note_compared(transaction, &mut prepared)?;
            return Ok(prepared);
        };
        let target = &prepared.target;
        if let Some(denial) = accepted {
            authorization::administer(transaction)?;
            let audit_entry = AuditEntry::new(Action::PublishAccept).subject(target.name.to_string());
            transaction.record(audit_entry.detail(denial.message))?;
        }
        series.record.needs_review = None;
        let mut draft = install::begin(target)?;
        let order = due::order(target)?;
        let Written { claims, publication, left_out: _ } = gathered
            .write(transaction, &order, series, draft.file())
            .map_err(|error| unwritten(target, error))?;
        history::add(transaction, &publication)?;
        let what = format!(
            "epoch {}, generation {}, {}: {}",
            publication.epoch,
            publication.generation,
            words::count(claims.cnt, "key"),
            prepared.due.map_or("", |due| due.reason().as_str())
        );
        transaction
            .record(AuditEntry::new(Action::PublishReserve).subject(target.name.to_string()).detail(what))?;
        prepared.ending_keys.files.push(publication);
        prepared.draft = Some(draft);
        Ok(prepared)
    }

    /// Installs the file. False if a newer one was reserved in the meantime, which its own process installs,
    /// or if the target's path was changed. No other file can be reserved during this transaction.
    pub(super) fn install(
        &self,
        target: &Target,
        ours: &Publication,
        draft: Draft,
        request: &Request,
    ) -> Result<bool> {
        let now = self.clock.now();
        self.vault.write_lenient(now, |transaction| {
            let newest = history::newest(transaction, &ours.subject)?;
            let Some(newest) = newest.filter(|newest| newest.record.serial() == ours.serial()) else {
                return Ok(false);
            };
            // Read again: it may have been changed or removed since.
            let current = target::existing(transaction, &target.name)?.record;
            if current.path != target.path {
                return Ok(false);
            }
            // Again: it may have been put there since.
            if !request.force && !request.accept_restore {
                let format = target::format(&current)?;
                replaced::refuse_another(transaction, &current.path, &ours.subject, format)?;
            }
            install::put(&current, draft)?;
            placed(transaction, &current, newest)?;
            Ok(true)
        })
    }

    /// Commits that a file was installed: the previous run was interrupted in between.
    fn note(&self, target: &Target, ours: &Publication) -> Result<()> {
        install::sync(&target.path)?;
        self.vault.write_lenient(self.clock.now(), |transaction| {
            match find(transaction, ours)?.filter(|found| found.record.reloaded_at.is_none()) {
                Some(found) => placed(transaction, target, found),
                None => Ok(()),
            }
        })
    }

    /// Reloads the servers. The next publish retries if that, or its commit, fails.
    fn reload(&self, target: &Target, ours: &Publication, command: &HookCommand) -> Result<()> {
        let ended = self.programs.run(&Job::reload(command));
        let words = match &ended {
            Ok(done) => done.words.clone(),
            Err(failed) => format!("failed: {}", failed.words),
        };
        let detail = format!("epoch {}, generation {}: {words}", ours.epoch, ours.generation);
        let audit_entry =
            AuditEntry::new(Action::PublishReload).subject(target.name.to_string()).detail(detail);
        self.vault.write_lenient(self.clock.now(), |transaction| {
            if let (Ok(_), Some(mut found)) = (&ended, find(transaction, ours)?) {
                found.record.reloaded_at = Some(transaction.now());
                transaction.update(&found)?;
            }
            Ok(transaction.record(audit_entry)?)
        })?;
        ended.map(|_| ()).map_err(|failed| {
            let what = format!(
                "the file of target '{}' was installed, but reloading the servers failed: {}",
                target.name, failed.words
            );
            Error::new(Kind::Incomplete, what).hint(format!(
                "find out why `{command}` fails, then run `keywright publish {}` to retry",
                target.name
            ))
        })
    }
}

fn remember_installed(transaction: &mut Transaction<'_>, name: &PlainName) -> Result<()> {
    let target = target::existing(transaction, name)?.record;
    lost::remember_installed(transaction, &target)
}

/// The content of a file that is due.
struct Found {
    gathered: Gathered,
    series: Stored<Series>,
    /// The differences that the owner accepted.
    accepted: Option<Error>,
}

/// What is due for a target, and the content of a file if one is. Read-only.
fn look(
    vault: &Path,
    transaction: &Transaction<'_>,
    name: &PlainName,
    request: &Request,
    progress: &mut dyn FnMut(u64),
) -> Result<(Prepared, Option<Found>)> {
    let target = target::existing(transaction, name)?.record;
    let mut series = signed::series(transaction, name.as_str())?;
    let mut ending_keys = EndingKeys::new(transaction, &target)?;
    let newest = ending_keys.newest();
    let reconciliation = reconcile::needed(transaction, &target, &series.record, &ending_keys.files)?;
    if let Some(seen) = reconciliation.as_ref().and_then(|found| found.epoch(&target)) {
        signed::raise_above(transaction, &mut series.record, seen)?;
    }
    let early = match &reconciliation {
        // In any case: the next file is above the installed one, and compared with it.
        Some(_) => Some(Due::File(Reason::Restored)),
        None => due::before_gathering(transaction, &target, newest, request.requested())?,
    };
    if request.raise_epoch {
        signed::raise(transaction, &mut series.record)?;
    }
    if let (None | Some(Due::Note | Due::Reload), Some(newest)) = (early, newest)
        && due::is_current(transaction, &target, newest)?
    {
        ending_keys.observe_few(transaction)?;
        let left_out = Vec::new();
        return Ok((
            Prepared { target, due: early, ending_keys, draft: None, left_out, compared: None },
            None,
        ));
    }
    let order = due::order(&target)?;
    let folder = vault.parent().unwrap_or(Path::new("/"));
    let mut observe = |row, key: &Key| ending_keys.observe(row, key);
    let mut gathered = signed::gather(transaction, &order, &series.record, folder, &mut observe, progress)?;
    let left_out = gathered.left_out().to_vec();
    let mut compared = None;
    let due = match (early, ending_keys.newest()) {
        (Some(Due::File(_)), _) | (_, None) => early,
        (_, Some(newest)) if gathered.digest()? == newest.entries => {
            compared = Some(gathered.as_of());
            early
        }
        _ => Some(Due::File(Reason::KeysChanged)),
    };
    let found = if matches!(due, Some(Due::File(_))) {
        // What is compared says all of this, and more.
        if reconciliation.is_none() && !request.force {
            replaced::refuse_another(transaction, &target.path, name.as_str(), order.format)?;
        }
        let accepted =
            check_access_changes(transaction, &target, reconciliation.as_ref(), &gathered, request)?;
        Some(Found { gathered, series, accepted })
    } else {
        None
    };
    Ok((Prepared { target, due, ending_keys, draft: None, left_out, compared }, found))
}

/// An error if the file changes access unexpectedly; if that is accepted, what was accepted.
fn check_access_changes(
    transaction: &Transaction<'_>,
    target: &Target,
    reconciliation: Option<&Reconciliation>,
    gathered: &Gathered,
    request: &Request,
) -> Result<Option<Error>> {
    let Some(reconciliation) = reconciliation else { return Ok(None) };
    let found = reconcile::compare(transaction, target, reconciliation, gathered)?;
    match found.map(|found| found.denial(target, reconciliation.needs_review)) {
        Some(denial) if !request.accept_restore => Err(denial::to_subject(&target.name, denial)),
        found => Ok(found),
    }
}

/// Whether servers can be assumed to have a file: they are not named, were reloaded with it, and had their time.
fn is_loaded(target: &Target, file: &Publication, now: Timestamp) -> bool {
    let is_told = target.servers.is_empty() && (target.reload.is_some() || target.pickup.is_some());
    is_told && file.reloaded_at.is_some_and(|at| at.plus(target.pickup()) <= now)
}

/// Records that the newest file was compared: as long as nothing changes, it need not be compared again.
fn note_compared(transaction: &mut Transaction<'_>, prepared: &mut Prepared) -> Result<()> {
    let (Some(as_of), Some(newest)) = (prepared.compared, prepared.ending_keys.files.last_mut()) else {
        return Ok(());
    };
    newest.as_of = Some(as_of);
    if let Some(mut stored) = find(transaction, newest)? {
        stored.record.as_of = Some(as_of);
        transaction.update(&stored)?;
    }
    Ok(())
}

fn find(transaction: &Transaction<'_>, ours: &Publication) -> Result<Option<Stored<Publication>>> {
    let files = history::of(transaction, &ours.subject)?;
    Ok(files.into_iter().find(|file| !file.record.lost && file.record.serial() == ours.serial()))
}

fn placed(transaction: &mut Transaction<'_>, target: &Target, mut file: Stored<Publication>) -> Result<()> {
    let at = *file.record.placed_at.get_or_insert(transaction.now());
    if target.reload.is_none() {
        file.record.reloaded_at = Some(at);
    }
    transaction.update(&file)?;
    let what = format!("epoch {}, generation {}", file.record.epoch, file.record.generation);
    Ok(transaction
        .record(AuditEntry::new(Action::PublishPlace).subject(target.name.to_string()).detail(what))?)
}

/// Adds a hint to an I/O error without one, or with one that knows nothing of the target.
fn advised(target: &Target, error: Error) -> Error {
    if error.kind != Kind::Io || error.cause::<StoreError>().is_some() {
        return error;
    }
    let fix = match missing_folder(&target.path) {
        Some(folder) => format!("make it with `{}`", make_folder_command(folder)),
        None if error.hint.is_some() => return error,
        None => format!("fix '{}'", target.path.display()),
    };
    let edit = format!("keywright target edit {} --path …", target.name);
    error.hint(format!("{fix}, or change the path with `{edit}`, then publish again"))
}

/// Names the target in an I/O error: either its disk or the vault's may be full.
fn unwritten(target: &Target, mut error: Error) -> Error {
    if error.kind == Kind::Io {
        error.message = format!("target '{}' at '{}': {}", target.name, target.path.display(), error.message);
    }
    error
}
