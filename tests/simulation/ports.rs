//! Time, randomness and the power supply. Every port is a place where power can go: the real code
//! reads the clock between its steps and draws randomness in the middle of its transactions.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use keywright::crypto::hash::sha256;
use keywright::domain::time::Timestamp;
use keywright::error::{Error, Result};
use keywright::ports::{Clock, Entropy, Prompter};
use keywright::secret::{Passphrase, Secret};

/// What a power cut unwinds with.
pub(crate) struct Crash;

/// Power that goes after so many calls of any port.
pub(crate) struct Fuse {
    left: AtomicI64,
    calls: AtomicU64,
}

impl Fuse {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { left: AtomicI64::new(i64::MAX), calls: AtomicU64::new(0) })
    }

    /// Power goes at this call from now.
    pub(crate) fn light(&self, calls: u64) {
        self.left.store(i64::try_from(calls).unwrap(), Ordering::Relaxed);
    }

    /// Power stays.
    pub(crate) fn put_out(&self) {
        self.left.store(i64::MAX, Ordering::Relaxed);
    }

    /// One call of a port.
    pub(crate) fn burn(&self) {
        self.calls.fetch_add(1, Ordering::Relaxed);
        if self.left.load(Ordering::Relaxed) == i64::MAX {
            return;
        }
        if self.left.fetch_sub(1, Ordering::Relaxed) <= 1 {
            self.put_out();
            // Not `panic!`: that would print a message each time.
            std::panic::resume_unwind(Box::new(Crash));
        }
    }

    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }
}

/// The clock of the owner's machine.
pub(crate) struct Time {
    at: Cell<i64>,
    fuse: Arc<Fuse>,
}

impl Time {
    pub(crate) fn new(at: i64, fuse: Arc<Fuse>) -> Self {
        Self { at: Cell::new(at), fuse }
    }

    /// Now, without a chance of a crash.
    pub(crate) fn at(&self) -> i64 {
        self.at.get()
    }

    pub(crate) fn pass(&self, seconds: i64) {
        self.at.set(self.at.get() + seconds);
    }
}

impl Clock for Time {
    fn now(&self) -> Timestamp {
        self.fuse.burn();
        Timestamp::from_unix(self.at.get())
    }
}

/// Bytes that are the same in every run of a seed.
pub(crate) struct Noise {
    seed: u64,
    drawn: AtomicU64,
    fuse: Arc<Fuse>,
}

impl Noise {
    pub(crate) fn new(seed: u64, fuse: Arc<Fuse>) -> Self {
        Self { seed, drawn: AtomicU64::new(0), fuse }
    }
}

impl Entropy for Noise {
    fn fill(&self, buffer: &mut [u8]) -> Result<()> {
        self.fuse.burn();
        for piece in buffer.chunks_mut(32) {
            let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
            let digest = sha256(&[self.seed.to_be_bytes(), drawn.to_be_bytes()].concat());
            piece.copy_from_slice(&digest.as_bytes()[..piece.len()]);
        }
        Ok(())
    }
}

/// Nobody is at the terminal.
pub(crate) struct Nobody;

impl Prompter for Nobody {
    fn can_ask(&self) -> bool {
        false
    }

    fn passphrase(&self, _: &str) -> Result<Passphrase> {
        Err(Error::locked("nobody is there"))
    }

    fn secret(&self, _: &str) -> Result<Secret> {
        Err(Error::locked("nobody is there"))
    }

    fn text(&self, _: &str) -> Result<String> {
        Err(Error::locked("nobody is there"))
    }

    fn confirm(&self, _: &str) -> Result<bool> {
        Ok(false)
    }
}
