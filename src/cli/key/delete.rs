//! `key delete`: of one key or lineage, and of all that have ended.

use std::collections::BTreeSet;

use super::args::KeyDeleteArgs;
use super::exposure;
use crate::cli::context::Context;
use crate::cli::publish::Followed;
use crate::cli::{Answer, publish};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::name::KeyRef;
use crate::domain::words;
use crate::error::Result;
use crate::ops::key::delete::{self, Outcome};
use crate::ops::key::prune::{self, Obstacle, Selection};
use crate::ops::{Unlocked, Vault};
use crate::output::fields::Shown;
use crate::output::key::{Deleted, ToDelete};

pub(super) fn delete(context: &mut Context<'_>, args: &KeyDeleteArgs) -> Result<Answer> {
    context.with_vault(|context, vault| match &args.key {
        Some(key) => named(context, vault, args, key),
        None => ended(context, vault, args),
    })
}

fn named(
    context: &mut Context<'_>,
    vault: &Vault<Unlocked>,
    args: &KeyDeleteArgs,
    reference: &KeyRef,
) -> Result<Answer> {
    let keys_to_delete = delete::keys_to_delete(vault, reference, args.force, context.now())?;
    if args.dry_run {
        return show_plan(context, keys_to_delete, None).map(|()| Answer::Yes);
    }
    let question = match keys_to_delete.as_slice() {
        [one] => format!("Delete the record of {} '{}'?", one.id, one.name),
        several => {
            format!("Delete the records of all {} of {reference}?", words::count(several.len(), "version"))
        }
    };
    context.confirm(&question, args.yes || args.force)?;
    // By id: exactly the keys that were confirmed are deleted.
    let ids: Vec<_> = keys_to_delete.into_iter().map(|key| key.id).collect();
    let deleted = delete::delete(vault, &ids, args.force, context.now())?;
    conclude(context, vault, args, deleted, None)
}

/// Those that have ended.
fn ended(context: &mut Context<'_>, vault: &Vault<Unlocked>, args: &KeyDeleteArgs) -> Result<Answer> {
    let Selection { keys, left_out } = prune::select(vault, &args.ended, args.force, context.now())?;
    let ids: Vec<String> = left_out.values().flatten().map(ToString::to_string).collect();
    for (obstacle, ids) in &left_out {
        let count = count(ids.len());
        let why = match obstacle {
            Obstacle::Admitted => {
                "servers may still accept it by a file that was published or exported; --force deletes it"
            }
            Obstacle::Rotating => "part of a rotation in progress",
            Obstacle::Foreign => "created by others, and the role of this slot may not change those",
        };
        context.out.warn(&format!("left out {count}: {why}"));
    }
    if args.dry_run {
        return show_plan(context, keys, Some(ids)).map(|()| Answer::Yes);
    }
    if keys.is_empty() {
        show_deleted(context, Vec::new(), Some(ids))?;
        context.out.note("nothing to delete");
        return Ok(Answer::Yes);
    }
    let question = format!("Delete the records of {} ({})?", count(keys.len()), listed(&keys));
    let asked: BTreeSet<KeyId> = keys.into_iter().map(|key| key.id).collect();
    context.confirm(&question, args.yes || args.force)?;
    let deleted = prune::prune(vault, &args.ended, &asked, args.force, context.now())?;
    let done = format!("deleted {}", count(deleted.len()));
    let answer = conclude(context, vault, args, deleted, Some(ids))?;
    context.out.note(&done);
    Ok(answer)
}

/// Publishes if requested, and shows what was deleted, and where it may still be accepted.
fn conclude(
    context: &mut Context<'_>,
    vault: &Vault<Unlocked>,
    args: &KeyDeleteArgs,
    deleted: Vec<Outcome>,
    left_out: Option<Vec<String>>,
) -> Result<Answer> {
    let followed = publish::follow(context, vault, args.publish, "the keys are deleted");
    exposure::report_deleted(context, &deleted, matches!(followed, Ok(Followed::Published)));
    let is_exposed = deleted.iter().any(|deleted| exposure::is_exposed(&deleted.exposure));
    let shown = show_deleted(context, deleted, left_out);
    let followed = followed?;
    shown?;
    Ok(if is_exposed { followed.warn(context) } else { Answer::Yes })
}

/// The first few of them by name, and how many more.
fn listed(keys: &[Key]) -> String {
    let name = |key: &Key| match key.version {
        1 => format!("'{}'", key.name),
        version => format!("'{}' v{version}", key.name),
    };
    words::first_of(keys.iter().map(name), words::FEW, keys.len())
}

fn count(keys: usize) -> String {
    words::count(keys, "key")
}

fn show_plan(context: &mut Context<'_>, keys: Vec<Key>, left_out: Option<Vec<String>>) -> Result<()> {
    let all = count(keys.len());
    context.out.items_without(keys.into_iter().map(|key| Shown(Box::new(ToDelete(key)))), left_out)?;
    context.out.note(&format!("would delete {all}; nothing was changed"));
    Ok(())
}

fn show_deleted(
    context: &mut Context<'_>,
    deleted: Vec<Outcome>,
    left_out: Option<Vec<String>>,
) -> Result<()> {
    let views = deleted.into_iter().map(|deleted| Shown(Box::new(Deleted(deleted.key))));
    context.out.items_without(views, left_out)
}
