//! What every server says at every instant: to consumers, and to whoever has a key that is over.

use std::collections::BTreeMap;

use keywright::domain::key::Key;
use keywright::domain::rights::Requirements;
use keywright::domain::time::Timestamp;
use keywright::verification::Rejection;

use crate::cast::DAY;
use crate::figures::Never;
use crate::server::{Server, Site};
use crate::stage::{Held, Model, Stage};

/// What every server says to every consumer at this instant, and to whoever has a key that is over.
pub(crate) fn judge(stage: &Stage) {
    let (now, mut found) = (stage.now(), Vec::new());
    let mut counts: BTreeMap<&'static str, u64> = BTreeMap::new();
    {
        let model = stage.model.borrow();
        for lineage in model.lineages.values() {
            let Some(held) = &lineage.held else { continue };
            let key = model.snapshot.keys.get(&held.id);
            for site in &model.sites {
                let target = model.targets.iter().find(|target| target.name.as_str() == site.habit.name);
                if key.is_some_and(|key| !target.unwrap().filter.admits(key)) {
                    continue;
                }
                for (place, server) in site.servers.iter().enumerate() {
                    let verdict = ask(&model, site, server, key, held, now);
                    *counts.entry(verdict.unwrap_or_else(|(_, what)| what)).or_default() += 1;
                    if let Err((never, what)) = verdict {
                        let claims = server.file.as_ref().map(|file| file.claims().clone());
                        found.push((
                            never,
                            lineage.name.clone(),
                            format!("server {place} of {}: {what}; its file: {claims:?}", site.habit.name),
                        ));
                    }
                }
            }
        }
        over(&model, now, &mut found);
    }
    for (what, count) in counts {
        stage.model.borrow_mut().figures.add(what, count);
    }
    for (never, name, words) in found {
        stage.violated(never, &name, &words);
    }
}

type GrantRequest = Result<&'static str, (Never, &'static str)>;

/// Presents what a consumer holds. The only excuses are those of the first invariant.
fn ask(
    model: &Model,
    site: &Site,
    server: &Server,
    key: Option<&Key>,
    held: &Held,
    now: Timestamp,
) -> GrantRequest {
    let Some(key) = key else { return Ok("instants excused: deleted by the owner") };
    let Some(file) = &server.file else { return Ok("instants excused: no file yet") };
    let requirements = Requirements { scopes: &key.scopes, ..Requirements::default() };
    match file.decide(held.secret.as_bytes(), &requirements, now) {
        Ok(decision) if decision.is_valid() => return Ok("instants at which a consumer was admitted"),
        Ok(_) => {}
        Err(Rejection::Stale { .. }) => {
            let since = now.unix() - site.obstacle.max(model.off);
            if since > site.habit.pickup + 3 * DAY {
                return Err((Never::Stale, "its file is stale although nothing was in the way"));
            }
            return Ok(if site.habit.optional {
                "instants excused: stale, an optional target that was away, or the machine off"
            } else {
                "instants excused: stale, the machine was off or servers could not be told"
            });
        }
        Err(_) => return Err((Never::ProfileRefusal, "its file is refused")),
    }
    let issued = file.claims().iat;
    let is_new = issued <= key.created_at;
    if model.ended.contains(&held.id) || key.lifecycle.disabled_at().is_some() {
        Ok("instants excused: revoked or disabled by the owner")
    } else if model.enabled.get(&held.id).is_some_and(|at| issued.unix() <= *at) {
        Ok("instants excused: enabled after the file was made")
    } else if key.expires_at.is_some_and(|end| end <= now) {
        Ok("instants excused: expired by policy")
    } else if is_new && key.predecessor.is_none() {
        Ok("instants excused: a first key, not published yet")
    } else if is_new && site.habit.optional {
        Ok("instants excused: an optional target that was not reached")
    } else {
        Err((Never::ProfileRefusal, "the consumer is refused"))
    }
}

/// Presents keys that are over.
fn over(model: &Model, now: Timestamp, found: &mut Vec<(Never, String, String)>) {
    let requirements = Requirements::default();
    for watched in model.watched.values() {
        for site in &model.sites {
            for file in site.servers.iter().filter_map(|server| server.file.as_ref()) {
                let claims = file.claims();
                let entry = file.entries().get(&watched.digest);
                let admits = entry.is_some_and(|entry| entry.rights().check(&requirements, now).is_ok());
                if !admits || claims.exp <= now {
                    continue;
                }
                let exposure = watched.exposure.as_ref();
                let until = exposure.map(|exposure| exposure.get(site.habit.name).copied().unwrap_or(0));
                if until.is_some_and(|until| until <= now.unix()) {
                    let words =
                        format!("{} admits a revoked key; told: {until:?}; {claims:?}", site.habit.name);
                    found.push((Never::PastHorizon, watched.name.clone(), words));
                }
                let late = |(confirmed, deadline): (i64, i64)| {
                    claims.iat.unix() > confirmed && now.unix() >= deadline
                };
                if watched.retired.is_some_and(late) {
                    let words = format!("{} admits it after its deadline; {claims:?}", site.habit.name);
                    found.push((Never::PastDeadline, watched.name.clone(), words));
                }
            }
        }
    }
}
