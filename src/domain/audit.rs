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
            /// All actions.
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
    /// The vault was created.
    VaultInit = "vault.init",
    /// The newest time was reset to the clock's at the owner's request.
    ClockAccept = "clock.accept",
    /// A key was created.
    KeyCreate = "key.create",
    /// An existing key was imported.
    KeyImport = "key.import",
    /// A key's description or rights were changed.
    KeyEdit = "key.edit",
    /// A key's lineage was renamed: from the subject to what the detail says.
    KeyRename = "key.rename",
    /// A key was disabled.
    KeyDisable = "key.disable",
    /// A key was enabled again.
    KeyEnable = "key.enable",
    /// A key was revoked.
    KeyRevoke = "key.revoke",
    /// A key's record was removed.
    KeyDelete = "key.delete",
    /// A verification file was written.
    Export = "export",
    /// A slot was added.
    SlotAdd = "slot.add",
    /// The role of a slot was changed.
    SlotEdit = "slot.edit",
    /// The passphrase of a slot was changed, and the vault re-keyed.
    SlotPassphrase = "slot.passphrase",
    /// A slot was removed, and the vault re-keyed.
    SlotRemove = "slot.remove",
    /// The vault was re-keyed.
    VaultRekey = "vault.rekey",
    /// The next signing key was created.
    SigningPrepare = "signing.prepare",
    /// The prepared signing key was activated.
    SigningActivate = "signing.activate",
    /// A backup was restored.
    VaultRestore = "vault.restore",
    /// Damaged rows were dropped.
    VaultRepair = "vault.repair",
    /// The vault was rebuilt from recovered rows.
    VaultRecover = "vault.recover",
    /// Replaces an event that was damaged or lost.
    Lost = "lost",
    /// A target's first file after a restore was accepted by the owner.
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
    /// A target's file was installed.
    PublishPlace = "publish.place",
    /// The servers of a target were reloaded, or that failed.
    PublishReload = "publish.reload",
    /// A server's receipt was imported.
    ReceiptImport = "receipt.import",
    /// Last-used times from servers' logs were imported.
    UsageImport = "usage.import",
    /// A rotation was started.
    RotationStart = "rotation.start",
    /// The secret in escrow was shown.
    RotationSecret = "rotation.secret",
    /// The deliver hook was run.
    RotationDeliver = "rotation.deliver",
    /// The verify hook was run.
    RotationVerify = "rotation.verify",
    /// A successor was confirmed.
    RotationConfirm = "rotation.confirm",
    /// A rotation ended with the predecessor revoked.
    RotationFinish = "rotation.finish",
    /// A rotation ended with the successor revoked.
    RotationAbort = "rotation.abort",
    /// The revoked hook was run.
    RotationAnnounce = "rotation.announce",
    /// A hook was run with a secret that is not that of any key.
    HookTest = "hook.test",
    /// A secret was stored, or its metadata changed.
    CredentialSet = "credential.set",
    /// A stored secret was shown.
    CredentialGet = "credential.get",
    /// A stored secret was passed to its check command.
    CredentialCheck = "credential.check",
    /// A stored secret was passed to a program.
    CredentialRun = "credential.run",
    /// A stored secret was removed.
    CredentialRemove = "credential.remove",
    /// Something was denied by policy.
    Denied = "refused",
}

impl Action {
    /// Whether it runs a program of the owner's, so that what is kept of it may be what that printed.
    pub fn runs_a_program(self) -> bool {
        matches!(
            self,
            Self::PublishReload
                | Self::RotationDeliver
                | Self::RotationVerify
                | Self::RotationAnnounce
                | Self::HookTest
                | Self::CredentialCheck
                | Self::CredentialRun
        )
    }
}

/// Actions of one kind, such as `rotation`, or a single one, such as `rotation.start`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionFilter(String);

impl ActionFilter {
    /// Whether it matches an action.
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
        is_known.then_some(filter).ok_or(Invalid::new(
            "an action",
            "one that the log records, such as key.revoke, or the part before its dot, such as rotation",
        ))
    }
}

/// The part of an event that an operation supplies: the action and its subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// The action.
    pub action: Action,
    /// The key concerned, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<KeyId>,
    /// The name of its subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Details; never a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl AuditEntry {
    /// An entry about the vault as a whole.
    pub fn new(action: Action) -> Self {
        Self { action, key: None, subject: None, detail: None }
    }

    /// An entry about a key.
    pub fn to_key(action: Action, key: &super::key::Key) -> Self {
        Self { action, key: Some(key.id.clone()), subject: Some(key.name.to_string()), detail: None }
    }

    /// Sets the name of its subject.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Details; never a secret.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The sequence number: 1, 2, 3…
    pub seq: u64,
    /// The time of the event.
    pub at: Timestamp,
    /// Who acted.
    pub actor: Actor,
    /// The action and its subject.
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
