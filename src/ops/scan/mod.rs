//! Finding leaked secrets: by their format and checksum in files, then by their digest in the vault.
//!
//! | file | use case |
//! |---|---|
//! | `walk` | walk folders on all processors |
//! | `searcher` | find secrets in a stream of any length |
//! | `ignore_files` | reject ignore files that are endless or too large |

mod ignore_files;
mod searcher;
mod walk;

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use clap::Args;

use crate::crypto::hash::sha256;
use crate::domain::digest::Digest;
use crate::domain::key::{Key, Status};
use crate::domain::time::Timestamp;
use crate::domain::token;
use crate::error::{Error, Result};
use crate::store::{Stored, Unlocked, Vault};

/// The path that means stdin.
pub const STDIN: &str = "-";

/// How many secrets are kept at most; more are only counted.
const MOST_FOUND: usize = 1_000_000;
/// How many unreadable files are listed at most; more are only counted.
const MOST_NAMED: usize = 1_000;

/// What is searched that is otherwise left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Args)]
pub struct Request {
    /// Search files excluded by ignore files, too
    #[arg(long)]
    pub no_ignore: bool,

    /// Search binary files, too
    #[arg(long)]
    pub binary: bool,
}

/// What was scanned and found, before the vault is consulted.
#[derive(Debug, Default)]
pub struct Searched {
    hits: Vec<Hit>,
    /// How many files were searched.
    pub files: u64,
    /// How many were skipped because they are binary.
    pub binaries: u64,
    /// How many secrets were found beyond those kept.
    pub more: u64,
    /// What could not be read, by path; the first thousand.
    pub unread: Vec<Unread>,
    /// How many files and folders could not be read.
    pub unread_count: u64,
}

/// An unreadable file or folder, and why.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// Its path.
    pub path: PathBuf,
    /// The operating system's reason.
    pub why: String,
}

/// A string with the format of a secret and a valid checksum.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    path: Arc<Path>,
    spot: Location,
}

/// Where a secret is, and what may be kept of it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Location {
    /// `None`: in the name of the file or folder.
    position: Option<Position>,
    start: String,
    digest: Digest,
}

/// A position in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u64,
    /// The column where it begins, in characters from 1.
    pub column: u64,
    /// Its length in characters.
    pub length: u64,
}

impl Location {
    fn of(secret: &[u8], position: Option<Position>) -> Self {
        let start = std::str::from_utf8(secret).ok().and_then(token::parse).map(|parts| parts.start);
        Self { position, start: start.unwrap_or_default().to_owned(), digest: sha256(secret) }
    }
}

/// A secret that was found.
#[derive(Debug)]
pub struct Finding {
    /// The file, or a folder in whose name it is. Names may hold secrets: they are shown by their start only.
    pub path: Arc<Path>,
    /// Where it is in the file; `None`: in the last part of the path.
    pub position: Option<Position>,
    /// The part of it that may be displayed.
    pub start: String,
    /// The key it belongs to; `None`: no key of the vault.
    pub key: Option<Rc<LeakedKey>>,
}

/// A key whose secret was found.
#[derive(Debug)]
pub struct LeakedKey {
    /// The key.
    pub key: Key,
    /// Its status at the time of the scan.
    pub status: Status,
}

impl Finding {
    /// Whether servers accept it, or could again: a disabled key can be enabled.
    pub fn is_live(&self) -> bool {
        self.key.as_ref().is_some_and(|leaked| leaked.status.is_live())
    }
}

/// Searches files, folders, their names and, if [`STDIN`] is among the paths, `stdin`; `progress` is called for each file.
/// No secret is kept, only its digest and the part that may be displayed.
///
/// # Errors
/// A path does not exist. Unreadable files are no error, but listed in the result.
pub fn search(
    paths: &[PathBuf],
    request: Request,
    stdin: &mut dyn Read,
    progress: &(dyn Fn() + Sync),
) -> Result<Searched> {
    let mut folders = Vec::new();
    let mut files = Vec::new();
    for path in paths {
        if path.as_os_str() == STDIN {
            continue;
        }
        let metadata = path.metadata().map_err(|error| {
            Error::io(format!("cannot scan '{}'", path.display()), error)
                .hint("give an existing path; - is stdin")
        })?;
        if metadata.is_dir() { folders.push(path.as_path()) } else { files.push(path.as_path()) }
    }
    let board = walk::SharedFindings::new(request.binary, progress);
    let mut searcher = searcher::Searcher::new();
    if paths.iter().any(|path| path.as_os_str() == STDIN) {
        board.search_stream(&mut searcher, Path::new(STDIN), stdin);
    }
    for file in files {
        board.search_whole_name(file);
        board.search_named(&mut searcher, file);
    }
    for folder in &folders {
        board.search_whole_name(walk::shown(folder));
    }
    walk::folders(&folders, request.no_ignore, &board);
    Ok(board.into_searched())
}

/// Looks up the keys that the secrets belong to, each once.
pub fn identify(vault: &Vault<Unlocked>, searched: &mut Searched, now: Timestamp) -> Result<Vec<Finding>> {
    let hits = std::mem::take(&mut searched.hits);
    vault.read(now, |transaction| {
        let mut known: HashMap<Digest, Option<Rc<LeakedKey>>> = HashMap::new();
        let mut findings = Vec::with_capacity(hits.len());
        for Hit { path, spot } in hits {
            let Location { position, start, digest } = spot;
            let key = if let Some(key) = known.get(&digest) {
                key.clone()
            } else {
                let stored = transaction.key_with_digest(&digest)?;
                let key = stored.map(|Stored { record: key, .. }| {
                    let status = key.status(now);
                    Rc::new(LeakedKey { key, status })
                });
                known.insert(digest, key.clone());
                key
            };
            findings.push(Finding { path, position, start, key });
        }
        Ok(findings)
    })
}
