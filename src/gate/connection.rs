//! A connection: a conversation, its socket, and how long it may take.

use std::io;
use std::time::Duration;

use rustix::event::epoll::EventFlags;
use zeroize::Zeroize as _;

use super::conversation::{Conversation, Respond, Waiting};
use super::listener::Stream;

/// From the first byte of a request to the last of its head.
const HEAD: Duration = Duration::from_secs(5);
const BODY: Duration = Duration::from_secs(10);
/// How long answers may wait for a client that does not read.
const SEND: Duration = Duration::from_secs(5);
/// How long to read on after the last answer: closed at once, the socket could take the answer back.
const LINGER: Duration = Duration::from_secs(2);
/// Most bytes that are read then.
const MOST_LINGERING: usize = 2 * 1024 * 1024;

/// Bytes read at once.
pub(super) const PIECE: usize = 16 * 1024;

#[derive(Debug)]
pub(super) struct Connection {
    pub(super) stream: Stream,
    talk: Conversation,
    state: State,
    /// When the state ends.
    pub(super) deadline: Duration,
    /// Bytes read while lingering.
    lingered: usize,
}

/// What the deadline is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// After so many answers.
    Waiting(Waiting, u64),
    Sending,
    Lingering,
}

/// What becomes of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It waits for this.
    Keep(EventFlags),
    Close,
}

/// What all connections share while they are served.
pub(super) struct Serving<'a, R> {
    pub(super) respond: &'a R,
    /// Since the program started.
    pub(super) now: Duration,
    /// How long a connection may be idle.
    pub(super) idle: Duration,
    /// Whether this program is about to end.
    pub(super) is_last: bool,
    pub(super) scratch: &'a mut [u8; PIECE],
}

impl Connection {
    pub(super) fn new(stream: Stream, serving: &Serving<'_, impl Respond>) -> Self {
        Self {
            stream,
            talk: Conversation::default(),
            state: State::Waiting(Waiting::Idle, 0),
            deadline: serving.now + serving.idle,
            lingered: 0,
        }
    }

    /// Whether it waits for another request.
    pub(super) fn is_idle(&self) -> bool {
        matches!(self.state, State::Waiting(Waiting::Idle, _))
    }

    /// Does what can be done now.
    pub(super) fn serve(&mut self, serving: &mut Serving<'_, impl Respond>) -> Fate {
        match self.advance(serving) {
            Ok(true) => self.keep(serving),
            Ok(false) | Err(_) => Fate::Close,
        }
    }

    /// Its time is up.
    pub(super) fn expire(&mut self, serving: &mut Serving<'_, impl Respond>) -> Fate {
        match self.state {
            State::Waiting(Waiting::Head | Waiting::Body, _) => {
                self.talk.time_out();
                match self.send(serving) {
                    Ok(_) => self.keep(serving),
                    Err(_) => Fate::Close,
                }
            }
            State::Waiting(Waiting::Idle | Waiting::End, _) | State::Sending | State::Lingering => {
                Fate::Close
            }
        }
    }

    /// Refuses it whatever it asks.
    pub(super) fn refuse(mut self, refusal: super::answer::Refusal) {
        self.talk.refuse(refusal);
        let _ = self.stream.write(self.talk.output());
    }

    /// `false`: it has come to its end.
    fn advance(&mut self, serving: &mut Serving<'_, impl Respond>) -> io::Result<bool> {
        if self.state == State::Lingering {
            return self.linger(serving);
        }
        if !self.send(serving)? || self.talk.waits_for() == Waiting::End {
            return Ok(true);
        }
        let Some(count) = self.stream.read(serving.scratch)? else { return Ok(true) };
        if count == 0 {
            // Nothing more will come, and everything that came whole is answered.
            return Ok(false);
        }
        self.talk.receive(&serving.scratch[..count], serving.respond, serving.is_last);
        serving.scratch[..count].zeroize();
        self.send(serving)?;
        Ok(true)
    }

    /// Sends the answers, and what can be answered after them. `false`: the client must read first.
    fn send(&mut self, serving: &mut Serving<'_, impl Respond>) -> io::Result<bool> {
        loop {
            while !self.talk.output().is_empty() {
                match self.stream.write(self.talk.output())? {
                    Some(0) => return Err(io::ErrorKind::WriteZero.into()),
                    Some(count) => self.talk.sent(count),
                    None => return Ok(false),
                }
            }
            self.talk.proceed(serving.respond, serving.is_last);
            if self.talk.output().is_empty() {
                return Ok(true);
            }
        }
    }

    fn linger(&mut self, serving: &mut Serving<'_, impl Respond>) -> io::Result<bool> {
        let Some(count) = self.stream.read(serving.scratch)? else { return Ok(true) };
        serving.scratch[..count].zeroize();
        self.lingered += count;
        Ok(count > 0 && self.lingered <= MOST_LINGERING)
    }

    /// Sets the state and its deadline anew.
    fn keep(&mut self, serving: &Serving<'_, impl Respond>) -> Fate {
        let waiting = self.talk.waits_for();
        let state = if !self.talk.output().is_empty() {
            State::Sending
        } else if waiting == Waiting::End {
            State::Lingering
        } else {
            State::Waiting(waiting, self.talk.requests())
        };
        if state != self.state {
            if state == State::Lingering {
                self.stream.finish();
            }
            self.state = state;
            self.deadline = serving.now
                + match state {
                    State::Waiting(Waiting::Head, _) => HEAD,
                    State::Waiting(Waiting::Body, _) => BODY,
                    State::Waiting(Waiting::Idle | Waiting::End, _) => serving.idle,
                    State::Sending => SEND,
                    State::Lingering => LINGER,
                };
        }
        Fate::Keep(if state == State::Sending { EventFlags::OUT } else { EventFlags::IN })
    }
}
