//! age: wrapping the data key for a slot, identities that unwrap it, and encryption of secrets to recipients.
//! The only module that uses the age library. Its error messages are not passed on unchanged: they contain
//! invisible characters.

mod callbacks;
mod error;

use std::io::{self, Read, Write};
use std::str::FromStr;

use age::armor::{ArmoredWriter, Format};
use age::secrecy::{ExposeSecret, SecretString};
use age::{Decryptor, Encryptor, IdentityFile, scrypt, ssh, x25519};
use zeroize::Zeroizing;

use self::callbacks::Answers;
pub use self::error::EnvelopeError;
use crate::domain::redaction::shortened;
use crate::domain::slot::SlotKind;
use crate::secret::Passphrase;

/// The scrypt work factor of a passphrase slot, as log2(N): about a second and 256 MiB. A slot is read from the vault
/// before anything in it is authentic, and one with a higher factor is not ours.
const WORK_FACTOR: u8 = 18;
/// The highest work factor of an identity file, which its owner has chosen (C2SP age: implementations should bound it).
const MAX_WORK_FACTOR: u8 = 22;
/// The first line of every age file.
const AGE_HEADER: &[u8] = b"age-encryption.org/v1";
const ARMOR_HEADER: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";

/// A recipient to encrypt to.
pub struct Recipient {
    /// The text as given, which a slot stores.
    pub text: String,
    /// The kind of slot that it makes.
    pub kind: SlotKind,
    /// The plugin that encrypts to it.
    plugin: Option<String>,
    inner: Box<dyn age::Recipient>,
}

impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Recipient {
    type Err = EnvelopeError;

    fn from_str(text: &str) -> Result<Self, EnvelopeError> {
        let text = text.trim();
        let of = |kind, inner| Ok(Self { text: text.to_owned(), kind, plugin: None, inner });
        if let Ok(recipient) = text.parse::<x25519::Recipient>() {
            return of(SlotKind::X25519, Box::new(recipient));
        }
        if let Ok(recipient) = text.parse::<ssh::Recipient>() {
            return of(SlotKind::Ssh, Box::new(recipient));
        }
        if let Ok(recipient) = text.parse::<age::plugin::Recipient>() {
            let name = recipient.plugin().to_owned();
            let plugin = age::plugin::RecipientPluginV1::new(&name, &[recipient], &[], Answers(None))?;
            return Ok(Self { plugin: Some(name), ..of(SlotKind::Plugin, Box::new(plugin))? });
        }
        // Bounded, because it goes into an error message.
        Err(EnvelopeError::BadRecipient(shortened(text, 80)))
    }
}

/// Identities that decrypt, and their recipients.
pub struct Identity {
    inner: Vec<Box<dyn age::Identity>>,
    /// The plugin of one of them, if there is one.
    plugin: Option<String>,
    /// The recipients of these identities, as far as they can be derived.
    pub recipients: Vec<Recipient>,
}

impl Identity {
    /// Parses an age identity file, an SSH private key, or either of them protected by a passphrase, which is
    /// then requested from `passphrase`.
    pub fn parse(file: &[u8], passphrase: &dyn Fn() -> Option<Passphrase>) -> Result<Self, EnvelopeError> {
        if is_age_file(file) {
            let passphrase = passphrase().ok_or(EnvelopeError::NeedsPassphrase)?;
            return Self::parse_plain(&decrypt_with_passphrase(file, &passphrase)?);
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

    fn parse_ssh(file: &[u8], passphrase: &dyn Fn() -> Option<Passphrase>) -> Result<Self, EnvelopeError> {
        let parse = || ssh::Identity::from_buffer(file, None).map_err(|_| EnvelopeError::BadIdentity);
        let identity = parse()?;
        let public = ssh::Recipient::try_from(parse()?).map_err(|_| EnvelopeError::UnsupportedSshKey)?;
        let recipients = vec![public.to_string().parse()?];
        let inner: Box<dyn age::Identity> = match &identity {
            ssh::Identity::Unencrypted(_) => Box::new(identity),
            ssh::Identity::Encrypted(_) => {
                let passphrase = passphrase().ok_or(EnvelopeError::NeedsPassphrase)?;
                Box::new(identity.with_callbacks(Answers(Some(passphrase.expose().to_owned().into()))))
            }
            ssh::Identity::Unsupported(_) => return Err(EnvelopeError::UnsupportedSshKey),
        };
        Ok(Self { inner: vec![inner], plugin: None, recipients })
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

    /// Decrypts an age file of any size as it is read. A read error of kind [`io::ErrorKind::InvalidData`] or
    /// [`io::ErrorKind::UnexpectedEof`] means that the file is damaged.
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

/// Encrypts to recipients.
pub fn encrypt(recipients: &[&Recipient], plaintext: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
    let mut file = Vec::new();
    encrypt_into(recipients, plaintext, &mut file)?;
    Ok(file)
}

/// Encrypts to recipients, in ASCII armour.
pub fn encrypt_armored(recipients: &[&Recipient], plaintext: &[u8]) -> Result<String, EnvelopeError> {
    let mut writer =
        ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor).map_err(|_| EnvelopeError::Encrypt)?;
    encrypt_into(recipients, plaintext, &mut writer)?;
    let armored = writer.finish().map_err(|_| EnvelopeError::Encrypt)?;
    String::from_utf8(armored).map_err(|_| EnvelopeError::Encrypt)
}

/// Encrypts a stream to recipients, in constant memory. Any error is a read or write error.
pub fn encrypt_stream(
    recipients: &[&Recipient],
    plaintext: &mut dyn Read,
    output: &mut dyn Write,
) -> io::Result<()> {
    let encryptor = encryptor(recipients).map_err(io::Error::other)?;
    let mut writer = encryptor.wrap_output(output)?;
    io::copy(plaintext, &mut writer)?;
    writer.finish()?;
    Ok(())
}

/// Whether these are the first bytes of an age file, armoured or not.
pub fn is_age_file(start: &[u8]) -> bool {
    start.starts_with(AGE_HEADER) || start.starts_with(ARMOR_HEADER)
}

fn encrypt_into(
    recipients: &[&Recipient],
    plaintext: &[u8],
    output: &mut dyn Write,
) -> Result<(), EnvelopeError> {
    let encryptor = encryptor(recipients)?;
    write_age(encryptor, plaintext, output)
}

/// Wraps the key of a file for the recipients, which is what starts plugins.
fn encryptor(recipients: &[&Recipient]) -> Result<Encryptor, EnvelopeError> {
    let plugin = recipients.iter().find_map(|recipient| recipient.plugin.as_deref());
    let inner = recipients.iter().map(|recipient| &*recipient.inner);
    Encryptor::with_recipients(inner).map_err(|error| match (plugin, EnvelopeError::from(error)) {
        // It ended, or said what age does not understand.
        (Some(name), EnvelopeError::Encrypt) => EnvelopeError::plugin_failed(name),
        (_, other) => other,
    })
}

fn write_age(encryptor: Encryptor, plaintext: &[u8], output: &mut dyn Write) -> Result<(), EnvelopeError> {
    let mut writer = encryptor.wrap_output(output).map_err(|_| EnvelopeError::Encrypt)?;
    writer.write_all(plaintext).map_err(|_| EnvelopeError::Encrypt)?;
    writer.finish().map_err(|_| EnvelopeError::Encrypt)?;
    Ok(())
}

/// Encrypts to a passphrase with the fixed work factor.
pub fn encrypt_with_passphrase(passphrase: &Passphrase, plaintext: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase.expose().to_owned()));
    recipient.set_work_factor(WORK_FACTOR);
    let encryptor = Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        .map_err(|_| EnvelopeError::Encrypt)?;
    let mut file = Vec::new();
    write_age(encryptor, plaintext, &mut file)?;
    Ok(file)
}

/// Decrypts an age file that is encrypted to a passphrase. Higher work factors than we would spend are rejected before
/// memory is.
pub fn decrypt_with_passphrase(
    file: &[u8],
    passphrase: &Passphrase,
) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    decrypt_within(MAX_WORK_FACTOR, file, passphrase)
}

/// Decrypts the identity file of a passphrase slot.
pub fn decrypt_slot(file: &[u8], passphrase: &Passphrase) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    decrypt_within(WORK_FACTOR, file, passphrase)
}

fn decrypt_within(
    most: u8,
    file: &[u8],
    passphrase: &Passphrase,
) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    let mut identity = scrypt::Identity::new(SecretString::from(passphrase.expose().to_owned()));
    identity.set_max_work_factor(most);
    // No plugin can have failed.
    decrypt(file, std::iter::once(&identity as &dyn age::Identity)).map_err(|error| match error {
        EnvelopeError::Failed => EnvelopeError::Damaged,
        other => other,
    })
}

fn open<'a, 'r>(
    file: impl Read + 'r,
    identities: impl Iterator<Item = &'a dyn age::Identity>,
) -> Result<impl Read + 'r, EnvelopeError> {
    let reader = age::armor::ArmoredReader::new(file);
    let decryptor = Decryptor::new_buffered(reader).map_err(|_| EnvelopeError::Damaged)?;
    Ok(decryptor.decrypt(identities)?)
}

fn decrypt<'a>(
    file: &[u8],
    identities: impl Iterator<Item = &'a dyn age::Identity>,
) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    let mut stream = open(file, identities)?;
    // Reserved at once, so that growing does not leave copies of the plaintext behind.
    let mut plaintext = Zeroizing::new(Vec::with_capacity(file.len()));
    stream.read_to_end(&mut plaintext).map_err(|_| EnvelopeError::Damaged)?;
    Ok(plaintext)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nobody() -> Option<Passphrase> {
        None
    }

    #[test]
    fn a_generated_identity_reads_back_and_opens() {
        let (identity, file) = Identity::generate("2026-01-01T00:00:00Z").unwrap();
        let read = Identity::parse(file.as_bytes(), &nobody).unwrap();
        assert_eq!(read.recipients[0].text, identity.recipients[0].text);
        let sealed = encrypt(&[&identity.recipients[0]], b"data").unwrap();
        assert_eq!(read.decrypt(&sealed).unwrap().as_slice(), b"data");
        let (other, _) = Identity::generate("").unwrap();
        assert_eq!(other.decrypt(&sealed).unwrap_err(), EnvelopeError::NoMatch);
        assert_eq!(other.decrypt(&sealed[..40]).unwrap_err(), EnvelopeError::Damaged);
    }

    #[test]
    fn armor_round_trips() {
        let (identity, _) = Identity::generate("").unwrap();
        let armored = encrypt_armored(&[&identity.recipients[0]], b"data").unwrap();
        assert!(armored.starts_with("-----BEGIN AGE ENCRYPTED FILE-----\n"));
        assert_eq!(identity.decrypt(armored.as_bytes()).unwrap().as_slice(), b"data");
    }

    #[test]
    fn bad_recipients_and_identities_are_named() {
        assert_eq!("nope".parse::<Recipient>().unwrap_err(), EnvelopeError::BadRecipient("nope".into()));
        for bad in [&b""[..], b"nope", b"-----BEGIN OPENSSH PRIVATE KEY-----\n", b"# only a comment\n"] {
            assert_eq!(Identity::parse(bad, &nobody).err(), Some(EnvelopeError::BadIdentity));
        }
    }
}
