//! Searching the history of a repository: every version of every file and every message, each once, in the order in
//! which they came. Git is run to read it; see [`crate::ports::Git`] for what is withheld from it.

mod changes;
mod objects;
mod repository;
mod special;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use super::searcher::{Content, Searcher};
use super::{Hit, Location, MOST_FOUND, Place, Searched};
use crate::domain::digest::Digest;
use crate::domain::token_search;
use crate::error::{Result, plain};
use crate::ports::Git;
use changes::Wanted;
use objects::Objects;
use repository::Repository;

/// How many objects may be asked for before one is searched.
const AHEAD: usize = 1_024;

/// Searches the history that all references lead to, or that of `range`, as `git log` understands it.
///
/// # Errors
/// There is no git, no repository, or no such range. What cannot be read is no error, but listed in the result.
pub fn search(
    git: &dyn Git,
    folder: &Path,
    range: Option<&OsStr>,
    progress: &(dyn Fn() + Sync),
) -> Result<Searched> {
    let repository = Repository { git, folder };
    special::refuse(folder)?;
    let is_shallow = repository.is_shallow()?;
    let mut searched = Searched { is_shallow, commits: Some(0), ..Searched::default() };
    if let Some(range) = range {
        repository.check(range)?;
    }
    let tags = if range.is_none() { repository.tags()? } else { Vec::new() };
    let mut commits = repository.start(&commits_of(range), Stdio::null())?;
    let listed = commits.take_stdout();
    let mut changes = repository.start(&CHANGES, listed)?;
    let told = changes.take_output()?;
    let mut objects = Objects::new(repository.start(&["cat-file", "--batch"], Stdio::piped())?)?;
    let asked = objects.take_input()?;
    let (send, receive) = sync_channel(AHEAD);
    let asking = std::thread::spawn(move || changes::ask(tags, told, asked, &send));
    let is_whole = Search::new(&mut searched, progress).all(&receive, &mut objects);
    // Whoever still asks is told that nobody listens.
    drop((receive, objects));
    if !is_whole {
        commits.end();
        changes.end();
    }
    let is_asked = asking.join().is_ok_and(|asked| asked.is_ok());
    if !(commits.ended_well() && changes.ended_well() && is_asked) {
        let why = "git could not read all of the history; `git fsck` says why";
        searched.unread(folder.to_owned(), why.to_owned());
    }
    Ok(searched)
}

/// The oldest first: the first commit that has a version of a file is the one that brought it.
fn commits_of(range: Option<&OsStr>) -> Vec<&OsStr> {
    let words = ["rev-list", "--topo-order", "--reverse"].into_iter().map(OsStr::new);
    let what = match range {
        // It may begin with a dash, and must not be taken for a path.
        Some(range) => vec!["--end-of-options".as_ref(), range, "--".as_ref()],
        None => vec!["--all".as_ref(), "--".as_ref()],
    };
    words.chain(what).collect()
}

/// Which files each commit changed; of a merge those that differ from all that was merged.
const CHANGES: [&str; 10] =
    ["diff-tree", "--stdin", "--always", "--root", "-r", "-c", "-z", "--raw", "--no-abbrev", "--no-renames"];

/// What was found so far.
struct Search<'a> {
    searched: &'a mut Searched,
    progress: &'a (dyn Fn() + Sync),
    searcher: Searcher,
    /// Of each secret in each file, the version that it was first found in.
    first: HashMap<(Option<PathBuf>, Digest), u64>,
    version: u64,
}

impl<'a> Search<'a> {
    fn new(searched: &'a mut Searched, progress: &'a (dyn Fn() + Sync)) -> Self {
        Self { searched, progress, searcher: Searcher::new(), first: HashMap::new(), version: 0 }
    }

    /// Returns whether everything was asked for; else git cannot go on.
    fn all(&mut self, wanted: &Receiver<Wanted>, objects: &mut Objects) -> bool {
        for wanted in wanted {
            self.version += 1;
            if let Wanted::Name(place) = wanted {
                self.name(&place);
                continue;
            }
            (self.progress)();
            if let Err(error) = self.object(&wanted, objects) {
                let path = wanted.place().path.clone().unwrap_or_default();
                self.searched.unread(path, plain(&error));
                // What comes next cannot be told from what is left of this one.
                if error.kind() != std::io::ErrorKind::NotFound {
                    return false;
                }
            }
        }
        true
    }

    fn object(&mut self, wanted: &Wanted, objects: &mut Objects) -> std::io::Result<()> {
        let mut object = objects.next()?;
        let place = wanted.place();
        if place.path.is_none() {
            object.skip_headers()?;
        }
        let Self { searched, searcher, first, version, .. } = self;
        let content =
            searcher.search(&mut object, &mut |spot| keep(searched, first, *version, place, spot))?;
        object.finish()?;
        match wanted {
            Wanted::Version(_) => self.searched.files += 1,
            Wanted::Commit(_) => *self.searched.commits.get_or_insert(0) += 1,
            Wanted::Tag(_) | Wanted::Name(_) => {}
        }
        self.searched.compressed += u64::from(content == Content::Compressed);
        Ok(())
    }

    fn name(&mut self, place: &Arc<Place>) {
        let Some(path) = &place.path else { return };
        for part in path.ancestors() {
            let name = std::os::unix::ffi::OsStrExt::as_bytes(part.file_name().unwrap_or_default());
            for range in token_search::search(name) {
                let place = Arc::new(Place { path: Some(part.to_owned()), commit: place.commit.clone() });
                let spot = Location::of(&name[range], None);
                keep(self.searched, &mut self.first, self.version, &place, spot);
            }
        }
    }
}

/// Keeps what was not found in an older version of the same file. One that is in its name is another finding than one
/// that is in the file.
fn keep(
    searched: &mut Searched,
    first: &mut HashMap<(Option<PathBuf>, Digest), u64>,
    version: u64,
    place: &Arc<Place>,
    spot: Location,
) {
    let path = place.path.clone();
    let path = if spot.position.is_none() { path.map(|path| path.join("")) } else { path };
    let is_full = first.len() >= MOST_FOUND;
    let is_new = match first.entry((path, spot.digest)) {
        Entry::Occupied(known) => *known.get() == version,
        Entry::Vacant(_) if is_full => true,
        Entry::Vacant(entry) => *entry.insert(version) == version,
    };
    if is_new {
        searched.found(Hit { place: Arc::clone(place), spot });
    }
}
