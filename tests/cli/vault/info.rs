//! `vault info`, `vault check` and `vault backup`.

use insta::assert_snapshot;

use crate::stage::Stage;

fn with_key() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("key create ci");
    stage
}

#[test]
fn info() {
    let stage = with_key();
    assert_snapshot!(stage.formats("vault info"), @r#"
    -o table:
    Vault:             [HOME]/.local/share/keywright/vault.db
    ID:                af5570f5-a181-4b7a-b78c-af4bc70a660f
    Fingerprint:       kwv_s5jjc7yzyzyzxqcxoi34tbgyty
    Format:            2
    Created:           2026-01-01T00:01:00Z
    Generation:        2
    Newest time seen:  2026-01-01T00:02:00Z
    Keys:              1
    Slots:             1
    Audit events:      2
    Size:              65536 bytes
    Signing key:       ROxi1CP91ybcU78uesz7EpO70bZVg-WCCBXHfDaq2PE
    State folder:      [HOME]/.local/state/keywright/af5570f5-a181-4b7a-b78c-af4bc70a660f
    Last backup here:  none
    -o json:
    {
      "path": "[HOME]/.local/share/keywright/vault.db",
      "id": "af5570f5-a181-4b7a-b78c-af4bc70a660f",
      "fingerprint": "kwv_s5jjc7yzyzyzxqcxoi34tbgyty",
      "format": 2,
      "created_at": "2026-01-01T00:01:00Z",
      "generation": 2,
      "newest_time": "2026-01-01T00:02:00Z",
      "keys": 1,
      "slots": 1,
      "events": 2,
      "size": 65536,
      "signing_kid": "ROxi1CP91ybcU78uesz7EpO70bZVg-WCCBXHfDaq2PE",
      "state_folder": "[HOME]/.local/state/keywright/af5570f5-a181-4b7a-b78c-af4bc70a660f",
      "last_backup_at": null
    }
    -o jsonl:
    {"path":"[HOME]/.local/share/keywright/vault.db","id":"af5570f5-a181-4b7a-b78c-af4bc70a660f","fingerprint":"kwv_s5jjc7yzyzyzxqcxoi34tbgyty","format":2,"created_at":"2026-01-01T00:01:00Z","generation":2,"newest_time":"2026-01-01T00:02:00Z","keys":1,"slots":1,"events":2,"size":65536,"signing_kid":"ROxi1CP91ybcU78uesz7EpO70bZVg-WCCBXHfDaq2PE","state_folder":"[HOME]/.local/state/keywright/af5570f5-a181-4b7a-b78c-af4bc70a660f","last_backup_at":null}
    -o csv:
    path,id,fingerprint,format,created_at,generation,newest_time,keys,slots,events,size,signing_kid,state_folder,last_backup_at
    [HOME]/.local/share/keywright/vault.db,af5570f5-a181-4b7a-b78c-af4bc70a660f,kwv_s5jjc7yzyzyzxqcxoi34tbgyty,2,2026-01-01T00:01:00Z,2,2026-01-01T00:02:00Z,1,1,2,65536,ROxi1CP91ybcU78uesz7EpO70bZVg-WCCBXHfDaq2PE,[HOME]/.local/state/keywright/af5570f5-a181-4b7a-b78c-af4bc70a660f,
    "#);
}

#[test]
fn check() {
    let stage = with_key();
    assert_snapshot!(stage.formats("vault check"), @r#"
    -o table:
    Vault:         consistent and authentic
    Rows:          6
    Audit events:  2
    Generation:    2
    -o json:
    {
      "ok": true,
      "rows": 6,
      "events": 2,
      "generation": 2
    }
    -o jsonl:
    {"ok":true,"rows":6,"events":2,"generation":2}
    -o csv:
    ok,rows,events,generation
    true,6,2,2
    "#);
    assert_snapshot!(stage.run("vault check --vault [HOME]/none"), @"
    ! error: there is no vault at [HOME]/none
    ! hint: make one with `keywright init`, or name another with --vault
    exit 3
    ");
}

#[test]
fn backup() {
    let stage = with_key();
    assert_snapshot!(stage.run("vault backup [HOME]/table.db -o table"), @"
    Backup:    [HOME]/table.db
    ID:        af5570f5-a181-4b7a-b78c-af4bc70a660f
    Known by:  kwv_s5jjc7yzyzyzxqcxoi34tbgyty
    At:        2026-01-01T00:03:00Z
    ");
    assert_snapshot!(stage.run("vault backup [HOME]/json.db -o json"), @r#"
    {
      "path": "[HOME]/json.db",
      "id": "af5570f5-a181-4b7a-b78c-af4bc70a660f",
      "fingerprint": "kwv_s5jjc7yzyzyzxqcxoi34tbgyty",
      "at": "2026-01-01T00:04:00Z"
    }
    "#);
    assert_snapshot!(stage.run("vault backup [HOME]/jsonl.db -o jsonl"), @r#"{"path":"[HOME]/jsonl.db","id":"af5570f5-a181-4b7a-b78c-af4bc70a660f","fingerprint":"kwv_s5jjc7yzyzyzxqcxoi34tbgyty","at":"2026-01-01T00:05:00Z"}"#);
    assert_snapshot!(stage.run("vault backup [HOME]/csv.db -o csv"), @"
    path,id,fingerprint,at
    [HOME]/csv.db,af5570f5-a181-4b7a-b78c-af4bc70a660f,kwv_s5jjc7yzyzyzxqcxoi34tbgyty,2026-01-01T00:06:00Z
    ");
    assert_snapshot!(stage.run("vault backup [HOME]/csv.db -o json"), @r#"
    ! {"error":{"code":"conflict","message":"[HOME]/csv.db exists already","hint":"choose another path, or move that file away first"},"exit_code":4}
    exit 4
    "#);
}
