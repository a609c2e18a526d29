//! Slots: the ways to unlock the vault.
//!
//! | file | use case |
//! |---|---|
//! | `add` | add a slot, change a passphrase |
//! | `edit` | change a role |
//! | `candidate` | what `slot add` and `init` share: a slot to be, and the proof that it unlocks |

pub mod add;
pub mod edit;

pub(super) mod candidate;
