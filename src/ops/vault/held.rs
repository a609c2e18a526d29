//! Data keys that `unlock` holds in the keyring of the session, so that later commands need no identity.
//!
//! What is found there is not believed: whatever runs in the session may have put it there. It opens a vault only if it
//! authenticates its manifest, and the vault must then pass all that it must pass otherwise.

use std::io;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::unlock::Sources;
use crate::domain::name::PlainName;
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Result};
use crate::ports::{Entropy, Keyring, Session};
use crate::secret::DataKey;
use crate::store::{Locked, Unlocked, Vault, VaultId};

/// How long a data key is held at most.
pub const MAX_SPAN: Span = Span::days(1);

/// What is held: its version, when it ends, the slot that opened the vault, and the data key.
const VERSION: u8 = 1;
const SIZE: usize = 1 + 8 + 8 + 32;

/// A data key that was held.
struct Held {
    until: Timestamp,
    slot: i64,
    data_key: DataKey,
}

impl Held {
    /// `None`: it was made by something else, or its time is over.
    fn parse(bytes: &[u8], now: Timestamp) -> Option<Self> {
        let (version, rest) = bytes.split_first()?;
        let (until, rest) = rest.split_first_chunk()?;
        let (slot, key) = rest.split_first_chunk()?;
        let key: &[u8; 32] = key.try_into().ok()?;
        let until = Timestamp::from_unix(i64::from_be_bytes(*until));
        let is_now = now < until && until <= now.plus(MAX_SPAN);
        (*version == VERSION && is_now).then(|| Self {
            until,
            slot: i64::from_be_bytes(*slot),
            data_key: DataKey::new(Zeroizing::new(*key)),
        })
    }

    fn to_bytes(&self) -> Zeroizing<[u8; SIZE]> {
        let mut bytes = Zeroizing::new([0; SIZE]);
        bytes[0] = VERSION;
        bytes[1..9].copy_from_slice(&self.until.unix().to_be_bytes());
        bytes[9..17].copy_from_slice(&self.slot.to_be_bytes());
        bytes[17..].copy_from_slice(self.data_key.expose());
        bytes
    }

    /// What is held for the vault. Anything else under its name is dropped.
    fn find(keyring: &dyn Keyring, vault: VaultId, now: Timestamp) -> Option<Self> {
        let name = vault.to_string();
        let held = Self::parse(&keyring.find(&name)?, now);
        if held.is_none() {
            keyring.forget(&name);
        }
        held
    }
}

/// A vault that is held open.
#[derive(Debug)]
pub struct Outcome {
    /// Its id.
    pub id: VaultId,
    /// Until when.
    pub until: Timestamp,
    /// The slot that opened it, whose role commands have meanwhile.
    pub slot: PlainName,
    /// Whose keyring it is.
    pub session: Session,
}

/// An error if nothing can be held here, before anybody is asked for a passphrase.
pub fn check(keyring: &dyn Keyring) -> Result<()> {
    keyring.check().map_err(|error| cannot_hold(&error))
}

/// Holds the data key of a vault that was opened by it. `slot`: what opened it.
///
/// # Errors
/// The vault is not consistent, or nothing can be held here.
pub fn hold(
    vault: &Vault<Unlocked>,
    (data_key, slot): (DataKey, i64),
    keyring: &dyn Keyring,
    span: Span,
    now: Timestamp,
) -> Result<Outcome> {
    let name = vault.read(now, |transaction| Ok(transaction.slot().name.clone()))?;
    let until = now.plus(span);
    let held = Held { until, slot, data_key };
    let session = keyring
        .hold(&vault.id().to_string(), held.to_bytes().as_slice(), span)
        .map_err(|error| cannot_hold(&error))?;
    Ok(Outcome { id: vault.id(), until, slot: name, session })
}

fn cannot_hold(error: &io::Error) -> Error {
    Error::conflict(format!("the data key cannot be held: {error}"))
        .hint("unlock each command by --identity FILE or --passphrase-file FILE instead")
}

/// Opens the vault by its held data key, if there is one; else it stays locked. One that does not open it, because the
/// vault was re-keyed or the slot removed since, is dropped.
///
/// # Errors
/// The vault cannot be read.
pub fn open(
    vault: Vault<Locked>,
    keyring: &dyn Keyring,
    now: Timestamp,
    entropy: Arc<dyn Entropy>,
) -> Result<Result<Vault<Unlocked>, Vault<Locked>>> {
    let Some(held) = Held::find(keyring, vault.id(), now) else { return Ok(Err(vault)) };
    if vault.is_opened_by(&held.data_key, held.slot)? {
        Ok(Ok(vault.unlock(&held.data_key, held.slot, entropy)?))
    } else {
        forget(keyring, vault.id());
        Ok(Err(vault))
    }
}

/// Whether a held data key is tried with these sources: not where something else is named to unlock by.
pub fn is_tried(sources: &Sources) -> bool {
    !sources.is_explicit() && !sources.has_credentials()
}

/// Whether a data key is held for a vault; it need not be the right one.
pub fn is_held(keyring: &dyn Keyring, vault: VaultId, now: Timestamp) -> bool {
    Held::find(keyring, vault, now).is_some()
}

/// Whether a data key is held for any vault.
pub fn is_anything(keyring: &dyn Keyring) -> bool {
    !keyring.names().is_empty()
}

/// Until when the vault is held open; `None`: it is not.
pub fn until(keyring: &dyn Keyring, vault: &Vault<Unlocked>, now: Timestamp) -> Option<Timestamp> {
    let held = Held::find(keyring, vault.id(), now)?;
    vault.has_data_key(&held.data_key).then_some(held.until)
}

/// Drops what is held for a vault. Returns whether anything was.
pub fn forget(keyring: &dyn Keyring, vault: VaultId) -> bool {
    keyring.forget(&vault.to_string())
}

/// Drops what is held for any vault. Returns for how many.
pub fn forget_all(keyring: &dyn Keyring) -> usize {
    keyring.names().iter().filter(|name| keyring.forget(name)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_its_form_and_its_time_is_taken() {
        let now = Timestamp::from_unix(1_767_225_600);
        let bytes = |until| {
            let data_key = DataKey::new(Zeroizing::new([7; 32]));
            Held { until, slot: 3, data_key }.to_bytes().to_vec()
        };
        let whole = bytes(now.plus(MAX_SPAN));
        let held = Held::parse(&whole, now).unwrap();
        assert_eq!((held.until, held.slot, held.data_key.expose()), (now.plus(MAX_SPAN), 3, &[7; 32]));
        for length in 0..SIZE {
            assert!(Held::parse(&whole[..length], now).is_none(), "{length}");
        }
        assert!(Held::parse(&[&whole[..], b"x"].concat(), now).is_none(), "one more byte");
        assert!(Held::parse(&[&[2], &whole[1..]].concat(), now).is_none(), "another version");
        for until in [now, now.minus(Span::seconds(1)), now.plus(MAX_SPAN).plus(Span::seconds(1))] {
            assert!(Held::parse(&bytes(until), now).is_none(), "{until}");
        }
    }
}
