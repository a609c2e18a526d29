//! Rollback protection on disk: what is remembered of the files accepted so far.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::json;
use super::rejection::Rejection;
use super::seen::{self, Mark, Marks, Seen};
use crate::crypto::hash::Hasher;
use crate::domain::receipt::Receipt;
use crate::domain::rights::Audience;
use crate::domain::time::Timestamp;
use crate::files::{Draft, Persisted, lock, make_folder, open_in_place};

/// Maximum bytes of a stored file: `iss` and `sub` come from a line 1 of 64 KiB, and JSON may use six bytes
/// for one.
const MAX_STORED: u64 = 1024 * 1024;

/// A folder with what is remembered of accepted files, and receipts for the vault's owner. Its files are
/// described in `docs/format/verification-file.md`.
#[derive(Debug)]
pub struct StateDir {
    folder: PathBuf,
    server: Option<String>,
}

/// The subject of the files of an issuer that a verifier of this audience accepts.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SubjectOf {
    iss: String,
    /// `None`: the verifier requires none.
    aud: Option<String>,
    sub: String,
}

/// The issuer that a signing key speaks for.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuerOf {
    kid: String,
    iss: String,
}

impl StateDir {
    /// Opens the folder; creates it, readable only by its owner, if it is missing. A symbolic link in its
    /// place is rejected.
    pub fn open(path: &Path) -> Result<Self, Rejection> {
        let failed = |source| Rejection::StateIo { path: path.to_owned(), source };
        make_folder(path).map_err(failed)?;
        if fs::symlink_metadata(path).map_err(failed)?.is_symlink() {
            return Err(failed(io::Error::new(ErrorKind::NotADirectory, "it is a symbolic link")));
        }
        Ok(Self { folder: path.to_owned(), server: None })
    }

    /// Sets the name of this server, as in `keywright target add --servers`: from now on `accept` writes
    /// receipts.
    #[must_use]
    pub fn server(mut self, name: impl Into<String>) -> Self {
        self.server = Some(name.into());
        self
    }

    /// The name of this host, usable as the name of a server.
    pub fn host() -> String {
        rustix::system::uname().nodename().to_string_lossy().into_owned()
    }

    /// Remembers an accepted file, which must not contradict what is remembered.
    pub fn advance(&self, file: &Seen) -> Result<(), Rejection> {
        self.lock()?.advance(file)
    }

    /// Remembers an accepted file, and writes a receipt for it if this server has a name.
    pub fn accept(&self, file: &Seen, now: Timestamp) -> Result<(), Rejection> {
        let locked = self.lock()?;
        locked.advance(file)?;
        locked.acknowledge(&file.mark, now);
        Ok(())
    }

    /// Keeps other processes from changing the state until it is dropped.
    pub fn lock(&self) -> Result<LockedState<'_>, Rejection> {
        let path = self.folder.join("lock");
        let lock = lock(&path).map_err(|source| Rejection::StateIo { path, source })?;
        Ok(LockedState { state: self, _lock: lock })
    }

    pub(super) fn mark_path(&self, iss: &str, sub: &str) -> PathBuf {
        self.path(&[iss, sub], "json")
    }

    fn receipt_path(&self, mark: &Mark) -> PathBuf {
        self.path(&[&mark.iss, &mark.sub], "receipt.json")
    }

    fn subject_path(&self, iss: &str, audience: Option<&str>) -> PathBuf {
        let parts: Vec<&str> = [iss].into_iter().chain(audience).collect();
        self.path(&parts, "subject.json")
    }

    fn issuer_path(&self, kid: &str) -> PathBuf {
        self.path(&[kid], "issuer.json")
    }

    /// A name of fixed length and characters, whatever the parts contain. Their lengths distinguish "a", "bc"
    /// from "ab", "c".
    fn path(&self, parts: &[&str], extension: &str) -> PathBuf {
        let mut name = Hasher::new();
        for part in parts {
            name.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            name.update(part.as_bytes());
        }
        self.folder.join(format!("{}.{extension}", name.finish()))
    }
}

/// A damaged file of the state is an error, not a missing one: damaging it must not get other files accepted.
impl Marks for StateDir {
    fn highest(&self, iss: &str, sub: &str) -> Result<Option<Mark>, Rejection> {
        read_json(&self.mark_path(iss, sub), |mark: &Mark| mark.iss == iss && mark.sub == sub)
    }

    fn subject(&self, iss: &str, audience: Option<&Audience>) -> Result<Option<String>, Rejection> {
        let audience = audience.map(Audience::as_str);
        let is_it = |found: &SubjectOf| found.iss == iss && found.aud.as_deref() == audience;
        Ok(read_json(&self.subject_path(iss, audience), is_it)?.map(|found| found.sub))
    }

    fn issuer(&self, kid: &str) -> Result<Option<String>, Rejection> {
        let found = read_json(&self.issuer_path(kid), |found: &IssuerOf| found.kid == kid)?;
        Ok(found.map(|found| found.iss))
    }
}

/// The state of a server that may have none.
impl Marks for Option<StateDir> {
    fn highest(&self, iss: &str, sub: &str) -> Result<Option<Mark>, Rejection> {
        self.as_ref().map_or(Ok(None), |state| state.highest(iss, sub))
    }

    fn subject(&self, iss: &str, audience: Option<&Audience>) -> Result<Option<String>, Rejection> {
        self.as_ref().map_or(Ok(None), |state| state.subject(iss, audience))
    }

    fn issuer(&self, kid: &str) -> Result<Option<String>, Rejection> {
        self.as_ref().map_or(Ok(None), |state| state.issuer(kid))
    }
}

/// The locked state: nobody else can change it.
#[derive(Debug)]
pub struct LockedState<'a> {
    state: &'a StateDir,
    _lock: File,
}

impl LockedState<'_> {
    /// Rejects a file that contradicts what is remembered.
    pub fn check(&self, file: &Seen) -> Result<(), Rejection> {
        seen::check(self.state, file)
    }

    /// Remembers an accepted file, which must not contradict what is remembered.
    pub fn advance(&self, file: &Seen) -> Result<(), Rejection> {
        self.check(file)?;
        let Seen { mark, kid, audience, .. } = file;
        // The mark last: whatever fails before it, this file or a newer one passes the next time.
        let issuer = IssuerOf { kid: kid.clone(), iss: mark.iss.clone() };
        store(&self.state.issuer_path(kid), &issuer, self.state.issuer(kid)?.is_some())?;
        let is_known = self.state.subject(&mark.iss, audience.as_ref())?.as_ref() == Some(&mark.sub);
        let audience = audience.as_ref().map(Audience::as_str);
        let subject =
            SubjectOf { iss: mark.iss.clone(), aud: audience.map(str::to_owned), sub: mark.sub.clone() };
        store(&self.state.subject_path(&mark.iss, audience), &subject, is_known)?;
        let is_known = self.state.highest(&mark.iss, &mark.sub)?.as_ref() == Some(mark);
        store(&self.state.mark_path(&mark.iss, &mark.sub), mark, is_known)
    }

    /// Writes a receipt `….receipt.json` beside the mark, if this server has a name and the file is a target's. Not if
    /// a newer one was accepted since: whoever accepted that reports it. A failure does not reject the file.
    pub fn acknowledge(&self, mark: &Mark, now: Timestamp) {
        let Some(server) = self.state.server.as_ref().filter(|_| !mark.sub.contains('/')) else { return };
        if !matches!(self.state.highest(&mark.iss, &mark.sub), Ok(Some(highest)) if highest == *mark) {
            return;
        }
        let path = self.state.receipt_path(mark);
        let receipt = Receipt {
            target: mark.sub.clone(),
            server: server.clone(),
            epoch: mark.epoch.unix(),
            generation: mark.generation,
            dig: mark.dig,
            loaded_at: now,
        };
        // It is loaded only once, however often it is checked.
        if !is_receipt_of_same(&path, &receipt) {
            // A lost receipt only means that the vault's owner does not learn of this.
            let _ = write_json(&path, &receipt);
        }
    }
}

/// Whether there is a receipt that differs at most in its time.
fn is_receipt_of_same(path: &Path, receipt: &Receipt) -> bool {
    let without_time = |mut receipt: Map<String, Value>| {
        receipt.remove("loaded_at");
        receipt
    };
    let found = read_json(path, |_| true).ok().flatten().map(without_time);
    let expected = serde_json::to_value(receipt).ok().and_then(|value| value.as_object().cloned());
    found.is_some() && found == expected.map(without_time)
}

/// Reads a file of the state, if there is one. What is not it is damaged.
fn read_json<T: DeserializeOwned>(path: &Path, is_it: impl Fn(&T) -> bool) -> Result<Option<T>, Rejection> {
    let failed = |source| Rejection::StateIo { path: path.to_owned(), source };
    // Does not follow a link, and does not wait for a pipe.
    let file = match open_in_place(path, OpenOptions::new().read(true)) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(Rejection::State(path.to_owned()));
    }
    let mut text = Vec::new();
    file.take(MAX_STORED).read_to_end(&mut text).map_err(failed)?;
    match json::object(&text) {
        Some(found) if is_it(&found) => Ok(Some(found)),
        _ => Err(Rejection::State(path.to_owned())),
    }
}

/// Stores a file of the state, unless it is there already.
fn store(path: &Path, value: &impl Serialize, is_known: bool) -> Result<(), Rejection> {
    if is_known {
        return Ok(());
    }
    write_json(path, value).map_err(|source| Rejection::StateIo { path: path.to_owned(), source })
}

fn write_json(path: &Path, value: &impl Serialize) -> io::Result<()> {
    let mut draft = Draft::of_state(path)?;
    serde_json::to_writer(&mut draft, value)?;
    draft.write_all(b"\n")?;
    draft.replace().and_then(Persisted::durable)
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
