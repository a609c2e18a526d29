//! The thread that follows the file, and writes what need not be written while somebody waits: log lines, receipts,
//! last used.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::log;
use super::usage::{Usage, Writer};
use crate::system::now;
use crate::verification::{Follower, Look};

/// How often the file is looked at.
const PAUSE: Duration = Duration::from_millis(500);

/// Why the thread should do something before its pause is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wake {
    /// Look at the file now, and open the usage file anew.
    Look,
    /// Write what is to be written, and end.
    End,
}
