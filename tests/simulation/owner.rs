//! The owner and the people who carry secrets by hand.

use keywright::domain::key::{Key, Status};
use keywright::domain::name::KeyRef;
use keywright::domain::rotation::{Next, Rotation, Wait};
use keywright::error::{Error, Kind as ErrorKind, Result};
use keywright::ops::key::create::{Delivery, Minted, NewKey, Settings, Terms};
use keywright::ops::key::sink::SecretSink;
use keywright::ops::rotation::{abort, confirm, finish, plan, secret, start, status};
use keywright::ops::{Unlocked, Vault, key};
use keywright::secret::Secret;

use crate::cast::DAY;
use crate::figures::Never;
use crate::stage::Stage;

/// How an owner finishes before the deadline.
const EARLY: finish::FinishOptions = finish::FinishOptions { early: true, used: finish::IfUsed::Refuse };
/// How long the owner keeps what is over.
const KEPT: i64 = 30 * DAY;

struct Remembered(Vec<(String, u32, String)>);

impl Delivery for Remembered {
    fn deliver(&mut self, minted: &Minted) -> Result<()> {
        let Minted { key, secret, .. } = minted;
        self.0.push((key.id.to_string(), key.version, secret.expose().to_owned()));
        Ok(())
    }

    fn complete(&mut self) -> Result<()> {
        Ok(())
    }
}

fn by_name(name: &str) -> KeyRef {
    KeyRef::Name(name.parse().unwrap())
}

fn by_id(id: &str) -> KeyRef {
    id.parse().unwrap()
}

/// Mints the first key of a lineage, and gives it to its consumer.
pub(crate) fn create(stage: &Stage, vault: &Vault<Unlocked>, name: &str) {
    let profile = stage.model.borrow().lineages[name].kind.profile;
    let is_gold = name.ends_with(['0', '3', '6', '9']);
    let tier = if is_gold { "gold" } else { "iron" };
    let settings = Settings {
        scopes: vec!["read".parse().unwrap()],
        label: vec![format!("tier={tier}").parse().unwrap()],
        ..Settings::default()
    };
    let terms = Terms { profile: Some(profile.parse().unwrap()), settings, ..Terms::default() };
    let key = NewKey { name: name.parse().unwrap(), terms, keep_in: None };
    let mut delivery = Remembered(Vec::new());
    let made = key::create::create(vault, &mut [Ok(key)].into_iter(), stage.now(), &mut delivery);
    stage.note(name, &format!("created: {made:?}"));
    if made.is_ok() {
        let (id, version, secret) = delivery.0.remove(0);
        let model = &mut *stage.model.borrow_mut();
        model.out.insert(id.clone());
        model.lineages.get_mut(name).unwrap().take(&id, version, &secret);
        model.figures.one("keys created");
    }
}

/// Everything an owner may want of a lineage at some time.
pub(crate) fn act(stage: &Stage, vault: &Vault<Unlocked>) {
    let lineages = stage.model.borrow().lineages.len() as u64;
    let pick = stage.roll(lineages);
    let name = stage.model.borrow().lineages.keys().nth(usize::try_from(pick).unwrap()).unwrap().clone();
    stage.count("owner's acts");
    let now = stage.now();
    let (open, live) = {
        let snapshot = &stage.model.borrow().snapshot;
        let live: Vec<Key> =
            snapshot.lineage(&name).filter(|key| key.status(now).is_live()).cloned().collect();
        (snapshot.open(&name).cloned(), live)
    };
    let of = |wanted: Status| live.iter().find(|key| key.status(now) == wanted).map(|key| key.id.to_string());
    let choice = stage.roll(20);
    let did = match (choice, &open) {
        (0..=2, Some(_)) => take_back(stage, vault, &name, open.as_ref()),
        (3..=4, _) => of(Status::Retiring).map(|id| revoke(stage, vault, &id)),
        (5..=6, _) => of(Status::Pending).map(|id| revoke(stage, vault, &id)),
        (7, _) => of(Status::Active).map(|id| revoke(stage, vault, &id)),
        (8, _) => {
            // As it is by now: a run may have begun a rotation since the last look.
            for key in key::lifecycle::unrevoked(vault, &by_name(&name), now).unwrap_or_default() {
                stage.model.borrow_mut().ended.insert(key.id.to_string());
            }
            let done = key::lifecycle::revoke_lineage(vault, &by_name(&name), None, now);
            Some(done.map(|_| "lineage revoked"))
        }
        (9..=11, _) => of(Status::Active).map(|id| switch(stage, vault, &id, false)),
        (12, _) => of(Status::Pending).map(|id| switch(stage, vault, &id, false)),
        (13..=14, None) => of(Status::Active).map(|id| begin(stage, vault, &id, true)),
        (15..=17, None) => of(Status::Active).map(|id| begin(stage, vault, &id, false)),
        (15..=17, Some(_)) => {
            Some(finish::finish(vault, &by_name(&name), EARLY, now).map(|_| "finished early"))
        }
        _ => None,
    };
    if let Some(did) = did {
        stage.note(&name, &format!("owner: {did:?}"));
        refused(stage, &name, did.err());
    }
}

/// An owner may be refused; but not because something is broken.
fn refused(stage: &Stage, name: &str, error: Option<Error>) {
    let fine = |error: &Error| {
        matches!(error.kind, ErrorKind::Conflict | ErrorKind::NotFound | ErrorKind::Denied | ErrorKind::Usage)
    };
    if let Some(error) = error.filter(|error| !fine(error)) {
        stage.violated(Never::Failed, name, &format!("an owner's act failed: {error}"));
    }
}

fn revoke(stage: &Stage, vault: &Vault<Unlocked>, id: &str) -> Result<&'static str> {
    stage.model.borrow_mut().ended.insert(id.to_owned());
    let change = key::lifecycle::Change::Revoke(None);
    key::lifecycle::change(vault, &by_id(id), &change, stage.now()).map(|_| "revoked one")
}

fn switch(stage: &Stage, vault: &Vault<Unlocked>, id: &str, on: bool) -> Result<&'static str> {
    let change = if on { key::lifecycle::Change::Enable } else { key::lifecycle::Change::Disable };
    if on {
        stage.model.borrow_mut().enabled.insert(id.to_owned(), stage.time.at());
    }
    let done = key::lifecycle::change(vault, &by_id(id), &change, stage.now());
    done.map(|_| if on { "enabled" } else { "disabled" })
}

fn begin(stage: &Stage, vault: &Vault<Unlocked>, id: &str, compromised: bool) -> Result<&'static str> {
    if compromised {
        stage.model.borrow_mut().ended.insert(id.to_owned());
    }
    let request = start::Request { compromised, ..start::Request::new(by_id(id)) };
    let prepared = start::start(vault, &request, &SecretSink::Shown, stage.now());
    prepared.map(|_| if compromised { "started, compromised" } else { "started" })
}

/// Aborts, and gives the consumer its old secret back.
fn take_back(
    stage: &Stage,
    vault: &Vault<Unlocked>,
    name: &str,
    open: Option<&Rotation>,
) -> Option<Result<&'static str>> {
    let successor = open?.successor.to_string();
    let predecessor = open?.predecessor.to_string();
    let before = stage.model.borrow().ended.contains(&successor);
    stage.model.borrow_mut().ended.insert(successor.clone());
    let done = abort::abort(vault, &by_name(name), "the owner says so", stage.now());
    let model = &mut *stage.model.borrow_mut();
    match &done {
        // It may be another one by now.
        Ok(outcome) => {
            model.ended.insert(outcome.successor.id.to_string());
        }
        Err(_) if !before => {
            model.ended.remove(&successor);
        }
        Err(_) => {}
    }
    let lineage = model.lineages.get_mut(name).unwrap();
    if done.is_ok() && lineage.held.as_ref().is_some_and(|held| held.id == successor) {
        let before = lineage.previous.take().filter(|held| held.id == predecessor);
        lineage.held = before.or(lineage.held.take());
    }
    Some(done.map(|_| "aborted"))
}

/// What an owner does now and then: switch on what was off, delete what is long over, and begin a
/// lineage anew that has ended.
pub(crate) fn keep_house(stage: &Stage, vault: &Vault<Unlocked>) {
    let (now, at) = (stage.now(), stage.time.at());
    let off: Vec<(String, String)> = {
        let model = stage.model.borrow();
        let keys = model.snapshot.keys.values();
        let disabled =
            keys.filter(|key| key.lifecycle.disabled_at().is_some_and(|since| since.unix() + 5 * DAY < at));
        let disabled = disabled.filter(|key| key.lifecycle.revoked_at().is_none());
        disabled.map(|key| (key.name.to_string(), key.id.to_string())).collect()
    };
    for (name, id) in off {
        let done = switch(stage, vault, &id, true);
        stage.note(&name, &format!("owner: {done:?}"));
        refused(stage, &name, done.err());
    }
    let keys_to_delete: Vec<_> = {
        let model = stage.model.borrow();
        let is_open = |key: &Key| {
            model
                .snapshot
                .open(key.name.as_str())
                .is_some_and(|rotation| rotation.predecessor == key.id || rotation.successor == key.id)
        };
        let over = model.snapshot.keys.values().filter(|key| {
            key.lifecycle.revoked_at().is_some_and(|since| since.unix() + KEPT < at) && !is_open(key)
        });
        over.map(|key| key.id.clone()).collect()
    };
    if !keys_to_delete.is_empty() {
        let deleted = key::delete::delete(vault, &keys_to_delete, false, now);
        stage
            .model
            .borrow_mut()
            .figures
            .add("keys deleted", deleted.as_ref().map_or(0, |gone| gone.len() as u64));
        refused(stage, "", deleted.err());
    }
    let dead: Vec<String> = {
        let model = stage.model.borrow();
        let has_ended =
            |name: &&String| model.snapshot.lineage(name).all(|key| key.lifecycle.revoked_at().is_some());
        model.lineages.keys().filter(has_ended).cloned().collect()
    };
    for name in dead {
        create(stage, vault, &name);
    }
}

/// People look at `rotate status`, hand secrets over and confirm, days later or never.
pub(crate) fn visits(stage: &Stage, vault: &Vault<Unlocked>) {
    let at = stage.time.at();
    let is_due = |lineage: &&crate::stage::Lineage| !lineage.kind.alone && lineage.visit <= at;
    if !stage.model.borrow().lineages.values().any(|lineage| is_due(&lineage)) {
        return;
    }
    let standings = status::status(vault, stage.now()).unwrap();
    let names: Vec<String> =
        stage.model.borrow().lineages.values().filter(is_due).map(|lineage| lineage.name.clone()).collect();
    for name in names {
        let later = i64::try_from(1 + stage.roll(4)).unwrap() * DAY;
        stage.model.borrow_mut().lineages.get_mut(&name).unwrap().visit = at + later;
        let status = standings.iter().find(|status| status.outcome.rotation.name.as_str() == name);
        if status.is_none() {
            start_by_hand(stage, vault, &name);
        }
        if let Some(status) = status.filter(|status| status.next == Next::Wait(Wait::Person)) {
            let successor = status.outcome.successor.id.to_string();
            carry(stage, vault, &name, &successor);
        }
    }
}

/// What a run only reports: nothing delivers the new secret. A key that has expired by then is replaced.
fn start_by_hand(stage: &Stage, vault: &Vault<Unlocked>, name: &str) {
    let planned = plan::plan(vault, &[by_name(name)], stage.now());
    let Some(due) = planned.ok().and_then(|planned| {
        planned.into_iter().find_map(|planned| planned.due.filter(|_| planned.waits_for.is_some()))
    }) else {
        return;
    };
    let id = due.id.to_string();
    let done = if due.status(stage.now()) == Status::Expired {
        stage.model.borrow_mut().ended.insert(id.clone());
        let revoke = key::lifecycle::Change::Revoke(None);
        key::lifecycle::change(vault, &by_id(&id), &revoke, stage.now()).map(|_| "revoked, as it expired")
    } else {
        begin(stage, vault, &id, false)
    };
    stage.note(name, &format!("a person, by hand: {done:?}"));
    stage.count("rotations started by hand");
    refused(stage, name, done.err());
}

fn carry(stage: &Stage, vault: &Vault<Unlocked>, name: &str, successor: &str) {
    let held = stage.model.borrow().lineages[name].held.clone();
    if let Some(held) = held.filter(|held| held.id == successor) {
        let proof = confirm::Proof::of(&Secret::new(held.secret));
        let request = confirm::Request { key: by_name(name), force: false };
        let done = confirm::confirm(vault, &request, proof, stage.now());
        stage.note(name, &format!("a person confirms: {:?}", done.as_ref().map(|outcome| outcome.changed)));
        stage.count("confirmed by hand");
        refused(stage, name, done.err());
    } else if stage.mishap(8) {
        stage.count("people who did not come");
        stage.model.borrow_mut().lineages.get_mut(name).unwrap().visit = stage.time.at() + 40 * DAY;
    } else {
        // The consumer has it, and the vault is told weeks later.
        let forgets = stage.mishap(5);
        let got = secret::secret(vault, &by_name(name), &SecretSink::Shown, stage.now());
        let model = &mut *stage.model.borrow_mut();
        if let Ok((outcome, secret)) = &got {
            let id = outcome.successor.id.to_string();
            model.out.insert(id.clone());
            let lineage = model.lineages.get_mut(name).unwrap();
            lineage.take(&id, outcome.successor.version, secret.expose());
            lineage.note(stage.time.at(), &format!("a person brings v{}", outcome.successor.version));
            if forgets {
                lineage.visit = stage.time.at() + 40 * DAY;
            }
            model.figures.one("secrets carried by hand");
        }
    }
}
