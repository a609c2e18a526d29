//! `profile list`.

use insta::assert_snapshot;

use super::with_profile;
use crate::stage::Stage;

#[test]
fn none_but_the_default() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.formats("profile list"), @r#"
    -o table:
    Name  Prefix  Scopes  Expires  At most  Rotated every  Description
    -o json:
    {
      "items": [],
      "next_cursor": null
    }
    -o jsonl:
    -o csv:
    name,description,prefix,scopes,default_scopes,implies,roles,require,resource_levels,environments,networks,expires,min_expires,max_expires,rotate_every,rotate_before,grace,pending_for,personal,hooks
    "#);
}

#[test]
fn every_format() {
    let stage = with_profile();
    stage.ok_with("profile add --from -", "name = \"plain\"\n");
    assert_snapshot!(stage.formats("profile list"), @r#"
    -o table:
    Name    Prefix   Scopes             Expires  At most  Rotated every  Description
    pakyas  pk_live  read,write,manage  180d     365d     90d            Keys for the monitoring API
    plain   -        any                -        -        -              -
    -o json:
    {
      "items": [
        {
          "name": "pakyas",
          "description": "Keys for the monitoring API",
          "prefix": "pk_live",
          "scopes": [
            "read",
            "write",
            "manage"
          ],
          "default_scopes": [
            "read"
          ],
          "implies": {
            "manage": [
              "write"
            ],
            "write": [
              "read"
            ]
          },
          "roles": {
            "admin": [
              "manage"
            ],
            "employee": [
              "read"
            ]
          },
          "require": [
            "description",
            "owner",
            "resource",
            "expires"
          ],
          "resource_levels": [
            "workspace",
            "api"
          ],
          "environments": [
            "dev",
            "staging",
            "prod"
          ],
          "networks": [],
          "expires": "180d",
          "min_expires": "1d",
          "max_expires": "365d",
          "rotate_every": "90d",
          "rotate_before": "28d",
          "grace": "7d",
          "pending_for": "14d",
          "personal": false,
          "hooks": {
            "deliver": [
              "gh",
              "secret",
              "set",
              "API_KEY",
              "--repo",
              "acme/site"
            ],
            "verify": [
              "/usr/local/lib/acme/probe"
            ],
            "revoked": [
              "logger",
              "key revoked"
            ],
            "timeout": "1m",
            "retries": 3,
            "verify_echo": false,
            "env": [
              "GH_TOKEN"
            ]
          }
        },
        {
          "name": "plain",
          "description": null,
          "prefix": null,
          "scopes": [],
          "default_scopes": [],
          "implies": {},
          "roles": {},
          "require": [],
          "resource_levels": [],
          "environments": [],
          "networks": [],
          "expires": null,
          "min_expires": null,
          "max_expires": null,
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
          }
        }
      ],
      "next_cursor": null
    }
    -o jsonl:
    {"name":"pakyas","description":"Keys for the monitoring API","prefix":"pk_live","scopes":["read","write","manage"],"default_scopes":["read"],"implies":{"manage":["write"],"write":["read"]},"roles":{"admin":["manage"],"employee":["read"]},"require":["description","owner","resource","expires"],"resource_levels":["workspace","api"],"environments":["dev","staging","prod"],"networks":[],"expires":"180d","min_expires":"1d","max_expires":"365d","rotate_every":"90d","rotate_before":"28d","grace":"7d","pending_for":"14d","personal":false,"hooks":{"deliver":["gh","secret","set","API_KEY","--repo","acme/site"],"verify":["/usr/local/lib/acme/probe"],"revoked":["logger","key revoked"],"timeout":"1m","retries":3,"verify_echo":false,"env":["GH_TOKEN"]}}
    {"name":"plain","description":null,"prefix":null,"scopes":[],"default_scopes":[],"implies":{},"roles":{},"require":[],"resource_levels":[],"environments":[],"networks":[],"expires":null,"min_expires":null,"max_expires":null,"rotate_every":null,"rotate_before":null,"grace":null,"pending_for":null,"personal":false,"hooks":{"deliver":null,"verify":null,"revoked":null,"timeout":null,"retries":null,"verify_echo":null,"env":[]}}
    -o csv:
    name,description,prefix,scopes,default_scopes,implies,roles,require,resource_levels,environments,networks,expires,min_expires,max_expires,rotate_every,rotate_before,grace,pending_for,personal,hooks
    pakyas,Keys for the monitoring API,pk_live,"[""read"",""write"",""manage""]","[""read""]","{""manage"":[""write""],""write"":[""read""]}","{""admin"":[""manage""],""employee"":[""read""]}","[""description"",""owner"",""resource"",""expires""]","[""workspace"",""api""]","[""dev"",""staging"",""prod""]",[],180d,1d,365d,90d,28d,7d,14d,false,"{""deliver"":[""gh"",""secret"",""set"",""API_KEY"",""--repo"",""acme/site""],""env"":[""GH_TOKEN""],""retries"":3,""revoked"":[""logger"",""key revoked""],""timeout"":""1m"",""verify"":[""/usr/local/lib/acme/probe""],""verify_echo"":false}"
    plain,,,[],[],{},{},[],[],[],[],,,,,,,,false,"{""deliver"":null,""env"":[],""retries"":null,""revoked"":null,""timeout"":null,""verify"":null,""verify_echo"":null}"
    "#);
}
