//! SHA-256 of a body: on a second thread if the body is long and a core is free, because hashing a file and
//! parsing its lines take about as long as each other.

use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use crate::crypto::hash::Hasher;
use crate::domain::digest::Digest;

/// Bytes from which on a thread is worth its start.
const WORTH_A_THREAD: usize = 1 << 20;
/// How many pieces may be on their way to the thread: enough that neither side often waits for the other.
const PIECES: usize = 4;

/// A hash of bytes that arrive one piece after the other.
pub(super) struct BodyHash {
    /// The hash so far, until there is a thread.
    here: Hasher,
    /// How many bytes may still come before a thread is started; `None` if none may be started.
    before_thread: Option<usize>,
    aside: Option<Aside>,
}

impl BodyHash {
    /// A hash of no bytes yet, computed here.
    pub(super) fn new() -> Self {
        Self { here: Hasher::new(), before_thread: None, aside: None }
    }

    /// Allows a second thread, which ends before this value does.
    pub(super) fn allow_thread(&mut self) {
        self.before_thread = Some(WORTH_A_THREAD);
    }

    /// Adds the next bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        if let Some(aside) = &mut self.aside {
            return aside.update(bytes);
        }
        self.here.update(bytes);
        match self.before_thread {
            Some(left) if left <= bytes.len() => {
                self.before_thread = None;
                self.aside = Aside::start(self.here.clone());
            }
            Some(left) => self.before_thread = Some(left - bytes.len()),
            None => {}
        }
    }

    /// The hash of all bytes added.
    pub(super) fn finish(mut self) -> Digest {
        let aside = self.aside.as_mut().and_then(Aside::finish);
        aside.unwrap_or(self.here).finish()
    }
}

/// The second thread, and the pieces that go to it and come back.
struct Aside {
    full: Option<SyncSender<Vec<u8>>>,
    empty: Receiver<Vec<u8>>,
    /// How many pieces there are.
    pieces: usize,
    thread: Option<JoinHandle<Hasher>>,
}

impl Aside {
    /// Continues a hash on a thread. `None` if the machine has only one core, or refuses a thread.
    fn start(mut hasher: Hasher) -> Option<Self> {
        if thread::available_parallelism().map_or(1, usize::from) < 2 {
            return None;
        }
        let (full, pieces) = sync_channel::<Vec<u8>>(PIECES);
        let (done, empty) = sync_channel(PIECES);
        let work = move || {
            for piece in pieces {
                hasher.update(&piece);
                // Nobody takes it back at the end.
                let _ = done.send(piece);
            }
            hasher
        };
        let thread = thread::Builder::new().name("sha256".into()).spawn(work).ok()?;
        Some(Self { full: Some(full), empty, pieces: 0, thread: Some(thread) })
    }

    fn update(&mut self, bytes: &[u8]) {
        let mut piece = if self.pieces < PIECES {
            self.pieces += 1;
            Vec::new()
        } else {
            self.empty.recv().unwrap_or_default()
        };
        piece.clear();
        piece.extend_from_slice(bytes);
        if let Some(full) = &self.full {
            // Without a receiver the thread has panicked, which `finish` passes on.
            let _ = full.send(piece);
        }
    }

    /// Waits for the thread to end.
    fn finish(&mut self) -> Option<Hasher> {
        self.full = None;
        self.thread.take()?.join().map_err(resume_unwind).ok()
    }
}

/// No thread outlives the reading of a file: a program that starts others may rely on being alone.
impl Drop for Aside {
    fn drop(&mut self) {
        self.full = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::TryRecvError;

    use super::*;
    use crate::crypto::hash::sha256;

    #[test]
    fn the_hash_does_not_depend_on_where_it_is_computed() {
        let bytes: Vec<u8> = (0_u32..4_000_000).map(|i| (i % 251) as u8).collect();
        for length in [0, 1, WORTH_A_THREAD - 1, WORTH_A_THREAD, WORTH_A_THREAD + 1, bytes.len()] {
            for piece in [4_096, 262_144, 300_001] {
                for may_have_thread in [false, true] {
                    let mut hash = BodyHash::new();
                    if may_have_thread {
                        hash.allow_thread();
                    }
                    bytes[..length].chunks(piece).for_each(|piece| hash.update(piece));
                    let has_core = thread::available_parallelism().is_ok_and(|cores| cores.get() > 1);
                    let has_thread = may_have_thread && has_core && length >= WORTH_A_THREAD;
                    assert_eq!(hash.aside.is_some(), has_thread, "{length} bytes");
                    assert_eq!(hash.finish(), sha256(&bytes[..length]), "{length} bytes, {piece} at a time");
                }
            }
        }
    }

    #[test]
    fn no_thread_outlives_an_abandoned_hash() {
        let Some(mut aside) = Aside::start(Hasher::new()) else { return };
        let piece = vec![7; WORTH_A_THREAD];
        for _ in 0..PIECES {
            aside.update(&piece);
        }
        let returned = std::mem::replace(&mut aside.empty, sync_channel(1).1);
        drop(aside);
        assert_eq!(returned.try_iter().count(), PIECES);
        assert_eq!(
            returned.try_recv(),
            Err(TryRecvError::Disconnected),
            "its end of the channel is still open"
        );
    }
}
