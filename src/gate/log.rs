//! Lines on standard error: the journal adds the time and the name of the program.

use std::io;
use std::os::fd::AsFd;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::domain::redaction::redact;

/// Writes a line. It is left out if nobody reads: whoever looks after the file must not wait for a log.
pub(super) fn line(text: &str) {
    let text: String = redact(text).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let stderr = io::stderr();
    if is_writable(&stderr) {
        let _ = rustix::io::write(&stderr, format!("{text}\n").as_bytes());
    }
}

/// Whether some thousand bytes can be written without waiting.
pub(super) fn is_writable(stream: &impl AsFd) -> bool {
    let mut polled = [PollFd::new(stream, PollFlags::OUT)];
    let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut polled, Some(&at_once)).is_ok() && polled[0].revents().contains(PollFlags::OUT)
}
