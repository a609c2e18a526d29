//! A use of the old key after the new one took over stops `rotate finish` for a day.

use insta::assert_snapshot;

use super::{Key, create};
use crate::stage::{DAY, Stage};

/// A rotation whose new key is confirmed, and the old key.
fn confirmed(grace: &str) -> (Stage, Key) {
    let stage = Stage::with_vault();
    let old = create(&stage, "ci");
    let secret = stage.ok(&format!("rotate start ci --grace {grace} --secret-only"));
    stage.ok_with("rotate confirm ci", &secret);
    (stage, old)
}

fn used(stage: &Stage, key: &Key, at: &str) {
    let line = format!("{{\"id\":\"{}\",\"at\":\"{at}\"}}", key.id);
    stage.ok_with("usage import - --format jsonl", &line);
}

#[test]
fn a_use_before_the_confirmation_stops_nothing() {
    let (stage, old) = confirmed("2d");
    let before = stage.ok("rotate status -o json");
    assert!(before.contains("\"last_used_at\": null"), "{before}");
    used(&stage, &old, "2026-01-01T00:02:00Z");
    assert_snapshot!(stage.run("rotate finish ci --now -o json"), @r#"
    ! {"error":{"code":"usage","message":"this needs a confirmation, and there is no terminal to prompt on","hint":"add --yes"},"exit_code":2}
    exit 2
    "#);
}

#[test]
fn a_use_after_it() {
    let (stage, old) = confirmed("2d");
    stage.later(3_600);
    used(&stage, &old, "2026-01-01T00:30:00Z");
    assert_snapshot!(stage.run("rotate status"), @"
    Name  Step       Old key                                  New key     Deadline              Old key accepted until  Waits for                          Attention
    ci    confirmed  v1, retiring, used 2026-01-01T00:30:00Z  v2, active  2026-01-03T00:05:00Z  -                       the deadline 2026-01-03T00:05:00Z  -
    ");
    assert_snapshot!(stage.run("rotate finish ci --now --yes"), @"
    ! error: 'ci': the old key was still used at 2026-01-01T00:30:00Z, after the new one was confirmed
    ! hint: find out who uses it and switch that to the new key; or override with --force
    exit 4
    ");
    assert_snapshot!(stage.run("rotate finish ci --now --force"), @"
    ! error: this needs a confirmation, and there is no terminal to prompt on
    ! hint: add --yes
    exit 2
    ");
}

#[test]
fn a_use_past_the_deadline() {
    let (stage, old) = confirmed("2d");
    stage.later(2 * DAY + 3_600);
    used(&stage, &old, "2026-01-03T00:30:00Z");
    assert_snapshot!(stage.run("rotate finish ci -o json"), @r#"
    ! {"error":{"code":"conflict","message":"'ci': the old key was still used at 2026-01-03T00:30:00Z, after the new one was confirmed","hint":"find out who uses it and switch that to the new key; or override with --force"},"exit_code":4}
    exit 4
    "#);
    assert_snapshot!(stage.run("rotate finish ci --force"), @"
    Name:      ci
    Step:      finished
    Old key:   v1, revoked, key_2vuiuuwvliboysxkl3a6vx774e
    New key:   v2, active, key_jqhaogbs2utwssw6uv5vbxl3ee
    Deadline:  2026-01-03T00:05:00Z
    ! servers refuse the old key once they load a file published from now on
    ");
    assert_snapshot!(stage.run("rotate finish ci"), @"
    Name:      ci
    Step:      finished
    Old key:   v1, revoked, key_2vuiuuwvliboysxkl3a6vx774e
    New key:   v2, active, key_jqhaogbs2utwssw6uv5vbxl3ee
    Deadline:  2026-01-03T00:05:00Z
    ! already up to date
    ");
}

#[test]
fn events_in_the_audit_log() {
    let (stage, old) = confirmed("2d");
    used(&stage, &old, "2026-01-01T00:02:00Z");
    stage.refused("rotate finish ci --now");
    stage.later(3_600);
    used(&stage, &old, "2026-01-01T00:30:00Z");
    stage.refused("rotate finish ci --now --yes");
    stage.refused("rotate finish ci --now --force");
    stage.later(2 * DAY);
    used(&stage, &old, "2026-01-03T00:30:00Z");
    stage.refused("rotate finish ci");
    stage.ok("rotate finish ci --force");
    stage.ok("rotate finish ci");
    assert_snapshot!(stage.run("audit list -o csv"), @r#"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2025-11-02T00:02:00Z,clock.accept,,,the newest time seen was 2026-01-01T00:01:00Z,ana,identity
    3,2025-11-02T00:02:00Z,key.create,key_2vuiuuwvliboysxkl3a6vx774e,ci,,ana,identity
    4,2026-01-01T00:04:00Z,rotation.start,key_jqhaogbs2utwssw6uv5vbxl3ee,ci,,ana,identity
    5,2026-01-01T00:05:00Z,rotation.confirm,key_jqhaogbs2utwssw6uv5vbxl3ee,ci,by possession,ana,identity
    6,2026-01-01T00:06:00Z,usage.import,,,"lines: 1, keys: 1, used later than was known: 1",ana,identity
    7,2026-01-01T01:08:00Z,usage.import,,,"lines: 1, keys: 1, used later than was known: 1",ana,identity
    8,2026-01-03T01:11:00Z,usage.import,,,"lines: 1, keys: 1, used later than was known: 1",ana,identity
    9,2026-01-03T01:13:00Z,key.revoke,key_2vuiuuwvliboysxkl3a6vx774e,ci,rotated,ana,identity
    10,2026-01-03T01:13:00Z,rotation.finish,key_jqhaogbs2utwssw6uv5vbxl3ee,ci,"forced, though the old key was still used at 2026-01-03T00:30:00Z, after the new one was confirmed",ana,identity
    "#);
}

#[test]
fn a_run_past_the_deadline_goes_on() {
    let (stage, old) = confirmed("1d");
    stage.later(DAY);
    used(&stage, &old, "2026-01-02T00:00:00Z");
    let report = stage.ok("rotate run -o json");
    assert!(report.contains("\"step\": \"finished\""), "{report}");
}
