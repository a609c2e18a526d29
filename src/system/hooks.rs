//! Running other programs, none of which is trusted to exit, to limit its output or to clean up.
//!
//! One thread does it all: it waits for the program, its pipes and the timeout together. A program has a
//! process group of its own, which is killed; a process that left that group is reparented to us when its
//! parent ends (Linux: a child subreaper), and is killed then. Out of reach are a program that another
//! service starts on its behalf, and one that runs as another user.

mod orphans;
mod streams;

use std::io::{self, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{
    Pid, PidfdFlags, Signal, WaitId, WaitIdOptions, kill_process, kill_process_group, pidfd_open, waitid,
};
use zeroize::Zeroizing;

use super::{Inherited, find, runnable};
use crate::domain::hook::{HookCommand, Hooks};
use crate::domain::time::Span;
use crate::ports::{HookCall, HookEnd, HookOutput, HookRunner};
use orphans::Orphans;
use streams::Streams;

/// How long a program may continue after SIGTERM before it is killed.
const GRACE: Duration = Duration::from_secs(1);
/// How long to wait for a killed process: only the kernel can keep it from exiting, such as while it waits
/// for a lost disk.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long the pipes of a program that has exited are read.
const LEFTOVERS: Duration = Duration::from_millis(200);
/// The polling interval if the kernel does not wake us (no `pidfd_open`: before Linux 5.3).
const LOOK: Duration = Duration::from_millis(20);

/// Orphans are reparented to the whole process, so those of two concurrent programs could not be told apart.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The operating system's processes.
#[derive(Default)]
pub struct SystemHooks(Option<Inherited>);

impl SystemHooks {
    /// Restores for programs what this process hardened for itself.
    pub fn new(inherited: Inherited) -> Self {
        Self(Some(inherited))
    }
}

impl HookRunner for SystemHooks {
    fn find(&self, command: &HookCommand) -> io::Result<Option<PathBuf>> {
        let path = find::hook(command.program())?;
        runnable::check_format(&path)?;
        Ok(runnable::writable_by_others(&path))
    }

    fn run(&self, call: &HookCall<'_>) -> HookOutput {
        let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let orphans = Orphans::adopt();
        let begin = Instant::now();
        let output = match Running::start(call, self.0) {
            Ok(running) => running.finish(call.timeout, &orphans),
            Err(error) => HookOutput {
                end: HookEnd::NotStarted(error),
                stdout: Zeroizing::default(),
                stderr: Zeroizing::default(),
                took: Duration::ZERO,
            },
        };
        HookOutput { took: begin.elapsed(), ..output }
    }

    fn pause(&self, span: Span) {
        std::thread::sleep(duration(span));
    }
}

fn duration(span: Span) -> Duration {
    Duration::from_secs(u64::try_from(span.as_seconds()).unwrap_or(0))
}

/// A pipe that holds the program's whole input, already closed: so a program that outlives us never takes an
/// empty or a partial input for the secret. `None`: it might not fit.
fn filled(input: &[u8]) -> io::Result<Option<io::PipeReader>> {
    // Even the smallest pipe holds a page: writing this much does not block.
    const SURE_TO_FIT: usize = 4096;
    if input.len() > SURE_TO_FIT {
        return Ok(None);
    }
    let (reader, mut writer) = io::pipe()?;
    writer.write_all(input)?;
    Ok(Some(reader))
}

struct Running<'a> {
    child: Child,
    id: Pid,
    /// Becomes readable when the program has exited.
    watch: Option<OwnedFd>,
    streams: Streams<'a>,
}

impl<'a> Running<'a> {
    fn start(call: &HookCall<'a>, inherited: Option<Inherited>) -> io::Result<Self> {
        let program = find::hook(call.command.program())?;
        let mut command = Command::new(&program);
        command.args(call.command.arguments());
        command.env_clear().envs(call.environment.iter().map(|(name, value)| (name, value)));
        command.current_dir("/").process_group(0);
        let input = call.stdin.map(|secret| secret.expose().as_bytes());
        let filled = input.map(filled).transpose()?.flatten();
        let is_fed = input.is_some() && filled.is_none();
        command.stdin(match filled {
            Some(pipe) => pipe.into(),
            None if is_fed => Stdio::piped(),
            None => Stdio::null(),
        });
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let as_it_was = inherited.map(Inherited::restore_umask);
        let child = command.spawn();
        drop(as_it_was);
        let mut child = child.map_err(|error| find::refusal(&program, error))?;
        let id = Pid::from_child(&child);
        let streams = Streams::of(&mut child, input.filter(|_| is_fed));
        Ok(Self { child, id, watch: pidfd_open(id, PidfdFlags::empty()).ok(), streams })
    }

    fn finish(mut self, timeout: Span, orphans: &Orphans) -> HookOutput {
        let timeout = duration(timeout.min(Hooks::MAX_TIMEOUT));
        let in_time = self.ends_within(timeout);
        if !in_time {
            self.signal(Signal::TERM);
            if !self.ends_within(GRACE) {
                self.signal(Signal::KILL);
            }
        }
        let ended = self.ends_within(PATIENCE);
        let end = match self.status(ended) {
            _ if !in_time => HookEnd::TimedOut,
            Ok(status) => status,
            Err(error) => HookEnd::NotStarted(error),
        };
        orphans.end();
        let (stdout, stderr) = self.streams.finish(Instant::now() + LEFTOVERS);
        HookOutput { end, stdout, stderr, took: Duration::ZERO }
    }

    /// Moves bytes until the program has exited or the time is over. Returns whether it has exited.
    fn ends_within(&mut self, time: Duration) -> bool {
        let deadline = Instant::now() + time;
        loop {
            if self.has_ended() {
                return true;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let nap = if self.watch.is_some() { left } else { left.min(LOOK) };
            self.streams.step(self.watch.as_ref(), nap);
        }
    }

    /// Whether it has exited; it stays a zombie, so its number is still its own.
    fn has_ended(&self) -> bool {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        // An error: our parent ignores SIGCHLD, so the kernel has reaped the program.
        !matches!(waitid(WaitId::Pid(self.id), options), Ok(None) | Err(Errno::INTR))
    }

    /// Signals the program and its whole group, if it still exists; only before `status`.
    fn signal(&self, signal: Signal) {
        let _ = kill_process_group(self.id, signal);
        // It may have moved to another group of our session.
        let _ = kill_process(self.id, signal);
    }

    /// Kills what is left of the group, and returns how the program exited.
    fn status(&mut self, ended: bool) -> io::Result<HookEnd> {
        if !ended {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        if waitid(WaitId::Pid(self.id), options).is_err() {
            return Err(io::Error::other("its exit status is unknown, because SIGCHLD is ignored"));
        }
        // While the zombie exists, no other group can have this id. (Its orphans are reparented to us by now
        // and die one by one; a group dies at once, without reading any list.)
        let _ = kill_process_group(self.id, Signal::KILL);
        let status = self.child.wait()?;
        Ok(match (status.code(), status.signal()) {
            (Some(code), _) => HookEnd::Exited(code),
            (None, signal) => HookEnd::Killed(signal.unwrap_or(0)),
        })
    }
}

#[cfg(test)]
mod tests;
