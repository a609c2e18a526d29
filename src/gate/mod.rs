//! `keywright-gate`: decides on keys for a reverse proxy, on a listening socket that it is given.
//!
//! | file | does |
//! |---|---|
//! | `args` | the command line |
//! | `demand` | what a path asks for |
//! | `head` | bytes to what a request says |
//! | `service` | what a request says to an answer, by the file in force |
//! | `answer` | an answer to bytes |
//! | `conversation` | the requests of one connection, as bytes |
//! | `connection`, `connections` | their sockets and time-outs |
//! | `listener` | standard input |
//! | `server` | the loop: one thread for all connections |
//! | `follow` | the other thread: the file, the log, last used |
//! | `usage` | last used, as lines |
//! | `log` | lines on standard error |
//!
//! Nothing here calls socket, bind, listen or connect: `tests/gate` watches it.

// Comments on arguments are shown as help, backticks and all.
#![allow(clippy::doc_markdown)]

mod answer;
mod args;
mod connection;
mod connections;
mod conversation;
mod demand;
mod follow;
mod head;
mod listener;
mod log;
mod server;
mod service;
mod usage;

use std::ffi::OsString;
use std::io::{self, PipeReader, Write as _};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::low_level::pipe;

pub use args::command;
use args::{Arguments, Stop};
use demand::Demands;
use follow::{Report, Wake, Watch};
use listener::Listener;
use server::{Limits, Server, Signals};
use service::Service;
use usage::{Usage, Writer};

use crate::domain::redaction::redact;
use crate::domain::words;
use crate::error::{Error, Kind, Result};
use crate::system::{now, raise_open_files};
use crate::verification::{Follower, StateDir, Verifier, read_public_keys};

/// Files that are open beside the connections.
const OTHER_FILES: u64 = 64;
/// How long the other thread may take to write what it has.
const LAST_WRITE: Duration = Duration::from_secs(5);

/// Runs the gate until it is told to end. Returns the exit code.
pub fn run(arguments: impl Iterator<Item = OsString>) -> u8 {
    let served = match args::parse(arguments) {
        Ok(arguments) => serve(arguments),
        Err(Stop::Wrong(error)) => Err(error),
        Err(Stop::Shown(shown)) => {
            let _ = shown.print();
            return if shown.use_stderr() { Kind::Usage.exit_code() } else { 0 };
        }
    };
    match served {
        Ok(()) => 0,
        Err(error) => {
            let hint = error.hint.as_ref().map(|hint| format!("hint: {hint}\n")).unwrap_or_default();
            let text = format!("error: {}\n{hint}", error.message);
            let _ = io::stderr().write_all(redact(&text).as_bytes());
            error.kind.exit_code()
        }
    }
}

fn serve(arguments: Arguments) -> Result<()> {
    let signals = signals().map_err(|error| Error::io("signals", error))?;
    let demands = Demands::new(arguments.demand)?;
    let mut verifier = Verifier::new(read_public_keys(&arguments.public_key)?).audience(arguments.audience);
    if let Some(subject) = arguments.subject {
        verifier = verifier.subject(subject);
    }
    let state = usable_state(&arguments.state)?;
    let state = state.server(arguments.server.map_or_else(StateDir::host, |name| name.to_string()));
    let usage = arguments.usage.as_deref().map(Writer::open).transpose()?;
    let usage = usage.map(|writer| (Arc::new(Usage::default()), writer));
    let service = Service {
        demands,
        resource: arguments.resource,
        environment: arguments.environment,
        client_address: arguments.client_address,
        usage: usage.as_ref().map(|(usage, _)| Arc::clone(usage)),
    };
    let limits = Limits {
        connections: most_connections(arguments.max_connections),
        idle: Duration::from_secs(arguments.idle_timeout.into()),
    };
    let listener = Listener::of_stdin()?;

    // Before anybody is served: who waits for an answer gets that of the file, not that there is none yet.
    let mut report = Report::new(arguments.file.clone());
    let mut follower = Follower::new(arguments.file, verifier, Some(state));
    report.tell(&follower.look(now()), &follower);
    let current = follower.current();
    let (wake, wakes) = channel();
    let (done, is_done) = channel::<()>();
    std::thread::spawn(move || {
        Watch { follower, usage, report }.run(&wakes);
        drop(done);
    });
    Server::new(listener, signals, service, current, wake.clone(), limits)?.run()?;
    let _ = wake.send(Wake::End);
    if is_done.recv_timeout(LAST_WRITE) == Err(RecvTimeoutError::Timeout) {
        log::line("last used was not written in time");
    }
    Ok(())
}

/// Pipes that are written to when a signal comes. Standard input may be ready before them, so a signal that comes
/// before the first request is not lost.
fn signals() -> io::Result<Signals> {
    let on = |signals: &[i32]| -> io::Result<PipeReader> {
        let (reader, writer) = io::pipe()?;
        for signal in signals {
            pipe::register(*signal, writer.try_clone()?)?;
        }
        Ok(reader)
    };
    Ok(Signals { end: on(&[SIGTERM, SIGINT])?, look: on(&[SIGHUP])? })
}

/// A state folder that can be written in: what cannot be remembered now could not be later.
fn usable_state(path: &std::path::Path) -> Result<StateDir> {
    let state = StateDir::open(path)?;
    drop(state.lock()?);
    Ok(state)
}

/// As many as wanted, unless the system lets fewer files be open.
fn most_connections(wanted: u32) -> usize {
    let allowed =
        raise_open_files().map_or(u64::from(wanted), |files| files.saturating_sub(OTHER_FILES).max(1));
    if allowed < u64::from(wanted) {
        log::line(&format!(
            "at most {}, because of the limit of open files",
            words::count(allowed, "connection")
        ));
    }
    usize::try_from(allowed.min(wanted.into())).unwrap_or(usize::MAX)
}
