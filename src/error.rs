//! The error that every operation returns: a kind that determines the exit code, a lower-case message that
//! reads after "error:", and a hint that begins with a verb.
//!
//! Rules for messages:
//! - no secret, no passphrase, no text produced by the age library (it holds
//!   invisible characters);
//! - name the thing (option, file, key) and the value that was wrong;
//! - the hint says what to do next; leave it out where nothing can be done.

use std::error::Error as StdError;
use std::fmt;

pub(crate) use crate::domain::words::plain;
use crate::verification::{Rejection, RejectionKind};

/// What went wrong, as far as a script needs to know. Each kind has one exit code and one
/// JSON `code`; `docs/exit-codes.md` lists them and a test compares the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A bug in Keywright.
    Internal,
    /// Invalid arguments, or a confirmation without a terminal.
    Usage,
    /// No such vault, key, profile, target…
    NotFound,
    /// The current state does not allow it.
    Conflict,
    /// Nothing unlocked the vault.
    Locked,
    /// A damaged or altered vault or file.
    Tampered(Reason),
    /// An older vault or file than one already seen.
    RolledBack,
    /// A key was denied, or a check found something.
    Denied,
    /// Another process held the lock past the timeout.
    Busy,
    /// Disk full, permission, unwritable path.
    Io,
    /// Some of the work failed and the next run resumes it.
    Incomplete,
    /// This machine does not know the vault, or knows another one by its name or in its place.
    Untrusted,
}

/// Why a file or vault counts as tampered: the member `reason` of a JSON error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The signature, its key or line 1.
    Signature,
    /// The body's digest or count.
    Digest,
    /// Not valid at this time.
    Stale,
    /// Made for another audience.
    Audience,
    /// A version that this program does not support.
    Version,
    /// The vault itself.
    Vault,
}

impl Reason {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Digest => "digest",
            Self::Stale => "stale",
            Self::Audience => "audience",
            Self::Version => "version",
            Self::Vault => "vault",
        }
    }
}

impl Kind {
    /// Every kind, for tests and documentation.
    pub const ALL: [Self; 12] = [
        Self::Internal,
        Self::Usage,
        Self::NotFound,
        Self::Conflict,
        Self::Locked,
        Self::Tampered(Reason::Vault),
        Self::RolledBack,
        Self::Denied,
        Self::Busy,
        Self::Io,
        Self::Incomplete,
        Self::Untrusted,
    ];

    pub fn exit_code(self) -> u8 {
        match self {
            Self::Internal => 1,
            Self::Usage => 2,
            Self::NotFound => 3,
            Self::Conflict => 4,
            Self::Locked => 5,
            Self::Tampered(_) => 6,
            Self::RolledBack => 7,
            Self::Denied => 8,
            Self::Busy => 9,
            Self::Io => 10,
            Self::Incomplete => 11,
            Self::Untrusted => 12,
        }
    }

    /// The member `code` of a JSON error.
    pub fn code(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Usage => "usage",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::Locked => "locked",
            Self::Tampered(_) => "tampered",
            Self::RolledBack => "rolled_back",
            Self::Denied => "denied",
            Self::Busy => "busy",
            Self::Io => "io",
            Self::Incomplete => "incomplete",
            Self::Untrusted => "untrusted",
        }
    }
}

/// The error that every operation returns.
#[derive(Debug)]
pub struct Error {
    /// Determines the exit code.
    pub kind: Kind,
    /// What happened, for a person.
    pub message: String,
    /// What to do about it; begins with a verb.
    pub hint: Option<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None, source: None }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Keeps the underlying error, for `--verbose`.
    #[must_use]
    pub fn source(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// The underlying error, if it is of this type.
    pub fn cause<E: StdError + 'static>(&self) -> Option<&E> {
        self.source.as_deref()?.downcast_ref()
    }

    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(Kind::Internal, message)
    }

    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Kind::NotFound, message)
    }

    pub fn conflict(message: impl Into<String>) -> Self {
        Self::new(Kind::Conflict, message)
    }

    pub fn locked(message: impl Into<String>) -> Self {
        Self::new(Kind::Locked, message)
    }

    pub fn tampered(message: impl Into<String>) -> Self {
        Self::new(Kind::Tampered(Reason::Vault), message)
            .hint("restore a backup; `keywright vault check` lists what is damaged")
    }

    /// Reading or writing `what` failed. The operating system's message is kept.
    pub fn io(what: impl fmt::Display, source: std::io::Error) -> Self {
        let kind = if source.kind() == std::io::ErrorKind::NotFound { Kind::NotFound } else { Kind::Io };
        Self::new(kind, format!("{what}: {}", plain(&source))).source(source)
    }
}

/// A file that a verifier rejects. The reason of the JSON error is that of the rejection; a damaged mark
/// counts as a wrong digest: it is not what was stored.
impl From<Rejection> for Error {
    fn from(rejection: Rejection) -> Self {
        let kind = match rejection.kind() {
            RejectionKind::Signature => Kind::Tampered(Reason::Signature),
            RejectionKind::Digest => Kind::Tampered(Reason::Digest),
            RejectionKind::Stale => Kind::Tampered(Reason::Stale),
            RejectionKind::Audience => Kind::Tampered(Reason::Audience),
            RejectionKind::Subject => Kind::Conflict,
            RejectionKind::Version => Kind::Tampered(Reason::Version),
            RejectionKind::Older => Kind::RolledBack,
            RejectionKind::Format => Kind::Usage,
            RejectionKind::Io => Kind::Io,
        };
        let hint = rejection.hint();
        match rejection {
            Rejection::Read(source) => Self::io("reading failed", source),
            Rejection::StateIo { path, source } => {
                Self { kind, ..Self::io(format!("the state '{}' cannot be used", path.display()), source) }
            }
            rejection => Self { hint: hint.map(str::to_owned), ..Self::new(kind, rejection.to_string()) },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
