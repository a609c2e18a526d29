//! Who was admitted when: the lines that `keywright usage import --format jsonl` reads.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::log::{self, is_writable};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result, plain};
use crate::files::open_in_place;

/// Most keys that wait to be written. Who is admitted beyond that is not reported: serving comes first.
const MOST: usize = 100_000;
/// Bytes written at once to a stream that may have a reader who is slow: a pipe takes them whole or not at all.
const PIECE: usize = 4_096;
/// Bytes of a line: ids and times have one length.
const LINE: usize = "{\"id\":\"key_\",\"at\":\"2026-01-31T12:00:00Z\"}\n".len() + 26;

/// The keys admitted since they were last written, each with its last time.
#[derive(Debug, Default)]
pub(super) struct Usage(Mutex<HashMap<String, Timestamp>>);

impl Usage {
    pub(super) fn record(&self, id: &str, at: Timestamp) {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = keys.get_mut(id) {
            *last = at;
        } else if keys.len() < MOST {
            keys.insert(id.to_owned(), at);
        }
    }

    fn take(&self) -> HashMap<String, Timestamp> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Where the lines go.
#[derive(Debug)]
pub(super) struct Writer {
    sink: Sink,
    /// Whether writing failed the last time: it is logged once.
    has_failed: bool,
}

#[derive(Debug)]
enum Sink {
    Stdout,
    File { path: PathBuf, file: File },
}

impl Writer {
    /// For a file, or `-` for standard output.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let sink = if path == Path::new("-") {
            Sink::Stdout
        } else {
            let failed = |error| Error::io(format!("--usage: opening '{}' failed", path.display()), error);
            Sink::File { path: path.to_owned(), file: append_to(path).map_err(failed)? }
        };
        Ok(Self { sink, has_failed: false })
    }

    /// Opens the file anew, which was renamed by whoever rotates logs. The old one is kept if that fails.
    pub(super) fn reopen(&mut self) {
        if let Sink::File { path, file } = &mut self.sink {
            match append_to(path) {
                Ok(new) => *file = new,
                Err(error) => log::line(&format!("the usage file is not opened anew: {}", plain(&error))),
            }
        }
    }

    /// Writes who was admitted since the last time. What cannot be written is dropped.
    pub(super) fn write(&mut self, usage: &Usage) {
        let keys = usage.take();
        let mut text = String::with_capacity(keys.len() * LINE);
        for (id, at) in keys {
            // Neither needs an escape; writing to a string cannot fail.
            let _ = writeln!(text, r#"{{"id":"{id}","at":"{at}"}}"#);
        }
        if text.is_empty() {
            return;
        }
        match self.sink.append(&text) {
            Ok(()) => self.has_failed = false,
            Err(error) => {
                if !self.has_failed {
                    log::line(&format!("last used is not recorded: writing failed: {}", plain(&error)));
                }
                self.has_failed = true;
            }
        }
    }
}

impl Sink {
    fn append(&mut self, text: &str) -> io::Result<()> {
        match self {
            Self::File { file, .. } => whole_or_not(file, text.as_bytes()),
            Self::Stdout => {
                let stdout = io::stdout();
                for lines in text.as_bytes().chunks(PIECE - PIECE % LINE) {
                    if !is_writable(&stdout) {
                        return Err(io::ErrorKind::WouldBlock.into());
                    }
                    rustix::io::write(&stdout, lines)?;
                }
                Ok(())
            }
        }
    }
}

/// Appends all of it, or takes back what a full disk left of a line: unless somebody else has appended since.
fn whole_or_not(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    let mut written = 0;
    while written < bytes.len() {
        match file.write(&bytes[written..]) {
            Ok(count) if count > 0 => written += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            failed => {
                let lines =
                    bytes[..written].iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
                let torn = u64::try_from(written - lines).unwrap_or(0);
                if torn > 0
                    && let Ok(found) = file.metadata()
                {
                    let _ = file.set_len(found.len().saturating_sub(torn));
                }
                return Err(failed.err().unwrap_or_else(|| io::ErrorKind::WriteZero.into()));
            }
        }
    }
    Ok(())
}

/// Opens a file to append to it. A link is not followed, and what is no regular file is an error.
fn append_to(path: &Path) -> io::Result<File> {
    let file = open_in_place(path, OpenOptions::new().append(true).create(true))?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    Ok(file)
}
