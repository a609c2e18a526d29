//! The events of the audit log.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Invalid;
use super::actor::Actor;
use super::id::KeyId;
use super::time::Timestamp;

/// The enum, its texts and the list of all of them, from one table.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What was done. The text is what the log holds and what `--output json` shows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Action {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl Action {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The text in the log.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

actions! {
    /// The vault was made.
    VaultInit = "vault.init",
    /// The newest time was set back to the clock's on the owner's word.
    ClockAccept = "clock.accept",
    /// A key was minted.
    KeyCreate = "key.create",
    /// A key minted elsewhere was taken in.
    KeyImport = "key.import",
    /// A key's description or rights were changed.
    KeyEdit = "key.edit",
    /// A key was switched off.
    KeyDisable = "key.disable",
    /// A key was switched on again.
    KeyEnable = "key.enable",
    /// A key was ended for good.
    KeyRevoke = "key.revoke",
    /// A key's record was removed.
    KeyDelete = "key.delete",
    /// A verification file was written.
    Export = "export",
    /// A way to unlock the vault was added.
    SlotAdd = "slot.add",
    /// What the holder of a slot may do was changed.
    SlotEdit = "slot.edit",
    /// A slot was given another passphrase, and the vault another data key.
    SlotPassphrase = "slot.passphrase",
    /// A way to unlock the vault was taken away, and the vault given another data key.
    SlotRemove = "slot.remove",
    /// The vault was given another data key.
    VaultRekey = "vault.rekey",
    /// The next signing key was made.
    SigningPrepare = "signing.prepare",
    /// The prepared signing key took over.
    SigningActivate = "signing.activate",
    /// An older vault was put in the place of this one, or where it had been.
    VaultRestore = "vault.restore",
    /// Damaged rows were dropped.
    VaultRepair = "vault.repair",
    /// The vault was made of what was recovered.
    VaultRecover = "vault.recover",
    /// An event that was damaged and dropped stood here.
    Lost = "lost",
    /// A target's first file after a restore was let through on the owner's word.
    PublishAccept = "publish.accept",
    /// A profile was added.
    ProfileAdd = "profile.add",
    /// A profile was replaced.
    ProfileEdit = "profile.edit",
    /// A profile was removed.
    ProfileRemove = "profile.remove",
    /// A target was added.
    TargetAdd = "target.add",
    /// A target was changed.
    TargetEdit = "target.edit",
    /// A target was removed.
    TargetRemove = "target.remove",
    /// A generation of a target's file was reserved.
    PublishReserve = "publish.reserve",
    /// A target's file was put in its place.
    PublishPlace = "publish.place",
    /// The servers of a target were told of its file, or could not be.
    PublishReload = "publish.reload",
    /// A server's receipt was taken in.
    ReceiptImport = "receipt.import",
    /// What servers' logs say of the last use of keys was taken in.
    UsageImport = "usage.import",
    /// A rotation was begun.
    RotationStart = "rotation.start",
    /// The secret in escrow was shown.
    RotationSecret = "rotation.secret",
    /// The deliver hook was run.
    RotationDeliver = "rotation.deliver",
    /// The verify hook was run.
    RotationVerify = "rotation.verify",
    /// A successor took over.
    RotationConfirm = "rotation.confirm",
    /// A rotation ended with the predecessor revoked.
    RotationFinish = "rotation.finish",
    /// A rotation ended with the successor revoked.
    RotationAbort = "rotation.abort",
    /// The revoked hook was run.
    RotationAnnounce = "rotation.announce",
    /// A secret was stored, or what is known of it changed.
    CredentialSet = "credential.set",
    /// A stored secret was shown.
    CredentialGet = "credential.get",
    /// A stored secret was handed to its check command.
    CredentialCheck = "credential.check",
    /// A stored secret was handed to a program.
    CredentialRun = "credential.run",
    /// A stored secret was removed.
    CredentialRemove = "credential.remove",
    /// Something was refused by policy.
    Denied = "refused",
}

/// Actions of one kind, such as `rotation`, or a single one, such as `rotation.start`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionFilter(String);

impl ActionFilter {
    /// Whether an action is meant.
    pub fn matches(&self, action: Action) -> bool {
        let rest = action.as_str().strip_prefix(&self.0);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

impl FromStr for ActionFilter {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let filter = Self(text.to_owned());
        let is_known = Action::ALL.iter().any(|action| filter.matches(*action));
        is_known.then_some(filter).ok_or(Invalid {
            what: "an action",
            expected: "one that the log records, such as key.revoke, or the part before its dot, such as rotation",
        })
    }
}

/// What happened, to what: the part of an event that an operation supplies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// What was done.
    pub action: Action,
    /// The key it was done to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<KeyId>,
    /// The name of the thing it was done to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// More about it; never a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl AuditEntry {
    /// A deed that concerns the vault as a whole.
    pub fn new(action: Action) -> Self {
        Self { action, key: None, subject: None, detail: None }
    }

    /// A deed done to a key.
    pub fn to_key(action: Action, key: &super::key::Key) -> Self {
        Self { action, key: Some(key.id.clone()), subject: Some(key.name.to_string()), detail: None }
    }

    /// Names the thing it was done to.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Says more about it; never a secret.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its place: 1, 2, 3…
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    #[serde(flatten)]
    pub audit_entry: AuditEntry,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_means_one_action_or_a_kind() {
        let meant = |text: &str| {
            let filter: ActionFilter = text.parse().unwrap();
            Action::ALL.iter().filter(|action| filter.matches(**action)).count()
        };
        assert_eq!((meant("key.revoke"), meant("export")), (1, 1));
        assert!(meant("rotation") > 5 && meant("key") > 5);
        for strange in ["", "rot", "key.", "revoke", "rotation.", "Key"] {
            assert!(strange.parse::<ActionFilter>().is_err(), "{strange:?}");
        }
    }

    #[test]
    fn the_log_has_each_text_once_and_reads_it_back() {
        for (place, action) in Action::ALL.iter().enumerate() {
            let written = serde_json::to_string(action).unwrap();
            assert_eq!(written, format!("\"{}\"", action.as_str()));
            assert_eq!(serde_json::from_str::<Action>(&written).unwrap(), *action);
            assert!(!Action::ALL[..place].iter().any(|other| other.as_str() == action.as_str()));
        }
    }
}
