//! What this process gives up before it reads anything secret, and gives back to the programs that it
//! starts. Where the system refuses a call (a seccomp filter may), that is left as it is: better less
//! guarded than not there when a key must be revoked.

use rustix::fs::Mode;
use rustix::io::Errno;
use rustix::process::{
    DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit, umask,
};

/// What `harden` found and changed, to be reset for programs that are started.
#[derive(Clone, Copy)]
pub struct Inherited {
    umask: Mode,
    core: Option<Rlimit>,
}

/// No core dumps, no reading of this process's memory by others of the same user, and nothing created
/// that others could open.
pub fn harden() -> Inherited {
    let core = core_limit();
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    Inherited { umask: restore(core), core }
}

/// None where the system refuses to say it. rustix takes that for impossible, and would return whatever
/// lies in memory: so we ask first for what the kernel itself refuses, a limit above its maximum.
fn core_limit() -> Option<Rlimit> {
    let impossible = Rlimit { current: Some(1), maximum: Some(0) };
    (setrlimit(Resource::Core, impossible) == Err(Errno::INVAL)).then(|| getrlimit(Resource::Core))
}

/// Returns the umask as it was.
fn restore(core: Option<Rlimit>) -> Mode {
    if let Some(core) = core {
        // Not the maximum: it could never be raised again.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: core.maximum });
    }
    umask(Mode::from_raw_mode(0o077))
}

impl Inherited {
    /// Makes it as it was for as long as a program is being started.
    ///
    /// Umask and limits are the whole process's, and there is no other way without `unsafe` code between
    /// `fork` and `exec`. It is safe because nobody else is at work in the meantime: only `scan` has threads,
    /// which have ended before it does anything else, and hooks run one at a time. Starting a program creates
    /// no file, and this process stays one that is not dumped.
    pub(super) fn restore_umask(self) -> UmaskGuard {
        umask(self.umask);
        if let Some(core) = self.core {
            let _ = setrlimit(Resource::Core, core);
        }
        UmaskGuard(self)
    }
}

/// Gives it up again when it is dropped.
pub(super) struct UmaskGuard(Inherited);

impl Drop for UmaskGuard {
    fn drop(&mut self) {
        restore(self.0.core);
    }
}
