//! The view of a key.

use serde::{Serialize, Serializer};

use super::fields::{Datum, Field, Record, Shown, number, optional, pairs, text, texts};
use super::layout::Shape;
use super::table::Tone;
use crate::domain::key::{Key, Status};
use crate::domain::time::Timestamp;

/// A key at an instant: its status depends on the time.
#[derive(Debug, Clone)]
pub struct KeyAt {
    pub key: Key,
    pub now: Timestamp,
}

/// A key as the command line shows it; its JSON is part of the contract.
pub type ShownKey = Shown<Box<KeyAt>>;

pub fn shown(key: Key, now: Timestamp) -> ShownKey {
    Shown(Box::new(KeyAt { key, now }))
}

impl KeyAt {
    pub fn of(key: &Key, now: Timestamp) -> Self {
        Self { key: key.clone(), now }
    }

    pub fn status(&self) -> Status {
        self.key.status(self.now)
    }
}

type Row = Field<KeyAt>;

fn id(at: &KeyAt) -> Datum {
    text(&at.key.id)
}

fn status(at: &KeyAt) -> Datum {
    text(at.status().as_str())
}

/// A time, or the word for an absent one.
fn until(time: Option<String>) -> Datum {
    Datum::Text(time.unwrap_or_else(|| "never".to_owned()))
}

/// The date of a time: precise enough for a list.
pub(super) fn date(time: Timestamp) -> String {
    let mut text = time.to_string();
    text.truncate(text.find('T').unwrap_or(text.len()));
    text
}

impl Record for KeyAt {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("id", id),
        Row::member("name", |at| text(&at.key.name)).labelled("Name").listed("Name"),
        Row::column("Version", |at| number(at.key.version)).to_tell_apart().shaped(Shape::Whole).ranked(1),
        Row::column("ID", id).labelled("ID").shaped(Shape::Id),
        Row::member("version", |at| number(at.key.version)).labelled("Version"),
        Row::member("status", status).labelled("Status"),
        Row::member("prefix", |at| optional(at.key.prefix.as_ref())),
        Row::member("start", |at| optional(at.key.start.as_ref()))
            .labelled("Start")
            .listed("Start")
            .shaped(Shape::Whole)
            .ranked(5),
        Row::member("profile", |at| text(&at.key.profile)).labelled("Profile"),
        Row::member("scopes", |at| texts(&at.key.scopes)).labelled("Scopes").listed("Scopes").ranked(3),
        Row::member("roles", |at| texts(&at.key.roles)).labelled("Roles"),
        Row::member("resource", |at| optional(at.key.resource.as_ref())).labelled("Resource"),
        Row::member("environment", |at| optional(at.key.environment.as_ref())).labelled("Environment"),
        Row::member("networks", |at| texts(at.key.networks.iter())).labelled("Networks"),
        Row::member("owner", |at| optional(at.key.about.owner.as_ref())).labelled("Owner"),
        Row::member("description", |at| optional(at.key.about.description.as_ref())).labelled("Description"),
        Row::member("labels", |at| pairs(&at.key.about.labels)).labelled("Labels"),
        Row::member("created_at", |at| text(&at.key.created_at)),
        Row::member("created_by", |at| text(&at.key.created_by.user)),
        Row::fact("Created", |at| text(&format!("{} by {}", at.key.created_at, at.key.created_by.user))),
        Row::column("Created", |at| text(&date(at.key.created_at))).shaped(Shape::Whole).ranked(6),
        Row::column("Last used", |at| optional(at.key.last_used_at.map(date).as_ref()))
            .shaped(Shape::Whole)
            .ranked(4),
        Row::column("Expires", |at| until(at.key.expires_at.map(date))).shaped(Shape::Whole).ranked(2),
        Row::column("Status", status).toned(|at| tone(at.status())).shaped(Shape::Whole).ranked(1),
        Row::member("not_before", |at| optional(at.key.not_before.as_ref())).labelled("Valid from"),
        Row::member("expires_at", |at| optional(at.key.expires_at.as_ref())),
        Row::fact("Expires", |at| until(at.key.expires_at.map(|end| end.to_string()))),
        Row::member("last_used_at", |at| optional(at.key.last_used_at.as_ref())).labelled("Last used"),
        Row::member("disabled_at", |at| optional(at.key.lifecycle.disabled_at().as_ref()))
            .labelled("Disabled"),
        Row::member("revoked_at", |at| optional(at.key.lifecycle.revoked_at().as_ref())).labelled("Revoked"),
        Row::member("revoked_reason", |at| optional(at.key.lifecycle.revoked_reason())).labelled("Reason"),
        Row::member("retires_at", |at| optional(at.key.lifecycle.retires_at().as_ref())).labelled("Retires"),
        Row::member("predecessor", |at| optional(at.key.predecessor.as_ref())).labelled("Replaces"),
        Row::member("successor", |at| optional(at.key.successor.as_ref())).labelled("Replaced by"),
        // Its own rotation policy, which the JSON of a key leaves out.
        Row::fact("Rotated every", |at| optional(at.key.rotation.rotate_every.as_ref())),
        Row::fact("Rotated before", |at| optional(at.key.rotation.rotate_before.as_ref())),
        Row::fact("Grace", |at| optional(at.key.rotation.grace.as_ref())),
        Row::fact("Deliver hook", |at| optional(at.key.rotation.hooks.deliver.as_ref())),
        Row::fact("Verify hook", |at| optional(at.key.rotation.hooks.verify.as_ref())),
        Row::fact("Revoked hook", |at| optional(at.key.rotation.hooks.revoked.as_ref())),
    ];
}

/// As a member of another object.
impl Serialize for KeyAt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Shown(self).serialize(serializer)
    }
}

pub fn tone(status: Status) -> Tone {
    match status {
        Status::Active => Tone::Good,
        Status::Pending | Status::Retiring | Status::Disabled => Tone::Warning,
        Status::Expired | Status::Revoked => Tone::Bad,
    }
}

/// A deleted record.
pub struct Deleted(pub Key);

type Gone = Field<Deleted>;

impl Record for Deleted {
    const FIELDS: &'static [Field<Self>] = &[
        Gone::member("id", |gone| text(&gone.0.id)),
        Gone::member("name", |gone| text(&gone.0.name)).labelled("Deleted").listed("Deleted"),
        Gone::column("ID", |gone| text(&gone.0.id)).labelled("ID"),
        Gone::member("version", |gone| number(gone.0.version)).labelled("Version").listed("Version"),
        // Always true: a missing key is an error.
        Gone::member("changed", |_| true.into()),
    ];
}

/// A record that would be deleted.
pub struct ToDelete(pub Key);

type Going = Field<ToDelete>;

impl Record for ToDelete {
    const FIELDS: &'static [Field<Self>] = &[
        Going::member("id", |going| text(&going.0.id)),
        Going::member("name", |going| text(&going.0.name)).labelled("To delete").listed("To delete"),
        Going::column("ID", |going| text(&going.0.id)).labelled("ID"),
        Going::member("version", |going| number(going.0.version)).labelled("Version").listed("Version"),
        Going::member("changed", |_| false.into()),
    ];
}

pub struct Imported {
    pub at: KeyAt,
    /// False if the vault already had it.
    pub changed: bool,
}

type Arrival = Field<Imported>;

impl Record for Imported {
    const FIELDS: &'static [Field<Self>] = &[
        Arrival::member("id", |imported| id(&imported.at)),
        Arrival::member("name", |imported| text(&imported.at.key.name)).labelled("Name").listed("Name"),
        Arrival::column("ID", |imported| id(&imported.at)).labelled("ID"),
        Arrival::member("version", |imported| number(imported.at.key.version)),
        Arrival::member("start", |imported| optional(imported.at.key.start.as_ref())).listed("Start"),
        Arrival::member("status", |imported| status(&imported.at))
            .listed("Status")
            .toned(|imported| tone(imported.at.status())),
        Arrival::member("changed", |imported| imported.changed.into()),
        Arrival::column("Imported", |imported| text(if imported.changed { "now" } else { "before" })),
    ];
}

#[cfg(test)]
mod tests;
