//! Walking folders, on all processors at once.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::searcher::{Ended, Searcher};
use super::{Hit, Location, MOST_FOUND, MOST_NAMED, Searched, Unread, ignore_files};
use crate::domain::token_search;
use crate::error::plain;
use crate::files::open_unfollowed;

pub(super) struct SharedFindings<'a> {
    binary: bool,
    progress: &'a (dyn Fn() + Sync),
    /// Counted separately, because it changes with every file and the rest seldom does.
    files: AtomicU64,
    notes: Mutex<Searched>,
}

impl<'a> SharedFindings<'a> {
    pub(super) fn new(binary: bool, progress: &'a (dyn Fn() + Sync)) -> Self {
        Self { binary, progress, files: AtomicU64::new(0), notes: Mutex::default() }
    }

    /// The findings, in an order that does not depend on thread scheduling.
    pub(super) fn into_searched(self) -> Searched {
        let mut all = self.notes.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.files = self.files.into_inner();
        all.hits.sort();
        // A file may be below two of the paths.
        all.hits.dedup();
        all.unread.sort();
        all
    }

    fn notes(&self) -> MutexGuard<'_, Searched> {
        // A panic while writing a note has ended the program.
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Searches the name of a file or folder.
    fn search_name(&self, path: &Path) {
        let name = path.file_name().unwrap_or_default().as_bytes();
        for place in token_search::search(name) {
            self.found(&Arc::from(path), Location::of(&name[place], None));
        }
    }

    /// Searches all names of a path that was given. What is below it is searched name by name.
    pub(super) fn search_whole_name(&self, path: &Path) {
        for path in path.ancestors() {
            self.search_name(path);
        }
    }

    /// Searches a path given by name: a link is followed, and a pipe is read to its end.
    pub(super) fn search_named(&self, searcher: &mut Searcher, path: &Path) {
        match File::open(path) {
            Ok(file) => self.search(searcher, path, file, !self.binary),
            Err(error) => self.unread(path, &error),
        }
    }

    /// Searches a stream. It is not checked for being text: what is piped in is meant to be searched.
    pub(super) fn search_stream(&self, searcher: &mut Searcher, path: &Path, stream: impl Read) {
        self.search(searcher, path, stream, false);
    }

    /// Searches a regular file found by the walk.
    fn search_found(&self, searcher: &mut Searcher, path: &Path) {
        match open_unfollowed(path) {
            Ok(Some((file, _))) => self.search(searcher, path, file, !self.binary),
            // Removed in the meantime.
            Ok(None) => {}
            Err(error) => self.unread(path, &error),
        }
    }

    fn search(&self, searcher: &mut Searcher, path: &Path, source: impl Read, text_only: bool) {
        (self.progress)();
        let mut name: Option<Arc<Path>> = None;
        let outcome = searcher.search(source, text_only, &mut |spot| {
            let path = name.get_or_insert_with(|| Arc::from(path));
            self.found(path, spot);
        });
        match outcome {
            Ok(Ended::Searched) => {
                self.files.fetch_add(1, Ordering::Relaxed);
            }
            Ok(Ended::Binary) => self.notes().binaries += 1,
            Err(error) => self.unread(path, &error),
        }
    }

    fn found(&self, path: &Arc<Path>, spot: Location) {
        let mut notes = self.notes();
        if notes.hits.len() < MOST_FOUND {
            notes.hits.push(Hit { path: Arc::clone(path), spot });
        } else {
            notes.more += 1;
        }
    }

    fn unread(&self, path: &Path, error: &io::Error) {
        self.note_unread(path.to_owned(), plain(error));
    }

    fn note_unread(&self, path: PathBuf, why: String) {
        let mut notes = self.notes();
        notes.unread_count += 1;
        if notes.unread.len() < MOST_NAMED {
            notes.unread.push(Unread { path, why });
        }
    }
}

/// Searches everything in the folders, including hidden files but not `.git`. Where ignore files cannot be
/// respected, what they might exclude is searched.
pub(super) fn folders(folders: &[&Path], no_ignore: bool, board: &SharedFindings<'_>) {
    let can_heed =
        |folder: &&&Path| !no_ignore && ignore_files::are_fit(folder) && ignore_files::are_fit_above(folder);
    let (heeding, plain): (Vec<&Path>, Vec<&Path>) = folders.iter().partition(|folder| can_heed(folder));
    let unruly = Arc::new(Mutex::new(Vec::new()));
    let aside = Arc::clone(&unruly);
    let is_fit = move |folder: &Path| {
        let is_fit = ignore_files::are_fit(folder);
        if !is_fit {
            aside.lock().unwrap_or_else(PoisonError::into_inner).push(folder.to_owned());
        }
        is_fit
    };
    walk(&heeding, Some(Box::new(is_fit)), board);
    let unruly = std::mem::take(&mut *unruly.lock().unwrap_or_else(PoisonError::into_inner));
    let plain: Vec<&Path> = plain.into_iter().chain(unruly.iter().map(PathBuf::as_path)).collect();
    walk(&plain, None, board);
}

/// Decides whether a folder is entered.
type EnterFolder = Box<dyn Fn(&Path) -> bool + Send + Sync>;

/// With a gate, ignore files are respected in the folders that it accepts, and the others are skipped.
fn walk(folders: &[&Path], gate: Option<EnterFolder>, board: &SharedFindings<'_>) {
    let Some((first, others)) = folders.split_first() else { return };
    let mut builder = WalkBuilder::new(first);
    for folder in others {
        builder.add(folder);
    }
    let heeds = gate.is_some();
    let is_entered = move |entry: &DirEntry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        !is_folder || gate.as_ref().is_none_or(|gate| gate(entry.path()))
    };
    builder
        .hidden(false)
        .parents(heeds)
        .ignore(heeds)
        .git_ignore(heeds)
        .git_exclude(heeds)
        // Also outside a repository: a copy of the tree gives the same result…
        .require_git(false)
        // …for every user.
        .git_global(false)
        .follow_links(false)
        .filter_entry(move |entry| entry.depth() == 0 || (entry.file_name() != ".git" && is_entered(entry)));
    builder.build_parallel().run(|| {
        let mut searcher = Searcher::new();
        Box::new(move |entry| {
            match entry {
                Ok(entry) => visit(board, &mut searcher, &entry),
                Err(error) => note(board, &error),
            }
            WalkState::Continue
        })
    });
}

/// A path below a folder, as it is reported: `scan .` leaves out the leading `./`.
pub(super) fn shown(path: &Path) -> &Path {
    path.strip_prefix("./").unwrap_or(path)
}

fn visit(board: &SharedFindings<'_>, searcher: &mut Searcher, entry: &DirEntry) {
    let path = shown(entry.path());
    // Of whatever kind it is: a link's name is in the repository as well.
    board.search_name(path);
    if entry.file_type().is_some_and(|kind| kind.is_file()) {
        board.search_found(searcher, path);
    }
}

fn note(board: &SharedFindings<'_>, error: &ignore::Error) {
    let why = error.io_error().map_or_else(|| error.to_string(), plain);
    board.note_unread(path_of(error).unwrap_or_default(), why);
}

/// The path that an error of the walk is about.
fn path_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } | ignore::Error::Loop { child: path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
