//! `audit export`.

use insta::assert_snapshot;

use super::filters::four_days;
use super::list::revoked;

#[test]
fn export() {
    let stage = revoked();
    assert_snapshot!(stage.run("audit export"), @r#"
    {"seq":1,"at":"2026-01-01T00:01:00Z","action":"vault.init","key":null,"subject":null,"detail":null,"user":"ana","slot":"identity"}
    {"seq":2,"at":"2026-01-01T00:02:00Z","action":"key.create","key":"key_2vuiuuwvliboysxkl3a6vx774e","subject":"ci","detail":null,"user":"ana","slot":"identity"}
    {"seq":3,"at":"2026-01-01T00:03:00Z","action":"key.revoke","key":"key_2vuiuuwvliboysxkl3a6vx774e","subject":"ci","detail":"=1+1\u202e","user":"ana","slot":"identity"}
    "#);
}

#[test]
fn of_a_key() {
    let (stage, _) = four_days();
    assert_snapshot!(stage.run("audit export --key ci --action key.revoke -o table"), @r#"{"seq":9,"at":"2026-01-04T00:08:00Z","action":"key.revoke","key":"key_cswfo7g3f33ntbqhrnafjteysm","subject":"ci","detail":"compromised","user":"ana","slot":"identity"}"#);
}
