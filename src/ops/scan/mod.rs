//! Finding leaked secrets: by their form and checksum in files, then by their digest in the vault.
//!
//! | file | use case |
//! |---|---|
//! | `walk` | go through folders on all processors |
//! | `searcher` | find secrets in a stream of any length |
//! | `ignore_files` | refuse ignore files that are endless or too large |

mod ignore_files;
mod searcher;
mod walk;

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use clap::Args;

use crate::domain::digest::Digest;
use crate::domain::key::{Key, Status};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Stored, Unlocked, Vault};

/// The path that means stdin.
pub const STDIN: &str = "-";

/// How many secrets are held at most; more are only counted.
const MOST_FOUND: usize = 1_000_000;
/// How many files that cannot be read are named at most; more are only counted.
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

/// What was searched and found, before the vault is asked.
#[derive(Debug, Default)]
pub struct Searched {
    hits: Vec<Hit>,
    /// How many files were searched.
    pub files: u64,
    /// How many were left out because they are binary.
    pub binaries: u64,
    /// How many secrets were found beyond those held.
    pub more: u64,
    /// What could not be read, by path; the first thousand.
    pub unread: Vec<Unread>,
    /// How many files and folders could not be read.
    pub unread_count: u64,
}

/// Something that could not be read, and why.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// What.
    pub path: PathBuf,
    /// The reason, in the operating system's words.
    pub why: String,
}

/// Where something of the form of a secret, with the right checksum, stands.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The file.
    path: Arc<Path>,
    spot: Location,
}

/// A place in a file, and what may be kept of the secret there.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Location {
    line: u64,
    column: u64,
    length: u64,
    start: String,
    digest: Digest,
}

/// A secret that was found.
#[derive(Debug)]
pub struct Finding {
    /// The file.
    pub path: Arc<Path>,
    /// The line, from 1.
    pub line: u64,
    /// Where in the line it begins, in characters from 1.
    pub column: u64,
    /// How many characters it has.
    pub length: u64,
    /// The part of it that may be shown.
    pub start: String,
    /// Whose it is; `None` if no key of the vault has this secret.
    pub key: Option<Rc<LeakedKey>>,
}

/// A key whose secret was found.
#[derive(Debug)]
pub struct LeakedKey {
    /// The key.
    pub key: Key,
    /// Where it stands at the time of the search.
    pub status: Status,
}

impl Finding {
    /// Whether servers let it pass, or could again: a disabled key can be enabled.
    pub fn is_live(&self) -> bool {
        self.key.as_ref().is_some_and(|leaked| leaked.status.is_live())
    }
}

/// Searches files, folders and, where [`STDIN`] is among the paths, `stdin`; `progress` is called for each
/// file. No secret is kept, only its digest and the part that may be shown.
///
/// # Errors
/// A path that is not there. What cannot be read is no error, but is in the answer.
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
        let there = path.metadata().map_err(|error| {
            Error::io(format!("cannot scan '{}'", path.display()), error)
                .hint("give an existing path; - is stdin")
        })?;
        if there.is_dir() { folders.push(path.as_path()) } else { files.push(path.as_path()) }
    }
    let board = walk::SharedFindings::new(request.binary, progress);
    let mut searcher = searcher::Searcher::new();
    if paths.iter().any(|path| path.as_os_str() == STDIN) {
        board.search_stream(&mut searcher, Path::new(STDIN), stdin);
    }
    for file in files {
        board.search_named(&mut searcher, file);
    }
    walk::folders(&folders, request.no_ignore, &board);
    Ok(board.into_searched())
}

/// Finds out whose secrets they are, each once.
pub fn identify(vault: &Vault<Unlocked>, searched: &mut Searched, now: Timestamp) -> Result<Vec<Finding>> {
    let hits = std::mem::take(&mut searched.hits);
    vault.read(now, |transaction| {
        let mut known: HashMap<Digest, Option<Rc<LeakedKey>>> = HashMap::new();
        let mut findings = Vec::with_capacity(hits.len());
        for Hit { path, spot } in hits {
            let Location { line, column, length, start, digest } = spot;
            let key = if let Some(key) = known.get(&digest) {
                key.clone()
            } else {
                let stored = transaction.find::<Key>("digest", digest.as_bytes())?.pop();
                let key = stored.map(|Stored { record: key, .. }| {
                    let status = key.status(now);
                    Rc::new(LeakedKey { key, status })
                });
                known.insert(digest, key.clone());
                key
            };
            findings.push(Finding { path, line, column, length, start, key });
        }
        Ok(findings)
    })
}
