//! A vault rebuilt from the output of the recovery script: the audit log is taken into account, and so is
//! what servers have.

use std::time::Duration;

use serde_json::Value;

use super::repair::{admitted, python};
use crate::support::{Home, available};

const INIT: &str = "init --identity .config/keywright/identity.txt --from-recovered recovered.jsonl -o json";

/// The output of the script for the vault, which is then deleted.
fn lose(home: &Home) -> Option<String> {
    if !available("sqlite3") || !available("age") {
        return None;
    }
    let python = python(home)?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/recover.py");
    let line = format!(
        "set -eu -o pipefail; umask 077; mv .local/share/keywright/vault.db lost.db; rm -r .local/state
         sqlite3 lost.db \"SELECT writefile('slot.age', wrapped) FROM slots WHERE id = 1\" > /dev/null
         age -d -i .config/keywright/identity.txt slot.age | {python} '{script}' lost.db || true"
    );
    Some(home.shell(&line).run().exits(0).stdout)
}

/// The rows include older ones of keys that were revoked, disabled or deleted since.
#[test]
fn the_log_is_asked() {
    let home = Home::with_vault();
    home.create("revoked", "");
    home.create("kept", "");
    std::fs::copy(home.vault(), home.path("then.db")).unwrap();
    home.ok("key revoke revoked --yes");
    home.ok("vault rekey --signing --prepare");
    home.ok("vault rekey --signing --activate");
    let signing = home.ok("public-key").stdout;
    if available("sqlite3") {
        let line = "ATTACH 'then.db' AS then_; INSERT OR REPLACE INTO keys SELECT * FROM then_.keys;
                    INSERT INTO signing_keys SELECT * FROM then_.signing_keys;";
        home.sql(line);
    }
    let Some(text) = lose(&home) else { return };
    home.write("recovered.jsonl", text);
    let made = home.ok(INIT);
    assert!(
        made.stderr.contains("revoked, disabled or deleted again") && made.stderr.contains("1 key"),
        "{made}"
    );
    let status = |name: &str| home.json(&format!("key show {name}"))["status"].clone();
    assert_eq!((status("revoked"), status("kept")), ("revoked".into(), "active".into()));
    assert_eq!(home.ok("public-key").stdout, signing);
    home.ok("vault check");
}

/// The first file of each target is compared with the installed one, even if the row with the target's latest
/// generation is lost.
#[test]
fn every_target_is_compared() {
    let home = Home::with_vault();
    home.create("ci", "");
    home.ok("target add api --format jsonl --path @/api");
    home.ok("publish");
    let Some(text) = lose(&home) else { return };
    let less: Vec<&str> = text.lines().filter(|line| !line.contains("\"table\":\"series\"")).collect();
    assert_eq!(less.len() + 1, text.lines().count());
    home.write("recovered.jsonl", less.join("\n"));
    let made = home.ok(INIT);
    assert!(made.stderr.contains("1 row of the earlier vault is missing"), "{made}");
    let published = home.json("publish");
    assert_eq!(published["items"][0]["reason"], "restored", "{published}");
    assert_eq!(admitted(&home, "api").len(), 1);
}

/// Impossible numbers, and gaps that could never be filled: an error with the line, and nothing is created.
#[test]
fn numbers_beyond_all_bounds() {
    let home = Home::with_vault();
    home.create("ci", "");
    home.ok("target add api --format jsonl --path @/api");
    let Some(text) = lose(&home) else { return };
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let place = |table: &str| lines.iter().position(|line| line["table"] == table).unwrap();
    let (key, event) = (place("keys"), place("audit"));
    let far = 1_i64 << 52;
    for (line, pointer, number) in [
        (0, "/manifest/generation", i64::MAX),
        (0, "/manifest/generation", -1),
        (0, "/manifest/audit_count", 2_000_000),
        (0, "/manifest/tables/keys/next_id", far),
        (0, "/manifest/tables/slots/next_id", far),
        (0, "/manifest/tables/keys/rows", i64::MIN),
        (place("series"), "/record/epoch", i64::MAX),
        (key, "/id", far),
        (event, "/id", 2_000_000),
    ] {
        let mut bad = lines.clone();
        *bad[line].pointer_mut(pointer).unwrap() = number.into();
        if line == event {
            bad[line]["record"]["event"]["seq"] = number.into();
        }
        let bad: Vec<String> = bad.iter().map(Value::to_string).collect();
        home.write("recovered.jsonl", bad.join("\n"));
        let before = home.contents();
        let ran = home.call(INIT).timeout(Duration::from_secs(20)).run();
        let error = ran.fails(2, "usage");
        let words = format!("line {}:", line + 1);
        assert!(error["message"].as_str().unwrap().contains(&words), "{pointer}: {error}");
        assert!(home.contents() == before, "{pointer}");
    }
    // Large but possible numbers are accepted, and read in reasonable time.
    let mut most = lines.clone();
    most[0]["manifest"]["tables"]["keys"]["next_id"] = 100_000_000.into();
    most[0]["manifest"]["audit_count"] = 1_000.into();
    most[0]["manifest"]["tables"]["audit"]["next_id"] = 1_001.into();
    let most: Vec<String> = most.iter().map(Value::to_string).collect();
    home.write("recovered.jsonl", most.join("\n"));
    home.ok(INIT);
    assert_eq!(home.names(), ["ci"]);
    home.ok("vault check");
}
