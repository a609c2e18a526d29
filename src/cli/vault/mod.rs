//! `init`, `status` and `vault …`.
//!
//! | file | command |
//! |---|---|
//! | `mod` | `vault …` |
//! | `status` | `status` |
//! | `init` | `init` |
//! | `held` | `unlock`, `lock` |
//! | `args` | the arguments of all of them |

pub mod args;
pub(super) mod held;
pub(super) mod init;
pub(super) mod status;

use std::sync::Arc;

use super::context::Context;
use super::{Answer, slot};
use crate::domain::id::Fingerprint;
use crate::error::{Error, Result};
use crate::ops::publish::lost_targets;
use crate::ops::vault::rekey::Change;
use crate::ops::vault::restore::{self, Request};
use crate::ops::vault::{self, backup, held as kept_open, repair, signing_key, trust};
use crate::ops::{Unlocked, Vault, target};
use crate::output::fields::Shown;
use crate::output::vault::replay;
use crate::output::vault::restore::describe;
use args::{CheckVaultArgs, RekeyArgs, RestoreArgs, VaultCommand};

pub(super) fn run(context: &mut Context<'_>, command: VaultCommand) -> Result<Answer> {
    let now = context.now();
    match command {
        VaultCommand::Info => {
            let info = context.with_vault(|_, vault| vault::info(vault, now))?;
            context.out.one(&Shown(&info))?;
        }
        VaultCommand::Check(args) if args.repair => return repair(context, &args),
        VaultCommand::Check(_) => {
            let found = context.with_vault(|context, vault| {
                with_progress(context, "rows checked", |progress| vault::check(vault, now, progress))
            })?;
            context.out.one(&Shown(&found))?;
        }
        VaultCommand::Restore(args) => restore(context, &args)?,
        VaultCommand::Rekey(args) if args.signing => return signing(context, &args),
        VaultCommand::Rekey(_) => {
            let sources = context.sources();
            slot::rekey(context, &sources, &Change::Keep)?;
        }
        VaultCommand::Trust(args) => trust(context, args.fingerprint)?,
        VaultCommand::Backup(args) => {
            let vault = context.locked()?;
            let copy = with_progress(context, "pages copied", |progress| {
                backup::backup(&vault, &args.request, now, progress)
            })?;
            context.out.one(&Shown(&copy))?;
        }
    }
    Ok(Answer::Yes)
}

/// Shows progress of long work.
fn with_progress<T>(
    context: &Context<'_>,
    what: &'static str,
    work: impl FnOnce(&mut dyn FnMut(u64)) -> Result<T>,
) -> Result<T> {
    let mut progress = context.out.progress();
    progress.start(what);
    let done = work(&mut |rows| progress.inc(rows));
    progress.finish();
    done
}

fn restore(context: &mut Context<'_>, args: &RestoreArgs) -> Result<()> {
    let (path, sources, options) = (context.vault_path()?, context.sources(), context.options());
    let trust = context.global.trust.clone();
    let request = Request {
        from: &args.file,
        path: &path,
        sources: &sources,
        options: &options,
        trust: trust.as_ref(),
    };
    let (now, entropy) = (context.now(), Arc::clone(&context.ports.entropy));
    let done = with_progress(context, "rows checked", |progress| {
        restore::restore(&request, now, context.prompter(), entropy, progress)
    })?;
    kept_open::forget(context.ports.keyring, done.id);
    for warning in &done.warnings {
        context.out.warn(warning);
    }
    for target in &done.lost_targets {
        context.out.warn(&lost_targets::complaint(target.name.as_str(), &target::summary(target)));
    }
    context.out.one(&Shown(&done))?;
    if let Some(kept) = &done.replaced {
        context.out.note(&format!("the replaced file is kept as {}", kept.display()));
    }
    if let [_, _, ..] = &*done.slots {
        let names = done.slots.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        context.out.note(&format!(
            "it has the slots of the backup: {names}; remove those again that were removed since"
        ));
    }
    context.out.note(&format!(
        "changes after {} are lost; `keywright publish` shows the consequences for servers before it changes anything",
        done.newest_time
    ));
    Ok(())
}

fn repair(context: &mut Context<'_>, args: &CheckVaultArgs) -> Result<Answer> {
    let now = context.now();
    let entropy = Arc::clone(&context.ports.entropy);
    let done = context.with_vault(|context, vault| {
        let found = with_progress(context, "rows checked", |progress| repair::damages(vault, now, progress))?;
        let Some(damages) = found else { return Ok(None) };
        for sentence in describe(&damages) {
            context.out.warn(&sentence);
        }
        context.confirm("Drop what is damaged, and keep the rest?", args.yes)?;
        let done = with_progress(context, "rows encrypted", |progress| {
            repair::repair(vault, now, &*entropy, progress)
        })?;
        // Others may have written during the prompt.
        let mut later = done.damages.clone();
        later.retain(|damage| !damages.contains(damage));
        for sentence in describe(&later) {
            context.out.warn(&sentence);
        }
        Ok(Some(done))
    })?;
    let done = done.unwrap_or_default();
    context.out.one(&Shown(&done))?;
    if !done.is_changed() {
        return Ok(Answer::Yes);
    }
    if let Some(kept) = &done.kept {
        context.out.note(&format!("the damaged vault is kept as {}", kept.display()));
    }
    if !done.roles_again.is_empty() {
        let slots = done.roles_again.join(", ");
        context.out.warn(&format!("slots whose role was reset to the one in the audit log: {slots}"));
    }
    let lost = done.lost_targets.sentences();
    for sentence in replay::describe(&done.replayed.findings).into_iter().chain(lost) {
        context.out.warn(&sentence);
    }
    if done.new_signing_key {
        context.out.warn(
            "the signing key was lost: install the new `keywright public-key` on servers before you publish",
        );
    }
    context.out.note(
        "`keywright key import --from-file FILE` re-imports keys that are still in a verification file",
    );
    Ok(Answer::Yes)
}

fn trust(context: &mut Context<'_>, fingerprint: Option<Fingerprint>) -> Result<()> {
    let (now, sources) = (context.now(), context.sources());
    let named = fingerprint.or_else(|| context.global.trust.clone());
    let is_named = named.is_some();
    let done = context.with_stranger(&sources, |context, vault| {
        let fingerprint = match named {
            Some(named) => named,
            None => ask_to_trust(context, vault)?,
        };
        trust::trust(vault, &fingerprint, now)
    })?;
    if done.diverged && is_named {
        context.out.warn(trust::DIVERGED);
    }
    // That counts for every other command, whatever is remembered.
    if let Some(other) = context.global.trust.clone().filter(|other| *other != done.fingerprint) {
        context.out.warn(&format!("--trust or KEYWRIGHT_TRUST still names {other}: change it"));
    }
    context.out.one(&Shown(&done))
}

/// Shows the fingerprint, and asks whether it is the right one.
fn ask_to_trust(context: &mut Context<'_>, vault: &Vault<Unlocked>) -> Result<Fingerprint> {
    let fingerprint = vault.fingerprint().clone();
    let Some(against) = trust::what_speaks_against(vault, context.now())? else { return Ok(fingerprint) };
    if context.out.format().is_json() || !context.prompter().can_ask() {
        let why = context.why_not_asked();
        return Err(Error::usage(format!("the fingerprint must be named, for {why}"))
            .hint("find it with `keywright vault info` on a machine that knows the vault"));
    }
    context.out.warn(&against);
    context.confirm(&format!("Trust the vault with the fingerprint {fingerprint}?"), false)?;
    Ok(fingerprint)
}

fn signing(context: &mut Context<'_>, args: &RekeyArgs) -> Result<Answer> {
    let (now, entropy) = (context.now(), Arc::clone(&context.ports.entropy));
    let done = context.with_vault(|_, vault| {
        if args.prepare {
            signing_key::prepare(vault, &*entropy, now)
        } else {
            signing_key::activate(vault, now)
        }
    })?;
    context.out.one(&Shown(&done))?;
    context.out.note(if args.prepare {
        "install both public keys on servers (`keywright public-key`), then run `keywright vault rekey --signing --activate`"
    } else {
        "run `keywright publish` now: servers refuse the old files once they no longer trust the old key"
    });
    Ok(Answer::Yes)
}
