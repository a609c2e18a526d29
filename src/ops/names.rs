//! Names of what is in the vault, for completions in a shell.

use crate::domain::credential::Credential;
use crate::domain::key::Key;
use crate::domain::profile::Profile;
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{CredentialRecord, Index, Record, Transaction, Unlocked, Vault};

/// How many records are looked at: a person wants a list that fits a screen, at once.
const MOST: usize = 500;

/// What has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// A key: its name, or its id or start where that has begun.
    Key,
    /// A profile.
    Profile,
    /// A target.
    Target,
    /// A slot.
    Slot,
    /// A stored credential.
    Credential,
}

/// The names that begin so, in their order, each once. The vault is not compared with the mark, nor the mark with it:
/// this leaves nothing behind.
pub fn names(
    vault: &mut Vault<Unlocked>,
    noun: Noun,
    beginning: &str,
    now: Timestamp,
) -> Result<Vec<String>> {
    vault.unwatch();
    let mut names = vault.read(now, |transaction| match noun {
        Noun::Key if beginning.starts_with("key_") => {
            found(transaction, Index::KeyId, beginning, |key: Key| key.id.to_string())
        }
        Noun::Key => {
            let names = found(transaction, Index::KeyName, beginning, |key: Key| key.name.to_string())?;
            if !names.is_empty() || beginning.is_empty() {
                return Ok(names);
            }
            found(transaction, Index::KeyStart, beginning, |key: Key| key.start.unwrap_or_default())
        }
        Noun::Profile => {
            found(transaction, Index::ProfileName, beginning, |profile: Profile| profile.name.to_string())
        }
        Noun::Target => {
            found(transaction, Index::TargetName, beginning, |target: Target| target.name.to_string())
        }
        Noun::Credential => {
            found(transaction, Index::CredentialName, beginning, |found: CredentialRecord| {
                let Credential { name, .. } = found.credential;
                name.to_string()
            })
        }
        Noun::Slot => {
            let names = transaction.slots()?.into_iter().map(|slot| slot.record.name.to_string());
            Ok(names.filter(|name| name.starts_with(beginning)).collect())
        }
    })?;
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

fn found<R: Record>(
    transaction: &Transaction<'_>,
    index: Index,
    beginning: &str,
    name: fn(R) -> String,
) -> Result<Vec<String>> {
    let records = transaction.last_beginning(index, beginning).take(MOST);
    records.map(|stored| stored.map(|stored| name(stored.record)).map_err(Error::from)).collect()
}
