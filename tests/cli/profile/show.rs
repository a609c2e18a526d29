//! `profile show`.

use insta::assert_snapshot;

use super::{edit_key, with_profiles};

#[test]
fn a_name_alone() {
    let stage = with_profiles();
    assert_snapshot!(stage.run("profile show plain"), @"
    Name:    plain
    Scopes:  any
    ");
    assert_snapshot!(stage.run("profile show default"), @"
    Name:    default
    Prefix:  kw
    Scopes:  any
    ");
    assert_snapshot!(stage.run("profile show nobody"), @"
    ! error: there is no profile 'nobody'
    ! hint: see `keywright profile list`, or add it with `keywright profile add --from FILE`
    exit 3
    ");
}

#[test]
fn every_format_with_a_key_that_is_outside() {
    let stage = edit_key::widened();
    stage.ok_with("profile edit pakyas --from -", edit_key::NARROW);
    assert_snapshot!(stage.formats("profile show pakyas"), @r#"
    -o table:
    Name:             pakyas
    Scopes:           read
    Requires:         environment
    Resource:         one
    Environments:     dev
    Expires at most:  1d
    Outside:          key_2vuiuuwvliboysxkl3a6vx774e 'k': environment is missing; the scope 'manage' is not granted; the scope 'write' is not granted; the resource 'acme/api' has too many segments; the expiry 2026-01-11T00:05:00Z is too late
    -o json:
    {
      "name": "pakyas",
      "description": null,
      "prefix": null,
      "scopes": [
        "read"
      ],
      "default_scopes": [],
      "implies": {},
      "roles": {},
      "require": [
        "environment"
      ],
      "resource_levels": [
        "one"
      ],
      "environments": [
        "dev"
      ],
      "networks": [],
      "expires": null,
      "min_expires": null,
      "max_expires": "1d",
      "rotate_every": null,
      "rotate_before": null,
      "grace": null,
      "pending_for": null,
      "personal": false,
      "hooks": {
        "deliver": null,
        "verify": null,
        "revoked": null,
        "timeout": null,
        "retries": null,
        "verify_echo": null,
        "env": []
      },
      "outside": [
        {
          "id": "key_2vuiuuwvliboysxkl3a6vx774e",
          "name": "k",
          "reasons": [
            "environment is missing",
            "the scope 'manage' is not granted",
            "the scope 'write' is not granted",
            "the resource 'acme/api' has too many segments",
            "the expiry 2026-01-11T00:05:00Z is too late"
          ]
        }
      ]
    }
    -o jsonl:
    {"name":"pakyas","description":null,"prefix":null,"scopes":["read"],"default_scopes":[],"implies":{},"roles":{},"require":["environment"],"resource_levels":["one"],"environments":["dev"],"networks":[],"expires":null,"min_expires":null,"max_expires":"1d","rotate_every":null,"rotate_before":null,"grace":null,"pending_for":null,"personal":false,"hooks":{"deliver":null,"verify":null,"revoked":null,"timeout":null,"retries":null,"verify_echo":null,"env":[]},"outside":[{"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"k","reasons":["environment is missing","the scope 'manage' is not granted","the scope 'write' is not granted","the resource 'acme/api' has too many segments","the expiry 2026-01-11T00:05:00Z is too late"]}]}
    -o csv:
    name,description,prefix,scopes,default_scopes,implies,roles,require,resource_levels,environments,networks,expires,min_expires,max_expires,rotate_every,rotate_before,grace,pending_for,personal,hooks,outside
    pakyas,,,"[""read""]",[],{},{},"[""environment""]","[""one""]","[""dev""]",[],,,1d,,,,,false,"{""deliver"":null,""env"":[],""retries"":null,""revoked"":null,""timeout"":null,""verify"":null,""verify_echo"":null}","[{""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""name"":""k"",""reasons"":[""environment is missing"",""the scope 'manage' is not granted"",""the scope 'write' is not granted"",""the resource 'acme/api' has too many segments"",""the expiry 2026-01-11T00:05:00Z is too late""]}]"
    "#);
}
