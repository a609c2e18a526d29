//! The pipes to and from a program. Nothing here blocks until the program reads or writes.

use std::os::fd::{AsFd, OwnedFd};
use std::process::Child;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use zeroize::Zeroizing;

/// How much of each output is kept; the rest is read and discarded.
pub(super) const KEPT: usize = 64 * 1024;
/// How much of a kept end that has lost its beginning is given up: a secret that was cut there could not be
/// recognised. It is longer than one of ours in any form that is looked for.
pub(super) const EDGE: usize = 1024;
/// How much of the rest is read at once.
const REST: usize = 64 * 1024;

/// The pipes of one program.
pub(super) struct Streams<'a> {
    stdin: Option<(OwnedFd, &'a [u8])>,
    stdout: Output,
    stderr: Output,
    /// For discarded output, which may be a secret as well.
    rest: Zeroizing<Vec<u8>>,
}

impl<'a> Streams<'a> {
    /// Takes the pipes of a program that was just started, and its input.
    pub(super) fn of(child: &mut Child, input: Option<&'a [u8]>) -> Self {
        Self {
            stdin: child.stdin.take().map(OwnedFd::from).map(patient).zip(input),
            stdout: Output::of(child.stdout.take().map(OwnedFd::from), Part::Start),
            // Programs say at the end why they fail.
            stderr: Output::of(child.stderr.take().map(OwnedFd::from), Part::End),
            rest: Zeroizing::new(vec![0; REST]),
        }
    }

    /// Waits until data can be transferred or the watched descriptor is readable, at most this long, and
    /// transfers it.
    pub(super) fn step(&mut self, watch: Option<&OwnedFd>, at_most: Duration) {
        let mut descriptors = Vec::with_capacity(4);
        let readable = watch.into_iter().chain(&self.stdout.pipe).chain(&self.stderr.pipe);
        descriptors.extend(readable.map(|pipe| PollFd::new(pipe, PollFlags::IN)));
        descriptors.extend(self.stdin.iter().map(|(pipe, _)| PollFd::new(pipe, PollFlags::OUT)));
        // Interrupted or not: none of what follows blocks.
        let _ = poll(&mut descriptors, Timespec::try_from(at_most).ok().as_ref());
        self.feed();
        self.stdout.read(&mut self.rest);
        self.stderr.read(&mut self.rest);
    }

    fn feed(&mut self) {
        let Some((pipe, input)) = &mut self.stdin else { return };
        match rustix::io::write(pipe.as_fd(), input) {
            Ok(written) => *input = input.get(written..).unwrap_or_default(),
            Err(Errno::AGAIN | Errno::INTR) => return,
            // The program does not read on, which is no error.
            Err(_) => *input = &[],
        }
        if input.is_empty() {
            self.stdin = None;
        }
    }

    /// Reads what is left in the pipes, and returns what was kept. Does not wait for processes that still
    /// hold one open.
    pub(super) fn finish(mut self, deadline: Instant) -> (Zeroizing<Vec<u8>>, Zeroizing<Vec<u8>>) {
        self.stdin = None;
        while self.stdout.pipe.is_some() || self.stderr.pipe.is_some() {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            self.step(None, left);
        }
        (self.stdout.kept(), self.stderr.kept())
    }
}

/// The part of an output that is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Start,
    End,
}

struct Output {
    pipe: Option<OwnedFd>,
    part: Part,
    /// Allocated at its maximum size, so that growing leaves no copies behind. Of an end, the oldest bytes are
    /// overwritten.
    kept: Zeroizing<Vec<u8>>,
    /// How much was read so far.
    seen: usize,
}

impl Output {
    fn of(pipe: Option<OwnedFd>, part: Part) -> Self {
        Self { pipe: pipe.map(patient), part, kept: Zeroizing::new(vec![0; KEPT]), seen: 0 }
    }

    fn read(&mut self, rest: &mut [u8]) {
        let Some(pipe) = &self.pipe else { return };
        let place = if self.part == Part::End { self.seen % KEPT } else { self.seen };
        let room = self.kept.get_mut(place..).unwrap_or_default();
        match rustix::io::read(pipe.as_fd(), if room.is_empty() { rest } else { room }) {
            Ok(0) => self.pipe = None,
            Ok(read) => self.seen = self.seen.saturating_add(read),
            Err(Errno::AGAIN | Errno::INTR) => {}
            Err(_) => self.pipe = None,
        }
    }

    fn kept(mut self) -> Zeroizing<Vec<u8>> {
        if self.part == Part::End && self.seen > KEPT {
            self.kept.rotate_left(self.seen % KEPT);
            self.kept.drain(..EDGE);
        } else {
            self.kept.truncate(self.seen);
        }
        self.kept
    }
}

/// Makes our end of a pipe nonblocking, which does not fail for pipes.
fn patient(pipe: OwnedFd) -> OwnedFd {
    let _ = rustix::io::ioctl_fionbio(&pipe, true);
    pipe
}
