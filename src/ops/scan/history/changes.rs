//! Which objects are to be searched: told by the changes of each commit, each object once.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::ffi::OsStringExt as _;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::super::Place;
use crate::domain::redaction::holds_secret;

/// The longest record: a path, after the ids of all parents of a merge.
const MAX_RECORD: u64 = 1 << 20;

/// Something to search.
pub(super) enum Wanted {
    Commit(Arc<Place>),
    Tag(Arc<Place>),
    /// A version of a file.
    Version(Arc<Place>),
    /// A path with a secret in it; no object belongs to it.
    Name(Arc<Place>),
}

impl Wanted {
    pub(super) fn place(&self) -> &Arc<Place> {
        match self {
            Self::Commit(place) | Self::Tag(place) | Self::Version(place) | Self::Name(place) => place,
        }
    }
}

/// Reads what git tells of the commits, writes the ids of objects to `objects`, and sends what they are, in this
/// order. An error also when nobody listens any more.
pub(super) fn ask(
    tags: Vec<String>,
    changes: impl Read,
    mut objects: impl Write,
    send: &SyncSender<Wanted>,
) -> io::Result<()> {
    let mut want = |id: &str, wanted: Wanted| -> io::Result<()> {
        send.send(wanted).map_err(|_| io::ErrorKind::BrokenPipe)?;
        objects.write_all(format!("{id}\n").as_bytes())
    };
    for tag in tags {
        want(&tag, Wanted::Tag(Arc::new(Place { path: None, commit: Some(tag.clone()) })))?;
    }
    let mut known = HashSet::new();
    let mut commit = String::new();
    let mut changes = BufReader::new(changes);
    while let Some(record) = record(&mut changes)? {
        let Some(change) = record.strip_prefix(b":") else {
            text(&record)?.clone_into(&mut commit);
            want(&commit, Wanted::Commit(Arc::new(Place { path: None, commit: Some(commit.clone()) })))?;
            continue;
        };
        let path = self::record(&mut changes)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        let Some(id) = file(text(change)?)? else { continue };
        let has_secret = holds_secret(&path);
        let place = || {
            let path = OsString::from_vec(path.clone()).into();
            Arc::new(Place { path: Some(path), commit: Some(commit.clone()) })
        };
        if has_secret {
            send.send(Wanted::Name(place())).map_err(|_| io::ErrorKind::BrokenPipe)?;
        }
        if known.insert(packed(id)?) {
            want(id, Wanted::Version(place()))?;
        }
    }
    Ok(())
}

/// Up to the next NUL byte; `None` at the end.
fn record(changes: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut record = Vec::new();
    changes.take(MAX_RECORD).read_until(0, &mut record)?;
    match record.pop() {
        None => Ok(None),
        Some(0) => Ok(Some(record)),
        Some(_) => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// The id of the file's new version, from `:MODE MODE ID ID STATUS` without its first colon. A merge of *n* has *n*
/// colons, *n* modes and *n* ids before the last ones. `None`: it was removed, or is a submodule's commit.
fn file(change: &str) -> io::Result<Option<&str>> {
    let merged = 1 + change.bytes().take_while(|byte| *byte == b':').count();
    let fields: Vec<&str> = change.trim_start_matches(':').split(' ').collect();
    let (Some(mode), Some(id)) = (fields.get(merged), fields.get(2 * merged + 1)) else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let is_file = mode.starts_with("100") || *mode == "120000";
    Ok(is_file.then_some(*id))
}

/// An id in half its length.
fn packed(id: &str) -> io::Result<[u8; 32]> {
    let mut packed = [0; 32];
    let is_sound = matches!(id.len(), 40 | 64) && id.is_ascii();
    for (byte, index) in packed.iter_mut().zip(0..id.len() / 2).filter(|_| is_sound) {
        let digits = &id[2 * index..2 * index + 2];
        *byte = u8::from_str_radix(digits, 16).map_err(|_| io::ErrorKind::InvalidData)?;
    }
    if is_sound { Ok(packed) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn text(bytes: &[u8]) -> io::Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_version_is_told_by_mode() {
        let id = |digit: &str| digit.repeat(40);
        let (old, new, none) = (id("1"), id("a"), id("0"));
        for (change, expected) in [
            (format!("000000 100644 {none} {new} A"), Some(&new)),
            (format!("100644 100755 {old} {new} M"), Some(&new)),
            (format!("100644 120000 {old} {new} T"), Some(&new)),
            (format!("100644 000000 {old} {none} D"), None),
            (format!("160000 160000 {old} {new} M"), None),
            (format!(":100644 100644 100644 {old} {old} {new} MM"), Some(&new)),
            (format!("::100644 100644 000000 100644 {old} {old} {none} {new} MMA"), Some(&new)),
        ] {
            assert_eq!(file(&change).unwrap(), expected.map(String::as_str), "{change}");
        }
        assert!(file("100644").is_err() && packed("zz").is_err() && packed(&"z".repeat(40)).is_err());
    }
}
