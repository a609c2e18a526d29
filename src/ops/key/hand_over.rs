//! Handing a secret over to somebody else's age or SSH key.

use crate::crypto::envelope::encrypt_armored;
use crate::error::{Error, Result};
use crate::ops::Recipient;
use crate::secret::Secret;

/// Reads a recipient: an age recipient, an SSH public key or a plugin's recipient.
pub fn recipient(option: &str, text: &str) -> Result<Recipient> {
    text.parse().map_err(|error| Error::usage(format!("{option}: {error}")))
}

/// The secret as an armoured age file that only the recipient opens.
pub fn armored(secret: &Secret, recipient: &Recipient) -> Result<String> {
    encrypt_armored(&[recipient], secret.expose().as_bytes())
        .map_err(|error| Error::internal(format!("encrypting the secret: {error}")))
}
