//! `key create`.

use insta::assert_snapshot;

use crate::stage::Stage;

#[test]
fn every_format() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("key create table --prefix acme_live -s read --expires 90 -o table"), @"
    Name:     table
    ID:       key_qac7alkd7idopucyl63ezfq5k4
    Version:  1
    Status:   active
    Start:    acme_live_VqFSFM0T
    Profile:  default
    Scopes:   read
    Created:  2026-01-01T00:02:00Z by ana
    Expires:  2026-04-01T00:02:00Z

    Secret (shown only once):
    acme_live_VqFSFM0T0LlEDLdsPD4AnzdMmDTDAnKmP0XkyVA7F2MISNjb3yXzqI
    ! the secret cannot be shown again
    ");
    assert_snapshot!(stage.run("key create json --prefix acme_live -s read --expires 90 -o json"), @r#"
    {
      "id": "key_upvy3oe7yujdzt6uswcqlhzjfm",
      "name": "json",
      "version": 1,
      "status": "active",
      "prefix": "acme_live",
      "start": "acme_live_EE7OoRdh",
      "profile": "default",
      "scopes": [
        "read"
      ],
      "roles": [],
      "resource": null,
      "environment": null,
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
      "secret": "acme_live_EE7OoRdhCafzIZzXc8e02ODLc7AFlYgRaJrMfTqroCa6GmCG0vEJtJ"
    }
    "#);
    assert_snapshot!(stage.run("key create jsonl --prefix acme_live -s read --expires 90 -o jsonl"), @r#"{"id":"key_rwc7qrtsibrivfebtmtl5ytohi","name":"jsonl","version":1,"status":"active","prefix":"acme_live","start":"acme_live_BI0xwLsL","profile":"default","scopes":["read"],"roles":[],"resource":null,"environment":null,"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:04:00Z","created_by":"ana","not_before":null,"expires_at":"2026-04-01T00:04:00Z","last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"secret":"acme_live_BI0xwLsLkNCJDVjipSGRAqoHYtdvfaOyHUHuDd0MaIhbQVJE3uMrMA"}"#);
    assert_snapshot!(stage.run("key create csv --prefix acme_live -s read --expires 90 -o csv"), @r#"
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor,secret
    key_d5pny3y67mlf2rngkr4y2s5kuu,csv,1,active,acme_live,acme_live_urQkrstu,default,"[""read""]",[],,,,,{},2026-01-01T00:05:00Z,ana,,2026-04-01T00:05:00Z,,,,,,,,acme_live_urQkrstuc2rm2UtD3q9gPXClpQswjYikP1CZO6Qih4YBTrg833pTuj
    ! the secret cannot be shown again
    "#);
}

#[test]
fn the_secret_alone_or_in_a_file() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("key create alone --secret-only"), @"
    kw_VqFSFM0T0LlEDLdsPD4AnzdMmDTDAnKmP0XkyVA7F2MISNjb1QiHs8
    ! the secret cannot be shown again
    ");
    assert_snapshot!(stage.run("key create filed --secret-file [HOME]/secret"), @"
    Name:     filed
    ID:       key_upvy3oe7yujdzt6uswcqlhzjfm
    Version:  1
    Status:   active
    Start:    kw_EE7OoRdh
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
    ! error: the name 'table' is taken by key_qac7alkd7idopucyl63ezfq5k4, which is active
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
    {"id":"key_qac7alkd7idopucyl63ezfq5k4","name":"b1","version":1,"status":"active","prefix":"kw","start":"kw_VqFSFM0T","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"secret":"kw_VqFSFM0T0LlEDLdsPD4AnzdMmDTDAnKmP0XkyVA7F2MISNjb1QiHs8"}
    {"id":"key_upvy3oe7yujdzt6uswcqlhzjfm","name":"b2","version":1,"status":"active","prefix":"kw","start":"kw_EE7OoRdh","profile":"default","scopes":["read"],"roles":[],"resource":null,"environment":null,"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"secret":"kw_EE7OoRdhCafzIZzXc8e02ODLc7AFlYgRaJrMfTqroCa6GmCG31loqF"}
    ! created 2 keys; the secrets cannot be shown again
    "#);
    assert_snapshot!(stage.run_with("key create --from - -o json", r#"{"name":"b3"}"#), @r#"{"items":[{"id":"key_rwc7qrtsibrivfebtmtl5ytohi","name":"b3","version":1,"status":"active","prefix":"kw","start":"kw_BI0xwLsL","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:03:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"secret":"kw_BI0xwLsLkNCJDVjipSGRAqoHYtdvfaOyHUHuDd0MaIhbQVJE1DRRAa"}]}"#);
    assert_snapshot!(stage.run_with("key create --from - -o jsonl", r#"{"name":"b4"}"#), @r#"{"id":"key_d5pny3y67mlf2rngkr4y2s5kuu","name":"b4","version":1,"status":"active","prefix":"kw","start":"kw_urQkrstu","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:04:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"secret":"kw_urQkrstuc2rm2UtD3q9gPXClpQswjYikP1CZO6Qih4YBTrg80skFnL"}"#);
    assert_snapshot!(stage.run_with("key create --from - -o csv", r#"{"name":"b5"}"#), @"
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor,secret
    key_tghja673wnhxdrtlnxdmid7jrq,b5,1,active,kw,kw_dAaQKv9h,default,[],[],,,,,{},2026-01-01T00:05:00Z,ana,,,,,,,,,,kw_dAaQKv9hPhUoOazs5aQ368yBMaU53tTCsp7DTGu8TGwKQrxW14f8qo
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
    from_env_VqFSFM0T0LlEDLdsPD4AnzdMmDTDAnKmP0XkyVA7F2MISNjb3pnqSD
    ! the secret cannot be shown again
    ");
}
