//! What is said after a key was revoked, disabled or deleted: files that servers have cannot be recalled.

use std::collections::BTreeSet;

use super::Context;
use crate::domain::name::KeyRef;
use crate::error::Result;
use crate::ops::key::delete::Outcome;
use crate::ops::publish::exposure::{KeyExposure, show};
use crate::ops::{Unlocked, Vault};

/// What the key is called that the answer above shows.
pub(in crate::cli) const IT: &str = "it";

/// Reports until when servers may accept these keys, and warns of targets that are to be published. Returns whether
/// any may. `which`: what the key is called, if it is only one; of several, each by its id.
pub(in crate::cli) fn report(
    context: &mut Context<'_>,
    vault: &Vault<Unlocked>,
    ids: &[KeyRef],
    which: &str,
) -> Result<bool> {
    let mut behind = BTreeSet::new();
    let mut any = false;
    for id in ids {
        let (key, exposure) = show(vault, id, context.now())?;
        let Some(exposure) = exposure else { continue };
        let which = if ids.len() > 1 { key.id.as_str() } else { which };
        any |= is_exposed(&exposure);
        if !is_exposed(&exposure) {
            context.out.note(&format!("no unexpired file that this vault knows of contains {which}"));
        }
        report_places(context, &exposure, which, &mut behind, &mut BTreeSet::new());
    }
    warn(context, &behind, &format!("admits {}", if ids.len() > 1 { "some of them" } else { which }));
    Ok(any)
}

/// Whether servers may still accept the key.
pub(super) fn is_exposed(exposure: &KeyExposure) -> bool {
    !exposure.places.is_empty() || exposure.unknown.is_some()
}

/// The same of keys whose deletion was forced, as it was before; `published`: no target is behind any more.
pub(super) fn report_deleted(context: &mut Context<'_>, deleted: &[Outcome], published: bool) {
    let (mut behind, mut said) = (BTreeSet::new(), BTreeSet::new());
    for Outcome { exposure, .. } in deleted {
        report_places(context, exposure, IT, &mut behind, &mut said);
    }
    if !published {
        warn(context, &behind, &format!("admits {IT}"));
    }
}

/// `said`: what was said already, of other keys; once is enough.
fn report_places(
    context: &mut Context<'_>,
    exposure: &KeyExposure,
    which: &str,
    behind: &mut BTreeSet<String>,
    said: &mut BTreeSet<String>,
) {
    let mut say = |line: String| {
        if said.insert(line.clone()) {
            context.out.note(&line);
        }
    };
    if let Some(unknown) = exposure.unknown {
        say(format!("{unknown}; one of them may admit {which}"));
    }
    for place in &exposure.places {
        say(format!(
            "{} may still accept {which} until {}, or until they load a newer file",
            place.servers(),
            place.until
        ));
        if place.is_current {
            behind.insert(place.subject.clone());
        }
    }
}

/// Warns of targets whose files are not as the vault has it.
pub(super) fn warn<'a>(context: &mut Context<'_>, behind: impl IntoIterator<Item = &'a String>, what: &str) {
    let names: Vec<&str> = behind.into_iter().map(String::as_str).collect();
    if names.is_empty() {
        return;
    }
    let (quoted, plain) = (names.join("', '"), names.join(" "));
    context.out.warn(&format!("the newest file of '{quoted}' still {what}; run `keywright publish {plain}`"));
}
