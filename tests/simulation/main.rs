//! The long simulation: years of rotations with a simulated clock, through the real operations, with failing
//! hooks, late servers, machines that are off, owners who interfere, absent people, and power failures at any
//! moment.
//!
//! One simulation of a few lineages for CI; `KEYWRIGHT_ASSURANCE=full` runs several of 20 lineages
//! over two years, and one of 200 over ten: hours, and with optimisation only
//! (`--config profile.dev.package.keywright.opt-level=1`).
//! `KEYWRIGHT_SIMULATION=SEED,LINEAGES,DAYS[,ODDS]` runs one of that size, to reproduce a violation. The
//! figures are printed (`--nocapture`).
// Clippy sees a test only in what is marked #[test]; helpers of one fail as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../support/mod.rs"]
mod support;

mod cast;
mod figures;
mod hooks;
mod instants;
mod judge;
mod owner;
mod power;
mod server;
mod snapshot;
mod stage;

use keywright::ops::rotation::run;

use cast::{DAY, HOUR};
use figures::{Figures, Never};
use stage::Stage;

/// Calls of ports before power goes, on average: about one step in a hundred. A run that looks after many
/// lineages calls them more often than that, and is then cut off nearly every time.
const ODDS: u64 = 300;
/// How long nothing goes wrong in the end, so that everything can come to rest.
const CALM: i64 = 45 * DAY;

#[test]
#[allow(clippy::disallowed_methods)] // tests ask the machine itself
fn years_of_rotations() {
    let asked = std::env::var("KEYWRIGHT_SIMULATION").ok();
    let numbers = asked.map(|text| text.split(',').map(|part| part.parse().unwrap()).collect::<Vec<u64>>());
    let all: Vec<[u64; 4]> = match numbers.as_deref() {
        Some(&[seed, lineages, days]) => vec![[seed, lineages, days, ODDS]],
        Some(&[seed, lineages, days, odds]) => vec![[seed, lineages, days, odds]],
        Some(_) => panic!("KEYWRIGHT_SIMULATION is SEED,LINEAGES,DAYS or SEED,LINEAGES,DAYS,ODDS"),
        None if support::is_full() => {
            let small = (2..=9).map(|seed| [seed, 20, 730, ODDS]);
            small.chain([[1, 200, 3_650, ODDS]]).collect()
        }
        None => vec![[5, 12, 110, ODDS]],
    };
    let mut is_good = true;
    for [seed, lineages, days, odds] in all {
        let figures = simulate(seed, lineages, days, odds);
        println!("\nsimulation: seed {seed}, {lineages} lineages, 5 targets, {days} days\n{figures}");
        for violation in &figures.violations {
            println!("{:?}: {}\n", violation.never, violation.words);
        }
        is_good &= figures.is_good();
    }
    assert!(is_good, "see the violations above");
}

fn simulate(seed: u64, lineages: u64, days: u64, odds: u64) -> Figures {
    let stage = Stage::new(seed, usize::try_from(lineages).unwrap(), odds);
    stage.is_calm.set(true);
    turn(&stage);
    stage.is_calm.set(false);
    let end = stage.time.at() + i64::try_from(days).unwrap() * DAY;
    while stage.time.at() < end {
        stage.pass(6 * HOUR + i64::try_from(stage.roll(30)).unwrap() * HOUR);
        mishaps(&stage, lineages);
        if stage.roll(90) == 0 {
            stay_off(&stage);
        }
        turn(&stage);
    }
    calm(&stage, end);
    let Stage { model, fuse, .. } = stage;
    let model = model.into_inner();
    let mut figures = model.figures;
    figures.add("ports called", fuse.calls());
    figures.add("transactions", u64::try_from(model.snapshot.generation).unwrap());
    figures
}

/// The machine is off for days, weeks or months.
fn stay_off(stage: &Stage) {
    let days = match stage.roll(10) {
        0 => 60 + stage.roll(90),
        1..=3 => 10 + stage.roll(30),
        _ => 2 + stage.roll(6),
    };
    stage.model.borrow_mut().figures.add("days off", days);
    for _ in 0..days {
        stage.model.borrow_mut().off = stage.time.at() + DAY;
        stage.pass(DAY);
    }
}

/// Troubles that last begin and end.
fn mishaps(stage: &Stage, lineages: u64) {
    let at = stage.time.at();
    if stage.roll(1 + 30 / (1 + lineages / 10)) == 0 {
        let (hook_fault, lasts) = (stage.hook_fault(), i64::try_from(1 + stage.roll(20)).unwrap() * DAY);
        let pick = usize::try_from(stage.roll(lineages)).unwrap();
        let model = &mut *stage.model.borrow_mut();
        let lineage = model.lineages.values_mut().nth(pick).unwrap();
        lineage.hook_fault = Some((hook_fault, at + lasts));
        model.figures.one("lasting troubles of hooks");
    }
    let (deaf, away) = (stage.roll(120) == 0, stage.roll(60) == 0);
    let lasts = i64::try_from(1 + stage.roll(12)).unwrap() * DAY;
    let which = usize::try_from(stage.roll(5)).unwrap();
    let model = &mut *stage.model.borrow_mut();
    for (place, site) in model.sites.iter_mut().enumerate() {
        if deaf && place == which && site.habit.reloads {
            site.deaf_until = at + lasts;
            model.figures.one("lasting troubles of reloads");
        }
        if away && site.habit.optional && site.folder.exists() {
            site.away_until = at + 5 * lasts;
            std::fs::rename(&site.folder, site.folder.with_extension("away")).unwrap();
            model.figures.one("times an optional target was away");
        }
    }
    come_back(model, at);
}

/// What is away comes back, and what is in the way is remembered.
fn come_back(model: &mut stage::Model, at: i64) {
    for site in &mut model.sites {
        let away = site.folder.with_extension("away");
        if away.exists() {
            site.obstacle = at;
            if site.away_until <= at {
                std::fs::rename(&away, &site.folder).unwrap();
            }
        }
        if site.deaf_until > at {
            site.obstacle = at;
        }
    }
    for lineage in model.lineages.values_mut() {
        if lineage.hook_fault.is_some_and(|(_, until)| until > at) {
            lineage.obstacle = at;
        }
    }
}

/// One turn of the machine: people, the owner, and the run.
fn turn(stage: &Stage) {
    let inspect = || stage.with_vault(|vault| judge::inspect(stage, vault));
    stage.powered(|vault| owner::visits(stage, vault));
    inspect();
    if stage.mishap(3) {
        stage.powered(|vault| owner::act(stage, vault));
        inspect();
    }
    if stage.roll(8) == 0 {
        stage.powered(|vault| owner::keep_house(stage, vault));
        inspect();
    }
    stage.look();
    instants::judge(stage);
    stage.count("runs");
    let done = stage.powered(|vault| run::run(vault, &[], &stage.time, stage.programs()));
    in_the_way(stage, done.is_none());
    if let Some(Err(error)) = done {
        stage.violated(Never::Failed, "", &format!("a run failed: {error}"));
    }
    stage.look();
    inspect();
    instants::judge(stage);
}

/// A machine that loses power again and again is as good as off, and so is one that does before it
/// has caught up with the time when it was off.
fn in_the_way(stage: &Stage, has_crashed: bool) {
    let at = stage.time.at();
    let model = &mut *stage.model.borrow_mut();
    model.crashed_runs = if has_crashed { model.crashed_runs + 1 } else { 0 };
    if model.crashed_runs > 1 || (has_crashed && at - model.off < 2 * DAY) {
        model.off = at;
    }
}

/// Nothing goes wrong any more, so everything comes to rest.
fn calm(stage: &Stage, end: i64) {
    stage.is_calm.set(true);
    {
        let model = &mut *stage.model.borrow_mut();
        for lineage in model.lineages.values_mut() {
            lineage.hook_fault = None;
            lineage.visit = 0;
        }
        for site in &mut model.sites {
            (site.away_until, site.deaf_until) = (0, 0);
        }
        come_back(model, end);
    }
    while stage.time.at() < end + CALM {
        stage.pass(DAY);
        turn(stage);
    }
    judge::finally(stage);
    // Opened anew, with nothing in memory of what was.
    let checked = stage.open(true).read(stage.now(), |transaction| transaction.check_integrity(&mut |_| {}));
    if let Err(error) = checked {
        stage.violated(Never::Failed, "", &format!("the vault is damaged: {error}"));
    }
}
