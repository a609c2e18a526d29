//! The vault file: the only SQL, and the only place that knows how records are sealed.
//!
//! `docs/format/vault.md` describes the file. A [`Vault`] is opened locked; unlocked, it gives
//! read and write transactions, and nothing reaches a caller that has not been verified
//! against the manifest.

mod audit;
mod blocks;
mod content;
mod error;
mod file;
mod foreign;
mod guard;
mod id;
mod index;
mod integrity;
mod load;
mod manifest;
mod mark;
mod new;
mod rebuild;
mod record;
mod rekey;
mod repair_base;
mod replacement;
mod row;
mod salvage;
mod scan;
mod schema;
mod slots;
mod sum;
#[cfg(test)]
mod tests;
mod tx;
mod vault;

pub use audit::AuditReader;
pub(crate) use blocks::block_of;
pub use error::StoreError;
pub use file::CopyTransform;
pub use id::VaultId;
pub use integrity::Integrity;
pub use mark::MarkFolder;
pub use new::{NewVault, create};
pub use record::{
    CredentialRecord, Hex32, NeedsReview, Record, RotationRecord, SealedSecret, Series, Settings, SigningSeed,
};
pub use rekey::{Authorize, Rekey, Rewrap, Rewrapped};
pub use replacement::{Present, PresentVault, Replacement};
pub use salvage::{Damage, Repaired};
pub use schema::{FORMAT_VERSION, Table};
pub use slots::{SlotRow, WrappedSlot};
pub use tx::{CLOCK_TOLERANCE, Flow, Stored, Transaction};
pub use vault::{Locked, Options, Unlocked, Vault};
