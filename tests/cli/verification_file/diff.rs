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
    {"gained":[{"id":"key_cswfo7g3f33ntbqhrnafjteysm","not_before":null,"expires_at":null,"scopes":["read"],"resource":null,"environment":null,"networks":[],"unsupported":false}],"lost":[{"id":"key_2vuiuuwvliboysxkl3a6vx774e","not_before":null,"expires_at":"2026-04-01T00:02:00Z","scopes":["read","write"],"resource":"acme","environment":null,"networks":[],"unsupported":false}],"changed":[]}
    -o csv:
    {"gained":[{"id":"key_cswfo7g3f33ntbqhrnafjteysm","not_before":null,"expires_at":null,"scopes":["read"],"resource":null,"environment":null,"networks":[],"unsupported":false}],"lost":[{"id":"key_2vuiuuwvliboysxkl3a6vx774e","not_before":null,"expires_at":"2026-04-01T00:02:00Z","scopes":["read","write"],"resource":"acme","environment":null,"networks":[],"unsupported":false}],"changed":[]}
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
