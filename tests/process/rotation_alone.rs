//! `rotate run` as systemd and cron start it, and under clocks that jump.

use super::rotating::{GOOD, Lineage};
use super::rotation::later;

const DAY: i64 = 86_400;

/// No terminal, stdin closed, and only the environment that systemd sets.
fn as_a_service(lineage: &Lineage, arguments: &str) -> crate::support::Answer {
    let line = format!(
        "exec setsid -w env -i CREDENTIALS_DIRECTORY=\"$PWD/credentials\" STATE_DIRECTORY=\"$PWD/state\" \
         \"$KW\" --vault \"$PWD/.local/share/keywright/vault.db\" {arguments} <&-"
    );
    lineage.home.shell(&line).run()
}

#[test]
fn a_service_needs_no_terminal_no_stdin_and_no_environment() {
    let Some(lineage) = Lineage::due(GOOD) else { return };
    lineage.home.shell("mkdir credentials").run().exits(0);
    let trust = format!("vault trust {}", lineage.home.fingerprint());
    lineage.home.call(&trust).env("STATE_DIRECTORY", lineage.home.path("state")).run().exits(0);
    std::fs::rename(lineage.home.identity(), lineage.home.path("credentials/keywright.identity")).unwrap();
    let plan = as_a_service(&lineage, "rotate run --dry-run -o json").exits(0).json();
    assert_eq!(plan["items"][0]["name"], "bot", "{plan}");
    let ran = as_a_service(&lineage, "rotate run -o json").exits(0);
    let report = ran.json();
    assert_eq!(report["items"][0]["step"], "confirmed", "{ran}");
    assert!(ran.stderr.is_empty(), "{ran}");
    let rest = as_a_service(&lineage, "rotate run -o json").exits(0);
    assert_eq!((rest.json(), rest.stderr.len()), (serde_json::json!({"items": []}), 0), "{rest}");
    let silent = as_a_service(&lineage, "rotate run").exits(0);
    assert!(silent.output().is_empty(), "{silent}");
    let silent = as_a_service(&lineage, "rotate run --dry-run").exits(0);
    assert!(silent.output().is_empty(), "{silent}");
    let lock = lineage.home.path("state");
    let found = crate::support::contents(&lock);
    assert!(found.keys().any(|path| path.ends_with("run.lock")), "{:?}", found.keys());
    let denied = as_a_service(&lineage, "key create other -o json").exits(0);
    assert!(denied.json()["id"].is_string());
}

/// Half a year without a run: the key and the file have expired long ago.
#[test]
fn months_off_are_caught_up_with() {
    let Some(lineage) = Lineage::made("-200d", GOOD) else { return };
    assert_eq!(lineage.statuses("+0"), ["expired"]);
    lineage.home.ok("rotate run");
    lineage.home.ok("rotate run");
    let statuses = lineage.statuses("+0");
    assert_eq!(statuses.iter().filter(|status| *status == "active").count(), 1, "{statuses:?}");
    let new = lineage.consumer();
    assert!(new != lineage.old && lineage.verifies("+0", &new) && lineage.admitted(&new, &later(60)));
    assert!(!lineage.admitted(&lineage.old, &later(60)));
    assert_eq!(lineage.home.ok("rotate run -o json").json(), serde_json::json!({"items": []}));
    lineage.home.run("rotate secret bot -o json").fails(4, "conflict");
}

/// The keys, the rotations, the file and the consumer's secret. Not the audit log: it has the denial.
fn state(lineage: &Lineage) -> [Vec<u8>; 4] {
    let file = |name: &str| std::fs::read(lineage.home.path(name)).unwrap();
    let said = |args: &str| lineage.home.ok(args).bytes;
    [
        said("key list --limit 0 -o json"),
        said("rotate status -o json"),
        file("served/edge.jsonl"),
        file("consumer"),
    ]
}

/// Both cases: a clock that was ahead and is correct again, and one that goes back ten years.
#[test]
fn a_clock_that_goes_back_ten_years_is_refused() {
    let Some(lineage) = Lineage::due(GOOD) else { return };
    for offset in ["-10y", "-3d"] {
        if offset == "-3d" {
            // Ten years ahead for a while, and believed.
            lineage.at("+10y", "rotate run --accept-clock").run().exits(0);
            lineage.at("+10y", "rotate run").run().exits(0);
        }
        let before = state(&lineage);
        for args in ["rotate run", "rotate run --dry-run", "publish --force"] {
            let error = lineage.at(offset, &format!("{args} -o json")).run().fails(4, "conflict");
            assert!(error["message"].as_str().unwrap().contains("clock"), "{offset} {args:?}: {error}");
        }
        assert!(state(&lineage) == before, "{offset}: something was changed");
    }
    // The owner may override it; the key that was created ten years ahead is not due yet.
    lineage.home.ok("rotate run --accept-clock");
    assert!(lineage.statuses("+0").iter().filter(|status| *status == "active").count() == 1);
}

/// Ten years ahead: nothing is done, and nothing is lost when it is right again.
#[test]
fn a_clock_that_goes_far_ahead_is_refused() {
    let Some(lineage) = Lineage::due(GOOD) else { return };
    let before = state(&lineage);
    for args in ["rotate run", "rotate run --dry-run", "publish --force", "key create new"] {
        let error = lineage.at("+10y", &format!("{args} -o json")).run().fails(4, "conflict");
        assert!(error["message"].as_str().unwrap().contains("more than 400 days after"), "{args:?}: {error}");
    }
    assert!(state(&lineage) == before, "something was changed");
    lineage.home.ok("rotate run");
    lineage.is_delivered("+0");
    lineage.home.ok("key create new --secret-only");
}

/// Backwards between two steps of one rotation: nothing is lost, and it continues when the time is correct.
#[test]
fn a_clock_that_goes_back_between_two_steps() {
    let hooks = GOOD.replace(
        "verify = [\"/bin/cat\", \"@/consumer\"]",
        "verify = [\"/bin/sh\", \"-c\", \"test -e '@/up' && cat '@/consumer'\"]",
    );
    let Some(lineage) = Lineage::due(&hooks) else { return };
    lineage.at("+1d", "rotate run -o json").run().exits(11);
    let new = lineage.consumer();
    lineage.home.write("up", "");
    for args in ["rotate run -o json", "rotate run --dry-run -o json"] {
        lineage.home.run(args).fails(4, "conflict");
    }
    assert_eq!(lineage.statuses("+1d"), ["active", "pending"]);
    lineage.at("+1d", "rotate run").run().exits(0);
    assert_eq!(lineage.consumer(), new);
    lineage.is_delivered("+1d");
}

/// The deadline is two days after the confirmation: not earlier, and part of the file, so that it is enforced
/// even if no further run happens.
#[test]
fn nobody_is_revoked_early_and_the_deadline_is_in_the_file() {
    let Some(lineage) = Lineage::due(GOOD) else { return };
    lineage.home.ok("rotate run");
    let (old, new) = (lineage.old.clone(), lineage.consumer());
    let (before, after) = (later(2 * DAY - 120), later(2 * DAY + 120));
    assert!(lineage.admitted(&old, &before) && lineage.admitted(&new, &before));
    assert!(!lineage.admitted(&old, &after) && lineage.admitted(&new, &after));
    for (offset, statuses, good) in
        [("+47h", ["retiring", "active"], true), ("+49h", ["revoked", "active"], false)]
    {
        lineage.at(offset, "rotate run").run().exits(0);
        assert_eq!(lineage.statuses(offset), statuses, "{offset}");
        assert_eq!(
            (lineage.verifies(offset, &old), lineage.verifies(offset, &new)),
            (good, true),
            "{offset}"
        );
    }
    let then = later(2 * DAY + 2 * 3_600);
    assert!(!lineage.admitted(&old, &then) && lineage.admitted(&new, &then));
}

/// Past the end of 32-bit time, in the middle of a grace period.
#[test]
fn through_2038() {
    let Some(lineage) = Lineage::made("@2037-12-18 00:00:00", GOOD) else { return };
    let (old, end) = (lineage.old.clone(), "@2038-01-18 00:00:00");
    lineage.at(end, "rotate run").run().exits(0);
    lineage.is_delivered(end);
    let new = lineage.consumer();
    assert!(
        lineage.admitted(&old, "2038-01-19T12:00:00Z") && !lineage.admitted(&old, "2038-01-20T12:00:00Z")
    );
    let after = "@2038-01-21 00:00:00";
    lineage.at(after, "rotate run").run().exits(0);
    assert_eq!(lineage.statuses(after), ["revoked", "active"]);
    assert!(
        lineage.admitted(&new, "2038-01-22T00:00:00Z") && !lineage.admitted(&old, "2038-01-22T00:00:00Z")
    );
    lineage.at(after, "vault check").run().exits(0);
}
