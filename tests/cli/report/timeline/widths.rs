//! On terminals of several widths, in colour, in ASCII.

use insta::assert_snapshot;

use super::on_terminal;

#[test]
fn on_40_columns() {
    assert_snapshot!(on_terminal(40).run("timeline --color never"), @r#"
    Name             Apr  Jul   Oct  2027
                ─────▼────┬─────┬────┬──────
    disabled     ┣━━━!──────────────────────
    leaked       ┣━━━!······················
    in grace     ┣━━━╍┫━━━━━━━━━━━━━━━━┫····
    pending      ┣━━━?━━━━━━━━━━━━━━━━━━━━━━
    rotation …   ┣━↻━━━━━━━━━┫··············
    expires s…   ┣━━━━━┫····················
    rotation …       ┣━↻━━━━━━━━━┫··········
    not valid…       │  ┣━━━┫···············
    מפתח פריסה   ┣━━━━━━━━━━━┫··············
    デプロイ…    ┣━━━━━━━━━━━┫··············
    <b>"&'quo…   ┣━━━━━━━━━━━┫··············
    xxxxxxxxx…   ┣━━━━━━━━━━━┫··············
    never exp…   ┣━━━━━━━━━━━━━━━━━━━━━━━━━━
    replaced …   ┣╍┫╍┫━━━━━━━━━━━━━━━━━━━━━━
    expired      ┣━┫·│······················
    revoked      ┣×··│······················

    ▼ now  ! may be accepted  ━ valid
    ╍ grace  ? pending  ─ disabled  · ended
    ┣ begins  ┫ ends  × revoked
    ↻ rotation due
    ! not shown: 1 name that had ended before; --ended shows all
    "#);
}

#[test]
fn on_80_columns() {
    assert_snapshot!(on_terminal(80).run("timeline --color never"), @r#"
    Name                      Apr  Jul Oct  2027    Next
                          ────▼────┬───┬────┬─────
    disabled               ┣━━!!──────────────────  may be accepted until 2026-04-16
    leaked                 ┣━━!!··················  may be accepted until 2026-04-16
    in grace               ┣━━╍┫━━━━━━━━━━━━━━┫···  grace ends 2026-04-16
    pending                ┣━━?━━━━━━━━━━━━━━━━━━━  v2 awaits confirmation
    rotation overdue       ┣━↻━━━━━━━┫············  rotation due since 2026-03-07
    expires soon           ┣━━━━┫·················  expires 2026-05-06
    rotation to come          ┣━↻━━━━━━━━┫········  rotation due 2026-05-06
    not valid yet             │  ┣━━┫·············  valid from 2026-06-01
    מפתח פריסה             ┣━━━━━━━━━┫············  expires 2026-08-24
    デプロイ係 🔑 the d…   ┣━━━━━━━━━┫············  expires 2026-08-24
    <b>"&'quoted'          ┣━━━━━━━━━┫············  expires 2026-08-24
    xxxxxxxxxxxxxxxxxxx…   ┣━━━━━━━━━┫············  expires 2026-08-24
    never expires          ┣━━━━━━━━━━━━━━━━━━━━━━  never expires
    replaced twice         ┣╍┫┫━━━━━━━━━━━━━━━━━━━  never expires
    expired                ┣━┫│···················  expired 2026-03-07
    revoked                ┣×·│···················  revoked 2026-02-25

    ▼ now  ! may be accepted  ━ valid  ╍ grace  ? pending  ─ disabled  · ended
    ┣ begins  ┫ ends  × revoked  ↻ rotation due
    ! not shown: 1 name that had ended before; --ended shows all
    "#);
}

#[test]
fn on_120_columns() {
    assert_snapshot!(on_terminal(120).run("timeline --color never"), @r#"
    Name                                  Mar    May    Jul    Sep     Nov    2027   Mar    Next
                                    ──────┬───▼──┬──────┬──────┬───────┬──────┬──────┬────
    disabled                           ┣━━━━━━!!──────────────────────────────────────────  may be accepted until 2026-04-16
    leaked                             ┣━━━━━━!!··········································  may be accepted until 2026-04-16
    in grace                           ┣━━━━━━╍┫━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫········  grace ends 2026-04-16
    pending                            ┣━━━━━━?━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  v2 awaits confirmation
    rotation overdue                   ┣━━↻━━━━━━━━━━━━━━━━━━━┫···························  rotation due since 2026-03-07
    expires soon                       ┣━━━━━━━━━┫········································  expires 2026-05-06
    rotation to come                          ┣━━↻━━━━━━━━━━━━━━━━━━━━┫···················  rotation due 2026-05-06
    not valid yet                             │     ┣━━━━━━━┫·····························  valid from 2026-06-01
    מפתח פריסה                         ┣━━━━━━━━━━━━━━━━━━━━━━┫···························  expires 2026-08-24
    デプロイ係 🔑 the deployer         ┣━━━━━━━━━━━━━━━━━━━━━━┫···························  expires 2026-08-24
    <b>"&'quoted'                      ┣━━━━━━━━━━━━━━━━━━━━━━┫···························  expires 2026-08-24
    xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…     ┣━━━━━━━━━━━━━━━━━━━━━━┫···························  expires 2026-08-24
    never expires                      ┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  never expires
    replaced twice                     ┣━╍┫╍╍┫━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  never expires
    expired                            ┣━━┫···│···········································  expired 2026-03-07
    revoked                            ┣━×····│···········································  revoked 2026-02-25

    ▼ now  ! may be accepted  ━ valid  ╍ grace  ? pending  ─ disabled  · ended  ┣ begins  ┫ ends  × revoked  ↻ rotation due
    ! not shown: 1 name that had ended before; --ended shows all
    "#);
}

#[test]
fn on_200_columns() {
    assert_snapshot!(on_terminal(200).run("timeline --color never"), @r#"
    Name                                            Feb    Mar      Apr     May     Jun      Jul     Aug      Sep     Oct     Nov     Dec      2027    Feb     Mar     Apr  Next
                                              ──────┬──────┬────────┬─▼─────┬───────┬────────┬───────┬────────┬───────┬───────┬───────┬────────┬───────┬───────┬───────┬──
    disabled                                         ┣━━━━━━━━━━━━━━━!!!!─────────────────────────────────────────────────────────────────────────────────────────────────  may be accepted until 2026-04-16
    leaked                                           ┣━━━━━━━━━━━━━━━!!!!·································································································  may be accepted until 2026-04-16
    in grace                                         ┣━━━━━━━━━━━━━━━╍╍╍┫━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫··················  grace ends 2026-04-16
    pending                                          ┣━━━━━━━━━━━━━━━?━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  v2 awaits confirmation
    rotation overdue                                 ┣━━━━━━━↻━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫······························································  rotation due since 2026-03-07
    expires soon                                     ┣━━━━━━━━━━━━━━━━━━━━━━━┫····························································································  expires 2026-05-06
    rotation to come                                                 ┣━━━━━━━↻━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫·············································  rotation due 2026-05-06
    not valid yet                                                     │             ┣━━━━━━━━━━━━━━━━┫····································································  valid from 2026-06-01
    מפתח פריסה                                       ┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫······························································  expires 2026-08-24
    デプロイ係 🔑 the deployer                       ┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫······························································  expires 2026-08-24
    <b>"&'quoted'                                    ┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫······························································  expires 2026-08-24
    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…         ┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫······························································  expires 2026-08-24
    never expires                                    ┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  never expires
    replaced twice                                   ┣━━━━╍╍╍┫━━╍╍┫━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  never expires
    expired                                          ┣━━━━━━━┫········│···································································································  expired 2026-03-07
    revoked                                          ┣━━━━×···········│···································································································  revoked 2026-02-25

    ▼ now  ! may be accepted  ━ valid  ╍ grace  ? pending  ─ disabled  · ended  ┣ begins  ┫ ends  × revoked  ↻ rotation due
    ! not shown: 1 name that had ended before; --ended shows all
    "#);
}

#[test]
fn in_colour() {
    let shown = on_terminal(80).run("timeline").to_string();
    assert_snapshot!(shown.replace('\x1b', "␛"), @r#"
    Name                      Apr  Jul Oct  2027    Next
                          ────▼────┬───┬────┬─────
    disabled               ␛[32m┣━━␛[0m␛[1m␛[31m!!␛[0m──────────────────  ␛[31mmay be accepted until 2026-04-16␛[0m
    leaked                 ␛[32m┣━━␛[0m␛[1m␛[31m!!␛[0m··················  ␛[31mmay be accepted until 2026-04-16␛[0m
    in grace               ␛[32m┣━━␛[0m␛[33m╍␛[0m┫␛[32m━━━━━━━━━━━━━━␛[0m┫···  grace ends 2026-04-16
    pending                ␛[32m┣━━␛[0m␛[33m?␛[0m␛[32m━━━━━━━━━━━━━━━━━━━␛[0m  ␛[33mv2 awaits confirmation␛[0m
    rotation overdue       ␛[32m┣━␛[0m␛[33m↻␛[0m␛[32m━━━━━━━␛[0m┫············  ␛[33mrotation due since 2026-03-07␛[0m
    expires soon           ␛[32m┣━━━━␛[0m┫·················  ␛[33mexpires 2026-05-06␛[0m
    rotation to come          ␛[32m┣━␛[0m␛[33m↻␛[0m␛[32m━━━━━━━━␛[0m┫········  rotation due 2026-05-06
    not valid yet             │  ␛[32m┣━━␛[0m┫·············  valid from 2026-06-01
    מפתח פריסה             ␛[32m┣━━━━━━━━━␛[0m┫············  expires 2026-08-24
    デプロイ係 🔑 the d…   ␛[32m┣━━━━━━━━━␛[0m┫············  expires 2026-08-24
    <b>"&'quoted'          ␛[32m┣━━━━━━━━━␛[0m┫············  expires 2026-08-24
    xxxxxxxxxxxxxxxxxxx…   ␛[32m┣━━━━━━━━━␛[0m┫············  expires 2026-08-24
    never expires          ␛[32m┣━━━━━━━━━━━━━━━━━━━━━━␛[0m  never expires
    replaced twice         ␛[32m┣␛[0m␛[33m╍␛[0m┫┫␛[32m━━━━━━━━━━━━━━━━━━━␛[0m  never expires
    expired                ␛[32m┣━␛[0m┫│···················  expired 2026-03-07
    revoked                ␛[32m┣␛[0m×·│···················  revoked 2026-02-25

    ▼ now  ␛[1m␛[31m!␛[0m may be accepted  ␛[32m━␛[0m valid  ␛[33m╍␛[0m grace  ␛[33m?␛[0m pending  ─ disabled  · ended
    ␛[32m┣␛[0m begins  ┫ ends  × revoked  ␛[33m↻␛[0m rotation due
    ! not shown: 1 name that had ended before; --ended shows all
    "#);
}

#[test]
fn in_ascii_and_with_what_ended_before() {
    let mut stage = on_terminal(80);
    stage.set("NO_COLOR", "1");
    stage.set("LC_ALL", "C");
    assert_snapshot!(stage.run("timeline --ended"), @r#"
    Name                      Apr  Jul Oct  2027    Next
                          ----v----+---+----+-----
    disabled               [==!!------------------  may be accepted until 2026-04-16
    leaked                 [==!!..................  may be accepted until 2026-04-16
    in grace               [==~]==============]...  grace ends 2026-04-16
    pending                [==?===================  v2 awaits confirmation
    rotation overdue       [=R=======]............  rotation due since 2026-03-07
    expires soon           [====].................  expires 2026-05-06
    rotation to come          [=R========]........  rotation due 2026-05-06
    not valid yet             |  [==].............  valid from 2026-06-01
    מפתח פריסה             [=========]............  expires 2026-08-24
    デプロイ係 🔑 the d…   [=========]............  expires 2026-08-24
    <b>"&'quoted'          [=========]............  expires 2026-08-24
    xxxxxxxxxxxxxxxxxxx…   [=========]............  expires 2026-08-24
    never expires          [======================  never expires
    replaced twice         [~]]===================  never expires
    expired                [=]|...................  expired 2026-03-07
    over long ago         ....|...................  expired 2026-01-02
    revoked                [x.|...................  revoked 2026-02-25

    v now  ! may be accepted  = valid  ~ grace  ? pending  - disabled  . ended
    [ begins  ] ends  x revoked  R rotation due
    "#);
}
