//! `diff`.

use insta::assert_snapshot;

use super::published;

#[test]
fn every_format() {
    let (stage, _) = published();
    stage.ok("key create comes -s read");
    stage.ok("key revoke ci --yes");
    stage.ok("export --format jsonl --audience edge --out [HOME]/new");
    assert_snapshot!(stage.formats("diff [HOME]/keys [HOME]/new --public-key [HOME]/pub.pem"), @r#"
    -o table:
    + key_cswfo7g3f33ntbqhrnafjteysm  read
    - key_2vuiuuwvliboysxkl3a6vx774e  read,write on acme until 2026-04-01T00:02:00Z
    -o json:
    {
      "gained": [
        {
          "id": "key_cswfo7g3f33ntbqhrnafjteysm",
          "not_before": null,
          "expires_at": null,
          "scopes": [
            "read"
          ],
          "resource": null,
          "environment": null,
          "networks": [],
          "unsupported": false
        }
      ],
      "lost": [
        {
          "id": "key_2vuiuuwvliboysxkl3a6vx774e",
          "not_before": null,
          "expires_at": "2026-04-01T00:02:00Z",
          "scopes": [
            "read",
            "write"
          ],
          "resource": "acme",
          "environment": null,
          "networks": [],
          "unsupported": false
        }
      ],
      "changed": []
    }
    -o jsonl:
    {"change":"gained","id":"key_cswfo7g3f33ntbqhrnafjteysm","not_before":null,"expires_at":null,"scopes":["read"],"resource":null,"environment":null,"networks":[],"unsupported":false,"before":null}
    {"change":"lost","id":"key_2vuiuuwvliboysxkl3a6vx774e","not_before":null,"expires_at":"2026-04-01T00:02:00Z","scopes":["read","write"],"resource":"acme","environment":null,"networks":[],"unsupported":false,"before":null}
    -o csv:
    change,id,not_before,expires_at,scopes,resource,environment,networks,unsupported,before
    gained,key_cswfo7g3f33ntbqhrnafjteysm,,,"[""read""]",,,[],false,
    lost,key_2vuiuuwvliboysxkl3a6vx774e,,2026-04-01T00:02:00Z,"[""read"",""write""]",acme,,[],false,
    "#);
}

#[test]
fn the_same_file() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("diff [HOME]/keys [HOME]/keys"), @"the same keys with the same rights");
}

#[test]
fn what_is_no_verification_file() {
    let (stage, _) = published();
    assert_snapshot!(stage.run("diff [HOME]/keys [HOME]/pub.pem -o json"), @r#"
    ! {"error":{"code":"tampered","message":"'[HOME]/pub.pem': line 1 is not that of a verification file: not in the form of any format","hint":null,"reason":"signature"},"exit_code":6}
    exit 6
    "#);
}

/// The same keys, whatever the format: what a map cannot hold is not in it.
#[test]
fn files_of_every_format() {
    let (stage, _) = published();
    for format in ["jsonl", "haproxy", "sql", "redis"] {
        stage.ok(&format!("export --format {format} --audience edge --out [HOME]/{format}"));
    }
    stage.ok("key edit ci --scopes read --expires 10d");
    stage.ok(
        "key create web -s 'users:write,50%' --resource acme/a:b --not-before 2026-01-05 --environment prod",
    );
    stage.ok("key create office -s read --network 10.0.0.0/8");
    for format in ["jsonl", "haproxy", "sql", "redis"] {
        stage.ok(&format!("export --format {format} --audience edge --out [HOME]/{format}.new"));
    }
    for format in ["jsonl", "haproxy", "sql", "redis"] {
        let same = stage.ok(&format!("diff [HOME]/{format} [HOME]/jsonl --public-key [HOME]/pub.pem"));
        assert_eq!(same, "the same keys with the same rights\n", "{format}");
        let answer = stage.ok(&format!("diff [HOME]/{format} [HOME]/haproxy.new"));
        let of_maps = stage.ok("diff [HOME]/haproxy [HOME]/haproxy.new");
        assert_eq!(answer, of_maps, "{format}");
    }
    assert_snapshot!(stage.run("diff [HOME]/haproxy [HOME]/haproxy.new --public-key [HOME]/pub.pem"), @"
    + key_cswfo7g3f33ntbqhrnafjteysm  users:write,50% on acme/a:b in prod from 2026-01-05T00:00:00Z
    ~ key_2vuiuuwvliboysxkl3a6vx774e  read,write on acme until 2026-04-01T00:02:00Z -> read on acme until 2026-01-11T00:09:00Z
    ");
    assert_snapshot!(stage.run("diff [HOME]/haproxy.new [HOME]/jsonl.new"), @"+ key_lesfcniwuwmtinpmjisamebqji  read from networks 10.0.0.0/8");
    assert_snapshot!(stage.run("diff [HOME]/haproxy [HOME]/haproxy.new -o csv"), @r#"
    change,id,not_before,expires_at,scopes,resource,environment,networks,unsupported,before
    gained,key_cswfo7g3f33ntbqhrnafjteysm,2026-01-05T00:00:00Z,,"[""users:write"",""50%""]",acme/a:b,prod,[],false,
    changed,key_2vuiuuwvliboysxkl3a6vx774e,,2026-01-11T00:09:00Z,"[""read""]",acme,,[],false,"{""environment"":null,""expires_at"":""2026-04-01T00:02:00Z"",""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""networks"":[],""not_before"":null,""resource"":""acme"",""scopes"":[""read"",""write""],""unsupported"":false}"
    "#);
    assert_snapshot!(stage.run("diff [HOME]/haproxy [HOME]/haproxy.new -o jsonl"), @r#"
    {"change":"gained","id":"key_cswfo7g3f33ntbqhrnafjteysm","not_before":"2026-01-05T00:00:00Z","expires_at":null,"scopes":["users:write","50%"],"resource":"acme/a:b","environment":"prod","networks":[],"unsupported":false,"before":null}
    {"change":"changed","id":"key_2vuiuuwvliboysxkl3a6vx774e","not_before":null,"expires_at":"2026-01-11T00:09:00Z","scopes":["read"],"resource":"acme","environment":null,"networks":[],"unsupported":false,"before":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","not_before":null,"expires_at":"2026-04-01T00:02:00Z","scopes":["read","write"],"resource":"acme","environment":null,"networks":[],"unsupported":false}}
    "#);
    assert_snapshot!(stage.run("diff [HOME]/jsonl [HOME]/jsonl -o csv"), @"change,id,not_before,expires_at,scopes,resource,environment,networks,unsupported,before");
}

#[test]
fn an_altered_map() {
    let (stage, _) = published();
    stage.ok("export --format haproxy --out [HOME]/map");
    let text = std::fs::read_to_string(stage.path("map")).unwrap();
    stage.write("altered", text.replace("write", "admin"));
    assert_snapshot!(stage.run("diff [HOME]/map [HOME]/altered"), @"
    ! error: '[HOME]/altered': the SHA-256 of the body is 0facf5400b00f19c62e1c7bd772ef7d4ca7520e488ad8e20a8e5e3121683c942, but line 1 declares 5f4cc22b77089521dfe8b09fc9346aa3e92b9253ffbeabc55b8d85c5dd7eb6de: the body was altered or truncated
    ! hint: copy or publish the file again
    exit 6
    ");
}
