//! All of a log is imported, or nothing.

use insta::assert_snapshot;

use super::create;
use crate::stage::Stage;

/// A vault with a key, the log `first` that names it, and its line.
fn with_log() -> (Stage, String) {
    let stage = Stage::with_vault();
    let good = format!("{{\"id\":\"{}\",\"at\":\"2025-12-30T10:00:00Z\"}}\n", create(&stage, "one").id);
    stage.write("first", &good);
    (stage, good)
}

fn long(good: &str) -> String {
    format!("{good}{}\n{good}", "x".repeat(100_000))
}

const IMPORT: &str = "usage import [HOME]/first [HOME]/second --format jsonl";

#[test]
fn a_line_that_cannot_be_read() {
    let (stage, good) = with_log();
    let bad = |line: &str| {
        stage.write("second", format!("{good}{line}"));
        stage.run(IMPORT)
    };
    assert_snapshot!(bad("{\"id\":\"\n"), @"
    ! error: '[HOME]/second': line 2: it is not a JSON object (column 7)
    ! hint: correct the line, or skip such lines with --skip-broken
    exit 2
    ");
    assert_snapshot!(bad("{\"id\":7,\"at\":0}\n"), @"
    ! error: '[HOME]/second': line 2: id must be a string
    ! hint: correct the line, or skip such lines with --skip-broken
    exit 2
    ");
    assert_snapshot!(bad("{\"id\":\"x\",\"at\":\"soon\"}\n"), @r#"
    ! error: '[HOME]/second': line 2: at must be RFC 3339, such as "2026-01-31T12:00:00Z", or Unix seconds
    ! hint: correct the line, or skip such lines with --skip-broken
    exit 2
    "#);
    assert_snapshot!(bad("{\"id\":\"x\",\"at\":\"2026-01-02T00:00:00Z\"}\n"), @"
    ! error: '[HOME]/second': line 2: the time 2026-01-02T00:00:00Z is in the future; now it is 2026-01-01T00:07:00Z
    ! hint: set the clock of the server that wrote the log, or of this machine
    exit 4
    ");
    assert_snapshot!(bad(&long(&good)), @"
    ! error: '[HOME]/second': line 3: it is longer than 64 KiB
    ! hint: correct the line, or skip such lines with --skip-broken
    exit 2
    ");
    assert_snapshot!(bad("10.0.0.1 - -\n"), @"
    ! error: '[HOME]/second': line 2: it is not a JSON object
    ! hint: correct the line, or skip such lines with --skip-broken
    exit 2
    ");
    assert_snapshot!(bad("\u{1f}\n"), @"
    ! error: '[HOME]/second': line 2: it is not a JSON object
    ! hint: correct the line, or skip such lines with --skip-broken
    exit 2
    ");
    assert_snapshot!(stage.run("key list"), @"
    Name  ID                              Start          Scopes  Created     Last used  Expires  Status
    one   key_2vuiuuwvliboysxkl3a6vx774e  acme_45sj56jM  -       2025-11-02  -          never    active
    ");
}

#[test]
fn a_file_that_cannot_be_read() {
    let (stage, _) = with_log();
    stage.write("usage.gz", b"\x1f\x8b\x08\x00");
    assert_snapshot!(stage.run("usage import [HOME]/usage.gz --format combined"), @"
    ! error: '[HOME]/usage.gz': line 1: it is compressed
    ! hint: decompress it: `zcat FILE | keywright usage import - …`
    exit 2
    ");
    assert_snapshot!(stage.run("usage import [HOME]/first [HOME]/nothing --format jsonl"), @"
    ! error: reading '[HOME]/nothing' failed: no such file or directory
    exit 3
    ");
    assert_snapshot!(stage.run("usage import [HOME]/ --format jsonl"), @"
    ! error: reading '[HOME]/' failed: is a directory
    exit 10
    ");
}

fn with_broken_log() -> Stage {
    let (stage, good) = with_log();
    let cut = good.split_once(',').unwrap().0;
    stage.write("second", format!("cut off\n{}{cut}\n", long(&good)));
    stage
}

#[test]
fn broken_lines_are_skipped_if_asked_for() {
    let stage = with_broken_log();
    assert_snapshot!(stage.run(&format!("{IMPORT} --skip-broken")), @"
    Name  ID                              Last used             Imported
    one   key_2vuiuuwvliboysxkl3a6vx774e  2025-12-30T10:00:00Z  now
    ! warning: 3 lines could not be parsed; the first: '[HOME]/second': line 1: it is not a JSON object
    ! 6 lines, 0 without a key: 1 key used, 1 with a newer time
    ");
    assert_snapshot!(stage.run("audit list -o csv"), @r#"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2025-11-02T00:02:00Z,clock.accept,,,the newest time seen was 2026-01-01T00:01:00Z,ana,identity
    3,2025-11-02T00:02:00Z,key.create,key_2vuiuuwvliboysxkl3a6vx774e,one,,ana,identity
    4,2026-01-01T00:04:00Z,usage.import,,,"lines: 6, keys: 1, used later than was known: 1",ana,identity
    "#);
}

#[test]
fn not_where_no_line_can_be_read() {
    let stage = with_broken_log();
    assert_snapshot!(stage.run("usage import [HOME]/second --format haproxy --skip-broken"), @"
    ! error: '[HOME]/second': none of its lines is in the format haproxy
    ! hint: name its format with --format
    exit 2
    ");
}

#[test]
fn not_a_time_that_cannot_be() {
    let stage = Stage::with_vault();
    assert_snapshot!(
        stage.run_with("usage import - --format jsonl --skip-broken", "{\"id\":\"x\",\"at\":9999999999}"),
        @"
        ! error: stdin: line 1: the time 2286-11-20T17:46:39Z is in the future; now it is 2026-01-01T00:02:00Z
        ! hint: set the clock of the server that wrote the log, or of this machine
        exit 4
        "
    );
}

#[test]
fn an_empty_log() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run_with("usage import - --format jsonl", ""), @"
    Name  ID  Last used  Imported
    ! 0 lines, 0 without a key: 0 keys used, 0 with a newer time
    ");
}
