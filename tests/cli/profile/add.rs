//! `profile add`.

use insta::assert_snapshot;

use super::named;
use crate::stage::Stage;

#[test]
fn every_format() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run_with("profile add --from - -o table", &named("table")), @"
    Name:              table
    Description:       Keys for the monitoring API
    Prefix:            pk_live
    Scopes:            read, write, manage
    Default scopes:    read
    Implies:           manage: write
    Implies:           write: read
    Role:              admin: manage
    Role:              employee: read
    Requires:          description, owner, resource, expires
    Resource:          workspace/api
    Environments:      dev, staging, prod
    Expires:           180d
    Expires at least:  1d
    Expires at most:   365d
    Rotated every:     90d
    Rotated before:    28d
    Grace:             7d
    Pending for:       14d
    Deliver hook:      gh secret set API_KEY --repo acme/site
    Verify hook:       /usr/local/lib/acme/probe
    Revoked hook:      logger 'key revoked'
    Timeout:           1m
    Retries:           3
    Variables:         GH_TOKEN
    ");
    assert_snapshot!(stage.run_with("profile add --from - -o json", &named("json")), @r#"
    {
      "name": "json",
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
      },
      "changed": true
    }
    "#);
    assert_snapshot!(stage.run_with("profile add --from - -o jsonl", &named("jsonl")), @r#"{"name":"jsonl","description":"Keys for the monitoring API","prefix":"pk_live","scopes":["read","write","manage"],"default_scopes":["read"],"implies":{"manage":["write"],"write":["read"]},"roles":{"admin":["manage"],"employee":["read"]},"require":["description","owner","resource","expires"],"resource_levels":["workspace","api"],"environments":["dev","staging","prod"],"networks":[],"expires":"180d","min_expires":"1d","max_expires":"365d","rotate_every":"90d","rotate_before":"28d","grace":"7d","pending_for":"14d","personal":false,"hooks":{"deliver":["gh","secret","set","API_KEY","--repo","acme/site"],"verify":["/usr/local/lib/acme/probe"],"revoked":["logger","key revoked"],"timeout":"1m","retries":3,"verify_echo":false,"env":["GH_TOKEN"]},"changed":true}"#);
    assert_snapshot!(stage.run_with("profile add --from - -o csv", &named("csv")), @r#"
    name,description,prefix,scopes,default_scopes,implies,roles,require,resource_levels,environments,networks,expires,min_expires,max_expires,rotate_every,rotate_before,grace,pending_for,personal,hooks,changed
    csv,Keys for the monitoring API,pk_live,"[""read"",""write"",""manage""]","[""read""]","{""manage"":[""write""],""write"":[""read""]}","{""admin"":[""manage""],""employee"":[""read""]}","[""description"",""owner"",""resource"",""expires""]","[""workspace"",""api""]","[""dev"",""staging"",""prod""]",[],180d,1d,365d,90d,28d,7d,14d,false,"{""deliver"":[""gh"",""secret"",""set"",""API_KEY"",""--repo"",""acme/site""],""env"":[""GH_TOKEN""],""retries"":3,""revoked"":[""logger"",""key revoked""],""timeout"":""1m"",""verify"":[""/usr/local/lib/acme/probe""],""verify_echo"":false}",true
    "#);
}

#[test]
fn a_name_that_is_taken() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run_with("profile add --from -", "name = \"plain\"\n"), @"
    Name:    plain
    Scopes:  any
    ");
    assert_snapshot!(stage.run_with("profile add --from -", "name = \"plain\"\n"), @"
    ! error: there is already a profile 'plain'
    ! hint: replace it with `keywright profile edit plain --from FILE`
    exit 4
    ");
    assert_snapshot!(stage.run_with("profile add --from -", "name = \"default\"\n"), @"
    ! error: --from: line 1: the name 'default' is reserved for keys without a profile
    ! hint: see `keywright profile --help` for an example
    exit 2
    ");
}

#[test]
fn what_is_no_profile() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run_with("profile add --from -", "name = \"p\"\nscopes = [\"read\"\n"), @"
    ! error: --from: line 2, column 17: unclosed array, expected ']'
    ! hint: see `keywright profile --help` for an example
    exit 2
    ");
    assert_snapshot!(stage.run_with("profile add --from -", ""), @"
    ! error: --from: line 1: name is missing
    ! hint: see `keywright profile --help` for an example
    exit 2
    ");
    assert_snapshot!(stage.run_with("profile add --from -", &"#\n".repeat(40_000)), @"
    ! error: --from: a profile must be at most 64 KiB
    exit 2
    ");
    assert_snapshot!(stage.run("profile add --from [HOME]/absent.toml"), @"
    ! error: --from: reading '[HOME]/absent.toml' failed: no such file or directory
    exit 3
    ");
    assert_snapshot!(stage.run("profile add --from [HOME]/"), @"
    ! error: --from: reading '[HOME]/' failed: is a directory
    exit 10
    ");
    assert_snapshot!(stage.run("profile list -o json"), @r#"
    {
      "items": [],
      "next_cursor": null
    }
    "#);
}

#[test]
fn a_bad_file_is_refused_with_its_lines() {
    let stage = Stage::with_vault();
    let bad = concat!(
        "name = \"p\"\nscope = [\"read\"]\nscopes = [\"read\", \"write\"]\ndefault_scopes = [\"admin\"]\n",
        "implies = { read = [\"write\"], write = [\"read\"] }\nexpires = \"2y\"\nmin_expires = \"9d\"\n",
        "max_expires = \"1d\"\nrotate_before = \"20d\"\ngrace = \"7d\"\npending_for = \"14d\"\n",
        "[hooks]\nverify = [\"./probe\"]\ntimeout = \"2h\"\nretries = 99\nverify_echo = true\n",
    );
    assert_snapshot!(stage.run_with("profile add --from -", bad), @"
    ! error: --from: 9 errors
    !   line 2: unknown member 'scope'
    !   line 4: default_scopes has 'admin', which is not in scopes
    !   line 5: implies has a cycle: 'read' implies 'write' implies 'read'
    !   line 6: expires '2y': a lifetime must be 'never', a whole number of days above 0, or a number with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d; for 2y write 730d
    !   line 7: min_expires 9d is longer than max_expires 1d
    !   line 9: rotate_before 20d must be longer than pending_for 14d and grace 7d together
    !   line 13: hooks.verify: a hook must be a program, named by an absolute path or a bare name, and up to 63 arguments of at most 4096 bytes
    !   line 14: hooks.timeout '2h': a time-out must be from 1s to 1h: a whole number of seconds, or a number with s, m or h, such as 60s or 2m
    !   line 15: hooks.retries 99: it must be from 0 to 10
    ! hint: see `keywright profile --help` for an example
    exit 2
    ");
    assert_snapshot!(stage.run_with("profile add --from - -o json", bad), @r#"
    ! {"error":{"code":"usage","message":"--from: 9 errors\n  line 2: unknown member 'scope'\n  line 4: default_scopes has 'admin', which is not in scopes\n  line 5: implies has a cycle: 'read' implies 'write' implies 'read'\n  line 6: expires '2y': a lifetime must be 'never', a whole number of days above 0, or a number with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d; for 2y write 730d\n  line 7: min_expires 9d is longer than max_expires 1d\n  line 9: rotate_before 20d must be longer than pending_for 14d and grace 7d together\n  line 13: hooks.verify: a hook must be a program, named by an absolute path or a bare name, and up to 63 arguments of at most 4096 bytes\n  line 14: hooks.timeout '2h': a time-out must be from 1s to 1h: a whole number of seconds, or a number with s, m or h, such as 60s or 2m\n  line 15: hooks.retries 99: it must be from 0 to 10","hint":"see `keywright profile --help` for an example"},"exit_code":2}
    exit 2
    "#);
    assert_snapshot!(stage.run("profile list -o json"), @r#"
    {
      "items": [],
      "next_cursor": null
    }
    "#);
}
