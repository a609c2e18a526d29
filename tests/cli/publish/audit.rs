//! What `publish` leaves in the audit log.

use insta::assert_snapshot;

use super::published;
use crate::stage::DAY;

#[test]
fn events() {
    let stage = published();
    for _ in 0..4 {
        stage.ok("publish");
    }
    for _ in 0..4 {
        stage.ok("publish --force");
    }
    stage.ok("target edit shop --resource other");
    stage.ok("publish edge shop shop");
    stage.ok("key disable ci --publish");
    stage.ok("publish");
    stage.ok("key enable ci");
    stage.ok("key revoke ci --yes");
    stage.ok("key revoke ci --yes");
    stage.ok("key create new --secret-only --publish");
    stage.later(14 * DAY);
    stage.ok("publish");
    stage.later(2 * DAY);
    stage.ok("publish");
    stage.later(31 * DAY);
    stage.ok("key revoke ci --yes");
    stage.ok("key create none --expires 1d --secret-only");
    assert_snapshot!(stage.run("audit list --limit 0"), @"
    Seq  At                    Action           Subject  Key                             User  Slot      Detail
    1    2026-01-01T00:01:00Z  vault.init       -        -                               ana   identity  -
    2    2026-01-01T00:02:00Z  key.create       ci       key_2vuiuuwvliboysxkl3a6vx774e  ana   identity  -
    3    2026-01-01T00:03:00Z  target.add       edge     -                               ana   identity  jsonl to [HOME]/edge
    4    2026-01-01T00:04:00Z  target.add       shop     -                               ana   identity  haproxy to [HOME]/shop
    5    2026-01-01T00:05:00Z  publish.reserve  edge     -                               ana   identity  epoch 1767225780, generation 1, 1 key: never_published
    6    2026-01-01T00:05:00Z  publish.place    edge     -                               ana   identity  epoch 1767225780, generation 1
    7    2026-01-01T00:05:00Z  publish.reserve  shop     -                               ana   identity  epoch 1767225840, generation 1, 1 key: never_published
    8    2026-01-01T00:05:00Z  publish.place    shop     -                               ana   identity  epoch 1767225840, generation 1
    9    2026-01-01T00:10:00Z  publish.reserve  edge     -                               ana   identity  epoch 1767225780, generation 2, 1 key: forced
    10   2026-01-01T00:10:00Z  publish.place    edge     -                               ana   identity  epoch 1767225780, generation 2
    11   2026-01-01T00:10:00Z  publish.reserve  shop     -                               ana   identity  epoch 1767225840, generation 2, 1 key: forced
    12   2026-01-01T00:10:00Z  publish.place    shop     -                               ana   identity  epoch 1767225840, generation 2
    13   2026-01-01T00:11:00Z  publish.reserve  edge     -                               ana   identity  epoch 1767225780, generation 3, 1 key: forced
    14   2026-01-01T00:11:00Z  publish.place    edge     -                               ana   identity  epoch 1767225780, generation 3
    15   2026-01-01T00:11:00Z  publish.reserve  shop     -                               ana   identity  epoch 1767225840, generation 3, 1 key: forced
    16   2026-01-01T00:11:00Z  publish.place    shop     -                               ana   identity  epoch 1767225840, generation 3
    17   2026-01-01T00:12:00Z  publish.reserve  edge     -                               ana   identity  epoch 1767225780, generation 4, 1 key: forced
    18   2026-01-01T00:12:00Z  publish.place    edge     -                               ana   identity  epoch 1767225780, generation 4
    19   2026-01-01T00:12:00Z  publish.reserve  shop     -                               ana   identity  epoch 1767225840, generation 4, 1 key: forced
    20   2026-01-01T00:12:00Z  publish.place    shop     -                               ana   identity  epoch 1767225840, generation 4
    21   2026-01-01T00:13:00Z  publish.reserve  edge     -                               ana   identity  epoch 1767225780, generation 5, 1 key: forced
    22   2026-01-01T00:13:00Z  publish.place    edge     -                               ana   identity  epoch 1767225780, generation 5
    23   2026-01-01T00:13:00Z  publish.reserve  shop     -                               ana   identity  epoch 1767225840, generation 5, 1 key: forced
    24   2026-01-01T00:13:00Z  publish.place    shop     -                               ana   identity  epoch 1767225840, generation 5
    25   2026-01-01T00:14:00Z  target.edit      shop     -                               ana   identity  haproxy to [HOME]/shop
    26   2026-01-01T00:15:00Z  publish.reserve  shop     -                               ana   identity  epoch 1767225840, generation 6, 0 keys: keys_changed
    27   2026-01-01T00:15:00Z  publish.place    shop     -                               ana   identity  epoch 1767225840, generation 6
    28   2026-01-01T00:16:00Z  key.disable      ci       key_2vuiuuwvliboysxkl3a6vx774e  ana   identity  -
    29   2026-01-01T00:16:00Z  publish.reserve  edge     -                               ana   identity  epoch 1767225780, generation 6, 0 keys: keys_changed
    30   2026-01-01T00:16:00Z  publish.place    edge     -                               ana   identity  epoch 1767225780, generation 6
    31   2026-01-01T00:18:00Z  key.enable       ci       key_2vuiuuwvliboysxkl3a6vx774e  ana   identity  -
    32   2026-01-01T00:19:00Z  key.revoke       ci       key_2vuiuuwvliboysxkl3a6vx774e  ana   identity  -
    33   2026-01-01T00:21:00Z  key.create       new      key_cswfo7g3f33ntbqhrnafjteysm  ana   identity  -
    34   2026-01-01T00:21:00Z  publish.reserve  edge     -                               ana   identity  epoch 1767225780, generation 7, 1 key: keys_changed
    35   2026-01-01T00:21:00Z  publish.place    edge     -                               ana   identity  epoch 1767225780, generation 7
    36   2026-01-01T00:21:00Z  publish.reserve  shop     -                               ana   identity  epoch 1767225840, generation 7, 1 key: keys_changed
    37   2026-01-01T00:21:00Z  publish.place    shop     -                               ana   identity  epoch 1767225840, generation 7
    38   2026-01-17T00:23:00Z  publish.reserve  edge     -                               ana   identity  epoch 1767225780, generation 8, 1 key: validity_runs_low
    39   2026-01-17T00:23:00Z  publish.place    edge     -                               ana   identity  epoch 1767225780, generation 8
    40   2026-01-17T00:23:00Z  publish.reserve  shop     -                               ana   identity  epoch 1767225840, generation 8, 1 key: validity_runs_low
    41   2026-01-17T00:23:00Z  publish.place    shop     -                               ana   identity  epoch 1767225840, generation 8
    42   2026-02-17T00:25:00Z  key.create       none     key_lesfcniwuwmtinpmjisamebqji  ana   identity  -
    ");
}
