//! The gate: the real program on Unix and TCP sockets.
// Clippy sees a test only in what is marked #[test]; helpers of one fail as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod bad_input;
mod examples;
mod file;
mod limits;
mod signals;
mod start;
mod system_calls;
mod usage;

use std::time::Duration;

use support::Home;
use support::gate::{Address, Gate};

const READ: &[&str] = &["--demand", "read=read"];

/// On a Unix and on a TCP socket.
fn both(home: &Home, options: &[&str], test: impl Fn(&mut Gate)) {
    for socket in [Address::unix(home), Address::tcp()] {
        test(&mut Gate::under(home, "", socket, options));
    }
}

/// Tries again and again, a bounded number of times.
#[track_caller]
fn until(what: &str, mut happened: impl FnMut() -> bool) {
    for _ in 0..600 {
        if happened() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("never: {what}");
}
