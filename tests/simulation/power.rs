//! The power supply of time and randomness. Every port is a place where power can go: the real code
//! reads the clock between its steps and draws randomness in the middle of its transactions.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use keywright::domain::time::Timestamp;
use keywright::error::Result;
use keywright::ports::{Clock, Entropy};

use crate::support::ports::{CountingEntropy, ManualClock};

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

/// A port that takes power.
pub(crate) struct Powered<T> {
    port: T,
    fuse: Arc<Fuse>,
}

impl<T> Powered<T> {
    pub(crate) fn new(port: T, fuse: Arc<Fuse>) -> Self {
        Self { port, fuse }
    }
}

/// The clock of the owner's machine.
pub(crate) type Time = Powered<ManualClock>;

impl Time {
    /// Now, without a chance of a crash.
    pub(crate) fn at(&self) -> i64 {
        self.port.now().unix()
    }

    pub(crate) fn pass(&self, seconds: i64) {
        self.port.advance(seconds);
    }
}

impl Clock for Time {
    fn now(&self) -> Timestamp {
        self.fuse.burn();
        self.port.now()
    }
}

/// Bytes that are the same in every run of a seed.
pub(crate) type Noise = Powered<CountingEntropy>;

impl Entropy for Noise {
    fn fill(&self, buffer: &mut [u8]) -> Result<()> {
        self.fuse.burn();
        self.port.fill(buffer)
    }
}
