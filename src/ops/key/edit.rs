//! Changing what is written about a key, and narrowing what it may do.

use super::create::{Expiry, bound, refuse_empty_life};
use super::lifecycle::refuse_second_live;
use super::resolve::resolve;
use crate::domain::audit::{Action, Deed};
use crate::domain::grant::Refused;
use crate::domain::hook::HookCommand;
use crate::domain::key::Key;
use crate::domain::name::{Description, KeyRef, Label, LabelKey, MAX_LABELS, MAX_SCOPES, Owner};
use crate::domain::policy::RotationPolicy;
use crate::domain::profile::Profile;
use crate::domain::rights::{Environment, ResourcePath, Scope};
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Result};
use crate::ops::rotation::Case;
use crate::ops::{authorization, denial, profile};
use crate::store::{Clocking, Stored, Transaction, Unlocked, Vault};

/// What shall change. For a value that can be taken away, `Some(None)` takes it away.
#[derive(Debug, Clone, Default)]
#[allow(clippy::option_option, reason = "absent, cleared and set are three things")]
pub struct Edit {
    /// What it is for.
    pub description: Option<Option<Description>>,
    /// Who it belongs to.
    pub owner: Option<Option<Owner>>,
    /// Labels to be set.
    pub labels: Vec<Label>,
    /// Labels to be taken away.
    pub remove_labels: Vec<LabelKey>,
    /// What it may do.
    pub scopes: Option<Vec<Scope>>,
    /// What it may act on.
    pub resource: Option<Option<ResourcePath>>,
    /// Where it may be used.
    pub environment: Option<Option<Environment>>,
    /// When it ends.
    pub expiry: Option<Expiry>,
    /// When and how its lineage is rotated.
    pub rotation: RotationEdit,
    /// Whether it may come to be allowed more than it was.
    pub widen: bool,
}

/// What shall change in a key's own rotation policy; taken away, the profile's counts again.
#[derive(Debug, Clone, Default)]
#[allow(clippy::option_option, reason = "absent, cleared and set are three things")]
#[allow(missing_docs, reason = "the members of domain::policy::RotationPolicy and its hooks")]
pub struct RotationEdit {
    pub rotate_every: Option<Option<Span>>,
    pub rotate_before: Option<Option<Span>>,
    pub grace: Option<Option<Span>>,
    pub deliver: Option<Option<HookCommand>>,
    pub verify: Option<Option<HookCommand>>,
    pub revoked: Option<Option<HookCommand>>,
}

impl RotationEdit {
    fn apply(&self, policy: &mut RotationPolicy) {
        set(&mut policy.rotate_every, self.rotate_every.as_ref());
        set(&mut policy.rotate_before, self.rotate_before.as_ref());
        set(&mut policy.grace, self.grace.as_ref());
        set(&mut policy.hooks.deliver, self.deliver.as_ref());
        set(&mut policy.hooks.verify, self.verify.as_ref());
        set(&mut policy.hooks.revoked, self.revoked.as_ref());
    }
}

/// Changes a value that may be absent, if it shall change.
fn set<T: Clone>(value: &mut Option<T>, change: Option<&Option<T>>) {
    if let Some(change) = change {
        value.clone_from(change);
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
            edit_one(transaction, case.successor, &Edit { expiry: None, ..edit.clone() })?;
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
    set(&mut key.description, edit.description.as_ref());
    if let Some(owner) = edit.owner.as_ref().filter(|owner| **owner != key.owner) {
        key.owner =
            profile.owner(owner.clone(), user).map_err(|refused| refused_edit(key, profile, refused))?;
    }
    for label in &edit.labels {
        key.labels.insert(label.key.clone(), label.value.clone());
    }
    for label in &edit.remove_labels {
        key.labels.remove(label);
    }
    bound("labels", key.labels.len(), MAX_LABELS)?;
    if let Some(scopes) = &edit.scopes {
        key.scopes = profile.closure(scopes.iter().cloned());
        bound("scopes", key.scopes.len(), MAX_SCOPES)?;
    }
    set(&mut key.resource, edit.resource.as_ref());
    set(&mut key.environment, edit.environment.as_ref());
    edit.rotation.apply(&mut key.rotation);
    if let Some(expiry) = edit.expiry {
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
