//! A rotation step by step.

use insta::assert_snapshot;

use super::with_key;
use crate::stage::Stage;

/// A rotation whose new key has a secret.
fn started() -> (Stage, String) {
    let stage = with_key();
    stage.ok("rotate start ci --grace 2d");
    let secret = stage.ok("rotate secret ci --secret-only");
    (stage, secret)
}

fn confirmed() -> Stage {
    let (stage, secret) = started();
    stage.ok_with("rotate confirm ci", &secret);
    stage
}

#[test]
fn start() {
    let stage = with_key();
    assert_snapshot!(stage.run("rotate start ci --grace 2d"), @"
    Name:     ci
    Step:     started
    Old key:  v1, active, key_2vuiuuwvliboysxkl3a6vx774e
    New key:  v2, pending, key_jqhaogbs2utwssw6uv5vbxl3ee

    Secret (can be shown again until confirmed):
    kw_KmP0XkyVA7F2MISNjbCMXqUvzDM0VQmbdnHyZBIyLQP95Zfh0Lo9Gx
    ! warning: publish, and let the servers load the file, before the consumer switches to the new secret
    ! then confirm the new secret with `keywright rotate confirm ci`
    ");
    assert_snapshot!(stage.run("rotate status"), @"
    Name  Step     Old key     New key      Deadline  Old key accepted until  Waits for                                      Attention
    ci    started  v1, active  v2, pending  -         -                       somebody to deliver the secret and confirm it  -
    ");
}

#[test]
fn confirm() {
    let (stage, secret) = started();
    assert_snapshot!(stage.run_with("rotate confirm ci -o json", &secret), @r#"
    {
      "name": "ci",
      "step": "confirmed",
      "predecessor": {
        "id": "key_2vuiuuwvliboysxkl3a6vx774e",
        "name": "ci",
        "version": 1,
        "status": "retiring",
        "prefix": "kw",
        "start": "kw_45sj56jM",
        "profile": "default",
        "scopes": [
          "deploy"
        ],
        "roles": [],
        "resource": null,
        "environment": null,
        "networks": [],
        "owner": null,
        "description": null,
        "labels": {},
        "created_at": "2026-01-01T00:02:00Z",
        "created_by": "ana",
        "not_before": null,
        "expires_at": "2026-03-02T00:02:00Z",
        "last_used_at": null,
        "disabled_at": null,
        "revoked_at": null,
        "revoked_reason": null,
        "retires_at": "2026-01-03T00:05:00Z",
        "predecessor": null,
        "successor": "key_jqhaogbs2utwssw6uv5vbxl3ee"
      },
      "successor": {
        "id": "key_jqhaogbs2utwssw6uv5vbxl3ee",
        "name": "ci",
        "version": 2,
        "status": "active",
        "prefix": "kw",
        "start": "kw_KmP0XkyV",
        "profile": "default",
        "scopes": [
          "deploy"
        ],
        "roles": [],
        "resource": null,
        "environment": null,
        "networks": [],
        "owner": null,
        "description": null,
        "labels": {},
        "created_at": "2026-01-01T00:03:00Z",
        "created_by": "ana",
        "not_before": null,
        "expires_at": "2026-03-02T00:03:00Z",
        "last_used_at": null,
        "disabled_at": null,
        "revoked_at": null,
        "revoked_reason": null,
        "retires_at": null,
        "predecessor": "key_2vuiuuwvliboysxkl3a6vx774e",
        "successor": null
      },
      "deadline": "2026-01-03T00:05:00Z",
      "changed": true
    }
    "#);
    assert_snapshot!(stage.run_with("rotate confirm ci", &secret), @"
    Name:      ci
    Step:      confirmed
    Old key:   v1, retiring, key_2vuiuuwvliboysxkl3a6vx774e
    New key:   v2, active, key_jqhaogbs2utwssw6uv5vbxl3ee
    Deadline:  2026-01-03T00:05:00Z
    ! already up to date
    ");
}

#[test]
fn finish_waits_for_the_grace() {
    let stage = confirmed();
    assert_snapshot!(stage.run("rotate finish ci"), @"
    ! error: 'ci': the old key is in its grace period until 2026-01-03T00:05:00Z
    ! hint: wait, or end the grace period with --now
    exit 4
    ");
}

#[test]
fn finish_now() {
    let stage = confirmed();
    assert_snapshot!(stage.run("rotate finish ci --now"), @"
    ! error: this needs a confirmation, and there is no terminal to prompt on
    ! hint: add --yes
    exit 2
    ");
    stage.answers(&["y"]);
    assert_snapshot!(stage.run("rotate finish ci --now"), @"
    Name:      ci
    Step:      finished
    Old key:   v1, revoked, key_2vuiuuwvliboysxkl3a6vx774e
    New key:   v2, active, key_jqhaogbs2utwssw6uv5vbxl3ee
    Deadline:  2026-01-03T00:05:00Z
    ! servers refuse the old key once they load a file published from now on
    ");
    assert_snapshot!(stage.run("rotate finish ci --now"), @"
    Name:      ci
    Step:      finished
    Old key:   v1, revoked, key_2vuiuuwvliboysxkl3a6vx774e
    New key:   v2, active, key_jqhaogbs2utwssw6uv5vbxl3ee
    Deadline:  2026-01-03T00:05:00Z
    ! already up to date
    ");
    assert_snapshot!(stage.run("rotate status"), @"Name  Step  Old key  New key  Deadline  Old key accepted until  Waits for  Attention");
}
