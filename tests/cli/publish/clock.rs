//! A clock that was ahead.

use insta::assert_snapshot;

use super::{attention, one_published, published};
use crate::stage::{DAY, Stage};

#[test]
fn it_is_accepted_if_asked_for() {
    let stage = Stage::with_vault();
    stage.ok("key create ci --expires 400");
    stage.ok("target add edge --format jsonl --path [HOME]/edge");
    stage.ok("publish");
    stage.later(300 * DAY);
    stage.ok("publish");
    stage.later(-300 * DAY);
    assert_snapshot!(stage.run("status"), @"
    Status:     something needs attention
    Keys:       1 active
    Attention:  target 'edge' has a file that servers refuse until 2026-10-28T00:05:00Z: the clock was ahead; run `keywright publish edge`
    Attention:  the clock says 2026-01-01T00:06:00Z, but the vault has already seen 2026-10-28T00:05:00Z
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    ");
    assert_snapshot!(stage.run("publish --check -o json"), @r#"
    {
      "items": [
        {
          "name": "edge",
          "changed": true,
          "reason": "issued_ahead",
          "path": "[HOME]/edge",
          "epoch": 1767225780,
          "generation": 2,
          "keys": 1,
          "valid_until": "2026-11-27T00:05:00Z",
          "error": null,
          "admitted_until": [],
          "left_out": []
        }
      ]
    }
    exit 8
    "#);
    assert_snapshot!(stage.run("publish"), @"
    ! error: the clock says 2026-01-01T00:08:00Z, but the vault has already seen 2026-10-28T00:05:00Z
    ! hint: set the clock right; if it is right now, add --accept-clock
    exit 4
    ");
    assert_snapshot!(stage.run("publish --accept-clock"), @"
    Target  Outcome    Reason        Generation  Keys  Valid until
    edge    published  issued ahead  3           1     2026-01-31T00:09:00Z
    ");
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome     Reason  Generation  Keys  Valid until
    edge    up to date  -       3           1     2026-01-31T00:09:00Z
    ");
    assert_snapshot!(stage.run("status"), @"
    Status:  no problems found
    Keys:    1 active
    Note:    no backup was made on this machine; `keywright vault backup FILE` makes one
    ");
}

/// What a clock that was ahead takes for expired may still be in use.
#[test]
fn no_file_is_forgotten() {
    let stage = published();
    stage.ok("key revoke ci --yes --publish");
    let before = stage.ok("key show ci");
    assert!(before.contains("2026-01-31"), "{before}");
    stage.later(300 * DAY);
    for _ in 0..3 {
        stage.ok("publish --force");
        stage.later(DAY);
    }
    stage.later(-303 * DAY);
    assert_eq!(stage.ok("key show ci"), before);
    stage.ok("publish --accept-clock");
    assert_eq!(stage.ok("key show ci"), before);
}

/// What it takes for expired is not noted where a key is deleted. The file itself names the key.
#[test]
fn a_key_that_was_deleted_meanwhile_is_named() {
    let stage = one_published();
    stage.later(300 * DAY);
    stage.ok("key delete ci --yes");
    stage.later(-300 * DAY);
    let named: Vec<String> =
        attention(&stage).lines().filter(|line| line.contains("key_")).map(str::to_owned).collect();
    assert_eq!(
        named,
        [
            "Attention:  the file of target 'edge' still admits key_2vuiuuwvliboysxkl3a6vx774e (unknown); run `keywright publish edge`"
        ]
    );
    let shown = stage.ok("target show edge -o json");
    assert!(shown.contains("\"due\": \"keys_changed\""), "{shown}");
    stage.ok("publish --accept-clock");
    assert!(!attention(&stage).contains("key_"), "{}", attention(&stage));
}

/// A clock that far ahead is likelier wrong than right. Nothing that depends on it is done, and what must always work
/// does not make it the newest time seen.
#[test]
fn one_that_is_far_ahead_decides_nothing() {
    for days in [401, 3_650] {
        let stage = published();
        stage.ok("key create other --secret-only");
        stage.ok("key create due --expires 60 --secret-only");
        stage.ok("key edit due --rotate-every 30 --deliver deliver");
        let secret = stage.ok("rotate start ci --publish --secret-only");
        stage.later(days * DAY);
        let refused = stage.run("rotate run").to_string();
        let hint =
            "set the clock right; if it is right, and the vault was not used for so long, add --accept-clock";
        assert!(refused.ends_with(&format!("! hint: {hint}\nexit 4\n")), "{refused}");
        for command in [
            "rotate run --dry-run",
            "rotate start other",
            "rotate secret ci",
            "publish",
            "publish --force",
            "key create new",
            "key edit other --owner ana",
            "key enable other",
            "key delete other --yes",
            "key delete other --force",
            "key delete --ended-before 30d --yes",
            "export --format jsonl",
            "target edit edge --valid-for 9",
            "profile add --builtin pakyas",
            "slot add second --recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
            "hook test due deliver",
        ] {
            let answer = stage.run(command);
            assert!(
                answer.code == 4 && answer.stderr.contains("more than 400 days after"),
                "{command}: {answer}"
            );
        }
        assert_eq!(stage.run_with("rotate confirm ci", &secret).code, 4);
        assert!(stage.run("status").to_string().contains("more than 400 days after"));
        // What must always work does.
        stage.ok("key disable other");
        stage.ok("key revoke other --yes");
        stage.ok("key list");
        stage.later(-days * DAY);
        // And when the clock is right again, everything goes on as if nothing had been.
        stage.ok("key create new --secret-only");
        stage.ok_with("rotate confirm ci --publish", &secret);
        stage.ok("rotate run");
        let statuses: Vec<String> = ["ci", "other", "due", "new"]
            .iter()
            .map(|name| {
                let shown = stage.ok(&format!("key show {name}"));
                shown.lines().find_map(|line| line.strip_prefix("Status:")).unwrap().trim().to_owned()
            })
            .collect();
        assert_eq!(statuses, ["active", "revoked", "active", "active"]);
    }
}

#[test]
fn a_vault_that_was_left_alone_is_used_again() {
    let stage = published();
    stage.later(399 * DAY);
    stage.ok("rotate run");
    stage.ok("key create new --secret-only");
    stage.later(730 * DAY);
    assert_eq!(stage.run("key create newer").code, 4);
    stage.ok("rotate run --accept-clock");
    stage.ok("key create newer --secret-only --publish");
    stage.ok("rotate run");
    assert!(stage.ok("audit list -o csv").contains("clock.accept"));
    stage.later(800 * DAY);
    stage.ok("key create newest --secret-only --accept-clock");
    stage.ok("publish");
}
