//! One use case per file: a request in, an outcome out, one transaction, nothing printed.

pub mod audit;
pub mod check;
pub mod credential;
pub mod diff;
pub mod export;
pub mod hand_over;
pub mod hook;
pub mod horizon;
pub mod init;
pub mod inspect;
pub mod key_choices;
pub mod key_create;
pub mod key_delete;
pub mod key_edit;
pub mod key_import;
pub mod key_life;
pub mod key_list;
pub mod key_verify;
pub mod profile_add;
pub mod profile_edit;
pub mod profile_list;
pub mod profile_remove;
pub mod profile_show;
pub mod public_key;
pub mod publish;
pub mod receipt;
pub mod rekey;
pub mod resolve;
pub mod rotate;
pub mod scan;
pub mod signing;
pub mod slot_add;
pub mod slot_edit;
pub mod status;
pub mod target;
pub mod unlock;
pub mod usage;
pub mod vault;

mod guard;
mod place;
mod profile;
mod publish_due;
mod publish_place;
mod published;
mod read_file;
mod refusal;
mod remembered;
mod signed_file;
mod slot_candidate;
mod spool;

// What a command needs to call an operation, so that it need not reach below this layer.
pub use crate::crypto::envelope::Recipient;
pub use crate::crypto::signing::PublicKey;
pub use crate::store::{Clocking, Integrity, Locked, MarkPlace, Options, Unlocked, Vault, VaultId};
