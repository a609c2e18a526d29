//! Why a file is rejected.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::framing::{Format, MAX_LINE};
use crate::domain::digest::Digest;
use crate::domain::rights::Audience;
use crate::domain::time::Timestamp;
use crate::domain::words;

/// Why a file is rejected, with the wrong value. Text from a file that is not known to be authentic is quoted
/// and escaped.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Line 1 does not have the form that a vault writes.
    #[error("line 1 is not that of a verification file: {0}")]
    Line1(&'static str),
    /// Not signed, or with a key that is not trusted.
    #[error("line 1 names the signing key {kid:?}, which is not among the trusted public keys")]
    UnknownKey {
        /// The header's key id.
        kid: String,
    },
    /// The signature does not match line 1.
    #[error("the signature on line 1 is not that of the key {kid:?}: the line was altered or forged")]
    Signature {
        /// The header's key id.
        kid: String,
    },
    /// Written by a newer program.
    #[error("the file has version {0}; only version 1 is supported")]
    Version(u64),
    /// It has a claim that whoever does not know it must refuse.
    #[error("the file has the claim {claim:?}, which this program does not know and may not ignore")]
    Critical {
        /// The first such name in `crit`.
        claim: String,
    },
    /// The body does not have the signed digest.
    #[error(
        "the SHA-256 of the body is {found}, but line 1 declares {claimed}: the body was altered or truncated"
    )]
    Digest {
        /// The digest in line 1.
        claimed: Digest,
        /// The digest of the body.
        found: Digest,
    },
    /// More or fewer entries than line 1 states. A longer body is not read to its end.
    #[error("line 1 declares {}, but there are {}{found}", words::count(*claimed, "entry"), if found > claimed { "at least " } else { "" })]
    Count {
        /// The number in line 1.
        claimed: u64,
        /// The number found.
        found: u64,
    },
    /// A line of the body does not have the form of its format.
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
    /// An authentic file of a format that cannot be loaded.
    #[error("the file is in the format {0}; only jsonl can be loaded")]
    Format(Format),
    /// An epoch later than the file's own time of issue.
    #[error("the file's epoch {epoch} is after its time of issue {iat}")]
    EpochAfterIssue {
        /// The claim `epoch`.
        epoch: Timestamp,
        /// The claim `iat`.
        iat: Timestamp,
    },
    /// Issued in the future.
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
    /// Issued for another audience.
    #[error("the file is for {aud:?}, not for \"{wanted}\"")]
    Audience {
        /// The required audience.
        wanted: Audience,
        /// The claim `aud`.
        aud: Vec<String>,
    },
    /// Of another subject than required.
    #[error("the file is that of {sub:?}, not of {wanted:?}")]
    Subject {
        /// The required subject.
        wanted: String,
        /// The claim `sub`.
        sub: String,
    },
    /// Of another subject than the files accepted so far: its serial number cannot be compared with theirs.
    #[error("the file is that of {sub:?}, but so far those of {remembered:?} were accepted")]
    OtherSubject {
        /// The subject accepted last.
        remembered: String,
        /// The claim `sub`.
        sub: String,
    },
    /// Of another issuer than the files that its signing key signed so far.
    #[error("the file is of {iss:?}, but its signing key {kid:?} has signed for {remembered:?}")]
    OtherIssuer {
        /// The header's key id.
        kid: String,
        /// The issuer of the files accepted with this key.
        remembered: String,
        /// The claim `iss`.
        iss: String,
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
    /// Another file than the one already accepted with the same generation: the vault was copied or restored,
    /// and continued from there.
    #[error("another file with generation {generation} of epoch {epoch} was already accepted")]
    Forked {
        /// The claim `epoch`.
        epoch: Timestamp,
        /// The claim `gen`.
        generation: u64,
    },
    /// The stored mark cannot be trusted, so the file's age cannot be checked.
    #[error("the state file '{}' is damaged", .0.display())]
    State(PathBuf),
    /// Reading the file failed.
    #[error("reading the file failed: {}", words::plain(.0))]
    Read(#[source] io::Error),
    /// Reading or writing the state failed.
    #[error("the state '{}' cannot be used: {}", path.display(), words::plain(source))]
    StateIo {
        /// The file or folder.
        path: PathBuf,
        /// The operating system's error.
        source: io::Error,
    },
}

/// The kind of a rejection, which determines what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RejectionKind {
    /// The signer is unknown, or has signed for another issuer.
    Signature,
    /// The body does not have the signed digest, or the stored mark is damaged.
    Digest,
    /// Not valid now.
    Stale,
    /// Issued for another audience.
    Audience,
    /// Of another subject than required, or than accepted so far.
    Subject,
    /// An unknown version, or a claim that may not be ignored.
    Version,
    /// Older than one already accepted, or a different one with the same generation.
    Older,
    /// Authentic, but of a format that cannot be loaded.
    Format,
    /// Reading or writing failed.
    Io,
}

impl Rejection {
    /// The kind.
    pub fn kind(&self) -> RejectionKind {
        match self {
            Self::Line1(_) | Self::UnknownKey { .. } | Self::Signature { .. } | Self::OtherIssuer { .. } => {
                RejectionKind::Signature
            }
            Self::Subject { .. } | Self::OtherSubject { .. } => RejectionKind::Subject,
            Self::Digest { .. }
            | Self::Count { .. }
            | Self::Entry { .. }
            | Self::LongLine { .. }
            | Self::State(_) => RejectionKind::Digest,
            Self::EpochAfterIssue { .. } | Self::Future { .. } | Self::Stale { .. } => RejectionKind::Stale,
            Self::Audience { .. } => RejectionKind::Audience,
            Self::Version(_) | Self::Critical { .. } => RejectionKind::Version,
            Self::Older { .. } | Self::Forked { .. } => RejectionKind::Older,
            Self::Format(_) => RejectionKind::Format,
            Self::Read(_) | Self::StateIo { .. } => RejectionKind::Io,
        }
    }

    /// How to fix it; begins with a verb.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::UnknownKey { .. } => Some("get the vault's current key with `keywright public-key`"),
            Self::Stale { .. } => Some("publish the file again"),
            Self::Future { .. } => Some("compare the clocks of this machine and of the vault's"),
            Self::Version(_) | Self::Critical { .. } => Some("upgrade this program"),
            Self::Older { .. } => Some(
                "publish a new file, this one is an old copy; if the newest is refused too, use `keywright publish --raise-epoch`",
            ),
            Self::Forked { .. } => Some("restore the vault with `keywright vault restore`, then publish"),
            Self::Audience { .. } | Self::Subject { .. } => {
                Some("use the file that was published for this server")
            }
            Self::OtherSubject { .. } => Some(
                "use the file that was published for this server; if it is this one, name it with --subject",
            ),
            Self::OtherIssuer { .. } => Some(
                "find out who signed it: a vault keeps its name, so this is another vault's, or that key was leaked",
            ),
            Self::State(_) => {
                Some("find out who changed it; removing it disables rollback protection for the next file")
            }
            Self::Digest { .. } | Self::Count { .. } => Some("copy or publish the file again"),
            _ => None,
        }
    }
}
