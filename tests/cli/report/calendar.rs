//! `calendar`: every kind of event, and what an event keeps.

use std::collections::BTreeMap;

use insta::assert_snapshot;

use crate::stage::{DAY, Stage};

/// The file with its lines joined, and without what ends them.
fn calendar(stage: &Stage, options: &str) -> String {
    stage.ok(&format!("calendar {options}")).replace("\r\n ", "").replace("\r\n", "\n")
}

/// The events: a property of each by its UID.
fn by_uid(stage: &Stage, property: &str) -> BTreeMap<String, String> {
    let text = calendar(stage, "");
    let value = |event: &str, property: &str| {
        let line = event.lines().find_map(|line| line.strip_prefix(&format!("{property}:")));
        line.unwrap_or_else(|| panic!("no {property}: {event}")).to_owned()
    };
    let events = text.split("BEGIN:VEVENT\n").skip(1);
    events.map(|event| (value(event, "UID"), value(event, property))).collect()
}

fn values(stage: &Stage, property: &str) -> Vec<String> {
    by_uid(stage, property).into_values().collect()
}

#[test]
fn an_empty_vault() {
    let stage = Stage::with_vault();
    assert_snapshot!(calendar(&stage, "--alarm 7d"), @"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Keywright//Keywright//EN
    CALSCALE:GREGORIAN
    METHOD:PUBLISH
    NAME:API keys (vault.db)
    X-WR-CALNAME:API keys (vault.db)
    REFRESH-INTERVAL;VALUE=DURATION:PT12H
    X-PUBLISHED-TTL:PT12H
    BEGIN:VTIMEZONE
    TZID:UTC
    BEGIN:STANDARD
    DTSTART:19700101T000000
    TZOFFSETFROM:+0000
    TZOFFSETTO:+0000
    END:STANDARD
    END:VTIMEZONE
    END:VCALENDAR
    ");
}

#[test]
fn every_kind() {
    let stage = Stage::with_vault();
    stage.ok("key create 'CI deployer' --expires 90d --secret-only");
    stage.ok("key create app --secret-only");
    stage.ok("key edit app --rotate-every 30d");
    stage.ok("target add edge --format jsonl --audience edge --path [HOME]/edge");
    stage.ok("publish");
    stage.ok("export --format jsonl --audience api --out [HOME]/export --valid-for 3d");
    stage.ok("vault backup [HOME]/backup");
    let secret = stage.ok("rotate start 'CI deployer' --secret-only");
    stage.ok("publish");
    stage.ok_with("rotate confirm 'CI deployer' --force", &secret);
    assert_snapshot!(calendar(&stage, "--alarm 12h --alarm 7d"), @r"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Keywright//Keywright//EN
    CALSCALE:GREGORIAN
    METHOD:PUBLISH
    NAME:API keys (vault.db)
    X-WR-CALNAME:API keys (vault.db)
    REFRESH-INTERVAL;VALUE=DURATION:PT12H
    X-PUBLISHED-TTL:PT12H
    BEGIN:VEVENT
    UID:file-export/jsonl/api@af5570f5-a181-4b7a-b78c-af4bc70a660f
    DTSTAMP:20260101T001200Z
    LAST-MODIFIED:20260101T001200Z
    SEQUENCE:29453772
    DTSTART:20260104T000700Z
    SUMMARY:Exported file 'export/jsonl/api' expires
    DESCRIPTION:Servers that still use it refuse every key from then on\; export it again with `keywright export --format jsonl --audience api` and install it\, or have it kept up to date with `keywright target add NAME --format jsonl --audience api --path PATH`.
    CATEGORIES:File expiry
    TRANSP:TRANSPARENT
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:Exported file 'export/jsonl/api' expires
    TRIGGER:-PT12H
    END:VALARM
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:Exported file 'export/jsonl/api' expires
    TRIGGER:-P7D
    END:VALARM
    END:VEVENT
    BEGIN:VEVENT
    UID:end-key_2vuiuuwvliboysxkl3a6vx774e@af5570f5-a181-4b7a-b78c-af4bc70a660f
    DTSTAMP:20260101T001200Z
    LAST-MODIFIED:20260101T001200Z
    SEQUENCE:29453772
    DTSTART:20260108T001100Z
    SUMMARY:Grace period of API key 'CI deployer' v1 ends
    DESCRIPTION:The key was replaced\, and the old one stops working then. See before who still uses it:\nkeywright key show key_2vuiuuwvliboysxkl3a6vx774e\nThen revoke it\, unless `keywright rotate run` does:\nkeywright rotate finish key_2vuiuuwvliboysxkl3a6vx774e
    CATEGORIES:Grace period
    TRANSP:TRANSPARENT
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:Grace period of API key 'CI deployer' v1 ends
    TRIGGER:-PT12H
    END:VALARM
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:Grace period of API key 'CI deployer' v1 ends
    TRIGGER:-P7D
    END:VALARM
    END:VEVENT
    BEGIN:VEVENT
    UID:rotation-key_cswfo7g3f33ntbqhrnafjteysm@af5570f5-a181-4b7a-b78c-af4bc70a660f
    DTSTAMP:20260101T001200Z
    LAST-MODIFIED:20260101T001200Z
    SEQUENCE:29453772
    DTSTART:20260131T000300Z
    SUMMARY:API key 'app' is due for rotation
    DESCRIPTION:By its rotation policy. Unless `keywright rotate run` does it with a deliver hook:\nkeywright rotate start key_cswfo7g3f33ntbqhrnafjteysm
    CATEGORIES:Rotation
    TRANSP:TRANSPARENT
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:API key 'app' is due for rotation
    TRIGGER:-PT12H
    END:VALARM
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:API key 'app' is due for rotation
    TRIGGER:-P7D
    END:VALARM
    END:VEVENT
    BEGIN:VEVENT
    UID:backup@af5570f5-a181-4b7a-b78c-af4bc70a660f
    DTSTAMP:20260101T001200Z
    LAST-MODIFIED:20260101T001200Z
    SEQUENCE:29453772
    DTSTART:20260131T000800Z
    SUMMARY:Backup of the API keys is old
    DESCRIPTION:From then on `keywright status` says so of the last one made on this machine. Make a new one:\nkeywright vault backup FILE
    CATEGORIES:Backup
    TRANSP:TRANSPARENT
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:Backup of the API keys is old
    TRIGGER:-PT12H
    END:VALARM
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:Backup of the API keys is old
    TRIGGER:-P7D
    END:VALARM
    END:VEVENT
    BEGIN:VEVENT
    UID:file-edge@af5570f5-a181-4b7a-b78c-af4bc70a660f
    DTSTAMP:20260101T001200Z
    LAST-MODIFIED:20260101T001200Z
    SEQUENCE:29453772
    DTSTART:20260131T001000Z
    SUMMARY:File of target 'edge' expires
    DESCRIPTION:Its servers refuse every key from then on. A timer that publishes renews it long before\; else:\nkeywright publish edge
    CATEGORIES:File expiry
    TRANSP:TRANSPARENT
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:File of target 'edge' expires
    TRIGGER:-PT12H
    END:VALARM
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:File of target 'edge' expires
    TRIGGER:-P7D
    END:VALARM
    END:VEVENT
    BEGIN:VEVENT
    UID:end-key_bniabnz2kpyjc3ety2huxg3lva@af5570f5-a181-4b7a-b78c-af4bc70a660f
    DTSTAMP:20260101T001200Z
    LAST-MODIFIED:20260101T001200Z
    SEQUENCE:29453772
    DTSTART:20260401T000900Z
    SUMMARY:API key 'CI deployer' v2 expires
    DESCRIPTION:It is being rotated. What that waits for:\nkeywright rotate status\nMore about it:\nkeywright key show key_bniabnz2kpyjc3ety2huxg3lva
    CATEGORIES:Key expiry
    TRANSP:TRANSPARENT
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:API key 'CI deployer' v2 expires
    TRIGGER:-PT12H
    END:VALARM
    BEGIN:VALARM
    ACTION:DISPLAY
    DESCRIPTION:API key 'CI deployer' v2 expires
    TRIGGER:-P7D
    END:VALARM
    END:VEVENT
    END:VCALENDAR
    ");
}

#[test]
fn an_event_keeps_its_uid() {
    let stage = Stage::with_vault();
    stage.ok("key create ci --expires 90d --secret-only");
    stage.ok("key edit ci --rotate-every 30d");
    stage.ok("target add edge --format jsonl --audience edge --path [HOME]/edge");
    stage.ok("publish");
    let (before, sequences) = (by_uid(&stage, "SUMMARY"), by_uid(&stage, "SEQUENCE"));
    assert_eq!(before.len(), 3, "{before:?}");
    stage.ok("key edit ci --name deployer --owner ana");
    stage.ok("key edit deployer --expires 80d");
    stage.ok("publish --force");
    let after = by_uid(&stage, "SUMMARY");
    assert!(before.keys().eq(after.keys()), "{before:?} {after:?}");
    assert!(after.values().any(|summary| summary == "API key 'deployer' expires"), "{after:?}");
    let number = |text: &String| text.parse::<u32>().unwrap();
    for (uid, sequence) in by_uid(&stage, "SEQUENCE") {
        assert!(number(&sequence) > number(&sequences[&uid]), "an import of it would be ignored");
    }
    // A key that was replaced keeps the event of its end, which is earlier now; the other has one of its own.
    let secret = stage.ok("rotate start deployer --secret-only");
    stage.ok("publish");
    stage.ok_with("rotate confirm deployer --force", &secret);
    let rotated = by_uid(&stage, "SUMMARY");
    let old = before.keys().find(|uid| uid.starts_with("end-")).unwrap();
    assert_eq!(rotated[old], "Grace period of API key 'deployer' v1 ends");
    assert_eq!(rotated.values().filter(|summary| summary.ends_with("expires")).count(), 2, "{rotated:?}");
    // Another vault has other events, whatever its keys are.
    assert!(before.keys().all(|uid| uid.ends_with(before.keys().next().unwrap().split_once('@').unwrap().1)));
}

#[test]
fn what_is_overdue_stays_where_it_was() {
    let stage = Stage::with_vault();
    stage.ok("key create ci --expires 20d --secret-only");
    stage.ok("key create app --secret-only");
    stage.ok("key edit app --rotate-every 30d");
    stage.ok("target add edge --format jsonl --audience edge --path [HOME]/edge");
    stage.ok("publish");
    stage.ok("export --format jsonl --audience api --out [HOME]/export --valid-for 3d");
    stage.ok("vault backup [HOME]/backup");
    let before = by_uid(&stage, "DTSTART");
    assert_eq!(before.len(), 5, "{before:?}");
    stage.later(32 * DAY);
    assert_eq!(by_uid(&stage, "DTSTART"), before);
    // After a month nobody looks for what has ended; what is to be done stays.
    stage.later(30 * DAY);
    assert_eq!(
        values(&stage, "SUMMARY"),
        [
            "Backup of the API keys is old",
            "File of target 'edge' expires",
            "API key 'app' is due for rotation",
        ]
    );
}

/// Servers that have it refuse everybody from its end on, however long an earlier one is valid.
#[test]
fn the_newest_file_counts() {
    let stage = Stage::with_vault();
    stage.ok("target add edge --format jsonl --audience edge --path [HOME]/edge --valid-for 60d");
    stage.ok("publish");
    let before = values(&stage, "DTSTART");
    stage.ok("target edit edge --valid-for 10d");
    stage.ok("publish --force");
    assert_eq!(
        (before, values(&stage, "DTSTART")),
        (vec!["20260302T000300Z".into()], vec!["20260111T000600Z".into()])
    );
    // Nobody renews it any more, but servers have it.
    stage.ok("target remove edge --yes");
    assert_eq!(values(&stage, "SUMMARY"), ["File of removed target 'edge' expires"]);
}

#[test]
fn what_is_gone_is_not_in_it() {
    let stage = Stage::with_vault();
    for name in ["revoked", "deleted", "disabled"] {
        stage.ok(&format!("key create {name} --expires 20d --secret-only"));
    }
    stage.ok("key revoke revoked --yes");
    stage.ok("key delete deleted --force");
    stage.ok("key disable disabled");
    assert_eq!(
        values(&stage, "SUMMARY"),
        ["API key 'disabled' expires"],
        "it still ends, and may be enabled"
    );
}

#[test]
fn a_day_of_many_is_one_event() {
    let stage = Stage::with_vault();
    for name in 0..6 {
        stage.ok(&format!("key create k{name} --expires-at 2026-03-01 --secret-only"));
    }
    let events = by_uid(&stage, "SUMMARY");
    assert_eq!(events.values().collect::<Vec<_>>(), ["6 API keys expire"]);
    // It keeps its UID whoever is among them, down to six.
    stage.ok("key create k6 --expires-at 2026-03-01 --secret-only");
    stage.ok("key edit k0 --name other");
    assert!(by_uid(&stage, "SUMMARY").keys().eq(events.keys()));
    stage.ok("key revoke k1 --yes");
    stage.ok("key revoke k2 --yes");
    assert_eq!(values(&stage, "SUMMARY").len(), 5);
}

#[test]
fn an_alarm_is_a_duration() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("calendar --alarm 0"), @"
    ! error: invalid value '0' for '--alarm <DURATION>': a duration must be a whole number above 0 of days, or with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run("calendar --alarm=-1d"), @"
    ! error: invalid value '-1d' for '--alarm <DURATION>': a duration must be a whole number above 0 of days, or with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run("calendar --alarm 36526d"), @"
    ! error: invalid value '36526d' for '--alarm <DURATION>': a duration must be a whole number above 0 of days, or with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d
    !
    ! For more information, try '--help'.
    exit 2
    ");
}

/// A command that fails is worse than none.
#[test]
fn what_it_says_to_do_can_be_done() {
    let stage = Stage::with_vault();
    stage.ok("key create off --expires 60d --secret-only");
    stage.ok("key disable off");
    stage.ok("key create over --expires 1d --secret-only");
    stage.ok("key create pay --expires 90d --secret-only");
    stage.ok("rotate start pay --secret-only");
    stage.later(2 * DAY);
    let summaries = values(&stage, "SUMMARY");
    assert!(summaries.contains(&"API key 'pay' v1 expires".to_owned()), "{summaries:?}");
    assert!(summaries.contains(&"API key 'pay' v2 expires".to_owned()), "{summaries:?}");
    let descriptions = by_uid(&stage, "DESCRIPTION");
    let commands = descriptions.values().flat_map(|text| text.split("\\n"));
    let commands: Vec<String> =
        commands.filter_map(|line| line.strip_prefix("keywright ")).map(str::to_owned).collect();
    assert!(commands.len() > 8, "{descriptions:?}");
    for command in commands.iter().filter(|command| !command.contains("delete")) {
        stage.ok(&command.replace('\\', ""));
    }
    for command in commands.iter().filter(|command| command.contains("delete")) {
        stage.ok(&format!("{command} --yes"));
    }
}

/// It would replace a good one with nothing, or with one that no calendar takes.
#[test]
fn with_a_wrong_clock_the_earlier_one_stays() {
    let stage = Stage::with_vault();
    stage.ok("key create ci --expires 90d --secret-only");
    stage.ok("calendar --out [HOME]/keys.ics");
    let earlier = std::fs::read(stage.path("keys.ics")).unwrap();
    stage.later(500 * DAY);
    for command in ["calendar --out [HOME]/keys.ics", "calendar"] {
        let refused = stage.run(command).to_string();
        assert!(refused.contains("the clock says") && refused.contains("exit 4"), "{refused}");
    }
    assert_eq!(std::fs::read(stage.path("keys.ics")).unwrap(), earlier);
    assert!(stage.run("timeline").to_string().contains("warning: the clock says"));
    stage.ok("calendar --accept-clock --out [HOME]/keys.ics");
}
