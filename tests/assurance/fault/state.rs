//! The question after a fault: what is in the home now, and is all of it whole?
//!
//! Ids, secrets and times differ from run to run; which records there are, and how often the vault was
//! changed, does not. So two vaults that are sound, have the same records, keys in the same status and the
//! same log, and are of the same generation, have been through the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use keywright::crypto::hash::sha256;
use keywright::crypto::signing::parse_public_keys;
use keywright::domain::digest::Digest;
use keywright::domain::key::Key;
use keywright::domain::time::Timestamp;
use keywright::domain::token;
use keywright::error::{Error, Result as Done};
use keywright::ops::{Unlocked, Vault, vault};
use keywright::store::{AuditReader, CredentialRecord, Flow, RotationRecord};
use keywright::verification::{Verifier, inspect};

use crate::inside::Asker;
use crate::support::opened::{OpenedVault, TABLES};
use crate::support::{Home, files_below};

/// The identities that open the vaults of a home, where they are there.
const IDENTITIES: [&str; 3] = [".config/keywright/identity.txt", "second.txt", "other.txt"];

/// The folder of what is put in: no command writes there.
const INPUT: &str = "in";

/// What is in a vault: its generation, the numbers of its records, each key with its status, each event of the log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Content {
    generation: Option<u64>,
    records: Vec<(&'static str, Vec<u64>)>,
    keys: Vec<String>,
    log: Vec<&'static str>,
}

/// What there is: every vault, and of every other file whether it is as it was before the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    vaults: BTreeMap<PathBuf, Content>,
    files: BTreeMap<PathBuf, bool>,
}

impl State {
    /// Whether the same files are there and have become others.
    pub(super) fn has_files_of(&self, other: &Self) -> bool {
        self.files == other.files && self.vaults.keys().eq(other.vaults.keys())
    }
}

/// The state, and who holds which secret.
pub(super) struct Found {
    pub(super) state: State,
    /// The keys that work or may work again.
    live: Vec<(String, Digest)>,
    /// The secrets that the vaults themselves keep: credentials, and rotations that go on.
    kept: Vec<String>,
}

/// Looks at everything in a home. An error is something that is not whole.
pub(super) fn look(home: &Home, before: &Path, now: Timestamp) -> Result<Found, String> {
    let mut found = Found {
        state: State { vaults: BTreeMap::new(), files: BTreeMap::new() },
        live: Vec::new(),
        kept: Vec::new(),
    };
    let root = home.path("");
    let name_of = |path: &Path| path.strip_prefix(&root).unwrap().to_owned();
    let is_vault = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "db");
    // Vaults first: opening one clears away what a kill has left of its journal.
    for path in files_below(&root).into_iter().filter(is_vault).filter(|path| !is_aside(&name_of(path))) {
        let content = content(home, &path, now, &mut found)?;
        found.state.vaults.insert(name_of(&path), content);
    }
    for path in files_below(&root).into_iter().filter(|path| path.is_file() && !is_vault(path)) {
        let name = name_of(&path);
        if !is_aside(&name) {
            let bytes = fs::read(&path).unwrap();
            let as_before = fs::read(before.join(&name)).is_ok_and(|known| known == bytes);
            if !as_before {
                whole(home, &name, &bytes)?;
            }
            found.state.files.insert(name, as_before);
        }
    }
    Ok(found)
}

/// What says nothing of the state: marks and locks, inputs, drafts and journals, which are in nobody's
/// way.
fn is_aside(name: &Path) -> bool {
    let last = name.file_name().unwrap().to_string_lossy();
    // What a restore replaced has the time in its name.
    let is_replaced = last.contains(".replaced-");
    let is_ours =
        last.starts_with(".keywright-") || last.ends_with("-journal") || last == "lock" || is_replaced;
    name.starts_with(".local/state") || name.starts_with(INPUT) || is_ours
}

/// Opens a vault as the next command would, checks all of it, and lists it.
fn content(home: &Home, path: &Path, now: Timestamp, found: &mut Found) -> Result<Content, String> {
    let mut content = Content::default();
    let mut said = Err(5);
    for identity in IDENTITIES.map(|name| home.path(name)).iter().filter(|path| path.exists()) {
        let asker = Asker { identity: identity.clone(), marks: Some(home.marks()), now };
        let list = |vault: &Vault<Unlocked>| list(vault, now, &mut content, found);
        said = asker.ask(path, list);
        if said.is_ok() {
            let opened = OpenedVault::open(path, &fs::read_to_string(identity).unwrap()).unwrap();
            content.generation = opened.manifest["generation"].as_u64();
            content.records = records(&opened);
        }
        if said != Err(5) {
            break;
        }
    }
    said.map_err(|code| format!("{}: vault check: exit {code}", path.display()))?;
    Ok(content)
}

/// The numbers of all records, below all of our own code.
fn records(vault: &OpenedVault) -> Vec<(&'static str, Vec<u64>)> {
    let nodes = vault.nodes();
    let of_table = |table| nodes.iter().flat_map(|node| node.records_of(table)).collect();
    TABLES.map(|(_, table)| (table, of_table(table))).to_vec()
}

fn list(vault: &Vault<Unlocked>, now: Timestamp, content: &mut Content, found: &mut Found) -> Done<()> {
    vault::check(vault, now, &mut |_| {})?;
    vault.read(now, |transaction| {
        transaction.scan::<Key>(0, &mut |key| {
            let (key, status) = (&key.record, key.record.status(now));
            content.keys.push(format!("{} {} {}", key.name, key.version, status.as_str()));
            if status.is_live() {
                found.live.push((key.name.to_string(), key.digest));
            }
            Ok(Flow::Continue)
        })?;
        transaction.scan::<CredentialRecord>(0, &mut |kept| {
            found.kept.push(kept.record.secret.secret().expose().to_owned());
            Ok(Flow::Continue)
        })?;
        transaction.scan::<RotationRecord>(0, &mut |kept| {
            found.kept.extend(kept.record.escrow.map(|escrow| escrow.secret().expose().to_owned()));
            Ok(Flow::Continue)
        })?;
        AuditReader::new(transaction).events(0, &mut |event| {
            content.log.push(event.audit_entry.action.as_str());
            Ok::<_, Error>(Flow::Continue)
        })
    })
}

/// A file that was written is written to its end: one for servers is genuine, a secret is complete.
fn whole(home: &Home, name: &Path, bytes: &[u8]) -> Result<(), String> {
    let bad = |why: String| Err(format!("{} is not whole: {why}", name.display()));
    match name.extension().and_then(|ending| ending.to_str()) {
        Some("jsonl" | "map") => {
            let keys = parse_public_keys(&fs::read_to_string(home.path("pub.pem")).unwrap()).unwrap();
            let verifier = Verifier::new(keys);
            inspect(bytes, Some(&verifier)).map(|_| ()).or_else(|why| bad(why.to_string()))
        }
        Some("secret") => {
            let text = String::from_utf8_lossy(bytes);
            let is_one = text.strip_suffix('\n').is_some_and(|line| token::parse(line).is_some());
            if is_one { Ok(()) } else { bad(format!("{} bytes", bytes.len())) }
        }
        Some("age") => {
            let vault = fs::metadata(home.vault()).map_or(0, |found| found.len());
            let is_one = bytes.starts_with(b"age-encryption.org/v1\n") && bytes.len() as u64 > vault;
            if is_one { Ok(()) } else { bad(format!("{} bytes", bytes.len())) }
        }
        Some("json") => {
            let read = serde_json::from_slice::<serde_json::Value>(bytes);
            read.map(|_| ()).or_else(|why| bad(why.to_string()))
        }
        _ if bytes.is_empty() || bytes.ends_with(b"\n") => Ok(()),
        _ => bad("no line feed at its end".to_owned()),
    }
}

impl Found {
    /// The live keys whose secret nobody holds: it is in nothing that was printed, in no file, and not
    /// kept in a vault. A key that was taken in by its digest is held by whoever gave that.
    pub(super) fn orphans(&self, home: &Home, printed: &str) -> Vec<&str> {
        let root = home.path("");
        // What is in a vault is sealed.
        let is_text = |path: &PathBuf| path.is_file() && path.extension().is_none_or(|ending| ending != "db");
        let files = files_below(&root).into_iter().filter(is_text);
        let texts = files.map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned());
        let all: Vec<String> = texts.chain([printed.to_owned()]).chain(self.kept.iter().cloned()).collect();
        let mut held: Vec<Digest> = Vec::new();
        for word in all.iter().flat_map(|text| words_of(text)) {
            held.extend(word.parse::<Digest>());
            held.push(sha256(word.as_bytes()));
        }
        let orphans = self.live.iter().filter(|(_, digest)| !held.contains(digest));
        orphans.map(|(name, _)| name.as_str()).collect()
    }

    /// Whether all secrets of ours in a text are those of live keys.
    pub(super) fn knows_all(&self, text: &str) -> bool {
        let mut secrets = words_of(text).filter(|word| token::parse(word).is_some());
        secrets.all(|secret| self.live.iter().any(|(_, digest)| *digest == sha256(secret.as_bytes())))
    }
}

/// The words of a text that may be secrets or digests.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_ascii_alphanumeric() && character != '_')
        .filter(|word| word.len() > 16)
}
