//! Errors of age files, and messages of plugins.

use age::plugin::ResolveError;
use age::{DecryptError, EncryptError};

use crate::domain::redaction::shortened;

/// An error of an age file, recipient or identity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Not a recipient.
    #[error("'{0}' is not an age recipient, an SSH public key or a plugin recipient")]
    BadRecipient(String),
    /// Not an identity.
    #[error("it holds no age or SSH identity")]
    BadIdentity,
    /// An SSH key of a kind that age cannot use.
    #[error("it is an SSH key of a kind that age does not support (ed25519 and RSA are)")]
    UnsupportedSshKey,
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
