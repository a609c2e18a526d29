//! `key create`.

use insta::assert_snapshot;

use crate::stage::Stage;

#[test]
fn every_format() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("key create table --prefix acme_live -s read --expires 90 -o table"), @"
    Name:     table
    ID:       key_2vuiuuwvliboysxkl3a6vx774e
    Version:  1
    Status:   active
    Start:    acme_live_45sj56jM
    Profile:  default
    Scopes:   read
    Created:  2026-01-01T00:02:00Z by ana
    Expires:  2026-04-01T00:02:00Z

    Secret (shown only once):
    acme_live_45sj56jMQXwEQTPfOsyKU9zJwjX31zVqFSFM0T0LlEDLdsPD38XkHg
    ! the secret cannot be shown again
    ");
    assert_snapshot!(stage.run("key create json --prefix acme_live -s read --expires 90 -o json"), @r#"
    {
      "id": "key_cswfo7g3f33ntbqhrnafjteysm",
      "name": "json",
      "version": 1,
      "status": "active",
      "prefix": "acme_live",
      "start": "acme_live_dnHyZBIy",
      "profile": "default",
      "scopes": [
        "read"
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
      "expires_at": "2026-04-01T00:03:00Z",
      "last_used_at": null,
      "disabled_at": null,
      "revoked_at": null,
      "revoked_reason": null,
      "retires_at": null,
      "predecessor": null,
      "successor": null,
      "secret": "acme_live_dnHyZBIyLQP95ZfhAASDNBAFaG9YuEE7OoRdhCafzIZzXc8e0He8p0"
    }
    "#);
    assert_snapshot!(stage.run("key create jsonl --prefix acme_live -s read --expires 90 -o jsonl"), @r#"{"id":"key_lesfcniwuwmtinpmjisamebqji","name":"jsonl","version":1,"status":"active","prefix":"acme_live","start":"acme_live_H98q2aEO","profile":"default","scopes":["read"],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:04:00Z","created_by":"ana","not_before":null,"expires_at":"2026-04-01T00:04:00Z","last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"secret":"acme_live_H98q2aEO5Vc4emwVe4pEbAjmKESCudjBI0xwLsLkNCJDVjip3mHc2O"}"#);
    assert_snapshot!(stage.run("key create csv --prefix acme_live -s read --expires 90 -o csv"), @r#"
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor,secret
    key_2j5i3gunhdd2g7eserikpimwd4,csv,1,active,acme_live,acme_live_VWYnUMV7,default,"[""read""]",[],,,[],,,{},2026-01-01T00:05:00Z,ana,,2026-04-01T00:05:00Z,,,,,,,,acme_live_VWYnUMV7gMxHDkfExFaOfJoxHALQE0nurQkrstuc2rm2UtD307crmD
    ! the secret cannot be shown again
    "#);
}

#[test]
fn the_secret_alone_or_in_a_file() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("key create alone --secret-only"), @"
    kw_45sj56jMQXwEQTPfOsyKU9zJwjX31zVqFSFM0T0LlEDLdsPD16Ty4k
    ! the secret cannot be shown again
    ");
    assert_snapshot!(stage.run("key create filed --secret-file [HOME]/secret"), @"
    Name:     filed
    ID:       key_cswfo7g3f33ntbqhrnafjteysm
    Version:  1
    Status:   active
    Start:    kw_dnHyZBIy
    Profile:  default
    Created:  2026-01-01T00:03:00Z by ana
    Expires:  never
    ! the secret is in [HOME]/secret
    ");
}

#[test]
fn a_name_that_is_taken() {
    let stage = Stage::with_vault();
    stage.ok("key create table --prefix acme_live -s read --expires 90");
    assert_snapshot!(stage.run("key create table"), @"
    ! error: the name 'table' is taken by key_2vuiuuwvliboysxkl3a6vx774e, which is active
    ! hint: choose another name, or revoke that key first
    exit 4
    ");
}

#[test]
fn a_role_without_a_profile() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("key create late --roles deployer"), @"
    ! error: 'late': the profile 'default' has no role 'deployer'
    ! hint: see `keywright profile show default`
    exit 4
    ");
}

#[test]
fn an_expiry_in_the_past() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("key create late --expires-at 2020-01-01 -o json"), @r#"
    ! {"error":{"code":"usage","message":"the expiry 2020-01-01T00:00:00Z is in the past","hint":"give a later time"},"exit_code":2}
    exit 2
    "#);
}

#[test]
fn from_lines_in_every_format() {
    let stage = Stage::with_vault();
    let lines = "{\"name\":\"b1\"}\n{\"name\":\"b2\",\"scopes\":[\"read\"]}\n";
    assert_snapshot!(stage.run_with("key create --from -", lines), @r#"
    {"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"b1","version":1,"status":"active","prefix":"kw","start":"kw_45sj56jM","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"secret":"kw_45sj56jMQXwEQTPfOsyKU9zJwjX31zVqFSFM0T0LlEDLdsPD16Ty4k"}
    {"id":"key_cswfo7g3f33ntbqhrnafjteysm","name":"b2","version":1,"status":"active","prefix":"kw","start":"kw_dnHyZBIy","profile":"default","scopes":["read"],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"secret":"kw_dnHyZBIyLQP95ZfhAASDNBAFaG9YuEE7OoRdhCafzIZzXc8e2nD3iW"}
    ! created 2 keys; the secrets cannot be shown again
    "#);
    assert_snapshot!(stage.run_with("key create --from - -o json", r#"{"name":"b3"}"#), @r#"{"items":[{"id":"key_lesfcniwuwmtinpmjisamebqji","name":"b3","version":1,"status":"active","prefix":"kw","start":"kw_H98q2aEO","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:03:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"secret":"kw_H98q2aEO5Vc4emwVe4pEbAjmKESCudjBI0xwLsLkNCJDVjip1dPMQ6"}]}"#);
    assert_snapshot!(stage.run_with("key create --from - -o jsonl", r#"{"name":"b4"}"#), @r#"{"id":"key_2j5i3gunhdd2g7eserikpimwd4","name":"b4","version":1,"status":"active","prefix":"kw","start":"kw_VWYnUMV7","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:04:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"secret":"kw_VWYnUMV7gMxHDkfExFaOfJoxHALQE0nurQkrstuc2rm2UtD32fQ0Pf"}"#);
    assert_snapshot!(stage.run_with("key create --from - -o csv", r#"{"name":"b5"}"#), @"
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor,secret
    key_4zwfoakkmflamgxgngaj5roxgu,b5,1,active,kw,kw_TIKztHpC,default,[],[],,,[],,,{},2026-01-01T00:05:00Z,ana,,,,,,,,,,kw_TIKztHpCjlCAFlGgORcRN2S46Es8gZNdAaQKv9hPhUoOazs52xmxaL
    ! created 1 key; the secrets cannot be shown again
    ");
}

#[test]
fn from_lines_one_of_which_is_wrong() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run_with("key create --from -", "{\"name\":\"c\"}\n{\"nam\":\"d\"}\n"), @"
    ! error: --from: line 2: unknown field 'nam'
    exit 2
    ");
}

#[test]
fn the_prefix_of_a_variable() {
    let mut stage = Stage::with_vault();
    stage.set("KEYWRIGHT_PREFIX", "from_env");
    assert_snapshot!(stage.run("key create 'named by a variable' --secret-only"), @"
    from_env_45sj56jMQXwEQTPfOsyKU9zJwjX31zVqFSFM0T0LlEDLdsPD2z5Wnz
    ! the secret cannot be shown again
    ");
}
