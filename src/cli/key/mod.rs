//! `key …`, except `key create`.

pub mod args;
mod ask;
pub(super) mod bulk;
mod create;
pub mod create_args;
mod delete;
pub(super) mod exposure;
mod import;
pub mod list_args;
mod misplaced;

use super::context::Context;
use super::publish::Followed;
use super::publish::args::PublishAfter;
use super::{Answer, hook, publish};
use crate::domain::key::Key;
use crate::domain::name::KeyRef;
use crate::domain::time::Timestamp;
use crate::domain::words;
use crate::error::{Error, Result};
use crate::ops::key::lifecycle::Change;
use crate::ops::key::list::{Filter, Request};
use crate::ops::key::order::{Cursor, Order};
use crate::ops::key::pattern::NamePattern;
use crate::ops::publish::exposure::show as show_exposure;
use crate::ops::{Unlocked, Vault, key};
use crate::output::joined;
use crate::output::key::{ShownKey, shown};
use crate::output::publish::exposure::shown as shown_with_exposure;
use crate::output::verification_file::answer::AnswerView;
use args::{KeyCommand, KeyDisableArgs, KeyEditArgs, KeyEnableArgs, KeyRevokeArgs, KeyVerifyArgs};
use list_args::KeyListArgs;

pub(super) fn run(context: &mut Context<'_>, command: KeyCommand) -> Result<Answer> {
    match command {
        KeyCommand::Create(args) => create::create(context, args),
        KeyCommand::List(args) => list(context, args),
        KeyCommand::Show(args) => show(context, &args.key),
        KeyCommand::Edit(args) => edit(context, &args),
        KeyCommand::Disable(args) => disable(context, &args),
        KeyCommand::Enable(args) => enable(context, &args),
        KeyCommand::Revoke(args) if args.lineage => revoke_lineage(context, &args),
        KeyCommand::Revoke(args) => revoke(context, &args),
        KeyCommand::Delete(args) => delete::delete(context, &args),
        KeyCommand::Verify(args) => verify(context, &args),
        KeyCommand::Import(args) => import::import(context, &args),
    }
}

fn list(context: &mut Context<'_>, args: KeyListArgs) -> Result<Answer> {
    context.out.show_wide(args.list.wide);
    let format = context.out.format();
    let limit = args.page(format).map(|size| usize::try_from(size).unwrap_or(usize::MAX));
    let order = args.order(format, context.ports.environment.stdout_is_terminal);
    let cursor: Option<Cursor> = args
        .cursor
        .map(|text| text.parse().map_err(|invalid| Error::usage(format!("--cursor '{text}': {invalid}"))))
        .transpose()?;
    let pattern = args.pattern;
    let is_all = args.filter == Filter::default() && cursor.is_none();
    let none = none_listed(pattern.as_ref(), is_all);
    let is_literal = pattern.as_ref().is_some_and(NamePattern::is_literal);
    let request = Request { filter: args.filter, pattern, order, limit, cursor }
        .in_order_of_cursor(Order::meant_by(args.sort, args.reverse));
    context.with_vault(|context, vault| {
        let now = context.now();
        if !is_literal {
            context.out.say_if_none(&none);
        }
        let (mut listing, mut count) = (context.out.begin_listing()?, 0_u64);
        let next = key::list::list(vault, &request, now, &mut |key| {
            count += 1;
            context.out.listed(&mut listing, shown(key, now))
        })?;
        context.out.end_listing(listing, next.map(|cursor| cursor.to_string()))?;
        if is_literal && count == 0 {
            context.out.note(&none);
        }
        Ok(())
    })?;
    Ok(Answer::Yes)
}

/// Why a list of these keys is empty.
pub(super) fn none_listed(pattern: Option<&NamePattern>, is_all: bool) -> String {
    match pattern.map(NamePattern::as_str) {
        Some(text) if pattern.is_some_and(NamePattern::is_literal) => {
            format!("no key is called '{text}'; names that contain it: '*{text}*'")
        }
        None if is_all => "there are no keys; `keywright key create NAME` makes one".to_owned(),
        _ => "no key is like this".to_owned(),
    }
}

fn show(context: &mut Context<'_>, reference: &KeyRef) -> Result<Answer> {
    let now = context.now();
    let (key, exposure) = context.with_vault(|_, vault| show_exposure(vault, reference, now))?;
    context.out.one(&shown_with_exposure(key, exposure, now))?;
    Ok(Answer::Yes)
}

fn edit(context: &mut Context<'_>, args: &KeyEditArgs) -> Result<Answer> {
    let KeyEditArgs { key, name, missing, publish, edit } = args;
    if edit.is_empty() && name.is_none() {
        return Err(Error::usage("nothing to change was given").hint("see `keywright key edit --help`"));
    }
    hook::check(context, &edit.rotation.programs(), missing)?;
    let now = context.now();
    context.with_vault(|context, vault| {
        let edited = key::edit::edit(vault, key, name.as_ref(), edit, now)?;
        let shown = context.out.one(&changed_key(edited.key, now, edited.changed));
        let followed = publish::follow(context, vault, *publish, "the key is changed");
        if !matches!(followed, Ok(Followed::Published)) {
            exposure::warn(context, &edited.behind, "has its former rights and times");
        }
        let followed = followed?;
        shown.map(|()| followed.warn(context))
    })
}

fn changed_key(key: Key, now: Timestamp, changed: bool) -> joined::Changed<ShownKey> {
    joined::Changed::new(shown(key, now), changed)
}

fn enable(context: &mut Context<'_>, args: &KeyEnableArgs) -> Result<Answer> {
    context.with_vault(|context, vault| {
        let changed = apply(context, vault, &args.key, &Change::Enable)?;
        let followed = publish::follow(context, vault, args.publish, "the key is enabled")?;
        changed.shown.map(|()| followed.warn(context))
    })
}

fn disable(context: &mut Context<'_>, args: &KeyDisableArgs) -> Result<Answer> {
    context.with_vault(|context, vault| {
        let changed = apply(context, vault, &args.key, &Change::Disable)?;
        follow(context, vault, args.publish, "the key is disabled", changed)
    })
}

/// Keys that were changed, and whether they could be shown.
pub(super) struct Changed {
    pub(super) ids: Vec<KeyRef>,
    /// What the key is called, if it is only one.
    pub(super) which: &'static str,
    pub(super) shown: Result<()>,
}

/// Publishes if requested, and reports the keys' exposure. Servers get their files even if nothing can be
/// printed, and every error says that the change is done.
pub(super) fn follow(
    context: &mut Context<'_>,
    vault: &Vault<Unlocked>,
    asked: PublishAfter,
    done: &str,
    changed: Changed,
) -> Result<Answer> {
    let followed = publish::follow(context, vault, asked, done);
    let reported = exposure::report(context, vault, &changed.ids, changed.which);
    let followed = followed?;
    changed.shown?;
    let is_exposed = reported
        .map_err(|error| publish::but(&format!("{done}, but its exposure could not be determined"), error))?;
    // Where no file has the key, there was nothing to publish.
    Ok(if is_exposed { followed.warn(context) } else { Answer::Yes })
}

/// Applies a change and shows the key.
fn apply(
    context: &mut Context<'_>,
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    change: &Change,
) -> Result<Changed> {
    let now = context.now();
    let outcome = key::lifecycle::change(vault, reference, change, now)?;
    let id = by_id(&outcome.key)?;
    let name = outcome.key.name.clone();
    let shown = context.out.one(&changed_key(outcome.key, now, outcome.changed));
    if !outcome.changed {
        context.out.note("already up to date");
    }
    if let Some(end) = outcome.lineage_dies_at {
        context.out.warn(&format!(
            "'{name}' has only its old key left, which stops working at {end}; after that it has no working key"
        ));
    }
    Ok(Changed { ids: vec![id], which: exposure::IT, shown })
}

/// By the ids that were confirmed or shown, whatever the name refers to by now.
pub(super) fn by_id(key: &Key) -> Result<KeyRef> {
    key.id.as_str().parse().map_err(|_| Error::internal("an id is no reference"))
}

fn revoke(context: &mut Context<'_>, args: &KeyRevokeArgs) -> Result<Answer> {
    context.with_vault(|context, vault| {
        let key = key::lifecycle::look(vault, &args.key, context.now())?;
        if key.lifecycle.revoked_at().is_none() {
            let question = format!("Permanently revoke {} '{}'?", key.id, key.name);
            context.confirm(&question, args.yes)?;
        }
        let changed = apply(context, vault, &by_id(&key)?, &Change::Revoke(args.reason.clone()))?;
        follow(context, vault, args.publish, "the key is revoked", changed)
    })
}

fn revoke_lineage(context: &mut Context<'_>, args: &KeyRevokeArgs) -> Result<Answer> {
    context.with_vault(|context, vault| {
        let keys_to_delete = key::lifecycle::unrevoked(vault, &args.key, context.now())?;
        if !keys_to_delete.is_empty() {
            let count = words::count(keys_to_delete.len(), "key");
            let name = &keys_to_delete[0].name;
            context.confirm(&format!("Permanently revoke {count} of '{name}'?"), args.yes)?;
        }
        let now = context.now();
        let reason = args.reason.as_ref();
        let outcomes = key::lifecycle::revoke_lineage(vault, &args.key, reason, now)?;
        let ids = outcomes.iter().filter(|outcome| outcome.changed).map(|outcome| by_id(&outcome.key));
        let ids = ids.collect::<Result<_>>()?;
        let views = outcomes.into_iter().map(|outcome| changed_key(outcome.key, now, outcome.changed));
        let changed = Changed { ids, which: exposure::IT, shown: context.out.items(views) };
        follow(context, vault, args.publish, "the keys are revoked", changed)
    })
}

fn verify(context: &mut Context<'_>, args: &KeyVerifyArgs) -> Result<Answer> {
    let wanted = args.wanted.requirements();
    context.with_vault(|context, vault| {
        if !args.lines {
            let secret = context.read_secret("Secret to verify")?;
            let now = context.now();
            let view = AnswerView::of_vault(&key::verify::verify(vault, &secret, &wanted, now)?, now);
            context.out.one(&view)?;
            return Ok(view.valid.into());
        }
        context.warn_of_typed_secrets();
        let mut all = true;
        while let Some(secret) = context.read_secret_line()? {
            let now = context.now();
            let view = AnswerView::of_vault(&key::verify::verify(vault, &secret, &wanted, now)?, now);
            all &= view.valid;
            context.out.json_line(&view)?;
        }
        Ok(all.into())
    })
}
