//! `usage import --format combined` and `haproxy`.

use insta::assert_snapshot;

use super::{Key, create};
use crate::stage::Stage;

fn with_keys() -> (Stage, Key, Key) {
    let stage = Stage::with_vault();
    let (one, two) = (create(&stage, "one"), create(&stage, "two"));
    (stage, one, two)
}

fn combined_log(one: &Key, two: &Key) -> String {
    let line = |key: &str| {
        format!(
            "10.0.0.1 - - [01/Jan/2026:01:00:00 +0100] \"GET / HTTP/1.1\" 200 5 \"-\" \"curl/8 [x]\" \"{key}\"\n"
        )
    };
    [line(&one.id), line(&two.start), line("-"), line("key_aaaaaaaaaaaaaaaaaaaaaaaaaa")].concat()
}

#[test]
fn combined() {
    let (stage, one, two) = with_keys();
    let log = combined_log(&one, &two);
    assert_snapshot!(stage.run_with("usage import - --format combined --key-field 10", &log), @"
    Name  ID                              Last used             Imported
    one   key_2vuiuuwvliboysxkl3a6vx774e  2026-01-01T00:00:00Z  now
    two   key_cswfo7g3f33ntbqhrnafjteysm  2026-01-01T00:00:00Z  now
    ! warning: 1 line with keys that are not in the vault, such as key_aaaaaaaaaaaaaaaaaaaaaaaaaa
    ! 4 lines, 1 without a key: 2 keys used, 2 with a newer time
    ");
    assert_snapshot!(stage.run_with("usage import - --format combined", &log), @"
    Name  ID  Last used  Imported
    ! warning: no line has a key; for combined and haproxy, set its field with --key-field
    ! 4 lines, 4 without a key: 0 keys used, 0 with a newer time
    ");
}

#[test]
fn haproxy() {
    let (stage, one, two) = with_keys();
    stage.ok_with("usage import - --format combined --key-field 10", &combined_log(&one, &two));
    let line = |key: &str| {
        format!(
            "Jan  1 02:00:00 eu-1 haproxy[7]: 10.0.0.1:5000 [01/Jan/2026:02:00:00.001] api app/app1 0/0/1/2/3 200 5 - - ---- 1/1/0/0/0 0/0 {{shop|{key}}} \"GET / HTTP/1.1\"\n"
        )
    };
    let log = [line(&one.id), line(""), line(&two.start)].concat();
    assert_snapshot!(stage.run_with("usage import - --format haproxy --key-field 2", &log), @"
    ! error: stdin: line 1: the time 2026-01-01T02:00:00Z is in the future; now it is 2026-01-01T00:07:00Z
    ! hint: give that server's UTC offset, such as --utc-offset +02:00; or correct its clock
    exit 4
    ");
    assert_snapshot!(
        stage.run_with("usage import - --format haproxy --key-field 2 --utc-offset +02:00", &log),
        @"
    Name  ID                              Last used             Imported
    one   key_2vuiuuwvliboysxkl3a6vx774e  2026-01-01T00:00:00Z  before
    two   key_cswfo7g3f33ntbqhrnafjteysm  2026-01-01T00:00:00Z  before
    ! 3 lines, 1 without a key: 2 keys used, 0 with a newer time
    "
    );
    stage.later(2 * 3_600);
    assert_snapshot!(stage.run_with("usage import - --format haproxy --key-field 2", &log), @"
    Name  ID                              Last used             Imported
    one   key_2vuiuuwvliboysxkl3a6vx774e  2026-01-01T02:00:00Z  now
    two   key_cswfo7g3f33ntbqhrnafjteysm  2026-01-01T02:00:00Z  now
    ! 3 lines, 1 without a key: 2 keys used, 2 with a newer time
    ");
}

#[test]
fn options_of_another_format() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("usage import - --format jsonl --key-field 3"), @"
    ! error: --key-field belongs to --format combined or haproxy
    ! hint: omit it, or see `keywright usage import --help`
    exit 2
    ");
    assert_snapshot!(stage.run("usage import - --format haproxy --key-field user"), @"
    ! error: --key-field user belongs to --format combined
    ! hint: omit it, or see `keywright usage import --help`
    exit 2
    ");
    assert_snapshot!(stage.run("usage import - --format combined --utc-offset +02:00"), @"
    ! error: --utc-offset belongs to --format haproxy
    ! hint: omit it, or see `keywright usage import --help`
    exit 2
    ");
}
