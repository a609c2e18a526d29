//! The events of the audit log.

use serde::{Deserialize, Serialize};

use super::id::KeyId;
use super::time::Timestamp;

/// What was done. The text is what the log holds and what `--output json` shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// The vault was made.
    #[serde(rename = "vault.init")]
    VaultInit,
    /// The newest time was set back to the clock's on the owner's word.
    #[serde(rename = "clock.accept")]
    ClockAccept,
    /// A key was minted.
    #[serde(rename = "key.create")]
    KeyCreate,
    /// A key minted elsewhere was taken in.
    #[serde(rename = "key.import")]
    KeyImport,
    /// A key's description or rights were changed.
    #[serde(rename = "key.edit")]
    KeyEdit,
    /// A key was switched off.
    #[serde(rename = "key.disable")]
    KeyDisable,
    /// A key was switched on again.
    #[serde(rename = "key.enable")]
    KeyEnable,
    /// A key was ended for good.
    #[serde(rename = "key.revoke")]
    KeyRevoke,
    /// A key's record was removed.
    #[serde(rename = "key.delete")]
    KeyDelete,
    /// A verification file was written.
    #[serde(rename = "export")]
    Export,
    /// A profile was added.
    #[serde(rename = "profile.add")]
    ProfileAdd,
    /// A profile was replaced.
    #[serde(rename = "profile.edit")]
    ProfileEdit,
    /// A profile was removed.
    #[serde(rename = "profile.remove")]
    ProfileRemove,
    /// A target was added.
    #[serde(rename = "target.add")]
    TargetAdd,
    /// A target was changed.
    #[serde(rename = "target.edit")]
    TargetEdit,
    /// A target was removed.
    #[serde(rename = "target.remove")]
    TargetRemove,
    /// A generation of a target's file was reserved.
    #[serde(rename = "publish.reserve")]
    PublishReserve,
    /// A target's file was put in its place.
    #[serde(rename = "publish.place")]
    PublishPlace,
    /// The servers of a target were told of its file, or could not be.
    #[serde(rename = "publish.reload")]
    PublishReload,
    /// A server's receipt was taken in.
    #[serde(rename = "receipt.import")]
    ReceiptImport,
    /// A rotation was begun.
    #[serde(rename = "rotation.start")]
    RotationStart,
    /// The secret in escrow was shown.
    #[serde(rename = "rotation.secret")]
    RotationSecret,
    /// The deliver hook was run.
    #[serde(rename = "rotation.deliver")]
    RotationDeliver,
    /// The verify hook was run.
    #[serde(rename = "rotation.verify")]
    RotationVerify,
    /// A successor took over.
    #[serde(rename = "rotation.confirm")]
    RotationConfirm,
    /// A rotation ended with the predecessor revoked.
    #[serde(rename = "rotation.finish")]
    RotationFinish,
    /// A rotation ended with the successor revoked.
    #[serde(rename = "rotation.abort")]
    RotationAbort,
    /// The revoked hook was run.
    #[serde(rename = "rotation.announce")]
    RotationAnnounce,
    /// A secret was stored, or what is known of it changed.
    #[serde(rename = "credential.set")]
    CredentialSet,
    /// A stored secret was shown.
    #[serde(rename = "credential.get")]
    CredentialGet,
    /// A stored secret was handed to its check command.
    #[serde(rename = "credential.check")]
    CredentialCheck,
    /// A stored secret was handed to a program.
    #[serde(rename = "credential.run")]
    CredentialRun,
    /// A stored secret was removed.
    #[serde(rename = "credential.remove")]
    CredentialRemove,
    /// Something was refused by policy.
    #[serde(rename = "refused")]
    Refused,
}

impl Action {
    /// The text in the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::VaultInit => "vault.init",
            Self::ClockAccept => "clock.accept",
            Self::KeyCreate => "key.create",
            Self::KeyImport => "key.import",
            Self::KeyEdit => "key.edit",
            Self::KeyDisable => "key.disable",
            Self::KeyEnable => "key.enable",
            Self::KeyRevoke => "key.revoke",
            Self::KeyDelete => "key.delete",
            Self::Export => "export",
            Self::ProfileAdd => "profile.add",
            Self::ProfileEdit => "profile.edit",
            Self::ProfileRemove => "profile.remove",
            Self::TargetAdd => "target.add",
            Self::TargetEdit => "target.edit",
            Self::TargetRemove => "target.remove",
            Self::PublishReserve => "publish.reserve",
            Self::PublishPlace => "publish.place",
            Self::PublishReload => "publish.reload",
            Self::ReceiptImport => "receipt.import",
            Self::RotationStart => "rotation.start",
            Self::RotationSecret => "rotation.secret",
            Self::RotationDeliver => "rotation.deliver",
            Self::RotationVerify => "rotation.verify",
            Self::RotationConfirm => "rotation.confirm",
            Self::RotationFinish => "rotation.finish",
            Self::RotationAbort => "rotation.abort",
            Self::RotationAnnounce => "rotation.announce",
            Self::CredentialSet => "credential.set",
            Self::CredentialGet => "credential.get",
            Self::CredentialCheck => "credential.check",
            Self::CredentialRun => "credential.run",
            Self::CredentialRemove => "credential.remove",
            Self::Refused => "refused",
        }
    }
}

/// Who acts: kept with every event, and with every key made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The operating-system user.
    pub user: String,
    /// The slot that unlocked the vault.
    pub slot: String,
}

/// What happened, to what: the part of an event that an operation supplies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
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

impl Deed {
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
    pub deed: Deed,
}
