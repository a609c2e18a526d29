//! Hardening this process before it reads anything secret, and restoring the former attributes for the
//! programs that it starts. If the system refuses a call (a seccomp filter may), that is ignored: running
//! less protected is better than not running when a key must be revoked.

#[cfg(feature = "cli")]
use std::sync::Arc;

use rustix::fs::Mode;
use rustix::io::Errno;
use rustix::process::{
    DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit, umask,
};

/// What `harden` found and changed, to be reset for programs that are started.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "the gate starts no program"))]
pub struct Inherited {
    umask: Mode,
    core: Option<Rlimit>,
}

/// Disables core dumps and the reading of this process's memory by other processes of the same user, denies other users
/// access to created files, and gives no program that is started what our parent left open: a hook, a program under
/// `run`, an age plugin. What we open ourselves is closed on exec anyway.
pub fn harden() -> Inherited {
    // A file that becomes too large for `ulimit -f` is an error of the write, and not the end of this process. What is
    // started has the default again: a handler does not outlive exec.
    #[cfg(feature = "cli")]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    #[cfg(feature = "cli")]
    close_on_exec();
    let core = limit(Resource::Core);
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    Inherited { umask: restore(core), core }
}

#[cfg(feature = "cli")]
pub(super) fn close_on_exec() {
    close_fds::set_fds_cloexec_threadsafe(3, &[]);
}

/// `None` if the system refuses to report it. rustix takes that for impossible and would return uninitialized
/// memory: so we first request what the kernel itself rejects, a limit above its maximum.
fn limit(resource: Resource) -> Option<Rlimit> {
    let impossible = Rlimit { current: Some(1), maximum: Some(0) };
    (setrlimit(resource, impossible) == Err(Errno::INVAL)).then(|| getrlimit(resource))
}

/// Lets this process have as many files open as the system ever lets it. Returns how many that is; `None`: without
/// limit, or unknown.
#[cfg(feature = "gate")]
pub fn raise_open_files() -> Option<u64> {
    let found = limit(Resource::Nofile)?;
    match setrlimit(Resource::Nofile, Rlimit { current: found.maximum, maximum: found.maximum }) {
        Ok(()) => found.maximum,
        Err(_) => found.current,
    }
}

/// Returns the previous umask.
fn restore(core: Option<Rlimit>) -> Mode {
    if let Some(core) = core {
        // Not the maximum: it could never be raised again.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: core.maximum });
    }
    umask(Mode::from_raw_mode(0o077))
}

#[cfg(feature = "cli")]
impl Inherited {
    /// Restores the former attributes while a program is being started.
    ///
    /// Umask and limits are process-wide, and there is no other way without `unsafe` code between `fork` and
    /// `exec`. It is safe because no other thread is running in the meantime: only `scan` and the hash of a long
    /// verification file have threads, which end before anything else is done, and hooks run one at a time. Starting a program creates no
    /// file, and this process stays undumpable.
    pub(super) fn restore_umask(self) -> UmaskGuard {
        umask(self.umask);
        if let Some(core) = self.core {
            let _ = setrlimit(Resource::Core, core);
        }
        UmaskGuard(self)
    }
}

/// Hardens again when dropped.
#[cfg(feature = "cli")]
pub(super) struct UmaskGuard(Inherited);

#[cfg(feature = "cli")]
impl Drop for UmaskGuard {
    fn drop(&mut self) {
        restore(self.0.core);
    }
}
