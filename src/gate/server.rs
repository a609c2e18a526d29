//! The loop that serves every connection, on one thread: a decision takes microseconds, and nothing in it waits.

use std::io::{self, PipeReader, Read as _};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use rustix::buffer::spare_capacity;
use rustix::event::Timespec;
use rustix::event::epoll::{self, CreateFlags, Event, EventData, EventFlags};
use rustix::io::Errno;

use super::answer::Refusal;
use super::connection::{Connection, PIECE, Serving};
use super::connections::Connections;
use super::follow::Wake;
use super::listener::{Listener, Stream};
use super::log;
use super::service::{Service, Turn};
use crate::error::{Error, Result};
use crate::system::{now, since_start};
use crate::verification::Current;

/// What epoll gives back for what is no connection.
const LISTENER: u64 = u64::MAX;
const END: u64 = u64::MAX - 1;
const LOOK: u64 = u64::MAX - 2;

/// How often deadlines are compared with the clock.
const TICK: Duration = Duration::from_millis(250);
/// How long requests that have begun may take once the end was asked for.
const DRAIN: Duration = Duration::from_secs(5);
/// Connections taken in one turn, so that others are not kept waiting.
const MOST_ACCEPTED: usize = 64;
const MOST_EVENTS: usize = 1_024;

/// What was asked for by signals: to end, and to look at the file.
pub(super) struct Signals {
    pub(super) end: PipeReader,
    pub(super) look: PipeReader,
}

pub(super) struct Server {
    listener: Listener,
    signals: Signals,
    connections: Connections,
    service: Service,
    current: Current,
    follower: Sender<Wake>,
    limits: Limits,
    scratch: Box<[u8; PIECE]>,
    /// Deadlines are compared next then.
    next_tick: Duration,
    /// The system has no room for more connections: it is asked again at the next tick.
    is_paused: bool,
    /// That was logged, and no connection was taken since.
    is_out_of_room: bool,
    /// When to end at the latest, once that was asked for.
    end: Option<Duration>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) connections: usize,
    pub(super) idle: Duration,
}

impl Server {
    pub(super) fn new(
        (listener, first): (Listener, Option<Stream>),
        signals: Signals,
        service: Service,
        current: Current,
        follower: Sender<Wake>,
        limits: Limits,
    ) -> Result<Self> {
        let failed = |error: Errno| Error::io("epoll", error.into());
        let epoll = epoll::create(CreateFlags::CLOEXEC).map_err(failed)?;
        let add = |source: &dyn std::os::fd::AsFd, data| {
            epoll::add(&epoll, source.as_fd(), EventData::new_u64(data), EventFlags::IN).map_err(failed)
        };
        add(&listener, LISTENER)?;
        add(&signals.end, END)?;
        add(&signals.look, LOOK)?;
        let mut server = Self {
            listener,
            signals,
            connections: Connections::new(epoll),
            service,
            current,
            follower,
            limits,
            scratch: Box::new([0; PIECE]),
            next_tick: Duration::ZERO,
            is_paused: false,
            is_out_of_room: false,
            end: None,
        };
        if let Some(stream) = first {
            server.with(|connections, serving| {
                let _ = connections.add(Connection::new(stream, serving));
            });
        }
        Ok(server)
    }

    /// Serves until it is told to end, and everything that had begun is answered.
    pub(super) fn run(mut self) -> Result<()> {
        let mut events = Vec::with_capacity(MOST_EVENTS);
        loop {
            let needs_ticks = self.connections.len() > 0 || self.is_paused || self.end.is_some();
            self.turn(&mut events, needs_ticks.then_some(TICK))?;
            if let Some(end) = self.end
                && (self.connections.len() == 0 || end <= since_start())
            {
                return Ok(());
            }
        }
    }

    /// Waits for something to happen, and does it. Returns how much there was.
    fn turn(&mut self, events: &mut Vec<Event>, wait: Option<Duration>) -> Result<usize> {
        let wait = wait.map(|wait| Timespec { tv_sec: 0, tv_nsec: wait.subsec_nanos().into() });
        match epoll::wait(self.connections.epoll(), spare_capacity(events), wait.as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(Error::io("epoll", error.into())),
        }
        let count = events.len();
        let (mut accepts, mut ends, mut looks) = (false, false, false);
        self.with(|connections, serving| {
            for event in events.drain(..) {
                match event.data.u64() {
                    LISTENER => accepts = true,
                    END => ends = true,
                    LOOK => looks = true,
                    index => {
                        let index = usize::try_from(index).unwrap_or(usize::MAX);
                        connections.visit(index, |connection| connection.serve(serving));
                    }
                }
            }
        });
        // After the others: a slot that was left must not be taken while there are events of whoever left it.
        if accepts && self.end.is_none() {
            self.accept();
        }
        if looks {
            forget(&mut self.signals.look);
            let _ = self.follower.send(Wake::Look);
        }
        if ends {
            forget(&mut self.signals.end);
            self.begin_to_end(events)?;
        }
        if since_start() >= self.next_tick {
            self.tick();
        }
        Ok(count)
    }

    /// Serves connections with the file in force and the time.
    fn with(&mut self, work: impl FnOnce(&mut Connections, &mut Serving<'_, Turn<'_>>)) {
        let turn = Turn { service: &self.service, file: self.current.get(), now: now() };
        let mut serving = Serving {
            respond: &turn,
            now: since_start(),
            idle: self.limits.idle,
            is_last: self.end.is_some(),
            scratch: &mut self.scratch,
        };
        work(&mut self.connections, &mut serving);
        // If it was replaced meanwhile, and nobody else has it any more.
        if let Some(file) = turn.file.filter(|file| Arc::strong_count(file) == 1) {
            let _ = self.follower.send(Wake::Former(file));
        }
    }

    fn accept(&mut self) {
        for _ in 0..MOST_ACCEPTED {
            match self.listener.accept() {
                Ok(Some(stream)) => {
                    self.is_out_of_room = false;
                    self.take(stream);
                }
                Ok(None) => return,
                Err(error) if is_about_one(&error) => {}
                Err(error) => {
                    // Most likely there are too many open files. Whoever is idle can come again.
                    if !self.connections.close_idlest() && !self.is_out_of_room {
                        self.is_out_of_room = true;
                        log::line(&format!("no connection can be taken: {error}"));
                    }
                    return self.pause(true);
                }
            }
        }
    }

    /// Takes a connection; if there are too many, the one that has been idle for the longest time goes for it.
    fn take(&mut self, stream: Stream) {
        let is_full = self.connections.len() >= self.limits.connections;
        let is_busy = is_full && !self.connections.close_idlest();
        self.with(|connections, serving| {
            let connection = Connection::new(stream, serving);
            if is_busy {
                connection.refuse(Refusal::Busy);
            } else {
                // One that the system has no room for is closed.
                let _ = connections.add(connection);
            }
        });
    }

    /// Stops to take connections until the next tick, or goes on.
    fn pause(&mut self, is_paused: bool) {
        let interest = if is_paused { EventFlags::empty() } else { EventFlags::IN };
        let data = EventData::new_u64(LISTENER);
        if epoll::modify(self.connections.epoll(), &self.listener, data, interest).is_ok() {
            self.is_paused = is_paused;
        }
    }

    fn tick(&mut self) {
        let now = since_start();
        self.next_tick = now + TICK;
        self.with(|connections, serving| {
            for index in connections.late(now) {
                connections.visit(index, |connection| connection.expire(serving));
            }
        });
        if self.is_paused && self.end.is_none() {
            self.pause(false);
        }
    }

    /// Takes no more connections, answers what has arrived, and closes those that are idle then. Those that wait to be
    /// taken are left to whoever holds the socket next.
    fn begin_to_end(&mut self, events: &mut Vec<Event>) -> Result<()> {
        if self.end.is_some() {
            return Ok(());
        }
        let _ = epoll::delete(self.connections.epoll(), &self.listener);
        self.end = Some(since_start() + DRAIN);
        while self.turn(events, Some(Duration::ZERO))? > 0 {}
        self.connections.close_idle();
        Ok(())
    }
}

/// Reads what a signal wrote: that it came is all there is to know.
fn forget(pipe: &mut PipeReader) {
    let _ = pipe.read(&mut [0; 64]);
}

/// Whether an error is about one connection that went away before it was taken, and not about this program.
fn is_about_one(error: &io::Error) -> bool {
    let about_all = [Errno::MFILE, Errno::NFILE, Errno::NOBUFS, Errno::NOMEM];
    !about_all.iter().any(|errno| error.raw_os_error() == Some(errno.raw_os_error()))
}
