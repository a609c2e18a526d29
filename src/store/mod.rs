//! The vault file: the only SQL, and the only place that knows how records are sealed.
//!
//! `docs/format/vault.md` describes the file. A [`Vault`] is opened locked; unlocked, it gives
//! read and write transactions, and nothing reaches a caller that has not been verified
//! against the manifest.

mod audit;
mod beside;
mod content;
mod due;
mod error;
mod file;
mod foreign;
mod guard;
mod id;
mod index;
mod integrity;
mod journal;
mod keys;
mod load;
mod manifest;
mod map;
mod mark;
mod new;
mod pieces;
mod pin;
mod read;
mod rebuild;
mod record;
mod rekey;
mod remains;
mod remembered;
mod repair_base;
mod replacement;
mod salvage;
mod schema;
mod slots;
mod state_folder;
#[cfg(test)]
mod tests;
pub(crate) mod tree;
mod tuple;
mod tx;
mod vault;

pub use audit::AuditReader;
pub use beside::{refuse_strangers, whose_part};
pub use error::StoreError;
pub use file::CopyTransform;
pub use id::VaultId;
pub use index::Index;
pub use integrity::Integrity;
pub use new::{Created, NewVault, create};
pub use pin::{Known, Pin};
pub use record::{
    CredentialRecord, Entries, Hex32, NeedsReview, Record, RotationRecord, SealedSecret, Series, Settings,
    SigningSeed,
};
pub use rekey::{Authorize, Rekey, Rewrap, Rewrapped};
pub use replacement::{Installed, Present, PresentVault, Replacement};
pub use salvage::{Damage, Repaired, Salvaged};
pub use schema::{FORMAT_VERSION, Table};
pub use slots::{MAX_PASSPHRASE_SLOTS, MAX_SLOTS, SlotRow, WrappedSlot};
pub use state_folder::StateFolder;
pub use tree::node::round_trip;
pub use tx::{CLOCK_TOLERANCE, Flow, Stored, Transaction};
pub use vault::{Locked, Options, Unlocked, Vault};
