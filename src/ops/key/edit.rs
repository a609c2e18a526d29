//! Changing what is written about a key, and narrowing what it may do.

use clap::Args;

use super::create::{bound, refuse_empty_life};
use super::lifecycle::refuse_second_live;
use super::resolve::resolve;
use super::settings::Settings;
use crate::domain::audit::{Action, Deed};
use crate::domain::grant::{Expiry, Refused};
use crate::domain::hook::HookCommand;
use crate::domain::key::Key;
use crate::domain::name::{KeyRef, LabelKey, MAX_LABELS, MAX_SCOPES};
use crate::domain::patch::{Patch, patch};
use crate::domain::policy::RotationPolicy;
use crate::domain::profile::Profile;
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Result};
use crate::ops::rotation::Case;
use crate::ops::{authorization, denial, profile};
use crate::store::{Clocking, Stored, Transaction, Unlocked, Vault};

/// What shall change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Edit {
    /// What can be said of a new key too.
    #[command(flatten)]
    pub settings: Settings,

    /// Remove a label; repeatable
    #[arg(long, value_name = "K")]
    pub remove_label: Vec<LabelKey>,

    /// Allow changes that let the key do more
    #[arg(long)]
    pub widen: bool,

    // Last: its heading would take in what follows.
    /// When and how its lineage is rotated.
    #[command(flatten)]
    pub rotation: RotationEdit,
}

impl Edit {
    /// Whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        *self == Self { widen: self.widen, ..Self::default() }
    }
}

/// What shall change in a key's own rotation policy; what is cleared is as its profile says again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Rotation of this key (none: as its profile says)")]
pub struct RotationEdit {
    /// Rotate the key so long after it was made: days, or with s, m, h, d, w
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, value_parser = Patch::<Span>::none_clears)]
    pub rotate_every: Option<Patch<Span>>,

    /// Rotate the key so long before it expires
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, value_parser = Patch::<Span>::none_clears)]
    pub rotate_before: Option<Patch<Span>>,

    /// How long the old secret stays valid after the new one is confirmed
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, value_parser = Patch::<Span>::none_clears)]
    pub grace: Option<Patch<Span>>,

    /// Run this to hand the new secret, on its stdin, to the consumer; no shell is involved
    #[arg(long, value_name = "COMMAND", value_parser = Patch::<HookCommand>::none_clears)]
    pub deliver: Option<Patch<HookCommand>>,

    /// Run this to find out whether the consumer uses the new secret
    #[arg(long, value_name = "COMMAND", value_parser = Patch::<HookCommand>::none_clears)]
    pub verify: Option<Patch<HookCommand>>,

    /// Run this when the old secret has been revoked
    #[arg(long, value_name = "COMMAND", value_parser = Patch::<HookCommand>::none_clears)]
    pub revoked: Option<Patch<HookCommand>>,
}

impl RotationEdit {
    fn apply(&self, policy: &mut RotationPolicy) {
        patch(&mut policy.rotate_every, self.rotate_every.as_ref());
        patch(&mut policy.rotate_before, self.rotate_before.as_ref());
        patch(&mut policy.grace, self.grace.as_ref());
        patch(&mut policy.hooks.deliver, self.deliver.as_ref());
        patch(&mut policy.hooks.verify, self.verify.as_ref());
        patch(&mut policy.hooks.revoked, self.revoked.as_ref());
    }
}

/// Changes the key. Returns it as it is now, and whether anything was different.
pub fn edit(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    edit: &Edit,
    now: Timestamp,
    clocking: Clocking,
) -> Result<(Key, bool)> {
    denial::write(vault, now, clocking, |transaction| {
        let stored = resolve(transaction, reference)?;
        authorization::manage(transaction, &stored.record)?;
        let key = stored.record.id.clone();
        // Until the successor is confirmed it is to be what its predecessor is, so what is changed of
        // one is changed of both; how long each lives is its own.
        let other = Case::open_with(transaction, &stored.record)?
            .filter(|case| case.rotation().confirmed_at.is_none() && case.rotation().predecessor == key);
        let outcome = edit_one(transaction, stored, edit)?;
        if let Some(case) = other.filter(|case| case.successor.record.refuse_if_revoked().is_ok()) {
            let settings = Settings { expires: None, expires_at: None, ..edit.settings.clone() };
            edit_one(transaction, case.successor, &Edit { settings, ..edit.clone() })?;
        }
        Ok(outcome)
    })
}

/// Changes one key. Returns it as it is now, and whether anything was different.
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
    refuse_slow(&profile, &before, &stored.record)?;
    if before.has_passed(now) && !stored.record.has_passed(now) {
        refuse_second_live(transaction, &stored.record)?;
    }
    let widened = widened(&before, &stored.record, now);
    if !widened.is_empty() && !edit.widen {
        let what = format!("{whose} would be allowed more than before: {}", widened.join(", "));
        let error = Error::conflict(what).hint("add --widen if that is meant");
        return Err(denial::to_key(&before, error));
    }
    let changed = stored.record != before;
    if changed {
        transaction.update(&stored)?;
        let deed = Deed::to_key(Action::KeyEdit, &stored.record);
        transaction.record(deed.detail(difference(&before, &stored.record)))?;
    }
    Ok((stored.record, changed))
}

/// A rotation must be able to end before the key does, by its own terms and its profile's together.
fn refuse_slow(profile: &Profile, before: &Key, after: &Key) -> Result<()> {
    if after.rotation == before.rotation {
        return Ok(());
    }
    after.rotation.clone().or(&profile.rotation).refuse_slow().map_err(|slow| {
        let error = Error::conflict(format!("'{}': {slow}", after.name));
        denial::to_key(before, error.hint("give a longer --rotate-before, or a shorter --grace"))
    })
}

fn refused_edit(key: &Key, profile: &Profile, refused: Refused) -> Error {
    profile::refused(&key.name, profile, refused, |error| denial::to_key(key, error))
}

fn apply(key: &mut Key, edit: &Edit, profile: &Profile, user: &str, now: Timestamp) -> Result<()> {
    let settings = &edit.settings;
    if let Some(owner) = settings.owner.clone().map(Patch::value).filter(|owner| *owner != key.owner) {
        key.owner = profile.owner(owner, user).map_err(|refused| refused_edit(key, profile, refused))?;
    }
    settings.apply(key);
    for label in &edit.remove_label {
        key.labels.remove(label);
    }
    bound("labels", key.labels.len(), MAX_LABELS)?;
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

/// In which respects the key is allowed more than before.
fn widened(before: &Key, after: &Key, now: Timestamp) -> Vec<&'static str> {
    let mut widened = Vec::new();
    if before.has_passed(now) && !after.has_passed(now) {
        widened.push("expires_at, which has passed");
    }
    if after.scopes.iter().any(|scope| !before.scopes.contains(scope)) {
        widened.push("scopes");
    }
    let resource_holds = match (&before.resource, &after.resource) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(before), Some(after)) => before.covers(after),
    };
    if !resource_holds {
        widened.push("resource");
    }
    if before.environment.is_some() && after.environment != before.environment {
        widened.push("environment");
    }
    widened
}

/// Which members changed: for the audit log.
fn difference(before: &Key, after: &Key) -> String {
    let changes = [
        ("description", before.description != after.description),
        ("owner", before.owner != after.owner),
        ("labels", before.labels != after.labels),
        ("scopes", before.scopes != after.scopes),
        ("resource", before.resource != after.resource),
        ("environment", before.environment != after.environment),
        ("expires_at", before.expires_at != after.expires_at),
        ("rotation", before.rotation != after.rotation),
    ];
    let names: Vec<&str> = changes.iter().filter(|(_, changed)| *changed).map(|(name, _)| *name).collect();
    names.join(", ")
}
