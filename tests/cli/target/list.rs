//! `target list` and `target show`.

use insta::assert_snapshot;

use super::with_targets;

/// With two spaces between columns, however long the paths are before they are shortened.
fn close(text: &str) -> String {
    let close = |line: &str| {
        let is_row = line.starts_with(|first: char| first.is_ascii_alphabetic());
        let cells: Vec<&str> = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        if is_row { cells.join("  ") } else { line.to_owned() }
    };
    text.lines().map(close).collect::<Vec<_>>().join("\n")
}

#[test]
fn list() {
    let stage = with_targets();
    assert_snapshot!(close(&stage.formats("target list")), @r#"
    -o table:
    Name  Format  Path  State  Generation  Valid until
    edge  jsonl  [HOME]/edge.jsonl  never published  -  -
    full  haproxy  [HOME]/full.map  never published  -  -
    -o json:
    {
      "items": [
        {
          "name": "edge",
          "format": "jsonl",
          "dialect": null,
          "path": "[HOME]/edge.jsonl",
          "audience": [
            "edge"
          ],
          "valid_for": "30d",
          "resource": [],
          "environment": [],
          "scope": [],
          "profile": [],
          "labels": {},
          "mode": "0600",
          "group": null,
          "pickup": null,
          "servers": [],
          "optional": false,
          "reload": null,
          "created_at": "2026-01-01T00:02:00Z",
          "up_to_date": false,
          "due": "never_published",
          "problem": null,
          "published": null,
          "unpublished": {
            "still_admitted": {
              "count": 0,
              "keys": []
            },
            "wider": {
              "count": 0,
              "keys": []
            },
            "changed": {
              "count": 0,
              "keys": []
            },
            "missing": {
              "count": 0,
              "keys": []
            },
            "ended": {
              "count": 0,
              "keys": []
            },
            "later": {
              "count": 0,
              "keys": []
            }
          },
          "acknowledged": []
        },
        {
          "name": "full",
          "format": "haproxy",
          "dialect": null,
          "path": "[HOME]/full.map",
          "audience": [],
          "valid_for": "60d",
          "resource": [
            "acme/shop"
          ],
          "environment": [
            "prod"
          ],
          "scope": [
            "read",
            "write"
          ],
          "profile": [
            "default"
          ],
          "labels": {
            "team": "ops"
          },
          "mode": "0640",
          "group": "0",
          "pickup": "6h",
          "servers": [
            "eu-1",
            "eu-2"
          ],
          "optional": true,
          "reload": "systemctl reload 'my unit'",
          "created_at": "2026-01-01T00:03:00Z",
          "up_to_date": false,
          "due": "never_published",
          "problem": null,
          "published": null,
          "unpublished": {
            "still_admitted": {
              "count": 0,
              "keys": []
            },
            "wider": {
              "count": 0,
              "keys": []
            },
            "changed": {
              "count": 0,
              "keys": []
            },
            "missing": {
              "count": 0,
              "keys": []
            },
            "ended": {
              "count": 0,
              "keys": []
            },
            "later": {
              "count": 0,
              "keys": []
            }
          },
          "acknowledged": []
        }
      ],
      "next_cursor": null
    }
    -o jsonl:
    {"name":"edge","format":"jsonl","dialect":null,"path":"[HOME]/edge.jsonl","audience":["edge"],"valid_for":"30d","resource":[],"environment":[],"scope":[],"profile":[],"labels":{},"mode":"0600","group":null,"pickup":null,"servers":[],"optional":false,"reload":null,"created_at":"2026-01-01T00:02:00Z","up_to_date":false,"due":"never_published","problem":null,"published":null,"unpublished":{"still_admitted":{"count":0,"keys":[]},"wider":{"count":0,"keys":[]},"changed":{"count":0,"keys":[]},"missing":{"count":0,"keys":[]},"ended":{"count":0,"keys":[]},"later":{"count":0,"keys":[]}},"acknowledged":[]}
    {"name":"full","format":"haproxy","dialect":null,"path":"[HOME]/full.map","audience":[],"valid_for":"60d","resource":["acme/shop"],"environment":["prod"],"scope":["read","write"],"profile":["default"],"labels":{"team":"ops"},"mode":"0640","group":"0","pickup":"6h","servers":["eu-1","eu-2"],"optional":true,"reload":"systemctl reload 'my unit'","created_at":"2026-01-01T00:03:00Z","up_to_date":false,"due":"never_published","problem":null,"published":null,"unpublished":{"still_admitted":{"count":0,"keys":[]},"wider":{"count":0,"keys":[]},"changed":{"count":0,"keys":[]},"missing":{"count":0,"keys":[]},"ended":{"count":0,"keys":[]},"later":{"count":0,"keys":[]}},"acknowledged":[]}
    -o csv:
    name,format,dialect,path,audience,valid_for,resource,environment,scope,profile,labels,mode,group,pickup,servers,optional,reload,created_at,up_to_date,due,problem,published,unpublished,acknowledged
    edge,jsonl,,[HOME]/edge.jsonl,"[""edge""]",30d,[],[],[],[],{},0600,,,[],false,,2026-01-01T00:02:00Z,false,never_published,,,"{""changed"":{""count"":0,""keys"":[]},""ended"":{""count"":0,""keys"":[]},""later"":{""count"":0,""keys"":[]},""missing"":{""count"":0,""keys"":[]},""still_admitted"":{""count"":0,""keys"":[]},""wider"":{""count"":0,""keys"":[]}}",[]
    full,haproxy,,[HOME]/full.map,[],60d,"[""acme/shop""]","[""prod""]","[""read"",""write""]","[""default""]","{""team"":""ops""}",0640,0,6h,"[""eu-1"",""eu-2""]",true,systemctl reload 'my unit',2026-01-01T00:03:00Z,false,never_published,,,"{""changed"":{""count"":0,""keys"":[]},""ended"":{""count"":0,""keys"":[]},""later"":{""count"":0,""keys"":[]},""missing"":{""count"":0,""keys"":[]},""still_admitted"":{""count"":0,""keys"":[]},""wider"":{""count"":0,""keys"":[]}}",[]
    "#);
}

#[test]
fn show() {
    let stage = with_targets();
    assert_snapshot!(stage.formats("target show full"), @r#"
    -o table:
    Name:         full
    Format:       haproxy
    Path:         [HOME]/full.map
    Mode:         0640
    Group:        0
    Audience:     anybody
    Valid for:    60d
    Resource:     acme/shop
    Environment:  prod
    Scopes:       read, write
    Profiles:     default
    Labels:       team=ops
    Pick-up:      6h
    Servers:      eu-1, eu-2
    Rotations:    do not wait for it
    Reload:       systemctl reload 'my unit'
    Added:        2026-01-01T00:03:00Z
    State:        never published
    -o json:
    {
      "name": "full",
      "format": "haproxy",
      "dialect": null,
      "path": "[HOME]/full.map",
      "audience": [],
      "valid_for": "60d",
      "resource": [
        "acme/shop"
      ],
      "environment": [
        "prod"
      ],
      "scope": [
        "read",
        "write"
      ],
      "profile": [
        "default"
      ],
      "labels": {
        "team": "ops"
      },
      "mode": "0640",
      "group": "0",
      "pickup": "6h",
      "servers": [
        "eu-1",
        "eu-2"
      ],
      "optional": true,
      "reload": "systemctl reload 'my unit'",
      "created_at": "2026-01-01T00:03:00Z",
      "up_to_date": false,
      "due": "never_published",
      "problem": null,
      "published": null,
      "unpublished": {
        "still_admitted": {
          "count": 0,
          "keys": []
        },
        "wider": {
          "count": 0,
          "keys": []
        },
        "changed": {
          "count": 0,
          "keys": []
        },
        "missing": {
          "count": 0,
          "keys": []
        },
        "ended": {
          "count": 0,
          "keys": []
        },
        "later": {
          "count": 0,
          "keys": []
        }
      },
      "acknowledged": []
    }
    -o jsonl:
    {"name":"full","format":"haproxy","dialect":null,"path":"[HOME]/full.map","audience":[],"valid_for":"60d","resource":["acme/shop"],"environment":["prod"],"scope":["read","write"],"profile":["default"],"labels":{"team":"ops"},"mode":"0640","group":"0","pickup":"6h","servers":["eu-1","eu-2"],"optional":true,"reload":"systemctl reload 'my unit'","created_at":"2026-01-01T00:03:00Z","up_to_date":false,"due":"never_published","problem":null,"published":null,"unpublished":{"still_admitted":{"count":0,"keys":[]},"wider":{"count":0,"keys":[]},"changed":{"count":0,"keys":[]},"missing":{"count":0,"keys":[]},"ended":{"count":0,"keys":[]},"later":{"count":0,"keys":[]}},"acknowledged":[]}
    -o csv:
    name,format,dialect,path,audience,valid_for,resource,environment,scope,profile,labels,mode,group,pickup,servers,optional,reload,created_at,up_to_date,due,problem,published,unpublished,acknowledged
    full,haproxy,,[HOME]/full.map,[],60d,"[""acme/shop""]","[""prod""]","[""read"",""write""]","[""default""]","{""team"":""ops""}",0640,0,6h,"[""eu-1"",""eu-2""]",true,systemctl reload 'my unit',2026-01-01T00:03:00Z,false,never_published,,,"{""changed"":{""count"":0,""keys"":[]},""ended"":{""count"":0,""keys"":[]},""later"":{""count"":0,""keys"":[]},""missing"":{""count"":0,""keys"":[]},""still_admitted"":{""count"":0,""keys"":[]},""wider"":{""count"":0,""keys"":[]}}",[]
    "#);
}

#[test]
fn not_found() {
    let stage = with_targets();
    assert_snapshot!(stage.run("target show none -o json"), @r#"
    ! {"error":{"code":"not_found","message":"no target 'none'","hint":"see `keywright target list`"},"exit_code":3}
    exit 3
    "#);
}

#[test]
fn what_is_published_and_what_is_not() {
    let stage = with_targets();
    stage.ok("publish edge");
    stage.ok("key create ci --secret-only");
    assert_snapshot!(close(&stage.run("target list").to_string()), @"
    Name  Format  Path  State  Generation  Valid until
    edge  jsonl  [HOME]/edge.jsonl  keys changed  1  2026-01-31T00:04:00Z
    full  haproxy  [HOME]/full.map  never published  -  -
    ");
    assert_snapshot!(stage.run("target show edge"), @"
    Name:           edge
    Format:         jsonl
    Path:           [HOME]/edge.jsonl
    Mode:           0600
    Audience:       edge
    Valid for:      30d
    Added:          2026-01-01T00:02:00Z
    State:          keys changed
    Published:      generation 1 of 2026-01-01T00:04:00Z, 0 keys, valid until 2026-01-31T00:04:00Z
    Does not have:  key_2vuiuuwvliboysxkl3a6vx774e 'ci' (active)
    ");
}
