//! Spoiling one system call of a command, with `strace`: it is killed before it, or the call fails.
//!
//! A first run is only written down. Each fault then hits the n-th call of one name: that is how
//! `strace` counts. Children are not traced, so that what the command runs is never hit itself.

pub(crate) mod cases;
mod judge;
mod state;
pub(crate) mod trial;

use std::collections::BTreeMap;

use crate::support::{Answer, Call, Home, available, is_full, strace_text};

/// The calls that make things last, visible or known to others. A name that this machine does not have
/// is passed over. Those that open files are among them where they open to write.
const CHANGES: [&str; 32] = [
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fallocate",
    "copy_file_range",
    "sendfile",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "unlink",
    "unlinkat",
    "rmdir",
    "open",
    "openat",
    "mkdir",
    "mkdirat",
    "chmod",
    "fchmod",
    "fchmodat",
    "chown",
    "fchown",
    "fchownat",
    "flock",
    "utimensat",
];

/// Those that only look. What opens a file is among them where it opens to read. `close` is not: an
/// error of it lets the descriptor go all the same, which `strace` cannot do.
const LOOKS: [&str; 16] = [
    "read",
    "readv",
    "pread64",
    "lseek",
    "stat",
    "lstat",
    "fstat",
    "newfstatat",
    "statx",
    "access",
    "faccessat",
    "faccessat2",
    "readlink",
    "readlinkat",
    "getdents64",
    "fcntl",
];

/// Those that start programs or wait for them.
const PROGRAMS: [&str; 9] =
    ["clone", "clone3", "fork", "vfork", "poll", "ppoll", "wait4", "waitid", "pidfd_open"];

/// Those at which one state turns into another.
const TURNS: [&str; 7] = ["rename", "link", "unlink", "clone", "vfork", "poll", "flock"];

/// What is done to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// The command is killed before it.
    Kill,
    /// It fails with this error and does nothing.
    Error(&'static str),
    /// It fails, and so does every later one that touches the disk. `write` and `read` go on: they serve
    /// the streams as well, and what the command says is to be heard.
    Gone,
}

/// The n-th call of its name.
#[derive(Debug, Clone)]
pub(crate) struct Syscall {
    name: String,
    number: usize,
    /// How many calls of each name came before it.
    before: BTreeMap<String, usize>,
    pub(crate) text: String,
}

impl Syscall {
    /// Whether it makes something last, visible or known. What is only read changes nothing.
    pub(crate) fn changes(&self) -> bool {
        CHANGES.contains(&self.name.as_str()) && !self.is_open_to_read()
    }

    fn is_open_to_read(&self) -> bool {
        let to_write = ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|way| self.text.contains(way));
        self.name.starts_with("open") && !to_write
    }

    /// Whether it is a moment to kill at: the others are the same moment as the one before them.
    pub(crate) fn is_moment(&self) -> bool {
        self.changes() || PROGRAMS.contains(&self.name.as_str())
    }

    /// Whether a program is started or waited for then.
    pub(crate) fn is_about_programs(&self) -> bool {
        ["clone", "fork", "pidfd_open", "poll"].iter().any(|call| self.name.contains(call))
    }

    /// Whether it takes a name away or gives one: from here on another state may be there. What the
    /// machine remembers is no part of it.
    pub(crate) fn is_turn(&self) -> bool {
        let names = ["rename", "link", "unlink"].iter().any(|call| self.name.starts_with(call));
        names && !self.text.contains("/.local/state/")
    }

    /// Whether it takes a file away.
    pub(crate) fn is_removal(&self) -> bool {
        self.name.starts_with("unlink")
    }

    /// Its name, with what it is for where that makes a difference.
    pub(crate) fn kind(&self) -> (String, bool) {
        (self.name.clone(), self.changes())
    }

    /// Whether it touches the disk, or one of the streams that data comes and goes by. `root` is the
    /// folder that everything of the command is in.
    fn is_on_disk(&self, root: &str) -> bool {
        let known = CHANGES.contains(&self.name.as_str()) || LOOKS.contains(&self.name.as_str());
        // Setting a lock is all of it that reaches a file system.
        let is_other_fcntl = self.name == "fcntl" && !self.text.contains("F_SETLK");
        if !known || is_other_fcntl || self.text.contains("strace.log") {
            return false;
        }
        let rest = self.text.split_once('(').map_or("", |(_, rest)| rest);
        let is_stream = (self.name == "write" && rest.starts_with("1<"))
            || (self.name == "read" && rest.starts_with("0<"));
        // The current folder is the root itself: a relative path is within it.
        let rest = rest.replace(&format!("AT_FDCWD<{root}>"), "AT_FDCWD");
        let is_relative = rest.starts_with("AT_FDCWD, \"") && !rest.starts_with("AT_FDCWD, \"/");
        is_stream || is_relative || rest.contains(root)
    }

    /// What makes `strace` do it: what to trace, and what to inject.
    fn options(&self, fault: Fault) -> Vec<String> {
        let (name, number) = (&self.name, self.number);
        let one = |what: &str| vec![format!("trace={name}"), format!("inject={name}:{what}:when={number}")];
        match fault {
            Fault::Kill => one("signal=KILL"),
            Fault::Error(error) => one(&format!("error={error}")),
            Fault::Gone => {
                let on_disk = CHANGES.iter().chain(&LOOKS);
                let gone = on_disk.filter(|name| !["write", "read", "fcntl"].contains(name));
                let from = |name: &str| self.before.get(name).map_or(1, |count| count + 1);
                gone.map(|name| format!("inject=?{name}:error=EIO:when={}+", from(name))).collect()
            }
        }
    }
}

/// All system calls of a command that succeeds, and its answer. `None` where `strace` is missing.
pub(crate) fn record(home: &Home, call: &Call) -> Option<(Vec<Syscall>, Answer)> {
    if !available("strace") {
        return None;
    }
    // -y: each descriptor with what it stands for.
    let answer = call.clone().under("strace -y -s 0 -o strace.log").run();
    let text = home.read("strace.log");
    std::fs::remove_file(home.path("strace.log")).unwrap();
    let mut calls: Vec<Syscall> = Vec::new();
    let mut seen = BTreeMap::<String, usize>::new();
    for line in text.lines() {
        let Some((name, _)) = line.split_once('(').filter(|(name, _)| !name.contains(' ')) else {
            continue;
        };
        let before = seen.clone();
        let number = seen.entry(name.to_owned()).or_default();
        *number += 1;
        calls.push(Syscall { name: name.to_owned(), number: *number, before, text: line.to_owned() });
    }
    Some((calls, answer.exits(0)))
}

/// The moments of a command at which it may be killed.
pub(crate) fn moments(home: &Home, call: &Call) -> Option<Vec<Syscall>> {
    let (mut calls, _) = record(home, call)?;
    calls.retain(Syscall::is_moment);
    Some(calls)
}

/// Every call of a command that touches the disk, with each error that it may give. Reading has no
/// need of room.
pub(crate) fn errors(home: &Home, calls: &[Syscall]) -> Vec<(Syscall, Fault)> {
    let root = &strace_text(home.root());
    let mut found = Vec::new();
    for call in calls.iter().filter(|call| call.is_on_disk(root)) {
        found.push((call.clone(), Fault::Error("EIO")));
        if call.changes() && call.name != "flock" {
            found.push((call.clone(), Fault::Error("ENOSPC")));
            found.push((call.clone(), Fault::Gone));
        }
    }
    found
}

/// All of them, or where that takes too long about so many: evenly spread, and some of the turns.
pub(crate) fn chosen(moments: &[Syscall], about: usize) -> Vec<Syscall> {
    if is_full() {
        return moments.to_vec();
    }
    let is_turn = |moment: &Syscall| TURNS.iter().any(|turn| moment.name.contains(turn));
    let turns = moments.iter().filter(|moment| is_turn(moment)).count();
    let (stride, turn_stride) = ((2 * moments.len()).div_ceil(about), (2 * turns).div_ceil(about));
    let mut turn = 0;
    let picked = moments.iter().enumerate().filter(|(place, moment)| {
        turn += usize::from(is_turn(moment));
        place % stride == 0 || (is_turn(moment) && turn % turn_stride.max(1) == 0)
    });
    picked.map(|(_, moment)| moment.clone()).collect()
}

/// How a command ended that was spoiled, and whether it came to the call at all: it may make fewer
/// than the first time.
pub(crate) struct Struck {
    pub(crate) answer: Answer,
    pub(crate) hit: bool,
}

/// Runs the command and spoils a system call of it.
pub(crate) fn strike(call: &Call, at: &Syscall, fault: Fault) -> Struck {
    // Not in the home, for what is in there is looked at.
    let log = tempfile::NamedTempFile::new().unwrap();
    let options: String = at.options(fault).iter().flat_map(|option| [" -e ", option]).collect();
    let call = call.clone().under(&format!("strace{options} -o '{}'", log.path().display()));
    let answer = call.killable().run();
    let text = std::fs::read_to_string(log.path()).unwrap();
    Struck { hit: answer.code == -9 || text.contains("(INJECTED)"), answer }
}

/// Kills the command at a moment. False where it survived.
pub(crate) fn kill(call: &Call, moment: &Syscall) -> bool {
    let Struck { answer, hit } = strike(call, moment, Fault::Kill);
    assert_eq!(answer.code, if hit { -9 } else { 0 }, "{moment:?}: {answer:?}");
    hit
}
