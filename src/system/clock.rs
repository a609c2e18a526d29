//! The clocks of the machine.

use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::domain::time::Timestamp;
#[cfg(feature = "cli")]
use crate::ports::Clock;

/// The clock on the wall.
#[cfg(feature = "cli")]
pub struct SystemClock;

#[cfg(feature = "cli")]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        now()
    }
}

/// Now, in whole seconds, by the clock on the wall.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_unix(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// How long ago this was first called, by a clock that is never set.
pub fn since_start() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}
