//! A key follows its profile.

use insta::assert_snapshot;

use super::{REQUIRED, with_profile};

#[test]
fn what_is_not_given_comes_from_the_profile() {
    let stage = with_profile();
    assert_snapshot!(stage.run(&format!("key create 'by default' {REQUIRED}")), @"
    Name:         by default
    ID:           key_2vuiuuwvliboysxkl3a6vx774e
    Version:      1
    Status:       active
    Start:        pk_live_45sj56jM
    Profile:      pakyas
    Scopes:       read
    Resource:     acme/api
    Owner:        ana
    Description:  d
    Created:      2026-01-01T00:03:00Z by ana
    Expires:      2026-06-30T00:03:00Z

    Secret (shown only once):
    pk_live_45sj56jMQXwEQTPfOsyKU9zJwjX31zVqFSFM0T0LlEDLdsPD2UtKHD
    ! the secret cannot be shown again
    ");
    assert_snapshot!(
        stage.run(&format!("key create 'by scope' {REQUIRED} -s manage --expires 30 -o json")),
        @r#"
    {
      "id": "key_cswfo7g3f33ntbqhrnafjteysm",
      "name": "by scope",
      "version": 1,
      "status": "active",
      "prefix": "pk_live",
      "start": "pk_live_dnHyZBIy",
      "profile": "pakyas",
      "scopes": [
        "manage",
        "write",
        "read"
      ],
      "roles": [],
      "resource": "acme/api",
      "environment": null,
      "networks": [],
      "owner": "ana",
      "description": "d",
      "labels": {},
      "created_at": "2026-01-01T00:04:00Z",
      "created_by": "ana",
      "not_before": null,
      "expires_at": "2026-01-31T00:04:00Z",
      "last_used_at": null,
      "disabled_at": null,
      "revoked_at": null,
      "revoked_reason": null,
      "retires_at": null,
      "predecessor": null,
      "successor": null,
      "secret": "pk_live_dnHyZBIyLQP95ZfhAASDNBAFaG9YuEE7OoRdhCafzIZzXc8e0olUjh"
    }
    "#
    );
    assert_snapshot!(
        stage.run(&format!("key create 'by role' {REQUIRED} --roles admin --prefix mine --environment dev")),
        @"
    Name:         by role
    ID:           key_lesfcniwuwmtinpmjisamebqji
    Version:      1
    Status:       active
    Start:        mine_H98q2aEO
    Profile:      pakyas
    Scopes:       manage, write, read
    Roles:        admin
    Resource:     acme/api
    Environment:  dev
    Owner:        ana
    Description:  d
    Created:      2026-01-01T00:05:00Z by ana
    Expires:      2026-06-30T00:05:00Z

    Secret (shown only once):
    mine_H98q2aEO5Vc4emwVe4pEbAjmKESCudjBI0xwLsLkNCJDVjip04bXgO
    ! the secret cannot be shown again
    "
    );
}

#[test]
fn lines() {
    let stage = with_profile();
    let good = r#"{"name":"b1","profile":"pakyas","description":"d","owner":"ana","resource":"acme"}"#;
    let bad = r#"{"name":"b2","profile":"pakyas","description":"d","owner":"ana","resource":"acme","scopes":["x"]}"#;
    assert_snapshot!(stage.run_with("key create --from -", good), @r#"
    {"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"b1","version":1,"status":"active","prefix":"pk_live","start":"pk_live_45sj56jM","profile":"pakyas","scopes":["read"],"roles":[],"resource":"acme","environment":null,"networks":[],"owner":"ana","description":"d","labels":{},"created_at":"2026-01-01T00:03:00Z","created_by":"ana","not_before":null,"expires_at":"2026-06-30T00:03:00Z","last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"secret":"pk_live_45sj56jMQXwEQTPfOsyKU9zJwjX31zVqFSFM0T0LlEDLdsPD2UtKHD"}
    ! created 1 key; the secrets cannot be shown again
    "#);
    assert_snapshot!(
        stage.run_with("key create --from -", &format!("{}\n{bad}", good.replace("b1", "b3"))),
        @"
        ! error: --from: line 2: 'b2': the profile 'pakyas' does not grant the scope 'x'; its scopes are read, write, manage; no key was created, and a printed secret is invalid
        ! hint: see `keywright profile show pakyas`
        exit 4
        "
    );
}

#[test]
fn imported_keys() {
    let stage = with_profile();
    let foreign = r#"{"name":"i1","profile":"pakyas","secret":"ghp_16C7e42F292c6912E7710c838347Ae178B4a""#;
    assert_snapshot!(stage.run_with("key import --from -", &format!("{foreign}}}")), @"
    ! error: --from: line 1: 'i1': the profile 'pakyas' requires --description, --owner, --resource (workspace/api)
    ! hint: see `keywright profile show pakyas`
    exit 2
    ");
    let whole =
        format!(r#"{foreign},"description":"d","owner":"ana","resource":"acme","scopes":["write"]}}"#);
    assert_snapshot!(stage.run_with("key import --from -", &whole), @"
    Name  ID                              Start             Status  Imported
    i1    key_qac7alkd7idopucyl63ezfq5k4  ghp_16C7e42F292c  active  now
    ! imported 1 key
    ");
    assert_snapshot!(stage.run("key show i1"), @"
    Name:         i1
    ID:           key_qac7alkd7idopucyl63ezfq5k4
    Version:      1
    Status:       active
    Start:        ghp_16C7e42F292c
    Profile:      pakyas
    Scopes:       write, read
    Resource:     acme
    Owner:        ana
    Description:  d
    Created:      2026-01-01T00:04:00Z by ana
    Expires:      2026-06-30T00:04:00Z
    ");
}
