//! Every command that changes something, as the faults of rows 1, 2 and 3 meet it.
//!
//! To add a command: add its line to [`CASES`]. What it needs to be there goes into [`furnish`], or, if it is
//! needed there alone, `after`. The trial itself finds out which states the command passes through, and
//! with which code it ends when it is run again; `through` is needed only where these are more than two.

use serde_json::json;

use crate::support::opened::{OpenedVault, TABLES};
use crate::support::{Home, Minted};

/// A command line, and what is particular about it.
pub(crate) struct Case {
    /// As [`Home::call`] takes it.
    pub(crate) line: &'static str,
    /// The commands that come before, each of which succeeds.
    pub(crate) after: &'static [&'static str],
    /// The file that it reads from stdin.
    pub(crate) stdin: Option<&'static str>,
    /// How many states it passes through, with the first and the last. Two: it is done in one step.
    pub(crate) states: usize,
    /// What an error says that leaves one in between. Where there is none: that leaves the last one.
    pub(crate) says: &'static str,
    /// Whichever it leaves, the next run goes on from there: an error may leave any.
    pub(crate) resumes: bool,
    /// How many states before the last one are enough for exit 0.
    pub(crate) spare: usize,
    /// What completes it where it was left in between; nothing: the same command.
    pub(crate) then: Option<&'static str>,
    /// What a kill in between may leave that must be removed before it is run again.
    pub(crate) in_the_way: &'static [&'static str],
    /// It only reads: exit 0 means the same words as ever.
    pub(crate) reads: bool,
    /// It prints secrets that are not those of live keys.
    pub(crate) prints_others: bool,
    /// It begins where this command was killed in the middle of its commit.
    pub(crate) after_half: Option<&'static str>,
}

const fn case(line: &'static str) -> Case {
    Case {
        line,
        after: &[],
        stdin: None,
        states: 2,
        says: "",
        resumes: false,
        spare: 0,
        then: None,
        in_the_way: &[],
        reads: false,
        prints_others: false,
        after_half: None,
    }
}

impl Case {
    const fn after(self, after: &'static [&'static str]) -> Self {
        Self { after, ..self }
    }

    const fn fed(self, file: &'static str) -> Self {
        Self { stdin: Some(file), ..self }
    }

    /// Several steps, each of which is whole. An error that leaves it between them says this.
    const fn through(self, states: usize, says: &'static str) -> Self {
        Self { states, says, ..self }
    }

    const fn says(self, says: &'static str) -> Self {
        Self { says, ..self }
    }

    const fn resumes(self) -> Self {
        Self { resumes: true, ..self }
    }

    const fn spare(self, spare: usize) -> Self {
        Self { spare, ..self }
    }

    const fn then(self, line: &'static str) -> Self {
        Self { then: Some(line), ..self }
    }

    const fn in_the_way(self, in_the_way: &'static [&'static str]) -> Self {
        Self { in_the_way, ..self }
    }

    const fn reads(self) -> Self {
        Self { reads: true, states: 1, ..self }
    }

    const fn prints_others(self) -> Self {
        Self { prints_others: true, ..self }
    }

    const fn after_half(self, line: &'static str) -> Self {
        Self { after_half: Some(line), ..self }
    }

    /// Whether each run takes a second or more of scrypt.
    pub(crate) fn is_slow(&self) -> bool {
        self.line.contains("--passphrase")
    }
}

pub(crate) const CASES: &[Case] = &[
    case("init --vault second.db --new-identity second.txt").through(3, "").in_the_way(&["second.txt"]),
    case("init --vault second.db --identity other.txt"),
    case("init --vault second.db --identity other.txt --from-recovered in/recovered.jsonl"),
    case("key create new -o json"),
    case("key create new --secret-file new.secret").through(3, "").in_the_way(&["new.secret"]),
    case("key create new --to-credential shop/new"),
    case("key create --from in/bulk -o jsonl"),
    case("key create new --publish").through(5, "the key is made, but publishing failed").then("publish"),
    case("key edit live --description x --label a=b"),
    case("key disable live"),
    case("key disable live --publish").through(5, "the key is disabled, but publishing failed"),
    case("key enable idle"),
    case("key revoke live --yes"),
    case("key revoke live --yes --publish").through(5, "the key is revoked, but publishing failed"),
    case("key revoke turning --lineage --yes"),
    case("key delete gone --force"),
    case("key delete --status revoked --force").after(&["key revoke live --yes"]),
    case("key edit live --name renamed"),
    case("key edit turning --name renamed"),
    case("key import --from in/import"),
    case("rotate start live --secret-only"),
    case("rotate start live --compromised -o json"),
    case("rotate secret turning --secret-only"),
    case("rotate confirm turning").fed("in/turning"),
    case("rotate finish turned --now --yes"),
    case("rotate abort turning --yes"),
    case("rotate run").after(&["key disable live"]).through(4, "").resumes(),
    case("hook test live verify").after(&["key edit live --verify /bin/true"]),
    case("profile add --from in/spare.toml"),
    case("profile edit plain --from in/edited.toml"),
    case("profile remove pakyas --yes"),
    case("target add far --format jsonl --path @/far.jsonl"),
    case("target edit edge --valid-for 14d"),
    case("target remove edge --yes"),
    case("publish").after(&["key disable live"]).through(4, "").resumes(),
    case("publish edge --force").through(4, "").resumes(),
    case("export --format jsonl --audience edge --out new.jsonl").through(4, "").resumes(),
    case("export --format haproxy --audience edge").through(3, "").resumes(),
    case("calendar --out keys.ics"),
    case("report --out keys.html"),
    case("status --format prometheus --out keys.prom"),
    case("receipt import in/receipt.json"),
    case("usage import in/usage --format jsonl"),
    case("credential set shop/api").fed("in/token"),
    case("credential set shop/new --description x").fed("in/token"),
    case("credential get shop/api").prints_others().says("the secret is still stored"),
    case("credential remove shop/api --yes"),
    case("run --env A=credential:shop/api -- /bin/true").says("cannot be run"),
    case("slot add laptop --identity other.txt"),
    case("slot add fresh --new-identity fresh.txt").through(3, "").in_the_way(&["fresh.txt"]),
    case("slot edit laptop --role admin").after(&["slot add laptop --identity other.txt"]),
    case("slot passphrase paper --passphrase-file in/phrase")
        .after(&["slot add paper --passphrase-file in/token"]),
    case("slot remove laptop").after(&["slot add laptop --identity other.txt"]),
    case("vault rekey"),
    // Its fingerprint is in the environment.
    case("vault trust --vault moved.db").after(&["vault backup moved.db"]).reads(),
    case("vault rekey --signing --prepare"),
    case("vault rekey --signing --activate").after(&["vault rekey --signing --prepare"]),
    case("vault backup copy.db"),
    case("vault backup copy.age --recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"),
    case("vault restore in/old.db").after(&["vault backup in/old.db", "key disable live"]),
    case("publish edge --accept-restore")
        .after(&["vault backup in/old.db", "key disable live", "publish", "vault restore in/old.db"])
        .through(4, "")
        .resumes(),
    case("key import --from-file edge.jsonl").after(&[
        "vault backup in/old.db",
        "key import --from in/import",
        "publish",
        "vault restore in/old.db",
    ]),
    case("check --file edge.jsonl --public-key pub.pem --audience edge --state seen --server s2")
        .fed("in/live")
        .through(5, "")
        .resumes()
        .spare(1),
    case("inspect edge.jsonl --public-key pub.pem --install placed.jsonl --state seen --server s2")
        .through(6, "'placed.jsonl' was installed, but")
        .spare(1),
    case("key create new -o json").after_half("key revoke live --yes"),
    case("key list -o json --limit 0").reads(),
    case("audit export").reads(),
    case("vault check -o json").reads(),
];

/// Puts something of everything into a home.
pub(crate) fn furnish(home: &Home) {
    let mut secrets = Vec::new();
    std::fs::create_dir(home.path("in")).unwrap();
    let write = |name: &str, text: &str| std::fs::write(home.path("in").join(name), text).unwrap();
    home.ok("init --new-identity");
    home.ok("init --vault other.db --new-identity other.txt");
    std::fs::remove_file(home.path("other.db")).unwrap();
    write("plain.toml", "name = \"plain\"\nscopes = [\"read\"]\n");
    write("edited.toml", "name = \"plain\"\nscopes = [\"read\", \"write\"]\n");
    write("spare.toml", "name = \"spare\"\n");
    home.ok("profile add --from in/plain.toml");
    home.ok("profile add --builtin pakyas");
    let minted: Vec<Minted> =
        ["live", "idle", "gone", "turning", "turned"].map(|name| home.create(name, "")).into();
    home.ok("key disable idle");
    write("token", "a token of somebody else\n");
    write("phrase", "correct horse battery staple\n");
    write("recovered.jsonl", &recovered());
    home.call("credential set shop/api").stdin("another token\n").run().exits(0);
    home.ok("target add edge --format jsonl --path @/edge.jsonl --audience edge --servers s1");
    for name in ["turning", "turned"] {
        let new = home.ok(&format!("rotate start {name} --grace 30d --secret-only")).stdout;
        write(name, &new);
        secrets.push(new);
    }
    home.ok("publish");
    home.call("rotate confirm turned").stdin(secrets[1].as_bytes()).run().exits(0);
    home.ok("publish");
    std::fs::write(home.path("pub.pem"), home.ok("public-key").stdout).unwrap();
    write("live", &minted[0].secret);
    let check = "check --file edge.jsonl --public-key pub.pem --audience edge --state in/state --server s1";
    home.call(check).stdin(minted[0].secret.as_bytes()).run().exits(0);
    keep_receipt(home);
    let now = keywright::ports::Clock::now(&keywright::system::SystemClock);
    write("usage", &format!("{{\"id\":\"{}\",\"at\":\"{now}\"}}\n", minted[0].id));
    let bulk: Vec<String> = (0..40).map(|number| format!("{{\"name\":\"bulk-{number}\"}}\n")).collect();
    write("bulk", &bulk.concat());
    write(
        "import",
        "{\"name\":\"foreign-1\",\"secret\":\"8Jm2Qx7Vw4Zc9Tb1Lr6Kd3Np5Hs0Yg8Fj\"}\n\
         {\"name\":\"foreign-2\",\"secret\":\"Rk5Wt9Bz2Xe7Mq4Uc1Gv8Ya3Pn6Dl0Sh2\"}\n",
    );
    secrets.extend(minted.into_iter().map(|minted| minted.secret + "\n"));
    write("secrets", &secrets.concat());
}

/// What `scripts/recover.py` prints of another vault.
fn recovered() -> String {
    let lost = Home::in_memory();
    lost.ok("init --new-identity");
    lost.create("found", "-s read");
    lost.create("ended", "");
    lost.ok("key revoke ended --yes");
    let vault = OpenedVault::open(&lost.vault(), &lost.read(".config/keywright/identity.txt")).unwrap();
    let id = lost.json("vault info")["id"].clone();
    let mut lines = vec![
        json!({"keywright_recovered": 2, "vault": id, "fingerprint": lost.fingerprint(), "manifest": vault.manifest}),
    ];
    for (_, table) in TABLES {
        let records = vault.records(table).into_iter();
        lines.extend(records.map(|(id, record)| json!({"table": table, "id": id, "record": record})));
    }
    let lines: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
    lines.concat()
}

/// The receipt that a server left, where `receipt import` takes it from.
fn keep_receipt(home: &Home) {
    let mut left = crate::support::files_below(&home.path("in/state"));
    left.retain(|path| path.to_string_lossy().ends_with(".receipt.json"));
    std::fs::copy(&left[0], home.path("in/receipt.json")).unwrap();
}
