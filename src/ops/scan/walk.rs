//! Walking folders, on all processors at once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::findings::SharedFindings;
use super::rules::Rules;
use super::searcher::Searcher;
use crate::error::plain;
use crate::ports::Git;

/// A walk, shared by its threads.
pub(super) struct Walk<'a> {
    git: &'a dyn Git,
    board: &'a SharedFindings<'a>,
    /// The rules of each folder that was entered, by its path as it is walked.
    rules: Mutex<HashMap<PathBuf, Arc<Rules>>>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(git: &'a dyn Git, board: &'a SharedFindings<'a>) -> Self {
        Self { git, board, rules: Mutex::default() }
    }

    /// Searches everything in the folders, including hidden files but not `.git`. Where ignore files cannot be
    /// respected, what they might exclude is searched.
    pub(super) fn folders(&self, folders: &[&Path], no_ignore: bool) {
        let Some((first, others)) = folders.split_first() else { return };
        let mut builder = WalkBuilder::new(first);
        for folder in others {
            builder.add(folder);
        }
        for folder in folders {
            let rules = if no_ignore { Rules::none() } else { Rules::of_named(folder) };
            self.keep(folder, Arc::new(rules));
        }
        builder.standard_filters(false).follow_links(false);
        builder.filter_entry(|entry| entry.depth() == 0 || entry.file_name() != ".git");
        builder.build_parallel().run(|| {
            let mut searcher = Searcher::new();
            Box::new(move |entry| match entry {
                Ok(entry) => self.visit(&mut searcher, &entry),
                Err(error) => {
                    self.note(&error);
                    WalkState::Continue
                }
            })
        });
    }

    /// One that was named keeps its own, even if it is below another.
    fn keep(&self, folder: &Path, rules: Arc<Rules>) {
        let mut all = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(folder.to_owned()).or_insert(rules);
    }

    fn rules_of(&self, folder: &Path) -> Option<Arc<Rules>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner).get(folder).cloned()
    }

    fn visit(&self, searcher: &mut Searcher, entry: &DirEntry) -> WalkState {
        let kind = entry.file_type();
        let is_folder = kind.is_some_and(|kind| kind.is_dir());
        if entry.depth() > 0 && !self.is_wanted(entry, is_folder) {
            return WalkState::Skip;
        }
        let path = shown(entry.path());
        // Of whatever kind it is: a link's name is in the repository as well.
        self.board.search_name(path);
        if kind.is_some_and(|kind| kind.is_file()) {
            self.board.search_found(searcher, path);
        }
        WalkState::Continue
    }

    /// Whether it is searched, or entered. What ignore files leave out is counted.
    fn is_wanted(&self, entry: &DirEntry, is_folder: bool) -> bool {
        let above = entry.path().parent().and_then(|folder| self.rules_of(folder));
        let Some(above) = above else { return true };
        let path = above.path(entry.file_name());
        let is_excluded = above.leave_out(&path, is_folder);
        if is_excluded {
            let is_tracked = above.repository().is_some_and(|repository| {
                repository.tracks(&path, is_folder, self.git, &|root, why| {
                    self.board.notes().untold.push((root.to_owned(), why.to_owned()));
                })
            });
            if !is_tracked {
                let mut notes = self.board.notes();
                let count = if is_folder { &mut notes.ignored_folders } else { &mut notes.ignored_files };
                *count += 1;
                return false;
            }
        }
        if is_folder {
            self.keep(entry.path(), above.enter(entry.file_name(), is_excluded));
        }
        true
    }

    fn note(&self, error: &ignore::Error) {
        let why = error.io_error().map_or_else(|| error.to_string(), plain);
        self.board.note_unread(path_of(error).unwrap_or_default(), why);
    }
}

/// A path below a folder, as it is reported: `scan .` leaves out the leading `./`.
pub(super) fn shown(path: &Path) -> &Path {
    path.strip_prefix("./").unwrap_or(path)
}

/// The path that an error of the walk is about.
fn path_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } | ignore::Error::Loop { child: path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
