//! `rotate status`, and the formats of the other commands.

use insta::assert_snapshot;

use super::with_key;
use crate::stage::DAY;

#[test]
fn start_in_json() {
    let stage = with_key();
    assert_snapshot!(stage.run("rotate start ci -o json"), @r#"
    {
      "name": "ci",
      "step": "delivered",
      "predecessor": {
        "id": "key_2vuiuuwvliboysxkl3a6vx774e",
        "name": "ci",
        "version": 1,
        "status": "active",
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
        "retires_at": null,
        "predecessor": null,
        "successor": "key_jqhaogbs2utwssw6uv5vbxl3ee"
      },
      "successor": {
        "id": "key_jqhaogbs2utwssw6uv5vbxl3ee",
        "name": "ci",
        "version": 2,
        "status": "pending",
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
      "deadline": null,
      "changed": true,
      "secret": "kw_KmP0XkyVA7F2MISNjbCMXqUvzDM0VQmbdnHyZBIyLQP95Zfh0Lo9Gx"
    }
    ! {"warnings":["publish, and let the servers load the file, before the consumer switches to the new secret"]}
    "#);
}

#[test]
fn every_format() {
    let stage = with_key();
    stage.ok("rotate start ci");
    assert_snapshot!(stage.formats("rotate status"), @r#"
    -o table:
    Name  Step     Old key     New key      Deadline  Old key accepted until  Waits for                                      Attention
    ci    started  v1, active  v2, pending  -         -                       somebody to deliver the secret and confirm it  -
    -o json:
    {
      "items": [
        {
          "name": "ci",
          "step": "delivered",
          "predecessor": {
            "id": "key_2vuiuuwvliboysxkl3a6vx774e",
            "name": "ci",
            "version": 1,
            "status": "active",
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
            "retires_at": null,
            "predecessor": null,
            "successor": "key_jqhaogbs2utwssw6uv5vbxl3ee"
          },
          "successor": {
            "id": "key_jqhaogbs2utwssw6uv5vbxl3ee",
            "name": "ci",
            "version": 2,
            "status": "pending",
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
          "deadline": null,
          "changed": false,
          "started_at": "2026-01-01T00:03:00Z",
          "waits_for": "somebody to deliver the secret and confirm it",
          "stuck": false,
          "attention": null,
          "admitted_until": []
        }
      ]
    }
    -o jsonl:
    {"name":"ci","step":"delivered","predecessor":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"ci","version":1,"status":"active","prefix":"kw","start":"kw_45sj56jM","profile":"default","scopes":["deploy"],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":"2026-03-02T00:02:00Z","last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":"key_jqhaogbs2utwssw6uv5vbxl3ee"},"successor":{"id":"key_jqhaogbs2utwssw6uv5vbxl3ee","name":"ci","version":2,"status":"pending","prefix":"kw","start":"kw_KmP0XkyV","profile":"default","scopes":["deploy"],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:03:00Z","created_by":"ana","not_before":null,"expires_at":"2026-03-02T00:03:00Z","last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":"key_2vuiuuwvliboysxkl3a6vx774e","successor":null},"deadline":null,"changed":false,"started_at":"2026-01-01T00:03:00Z","waits_for":"somebody to deliver the secret and confirm it","stuck":false,"attention":null,"admitted_until":[]}
    -o csv:
    name,step,predecessor,successor,deadline,changed,started_at,waits_for,stuck,attention,admitted_until
    ci,delivered,"{""created_at"":""2026-01-01T00:02:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":""2026-03-02T00:02:00Z"",""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""labels"":{},""last_used_at"":null,""name"":""ci"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":null,""prefix"":""kw"",""profile"":""default"",""resource"":null,""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[""deploy""],""start"":""kw_45sj56jM"",""status"":""active"",""successor"":""key_jqhaogbs2utwssw6uv5vbxl3ee"",""version"":1}","{""created_at"":""2026-01-01T00:03:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":""2026-03-02T00:03:00Z"",""id"":""key_jqhaogbs2utwssw6uv5vbxl3ee"",""labels"":{},""last_used_at"":null,""name"":""ci"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":""key_2vuiuuwvliboysxkl3a6vx774e"",""prefix"":""kw"",""profile"":""default"",""resource"":null,""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[""deploy""],""start"":""kw_KmP0XkyV"",""status"":""pending"",""successor"":null,""version"":2}",,false,2026-01-01T00:03:00Z,somebody to deliver the secret and confirm it,false,,[]
    "#);
}

#[test]
fn secret_in_csv() {
    let stage = with_key();
    stage.ok("rotate start ci");
    assert_snapshot!(stage.run("rotate secret ci -o csv"), @r#"
    name,step,predecessor,successor,deadline,changed,secret
    ci,delivered,"{""created_at"":""2026-01-01T00:02:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":""2026-03-02T00:02:00Z"",""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""labels"":{},""last_used_at"":null,""name"":""ci"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":null,""prefix"":""kw"",""profile"":""default"",""resource"":null,""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[""deploy""],""start"":""kw_45sj56jM"",""status"":""active"",""successor"":""key_jqhaogbs2utwssw6uv5vbxl3ee"",""version"":1}","{""created_at"":""2026-01-01T00:03:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":""2026-03-02T00:03:00Z"",""id"":""key_jqhaogbs2utwssw6uv5vbxl3ee"",""labels"":{},""last_used_at"":null,""name"":""ci"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":""key_2vuiuuwvliboysxkl3a6vx774e"",""prefix"":""kw"",""profile"":""default"",""resource"":null,""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[""deploy""],""start"":""kw_KmP0XkyV"",""status"":""pending"",""successor"":null,""version"":2}",,false,kw_KmP0XkyVA7F2MISNjbCMXqUvzDM0VQmbdnHyZBIyLQP95Zfh0Lo9Gx
    "#);
}

/// Nobody has finished it, and no policy makes another one due.
#[test]
fn a_deadline_that_passed_long_ago_is_not_a_rotation_that_is_due() {
    let stage = with_key();
    stage.ok("key create bot --secret-only");
    let secret = stage.ok("rotate start bot --grace 2d --secret-only");
    stage.ok_with("rotate confirm bot", &secret);
    stage.later(15 * DAY);
    let before = stage.ok("rotate status -o json");
    assert!(before.contains("\"attention\": null"), "{before}");
    stage.later(2 * DAY);
    let status = stage.ok("rotate status -o json");
    let told = "nobody has finished it since its deadline 2026-01-03T00:05:00Z";
    assert!(status.contains(told) && !status.contains("is due"), "{status}");
    assert!(status.contains("or `keywright rotate finish bot`"), "{status}");
    assert!(stage.run("status --check").to_string().contains(told));
    stage.ok("rotate finish bot");
    assert!(!stage.run("status --check").to_string().contains("the rotation of"));
}
