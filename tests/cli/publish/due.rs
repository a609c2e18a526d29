//! Which targets are due.

use insta::assert_snapshot;

use super::{published, unpublished};
use crate::stage::Stage;

#[test]
fn no_targets() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome  Reason  Generation  Keys  Valid until
    ! there are no targets; see `keywright target add --help`
    ");
}

#[test]
fn not_found() {
    let stage = published();
    assert_snapshot!(stage.run("publish none"), @"
    ! error: no target 'none'
    ! hint: see `keywright target list`
    exit 3
    ");
}

#[test]
fn what_was_never_published() {
    let stage = unpublished();
    assert_snapshot!(stage.run("publish --check"), @"
    Target  Outcome  Reason           Generation  Keys  Valid until
    edge    due      never published  -           -     -
    shop    due      never published  -           -     -
    exit 8
    ");
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome    Reason           Generation  Keys  Valid until
    edge    published  never published  1           1     2026-01-31T00:06:00Z
    shop    published  never published  1           1     2026-01-31T00:06:00Z
    ");
    assert_snapshot!(stage.run("publish --check"), @"
    Target  Outcome     Reason  Generation  Keys  Valid until
    edge    up to date  -       1           1     2026-01-31T00:06:00Z
    shop    up to date  -       1           1     2026-01-31T00:06:00Z
    ");
}

#[test]
fn nothing_due_in_every_format() {
    let stage = published();
    assert_snapshot!(stage.formats("publish"), @r#"
    -o table:
    Target  Outcome     Reason  Generation  Keys  Valid until
    edge    up to date  -       1           1     2026-01-31T00:05:00Z
    shop    up to date  -       1           1     2026-01-31T00:05:00Z
    -o json:
    {
      "items": [
        {
          "name": "edge",
          "changed": false,
          "reason": null,
          "path": "[HOME]/edge",
          "epoch": 1767225780,
          "generation": 1,
          "keys": 1,
          "valid_until": "2026-01-31T00:05:00Z",
          "error": null,
          "admitted_until": [],
          "left_out": []
        },
        {
          "name": "shop",
          "changed": false,
          "reason": null,
          "path": "[HOME]/shop",
          "epoch": 1767225840,
          "generation": 1,
          "keys": 1,
          "valid_until": "2026-01-31T00:05:00Z",
          "error": null,
          "admitted_until": [],
          "left_out": []
        }
      ]
    }
    -o jsonl:
    {"name":"edge","changed":false,"reason":null,"path":"[HOME]/edge","epoch":1767225780,"generation":1,"keys":1,"valid_until":"2026-01-31T00:05:00Z","error":null,"admitted_until":[],"left_out":[]}
    {"name":"shop","changed":false,"reason":null,"path":"[HOME]/shop","epoch":1767225840,"generation":1,"keys":1,"valid_until":"2026-01-31T00:05:00Z","error":null,"admitted_until":[],"left_out":[]}
    -o csv:
    name,changed,reason,path,epoch,generation,keys,valid_until,error,admitted_until,left_out
    edge,false,,[HOME]/edge,1767225780,1,1,2026-01-31T00:05:00Z,,[],[]
    shop,false,,[HOME]/shop,1767225840,1,1,2026-01-31T00:05:00Z,,[],[]
    "#);
}

#[test]
fn changed_settings() {
    let stage = published();
    stage.ok("target edit shop --resource other");
    assert_snapshot!(stage.run("publish --check -o json"), @r#"
    {
      "items": [
        {
          "name": "edge",
          "changed": false,
          "reason": null,
          "path": "[HOME]/edge",
          "epoch": 1767225780,
          "generation": 1,
          "keys": 1,
          "valid_until": "2026-01-31T00:05:00Z",
          "error": null,
          "admitted_until": [],
          "left_out": []
        },
        {
          "name": "shop",
          "changed": true,
          "reason": "keys_changed",
          "path": "[HOME]/shop",
          "epoch": 1767225840,
          "generation": 1,
          "keys": 1,
          "valid_until": "2026-01-31T00:05:00Z",
          "error": null,
          "admitted_until": [],
          "left_out": []
        }
      ]
    }
    exit 8
    "#);
    assert_snapshot!(stage.run("publish edge shop shop"), @"
    Target  Outcome     Reason        Generation  Keys  Valid until
    edge    up to date  -             1           1     2026-01-31T00:05:00Z
    shop    published   keys changed  2           0     2026-01-31T00:08:00Z
    ");
}

#[test]
fn force_in_every_format() {
    let stage = published();
    assert_snapshot!(stage.formats("publish --force"), @r#"
    -o table:
    Target  Outcome    Reason  Generation  Keys  Valid until
    edge    published  forced  2           1     2026-01-31T00:06:00Z
    shop    published  forced  2           1     2026-01-31T00:06:00Z
    -o json:
    {
      "items": [
        {
          "name": "edge",
          "changed": true,
          "reason": "forced",
          "path": "[HOME]/edge",
          "epoch": 1767225780,
          "generation": 3,
          "keys": 1,
          "valid_until": "2026-01-31T00:07:00Z",
          "error": null,
          "admitted_until": [],
          "left_out": []
        },
        {
          "name": "shop",
          "changed": true,
          "reason": "forced",
          "path": "[HOME]/shop",
          "epoch": 1767225840,
          "generation": 3,
          "keys": 1,
          "valid_until": "2026-01-31T00:07:00Z",
          "error": null,
          "admitted_until": [],
          "left_out": []
        }
      ]
    }
    -o jsonl:
    {"name":"edge","changed":true,"reason":"forced","path":"[HOME]/edge","epoch":1767225780,"generation":4,"keys":1,"valid_until":"2026-01-31T00:08:00Z","error":null,"admitted_until":[],"left_out":[]}
    {"name":"shop","changed":true,"reason":"forced","path":"[HOME]/shop","epoch":1767225840,"generation":4,"keys":1,"valid_until":"2026-01-31T00:08:00Z","error":null,"admitted_until":[],"left_out":[]}
    -o csv:
    name,changed,reason,path,epoch,generation,keys,valid_until,error,admitted_until,left_out
    edge,true,forced,[HOME]/edge,1767225780,5,1,2026-01-31T00:09:00Z,,[],[]
    shop,true,forced,[HOME]/shop,1767225840,5,1,2026-01-31T00:09:00Z,,[],[]
    "#);
}

#[test]
fn a_raised_epoch() {
    let stage = published();
    assert_snapshot!(stage.run("publish edge --raise-epoch"), @"
    Target  Outcome    Reason        Generation  Keys  Valid until
    edge    published  epoch raised  1           1     2026-01-31T00:06:00Z
    ");
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome     Reason  Generation  Keys  Valid until
    edge    up to date  -       1           1     2026-01-31T00:06:00Z
    shop    up to date  -       1           1     2026-01-31T00:05:00Z
    ");
    let epoch = |name: &str| -> i64 {
        let answer = stage.run(&format!("publish {name} --raise-epoch -o json")).to_string();
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(
            (&answer["items"][0]["reason"], &answer["items"][0]["generation"]),
            (&"epoch_raised".into(), &1.into())
        );
        answer["items"][0]["epoch"].as_i64().unwrap()
    };
    let epochs = [epoch("edge"), epoch("edge"), epoch("shop")];
    assert_eq!(epochs.map(|epoch| epoch - epochs[0]), [0, 60, 120], "the time of each");
    assert!(stage.ok("audit list --action publish.reserve -o jsonl").contains("epoch_raised"));
}
