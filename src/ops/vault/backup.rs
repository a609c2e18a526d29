//! Copying the vault while others write, as it is or once more encrypted.

use std::path::{Path, PathBuf};

use crate::crypto::envelope::{Recipient, encrypt_stream};
use crate::domain::time::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::store::{Locked, StoreError, Vault};

/// Copies the vault; no unlocking is needed. With recipients the copy is an age file for them. Returns
/// where it is.
pub fn backup(vault: &Vault<Locked>, to: &Path, recipients: &[Recipient], now: Timestamp) -> Result<PathBuf> {
    let recipients: Vec<&Recipient> = recipients.iter().collect();
    let encrypt =
        |from: &mut dyn std::io::Read, to: &mut dyn std::io::Write| encrypt_stream(&recipients, from, to);
    let wrapping = (!recipients.is_empty()).then_some(&encrypt as &crate::store::Wrapping<'_>);
    vault.backup(to, wrapping, now).map_err(|error| match error {
        // It is the copy's folder that is missing, not a vault.
        StoreError::Missing(place) => Error::new(Kind::Io, format!("{place}: its folder does not exist"))
            .hint("make the folder, or name another place"),
        other => other.into(),
    })
}
