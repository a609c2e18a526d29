//! Elsewhere, in every format, in windows of any length; none, and many.

use insta::assert_snapshot;

use super::{every_state, on_terminal};
use crate::stage::{DAY, Stage};

#[test]
fn elsewhere_it_is_as_wide_as_columns_says() {
    let mut stage = every_state();
    stage.set("LC_CTYPE", "C.UTF-8");
    assert_snapshot!(stage.run("timeline 'e*' --back 100d --ahead 100d"), @"
    Name          2026   Feb    Mar    Apr    May    Jun    Jul   Next
                  ┬──────┬──────┬──────┬─▼────┬──────┬──────┬───
    expires soon          ┣━━━━━━━━━━━━━━━━━━━━┫················  expires 2026-05-06
    expired               ┣━━━━━━┫·······│······················  expired 2026-03-07

    ▼ now  ━ valid  · ended  ┣ begins  ┫ ends
    ");
    stage.set("COLUMNS", "60");
    assert_snapshot!(stage.run("timeline 'e*' --back 100d --ahead 100d"), @"
    Name          2026   Mar     May     Jul  Next
                  ┬──────┬─────▼─┬───────┬──
    expires soon      ┣━━━━━━━━━━━┫·········  expires 2026-05-06
    expired           ┣━━━┫····│············  expired 2026-03-07

    ▼ now  ━ valid  · ended  ┣ begins  ┫ ends
    ");
    stage.set("COLUMNS", "99999999");
    let widest = stage.ok("timeline").lines().map(|line| line.chars().count()).max().unwrap();
    assert_eq!(widest, 400);
}

#[test]
fn every_format() {
    assert_snapshot!(every_state().formats("timeline '[il]*'"), @r#"
    -o table:
    Name            Apr    Jul    Oct     2027      Next
              ------+v-----+------+-------+-------
    leaked      [===!!............................  may be accepted until 2026-04-16
    in grace    [===~~]=====================].....  grace ends 2026-04-16

    v now  ! may be accepted  = valid  ~ grace  . ended  [ begins  ] ends
    -o json:
    {
      "items": [
        {
          "name": "leaked",
          "versions": [
            {
              "id": "key_lpdhi4obrhlyy5sgdxflmfa2om",
              "version": 1,
              "status": "revoked",
              "begins_at": "2026-02-05T00:08:00Z",
              "ends_at": "2026-04-06T00:26:00Z",
              "disabled_at": null,
              "replaced_at": null,
              "accepted_until": "2026-04-16T00:25:00Z"
            }
          ],
          "rotation_due_at": null
        },
        {
          "name": "in grace",
          "versions": [
            {
              "id": "key_lesfcniwuwmtinpmjisamebqji",
              "version": 1,
              "status": "retiring",
              "begins_at": "2026-02-05T00:05:00Z",
              "ends_at": "2026-04-16T00:31:00Z",
              "disabled_at": null,
              "replaced_at": "2026-04-06T00:30:00Z",
              "accepted_until": null
            },
            {
              "id": "key_v3v4jnpayqgngvp662t3ilmoty",
              "version": 2,
              "status": "active",
              "begins_at": "2026-04-06T00:30:00Z",
              "ends_at": "2027-01-31T00:30:00Z",
              "disabled_at": null,
              "replaced_at": null,
              "accepted_until": null
            }
          ],
          "rotation_due_at": null
        }
      ]
    }
    -o jsonl:
    {"name":"leaked","versions":[{"id":"key_lpdhi4obrhlyy5sgdxflmfa2om","version":1,"status":"revoked","begins_at":"2026-02-05T00:08:00Z","ends_at":"2026-04-06T00:26:00Z","disabled_at":null,"replaced_at":null,"accepted_until":"2026-04-16T00:25:00Z"}],"rotation_due_at":null}
    {"name":"in grace","versions":[{"id":"key_lesfcniwuwmtinpmjisamebqji","version":1,"status":"retiring","begins_at":"2026-02-05T00:05:00Z","ends_at":"2026-04-16T00:31:00Z","disabled_at":null,"replaced_at":"2026-04-06T00:30:00Z","accepted_until":null},{"id":"key_v3v4jnpayqgngvp662t3ilmoty","version":2,"status":"active","begins_at":"2026-04-06T00:30:00Z","ends_at":"2027-01-31T00:30:00Z","disabled_at":null,"replaced_at":null,"accepted_until":null}],"rotation_due_at":null}
    -o csv:
    name,versions,rotation_due_at
    leaked,"[{""accepted_until"":""2026-04-16T00:25:00Z"",""begins_at"":""2026-02-05T00:08:00Z"",""disabled_at"":null,""ends_at"":""2026-04-06T00:26:00Z"",""id"":""key_lpdhi4obrhlyy5sgdxflmfa2om"",""replaced_at"":null,""status"":""revoked"",""version"":1}]",
    in grace,"[{""accepted_until"":null,""begins_at"":""2026-02-05T00:05:00Z"",""disabled_at"":null,""ends_at"":""2026-04-16T00:31:00Z"",""id"":""key_lesfcniwuwmtinpmjisamebqji"",""replaced_at"":""2026-04-06T00:30:00Z"",""status"":""retiring"",""version"":1},{""accepted_until"":null,""begins_at"":""2026-04-06T00:30:00Z"",""disabled_at"":null,""ends_at"":""2027-01-31T00:30:00Z"",""id"":""key_v3v4jnpayqgngvp662t3ilmoty"",""replaced_at"":null,""status"":""active"",""version"":2}]",
    "#);
}

#[test]
fn short_and_long_windows() {
    let stage = on_terminal(80);
    for window in ["--back 3d --ahead 4d", "--back 1s --ahead 1s", "--back 36525d --ahead 36525d"] {
        let _ = stage.run(&format!("timeline '[il]*' --color never {window}"));
    }
    assert_snapshot!(stage.transcript(), @"
    Name           Apr 7     Apr 9     Apr 11       Next
              ─────┬─────────▼─────────┬──────────
    leaked    !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!  may be accepted until 2026-04-16
    in grace  ╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍  grace ends 2026-04-16

    ▼ now  ! may be accepted  ╍ grace
    Name      00:33:59          00:34:00            Next
              ┬─────────────────▼─────────────────
    leaked    !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!  may be accepted until 2026-04-16
    in grace  ╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍  grace ends 2026-04-16

    ▼ now  ! may be accepted  ╍ grace
    Name            2000        2050       2100     Next
              ──────┬─────▼─────┬──────────┬──────
    leaked                !·······················  may be accepted until 2026-04-16
    in grace              ╍┫······················  grace ends 2026-04-16

    ▼ now  ! may be accepted  ╍ grace  · ended  ┫ ends
    ");
}

#[test]
fn none() {
    let mut stage = Stage::with_vault();
    assert_snapshot!(stage.formats("timeline"), @r#"
    -o table:
    ! there are no keys; `keywright key create NAME` makes one
    -o json:
    {
      "items": []
    }
    -o jsonl:
    -o csv:
    name,versions,rotation_due_at
    ! there are no keys; `keywright key create NAME` makes one
    "#);
    stage.on_terminal(80);
    assert_snapshot!(stage.run("timeline"), @"! there are no keys; `keywright key create NAME` makes one");
    stage.ok("key create old --expires 1 --secret-only");
    stage.later(200 * DAY);
    assert_snapshot!(stage.run("timeline"), @"! not shown: 1 name that had ended before; --ended shows all");
    assert_snapshot!(stage.run("timeline nobody"), @"! no key is called 'nobody'; names that contain it: '*nobody*'");
    assert_snapshot!(stage.run("timeline 'x*'"), @"! no key is like this");
}

#[test]
fn limits() {
    let mut stage = Stage::with_vault();
    let lines: Vec<String> = (0..60).map(|number| format!("{{\"name\":\"k{number}\"}}")).collect();
    stage.ok_with("key create --from -", &lines.join("\n"));
    let names = |text: String| text.lines().filter(|line| line.starts_with('k')).count();
    assert_eq!(names(stage.ok("timeline")), 60, "all of them where no person reads");
    assert_eq!(names(stage.ok("timeline --limit 7")), 7);
    stage.on_terminal(80);
    assert_eq!(names(stage.ok("timeline")), 50);
    assert_eq!(stage.run("timeline").stderr, "not shown: 10 more names; --limit 0 shows all\n");
    assert_eq!(names(stage.ok("timeline --limit 0")), 60);
    let json: serde_json::Value = serde_json::from_str(&stage.ok("timeline -o json")).unwrap();
    assert_eq!(json["items"].as_array().unwrap().len(), 60);
}
