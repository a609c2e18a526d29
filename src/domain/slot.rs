//! The metadata of a slot.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Invalid;
use super::name::PlainName;
use super::time::Timestamp;

/// The role of a slot's holder: a guard-rail that the command line enforces, not cryptography. Whoever
/// unlocks the vault has its data key, and another program would not check roles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Everything.
    #[default]
    Owner,
    /// Create keys, and change, rotate or revoke those that they created.
    Admin,
    /// Read, verify and publish.
    Member,
}

/// An operation that needs a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Create keys.
    Mint,
    /// Change, rotate or revoke a key.
    Manage {
        /// Whether the acting slot created it.
        own: bool,
    },
    /// Manage slots.
    Govern,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Admin, Self::Member];

    /// Whether it allows the act.
    pub fn allows(self, act: Act) -> bool {
        match (self, act) {
            (Self::Owner, _) | (Self::Admin, Act::Mint | Act::Manage { own: true }) => true,
            (Self::Admin, Act::Manage { own: false } | Act::Govern) | (Self::Member, _) => false,
        }
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Member => "member",
        }
    }
}

impl FromStr for Role {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let named = Self::ALL.into_iter().find(|role| role.as_str() == text);
        named.ok_or(Invalid::new("a role", "owner, admin or member"))
    }
}

/// The kind of key that a slot unlocks with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlotKind {
    /// A native age identity (X25519).
    X25519,
    /// An SSH key.
    Ssh,
    /// An age plugin.
    Plugin,
    /// A passphrase.
    Passphrase,
}

impl SlotKind {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::X25519 => "x25519",
            Self::Ssh => "ssh",
            Self::Plugin => "plugin",
            Self::Passphrase => "passphrase",
        }
    }
}

/// The sealed part of a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Its name in listings and the audit log.
    pub name: PlainName,
    /// Its kind.
    pub kind: SlotKind,
    /// Its age recipient, to which a re-key wraps the next data key.
    pub recipient: String,
    /// Its role, a guard-rail.
    pub role: Role,
    /// Whether it is known to unlock the vault. One given only by its recipient is not.
    pub proven: bool,
    /// When it was added.
    pub created_at: Timestamp,
}

/// Why these slots would lock the owner out: at least one owner's slot must be known to unlock the vault.
pub fn lockout_reason<'a>(slots: impl Iterator<Item = &'a Slot>) -> Option<&'static str> {
    let (mut any, mut proven, mut owner) = (false, false, false);
    for slot in slots {
        any = true;
        proven |= slot.proven;
        owner |= slot.proven && slot.role == Role::Owner;
    }
    match (any, proven, owner) {
        (false, ..) => Some("it is the last one"),
        (_, false, _) => Some("none of the remaining ones is known to unlock the vault"),
        (.., false) => Some("none of the remaining ones that are known to unlock the vault is an owner"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vault_is_never_left_to_slots_that_nobody_can_use() {
        let slot = |proven, role| Slot {
            name: "one".parse().unwrap(),
            kind: SlotKind::X25519,
            recipient: String::new(),
            role,
            proven,
            created_at: Timestamp::from_unix(0),
        };
        let lacks = |slots: &[Slot]| lockout_reason(slots.iter()).is_some();
        assert!(lacks(&[]));
        assert!(lacks(&[slot(false, Role::Owner)]));
        assert!(lacks(&[slot(true, Role::Admin), slot(false, Role::Owner)]));
        assert!(!lacks(&[slot(false, Role::Owner), slot(true, Role::Owner)]));
    }

    #[test]
    fn owners_may_all_admins_their_own_members_nothing() {
        let acts = [Act::Mint, Act::Manage { own: true }, Act::Manage { own: false }, Act::Govern];
        let allowed = |role: Role| acts.map(|act| role.allows(act));
        assert_eq!(allowed(Role::Owner), [true, true, true, true]);
        assert_eq!(allowed(Role::Admin), [true, true, false, false]);
        assert_eq!(allowed(Role::Member), [false, false, false, false]);
    }
}
