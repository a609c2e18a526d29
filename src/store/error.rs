//! Errors of the vault file, and the kind that each is reported as.

use std::path::Path;

use crate::domain::id::Fingerprint;
use crate::domain::shell;
use crate::domain::time::Timestamp;
use crate::domain::words;
use crate::error::{Error, Kind, Reason, plain};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("there is no vault at {0}")]
    Missing(String),
    #[error("{0} exists already")]
    Exists(String),
    #[error("{0} is {1}, not a vault file")]
    NotAFile(String, &'static str),
    /// The file is something else, or truncated.
    #[error("{0} is not a Keywright vault")]
    NotAVault(String),
    /// The file was written by a later version.
    #[error("the vault has format {found}; this program knows format {known}")]
    Newer { found: i64, known: i64 },
    /// The file was written by a version before the first release.
    #[error(
        "the vault has format {found}, which predates the first release; this program knows format {known}"
    )]
    Unreleased { found: i64, known: i64 },
    #[error("the vault is damaged or was altered: {0}")]
    Tampered(String),
    /// The vault is older than one already seen, or a fork of it.
    #[error("{0}")]
    RolledBack(String),
    /// Its generation is no lower, but its log is shorter than the one last seen.
    #[error(
        "the audit log of this vault has {}, and {seen} were seen on this machine: it was restored or repaired elsewhere, or is of an older history",
        words::count(*events, "event")
    )]
    ShorterLog { events: u64, seen: u64 },
    /// The vault is newer, but not a continuation of the one last used on this machine.
    #[error("this vault has diverged from the one last used on this machine")]
    Diverged(Fingerprint),
    /// A file of this machine's state is not what was written.
    #[error("{path}, which this machine remembers the vault by, {why}")]
    BadState { path: String, why: &'static str },
    #[error("there is no state folder (set HOME or XDG_STATE_HOME)")]
    NoState,
    #[error("the clock says {now}, but the vault has already seen {newest}")]
    ClockBehind {
        now: Timestamp,
        /// The newest time in the manifest.
        newest: Timestamp,
    },
    #[error(
        "the clock says {now}, more than 400 days after {newest}, the newest time that the vault has seen"
    )]
    ClockAhead {
        /// What the clock says.
        now: Timestamp,
        /// The newest time in the manifest.
        newest: Timestamp,
    },
    #[error("the record was changed by another process")]
    Changed,
    #[error("a vault has at most {1} {0}")]
    TooManySlots(&'static str, usize),
    #[error("the data key has sealed as much as one key may")]
    TooManySeals,
    #[error("the vault was replaced by another process")]
    Replaced,
    #[error("the vault was re-keyed by another process; nothing was changed")]
    Rekeyed,
    #[error("{0} exists: the journal of an unfinished transaction of another vault")]
    Journal(String),
    /// Playing it back would destroy what came after it.
    #[error(
        "the journal {journal} is not that of the last commit: {} (generation {least} was seen)",
        played_back(*.found)
    )]
    StaleJournal { journal: String, found: Option<i64>, least: i64 },
    /// SQLite would take it for a part of the vault.
    #[error("something was put beside the vault, {0}: {1}")]
    Beside(String, &'static str),
    #[error("another process is using the vault")]
    Busy,
    #[error("the disk is full; the vault is unchanged")]
    Full,
    #[error("the vault cannot be written: it or its folder is read-only")]
    ReadOnly,
    #[error("the vault, or the journal beside it, cannot be opened")]
    CannotOpen,
    #[error("it is unknown whether the change was saved: {0}")]
    Unknown(String),
    /// The commit happened, but may not survive a power failure.
    #[error("the change is saved, but the disk reported an error: {0}")]
    NotDurable(String),
    #[error("{0}: {text}", text = plain(.1))]
    Io(String, #[source] std::io::Error),
    /// SQLite failed otherwise.
    #[error("the vault could not be read or written: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// A bug in Keywright.
    #[error("{0}")]
    Defect(&'static str),
}

fn played_back(found: Option<i64>) -> String {
    match found {
        Some(found) => format!("with it the vault would go back to generation {found}"),
        None => "with it the file would be no vault".to_owned(),
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            Some(Code::DatabaseCorrupt) => Self::Tampered("SQLite reports inconsistent pages".to_owned()),
            Some(Code::NotADatabase) => Self::NotAVault("the file".to_owned()),
            // Longer than anything that belongs in a vault.
            Some(Code::TooBig) => Self::Tampered("a value is too long".to_owned()),
            Some(Code::DiskFull) => Self::Full,
            Some(Code::ReadOnly | Code::PermissionDenied) => Self::ReadOnly,
            Some(Code::CannotOpen) => Self::CannotOpen,
            Some(Code::TypeMismatch | Code::ConstraintViolation) => {
                Self::Tampered("a record is unexpected".to_owned())
            }
            _ => match error {
                rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::QueryReturnedNoRows => {
                    Self::Tampered("a column has the wrong type".to_owned())
                }
                other => Self::Sqlite(other),
            },
        }
    }
}

impl StoreError {
    pub(crate) fn tampered(what: impl Into<String>) -> Self {
        Self::Tampered(what.into())
    }

    pub(super) fn state(path: &Path, why: &'static str) -> Self {
        Self::BadState { path: path.display().to_string(), why }
    }

    /// Whether the vault is not the newest, or not in line with it.
    pub(super) fn is_rollback(&self) -> bool {
        matches!(self, Self::RolledBack(_) | Self::ShorterLog { .. } | Self::Diverged(_))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let (kind, hint) = kind_and_hint(&error);
        let hint = match &error {
            StoreError::Diverged(fingerprint) => Some(format!(
                "find the other one; if this one was restored or repaired elsewhere, run `keywright vault trust {fingerprint}`"
            )),
            StoreError::Io(path, source) if source.kind() == std::io::ErrorKind::PermissionDenied => {
                Some(format!("make it yours: `sudo chown \"$(id -u)\" {}`", shell::word(path)))
            }
            _ => hint.map(str::to_owned),
        };
        let made = Self::new(kind, error.to_string()).source(error);
        match hint {
            Some(hint) => made.hint(hint),
            None => made,
        }
    }
}

fn kind_and_hint(error: &StoreError) -> (Kind, Option<&'static str>) {
    use StoreError as E;
    match error {
        E::Missing(_) => {
            (Kind::NotFound, Some("make one with `keywright init`, or name another with --vault"))
        }
        E::Exists(_) => (Kind::Conflict, Some("choose another path, or move that file away first")),
        E::NotAFile(..) => (Kind::Io, Some("name the vault file itself with --vault")),
        E::NotAVault(_) => (
            Kind::Tampered(Reason::Vault),
            Some("check the path; if it was a vault, restore a backup with `keywright vault restore`"),
        ),
        E::Newer { .. } => (Kind::Tampered(Reason::Version), Some("update keywright")),
        E::Unreleased { .. } => (
            Kind::Tampered(Reason::Version),
            Some("export its keys with the program that made it, and import them into a new vault"),
        ),
        E::TooManySlots(..) => (Kind::Conflict, Some("remove one with `keywright slot remove`")),
        E::TooManySeals => (Kind::Conflict, Some("run `keywright vault rekey`")),
        E::Tampered(_) => (
            Kind::Tampered(Reason::Vault),
            Some(
                "restore a backup with `keywright vault restore`, or drop what is damaged with `keywright vault check --repair`",
            ),
        ),
        E::BadState { .. } => (
            Kind::Tampered(Reason::Vault),
            Some("find out who changed it; if the vault was not rolled back, remove that file and continue"),
        ),
        E::RolledBack(_) => (
            Kind::RolledBack,
            Some(
                "find the newer vault; to read this one anyway, add --accept-rollback; to continue with it, see `keywright vault restore --help`",
            ),
        ),
        E::ShorterLog { .. } => (
            Kind::RolledBack,
            Some(
                "if nobody has restored or repaired it, find the vault with the longer log; if somebody has, go on with it here: `keywright vault backup COPY --accept-rollback`, then `keywright vault restore COPY`",
            ),
        ),
        E::Diverged(_) => (Kind::RolledBack, None),
        E::ClockBehind { .. } => {
            (Kind::Conflict, Some("set the clock right; if it is right now, add --accept-clock"))
        }
        E::ClockAhead { .. } => (
            Kind::Conflict,
            Some(
                "set the clock right; if it is right, and the vault was not used for so long, add --accept-clock",
            ),
        ),
        E::Replaced | E::Rekeyed => (Kind::Conflict, Some("repeat the command")),
        E::Journal(_) => {
            (Kind::Conflict, Some("move it away together with its vault; SQLite would apply it to a new one"))
        }
        E::StaleJournal { .. } => (
            Kind::RolledBack,
            Some("copy the vault and the journal, then move the journal away; find out who put it there"),
        ),
        E::Beside(..) => (
            Kind::Tampered(Reason::Vault),
            Some("find out who put it there; move it away, and then run `keywright vault check`"),
        ),
        E::Changed => (Kind::Conflict, Some("check it again and repeat the command")),
        E::Busy => (Kind::Busy, Some("try again, or wait longer with --lock-timeout")),
        E::Full => (Kind::Io, Some("free some space and repeat the command")),
        E::Unknown(_) | E::NotDurable(_) => {
            (Kind::Io, Some("check the disk, then run `keywright vault check`"))
        }
        E::Io(_, source) if source.kind() == std::io::ErrorKind::NotFound => (Kind::NotFound, None),
        E::ReadOnly | E::CannotOpen => (Kind::Io, Some("check the permissions of the vault and its folder")),
        E::NoState => (Kind::Io, Some("set one of them, or trust the vault for each call with --trust")),
        E::Io(..) | E::Sqlite(_) => (Kind::Io, None),
        E::Defect(_) => (Kind::Internal, Some("report this as a defect")),
    }
}
