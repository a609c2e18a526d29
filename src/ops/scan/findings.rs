//! What all threads of a search find, in one place.

use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::searcher::{Content, Searcher};
use super::{Hit, Location, MOST_FOUND, MOST_NAMED, Place, Searched, Unread};
use crate::domain::token_search;
use crate::error::plain;
use crate::files::open_unfollowed;

/// Why nothing can be said about what is in a compressed file.
const COMPRESSED: &str = "it is compressed: unpack it, and search what was in it";

pub(super) struct SharedFindings<'a> {
    progress: &'a (dyn Fn() + Sync),
    /// Counted separately, because it changes with every file and the rest seldom does.
    files: AtomicU64,
    notes: Mutex<Searched>,
}

impl<'a> SharedFindings<'a> {
    pub(super) fn new(progress: &'a (dyn Fn() + Sync)) -> Self {
        Self { progress, files: AtomicU64::new(0), notes: Mutex::default() }
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

    pub(super) fn notes(&self) -> MutexGuard<'_, Searched> {
        // A panic while writing a note has ended the program.
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Searches the name of a file or folder.
    pub(super) fn search_name(&self, path: &Path) {
        let name = path.file_name().unwrap_or_default().as_bytes();
        for place in token_search::search(name) {
            self.found(&Place::file(path), Location::of(&name[place], None));
        }
    }

    /// Searches all names of a path that was given. What is below it is searched name by name.
    pub(super) fn search_whole_name(&self, path: &Path) {
        for path in path.ancestors() {
            self.search_name(path);
        }
    }

    /// Searches a stream that was asked for by name.
    pub(super) fn search_named(&self, searcher: &mut Searcher, path: &Path, stream: impl Read) {
        if self.search(searcher, path, stream) == Some(Content::Compressed) {
            self.note_unread(path.to_owned(), COMPRESSED.to_owned());
        }
    }

    /// Searches a regular file found by the walk.
    pub(super) fn search_found(&self, searcher: &mut Searcher, path: &Path) {
        match open_unfollowed(path) {
            Ok(Some((file, metadata))) => {
                if self.search(searcher, path, as_it_is(file, metadata.len())) == Some(Content::Compressed) {
                    self.notes().compressed += 1;
                }
            }
            // Removed in the meantime.
            Ok(None) => {}
            Err(error) => self.unread(path, &error),
        }
    }

    /// `None`: it could not be read, which is noted.
    fn search(&self, searcher: &mut Searcher, path: &Path, source: impl Read) -> Option<Content> {
        (self.progress)();
        let mut place: Option<Arc<Place>> = None;
        let outcome = searcher.search(source, &mut |spot| {
            self.found(place.get_or_insert_with(|| Place::file(path)), spot);
        });
        match outcome {
            Ok(content) => {
                self.files.fetch_add(1, Ordering::Relaxed);
                Some(content)
            }
            Err(error) => {
                self.unread(path, &error);
                None
            }
        }
    }

    fn found(&self, place: &Arc<Place>, spot: Location) {
        self.notes().found(Hit { place: Arc::clone(place), spot });
    }

    pub(super) fn unread(&self, path: &Path, error: &io::Error) {
        self.note_unread(path.to_owned(), plain(error));
    }

    pub(super) fn note_unread(&self, path: PathBuf, why: String) {
        self.notes().unread(path, why);
    }
}

impl Searched {
    pub(super) fn found(&mut self, hit: Hit) {
        if self.hits.len() < MOST_FOUND {
            self.hits.push(hit);
        } else {
            self.more += 1;
        }
    }

    pub(super) fn unread(&mut self, path: PathBuf, why: String) {
        self.unread_count += 1;
        if self.unread.len() < MOST_NAMED {
            self.unread.push(Unread { path, why });
        }
    }
}

/// The file as long as it is now: a log that grows faster than it is read would have no end. What has no size,
/// such as a file of the kernel, is read to its end.
pub(super) fn as_it_is(file: impl Read, size: u64) -> impl Read {
    file.take(if size == 0 { u64::MAX } else { size })
}
