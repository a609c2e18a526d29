//! A slot to be added: its recipient, and the proof that it unlocks.

use std::path::Path;

use zeroize::Zeroizing;

use crate::crypto::envelope::{EnvelopeError, Identity, Recipient, encrypt, encrypt_with_passphrase};
use crate::domain::slot::SlotKind;
use crate::error::{Error, Kind, Result, plain};
use crate::files::read_small;
use crate::ops::vault::unlock::{WrappedKey, unwrap};
use crate::ports::{Entropy, Prompter};
use crate::secret::{DataKey, Passphrase};
use crate::store::{Hex32, VaultId, WrappedSlot};

pub(in crate::ops) struct Candidate {
    pub(in crate::ops) recipient: Recipient,
    pub(in crate::ops) kind: SlotKind,
    pub(in crate::ops) label: &'static str,
    pub(in crate::ops) identity_file: Option<Vec<u8>>,
    pub(in crate::ops) proof: Option<Identity>,
}

/// An error about the value of this option.
pub(in crate::ops) fn envelope(what: &str) -> impl Fn(EnvelopeError) -> Error {
    let what = what.to_owned();
    move |error| {
        let kind = if error.is_of_program() { Kind::Io } else { Kind::Usage };
        Error::new(kind, format!("{what}: {error}"))
    }
}

/// The slots for an identity file: one for each identity in it.
pub(in crate::ops) fn from_identity_file(path: &Path, prompter: &dyn Prompter) -> Result<Vec<Candidate>> {
    let shown = path.display();
    let locked = |why: String| Error::locked(format!("identity {shown}: {why}"));
    let file = read_small(path).map_err(|error| locked(plain(&error)))?;
    let ask = || {
        prompter.can_ask().then(|| prompter.passphrase(&format!("Passphrase for {shown}: ")).ok()).flatten()
    };
    let mut identity = Identity::parse(&file, &ask).map_err(|error| locked(error.to_string()))?;
    let recipients = std::mem::take(&mut identity.recipients);
    if recipients.is_empty() {
        return Err(locked("its recipient cannot be derived".to_owned()).hint(
            "add a comment with the plugin's recipient to the file, as the plugin's own key generator does",
        ));
    }
    let mut candidates = Vec::new();
    for recipient in recipients {
        let kind = recipient.kind;
        let label = if kind == SlotKind::Ssh { "ssh" } else { "identity" };
        let proof = Some(Identity::parse(&file, &ask).map_err(|error| locked(error.to_string()))?);
        candidates.push(Candidate { recipient, kind, label, identity_file: None, proof });
    }
    Ok(candidates)
}

pub(in crate::ops) fn from_passphrase(passphrase: &Passphrase) -> Result<Candidate> {
    let (mut identity, file) = Identity::generate("for a passphrase slot").map_err(envelope("passphrase"))?;
    let protected = encrypt_with_passphrase(passphrase, file.as_bytes()).map_err(envelope("passphrase"))?;
    let recipient =
        identity.recipients.pop().ok_or_else(|| Error::internal("an identity has no recipient"))?;
    let kind = SlotKind::Passphrase;
    let proof = Some(identity);
    Ok(Candidate { recipient, kind, label: "passphrase", identity_file: Some(protected), proof })
}

/// A slot for another holder's public key; it stays unproven.
pub(in crate::ops) fn from_recipient(recipient: &Recipient) -> Result<Candidate> {
    let recipient: Recipient = recipient.text.parse().map_err(envelope("--recipient"))?;
    let kind = recipient.kind;
    Ok(Candidate { recipient, kind, label: "recipient", identity_file: None, proof: None })
}

/// Prompts twice for a passphrase.
pub(in crate::ops) fn ask_new_passphrase(prompter: &dyn Prompter) -> Result<Passphrase> {
    let first = prompter.passphrase("New passphrase: ")?;
    if first.expose().is_empty() {
        return Err(Error::usage("the passphrase is empty"));
    }
    let second = prompter.passphrase("Repeat: ")?;
    if first.expose() != second.expose() {
        return Err(Error::usage("the passphrases differ; nothing was created"));
    }
    Ok(first)
}

pub(in crate::ops) fn random<const N: usize>(entropy: &dyn Entropy) -> Result<Zeroizing<[u8; N]>> {
    let mut bytes = Zeroizing::new([0; N]);
    entropy.fill(bytes.as_mut_slice())?;
    Ok(bytes)
}

/// Wraps the data key for this recipient, as an age file.
pub(in crate::ops) fn wrap(recipient: &Recipient, vault: VaultId, data_key: &DataKey) -> Result<Vec<u8>> {
    let bytes = Zeroizing::new(*data_key.expose());
    let wrapped_key = WrappedKey { vault: vault.to_string(), data_key: Hex32::new(bytes) };
    let mut plaintext = Zeroizing::new(Vec::with_capacity(256));
    serde_json::to_writer(&mut *plaintext, &wrapped_key).map_err(|_| Error::internal("the data key"))?;
    encrypt(&[recipient], &plaintext).map_err(envelope(&recipient.text))
}

/// Whether this identity unwraps the data key.
pub(in crate::ops) fn opens(proof: &Identity, wrapped: &[u8], data_key: &DataKey) -> bool {
    let slot = WrappedSlot { id: 0, wrapped: wrapped.to_vec(), identity: None };
    unwrap(proof, &slot).is_ok_and(|found| found.key.expose() == data_key.expose())
}
