//! `usage import --format jsonl`.

use insta::assert_snapshot;
use keywright::crypto::hash::sha256;

use super::{Key, create};
use crate::stage::Stage;

/// Four keys, the first of them, and a log that names three in every way.
fn with_log() -> (Stage, Key, String) {
    let stage = Stage::with_vault();
    let (one, two, three) = (create(&stage, "one"), create(&stage, "two"), create(&stage, "three"));
    create(&stage, "idle");
    let log = format!(
        "{{\"id\":\"{}\",\"at\":\"2025-12-30T10:00:00Z\",\"status\":200}}\n\n\
         {{\"id\":\"{}\",\"at\":\"2025-12-31T10:00:00+01:00\"}}\n\
         {{\"start\":\"{}\",\"at\":1767225600}}\n\
         {{\"digest\":\"{}\",\"at\":\"2026-01-01T00:00:01Z\"}}\n\
         {{\"id\":null,\"at\":\"2026-01-01T00:00:02Z\"}}\n\
         {{\"start\":\"acme_unknown1\",\"at\":\"2026-01-01T00:00:02Z\"}}\n",
        one.id,
        one.id,
        two.start,
        sha256(three.secret.as_bytes())
    );
    stage.write("usage.jsonl", &log);
    (stage, one, log)
}

#[test]
fn from_stdin_and_the_same_again() {
    let (stage, _, log) = with_log();
    assert_snapshot!(stage.run_with("usage import - --format jsonl", &log), @"
    Name   ID                              Last used             Imported
    one    key_2vuiuuwvliboysxkl3a6vx774e  2025-12-31T09:00:00Z  now
    two    key_cswfo7g3f33ntbqhrnafjteysm  2026-01-01T00:00:00Z  now
    three  key_lesfcniwuwmtinpmjisamebqji  2026-01-01T00:00:01Z  now
    ! warning: 1 line with keys that are not in the vault, such as acme_unknown1
    ! 6 lines, 1 without a key: 3 keys used, 3 with a newer time
    ");
    assert_snapshot!(stage.run_with("usage import - --format jsonl", &log), @"
    Name   ID                              Last used             Imported
    one    key_2vuiuuwvliboysxkl3a6vx774e  2025-12-31T09:00:00Z  before
    two    key_cswfo7g3f33ntbqhrnafjteysm  2026-01-01T00:00:00Z  before
    three  key_lesfcniwuwmtinpmjisamebqji  2026-01-01T00:00:01Z  before
    ! warning: 1 line with keys that are not in the vault, such as acme_unknown1
    ! 6 lines, 1 without a key: 3 keys used, 0 with a newer time
    ");
}

#[test]
fn from_a_file_in_every_format() {
    let (stage, _, log) = with_log();
    stage.ok_with("usage import - --format jsonl", &log);
    assert_snapshot!(stage.formats("usage import [HOME]/usage.jsonl --format jsonl -q"), @r#"
    -o table:
    Name   ID                              Last used             Imported
    one    key_2vuiuuwvliboysxkl3a6vx774e  2025-12-31T09:00:00Z  before
    two    key_cswfo7g3f33ntbqhrnafjteysm  2026-01-01T00:00:00Z  before
    three  key_lesfcniwuwmtinpmjisamebqji  2026-01-01T00:00:01Z  before
    ! warning: 1 line with keys that are not in the vault, such as acme_unknown1
    -o json:
    {
      "items": [
        {
          "id": "key_2vuiuuwvliboysxkl3a6vx774e",
          "name": "one",
          "version": 1,
          "last_used_at": "2025-12-31T09:00:00Z",
          "changed": false
        },
        {
          "id": "key_cswfo7g3f33ntbqhrnafjteysm",
          "name": "two",
          "version": 1,
          "last_used_at": "2026-01-01T00:00:00Z",
          "changed": false
        },
        {
          "id": "key_lesfcniwuwmtinpmjisamebqji",
          "name": "three",
          "version": 1,
          "last_used_at": "2026-01-01T00:00:01Z",
          "changed": false
        }
      ],
      "warnings": [
        "1 line with keys that are not in the vault, such as acme_unknown1"
      ]
    }
    -o jsonl:
    {"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"one","version":1,"last_used_at":"2025-12-31T09:00:00Z","changed":false}
    {"id":"key_cswfo7g3f33ntbqhrnafjteysm","name":"two","version":1,"last_used_at":"2026-01-01T00:00:00Z","changed":false}
    {"id":"key_lesfcniwuwmtinpmjisamebqji","name":"three","version":1,"last_used_at":"2026-01-01T00:00:01Z","changed":false}
    ! {"warnings":["1 line with keys that are not in the vault, such as acme_unknown1"]}
    -o csv:
    id,name,version,last_used_at,changed
    key_2vuiuuwvliboysxkl3a6vx774e,one,1,2025-12-31T09:00:00Z,false
    key_cswfo7g3f33ntbqhrnafjteysm,two,1,2026-01-01T00:00:00Z,false
    key_lesfcniwuwmtinpmjisamebqji,three,1,2026-01-01T00:00:01Z,false
    ! warning: 1 line with keys that are not in the vault, such as acme_unknown1
    "#);
}

#[test]
fn when_a_key_was_last_used() {
    let (stage, one, log) = with_log();
    stage.ok_with("usage import - --format jsonl", &log);
    assert_snapshot!(stage.run("key list"), @"
    Name   ID                              Start          Scopes  Created     Last used   Expires  Status
    one    key_2vuiuuwvliboysxkl3a6vx774e  acme_45sj56jM  -       2025-11-02  2025-12-31  never    active
    two    key_cswfo7g3f33ntbqhrnafjteysm  acme_dnHyZBIy  -       2025-11-02  2026-01-01  never    active
    three  key_lesfcniwuwmtinpmjisamebqji  acme_H98q2aEO  -       2025-11-02  2026-01-01  never    active
    idle   key_2j5i3gunhdd2g7eserikpimwd4  acme_VWYnUMV7  -       2025-11-02  -           never    active
    ");
    assert_snapshot!(stage.run(&format!("key show {}", one.id)), @"
    Name:       one
    ID:         key_2vuiuuwvliboysxkl3a6vx774e
    Version:    1
    Status:     active
    Start:      acme_45sj56jM
    Profile:    default
    Created:    2025-11-02T00:02:00Z by ana
    Expires:    never
    Last used:  2025-12-31T09:00:00Z
    ");
}

#[test]
fn imports_in_the_audit_log() {
    let (stage, _, log) = with_log();
    stage.ok_with("usage import - --format jsonl", &log);
    stage.ok_with("usage import - --format jsonl", &log);
    assert_snapshot!(stage.run("audit list -o csv"), @r#"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2025-11-02T00:02:00Z,clock.accept,,,the newest time seen was 2026-01-01T00:01:00Z,ana,identity
    3,2025-11-02T00:02:00Z,key.create,key_2vuiuuwvliboysxkl3a6vx774e,one,,ana,identity
    4,2025-11-02T00:04:00Z,key.create,key_cswfo7g3f33ntbqhrnafjteysm,two,,ana,identity
    5,2025-11-02T00:06:00Z,key.create,key_lesfcniwuwmtinpmjisamebqji,three,,ana,identity
    6,2025-11-02T00:08:00Z,key.create,key_2j5i3gunhdd2g7eserikpimwd4,idle,,ana,identity
    7,2026-01-01T00:10:00Z,usage.import,,,"lines: 6, keys: 3, used later than was known: 3",ana,identity
    "#);
}
