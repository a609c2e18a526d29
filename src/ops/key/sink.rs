//! Where a new secret goes, and encrypting it to a recipient.

use std::path::PathBuf;

use clap::Args;

use crate::crypto::envelope::encrypt_armored;
use crate::domain::credential::CredentialName;
use crate::error::{Error, Kind, Result};
use crate::ops::Recipient;
use crate::ops::slot::candidate::envelope;
use crate::secret::Secret;

/// Where a new secret goes.
pub enum SecretSink {
    /// To stdout, with the key's metadata.
    Shown,
    /// To stdout, with nothing else.
    Alone,
    /// Into a new file.
    File(PathBuf),
    /// To stdout, encrypted to a recipient.
    Encrypted(Recipient),
    /// Into a credential, in the transaction that creates the key.
    Credential(CredentialName),
}

impl SecretSink {
    /// The credential, if it is the sink.
    pub fn credential(&self) -> Option<&CredentialName> {
        match self {
            Self::Credential(name) => Some(name),
            _ => None,
        }
    }
}

/// Where a secret goes that can be shown again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct SinkOptions {
    /// Print the secret and a newline, nothing else
    #[arg(long)]
    pub secret_only: bool,

    /// Print the secret as an armoured age file for this age or SSH recipient
    // With hyphens: clap would print a private key that is given by mistake.
    #[arg(long, value_name = "RECIPIENT", conflicts_with = "secret_only", allow_hyphen_values = true)]
    pub encrypt_to: Option<String>,

    /// Store the secret in this credential instead, replacing an existing one
    #[arg(long, value_name = "NAME", conflicts_with_all = ["secret_only", "encrypt_to"])]
    pub to_credential: Option<CredentialName>,
}

impl SinkOptions {
    /// The requested sink.
    ///
    /// # Errors
    /// The recipient is invalid.
    pub fn sink(&self) -> Result<SecretSink> {
        Ok(match (&self.encrypt_to, &self.to_credential) {
            (Some(text), _) => SecretSink::Encrypted(recipient("--encrypt-to", text)?),
            (None, Some(name)) => SecretSink::Credential(name.clone()),
            (None, None) if self.secret_only => SecretSink::Alone,
            (None, None) => SecretSink::Shown,
        })
    }
}

/// Parses a recipient: an age recipient, an SSH public key or a plugin's recipient.
pub fn recipient(option: &str, text: &str) -> Result<Recipient> {
    text.parse().map_err(envelope(option))
}

/// The secret as an armoured age file that only the recipient can decrypt.
pub fn armored(secret: &Secret, recipient: &Recipient) -> Result<String> {
    encrypt_armored(&[recipient], secret.expose().as_bytes()).map_err(|error| {
        let kind = if error.is_of_program() { Kind::Io } else { Kind::Internal };
        Error::new(kind, format!("encrypting the secret: {error}"))
    })
}
