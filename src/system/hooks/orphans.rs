//! Processes that a program left behind.

use std::fs::File;
use std::io::Read;
use std::time::{Duration, Instant};

use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, child_subreaper, getpid, kill_process, set_child_subreaper, waitid,
};

use super::PATIENCE;

/// The most that is read of the list of children at once; the next poll sees the others.
const MAX_LIST: u64 = 64 * 1024;
/// Between two polls.
const NAP: Duration = Duration::from_millis(1);

/// While it lives, orphaned descendants are reparented to this process.
pub(super) struct Orphans {
    /// Existing children, which are not the program's.
    spared: Vec<Pid>,
    before: Option<Pid>,
}

impl Orphans {
    /// Starts adopting orphans.
    pub(super) fn adopt() -> Self {
        let before = child_subreaper().unwrap_or_default();
        // Supported since Linux 3.4. Without it, a process that left its group and its parent is not found.
        let _ = set_child_subreaper(Some(getpid()));
        Self { spared: children(), before }
    }

    /// Kills all adopted children, until none is left. Their own children are adopted in turn.
    pub(super) fn end(&self) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut left = children();
            left.retain(|child| !self.spared.contains(child));
            if left.is_empty() || Instant::now() >= deadline {
                return;
            }
            for child in left {
                // Reaps it if it has exited, and proves that the number is still our child's.
                let gone = waitid(WaitId::Pid(child), WaitIdOptions::EXITED | WaitIdOptions::NOHANG);
                if matches!(gone, Ok(None)) {
                    let _ = kill_process(child, Signal::KILL);
                }
            }
            std::thread::sleep(NAP);
        }
    }
}

impl Drop for Orphans {
    fn drop(&mut self) {
        let _ = set_child_subreaper(self.before);
    }
}

/// The children of this process's first thread. The kernel reparents orphans to that one, so children of
/// other threads, which may be unrelated, are not among them.
pub(super) fn children() -> Vec<Pid> {
    let id = getpid().as_raw_nonzero();
    let mut list = String::new();
    let file = File::open(format!("/proc/self/task/{id}/children"));
    let _ = file.and_then(|file| file.take(MAX_LIST).read_to_string(&mut list));
    // A space follows each pid; one without a space was cut off.
    list.split_inclusive(' ')
        .filter_map(|word| word.strip_suffix(' ')?.parse().ok().and_then(Pid::from_raw))
        .collect()
}
