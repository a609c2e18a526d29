//! Operations, in a folder for each noun. Each takes a request, makes one transaction, returns an outcome and
//! prints nothing.

pub mod audit;
pub mod credential;
pub mod hook;
pub mod key;
pub mod names;
pub mod output_file;
pub mod profile;
pub mod publish;
pub mod report;
pub mod rotation;
pub mod scan;
pub mod slot;
pub mod target;
pub mod usage;
pub mod vault;
pub mod verification_file;

mod authorization;
mod denial;

// Re-exports for commands, so that they need not import from below this layer.
pub use crate::crypto::envelope::Recipient;
pub use crate::crypto::signing::PublicKey;
pub use crate::store::{Damage, Integrity, Locked, Options, StateFolder, Unlocked, Vault, VaultId};
