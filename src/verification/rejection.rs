//! Why a file is not accepted.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::framing::{Format, MAX_LINE};
use crate::domain::digest::Digest;
use crate::domain::rights::Audience;
use crate::domain::time::Timestamp;

/// Why a file is not accepted, with the value that was wrong. Text from a file that is not known to be
/// authentic is quoted and escaped.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Line 1 is not one that a vault writes.
    #[error("line 1 is not that of a verification file: {0}")]
    Line1(&'static str),
    /// Signed, if at all, with a key that is not trusted.
    #[error("line 1 names the signing key {kid:?}, which is not among the trusted public keys")]
    UnknownKey {
        /// The header's key id.
        kid: String,
    },
    /// The signature does not belong to line 1.
    #[error("the signature on line 1 is not that of the key {kid:?}: the line was altered or forged")]
    Signature {
        /// The header's key id.
        kid: String,
    },
    /// Made by a newer program.
    #[error("the file has version {0}; only version 1 is supported")]
    Version(u64),
    /// The body is not the one that was signed for.
    #[error(
        "the SHA-256 of the body is {found}, but line 1 declares {claimed}: the body was altered or truncated"
    )]
    Digest {
        /// What line 1 says.
        claimed: Digest,
        /// What the body has.
        found: Digest,
    },
    /// More or fewer entries than line 1 says. A longer body is not read to its end.
    #[error("line 1 declares {claimed} entries, but there are {}{found}", if found > claimed { "at least " } else { "" })]
    Count {
        /// What line 1 says.
        claimed: u64,
        /// How many were found.
        found: u64,
    },
    /// A line of the body is not what the format has there.
    #[error("line {line} is not a valid entry: {problem}")]
    Entry {
        /// Counted from 1.
        line: u64,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A line is longer than any line that a vault writes.
    #[error("line {line} is longer than {MAX_LINE} bytes")]
    LongLine {
        /// Counted from 1.
        line: u64,
    },
    /// A authentic file of another format than can be loaded.
    #[error("the file is in the format {0}; only jsonl can be loaded")]
    Format(Format),
    /// An epoch in the file's own future.
    #[error("the file's epoch {epoch} is after its time of issue {iat}")]
    EpochAfterIssue {
        /// The claim `epoch`.
        epoch: Timestamp,
        /// The claim `iat`.
        iat: Timestamp,
    },
    /// Made later than now.
    #[error("the file was issued at {iat}, but it is only {now} on this machine")]
    Future {
        /// The claim `iat`.
        iat: Timestamp,
        /// The time of the decision.
        now: Timestamp,
    },
    /// Expired.
    #[error("the file is stale since {exp}; it is {now}")]
    Stale {
        /// The claim `exp`.
        exp: Timestamp,
        /// The time of the decision.
        now: Timestamp,
    },
    /// Made for someone else.
    #[error("the file is for {aud:?}, not for \"{wanted}\"")]
    Audience {
        /// Who it should be for.
        wanted: Audience,
        /// The claim `aud`.
        aud: Vec<String>,
    },
    /// Older than one already accepted.
    #[error(
        "the file has generation {generation} of epoch {epoch}, but generation {seen_generation} of epoch {seen_epoch} was already accepted"
    )]
    Older {
        /// The claim `epoch`.
        epoch: Timestamp,
        /// The claim `gen`.
        generation: u64,
        /// The highest epoch accepted.
        seen_epoch: Timestamp,
        /// The highest generation accepted in it.
        seen_generation: u64,
    },
    /// Another file than the one already accepted under the same generation: the vault was copied or
    /// restored, and went on from there.
    #[error("another file with generation {generation} of epoch {epoch} was already accepted")]
    Forked {
        /// The claim `epoch`.
        epoch: Timestamp,
        /// The claim `gen`.
        generation: u64,
    },
    /// The stored mark cannot be trusted, so nothing is known of the file's age.
    #[error("the state file '{}' is damaged", .0.display())]
    State(PathBuf),
    /// Reading the file failed.
    #[error("reading the file failed: {0}")]
    Read(#[source] io::Error),
    /// Reading or writing the state failed.
    #[error("the state '{}' cannot be used: {source}", path.display())]
    StateIo {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

/// The kind of a rejection, which decides what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RejectionKind {
    /// It is not known who made the file.
    Signature,
    /// The body is not the one that was signed for, or the stored mark not the one stored.
    Digest,
    /// Not valid now.
    Stale,
    /// Made for someone else.
    Audience,
    /// A version this program does not know.
    Version,
    /// Older than one already accepted, or another one with the same generation.
    Older,
    /// Authentic, but nothing that can be loaded.
    Format,
    /// Reading or writing failed.
    Io,
}

impl Rejection {
    /// The kind.
    pub fn kind(&self) -> RejectionKind {
        match self {
            Self::Line1(_) | Self::UnknownKey { .. } | Self::Signature { .. } => RejectionKind::Signature,
            Self::Digest { .. }
            | Self::Count { .. }
            | Self::Entry { .. }
            | Self::LongLine { .. }
            | Self::State(_) => RejectionKind::Digest,
            Self::EpochAfterIssue { .. } | Self::Future { .. } | Self::Stale { .. } => RejectionKind::Stale,
            Self::Audience { .. } => RejectionKind::Audience,
            Self::Version(_) => RejectionKind::Version,
            Self::Older { .. } | Self::Forked { .. } => RejectionKind::Older,
            Self::Format(_) => RejectionKind::Format,
            Self::Read(_) | Self::StateIo { .. } => RejectionKind::Io,
        }
    }

    /// What to do about it; begins with a verb.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::UnknownKey { .. } => Some("get the vault's current key with `keywright public-key`"),
            Self::Stale { .. } => Some("publish the file again"),
            Self::Future { .. } => Some("compare the clocks of this machine and of the vault's"),
            Self::Version(_) => Some("upgrade this program"),
            Self::Older { .. } => Some("publish a new file; this one is an old copy"),
            Self::Forked { .. } => Some("restore the vault with `keywright vault restore`, then publish"),
            Self::Audience { .. } => Some("use the file that was published for this server"),
            Self::State(_) => {
                Some("find out who changed it; removing it disables rollback protection for the next file")
            }
            Self::Digest { .. } | Self::Count { .. } => Some("copy or publish the file again"),
            _ => None,
        }
    }
}
