//! A vault with rows in every table, and the program's output for each.

use std::collections::BTreeMap;
use std::path::PathBuf;

use keywright::crypto::hash::sha256;
use keywright::domain::time::Timestamp;
use serde_json::{Value, json};

use crate::support::{Home, files_below};

/// Opens the slot `paper`.
pub(crate) const PASSPHRASE: &str = "correct horse battery";
/// The credential of the page, and its secret.
pub(crate) const STORED: (&str, &str) = ("shop/api", "a secret of somebody else's: \"ü\"");

const PROFILE: &str = r#"name = "deploy"
description = "what deploys"
prefix = "dep"
scopes = ["read", "write"]
default_scopes = ["read"]
expires = "60d"
rotate_every = "30d"
grace = "2d"
[hooks]
revoked = ["/bin/true"]
"#;

/// What is said of a target that is not in its record.
const STATE: [&str; 6] = ["up_to_date", "due", "problem", "published", "unpublished", "acknowledged"];

/// What is said of the rows of a table, in their order; a text that is a time is Unix seconds, and what is
/// empty is left out.
pub(crate) type Said = BTreeMap<&'static str, Vec<Value>>;

pub(crate) struct Scene {
    pub(crate) home: Home,
    /// The secret of each key that is left, by the order in which they were made.
    pub(crate) secrets: Vec<String>,
    pub(crate) said: Said,
    /// What `vault info` says.
    pub(crate) info: Value,
    /// Of all tables but `blocks`.
    pub(crate) rows: usize,
    pub(crate) public_key: String,
    /// The secrets of the two credentials, and of the open rotation: name, successor, secret.
    pub(crate) credentials: Vec<String>,
    pub(crate) escrow: [String; 3],
    files: Vec<Value>,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let home = Home::with_vault();
        let mut scene = Self {
            home,
            secrets: Vec::new(),
            said: Said::new(),
            info: Value::Null,
            rows: 0,
            public_key: String::new(),
            credentials: Vec::new(),
            escrow: Default::default(),
            files: Vec::new(),
        };
        scene.add_slots();
        scene.add_keys();
        scene.publish_and_rotate();
        scene.ask();
        scene
    }

    fn add_slots(&self) {
        let home = &self.home;
        std::fs::create_dir(home.path(".ssh")).unwrap();
        home.program("ssh-keygen", "-q -t ed25519 -N '' -f .ssh/id_ed25519").run().exits(0);
        home.ok("slot add deputy --identity .ssh/id_ed25519 --role admin");
        std::fs::write(home.path("pass"), format!("{PASSPHRASE}\n")).unwrap();
        home.ok("slot add paper --passphrase-file pass");
    }

    /// In every state, from every source; one is gone, so that the row ids have a gap.
    fn add_keys(&mut self) {
        let home = &self.home;
        std::fs::write(home.path("deploy.toml"), PROFILE).unwrap();
        home.ok("profile add --from deploy.toml");
        home.ok("profile add --builtin pakyas");
        let full = "-s read --label team=ops --description 'Ünï \"q\"' --owner ana";
        let bound = "--not-before 2030-01-01 --resource acme/shop --environment prod";
        let keys = [
            ("bot", "--profile deploy"),
            ("ci", full),
            ("later", bound),
            ("brief", ""),
            ("off", ""),
            ("gone", "--profile pakyas"),
        ];
        let mut secrets: Vec<String> = keys.map(|(name, options)| home.create(name, options).secret).into();
        secrets.remove(3);
        home.ok("key delete brief --yes");
        home.ok("key disable off");
        home.ok("key revoke gone --yes --reason 'laptop lost'");
        let foreign = "aForeignSecretThatIsLongEnough9Qx7Lw3Vz";
        let line = json!({"name": "foreign", "secret": foreign}).to_string();
        home.call("key import --from -").stdin(line.as_bytes()).run().exits(0);
        secrets.push(foreign.to_owned());
        let (name, secret) = STORED;
        let set = format!("credential set {name} --description 'the shop' --check 'grep -q a'");
        home.call(&set).stdin(secret).run().exits(0);
        home.ok("key create worker --to-credential shop/worker");
        self.credentials = [name, "shop/worker"]
            .map(|name| home.ok(&format!("credential get {name}")).stdout.trim_end().to_owned())
            .into();
        secrets.push(self.credentials[1].clone());
        self.secrets = secrets;
    }

    /// Two rotations, one of them confirmed; a server's receipt; when a key was used.
    fn publish_and_rotate(&mut self) {
        let add = "target add edge --format jsonl --path @/keys.jsonl --audience edge";
        let more = "--servers eu-1,eu-2 --label team=ops --reload '/bin/true now'";
        self.home.ok(&format!("{add} {more}"));
        self.home.ok("target edit edge --label none");
        self.public_key = self.home.ok("public-key").stdout;
        self.home.write("keywright.pem", &self.public_key);
        self.publish();
        let check = "check --file keys.jsonl --public-key keywright.pem --audience edge";
        let call = self.home.call(&format!("{check} --server eu-1 --state seen"));
        call.stdin(self.secrets[0].as_str()).run().exits(0);
        self.home.call("receipt import").arg(self.receipt()).run().exits(0);
        for name in ["bot", "ci"] {
            let started = self.home.ok(&format!("rotate start {name} --secret-only"));
            self.secrets.push(started.stdout.trim_end().to_owned());
        }
        self.publish();
        let [.., new, escrow] = &self.secrets[..] else { unreachable!() };
        self.home.call("rotate confirm bot").stdin(new.as_bytes()).run().exits(0);
        self.escrow = ["ci".to_owned(), String::new(), escrow.clone()];
        self.publish();
        let now = self.home.json("vault info")["newest_time"].clone();
        let used = json!({"digest": sha256(self.secrets[0].as_bytes()), "at": now});
        let import = "usage import --format jsonl -";
        self.home.call(import).stdin(used.to_string()).run().exits(0);
    }

    fn receipt(&self) -> PathBuf {
        let mut paths = files_below(&self.home.path("seen")).into_iter();
        paths.find(|path| path.to_string_lossy().ends_with(".receipt.json")).unwrap()
    }

    fn publish(&mut self) {
        self.home.ok("publish");
        self.files.push(self.home.json("inspect keys.jsonl"));
    }

    /// Everything that the program says, and nothing that would change the vault after that.
    fn ask(&mut self) {
        let ask = |line: &str| self.home.json(line);
        let items = |line: &str| ask(line)["items"].as_array().unwrap().clone();
        self.info = ask("vault info");
        let keys = self.home.keys();
        let keys = keys
            .iter()
            .map(|key| less(&ask(&format!("key show {}", key["id"].as_str().unwrap())), &["admitted_until"]));
        let shown =
            |noun: &str, item: &Value| ask(&format!("{noun} show {}", item["name"].as_str().unwrap()));
        let profiles = items("profile list");
        let profiles = profiles.iter().map(|item| less(&shown("profile", item), &["outside"]));
        let rotations = items("rotate status");
        let rotations: Vec<Value> = rotations.iter().map(of_rotation).collect();
        rotations[1]["successor"].as_str().unwrap().clone_into(&mut self.escrow[1]);
        let events = self.home.ok("audit export").stdout;
        let said = [
            ("settings", vec![json!({"created_at": self.info["created_at"]})]),
            ("slots", items("slot list")),
            ("signing_keys", vec![json!({"public": self.public_key})]),
            ("keys", keys.collect()),
            ("profiles", profiles.collect()),
            (
                "targets",
                items("target list").iter().map(|item| less(&shown("target", item), &STATE)).collect(),
            ),
            (
                "series",
                self.files
                    .last()
                    .map(|file| of_file(file, &["subject", "epoch", "generation"]))
                    .into_iter()
                    .collect(),
            ),
            ("publications", self.files.iter().map(|file| of_file(file, FILE)).collect()),
            ("rotations", rotations),
            ("receipts", vec![serde_json::from_slice(&std::fs::read(self.receipt()).unwrap()).unwrap()]),
            ("credentials", items("credential list")),
            ("audit", events.lines().map(|line| serde_json::from_str(line).unwrap()).collect()),
        ];
        self.rows = usize::try_from(ask("vault check")["rows"].as_u64().unwrap()).unwrap();
        self.said = said.into_iter().map(|(table, rows)| (table, rows.iter().map(plain).collect())).collect();
    }
}

const FILE: &[&str] = &["subject", "epoch", "generation", "digest", "issued_at", "expires_at", "count"];

fn of_file(file: &Value, members: &[&str]) -> Value {
    members.iter().map(|member| ((*member).to_owned(), file[*member].clone())).collect()
}

fn of_rotation(item: &Value) -> Value {
    let id = |key: &str| item[key]["id"].clone();
    json!({"name": item["name"], "predecessor": id("predecessor"), "successor": id("successor"),
        "started_at": item["started_at"], "deadline": item["deadline"], "step": item["step"]})
}

/// Without these members.
pub(crate) fn less(value: &Value, members: &[&str]) -> Value {
    let mut value = value.clone();
    value.as_object_mut().unwrap().retain(|name, _| !members.contains(&name.as_str()));
    value
}

/// Times as Unix seconds, and nothing that is empty.
pub(crate) fn plain(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), plain(value)));
            members.filter(|(_, value)| !is_empty(value)).collect()
        }
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::String(text) => text.parse().map_or(value.clone(), |time: Timestamp| json!(time.unix())),
        _ => value.clone(),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}
