//! Editing a key's metadata, and narrowing its rights.

use std::collections::BTreeSet;

use clap::Args;
use serde_json::Value;

use super::create::{bound, refuse_empty_life};
use super::lifecycle::refuse_second_live;
use super::rename::rename;
use super::resolve::resolve;
use super::settings::Settings;
use super::verify::rights;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::grant::{Expiry, ProfileRefusal};
use crate::domain::hook::HookCommand;
use crate::domain::key::Key;
use crate::domain::name::{KeyName, KeyRef, LabelKey, MAX_LABELS, MAX_SCOPES};
use crate::domain::patch::{Patch, patch};
use crate::domain::policy::{InvalidSchedule, RotationPolicy};
use crate::domain::profile::Profile;
use crate::domain::rights::{Rights, covers};
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Result};
use crate::ops::hook::check::{self, Programs};
use crate::ops::publish::exposure::PublicationHistory;
use crate::ops::rotation::Case;
use crate::ops::verification_file::signed::entry;
use crate::ops::{authorization, denial, profile};
use crate::store::{Stored, Transaction, Unlocked, Vault};

/// The changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Edit {
    /// The options that creating a key has too.
    #[command(flatten)]
    pub settings: Settings,

    /// Remove a label; repeatable
    #[arg(long, value_name = "K")]
    pub remove_label: Vec<LabelKey>,

    /// Allow changes that widen the key's rights or extend its life
    #[arg(long)]
    pub widen: bool,

    // Last: its heading would take in what follows.
    /// When and how its lineage is rotated.
    #[command(flatten)]
    pub rotation: RotationEdit,
}

impl Edit {
    /// Whether no change is requested; `--widen` alone is none.
    pub fn is_empty(&self) -> bool {
        *self == Self { widen: self.widen, ..Self::default() }
    }
}

/// Changes to a key's own rotation policy; a cleared value falls back to the profile's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Rotation of this key (none: as in its profile)")]
pub struct RotationEdit {
    /// Rotate the key at this age: days, or with s, m, h, d, w
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, value_parser = Patch::<Span>::none_clears)]
    pub rotate_every: Option<Patch<Span>>,

    /// Rotate the key this long before it expires
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, value_parser = Patch::<Span>::none_clears)]
    pub rotate_before: Option<Patch<Span>>,

    /// How long the old secret stays valid after the new one is confirmed
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, value_parser = Patch::<Span>::none_clears)]
    pub grace: Option<Patch<Span>>,

    /// Command that delivers the new secret, read from stdin, to the consumer; run without a shell
    #[arg(long, value_name = "COMMAND", value_parser = Patch::<HookCommand>::none_clears)]
    pub deliver: Option<Patch<HookCommand>>,

    /// Command that verifies that the consumer uses the new secret
    #[arg(long, value_name = "COMMAND", value_parser = Patch::<HookCommand>::none_clears)]
    pub verify: Option<Patch<HookCommand>>,

    /// Command to run after the old secret was revoked
    #[arg(long, value_name = "COMMAND", value_parser = Patch::<HookCommand>::none_clears)]
    pub revoked: Option<Patch<HookCommand>>,
}

impl RotationEdit {
    /// The hooks that it sets.
    pub fn programs(&self) -> Programs<'_> {
        let named = [
            ("--deliver", self.deliver.as_ref()),
            ("--verify", self.verify.as_ref()),
            ("--revoked", self.revoked.as_ref()),
        ];
        named.into_iter().flat_map(|(option, change)| check::set(option, change)).collect()
    }

    fn apply(&self, policy: &mut RotationPolicy) {
        patch(&mut policy.rotate_every, self.rotate_every.as_ref());
        patch(&mut policy.rotate_before, self.rotate_before.as_ref());
        patch(&mut policy.grace, self.grace.as_ref());
        patch(&mut policy.hooks.deliver, self.deliver.as_ref());
        patch(&mut policy.hooks.verify, self.verify.as_ref());
        patch(&mut policy.hooks.revoked, self.revoked.as_ref());
    }
}

/// The result of an edit.
#[derive(Debug)]
pub struct Outcome {
    /// The key after the edit.
    pub key: Key,
    /// False if nothing changed.
    pub changed: bool,
    /// The targets whose files still have its former rights or times.
    pub behind: Vec<String>,
}

/// Edits a key, and gives its lineage another name.
pub fn edit(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    name: Option<&KeyName>,
    edit: &Edit,
    now: Timestamp,
) -> Result<Outcome> {
    denial::write(vault, now, |transaction| {
        let row = resolve(transaction, reference)?.id;
        let mut outcome = edit_key(transaction, row, edit, now)?;
        if let Some(name) = name
            && rename(transaction, &outcome.key, name)?
        {
            outcome.key.name = name.clone();
            outcome.changed = true;
        }
        Ok(outcome)
    })
}

/// Edits the key with this row id. Without a change it may have ended.
fn edit_key(transaction: &mut Transaction<'_>, row: i64, edit: &Edit, now: Timestamp) -> Result<Outcome> {
    let stored = transaction.get::<Key>(row)?.ok_or_else(|| Error::internal("a key is gone"))?;
    authorization::manage(transaction, &stored.record)?;
    if edit.is_empty() {
        return Ok(Outcome { key: stored.record, changed: false, behind: Vec::new() });
    }
    let key = stored.record.id.clone();
    // Until it is confirmed, a successor must match its predecessor: an edit of the predecessor applies
    // to both, except for the expiry.
    let other = Case::open_with(transaction, &stored.record)?
        .filter(|case| case.rotation().confirmed_at.is_none() && case.rotation().predecessor == key);
    let before = entry(stored.record.clone());
    let (after, changed) = edit_one(transaction, stored, edit)?;
    if let Some(case) = other.filter(|case| case.successor.record.refuse_if_revoked().is_ok()) {
        let settings = Settings { expires: None, expires_at: None, ..edit.settings.clone() };
        edit_one(transaction, case.successor, &Edit { settings, ..edit.clone() })?;
    }
    let is_other = entry(after.clone()) != before;
    let exposure = if is_other { PublicationHistory::load(transaction)?.of(row, now) } else { Vec::new() };
    let behind = exposure.into_iter().filter(|place| place.is_current).map(|place| place.subject);
    Ok(Outcome { key: after, changed, behind: behind.collect() })
}

/// Edits one key, without the other one of its rotation. Returns the new record, and whether it changed.
fn edit_one(transaction: &mut Transaction<'_>, mut stored: Stored<Key>, edit: &Edit) -> Result<(Key, bool)> {
    let now = transaction.now();
    let before = stored.record.clone();
    let whose = format!("{} '{}'", before.id, before.name);
    before.refuse_if_revoked().map_err(|ended| Error::conflict(format!("{whose}: {ended}")))?;
    let profile = profile::of_key(transaction, &before)?;
    let user = transaction.actor().user;
    apply(&mut stored.record, edit, &profile, &user, now)?;
    profile
        .accept(&stored.record, Some(&before))
        .map_err(|refused| refused_edit(&before, &profile, refused))?;
    check_schedule(&profile, &before, &stored.record)?;
    if before.has_passed(now) && !stored.record.has_passed(now) {
        refuse_second_live(transaction, &stored.record)?;
    }
    let widened = widened(&before, &stored.record, now);
    if !widened.is_empty() && !edit.widen {
        let what = format!("{whose} would get more rights than before: {}", widened.join(", "));
        let error = Error::conflict(what).hint("add --widen if that is intended");
        return Err(denial::to_key(&before, error));
    }
    let changed = stored.record != before;
    if changed {
        transaction.update(&stored)?;
        let audit_entry = AuditEntry::to_key(Action::KeyEdit, &stored.record);
        transaction.record(audit_entry.detail(difference(&before, &stored.record)?))?;
    }
    Ok((stored.record, changed))
}

/// An error if a rotation could not finish before the key expires, by the key's own policy with its profile's
/// as default.
fn check_schedule(profile: &Profile, before: &Key, after: &Key) -> Result<()> {
    if after.rotation == before.rotation {
        return Ok(());
    }
    after.rotation.clone().or(&profile.rotation).check_schedule().map_err(|slow| {
        let error = Error::conflict(format!("'{}': {slow}", after.name));
        let longer = match slow {
            InvalidSchedule::Late { .. } => "--rotate-before",
            InvalidSchedule::Overlapping { .. } => "--rotate-every",
        };
        denial::to_key(before, error.hint(format!("give a longer {longer}, or a shorter --grace")))
    })
}

fn refused_edit(key: &Key, profile: &Profile, refused: ProfileRefusal) -> Error {
    profile::refused(&key.name, profile, refused, |error| denial::to_key(key, error))
}

fn apply(key: &mut Key, edit: &Edit, profile: &Profile, user: &str, now: Timestamp) -> Result<()> {
    let settings = &edit.settings;
    if let Some(owner) = settings.owner.clone().map(Patch::value).filter(|owner| *owner != key.about.owner) {
        key.about.owner =
            profile.owner(owner, user).map_err(|refused| refused_edit(key, profile, refused))?;
    }
    settings.apply(key)?;
    for label in &edit.remove_label {
        key.about.labels.remove(label);
    }
    bound("labels", key.about.labels.len(), MAX_LABELS)?;
    if !settings.scopes.is_empty() {
        key.scopes = profile.closure(settings.scopes.iter().cloned());
        bound("scopes", key.scopes.len(), MAX_SCOPES)?;
    }
    edit.rotation.apply(&mut key.rotation);
    let expiry = settings.expiry();
    if expiry != Expiry::ByProfile {
        key.expires_at =
            profile.expires_at(expiry, now).map_err(|refused| refused_edit(key, profile, refused))?;
        refuse_empty_life(key.not_before, key.expires_at, now)?;
    }
    Ok(())
}

/// The rights in which the key is allowed more than before; each right is compared.
fn widened(before: &Key, after: &Key, now: Timestamp) -> Vec<&'static str> {
    // Without `..`: a new right does not compile until it is compared here.
    let Rights {
        scopes: had,
        resource: old,
        environment: here,
        networks: _,
        not_before,
        expires_at: old_end,
    } = rights(before);
    let Rights { mut scopes, resource, environment, networks: _, not_before: new_start, expires_at: new_end } =
        rights(after);
    let has_passed = before.has_passed(now);
    let is_later = old_end.is_some_and(|old| new_end.is_none_or(|new| new > old));
    let widened = [
        ("expires_at, which has passed", has_passed && !after.has_passed(now)),
        ("expires_at", !has_passed && is_later),
        ("not_before", not_before.is_some_and(|old| new_start.is_none_or(|new| new < old))),
        ("scopes", !scopes.all(|scope| had.clone().any(|before| before == scope))),
        ("resource", old.is_some_and(|old| !resource.is_some_and(|resource| covers(old, resource)))),
        ("environment", here.is_some() && environment != here),
        ("networks", !before.networks.cover(&after.networks)),
    ];
    widened.into_iter().filter(|(_, is_more)| *is_more).map(|(what, _)| what).collect()
}

/// The changed members, by their names in the stored record: for the audit log.
fn difference(before: &Key, after: &Key) -> Result<String> {
    let members = |key: &Key| match serde_json::to_value(key) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(Error::internal("a key is no object")),
    };
    let (before, after) = (members(before)?, members(after)?);
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changed = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    Ok(changed.map(String::as_str).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
