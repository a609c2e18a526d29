//! A minted secret goes into a credential in one step: `--to-credential`.

use insta::assert_snapshot;

use crate::stage::Stage;

/// The key `shop` in the credential `shop`, and its successor in `shop/new`.
fn rotated() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("key create shop --to-credential shop");
    stage.ok("rotate start shop --to-credential shop/new");
    stage
}

#[test]
fn create() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("key create shop --to-credential shop"), @"
    Name:     shop
    ID:       key_2vuiuuwvliboysxkl3a6vx774e
    Version:  1
    Status:   active
    Start:    kw_45sj56jM
    Profile:  default
    Created:  2026-01-01T00:02:00Z by ana
    Expires:  never
    ! the secret is in credential 'shop'
    ");
    assert_snapshot!(stage.run("credential verify shop"), @"
    Answer:  valid
    Key:     shop (key_2vuiuuwvliboysxkl3a6vx774e)
    ");
}

#[test]
fn create_in_every_format() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.formats("key create another --to-credential other"), @r#"
    -o table:
    Name:     another
    ID:       key_2vuiuuwvliboysxkl3a6vx774e
    Version:  1
    Status:   active
    Start:    kw_45sj56jM
    Profile:  default
    Created:  2026-01-01T00:02:00Z by ana
    Expires:  never
    ! the secret is in credential 'other'
    -o json:
    ! {"error":{"code":"conflict","message":"the name 'another' is taken by key_2vuiuuwvliboysxkl3a6vx774e, which is active","hint":"choose another name, or revoke that key first"},"exit_code":4}
    exit 4
    -o jsonl:
    ! {"error":{"code":"conflict","message":"the name 'another' is taken by key_2vuiuuwvliboysxkl3a6vx774e, which is active","hint":"choose another name, or revoke that key first"},"exit_code":4}
    exit 4
    -o csv:
    ! error: the name 'another' is taken by key_2vuiuuwvliboysxkl3a6vx774e, which is active
    ! hint: choose another name, or revoke that key first
    exit 4
    "#);
}

#[test]
fn rotate_start() {
    let stage = Stage::with_vault();
    stage.ok("key create shop --to-credential shop");
    assert_snapshot!(stage.run("rotate start shop --to-credential shop/new -o json"), @r#"
    {
      "name": "shop",
      "step": "delivered",
      "predecessor": {
        "id": "key_2vuiuuwvliboysxkl3a6vx774e",
        "name": "shop",
        "version": 1,
        "status": "active",
        "prefix": "kw",
        "start": "kw_45sj56jM",
        "profile": "default",
        "scopes": [],
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
        "expires_at": null,
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
        "name": "shop",
        "version": 2,
        "status": "pending",
        "prefix": "kw",
        "start": "kw_KmP0XkyV",
        "profile": "default",
        "scopes": [],
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
        "expires_at": null,
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
      "secret": null,
      "credential": "shop/new",
      "warnings": [
        "publish now: users of the credential already have the new secret, and servers refuse it until they load the new file"
      ]
    }
    "#);
    assert_snapshot!(stage.run("credential verify shop/new -o json"), @r#"
    {
      "valid": true,
      "reason": null,
      "key": {
        "id": "key_jqhaogbs2utwssw6uv5vbxl3ee",
        "name": "shop",
        "version": 2,
        "status": "pending",
        "prefix": "kw",
        "start": "kw_KmP0XkyV",
        "profile": "default",
        "scopes": [],
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
        "expires_at": null,
        "last_used_at": null,
        "disabled_at": null,
        "revoked_at": null,
        "revoked_reason": null,
        "retires_at": null,
        "predecessor": "key_2vuiuuwvliboysxkl3a6vx774e",
        "successor": null
      },
      "unchecked": []
    }
    "#);
}

#[test]
fn rotate_secret() {
    let stage = rotated();
    assert_snapshot!(stage.run("rotate secret shop --to-credential shop"), @"
    Name:     shop
    Step:     started
    Old key:  v1, active, key_2vuiuuwvliboysxkl3a6vx774e
    New key:  v2, pending, key_jqhaogbs2utwssw6uv5vbxl3ee
    ! the secret is in credential 'shop'
    ");
    let kept = stage.ok("credential get shop");
    assert_eq!(kept, stage.ok("rotate secret shop --secret-only"));
}

#[test]
fn rotate_secret_in_every_format() {
    let stage = rotated();
    stage.ok("rotate secret shop --to-credential shop");
    assert_snapshot!(stage.formats("rotate secret shop --to-credential shop"), @r#"
    -o table:
    Name:     shop
    Step:     started
    Old key:  v1, active, key_2vuiuuwvliboysxkl3a6vx774e
    New key:  v2, pending, key_jqhaogbs2utwssw6uv5vbxl3ee
    ! the secret is in credential 'shop'
    -o json:
    {
      "name": "shop",
      "step": "delivered",
      "predecessor": {
        "id": "key_2vuiuuwvliboysxkl3a6vx774e",
        "name": "shop",
        "version": 1,
        "status": "active",
        "prefix": "kw",
        "start": "kw_45sj56jM",
        "profile": "default",
        "scopes": [],
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
        "expires_at": null,
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
        "name": "shop",
        "version": 2,
        "status": "pending",
        "prefix": "kw",
        "start": "kw_KmP0XkyV",
        "profile": "default",
        "scopes": [],
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
        "expires_at": null,
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
      "secret": null,
      "credential": "shop"
    }
    -o jsonl:
    {"name":"shop","step":"delivered","predecessor":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"shop","version":1,"status":"active","prefix":"kw","start":"kw_45sj56jM","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":"key_jqhaogbs2utwssw6uv5vbxl3ee"},"successor":{"id":"key_jqhaogbs2utwssw6uv5vbxl3ee","name":"shop","version":2,"status":"pending","prefix":"kw","start":"kw_KmP0XkyV","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:03:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":"key_2vuiuuwvliboysxkl3a6vx774e","successor":null},"deadline":null,"changed":false,"secret":null,"credential":"shop"}
    -o csv:
    name,step,predecessor,successor,deadline,changed,secret,credential
    shop,delivered,"{""created_at"":""2026-01-01T00:02:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":null,""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""labels"":{},""last_used_at"":null,""name"":""shop"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":null,""prefix"":""kw"",""profile"":""default"",""resource"":null,""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[],""start"":""kw_45sj56jM"",""status"":""active"",""successor"":""key_jqhaogbs2utwssw6uv5vbxl3ee"",""version"":1}","{""created_at"":""2026-01-01T00:03:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":null,""id"":""key_jqhaogbs2utwssw6uv5vbxl3ee"",""labels"":{},""last_used_at"":null,""name"":""shop"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":""key_2vuiuuwvliboysxkl3a6vx774e"",""prefix"":""kw"",""profile"":""default"",""resource"":null,""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[],""start"":""kw_KmP0XkyV"",""status"":""pending"",""successor"":null,""version"":2}",,false,,shop
    ! the secret is in credential 'shop'
    "#);
}

#[test]
fn a_key_that_is_refused_leaves_no_credential() {
    let stage = Stage::with_vault();
    stage.ok("key create shop --to-credential shop");
    assert_snapshot!(stage.run("key create shop --to-credential other"), @"
    ! error: the name 'shop' is taken by key_2vuiuuwvliboysxkl3a6vx774e, which is active
    ! hint: choose another name, or revoke that key first
    exit 4
    ");
    assert_snapshot!(stage.run("credential get other"), @"
    ! error: no credential 'other'
    ! hint: see `keywright credential list`
    exit 3
    ");
}

#[test]
fn there_is_one_place_for_a_secret() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("key create x --to-credential x --secret-only"), @"
    ! error: the argument '--to-credential <NAME>' cannot be used with '--secret-only'
    !
    ! Usage: keywright key create --to-credential <NAME> <NAME>
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run("key create x --to-credential x --secret-file f"), @"
    ! error: the argument '--to-credential <NAME>' cannot be used with '--secret-file <FILE>'
    !
    ! Usage: keywright key create --to-credential <NAME> <NAME>
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run("key create x --to-credential x --encrypt-to age1x"), @"
    ! error: the argument '--to-credential <NAME>' cannot be used with '--encrypt-to <RECIPIENT>'
    !
    ! Usage: keywright key create --to-credential <NAME> <NAME>
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run("key create x --to-credential x --from f"), @"
    ! error: the argument '[NAME]' cannot be used with '--from <FILE>'
    !
    ! Usage: keywright key create --to-credential <NAME> <NAME>
    !
    ! For more information, try '--help'.
    exit 2
    ");
}

#[test]
fn changes_in_the_audit_log() {
    let stage = Stage::with_vault();
    stage.ok("key create shop --to-credential shop");
    stage.ok("credential verify shop");
    stage.ok("rotate start shop --to-credential shop/new");
    stage.ok("credential verify shop/new");
    for _ in 0..5 {
        stage.ok("rotate secret shop --to-credential shop");
    }
    stage.ok("credential get shop");
    stage.ok("rotate secret shop --secret-only");
    stage.refused("key create shop --to-credential other");
    stage.refused("credential get other");
    stage.ok("key create another --to-credential other");
    for _ in 0..3 {
        stage.refused("key create another --to-credential other");
    }
    assert_snapshot!(stage.run("audit list -o csv --limit 0"), @"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:02:00Z,key.create,key_2vuiuuwvliboysxkl3a6vx774e,shop,,ana,identity
    3,2026-01-01T00:02:00Z,credential.set,,shop,,ana,identity
    4,2026-01-01T00:04:00Z,rotation.start,key_jqhaogbs2utwssw6uv5vbxl3ee,shop,,ana,identity
    5,2026-01-01T00:04:00Z,credential.set,,shop/new,,ana,identity
    6,2026-01-01T00:06:00Z,rotation.secret,key_jqhaogbs2utwssw6uv5vbxl3ee,shop,,ana,identity
    7,2026-01-01T00:06:00Z,credential.set,,shop,,ana,identity
    8,2026-01-01T00:07:00Z,rotation.secret,key_jqhaogbs2utwssw6uv5vbxl3ee,shop,,ana,identity
    9,2026-01-01T00:08:00Z,rotation.secret,key_jqhaogbs2utwssw6uv5vbxl3ee,shop,,ana,identity
    10,2026-01-01T00:09:00Z,rotation.secret,key_jqhaogbs2utwssw6uv5vbxl3ee,shop,,ana,identity
    11,2026-01-01T00:10:00Z,rotation.secret,key_jqhaogbs2utwssw6uv5vbxl3ee,shop,,ana,identity
    12,2026-01-01T00:11:00Z,credential.get,,shop,,ana,identity
    13,2026-01-01T00:12:00Z,rotation.secret,key_jqhaogbs2utwssw6uv5vbxl3ee,shop,,ana,identity
    14,2026-01-01T00:15:00Z,key.create,key_lesfcniwuwmtinpmjisamebqji,another,,ana,identity
    15,2026-01-01T00:15:00Z,credential.set,,other,,ana,identity
    ");
}

/// The members of the JSON are the header of the CSV.
#[test]
fn csv_says_where_the_secret_is() {
    let stage = Stage::with_vault();
    stage.ok("key create shop --to-credential first");
    for command in [
        "key create other --to-credential 'shop/1'",
        "rotate start shop --to-credential 'shop/2'",
        "rotate secret shop --to-credential 'shop/2'",
    ] {
        let csv = stage.ok(&format!("{command} -o csv"));
        let (header, row) = csv.trim_end().split_once('\n').unwrap();
        assert!(header.ends_with(",secret,credential"), "{header}");
        assert!(row.contains(",,shop/"), "{row}");
    }
}
