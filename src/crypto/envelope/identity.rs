//! Identities: the private keys that decrypt.

use std::io::Read;

use age::secrecy::{ExposeSecret, SecretString};
use age::{Decryptor, IdentityFile, ssh, x25519};
use zeroize::Zeroizing;

use super::callbacks::Answers;
use super::error::EnvelopeError;
use super::recipient::Recipient;
use super::{decrypt, decrypt_with_passphrase, is_age_file, open, ssh_key};
use crate::domain::slot::SlotKind;
use crate::files::without_bom;
use crate::secret::Passphrase;

/// Identities that decrypt, and their recipients.
pub struct Identity {
    inner: Vec<Box<dyn age::Identity>>,
    /// The plugin of one of them, if there is one.
    plugin: Option<String>,
    /// The recipients of these identities, as far as they can be derived.
    pub recipients: Vec<Recipient>,
}

impl Identity {
    /// Parses an age identity file, an SSH private key, or either of them protected by a passphrase.
    ///
    /// # Errors
    /// [`EnvelopeError::NeedsPassphrase`] if a passphrase is all that is missing, and
    /// [`EnvelopeError::WrongPassphrase`] if it is another one; other errors no passphrase mends.
    pub fn parse(file: &[u8], passphrase: Option<&Passphrase>) -> Result<Self, EnvelopeError> {
        let file = without_bom(file).trim_ascii_start();
        if file.is_empty() {
            return Err(EnvelopeError::Empty);
        }
        if is_age_file(file) {
            if !is_for_passphrase(file)? {
                return Err(EnvelopeError::NotByPassphrase);
            }
            let passphrase = passphrase.ok_or(EnvelopeError::NeedsPassphrase)?;
            return Self::parse_plain(&decrypt_with_passphrase(file, passphrase).map_err(wrong)?);
        }
        if let Some(problem) = ssh_key::problem_of_private(file) {
            return Err(problem.into());
        }
        if ssh_key::is_public(file) {
            return Err(EnvelopeError::PublicKey);
        }
        if file.starts_with(b"-----BEGIN") {
            return Self::parse_ssh(file, passphrase);
        }
        Self::parse_plain(file)
    }

    fn parse_plain(file: &[u8]) -> Result<Self, EnvelopeError> {
        let identities = IdentityFile::from_buffer(file).map_err(|_| EnvelopeError::BadIdentity)?;
        let recipients = recipients_of(file);
        let inner: Vec<_> = identities
            .with_callbacks(Answers(None))
            .into_identities()?
            .into_iter()
            .map(|identity| identity as Box<dyn age::Identity>)
            .collect();
        if inner.is_empty() {
            return Err(EnvelopeError::BadIdentity);
        }
        Ok(Self { inner, plugin: plugin_of(file), recipients })
    }

    fn parse_ssh(file: &[u8], passphrase: Option<&Passphrase>) -> Result<Self, EnvelopeError> {
        let bad = |_| EnvelopeError::BadIdentity;
        let identity = match ssh::Identity::from_buffer(file, None).map_err(bad)? {
            ssh::Identity::Encrypted(key) => {
                let passphrase = passphrase.ok_or(EnvelopeError::NeedsPassphrase)?;
                let passphrase = SecretString::from(passphrase.expose().to_owned());
                // Now, not when it is used: so that it is known whether the passphrase is the right one.
                ssh::Identity::from(key.decrypt(passphrase).map_err(|error| wrong(error.into()))?)
            }
            unencrypted @ ssh::Identity::Unencrypted(_) => unencrypted,
            ssh::Identity::Unsupported(_) => return Err(EnvelopeError::BadIdentity),
        };
        let public = ssh::Recipient::try_from(identity.clone()).map_err(|_| EnvelopeError::BadIdentity)?;
        let recipients = vec![public.to_string().parse()?];
        Ok(Self { inner: vec![Box::new(identity)], plugin: None, recipients })
    }

    /// A new X25519 identity and the text of its identity file, as `age-keygen` writes it.
    pub fn generate(created: &str) -> Result<(Self, Zeroizing<String>), EnvelopeError> {
        let identity = x25519::Identity::generate();
        let public = identity.to_public().to_string();
        let secret = identity.to_string();
        let mut file = Zeroizing::new(String::with_capacity(256));
        file.push_str("# created: ");
        file.push_str(created);
        file.push_str("\n# public key: ");
        file.push_str(&public);
        file.push('\n');
        file.push_str(secret.expose_secret());
        file.push('\n');
        let recipients = vec![public.parse()?];
        Ok((Self { inner: vec![Box::new(identity)], plugin: None, recipients }, file))
    }

    /// Decrypts an age file of any size as it is read. A read error of kind [`std::io::ErrorKind::InvalidData`] or
    /// [`std::io::ErrorKind::UnexpectedEof`] means that the file is damaged.
    pub fn decrypt_stream<'r>(&self, file: impl Read + 'r) -> Result<impl Read + 'r, EnvelopeError> {
        open(file, self.inner.iter().map(|identity| &**identity)).map_err(|error| self.named(error))
    }

    /// Decrypts an age file (binary).
    pub fn decrypt(&self, file: &[u8]) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
        decrypt(file, self.inner.iter().map(|identity| &**identity)).map_err(|error| self.named(error))
    }

    /// A plugin that ended, or said what age does not understand, looks like a file that cannot be read.
    fn named(&self, error: EnvelopeError) -> EnvelopeError {
        match (&self.plugin, error) {
            (Some(name), EnvelopeError::Failed) => EnvelopeError::plugin_failed(name),
            (None, EnvelopeError::Failed) => EnvelopeError::Damaged,
            (_, other) => other,
        }
    }
}

/// The plugin of the first identity that has one.
fn plugin_of(file: &[u8]) -> Option<String> {
    let text = Zeroizing::new(String::from_utf8_lossy(file).into_owned());
    let identity = text.lines().find_map(|line| line.trim().parse::<age::plugin::Identity>().ok())?;
    Some(identity.plugin().to_owned())
}

/// The recipients of the native and plugin identities of an identity file. A plugin's recipient
/// cannot be derived; by convention it is in a comment that ends in the recipient.
fn recipients_of(file: &[u8]) -> Vec<Recipient> {
    let text = Zeroizing::new(String::from_utf8_lossy(file).into_owned());
    let of_line = |line: &str| {
        if let Ok(identity) = line.trim().parse::<x25519::Identity>() {
            return identity.to_public().to_string().parse().ok();
        }
        let commented = line.strip_prefix('#').and_then(|comment| comment.split_whitespace().last())?;
        commented.parse().ok().filter(|recipient: &Recipient| recipient.kind == SlotKind::Plugin)
    };
    text.lines().filter_map(of_line).collect()
}

/// Whether an age file is encrypted to a passphrase.
fn is_for_passphrase(file: &[u8]) -> Result<bool, EnvelopeError> {
    let decryptor = Decryptor::new_buffered(age::armor::ArmoredReader::new(file));
    decryptor.map(|decryptor| decryptor.is_scrypt()).map_err(|_| EnvelopeError::Damaged)
}

/// What decrypting a whole identity with a passphrase that does not open it means.
fn wrong(error: EnvelopeError) -> EnvelopeError {
    match error {
        EnvelopeError::NoMatch => EnvelopeError::WrongPassphrase,
        other => other,
    }
}
