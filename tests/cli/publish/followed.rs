//! `--publish`: a change that reaches the servers' files at once.

use std::fs;

use insta::assert_snapshot;

use super::published;
use crate::stage::{DAY, Stage};

/// How many keys the file of a target admits, and whether all targets are up to date.
#[track_caller]
fn is_published(stage: &Stage, keys: u64) {
    let checked = stage.ok("publish --check -o json");
    let found = checked.matches(&format!("\"keys\": {keys},")).count();
    assert_eq!((found, checked.matches("\"changed\": true").count()), (2, 0), "{checked}");
}

#[test]
fn every_step_of_a_rotation() {
    let stage = published();
    assert_snapshot!(stage.run("rotate start ci --publish"), @"
    Name:     ci
    Step:     started
    Old key:  v1, active, key_2vuiuuwvliboysxkl3a6vx774e
    New key:  v2, pending, key_jqhaogbs2utwssw6uv5vbxl3ee

    Secret (can be shown again until confirmed):
    kw_KmP0XkyVA7F2MISNjbCMXqUvzDM0VQmbdnHyZBIyLQP95Zfh0Lo9Gx
    ! published 'edge': generation 2, valid until 2026-01-31T00:06:00Z
    ! published 'shop': generation 2, valid until 2026-01-31T00:06:00Z
    ! warning: let the servers load the file before the consumer switches to the new secret
    ! then confirm the new secret with `keywright rotate confirm ci`
    ");
    is_published(&stage, 2);
    assert_snapshot!(stage.run("rotate abort ci --yes --publish"), @"
    Name:     ci
    Step:     aborted
    Old key:  v1, active, key_2vuiuuwvliboysxkl3a6vx774e
    New key:  v2, revoked, key_jqhaogbs2utwssw6uv5vbxl3ee
    ! published 'edge': generation 3, valid until 2026-01-31T00:08:00Z
    ! published 'shop': generation 3, valid until 2026-01-31T00:08:00Z
    ! servers of target 'edge' may still accept the new key until 2026-01-31T00:06:00Z, or until they load a newer file
    ! servers of target 'shop' may still accept the new key until 2026-01-31T00:06:00Z, or until they load a newer file
    ");
    is_published(&stage, 1);
    let secret = stage.ok("rotate start ci --publish --secret-only");
    assert_snapshot!(stage.run_with("rotate confirm ci --publish", &secret), @"
    Name:      ci
    Step:      confirmed
    Old key:   v1, retiring, key_2vuiuuwvliboysxkl3a6vx774e
    New key:   v3, active, key_bniabnz2kpyjc3ety2huxg3lva
    Deadline:  2026-01-08T00:11:00Z
    ! published 'edge': generation 5, valid until 2026-01-31T00:11:00Z
    ! published 'shop': generation 5, valid until 2026-01-31T00:11:00Z
    ! the old key works until 2026-01-08T00:11:00Z
    ");
    is_published(&stage, 2);
    assert_snapshot!(stage.run_with("rotate confirm ci --publish -o json", &secret), @r#"
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
          "read"
        ],
        "roles": [],
        "resource": "acme",
        "environment": null,
        "networks": [],
        "owner": null,
        "description": null,
        "labels": {},
        "created_at": "2026-01-01T00:02:00Z",
        "created_by": "ana",
        "not_before": null,
        "expires_at": "2026-04-01T00:02:00Z",
        "last_used_at": null,
        "disabled_at": null,
        "revoked_at": null,
        "revoked_reason": null,
        "retires_at": "2026-01-08T00:11:00Z",
        "predecessor": null,
        "successor": "key_bniabnz2kpyjc3ety2huxg3lva"
      },
      "successor": {
        "id": "key_bniabnz2kpyjc3ety2huxg3lva",
        "name": "ci",
        "version": 3,
        "status": "active",
        "prefix": "kw",
        "start": "kw_RaJrMfTq",
        "profile": "default",
        "scopes": [
          "read"
        ],
        "roles": [],
        "resource": "acme",
        "environment": null,
        "networks": [],
        "owner": null,
        "description": null,
        "labels": {},
        "created_at": "2026-01-01T00:10:00Z",
        "created_by": "ana",
        "not_before": null,
        "expires_at": "2026-04-01T00:10:00Z",
        "last_used_at": null,
        "disabled_at": null,
        "revoked_at": null,
        "revoked_reason": null,
        "retires_at": null,
        "predecessor": "key_2vuiuuwvliboysxkl3a6vx774e",
        "successor": null
      },
      "deadline": "2026-01-08T00:11:00Z",
      "changed": false
    }
    "#);
    assert_snapshot!(stage.run("rotate finish ci --now --yes --publish"), @"
    Name:      ci
    Step:      finished
    Old key:   v1, revoked, key_2vuiuuwvliboysxkl3a6vx774e
    New key:   v3, active, key_bniabnz2kpyjc3ety2huxg3lva
    Deadline:  2026-01-08T00:11:00Z
    ! published 'edge': generation 6, valid until 2026-01-31T00:14:00Z
    ! published 'shop': generation 6, valid until 2026-01-31T00:14:00Z
    ! servers of target 'edge' may still accept the old key until 2026-01-31T00:10:00Z, or until they load a newer file
    ! servers of target 'shop' may still accept the old key until 2026-01-31T00:10:00Z, or until they load a newer file
    ");
    is_published(&stage, 1);
    assert_snapshot!(stage.run("rotate start ci --compromised --publish"), @"
    Name:     ci
    Step:     started
    Old key:  v3, revoked, key_bniabnz2kpyjc3ety2huxg3lva
    New key:  v4, active, key_o2y76gtmwgzdoodep2y6uqgy6e

    Secret (can be shown again until confirmed):
    kw_OyHUHuDd0MaIhbQVJE5cXVdbhReWpXfoVWYnUMV7gMxHDkfE1r77qX
    ! published 'edge': generation 7, valid until 2026-01-31T00:16:00Z
    ! published 'shop': generation 7, valid until 2026-01-31T00:16:00Z
    ! servers of target 'edge' may still accept the old key until 2026-01-31T00:14:00Z, or until they load a newer file
    ! servers of target 'shop' may still accept the old key until 2026-01-31T00:14:00Z, or until they load a newer file
    ! then confirm the new secret with `keywright rotate confirm ci`
    ");
    is_published(&stage, 1);
}

#[test]
fn every_change_of_a_key() {
    let stage = published();
    assert_snapshot!(stage.run("key edit ci -s write --widen --publish"), @"
    Name:      ci
    ID:        key_2vuiuuwvliboysxkl3a6vx774e
    Version:   1
    Status:    active
    Start:     kw_45sj56jM
    Profile:   default
    Scopes:    write
    Resource:  acme
    Created:   2026-01-01T00:02:00Z by ana
    Expires:   2026-04-01T00:02:00Z
    ! published 'edge': generation 2, valid until 2026-01-31T00:06:00Z
    ! published 'shop': generation 2, valid until 2026-01-31T00:06:00Z
    ");
    is_published(&stage, 1);
    stage.ok("key disable ci --publish");
    is_published(&stage, 0);
    assert_snapshot!(stage.run("key enable ci --publish"), @"
    Name:      ci
    ID:        key_2vuiuuwvliboysxkl3a6vx774e
    Version:   1
    Status:    active
    Start:     kw_45sj56jM
    Profile:   default
    Scopes:    write
    Resource:  acme
    Created:   2026-01-01T00:02:00Z by ana
    Expires:   2026-04-01T00:02:00Z
    ! published 'edge': generation 4, valid until 2026-01-31T00:10:00Z
    ! published 'shop': generation 4, valid until 2026-01-31T00:10:00Z
    ");
    is_published(&stage, 1);
    stage.ok_with(
        "key import --from - --trust-digests --publish",
        &format!("{{\"name\":\"i\",\"digest\":\"{}\"}}\n", "ab".repeat(32)),
    );
    is_published(&stage, 2);
    assert_snapshot!(stage.run("key delete i --force --publish"), @"
    Deleted  ID                              Version
    i        key_cswfo7g3f33ntbqhrnafjteysm  1
    ! published 'edge': generation 6, valid until 2026-01-31T00:14:00Z
    ! published 'shop': generation 6, valid until 2026-01-31T00:14:00Z
    ! servers of target 'edge' may still accept it until 2026-01-31T00:12:00Z, or until they load a newer file
    ! servers of target 'shop' may still accept it until 2026-01-31T00:12:00Z, or until they load a newer file
    ");
    is_published(&stage, 1);
}

/// The change stays, and both are told: the answer on stdout, the failure on stderr, with exit 11 whatever it is.
#[test]
fn a_failure_leaves_the_change() {
    let stage = published();
    stage.ok("key create other --secret-only --publish");
    stage.ok("key disable other --publish");
    let secret = stage.ok("rotate start ci --publish --secret-only");
    stage.ok("target remove shop --yes");
    // So that no rotation waits for it.
    stage.ok("target edit edge --optional");
    let edge = stage.path("edge");
    fs::remove_file(&edge).unwrap();
    fs::create_dir(&edge).unwrap();
    for command in [
        "rotate confirm ci",
        "rotate finish ci --now --yes",
        "rotate start ci",
        "rotate abort ci --yes",
        "rotate start ci --compromised",
        "key enable other",
        "key edit other -s read --widen",
        "key disable other",
        "key revoke other --yes",
        "key delete other --force",
    ] {
        let answer = stage.run_with(&format!("{command} --publish -o json"), &secret);
        assert_eq!(answer.code, 11, "{command}: {answer}");
        let text = answer.to_string();
        assert!(text.contains("\"changed\": true"), "{command}: {text}");
        assert!(text.contains(", but publishing failed: writing"), "{command}: {text}");
    }
}

/// Nothing is to be said where no file has the key.
#[test]
fn without_targets() {
    let stage = Stage::with_vault();
    for name in ["a", "b", "c"] {
        stage.ok(&format!("key create {name} --secret-only"));
    }
    assert_snapshot!(stage.run("key revoke a --yes --publish"), @"
    Name:     a
    ID:       key_2vuiuuwvliboysxkl3a6vx774e
    Version:  1
    Status:   revoked
    Start:    kw_45sj56jM
    Profile:  default
    Created:  2026-01-01T00:02:00Z by ana
    Expires:  never
    Revoked:  2026-01-01T00:05:00Z
    ! no unexpired file that this vault knows of contains it
    ");
    stage.ok("export --format jsonl --out [HOME]/file");
    assert_snapshot!(stage.run("key revoke b --yes --publish"), @"
    Name:     b
    ID:       key_cswfo7g3f33ntbqhrnafjteysm
    Version:  1
    Status:   revoked
    Start:    kw_dnHyZBIy
    Profile:  default
    Created:  2026-01-01T00:03:00Z by ana
    Expires:  never
    Revoked:  2026-01-01T00:07:00Z
    ! servers with a file of 'export/jsonl' may still accept it until 2026-01-08T00:06:00Z, or until they load a newer file
    ! warning: there are no targets to publish; see `keywright target add --help`
    ");
    assert_snapshot!(stage.run("key edit c --owner ana --publish"), @"
    Name:     c
    ID:       key_lesfcniwuwmtinpmjisamebqji
    Version:  1
    Status:   active
    Start:    kw_H98q2aEO
    Profile:  default
    Owner:    ana
    Created:  2026-01-01T00:04:00Z by ana
    Expires:  never
    ! warning: there are no targets to publish; see `keywright target add --help`
    ");
    assert_snapshot!(stage.run("rotate start c --secret-only --publish"), @"
    kw_OyHUHuDd0MaIhbQVJE5cXVdbhReWpXfoVWYnUMV7gMxHDkfE1r77qX
    ! then confirm the new secret with `keywright rotate confirm c`
    ! warning: there are no targets to publish; see `keywright target add --help`
    ");
    assert_snapshot!(stage.run("rotate abort c --yes --publish"), @"
    Name:     c
    Step:     aborted
    Old key:  v1, active, key_lesfcniwuwmtinpmjisamebqji
    New key:  v2, revoked, key_o2y76gtmwgzdoodep2y6uqgy6e
    ! no unexpired file that this vault knows of contains the new key
    ");
}

/// Of several targets, one that fails leaves the work undone, whatever failed and whatever was due for the others;
/// the error of one that was published alone is its own.
#[test]
fn the_exit_of_several() {
    let stage = published();
    let code = |command: &str| stage.run(command).code;
    let edge = stage.path("edge");
    fs::remove_file(&edge).unwrap();
    fs::create_dir(&edge).unwrap();
    assert_eq!((code("publish"), code("publish edge"), code("publish edge shop")), (11, 10, 11));
    stage.write("shop.tmp", "dear diary\n");
    fs::rename(stage.path("shop.tmp"), stage.path("shop")).unwrap();
    assert_eq!((code("publish"), code("publish shop")), (11, 4), "both failed");
    fs::remove_dir(&edge).unwrap();
    stage.write("edge", "dear diary\n");
    assert_eq!(code("publish"), 11, "both are forbidden");
    fs::remove_file(&edge).unwrap();
    fs::remove_file(stage.path("shop")).unwrap();
    stage.hooks(|_| crate::stage::exits(1, ""));
    stage.ok("target edit edge --reload reload");
    assert_eq!((code("publish"), code("publish edge"), code("publish shop")), (11, 11, 0));
    stage.later(DAY);
    stage.hooks(|_| crate::stage::exits(0, ""));
    assert_eq!(code("publish"), 0);
}
