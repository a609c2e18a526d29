use keywright::domain::audit::Event;
use keywright::domain::key::Key;
use keywright::domain::name::PlainName;
use keywright::domain::policy::RotationPolicy;
use keywright::domain::profile::Profile;
use keywright::domain::publication::Publication;
use keywright::domain::receipt::Receipt;
use keywright::domain::slot::Slot;
use keywright::domain::target::Target;
use keywright::domain::time::{Span, Timestamp};
use keywright::error::Error;
use keywright::store::{
    CredentialRecord, Entries, Record, RotationRecord, Series, Settings, SigningSeed, Table,
};
use rusqlite::Connection;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::ports::START;
use super::stage::{Opened, choice};

thread_local!(static OPENED: Scene = Scene::new());

struct Scene {
    opened: Opened,
    /// The same file, for what only SQL can do to it.
    database: Connection,
    /// The manifest as it must be.
    manifest: Vec<u8>,
}

/// A record as somebody sealed it who has the data key, and rows as somebody left them who has not: the first
/// is read or refused, and what is read can be written and read again; the others are refused.
pub fn sealed_record(data: &[u8]) {
    let (kind, bytes) = choice(data);
    match kind % 12 {
        0 => with_key(record::<Key>(bytes).as_ref()),
        1 => with_policy(record::<Profile>(bytes).as_ref()),
        2 => with_target(record::<Target>(bytes).as_ref()),
        3 => with_publication(record::<Publication>(bytes).as_ref()),
        4 => drop(record::<Receipt>(bytes)),
        5 => with_rotation(record::<RotationRecord>(bytes).as_ref()),
        6 => with_credential(record::<CredentialRecord>(bytes).as_ref()),
        7 => drop(record::<Settings>(bytes)),
        8 => drop(record::<SigningSeed>(bytes)),
        9 => drop(record::<Series>(bytes)),
        10 => drop((again::<Slot>(bytes), again::<Event>(bytes))),
        _ => OPENED.with(|scene| scene.not_the_manifest(bytes)),
    }
}

/// Reads bytes as this kind of record, by itself and through the vault.
fn record<R: Record>(bytes: &[u8]) -> Option<R> {
    let read = again::<R>(bytes);
    if let Ok(json) = serde_json::from_slice::<Box<RawValue>>(bytes) {
        OPENED.with(|scene| scene.seals(&json, read.as_ref()));
    }
    read
}

/// Reads bytes, and sees that what was read is written so that it reads as the same.
fn again<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let read: T = serde_json::from_slice(bytes).ok()?;
    let written = serde_json::to_vec(&read).unwrap();
    let second: T = serde_json::from_slice(&written).expect("what is written can be read");
    assert_eq!(serde_json::to_vec(&second).unwrap(), written);
    Some(read)
}

/// Any JSON in the place of a record, with the index entries of the record that it is read as, if it is one.
struct Sealed<'a, R> {
    json: &'a RawValue,
    read: Option<&'a R>,
}

impl<R> Serialize for Sealed<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

impl<'de, R> Deserialize<'de> for Sealed<'_, R> {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom("it is only written"))
    }
}

impl<R: Record> Record for Sealed<'_, R> {
    const TABLE: Table = R::TABLE;

    fn entries(&self, policy: &RotationPolicy) -> Entries {
        self.read.map_or_else(Entries::default, |read| read.entries(policy))
    }

    fn profile(&self) -> Option<&PlainName> {
        self.read.and_then(R::profile)
    }

    fn policy(&self) -> Option<(&PlainName, &RotationPolicy)> {
        self.read.and_then(R::policy)
    }
}

impl Scene {
    fn new() -> Self {
        let opened = Opened::new();
        let database = Connection::open(opened.stage.path("vault.db")).unwrap();
        database.execute_batch("PRAGMA synchronous = OFF").unwrap();
        let manifest = database.query_row("SELECT sealed FROM manifest", [], |row| row.get(0)).unwrap();
        Self { opened, database, manifest }
    }

    /// Seals JSON as a record and reads it, in a transaction that is taken back.
    fn seals<R: Record>(&self, json: &RawValue, read: Option<&R>) {
        let sealed = Sealed { json, read };
        let done = self.opened.vault.write(now(), |transaction| {
            if let Ok(id) = transaction.insert(&sealed) {
                let stored = transaction.get::<R>(id);
                assert_eq!(stored.is_ok(), read.is_some(), "{:?}", stored.err());
                // By its index entries, too.
                transaction.twins()?;
            } else {
                assert!(json.get().len() > 900, "only text that is too long for an index is refused");
            }
            Err::<(), _>(Error::usage("taken back"))
        });
        assert_eq!(done.unwrap_err().message, "taken back");
    }

    /// The manifest is opened before anything could say that it is wrong.
    fn not_the_manifest(&self, bytes: &[u8]) {
        let put = |sealed: &[u8]| self.database.execute("UPDATE manifest SET sealed = ?", [sealed]).unwrap();
        put(bytes);
        let read = self.opened.vault.read(now(), |transaction| Ok(transaction.generation()));
        put(&self.manifest);
        match read {
            Ok(_) => assert!(bytes == self.manifest),
            Err(error) => assert_eq!(error.kind.exit_code(), 6, "{error}"),
        }
    }
}

// What is asked of records that were read.

fn now() -> Timestamp {
    Timestamp::from_unix(START)
}

fn with_key(key: Option<&Key>) {
    if let Some(key) = key {
        let status = key.status(now());
        assert!(!status.as_str().is_empty());
        let _ = (key.ends_at(), keywright::domain::rotation::due_at(key, &key.rotation, now()));
        let _ = key.rotation.check_schedule();
    }
}

fn with_policy(profile: Option<&Profile>) {
    if let Some(profile) = profile {
        let _ = (profile.rotation.check_schedule(), profile.rotation.grace(), profile.prefix());
        let _ = profile.closure(profile.scopes.iter().cloned());
    }
}

fn with_target(target: Option<&Target>) {
    if let Some(target) = target {
        assert!(target.pickup() <= Span::MAX);
        let _ = now().plus(target.valid_for);
    }
}

fn with_publication(publication: Option<&Publication>) {
    if let Some(publication) = publication {
        let keys = &publication.keys;
        let _ = (publication.serial(), keys.len(), keys.is_empty(), keys.contains(1));
        let _ = keys.iter().take(100).count();
        let _ = keys.without(keys).take(100).count();
    }
}

fn with_rotation(record: Option<&RotationRecord>) {
    if let Some(RotationRecord { rotation, escrow }) = record {
        assert!(!rotation.step().as_str().is_empty());
        let _ = (rotation.may_be_revealed(), now().plus(rotation.grace));
        let _ = escrow.as_ref().map(|escrow| escrow.secret().start().is_some());
    }
}

fn with_credential(record: Option<&CredentialRecord>) {
    if let Some(record) = record {
        let written = serde_json::to_vec(record).unwrap();
        assert!(written.len() <= record.room() + 4_096, "{} of {}", written.len(), record.room());
    }
}
