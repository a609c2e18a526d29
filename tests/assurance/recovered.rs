//! `scripts/recover.py`: its output, compared with that of the program.

use std::collections::BTreeMap;
use std::path::Path;

use keywright::crypto::hash::sha256;
use keywright::crypto::signing::SigningKey;
use keywright::domain::digest::Digest;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::recovery_page::file;
use crate::recovery_scene::{Scene, less, plain};
use crate::support::{Answer, Home};

/// In the order of the output.
pub(crate) const TABLES: [&str; 12] = [
    "settings",
    "slots",
    "signing_keys",
    "profiles",
    "keys",
    "targets",
    "series",
    "publications",
    "rotations",
    "receipts",
    "credentials",
    "audit",
];

/// What `age` makes of the slot that the home's identity opens.
pub(crate) fn data_key(home: &Home) -> String {
    home.sql("SELECT writefile('slot.age', wrapped) FROM slot ORDER BY id LIMIT 1");
    home.program("age", "-d -i .config/keywright/identity.txt slot.age").run().exits(0).stdout
}

/// The script by itself.
pub(crate) fn recover(python: &str, home: &Home, vault: &Path, data_key: &str) -> Answer {
    home.program(python, "").arg(file("scripts/recover.py")).arg(vault).stdin(data_key).run()
}

/// Likewise, with what other nodes hold in the place of what is lost.
pub(crate) fn recover_all(python: &str, home: &Home, vault: &Path, data_key: &str) -> Answer {
    home.program(python, "").arg(file("scripts/recover.py")).arg("--all").arg(vault).stdin(data_key).run()
}

/// The output, understood.
pub(crate) struct Recovered {
    vault: String,
    pub(crate) manifest: Value,
    /// By table, in order: the number and the record.
    pub(crate) records: BTreeMap<&'static str, Vec<(i64, Value)>>,
    /// How many entries are missing, wherever some are.
    pub(crate) missing: Vec<u64>,
    /// The events of the log, byte for byte, and the heads that stand beside them.
    events: Vec<(String, String)>,
}

impl Recovered {
    /// Reads it, and sees that it is in order.
    #[track_caller]
    pub(crate) fn parse(output: &str) -> Self {
        let mut lines = output.lines();
        let first: Value = serde_json::from_str(lines.next().unwrap()).unwrap();
        assert_eq!(first["keywright_recovered"], 2);
        let vault = first["vault"].as_str().unwrap().to_owned();
        let (mut records, mut missing, mut events) = (BTreeMap::<_, Vec<_>>::new(), Vec::new(), Vec::new());
        let mut last = (0, 0);
        for text in lines {
            let line: Value = serde_json::from_str(text).unwrap();
            if let Some(count) = line["missing"].as_u64() {
                missing.push(count);
                continue;
            }
            let place = TABLES.iter().position(|table| line["table"] == *table).unwrap();
            let (id, record) = (line["id"].as_i64().unwrap(), line["record"].clone());
            assert!((place, id) > last, "out of order: {text}");
            assert!(text.starts_with("{\"table\":\"") && record.is_object(), "{text}");
            last = (place, id);
            if TABLES[place] == "audit" {
                let (_, event) = text.split_once("\"record\":{\"event\":").unwrap();
                let (event, head) = event.rsplit_once(",\"head\":\"").unwrap();
                events.push((event.to_owned(), head.trim_end_matches("\"}}").to_owned()));
            }
            records.entry(TABLES[place]).or_default().push((id, record));
        }
        Self { vault, manifest: first["manifest"].clone(), records, missing, events }
    }

    /// How many records there are.
    pub(crate) fn count(&self) -> usize {
        self.records.values().map(Vec::len).sum()
    }

    /// Every record is what the program says of it, none is missing and there is none more.
    #[track_caller]
    pub(crate) fn is_what_is_said(&self, scene: &Scene) {
        for table in TABLES {
            let records = &self.records[table];
            let shown: Vec<Value> = records.iter().map(|(_, record)| shown(table, record)).collect();
            assert_eq!(shown, scene.said[table], "{table}");
            for (id, record) in records {
                is_documented(table, record);
                assert!(table == "audit" || *id < self.manifest["next_seq"].as_i64().unwrap(), "{record}");
            }
        }
        assert_eq!((self.count(), &self.missing[..]), (scene.rows, &[][..]));
        assert_eq!(self.manifest["generation"], scene.info["generation"]);
        assert_eq!(self.vault, scene.info["id"]);
        for ((_, key), secret) in self.records["keys"].iter().zip(&scene.secrets) {
            assert_eq!(key["digest"], sha256(secret.as_bytes()).to_string());
        }
        let secrets = self.records["credentials"].iter().map(|(_, record)| &record["secret"]);
        assert!(secrets.eq(scene.credentials.iter()));
        let escrows = self.records["rotations"].iter().filter_map(|(_, record)| record.get("escrow"));
        assert!(escrows.eq([&scene.escrow[2]]));
        self.vouches_for(&scene.home.vault());
        self.follow_the_log();
    }

    /// The slots' records name the age files beside them.
    fn vouches_for(&self, vault: &Path) {
        let connection = Connection::open(vault).unwrap();
        for (id, record) in &self.records["slots"] {
            let sql = "SELECT wrapped, coalesce(identity, x'') FROM slot WHERE id = ?1";
            let both = |row: &rusqlite::Row<'_>| Ok([row.get::<_, Vec<u8>>(0)?, row.get(1)?]);
            let files = connection.query_row(sql, [id], both).unwrap();
            let length = |file: &Vec<u8>| u32::try_from(file.len()).unwrap().to_be_bytes();
            let message: Vec<u8> = files.iter().flat_map(|file| [&length(file)[..], file].concat()).collect();
            assert_eq!(record["files"], sha256(&message).to_string(), "{record}");
        }
    }

    /// The log's chain, which only the very bytes of each event make.
    fn follow_the_log(&self) {
        let mut head = Digest::from_bytes([0; 32]);
        for (event, beside) in &self.events {
            head = sha256(&[head.as_bytes(), event.as_bytes()].concat());
            assert_eq!(head.to_string(), *beside, "{event}");
        }
        assert_eq!(self.manifest["log_head"], head.to_string());
        assert_eq!(self.manifest["log_count"], self.events.len());
    }
}

/// The 32 bytes of a text of 64 hex digits.
fn bytes(hex: &Value) -> [u8; 32] {
    *Digest::from_hex(hex.as_str().unwrap().as_bytes()).unwrap().as_bytes()
}

/// A record as the program shows it.
fn shown(table: &str, record: &Value) -> Value {
    let record = plain(record);
    match table {
        "slots" => record["slot"].clone(),
        "signing_keys" => {
            assert_eq!(record["active"], true);
            json!({"public": SigningKey::from_seed(&bytes(&record["seed"])).unwrap().public().to_pem()})
        }
        "keys" => key(&record),
        "profiles" => merged(&less(&record, &["rotation"]), &record["rotation"]),
        "targets" => target(&record),
        "publications" => publication(&record),
        "rotations" => rotation(&record),
        "credentials" => credential(&record["credential"]),
        "audit" => {
            let event = &record["event"];
            merged(&less(event, &["actor"]), &event["actor"])
        }
        _ => record,
    }
}

fn merged(value: &Value, more: &Value) -> Value {
    let mut value = value.clone();
    let members = more.as_object().into_iter().flatten();
    value.as_object_mut().unwrap().extend(members.map(|(name, value)| (name.clone(), value.clone())));
    value
}

/// Of an actor the program shows the user.
fn by_user(value: &Value) -> Value {
    merged(value, &json!({"created_by": value["created_by"]["user"]}))
}

fn key(record: &Value) -> Value {
    let life = &record["lifecycle"];
    let status = if life.get("revoked_at").is_some() {
        "revoked"
    } else if life.get("disabled_at").is_some() {
        "disabled"
    } else {
        life["stage"].as_str().unwrap_or("active")
    };
    let rest = less(record, &["digest", "lifecycle", "rotation"]);
    let life = if life.is_object() { less(life, &["stage"]) } else { Value::Null };
    by_user(&merged(&merged(&rest, &life), &json!({"status": status})))
}

fn target(record: &Value) -> Value {
    let mode = format!("{:04o}", record["mode"].as_u64().unwrap());
    let (filter, reload) = (&record["filter"], command(&record["reload"]));
    let also = json!({
        "audience": record["audiences"], "mode": mode, "resource": filter["resources"],
        "environment": filter["environments"], "scope": filter["scopes"], "profile": filter["profiles"],
        "labels": filter["labels"], "reload": reload,
    });
    plain(&merged(&less(record, &["audiences", "filter", "mode"]), &also))
}

fn credential(record: &Value) -> Value {
    plain(&merged(&by_user(record), &json!({"check": command(&record["check"])})))
}

/// A command as one line; there is nothing in these that needs quotes.
fn command(words: &Value) -> Value {
    let words = words.as_array().map(|words| words.iter().map(|word| word.as_str().unwrap()));
    json!(words.map(|words| words.collect::<Vec<_>>().join(" ")))
}

fn publication(record: &Value) -> Value {
    let row = |end: &Value| end.as_u64().unwrap();
    let ranges = record["keys"].as_array().unwrap().iter();
    let count: u64 = ranges.map(|range| row(&range[1]) - row(&range[0]) + 1).sum();
    json!({"subject": record["subject"], "epoch": record["epoch"], "generation": record["generation"],
        "digest": format!("sha256:{}", record["dig"].as_str().unwrap()), "count": count,
        "issued_at": record["iat"], "expires_at": record["exp"]})
}

fn rotation(record: &Value) -> Value {
    let step = if record.get("confirmed_at").is_some() { "confirmed" } else { "delivered" };
    plain(&json!({"name": record["name"], "predecessor": record["predecessor"], "step": step,
        "successor": record["successor"], "started_at": record["started_at"], "deadline": record["deadline"]}))
}

/// The format says what each member is.
#[track_caller]
fn is_documented(table: &str, record: &Value) {
    let format = std::fs::read_to_string(file("docs/format/vault.md")).unwrap();
    let (_, records) = format.split_once("\n### Records\n").unwrap();
    let (records, _) = records.split_once("\n### ").unwrap();
    let is_row = |line: &&str| line.starts_with(&format!("| `{table}` |"));
    let row = records.lines().find(is_row).unwrap();
    let text: Vec<&str> = records.lines().filter(|line| !line.starts_with('|')).chain([row]).collect();
    // A receipt's are in the page that this row names.
    for name in names(record).into_iter().filter(|_| table != "receipts") {
        let known = text.iter().any(|line| line.contains(&format!("`{name}`")));
        assert!(known, "{table}: '{name}' is not in docs/format/vault.md");
    }
}

/// Of all members, those within others too, but for objects whose members the owner named.
fn names(value: &Value) -> Vec<&String> {
    let within = |(name, value)| {
        let owners = ["labels", "implies", "roles"].contains(&String::as_str(name));
        [name].into_iter().chain(if owners { Vec::new() } else { names(value) })
    };
    value.as_object().into_iter().flatten().flat_map(within).collect()
}
