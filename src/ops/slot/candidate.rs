//! A slot to be added: its recipient, and the proof that it unlocks.

use std::path::Path;
use std::rc::Rc;

use zeroize::Zeroizing;

use crate::crypto::envelope::{EnvelopeError, Identity, Recipient, encrypt, encrypt_with_passphrase};
use crate::domain::slot::SlotKind;
use crate::error::{Error, Kind, Result};
use crate::ops::vault::keychain::read_identity;
use crate::ops::vault::unlock::{WrappedKey, unwrap};
use crate::ports::{Entropy, Prompter};
use crate::secret::{DataKey, Passphrase};
use crate::store::{Hex32, VaultId, WrappedSlot};

pub(in crate::ops) struct Candidate {
    pub(in crate::ops) recipient: Recipient,
    pub(in crate::ops) kind: SlotKind,
    pub(in crate::ops) label: &'static str,
    pub(in crate::ops) identity_file: Option<Vec<u8>>,
    pub(in crate::ops) proof: Option<Rc<Identity>>,
}

impl Candidate {
    /// For the only recipient of this identity.
    pub(in crate::ops) fn of(identity: &Rc<Identity>, label: &'static str) -> Result<Self> {
        let [recipient] = &*identity.recipients else {
            return Err(Error::internal("an identity without its recipient"));
        };
        Self::to(&recipient.text, Rc::clone(identity), label)
    }

    fn to(recipient: &str, identity: Rc<Identity>, label: &'static str) -> Result<Self> {
        let recipient: Recipient = recipient.parse().map_err(envelope("its recipient"))?;
        let kind = recipient.kind;
        Ok(Self { recipient, kind, label, identity_file: None, proof: Some(identity) })
    }
}

/// An error about the value of this option.
pub(in crate::ops) fn envelope(what: &str) -> impl Fn(EnvelopeError) -> Error {
    let what = what.to_owned();
    move |error| {
        let kind = if error.is_of_program() { Kind::Io } else { Kind::Usage };
        let failed = Error::new(kind, format!("{what}: {error}"));
        match error.hint(None) {
            Some(hint) => failed.hint(hint),
            None => failed,
        }
    }
}

/// The slots for an identity file: one for each identity in it.
pub(in crate::ops) fn from_identity_file(path: &Path, prompter: &dyn Prompter) -> Result<Vec<Candidate>> {
    from_identity(path, &Rc::new(read_identity(path, || Ok(None), prompter)?))
}

/// The same for one that was read.
pub(in crate::ops) fn from_identity(path: &Path, identity: &Rc<Identity>) -> Result<Vec<Candidate>> {
    if identity.recipients.is_empty() {
        let what = format!("identity {}: its recipient cannot be derived", path.display());
        return Err(Error::locked(what).hint(
            "add a comment with the plugin's recipient to the file, as the plugin's own key generator does",
        ));
    }
    let of = |recipient: &Recipient| {
        let label = if recipient.kind == SlotKind::Ssh { "ssh" } else { "identity" };
        Candidate::to(&recipient.text, Rc::clone(identity), label)
    };
    identity.recipients.iter().map(of).collect()
}

pub(in crate::ops) fn from_passphrase(passphrase: &Passphrase) -> Result<Candidate> {
    let (identity, file) = Identity::generate("for a passphrase slot").map_err(envelope("passphrase"))?;
    let protected = encrypt_with_passphrase(passphrase, file.as_bytes()).map_err(envelope("passphrase"))?;
    let candidate = Candidate::of(&Rc::new(identity), "passphrase")?;
    Ok(Candidate { kind: SlotKind::Passphrase, identity_file: Some(protected), ..candidate })
}

/// A slot for another holder's public key; it stays unproven.
pub(in crate::ops) fn from_recipient(recipient: &Recipient) -> Result<Candidate> {
    let recipient: Recipient = recipient.text.parse().map_err(envelope("--recipient"))?;
    let kind = recipient.kind;
    Ok(Candidate { recipient, kind, label: "recipient", identity_file: None, proof: None })
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
