//! The judge: what must hold of the vault after every command.

use std::collections::BTreeMap;

use keywright::domain::digest::Digest;
use keywright::domain::key::{Key, Status};
use keywright::domain::name::KeyRef;
use keywright::domain::rotation::{End, Rotation, due_at};
use keywright::domain::time::Timestamp;
use keywright::ops::rotation::status;
use keywright::ops::{Unlocked, Vault, publish};

use crate::cast::DAY;
use crate::figures::Never;
use crate::server::Site;
use crate::snapshot::Snapshot;
use crate::stage::{Lineage, Model, Stage};

/// How long what waits may take once nothing is in its way: the longest pick-up time, and a few runs.
const PATIENCE: i64 = 8 * DAY;
/// How long it may take where a person carries the secret.
const CARRIED: i64 = 25 * DAY;
/// How long a key that is over is looked for in files.
const WATCHED: i64 = 90 * DAY;

/// A key that is to pass no more, or only until its deadline.
pub(crate) struct Watched {
    pub(crate) name: String,
    pub(crate) digest: Digest,
    since: i64,
    /// Until when each target may admit it, from its revocation on.
    pub(crate) exposure: Option<BTreeMap<String, i64>>,
    /// When its successor was confirmed, and its deadline.
    pub(crate) retired: Option<(i64, i64)>,
}

/// Looks at the vault after a command, or after a crash.
pub(crate) fn inspect(stage: &Stage, vault: &Vault<Unlocked>) {
    let now = stage.now();
    let generation = vault.read(now, |transaction| Ok(transaction.generation())).unwrap();
    if generation == stage.model.borrow().snapshot.generation {
        // Nothing was written since the last look; only time has passed.
        progress(stage, vault);
        return;
    }
    let snapshot = Snapshot::take(vault, now);
    let old = std::mem::replace(&mut stage.model.borrow_mut().snapshot, snapshot);
    files(stage);
    let mut found: Vec<(Never, String, String)> = Vec::new();
    let mut revoked: Vec<Key> = Vec::new();
    {
        let model = &mut *stage.model.borrow_mut();
        let Model { snapshot, ended, out, figures, .. } = model;
        for (id, key) in &snapshot.keys {
            let before = old.keys.get(id);
            if let Some(words) = before.and_then(|before| widened(before, key)) {
                found.push((Never::Widened, key.name.to_string(), words));
            }
            let was_over = before.is_some_and(|before| before.lifecycle.revoked_at().is_some());
            if key.lifecycle.revoked_at().is_some() && !was_over {
                revoked.push(key.clone());
                // Whose rotation was forgotten with it, if the next one began at once.
                let pended = before.is_some_and(|before| before.status(now) == Status::Pending);
                let has_ended = key.expires_at.is_some_and(|end| end <= now);
                if pended && out.contains(id) && !ended.contains(id) && !has_ended {
                    found.push((
                        Never::GivenUp,
                        key.name.to_string(),
                        format!("v{} was given up", key.version),
                    ));
                }
            }
        }
        ranks(snapshot, now, &mut found);
        for (rotation, escrow) in &snapshot.rotations {
            if *escrow && (rotation.confirmed_at.is_some() || rotation.ended.is_some()) {
                found.push((
                    Never::Escrow,
                    rotation.name.to_string(),
                    "its secret is in escrow still".into(),
                ));
            }
        }
        for rotation in snapshot.rotations.iter().map(|(rotation, _)| rotation) {
            let before = old.rotations.iter().find(|(old, _)| old.successor == rotation.successor);
            count(figures, before.map(|(before, _)| before), rotation);
        }
    }
    for (never, name, words) in found {
        stage.violated(never, &name, &words);
    }
    for key in revoked {
        watch(stage, vault, &key);
    }
    retire(stage);
    progress(stage, vault);
}

/// More than two live keys, or two of one rank.
fn ranks(snapshot: &Snapshot, now: Timestamp, found: &mut Vec<(Never, String, String)>) {
    let mut live: BTreeMap<&str, Vec<Status>> = BTreeMap::new();
    for key in snapshot.keys.values().filter(|key| key.status(now).is_live()) {
        live.entry(key.name.as_str()).or_default().push(key.status(now));
    }
    for (name, mut ranks) in live {
        let count = ranks.len();
        ranks.sort();
        ranks.retain(|rank| *rank != Status::Disabled);
        let distinct = ranks.windows(2).all(|pair| pair[0] != pair[1]);
        if count > 2 || !distinct {
            found.push((Never::ThreeLive, name.to_owned(), format!("{count} live keys: {ranks:?}")));
        }
    }
}

/// What a key may do never grows, and it never lives longer.
fn widened(before: &Key, now: &Key) -> Option<String> {
    let grown = before.scopes != now.scopes
        || before.resource != now.resource
        || before.environment != now.environment
        || before.expires_at != now.expires_at
        || before.ends_at().is_some_and(|end| now.ends_at().is_none_or(|later| later > end));
    grown.then(|| format!("v{} changed: {before:?} to {now:?}", now.version))
}

fn count(figures: &mut crate::figures::Figures, before: Option<&Rotation>, now: &Rotation) {
    if before.is_none() {
        figures.one("rotations started");
    }
    let ended = |rotation: &Rotation| rotation.ended.map(|ended| ended.how);
    if ended(now) != before.and_then(ended) {
        figures.one(if ended(now) == Some(End::Finished) {
            "rotations finished"
        } else {
            "rotations aborted"
        });
    }
}

/// Every generation of every target is used once.
fn files(stage: &Stage) {
    let model = &mut *stage.model.borrow_mut();
    let Model { snapshot, digests, figures, .. } = model;
    for file in &snapshot.files {
        let place = (file.subject.clone(), file.epoch, file.generation);
        let digest = file.dig.to_string();
        let known = digests.entry(place).or_insert_with(|| {
            figures.one("files reserved");
            digest.clone()
        });
        if *known != digest {
            figures.violated(Never::GenerationTwice, || format!("seed {}: {file:?}", stage.seed));
        }
    }
}

/// Asks the vault until when a revoked key may still pass.
fn watch(stage: &Stage, vault: &Vault<Unlocked>, key: &Key) {
    let reference: KeyRef = key.id.as_str().parse().unwrap();
    let (_, told) = publish::exposure::show(vault, &reference, stage.now()).unwrap();
    let exposure = told
        .map_or_else(Vec::new, |told| told.places)
        .into_iter()
        .map(|exposure| (exposure.subject, exposure.until.unix()));
    let exposure = Some(exposure.collect());
    let model = &mut *stage.model.borrow_mut();
    let watched = model.watched.entry(key.id.to_string()).or_insert_with(|| Watched {
        name: key.name.to_string(),
        digest: key.digest,
        since: stage.time.at(),
        exposure: None,
        retired: None,
    });
    watched.exposure = exposure;
}

/// Remembers the deadlines of keys that retire.
fn retire(stage: &Stage) {
    let at = stage.time.at();
    let model = &mut *stage.model.borrow_mut();
    for (rotation, _) in &model.snapshot.rotations {
        let (Some(confirmed), Some(deadline)) = (rotation.confirmed_at, rotation.deadline) else { continue };
        let id = rotation.predecessor.to_string();
        let Some(key) = model.snapshot.keys.get(&id) else { continue };
        let watched = model.watched.entry(id).or_insert_with(|| Watched {
            name: key.name.to_string(),
            digest: key.digest,
            since: at,
            exposure: None,
            retired: None,
        });
        watched.retired = Some((confirmed.unix(), deadline.unix()));
    }
    model.watched.retain(|_, watched| watched.since + WATCHED > at);
}

/// Whether a lineage has all that it should have: one active key, and no rotation that could go on.
fn is_done(model: &Model, lineage: &Lineage, now: Timestamp) -> bool {
    let keys: Vec<&Key> = model.snapshot.lineage(&lineage.name).collect();
    let active = keys.iter().filter(|key| key.status(now) == Status::Active).count();
    let in_grace = |rotation: &Rotation| rotation.deadline.is_some_and(|deadline| deadline > now);
    let newest = keys.iter().filter(|key| key.lifecycle.revoked_at().is_none()).max_by_key(|key| key.version);
    let policy = lineage.kind.to_profile().rotation;
    let due = newest.and_then(|key| due_at(key, &policy, now)).is_some_and(|due| due <= now);
    match model.snapshot.open(&lineage.name) {
        Some(rotation) => in_grace(rotation) && active == 1,
        None => active == 1 && !due,
    }
}

/// Counts rotations that stand still although nothing is in their way.
fn progress(stage: &Stage, vault: &Vault<Unlocked>) {
    let (now, at) = (stage.now(), stage.time.at());
    let mut lost = Vec::new();
    {
        let model = stage.model.borrow();
        for lineage in model.lineages.values() {
            let name = &lineage.name;
            let mut keys = model.snapshot.lineage(name).peekable();
            // The owner ended it all, and begins anew some day.
            let is_owners =
                |key: &Key| key.lifecycle.disabled_at().is_some() || model.ended.contains(key.id.as_str());
            let newest = model.snapshot.lineage(name).max_by_key(|key| key.version);
            let by_owner = keys.peek().is_none() || newest.is_some_and(is_owners);
            let obstacle = obstacle(&model, lineage).max(if by_owner { at } else { 0 });
            // A rotation that came late may be followed at once by the next one, which begins its own wait.
            let confirmed = model.snapshot.rotations.iter().map(|(rotation, _)| rotation);
            let confirmed = confirmed.filter(|rotation| rotation.name.as_str() == name);
            let confirmed = confirmed.filter_map(|rotation| rotation.confirmed_at).max();
            let prepared = lineage.waiting.unwrap_or(at).max(obstacle);
            let prepared = prepared.max(confirmed.map_or(0, Timestamp::unix));
            let done = is_done(&model, lineage, now);
            let prepared = if done { None } else { Some(prepared) };
            let is_lost = lineage.kind.alone && prepared.is_some_and(|prepared| at - prepared > PATIENCE);
            lost.push((name.clone(), prepared.filter(|_| !is_lost), is_lost));
        }
    }
    for (name, prepared, is_lost) in lost {
        stage.model.borrow_mut().lineages.get_mut(&name).unwrap().waiting = prepared;
        if is_lost {
            let waits = waits(stage, vault, &name);
            stage.violated(Never::Lost, &name, &format!("its rotation does not go on: {waits}"));
        }
    }
}

/// What the vault says that a lineage waits for.
fn waits(stage: &Stage, vault: &Vault<Unlocked>, name: &str) -> String {
    let standings = status::status(vault, stage.now()).unwrap();
    let status = standings.iter().find(|status| status.outcome.rotation.name.as_str() == name);
    status.map_or("no rotation".to_owned(), |status| {
        format!("next {:?}, waiting for {:?}", status.next, status.waiting)
    })
}

/// When something was last in the way of a lineage.
fn obstacle(model: &Model, lineage: &Lineage) -> i64 {
    let example = model.snapshot.lineage(&lineage.name).next();
    let admits = |site: &Site| {
        let target = model.targets.iter().find(|target| target.name.as_str() == site.habit.name);
        target.zip(example).is_some_and(|(target, key)| target.filter.admits(key))
    };
    let sites = model.sites.iter().filter(|site| !site.habit.optional && admits(site));
    sites.map(|site| site.obstacle).max().unwrap_or(0).max(lineage.obstacle).max(model.off)
}

/// At the end, after a time without mishaps: everybody is done.
pub(crate) fn finally(stage: &Stage) {
    let now = stage.now();
    let names: Vec<String> = {
        let model = stage.model.borrow();
        let stands = |lineage: &Lineage| lineage.waiting.is_some_and(|since| now.unix() - since > CARRIED);
        let lost = model.lineages.values().filter(|lineage| {
            let is_open = model.snapshot.open(&lineage.name).is_some();
            !is_done(&model, lineage, now) && (!is_open || stands(lineage))
        });
        lost.map(|lineage| lineage.name.clone()).collect()
    };
    for name in names {
        stage.violated(Never::Lost, &name, "it is not done although nothing went wrong for long");
    }
}
