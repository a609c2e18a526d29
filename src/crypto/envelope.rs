//! age: wrapping the data key for a slot, identities that unwrap it, and encryption of secrets to recipients.
//! The only module that uses the age library. Its error messages are not passed on unchanged: they contain
//! invisible characters.

mod callbacks;
mod error;
mod identity;
mod recipient;
mod ssh_key;

use std::io::{self, Read, Write};

use age::armor::{ArmoredWriter, Format};
use age::secrecy::SecretString;
use age::{Decryptor, Encryptor, scrypt};
use zeroize::Zeroizing;

pub use self::error::{EnvelopeError, SshProblem};
pub use self::identity::Identity;
pub use self::recipient::Recipient;
use crate::secret::Passphrase;

/// The scrypt work factor of a passphrase slot, as log2(N): about a second and 256 MiB. A slot is read from the vault
/// before anything in it is authentic, and one with a higher factor is not ours.
const WORK_FACTOR: u8 = 18;
/// The highest work factor of an identity file, which its owner has chosen (C2SP age: implementations should bound it).
const MAX_WORK_FACTOR: u8 = 22;
/// The first line of every age file.
const AGE_HEADER: &[u8] = b"age-encryption.org/v1";
const ARMOR_HEADER: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";

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

    #[test]
    fn a_generated_identity_reads_back_and_opens() {
        let (identity, file) = Identity::generate("2026-01-01T00:00:00Z").unwrap();
        let read = Identity::parse(file.as_bytes(), None).unwrap();
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
        assert_eq!(Identity::parse(b"", None).err(), Some(EnvelopeError::Empty));
        for bad in [&b"nope"[..], b"-----BEGIN OPENSSH PRIVATE KEY-----\n", b"# only a comment\n"] {
            assert_eq!(Identity::parse(bad, None).err(), Some(EnvelopeError::BadIdentity));
        }
    }
}
