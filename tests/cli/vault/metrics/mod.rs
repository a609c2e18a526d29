//! `status --format prometheus`.

mod targets;

use insta::assert_snapshot;

use targets::published;

use crate::stage::{DAY, Stage, exits};

/// The samples without the label that all of them have, and without version and time.
fn samples(stage: &Stage) -> Vec<String> {
    let text = stage.ok("status --format prometheus");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let own = lines.map(|line| {
        let (name, labels) = line.split_once("{vault=\"").unwrap();
        let (_, rest) = labels.split_once('"').unwrap();
        let rest = rest.strip_prefix(',').unwrap_or(rest);
        format!("{name}{{{rest}").replace("{} ", " ").replace("keywright_", "")
    });
    own.filter(|line| !line.starts_with("build_info") && !line.starts_with("status_timestamp")).collect()
}

/// Those that are not 0.
fn raised(stage: &Stage) -> String {
    let all = samples(stage).into_iter().filter(|line| !line.ends_with(" 0"));
    all.collect::<Vec<_>>().join("\n")
}

/// What servers accept, or may accept.
fn exposure(stage: &Stage) -> String {
    let is_wanted = |line: &String| line.contains("_exposed") || line.contains("_superseded");
    samples(stage).into_iter().filter(is_wanted).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_new_vault_has_every_metric() {
    let stage = Stage::with_vault();
    let text = stage.run("status --format prometheus").to_string();
    assert_snapshot!(text.replace(env!("CARGO_PKG_VERSION"), "[VERSION]"), @r#"
    # keywright metrics
    # HELP keywright_build_info The version of keywright that wrote this; always 1.
    # TYPE keywright_build_info gauge
    keywright_build_info{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",version="[VERSION]"} 1
    # HELP keywright_status_timestamp_seconds When this was written, by the clock of the machine that has the vault.
    # TYPE keywright_status_timestamp_seconds gauge
    keywright_status_timestamp_seconds{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f"} 1767225720
    # HELP keywright_attention_items How many things `keywright status` says need attention, apart from keys that expire within 30 days.
    # TYPE keywright_attention_items gauge
    keywright_attention_items{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f"} 0
    # HELP keywright_keys Keys by status.
    # TYPE keywright_keys gauge
    keywright_keys{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",status="active"} 0
    keywright_keys{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",status="pending"} 0
    keywright_keys{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",status="retiring"} 0
    keywright_keys{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",status="disabled"} 0
    keywright_keys{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",status="expired"} 0
    keywright_keys{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",status="revoked"} 0
    # HELP keywright_keys_expiring Keys that expire within 30 days, as `keywright status` lists them: active, pending and disabled ones.
    # TYPE keywright_keys_expiring gauge
    keywright_keys_expiring{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f"} 0
    # HELP keywright_next_key_expiry_timestamp_seconds When the next active key expires, however far ahead; no sample if none does.
    # TYPE keywright_next_key_expiry_timestamp_seconds gauge
    # HELP keywright_rotations Rotations in progress by step.
    # TYPE keywright_rotations gauge
    keywright_rotations{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",step="started"} 0
    keywright_rotations{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",step="delivered"} 0
    keywright_rotations{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",step="confirmed"} 0
    keywright_rotations{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",step="finished"} 0
    keywright_rotations{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",step="aborted"} 0
    # HELP keywright_rotations_failed Rotations in progress whose last step failed.
    # TYPE keywright_rotations_failed gauge
    keywright_rotations_failed{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f"} 0
    # HELP keywright_rotations_attention Rotations in progress that need attention: failed, stuck, late, or waiting for a person or an exported file.
    # TYPE keywright_rotations_attention gauge
    keywright_rotations_attention{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f"} 0
    # HELP keywright_rotations_due Keys that are due for rotation and not being rotated, by who starts it: `keywright rotate run`, or a person.
    # TYPE keywright_rotations_due gauge
    keywright_rotations_due{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",by="run"} 0
    keywright_rotations_due{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f",by="person"} 0
    # HELP keywright_target_published 1 if the target was ever published.
    # TYPE keywright_target_published gauge
    # HELP keywright_target_file_issued_timestamp_seconds When the newest file of the target was issued; no sample before the first.
    # TYPE keywright_target_file_issued_timestamp_seconds gauge
    # HELP keywright_target_file_expiry_timestamp_seconds When the newest file of the target expires: its servers refuse every key from then on; no sample before the first.
    # TYPE keywright_target_file_expiry_timestamp_seconds gauge
    # HELP keywright_target_due 1 if the next `keywright publish` does something for the target.
    # TYPE keywright_target_due gauge
    # HELP keywright_target_needs_review 1 if the vault was restored or repaired, and the file of the target has to be compared before it is replaced.
    # TYPE keywright_target_needs_review gauge
    # HELP keywright_target_problem 1 if the file at the path of the target could not be looked at.
    # TYPE keywright_target_problem gauge
    # HELP keywright_target_exposed_keys Keys that the newest file of the target admits and should not, or with more rights than they have.
    # TYPE keywright_target_exposed_keys gauge
    # HELP keywright_target_superseded_keys Keys that older files of the target admit and its newest does not, and that servers may still accept.
    # TYPE keywright_target_superseded_keys gauge
    # HELP keywright_target_missing_keys Keys that servers should accept and that the newest file of the target does not have.
    # TYPE keywright_target_missing_keys gauge
    # HELP keywright_server_behind 1 if the last receipt of a server that the target names is not of the newest file, or there is none.
    # TYPE keywright_server_behind gauge
    # HELP keywright_exported_files_exposed Files that no target renews, exported or of a removed target, and that admit what they should not.
    # TYPE keywright_exported_files_exposed gauge
    keywright_exported_files_exposed{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f"} 0
    # HELP keywright_lost_targets Targets that a restore or repair has lost, while servers may accept keys by their files.
    # TYPE keywright_lost_targets gauge
    keywright_lost_targets{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f"} 0
    # HELP keywright_unknown_files 1 if servers may have files of which the vault has no record, since a restore or repair.
    # TYPE keywright_unknown_files gauge
    keywright_unknown_files{vault="af5570f5-a181-4b7a-b78c-af4bc70a660f"} 0
    # HELP keywright_last_backup_timestamp_seconds When the last backup was made on this machine; no sample if none was.
    # TYPE keywright_last_backup_timestamp_seconds gauge
    "#);
    // Whatever the form of other answers.
    let lines = |text: &str| {
        text.lines().filter(|line| !line.contains("_timestamp_")).map(str::to_owned).collect::<Vec<_>>()
    };
    for form in ["json", "jsonl", "csv", "table"] {
        let other = stage.run(&format!("status --format prometheus -o {form}")).to_string();
        assert_eq!(lines(&other), lines(&text), "{form}");
    }
}

#[test]
fn nothing_of_a_key_is_in_it() {
    let stage = Stage::with_vault();
    for name in ["a \"quoted\" \\ name", "שלום", "plain"] {
        stage.ok(&format!("key create {} --owner Ana --label team=shop -s read", shell_words::quote(name)));
    }
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --audience private");
    stage.ok("export --format jsonl --audience private --out [HOME]/exported");
    stage.ok("publish");
    stage.ok("key revoke plain --yes");
    let text = stage.ok("status --format prometheus");
    for part in ["quoted", "שלום", "plain", "Ana", "shop", "private", "\"key_", "kw_"] {
        assert!(!text.contains(part), "{part}: {text}");
    }
    assert!(text.is_ascii() && text.contains("target=\"edge\"} 1"), "{text}");
}

#[test]
fn keys_and_the_next_that_expires() {
    let stage = Stage::with_vault();
    stage.ok("key create far --expires 400d");
    stage.ok("key create later --expires 90d --not-before 2026-01-20");
    stage.ok("key create never");
    stage.ok("key create off --expires 10d");
    stage.ok("key disable off");
    assert_snapshot!(raised(&stage), @r#"
    keys{status="active"} 3
    keys{status="disabled"} 1
    keys_expiring 1
    next_key_expiry_timestamp_seconds 1775001780
    "#);
    stage.later(401 * DAY);
    // Nothing is left that could.
    assert_snapshot!(raised(&stage), @r#"
    attention_items 1
    keys{status="active"} 1
    keys{status="disabled"} 1
    keys{status="expired"} 2
    keys_expiring 1
    "#);
}

#[test]
fn rotations_and_those_to_come() {
    let stage = Stage::with_vault();
    for name in ["bot", "app", "web"] {
        stage.ok(&format!("key create {name} --secret-only"));
        stage.ok(&format!("key edit {name} --rotate-every 30"));
    }
    for name in ["bot", "web"] {
        stage.ok(&format!("key edit {name} --deliver deliver"));
    }
    stage.later(30 * DAY);
    assert_snapshot!(raised(&stage), @r#"
    attention_items 2
    keys{status="active"} 3
    rotations_due{by="run"} 2
    rotations_due{by="person"} 1
    "#);
    stage.hooks(|_| exits(1, ""));
    stage.refused("rotate run");
    assert_snapshot!(raised(&stage), @r#"
    attention_items 3
    keys{status="active"} 3
    keys{status="pending"} 2
    rotations{step="started"} 2
    rotations_failed 2
    rotations_attention 2
    rotations_due{by="person"} 1
    "#);
}

/// A restore is not calm: what was lost is in it, and what must be looked at.
#[test]
fn after_a_restore() {
    let stage = published();
    stage.ok("vault backup [HOME]/backup");
    stage.ok("target add late --format jsonl --path [HOME]/late.jsonl");
    stage.ok("key revoke web --yes --publish");
    stage.ok("publish");
    assert_snapshot!(raised(&stage), @r#"
    keys{status="active"} 1
    keys{status="revoked"} 1
    target_published{target="edge"} 1
    target_published{target="shop"} 1
    target_published{target="late"} 1
    target_file_issued_timestamp_seconds{target="edge"} 1767226140
    target_file_issued_timestamp_seconds{target="shop"} 1767226140
    target_file_issued_timestamp_seconds{target="late"} 1767226140
    target_file_expiry_timestamp_seconds{target="edge"} 1768090140
    target_file_expiry_timestamp_seconds{target="shop"} 1769818140
    target_file_expiry_timestamp_seconds{target="late"} 1769818140
    target_superseded_keys{target="edge"} 1
    target_superseded_keys{target="shop"} 1
    server_behind{target="edge",server="eu-1"} 1
    server_behind{target="edge",server="eu-2"} 1
    last_backup_timestamp_seconds 1767226020
    "#);
    stage.ok("vault restore [HOME]/backup");
    assert_snapshot!(raised(&stage), @r#"
    attention_items 3
    keys{status="active"} 2
    target_published{target="edge"} 1
    target_published{target="shop"} 1
    target_file_issued_timestamp_seconds{target="edge"} 1767225960
    target_file_issued_timestamp_seconds{target="shop"} 1767225960
    target_file_expiry_timestamp_seconds{target="edge"} 1768089960
    target_file_expiry_timestamp_seconds{target="shop"} 1769817960
    target_due{target="edge"} 1
    target_due{target="shop"} 1
    target_needs_review{target="edge"} 1
    target_needs_review{target="shop"} 1
    server_behind{target="edge",server="eu-1"} 1
    server_behind{target="edge",server="eu-2"} 1
    lost_targets 1
    unknown_files 1
    last_backup_timestamp_seconds 1767226020
    "#);
    stage.ok("publish --accept-restore");
    let restored = ["attention", "needs_review", "lost", "unknown"];
    let left: Vec<String> =
        samples(&stage).into_iter().filter(|line| restored.iter().any(|word| line.contains(word))).collect();
    assert_snapshot!(left.join("\n"), @r#"
    attention_items 1
    rotations_attention 0
    target_needs_review{target="edge"} 0
    target_needs_review{target="shop"} 0
    lost_targets 1
    unknown_files 1
    "#);
}

#[test]
fn a_file_is_written_and_replaced() {
    let stage = Stage::with_vault();
    let write = "status --format prometheus --out [HOME]/keywright.prom";
    assert_snapshot!(stage.run(write), @"! wrote [HOME]/keywright.prom");
    let first = std::fs::read_to_string(stage.path("keywright.prom")).unwrap();
    stage.ok("key create soon --expires 2d");
    assert_snapshot!(stage.run(&format!("{write} --check -q")), @"exit 8");
    let second = std::fs::read_to_string(stage.path("keywright.prom")).unwrap();
    assert!(first != second && second.contains("status=\"active\"} 1\n"), "{second}");
    assert_snapshot!(stage.run(&format!("{write} -o json")), @"");
    assert_snapshot!(stage.run("status --out [HOME]/keywright.prom"), @"
    ! error: --out is for metrics, and --format is missing
    ! hint: add `--format prometheus`; a page is `keywright report --out FILE`
    exit 2
    ");
    stage.write("other", "# HELP other Of another program.\n");
    assert_snapshot!(stage.run("status --format prometheus --out [HOME]/other"), @"
    ! error: '[HOME]/other' is not a file of metrics made by keywright, and is left unchanged
    ! hint: name another file, or remove that one first
    exit 4
    ");
    assert_snapshot!(stage.run("status --format json"), @"
    ! error: invalid value 'json' for '--format <FORMAT>'
    !   [possible values: prometheus]
    !
    ! For more information, try '--help'.
    ! hint: choose the output format with -o: -o json
    exit 2
    ");
    assert_snapshot!(stage.run("status -o prometheus"), @"
    ! error: invalid value 'prometheus' for '--output <FORMAT>'
    !   [possible values: table, json, jsonl, csv]
    !
    ! For more information, try '--help'.
    ! hint: give this format to --format: --format prometheus
    exit 2
    ");
}
