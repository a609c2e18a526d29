//! `receipt import` of a server that went back to an older file: it lost its state, and got an old copy.

use insta::assert_snapshot;

use crate::stage::Stage;

/// A server loads a file. Its state is in that folder; its receipt becomes `name.json`.
fn load(stage: &Stage, server: &str, file: &str, folder: &str, name: &str) {
    let options = format!("--public-key [HOME]/pub.pem --state [HOME]/{folder} --server {server}");
    let _ = stage.run_with(&format!("check --file [HOME]/{file} {options}"), "kw_none");
    let mut files = std::fs::read_dir(stage.path(folder)).unwrap().map(|entry| entry.unwrap().path());
    let receipt = files.find(|path| path.to_str().unwrap().ends_with(".receipt.json")).unwrap();
    std::fs::copy(receipt, stage.path(&format!("{name}.json"))).unwrap();
}

fn copy(stage: &Stage, name: &str) {
    std::fs::copy(stage.path("edge.jsonl"), stage.path(name)).unwrap();
}

/// Two servers that had the file without the revoked key; the receipt `back.json` of one that went back.
fn gone_back() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --servers eu-1,eu-2");
    stage.ok("key create ci -s read --secret-only");
    stage.ok("publish");
    stage.write("pub.pem", stage.ok("public-key"));
    copy(&stage, "old.jsonl");
    stage.ok("key revoke ci --yes --publish");
    for server in ["eu-1", "eu-2"] {
        load(&stage, server, "edge.jsonl", server, server);
    }
    load(&stage, "eu-1", "old.jsonl", "lost", "back");
    load(&stage, "eu-1", "edge.jsonl", "lost", "again");
    stage
}

fn exposure(stage: &Stage) -> String {
    let shown = stage.ok("key show ci");
    shown.lines().find(|line| line.starts_with("Exposure")).unwrap().to_owned()
}

#[test]
fn is_reported_and_its_earlier_word_withdrawn() {
    let stage = gone_back();
    stage.ok("receipt import [HOME]/eu-1.json [HOME]/eu-2.json");
    assert_snapshot!(exposure(&stage), @"Exposure:  at edge until 2026-01-31T00:04:00Z; reported gone at 2026-01-01T00:08:00Z");
    stage.ok("status --check");
    assert_snapshot!(stage.run("receipt import [HOME]/back.json"), @"
    Target  Server  Generation  Loaded                Imported
    edge    eu-1    1           2026-01-01T00:09:00Z  now: it went back
    ! warning: server 'eu-1' of target 'edge' went back to an older file at 2026-01-01T00:09:00Z: it had generation 2 of epoch 1767225720, which does not count any more
    ");
    assert_snapshot!(exposure(&stage), @"Exposure:  at edge until 2026-01-31T00:04:00Z");
    assert_snapshot!(stage.run("status --check"), @"
    Status:     something needs attention
    Keys:       1 revoked
    Attention:  server 'eu-1' went back from generation 2 to 1 at 2026-01-01T00:09:00Z; let it load the newest file of target 'edge', then import its receipt
    Note:       servers of target 'edge' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:04:00Z; no receipt of generation 2 from eu-1
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    ");
    assert_snapshot!(stage.run("receipt import [HOME]/again.json"), @"
    Target  Server  Generation  Loaded                Imported
    edge    eu-1    2           2026-01-01T00:10:00Z  now
    ");
    assert_snapshot!(exposure(&stage), @"Exposure:  at edge until 2026-01-31T00:04:00Z; reported gone at 2026-01-01T00:10:00Z");
    stage.ok("status --check");
}

#[test]
fn in_every_format() {
    let stage = gone_back();
    stage.ok("receipt import [HOME]/eu-1.json");
    assert_snapshot!(stage.run("receipt import [HOME]/back.json -o json"), @r#"
    {
      "items": [
        {
          "name": "edge",
          "server": "eu-1",
          "epoch": 1767225720,
          "generation": 1,
          "loaded_at": "2026-01-01T00:09:00Z",
          "changed": true,
          "went_back_from": {
            "epoch": 1767225720,
            "generation": 2
          }
        }
      ],
      "warnings": [
        "server 'eu-1' of target 'edge' went back to an older file at 2026-01-01T00:09:00Z: it had generation 2 of epoch 1767225720, which does not count any more"
      ]
    }
    "#);
    assert_snapshot!(stage.run("audit list --action receipt.import -o csv"), @r#"
    seq,at,action,key,subject,detail,user,slot
    9,2026-01-01T00:11:00Z,receipt.import,,edge,"eu-1 had epoch 1767225720, generation 2 at 2026-01-01T00:07:00Z",ana,identity
    10,2026-01-01T00:12:00Z,receipt.import,,edge,"eu-1 had epoch 1767225720, generation 1 at 2026-01-01T00:09:00Z; it went back from epoch 1767225720, generation 2",ana,identity
    "#);
}

/// Receipts that arrive late say nothing new.
#[test]
fn an_earlier_word_is_no_news() {
    let stage = gone_back();
    let old = std::fs::read_to_string(stage.path("back.json")).unwrap();
    let new = std::fs::read_to_string(stage.path("eu-1.json")).unwrap();
    let time = |text: &str| text.split("loaded_at\":\"").nth(1).unwrap()[..20].to_owned();
    let (then, now) = (time(&old), time(&new));
    stage.ok("receipt import [HOME]/eu-1.json [HOME]/eu-2.json");
    // In the same second, and before.
    for at in [&now, "2026-01-01T00:04:30Z"] {
        stage.write("late.json", old.replace(&then, at));
        let imported = stage.ok("receipt import [HOME]/late.json -o csv");
        assert!(imported.ends_with(&format!(",1,{at},false,\n")), "{imported}");
    }
    // The earlier word of a server of which it is known that it went back.
    stage.ok("receipt import [HOME]/back.json");
    stage.ok("receipt import [HOME]/eu-1.json");
    stage.refused("status --check");
}

/// No old key is revoked in the belief that all servers have the new one.
#[test]
fn a_rotation_waits_for_it() {
    let stage = Stage::with_vault();
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --servers eu-1,eu-2");
    stage.ok("key create ci -s read --expires 60 --secret-only");
    stage.ok("publish");
    stage.write("pub.pem", stage.ok("public-key"));
    copy(&stage, "old.jsonl");
    let secret = stage.ok("rotate start ci --grace 2d --secret-only");
    stage.ok("publish");
    load(&stage, "eu-1", "edge.jsonl", "eu-1", "eu-1");
    load(&stage, "eu-1", "old.jsonl", "lost", "back");
    load(&stage, "eu-1", "edge.jsonl", "lost", "again");
    stage.ok("receipt import [HOME]/eu-1.json");
    stage.ok("receipt import [HOME]/back.json");
    assert_snapshot!(stage.run_with("rotate confirm ci", &secret), @"
    ! error: 'ci': servers may not have the new key yet: waiting for target edge: server 'eu-1' went back from generation 2 to 1 at 2026-01-01T00:09:00Z
    ! hint: let the servers load the newest file, then import their receipts with `keywright receipt import`
    exit 4
    ");
    stage.ok("receipt import [HOME]/again.json");
    stage.ok_with("rotate confirm ci", &secret);
    stage.ok("publish");
    load(&stage, "eu-1", "old.jsonl", "lost-again", "back");
    stage.ok("receipt import [HOME]/back.json");
    assert_snapshot!(stage.run("rotate finish ci --now --yes"), @"
    ! error: 'ci': servers may not have the new key yet: waiting for target edge: server 'eu-1' went back from generation 2 to 1 at 2026-01-01T00:17:00Z
    ! hint: let the servers load the newest file, then import their receipts with `keywright receipt import`
    exit 4
    ");
    stage.later(3 * crate::stage::DAY);
    assert_snapshot!(stage.run("rotate run"), @"");
    assert_snapshot!(stage.run("rotate status"), @"
    Name  Step       Old key      New key     Deadline              Old key accepted until  Waits for                                                                            Attention
    ci    confirmed  v1, expired  v2, active  2026-01-03T00:15:00Z  2026-01-31T00:07:00Z    target edge: server 'eu-1' went back from generation 2 to 1 at 2026-01-01T00:17:00Z  -
    ");
}
