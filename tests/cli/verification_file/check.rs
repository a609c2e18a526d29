//! `check`.

use insta::assert_snapshot;

use super::published;

const CHECK: &str = "check --file [HOME]/keys --public-key [HOME]/pub.pem --audience edge";

#[test]
fn valid() {
    let (stage, secret) = published();
    assert_snapshot!(stage.formats_with(CHECK, &secret), @r#"
    -o table:
    Answer:       valid
    Key:          key_2vuiuuwvliboysxkl3a6vx774e
    Rights:       read,write on acme until 2026-04-01T00:02:00Z
    Not checked:  scope, resource
    -o json:
    {
      "valid": true,
      "reason": null,
      "key": {
        "id": "key_2vuiuuwvliboysxkl3a6vx774e",
        "not_before": null,
        "expires_at": "2026-04-01T00:02:00Z",
        "scopes": [
          "read",
          "write"
        ],
        "resource": "acme",
        "environment": null,
        "networks": [],
        "unsupported": false
      },
      "unchecked": [
        "scope",
        "resource"
      ]
    }
    -o jsonl:
    {"valid":true,"reason":null,"key":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","not_before":null,"expires_at":"2026-04-01T00:02:00Z","scopes":["read","write"],"resource":"acme","environment":null,"networks":[],"unsupported":false},"unchecked":["scope","resource"]}
    -o csv:
    valid,reason,key,unchecked
    true,,"{""environment"":null,""expires_at"":""2026-04-01T00:02:00Z"",""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""networks"":[],""not_before"":null,""resource"":""acme"",""scopes"":[""read"",""write""],""unsupported"":false}","[""scope"",""resource""]"
    "#);
}

#[test]
fn another_resource() {
    let (stage, secret) = published();
    assert_snapshot!(stage.formats_with(&format!("{CHECK} --resource other"), &secret), @r#"
    -o table:
    Answer:  refused: it is bound to another resource
    Key:     key_2vuiuuwvliboysxkl3a6vx774e
    Rights:  read,write on acme until 2026-04-01T00:02:00Z
    exit 8
    -o json:
    {
      "valid": false,
      "reason": "resource",
      "key": {
        "id": "key_2vuiuuwvliboysxkl3a6vx774e",
        "not_before": null,
        "expires_at": "2026-04-01T00:02:00Z",
        "scopes": [
          "read",
          "write"
        ],
        "resource": "acme",
        "environment": null,
        "networks": [],
        "unsupported": false
      },
      "unchecked": null
    }
    exit 8
    -o jsonl:
    {"valid":false,"reason":"resource","key":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","not_before":null,"expires_at":"2026-04-01T00:02:00Z","scopes":["read","write"],"resource":"acme","environment":null,"networks":[],"unsupported":false},"unchecked":null}
    exit 8
    -o csv:
    valid,reason,key,unchecked
    false,resource,"{""environment"":null,""expires_at"":""2026-04-01T00:02:00Z"",""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""networks"":[],""not_before"":null,""resource"":""acme"",""scopes"":[""read"",""write""],""unsupported"":false}",
    exit 8
    "#);
}

#[test]
fn lines() {
    let (stage, secret) = published();
    assert_snapshot!(stage.run_with(&format!("{CHECK} --lines"), &format!("{secret}nope\n")), @r#"
    {"valid":true,"reason":null,"key":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","not_before":null,"expires_at":"2026-04-01T00:02:00Z","scopes":["read","write"],"resource":"acme","environment":null,"networks":[],"unsupported":false},"unchecked":["scope","resource"]}
    {"valid":false,"reason":"malformed","key":null,"unchecked":null}
    exit 8
    "#);
}

#[test]
fn at_another_time() {
    let (stage, secret) = published();
    assert_snapshot!(stage.run_with(&format!("{CHECK} --at 2026-06-01"), &secret), @"
    ! error: '[HOME]/keys': the file is stale since 2026-01-08T00:03:00Z; it is 2026-06-01T00:00:00Z
    ! hint: publish the file again
    exit 6
    ");
    assert_snapshot!(stage.run_with(&format!("{CHECK} --at 2025-12-31 -o json"), &secret), @r#"
    ! {"error":{"code":"tampered","message":"'[HOME]/keys': the file was issued at 2026-01-01T00:03:00Z, but it is only 2025-12-31T00:00:00Z on this machine","hint":"compare the clocks of this machine and of the vault's","reason":"stale"},"exit_code":6}
    exit 6
    "#);
}

#[test]
fn for_another_audience() {
    let (stage, secret) = published();
    assert_snapshot!(stage.run_with("check --file [HOME]/keys --public-key [HOME]/pub.pem", &secret), @"
    Answer:       valid
    Key:          key_2vuiuuwvliboysxkl3a6vx774e
    Rights:       read,write on acme until 2026-04-01T00:02:00Z
    Not checked:  scope, resource
    ! warning: without --audience a file made for another audience is accepted too
    ");
    assert_snapshot!(
        stage.run_with("check --file [HOME]/keys --public-key [HOME]/pub.pem --audience other", &secret),
        @r#"
        ! error: '[HOME]/keys': the file is for ["edge"], not for "other"
        ! hint: use the file that was published for this server
        exit 6
        "#
    );
}
