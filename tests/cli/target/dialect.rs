//! `--dialect` of `target add` and `target edit`.

use insta::assert_snapshot;

use super::with_targets;

#[test]
fn of_a_target_for_databases() {
    let stage = with_targets();
    assert_snapshot!(stage.run("target add db --format sql --dialect postgresql --path [HOME]/db.sql"), @"
    Name:       db
    Format:     sql
    Dialect:    postgresql
    Path:       [HOME]/db.sql
    Mode:       0600
    Audience:   anybody
    Valid for:  30d
    Added:      2026-01-01T00:04:00Z
    ! `keywright publish db` writes its file
    ");
    stage.ok("publish db");
    assert_snapshot!(stage.run("target edit db --format jsonl"), @"
    ! error: --dialect postgresql: the format jsonl has no dialects
    ! hint: use --format sql, or --dialect portable
    exit 2
    ");
    assert_snapshot!(stage.run("target edit db --dialect portable"), @"
    Name:       db
    Format:     sql
    Path:       [HOME]/db.sql
    Mode:       0600
    Audience:   anybody
    Valid for:  30d
    Added:      2026-01-01T00:04:00Z
    ! the next publish writes its file accordingly
    ");
    assert_snapshot!(stage.run("publish db"), @"
    Target  Outcome    Reason            Generation  Keys  Valid until
    db      published  settings changed  2           0     2026-01-31T00:08:00Z
    ");
    assert_snapshot!(stage.run("publish db"), @"
    Target  Outcome     Reason  Generation  Keys  Valid until
    db      up to date  -       2           0     2026-01-31T00:08:00Z
    ");
    assert_snapshot!(stage.run("target edit db --format jsonl --dialect portable"), @"
    Name:       db
    Format:     jsonl
    Path:       [HOME]/db.sql
    Mode:       0600
    Audience:   anybody
    Valid for:  30d
    Added:      2026-01-01T00:04:00Z
    ! the next publish writes its file accordingly
    ");
}

#[test]
fn of_another_target() {
    let stage = with_targets();
    assert_snapshot!(stage.run("target add db --format redis --dialect postgresql --path [HOME]/db"), @"
    ! error: --dialect postgresql: the format redis has no dialects
    ! hint: use --format sql, or --dialect portable
    exit 2
    ");
    assert_snapshot!(stage.run("target edit edge --dialect postgresql"), @"
    ! error: --dialect postgresql: the format jsonl has no dialects
    ! hint: use --format sql, or --dialect portable
    exit 2
    ");
}
