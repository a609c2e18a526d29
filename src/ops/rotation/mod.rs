//! Rotating keys: the manual steps, and the run that takes them all.
//!
//! | file | use case |
//! |---|---|
//! | `start` | create the successor, and keep its secret in escrow |
//! | `secret` | reveal the secret in escrow again |
//! | `confirm` | activate the successor |
//! | `finish` | revoke the predecessor |
//! | `abort` | revoke the successor |
//! | `status` | the state of every rotation, and what it waits for |
//! | `run` | advance every rotation as far as possible, unattended |
//! | `plan` | what a run would do |
//! | `due` | which rotations and keys a run works on |
//! | `hook_steps` | the steps of a run that run hooks |
//! | `ready` | whether servers have the successor |
//! | `case` | a rotation and its keys in the vault |
//! | `lock` | one run at a time |

pub mod abort;
pub mod confirm;
pub mod due;
pub mod finish;
pub mod plan;
pub mod run;
pub mod secret;
pub mod start;
pub mod status;

mod case;
mod hook_steps;
mod lock;
mod ready;

pub(super) use case::Case;
pub use ready::Waiting;

use crate::domain::key::Key;
use crate::domain::rotation::Rotation;

/// A rotation and its keys, as an operation leaves them.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The rotation.
    pub rotation: Rotation,
    /// The old key (predecessor).
    pub predecessor: Key,
    /// The new key (successor).
    pub successor: Key,
    /// False if nothing changed.
    pub changed: bool,
}
