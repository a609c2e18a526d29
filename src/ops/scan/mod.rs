//! Finding leaked secrets: by their format and checksum in files, then by their digest in the vault.
//!
//! | file | use case |
//! |---|---|
//! | `walk` | walk folders on all processors |
//! | `rules` | what ignore files leave out |
//! | `ignore_files` | reject ignore files that are endless or too large |
//! | `tracked` | which files git tracks |
//! | `named` | open what was named, if it has an end |
//! | `searcher` | find secrets in a stream of any length |
//! | `content`, `lane` | encodings; a buffer of fixed size |
//! | `history` | search what git keeps of former times ([ADR 36](../../../docs/adr/0036-git-is-asked-and-not-trusted.md)) |
//! | `findings` | what all of them found |

mod content;
mod findings;
mod history;
mod ignore_files;
mod lane;
mod named;
mod rules;
mod searcher;
mod tracked;
mod walk;

use std::collections::{BTreeSet, HashMap};
use std::io::{ErrorKind, Read};
use std::os::unix::ffi::OsStrExt as _;
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
use crate::ports::Git;
use crate::store::{Stored, Unlocked, Vault};
use findings::SharedFindings;
pub use history::search as search_history;
use searcher::Searcher;
use walk::Walk;

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
}

/// What was scanned and found, before the vault is consulted.
#[derive(Debug, Default)]
pub struct Searched {
    hits: Vec<Hit>,
    /// How many files were searched; of a history, how many versions of files.
    pub files: u64,
    /// How many commits were searched; `None`: no history was.
    pub commits: Option<u64>,
    /// How many files were left out because ignore files exclude them and git does not track them.
    pub ignored_files: u64,
    /// Likewise folders, with all that is in them.
    pub ignored_folders: u64,
    /// How many files are compressed: what is in them was not found.
    pub compressed: u64,
    /// Repositories of which it is unknown what git tracks, and why. What they ignore was searched.
    pub untold: Vec<(PathBuf, String)>,
    /// The history is that of a shallow clone.
    pub is_shallow: bool,
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

/// Something in which there may be secrets.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, or a folder in whose name it is; `None`: the message of the commit. Names may hold secrets: they are
    /// shown by their start only.
    pub path: Option<PathBuf>,
    /// The commit, or the tag, that brought it into the history; `None`: it is a file of now.
    pub commit: Option<String>,
}

impl Place {
    fn file(path: &Path) -> Arc<Self> {
        Arc::new(Self { path: Some(path.to_owned()), commit: None })
    }
}

/// A string with the format of a secret and a valid checksum.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    place: Arc<Place>,
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
    /// Where it was found.
    pub place: Arc<Place>,
    /// Where it is there; `None`: in the path.
    pub position: Option<Position>,
    /// The part of it that may be displayed.
    pub start: String,
    /// Tells this secret from others.
    pub digest: Digest,
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

    /// Tells the secret in this file from others, wherever in the file it is. Little is told by it of the secret's
    /// digest, and nothing of the secret.
    pub fn fingerprint(&self) -> String {
        // An absolute path is another one in every checkout.
        let path = self.place.path.as_deref().filter(|path| path.is_relative());
        let path = path.map_or(&b""[..], |path| path.as_os_str().as_bytes());
        let hash = sha256(&[self.digest.as_bytes(), path].concat());
        hash.to_string().chars().take(16).collect()
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
    git: &dyn Git,
    stdin: &mut dyn Read,
    progress: &(dyn Fn() + Sync),
) -> Result<Searched> {
    let board = SharedFindings::new(progress);
    let mut folders = Vec::new();
    let mut files = Vec::new();
    for path in paths.iter().map(PathBuf::as_path).collect::<BTreeSet<_>>() {
        if path.as_os_str() == STDIN {
            continue;
        }
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => folders.push(path),
            Ok(_) => files.push(path),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                let what = format!("cannot scan '{}': there is no such file", path.display());
                return Err(Error::not_found(what).hint("give an existing path; - is stdin").source(error));
            }
            Err(error) => board.unread(path, &error),
        }
    }
    let mut searcher = Searcher::new();
    if paths.iter().any(|path| path.as_os_str() == STDIN) {
        board.search_named(&mut searcher, Path::new(STDIN), stdin);
    }
    for file in files {
        board.search_whole_name(file);
        match named::open(file) {
            Ok(opened) => board.search_named(&mut searcher, file, opened),
            Err(error) => board.unread(file, &error),
        }
    }
    for folder in &folders {
        board.search_whole_name(walk::shown(folder));
    }
    Walk::new(git, &board).folders(&folders, request.no_ignore);
    Ok(board.into_searched())
}

/// Looks up the keys that the secrets belong to, each once.
pub fn identify(vault: &Vault<Unlocked>, searched: &mut Searched, now: Timestamp) -> Result<Vec<Finding>> {
    let hits = std::mem::take(&mut searched.hits);
    vault.read(now, |transaction| {
        let mut known: HashMap<Digest, Option<Rc<LeakedKey>>> = HashMap::new();
        let mut findings = Vec::with_capacity(hits.len());
        for Hit { place, spot } in hits {
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
            findings.push(Finding { place, position, start, digest, key });
        }
        Ok(findings)
    })
}
