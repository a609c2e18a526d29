//! Copying the vault while others write, as it is or encrypted once more.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::trust::recognise_place;
use crate::crypto::envelope::{Recipient, encrypt_stream};
use crate::domain::id::Fingerprint;
use crate::domain::time::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::ops::key::sink::recipient;
use crate::store::{CopyTransform, Locked, StoreError, Vault, VaultId};

/// Where the copy goes, and who may read it.
#[derive(Debug, Clone, Args)]
pub struct Request {
    /// The new file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Encrypt it to this age or SSH public key; repeatable
    // With hyphens: clap would print a private key that is given by mistake.
    #[arg(long, value_name = "RECIPIENT", value_parser = NonEmptyStringValueParser::new(), allow_hyphen_values = true)]
    pub recipient: Vec<String>,
}

/// The created backup.
#[derive(Debug)]
pub struct Outcome {
    /// Its path.
    pub path: PathBuf,
    /// The vault's id, as it says itself.
    pub id: VaultId,
    /// What this machine knows the vault by; a copy is not unlocked.
    pub fingerprint: Option<Fingerprint>,
    /// When it was created.
    pub at: Timestamp,
}

/// Copies the vault; no unlocking is needed. With recipients the copy is an age file for them. `progress` is called
/// with numbers of pages.
///
/// # Errors
/// A recipient is invalid, the destination exists, the copy cannot be written, or the vault says itself that it is another
/// than this machine knows there, or older.
pub fn backup(
    vault: &Vault<Locked>,
    request: &Request,
    now: Timestamp,
    progress: &mut dyn FnMut(u64),
) -> Result<Outcome> {
    let recipients: Vec<Recipient> =
        request.recipient.iter().map(|text| recipient("--recipient", text)).collect::<Result<_>>()?;
    let recipients: Vec<&Recipient> = recipients.iter().collect();
    let encrypt =
        |from: &mut dyn std::io::Read, to: &mut dyn std::io::Write| encrypt_stream(&recipients, from, to);
    let wrapping = (!recipients.is_empty()).then_some(&encrypt as &CopyTransform<'_>);
    let known = vault.known()?;
    recognise_place(vault.id(), vault.path(), &known)?;
    vault.refuse_older()?;
    let path = vault.backup(&request.file, wrapping, now, progress).map_err(|error| match error {
        // The destination's folder is missing, not a vault.
        StoreError::Missing(place) => Error::new(Kind::Io, format!("{place}: its folder does not exist"))
            .hint("make the folder, or name another place"),
        other => other.into(),
    })?;
    Ok(Outcome { path, id: vault.id(), fingerprint: known.pin.map(|pin| pin.fingerprint), at: now })
}
