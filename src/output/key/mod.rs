//! What a key looks like.

use std::collections::BTreeMap;

use serde::Serialize;

use super::table::{Cell, Tone};
use super::view::View;
use crate::domain::key::{Key, Status};
use crate::domain::policy::RotationPolicy;
use crate::domain::time::Timestamp;
use crate::ops::key::import::Imported;

/// A key as the command line shows it; its JSON is part of the contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyView {
    /// `key_` and 26 characters.
    pub id: String,
    /// The lineage's name.
    pub name: String,
    /// Its place in the lineage.
    pub version: u32,
    /// Where it stands now.
    pub status: Status,
    /// What its secret starts with.
    pub prefix: Option<String>,
    /// The part of its secret that may be shown.
    pub start: Option<String>,
    /// The profile it was made by.
    pub profile: String,
    /// What it was granted.
    pub scopes: Vec<String>,
    /// The roles it was granted.
    pub roles: Vec<String>,
    /// What it may act on; nothing: anything.
    pub resource: Option<String>,
    /// Where it may be used; nothing: anywhere.
    pub environment: Option<String>,
    /// Who it belongs to.
    pub owner: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Whatever else is kept with it.
    pub labels: BTreeMap<String, String>,
    /// When it was minted, RFC 3339 in UTC, as are all times here.
    pub created_at: String,
    /// The operating-system user who did.
    pub created_by: String,
    /// Valid from.
    pub not_before: Option<String>,
    /// Valid until.
    pub expires_at: Option<String>,
    /// The newest use known.
    pub last_used_at: Option<String>,
    /// When it was switched off.
    pub disabled_at: Option<String>,
    /// When it was ended.
    pub revoked_at: Option<String>,
    /// Why.
    pub revoked_reason: Option<String>,
    /// A retiring key's deadline.
    pub retires_at: Option<String>,
    /// The id of the key it replaces.
    pub predecessor: Option<String>,
    /// The id of the key that replaces it.
    pub successor: Option<String>,
    /// Its own rotation policy in words; the JSON of a key leaves it out.
    #[serde(skip)]
    pub rotation: Vec<(&'static str, String)>,
}

/// What a key's own rotation policy says.
fn rotation(policy: &RotationPolicy) -> Vec<(&'static str, String)> {
    let facts = [
        ("Rotated every", text(policy.rotate_every.as_ref())),
        ("Rotated before", text(policy.rotate_before.as_ref())),
        ("Grace", text(policy.grace.as_ref())),
        ("Deliver by", text(policy.hooks.deliver.as_ref())),
        ("Verify by", text(policy.hooks.verify.as_ref())),
        ("Announce by", text(policy.hooks.revoked.as_ref())),
    ];
    facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

fn text(value: Option<&impl ToString>) -> Option<String> {
    value.map(ToString::to_string)
}

fn time(value: Option<Timestamp>) -> Option<String> {
    text(value.as_ref())
}

impl KeyView {
    /// The key as it stands at this instant.
    pub fn new(key: &Key, now: Timestamp) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name.to_string(),
            version: key.version,
            status: key.status(now),
            prefix: text(key.prefix.as_ref()),
            start: key.start.clone(),
            profile: key.profile.to_string(),
            scopes: key.scopes.iter().map(ToString::to_string).collect(),
            roles: key.roles.clone(),
            resource: text(key.resource.as_ref()),
            environment: text(key.environment.as_ref()),
            owner: text(key.owner.as_ref()),
            description: text(key.description.as_ref()),
            labels: key.labels.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect(),
            created_at: key.created_at.to_string(),
            created_by: key.created_by.user.clone(),
            not_before: time(key.not_before),
            expires_at: time(key.expires_at),
            last_used_at: time(key.last_used_at),
            disabled_at: time(key.life.disabled_at()),
            revoked_at: time(key.life.revoked_at()),
            revoked_reason: text(key.life.revoked_reason()),
            retires_at: time(key.life.retires_at()),
            predecessor: text(key.predecessor.as_ref()),
            successor: text(key.successor.as_ref()),
            rotation: rotation(&key.rotation),
        }
    }
}

/// The colour of a status.
pub fn tone(status: Status) -> Tone {
    match status {
        Status::Active => Tone::Good,
        Status::Pending | Status::Retiring | Status::Disabled => Tone::Warning,
        Status::Expired | Status::Revoked => Tone::Bad,
    }
}

/// The date of a time: enough for a table.
fn date(time: &str) -> &str {
    time.split('T').next().unwrap_or(time)
}

impl View for KeyView {
    fn members() -> Vec<&'static str> {
        vec![
            "id",
            "name",
            "version",
            "status",
            "prefix",
            "start",
            "profile",
            "scopes",
            "roles",
            "resource",
            "environment",
            "owner",
            "description",
            "labels",
            "created_at",
            "created_by",
            "not_before",
            "expires_at",
            "last_used_at",
            "disabled_at",
            "revoked_at",
            "revoked_reason",
            "retires_at",
            "predecessor",
            "successor",
        ]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Name", "ID", "Start", "Scopes", "Created", "Last used", "Expires", "Status"]
    }

    fn cells(&self) -> Vec<Cell> {
        let scopes = self.scopes.join(",");
        vec![
            self.name.as_str().into(),
            self.id.as_str().into(),
            Cell::or_dash(self.start.as_deref()),
            Cell::or_dash(Some(scopes).filter(|scopes| !scopes.is_empty())),
            date(&self.created_at).into(),
            Cell::or_dash(self.last_used_at.as_deref().map(date)),
            self.expires_at.as_deref().map_or("never", date).into(),
            Cell::toned(self.status.as_str(), tone(self.status)),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let list = |items: &[String]| (!items.is_empty()).then(|| items.join(", "));
        let labels: Vec<_> = self.labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let facts = [
            ("Name", Some(self.name.clone())),
            ("ID", Some(self.id.clone())),
            ("Version", Some(self.version.to_string())),
            ("Status", Some(self.status.as_str().to_owned())),
            ("Start", self.start.clone()),
            ("Profile", Some(self.profile.clone())),
            ("Scopes", list(&self.scopes)),
            ("Roles", list(&self.roles)),
            ("Resource", self.resource.clone()),
            ("Environment", self.environment.clone()),
            ("Owner", self.owner.clone()),
            ("Description", self.description.clone()),
            ("Labels", list(&labels)),
            ("Created", Some(format!("{} by {}", self.created_at, self.created_by))),
            ("Valid from", self.not_before.clone()),
            ("Expires", Some(self.expires_at.clone().unwrap_or_else(|| "never".to_owned()))),
            ("Last used", self.last_used_at.clone()),
            ("Disabled", self.disabled_at.clone()),
            ("Revoked", self.revoked_at.clone()),
            ("Reason", self.revoked_reason.clone()),
            ("Retires", self.retires_at.clone()),
            ("Replaces", self.predecessor.clone()),
            ("Replaced by", self.successor.clone()),
        ];
        let known = facts.into_iter().filter_map(|(label, value)| Some((label, value?)));
        known.chain(self.rotation.iter().cloned()).collect()
    }
}

/// A key and whether a command changed it: the key's JSON and `changed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedKey {
    /// The key, as it is now.
    #[serde(flatten)]
    pub key: KeyView,
    /// Whether anything was done.
    pub changed: bool,
}

impl View for ChangedKey {
    fn members() -> Vec<&'static str> {
        [KeyView::members(), vec!["changed"]].concat()
    }
    fn columns() -> Vec<&'static str> {
        KeyView::columns()
    }

    fn cells(&self) -> Vec<Cell> {
        self.key.cells()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.key.facts()
    }
}

/// A record that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeletedKey {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: u32,
    /// Always true: it was there.
    pub changed: bool,
}

impl From<&Key> for DeletedKey {
    fn from(key: &Key) -> Self {
        Self { id: key.id.to_string(), name: key.name.to_string(), version: key.version, changed: true }
    }
}

impl View for DeletedKey {
    fn members() -> Vec<&'static str> {
        vec!["id", "name", "version", "changed"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Deleted", "ID", "Version"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![self.name.as_str().into(), self.id.as_str().into(), self.version.to_string().into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("Deleted", self.name.clone()), ("ID", self.id.clone()), ("Version", self.version.to_string())]
    }
}

/// A key that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportedKey {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: u32,
    /// The part of its secret that may be shown.
    pub start: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// False where the vault had it already.
    pub changed: bool,
}

impl ImportedKey {
    /// As it stands at this instant.
    pub fn new(imported: &Imported, now: Timestamp) -> Self {
        let key = &imported.key;
        Self {
            id: key.id.to_string(),
            name: key.name.to_string(),
            version: key.version,
            start: key.start.clone(),
            status: key.status(now),
            changed: imported.changed,
        }
    }
}

impl View for ImportedKey {
    fn members() -> Vec<&'static str> {
        vec!["id", "name", "version", "start", "status", "changed"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Name", "ID", "Start", "Status", "Imported"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.name.as_str().into(),
            self.id.as_str().into(),
            Cell::or_dash(self.start.as_deref()),
            Cell::toned(self.status.as_str(), tone(self.status)),
            if self.changed { "now" } else { "before" }.into(),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("Name", self.name.clone()), ("ID", self.id.clone())]
    }
}

#[cfg(test)]
mod tests;
