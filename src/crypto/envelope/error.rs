//! Errors of age files, and messages of plugins.

use std::path::Path;

use age::plugin::ResolveError;
use age::{DecryptError, EncryptError};

pub use super::ssh_key::SshProblem;
use crate::domain::redaction::shortened;
use crate::domain::shell;

/// An error of an age file, recipient or identity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Not a recipient.
    #[error("'{0}' is not an age recipient, an SSH public key or a plugin recipient")]
    BadRecipient(String),
    /// Nothing but space.
    #[error("it is empty")]
    Empty,
    /// A recipient with a line break in it.
    #[error("it has several lines, and a recipient is one line")]
    SeveralLines,
    /// More than one recipient in a line.
    #[error("it holds several recipients")]
    SeveralRecipients,
    /// A recipient behind other text, such as the options of a line of `authorized_keys`.
    #[error("it has other text before the public key, such as the options of authorized_keys")]
    TextBefore,
    /// A character that cannot be seen.
    #[error("it holds the invisible character U+{:04X}", u32::from(*.0))]
    Unprintable(char),
    /// A private key in place of a recipient.
    #[error("it is a private key, and a recipient is a public key")]
    PrivateKey,
    /// A public key in place of an identity.
    #[error("it is a public key, and an identity is a private key")]
    PublicKey,
    /// Not an identity.
    #[error("it holds no age or SSH identity")]
    BadIdentity,
    /// An identity that is encrypted, but to no passphrase.
    #[error("it is an age file, but not one that is protected by a passphrase")]
    NotByPassphrase,
    /// An SSH key that age cannot use.
    #[error(transparent)]
    Ssh(#[from] SshProblem),
    /// A plugin's program is missing.
    #[error("the program {0} is not on the PATH")]
    NoPlugin(String),
    /// A plugin's program failed, with its message.
    #[error("{0}")]
    Plugin(String),
    /// Reading failed: of the file, or of what a plugin said.
    #[error("it cannot be read")]
    Failed,
    /// A passphrase is needed and was not given.
    #[error("it is protected by a passphrase")]
    NeedsPassphrase,
    /// The passphrase of an identity is another one.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// No identity or passphrase opened it.
    #[error("none of the given identities or passphrases decrypts it")]
    NoMatch,
    /// The scrypt work factor is too high.
    #[error("its scrypt work factor is {0}, more than is spent on it")]
    ExcessiveWork(u8),
    /// The age file is damaged.
    #[error("it is damaged or not an age file")]
    Damaged,
    /// Encryption failed.
    #[error("encryption failed")]
    Encrypt,
}

impl EnvelopeError {
    pub(super) fn plugin_failed(name: &str) -> Self {
        Self::Plugin(format!("the program age-plugin-{name} failed"))
    }

    /// What mends it, as a hint. `file`: where it was read from, if it is a file.
    pub fn hint(&self, file: Option<&Path>) -> Option<String> {
        let name = file.map_or_else(|| "FILE".to_owned(), |path| shell::word(&path.display()));
        Some(match self {
            Self::BadRecipient(text) if text.contains('/') || Path::new(text).extension().is_some() => {
                "give the public key itself, as in \"$(cat FILE)\"".to_owned()
            }
            Self::SeveralLines | Self::SeveralRecipients => "give one recipient each".to_owned(),
            Self::TextBefore => "give the public key alone".to_owned(),
            Self::PrivateKey => {
                "give its public key: `ssh-keygen -y -f FILE` or `age-keygen -y FILE` prints it".to_owned()
            }
            Self::PublicKey => match file.and_then(Path::to_str).and_then(|path| path.strip_suffix(".pub")) {
                Some(private) => format!("name the private key, perhaps {}", shell::word(private)),
                None => "name the file of the private key".to_owned(),
            },
            Self::NotByPassphrase => format!("decrypt it with `age -d {name}` first"),
            Self::NeedsPassphrase => {
                "give its passphrase with --passphrase-file FILE, or run this on a terminal".to_owned()
            }
            Self::Ssh(SshProblem::Cipher(_)) => format!("run `ssh-keygen -p -Z aes256-ctr -f {name}`"),
            Self::Ssh(SshProblem::Rounds(_)) => format!("run `ssh-keygen -p -a 64 -f {name}`"),
            Self::Ssh(SshProblem::EncryptedPem | SshProblem::Pkcs8) => {
                format!("run `ssh-keygen -o -p -f {name}`")
            }
            Self::Ssh(SshProblem::Putty) => {
                format!("convert it with `puttygen {name} -O private-openssh -o NEW`")
            }
            Self::Ssh(SshProblem::Type(_) | SshProblem::RsaSize(_)) => {
                "make another key with `ssh-keygen -t ed25519`".to_owned()
            }
            _ => return None,
        })
    }

    /// Whether a program failed, not what it was given.
    pub fn is_of_program(&self) -> bool {
        matches!(self, Self::NoPlugin(_) | Self::Plugin(_))
    }
}

impl From<DecryptError> for EnvelopeError {
    fn from(error: DecryptError) -> Self {
        match error {
            DecryptError::ExcessiveWork { required, .. } => Self::ExcessiveWork(required),
            DecryptError::NoMatchingKeys
            | DecryptError::KeyDecryptionFailed
            | DecryptError::DecryptionFailed => Self::NoMatch,
            DecryptError::Plugin(why) => plugin_message(&why),
            DecryptError::PluginResolve(why) => why.into(),
            DecryptError::Io(_) => Self::Failed,
            _ => Self::Damaged,
        }
    }
}

impl From<EncryptError> for EnvelopeError {
    fn from(error: EncryptError) -> Self {
        match error {
            EncryptError::Plugin(why) => plugin_message(&why),
            EncryptError::PluginResolve(why) => why.into(),
            _ => Self::Encrypt,
        }
    }
}

impl From<ResolveError> for EnvelopeError {
    fn from(why: ResolveError) -> Self {
        match why {
            ResolveError::MissingPlugin { binary_name } => Self::NoPlugin(binary_name),
            _ => Self::BadIdentity,
        }
    }
}

/// The messages of plugins, in one line and bounded, because it becomes part of an error message. Their error
/// type cannot be named outside of age, and its texts have bidirectional marks around quoted text.
fn plugin_message<E: std::fmt::Display>(errors: &[E]) -> EnvelopeError {
    let all = errors.iter().map(E::to_string).collect::<Vec<_>>().join("; ");
    let all = all.replace(['\u{2068}', '\u{2069}'], "");
    let words = all.split_whitespace().collect::<Vec<_>>().join(" ");
    EnvelopeError::Plugin(shortened(&words, 200))
}
